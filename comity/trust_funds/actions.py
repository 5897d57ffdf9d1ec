"""What may be done with trust funds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from comity.core import audience
from comity.core.actor import Actor
from comity.core.calendar import brussels_day
from comity.kernel import numbers
from comity.kernel.action import action
from comity.kernel.rows import Row
from comity.ledger import queries as ledger
from comity.trust_funds import events, queries, rules
from comity.trust_funds.models import (
    Agreement,
    Count,
    Counter,
    Fund,
    Gift,
    Lead,
    Milestone,
    Phase,
    Proposal,
)
from comity.trust_funds.rules import Paper, Purpose, State


def _filed(_: Row, event: events.FundSuggested) -> tuple[str, Iterable[str]]:
    row = Fund.objects.get(code=event.fund)
    return row.subject, row.audience


def _about_fund(row: Any, _: object) -> tuple[str, Iterable[str]]:
    return row.fund.subject, row.fund.audience


def _inside(row: Fund, _: object) -> tuple[str, Iterable[str]]:
    """This will keep an entry for those who read the proposal: it names what is never published."""
    return row.subject, row.proposal.audience


# -- from the idea to the Council --------------------------------------------------------------------------------------


@action(may=rules.may_suggest, facts=queries.facts_of_idea, filed=_filed)
def suggest(
    host: Row,
    actor: Actor,
    now: datetime,
    *,
    title_en: str,
    title_fr: str,
    aim_en: str,
    aim_fr: str,
    purpose: Purpose,
    area: str,
    others: str,
    currency: str = "EUR",
) -> events.FundSuggested:
    """This will write down an idea for a fund (W-175). The row is the party's that would be the host."""
    code = host.subject.removeprefix("party:")
    readers = queries.inner_circle(now, audience.party(code))
    year = brussels_day(now).year
    row = Fund.objects.create(
        code=f"TF-{year}-{numbers.take(f'trust-funds-{year}'):02d}",
        title_en=title_en.strip(),
        title_fr=title_fr.strip(),
        aim_en=aim_en.strip(),
        aim_fr=aim_fr.strip(),
        purpose=purpose,
        area=area,
        host_id=code,
        currency=currency,
        suggested_at=now,
        audience=readers,
    )
    Proposal.objects.create(fund=row, others=others.strip(), audience=readers)
    return events.FundSuggested(row.code, code, str(purpose))


@action(
    may=rules.may_take_lead, facts=queries.facts_of, constraints={"trust_funds_lead_once": "trust_funds.leads_already"}
)
def take_lead(fund: Fund, actor: Actor, now: datetime) -> events.LeadTaken:
    """This will make the actor's nation a lead of the fund; several may lead (W-176)."""
    party = actor.party or ""
    Lead.objects.create(fund=fund, party=party, since_on=brussels_day(now), audience=fund.audience)
    _move(fund, "take_lead")
    _open_to(fund, [audience.party(party)])
    return events.LeadTaken(fund.code, party)


@action(may=rules.may_study, facts=queries.facts_of_study)
def study(fund: Fund, actor: Actor, now: datetime, *, agent: str, studied_on: date, study: str) -> events.FundStudied:
    """This will enter the executing agent and its feasibility study (W-177)."""
    fund.agent = agent.strip()
    fund.proposal.study, fund.proposal.studied_on = study.strip(), studied_on
    fund.proposal.save(update_fields=["study", "studied_on"])
    _move(fund, "study", "agent")
    return events.FundStudied(fund.code, fund.agent, studied_on)


@action(may=rules.may_plan_phase, facts=queries.facts_of_phase)
def plan_phase(
    fund: Fund, actor: Actor, now: datetime, *, title_en: str, title_fr: str, cost: int, months: int
) -> events.PhasePlanned:
    """This will add a phase (W-178). Units: `cost` in minor units of the fund's currency."""
    row = Phase.objects.create(
        fund=fund,
        number=fund.phases.count() + 1,
        title_en=title_en.strip(),
        title_fr=title_fr.strip(),
        cost=cost,
        months=months,
        audience=fund.audience,
    )
    fund.cost += cost
    fund.save(update_fields=["cost"])
    return events.PhasePlanned(fund.code, row.number, cost)


