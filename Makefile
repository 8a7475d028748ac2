# Every target makes its own .venv first; `make` alone lists them.
.DEFAULT_GOAL := help
HOST ?= 127.0.0.1
PORT ?= 8000
WORKERS ?= 2
# Of each worker. Every thread holds a connection to the database, so all of them together stay below what it allows.
THREADS ?= 4
python := .venv/bin/python
# The installer, what the workbench runs on, and what its checks or benchmarks need on top; all quick when nothing has
# changed.
installer := @sh scripts/prepare.sh requirements-uv.txt
runtime := $(installer) requirements.txt
development := $(runtime) requirements-dev.txt
# The peers, and the PostgreSQL of the checks.
benchmarks := $(development) requirements-bench.txt

.PHONY: demo
demo: ## Try it: a team, articles and simulated reviews, served on this machine (SERVE=0: stop before serving)
	$(runtime)
	@$(python) -m scripts.demo --port $(PORT) $(if $(filter 0,$(SERVE)),--no-serve)

.PHONY: serve
serve: ## Serve with the settings of the environment (HOST, PORT, WORKERS, THREADS)
	$(runtime)
	@$(python) manage.py check > /dev/null
	@$(python) manage.py migrate --check || { echo "The database is not up to date. First: $(python) manage.py migrate"; exit 1; }
	@$(python) manage.py collectstatic --no-input --verbosity 0
	@$(python) -m granian --interface wsgi --no-ws --host $(HOST) --port $(PORT) --workers $(WORKERS) \
		--blocking-threads $(THREADS) workbench.wsgi:application

.PHONY: test
test: ## Check everything: format, lint, types, migrations, tests on SQLite, on PostgreSQL and in a browser
	$(development)
	@$(python) -m scripts.check

.PHONY: lint
lint: ## Check format, lint and types only
	$(development)
	@$(python) -m scripts.check lint

.PHONY: bench
bench: ## Run every benchmark; benchmarks/README.md says how to read them
	$(benchmarks)
	@set -e; for script in benchmarks/bench_*.py; do PYTHONPATH=. $(python) "$$script"; done

.PHONY: screenshots
screenshots: ## Write the pictures of the docs to docs/pictures
	$(development)
	@$(python) -m scripts.screenshots docs/pictures

.PHONY: lock
lock: ## Write requirements*.txt anew from pyproject.toml, with the newest versions it allows
	$(installer)
	@sh scripts/lock.sh

.PHONY: clean
clean: ## Remove the environment and every cache; var/, with its data, stays
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis build *.egg-info var/test
	@find annotations workbench tests scripts benchmarks -name __pycache__ -prune -exec rm -rf {} +

.PHONY: help
help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile
