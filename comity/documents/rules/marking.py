"""The marking: level and audience in words, as it stands on every page, export and print (W-70, W-74)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum

from comity.core import audience as communities
from comity.policy.text import Text

type NameOf = Callable[[str], str]


class Level(StrEnum):
    """How sensitive a paper is. Only the lowest is kept here (W-70); the others are known so as to be refused."""

    UNCLASSIFIED = "unclassified"
    RESTRICTED = "restricted"
    CONFIDENTIAL = "confidential"
    SECRET = "secret"  # noqa: S105 - a level of classification


LEVEL_WORDS = {
    Level.UNCLASSIFIED: Text(en="UNCLASSIFIED", fr="SANS CLASSIFICATION"),
    Level.RESTRICTED: Text(en="RESTRICTED", fr="DIFFUSION RESTREINTE"),
    Level.CONFIDENTIAL: Text(en="CONFIDENTIAL", fr="CONFIDENTIEL"),
    Level.SECRET: Text(en="SECRET", fr="SECRET"),
}
_PUBLIC = Text(en="may be published", fr="peut être publié")
_SIGNED_IN = Text(en="for all who use the system", fr="pour tous les utilisateurs du système")
_STAFF = Text(en="for the staff only", fr="réservé au Secrétariat")
_ALLIES = Text(en="for Allies only", fr="réservé aux Alliés")
_RELEASABLE = Text(en="releasable to {}", fr="communicable à : {}")
_ONLY = Text(en="for {} and the staff only", fr="réservé à : {} et le Secrétariat")
_PARTNERS = Text(en="all partners", fr="tous les partenaires")
_AND = Text(en=" and ", fr=" et ")
_FRAMEWORK, _PARTY = communities.framework(""), communities.party("")
_OPERATION = "operation:"


def marking(level: Level, audience: Iterable[str], locale: str, *, framework_name: NameOf, party_name: NameOf) -> str:
    """This will write the marking of what an audience may read. Epochs are not shown: the audience keeps them."""
    groups = {_without_epoch(community) for community in audience}
    words = _audience_words(groups, locale, framework_name=framework_name, party_name=party_name)
    return f"{LEVEL_WORDS[level].in_(locale)} – {words}"


def _without_epoch(community: str) -> str:
    name, dot, epoch = community.rpartition(".")
    return name if dot and epoch.isdigit() else community


def _audience_words(groups: set[str], locale: str, *, framework_name: NameOf, party_name: NameOf) -> str:
    if communities.PUBLIC in groups:
        return _PUBLIC.in_(locale)
    if communities.SIGNED_IN in groups:
        return _SIGNED_IN.in_(locale)
    named = [_PARTNERS.in_(locale)] if communities.PARTNERS in groups else []
    named += _named(groups, _FRAMEWORK, framework_name)
    named += _named(groups, _OPERATION, str)  # papers shared with contributors are marked by the operation
    named += _named(groups, _PARTY, party_name)
    if not named:
        return (_ALLIES if communities.ALLIES in groups else _STAFF).in_(locale)
    pattern = _RELEASABLE if communities.ALLIES in groups else _ONLY
    return pattern.in_(locale).format(_listed(named, locale))


def _named(groups: set[str], prefix: str, name: NameOf) -> list[str]:
    return sorted(name(group.removeprefix(prefix)) for group in groups if group.startswith(prefix))


def _listed(names: list[str], locale: str) -> str:
    *most, last = names
    return f"{', '.join(most)}{_AND.in_(locale)}{last}" if most else last
