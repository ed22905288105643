"""正文的草稿：第一、五、六部分，数字都取自记录。写稿人改字，数字由核对把关。"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date

from mingtang.disclosure.models import Act
from mingtang.law.annual_report.tables import Figures, Table2, Table3
from mingtang.organs.models import Organ
from mingtang.report.rollup import reporting


@dataclass(frozen=True)
class FeeFigures:
    """信息处理费：收费通知份数、通知数额、实收数额（元）。"""

    notices: int
    asked: int
    collected: int


def fee_figures(organ: Organ, year: int) -> FeeFigures:
    """The three figures that section six must give (国办函〔2020〕109号); a government's over all its organs."""
    span = (date(year, 1, 1), date(year, 12, 31))
    acts = Act.objects.standing().filter(case__organ__in=reporting(organ), on__range=span)
    said = acts.filter(kind__in=("fee_notice", "paid")).values_list("kind", "data")
    asked: list[int] = []
    collected: list[int] = []
    for kind, data in said.iterator():
        (asked if kind == "fee_notice" else collected).append(int(data["amount"]))
    return FeeFigures(len(asked), sum(asked), sum(collected))


def draft(organ: Organ, year: int, figures: Figures) -> dict[str, str]:
    """Sections 1, 5 and 6 as a first text; what only people know is asked for in 〔…〕."""
    if figures.table3 is None or not isinstance(figures.table2, Table2):
        raise ValueError("The text is drafted from figures in the current form.")
    fees = fee_figures(organ, year)
    return {
        "1": overview(organ, year, figures.table2, figures.table3),
        "5": "〔写明本年存在的主要问题〕\n〔写明上年问题的改进情况和下一步措施〕",
        "6": other_matters(year, fees),
    }


def overview(organ: Organ, year: int, table2: Table2, table3: Table3) -> str:
    """Section one with its five required aspects."""
    documents = table2.normative_documents
    new, carried, done, out = (table3.cell(key) for key in ("new", "carried_in", "done", "carried_out"))
    return "\n".join(
        (
            f"{year}年，{organ.name}贯彻《中华人民共和国政府信息公开条例》，推进政府信息公开工作。",
            f"（一）主动公开。本年制发行政规范性文件{documents.issued}件，现行有效{documents.in_force}件；"
            f"作出行政许可决定{table2.licences}件。",
            f"（二）依申请公开。本年新收政府信息公开申请{new}件，上年结转{carried}件，办结{done}件，"
            f"结转下年度继续办理{out}件。",
            "（三）政府信息管理。〔写明公开属性审查、文件清理、动态调整的做法〕",
            "（四）政府信息公开平台建设。〔写明网站专栏、政务新媒体的建设情况〕",
            "（五）监督保障。〔写明机构人员、培训、考核和责任追究的情况〕",
        )
    )


def other_matters(year: int, fees: FeeFigures) -> str:
    """Section six: the fee, also when there was none."""
    if fees.notices == 0:
        return f"{year}年，本机关没有发出信息处理费收费通知，收取信息处理费0元。"
    return f"{year}年，本机关发出信息处理费收费通知{fees.notices}件，通知金额{fees.asked}元，实际收取{fees.collected}元。"


def mark(text: dict[str, str]) -> str:
    """What tells one text of a report from another."""
    return hashlib.sha256(json.dumps(text, sort_keys=True).encode()).hexdigest()[:16]
