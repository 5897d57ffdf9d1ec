"""What the page of an item says: what is needed, what is held, what follows, who wrote what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comity.core.actor import Actor
from comity.core.calendar import brussels_day
from comity.decisions import queries, rules
from comity.parties import queries as parties
from comity.policy import pack
from comity.web import typography
from comity.web.decisions import effects, labels

RUNNING = (rules.Result.RUNNING, rules.Result.HELD)


@dataclass
class Shown:
    """An item as one reader sees it at one moment. Each part is worked out once."""

    item: Any
    actor: Actor
    now: datetime
    locale: str

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The names of parties."""
        return parties.names(self.locale)

    @cached_property
    def state(self) -> rules.State:
        """Where the item is."""
        return rules.State(self.item.state)

    @cached_property
    def lines(self) -> list[Any]:
        """The operative paragraphs, in order."""
        return sorted(self.item.lines.all(), key=lambda line: line.number)

    @cached_property
    def open_lines(self) -> list[Any]:
        """The operative paragraphs that are not agreed."""
        return [line for line in self.lines if line.state != rules.LineState.AGREED]

    @cached_property
    def silences(self) -> list[Any]:
        """All silence periods that the reader may see, in order."""
        return list(self.item.silences.all())

    @cached_property
    def silence(self) -> Any | None:
        """The running silence period, or the one whose outcome is pending."""
        newest = self.silences[-1] if self.silences else None
        return newest if newest is not None and newest.result in RUNNING else None

    @cached_property
    def is_elapsed(self) -> bool:
        """Whether the period has ended and waits to be recorded."""
        return self.silence is not None and self.now >= self.silence.ends_at

    @cached_property
    def sees_letters(self) -> bool:
        """Whether the reader may know who wrote what: Allies and the staff (W-39)."""
        return self.actor.is_ally or self.actor.is_staff

    @cached_property
    def facts(self) -> rules.ItemFacts:
        """What the rules are shown, for the buttons."""
        return queries.facts_of(self.item, self.actor, self.now)

    @cached_property
    def allies(self) -> int:
        """How many Allies there are, for the name of the format."""
        return queries.allies_on(brussels_day(self.now))

    @cached_property
    def body(self) -> str:
        """The body and its format, in words."""
        name = queries.body_name(self.item.format, brussels_day(self.now), self.locale)
        return f"{name} {queries.format_name(self.item.format, self.locale, allies=self.allies)}"

    @cached_property
    def sentence(self) -> str:
        """The operative sentence: what will have been decided unless somebody writes."""
        ends_at = self.silence.ends_at if self.silence else None
        lines = [line for line in self.open_lines if not (self.sees_letters and line.number in self.held)]
        if ends_at is None or not lines:
            return ""
        return queries.sentence(self.item, lines, self.locale, ends_at=ends_at, allies=self.allies)

    @cached_property
    def not_in_sentence(self) -> str:
        """What the operative sentence leaves out because an objection holds it, for those who may know (W-36)."""
        held = [line for line in self.open_lines if self.sees_letters and line.number in self.held]
        if not held:
            return ""
        said = ngettext(
            "Held by an objection, and not agreed at the end: paragraph %(numbers)s.",
            "Held by objections, and not agreed at the end: paragraphs %(numbers)s.",
            len(held),
        )
        return said % {"numbers": _joined(line.number for line in held)}

    @cached_property
    def decided_sentence(self) -> str:
        """What was decided, in one sentence that names no more than what is agreed."""
        agreed = [line for line in self.lines if line.state == rules.LineState.AGREED]
        if not agreed or self.silence is not None:
            return ""
        return queries.decided_sentence(self.item, agreed, self.locale, allies=self.allies)

    @cached_property
    def held(self) -> dict[int, tuple[str, ...]]:
        """Which paragraphs are held by objections that the reader may see, and by whom."""
        if self.silence is None:
            return {}
        known = queries.silence_facts(self.silence, self.now)
        return rules.held_by(rules.counting(known, self.now), known.lines)

    @cached_property
    def reminder_at(self) -> datetime | None:
        """When those who may still write are reminded."""
        return rules.reminder_at(self.silence.opened_at, self.silence.ends_at) if self.silence else None

    @cached_property
    def extensions(self) -> list[Any]:
        """How the end of the running period was moved."""
        return sorted(self.silence.extensions.all(), key=lambda one: one.at) if self.silence else []

    @cached_property
    def may_write(self) -> bool:
        """Whether the reader may change the text."""
        return rules.may_write(self.actor, self.facts, self.now).allowed

    def line_word(self, line: Any) -> tuple[Any, str]:
        """This will say where a paragraph is: held as soon as an objection is there that the reader may see."""
        if self.sees_letters and line.number in self.held:
            return labels.LINES[rules.LineState.HELD]
        return labels.LINES[rules.LineState(line.state)]

    def title(self) -> str:
        """This will give the title in the reader's language."""
        return str(self.item.title_in(self.locale))

    # -- sentences -----------------------------------------------------------------------------------------------------

    @cached_property
    def needed(self) -> list[str]:
        """What is still needed until something is decided."""
        if self.state in rules.OPEN_TO_EDIT and self.facts.missing:
            parts = [pack().term("field", part).in_(self.locale) for part in self.facts.missing]
            return [_("Still missing: %(part)s.") % {"part": part} for part in parts]
        if self.state is rules.State.UNDER_SILENCE and self.is_elapsed:
            return [_("The period has ended; the outcome is being recorded.")]
        if self.state is rules.State.AGREED_IN_PART:
            numbers = _joined(line.number for line in self.lines if line.state == rules.LineState.HELD)
            return [
                _("Paragraphs %(numbers)s need a revised text and a new period, or a meeting.") % {"numbers": numbers}
            ]
        said = {
            rules.State.DRAFT: _("The file is complete: the secretariat can circulate it or open silence."),
            rules.State.IN_COMMITTEE: _("The secretariat opens silence, or takes the text to a meeting."),
            rules.State.UNDER_SILENCE: _(
                "Nothing is needed: silence is consent. Whoever objects writes before the end."
            ),
            rules.State.OUTCOME_PENDING: _(
                "The service was out of reach in the last hour. The secretariat lets the outcome stand or opens a new"
                " period."
            ),
            rules.State.BROKEN: _("A revised text and a new period, or a meeting."),
            rules.State.IN_REVISION: _("The file is complete: the secretariat can open a new period."),
            rules.State.ON_AGENDA: _("The meeting decides; the secretariat records its decision sheet."),
        }
        return [said[self.state]] if self.state in said else []

    @cached_property
    def follows(self) -> list[dict[str, Any]]:
        """What each paragraph brings about elsewhere."""
        return [
            {
                "line": line,
                "text": self.effect(line),
                "word": labels.FOLLOW_UPS[rules.FollowUp(line.follow_up)][0],
                "tone": labels.FOLLOW_UPS[rules.FollowUp(line.follow_up)][1],
                "gains": self.gains.get(line.number, "") if self.state not in rules.OVER else "",
                "refusal_url": f"/{self.locale}/refusals/{line.refusal}/" if line.refusal else "",
            }
            for line in self.lines
            if line.effect
        ]

    def effect(self, line: Any) -> str:
        """This will say what a paragraph brings about, in a sentence."""
        return effects.in_words(line.effect, line.effect_about, self.names, self.locale)

    @cached_property
    def gains(self) -> dict[int, str]:
        """What each paragraph that is not decided yet would add, in numbers."""
        return effects.gains(self.open_lines, self.names, self.now)

    @cached_property
    def holding(self) -> list[str]:
        """What else is held by this, and what is not: one objection holds one line, never the rest (W-36)."""
        waiting = [line for line in self.open_lines if line.effect and self.state not in rules.OVER]
        said = [_("Waits for this decision: %(what)s") % {"what": self.effect(line)} for line in waiting]
        held = (
            sorted(self.held)
            if self.silence
            else [line.number for line in self.lines if line.state == rules.LineState.HELD]
        )
        free = [line.number for line in self.lines if line.number not in held]
        if held and self.sees_letters:
            said.append(_("Held by an objection: %(numbers)s.") % {"numbers": _joined(held)})
            if free:
                said.append(_("Not held, and going on without them: %(numbers)s.") % {"numbers": _joined(free)})
        return said

    @cached_property
    def if_nobody_writes(self) -> str:
        """What happens at the end if no further letter comes."""
        if self.held and self.sees_letters:
            free = [line.number for line in self.open_lines if line.number not in self.held]
            if not free:
                return _("Nothing is agreed: every paragraph is held")
            said = ngettext("Agreed: paragraph %(numbers)s alone", "Agreed: paragraphs %(numbers)s alone", len(free))
            return said % {"numbers": _joined(free)}
        return _("Agreed by the %(body)s, automatically") % {"body": self.body}

    @cached_property
    def outcome(self) -> str:
        """The statement of the outcome, once there is one."""
        agreed = [line for line in self.lines if line.state == rules.LineState.AGREED]
        if self.state in rules.DECIDED:
            said = ngettext("One paragraph is agreed.", "%(count)s paragraphs are agreed.", len(agreed)) % {
                "count": len(agreed)
            }
            rest = [line.number for line in self.lines if line.state == rules.LineState.HELD]
            return said + (" " + _("Not agreed: %(numbers)s.") % {"numbers": _joined(rest)} if rest else "")
        if self.state is rules.State.BROKEN:
            return _("Silence was broken. Nothing is agreed.")
        if self.state in {rules.State.WITHDRAWN, rules.State.LAPSED}:
            said = _("Nothing more will be decided on this text.")
            return said + (
                " " + _("Agreed before: %(numbers)s.") % {"numbers": _joined(x.number for x in agreed)}
                if agreed
                else ""
            )
        return ""

    # -- who wrote what ------------------------------------------------------------------------------------------------

    @cached_property
    def positions(self) -> list[dict[str, Any]]:
        """The letters that the reader may see, grouped by kind, of the newest period and the ones before."""
        groups: dict[str, list[dict[str, Any]]] = {kind.value: [] for kind in labels.LETTERS}
        for silence in reversed(self.silences):
            for letter in silence.letters.all():
                groups[letter.kind].append(
                    {
                        "letter": letter,
                        "party": self.names.get(letter.party, letter.party),
                        "period": silence.number,
                        "is_old": silence is not self.silences[-1],
                        "lines": _joined(letter.lines),
                    }
                )
        return [
            {"word": word, "tone": tone, "letters": groups[kind.value]}
            for kind, (word, tone) in labels.LETTERS.items()
            if groups[kind.value]
        ]

    @cached_property
    def delegations(self) -> list[dict[str, str]]:
        """The strip of those who sit in the format, for Allies and the staff alone."""
        if self.silence is None or not self.sees_letters:
            return []
        wrote = {letter.party: letter.kind for letter in self.silence.letters.all()}
        wrote |= {one.party: one.kind for one in self.silence.letters.all() if one.kind == rules.LetterKind.OBJECTION}
        asked = {question.party for question in self.item.questions.all()}
        return [
            {"code": code, "state": state, "word": typography.labelled(self.names.get(code, code), word, self.locale)}
            for code in self.silence.entitled
            for state, word in [_stance(wrote.get(code, ""), asked=code in asked)]
        ]

    @cached_property
    def questions(self) -> list[dict[str, Any]]:
        """Questions and answers."""
        return [
            {"number": number, "row": row, "party": self.names.get(row.party, row.party)}
            for number, row in enumerate(self.item.questions.all(), start=1)
        ]

    @cached_property
    def periods(self) -> list[dict[str, Any]]:
        """The silence periods that are over."""
        return [
            {
                "row": row,
                "word": labels.RESULTS[rules.Result(row.result)][0],
                "tone": labels.RESULTS[rules.Result(row.result)][1],
                "extensions": list(row.extensions.all()),
            }
            for row in self.silences
            if row.result not in RUNNING
        ]

    def url(self, verb: str = "decision", *args: object) -> str:
        """This will give the address of a page about the item."""
        return reverse(f"decisions:{verb}", args=[self.item.slug, *args])


def _stance(kind: str, *, asked: bool) -> tuple[str, str]:
    if kind == rules.LetterKind.OBJECTION:
        return "broke", _("objected")
    if kind:
        return "asked", _("wrote")
    return ("asked", _("asked a question")) if asked else ("unread", _("silent"))


def _joined(numbers: Iterable[int]) -> str:
    return ", ".join(str(number) for number in numbers)
