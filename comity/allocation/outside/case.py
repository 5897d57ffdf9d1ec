"""One problem out of a file of others, and what a plan for it means in the file's own terms."""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from comity.allocation.plan import Plan
from comity.allocation.problem import TIES, Fault, Problem, WrongProblem


@dataclass(frozen=True, slots=True)
class Case:
    """A problem with its terms. objective: what the file counts; sense: "max" or "min"; known: the optimum it names.

    own: turns a value of ours (in whole weighted points, not always whole) into the file's terms. figures: more about a
    plan, as pairs of name and value. harder: gives the case to solve instead when a plan leaves undone what must be
    done.
    """

    name: str
    problem: Problem
    objective: str
    sense: str
    own: Callable[[Fraction], Fraction]
    known: Fraction | None = None
    figures: Callable[[Plan], list[tuple[str, Any]]] = field(default=lambda _plan: [])
    harder: Callable[[Plan], "Case | None"] = field(default=lambda _plan: None)

    def value(self, plan: Plan) -> Fraction:
        """This will give the objective of a plan in the file's own terms."""
        return self.own(Fraction(plan.objective, TIES))

    def bound(self, plan: Plan) -> Fraction:
        """This will give what no solution can be better than, in the file's own terms."""
        return self.own(Fraction(plan.bound, TIES))


def wrong(row: object, what: str, message: str) -> WrongProblem:
    """This will make the error that names where a file is wrong."""
    return WrongProblem([Fault("file", str(row), what, message)])


def numbers_in(text: str) -> list[Decimal]:
    """This will read all numbers of a text, whatever stands between them.

    Raises: WrongProblem naming the line that holds something else.
    """
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        for word in line.replace(",", " ").replace(";", " ").split():
            try:
                found.append(Decimal(word))
            except InvalidOperation:
                raise wrong(number, "number", f"{word!r} is no number") from None
    return found


def places(values: list[Decimal]) -> int:
    """This will give the power of ten that makes all values whole."""
    exponents = (value.normalize().as_tuple().exponent for value in values)
    smallest = min((exponent for exponent in exponents if isinstance(exponent, int)), default=0)
    return int(10 ** max(0, -smallest))


class Numbers:
    """Numbers taken one after the other."""

    def __init__(self, values: list[Decimal]) -> None:
        self.values, self.at = values, 0

    def take(self, count: int, what: str) -> list[Decimal]:
        """This will take the next numbers.

        Raises: WrongProblem when the file ends before.
        """
        taken = self.values[self.at : self.at + count]
        if len(taken) < count:
            message = f"the file ends after {len(taken)} of {count} numbers"
            raise wrong(f"number {len(self.values)}", what, message)
        self.at += count
        return taken

    def whole(self, what: str, most: int = 10**7) -> int:
        """This will take one whole number that counts something.

        Raises: WrongProblem when it is none.
        """
        (value,) = self.take(1, what)
        if value != value.to_integral_value() or not 0 <= value <= most:
            raise wrong(f"number {self.at}", what, f"{value} is no count")
        return int(value)

    @property
    def left(self) -> int:
        """This will count what is left."""
        return len(self.values) - self.at
