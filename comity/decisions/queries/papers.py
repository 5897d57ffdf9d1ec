"""What the papers of a decision say: the text that circulates, and the action sheet, in both languages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from babel.dates import format_date

from comity.core.calendar import brussels, brussels_day
from comity.decisions import rules
from comity.decisions.models import Item, Line
from comity.decisions.queries import seats
from comity.documents.rendering import Block, Heading, Mark, Paragraph, Run, plain, prose
from comity.policy.loader import pack
from comity.policy.text import Text, is_french, ordinal, typeset

_OPERATIVE = Text(en="Operative paragraphs", fr="Dispositif")
_DECIDED = Text(en="Decided", fr="Décisions prises")
_HELD = Text(en="Not agreed", fr="Sans accord")
_BY_SILENCE = Text(
    en="On {day}, at {time} Brussels time, under the silence procedure, the {body} {format} decided as follows.",
    fr="Le {day}, à {time} (heure de Bruxelles), à l'issue de la procédure d'accord tacite, le {body} {format} a pris"
    " les décisions ci-après.",
)
_IN_MEETING = Text(
    en="On {day}, in a meeting recorded in {meeting}, the {body} {format} decided as follows.",
    fr="Le {day}, au cours d'une réunion consignée dans {meeting}, le {body} {format} a pris les décisions ci-après.",
)
_PART_OF = Text(
    en="This action sheet is part of {symbol} and is to be attached to it.",
    fr="La présente fiche de décision fait partie intégrante du document {symbol} et doit y être jointe.",
)
_OBJECTED = Text(
    en="An objection holds the following paragraphs; the rest does not wait for them.",
    fr="Une objection retient les paragraphes suivants ; le reste n'attend pas.",
)
_TITLE = Text(en="Action sheet: {title}", fr="Fiche de décision : {title}")
VERBS = {
    rules.Verb.NOTED: Text(en="noted", fr="a pris note de"),
    rules.Verb.AGREED: Text(en="agreed", fr="a donné son accord sur"),
    rules.Verb.ENDORSED: Text(en="endorsed", fr="a entériné"),
}
TO = {
    rules.Verb.NOTED: Text(en="note", fr="prendre note de"),
    rules.Verb.AGREED: Text(en="agree", fr="donner son accord sur"),
    rules.Verb.ENDORSED: Text(en="endorse", fr="entériner"),
}
_FRENCH_DE = (("de le ", "du "), ("de les ", "des "), ("de un ", "d'un "), ("de une ", "d'une "))
_VOWELS = "aàâeéèêiîoôuyhœ"


def phrase(words: str, text: str, locale: str) -> str:
    """This will join a verb and its object, and contract "de le" and "de a" as French does."""
    joined = f"{words} {text.strip()}"
    if is_french(locale) and words.endswith(" de"):
        head = words.removesuffix("de")
        rest = f"de {text.strip()}"
        for long, short in _FRENCH_DE:
            if rest.lower().startswith(long):
                return typeset(head + short + rest[len(long) :], locale)
        if text.strip()[:1].lower() in _VOWELS:
            return typeset(f"{head}d'{text.strip()}", locale)
    return typeset(joined, locale)


def decided(line: Line, locale: str) -> str:
    """This will say what a line decided: "agreed the opening of ..."."""
    return phrase(VERBS[rules.Verb(line.verb)].in_(locale), line.text_in(locale), locale)


def to_decide(line: Line, locale: str) -> str:
    """This will say what a line asks the body to do: "agree the opening of ..."."""
    return phrase(TO[rules.Verb(line.verb)].in_(locale), line.text_in(locale), locale)


def text(item: Item, lines: Iterable[Line], locale: str) -> tuple[Block, ...]:
    """This will write the text that circulates: the covering note and the operative paragraphs."""
    return (
        *prose(item.note_in(locale)),
        Heading(_OPERATIVE.in_(locale)),
        *(_numbered(line, to_decide(line, locale)) for line in lines),
    )


def sheet_title(title: str, locale: str) -> str:
    """This will title the action sheet of an item."""
    return typeset(_TITLE.in_(locale).format(title=title), locale)[:240]


def sheet(
    item: Item,
    agreed: Iterable[Line],
    held: Iterable[Line],
    locale: str,
    *,
    decided_at: datetime,
    allies: int,
    meeting: str = "",
) -> tuple[Block, ...]:
    """This will write the action sheet of an outcome. It names no party: positions are not part of it."""
    opening = (_IN_MEETING if meeting else _BY_SILENCE).in_(locale)
    day = brussels_day(decided_at)
    said = opening.format(
        day=ordinal(format_date(day, "d MMMM y", locale="fr" if is_french(locale) else "en_GB"), locale),
        time=brussels(decided_at).strftime("%H h %M" if is_french(locale) else "%H:%M"),
        body=seats.body_name(item.format, day, locale),
        format=seats.format_name(item.format, locale, allies=allies),
        meeting=meeting,
    )
    left = list(held)
    blocks: list[Block] = [Paragraph(plain(typeset(said, locale))), Heading(_DECIDED.in_(locale))]
    blocks += [_numbered(line, decided(line, locale)) for line in agreed]
    if left:
        blocks += [Heading(_HELD.in_(locale)), Paragraph(plain(typeset(_OBJECTED.in_(locale), locale)))]
        blocks += [_numbered(line, line.text_in(locale)) for line in left]
    part_of = typeset(_PART_OF.in_(locale).format(symbol=item.symbol), locale)
    return (*blocks, Paragraph((Run(part_of, Mark.QUIET),)))


def _numbered(line: Line, words: str) -> Paragraph:
    return Paragraph(plain(words[:1].upper() + words[1:]), number=str(line.number))


def sentence(item: Item, lines: Iterable[Line], locale: str, *, ends_at: datetime, allies: int) -> str:
    """This will write the operative sentence of a text under silence."""
    day = brussels_day(ends_at)
    said = Text(
        en="Unless the secretariat hears to the contrary by {time} on {day}, Brussels time, the {body} {format} will"
        " have {what}.",
        fr="Sauf objection parvenue au secrétariat avant {time} le {day}, heure de Bruxelles, le {body} {format} aura"
        " {what}.",
    ).in_(locale)
    french = is_french(locale)
    parts = [decided(line, locale).removeprefix("a ") if french else decided(line, locale) for line in lines]
    return typeset(
        said.format(
            time=brussels(ends_at).strftime("%H h %M" if french else "%H:%M"),
            day=ordinal(format_date(day, "EEEE d MMMM y", locale="fr" if french else "en_GB"), locale),
            body=seats.body_name(item.format, day, locale),
            format=seats.format_name(item.format, locale, allies=allies),
            what=("; " if not french else " ; ").join(parts),
        ),
        locale,
    )


def decided_sentence(item: Item, lines: Iterable[Line], locale: str, *, allies: int) -> str:
    """This will say in one sentence what was decided, paragraph by paragraph, and nothing else."""
    french = is_french(locale)
    agreed = list(lines)
    day = brussels_day(max(line.decided_at for line in agreed if line.decided_at is not None))
    said = Text(en="The {body} {format} has {what}.", fr="Le {body} {format} a {what}.").in_(locale)
    parts = [decided(line, locale).removeprefix("a ") if french else decided(line, locale) for line in agreed]
    return typeset(
        said.format(
            body=seats.body_name(item.format, day, locale),
            format=seats.format_name(item.format, locale, allies=allies),
            what=(" ; " if french else "; ").join(parts),
        ),
        locale,
    )


def ground_of(item: Item, locale: str) -> str:
    """This will summarise the paragraph of the policy that asks the body to decide, if one is named."""
    clause = pack().clauses.get(item.ground)
    return clause.summary.in_(locale) if clause else ""
