"""The printers: every family in every format, hostile text, same bytes again."""

import io
import threading
import zipfile

import docx
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingtang.kit.documents import (
    FAMILIES,
    DocumentError,
    render_docx,
    render_pages,
    render_pdf,
    render_png,
)
from mingtang.kit.documents.shapes import clean
from mingtang.kit.documents.word.order import _RANK

HOSTILE = '#import "x" $a^2$ *粗* _斜_ \\ `码` @引用 <标签> = 题 // 注 {{ x }} {_{ y }_} {% if %} &amp; <w:p/> ]]> \u202e'
TABLE = {
    "kind": "table",
    "head": 1,
    "caption": "计费",
    "note": "单位：元",
    "rows": [["档次", "页数", "金额"], ["第31至68页", "38", "380"], [{"text": "合计", "colspan": 2}, "380"]],
}
DAYS = [
    {
        "day": str(day),
        "mark": "休" if day > 9 else str(day - 5),
        "kind": "weekend" if day > 9 else "counted",
        "due": day == 9,
    }
    for day in range(5, 12)
]
CONTEXTS = {
    "letter": {
        "title": "部分公开答复书",
        "dated": "2022-10-24",
        "organ": "楚江市行政审批局",
        "number": "楚审依复〔2022〕9号",
        "to": "楚江恒晟咨询有限公司",
        "blocks": [
            "本机关收到你单位的申请。",
            {"kind": "h", "text": "一、经过"},
            TABLE,
            "不服本答复的，可以申请行政复议。",
        ],
        "attachments": ["施工许可材料（36页）", "目录（1页）"],
        "signed_by": "楚江市行政审批局",
        "dated_text": "2022年10月24日",
        "delivery": [{"label": "送达方式", "value": "邮寄"}],
        "annexes": [{"title": "确认函", "blocks": [TABLE, "签名："]}],
    },
    "form": {
        "title": "申请登记表",
        "organ": "楚江市行政审批局",
        "number": "楚审依申〔2022〕9号",
        "dated": "2022-09-05",
        "blocks": [
            {
                "kind": "table",
                "widths": [1, 1, 3],
                "rows": [
                    [{"text": "申请人", "rowspan": 2, "head": True}, "姓名", "罗某"],
                    ["地址", "楚江市江城区"],
                    ["签名", {"text": "", "colspan": 2, "height": 20}],
                ],
            }
        ],
        "footnotes": ["一式两份。"],
    },
    "account": {
        "title": "答复期限逐日计算表",
        "facts": [{"label": "登记编号", "value": "楚审依申〔2022〕9号"}],
        "weeks": [{"label": "9月5日", "days": DAYS}],
        "sums": [{"text": "9月5日签收，当日不计", "paper": "回执", "value": "计4天"}],
        "result": {"label": "第20个工作日", "value": "2022年10月24日 星期一"},
        "articles": ["《政府信息公开条例》第三十三条第二款"],
        "legend": ["数字＝第几个工作日"],
        "footnotes": ["日历版本 a1b2"],
    },
    "bundle_index": {
        "title": "证据目录",
        "facts": [{"label": "申请人", "value": "罗某"}],
        "groups": [
            {
                "heading": "一、经过",
                "items": [
                    {
                        "no": "1",
                        "name": "办理经过",
                        "note": "只增不改",
                        "date": "2022-10-24",
                        "pages": "2",
                        "digest": "a1b2c3",
                    }
                ],
            }
        ],
    },
    "report": {
        "title": "2022年政府信息公开工作年度报告",
        "subtitle": "楚江市行政审批局",
        "blocks": [{"kind": "h", "text": "一、总体情况"}, "本年收到申请14件。", TABLE | {"small": True}],
        "signed_by": "楚江市行政审批局",
        "dated_text": "2023年1月5日",
    },
    "sheet": {
        "title": "案件一览",
        "subtitle": "2022年",
        "landscape": True,
        "blocks": [TABLE, {"kind": "break"}, TABLE],
    },
}
WORDS = {
    "letter": [
        "楚江恒晟咨询有限公司：",
        "不服本答复的",
        "附件：1．施工许可材料",
        "合计",
        "送达方式",
        "确认函",
    ],
    "form": ["申请登记表", "罗某", "一式两份"],
    "account": ["答复期限逐日计算表", "计4天", "第20个工作日", "第三十三条第二款", "日历版本"],
    "bundle_index": ["证据目录", "办理经过", "只增不改", "a1b2c3"],
    "report": ["一、总体情况", "14件", "380", "2023年1月5日"],
    "sheet": ["案件一览", "第31至68页"],
}


