"""Nothing that can run comes in by the editor, and what belongs to a draft does not go out."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from wagtail.models import Collection

from mingtang.organs.models import Staff
from mingtang.publishing import actions
from mingtang.publishing.models import Article, Attachment, Column, File, Picture
from mingtang.publishing.tests.conftest import DAY

People = dict[str, Staff]
HTML = b"<!doctype html><script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
PROGRAM = b"MZ" + b"\0" * 200
DOORS = (
    ("wagtailimages:add", "wagtaildocs:add", "file", ""),
    ("wagtailimages:add_multiple", "wagtaildocs:add_multiple", "files[]", ""),
    (
        "wagtailimages_chooser:create",
        "wagtaildocs_chooser:create",
        "{}-chooser-upload-file",
        "{}-chooser-upload-",
    ),
)
HOSTILE = [
    ("x.html", HTML), ("x.svg", SVG), ("x.png", SVG), ("x.jpg", HTML), ("x.pdf", HTML), ("x.exe", PROGRAM), ("x.txt.js", HTML),
    ("x.docx", PROGRAM), ("x.xml", SVG), ("x.gif", b"GIF89a" + HTML), ("x.zip", b"PK\3\4" + b"\0" * 60),
]  # fmt: skip


@pytest.fixture(autouse=True)
def _folder(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def at(person: Staff) -> Client:
    client = Client()
    client.force_login(person)
    return client


def photo(kind: str = "JPEG") -> bytes:
    """A picture that says where it was taken."""
    picture = Image.new("RGB", (40, 30), "red")
    exif = picture.getexif()
    exif.get_ifd(0x8825)[2] = (30.0, 35.0, 1.0)
    exif[0x010F] = "Camera of somebody"
    out = io.BytesIO()
    picture.save(out, kind, exif=exif)
    return out.getvalue()


def send(client: Client, name: str, field: str, prefix: str, file: str, data: bytes) -> Any:
    thing = "image" if "images" in name else "document"
    prefix = prefix.format(thing)
    given = {
        field.format(thing): SimpleUploadedFile(file, data),
        f"{prefix}title": "材料",
        f"{prefix}collection": str(Collection.get_first_root_node().pk),
    }
    return client.post(reverse(name), given, headers={"X-Requested-With": "XMLHttpRequest"})


@pytest.mark.parametrize(("pictures", "files", "field", "prefix"), DOORS)
@pytest.mark.parametrize(("file", "data"), HOSTILE)
def test_what_can_run_is_refused_at_every_door(
    home: object, staff: People, pictures: str, files: str, field: str, prefix: str, file: str, data: bytes
) -> None:
    for name in (pictures, files):
        answer = send(at(staff["周涛"]), name, field, prefix, file, data)
        assert answer.status_code in (200, 400)
    assert not File.objects.exists() and not Picture.objects.exists()


@pytest.mark.parametrize(("pictures", "files", "field", "prefix"), DOORS)
def test_a_photo_comes_in_drawn_anew(
    home: object, staff: People, pictures: str, files: str, field: str, prefix: str
) -> None:
    assert b"Camera of somebody" in photo()
    send(at(staff["周涛"]), pictures, field, prefix, "窗口.jpg", photo())
    kept = Picture.objects.get()
    with kept.file.open("rb") as stored:
        data = stored.read()
    assert b"Camera of somebody" not in data and not Image.open(io.BytesIO(data)).getexif()
    assert (kept.width, kept.height) == (40, 30) and kept.uploaded_by_user == staff["周涛"]
    assert "窗口" not in kept.file.name and len(kept.file.name) > 30


def test_the_refusal_is_one_sentence(home: object, staff: People) -> None:
    answer = send(at(staff["周涛"]), "wagtaildocs:add_multiple", "files[]", "", "x.html", HTML)
    said = answer.json()["error_message"]
    assert said.startswith("不收这种格式的文件") and "\n" not in said
    answer = send(at(staff["周涛"]), "wagtailimages:add", "file", "", "x.png", SVG)
    assert "这个文件的内容不是 PNG" in answer.content.decode()


@pytest.fixture
def draft(news: Column, staff: People) -> Article:
    file = File(title="名单", uploaded_by_user=staff["周涛"])
    file.file.save("名单.txt", ContentFile("甲、乙".encode()), save=True)
    article = Article(title="樊江区推行并联审批", attachments=[Attachment(title="名单", file=file)])
    return actions.begin(news, article, by=staff["周涛"], on=DAY)


def test_a_file_of_a_draft_is_not_reachable_by_a_visitor(draft: Article, staff: People) -> None:
    file = File.objects.get()
    assert Client().get(file.url).status_code == 404
    assert Client().get(f"/media/{file.file.name}").status_code == 404
    assert at(staff["郑凯"]).get(file.url).status_code == 404
    answer = at(staff["刘敏"]).get(file.url)
    assert answer.status_code == 200 and answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff" and "sandbox" in answer["Content-Security-Policy"]


def test_originals_of_pictures_have_no_address(home: object, staff: People) -> None:
    send(at(staff["周涛"]), "wagtailimages:add", "file", "", "a.jpg", photo())
    kept = Picture.objects.get()
    assert Client().get(f"/media/{kept.file.name}").status_code == 404
    drawn = kept.get_rendition("width-20").url
    assert Client().get(drawn).status_code == 404  # no page on show has it
    shown = at(staff["周涛"]).get(drawn)
    assert shown.status_code == 200 and shown["Content-Type"] == "image/jpeg"
    assert "sandbox" in shown["Content-Security-Policy"]


def test_links_lead_to_pages_and_addresses_alone(draft: Article, staff: People) -> None:
    raw = (
        '{"blocks":[{"key":"a","text":"点这里","type":"unstyled","depth":0,"inlineStyleRanges":[],'
        '"entityRanges":[{"offset":0,"length":3,"key":0}]}],"entityMap":{"0":{"type":"LINK","mutability":"MUTABLE",'
        '"data":{"url":"javascript:alert(1)"}}}}'
    )
    form = {
        "title": draft.title,
        "disclosure": "active",
        "body-count": "1",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-type": "text",
        "body-0-id": "",
        "body-0-value": raw,
        "attachments-TOTAL_FORMS": "0",
        "attachments-INITIAL_FORMS": "0",
    }
    answer = at(staff["周涛"]).post(reverse("wagtailadmin_pages:edit", args=[draft.pk]), form)
    assert answer.status_code == 302
    body = str(Article.objects.get(pk=draft.pk).get_latest_revision_as_object().body.raw_data[0])
    assert "点这里" in body and "javascript" not in body
