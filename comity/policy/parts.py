"""Reading each sort of thing from its table: which keys it has, and of which type."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from types import MappingProxyType

from comity.policy import model, programme_types
from comity.policy.edition import UnknownError
from comity.policy.reading import Table
from comity.policy.text import Text, typeset
from comity.policy.wording import WordingError, fill, gaps

CONTACTS_OF = ("staff", "own", "party", "host")
RULE_RANGES: dict[str, Collection[int]] = {
    "kernel": (*range(1, 10), *range(76, 79), 88),
    "people": (*range(1, 10), 79),
    "menu": range(10, 20),
    "programmes": (*range(20, 30), 87, 89, *range(145, 160)),
    "decisions": (*range(30, 40), *range(85, 87)),
    "nominations": (*range(40, 50), 80, 81, 83),
    "feedback": (*range(50, 60), *range(245, 255)),
    "parties": (*range(60, 70), 82, *range(210, 220)),
    "documents": range(70, 76),
    "resources": range(90, 120),
    "ledger": range(120, 130),
    "consultations": range(130, 145),
    "operations": range(160, 175),
    "trust_funds": range(175, 190),
    "science": range(190, 210),
    "education": range(220, 235),
    "engagement": range(235, 245),
    "presence": range(255, 265),
}


def only_text(table: Table, key: str) -> Text:
    """This will read a text that is alone in its table."""
    text = table.text(key)
    table.done()
    return text


def _done[T](table: Table, thing: T) -> T:
    table.done()
    return thing


def chapter(t: Table) -> model.Chapter:
    """This will read a chapter."""
    return _done(
        t, model.Chapter(t.word("numeral"), t.text("heading"), first=t.integer("first"), last=t.integer("last"))
    )


def clauses(t: Table) -> Iterable[model.Clause]:
    """This will read a paragraph and then its parts."""
    number = t.integer("number")
    parts = [_clause(part, number, f"P§{part.word('ref')}", f"P§{number}") for part in t.tables("part")]
    yield _clause(t, number, f"P§{number}", None, tuple(part.ref for part in parts))
    yield from parts


def _clause(t: Table, number: int, ref: str, parent: str | None, parts: tuple[str, ...] = ()) -> model.Clause:
    clause = model.Clause(
        ref=ref,
        number=number,
        heading=t.text("heading"),
        summary=t.text("summary"),
        duties=tuple(_duty(duty) for duty in t.tables("duty")),
        parts=parts,
        parent=parent,
    )
    return _done(t, clause)


def _duty(t: Table) -> model.Duty:
    key, nature, who = t.word("key"), model.Nature(t.word("nature")), t.word("who")
    return _done(t, model.Duty(key, nature, who, t.text("text"), t.words("carried_by")))


def carrier(t: Table) -> model.Carrier:
    """This will read what carries out a duty."""
    return _done(t, model.Carrier(t.word("key"), t.word("house"), t.text("name"), t.word("place")))


def objective(t: Table) -> model.Objective:
    """This will read an objective."""
    return _done(t, model.Objective(t.word("code"), t.text("name"), t.text("description")))


def area(t: Table) -> model.Area:
    """This will read a priority area."""
    area = model.Area(
        code=t.word("code"),
        name=t.text("name"),
        description=t.text("description"),
        colour=t.word("colour"),
        colour_dark=t.word("colour_dark"),
        pattern=t.word("pattern"),
    )
    return _done(t, area)


def consideration(t: Table) -> model.Consideration:
    """This will read a consideration."""
    code, name, question = t.word("code"), t.text("name"), t.text("question")
    judged, of = t.flag("judged", default=False), t.word("of")
    anchors = (t.text("lowest"), t.text("middle"), t.text("highest"))
    return _done(t, model.Consideration(code, name, question, judged=judged, of=of, anchors=anchors))


def form(t: Table) -> model.Form:
    """This will read what one kind of respondent is asked after an activity."""
    return _done(t, model.Form(t.word("respondent"), t.text("title"), _questions(t)))


def question_area(t: Table) -> model.QuestionArea:
    """This will read an area of the self-assessment on integrity."""
    return _done(t, model.QuestionArea(t.word("code"), t.text("name"), _questions(t)))


def integrity_level(t: Table) -> model.Level:
    """This will read a word with which a self-assessment answers."""
    return _done(t, model.Level(t.word("code"), t.text("name")))


def _questions(t: Table) -> tuple[model.Question, ...]:
    return tuple(_done(q, model.Question(q.word("code"), q.text("text"))) for q in t.tables("question"))


def grant_kind(t: Table) -> model.GrantKind:
    """This will read a kind of grant."""
    kind = model.GrantKind(
        code=t.word("code"),
        name=t.text("name"),
        unit=t.word("unit"),
        shortest=t.integer("shortest"),
        longest=t.integer("longest"),
        least=t.integer("least"),
        most=t.integer("most"),
    )
    return _done(t, kind)


def heading(t: Table) -> model.BudgetHeading:
    """This will read a heading of a grant's budget."""
    return _done(t, model.BudgetHeading(t.word("code"), t.text("name"), t.words("kinds"), t.integer("most_percent")))


