"""依申请公开的案卷：申请人、案件、行为、文书、附件、救济、提醒。"""

from mingtang.disclosure.models.act import ONCE_ONLY, Act
from mingtang.disclosure.models.applicant import Applicant, ApplicantKind, IdentityType
from mingtang.disclosure.models.case import Case, CaseKind, Channel, Stage, WantedDelivery, WantedForm
from mingtang.disclosure.models.papers import Attachment, AttachmentRole, Letter, LetterState
from mingtang.disclosure.models.remedy import Remedy, RemedyResult, RemedyRoute
from mingtang.disclosure.models.reminder import Reminder

__all__ = [
    "ONCE_ONLY",
    "Act",
    "Applicant",
    "ApplicantKind",
    "Attachment",
    "AttachmentRole",
    "Case",
    "CaseKind",
    "Channel",
    "IdentityType",
    "Letter",
    "LetterState",
    "Remedy",
    "RemedyResult",
    "RemedyRoute",
    "Reminder",
    "Stage",
    "WantedDelivery",
    "WantedForm",
]