def pdf_text(data):
    document = pypdfium2.PdfDocument(data)
    return (
        "".join(page.get_textpage().get_text_range() for page in document)
        .replace("\r\n", "")
        .replace("\n", "")
    )


def docx_text(data):
    document = docx.Document(io.BytesIO(data))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def test_every_family_has_an_example_here():
    assert set(CONTEXTS) == set(WORDS) == set(FAMILIES)


@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_pdf_says_what_it_was_given(family):
    text = pdf_text(render_pdf(family, CONTEXTS[family]))
    assert [word for word in WORDS[family] if word not in text] == []


@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_docx_says_what_it_was_given(family):
    text = docx_text(render_docx(family, CONTEXTS[family]))
    assert [word for word in WORDS[family] if word not in text] == []


@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_the_same_context_gives_the_same_bytes(family):
    assert render_pdf(family, CONTEXTS[family]) == render_pdf(
        family, dict(reversed(CONTEXTS[family].items()))
    )
    assert render_docx(family, CONTEXTS[family]) == render_docx(family, CONTEXTS[family])


def test_nothing_in_the_files_comes_from_the_clock(monkeypatch):
    first = render_pdf("letter", CONTEXTS["letter"]), render_docx("letter", CONTEXTS["letter"])
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    monkeypatch.setattr("time.time", lambda: 4_000_000_000.0)
    monkeypatch.setattr("time.localtime", lambda *_: (2096, 1, 1, 0, 0, 0, 0, 1, 0))
    assert (render_pdf("letter", CONTEXTS["letter"]), render_docx("letter", CONTEXTS["letter"])) == first


@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_metadata_names_the_paper(family):
    data = render_pdf(family, CONTEXTS[family])
    assert pypdfium2.PdfDocument(data).get_metadata_dict()["Title"] == CONTEXTS[family]["title"]
    assert b"/Lang(zh" in data
    properties = docx.Document(io.BytesIO(render_docx(family, CONTEXTS[family]))).core_properties
    assert properties.title == CONTEXTS[family]["title"]
    assert (properties.language, properties.comments) == ("zh-CN", "")


def test_metadata_carries_the_day_of_the_paper():
    assert (
        "20221024"
        in pypdfium2.PdfDocument(render_pdf("letter", CONTEXTS["letter"])).get_metadata_dict()["CreationDate"]
    )
    properties = docx.Document(io.BytesIO(render_docx("letter", CONTEXTS["letter"]))).core_properties
    assert properties.created.date().isoformat() == "2022-10-24"


def test_hostile_text_prints_literally_in_pdf():
    text = pdf_text(
        render_pdf("letter", {"title": "信", "blocks": [HOSTILE], "to": HOSTILE, "attachments": [HOSTILE]})
    )
    for part in (
        '#import "x"',
        "$a^2$",
        "*粗*",
        "_斜_",
        "`码`",
        "<标签>",
        "{{ x }}",
        "{% if %}",
        "// 注",
        "&amp;",
    ):
        assert text.count(part) == 3, part


def test_hostile_text_prints_literally_in_docx():
    data = render_docx(
        "letter",
        {
            "title": HOSTILE,
            "to": HOSTILE,
            "blocks": [HOSTILE, TABLE | {"rows": [[HOSTILE]]}],
            "number": HOSTILE,
        },
    )
    assert docx_text(data).count(HOSTILE) == 5


@pytest.mark.parametrize("family", ["form", "report", "sheet"])
def test_hostile_text_prints_literally_in_tables(family):
    context = {"title": HOSTILE, "blocks": [HOSTILE, {"kind": "table", "rows": [[HOSTILE, "x"]]}]}
    assert docx_text(render_docx(family, context)).count(HOSTILE) == 3
    assert pdf_text(render_pdf(family, context)).count("{% if %}") == 3


