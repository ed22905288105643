"""Files that are not what they seem, broken files, and files made to hurt."""

import zipfile
from io import BytesIO

import pytest

from mingtang.report.reading import Unreadable, read, sniff
from mingtang.report.tests.published.render import docx, html_plain, html_word, text_cells, xlsx
from mingtang.report.tests.published.sample import FIGURES, SAMPLE


def archive(source: bytes = b"", **members: bytes) -> bytes:
    """The ZIP file ``source`` with members replaced or added; in names __ stands for / and _xml for .xml."""
    contents: dict[str, bytes] = {}
    if source:
        with zipfile.ZipFile(BytesIO(source)) as old:
            contents = {name: old.read(name) for name in old.namelist()}
    contents |= {name.replace("__", "/").replace("_xml", ".xml"): data for name, data in members.items()}
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in contents.items():
            new.writestr(name, data)
    return buffer.getvalue()


def member(source: bytes, name: str) -> bytes:
    with zipfile.ZipFile(BytesIO(source)) as old:
        return old.read(name)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "文件是空的"),
        (b" \n ", "文件是空的"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版Office"),
        (b"{\\rtf1}", "RTF"),
        (b"\x89PNG\r\n\x1a\n", "图片"),
        (b"\xff\xd8\xff\xe0", "图片"),
        (b"GIF89a", "图片"),
        (b"MIME-Version: 1.0", "mht"),
        (b"ab\0\0\0cd", "不是文本"),
        (b"\xff\xfe\x00\xd8" * 50, "没有找到年度报告的表"),
        (bytes(range(128, 256)) * 40, "文字编码认不出"),
        (b"PK\x03\x04 broken", "已损坏"),
        (archive(readme=b"hello"), "压缩包"),
        ("只是一句话。".encode(), "没有找到年度报告的表"),
        (b"<html></html>", "没有找到年度报告的表"),
        (b"<!-- -->", "没有找到年度报告的表"),
        (b"<!DOCTYPE html>", "网页读不出内容"),
    ],
)
def test_what_cannot_be_read_is_refused_with_one_sentence(data, words):
    with pytest.raises(Unreadable, match=words) as caught:
        read(data)
    assert "\n" not in str(caught.value)


def test_a_file_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(sniff, "LARGEST", 1000)
    with pytest.raises(Unreadable, match="检查是否选错了文件"):
        read(html_plain(SAMPLE))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk"])
def test_encodings_of_plain_text(encoding):
    assert read(text_cells(SAMPLE).decode().encode(encoding)).figures.table3 == FIGURES.table3


def test_encodings_of_web_pages():
    page = html_word(SAMPLE).decode("gb18030")
    assert read(page.replace("gb2312", "utf-8").encode()).figures.table3 == FIGURES.table3
    # A page that declares one encoding and is written in another.
    assert read(page.encode()).figures.table3 == FIGURES.table3
    assert read(page.replace("gb2312", "utf-8").encode("gb18030")).figures.table3 == FIGURES.table3
    assert read(page.replace("gb2312", "x-unknown").encode()).figures.table3 == FIGURES.table3


def test_a_few_broken_bytes_do_not_stop_the_reading():
    data = text_cells(SAMPLE).replace("门户".encode(), "门户".encode()[:-1] + b"\xff" + b"\x80\x80")
    assert read(data).figures.table3 == FIGURES.table3


def test_big5_is_read_as_such():
    assert sniff.decode(b"<meta charset=big5>" + "表格".encode("big5")).endswith("表格")


def test_the_name_of_the_file_does_not_matter_only_its_bytes():
    assert sniff.kind_of(docx(SAMPLE))[0] == "docx"
    assert sniff.kind_of(xlsx(SAMPLE))[0] == "xlsx"
    assert sniff.kind_of(html_plain(SAMPLE))[0] == "html"
    assert sniff.kind_of(text_cells(SAMPLE))[0] == "text"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_in_office_files_are_refused(encoding):
    bomb = (
        '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]><d>&b;&x;</d>'
    ).encode(encoding)
    with pytest.raises(Unreadable, match="外部实体"):
        read(archive(docx(SAMPLE), word__document_xml=bomb))
    with pytest.raises(Unreadable, match="外部实体"):
        read(archive(xlsx(SAMPLE), xl__sharedStrings_xml=bomb))


