"""A real Chromium, if there is one: found by name, or by the variable CHROMIUM."""

import os
import shutil
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
NEEDED = "NEEDS_BROWSER"
"""Where this variable is set, as the continuous integration does, a missing browser is a fault."""
SCREENSHOTS = "SCREENSHOTS"
"""A folder in which pictures of the page are kept."""


def chromium() -> str | None:
    """The program, or None."""
    named = os.environ.get("CHROMIUM")
    return named or next(filter(None, map(shutil.which, NAMES)), None)


def reason_to_skip() -> str | None:
    """Why the page cannot be opened here; None where it can, or must."""
    if os.environ.get(NEEDED):
        return None
    if chromium() is None:
        return f"no Chromium found: install one of {', '.join(NAMES)}, or name it in CHROMIUM"
    try:
        import playwright.sync_api  # noqa: F401
    except ImportError:
        return "playwright is not installed: pip install -e '.[dev]'"
    return None


def screenshots(otherwise: Path) -> Path:
    """Where pictures go."""
    folder = Path(os.environ.get(SCREENSHOTS) or otherwise)
    folder.mkdir(parents=True, exist_ok=True)
    return folder
