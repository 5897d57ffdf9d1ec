#!/usr/bin/env python3
"""Draw docs/workflows.md from the WORKFLOW tables of the houses: `python scripts/workflows.py` writes it anew."""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "docs" / "workflows.md"
HOUSES = (
    "menu",
    "programmes",
    "decisions",
    "engagement",
    "operations",
    "presence",
    "education",
    "science",
    "trust_funds",
    "nominations",
    "feedback",
    "ledger",
    "resources",
    "consultations",
)
HEAD = """# Workflows

Drawn from the `WORKFLOW` tables in the rules of each house by `scripts/workflows.py`; a test keeps this page true.
A verb on an arrow is an action of the house, behind its gate and its rule.
"""


def text() -> str:
    """Write the page from the tables."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comity.config.settings")
    sys.path.insert(0, str(ROOT))
    from comity.core.workflow import Workflow

    parts = [HEAD]
    for house in HOUSES:
        module = importlib.import_module("comity.{}.rules".format(house))
        found = {value.name: value for value in vars(module).values() if isinstance(value, Workflow)}
        for name, workflow in sorted(found.items()):
            parts.append("## {}: {}\n\n```mermaid\n{}```\n".format(house.capitalize(), name, workflow.draw()))
    return "\n".join(parts)


if __name__ == "__main__":
    OUT.write_text(text(), encoding="utf-8")
    print("wrote {}".format(OUT.relative_to(ROOT)))
