"""《政府信息公开工作年度报告格式》：按报告年度选用的统一格式，表式写成数据，从上往下读。

两个版本：国办公开办函〔2019〕60号（试行格式，用于2019、2020年度）、国办公开办函〔2021〕30号（用于2021年度起）。
依据是条例第五十条第二款（统一格式由国务院主管部门公布并适时更新）。
"""

from dataclasses import dataclass
from typing import Literal

from mingtang.law.cite import Cite
from mingtang.law.errors import LawError

Code = Literal["2019", "2021"]


@dataclass(frozen=True, slots=True)
class Row:
    """表三的一行：键、表上的字、所属的大项（表上合并在左边的格子）。"""

    key: str
    label: str
    group: str = ""

    @property
    def name(self) -> str:
        """The row as one says it in a sentence, with its group where the label alone would be unclear."""
        return f"{self.group}{self.label}" if self.group.startswith("（") else self.label


@dataclass(frozen=True, slots=True)
class Column:
    """表三的一列：键、表上的字。前六列是申请人类型，第七列是总计。"""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Item:
    """表二的一行：键、表上的字、条例第二十条的项、各列的字。``unit`` 是数字的单位。"""

    key: str
    label: str
    clause: str
    columns: tuple[tuple[str, str], ...]
    unit: str = "件"


@dataclass(frozen=True, slots=True)
class Form:
    """一个版本的统一格式。``unverified`` 写明未见原文、凭记忆或样本录入的部分。"""

    code: Code
    cite: Cite
    first_year: int
    last_year: int | None
    sections: tuple[str, ...]
    table2: tuple[Item, ...]
    rows: tuple[Row, ...]
    unverified: tuple[str, ...] = ()

    @property
    def results(self) -> tuple[str, ...]:
        """The rows that add up to （七）总计, in order."""
        outside = {"new", "carried_in", "done", "carried_out"}
        return tuple(row.key for row in self.rows if row.key not in outside)


RESULTS = "三、本年度办理结果"
REFUSED, UNABLE, NOT_PROCESSED, OTHER = "（三）不予公开", "（四）无法提供", "（五）不予处理", "（六）其他处理"

