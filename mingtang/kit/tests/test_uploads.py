"""The door for uploads: the right ones come in, hostile ones stay out with one clear sentence."""

import contextlib
import io
import random
import re
import stat
import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from mingtang.kit import uploads
from mingtang.kit.models import StoredFile
from mingtang.kit.tests import samples
from mingtang.kit.tests.samples import upload
from mingtang.kit.uploads import UploadRefused, clean_name
from mingtang.kit.uploads import archives as archives_module

pytestmark = pytest.mark.django_db

GOOD = {
    "a.pdf": (samples.PDF, "application/pdf"),
    "a.docx": (samples.docx(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "a.xlsx": (samples.xlsx(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "a.doc": (samples.ole("WordDocument"), "application/msword"),
    "a.xls": (samples.ole("Workbook"), "application/vnd.ms-excel"),
    "a.ofd": (samples.ofd(), "application/ofd"),
    "a.txt": ("公开申请".encode(), "text/plain; charset=utf-8"),
    "b.txt": ("公开申请".encode("gb18030"), "text/plain; charset=gb18030"),
    "a.jpg": (samples.picture(), "image/jpeg"),
    "a.jpeg": (samples.picture(), "image/jpeg"),
    "a.PNG": (samples.picture("PNG"), "image/png"),
}


def refused(name, data, **options):
    """The sentence with which the file is refused; nothing of it may be kept."""
    with pytest.raises(UploadRefused) as caught:
        uploads.accept(upload(name, data), **options)
    assert not StoredFile.objects.exists()
    sentence = str(caught.value)
    assert sentence.endswith("。")
    assert sentence.count("。") == 1
    return sentence


@pytest.mark.parametrize("name", GOOD)
def test_what_people_use_is_taken(name):
    data, content_type = GOOD[name]
    file = uploads.accept(upload(name, data))
    assert (file.name, file.content_type) == (name, content_type)
    assert uploads.verify(file)
    if "image" not in content_type:
        assert uploads.read_stored(file) == data
        assert file.size == len(data)


@pytest.mark.parametrize("name", ["a.html", "a.svg", "a.exe", "a.docm", "a.zip", "a", "a.pdf.js", ".pdf"])
def test_other_endings_are_refused_with_the_list_of_good_ones(name):
    assert "PDF、DOCX" in refused(name, samples.PDF)


def test_a_form_can_take_fewer_kinds():
    assert "换成 PDF 之一" in refused("a.docx", samples.docx(), kinds=("pdf",))


@pytest.mark.parametrize("wanted", GOOD)
@pytest.mark.parametrize("given", ["a.pdf", "a.docx", "a.xlsx", "a.doc", "a.xls", "a.ofd", "a.jpg", "a.PNG"])
def test_content_that_is_not_what_the_name_says_is_refused(wanted, given):
    if wanted.rpartition(".")[2].lower().replace("jpeg", "jpg") == given.rpartition(".")[2].lower():
        return
    assert "：" in refused(wanted, GOOD[given][0])


@pytest.mark.parametrize("name", GOOD)
@pytest.mark.parametrize("data", [samples.GIF_HTML, b"MZ\x90\0" + bytes(500), b"\x7fELF" + bytes(500)])
def test_polyglots_and_programs_are_refused_under_any_name(name, data):
    refused(name, data)


def test_size_is_limited_by_what_is_read_not_by_what_is_claimed():
    file = upload("a.txt", b"a" * 2001)
    file.size = 10
    with pytest.raises(UploadRefused, match="超过 1 KB"):
        uploads.accept(file, limit=1500)
    assert "超过 10 MB" in refused("a.txt", b"a" * (uploads.LIMIT + 1))
    assert "空" in refused("a.txt", b"")
    assert uploads.accept(upload("a.txt", b"a" * 1500), limit=1500).size == 1500


@pytest.mark.parametrize(
    "data",
    [
        samples.PDF[:-7],
        b"<html>" + samples.PDF,
        samples.PDF.replace(b"/Type", b"/OpenAction<</S/JavaScript/JS(x)>>/Type"),
        samples.PDF.replace(b"/Type", b"/AA<</S/Launch>>/Type"),
        samples.PDF.replace(b"/Type", b"/Names<</EmbeddedFile 3 0 R>>/Type"),
        samples.PDF.replace(b"/Type", b"/Names<</EmbeddedFiles 3 0 R>>/Type"),
        samples.PDF.replace(b"/Type", b"/OpenAction<</S/J#61va#53cript>>/Type"),
    ],
)
def test_broken_and_active_pdfs_are_refused(data):
    refused("a.pdf", data)


@pytest.mark.parametrize("macro", ["_VBA_PROJECT", "_VBA_PROJECT_CUR"])
def test_old_documents_with_macros_are_refused(macro):
    assert "宏" in refused("a.doc", samples.ole("WordDocument", macro))


def test_old_documents_of_unknown_content_are_refused():
    refused("a.doc", samples.ole("EncryptedPackage"))


@pytest.mark.parametrize(
    ("entries", "word"),
    [
        ({"word/vbaProject.bin": b"x"}, "宏"),
        ({"WORD/VBAPROJECT.BIN": b"x"}, "宏"),
        ({"word/embeddings/tool.exe": b"MZ"}, "程序"),
        ({"word/embeddings/book.xlsm": b"x"}, "宏"),
        ({"word/activeX/activeX1.bin": b"x"}, "宏"),
        ({"../evil.xml": b"<a/>"}, "路径"),
        ({"/etc/evil": b"x"}, "路径"),
        ({"C:/evil": b"x"}, "路径"),
        ({"word\\..\\evil": b"x"}, "路径"),
        ({"word/x.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'}, "声明"),
        ({"word/x.xml": '<!DOCTYPE a []><a/>'.encode("utf-16")}, "声明"),
        ({"word/x.xml": b"<!--" + b"-" * 5000 + b"--><!DOCTYPE a []><a/>"}, "声明"),
        ({"word/x.xml": random.Random(2).randbytes(archives_module.PIECE // 2 - 2).hex().encode() + b"<!DOCTYPE a []><a/>"}, "声明"),
        ({"word/sheet.bin": b'\xef\xbb\xbf<?xml version="1.0"?><!DOCTYPE a []><a/>'}, "声明"),
        ({"word/_rels/x.rels": random.Random(1).randbytes(archives_module.MOST_RELATIONS + 1)}, "太大"),
        (
            {"word/_rels/settings.xml.rels": b'<R Type="http://x/attachedTemplate" Target="http://x" TargetMode="External"/>'},
            "别处",
        ),
        ({samples.CONTENT_TYPES: b"<T ContentType='application/vnd.ms-word.document.macroEnabled.main+xml'/>"}, "宏"),
        ({f"word/{n}.xml": b"" for n in range(archives_module.MOST_ENTRIES)}, "太多"),
        ({"word/bomb.xml": bytes(5 * 1024 * 1024)}, "压缩"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else value,
)  # fmt: skip
def test_archives_that_hide_something_are_refused(entries, word):
    assert word in refused("a.docx", samples.with_entries(samples.docx(), entries))


def test_an_archive_that_grows_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(archives_module, "MOST_BYTES", 10_000)
    assert "太大" in refused("a.docx", samples.docx())


def test_double_names_are_refused():
    data = samples.docx()
    out = io.BytesIO(data)
    with pytest.warns(UserWarning), zipfile.ZipFile(out, "a") as file:
        file.writestr("word/document.xml", "<other/>")
    assert "重名" in refused("a.docx", out.getvalue())


def test_links_in_archives_are_refused():
    entry = zipfile.ZipInfo("word/link")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    out = io.BytesIO(samples.docx())
    with zipfile.ZipFile(out, "a") as file:
        file.writestr(entry, "/etc/passwd")
    assert "链接" in refused("a.docx", out.getvalue())


def test_passwords_are_refused():
    data = bytearray(samples.docx())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.index(signature)
        (flags,) = struct.unpack_from("<H", data, at + offset)
        struct.pack_into("<H", data, at + offset, flags | 1)
    assert "密码" in refused("a.docx", bytes(data))


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data + b"<script>",
        lambda data: b"MZ" + data,
        lambda data: data[: len(data) // 2],
        lambda data: data[:200] + bytes(200) + data[400:],
        lambda data: data[:-22] + b"PK\x05\x06" + bytes(18),
    ],
)
def test_archives_with_foreign_or_missing_bytes_are_refused(damage):
    refused("a.docx", damage(samples.docx()))


@given(st.integers(0, 10_000), st.binary(min_size=1, max_size=40))
def test_any_damage_ends_in_a_sentence_or_a_harmless_document(position, noise):
    data = bytearray(samples.ofd())
    start = position % len(data)
    data[start : start + len(noise)] = noise
    with contextlib.suppress(UploadRefused):
        archives_module.check_archive(bytes(data))


def exif_with_place():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by 90 degrees
    exif[0x010F] = "SECRETCAMERA"
    exif.get_ifd(0x8825)[1] = "N"
    return exif


def test_pictures_lose_place_and_camera_but_stand_upright():
    data = (
        samples.picture(size=(60, 40), exif=exif_with_place(), comment=b"SECRET")
        + b"<script>alert(1)</script>"
    )
    stored = uploads.read_stored(uploads.accept(upload("a.jpg", data)))
    assert b"SECRET" not in stored
    assert b"script" not in stored
    with Image.open(io.BytesIO(stored)) as fresh:
        assert fresh.size == (40, 60)
        assert not fresh.getexif()


def test_png_texts_are_dropped_and_transparency_is_kept():
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("Comment", "SECRET")
    data = samples.picture("PNG", mode="RGBA", pnginfo=info)
    stored = uploads.read_stored(uploads.accept(upload("a.png", data)))
    assert b"SECRET" not in stored
    with Image.open(io.BytesIO(stored)) as fresh:
        assert (fresh.mode, fresh.info) == ("RGBA", {})


@pytest.mark.parametrize(
    ("kind", "mode", "then"),
    [("PNG", "P", "RGB"), ("PNG", "1", "L"), ("JPEG", "L", "L"), ("JPEG", "CMYK", "RGB")],
)
def test_pictures_of_any_colour_mode_are_taken(kind, mode, then):
    out = io.BytesIO()
    Image.new(mode, (4, 4)).save(out, kind)
    name = "a.png" if kind == "PNG" else "a.jpg"
    stored = uploads.read_stored(uploads.accept(upload(name, out.getvalue())))
    with Image.open(io.BytesIO(stored)) as fresh:
        assert fresh.mode == then


def test_a_picture_too_large_to_draw_is_refused_before_it_is_drawn():
    huge = bytearray(samples.picture("PNG"))
    struct.pack_into(">II", huge, 16, 60_000, 60_000)
    import zlib

    struct.pack_into(">I", huge, 29, zlib.crc32(huge[12:29]))
    assert "像素" in refused("a.png", bytes(huge))
    assert "像素" in refused("a.png", samples.picture("PNG", size=(7_750, 7_750), mode="L"))


def test_a_cut_picture_is_refused():
    assert "打不开" in refused("a.jpg", samples.picture(size=(300, 300))[:400])


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\wang\\申请表.pdf", "申请表.pdf"),
        ("申请\u202efdp.exe", "申请fdp.exe"),
        ("a\x00b\r\nc\t.pdf", "ab c.pdf"),
        ('<b>"x"|?*:.pdf', "bx.pdf"),
        ("..pdf", "pdf"),
        ("", "未命名"),
        ("/", "未命名"),
        ("CON.pdf", "_CON.pdf"),
        ("附件 1（终稿）.docx", "附件 1（终稿）.docx"),
    ],
)
def test_names_are_cleaned(name, clean):
    assert clean_name(name) == clean


@given(st.text(max_size=300))
def test_a_clean_name_is_short_plain_and_stays_so(name):
    clean = clean_name(name)
    assert 0 < len(clean) <= 140
    assert not re.search(r'[/\\\x00-\x1f<>:"|?*\u202a-\u202e]', clean)
    assert clean not in (".", "..")
    assert clean_name(clean) == clean
