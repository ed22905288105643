"""Every letter: composed, printed and read back; locked words, names, numbers, hostile text, same bytes."""

import io
import json
from dataclasses import replace
from datetime import date

import docx
import pypdfium2
import pytest

from mingtang.disclosure.letters import KINDS, Party, compose, kind_for, thawed
from mingtang.disclosure.letters.compose import number_of
from mingtang.disclosure.letters.facts import party_kind
from mingtang.disclosure.letters.render import docx_bytes, html, pdf_bytes, png_pages
from mingtang.disclosure.letters.wording.said import articles, place
from mingtang.law.clock import Event
from mingtang.law.outcomes import OUTCOMES
from mingtang.law.sources import practice, regulation

from .letters_samples import (
    APPROVED,
    CHARGED,
    COMPANY,
    DECIDED,
    DESCRIPTION,
    FACTS,
    FORMS,
    IN_TIME,
    PERSON,
    SUPPLEMENTED,
    corrections,
    procedural,
    replies,
)

HOSTILE = '#import "x" $a$ *粗* \\ {{ x }} {_{ y }_} <script>alert(1)</script> & "引号"'


def everything():
    papers = {code: (code, *rest) for code, rest in {**procedural(), **FORMS}.items()}
    return papers | {
        name: (kind_for(name).code, *rest) for name, rest in {**replies(), **corrections()}.items()
    }


ALL = everything()


def made(name, **changes):
    code, facts, fields, on = ALL[name]
    return compose(code, replace(facts, **changes), fields, on, None)


def joined(text):
    return text.replace("\r\n", "").replace("\n", "").replace(" ", "")


def pdf_text(data):
    return joined("".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)))


def docx_text(data):
    document = docx.Document(io.BytesIO(data))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return joined("".join([*(paragraph.text for paragraph in document.paragraphs), *cells]))


def test_the_samples_cover_every_kind_and_every_outcome():
    assert {code for code, *_ in ALL.values()} == set(KINDS)
    assert {name for name in OUTCOMES if OUTCOMES[name].letter} <= set(ALL)


@pytest.mark.parametrize("name", sorted(ALL))
def test_every_letter_prints_its_locked_words(name):
    letter = made(name)
    words = [p.text for p in letter.paragraphs if p.locked and p.text]
    words += [
        joined(str(cell))
        for p in letter.paragraphs
        for row in p.rows
        for cell in row
        if isinstance(cell, str)
    ]
    for printed in (pdf_text(pdf_bytes(letter)), docx_text(docx_bytes(letter))):
        assert [text for text in words if joined(text) not in printed] == []
        assert joined(letter.title) in printed


@pytest.mark.parametrize("name", sorted(ALL))
def test_a_reprint_of_the_frozen_letter_has_the_same_bytes(name):
    letter = made(name)
    if letter.series:
        letter = letter.numbered(number_of(letter.series, letter.dated_on.year, 9))
    again = thawed(json.loads(json.dumps(letter.frozen())))
    assert pdf_bytes(again) == pdf_bytes(letter)
    assert docx_bytes(again) == docx_bytes(letter)
    assert html(again) == html(letter)


@pytest.mark.parametrize("name", sorted(ALL))
def test_every_paragraph_says_who_wrote_it(name):
    for paragraph in made(name).paragraphs:
        assert bool(paragraph.basis) if paragraph.locked else bool(paragraph.field)


@pytest.mark.parametrize("name", sorted(ALL))
def test_no_line_is_left_open(name):
    assert "＿" not in made(name).text


@pytest.mark.parametrize("name", sorted(ALL))
def test_letters_keep_the_house_style(name):
    text = made(name).text
    assert "！" not in text
    assert "请您" not in text
    assert "。。" not in text


@pytest.mark.parametrize("name", [name for name in sorted(ALL) if KINDS[ALL[name][0]].final])
def test_every_reply_quotes_the_request_and_names_its_articles(name):
    letter = made(name)
    assert f"“{ALL[name][1].description}”" in letter.of("opening")[0].text
    decision = letter.of("decision")[-1].text
    wanted = (
        [c for c in OUTCOMES[name].articles if c.instrument == "政府信息公开条例"] if name in OUTCOMES else []
    )
    for cite in wanted:
        head, _, item = cite.article.partition("条")
        assert f"{head}条" in decision
        assert item in decision


