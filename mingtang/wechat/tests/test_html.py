"""给微信的正文和图片：只留微信收的。"""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from mingtang.wechat.html import SCHEME, clean, with_addresses
from mingtang.wechat.pictures import NotAPicture, digest_of, fitted
from mingtang.wechat.tests.conftest import picture

A, B = "a" * 64, "b" * 64


@pytest.mark.parametrize(
    ("source", "cleaned"),
    [
        ("<p>正文</p>", "<p>正文</p>"),
        ('<p>见<a href="https://x" onclick="y()">办事指南</a></p>', "<p>见办事指南</p>"),
        ("<p>甲<script>alert(1)</script>乙</p>", "<p>甲乙</p>"),
        ("<style>p{}</style><iframe src=x>z</iframe><svg><g/></svg><form><p>q</p></form>", ""),
        (
            '<p style="text-align:center;position:fixed;color:#900">x</p>',
            '<p style="text-align:center;color:#900">x</p>',
        ),
        ('<p style="background-color:url(javascript:1)">x</p>', "<p>x</p>"),
        ('<p class="a" id="b" data-x="1" onclick="z">x</p>', "<p>x</p>"),
        (
            '<table><tr><td colspan="2">1</td></tr></table>',
            '<table><tbody><tr><td colspan="2">1</td></tr></tbody></table>',
        ),
        ("<div><video src=x></video>字<!-- 批注 --></div>", "字"),
        ("", ""),
        ("没有标签 & <", "没有标签 &amp; &lt;"),
    ],
)
def test_what_stays(source, cleaned):
    assert clean(source, {}).html == cleaned


def test_pictures_that_come_along_and_those_that_do_not():
    source = '<img src="/a.png" alt="图>一"><img src="https://e/b.png"><img><img src="/b.png?x=1&amp;y=2"><img src="/a.png">'
    cleaned = clean(source, {"/a.png": A, "/b.png?x=1&y=2": B})
    assert (cleaned.pictures, cleaned.lost) == ((A, B), 1)
    assert cleaned.html.count("<img") == 3 and f'src="{SCHEME}:{A}" alt="图一"' in cleaned.html
    out = with_addresses(cleaned.html, {A: "https://m/1?a=1&b=2", B: 'https://m/2"><script>'})
    assert 'src="https://m/1?a=1&amp;b=2"' in out and "<script>" not in out and SCHEME not in out


def test_nobody_names_a_picture_by_hand():
    assert clean(f'<img src="{SCHEME}:{A}">', {}).html == ""
    in_text = clean(f"<p>{SCHEME}:{A}</p>", {"/b": B})
    assert in_text.pictures == () and with_addresses(in_text.html, {}) == in_text.html


HOSTILE = st.sampled_from(
    ["<p>", "</p>", "<script>", "</script>", "<img src=x onerror=1>", "<a href='javascript:1'>", "<svg onload=1>", "<!--",
     "-->", "<style>", '"', "'", "<", ">", "&lt;script&gt;", "<math><mtext>", "</mtext>", "<table>", "<td>", "字"]
)  # fmt: skip


@given(st.lists(HOSTILE, max_size=25).map("".join))
def test_nothing_that_runs_gets_through(source):
    out = clean(source, {}).html
    tags = [tag.lower() for tag in re.findall("<[^>]*>", out)]
    assert not [tag for tag in tags if re.search("script|svg|math|style>| on|href|img", tag)]
    assert clean(out, {}).html == out, "clean again changes nothing"


def opened(data):
    return Image.open(io.BytesIO(data))


def test_small_pictures_keep_their_kind():
    data, name, kind = fitted(picture("PNG"), 1_000_000)
    assert (opened(data).format, name, kind) == ("PNG", "picture.png", "image/png")
    data, name, kind = fitted(picture("JPEG"), 1_000_000)
    assert (opened(data).format, kind) == ("JPEG", "image/jpeg")


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "BMP"])
def test_other_kinds_become_jpg(kind):
    assert opened(fitted(picture(kind), 1_000_000)[0]).format == "JPEG"


def test_a_large_picture_is_made_smaller():
    noise = Image.effect_noise((3000, 2000), 90).convert("RGB")
    out = io.BytesIO()
    noise.save(out, "PNG")
    data, _, kind = fitted(out.getvalue(), 400_000)
    assert len(data) < 400_000 and kind == "image/jpeg" and opened(data).width <= 1600
    with pytest.raises(NotAPicture):
        fitted(out.getvalue(), 100)


def test_what_the_camera_wrote_does_not_travel():
    exif = Image.Exif()
    exif[0x010E] = "拍摄地点"
    out = io.BytesIO()
    Image.new("RGB", (20, 20)).save(out, "JPEG", exif=exif)
    data, _, _ = fitted(out.getvalue(), 1_000_000)
    assert not opened(data).getexif()


def test_transparent_pictures_stand_on_white():
    out = io.BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(out, "WEBP", lossless=True)
    assert opened(fitted(out.getvalue(), 1_000_000)[0]).getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("data", [b"", b"<svg/>", b"GIF89a", picture()[:40], b"%PDF-1.7"])
def test_what_is_no_picture(data):
    with pytest.raises(NotAPicture):
        fitted(data, 1_000_000)


def test_a_picture_is_named_by_its_bytes():
    assert digest_of(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
