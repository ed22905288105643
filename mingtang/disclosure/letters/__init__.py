"""文书：目录、案情、写成、核对、印出。不碰数据库；存取和签发在 ``disclosure.issuing``。"""

from mingtang.disclosure.letters.catalogue import KINDS, LetterKind, kind_for
from mingtang.disclosure.letters.compose import compose
from mingtang.disclosure.letters.facts import Attached, EarlierReply, LetterFacts, OrganFacts, Party
from mingtang.disclosure.letters.gate import Desk, GateFinding, check
from mingtang.disclosure.letters.letter import Letter, Paragraph, thawed

__all__ = [
    "KINDS",
    "Attached",
    "Desk",
    "EarlierReply",
    "GateFinding",
    "Letter",
    "LetterFacts",
    "LetterKind",
    "OrganFacts",
    "Paragraph",
    "Party",
    "check",
    "compose",
    "kind_for",
    "thawed",
]
