"""Loading the bodies of the policy pack and their formats, where their rows are missing."""

from __future__ import annotations

from comity.decisions.models import Body, Format
from comity.kernel.scope import as_system
from comity.policy.loader import pack


def load_bodies() -> None:
    """This will give every body, and every format without named partners, its row. Again changes nothing."""
    with as_system():
        for body in pack().bodies.values():
            row, _ = Body.objects.get_or_create(code=body.code, defaults={"audience": ["public"]})
            for code in body.formats:
                if pack().formats[code].named_partners == "none":
                    Format.objects.get_or_create(
                        body=row,
                        code=code,
                        participants=[],
                        mandate="",
                        defaults={"since_on": body.names[0].since, "audience": ["public"]},
                    )
