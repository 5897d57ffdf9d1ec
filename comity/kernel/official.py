"""The official text of the policy, loaded by the deployer. The product itself ships summaries in its own words only."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from pathlib import Path

from comity.core import audience
from comity.kernel.models import OfficialParagraph
from comity.kernel.scope import as_system
from comity.policy import pack, parse_official


class WrongTextError(ValueError):
    """The file is not the text of the policy."""


def load(path: Path, now: datetime) -> int:
    """This will keep the official text beside the summaries, in place of one loaded before, and give its paragraphs.

    Raises: WrongTextError if the file is no text, or its paragraphs are not those of the pack.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise WrongTextError(f"{path.name} is not a text in UTF-8") from error
    found = parse_official(text)
    wanted = {clause.number for clause in pack().paragraphs}
    if set(found) != wanted:
        missing = ", ".join(str(number) for number in sorted(wanted - set(found))) or "none"
        raise WrongTextError(
            f"{path.name} has {len(found)} numbered paragraphs, the policy has {len(wanted)}; missing: {missing}"
        )
    version = pack().version
    with as_system():
        OfficialParagraph.objects.filter(pack=version).delete()
        OfficialParagraph.objects.bulk_create(
            OfficialParagraph(pack=version, number=number, text=words, loaded_at=now, audience=[audience.PUBLIC])
            for number, words in found.items()
        )
    return len(found)


def paragraphs() -> dict[int, str]:
    """This will give the official text by paragraph, or nothing if none was loaded."""
    return dict(OfficialParagraph.objects.filter(pack=pack().version).values_list("number", "text"))


def of(numbers: Collection[int]) -> dict[int, str]:
    """This will give the official text of some paragraphs by number, or nothing where none was loaded. One query."""
    if not numbers:
        return {}
    found = OfficialParagraph.objects.filter(pack=pack().version, number__in=numbers)
    return dict(found.values_list("number", "text"))


def paragraph(number: int) -> str:
    """This will give the official text of one paragraph, or nothing."""
    return (
        OfficialParagraph.objects.filter(pack=pack().version, number=number).values_list("text", flat=True).first()
        or ""
    )
