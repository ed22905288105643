"""迁入的结果：进了几篇，哪些没变，哪些不同，哪些留作草稿，哪些没有进来、为什么、怎么办。"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Line:
    """One piece of the stock that has something to say: where it stands (第 8 行, a file), its title, a sentence."""

    place: str
    title: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.place}{f'《{self.title}》' if self.title else ''}：{self.sentence}"


@dataclass
class Taken:
    """What taking in did, or would do when ``dry``."""

    dry: bool = False
    added: int = 0
    unchanged: int = 0
    updated: list[Line] = field(default_factory=list)
    differing: list[Line] = field(
        default_factory=list
    )  # here already, saying something else; left as they are
    held: list[Line] = field(default_factory=list)  # blocked by the machine's check: drafts, not on show
    rejected: list[Line] = field(default_factory=list)  # not taken in
    notes: list[Line] = field(default_factory=list)  # taken in, but something was left out
    ignored: tuple[str, ...] = ()  # columns of the table that are for nothing here

    @property
    def sentence(self) -> str:
        """All of it in one line."""
        parts = [
            (self.added, "迁入"), (len(self.held), "其中留作草稿"), (self.unchanged, "没有变化"), (len(self.updated), "已更新"),
            (len(self.differing), "与本站不同、没有动"), (len(self.rejected), "没有迁入"),
        ]  # fmt: skip
        said = "，".join(f"{label} {count} 篇" for count, label in parts if count) or "没有稿件"
        return f"试运行：{said}" if self.dry else said

    def lines(self) -> list[tuple[str, list[Line]]]:
        """What is to be looked at, by heading."""
        groups = (
            ("没有迁入", self.rejected), ("留作草稿", self.held), ("与本站不同", self.differing),
            ("已更新", self.updated), ("说明", self.notes),
        )  # fmt: skip
        return [(label, lines) for label, lines in groups if lines]
