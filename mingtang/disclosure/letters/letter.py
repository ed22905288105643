"""一份文书的内容：逐段写明哪些锁定、凭什么锁定。签发时原样冻结成 JSON，重印由它还原。"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

ROLES = {
    "opening": "收到情况",
    "history": "办理经过",
    "facts": "查明事实",
    "reasons": "理由",
    "item": "事项",
    "table": "表格",
    "decision": "决定",
    "supply": "提供方式",
    "consequence": "后果",
    "remedy": "救济途径",
    "note": "说明",
}


@dataclass(frozen=True)
class Paragraph:
    """一段：``locked`` 的由规则写出，``basis`` 说明凭什么；未锁定的来自填写项 ``field``。"""

    text: str
    role: str
    locked: bool = True
    basis: str = ""
    field: str = ""
    rows: tuple[Any, ...] = ()
    widths: tuple[float, ...] = ()
    head: int = 0


@dataclass(frozen=True)
class Annex:
    """附在公文后面另起一页的表单。"""

    title: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True)
class Letter:
    """一份文书。``series`` 为字号（楚审依复），``number`` 为文号，签发前没有。"""

    code: str
    title: str
    family: str
    organ: str
    series: str
    number: str
    addressee: str
    paragraphs: tuple[Paragraph, ...]
    dated_on: date | None
    outcome: str = ""
    attachments: tuple[str, ...] = ()
    delivery: tuple[tuple[str, str], ...] = ()
    annexes: tuple[Annex, ...] = ()
    signed_by: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """Everything that is written in it, for checks; table cells too."""
        own = [paragraph.text for paragraph in self.paragraphs]
        cells = [str(_plain(cell)) for p in self.paragraphs for row in p.rows for cell in row]
        return "\n".join([*own, *cells, *self.attachments])

    def of(self, role: str) -> tuple[Paragraph, ...]:
        """The paragraphs of one role."""
        return tuple(paragraph for paragraph in self.paragraphs if paragraph.role == role)

    def numbered(self, number: str) -> Letter:
        """The same letter with its number."""
        return replace(self, number=number)

    def frozen(self) -> dict[str, Any]:
        """Plain JSON from which ``thawed`` makes an equal letter."""
        body = asdict(self)
        body["dated_on"] = self.dated_on.isoformat() if self.dated_on else None
        plain: dict[str, Any] = _jsonable(body)
        return plain


def thawed(body: Mapping[str, Any]) -> Letter:
    """The letter that was frozen."""
    annexes = tuple(Annex(a["title"], _paragraphs(a["paragraphs"])) for a in body["annexes"])
    return Letter(
        **{key: body[key] for key in _SIMPLE},
        paragraphs=_paragraphs(body["paragraphs"]),
        dated_on=date.fromisoformat(body["dated_on"]) if body["dated_on"] else None,
        attachments=tuple(body["attachments"]),
        delivery=tuple((label, value) for label, value in body["delivery"]),
        annexes=annexes,
        fields=dict(body["fields"]),
    )


_SIMPLE = ("code", "title", "family", "organ", "series", "number", "addressee", "outcome", "signed_by")


def _paragraphs(items: Iterable[Mapping[str, Any]]) -> tuple[Paragraph, ...]:
    return tuple(
        Paragraph(**{**item, "rows": tuple(map(tuple, item["rows"])), "widths": tuple(item["widths"])})
        for item in items
    )


def _jsonable(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _jsonable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_jsonable(item) for item in value]
    return value


def _plain(cell: Any) -> Any:
    return cell.get("text", "") if isinstance(cell, Mapping) else cell
