"""Where the files lie that others made and that frontend/assets.py installed: by name, without their version."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

VENDOR = Path(__file__).parent / "static" / "vendor"


class AssetsMissingError(RuntimeError):
    """The browser files are not installed."""

    def __init__(self) -> None:
        """This will say what to run."""
        super().__init__("The browser files are not installed. Run: python3 frontend/assets.py")


@cache
def _folders() -> dict[str, str]:
    manifest = VENDOR / "assets.json"
    if not manifest.exists():
        raise AssetsMissingError
    folders: dict[str, str] = json.loads(manifest.read_text("utf-8"))["folders"]
    return folders


def vendor_path(name: str, file: str) -> str:
    """This will give the static path of a vendored file: "vendor/htmx-4.0.1/htmx.min.js"."""
    return f"vendor/{_folders()[name]}/{file}"


@cache
def _read(name: str, file: str) -> str:
    return (VENDOR / _folders()[name] / file).read_text("utf-8")


@cache
def icon_bodies() -> dict[str, str]:
    """This will read the drawings of the icons that assets.toml names."""
    bodies: dict[str, str] = json.loads(_read("lucide", "icons.json"))
    return bodies


@cache
def land() -> tuple[tuple[tuple[float, float], ...], ...]:
    """This will read the outline of the land: closed rings of longitude and latitude, without any border.

    Units: degrees.
    """
    return tuple(tuple((x, y) for x, y in ring) for ring in json.loads(_read("world-atlas", "land.json")))
