"""Programmes and decisions of the demonstration: one in force, one in joint review, one before the Council."""

from __future__ import annotations

from datetime import datetime, timedelta

from comity.core.actor import CLOCK, Actor
from comity.core.calendar import add_working_days, at_brussels, brussels_day
from comity.decisions import actions as decisions
from comity.decisions import queries as decision_queries
from comity.decisions import rules
from comity.decisions.models import Item
from comity.programmes import actions, queries
from comity.programmes.models import Programme
from demo.activities import CODES
from demo.people import party

FORMAT = "at-allies"
TEXTS = {
    "introduction": "This programme continues the work begun in 2025. It rests on the framework document and on the letter of intent of the minister of defence.",
    "objectives": "Both sides want officers who can serve in a multinational staff, a ministry whose plans are published, and civil authorities that can ask for help and receive it.",
    "political": "Consultations take place twice a year on security in the region, once in Brussels and once in {capital}.",
    "defence": "One battalion reaches full interoperability by the end of the second year. Instructors trained abroad teach at the national defence school.",
    "resources": "{name} pays travel and lodging for its participants and offers ten places a year in its own school to others.",
    "information": "The programme may be read by Allies, the staff and {name}. Its reports follow the same rule.",
    "review": "Both sides take stock at mid-term and report at the end, from the state of each goal.",
}
REQUIRED = ("introduction", "objectives", "political", "defence", "resources", "information", "review")


def write_programmes(people: dict[str, Actor], now: datetime) -> None:
    """This will bring each programme to where the demonstration needs it."""
    _in_force("XB", "basma", "Belmora", "Sahran", people, now - timedelta(days=260))
    _in_review("XA", "aissata", "Arcadia", "Thelis", people, now)
    _before_council("XD", "dana", "Drevania", "Kestrel Bay", people, now)
    year = brussels_day(now).year
    actions.begin(
        party("XC"), people["casim"], now - timedelta(days=3), kind="IPCP", first_year=year + 1, last_year=year + 2
    )


def _begin(code: str, actor: Actor, name: str, capital: str, first_year: int, at: datetime) -> Programme:
    event = actions.begin(party(code), actor, at, kind="IPCP", first_year=first_year, last_year=first_year + 1)
    programme = found(event.programme)
    for section in programme.sections.order_by("number"):
        if section.code in REQUIRED:
            text = TEXTS[section.code].format(name=name, capital=capital)
            actions.insert(found(event.programme), actor, at, section=section.number, text=text)
    row = found(event.programme)
    actions.add_goal(
        row,
        actor,
        at,
        title="Staff officers who work to common standards · Des officiers d’état-major aux normes communes",
        areas=("interoperability", "defence"),
        objectives=("security",),
        ways="Courses abroad, instructors at home, an exercise each year. · Des cours à l’étranger, des instructeurs "
        "chez soi, un exercice par an.",
        measure="Forty officers trained, half of them as instructors. · Quarante officiers formés, dont la moitié comme "
        "instructeurs.",
    )
    actions.add_goal(
        found(event.programme),
        actor,
        at,
        title="A ministry that answers for its money · Un ministère qui rend compte de ses dépenses",
        areas=("defence",),
        objectives=("reform",),
        ways="Advice on procurement, training of auditors, publication of plans. · Conseils en matière d’acquisitions, "
        "formation de vérificateurs, publication des plans.",
        measure="Plans and accounts published by March of each year. · Plans et comptes publiés chaque année avant la "
        "fin mars.",
    )
    return found(event.programme)


def _choose(programme: Programme, actor: Actor, at: datetime, *wanted: tuple[str, int]) -> None:
    for key, goal in wanted:
        actions.choose_activity(found(programme.code), actor, at, activity=CODES[key], goal=goal)


def _in_force(code: str, who: str, name: str, capital: str, people: dict[str, Actor], at: datetime) -> None:
    programme = _begin(code, people[who], name, capital, brussels_day(at).year, at)
    _choose(programme, people[who], at, ("crisis", 1), ("gender", 1), ("integrity", 2))
    actions.submit(found(programme.code), people[who], at + timedelta(days=2))
    actions.take_up(found(programme.code), people["jana"], at + timedelta(days=9))
    actions.agree(found(programme.code), people["jana"], at + timedelta(days=20), version=1)
    actions.agree(found(programme.code), people[who], at + timedelta(days=24), version=1)
    silence(drafted(programme), people, at + timedelta(days=26), days=4, closed=True)


def _in_review(code: str, who: str, name: str, capital: str, people: dict[str, Actor], now: datetime) -> None:
    at = now - timedelta(days=40)
    year = brussels_day(now).year
    programme = _begin(code, people[who], name, capital, year + 1, at)
    _choose(
        programme, people[who], at, ("cyber", 1), ("logistics", 1), ("gender", 1), ("integrity", 2), ("curriculum", 2)
    )
    actions.submit(found(programme.code), people[who], at + timedelta(days=3))
    actions.take_up(found(programme.code), people["jana"], at + timedelta(days=8))
    first = found(programme.code).paragraphs.order_by("section__number", "place").first()
    row = found(programme.code)
    defence = row.paragraphs.filter(section__code="defence").first()
    political = row.paragraphs.filter(section__code="political").first()
    if first is None or defence is None or political is None:
        raise LookupError(programme.code)
    actions.comment(
        row,
        people["jana"],
        at + timedelta(days=10),
        text="Which battalion, and from which year?",
        paragraph=defence.number,
    )
    actions.comment(
        row,
        people["jana"],
        at + timedelta(days=10),
        text="Could the second meeting be held with experts from the civil side?",
        paragraph=political.number,
    )
    actions.send_comments(found(programme.code), people["jana"], at + timedelta(days=11))
    actions.write(
        found(programme.code),
        people["jana"],
        at + timedelta(days=12),
        paragraph=defence.number,
        base=defence.revision,
        text="The 3rd Battalion reaches full interoperability by the end of the [first / IS] [second / XA] year. "
        "Instructors trained abroad teach at the national defence school.",
    )
    actions.send_back(
        found(programme.code), people["jana"], now - timedelta(days=5), note="One point is left between brackets."
    )


