"""What the text says in numbers: what is recognised, and above all what must be left alone."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingtang.law.annual_report import Narrative, numerals
from mingtang.law.annual_report.claims import claims
from mingtang.law.annual_report.claims.disclosure import fees


def said(
    text: str, section: int = 1, *, year: int | None = 2022, government: bool = False
) -> list[tuple[str, str]]:
    sections = [""] * 6
    sections[section - 1] = text
    found = claims(Narrative(tuple(sections), year=year, government=government))
    return [(claim.quantity, str(claim.value)) for claim in found]


REQUESTS = [
    ("全年共收到政府信息公开申请14件，办结13件，结转下年度1件。", "received 14,done 13,carried_out 1"),
    ("共收到向市行政审批局申请公开政府信息14件，已办结13件，1件结转下年度继续办理。", "received 14,done 13,carried_out 1"),
    ("全年收到依申请公开申请十四件。", "received 14"),
    ("2022年，我局共受理14件政府信息公开申请，均已按期答复。", "received 14"),
    ("收到信息公开申请14件（含上年结转2件），办结14件。", "received_or_all 14,carried_in 2,done 14"),
    ("新收政府信息公开申请14件，2021年结转0件，已答复13件，结转至2023年1件。", "received_or_all 14,carried_in 0,done 13,carried_out 1"),
    ("全年办理政府信息公开申请14件。", "handled 14"),
    ("全年办理14件政府信息公开申请。", "handled 14"),
    ("依申请公开方面，全年收到申请14件，其中已办结13件，尚未办结1件。", "received 14,done 13,carried_out 1"),
    ("依申请公开方面，收到申请14件，13件已办结，1件正在办理。", "received 14,done 13,carried_out 1"),
    ("2022年未收到公民、法人和其他组织提出的政府信息公开申请。", "received 0"),
    ("全年没有收到政府信息公开申请，无上年结转申请，无结转下年度申请。", "received 0,carried_in 0,carried_out 0"),
    ("2022年无依申请公开事项。", "received 0"),
    ("收到政府信息公开申请14件，其中自然人13件，商业企业1件。", "received 14,new.natural 13,new.enterprise 1"),
    ("收到政府信息公开申请14件，其中自然人申请13件、法人或其他组织申请1件。", "received 14,new.natural 13,new.legal 1"),
    ("办结政府信息公开申请13件，其中予以公开7件、部分公开2件、不予公开0件、无法提供4件。", "done 13,granted 7,partial 2,refused 0,unable 4"),
    ("依申请公开办结13件：7件予以公开、4件因本机关不掌握相关政府信息无法提供、2件重复申请。", "done 13,granted 7,u1 4,n2 2"),
    ("2022年收到公民、法人和其他组织的政府信息公开申请14件，办理答复13件。", "received 14,done 13"),
    ("2022年度政府信息公开申请共14件。", "received 14"),
    ("累计收到政府信息公开申请14件，全年无一逾期。", "received 14"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), REQUESTS)
def test_requests(text, expected):
    assert said(text) == [tuple(part.split()) for part in expected.split(",")]


DISCLOSED = [
    ("楚江市行政审批局制发规章0篇、行政规范性文件2篇；处理行政许可965件、行政处罚3件、行政强制0件。",
     "regulations.issued 0,normative_documents.issued 2,licences 965,penalties 3,compulsory_measures 0"),
    ("制定行政规范性文件3件，废止1件，现行有效12件。",
     "normative_documents.issued 3,normative_documents.repealed 1,normative_documents.in_force 12"),
    ("现行有效的规章2件、行政规范性文件12件。", "regulations.in_force 2,normative_documents.in_force 12"),
    ("全年作出行政许可决定965件和行政处罚3件。", "licences 965,penalties 3"),
    ("全年办理1,965件行政许可。", "licences 1965"),
    ("全年受理各类业务1200件，其中行政许可965件。", "licences 965"),
    ("行政事业性收费0.59万元。", "fees_wan 0.59"),
    ("没有行政处罚、行政强制情况。", "penalties 0,compulsory_measures 0"),
    ("未收取行政事业性收费。", "fees_wan 0"),
    ("全年未制发规章和行政规范性文件。", "normative_documents.issued 0,regulations.issued 0"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), DISCLOSED)
def test_proactive_disclosure(text, expected):
    assert said(text, 2) == [tuple(part.split()) for part in expected.split(",")]


REMEDIES = [
    ("2022年无政府信息公开行政复议和行政诉讼情况。", "reconsideration.total 0,suits.total 0"),
    ("没有发生因政府信息公开引起的行政复议、行政诉讼。", "reconsideration.total 0,suits.total 0"),
    ("没有因政府信息公开申请行政复议、提起行政诉讼的情况。", "reconsideration.total 0,suits.total 0"),
    ("行政复议：2件；行政诉讼：0件。", "reconsideration.total 2,suits.total 0"),
    ("行政复议、行政诉讼均为0件。", "reconsideration.total 0,suits.total 0"),
    ("行政复议和行政诉讼各1件。", "reconsideration.total 1,suits.total 1"),
    ("行政复议、行政诉讼共3件。", "remedies.total 3"),
    ("被申请行政复议7件，其中维持5件、尚未审结2件；行政诉讼9件，维持8件，纠正1件。",
     "reconsideration.total 7,reconsideration.upheld 5,reconsideration.pending 2,suits.total 9,suits.upheld 8,suits.corrected 1"),
    ("行政诉讼2件，其中未经复议直接起诉1件、复议后起诉1件。", "suits.total 2,direct_suit.total 1,suit_after_reconsideration.total 1"),
    ("3件行政复议。", "reconsideration.total 3"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), REMEDIES)
def test_remedies(text, expected):
    assert said(text, 4) == [tuple(part.split()) for part in expected.split(",")]


def test_remedies_outside_section_four_must_be_about_disclosure():
    assert said("因政府信息公开被申请行政复议1件。") == [("reconsideration.total", "1")]
    assert said("全年行政复议12件。") == []
    assert said("全年办理行政复议案件120件，依申请公开有序。") == []
    assert said("依申请公开工作有序，全年受理行政复议、行政诉讼各2件，没有办理行政复议案件。") == []


LEFT_ALONE = [
    "承办建议7件（4件主办，3件会办）、提案8件，全部按要求办结。",
    "网站总发稿量2258篇，公众号发稿343篇，阅读81760次。",
    "2021年共收到政府信息公开申请9件，办结9件。",
    "2021年收到政府信息公开申请9件、2022年收到14件。",
    "收到政府信息公开申请数量较上年增加3件。",
    "比2021年多收到政府信息公开申请5件。",
    "自条例施行以来，共收到政府信息公开申请120件。",
    "截至2022年底，累计收到政府信息公开申请120件。",
    "近三年收到政府信息公开申请50件。",
    "全市共收到政府信息公开申请1200件，办结1190件。",
    "各县区收到政府信息公开申请300件。",
    "收到政府信息公开申请10余件，约15件，近20件。",
    "网上收到政府信息公开申请10件，当面收到申请4件。",
    "收到信息公开申请14件次的咨询。",
    "受理行政许可申请970件，办结965件。",
    "依申请公开按期办结10件，延期办结3件。",
    "予以公开和部分公开共9件。",
    "予以公开、部分公开258件。",
    "受理热线工单965件，办结960件。",
    "公示行政许可965件、行政处罚3件。",
    "行政许可、行政处罚共968件。",
    "建筑工程类行政许可120件。",
    "行政许可事项120项。",
    "受理行政许可12件。",
    "作出其他决定12件，其中涉企行政许可3件。",
    "本机关没有行政处罚权。",
    "毫无疑问，行政处罚要公开。",
    "制发、废止行政规范性文件2件。",
    "规章、行政规范性文件制发2件。",
    "制发行政规范性文件和通知12件。",
    "制发行政规范性文件5件，其中联合制发2件。",
    "公开行政规范性文件5件，解读3件。",
    "主动公开规章13件（含新制定5件，修改4件，废止4件）。",
    "收到公民政府信息公开申请13件、企业1件。",
    "贯彻规章制度12项。",
    "行政事业性收费约0.6万元。",
    "每一件申请都有回应，办成一件事。",
    "收到申请" + "很" * 400 + "多，共14件。",
    "依申请公开办结十十件。",
    "《2022年收到政府信息公开申请99件的说明》已公布。",
]


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_what_is_not_clearly_the_same_quantity_is_left_alone(text):
    numbers = [claim for claim in said(text) if claim != ("normative_documents.issued", "5")]
    assert numbers == []


def test_five_documents_and_two_of_them_jointly():
    assert said("制发行政规范性文件5件，其中联合制发2件。") == [("normative_documents.issued", "5")]


@pytest.mark.parametrize(
    "text",
    [
        "没有被维持的行政复议。",
        "无复议后起诉案件。",
        "各类案件9件，其中行政诉讼2件。",
        "行政复议机关3件答复。",
        "无论行政复议还是诉讼",
    ],
)
def test_remedies_left_alone(text):
    assert said(text, 4) == []


def test_a_government_speaks_for_the_whole_city_but_not_for_its_own_office():
    assert said("全市共收到政府信息公开申请1200件。", government=True) == [("received", "1200")]
    assert said("市本级收到政府信息公开申请300件。", government=True) == []
    assert said("我局收到政府信息公开申请30件。", government=True) == []


def test_our_own_figures_after_the_city_s():
    text = "全市收到政府信息公开申请1200件，其中我局收到政府信息公开申请14件，办结政府信息公开申请9件。"
    assert said(text) == []
    assert said("全市积极推进，我局收到政府信息公开申请14件。") == [("received", "14")]


def test_without_a_known_year_only_other_years_by_name_are_left_out():
    assert said("2022年收到政府信息公开申请14件。", year=None) == [("received", "14")]
    assert said("上年收到政府信息公开申请9件。今年收到政府信息公开申请14件。", year=None) == [
        ("received", "14")
    ]


def test_the_year_named_last_holds_until_the_paragraph_ends():
    assert said("针对2021年的问题作了整改。办结政府信息公开申请9件。\n办结政府信息公开申请13件。") == [
        ("done", "13")
    ]
    assert said("去年收到政府信息公开申请9件。本年度收到政府信息公开申请14件。") == [("received", "14")]


def test_the_topic_returns_with_the_word():
    text = "受理热线工单300件，信访举报投诉类申请2件。政府信息公开申请办结13件，重复申请1件。"
    assert said(text) == [("done", "13"), ("n2", "1")]
    assert said("信访举报投诉类申请2件、重复申请1件。", 3) == [("n1", "2"), ("n2", "1")]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("14", 14), ("0.59", "0.59"), ("十", 10), ("十四", 14), ("二十", 20), ("一百零五", 105), ("一百一十", 110),
        ("两千三百", 2300), ("一万二千", 12000), ("三千零二", 3002), ("十二万", 120000), ("零", 0), ("二〇二二", 2022), ("五", 5),
    ],
)  # fmt: skip
def test_numerals(text, value):
    assert numerals.parse(text) == Decimal(str(value))


@pytest.mark.parametrize("text", ["十十", "百", "万", "一万二万", "千", "", "万五", "三百二百"])
def test_characters_that_make_no_number(text):
    assert numerals.parse(text) is None


@given(st.integers(1, 99_999_999))
def test_numerals_read_back(value):
    assert numerals.parse(_written(value)) == value


def _written(value: int) -> str:
    high, low = divmod(value, 10_000)
    if not high:
        return _four(low)
    gap = "零" if low and low < 1000 else ""
    return f"{_four(high)}万{gap}{_four(low) if low else ''}"


def _four(value: int) -> str:
    digits, text, skipped = f"{value:04d}", "", False
    for digit, unit in zip(digits, "千百十 ", strict=True):
        if digit == "0":
            skipped = bool(text)
            continue
        text += ("零" if skipped else "") + "零一二三四五六七八九"[int(digit)] + unit.strip()
        skipped = False
    return text


def test_fees_in_other_units_may_be_rounded_by_the_table():
    assert fees("行政事业性收费0.59万元") == (Decimal("0.59"), Decimal(0))
    assert fees("行政事业性收费5912元") == (Decimal("0.5912"), Decimal("0.005"))
    assert fees("行政事业性收费1.2亿元") == (Decimal(12000), Decimal(500))
    assert fees("培训费3万元") is None


def test_a_narrative_has_six_sections():
    with pytest.raises(ValueError, match="六个部分"):
        Narrative(("",))


@given(
    st.text(
        alphabet="收到政府信息公开申请办结其中14件，。（）、；无行政复议诉讼许可处罚2021年上结转下度",
        max_size=200,
    )
)
def test_no_text_breaks_the_reader(text):
    said(text)
    said(text, 4)
