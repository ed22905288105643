"""What is read of attachments: what they show, what they hide, and why some cannot be read."""

import io
import zipfile

import pypdfium2
import pytest
from PIL import Image

from mingtang.publishing.checks.altering import altered
from mingtang.publishing.checks.book import Book
from mingtang.publishing.checks.examining import examine_all
from mingtang.publishing.checks.extraction import Extract, extract
from mingtang.publishing.checks.passages import Fix
from mingtang.publishing.tests.hostile import commented, runs, struck, with_parts, word, workbook
from mingtang.publishing.tests.test_check_rules import PERSON

ROWS = [["姓名", "证件"], ["甲", PERSON]]


def blocked(read: Extract) -> str:
    return "".join(each.sentence for each in read.problems if each.level == "block")


def numbers_at(read: Extract) -> list[str]:
    return [each.where for each in examine_all(read.passages, Book()) if each.rule == "identity_number"]


@pytest.mark.parametrize(
    ("data", "name", "where"),
    [
        (workbook(ROWS), "a.xlsx", "工作表“名单” B2"),
        (workbook(ROWS, hidden="hidden"), "a.xlsx", "工作表“源数据” B2"),
        (workbook(ROWS, hidden="veryHidden"), "a.xlsx", "工作表“源数据” B2"),
        (workbook([["甲"]], comment=PERSON), "a.xlsx", "批注"),
        (workbook([["甲"]], author=PERSON), "a.xlsx", "属性“作者”"),
        (workbook([["甲", int(PERSON[:17])]]), "a.xlsx", None),
        (word(PERSON), "a.docx", "正文"),
        (word("甲", extra=runs(PERSON[:3], PERSON[3:9], PERSON[9:])), "a.docx", "正文"),
        (word("甲", table=ROWS), "a.docx", "表格 1 第2行第2列"),
        (word("甲", header=PERSON), "a.docx", "页眉"),
        (word("甲", extra=struck(PERSON)), "a.docx", "修订中删去的文字"),
        (commented(word("甲"), PERSON), "a.docx", "批注"),
        (word("甲", author=PERSON), "a.docx", "属性“作者”"),
        (f"姓名,证件\n甲,{PERSON}".encode("gb18030"), "a.csv", "表格 第2行第2列"),
        (f"证件{PERSON}".encode(), "a.txt", "文字"),
    ],
)
def test_a_number_is_found_wherever_it_is(data: bytes, name: str, where: str | None) -> None:
    assert numbers_at(extract(data, name)) == ([where] if where else [])


def test_hidden_rows_and_columns_are_read_and_said() -> None:
    read = extract(workbook(ROWS, column="B"), "a.xlsx")
    assert "B 列" in blocked(read) and numbers_at(read)
    assert "1 行" in blocked(extract(workbook(ROWS, row=2), "a.xlsx"))


def test_what_is_not_on_view_does_not_reach_the_index() -> None:
    for data in (workbook(ROWS, hidden="hidden"), workbook(ROWS, column="B"), workbook(ROWS, row=2)):
        shown = [p.text for p in extract(data, "a.xlsx").passages if not p.context.get("hidden")]
        assert any("姓名" in text for text in shown) and not any(PERSON in text for text in shown)


def test_pdfs() -> None:
    page = pypdfium2.PdfDocument.new()
    page.new_page(200, 200)
    out = io.BytesIO()
    page.save(out)
    assert "须人工查看" in "".join(p.sentence for p in extract(out.getvalue(), "a.pdf").problems)
    page.new_attachment("秘密.txt").set_data(b"x")
    out = io.BytesIO()
    page.save(out)
    assert "附带了 1 个文件" in blocked(extract(out.getvalue(), "a.pdf"))


def test_pictures_that_say_where_they_were_taken() -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "JPEG", exif=exif)
    assert "拍摄位置" in blocked(extract(out.getvalue(), "a.jpg"))


def archive(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts.items():
            new.writestr(name.replace("__", "/").replace("_dot_", "."), data)
    return out.getvalue()


OLE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600
DTD = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]><w:document>&b;</w:document>'


@pytest.mark.parametrize(
    ("data", "name", "level"),
    [
        (b"", "a.docx", "block"),
        (b"PK\x03\x04" + b"\0" * 200, "a.xlsx", "block"),
        (b"%PDF-1.7\n" + b"\xff" * 500, "a.pdf", "block"),
        (b"\xff\xd8\xff" + b"\0" * 50, "a.jpg", "block"),
        (OLE, "a.doc", "warn"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx", "block"),
        (word("甲"), "a.pdf", "block"),
        (b"<html>", "a.docx", "block"),
        (archive(x=b"\0" * 50_000_000), "a.xlsx", "block"),
        (archive(word__document_dot_xml=DTD), "a.docx", "block"),
        (archive(word__document_dot_xml=b"<a><b>"), "a.docx", "block"),
        (archive(word__document_dot_xml=b"<a/>", word__vbaProject_dot_bin=b"x"), "a.docx", "block"),
        (
            with_parts(word("甲"), lambda n, d: d, word__embeddings__a_dot_xlsx=workbook(ROWS)),
            "a.docx",
            "block",
        ),
        (b"x", "a.ofd", "warn"),
        (b"x", "a.xlsm", "block"),
        (b"\xff\xfe\xff", "a.txt", "warn"),
        (b"x", "none", "warn"),
    ],
)
def test_hostile_and_unreadable_files_are_said_and_never_raise(data: bytes, name: str, level: str) -> None:
    assert level in {each.level for each in extract(data, name).problems}


def test_a_file_that_takes_too_long_is_given_up() -> None:
    assert "没有查完" in blocked(extract(workbook([[str(n)] for n in range(3000)]), "a.xlsx", seconds=-1))


@pytest.mark.parametrize(
    ("data", "name", "fix"),
    [
        (workbook(ROWS), "a.xlsx", Fix("mask", "")),
        (workbook(ROWS, hidden="veryHidden", comment=PERSON), "a.xlsx", Fix("mask", "")),
        (workbook(ROWS, hidden="veryHidden"), "a.xlsx", Fix("drop_sheet", "", "源数据")),
        (workbook(ROWS, column="B"), "a.xlsx", Fix("drop_hidden_cells", "")),
        (workbook(ROWS, row=2), "a.xlsx", Fix("drop_hidden_cells", "")),
        (workbook([["甲"]], comment=PERSON), "a.xlsx", Fix("drop_comments", "")),
        (workbook([["甲"]], author=PERSON), "a.xlsx", Fix("drop_properties", "")),
        (word("甲", table=ROWS), "a.docx", Fix("mask", "")),
        (
            word("甲", header=PERSON, extra=runs("号", PERSON[:4], PERSON[4:], "。")),
            "a.docx",
            Fix("mask", ""),
        ),
        (word("甲", extra=struck(PERSON)), "a.docx", Fix("accept_revisions", "")),
        (commented(word("甲"), PERSON), "a.docx", Fix("drop_comments", "")),
        (word("甲", author=PERSON), "a.docx", Fix("drop_properties", "")),
    ],
)
def test_after_an_alteration_nothing_of_the_number_is_left(data: bytes, name: str, fix: Fix) -> None:
    new = altered(data, name, fix, {PERSON} if fix.kind == "mask" else frozenset())
    read = extract(new, name)
    assert not numbers_at(read) and read.passages
    with zipfile.ZipFile(io.BytesIO(new)) as parts:
        assert not [name for name in parts.namelist() if PERSON.encode() in parts.read(name)]
    assert fix.kind == "mask" or not [
        each for each in read.problems if fix.kind in {f.kind for f in each.fixes}
    ]
