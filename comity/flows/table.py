"""The one table that says: when this has happened, then that follows, in this order."""

from __future__ import annotations

from comity.consultations import events as consultation_events
from comity.decisions import events as decision_events
from comity.education import events as education_events
from comity.engagement import events as engagement_events
from comity.feedback import events as feedback_events
from comity.flows import (
    allocations,
    approvals,
    assessments,
    centres,
    consultations,
    dialogues,
    funds,
    grants,
    mandates,
    missions,
    operations,
    releases,
    reviews,
    selection,
    tools,
)
from comity.flows.notices import consultations as consultation_notices
from comity.flows.notices import decisions as decision_notices
from comity.flows.notices import feedback as feedback_notices
from comity.flows.notices import funds as fund_notices
from comity.flows.notices import integrity as integrity_notices
from comity.flows.notices import menu as menu_notices
from comity.flows.notices import nominations as nomination_notices
from comity.flows.notices import operations as operation_notices
from comity.flows.notices import parties as party_notices
from comity.flows.notices import people as people_notices
from comity.flows.notices import presence as presence_notices
from comity.flows.notices import programmes as programme_notices
from comity.flows.notices import resources as resource_notices
from comity.flows.notices import schools as school_notices
from comity.flows.notices import science as science_notices
from comity.kernel.bus import Table
from comity.ledger import events as ledger_events
from comity.menu import events as menu_events
from comity.nominations import events as nomination_events
from comity.operations import events as operation_events
from comity.parties import events as party_events
from comity.people import events as people_events
from comity.presence import events as presence_events
from comity.programmes import events as programme_events
from comity.resources import events as resource_events
from comity.science import events as science_events
from comity.trust_funds import events as fund_events

