"""Write the pictures of the docs: python -m scripts.screenshots FOLDER.

They are what the browser tests named `test_screenshot...` see, so a picture shows nothing that is not tested.
"""

import subprocess
import sys
from pathlib import Path

from scripts.check import clean_environment
from scripts.machine import MissingTool, ensure_chromium, ensure_fonts


def main(folder: Path) -> int:
    """Run the tests that take pictures, with their folder in SCREENSHOT_DIR; return the exit code."""
    try:
        ensure_fonts()
        chromium = ensure_chromium()
    except MissingTool as missing:
        print(missing)
        return 1
    folder.mkdir(parents=True, exist_ok=True)
    environment = clean_environment() | {"CHROMIUM": chromium, "SCREENSHOT_DIR": str(folder.resolve())}
    command = [sys.executable, "-m", "pytest", "--quiet", "-m", "browser", "-k", "screenshot"]
    return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
