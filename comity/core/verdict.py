"""Verdicts: what a rule answers when it is asked whether something may be done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

_NOTHING: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Reason:
    """One obstacle: a code of the refusal catalogue and the facts that fill its sentences."""

    code: str
    params: Mapping[str, object] = field(default_factory=lambda: _NOTHING)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer of a rule: allowed, or every reason why not, the weightiest first."""

    reasons: tuple[Reason, ...] = ()

    @property
    def allowed(self) -> bool:
        """This will tell whether nothing stands in the way."""
        return not self.reasons

    @property
    def codes(self) -> tuple[str, ...]:
        """This will list the codes of all obstacles, in order."""
        return tuple(reason.code for reason in self.reasons)

    @property
    def first(self) -> Reason:
        """This will give the weightiest obstacle.

        Raises: IndexError if the verdict is favourable.
        """
        return self.reasons[0]


ALLOWED = Verdict()


def refuse(code: str, /, **params: object) -> Verdict:
    """This will refuse for one reason; `params` are the facts that its sentences name."""
    return Verdict((Reason(code, MappingProxyType(params)),))


def all_of(verdicts: Iterable[Verdict]) -> Verdict:
    """This will allow only if all do, and otherwise keep every reason in the order asked."""
    return Verdict(tuple(reason for verdict in verdicts for reason in verdict.reasons))


def first_of(*verdicts: Verdict) -> Verdict:
    """This will give the first unfavourable verdict, or allow if there is none."""
    return next((verdict for verdict in verdicts if not verdict.allowed), ALLOWED)