@given(st.text(max_size=60))
@settings(max_examples=30, deadline=None)
def test_any_text_prints(text):
    context = {
        "title": text or "空",
        "to": text,
        "blocks": [text, {"kind": "table", "rows": [[text]]}],
        "attachments": [text],
    }
    assert render_pdf("letter", context).startswith(b"%PDF")
    assert docx_text(render_docx("letter", context))


def test_control_characters_and_lone_surrogates_are_replaced():
    assert clean("甲\x00\x0c\x07乙\ud800\r\n丙") == "甲\ufffd\ufffd\ufffd乙\ufffd\n丙"


def test_dates_and_tuples_become_plain(settings):
    from datetime import date

    assert clean({"on": date(2022, 9, 5), "items": (1, None)}) == {"on": "2022-09-05", "items": [1, None]}
    with pytest.raises(DocumentError, match="object"):
        clean([object()])


@pytest.mark.parametrize(
    ("family", "context", "said"),
    [
        ("poster", {"title": "x"}, "没有名为“poster”的文书版式"),
        ("letter", {}, "缺少数据项：title"),
        ("letter", {"title": "x", "colour": 1}, "不认识数据项：colour"),
        ("letter", {"title": "x", "blocks": [{"kind": "video"}]}, "没有名为“video”的内容块"),
        ("sheet", {"title": "x", "blocks": [{"kind": "table"}]}, "内容块“table”缺少：rows"),
    ],
)
def test_a_wrong_context_is_refused_with_its_reason(family, context, said):
    for render in (render_pdf, render_docx, render_pages):
        with pytest.raises(DocumentError, match=said):
            render(family, context)


def test_a_letter_in_word_refuses_cells_over_several_rows():
    tall = {"kind": "table", "rows": [[{"text": "a", "rowspan": 2}, "b"], ["c"]]}
    with pytest.raises(DocumentError, match="跨行"):
        render_docx("letter", {"title": "x", "blocks": [tall]})


def test_png_of_each_page():
    pages = render_pages("letter", CONTEXTS["letter"], ppi=30)
    assert len(pages) == 2
    assert render_png("letter", CONTEXTS["letter"], page=2, ppi=30) == pages[1]
    assert all(page.startswith(b"\x89PNG") for page in pages)
    with pytest.raises(DocumentError, match="共 2 页，没有第 3 页"):
        render_png("letter", CONTEXTS["letter"], page=3, ppi=30)


@pytest.mark.parametrize("weeks", [1, 9, 17, 18, 50, 51, 120, 300])
def test_the_account_stays_on_one_page(weeks):
    long = CONTEXTS["account"] | {
        "weeks": CONTEXTS["account"]["weeks"] * weeks,
        "sums": CONTEXTS["account"]["sums"] * (weeks // 5),
    }
    assert len(pypdfium2.PdfDocument(render_pdf("account", long))) == 1


@pytest.mark.parametrize("lines", [1, 2, 4, 9])
@pytest.mark.parametrize("paragraphs", range(4, 16))
def test_the_signature_never_stands_alone(paragraphs, lines):
    last = "不服本答复的，可以申请行政复议，" * lines + "完。"
    blocks = [*["本机关" + "查明的事实" * 20 + "。"] * paragraphs, last]
    document = pypdfium2.PdfDocument(render_pdf("letter", CONTEXTS["letter"] | {"blocks": blocks, "annexes": []}))
    signed = [text for page in document if "2022年10月24日" in (text := page.get_textpage().get_text_range())]
    assert len(signed) == 1
    assert "完。" in signed[0].replace("\r\n", "")


def test_page_numbers_as_gb_9704_wants_them():
    blocks = ["查明的事实" * 60] * 6
    document = pypdfium2.PdfDocument(render_pdf("letter", {"title": "信", "organ": "局", "blocks": blocks}))
    assert len(document) >= 3
    feet = [page.get_textpage().get_text_bounded(top=100) for page in document]
    assert "—" not in feet[0]
    assert [f"— {n} —" in foot for n, foot in enumerate(feet, 1)][1:] == [True] * (len(document) - 1)
    assert document[2].get_textpage().get_text_bounded(left=300, top=100).strip() == "— 3 —"
    assert document[1].get_textpage().get_text_bounded(right=300, top=100).strip() == "— 2 —"


def test_the_letter_is_laid_out_after_gb_9704():
    document = docx.Document(io.BytesIO(render_docx("letter", CONTEXTS["letter"])))
    section = document.sections[0]
    assert [round(size.mm) for size in (section.page_width, section.page_height)] == [210, 297]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(size.mm) for size in margins] == [37, 35, 28, 26]
    xml = document.element.xml
    for part in ("方正小标宋简体", "仿宋_GB2312", 'w:linePitch="580"', 'w:val="C8161D"', "thickThinSmallGap"):
        assert part in xml
    body = next(p for p in document.paragraphs if p.text.startswith("不服本答复的"))
    assert body.paragraph_format.line_spacing.pt == 29
    assert "PAGE" in section.footer._element.xml and "PAGE" in section.even_page_footer._element.xml
    assert "PAGE" not in section.first_page_footer._element.xml


