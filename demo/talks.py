"""Consultations, concerns and public alerts of the demonstration: each stage once, among invented partners."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from comity.consultations import actions, queries, rules
from comity.consultations.importing import read, take_in
from comity.consultations.models import Concern, Consultation, Invitation, Session
from comity.core.actor import CLOCK, Actor
from comity.core.calendar import add_working_days, at_brussels, brussels_day
from comity.decisions import actions as decisions
from comity.decisions import queries as decision_queries
from demo import operations
from demo.people import party
from demo.texts import silence

SEA = ("Maritime security in the Inner Gulf", "La sûreté maritime dans le golfe Intérieur")
FLOOD = ("Helping each other after the flood of this autumn", "L'entraide après les inondations de cet automne")
ROAD = ("What operation Open Road has taught us", "Les enseignements de l'opération Route ouverte")
CABLES = ("Protection of cables under the sea", "La protection des câbles sous-marins")
ALERT = """<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
  <identifier>MET-XA-0017</identifier><sender>weather@arcadia.demo.invalid</sender><sent>{sent}</sent>
  <status>Actual</status><msgType>Alert</msgType><scope>Public</scope>
  <info><language>en</language><category>Met</category><event>Storm surge</event>
    <urgency>Expected</urgency><severity>Severe</severity><certainty>Likely</certainty><expires>{expires}</expires>
    <headline>Storm surge on the coast of Arcadia</headline>
    <description>Water may rise by two metres between Thelis and the cape.</description>
    <instruction>Leave the quays and the lower town.</instruction>
    <area><areaDesc>Coast of Arcadia</areaDesc></area></info>
  <info><language>fr</language><category>Met</category><event>Onde de tempête</event>
    <urgency>Expected</urgency><severity>Severe</severity><certainty>Likely</certainty><expires>{expires}</expires>
    <headline>Onde de tempête sur la côte de l'Arcadie</headline>
    <description>L'eau peut monter de deux mètres entre Thelis et le cap.</description>
    <instruction>Quittez les quais et la ville basse.</instruction>
    <area><areaDesc>Côte de l'Arcadie</areaDesc></area></info>
