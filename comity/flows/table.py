"""The one table that says: when this has happened, then that follows, in this order."""

from __future__ import annotations

from comity.kernel.bus import Table

WHEN: Table = {}