@action(may=rules.may_propose, facts=queries.facts_of_proposal)
def propose(
    fund: Fund, actor: Actor, now: datetime, *, parts: Mapping[str, str], threshold: int
) -> events.FundProposed:
    """This will lay the proposal before host, leads and agent (W-178). Units: `threshold` in percent."""
    fund.proposal.parts = {part.value: parts[part.value].strip() for part in rules.Part}
    fund.proposal.agreed = []
    fund.proposal.save(update_fields=["parts", "agreed"])
    fund.threshold = threshold
    _move(fund, "propose", "threshold")
    return events.FundProposed(fund.code, fund.host_id, _leads(fund), fund.cost)


@action(may=rules.may_agree, facts=queries.facts_of_agreeing)
def agree(fund: Fund, actor: Actor, now: datetime, *, for_agent: bool = False) -> events.SideAgreed:
    """This will enter that a side agrees: one's own nation, or the executing agent (W-179)."""
    side = rules.AGENT if for_agent else actor.party or ""
    whole = rules.is_whole(queries.facts_of(fund, actor, now), side)
    fund.proposal.agreed = [*fund.proposal.agreed, side]
    fund.proposal.save(update_fields=["agreed"])
    _move(fund, "agree/the last" if whole else "agree")
    return events.SideAgreed(fund.code, side, whole)


@action(may=rules.may_send_back, facts=queries.facts_of)
def send_back(fund: Fund, actor: Actor, now: datetime, *, reason: str) -> events.ProposalSentBack:
    """This will send the proposal back to be written anew; nobody's agreement holds any longer (W-179)."""
    fund.proposal.agreed, fund.proposal.reason = [], reason.strip()
    fund.proposal.save(update_fields=["agreed", "reason"])
    _move(fund, "send_back")
    return events.ProposalSentBack(fund.code, fund.proposal.reason)


@action(may=rules.may_put_to_council, facts=queries.facts_of)
def put_to_council(fund: Fund, actor: Actor, now: datetime, *, decision: str) -> events.FundPutToCouncil:
    """This will put the fund before the Council with the item on it (W-180)."""
    _decide(fund, decision)
    _move(fund, "put_to_council")
    return events.FundPutToCouncil(fund.code, decision)


@action(may=rules.may_give_back, facts=queries.facts_of)
def give_back(fund: Fund, actor: Actor, now: datetime, *, decision: str) -> events.FundGivenBack:
    """This will give the fund back, since the item on it is over (W-180)."""
    _decide(fund, "")
    _move(fund, "give_back")
    return events.FundGivenBack(fund.code, decision)


@action(may=rules.may_set_up, facts=queries.facts_of, filed=_inside)
def set_up(fund: Fund, actor: Actor, now: datetime, *, decision: str) -> events.FundLaunched:
    """This will launch the fund, since the Allies have decided so; from now on it is public (P§14; W-180)."""
    _decide(fund, decision)
    fund.launched_on = brussels_day(now)
    _move(fund, "set_up", "launched_on")
    _publish(fund)
    months = sum(fund.phases.values_list("months", flat=True))
    return events.FundLaunched(fund.code, fund.host_id, _leads(fund), fund.currency, months, decision)


@action(may=rules.may_drop, facts=queries.facts_of, filed=_inside)
def drop(fund: Fund, actor: Actor, now: datetime, *, reason: str) -> events.FundDropped:
    """This will give the fund up, in writing (W-189)."""
    fund.proposal.reason = reason.strip()
    fund.proposal.save(update_fields=["reason"])
    fund.closed_on = brussels_day(now)
    _move(fund, "drop", "closed_on")
    return events.FundDropped(fund.code, fund.proposal.reason)


