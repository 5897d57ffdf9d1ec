"""What has happened to trust funds. Sums are whole minor units of the fund's currency."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class FundSuggested:
    """Somebody has an idea for a fund in favour of a host."""

    fund: str
    host: str
    purpose: str


@dataclass(frozen=True, slots=True)
class LeadTaken:
    """A nation leads the fund from now on."""

    fund: str
    lead: str


@dataclass(frozen=True, slots=True)
class FundStudied:
    """The executing agent has studied whether the work can be done."""

    fund: str
    agent: str
    studied_on: date


@dataclass(frozen=True, slots=True)
class PhasePlanned:
    """A phase was planned."""

    fund: str
    phase: int
    cost: int


@dataclass(frozen=True, slots=True)
class FundProposed:
    """The proposal is written; host, leads and agent are to agree."""

    fund: str
    host: str
    leads: tuple[str, ...]
    cost: int


@dataclass(frozen=True, slots=True)
class SideAgreed:
    """A side has agreed to the proposal; `is_whole` says that it was the last."""

    fund: str
    side: str
    is_whole: bool


@dataclass(frozen=True, slots=True)
class ProposalSentBack:
    """The proposal is to be written anew."""

    fund: str
    reason: str


@dataclass(frozen=True, slots=True)
class FundPutToCouncil:
    """The Council's item on the fund is on its way."""

    fund: str
    decision: str


@dataclass(frozen=True, slots=True)
class FundGivenBack:
    """The Council's item on the fund ended without a decision for it."""

    fund: str
    decision: str


@dataclass(frozen=True, slots=True)
class FundLaunched:
    """The Allies have decided that the fund is set up; contributions are asked for."""

    fund: str
    host: str
    leads: tuple[str, ...]
    currency: str
    months: int
    decision: str


@dataclass(frozen=True, slots=True)
class MoneyNoted:
    """What the books hold for a fund was published."""

    fund: str
    pledged: int
    signed: int
    paid: int


@dataclass(frozen=True, slots=True)
class AgreementSigned:
    """One of the agreements was signed; `contributor` is named for the financial one."""

    fund: str
    paper: str
    contributor: str
    signed_on: date


@dataclass(frozen=True, slots=True)
class PhaseStarted:
    """A lead has started a phase."""

    fund: str
    phase: int
    pledged: int


@dataclass(frozen=True, slots=True)
class MilestonePlanned:
    """A milestone was planned."""

    fund: str
    milestone: int
    due_on: date


@dataclass(frozen=True, slots=True)
class MilestoneReached:
    """A milestone is said to be reached, with its evidence."""

    fund: str
    milestone: int
    by: str


@dataclass(frozen=True, slots=True)
class MilestoneVerified:
    """Another hand has verified a milestone."""

    fund: str
    milestone: int
    by: str


@dataclass(frozen=True, slots=True)
class CounterSet:
    """A kind of result is counted from now on."""

    fund: str
    counter: int
    target: int


@dataclass(frozen=True, slots=True)
class ResultsCounted:
    """Results were added to a counter."""

    fund: str
    counter: int
    amount: int
    total: int


@dataclass(frozen=True, slots=True)
class FundClosed:
    """All is done, audited and reported."""

    fund: str
    audited_on: date
    report: str


@dataclass(frozen=True, slots=True)
class FundDropped:
    """The fund was given up."""

    fund: str
    reason: str
