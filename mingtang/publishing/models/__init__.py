"""发布一室的形状：栏目、稿件、审核、检查。"""

from mingtang.publishing.models.account import Copy
from mingtang.publishing.models.consultation import Comment, Consultation
from mingtang.publishing.models.media import File, Picture, Rendition
from mingtang.publishing.models.pieces import Article, Attachment, Document, Piece, PieceQuerySet, Stage
from mingtang.publishing.models.places import Column, ColumnKind, Home
from mingtang.publishing.models.reading import FileText
from mingtang.publishing.models.reviewing import (
    CheckRun,
    Delegation,
    HeadApproval,
    InCharge,
    LeaderReview,
    MachineCheck,
    ReviewAct,
)
from mingtang.publishing.models.storing import StoreMark
from mingtang.publishing.models.words import (
    Leader,
    LinkState,
    OfficeNumber,
    Recheck,
    RecheckHit,
    SensitiveWord,
    WordLevel,
    WrongWord,
)

__all__ = [
    "Article",
    "Attachment",
    "CheckRun",
    "Column",
    "ColumnKind",
    "Comment",
    "Consultation",
    "Copy",
    "Delegation",
    "Document",
    "File",
    "FileText",
    "HeadApproval",
    "Home",
    "InCharge",
    "Leader",
    "LeaderReview",
    "LinkState",
    "MachineCheck",
    "OfficeNumber",
    "Picture",
    "Piece",
    "PieceQuerySet",
    "Recheck",
    "RecheckHit",
    "Rendition",
    "ReviewAct",
    "SensitiveWord",
    "Stage",
    "StoreMark",
    "WordLevel",
    "WrongWord",
]