# -- money and agreements ----------------------------------------------------------------------------------------------


@action(may=rules.may_note_money, facts=queries.facts_of)
def note_money(fund: Fund, actor: Actor, now: datetime) -> events.MoneyNoted:
    """This will publish what the books hold for the fund, contribution by contribution (W-181)."""
    line = ledger.line(fund.code)
    found = ledger.contributions(line) if line else []
    for one in found:
        _publish_gift(fund, one, brussels_day(now))
    fund.pledged = sum(one.pledged + one.signed + one.paid for one in found)
    fund.signed = sum(one.signed + one.paid for one in found)
    fund.paid = sum(one.paid for one in found)
    fund.spent = ledger.position(line).paid if line else 0
    fund.save(update_fields=["pledged", "signed", "paid", "spent"])
    return events.MoneyNoted(fund.code, fund.pledged, fund.signed, fund.paid)


@action(
    may=rules.may_sign_agreement,
    facts=queries.facts_of_signing,
    constraints={"trust_funds_agreement_once": "trust_funds.signed_already"},
)
def sign_agreement(
    fund: Fund,
    actor: Actor,
    now: datetime,
    *,
    paper: Paper,
    signed_on: date,
    contributor: str = "",
    reference: str = "",
) -> events.AgreementSigned:
    """This will enter an agreement; the financial one makes the contributor's pledges signed in the books (W-182)."""
    giver = contributor if paper is Paper.FINANCIAL else ""
    Agreement.objects.create(
        fund=fund,
        paper=paper,
        contributor=giver,
        signed_on=signed_on,
        reference=reference.strip(),
        audience=fund.audience,
    )
    return events.AgreementSigned(fund.code, str(paper), giver, signed_on)


@action(may=rules.may_start, facts=queries.facts_of_start)
def start(fund: Fund, actor: Actor, now: datetime) -> events.PhaseStarted:
    """This will start the next phase (W-183, W-184)."""
    phase = fund.phases.filter(started_on__isnull=True).order_by("number")[0]
    phase.started_on = brussels_day(now)
    phase.save(update_fields=["started_on"])
    _move(fund, "start")
    return events.PhaseStarted(fund.code, phase.number, fund.pledged)


# -- work and results --------------------------------------------------------------------------------------------------


@action(may=rules.may_plan_milestone, facts=queries.facts_of_plan)
def plan_milestone(
    fund: Fund, actor: Actor, now: datetime, *, phase: int, title_en: str, title_fr: str, due_on: date
) -> events.MilestonePlanned:
    """This will add a milestone to a phase (W-185)."""
    row = Milestone.objects.create(
        fund=fund,
        phase=fund.phases.get(number=phase),
        number=fund.milestones.count() + 1,
        title_en=title_en.strip(),
        title_fr=title_fr.strip(),
        due_on=due_on,
        audience=fund.audience,
    )
    return events.MilestonePlanned(fund.code, row.number, due_on)


@action(may=rules.may_reach, facts=queries.facts_of_milestone, filed=_about_fund)
def reach(milestone: Milestone, actor: Actor, now: datetime, *, on: date, evidence: str) -> events.MilestoneReached:
    """This will enter that a milestone is reached, and by what one sees it (W-185)."""
    milestone.reached_on, milestone.reached_by, milestone.evidence = on, actor.party or "", evidence.strip()
    milestone.save(update_fields=["reached_on", "reached_by", "evidence"])
    return events.MilestoneReached(milestone.fund.code, milestone.number, milestone.reached_by)


@action(may=rules.may_verify, facts=queries.facts_of_milestone, filed=_about_fund)
def verify(milestone: Milestone, actor: Actor, now: datetime, *, on: date, finding: str) -> events.MilestoneVerified:
    """This will enter that another hand has verified a milestone (W-186)."""
    milestone.verified_on, milestone.verified_by, milestone.finding = on, actor.party or "", finding.strip()
    milestone.save(update_fields=["verified_on", "verified_by", "finding"])
    return events.MilestoneVerified(milestone.fund.code, milestone.number, milestone.verified_by)