@pytest.mark.parametrize("name", sorted(ALL))
def test_the_regulation_is_named_in_full_once(name):
    text = "".join(paragraph.text for paragraph in made(name).paragraphs)
    assert text.count("《中华人民共和国政府信息公开条例》") <= 1
    if "《条例》" in text:
        assert text.index("《中华人民共和国政府信息公开条例》") < text.index("《条例》")


@pytest.mark.parametrize("name", sorted(ALL))
def test_remedies_stand_in_decisions_only(name):
    letter = made(name)
    assert bool(letter.of("remedy")) == KINDS[letter.code].remedy


def test_hostile_text_prints_literally_everywhere():
    facts = replace(FACTS, description=HOSTILE, applicant=Party(HOSTILE, "natural"), outcome="disclosed")
    fields = {"content": HOSTILE, "facts": HOSTILE, "attachments": [{"name": HOSTILE, "pages": 1}]}
    letter = compose("D1", facts, fields, IN_TIME)
    for printed in (pdf_text(pdf_bytes(letter)), docx_text(docx_bytes(letter))):
        assert printed.count(joined('#import "x" $a$ *粗*')) == 5
        assert printed.count("<script>") == 5
    page = html(letter)
    assert "<script>" not in page
    assert page.count("&lt;script&gt;") == 5


def test_control_characters_do_not_break_a_letter():
    letter = compose(
        "D1",
        replace(FACTS, description="甲\x00\x0c\ud800乙", outcome="disclosed"),
        {"content": "丙\x07"},
        IN_TIME,
    )
    assert pdf_bytes(letter).startswith(b"%PDF")
    assert "甲" in docx_text(docx_bytes(letter))


def test_a_person_is_spoken_to_as_one():
    company, person = made("disclosed"), made("disclosed", applicant=PERSON)
    assert "你单位" in company.text and "你单位" not in person.text
    assert person.addressee == "罗启明"


@pytest.mark.parametrize(
    ("channel", "said"),
    [
        ("counter", "收到你单位当面提交的"),
        ("registered_mail", "收到你单位以邮寄方式提交的"),
        ("ordinary_mail", "确认收到你单位以平常信函提交的"),
        ("fax", "确认收到你单位以传真提交的"),
        ("web", "确认收到你单位通过互联网提交的"),
        ("oral", "收到你单位口头提出、由本机关代为填写的"),
    ],
)
def test_the_opening_tells_the_channel(channel, said):
    letter = made("disclosed", story=replace(FACTS.story, channel=channel))
    assert f"本机关于2022年9月5日{said}政府信息公开申请（登记编号：楚审依申〔2022〕9号）" in letter.text
    assert "第三十一条" in letter.of("opening")[0].basis or "第二十九条" in letter.of("opening")[0].basis


def test_excluded_time_is_told_day_by_day():
    assert "因征求第三方意见，2022年9月9日至26日不计入答复期限。" in made("partial").text
    assert "不计入" not in made("disclosed").text


def test_excluded_time_over_new_year_names_both_years():
    story = replace(
        FACTS.story, received_on=date(2022, 12, 20), submitted_on=date(2022, 12, 20), signed_on=date(2022, 12, 20),
        consultations=made_consultation(), events=(
            Event("consultation_sent", date(2022, 12, 26), "c1", {"party": "third_party"}),
            Event("consultation_answered", date(2023, 1, 6), "c1"),
        ),
    )  # fmt: skip
    assert "2022年12月27日至2023年1月6日不计入答复期限" in made("disclosed", story=story).text


def made_consultation():
    heard = ALL["partial"][1].story.consultations[0]
    return (replace(heard, sent_on=date(2022, 12, 26), answered_on=date(2023, 1, 6)),)