@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_properties_stand_in_the_order_of_the_schema(family):
    root = docx.Document(io.BytesIO(render_docx(family, CONTEXTS[family]))).element
    assert next(root.iter(*_RANK), None) is not None
    for parent, rank in _RANK.items():
        for properties in root.iter(parent):
            order = [rank[child.tag] for child in properties]
            assert order == sorted(order)


def test_a_draft_says_so():
    draft = CONTEXTS["letter"] | {"draft": True}
    assert "草" in pdf_text(render_pdf("letter", draft)) and "草" not in pdf_text(
        render_pdf("letter", CONTEXTS["letter"])
    )
    heads = docx.Document(io.BytesIO(render_docx("letter", draft))).sections[0]
    assert [head.paragraphs[-1].text for head in (heads.header, heads.first_page_header)] == [
        "草稿，尚未签发"
    ] * 2


def test_an_organ_may_use_its_own_letterhead():
    own = docx.Document()
    own.add_paragraph("本局信头：{{ title }}")
    own.add_paragraph("{%p for block in blocks %}")
    own.add_paragraph("{{ block.text }}")
    own.add_paragraph("{%p endfor %}")
    buffer = io.BytesIO()
    own.save(buffer)
    made = render_docx("letter", {"title": "回执", "blocks": ["已收到。"]}, letterhead=buffer.getvalue())
    assert docx_text(made).split("\n") == ["本局信头：回执", "已收到。"]


@pytest.mark.parametrize("tag", ["{{ title.__class__.__mro__ }}", "{{ '%s'.__globals__.x }}", "{% if %}"])
def test_a_letterhead_reaches_nothing_but_the_context(tag):
    own = docx.Document()
    own.add_paragraph(tag)
    buffer = io.BytesIO()
    own.save(buffer)
    with pytest.raises(DocumentError, match="公文模板里的标记有误"):
        render_docx("letter", {"title": "回执"}, letterhead=buffer.getvalue())


def test_the_archive_is_a_plain_zip_with_content_types_first():
    with zipfile.ZipFile(io.BytesIO(render_docx("form", CONTEXTS["form"]))) as archive:
        assert archive.namelist()[0] == "[Content_Types].xml"
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_threads_print_side_by_side():
    expected = render_pdf("form", CONTEXTS["form"])
    results = []
    threads = [
        threading.Thread(target=lambda: results.append(render_pdf("form", CONTEXTS["form"])))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [expected] * 4


def test_an_organs_own_faces_come_first(tmp_path, settings):
    import shutil

    from pylopdf_fonts_zh_cn import sans_path

    from mingtang.kit.documents import fonts

    shutil.copy(sans_path(), tmp_path / "own.otf")
    settings.DOCUMENT_FONTS = str(tmp_path)
    assert fonts._folders()[0] == str(tmp_path)
    settings.DOCUMENT_FONTS = str(tmp_path / "missing")
    assert fonts._folders() == [str(sans_path().parent)]