def test_entities_in_web_pages_are_not_expanded():
    page = (
        html_plain(SAMPLE)
        .decode()
        .replace(
            "<!DOCTYPE html>", '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y "9">]>'
        )
    )
    report = read(page.replace("自行车", "&x;").replace("门户网站", "门户网站&x;&y;").encode())
    assert report.figures.table3 == FIGURES.table3
    assert "root:" not in report.narrative.section(1)


def test_zip_bombs_are_refused():
    with pytest.raises(Unreadable, match="异常地大"):
        read(archive(docx(SAMPLE), word__comments_xml=b" " * (11 << 20)))
    with pytest.raises(Unreadable, match="异常地大"):
        read(archive(docx(SAMPLE), **{f"word/extra{number}.xml": b" " * (9 << 20) for number in range(3)}))
    with pytest.raises(Unreadable, match="异常地大"):
        read(archive(docx(SAMPLE), **{f"word/media/{number}.bin": b" " * (60 << 20) for number in range(3)}))
    with pytest.raises(Unreadable, match="异常地大"):
        read(archive(docx(SAMPLE), **{f"m{number}": b"" for number in range(4001)}))


@pytest.mark.parametrize("ref", [b"A1:XFD1048576", b"A1:B2:C3"])
def test_merged_cells_without_end_are_refused(ref):
    book = xlsx(SAMPLE)
    sheet = member(book, "xl/worksheets/sheet2.xml").replace(
        b'<mergeCell ref="', b'<mergeCell ref="' + ref + b'" x="', 1
    )
    with pytest.raises(Unreadable, match="合并的格子"):
        read(archive(book, xl__worksheets__sheet2_xml=sheet))


def test_a_merged_single_cell_is_no_harm():
    book = xlsx(SAMPLE)
    sheet = member(book, "xl/worksheets/sheet2.xml").replace(
        b'<mergeCell ref="', b'<mergeCell ref="Z9" /><mergeCell ref="', 1
    )
    assert read(archive(book, xl__worksheets__sheet2_xml=sheet)).figures.table3 == FIGURES.table3


def test_a_cell_at_the_far_end_of_the_sheet_costs_nothing():
    book = xlsx(SAMPLE)
    sheet = member(book, "xl/worksheets/sheet1.xml").replace(
        b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    )
    assert read(archive(book, xl__worksheets__sheet1_xml=sheet)).figures.table3 == FIGURES.table3


@pytest.mark.parametrize("part", ["word/document.xml", "[Content_Types].xml"])
def test_broken_word_files(part):
    with pytest.raises(Unreadable, match="DOCX打不开"):
        read(archive(docx(SAMPLE), **{part: b"<broken"}))


def test_broken_workbooks():
    with pytest.raises(Unreadable, match="XLSX打不开"):
        read(archive(xlsx(SAMPLE), xl__workbook_xml=b"<broken"))


def test_an_encrypted_or_damaged_member_is_refused():
    data = bytearray(docx(SAMPLE))
    place = data.find(b"PK\x01\x02")
    data[place + 8] |= 1  # the flag that says encrypted
    with pytest.raises(Unreadable, match="已损坏或者加了密码"):
        read(bytes(data))


def test_markup_nested_without_end():
    deep = (
        html_plain(SAMPLE)
        .decode()
        .replace("<ul>", "<div>" * 50 + "<ul>")
        .replace("</ul>", "</ul>" + "</div>" * 50)
    )
    assert read(deep.encode()).figures.table3 == FIGURES.table3
    with pytest.raises(Unreadable):
        read(("<div><table><tr><td>" * 30000).encode())
    with pytest.raises(Unreadable):
        read(b"<" * 100_000)


