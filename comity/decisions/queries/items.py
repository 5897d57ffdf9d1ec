"""Items: one, many, what waits on whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, prefetch_related_objects

from comity.core import refs
from comity.core.actor import Actor, Role
from comity.core.tasks import Task
from comity.decisions import rules
from comity.decisions.models import ActionSheet, Item, Letter, Line, Question, Silence
from comity.decisions.queries.facts import missing
from comity.kernel.rows import Columns, Statement, single

RUNNING = (rules.Result.RUNNING, rules.Result.HELD)
_NAMED = ("item__symbol", "item__title_en", "item__title_fr")  # what a task says of an item
_TO_WRITE = (rules.State.DRAFT, rules.State.IN_REVISION)
_QUESTIONS = Columns(lambda: Question.objects.filter(answered_at__isnull=True).values_list("asked_at", *_NAMED))
_UNDONE = Columns(lambda: Line.objects.filter(follow_up=rules.FollowUp.REFUSED).values_list("decided_at", *_NAMED))
_ON_DESK = Statement(
    lambda: Item.objects.filter(state__in=[*_TO_WRITE, rules.State.AGREED_IN_PART, rules.State.BROKEN]).order_by("-pk")
)


@dataclass(frozen=True, slots=True)
class Listed:
    """An item in a list, with its newest silence period and the lines that matter."""

    item: Item
    silence: Silence | None
    lines: tuple[Line, ...]

    @property
    def ends_at(self) -> datetime | None:
        """This will give the end of the running period, if there is one."""
        return self.silence.ends_at if self.silence and self.silence.result in RUNNING else None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list of items is narrowed to."""

    states: Sequence[str] = ()
    body: str = ""
    words: str = ""
    about: str = ""


def item(symbol: str) -> Item | None:
    """This will find an item by its symbol, with what a page about it needs, or nothing if it may not be seen."""
    return single(_whole().filter(symbol=symbol))


def bare(symbol: str) -> Item | None:
    """This will find an item with its format and nothing else."""
    return single(Item.objects.select_related("format", "format__body").filter(symbol=symbol))


def item_of_slug(slug: str) -> Item | None:
    """This will find an item by its address."""
    try:
        return item(refs.paper_of_slug(slug))
    except ValueError:
        return None


def _whole() -> QuerySet[Item]:
    periods = Silence.objects.order_by("number").prefetch_related("letters", "extensions")
    return Item.objects.select_related("format", "format__body").prefetch_related(
        "lines", "questions", "sheets", Prefetch("silences", queryset=periods)
    )


def items(wanted: Wanted, *, limit: int | None = None, offset: int = 0) -> list[Listed]:
    """This will list items: under silence by expiry, then the newest first. Four queries, whatever their number."""
    found = _narrowed(wanted).select_related("format", "format__body").prefetch_related("lines", "silences")
    running = Silence.objects.filter(item=OuterRef("pk"), result__in=RUNNING)
    ordered = found.alias(ends_at=running.values("ends_at")[:1]).order_by("ends_at", "-decided_at", "-pk")
    rows = ordered[offset : None if limit is None else offset + limit]
    return [_listed(row) for row in rows]


def count(wanted: Wanted) -> int:
    """This will count the items of a list."""
    return _narrowed(wanted).count()


def states(wanted: Wanted) -> dict[str, int]:
    """This will count the items of a list by state, as if no state had been asked for."""
    found: dict[str, int] = {}
    for state in _narrowed(Wanted((), wanted.body, wanted.words, wanted.about)).values_list("state", flat=True):
        found[state] = found.get(state, 0) + 1
    return found


def _narrowed(wanted: Wanted) -> QuerySet[Item]:
    found = Item.objects.all()
    if wanted.states:
        found = found.filter(state__in=list(wanted.states))
    if wanted.body:
        found = found.filter(format__body__code=wanted.body)
    if wanted.about:
        found = found.filter(about=wanted.about)
    for word in wanted.words.split():
        found = found.filter(Q(symbol__icontains=word) | Q(title_en__icontains=word) | Q(title_fr__icontains=word))
    return found


def _listed(row: Item) -> Listed:
    periods = sorted(row.silences.all(), key=lambda silence: silence.number)
    return Listed(row, periods[-1] if periods else None, tuple(row.lines.all()))


def about(subject: str) -> list[Listed]:
    """This will list the decisions that concern a thing, as its own or by a line's effect."""
    touching = Line.objects.filter(item=OuterRef("pk"), effect_about=subject)
    found = Item.objects.filter(Q(about=subject) | Exists(touching))
    rows = found.select_related("format", "format__body").prefetch_related("lines", "silences").order_by("-pk")
    return [_listed(row) for row in rows]


