"""The one table that says: when this has happened, then that follows, in this order."""

from __future__ import annotations

from comity.decisions import events as decision_events
from comity.flows import approvals
from comity.flows.notices import decisions as decision_notices
from comity.kernel.bus import Table
from comity.programmes import events as programme_events

WHEN: Table = {
    # -- decisions --
    decision_events.DecisionAdopted: (approvals.announce_lines, decision_notices.adopted),
    decision_events.LineAgreed: (approvals.carry_out,),
    decision_events.DecisionSentToCommittee: (approvals.put_to_council,),
    decision_events.DecisionPutOnAgenda: (approvals.put_to_council,),
    decision_events.SilenceOpened: (approvals.put_to_council, decision_notices.opened),
    decision_events.SilenceExtended: (decision_notices.extended,),
    decision_events.SilenceReminded: (decision_notices.reminded,),
    decision_events.SilenceBroken: (decision_notices.broken,),
    decision_events.DecisionHeld: (decision_notices.held,),
    decision_events.DecisionWithdrawn: (approvals.give_back, decision_notices.withdrawn),
    decision_events.DecisionLapsed: (approvals.give_back,),
    decision_events.LetterReceived: (decision_notices.letter,),
    decision_events.QuestionAsked: (decision_notices.asked,),
    decision_events.QuestionAnswered: (decision_notices.answered,),
    programme_events.ProgrammeAgreed: (approvals.draft_for_council,),
}
