"""Run the demo with settings of its own: python -m scripts.demo [--no-serve] [--port 8000].

Its secret key is made once and kept under var/, mode 600. What the environment says of other projects, such
as their DATABASE_URL, is left aside: the demo keeps everything in var/.
"""

import os
import secrets
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LEFT_ASIDE = (
    "DATABASE_URL",
    "DEBUG",
    "ALLOWED_HOSTS",
    "CSRF_TRUSTED_ORIGINS",
    "BEHIND_TLS_PROXY",
    "TASK_BACKEND",
    "DJANGO_SETTINGS_MODULE",
)


def main(arguments: list[str]) -> None:
    """Become `manage.py demo` with these arguments."""
    os.chdir(ROOT)
    var = Path(os.environ.get("VAR_DIR", ROOT / "var"))
    environment = {name: value for name, value in os.environ.items() if name not in LEFT_ASIDE}
    environment |= {"DEMO": "on", "TLS": "off", "SECRET_KEY": read_secret_key(var / "secret-key")}
    os.execve(sys.executable, [sys.executable, "manage.py", "demo", *arguments], environment)  # noqa: S606 - no shell is meant


def read_secret_key(path: Path) -> str:
    """Return the key kept at `path`, made first where there is none; only the owner can read it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        part = path.with_name(f".{path.name}.{secrets.token_hex(6)}")
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
        part.replace(path)  # whole or not at all, so that an interrupted run leaves no half key
    return path.read_text().strip()


if __name__ == "__main__":
    main(sys.argv[1:])
