"""一种文书的定义。"""

from __future__ import annotations

from dataclasses import dataclass

from mingtang.disclosure.letters.fields import Field
from mingtang.law.cite import Cite
from mingtang.law.letters import LETTERS
from mingtang.law.outcomes import OUTCOMES

ADDRESSEES = {
    "applicant": "申请人",
    "third_party": "第三方",
    "other_organ": "其他机关",
    "organ": "本机关",
    "internal": "内部留存",
}


@dataclass(frozen=True)
class LetterKind:
    """一种文书：``title`` 印在纸上，``label`` 用在列表里；``suffix`` 是字号末字，空的不编号。

    ``final`` marks a decision that ends the case, ``remedy`` one that must tell the remedies; ``event`` is the kind of
    clock event and ``act`` the act of the case that sending it produces; ``outcomes`` are those it may carry.
    """

    code: str
    title: str
    label: str
    suffix: str
    addressee: str
    fields: tuple[Field, ...] = ()
    outcomes: tuple[str, ...] = ()
    event: str = ""
    act: str = ""
    final: bool = False
    remedy: bool = False
    family: str = "letter"
    basis: tuple[Cite, ...] = ()

    def __post_init__(self) -> None:
        if self.addressee not in ADDRESSEES:
            raise ValueError(f"文书{self.code}的收件人“{self.addressee}”不认识。")

    @property
    def cites(self) -> tuple[Cite, ...]:
        """The articles behind it."""
        return self.basis or LETTERS[self.code].cites

    @property
    def numbered(self) -> bool:
        """Whether it takes a 文号 when issued."""
        return bool(self.suffix)

    def field(self, name: str) -> Field | None:
        """The field of that name."""
        return next((field for field in self.fields if field.name == name), None)

    def outcome_labels(self) -> tuple[str, ...]:
        """What its outcomes are called."""
        return tuple(OUTCOMES[code].label for code in self.outcomes if code in OUTCOMES)