@action(may=rules.may_set_counter, facts=queries.facts_of_plan)
def set_counter(
    fund: Fund, actor: Actor, now: datetime, *, title_en: str, title_fr: str, target: int
) -> events.CounterSet:
    """This will count a kind of result from now on (W-187). Units: pieces, or what the title says."""
    row = Counter.objects.create(
        fund=fund,
        number=fund.counters.count() + 1,
        title_en=title_en.strip(),
        title_fr=title_fr.strip(),
        target=target,
        audience=fund.audience,
    )
    return events.CounterSet(fund.code, row.number, target)


@action(may=rules.may_count, facts=queries.facts_of_count, filed=_about_fund)
def count(
    counter: Counter, actor: Actor, now: datetime, *, amount: int, source: str, on: date
) -> events.ResultsCounted:
    """This will add results to a counter, or take back what was counted wrongly (W-187)."""
    Count.objects.create(counter=counter, on=on, amount=amount, source=source.strip(), audience=counter.audience)
    counter.total += amount
    counter.save(update_fields=["total"])
    return events.ResultsCounted(counter.fund.code, counter.number, amount, counter.total)


@action(may=rules.may_close, facts=queries.facts_of_close)
def close(fund: Fund, actor: Actor, now: datetime, *, audited_on: date, report: str) -> events.FundClosed:
    """This will close the fund with its audit and its final report (W-188)."""
    fund.audited_on, fund.report, fund.closed_on = audited_on, report.strip(), brussels_day(now)
    _move(fund, "close", "audited_on", "report", "closed_on")
    return events.FundClosed(fund.code, audited_on, fund.report)


def _leads(fund: Fund) -> tuple[str, ...]:
    return tuple(fund.leads.order_by("pk").values_list("party", flat=True))


def _decide(fund: Fund, decision: str) -> None:
    fund.proposal.decision = decision
    fund.proposal.save(update_fields=["decision"])


def _open_to(fund: Fund, more: list[str]) -> None:
    """This will let more communities read the fund and its proposal."""
    fund.audience = sorted({*fund.audience, *more})
    fund.save(update_fields=["audience"])
    Proposal.objects.filter(fund=fund).update(audience=fund.audience)
    for rows in (fund.leads, fund.phases):
        rows.update(audience=fund.audience)


def _publish(fund: Fund) -> None:
    """This will let everybody read the fund; its proposal stays with those who had it.

    Who read it before stay named, so that a page that shows it beside others is marked for those who read all of it.
    """
    fund.audience = sorted({*fund.audience, audience.PUBLIC})
    fund.save(update_fields=["audience"])
    for rows in (fund.leads, fund.phases):
        rows.update(audience=fund.audience)


def _publish_gift(fund: Fund, one: Any, day: date) -> None:
    """This will write one contribution as it is published, each step with the day on which it was first taken."""
    gift = Gift.objects.filter(fund=fund, number=one.number).first()
    if gift is None:
        gift = Gift(fund=fund, number=one.number, pledged_on=brussels_day(one.made_at), audience=fund.audience)
    gift.contributor, gift.earmark, gift.currency = one.contributor, one.earmark, one.currency
    gift.pledged, gift.signed, gift.paid = one.pledged + one.signed + one.paid, one.signed + one.paid, one.paid
    totals = one.totals
    gift.original_pledged, gift.original_signed, gift.original_paid = (sum_.minor for sum_ in totals)
    gift.signed_on = (gift.signed_on or day) if gift.signed else None
    gift.paid_on = (gift.paid_on or day) if gift.paid else None
    gift.save()


def _move(row: Fund, verb: str, *fields: str) -> None:
    row.state = rules.WORKFLOW.target(verb, State(row.state))
    row.save(update_fields=["state", *fields])
