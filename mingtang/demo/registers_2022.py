"""2022年的登记簿：现行有效的规范性文件3件、行政许可965件、收费5900元（0.59万元），内容虚构。"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

from mingtang.demo.cast import Cast
from mingtang.kit.tables import Sheet, write_xlsx
from mingtang.registers.actions.imports import apply_import, preview_import
from mingtang.registers.actions.record import record_charge, record_document

DOCUMENTS = (
    ("楚江市工程建设项目联合验收管理办法", "楚审规〔2019〕1号", date(2019, 9, 2)),
    ("楚江市政务服务“好差评”管理办法", "楚审规〔2020〕1号", date(2020, 6, 15)),
    ("楚江市招标代理机构信用评价办法", "楚审规〔2021〕2号", date(2021, 8, 20)),
)
MATTERS = (
    "建筑工程施工许可",
    "食品经营许可",
    "人力资源服务许可",
    "特种设备使用登记",
    "公共场所卫生许可",
    "民办职业培训学校设立",
    "城市道路占用挖掘许可",
    "取水许可",
    "户外广告设置许可",
    "道路货物运输经营许可",
)
LICENCES = 965
CHARGES = tuple(
    Decimal(amount)
    for amount in ("800", "640", "520", "600", "480", "700", "360", "450", "550", "420", "380")
)
YEAR_END = date(2022, 12, 31)


def _workdays() -> Iterator[date]:
    day = date(2022, 1, 4)
    while True:
        if day.weekday() < 5:
            yield day
        day = day + timedelta(days=1) if day < date(2022, 12, 30) else date(2022, 1, 4)


def licences_file() -> bytes:
    """The 965 licences as the bureau's own table would give them."""
    rows = [
        (f"楚审许〔2022〕{n}号", MATTERS[n % len(MATTERS)], f"演示单位{n:03d}有限公司", day)
        for n, day in zip(range(1, LICENCES + 1), _workdays(), strict=False)
    ]
    return write_xlsx([Sheet("行政许可", ("决定文号", "事项", "相对人", "决定日期"), rows)])


def fill_registers(cast: Cast) -> None:
    """Documents and charges one by one, licences from a file as the clerk would load them."""
    clerk = cast.one("clerk")
    for title, number, issued in DOCUMENTS:
        record_document(
            by=clerk,
            on=issued,
            organ=cast.organ,
            kind="normative_document",
            title=title,
            number=number,
            issued_on=issued,
            in_force_on=issued + timedelta(days=30),
            demo=True,
        )
    read = preview_import("licence", BytesIO(licences_file()), "2022年行政许可.xlsx", by=clerk, on=YEAR_END)
    apply_import(read.batch, by=clerk, on=YEAR_END, demo=True)
    for n, amount in enumerate(CHARGES, start=1):
        record_charge(
            by=clerk,
            on=YEAR_END,
            organ=cast.organ,
            item="城市道路挖掘修复费",
            amount=amount,
            charged_on=date(2022, n, 15),
            receipt_number=f"演示{n:06d}",
            basis="演示依据",
            demo=True,
        )
