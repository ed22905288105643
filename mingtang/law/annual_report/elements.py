"""正文要素：N1 六个部分、N2 总体情况各方面、N3 问题与改进、N4 信息处理费、N5 不敷衍，和 F1 格式。都是软的。"""

import re
from collections.abc import Iterator

from mingtang.law.annual_report.finding import Finding, Place, Status, judged
from mingtang.law.annual_report.form import FORM_2021, Form, NoForm, form_for
from mingtang.law.annual_report.narrative import Narrative, plain
from mingtang.law.annual_report.rules import rule
from mingtang.law.annual_report.tables import Figures, TrialTable2

_NUMBERS = "零一二三四五六"
_ELEMENTS = (
    ("主动公开", r"主动公开|主动向社会公开"),
    ("依申请公开", r"依申请|申请公开|信息公开申请"),
    (
        "政府信息管理",
        r"信息管理|信息发布管理|发布管理|信息资源|发布审核|信息审核|内容审核|保密审查|公开属性|三审|动态调整|信息维护|公开目录|规范性文件管理",
    ),
    ("政府信息公开平台建设", r"平台|网站|新媒体|微信|公众号|微博|公报|专栏"),
    ("监督保障", r"监督保障|考核|培训|社会评议|责任追究|督查|督导|监督检查|监督机制|组织领导|队伍建设"),
)
_GOVERNMENT = (("工作考核", r"考核"), ("社会评议", r"评议"), ("责任追究", r"责任追究|追责|问责"))
_PROBLEMS = r"问题|不足|短板|薄弱|差距|有待|不够|不完善|欠缺|困难"
_IMPROVEMENTS = r"改进|整改|下一步|今后|接下来|措施|将(?:进一步|继续|严格|持续|不断|加强|着力|重点|认真|从)"
_PROCESSING_FEES = r"信息处理费|收费通知|依申请.{0,12}收费|收取.{0,12}(?:申请|信息).{0,6}费"
_SHORTEST = {1: 60, 5: 30}
_SAME = 0.8


def sections_present(narrative: Narrative, form: Form) -> Iterator[Finding]:
    """N1：六个部分的标题都在。"""
    for number, (text, title) in enumerate(zip(narrative.sections, form.sections, strict=True), 1):
        where = (Place(section=number),)
        if text is None:
            sentence = f"没有找到第{_NUMBERS[number]}部分“{title}”；按统一格式补上这一部分。"
            yield judged(rule("N1"), Status.FAIL, sentence, where=where)
        else:
            yield judged(rule("N1"), Status.PASS, where=where)


def overview_complete(narrative: Narrative) -> Iterator[Finding]:
    """N2：第一部分写到主动公开、依申请公开、信息管理、平台建设、监督保障；各级政府还有考核、评议、追责。"""
    if narrative.sections[0] is None:
        return
    text = plain(narrative.section(1))
    for name, pattern in (*_ELEMENTS, *(_GOVERNMENT if narrative.government else ())):
        good = re.search(pattern, text) is not None
        yield judged(
            rule("N2"),
            Status.PASS if good else Status.FAIL,
            "" if good else f"第一部分没有写到“{name}”；补写这一方面的情况，没有做的也要如实写明。",
            where=(Place(section=1),),
        )


def problems_and_improvements(narrative: Narrative) -> Iterator[Finding]:
    """N3：第五部分既写问题又写改进。"""
    if narrative.sections[4] is None:
        return
    text = plain(narrative.section(5))
    for name, pattern in (("存在的问题", _PROBLEMS), ("改进情况", _IMPROVEMENTS)):
        good = re.search(pattern, text) is not None
        yield judged(
            rule("N3"),
            Status.PASS if good else Status.FAIL,
            "" if good else f"第五部分没有写{name}；写明本年度的问题和上年问题的改进情况。",
            where=(Place(section=5),),
        )


def processing_fees_stated(narrative: Narrative) -> Iterator[Finding]:
    """N4：第六部分写明信息处理费，没有收取也要写明。"""
    if narrative.sections[5] is None:
        return
    good = re.search(_PROCESSING_FEES, plain(narrative.section(6))) is not None
    yield judged(
        rule("N4"),
        Status.PASS if good else Status.FAIL,
        ""
        if good
        else "第六部分没有写信息处理费；写明发出收费通知的件数、总金额和实际收取的金额，没有的写明没有。",
        where=(Place(section=6),),
    )


def not_perfunctory(narrative: Narrative, previous: Narrative | None) -> Iterator[Finding]:
    """N5：第一、第五部分不空、不过短，各部分不照抄上年。"""
    for number, shortest in _SHORTEST.items():
        if narrative.sections[number - 1] is None:
            continue
        length = len(re.sub(r"\s", "", narrative.section(number)))
        good = length >= shortest
        yield judged(
            rule("N5"),
            Status.PASS if good else Status.FAIL,
            "" if good else f"第{_NUMBERS[number]}部分只有{length}个字，等于没有写；按本年度的实际情况写。",
            where=(Place(section=number),),
        )
    if previous is None:
        return
    for number in _SHORTEST:
        if (share := _copied(narrative.section(number), previous.section(number))) is not None:
            good = share < _SAME
            yield judged(
                rule("N5"),
                Status.PASS if good else Status.FAIL,
                ""
                if good
                else f"第{_NUMBERS[number]}部分有{share:.0%}的句子与上年报告相同；写本年度的情况。",
                where=(Place(section=number),),
            )


def _copied(text: str, before: str) -> float | None:
    """The share of sentences that stood in last year's report already, the year aside; None for an empty part."""
    mine, theirs = (
        [re.sub(r"20\d\d", "", part) for part in re.split(r"[。;\n]", plain(side)) if len(part) > 8]
        for side in (text, before)
    )
    known = set(theirs)
    return sum(part in known for part in mine) / len(mine) if mine else None


def form_is_current(figures: Figures, year: int | None) -> Iterator[Finding]:
    """F1：表二、表三用的格式与报告年度应当使用的格式相同。"""
    try:
        due = form_for(year) if year else None
    except NoForm as error:
        yield judged(rule("F1"), Status.NOT_ASSESSABLE, str(error))
        return
    if due is None:
        yield judged(rule("F1"), Status.NOT_ASSESSABLE, "没有读到报告年度，无从判断该用哪个格式。")
        return
    yield from (_form_finding(table, code, due, year) for table, code in _codes(figures))


def _codes(figures: Figures) -> Iterator[tuple[int, str]]:
    if figures.table2 is not None:
        yield 2, "2019" if isinstance(figures.table2, TrialTable2) else "2021"
    if figures.table3 is not None:
        yield 3, figures.form_code


def _form_finding(table: int, code: str, due: Form, year: int | None) -> Finding:
    if code == due.code:
        return judged(rule("F1"), Status.PASS, where=(Place(table),))
    used, wanted = ("已停用的试行格式", "现行格式") if due is FORM_2021 else ("2021年格式", "当年的试行格式")
    sentence = f"{year}年度报告的表{_NUMBERS[table]}用的是{used}，应当用{wanted}（{due.cite.instrument}）；换用后重填。"
    return judged(rule("F1"), Status.FAIL, sentence, where=(Place(table),))