def question(row: Item, number: int) -> Question | None:
    """This will find a question about an item by its place in the list, from 1."""
    asked = list(row.questions.all())
    return asked[number - 1] if 0 < number <= len(asked) else None


def sheets(row: Item) -> list[ActionSheet]:
    """This will list the action sheets of an item."""
    return list(row.sheets.all())


def letters(silence: Silence) -> list[Letter]:
    """This will list the letters on a period that the reader may see, in the order of receipt."""
    return list(silence.letters.all())


# -- what waits on whom ------------------------------------------------------------------------------------------------


def waiting(actor: Actor, now: datetime) -> list[Task]:
    """This will list what decisions need of somebody: positions still open, questions, outcomes, what came undone."""
    tasks: list[Task] = []
    if actor.party and actor.has(*rules.SPEAKERS) and not actor.is_staff:
        tasks += _positions(actor, now)
    if actor.has(Role.COUNCIL_SECRETARY):
        tasks += _for_secretariat(actor, now)
    if actor.has(*rules.DRAFTERS):
        tasks += _for_desk(actor)
    return sorted(tasks, key=lambda task: (task.due_at is None, task.due_at or now))


def _task(kind: str, row: Item, actor: Actor, *, ground: str, **more: object) -> Task:
    due_at, since_at = more.get("due_at"), more.get("since_at")
    return Task(
        kind=f"decisions.{kind}",
        ref=row.slug,
        title=row.title_in(actor.locale),
        due_at=due_at if isinstance(due_at, datetime) else None,
        since_at=since_at if isinstance(since_at, datetime) else None,
        ground=ground,
        params={"symbol": row.symbol},
    )


def _positions(actor: Actor, now: datetime) -> list[Task]:
    written = Letter.objects.filter(silence=OuterRef("pk"), party=actor.party or "")
    running = Silence.objects.filter(
        result=rules.Result.RUNNING, ends_at__gt=now, entitled__contains=[actor.party]
    ).filter(~Exists(written))
    return [
        _task("position", silence.item, actor, ground="W-33", due_at=silence.ends_at, since_at=silence.opened_at)
        for silence in running.select_related("item").order_by("ends_at")
    ]


def _for_secretariat(actor: Actor, now: datetime) -> list[Task]:
    kinds = {
        rules.State.OUTCOME_PENDING: ("held", "W-37"),
        rules.State.IN_COMMITTEE: ("to_open", "W-39"),
        rules.State.UNDER_SILENCE: ("running", "W-31"),
        rules.State.BROKEN: ("broken", "W-39"),
        rules.State.ON_AGENDA: ("on_agenda", "W-39"),
    }
    found = Item.objects.filter(state__in=[state.value for state in kinds]).prefetch_related("silences").order_by("-pk")
    tasks = []
    for row in found:
        kind, ground = kinds[rules.State(row.state)]
        ends_at = _listed(row).ends_at
        tasks.append(_task(kind, row, actor, ground=ground, due_at=ends_at, since_at=row.drafted_at))
    return tasks


def _for_desk(actor: Actor) -> list[Task]:
    tasks = [_task("question", row, actor, ground="W-39", since_at=at) for at, row in _named(_QUESTIONS)]
    tasks += [_task("undone", row, actor, ground="W-38", since_at=at) for at, row in _named(_UNDONE)]
    opens = actor.has(Role.COUNCIL_SECRETARY)
    kinds = dict.fromkeys(_TO_WRITE, "to_write") | {rules.State.AGREED_IN_PART: "to_revise"}
    if not opens:  # to the secretariat a broken silence stands there already
        kinds[rules.State.BROKEN] = "to_revise"
    found = [row for row in _ON_DESK.rows() if row.state in kinds]
    if opens:
        prefetch_related_objects(found, "lines")
    for row in found:
        kind, ground = kinds[rules.State(row.state)], "W-35"
        if kind == "to_write" and opens and not missing(row, row.lines.all()):
            kind, ground = "complete", "W-39"
        tasks.append(_task(kind, row, actor, ground=ground, since_at=row.drafted_at))
    return tasks


def _named(found: Columns) -> list[tuple[datetime | None, Item]]:
    """This will give the items that are asked for by name, each with its moment."""
    return [(at, Item(symbol=symbol, title_en=en, title_fr=fr)) for at, symbol, en, fr in found.rows()]


def carried(now: datetime) -> dict[str, int]:
    """This will count what of the house carries out the policy, as far as the reader may see it. Two queries."""
    openings = Line.objects.filter(effect=rules.Effect.OPEN_TOOL, state=rules.LineState.AGREED)
    return {"decisions.items": Item.objects.count(), "decisions.openings": openings.count()}
