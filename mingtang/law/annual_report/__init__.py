"""政府信息公开工作年度报告：统一格式、三张表、勾稽规则、正文要素。

读的次序：``form``（表式）、``tables``（值）、``rules``（规则一览）、``equations``（表内等式）、``years``（跨年）、
``narrative`` 和 ``claims``（正文里的数）、``agreement``（文表一致）、``elements``（正文要素）、``check``（全部）。
"""

from mingtang.law.annual_report.check import assess, check, failed
from mingtang.law.annual_report.equations import place_name
from mingtang.law.annual_report.finding import (
    Finding,
    Place,
    Rule,
    Side,
    Status,
    at_most,
    compared,
    equal,
    judged,
)
from mingtang.law.annual_report.form import (
    APPLICANTS,
    COLUMN_KEYS,
    COLUMNS,
    FORM_2019,
    FORM_2021,
    FORMS,
    GROUP4_KEYS,
    GROUPS4,
    RESULT4_KEYS,
    RESULTS4,
    ROW_KEYS,
    ROWS,
    SECTIONS,
    TABLE2,
    Column,
    Form,
    Item,
    NoForm,
    Row,
    form_for,
)
from mingtang.law.annual_report.narrative import Narrative
from mingtang.law.annual_report.rules import RULES, rule
from mingtang.law.annual_report.tables import Documents, Figures, Mark, Table2, Table3, Table4, TrialTable2
from mingtang.law.annual_report.years import Policy

__all__ = [
    "APPLICANTS",
    "COLUMNS",
    "COLUMN_KEYS",
    "FORMS",
    "FORM_2019",
    "FORM_2021",
    "GROUP4_KEYS",
    "GROUPS4",
    "RESULT4_KEYS",
    "RESULTS4",
    "ROWS",
    "ROW_KEYS",
    "RULES",
    "SECTIONS",
    "TABLE2",
    "Column",
    "Documents",
    "Figures",
    "Finding",
    "Form",
    "Item",
    "Mark",
    "Narrative",
    "NoForm",
    "Place",
    "Policy",
    "Row",
    "Rule",
    "Side",
    "Status",
    "Table2",
    "Table3",
    "Table4",
    "TrialTable2",
    "assess",
    "at_most",
    "check",
    "compared",
    "equal",
    "failed",
    "form_for",
    "judged",
    "place_name",
    "rule",
]
