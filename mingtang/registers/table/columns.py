"""每种登记簿有哪些列：列名、别名、必填、怎么读。模板、导入、导出用的是同一张单子。"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from mingtang.kit.tables import Cell
from mingtang.registers.models import Kind, SubjectKind
from mingtang.registers.table.values import UNITS, Unreadable, read_amount, read_date, read_number, read_text

Read = Callable[[Cell, str], Any]


@dataclass(frozen=True)
class Column:
    """One column: the field it fills, its title, other titles people give it, an example for the template."""

    field: str
    title: str
    read: Read
    aliases: tuple[str, ...] = ()
    required: bool = False
    example: str = ""


def _text(longest: int) -> Read:
    return lambda cell, unit: read_text(cell, longest)


def _number(longest: int) -> Read:
    return lambda cell, unit: read_number(cell, longest)


def _date(cell: Cell, unit: str) -> date:
    return read_date(cell)


def _amount(cell: Cell, unit: str) -> Decimal:
    return read_amount(cell, unit or "元")


def _subject_kind(cell: Cell, unit: str) -> str:
    words = read_text(cell, 40)
    for kind in SubjectKind:
        if words in (kind.label, kind.value):
            return kind.value
    if words in ("个人", "公民"):
        return SubjectKind.PERSON.value
    if words in ("法人", "企业", "其他组织", "个体工商户", "法人或其他组织", "组织"):
        return SubjectKind.ORGANISATION.value
    raise Unreadable("认不出相对人类型：写“自然人”或“法人或者其他组织”。")


NOTE = Column("note", "备注", _text(200), ("说明",))

DOCUMENT_COLUMNS = (
    Column(
        "title",
        "标题",
        _text(200),
        ("文件标题", "文件名称", "名称", "规章名称"),
        True,
        "楚江市工程建设项目联合验收办法",
    ),
    Column("number", "文号", _number(80), ("发文字号", "文件文号", "发文文号"), True, "楚审规〔2022〕1号"),
    Column(
        "issued_on", "制发日期", _date, ("印发日期", "发布日期", "成文日期", "公布日期"), True, "2022-03-01"
    ),
    Column("in_force_on", "施行日期", _date, ("实施日期", "生效日期"), False, "2022-04-01"),
    Column("amended_on", "修改日期", _date, ("修订日期",)),
    Column("repealed_on", "废止日期", _date),
    Column("expires_on", "有效期至", _date, ("失效日期", "有效期截止", "有效期"), False, "2027-03-31"),
    NOTE,
)

DECISION_COLUMNS = (
    Column("number", "决定文号", _number(80), ("文号", "决定书文号", "许可文号", "行政许可决定文书号", "行政许可决定文书文号",
           "处罚决定书文号", "行政处罚决定书文号", "强制决定书文号", "许可编号", "证书编号"), True, "楚审许〔2022〕15号"),
    Column("matter", "事项", _text(200), ("事项名称", "许可事项", "许可内容", "行政许可内容", "处罚事由", "案由",
           "违法行为类型", "强制事项", "项目名称"), True, "建筑工程施工许可证核发"),
    Column("subject", "相对人", _text(120), ("相对人名称", "行政相对人", "行政相对人名称", "申请人", "被许可人", "当事人",
           "被处罚人"), False, "楚江恒远建设有限公司"),
    Column("subject_kind", "相对人类型", _subject_kind, ("行政相对人类别", "相对人类别"), False, "法人或者其他组织"),
    Column("decided_on", "决定日期", _date, ("许可决定日期", "处罚决定日期", "作出决定日期", "许可日期", "处罚日期", "强制日期",
           "日期"), True, "2022-05-16"),
    NOTE,
)  # fmt: skip

CHARGE_COLUMNS = (
    Column(
        "receipt_number",
        "票据号",
        _number(60),
        ("票据号码", "票号", "缴款书号", "缴款码", "收据号"),
        True,
        "4206220001",
    ),
    Column("item", "收费项目", _text(120), ("项目", "项目名称", "收费项目名称"), True, "城镇垃圾处理费"),
    Column("amount", "金额", _amount, ("收费金额", "实收金额", "缴费金额", "收款金额"), True, "1200.00"),
    Column("charged_on", "收费日期", _date, ("缴费日期", "收款日期", "开票日期", "日期"), True, "2022-05-16"),
    Column("basis", "收费依据", _text(200), ("依据", "文件依据")),
    NOTE,
)

COLUMNS: dict[str, tuple[Column, ...]] = {
    Kind.REGULATION: DOCUMENT_COLUMNS,
    Kind.NORMATIVE_DOCUMENT: DOCUMENT_COLUMNS,
    Kind.LICENCE: DECISION_COLUMNS,
    Kind.PENALTY: DECISION_COLUMNS,
    Kind.COERCION: DECISION_COLUMNS,
    Kind.CHARGE: CHARGE_COLUMNS,
}


@dataclass(frozen=True)
class Head:
    """How the columns of one file are understood: header -> (column, unit), and the headers nobody asked for."""

    known: dict[str, tuple[Column, str]]
    ignored: tuple[str, ...]
    missing: tuple[str, ...]


def title_of(column: Column) -> str:
    """The title as the template prints it."""
    return "金额（元）" if column.field == "amount" else column.title


def _plain(header: str) -> tuple[str, str]:
    """A header without spaces, marks and unit, and its unit: ``* 金额（万元）`` -> (金额, 万元)."""
    text = "".join(unicodedata.normalize("NFKC", header).split()).strip("*:")
    name, bracket, rest = text.partition("(")
    inside = rest.rstrip(")").removeprefix("单位:").removeprefix("单位")
    return name, inside if bracket and inside in UNITS else ""


def read_head(kind: str, headers: list[str]) -> Head:
    """Match the headers of a file with the columns of a register, by title first, then by alias."""
    by_name = {alias: column for column in COLUMNS[kind] for alias in column.aliases}
    by_name |= {column.title: column for column in COLUMNS[kind]}
    known: dict[str, tuple[Column, str]] = {}
    taken: set[str] = set()
    for header in sorted(
        headers, key=lambda each: _plain(each)[0] not in {column.title for column in COLUMNS[kind]}
    ):
        name, unit = _plain(header)
        column = by_name.get(name)
        if column is not None and column.field not in taken:
            known[header] = column, unit
            taken.add(column.field)
    missing = tuple(column.title for column in COLUMNS[kind] if column.required and column.field not in taken)
    return Head(known, tuple(header for header in headers if header not in known), missing)
