"""Contact point embassies in the invented partners: mandates that the Council gave, and a round that is open."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from comity.core import audience
from comity.core.actor import Actor, Role
from comity.core.calendar import at_brussels, brussels_day
from comity.decisions import queries as decisions
from comity.parties.models import ContactPointEmbassy
from comity.people.models import Account
from comity.presence import actions, queries
from comity.presence.models import Accreditation, Bid, Bidding
from comity.presence.rules import Deed, Part
from demo import people, texts

GIVEN = (
    ("XA", "claire", ("NL",), "Deux bureaux, un calendrier commun."),
    ("XB", "joao", (), "A press officer and a car."),
)


def serve(cast: dict[str, Actor], now: datetime) -> None:
    """This will let the Council give mandates in two nations, and open a round for two others."""
    jana = cast["jana"]
    begins = date(brussels_day(now).year, 1, 1)
    asked_at = at_brussels(begins - timedelta(days=31), 10)
    closes_at = at_brussels(begins - timedelta(days=16), 18)
    _before(begins)
    past = _open(cast, asked_at, [host for host, *_ in GIVEN], begins, closes_at)
    for host, key, others, offer in GIVEN:
        made = actions.bid(past, cast[key], asked_at + timedelta(days=2), host=host, others=others, offer=offer)
        bid = Bid.objects.get(pk=made.bid_id)
        if others:
            actions.join(bid, cast["greta"], asked_at + timedelta(days=3))
        actions.choose(bid, jana, closes_at + timedelta(hours=1))
    actions.submit(past, jana, closes_at + timedelta(hours=2))
    item = decisions.item(decisions.about(past.subject)[0].item.symbol)
    if item is None:
        raise LookupError(past.subject)
    texts.silence(item, cast, closes_at + timedelta(hours=15), days=3, closed=True)

    _hand_over(cast, closes_at + timedelta(days=7))
    _log(cast, now)
    _accredit(cast, now)
    coming = date((brussels_day(now) + timedelta(days=60)).year + 1, 1, 1)
    begun = now - timedelta(days=5)
    row = _open(cast, begun, ["XC", "XD"], coming, at_brussels(brussels_day(now) + timedelta(days=16), 18))
    actions.bid(row, cast["claire"], begun + timedelta(days=1), host="XC", others=["NL"], offer="Un bureau au port.")
    actions.bid(row, cast["joao"], begun + timedelta(days=2), host="XD", offer="A cultural centre and its library.")


def _before(begins: date) -> None:
    """This will list who served in Belmora before."""
    ContactPointEmbassy.objects.create(
        host=people.party("XB"),
        ally=people.party("FR"),
        since_on=begins.replace(year=begins.year - 2),
        until_on=begins,
        mode="sole",
        source="demo",
        audience=[audience.PUBLIC],
    )


def _hand_over(cast: dict[str, Actor], at: datetime) -> None:
    """This will let France leave what it knows of Belmora to Portugal, which has not taken it over yet."""
    (file,) = queries.files()
    for part, title, details in (
        (Part.CONTACT, "Recteur de l'université de Sahran", "Connaît chaque faculté ; écrire au rectorat."),
        (Part.MATTER, "Deux demandes de bourse", "Toutes deux attendent une lettre du ministère."),
        (Part.EVENT, "Conférence sur la sûreté maritime", "Prévue en mars ; la salle est réservée."),
    ):
        actions.add(file, cast["claire"], at, part=part, title=title, details=details)
    actions.hand_over(file, cast["claire"], at + timedelta(hours=1))


def _log(cast: dict[str, Actor], now: datetime) -> None:
    """This will log what embassies did in the last weeks."""
    for key, host, days, kind, subject, reached in (
        ("claire", "XA", 40, Deed.EVENT, "Débat à l'université de Thelis", 120),
        ("claire", "XA", 12, Deed.BRIEFING, "Point presse pour journalistes", 14),
        ("joao", "XB", 200, Deed.APPLICATION, "Help with an application for a scholarship", None),
    ):
        at = now - timedelta(days=days)
        actions.log(
            people.party(host), cast[key], at, held_on=brussels_day(at), kind=kind, subject=subject, reached=reached
        )


def _accredit(cast: dict[str, Actor], now: datetime) -> None:
    """This will enter the letters of two missions: two officers have arrived, one waits for an answer."""
    for code, key, days in (("XA", "aissata", 300), ("XB", "basma", 250)):
        at = now - timedelta(days=days)
        account = Account.objects.get(email__startswith=f"{key}@")
        row = _notify(cast["jana"], at, code, account.person.name, account.email)
        actions.accept(row, cast["jana"], at + timedelta(days=3), reply=f"IS/{code}/2")
        actions.arrive(row, cast["jana"], at + timedelta(days=9))
    _notify(cast["helena"], now - timedelta(days=2), "XA", "Nadia Kern", "nadia@xa.demo.invalid")


def _notify(actor: Actor, at: datetime, code: str, name: str, email: str) -> Accreditation:
    made = actions.notify(
        people.party(code),
        actor,
        at,
        name=name,
        email=email,
        role=Role.MISSION_OFFICER,
        letter=f"{code}/MIS/1",
        letter_on=brussels_day(at),
    )
    return Accreditation.objects.get(pk=made.accreditation_id)


def _open(cast: dict[str, Actor], at: datetime, hosts: list[str], since_on: date, closes_at: datetime) -> Bidding:
    staff = people.party("IS")
    made = actions.open_bidding(staff, cast["jana"], at, hosts=hosts, since_on=since_on, closes_at=closes_at)
    row = queries.bidding(made.bidding_id)
    if row is None:
        raise LookupError(made.bidding_id)
    return row