def test_a_supplement_and_a_payment_restart_the_period_in_words():
    assert (
        "于2022年9月27日收到补正后的申请，答复期限自该日起重新计算"
        in made("disclosed", story=SUPPLEMENTED).text
    )
    paid = replace(
        CHARGED,
        fee=replace(CHARGED.fee, paid_on=date(2022, 10, 8)),
        events=(*CHARGED.events, Event("paid", date(2022, 10, 8))),
    )
    assert (
        "于2022年10月8日缴纳信息处理费380元，答复期限自缴费次日起重新计算"
        in made("disclosed", story=paid).text
    )


def test_an_extension_is_told():
    told = replace(APPROVED, extension=replace(APPROVED.extension, noticed_on=date(2022, 9, 28)))
    assert "延长答复期限10个工作日，并于2022年9月28日告知" in made("disclosed", story=told).text


def test_the_extension_letter_computes_the_new_day():
    text = made("P5").text
    assert "原应最迟在2022年10月9日答复" in text
    assert "本机关最迟在2022年10月21日答复" in text


def test_the_new_day_is_the_same_once_the_act_is_in_the_case():
    code, facts, fields, on = ALL["P5"]
    told = replace(
        facts.story, extension=replace(facts.story.extension, noticed_on=on),
        events=(Event("extended", on, "", {"workdays": 10}),),
    )  # fmt: skip
    assert compose(code, replace(facts, story=told), fields, on).text == compose(code, facts, fields, on).text


def test_the_receipt_tells_the_due_day_and_how_to_look():
    text = made("P2").text
    assert "20个工作日内答复，即最迟在2022年10月9日答复" in text
    assert "7HK2-9QXM" in text
    assert "查询码" not in made("P2", query_code="").text


def test_the_supplement_letter_lists_every_point_and_the_consequence():
    text = made("P3").text
    for part in (
        "1．没有写明哪一期项目。补正办法：写明项目的期数或者备案编号。",
        "2．没有身份证明",
        "2022年9月30日",
        "视为放弃申请",
    ):
        assert part in text


def test_a_third_party_is_not_told_who_asks():
    text = made("P6").text + str(made("P6").annexes)
    assert COMPANY.name not in text
    assert FACTS.case_number not in text
    assert "15个工作日" in text and "由本机关依照" in text
    assert [annex.title for annex in made("P6").annexes] == ["政府信息公开申请征求意见确认函"]


def test_silence_of_a_co_maker_is_consent():
    assert "逾期没有提出意见的，视为同意公开" in made("P10").text


def test_the_fee_notice_shows_every_step():
    letter = made("P12")
    rows = [row for paragraph in letter.paragraphs for row in paragraph.rows]
    assert [row[0] for row in rows[1:-1]] == ["第1至30页", "第31至100页", "第101至200页", "第201至350页"]
    assert rows[-1][-1] == "8700"
    assert "应缴金额为8700元" in letter.text and "次日起20个工作日内缴纳" in letter.text


def test_a_fee_by_items_counts_what_came_before():
    code, facts, fields, on = ALL["P12"]
    by_items = compose(code, facts, fields | {"mode": "items", "count": 4, "previous": 8}, on)
    assert "应缴金额为200元" in by_items.text
    open_one = compose(code, facts, {"facts": "x"}, on)
    assert not open_one.of("table")
    assert "应缴金额为＿＿＿＿" in open_one.text


def test_a_search_is_told_so_that_it_can_be_judged():
    text = made("not_held").text
    for part in (
        "工程建设审批科、档案室",
        "审批系统、工程档案",
        "“江北智慧物流园”",
        "2020年1月至2022年9月",
        "信息不存在",
    ):
        assert part in text


def test_partial_replies_name_every_ground():
    code, facts, fields, on = ALL["partial"]
    rows = [
        *fields["withheld"],
        {"part": "会议记录", "ground": "process_information", "reason": "决定作出以前的讨论"},
        {"part": "验收单", "ground": "not_held", "reason": "检索没有找到"},
    ]
    text = compose(code, facts, fields | {"withheld": rows}, on).text
    assert "1．附表三（2页）：涉及第三方的合法权益。" in text
    assert "第十五条、第十六条第二款、第三十二条、第三十六条第二项、第三项、第四项、第三十七条" in text
    assert "公开前述材料中除附表三以外的内容；附表三、会议记录不予公开，验收单不予提供。" in text


