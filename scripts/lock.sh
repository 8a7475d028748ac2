#!/bin/sh
# Writes the lock files anew: what the workbench runs on, what its checks need on top, the benchmark's peers, and the
# installer itself.
# One lock serves Python 3.11 to 3.13. It names hashes and no registry, so it installs from any mirror.
set -eu

cd "$(dirname "$0")/.."

compile() {
    .venv/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
        --no-header --no-annotate "$@" >/dev/null
}

compile pyproject.toml --output-file requirements.txt
compile pyproject.toml --extra dev --constraints requirements.txt --output-file requirements-dev.txt
compile pyproject.toml --extra bench --constraints requirements-dev.txt --output-file requirements-bench.txt
echo uv | compile - --output-file requirements-uv.txt

if grep -nE '://|^ *-(-index|-extra|-find|i|f)|^[^#]* @ ' requirements*.txt; then
    echo "A lock file names an address, so it would not install elsewhere." >&2
    exit 1
fi
if grep -nE '^(torch|nvidia-)' requirements*.txt; then
    echo "PyTorch came in; the workbench must stay small enough to install in a minute." >&2
    exit 1
fi
