"""The cycle of the policy, turned once: from an offer to a report that counts for the future of the activity."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest

from comity.core.calendar import add_working_days, at_brussels
from comity.feedback.models import Proposal
from comity.kernel.models import Entry
from comity.menu.models import Activity
from comity.programmes.models import Programme
from tests.feedback.reports import marks
from tests.stories.theatre import Theatre, person

pytestmark = pytest.mark.django_db

SAID: dict[str, dict[str, str]] = {
    "en": {
        "title": "Bridges Built Under Fire",
        "typed": "bridge",
        "offered": "Your offer is with the staff as ",
        "published": "The activity is published.",
        "added": " was added.",
        "nation": "Cassovia",
        "silence": "Silence is open.",
        "in force": "In force",
        "put forward": "1 person is put forward for ",
        "waits": "Position 1. The next free seat goes to you.",
        "held": "Held",
        "thanks": "Thank you. The report is entered.",
        "decided": "The decision is entered; all concerned are told.",
        "retired": "This activity has been retired",
    },
    "fr": {
        "title": "Ponts construits sous le feu",
        "typed": "pont",
        "offered": "Votre proposition est transmise au Secrétariat sous ",
        "published": "L’activité est publiée.",
        "added": " a été ajoutée.",
        "nation": "Cassovie",
        "silence": "La procédure d’accord tacite est ouverte.",
        "in force": "En vigueur",
        "put forward": "1 personne est proposée pour ",
        "waits": "Position 1. La prochaine place libre vous revient.",
        "held": "Tenue",
        "thanks": "Merci. Le rapport est enregistré.",
        "decided": "La décision est enregistrée ; toutes les parties concernées en sont informées.",
        "retired": "Cette activité a été supprimée du menu",
    },
}
LIFE = [
    "menu.offer",
    "menu.screen",
    "menu.agree",
    "menu.publish",
    "menu.hold",
    "menu.report",
    "menu.retire",
]
REQUIRED = (1, 2, 3, 4, 7, 8, 9)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_from_the_offer_to_the_report(theatre: Theatre, language: str) -> None:
    theatre.language, said = language, SAID[language]
    start = theatre.today + timedelta(days=150)
    start -= timedelta(days=start.weekday())
    end = start + timedelta(days=4)
    code = comes_onto_the_menu(theatre, said, start, end)
    programme = is_put_into_a_programme(theatre, said, code)
    is_approved_under_silence(theatre, said, programme)
    has_its_seats_filled(theatre, said, code)
    takes_place(theatre, said, code, end)
    is_reported_on(theatre, said, code)
    is_pruned(theatre, said, code, end)
    verbs = Entry.objects.filter(about=f"activity:{code}", verb__in=LIFE).order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == LIFE, "every step stands in the register"


type Words = dict[str, str]


def comes_onto_the_menu(theatre: Theatre, said: Words, start: date, end: date) -> str:
    """The school of Drevania offers a course; the staff screens it, Allies agree, it is published."""
    lars = theatre.somebody("lars")
    assert said["offered"] in lars.sends("menu/offer/", course(start, end))
    code = Activity.objects.get(title_en="Bridges Built Under Fire").code
    theatre.somebody("casim").cannot_see(f"menu/{code}/")
    mira = theatre.somebody("mira")
    mira.sends(f"menu/{code}/screen/", {"note": "Fits the third area."})
    mira.sends(f"menu/{code}/agree/", {"decision": "PO(2026)0099"})
    assert said["published"] in mira.sends(f"menu/{code}/publish/")
    return code


def is_put_into_a_programme(theatre: Theatre, said: Words, code: str) -> str:
    """Cassovia finds it and puts it into its programme, and both sides agree on one version of the text."""
    casim = theatre.somebody("casim")
    assert said["title"] in casim.reads(f"menu/?q={said['typed']}")
    programme = Programme.objects.get(code__startswith="XC/").code
    place = f"programmes/XC/{programme.rpartition('/')[2]}/"
    for section in REQUIRED:
        casim.sends(f"{place}sections/{section}/insert/", {"text": f"On point {section} both sides will do more."})
    casim.sends(f"{place}goals/add/", {"title": "Engineers who build together", "areas": ["interoperability"]})
    assert said["added"] in casim.presses(f"{place}activities/add/", {"activity": code, "goal": 1})
    jana = theatre.somebody("jana")
    jana.cannot_see(place)
    casim.sends(f"{place}submit/", {"note": "Our first text."})
    jana.sends(f"{place}take-up/")
    jana.sends(f"{place}agree/")
    casim.sends(f"{place}agree/")
    return programme


def is_approved_under_silence(theatre: Theatre, said: Words, programme: str) -> None:
    """The item was drafted by itself. Allies read it under silence; the partner never learns that there is one."""
    theatre.on(add_working_days(theatre.today, 1), 11)
    henrik = theatre.somebody("henrik")
    symbol = item_about(henrik.opens("decisions/"), said["nation"])
    ends_on = add_working_days(theatre.today, 4)
    assert said["silence"] in henrik.sends(f"decisions/{symbol}/open-silence/", {"on": ends_on, "at": "17:00"})
    assert said["nation"] in theatre.somebody("claire").reads(f"decisions/{symbol}/")
    theatre.somebody("casim").cannot_see(f"decisions/{symbol}/")

    # The end comes. A minute before nothing is decided; a minute after the programme is in force.
    end_of_silence = at_brussels(ends_on, 17)
    theatre.at(end_of_silence - timedelta(minutes=1))
    theatre.tick()
    assert Programme.objects.get(code=programme).state == "with_council"
    theatre.at(end_of_silence + timedelta(minutes=1))
    theatre.tick()
    assert said["in force"] in theatre.somebody("casim").reads(f"programmes/XC/{programme.rpartition('/')[2]}/")


def has_its_seats_filled(theatre: Theatre, said: Words, code: str) -> None:
    """Two nations put people forward for two seats. Who came first sits; who came later waits, and is told where."""
    cora, tomas, lars = (theatre.somebody(key) for key in ("cora", "tomas", "lars"))
    assert said["put forward"] in cora.sends(f"menu/{code}/nominate/", {**person(0, "Haddad"), "rows": "1"})
    tomas.sends(f"menu/{code}/nominate/", {**person(0, "Mile"), **person(1, "Sorra"), "rows": "2"})
    lars.presses(f"menu/{code}/nominees/receive/", {"row": ["1", "2", "3"]})
    assert said["waits"] in tomas.reads(f"menu/{code}/nominees/3/")
    cora.sends(f"menu/{code}/nominees/1/confirm/")
    tomas.sends(f"menu/{code}/nominees/2/confirm/")
    cora.cannot_see(f"menu/{code}/nominees/2/")


def takes_place(theatre: Theatre, said: Words, code: str, end: date) -> None:
    """Two came. The day after, the clock enters that it was held."""
    theatre.on(end, 18)
    lars = theatre.somebody("lars")
    lars.sends(f"menu/{code}/nominees/attendance/", {"came-1": "yes", "came-2": "yes"})
    theatre.on(end + timedelta(days=1), 6)
    theatre.tick()
    assert said["held"] in theatre.somebody("mira").reads(f"menu/{code}/")


def is_reported_on(theatre: Theatre, said: Words, code: str) -> None:
    """All are asked how it was: the two by a personal link, the nations and the school at their desks."""
    stranger = theatre.somebody("")
    for family in ("haddad", "mile"):
        link = re.search(r"/menu/reports/by-link/(\S+)/", theatre.told_at(f"{family}@example.test"))
        assert link
        assert said["thanks"] in stranger.sends(f"menu/reports/by-link/{link[1]}/", marks("participant", 2))
    for key, asked in (("cora", "nation"), ("tomas", "nation"), ("lars", "provider")):
        assert said["thanks"] in theatre.somebody(key).sends(f"menu/{code}/report/", marks(asked, 2))


def is_pruned(theatre: Theatre, said: Words, code: str, end: date) -> None:
    """What all marked low is proposed for pruning, with the evidence; its end is told to the programme that uses it."""
    theatre.on(end + timedelta(days=45))
    theatre.tick()
    mira = theatre.somebody("mira")
    assert said["title"] in mira.reads("menu/pruning/")
    proposal = Proposal.objects.get(activity_id=code).pk
    decided = {"decision": "prune", "reason": "The bridge at home is nearer.", "replacement": ""}
    assert said["decided"] in mira.sends(f"menu/pruning/{proposal}/", decided)
    theatre.tick()
    assert "The bridge at home is nearer." in theatre.told("casim")
    assert said["retired"] in theatre.somebody("casim").reads(f"menu/{code}/")


def course(start: date, end: date) -> dict[str, Any]:
    """What the school writes into the form of an offer."""
    return {
        "title_en": "Bridges Built Under Fire",
        "title_fr": "Ponts construits sous le feu",
        "aim_en": "Engineers of several nations build one bridge.",
        "aim_fr": "Des sapeurs de plusieurs nations construisent un pont.",
        "kind": "course",
        "provider": "DCSC",
        "areas": ["interoperability"],
        "start_on": start.isoformat(),
        "end_on": end.isoformat(),
        "place_city": "Kestrel Bay",
        "languages": "en, fr",
        "open_to": ["allies", "eapc-pfp", "md", "ici", "global"],
        "seats_total": "2",
        "seats_minimum": "1",
        "payer": "sender",
        "contact_name": "Course office",
        "contact_email": "office@dcsc.demo.invalid",
    }


def item_about(answer: Any, name: str) -> str:
    """This will find the address of the item whose title names a nation."""
    found = re.search(rf'/decisions/(PO-\d{{4}}-\d+)/"[^>]*>[^<]*{name}', answer.content.decode())
    assert found, name
    return found[1]
