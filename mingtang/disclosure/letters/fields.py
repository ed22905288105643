"""填写项：一份文书里由人写的部分，有名称、种类、选项；别的都由案卷和规则写出。"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from mingtang.law.days import day_of
from mingtang.law.errors import LawError

KINDS = ("text", "long", "date", "int", "money", "list", "choice")
LIMITS = {"text": 200, "long": 4000}
MOST_ROWS = 200


@dataclass(frozen=True)
class Field:
    """一项：``kind`` 为 KINDS 之一；list 的每一行由 ``columns`` 组成，choice 从 ``options`` 里选。"""

    name: str
    label: str
    kind: str = "text"
    required: bool = True
    help: str = ""
    options: tuple[tuple[str, str], ...] = ()
    columns: tuple[Field, ...] = ()

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"填写项“{self.label}”的种类“{self.kind}”不认识。")

    def option(self, value: object) -> str:
        """The label of a chosen value, or ''."""
        return dict(self.options).get(str(value), "")

    def empty(self, value: object) -> bool:
        """Whether nothing was written."""
        return value is None or value == "" or value == [] or value == ()


class FieldError(ValueError):
    """一项填得不对；``str(error)`` 是给填写人看的一句话。"""


def read(fields: tuple[Field, ...], raw: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """Plain JSON values of the fields and, by name, one sentence for each that is wrong.

    Dates come out as ISO text, numbers as int, lists as lists of mappings. Missing values are left out;
    whether they are required is the gate's matter, so that an unfinished draft can be kept.
    """
    values: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for field in fields:
        try:
            value = _READERS[field.kind](field, raw.get(field.name))
        except (FieldError, LawError) as error:
            errors[field.name] = str(error)
            continue
        if not field.empty(value):
            values[field.name] = value
    return values, errors


def missing(fields: tuple[Field, ...], values: Mapping[str, Any]) -> list[str]:
    """The labels of required fields that are empty, inside lists too (不予公开的部分第2行“理由”)."""
    found = [field.label for field in fields if field.required and field.empty(values.get(field.name))]
    for field in fields:
        for index, row in enumerate(values.get(field.name) or [], 1) if field.kind == "list" else ():
            gaps = [c.label for c in field.columns if c.required and c.empty(row.get(c.name))]
            found += [f"{field.label}第{index}行“{label}”" for label in gaps]
    return found


def _text(field: Field, value: Any) -> str:
    text = "" if value is None else str(value).strip()
    if len(text) > LIMITS[field.kind]:
        raise FieldError(f"“{field.label}”有{len(text)}字，最多{LIMITS[field.kind]}字，删减后再保存。")
    return text


def _date(field: Field, value: Any) -> str:
    return "" if value in (None, "") else _iso(value, field.label)


def _iso(value: Any, label: str) -> str:
    day: date = day_of(value, label)
    return day.isoformat()


def _int(field: Field, value: Any) -> int | None:
    if value in (None, ""):
        return None
    text = str(value).strip()
    if isinstance(value, bool) or not (text.isascii() and text.isdecimal()) or int(text) > 10_000_000:
        raise FieldError(f"“{field.label}”要写不小于0的整数，如 36。")
    return int(text)


def _choice(field: Field, value: Any) -> str:
    if value in (None, ""):
        return ""
    if not field.option(value):
        raise FieldError(
            f"“{field.label}”没有这个选项，从{'、'.join(label for _, label in field.options)}里选。"
        )
    return str(value)


def _list(field: Field, value: Any) -> list[dict[str, Any]]:
    rows = value or []
    if not isinstance(rows, list | tuple) or len(rows) > MOST_ROWS:
        raise FieldError(f"“{field.label}”最多写{MOST_ROWS}行。")
    return [row for item in rows if (row := _row(field, item))]


def _row(field: Field, item: Any) -> dict[str, Any]:
    if isinstance(item, str):
        item = {field.columns[0].name: item}
    if not isinstance(item, Mapping):
        raise FieldError(f"“{field.label}”的每一行要分项填写。")
    values, errors = read(field.columns, item)
    if errors:
        raise FieldError(next(iter(errors.values())))
    return values


_READERS: dict[str, Callable[[Field, Any], Any]] = {
    "text": _text,
    "long": _text,
    "date": _date,
    "int": _int,
    "money": _int,
    "choice": _choice,
    "list": _list,
}
