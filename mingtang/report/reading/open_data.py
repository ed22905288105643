"""The JSON that this program exports, and other programs may write: title, organ, year, narrative and three tables."""

import json
from collections.abc import Mapping
from typing import Any

from mingtang.law.annual_report import Figures, Narrative, Table2, Table3, Table4
from mingtang.report.reading.errors import Unreadable
from mingtang.report.reading.sections import bounded, is_government

_NOT_OURS = "JSON里没有年度报告的三张表：要有table2、table3、table4，形状见说明，重新导出后再读。"


def read(text: str) -> tuple[Figures, Narrative, str, str, int | None]:
    """Figures, narrative, title, organ and year. Raises Unreadable when the JSON has another shape."""
    try:
        data = json.loads(text)
        figures = Figures(
            Table2.from_dict(data["table2"]), Table3.from_lists(data["table3"]), Table4.from_lists(data["table4"])
        )
    except (ValueError, KeyError, TypeError, AttributeError, ArithmeticError, RecursionError) as error:
        raise Unreadable(_NOT_OURS) from error
    fees = figures.table2.fees_wan if isinstance(figures.table2, Table2) else None
    if fees is not None and not fees.is_finite():
        raise Unreadable(_NOT_OURS)
    title, organ = (str(data.get(key) or "")[:200] for key in ("title", "organ"))
    year = data.get("year")
    told = _year(year)
    return figures, _narrative(data.get("narrative"), told, title, organ), title, organ, told


def _year(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 2000 <= value <= 2099 else None


def _narrative(sections: Any, year: int | None, title: str, organ: str) -> Narrative:
    told = sections if isinstance(sections, Mapping) else {}
    texts = tuple(str(told.get(key) or "") for key in ("1", "2", "3", "4", "5", "6"))
    return bounded(Narrative(texts, year=year, title=title, government=is_government(organ)))
