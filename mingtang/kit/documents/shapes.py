"""What each family of documents is filled with: plain data, no Typst and no Word in it.

A context is a mapping of text, numbers, lists and mappings. `complete` fills in what may be left out,
refuses unknown and missing keys, and cleans every text, so that both printers may trust what they get.

Blocks (``blocks`` of every family but the account) are mappings with a ``kind``:

- ``{"kind": "p", "text": ..., "indent": True, "align": "left"}``: a paragraph;
- ``{"kind": "h", "text": ..., "level": 1}``: a heading of level 1 or 2;
- ``{"kind": "table", "rows": [[cell, ...], ...], "head": 1, "widths": [3, 1], "caption": "", "note": "",
  "small": False}``: a ruled table. ``head`` counts the rows repeated on every page, ``widths`` are shares,
  a cell is a text or ``{"text", "colspan", "rowspan", "align", "head"}``;
- ``{"kind": "break"}``: a new page.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

REQUIRED: Final = object()

# title and dated (ISO date of the paper, "" if it has none) become the metadata of the file.
_COMMON: dict[str, Any] = {"title": REQUIRED, "dated": "", "organ": "", "draft": False}

FAMILIES: Final[dict[str, dict[str, Any]]] = {
    # A red-headed letter: masthead, number, title, addressee, body, attachments, signature, delivery.
    "letter": _COMMON
    | {"number": "", "to": "", "blocks": [], "attachments": [], "signed_by": "", "dated_text": "",
       "delivery": [], "annexes": []},
    # A registration form, application form, receipt or confirmation: a table under a title.
    "form": _COMMON | {"number": "", "blocks": [], "signed_by": "", "dated_text": "", "footnotes": []},
    # The clock account on one page: calendar of days, sums, articles.
    "account": _COMMON
    | {"facts": [], "weeks": [], "sums": [], "result": {}, "articles": [], "legend": [], "footnotes": []},
    # The index of an evidence bundle: groups of numbered papers.
    "bundle_index": _COMMON | {"facts": [], "groups": [], "footnotes": []},
    # A report in sections with tables in an official layout.
    "report": _COMMON | {"subtitle": "", "blocks": [], "signed_by": "", "dated_text": ""},
    # Any pages of tables.
    "sheet": _COMMON | {"subtitle": "", "blocks": [], "landscape": False},
}  # fmt: skip

_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
_LINE_END = re.compile("\r\n|[\r\u2028\u2029]")


class DocumentError(ValueError):
    """A document cannot be printed from what was given; the sentence says why."""


def clean(value: Any) -> Any:
    """A copy of plain data in which every text can stand in PDF and XML alike.

    Control characters and lone surrogates become U+FFFD, dates become ISO text, tuples lists.
    Raises DocumentError for anything that is not plain data.
    """
    if isinstance(value, str):
        return _FORBIDDEN.sub("\ufffd", _LINE_END.sub("\n", value))
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): clean(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [clean(item) for item in value]
    raise DocumentError(
        f"文书数据里有不能打印的类型 {type(value).__name__}，只接受文字、数字、日期、列表和字典。"
    )


def complete(family: str, context: Mapping[str, Any]) -> dict[str, Any]:
    """The context of a family, cleaned, with defaults; DocumentError names what is missing or unknown."""
    shape = FAMILIES.get(family)
    if shape is None:
        raise DocumentError(f"没有名为“{family}”的文书版式，现有：{'、'.join(FAMILIES)}。")
    if unknown := sorted(set(context) - set(shape)):
        raise DocumentError(f"版式“{family}”不认识数据项：{'、'.join(unknown)}。")
    filled = {key: context.get(key, default) for key, default in shape.items()}
    if missing := [key for key, item in filled.items() if item is REQUIRED or item is None]:
        raise DocumentError(f"版式“{family}”缺少数据项：{'、'.join(missing)}。")
    plain: dict[str, Any] = clean(filled)
    if "blocks" in plain:
        plain["blocks"] = blocks(plain["blocks"])
    if "annexes" in plain:
        plain["annexes"] = [annex | {"blocks": blocks(annex["blocks"])} for annex in plain["annexes"]]
    return plain


_BLOCKS: Final[dict[str, dict[str, Any]]] = {
    "p": {"text": REQUIRED, "indent": True, "align": "left"},
    "h": {"text": REQUIRED, "level": 1},
    "table": {"rows": REQUIRED, "head": 0, "widths": [], "caption": "", "note": "", "small": False},
    "break": {},
}
_CELL: Final[dict[str, Any]] = {
    "text": "", "colspan": 1, "rowspan": 1, "align": "", "head": False, "height": 0,
}  # fmt: skip


def blocks(items: list[Any]) -> list[dict[str, Any]]:
    """The blocks with every default filled in; DocumentError for an unknown kind or a missing part."""
    return [_block(item) for item in items]


def _block(item: Any) -> dict[str, Any]:
    if isinstance(item, str):
        item = {"kind": "p", "text": item}
    shape = _BLOCKS.get(item.get("kind", ""))
    if shape is None:
        raise DocumentError(f"没有名为“{item.get('kind', '')}”的内容块。")
    filled = {"kind": item["kind"]} | {key: item.get(key, default) for key, default in shape.items()}
    if missing := [key for key, part in filled.items() if part is REQUIRED]:
        raise DocumentError(f"内容块“{item['kind']}”缺少：{'、'.join(missing)}。")
    if item["kind"] == "table":
        filled["rows"] = [[_cell(cell) for cell in row] for row in item["rows"]]
        filled["columns"] = _columns(filled["rows"])
        filled["widths"] = filled["widths"] or [1] * filled["columns"]
    return filled


def _cell(cell: Any) -> dict[str, Any]:
    return _CELL | (cell if isinstance(cell, dict) else {"text": "" if cell is None else str(cell)})


def _columns(rows: list[list[dict[str, Any]]]) -> int:
    return sum(cell["colspan"] for cell in rows[0]) if rows else 1
