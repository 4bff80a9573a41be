from counterpart.partnerships.models.agreement import Agreement, Induction, Rhythm, Signature, Where
from counterpart.partnerships.models.assistants import Assistant
from counterpart.partnerships.models.courage import AskLater, Beside, CheckIn, Sharing, Step
from counterpart.partnerships.models.meetings import AgendaItem, Coming, Meeting, Note, Slot, Worth, length_of
from counterpart.partnerships.models.messages import Message
from counterpart.partnerships.models.momentum import Nudge
from counterpart.partnerships.models.parting import Concern, Keepsake, Pause
from counterpart.partnerships.models.perspective import Assumption
from counterpart.partnerships.models.together import (
    LEARNERS,
    TEACHERS,
    Kind,
    Opening,
    Partnership,
    PartnershipKey,
    PartnershipQuerySet,
    Seat,
    Topic,
    Waiting,
)

__all__ = [
    "LEARNERS",
    "TEACHERS",
    "AgendaItem",
    "Agreement",
    "AskLater",
    "Assistant",
    "Assumption",
    "Beside",
    "CheckIn",
    "Coming",
    "Concern",
    "Induction",
    "Keepsake",
    "Kind",
    "Meeting",
    "Message",
    "Note",
    "Nudge",
    "Opening",
    "Partnership",
    "PartnershipKey",
    "PartnershipQuerySet",
    "Pause",
    "Rhythm",
    "Seat",
    "Sharing",
    "Signature",
    "Slot",
    "Step",
    "Topic",
    "Waiting",
    "Where",
    "Worth",
    "length_of",
]
