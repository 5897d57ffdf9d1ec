"""The gate: the one way in which anything changes.

An action is a verb on one row. The gate locks the row afresh, loads the facts, asks the rule and either records a
refusal and changes nothing, or lets the verb run, enters it in the register and runs what follows, all in one
transaction.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, Concatenate, cast

from django.db import IntegrityError, transaction
from psycopg import errors

from comity.core.actor import Actor
from comity.core.verdict import Reason, Verdict
from comity.kernel import bus, register
from comity.kernel.models import Refusal
from comity.kernel.rows import Row, Statement
from comity.kernel.scope import as_system

type Rule[F] = Callable[[Actor, F, datetime], Verdict]

ACTIONS: dict[str, Callable[..., Any]] = {}


class Refused(Exception):
    """Nothing happened, and this is why."""

    def __init__(self, refusal: Refusal, verdict: Verdict) -> None:
        """This will carry the recorded refusal and the verdict behind it."""
        super().__init__(f"{refusal.verb} {refusal.about}: {', '.join(verdict.codes)}")
        self.refusal = refusal
        self.verdict = verdict


class Gone(Exception):
    """The row on which somebody wanted to act is no longer there."""


def action[R: Row, F, E, **P](
    *,
    may: Rule[F],
    facts: Callable[..., F],
    constraints: Mapping[str, str] | None = None,
    filed: Callable[[R, Any], tuple[str, Iterable[str]]] | None = None,
) -> Callable[
    [Callable[Concatenate[R, Actor, datetime, P], E]],
    Callable[Concatenate[R, Actor, datetime, P], E],
]:
    """This will put a verb behind the gate.

    `facts(row, actor, now, **inputs)` loads what the rule `may(actor, facts, now)` is shown. `constraints` gives the
    refusal code for a database constraint that a concurrent act may have made fail. `filed(row, event)` tells under
    which subject and for whom the entry is kept, where these are not the row's own (what was made is for fewer eyes).

    Raises (from the verb): Refused if the rule says no, Gone if the row has vanished.
    """
    codes = dict(constraints or {})

    def decorate(
        verb: Callable[Concatenate[R, Actor, datetime, P], E],
    ) -> Callable[Concatenate[R, Actor, datetime, P], E]:
        name = getattr(verb, "__name__", "act")
        house = verb.__module__.split(".")[1]

        @functools.wraps(verb)
        def gate(row: R, actor: Actor, now: datetime, /, *args: P.args, **inputs: P.kwargs) -> E:
            with as_system():  # a transaction, or a savepoint, of its own
                fresh = _lock(row)
                known = facts(fresh, actor, now, **inputs)
                verdict = may(actor, known, now)
                if verdict.allowed:
                    event, verdict = _run(verb, fresh, actor, now, args, inputs, codes)
                    if event is not None:
                        about, audience = filed(fresh, event) if filed else (fresh.subject, fresh.audience)
                        register.enter(
                            actor=actor,
                            verb=f"{house}.{name}",
                            about=about,
                            audience=audience,
                            event=event,
                            now=now,
                            facts=known,
                        )
                        bus.publish(event, now)
                        return cast("E", event)
                refusal = _record(f"{house}.{name}", fresh, actor, now, verdict)
            raise Refused(refusal, verdict)

        def asked(row: R, actor: Actor, now: datetime, /, **inputs: Any) -> None:
            """This will ask the rule about an act that is not done yet, and record the refusal if it says no."""
            with transaction.atomic(), as_system():
                fresh = _lock(row)
                verdict = may(actor, facts(fresh, actor, now, **inputs), now)
                if verdict.allowed:
                    return
                refusal = _record(f"{house}.{name}", fresh, actor, now, verdict)
            raise Refused(refusal, verdict)

        gate.ask = asked  # type: ignore[attr-defined]
        gate.may = may  # type: ignore[attr-defined]
        gate.facts = facts  # type: ignore[attr-defined]
        gate.constraints = codes  # type: ignore[attr-defined]
        ACTIONS[f"{house}.{name}"] = gate
        return gate

    return decorate


def ask(verb: Callable[..., Any], row: Row, actor: Actor, now: datetime, **inputs: Any) -> None:
    """This will ask the gate of a verb without acting: for a step before the last, where something is already sent.

    Raises: Refused if the rule says no; that is recorded like any refusal.
    """
    cast("Any", verb).ask(row, actor, now, **inputs)


def _lock[R: Row](row: R) -> R:
    """This will read the row again under a lock that holds until the commit."""
    fresh: R | None = _locked(type(row)).row(row.pk)
    if fresh is None:
        raise Gone(row.subject)
    return fresh


@functools.cache
def _locked[R: Row](kind: type[R]) -> Statement[R]:
    """This will compose, once for each table, the question for one row under a lock: every act asks it."""
    manager = kind._default_manager  # noqa: SLF001 - Django's public name for it
    return Statement(lambda pk: manager.select_for_update(of=("self",)).filter(pk=pk).order_by(), int)


def _run(
    verb: Callable[..., Any],
    row: Row,
    actor: Actor,
    now: datetime,
    args: tuple[Any, ...],
    inputs: Mapping[str, Any],
    codes: Mapping[str, str],
) -> tuple[Any, Verdict]:
    """This will run the verb in a savepoint and read a broken, foreseen constraint as a refusal."""
    try:
        with transaction.atomic():
            return verb(row, actor, now, *args, **inputs), Verdict()
    except IntegrityError as error:
        cause = error.__cause__
        broken = cause.diag.constraint_name if isinstance(cause, errors.IntegrityError) else None
        if broken is None or broken not in codes:
            raise
        return None, Verdict((Reason(codes[broken]),))


def _record(verb: str, row: Row, actor: Actor, now: datetime, verdict: Verdict) -> Refusal:
    """This will keep the refusal for the actor's party, and for the staff if they may see the row."""
    own = {f"party:{actor.party}"} if actor.party else set()
    private = all(community.startswith("party:") for community in row.audience)
    return Refusal.objects.create(
        at=now,
        person_id=actor.person_id,
        party=actor.party or "",
        verb=verb,
        about=row.subject,
        reasons=[{"code": reason.code, "params": register.plain(reason.params)} for reason in verdict.reasons],
        audience=sorted(own | (set(row.audience) if private else {"staff"})),
    )
