"""核对规则一览：每条有编号、名称、等式、硬软、版本和依据。

R1—R9 是年度报告的勾稽关系，K1—K20 是一个机关自查的全套；同一条规则有两个编号时记在 ``alias``，只报一次。
F、N、P 是格式、正文要素和跨年材料的提示，都是软的。
"""

from dataclasses import replace

from mingtang.law.annual_report.finding import Rule
from mingtang.law.annual_report.form import ART_50, FORM_2021, Form
from mingtang.law.cite import Cite

_TABLES = FORM_2021.cite
_ACCURATE = Cite(
    FORM_2021.cite.instrument,
    "（四）明确责任",
    "发布内容不准确不全面",
    "规范性文件",
    note="据部门转载件",
)
_NOT_ALIKE = replace(_ACCURATE, text="内容雷同、敷衍塞责")
_OWN = Cite("年度报告核对规则", "跨年比对", "变化大的，写一句原因", "本机关做法")


def _art(article: str, text: str) -> Cite:
    return Cite("政府信息公开条例", article, text)


_SUPPLEMENT = _art("第三十条", "申请人无正当理由逾期不补正的，视为放弃申请")
_FEES = _art("第四十二条", "行政机关依申请提供政府信息，不收取费用")
_THIRD_PARTY = _art("第三十二条", "行政机关应当书面征求第三方的意见")
_REPEAT = _art("第三十六条", "申请人重复申请公开相同政府信息的，告知申请人不予重复处理")
_EXTENSION = _art("第三十三条", "需要延长答复期限的，应当经政府信息公开工作机构负责人同意并告知申请人")
_PARTIAL = _art("第三十七条", "能够作区分处理的，行政机关应当向申请人提供可以公开的政府信息内容")
_RESULTS = _art("第五十条", "行政机关收到和处理政府信息公开申请的情况")

_LIST = (
    Rule("R1", "收办平衡", "本年新收＋上年结转＝（七）总计＋结转下年度（逐列）", "hard", _TABLES, alias="K1"),
    Rule("R2", "办理结果合计", "（一）至（六）各行之和＝（七）总计（逐列）", "hard", _TABLES, alias="K2"),
    Rule("R3", "申请人合计", "自然人＋五类法人或其他组织＝总计（逐行）", "hard", _TABLES, alias="K3"),
    Rule(
        "R4", "跨年结转", "上年结转（本年报告）＝结转下年度（上年报告）（逐列）", "hard", _TABLES, alias="K4",
        needs="previous",
    ),
    Rule("R5", "复议诉讼合计", "维持＋纠正＋其他＋尚未审结＝总计（三组）", "hard", _TABLES, alias="K8"),
    Rule("R6", "文表一致", "正文中的数字＝表中的数字", "hard", _ACCURATE, alias="K10", needs="text"),
    Rule("R7", "逾期不缴费有据", "逾期不缴费件数≤收费通知件数", "soft", _FEES, needs="text"),
    Rule("R8", "有效文件滚存", "现行有效＝上年现行有效＋本年制发－本年废止", "soft", _OWN, needs="previous"),
    Rule("R9", "格子都是数", "每格都是不小于0的整数（收费为万元小数），不留空、不写“/”", "hard", _TABLES, alias="K19"),
    Rule("K5", "格子有案可查", "每格的数＝对应案件的件数", "hard", _RESULTS, needs="papers"),
    Rule("K6", "一案一结果", "每个办结案件恰有一个结果，每个结果恰入一行", "hard", _RESULTS, needs="papers"),
    Rule("K7", "结转有案可查", "结转下年度＝12月31日未办结案件数", "hard", _RESULTS, needs="papers"),
    Rule("K9", "未结案件有下落", "上年尚未审结≤本年总计（三组）", "hard", _TABLES, needs="previous"),
    Rule("K11", "“没有”之说", "正文说没有的，表中不应有数", "soft", _ACCURATE, needs="text"),
    Rule("K12", "收费与台账", "收费合计＝收费台账；有收费必有收费通知", "hard", _FEES, needs="papers"),
    Rule("K13", "逾期不补正有据", "逾期不补正件数≤已发出且到期的补正通知", "hard", _SUPPLEMENT, needs="papers"),
    Rule("K14", "逾期不缴费有据", "逾期不缴费件数≤已到期的收费通知", "hard", _FEES, needs="papers"),
    Rule("K15", "第三方有据", "因第三方不予公开件数≤征求意见并有答复或权衡记录的件数", "hard", _THIRD_PARTY, needs="papers"),
    Rule("K16", "重复申请有前案", "每件重复申请都指向同一申请人的前案", "hard", _REPEAT, needs="papers"),
    Rule("K17", "延期有批准", "延期件数＝延期批准件数", "hard", _EXTENSION, needs="papers"),
    Rule("K18", "部分公开有区分", "每件部分公开都有区分处理的文件或说明", "soft", _PARTIAL, needs="papers"),
    Rule("K20", "大起大落有说明", "与上年相差很大的，正文有一句说明", "soft", _OWN, needs="previous"),
    Rule("F1", "用现行格式", "表式与报告年度应当使用的统一格式相同", "soft", ART_50),
    Rule("N1", "六个部分齐全", "六个部分的标题都在", "soft", ART_50, needs="text"),
    Rule("N2", "总体情况要素", "第一部分写到规定的各方面", "soft", ART_50, needs="text"),
    Rule("N3", "问题与改进", "第五部分既写问题又写改进", "soft", ART_50, needs="text"),
    Rule("N4", "信息处理费", "第六部分写明信息处理费，没有也要写明", "soft", ART_50, needs="text"),
    Rule("N5", "不敷衍", "各部分不空、不套话", "soft", _NOT_ALIKE, needs="text"),
    Rule("N6", "分项与合计", "正文里括号中的分项之和＝合计", "soft", _ACCURATE, needs="text"),
    Rule("P1", "上年报告年度", "上年报告的年度＝本年报告年度－1", "soft", _OWN, needs="previous"),
)  # fmt: skip

RULES: dict[str, Rule] = {rule.id: rule for rule in _LIST}


def rule(rule_id: str, form: Form = FORM_2021) -> Rule:
    """The rule as it stands under ``form``: a rule that rests on the tables cites that form and its version."""
    found = RULES[rule_id]
    if form is FORM_2021 or found.cite != _TABLES:
        return found
    return replace(found, cite=form.cite, version=f"{form.code}.1")
