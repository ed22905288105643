"""The same bureau's report for 2020 in the trial form."""

from decimal import Decimal

from mingtang.law.annual_report import ROW_KEYS, Figures, Table3, Table4, TrialTable2
from mingtang.report.tests.published.sample import SAMPLE, Sample

TABLE2 = TrialTable2(
    {
        "regulations": (0, 0, 0),
        "normative_documents": (2, 2, 19),
        "licences": (8, -4, 93),
        "other_services": (117, 0, 165),
        "penalties": (90, 3, 22),
        "compulsory_measures": (4, 0, 0),
        "fees": (2, 0),
        "procurement": (6, Decimal("25.1")),
    }
)


def _table3() -> Table3:
    rows: dict[str, list[int | None]] = {key: [0] * 7 for key in ROW_KEYS}
    rows |= {
        "new": [12, 2, 0, 0, 1, 0, 15],
        "carried_in": [1, 0, 0, 0, 0, 0, 1],
        "granted": [8, 2, 0, 0, 0, 0, 10],
        "u1": [3, 0, 0, 0, 1, 0, 4],
        "o3": [1, 0, 0, 0, 0, 0, 1],
        "done": [12, 2, 0, 0, 1, 0, 15],
        "carried_out": [1, 0, 0, 0, 0, 0, 1],
        "o1": [None] * 7,
        "o2": [None] * 7,
    }
    return Table3.from_lists([rows[key] for key in ROW_KEYS])


TRIAL = Sample(
    Figures(TABLE2, _table3(), Table4.of({("reconsideration", "upheld"): 1}), form_code="2019"),
    (
        SAMPLE.texts[0]
        .replace("2022年", "2020年")
        .replace(
            "全年共收到政府信息公开申请14件，已办结13件，1件结转下年度继续办理。",
            "全年新收政府信息公开申请15件，上年结转1件，办结15件，结转下年度1件。",
        ),
        "2020年处理行政许可93件、行政处罚22件。",
        "2020年新收政府信息公开申请15件。",
        "2020年发生政府信息公开行政复议1件，结果维持1件。",
        *SAMPLE.texts[4:],
    ),
    "楚江市行政审批局2020年政府信息公开工作年度报告",
)