def test_scripts_styles_comments_and_hidden_parts_are_not_read():
    noise = (
        "<style>.x{content:'本年新收'}</style><!-- 一、本年新收 99 --><template><table><tr><td>一、本年新收政府信息公开申请数量</td>"
        + "<td>9</td>" * 7
        + "</tr></table></template><p hidden>一、本年新收</p><span style='DISPLAY : none'>9</span>"
    )
    page = html_plain(SAMPLE).decode().replace("<h2>三、", noise + "尾<i hidden>x</i>巴<h2>三、")
    report = read(page.encode())
    assert report.findings() == ()
    assert report.figures.table3 == FIGURES.table3


def test_long_lines_are_read_in_reasonable_time():
    text = text_cells(SAMPLE).decode()
    noise = "收到" * 20000 + "。" + "无" * 20000 + "，" + "1" * 20000 + "件" + "（" * 5000
    assert read((text + "\n" + noise).encode()).figures.table3 == FIGURES.table3


def test_tracked_deletions_and_text_boxes_of_word_are_not_read():
    source = docx(SAMPLE)
    body = member(source, "word/document.xml").decode()
    deleted = '<w:p><w:del w:id="1" w:author="x"><w:r><w:delText>一、本年新收</w:delText><w:t>收到政府信息公开申请99件</w:t></w:r></w:del><w:r><w:tab/><w:br/><w:t>完</w:t></w:r></w:p>'
    boxed = (
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>没有收取信息处理费。</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    changed = body.replace("<w:sectPr", deleted + boxed + "<w:sectPr", 1)
    report = read(archive(source, word__document_xml=changed.encode()))
    assert report.findings() == ()
    assert "99" not in report.narrative.section(6)


def test_tables_inside_the_cells_of_a_word_table():
    from docx import Document

    source = Document(BytesIO(docx(SAMPLE)))
    body = source.element.body
    outer = source.add_table(1, 1)
    cell = outer.rows[0].cells[0]
    for element in list(body)[:-2]:
        cell._tc.append(element)
    buffer = BytesIO()
    source.save(buffer)
    report = read(buffer.getvalue())
    assert report.figures.table3 == FIGURES.table3
    assert report.findings() == ()


def test_hidden_parts_leave_their_neighbours():
    page = html_plain(SAMPLE).decode()
    page = page.replace("<td>自然人</td>", "<td><i hidden>x</i>自然<b></b><i hidden>y</i>人</td>").replace(
        "<h1>", "<p><i hidden>x</i>前言</p><h1>"
    )
    page = page.replace("<table border=1>", "<table border=1><caption>单位：件</caption>")
    report = read(page.encode())
    assert report.figures.table3 == FIGURES.table3
    assert report.findings() == ()


def test_preformatted_tables_and_xml_declarations():
    table = text_cells(SAMPLE).decode()
    assert (
        read(f"<?xml version='1.0' encoding='utf-8'?><html><pre>{table}</pre></html>".encode()).figures.table3
        == FIGURES.table3
    )


def test_dates_and_texts_in_cells_of_a_workbook():
    from datetime import date

    from openpyxl import load_workbook

    book = load_workbook(BytesIO(xlsx(SAMPLE)))
    book["正文"]["C1"] = date(2023, 1, 5)
    book["正文"]["D1"] = True
    buffer = BytesIO()
    book.save(buffer)
    assert read(buffer.getvalue()).findings() == ()


def test_a_text_without_end_is_refused():
    with pytest.raises(Unreadable, match="正文超过15万字"):
        read(html_plain(SAMPLE.text(5, "问题很多。" * 40_000)))


def test_lines_without_end_are_refused():
    with pytest.raises(Unreadable, match="行数异常地多"):
        read(text_cells(SAMPLE) + b"\n1" * 70_000)
    labels = "\n".join(["标签"] * 50_000).encode()
    assert read(text_cells(SAMPLE) + b"\n" + labels).figures.table3 == FIGURES.table3