def criterion(t: Table) -> model.Criterion:
    """This will read a criterion of reviewers."""
    return _done(t, model.Criterion(t.word("code"), t.text("name"), t.integer("weight")))


def priority(t: Table) -> model.KeyPriority:
    """This will read a key priority of scientific cooperation."""
    return _done(t, model.KeyPriority(t.word("code"), t.text("name")))


def topic(t: Table) -> model.Topic:
    """This will read an area of cooperation."""
    return _done(t, model.Topic(t.word("code"), t.text("name"), t.words("areas"), t.words("aliases")))


def framework(t: Table) -> model.Framework:
    """This will read a framework."""
    framework = model.Framework(
        code=t.word("code"),
        name=t.text("name"),
        abbreviation=t.text("abbreviation"),
        shape=t.word("shape"),
        colour=t.word("colour"),
        colour_dark=t.word("colour_dark"),
        since=t.integer("since"),
        basis=t.text("basis"),
        character=t.text("character"),
        ground=t.word("ground"),
        aliases=t.words("aliases"),
    )
    return _done(t, framework)


def tool(t: Table) -> model.Tool:
    """This will read a tool."""
    tool = model.Tool(
        code=t.word("code"),
        name=t.text("name"),
        abbreviation=t.text("abbreviation"),
        purpose=t.text("purpose"),
        frameworks=t.words("frameworks"),
        beyond=model.Opening(t.word("beyond", "open")),
        ground=t.word("ground"),
        in_pack=t.flag("in_pack", default=True),
    )
    return _done(t, tool)


def body(t: Table) -> model.Body:
    """This will read a body with its dated names."""
    return _done(t, model.Body(t.word("code"), tuple(_dated_name(n) for n in t.tables("name")), t.words("formats")))


def _dated_name(t: Table) -> model.DatedName:
    since = t.day("since")
    until = t.day("until") if t.has("until") else None
    return _done(t, model.DatedName(since, until, t.text("name"), t.text("abbreviation")))


def format_(t: Table) -> model.Format:
    """This will read a format."""
    code, label, communities = t.word("code"), t.text("label"), t.words("communities")
    return _done(t, model.Format(code, label, communities, t.word("named_partners"), t.word("ground")))


def programme(t: Table) -> programme_types.ProgrammeType:
    """This will read a type of programme."""
    programme = programme_types.ProgrammeType(
        code=t.word("code"),
        name=t.text("name"),
        abbreviation=t.text("abbreviation"),
        tool=t.word("tool"),
        ground=t.word("ground"),
        years=t.integer("years"),
        opened_by=tuple(programme_types.Party(side) for side in t.words("opened_by")),
        drafted_by=tuple(programme_types.Party(side) for side in t.words("drafted_by")),
        agreed_by=tuple(programme_types.Party(side) for side in t.words("agreed_by")),
        approved_by=t.word("approved_by"),
        approved_in=t.word("approved_in"),
        comment_weeks=t.integer("comment_weeks"),
        sections=tuple(_section(section) for section in t.tables("section")),
        reviews=tuple(_review(review) for review in t.tables("review")),
        begins_in=programme_types.Parity(t.word("begins_in", "any")),
        assessed_in=programme_types.Parity(t.word("assessed_in", "any")),
        assessment=tuple(programme_types.AssessmentStep(step) for step in t.words("assessment")),
        talks=tuple(programme_types.Talks(kind) for kind in t.words("talks")),
        has_actions=t.flag("has_actions", default=False),
        survey=tuple(_survey_question(question) for question in t.tables("question")),
    )
    return _done(t, programme)