def test_information_is_handed_over_as_asked():
    code, facts, fields, on = ALL["disclosed"]
    assert "上述信息以纸质件的形式提供，随本文书邮寄。" in made("disclosed").text
    electronic = compose(code, replace(facts, wanted_form="electronic", wanted_delivery="online"), fields, on)
    assert "电子文件的形式提供，凭登记编号和查询码在本机关网站下载" in electronic.text
    inspect = compose(code, facts, fields | {"form": "inspect", "inspect": "工作日到市民中心6楼601室"}, on)
    assert "可以于工作日到市民中心6楼601室查阅、抄录" in inspect.text


def test_a_repeat_names_the_first_reply():
    assert "2022年5月6日以《楚审依复〔2022〕3号》就你单位申请公开的相同信息作出答复" in made("repeat").text


def test_another_organ_is_named_or_the_reason_why_not():
    code, facts, _, on = ALL["not_responsible"]
    assert "由楚江市自然资源局负责公开" in made("not_responsible").text
    unknown = compose(code, facts, {"reason": "x", "unknown": "机构改革后职能去向不明"}, on)
    assert "不能确定负责公开的机关：机构改革后职能去向不明。" in unknown.text


def test_numbers_and_series():
    letter = made("partial")
    assert letter.series == "楚审依复"
    assert "楚审依复〔2022〕　号" in html(letter)
    assert number_of("楚审依复", 2022, 9) == "楚审依复〔2022〕9号"
    assert (
        compose("D3", ALL["partial"][1], {}, DECIDED, "楚审依复〔2022〕9号").number == "楚审依复〔2022〕9号"
    )


def test_an_unfinished_draft_still_composes():
    for code in KINDS:
        facts = replace(FACTS, outcome=(KINDS[code].outcomes or ("",))[0])
        letter = compose(code, facts, {}, None)
        assert pdf_bytes(letter, draft=True).startswith(b"%PDF")
        assert letter.of("remedy") == ()


def test_a_case_that_was_not_received_yet_leaves_the_day_open():
    letter = made("P2", story=replace(FACTS.story, received_on=None))
    assert "＿＿＿＿年" in letter.text


def test_locked_paragraphs_show_their_basis_in_html():
    page = html(made("partial"))
    assert (
        'class="locked" data-basis="条例第十五条、第三十二条、第三十六条第二项、第三项、第三十七条，由结果“部分公开”选定"'
        in page
    )
    assert '<p class="to">楚江恒晟咨询有限公司：</p>' in page
    assert "江北智慧物流园一期项目材料（36页）" in page
    assert "<th" in html(made("P1"))


def test_pages_of_a_letter():
    pages = png_pages(made("partial"), ppi=40)
    assert len(pages) == 2
    assert all(page.startswith(b"\x89PNG") for page in pages)


def test_articles_are_sorted_and_joined():
    cites = [
        regulation("第三十七条", "x"),
        regulation("第三十六条第三项", "x"),
        regulation("第三十六条第二项", "x"),
        regulation("第十六条第二款", "x"),
        practice("口径", "x"),
        regulation("第三十六条第三项", "x"),
    ]
    assert articles(cites) == "《条例》第十六条第二款、第三十六条第二项、第三项、第三十七条"
    assert place("第一百零二条") == (102,)
    assert place("表三") == (999,)


def test_descriptions_over_several_lines_stay_as_written():
    letter = made("disclosed", description="一、备案证\n二、许可证。")
    assert "“一、备案证\n二、许可证。”" in letter.of("opening")[0].text
    assert "二、许可证" in pdf_text(pdf_bytes(letter))


def test_the_request_is_quoted_verbatim():
    assert f"“{DESCRIPTION}”" in made("P8").of("opening")[0].text


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("吕敏", "natural"),
        ("欧阳明月", "natural"),
        ("买买提·艾力", "natural"),
        ("江北恒通物流有限公司", "enterprise"),
        ("市民中心", "enterprise"),
    ],
)
def test_a_consulted_person_is_told_from_a_body_by_the_name(name, kind):
    assert party_kind(name) == kind
    assert Party(name, party_kind(name)).you == ("你" if kind == "natural" else "你单位")