def _before_council(code: str, who: str, name: str, capital: str, people: dict[str, Actor], now: datetime) -> None:
    at = now - timedelta(days=60)
    programme = _begin(code, people[who], name, capital, brussels_day(now).year + 1, at)
    actions.submit(programme, people[who], at + timedelta(days=2))
    actions.take_up(found(programme.code), people["jana"], at + timedelta(days=9))
    actions.agree(found(programme.code), people["jana"], at + timedelta(days=30), version=1)
    actions.agree(found(programme.code), people[who], at + timedelta(days=34), version=1)
    silence(drafted(programme), people, now - timedelta(days=1, hours=2), days=3, closed=False)


def drafted(programme: Programme) -> Item:
    """This will find the item that was drafted when both sides had agreed."""
    listed = decision_queries.about(f"programme:{programme.code}")
    return listed[0].item


def decide(subject: str, cast: dict[str, Actor], at: datetime) -> None:
    """This will let the Council agree to the newest item about something."""
    newest = max(decision_queries.about(subject), key=lambda one: one.item.pk)
    item = decision_queries.item(newest.item.symbol)
    if item is None:
        raise LookupError(subject)
    silence(item, cast, at, days=5, closed=True)


def silence(item: Item, people: dict[str, Actor], at: datetime, *, days: int, closed: bool) -> None:
    """This will open a silence period from one moment, and let it end if it is over."""
    ends_at = at_brussels(add_working_days(brussels_day(at), days), 17)
    decisions.open_silence(item, people["henrik"], at, ends_at=ends_at)
    if closed:
        decisions.close_silence(item, CLOCK, ends_at + timedelta(minutes=1))


def write_decisions(people: dict[str, Actor], now: datetime) -> None:
    """This will put a tool before the Council, let one text be broken, and leave one in draft."""
    opening = rules.LineText(
        rules.Verb.AGREED,
        "the opening of the Planning and Review Process to Belmora",
        "l’ouverture du processus de planification et d’examen à Belmora",
        rules.Effect.OPEN_TOOL,
        "XB:PARP",
    )
    noting = rules.LineText(rules.Verb.NOTED, "the advice of the staff", "l'avis du Secrétariat")
    item = _draft(
        people,
        now - timedelta(days=9),
        "Open the Planning and Review Process to Belmora",
        "Ouvrir le processus de planification et d’examen à Belmora",
        (noting, opening),
        "P§13",
    )
    silence(item, people, now - timedelta(hours=20), days=4, closed=False)
    decisions.ask_question(
        item, people["greta"], now - timedelta(hours=6), text="Which funds pay for the first survey?"
    )
    plan = rules.LineText(
        rules.Verb.ENDORSED, "the work plan for the coming year", "le plan de travail de l'année à venir"
    )
    broken = _draft(
        people,
        now - timedelta(days=30),
        "Work plan with partners",
        "Plan de travail avec les partenaires",
        (plan,),
        "P§3",
    )
    silence(broken, people, now - timedelta(days=25), days=5, closed=False)
    decisions.record_letter(
        broken,
        people["henrik"],
        now - timedelta(days=22),
        party="PT",
        received_at=now - timedelta(days=22, hours=1),
        reason="The dates of the second quarter fall into the national exercise.",
        lines=(1,),
        amendment="Move the second meeting to the third quarter.",
    )
    calendar = rules.LineText(
        rules.Verb.AGREED, "the calendar of meetings with partners", "le calendrier des réunions avec les partenaires"
    )
    area = rules.LineText(
        rules.Verb.AGREED,
        "cooperation with partners on climate and security",
        "une coopération avec les partenaires dans le domaine du climat et de la sécurité",
        rules.Effect.OPEN_AREA,
        "area:climate",
    )
    opened = _draft(
        people,
        now - timedelta(days=45),
        "Climate and security as a further area of cooperation",
        "Le climat et la sécurité, nouveau domaine de coopération",
        (area,),
        "P§6",
    )
    silence(opened, people, now - timedelta(days=40), days=5, closed=True)
    decided = decision_queries.item(opened.symbol)
    if decided is not None:
        decisions.release(decided, people["henrik"], now - timedelta(days=33), to=["public"])
    _draft(
        people,
        now - timedelta(days=2),
        "Calendar of meetings with partners",
        "Calendrier des réunions avec les partenaires",
        (calendar,),
        "P§11",
    )


def _draft(
    people: dict[str, Actor], at: datetime, title_en: str, title_fr: str, lines: tuple[rules.LineText, ...], ground: str
) -> Item:
    sits = decision_queries.format_(FORMAT)
    if sits is None:
        raise LookupError(FORMAT)
    event = decisions.draft(
        sits,
        people["jana"],
        at,
        title_en=title_en,
        title_fr=title_fr,
        note_en="The staff has prepared the text with those concerned. It is not thought that the Council needs to discuss it.",
        note_fr="Le Secrétariat a établi le texte avec les intéressés. Un débat au Conseil ne paraît pas nécessaire.",
        lines=lines,
        ground=ground,
    )
    item = decision_queries.item(event.symbol)
    if item is None:
        raise LookupError(event.symbol)
    return item


def found(code: str) -> Programme:
    """This will find a programme as it now stands."""
    row = queries.programme_of(code)
    if row is None:
        raise LookupError(code)
    return row
