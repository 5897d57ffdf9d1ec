"""Loading a pack: its files read in a fixed order, its references checked, the result frozen and kept."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType

from comity.policy import model
from comity.policy.reading import PolicyError, Table, read
from comity.policy.text import Text, typeset
from comity.policy.wording import WordingError, fill, gaps

CURRENT = "2011"
RULE_RANGES: dict[str, range] = {
    "kernel": range(1, 10),
    "people": range(1, 10),
    "menu": range(10, 20),
    "programmes": range(20, 30),
    "decisions": range(30, 40),
    "nominations": range(40, 50),
    "feedback": range(50, 60),
    "parties": range(60, 70),
    "documents": range(70, 80),
}


def _root() -> Traversable:
    return files("comity.policy")


@cache
def pack(version: str = CURRENT) -> model.Pack:
    """This will give one version of the policy, read once.

    Raises: PolicyError if the pack does not exist or a file of it is wrong.
    """
    folder = _root() / "packs" / version
    if not (folder / "pack.toml").is_file():
        msg = f"there is no policy pack {version!r}"
        raise PolicyError(msg)
    return load(folder)


def versions() -> tuple[str, ...]:
    """This will list the versions of the policy that are installed, oldest first."""
    return tuple(sorted(entry.name for entry in (_root() / "packs").iterdir() if (entry / "pack.toml").is_file()))


def load(folder: Traversable) -> model.Pack:
    """This will read a pack from any folder."""
    head = read(folder / "pack.toml")
    areas = read(folder / "areas.toml")
    owners = {key: _only_text(table, "name") for key, table in read(folder / "owners.toml").named()}
    bodies = read(folder / "bodies.toml")
    clauses = _keyed((c for t in read(folder / "paragraphs.toml").tables("paragraph") for c in _clauses(t)), "ref")
    loaded = model.Pack(
        version=head.word("version"),
        title=head.text("title"),
        effective_on=head.day("effective_on"),
        unranked=head.text("unranked"),
        unweighted=head.text("unweighted"),
        other_areas=head.text("other_areas"),
        chapters=tuple(_chapter(table) for table in head.tables("chapter")),
        clauses=clauses,
        carriers=_keyed((_carrier(t) for t in read(folder / "carriers.toml").tables("carrier")), "key"),
        objectives=_keyed((_objective(t) for t in areas.tables("objective")), "code"),
        areas=_keyed((_area(t) for t in areas.tables("area")), "code"),
        considerations=_keyed((_consideration(t) for t in areas.tables("consideration")), "code"),
        topics=_keyed((_topic(t) for t in read(folder / "topics.toml").tables("topic")), "code"),
        frameworks=_keyed((_framework(t) for t in read(folder / "frameworks.toml").tables("framework")), "code"),
        tools=_keyed((_tool(t) for t in read(folder / "tools.toml").tables("tool")), "code"),
        bodies=_keyed((_body(t) for t in bodies.tables("body")), "code"),
        formats=_keyed((_format(t) for t in bodies.tables("format")), "code"),
        programme_types=_keyed((_programme(t) for t in read(folder / "programmes.toml").tables("programme")), "code"),
        terms=_terms(read(folder / "terms.toml")),
        owners=MappingProxyType(owners),
        rules=_rules(folder / "rules", owners),
    )
    for table in (head, areas, bodies):
        table.done()
    _check_references(loaded)
    return loaded


@cache
def refusals() -> dict[str, model.Refusal]:
    """This will give every refusal by its code, of all houses."""
    return load_refusals(_root() / "refusals")


def refusal(code: str) -> model.Refusal:
    """This will find how one refusal is explained.

    Raises: model.UnknownError if nothing explains it.
    """
    try:
        return refusals()[code]
    except KeyError:
        msg = f"no refusal {code!r} in comity/policy/refusals"
        raise model.UnknownError(msg) from None


def step_kinds() -> frozenset[str]:
    """This will list the kinds of page to which refusals lead, for the web to turn into addresses."""
    steps = (step for found in refusals().values() for step in (found.next, found.alternative) if step)
    return frozenset(step.to for step in steps)


def load_refusals(folder: Traversable) -> dict[str, model.Refusal]:
    """This will read the refusals of all houses from a folder, a file for each house."""
    found: dict[str, model.Refusal] = {}
    for file in _toml_files(folder):
        house = file.name.removesuffix(".toml")
        for code, table in read(file).named():
            if code in found:
                msg = f"{code} is also in {found[code].house}.toml"
                raise table.fail(msg)
            found[code] = _refusal(code, house, table)
    return found


def _toml_files(folder: Traversable) -> list[Traversable]:
    return sorted((entry for entry in folder.iterdir() if entry.name.endswith(".toml")), key=lambda entry: entry.name)


def _keyed[T](things: Iterable[T], key: str) -> MappingProxyType[str, T]:
    table: dict[str, T] = {}
    for thing in things:
        code = getattr(thing, key)
        if code in table:
            msg = f"{type(thing).__name__} {code} stands twice in the pack"
            raise PolicyError(msg)
        table[code] = thing
    return MappingProxyType(table)


def _only_text(table: Table, key: str) -> Text:
    text = table.text(key)
    table.done()
    return text


def _done[T](table: Table, thing: T) -> T:
    table.done()
    return thing


def _chapter(t: Table) -> model.Chapter:
    return _done(
        t, model.Chapter(t.word("numeral"), t.text("heading"), first=t.integer("first"), last=t.integer("last"))
    )


def _clauses(t: Table) -> Iterable[model.Clause]:
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


def _carrier(t: Table) -> model.Carrier:
    return _done(t, model.Carrier(t.word("key"), t.word("house"), t.text("name"), t.word("place")))


def _objective(t: Table) -> model.Objective:
    return _done(t, model.Objective(t.word("code"), t.text("name"), t.text("description")))


def _area(t: Table) -> model.Area:
    area = model.Area(
        code=t.word("code"),
        name=t.text("name"),
        description=t.text("description"),
        colour=t.word("colour"),
        colour_dark=t.word("colour_dark"),
        pattern=t.word("pattern"),
    )
    return _done(t, area)


def _consideration(t: Table) -> model.Consideration:
    code, name, question = t.word("code"), t.text("name"), t.text("question")
    return _done(t, model.Consideration(code, name, question, judged=t.flag("judged", default=False)))


def _topic(t: Table) -> model.Topic:
    return _done(t, model.Topic(t.word("code"), t.text("name"), t.words("areas"), t.words("aliases")))


def _framework(t: Table) -> model.Framework:
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


def _tool(t: Table) -> model.Tool:
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


def _body(t: Table) -> model.Body:
    return _done(t, model.Body(t.word("code"), tuple(_dated_name(n) for n in t.tables("name")), t.words("formats")))


def _dated_name(t: Table) -> model.DatedName:
    since = t.day("since")
    until = t.day("until") if t.has("until") else None
    return _done(t, model.DatedName(since, until, t.text("name"), t.text("abbreviation")))


def _format(t: Table) -> model.Format:
    code, label, communities = t.word("code"), t.text("label"), t.words("communities")
    return _done(t, model.Format(code, label, communities, t.word("named_partners"), t.word("ground")))


def _programme(t: Table) -> model.ProgrammeType:
    programme = model.ProgrammeType(
        code=t.word("code"),
        name=t.text("name"),
        abbreviation=t.text("abbreviation"),
        tool=t.word("tool"),
        ground=t.word("ground"),
        years=t.integer("years"),
        opened_by=tuple(model.Party(side) for side in t.words("opened_by")),
        drafted_by=tuple(model.Party(side) for side in t.words("drafted_by")),
        agreed_by=tuple(model.Party(side) for side in t.words("agreed_by")),
        approved_by=t.word("approved_by"),
        approved_in=t.word("approved_in"),
        comment_weeks=t.integer("comment_weeks"),
        sections=tuple(_section(section) for section in t.tables("section")),
        reviews=tuple(_review(review) for review in t.tables("review")),
    )
    return _done(t, programme)


def _section(t: Table) -> model.SectionTemplate:
    code, title, guidance = t.word("code"), t.text("title"), t.text("guidance")
    section = model.SectionTemplate(
        code, title, guidance, required=t.flag("required", default=True), areas=t.flag("areas", default=False)
    )
    return _done(t, section)


def _review(t: Table) -> model.Review:
    return _done(t, model.Review(t.word("code"), t.text("name"), t.integer("after_months")))


def _terms(file: Table) -> MappingProxyType[tuple[str, str], model.Term]:
    terms: dict[tuple[str, str], model.Term] = {}
    for kind, table in file.named():
        for code in table.keys_left():
            terms[kind, code] = model.Term(kind, code, table.text(code))
    return MappingProxyType(terms)


def _rules(folder: Traversable, owners: dict[str, Text]) -> MappingProxyType[str, model.Rule]:
    found: list[model.Rule] = []
    for file in _toml_files(folder):
        house = file.name.removesuffix(".toml")
        head = read(file)
        found += [_rule(table, house, owners) for table in head.tables("rule")]
        head.done()
    return _keyed(sorted(found, key=lambda rule: int(rule.number.removeprefix("W-"))), "number")


def _rule(t: Table, house: str, owners: dict[str, Text]) -> model.Rule:
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
    raise model.UnknownError(msg)


def _refusal(code: str, house: str, t: Table) -> model.Refusal:
    found = model.Refusal(
        code=code,
        house=house,
        ground=t.word("ground"),
        title=t.text("title"),
        facts=t.text("facts"),
        unblock=t.text("unblock"),
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


def _check_references(loaded: model.Pack) -> None:
    """This will refuse a pack that names something it does not hold."""
    duties = [(clause.ref, duty) for clause in loaded.clauses.values() for duty in clause.duties]
    asked: list[tuple[str, str, Iterable[str], Iterable[str]]] = [
        *((ref, "carried_by", duty.carried_by, loaded.carriers) for ref, duty in duties),
        *((ref, "who", [duty.who], loaded.owners) for ref, duty in duties),
        *((topic.code, "areas", topic.areas, loaded.areas) for topic in loaded.topics.values()),
        *((tool.code, "frameworks", tool.frameworks, loaded.frameworks) for tool in loaded.tools.values()),
        *((tool.code, "ground", [tool.ground], loaded.clauses) for tool in loaded.tools.values()),
        *((framework.code, "ground", [framework.ground], loaded.clauses) for framework in loaded.frameworks.values()),
        *((body.code, "formats", body.formats, loaded.formats) for body in loaded.bodies.values()),
        *((form.code, "ground", [form.ground], loaded.clauses) for form in loaded.formats.values()),
        *((kind.code, "tool", [kind.tool], loaded.tools) for kind in loaded.programme_types.values()),
        *((kind.code, "ground", [kind.ground], loaded.clauses) for kind in loaded.programme_types.values()),
        *((kind.code, "approved_by", [kind.approved_by], loaded.bodies) for kind in loaded.programme_types.values()),
        *((kind.code, "approved_in", [kind.approved_in], loaded.formats) for kind in loaded.programme_types.values()),
    ]
    for where, what, names, known in asked:
        if unknown := sorted(set(names) - set(known)):
            msg = f"{where}, {what}: the pack holds no {', '.join(unknown)}"
            raise PolicyError(msg)
