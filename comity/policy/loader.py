"""Loading a pack: its files read in a fixed order, its references checked, the result frozen and kept."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType

from comity.policy import model, parts
from comity.policy.edition import Pack, UnknownError
from comity.policy.reading import PolicyError, Table, read
from comity.policy.text import Text

CURRENT = "2011"


def _root() -> Traversable:
    return files("comity.policy")


@cache
def pack(version: str = CURRENT) -> Pack:
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


def load(folder: Traversable) -> Pack:
    """This will read a pack from any folder."""
    head = read(folder / "pack.toml")
    areas = read(folder / "areas.toml")
    owners = {key: parts.only_text(table, "name") for key, table in read(folder / "owners.toml").named()}
    bodies = read(folder / "bodies.toml")
    clauses = _keyed((c for t in read(folder / "paragraphs.toml").tables("paragraph") for c in parts.clauses(t)), "ref")
    loaded = Pack(
        version=head.word("version"),
        title=head.text("title"),
        effective_on=head.day("effective_on"),
        unranked=head.text("unranked"),
        unweighted=head.text("unweighted"),
        other_areas=head.text("other_areas"),
        chapters=tuple(parts.chapter(table) for table in head.tables("chapter")),
        clauses=clauses,
        carriers=_keyed((parts.carrier(t) for t in read(folder / "carriers.toml").tables("carrier")), "key"),
        objectives=_keyed((parts.objective(t) for t in areas.tables("objective")), "code"),
        areas=_keyed((parts.area(t) for t in areas.tables("area")), "code"),
        further_areas=_keyed((parts.area(t) for t in areas.tables("further_area")), "code"),
        considerations=_keyed((parts.consideration(t) for t in areas.tables("consideration")), "code"),
        topics=_keyed((parts.topic(t) for t in read(folder / "topics.toml").tables("topic")), "code"),
        frameworks=_keyed((parts.framework(t) for t in read(folder / "frameworks.toml").tables("framework")), "code"),
        tools=_keyed((parts.tool(t) for t in read(folder / "tools.toml").tables("tool")), "code"),
        bodies=_keyed((parts.body(t) for t in bodies.tables("body")), "code"),
        formats=_keyed((parts.format_(t) for t in bodies.tables("format")), "code"),
        programme_types=_keyed(
            (parts.programme(t) for t in read(folder / "programmes.toml").tables("programme")), "code"
        ),
        forms=_keyed((parts.form(t) for t in read(folder / "forms.toml").tables("form")), "respondent"),
        terms=_terms(read(folder / "terms.toml")),
        science=_science(read(folder / "science.toml")),
        integrity=_integrity(read(folder / "integrity.toml")),
        owners=MappingProxyType(owners),
        contacts=MappingProxyType({key: parts.contact(key, t) for key, t in read(folder / "contacts.toml").named()}),
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

    Raises: UnknownError if nothing explains it.
    """
    try:
        return refusals()[code]
    except KeyError:
        msg = f"no refusal {code!r} in comity/policy/refusals"
        raise UnknownError(msg) from None


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
            found[code] = parts.refusal(code, house, table)
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


def _terms(file: Table) -> MappingProxyType[tuple[str, str], model.Term]:
    terms: dict[tuple[str, str], model.Term] = {}
    for kind, table in file.named():
        for code in table.keys_left():
            terms[kind, code] = model.Term(kind, code, table.text(code))
    return MappingProxyType(terms)


def _science(file: Table) -> model.Science:
    found = model.Science(
        kinds=_keyed((parts.grant_kind(t) for t in file.tables("kind")), "code"),
        headings=_keyed((parts.heading(t) for t in file.tables("heading")), "code"),
        criteria=_keyed((parts.criterion(t) for t in file.tables("criterion")), "code"),
        priorities=_keyed((parts.priority(t) for t in file.tables("priority")), "code"),
    )
    file.done()
    return found


def _integrity(file: Table) -> model.Integrity:
    found = model.Integrity(
        levels=_keyed((parts.integrity_level(t) for t in file.tables("level")), "code"),
        areas=_keyed((parts.question_area(t) for t in file.tables("area")), "code"),
    )
    file.done()
    codes = [one.code for _area, one in found.questions]
    if twice := sorted({code for code in codes if codes.count(code) > 1}):
        msg = f"integrity.toml: asked twice: {', '.join(twice)}"
        raise PolicyError(msg)
    return found


def _rules(folder: Traversable, owners: dict[str, Text]) -> MappingProxyType[str, model.Rule]:
    found: list[model.Rule] = []
    for file in _toml_files(folder):
        house = file.name.removesuffix(".toml")
        head = read(file)
        found += [parts.rule(table, house, owners) for table in head.tables("rule")]
        head.done()
    return _keyed(sorted(found, key=lambda rule: int(rule.number.removeprefix("W-"))), "number")


def _check_references(loaded: Pack) -> None:
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
