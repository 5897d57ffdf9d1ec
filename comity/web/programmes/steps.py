"""Steps in the life of a programme as a reader meets them: a button, the question before the act, the act itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy

from comity.core.actor import Actor, Role, Side
from comity.core.verdict import Verdict
from comity.programmes import actions
from comity.programmes.rules import Facts, State, life
from comity.web.programmes import forms

S = State


@dataclass(frozen=True, slots=True)
class Step:
    """One verb: what it is called, in which states it is offered to whom, what is asked before, what follows."""

    slug: str
    act: Callable[..., Any]
    may: Callable[[Actor, Any, datetime], Verdict]
    label: Any
    why: Any
    states: tuple[State, ...]
    asks: Any
    form: type[forms.Note] | None = None
    is_primary: bool = False
    tone: str = ""
    to: str = "any"

    def is_offered(self, facts: Facts, side: Side | None, actor: Actor) -> bool:
        """This will tell whether the reader's side meets the step in this state at all."""
        if facts.state not in self.states:
            return False
        match self.to:
            case "pen":
                return side is facts.pen
            case "other":
                return side is not None and side is not facts.pen
            case "agreed":
                return side is not None and facts.agreed_by(side) is not None
            case "not_agreed":
                return side is not None and facts.agreed_by(side) is None
            case "staff":
                return side is Side.STAFF or (actor.is_staff and actor.has(Role.COUNCIL_SECRETARY))
            case "partner":
                return side is Side.PARTNER
        return side is not None

    def label_for(self, facts: Facts) -> str:
        """This will name the button, with the version where it belongs to one."""
        return _filled(self.label, facts)

    def consequence(self, facts: Facts) -> str:
        """This will say what follows, before it is done."""
        unchanged = self.slug == "send-back" and not facts.in_work
        return _filled(UNCHANGED if unchanged else self.asks, facts)


def _filled(said: Any, facts: Facts) -> str:
    text = str(said)
    return text % {"version": facts.version} if "%(" in text else text


def verdict_of(step: Step, actor: Actor, facts: Facts, now: datetime, version: int | None = None) -> Verdict:
    """This will ask the rule of a step as the gate will ask it."""
    if step.slug == "agree":
        return step.may(actor, life.AgreeFacts(facts, facts.version if version is None else version), now)
    return step.may(actor, facts, now)


# While nothing new was written, handing over the pen says something else.
UNCHANGED = gettext_lazy("The other side gets the pen. The text stays as it is in version %(version)s.")

STEPS: dict[str, Step] = {
    step.slug: step
    for step in (
        Step(
            "submit",
            actions.submit,
            life.may_submit,
            gettext_lazy("Send for review"),
            gettext_lazy("Why can’t I send it?"),
            (S.DRAFT,),
            gettext_lazy("The other side will see version %(version)s and gets the pen, with three weeks to comment."),
            forms.Note,
            is_primary=True,
            to="pen",
        ),
        Step(
            "take-up",
            actions.take_up,
            life.may_take_up,
            gettext_lazy("Open the joint review"),
            gettext_lazy("Why can’t I open the review?"),
            (S.SUBMITTED,),
            gettext_lazy("Both sides may comment from now on, and your side may change the text."),
            is_primary=True,
            to="pen",
        ),
        Step(
            "agree",
            actions.agree,
            life.may_agree,
            gettext_lazy("Agree to v%(version)s"),
            gettext_lazy("Why can’t I agree?"),
            (S.JOINT_REVIEW,),
            gettext_lazy(
                "Your side is bound to version %(version)s, and to no other: any change makes a new version and voids"
                " the agreement."
            ),
            forms.Agreement,
            is_primary=True,
            to="not_agreed",
        ),
        Step(
            "send-back",
            actions.send_back,
            life.may_send_back,
            gettext_lazy("Hand over the pen"),
            gettext_lazy("Why can’t I hand it over?"),
            (S.JOINT_REVIEW,),
            gettext_lazy(
                "The other side will see version %(version)s with all that your side wrote, and gets the pen."
            ),
            forms.Note,
            is_primary=True,
            to="pen",
        ),
        Step(
            "ask-for-pen",
            actions.ask_for_pen,
            life.may_ask_for_pen,
            gettext_lazy("Ask for the pen"),
            gettext_lazy("Why can’t I ask for the pen?"),
            (S.DRAFT, S.JOINT_REVIEW),
            gettext_lazy("The side that holds the pen is told that yours would like to write."),
            to="other",
        ),
        Step(
            "withdraw-agreement",
            actions.withdraw_agreement,
            life.may_withdraw_agreement,
            gettext_lazy("Take the agreement back"),
            gettext_lazy("Why can’t I take it back?"),
            (S.JOINT_REVIEW, S.AGREED),
            gettext_lazy("The agreement of your side ends, and your side gets the pen if both had agreed."),
            forms.Reason,
            to="agreed",
        ),
        Step(
            "reopen",
            actions.reopen,
            life.may_reopen,
            gettext_lazy("Reopen the text"),
            gettext_lazy("Why can’t I reopen it?"),
            (S.AGREED, S.UNDER_REVIEW),
            gettext_lazy("Both agreements lapse and your side gets the pen. What is in force stays in force."),
            forms.Reason,
        ),
        Step(
            "put-to-council",
            actions.put_to_council,
            life.may_put_to_council,
            gettext_lazy("Put to the Council"),
            gettext_lazy("Why can’t I put it to the Council?"),
            (S.AGREED,),
            gettext_lazy("The Allies will read version %(version)s, and nothing of how it came about."),
            is_primary=True,
            to="staff",
        ),
        Step(
            "start-review",
            actions.start_review,
            life.may_start_review,
            gettext_lazy("Begin the review"),
            gettext_lazy("Why can’t I begin the review?"),
            (S.IN_FORCE,),
            gettext_lazy("Both sides take stock: what was reached, what is to change. The programme stays in force."),
        ),
        Step(
            "conclude-review",
            actions.conclude_review,
            life.may_conclude_review,
            gettext_lazy("Conclude the review"),
            gettext_lazy("Why can’t I conclude the review?"),
            (S.UNDER_REVIEW,),
            gettext_lazy("The programme goes on as it is."),
            forms.Summary,
            is_primary=True,
        ),
        Step(
            "close",
            actions.close,
            life.may_close,
            gettext_lazy("Close the programme"),
            gettext_lazy("Why can’t I close it?"),
            (S.IN_FORCE, S.UNDER_REVIEW),
            gettext_lazy("The programme ends. Its goals stay with the partner."),
            tone="danger",
            to="staff",
        ),
        Step(
            "withdraw",
            actions.withdraw,
            life.may_withdraw,
            gettext_lazy("Withdraw the programme"),
            gettext_lazy("Why can’t I withdraw it?"),
            life.BEFORE_FORCE,
            gettext_lazy("Nothing more can be done with it. The same years may be begun anew."),
            forms.Reason,
            tone="danger",
            to="partner",
        ),
    )
}
