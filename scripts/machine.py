"""What the browser tests need of the machine: a Chromium, and fonts that hold every script of the samples.

Each is looked for first, installed where that is possible, and otherwise asked for by name.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
FONT_FOLDERS = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path.home() / ".local/share/fonts",
    Path.home() / ".fonts",
    Path("/Library/Fonts"),
    Path.home() / "Library/Fonts",
)
# Debian's package, and a file name that only its fonts have.
FONT_PACKAGES = {"fonts-noto-cjk": "NotoSansCJK*", "fonts-noto-core": "NotoNaskhArabic*"}


class MissingTool(Exception):
    """The machine lacks what the check needs, and it could not be installed; the message says what to do."""


def find_chromium() -> str | None:
    """Return the path of a Chromium: the one `CHROMIUM` names, one on the PATH, Playwright's, or None.

    Raises MissingTool when `CHROMIUM` names a file that is not there.
    """
    named = os.environ.get("CHROMIUM")
    if named:
        found = shutil.which(named)
        if found is None:
            raise MissingTool(f"CHROMIUM names {named}, which is no program on this machine.")
        return found
    on_path = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    return on_path or _find_playwright_chromium()


def ensure_chromium() -> str:
    """Return the path of a Chromium, installing one first where there is none.

    Root on Debian gets Debian's package, others Playwright's own build. Raises MissingTool when that fails.
    """
    found = find_chromium()
    if found:
        return found
    if _can_use_apt():
        tried = "`apt-get install chromium`"
        _install_debian_packages("chromium")
    else:
        tried = "`playwright install chromium`"
        _run_quietly([sys.executable, "-m", "playwright", "install", "chromium"])
    found = find_chromium()
    if found is None:
        raise MissingTool(
            f"No Chromium: no {', '.join(CHROMIUM_NAMES)} is on the PATH, and {tried} did not bring one. "
            "Install Chromium, or name one: CHROMIUM=/path/to/chromium"
        )
    return found


def ensure_fonts() -> None:
    """Install the Noto fonts that Chinese and Arabic pictures need, where they are missing.

    Raises MissingTool with the names of the packages when this account may not install them.
    """
    missing = _list_missing_fonts()
    if missing and _can_use_apt():
        _install_debian_packages(*missing)
        missing = _list_missing_fonts()
    if missing:
        raise MissingTool(
            "Pictures of Chinese and Arabic text need fonts that are not here. "
            f"On Debian or Ubuntu: apt install {' '.join(missing)}"
        )


def _find_playwright_chromium() -> str | None:
    from playwright.sync_api import sync_playwright  # only the development packages have it

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def _list_missing_fonts() -> list[str]:
    return [
        package
        for package, pattern in FONT_PACKAGES.items()
        if not any(next(folder.rglob(pattern), None) for folder in FONT_FOLDERS if folder.is_dir())
    ]


def _can_use_apt() -> bool:
    release = Path("/etc/os-release")
    is_debian = release.exists() and "ID=debian" in release.read_text().splitlines()
    return is_debian and os.geteuid() == 0 and shutil.which("apt-get") is not None


def _install_debian_packages(*packages: str) -> None:
    print(f"Installing {' '.join(packages)} with apt-get", flush=True)
    _run_quietly(["apt-get", "update"])
    _run_quietly(["apt-get", "install", "--yes", "--no-install-recommends", *packages])


def _run_quietly(command: list[str]) -> None:
    """Run a command, showing what it said only when it fails; whether it helped is for the caller to see."""
    done = subprocess.run(
        command,
        env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        print(f"{' '.join(command)} failed:\n{done.stdout}", flush=True)