ROWS = (
    Row("new", "一、本年新收政府信息公开申请数量"),
    Row("carried_in", "二、上年结转政府信息公开申请数量"),
    Row("granted", "（一）予以公开", RESULTS),
    Row("partial", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）", RESULTS),
    Row("d1", "1.属于国家秘密", REFUSED),
    Row("d2", "2.其他法律行政法规禁止公开", REFUSED),
    Row("d3", "3.危及“三安全一稳定”", REFUSED),
    Row("d4", "4.保护第三方合法权益", REFUSED),
    Row("d5", "5.属于三类内部事务信息", REFUSED),
    Row("d6", "6.属于四类过程性信息", REFUSED),
    Row("d7", "7.属于行政执法案卷", REFUSED),
    Row("d8", "8.属于行政查询事项", REFUSED),
    Row("u1", "1.本机关不掌握相关政府信息", UNABLE),
    Row("u2", "2.没有现成信息需要另行制作", UNABLE),
    Row("u3", "3.补正后申请内容仍不明确", UNABLE),
    Row("n1", "1.信访举报投诉类申请", NOT_PROCESSED),
    Row("n2", "2.重复申请", NOT_PROCESSED),
    Row("n3", "3.要求提供公开出版物", NOT_PROCESSED),
    Row("n4", "4.无正当理由大量反复申请", NOT_PROCESSED),
    Row("n5", "5.要求行政机关确认或重新出具已获取信息", NOT_PROCESSED),
    Row("o1", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", OTHER),
    Row("o2", "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", OTHER),
    Row("o3", "3.其他", OTHER),
    Row("done", "（七）总计", RESULTS),
    Row("carried_out", "四、结转下年度继续办理"),
)
ROW_KEYS = tuple(row.key for row in ROWS)

COLUMNS = (
    Column("natural", "自然人"),
    Column("enterprise", "商业企业"),
    Column("research", "科研机构"),
    Column("welfare", "社会公益组织"),
    Column("legal_service", "法律服务机构"),
    Column("other", "其他"),
    Column("total", "总计"),
)
COLUMN_KEYS = tuple(column.key for column in COLUMNS)
APPLICANTS = COLUMN_KEYS[:6]
LEGAL_PERSONS_LABEL = "法人或其他组织"
TABLE3_NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"

GROUPS4 = (
    ("reconsideration", "行政复议"),
    ("direct_suit", "未经复议直接起诉"),
    ("suit_after_reconsideration", "复议后起诉"),
)
RESULTS4 = (
    ("upheld", "结果维持"),
    ("corrected", "结果纠正"),
    ("other", "其他结果"),
    ("pending", "尚未审结"),
    ("total", "总计"),
)
GROUP4_KEYS = tuple(key for key, _ in GROUPS4)
RESULT4_KEYS = tuple(key for key, _ in RESULTS4)

_DOCUMENTS = (("issued", "本年制发件数"), ("repealed", "本年废止件数"), ("in_force", "现行有效件数"))
_DECISIONS = (("decisions", "本年处理决定数量"),)
TABLE2 = (
    Item("regulations", "规章", "第二十条第（一）项", _DOCUMENTS),
    Item("normative_documents", "行政规范性文件", "第二十条第（一）项", _DOCUMENTS),
    Item("licences", "行政许可", "第二十条第（五）项", _DECISIONS),
    Item("penalties", "行政处罚", "第二十条第（六）项", _DECISIONS),
    Item("compulsory_measures", "行政强制", "第二十条第（六）项", _DECISIONS),
    Item(
        "fees_wan",
        "行政事业性收费",
        "第二十条第（八）项",
        (("amount", "本年收费金额（单位：万元）"),),
        "万元",
    ),
)

_TRIAL_DOCUMENTS = (
    ("made", "本年新制作数量"),
    ("opened", "本年新公开数量"),
    ("open_total", "对外公开总数量"),
)
_TRIAL_ITEMS = (("last_year", "上一年项目数量"), ("change", "本年增/减"))
_TRIAL_DECISIONS = (*_TRIAL_ITEMS, ("decisions", "处理决定数量"))
TRIAL_TABLE2 = (
    Item("regulations", "规章", "第二十条第（一）项", _TRIAL_DOCUMENTS),
    Item("normative_documents", "规范性文件", "第二十条第（一）项", _TRIAL_DOCUMENTS),
    Item("licences", "行政许可", "第二十条第（五）项", _TRIAL_DECISIONS),
    Item("other_services", "其他对外管理服务事项", "第二十条第（五）项", _TRIAL_DECISIONS),
    Item("penalties", "行政处罚", "第二十条第（六）项", _TRIAL_DECISIONS),
    Item("compulsory_measures", "行政强制", "第二十条第（六）项", _TRIAL_DECISIONS),
    Item("fees", "行政事业性收费", "第二十条第（八）项", _TRIAL_ITEMS),
    Item(
        "procurement",
        "政府集中采购",
        "第二十条第（九）项",
        (("projects", "采购项目数量"), ("amount", "采购总金额")),
    ),
)

SECTIONS = (
    "总体情况",
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请情况",
    "政府信息公开行政复议、行政诉讼情况",
    "存在的主要问题及改进情况",
    "其他需要报告的事项",
)
TRIAL_SECTIONS = (
    *SECTIONS[:3],
    "因政府信息公开工作被申请行政复议、提起行政诉讼情况",
    "政府信息公开工作存在的主要问题及改进情况",
    SECTIONS[5],
)

# The trial form has one row for （六）其他处理 and no lines below it; it stands in the place of o3.
TRIAL_ROWS = tuple(
    Row("o3", OTHER, RESULTS) if row.key == "o3" else row for row in ROWS if row.key not in {"o1", "o2"}
)

ART_50 = Cite(
    "政府信息公开条例",
    "第五十条",
    "全国政府信息公开工作主管部门应当公布政府信息公开工作年度报告统一格式，并适时更新",
)
FORM_2021 = Form(
    code="2021",
    cite=Cite(
        "中华人民共和国政府信息公开工作年度报告格式（国办公开办函〔2021〕30号）",
        "表三",
        "本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和",
        "规范性文件",
    ),
    first_year=2021,
    last_year=None,
    sections=SECTIONS,
    table2=TABLE2,
    rows=ROWS,
    unverified=(
        "第六部分应写的信息处理费三个数（通知件数、通知金额、实收金额）未见原文，按各地年报通行写法录入",
    ),
)
FORM_2019 = Form(
    code="2019",
    cite=Cite(
        "中华人民共和国政府信息公开工作年度报告格式（试行）（国办公开办函〔2019〕60号）",
        "表三",
        "本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和",
        "规范性文件",
        verified=False,
        note="行和列按各地已发布的年度报告录入",
    ),
    first_year=2019,
    last_year=2020,
    sections=TRIAL_SECTIONS,
    table2=TRIAL_TABLE2,
    rows=TRIAL_ROWS,
    unverified=(
        "表二、表三的行和列按各地已发布的2019、2020年度报告录入，未逐字核对60号文附件",
        "第四、第五部分标题同上",
    ),
)
FORMS: dict[str, Form] = {form.code: form for form in (FORM_2019, FORM_2021)}


class NoForm(LawError, LookupError):
    """That year's report had no uniform form (before the 2019 revision of the Regulations)."""


def form_for(year: int) -> Form:
    """The form in force for the report of ``year``. Raises NoForm for years before 2019."""
    for form in FORMS.values():
        if form.first_year <= year <= (form.last_year or year):
            return form
    raise NoForm(f"{year}年度没有统一的年度报告格式：统一格式自2019年度起施行。")


def row(key: str) -> Row:
    """The row of the current form by its key."""
    return ROWS[ROW_KEYS.index(key)]


def column(key: str) -> Column:
    """The column of table three by its key."""
    return COLUMNS[COLUMN_KEYS.index(key)]
