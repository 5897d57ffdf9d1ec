"""What may be done about the recognition of training centres."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from comity.core import audience
from comity.core.actor import Actor
from comity.core.calendar import brussels_day
from comity.education import events, queries, rules
from comity.education.models import Recognition
from comity.kernel.action import action
from comity.kernel.rows import Row
from comity.parties import queries as parties


def _about_recognition(_: Row, event: events.CentreApplied) -> tuple[str, Iterable[str]]:
    row = Recognition.objects.get(pk=event.recognition_id)
    return row.subject, row.audience


@action(
    may=rules.may_apply,
    facts=queries.facts_of_application,
    constraints={"education_recognition_running": "education.application_runs"},
    filed=_about_recognition,
)
def apply(provider: Row, actor: Actor, now: datetime, *, case: str) -> events.CentreApplied:
    """This will apply for the recognition of a centre, or for its renewal (W-225). The row is the provider's."""
    code = provider.subject.removeprefix("provider:")
    listed = parties.provider(code)
    party = listed.party.code if listed else ""
    row = Recognition.objects.create(
        provider_id=code,
        party_id=party,
        case=case.strip(),
        applied_at=now,
        audience=queries.readers(party, now),
    )
    return events.CentreApplied(row.pk, code, party)


@action(may=rules.may_assess, facts=queries.facts_of_recognition)
def assess(recognition: Recognition, actor: Actor, now: datetime, *, findings: str) -> events.CentreAssessed:
    """This will enter what the assessment found; the item by which the Council decides is drafted (W-226)."""
    recognition.findings, recognition.assessed_on = findings.strip(), brussels_day(now)
    _move(recognition, "assess", "findings", "assessed_on")
    return events.CentreAssessed(recognition.pk, recognition.provider_id, recognition.party_id)


@action(may=rules.may_turn_down, facts=queries.facts_of_recognition)
def turn_down(recognition: Recognition, actor: Actor, now: datetime, *, findings: str) -> events.CentreTurnedDown:
    """This will end an application with what the assessment found (W-226)."""
    recognition.findings, recognition.assessed_on = findings.strip(), brussels_day(now)
    _move(recognition, "turn_down", "findings", "assessed_on")
    return events.CentreTurnedDown(recognition.pk, recognition.provider_id, recognition.party_id)


@action(may=rules.may_withdraw, facts=queries.facts_of_recognition)
def withdraw(recognition: Recognition, actor: Actor, now: datetime) -> events.CentreWithdrawn:
    """This will take an application back (W-225)."""
    _move(recognition, "withdraw")
    return events.CentreWithdrawn(recognition.pk, recognition.provider_id, recognition.party_id)


@action(may=rules.may_recognise, facts=queries.facts_of_recognition)
def recognise(recognition: Recognition, actor: Actor, now: datetime, *, decision: str) -> events.CentreRecognised:
    """This will recognise a centre, since the Council has decided so; from then on everybody reads it (W-227)."""
    recognition.decision, recognition.since_on = decision, brussels_day(now)
    recognition.until_on = rules.valid_until(recognition.since_on)
    recognition.audience = [audience.PUBLIC]
    _move(recognition, "recognise", "decision", "since_on", "until_on", "audience")
    return events.CentreRecognised(
        recognition.pk, recognition.provider_id, recognition.party_id, decision, recognition.until_on
    )


@action(may=rules.may_give_back, facts=queries.facts_of_recognition)
def give_back(recognition: Recognition, actor: Actor, now: datetime, *, decision: str) -> events.CentreGivenBack:
    """This will give an application back to the desk, since the Council's item on it is over (W-227)."""
    _move(recognition, "give_back")
    return events.CentreGivenBack(recognition.pk, recognition.provider_id, decision)


def _move(row: Recognition, verb: str, *fields: str) -> None:
    row.state = rules.CENTRES.target(verb, rules.CentreState(row.state))
    row.save(update_fields=["state", *fields])