</alert>
"""


def consult(people: dict[str, Actor], now: datetime) -> None:
    """This will play consultations at each stage, two concerns, an alert, and meetings of the frameworks."""
    staff = party("IS")
    for framework, days, en, fr in (
        ("eapc-pfp", 16, "Ambassadors of the EAPC", "Ambassadeurs du CPEA"),
        ("md", 23, "Ambassadors of the Mediterranean Dialogue", "Ambassadeurs du Dialogue méditerranéen"),
    ):
        on = add_working_days(brussels_day(now), days)
        at = now - timedelta(days=60)
        actions.enter_meeting(staff, people["jana"], at, framework=framework, on=on, title_en=en, title_fr=fr)
    _held(people, now)
    _agreed(people, now)
    _after_operation(people, now)
    _requested(people, now)
    _concerns(people, now)
    sent = (now - timedelta(hours=9)).replace(microsecond=0)
    alert = ALERT.format(sent=sent.isoformat(), expires=(sent + timedelta(days=2)).isoformat())
    take_in(read(alert.encode()), people["jana"], now - timedelta(hours=8), about=["XA"])


def _ask(people: dict[str, Actor], at: datetime, key: str, code: str, words: tuple[str, str], **fields: Any) -> str:
    asked = {"body": "council", "occasion": rules.Occasion.THEME, "area": "emerging", "declared": True, **fields}
    event = actions.request(party(code), people[key], at, subject=words[0], **asked)
    return event.consultation


def _decided(people: dict[str, Actor], at: datetime, code: str, words: tuple[str, str], *, held: str = "") -> None:
    """This will let the staff check a request and the Council decide on it, with one participant held if one is named."""
    finding = "The regional talks deal with fishing alone; no other forum settles what is asked here."
    row = found(code)
    actions.check(row, people["jana"], at, subject_en=words[0], subject_fr=words[1], finding=finding)
    item = decision_queries.about(row.subject)[0].item
    silence(item, people, at + timedelta(days=1), days=3, closed=False)
    if held:
        line = next(one.number for one in item.lines.all() if one.effect_about.endswith(f":{held}"))
        decisions.record_letter(
            item,
            people["henrik"],
            at + timedelta(days=2),
            party="PT",
            received_at=at + timedelta(days=2),
            reason="Lisbon has no instructions on this participant.",
            lines=(line,),
        )
    ends_at = at_brussels(add_working_days(brussels_day(at + timedelta(days=1)), 3), 17)
    decisions.close_silence(item, CLOCK, ends_at + timedelta(minutes=1))


def _invite(people: dict[str, Actor], at: datetime, code: str) -> None:
    row = found(code)
    en = f"You are invited to a consultation on {row.subject_en}."
    fr = f"Vous êtes invité à une consultation sur le sujet suivant : {row.subject_fr}."
    actions.invite(row, people["jana"], at, text_en=en, text_fr=fr)


def _inform(people: dict[str, Actor], at: datetime, code: str) -> None:
    row = found(code)
    en = f"The Council has approved a consultation on {row.subject_en}. A summary will follow."
    fr = f"Le Conseil a approuvé une consultation sur le sujet suivant : {row.subject_fr}. Un résumé suivra."
    actions.inform(row, people["jana"], at, text_en=en, text_fr=fr)


def _held(people: dict[str, Actor], now: datetime) -> None:
    """This will ask, decide, invite, inform, meet and record, with one follow-up open."""
    at = now - timedelta(days=70)
    code = _ask(
        people, at, "dana", "XD", CABLES, participants=("XA", "XB"), aim="A common picture of who repairs what."
    )
    _decided(people, at + timedelta(days=3), code, CABLES)
    _invite(people, at + timedelta(days=12), code)
    for one, key in (("XA", "aissata"), ("XB", "basma"), ("XD", "dana")):
        invitation = Invitation.objects.get(consultation__code=code, party=one)
        actions.accept(invitation, people[key], at + timedelta(days=14))
    _inform(people, at + timedelta(days=13), code)
    starts_at = at_brussels(add_working_days(brussels_day(now), -22), 15)
    agenda = ["What each of us sees", "Who repairs what", "What we do together"]
    planned_at = at + timedelta(days=16)
    actions.plan(found(code), people["jana"], planned_at, starts_at=starts_at, place="Room 5", agenda=agenda)
    actions.convene(_session(code), people["jana"], planned_at)
    actions.hold(_session(code), people["jana"], starts_at + timedelta(hours=2))
    said = "Each side described its cables and who repairs them. All agreed to exchange points of contact."
    dit = "Chaque partie a décrit ses câbles et ceux qui les réparent. Tous sont convenus d'échanger des points de contact."
    filed_at = starts_at + timedelta(days=3)
    actions.record(_session(code), people["jana"], filed_at, text_en=said, text_fr=dit)
    due_on = add_working_days(brussels_day(now), 12)
    actions.add_follow_up(
        found(code),
        people["jana"],
        filed_at,
        text="Send a list of points of contact. · Envoyer une liste de points de contact.",
        owner="XA",
        due_on=due_on,
    )


def _agreed(people: dict[str, Actor], now: datetime) -> None:
    """This will leave one with an approved and a held participant, and the notices still owed."""
    at = now - timedelta(days=9)
    code = _ask(
        people, at, "aissata", "XA", SEA, participants=("XB", "XC"), aim="To compare what each of us sees.",
        elsewhere="The regional fisheries commission deals with quotas.",
    )  # fmt: skip
    _decided(people, at + timedelta(hours=4), code, SEA, held="XC")
    _invite(people, now - timedelta(hours=20), code)
    operations.name_consultation(people, now - timedelta(hours=20), operations.BEACON, found(code))
    starts_at = at_brussels(add_working_days(brussels_day(now), 18), 15)
    agenda = ["What each of us sees at sea", "What we tell each other"]
    actions.plan(
        found(code), people["jana"], now - timedelta(hours=19), starts_at=starts_at, place="Room 1", agenda=agenda
    )


def _after_operation(people: dict[str, Actor], now: datetime) -> None:
    """This will leave one that is to be held, on an operation that has ended, asked for by who took part in it."""
    at = now - timedelta(days=38)
    code = _ask(
        people, at, "dana", "XD", ROAD, participants=("XA",), area="operations",
        aim="What we would do again on a mountain road, and what we would not.",
    )  # fmt: skip
    _decided(people, at + timedelta(days=2), code, ROAD)
    _invite(people, at + timedelta(days=10), code)
    for one, key in (("XA", "aissata"), ("XD", "dana")):
        invitation = Invitation.objects.get(consultation__code=code, party=one)
        actions.accept(invitation, people[key], at + timedelta(days=12))
    _inform(people, at + timedelta(days=13), code)
    operations.name_consultation(people, at + timedelta(days=14), operations.ROAD, found(code))
    starts_at = at_brussels(add_working_days(brussels_day(now), 9), 10)
    agenda = ["What went well · Ce qui a bien marché", "What we change · Ce que nous changeons"]
    actions.plan(
        found(code), people["jana"], at + timedelta(days=15), starts_at=starts_at, place="Room 3", agenda=agenda
    )


def _requested(people: dict[str, Actor], now: datetime) -> None:
    """This will leave one with the staff, asked for by an Ally after an event."""
    _ask(
        people, now - timedelta(hours=26), "claire", "FR", FLOOD, participants=("XA",),
        occasion=rules.Occasion.EVENT, event="Les inondations de cet automne", area="civil-emergency",
        aim="Qui peut aider qui, et comment l'aide passe les frontières.",
    )  # fmt: skip


def _concerns(people: dict[str, Actor], now: datetime) -> None:
    """This will raise a concern whose answer is overdue, and one that is answered."""
    text = "Since September three vessels without marks were seen within our waters. We fear for the harbour of Thelis."
    own, at = party("XA"), now - timedelta(days=12)
    actions.raise_concern(
        own, people["aissata"], at, title="Unmarked vessels before our coast", text=text, areas=("emerging",)
    )
    other = "Des messages appelant à manifester un jour que personne n'a annoncé ont été envoyés à des milliers de téléphones."
    event = actions.raise_concern(
        party("XB"), people["basma"], now - timedelta(days=30), title="De faux messages avant le scrutin", text=other
    )
    answer = "We have seen them too, and have told you who sent them. Experts can come within a week if you ask for it."
    row = Concern.objects.get(code=event.concern)
    actions.take_up(row, people["jana"], now - timedelta(days=29))
    actions.answer(row, people["jana"], now - timedelta(days=26), text=answer)


def found(code: str) -> Consultation:
    """This will find a consultation as it stands now.

    Raises: LookupError if there is none.
    """
    row = queries.consultation(code)
    if row is None:
        raise LookupError(code)
    return row


def _session(code: str) -> Session:
    return Session.objects.get(consultation__code=code)
