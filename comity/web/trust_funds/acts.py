"""What may be done with a fund: each act with its form, its rule, its verb and what it means."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms as django_forms
from django.utils.translation import gettext_lazy as _

from comity.core.verdict import Verdict
from comity.trust_funds import actions, queries, rules
from comity.web.page import locale
from comity.web.trust_funds import forms
from comity.web.trust_funds.showing import Shown

type Made = Callable[[Any, Shown], django_forms.Form]


@dataclass(frozen=True, slots=True)
class Act:
    """One act: its address, what it is called, what is said once it is done, whether it may be done, and the doing."""

    path: str
    title: Any
    done: Any
    may: Callable[[Shown], Verdict]
    do: Callable[[Shown, Any], object]
    form: Made = lambda data, _shown: forms.Nothing(data)
    consequence: Any = ""


def _rule(rule: Callable[..., Verdict], facts: Callable[..., Any] = queries.facts_of, **asked: Any) -> Any:
    """This will ask a rule about an act of which nothing is said yet."""
    return lambda shown: rule(shown.actor, facts(shown.row, shown.actor, shown.now, **asked), shown.now)


def _call(verb: Callable[..., object], **more: Any) -> Callable[[Shown, Any], object]:
    return lambda shown, form: verb(shown.row, shown.actor, shown.now, **form.cleaned_data, **more)


def _propose(shown: Shown, form: Any) -> object:
    return actions.propose(shown.row, shown.actor, shown.now, **form.values())


def _plan_phase(shown: Shown, form: Any) -> object:
    sent = {name: form.cleaned_data[name] for name in ("title_en", "title_fr", "months")}
    return actions.plan_phase(shown.row, shown.actor, shown.now, cost=form.cleaned_data["minor"], **sent)


def _proposal(data: Any, shown: Shown) -> django_forms.Form:
    kept = shown.proposal.parts if shown.proposal else {}
    start = {**kept, "threshold": shown.row.threshold} if shown.row.threshold else kept
    return forms.Propose(data, initial=start)


def _paper(data: Any, shown: Shown) -> django_forms.Form:
    givers = [(one, shown.called(one)) for one in queries.contributors(shown.row)]
    return forms.Agreement(data, contributors=givers, initial={"signed_on": shown.day})


def _milestone(data: Any, shown: Shown) -> django_forms.Form:
    phases = [(one.number, f"{one.number}. {one.title_in(locale())}") for one in shown.row.phases.all()]
    return forms.Milestone(data, phases=phases)


ACTS = (
    Act("lead", _("Take the lead"), _("Your nation leads the fund."),
        _rule(rules.may_take_lead), _call(actions.take_lead),
        consequence=_("Your nation is named as a lead, first to the sides and the Allies, later to everybody.")),
    Act("study", _("Enter the study"), _("The study is entered."),
        _rule(rules.may_study, queries.facts_of_study), _call(actions.study),
        lambda data, shown: forms.Study(data, initial={"studied_on": shown.day})),
    Act("phase", _("Plan a phase"), _("The phase is planned."),
        _rule(rules.may_plan_phase, queries.facts_of_phase), _plan_phase,
        lambda data, shown: forms.Phase(data, currency=shown.row.currency)),
    Act("propose", _("Lay the proposal before the sides"), _("Host, leads and agent are asked to agree."),
        _rule(rules.may_propose, queries.facts_of_proposal), _propose, _proposal,
        _("Host, leads and agent agree to this text, and the Council reads it.")),
    Act("agree", _("Agree to the proposal"), _("Your nation’s agreement is entered."),
        _rule(rules.may_agree, queries.facts_of_agreeing), _call(actions.agree),
        consequence=_("When all sides have agreed, the Council’s item is drafted.")),
    Act("agree-for-agent", _("Enter the agent’s agreement"), _("The agent’s agreement is entered."),
        _rule(rules.may_agree, queries.facts_of_agreeing, for_agent=True), _call(actions.agree, for_agent=True),
        consequence=_("You say that the executing agent has agreed in writing.")),
    Act("send-back", _("Send the proposal back"), _("The proposal is to be written anew."),
        _rule(rules.may_send_back), _call(actions.send_back), lambda data, _shown: forms.Reason(data),
        _("No side’s agreement holds any longer.")),
    Act("agreement", _("Enter an agreement"), _("The agreement is entered."),
        _rule(rules.may_sign_agreement, queries.facts_of_signing, paper=rules.Paper.FINANCIAL, contributor=""),
        _call(actions.sign_agreement), _paper),
    Act("start", _("Start the next phase"), _("The phase has started."),
        _rule(rules.may_start, queries.facts_of_start), _call(actions.start),
        consequence=_("Work begins, and its milestones can be reached.")),
    Act("milestone", _("Plan a milestone"), _("The milestone is planned."),
        _rule(rules.may_plan_milestone, queries.facts_of_plan), _call(actions.plan_milestone), _milestone),
    Act("counter", _("Count a result"), _("It is counted from now on."),
        _rule(rules.may_set_counter, queries.facts_of_plan), _call(actions.set_counter),
        lambda data, _shown: forms.Counter(data)),
    Act("close", _("Close the fund"), _("The fund is closed."),
        _rule(rules.may_close, queries.facts_of_close), _call(actions.close),
        lambda data, shown: forms.Close(data, initial={"audited_on": shown.day}),
        _("The books of the fund close as well.")),
    Act("drop", _("Give the fund up"), _("The fund is given up."),
        _rule(rules.may_drop), _call(actions.drop), lambda data, _shown: forms.Reason(data),
        _("What was only pledged lapses.")),
)  # fmt: skip
BY_PATH = {act.path: act for act in ACTS}
ON_MILESTONE: dict[str, tuple[Any, Any, Callable[..., Verdict], Callable[..., object], type[django_forms.Form]]] = {
    "reach": (
        _("Enter as reached"),
        _("The milestone is entered as reached; another hand verifies it."),
        rules.may_reach,
        actions.reach,
        forms.Reach,
    ),
    "verify": (
        _("Verify the milestone"),
        _("The milestone is verified."),
        rules.may_verify,
        actions.verify,
        forms.Verify,
    ),
}