def _survey_question(t: Table) -> programme_types.SurveyQuestion:
    code, group, title, unit = t.word("code"), t.text("group"), t.text("title"), t.word("unit", "text")
    return _done(t, programme_types.SurveyQuestion(code, group, title, unit, required=t.flag("required", default=True)))


def _section(t: Table) -> programme_types.SectionTemplate:
    code, title, guidance = t.word("code"), t.text("title"), t.text("guidance")
    section = programme_types.SectionTemplate(
        code, title, guidance, required=t.flag("required", default=True), areas=t.flag("areas", default=False)
    )
    return _done(t, section)


def _review(t: Table) -> programme_types.Review:
    return _done(t, programme_types.Review(t.word("code"), t.text("name"), t.integer("after_months")))


def rule(t: Table, house: str, owners: dict[str, Text]) -> model.Rule:
    """This will read a working rule of a house."""
    number, owner, numbers = t.word("number"), t.word("owner"), t.numbers("numbers")
    if owner not in owners:
        msg = f"owner {owner!r} is not in owners.toml"
        raise t.fail(msg)
    if house not in RULE_RANGES or int(number.removeprefix("W-")) not in RULE_RANGES[house]:
        msg = f"{number} is outside the numbers of {house}"
        raise t.fail(msg)
    rule = model.Rule(
        number=number,
        house=house,
        owner=owner,
        owner_name=owners[owner],
        set_on=t.day("set_on"),
        text=_with_numbers(t, numbers),
        numbers=MappingProxyType(numbers),
    )
    return _done(t, rule)


def contact(code: str, t: Table) -> model.Contact:
    """This will read an office to which one turns."""
    found = model.Contact(
        code=code, name=t.text("name"), of=t.word("of"), roles=t.words("roles"), mail=t.word("mail", "")
    )
    if found.of not in CONTACTS_OF:
        msg = f"of is one of {', '.join(CONTACTS_OF)}, not {found.of!r}"
        raise t.fail(msg)
    return _done(t, found)


def _with_numbers(t: Table, numbers: dict[str, int]) -> Text:
    """This will write a rule's numbers into its text, so that the text cannot say another number."""
    raw = t.text("text")
    for template in (raw.en, raw.fr):
        if gaps(template).keys() != numbers.keys():
            msg = f"the text names {sorted(gaps(template))}, the numbers are {sorted(numbers)}"
            raise t.fail(msg)
    return Text(en=fill(raw.en, numbers, "en", _no_names), fr=fill(raw.fr, numbers, "fr", _no_names))


def _no_names(kind: str, value: str) -> Text:
    msg = f"a working rule looks up no {kind} {value!r}"
    raise UnknownError(msg)


def refusal(code: str, house: str, t: Table) -> model.Refusal:
    """This will read how one refusal is explained."""
    found = model.Refusal(
        code=code,
        house=house,
        ground=t.word("ground"),
        title=t.text("title"),
        facts=t.text("facts"),
        unblock=t.text("unblock"),
        contact=t.word("contact", ""),
        usual_time=t.text_if_any("usual_time"),
        next=_step(t, "next"),
        alternative=_step(t, "alternative"),
    )
    try:
        for text in found.texts:
            if gaps(text.en) != gaps(text.fr):
                msg = f"English and French name different facts: {text.en!r}"
                raise t.fail(msg)
    except WordingError as error:
        raise t.fail(str(error)) from error
    return _done(t, found)


def _step(t: Table, key: str) -> model.Step | None:
    if not t.has(key):
        return None
    inner = t.table(key)
    label = Text(typeset(inner.word("en"), "en"), typeset(inner.word("fr"), "fr"))
    step = model.Step(label, inner.word("to"))
    return _done(inner, step)