WHEN: Table = {
    # -- decisions --
    decision_events.DecisionAdopted: (approvals.announce_lines, mandates.settle, decision_notices.adopted),
    decision_events.LineAgreed: (approvals.carry_out,),
    decision_events.LineNotAgreed: (grants.hold, consultations.hold),
    decision_events.DecisionSentToCommittee: (
        approvals.put_to_council,
        assessments.put,
        consultations.put_to_council,
        funds.put_to_council,
    ),
    decision_events.DecisionPutOnAgenda: (
        approvals.put_to_council,
        assessments.put,
        consultations.put_to_council,
        funds.put_to_council,
    ),
    decision_events.SilenceOpened: (
        approvals.put_to_council,
        assessments.put,
        consultations.put_to_council,
        funds.put_to_council,
        decision_notices.opened,
    ),
    decision_events.SilenceExtended: (decision_notices.extended,),
    decision_events.SilenceReminded: (decision_notices.reminded,),
    decision_events.SilenceBroken: (decision_notices.broken,),
    decision_events.DecisionHeld: (decision_notices.held,),
    decision_events.DecisionWithdrawn: (
        approvals.give_back,
        assessments.give_back,
        dialogues.give_back,
        centres.give_back,
        mandates.give_back,
        tools.give_back,
        funds.give_back,
        operations.give_back,
        allocations.give_back,
        consultations.give_back,
        decision_notices.withdrawn,
    ),
    decision_events.DecisionLapsed: (
        approvals.give_back,
        assessments.give_back,
        dialogues.give_back,
        centres.give_back,
        mandates.give_back,
        tools.give_back,
        funds.give_back,
        operations.give_back,
        allocations.give_back,
        consultations.give_back,
    ),
    decision_events.LetterReceived: (decision_notices.letter,),
    decision_events.QuestionAsked: (decision_notices.asked,),
    decision_events.QuestionAnswered: (decision_notices.answered,),
    programme_events.ProgrammeAgreed: (approvals.draft_for_council, programme_notices.agreed),
    # -- resources --
    resource_events.SettingsProposed: (allocations.draft_settings,),
    resource_events.RoundOpened: (resource_notices.opened,),
    resource_events.ScenarioSubmitted: (allocations.draft_scenario,),
    resource_events.ResultsPublished: (resource_notices.losing, resource_notices.published),
    resource_events.SeatsAllocated: (allocations.offer_seats,),
    resource_events.RoundClosed: (allocations.fill_lists,),
    # -- programmes --
    programme_events.SurveyOpened: (programme_notices.survey_opened,),
    programme_events.SurveyHandedIn: (programme_notices.survey_handed_in,),
    programme_events.HelpOffered: (programme_notices.help_offered,),
    programme_events.AssessmentPlanned: (programme_notices.assessment_planned,),
    programme_events.AssessmentShared: (programme_notices.assessment_shared,),
    programme_events.AssessmentDiscussed: (assessments.draft_for_council,),
    programme_events.AssessmentConcluded: (programme_notices.assessment_concluded,),
    programme_events.ProgrammeSubmitted: (programme_notices.submitted,),
    programme_events.ProgrammeTakenUp: (programme_notices.taken_up,),
    programme_events.ProgrammeSentBack: (programme_notices.sent_back,),
    programme_events.PenAsked: (programme_notices.pen_asked,),
    programme_events.CommentsSent: (programme_notices.comments_sent,),
    programme_events.CommentAnswered: (programme_notices.comment_answered,),
    programme_events.SideAgreed: (programme_notices.side_agreed,),
    programme_events.AgreementWithdrawn: (programme_notices.agreement_withdrawn,),
    programme_events.ProgrammeReopened: (programme_notices.reopened,),
    programme_events.ParagraphReopened: (programme_notices.paragraph_reopened,),
    programme_events.ReleaseAsked: (programme_notices.release_asked,),
    programme_events.ProgrammeApproved: (programme_notices.approved,),
    programme_events.ProgrammeDeclined: (programme_notices.declined,),
    programme_events.ReviewStarted: (programme_notices.review_started,),
    programme_events.ProgrammeClosed: (programme_notices.closed,),
    programme_events.ProgrammeWithdrawn: (programme_notices.withdrawn,),
    # -- consultations --
    consultation_events.ConsultationRequested: (consultation_notices.requested,),
    consultation_events.ConsultationRevised: (consultation_notices.revised,),
    consultation_events.ConsultationSentBack: (consultation_notices.sent_back,),
    consultation_events.ConsultationChecked: (consultations.draft_for_council,),
    consultation_events.ConsultationWithdrawn: (consultations.withdraw_text,),
    consultation_events.SubjectAgreed: (consultation_notices.agreed,),
    consultation_events.PartnersInvited: (consultation_notices.invited,),
    consultation_events.InvitationAnswered: (consultation_notices.answered,),
    consultation_events.PartnersInformed: (consultation_notices.informed,),
    consultation_events.SessionConvened: (consultation_notices.convened,),
    consultation_events.SessionCancelled: (consultation_notices.cancelled,),
    consultation_events.SessionRecorded: (consultation_notices.recorded,),
    consultation_events.FollowUpAdded: (consultation_notices.followed_up,),
    consultation_events.ConcernRaised: (consultation_notices.raised,),
    consultation_events.ConcernReminded: (consultation_notices.reminded,),
    consultation_events.ConcernAnswered: (consultation_notices.concern_answered,),
    # -- seats --
    nomination_events.PeopleNominated: (nomination_notices.nominated,),
    nomination_events.NominationReceived: (nomination_notices.received, selection.fill_seats),
    nomination_events.NominationDeclined: (allocations.release, selection.fill_seats, nomination_notices.declined),
    nomination_events.NominationWithdrawn: (allocations.release, selection.fill_seats, nomination_notices.withdrawn),
    nomination_events.SeatsGranted: (selection.fill_seats,),
    nomination_events.NominationRejoined: (selection.fill_seats,),
    nomination_events.OfferExpired: (allocations.release, selection.fill_seats, nomination_notices.expired),
    nomination_events.SeatOffered: (allocations.commit, nomination_notices.offered),
    nomination_events.SeatConfirmed: (nomination_notices.confirmed,),
    nomination_events.PersonExchanged: (nomination_notices.exchanged,),
    nomination_events.NominationsCalledOff: (nomination_notices.called_off,),
    menu_events.ActivityChanged: (selection.after_change, menu_notices.changed, nomination_notices.changed),
    menu_events.ActivityCancelled: (selection.end_nominations, menu_notices.cancelled),
    menu_events.ActivityRetired: (selection.end_nominations, menu_notices.retired),
    menu_events.ActivityHeld: (selection.end_waiting, reviews.ask_for_reports),
    # -- menu --
    menu_events.ActivityOffered: (menu_notices.offered,),
    menu_events.ActivityPublished: (menu_notices.published,),
    menu_events.ActivityPostponed: (menu_notices.postponed, nomination_notices.postponed),
    # -- wider engagement --
    engagement_events.DialogueProposed: (dialogues.draft_for_council,),
    # -- presence --
    presence_events.BiddingOpened: (presence_notices.opened,),
    presence_events.BidPlaced: (presence_notices.placed,),
    presence_events.BiddingSubmitted: (mandates.draft_for_council,),
    presence_events.OfficerAccepted: (presence_notices.accepted,),
    presence_events.OfficerDeclined: (presence_notices.declined,),
    presence_events.OfficerArrived: (missions.open_access,),
    presence_events.OfficerDeparted: (missions.close_access,),
    # -- trust funds --
    fund_events.FundProposed: (fund_notices.proposed,),
    fund_events.ProposalSentBack: (fund_notices.sent_back,),
    fund_events.SideAgreed: (funds.draft_for_council,),
    fund_events.FundGivenBack: (fund_notices.given_back,),
    fund_events.FundLaunched: (funds.open_line, fund_notices.launched),
    fund_events.AgreementSigned: (funds.sign_pledges,),
    fund_events.FundClosed: (funds.close_line,),
    fund_events.FundDropped: (funds.let_lapse, fund_notices.dropped),
    ledger_events.ContributionPledged: (funds.note_money,),
    ledger_events.ContributionSigned: (funds.note_money,),
    ledger_events.ContributionReceived: (funds.note_money,),
    ledger_events.PledgeLapsed: (funds.note_money,),
    ledger_events.TransactionReversed: (funds.note_money,),
    ledger_events.InvoicePaid: (funds.note_money, grants.enter_paid),
    # -- scientific cooperation --
    science_events.RankingRecorded: (grants.draft_for_council,),
    science_events.GrantAwarded: (grants.set_aside, science_notices.awarded),
    science_events.ApplicationDeclined: (science_notices.declined,),
    science_events.PaymentApproved: (grants.owe,),
    science_events.ProgressReminded: (science_notices.reminded,),
    science_events.GrantClosed: (grants.free,),
    # -- operations --
    operation_events.InterestShown: (operations.draft_recognition,),
    operation_events.ContributorRecognised: (operation_notices.recognised,),
    operation_events.ContributorPutForward: (operations.draft_acceptance,),
    operation_events.ContributorAccepted: (operations.admit, operation_notices.accepted),
    operation_events.ContributorDeclined: (operation_notices.declined,),
    operation_events.ContributorWithdrawn: (operations.exclude,),
    operation_events.PhaseEntered: (operations.end,),
    operation_events.DraftCirculated: (operations.draft_decision, operation_notices.circulated),
    operation_events.CommentAnswered: (operation_notices.answered,),
    operation_events.DraftSettled: (operations.open_way,),
    # -- education --
    education_events.CentreAssessed: (centres.draft_for_council,),
    education_events.IntegrityHandedIn: (integrity_notices.handed_in,),
    education_events.ExpertNamed: (integrity_notices.expert_named,),
    education_events.ExpertAccepted: (integrity_notices.expert_accepted,),
    education_events.VisitSet: (integrity_notices.visit_set,),
    education_events.FindingsHandedOver: (integrity_notices.handed_over,),
    education_events.PlanAgreed: (integrity_notices.plan_agreed,),
    education_events.PlanReopened: (integrity_notices.plan_reopened,),
    education_events.SchoolAssessed: (school_notices.assessed,),
    education_events.SupportTurnedDown: (school_notices.turned_down,),
    education_events.SupportEnded: (school_notices.ended,),
    education_events.SchoolPlanAgreed: (school_notices.agreed,),
    education_events.EventDropped: (school_notices.dropped,),
    education_events.EventHeld: (school_notices.held,),
    education_events.YearReviewed: (school_notices.reviewed,),
    # -- reports --
    nomination_events.NomineeStayedAway: (reviews.excuse_absent,),
    feedback_events.ReportSent: (reviews.enter_report,),
    feedback_events.ReportsOpened: (feedback_notices.opened,),
    feedback_events.ReportReminded: (feedback_notices.reminded,),
    feedback_events.ActivityKept: (feedback_notices.kept,),
    feedback_events.ActivityPruned: (reviews.retire, feedback_notices.pruned),
    feedback_events.ToolVerdictProposed: (tools.draft_for_council,),
    feedback_events.ToolDecided: (tools.close,),
    # -- parties --
    party_events.PartyJoined: (party_notices.joined, releases.open_menu, mandates.end_early),
    party_events.PartyLeft: (party_notices.left,),
    party_events.PartySuspended: (party_notices.suspended,),
    party_events.PartyResumed: (party_notices.resumed,),
    party_events.ToolOpened: (party_notices.opened,),
    # -- people --
    people_events.PersonAppointed: (people_notices.appointed,),
    people_events.AppointmentEnded: (people_notices.ended,),
    people_events.DeputyNamed: (people_notices.deputised,),
    people_events.HelpAsked: (people_notices.asked,),
    people_events.RequestAnswered: (people_notices.answered,),
}
