"""登记簿条目和表格文件：测试用的现成一套。"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from openpyxl import Workbook

from mingtang.organs.models import Organ
from mingtang.organs.tests.factories import make_organ
from mingtang.registers.models import AdministrativeDecision, Charge, NormativeDocument, SubjectKind
from mingtang.registers.rules import complete

_number = count(1)


def _organ(values: dict[str, Any]) -> Organ:
    return values.pop("organ", None) or Organ.objects.filter(is_home=True).first() or make_organ()


def make_document(**values: Any) -> NormativeDocument:
    """A 规范性文件 issued and in force on 2022-03-01."""
    number, organ = next(_number), _organ(values)
    values = {
        "kind": "normative_document", "title": f"楚江市联合验收办法之{number}", "number": f"楚审规〔2022〕{number}号",
        "issued_on": date(2022, 3, 1), **values,
    }  # fmt: skip
    values.setdefault("in_force_on", values["issued_on"])
    return NormativeDocument.objects.create(organ=organ, **values)


def make_decision(**values: Any) -> AdministrativeDecision:
    """A licence for an enterprise, decided on 2022-05-16."""
    number, organ = next(_number), _organ(values)
    values = {
        "kind": "licence", "number": f"楚审许〔2022〕{number}号", "matter": "建筑工程施工许可证核发",
        "subject": "楚江恒远建设有限公司", "subject_kind": SubjectKind.ORGANISATION.value,
        "decided_on": date(2022, 5, 16), **values,
    }  # fmt: skip
    return AdministrativeDecision.objects.create(organ=organ, **complete(values["kind"], values))


def make_charge(**values: Any) -> Charge:
    """A charge of 1,200 元 on 2022-05-16."""
    number, organ = next(_number), _organ(values)
    values = {
        "item": "城镇垃圾处理费", "amount": Decimal("1200.00"), "charged_on": date(2022, 5, 16),
        "receipt_number": f"42062200{number}", **values,
    }  # fmt: skip
    return Charge.objects.create(organ=organ, **values)


def csv_file(rows: Iterable[Iterable[Any]], encoding: str = "utf-8-sig") -> io.BytesIO:
    """A CSV file of these lines, the first being the headers."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return io.BytesIO(out.getvalue().encode(encoding))


def xlsx_file(rows: Iterable[Iterable[Any]]) -> io.BytesIO:
    """An XLSX file of these lines, the first being the headers."""
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    out = io.BytesIO()
    book.save(out)
    out.seek(0)
    return out


LICENCES = [
    ["决定文号", "事项", "相对人", "相对人类型", "决定日期"],
    ["楚审许〔2022〕1号", "建筑工程施工许可证核发", "楚江恒远建设有限公司", "法人或者其他组织", "2022-01-10"],
    ["楚审许〔2022〕2号", "食品经营许可", "罗小满", "自然人", "2022-02-11"],
    ["楚审许〔2022〕3号", "公共场所卫生许可", "楚江云栖酒店", "", "2022-03-12"],
]
