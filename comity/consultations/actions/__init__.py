"""What may be done with consultations, concerns and alerts."""

from comity.consultations.actions.asking import request, revise, withdraw
from comity.consultations.actions.concerns import answer, import_alert, raise_concern, remind, take_up, withdraw_concern
from comity.consultations.actions.deciding import (
    agree_participant,
    agree_subject,
    check,
    give_back,
    hold_participant,
    put_to_council,
    send_back,
)
from comity.consultations.actions.meeting import (
    add_follow_up,
    cancel_session,
    close,
    complete,
    convene,
    enter_meeting,
    hold,
    plan,
    record,
    release_record,
)
from comity.consultations.actions.telling import accept, decline, inform, invite

__all__ = [
    "accept",
    "add_follow_up",
    "agree_participant",
    "agree_subject",
    "answer",
    "cancel_session",
    "check",
    "close",
    "complete",
    "convene",
    "decline",
    "enter_meeting",
    "give_back",
    "hold",
    "hold_participant",
    "import_alert",
    "inform",
    "invite",
    "plan",
    "put_to_council",
    "raise_concern",
    "record",
    "release_record",
    "remind",
    "request",
    "revise",
    "send_back",
    "take_up",
    "withdraw",
    "withdraw_concern",
]
