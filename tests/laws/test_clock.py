"""Law: nobody but comity/kernel/clock.py reads the time of day (the linter's ban, proved to bite)."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RUFF = Path(sys.executable).parent / "ruff"


def lint(path: Path) -> str:
    done = subprocess.run(
        [RUFF, "check", "--select", "TID251", "--output-format", "concise", "--config", ROOT / "pyproject.toml", path],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout


def test_nothing_in_the_town_reads_the_clock() -> None:
    assert "TID251" not in lint(ROOT / "comity")


def test_the_ban_sees_each_way_of_reading_it(tmp_path: Path) -> None:
    planted = tmp_path / "planted.py"
    planted.write_text(
        "import time\nfrom datetime import date, datetime\nfrom django.utils import timezone\n"
        "a = datetime.now()\nb = date.today()\nc = timezone.now()\nd = time.time()\n",
        encoding="utf-8",
    )
    assert lint(planted).count("TID251") == 4
