"""依据：哪部文件、哪一条款、原文怎么说、效力在哪一级。"""

from dataclasses import dataclass

from mingtang.law.errors import LawError

RANKS = ("法律", "行政法规", "司法解释", "规范性文件", "本机关做法")


@dataclass(frozen=True)
class Cite:
    """一条依据。没有原文的依据写不出来。

    ``rank`` is one of ``RANKS``; 本机关做法 marks what the law leaves open and this office decided, to be changed by the
    office. ``verified`` is False where the words were not read in the original; ``note`` says what is uncertain.
    Raises LawError when a part is missing or the rank is unknown.
    """

    instrument: str
    article: str
    text: str
    rank: str = "行政法规"
    verified: bool = True
    note: str = ""

    def __post_init__(self) -> None:
        for label, value in (("文件", self.instrument), ("条款", self.article), ("原文", self.text)):
            if not isinstance(value, str) or not value.strip():
                raise LawError(f"依据缺少{label}：写明文件、条款和原文后再用。")
        if self.rank not in RANKS:
            raise LawError(f"依据的效力等级“{self.rank}”不认识：用{'、'.join(RANKS)}之一。")

    @property
    def short(self) -> str:
        """In a line of text: 《政府信息公开条例》第三十三条第二款."""
        return f"《{self.instrument}》{self.article}"

    @property
    def doubt(self) -> str:
        """What a reader must be told about this source; empty when it is law and was checked."""
        unread = "" if self.verified else "原文待核对"
        own = "本机关做法" if self.rank == "本机关做法" else ""
        return "；".join(part for part in (own, unread, self.note) if part)
