"""Finding Chromium, which comes from the system's packages."""

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_chromium() -> str | None:
    """This will name the program, or nothing when there is none."""
    named = os.environ.get("COMITY_CHROMIUM")
    if named:
        return named if os.access(named, os.X_OK) else None
    return next((path for path in map(shutil.which, NAMES) if path is not None), None)
