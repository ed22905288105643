"""Whoever drafts meets Chinese: no English is left on the pages they use, nor in the messages of their scripts."""

from __future__ import annotations

import ast
import gettext
import json
import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.urls import reverse

from mingtang.organs.models import Staff
from mingtang.publishing import actions
from mingtang.publishing.models import Article, Attachment, Column, File, Picture
from mingtang.publishing.tests.conftest import DAY
from mingtang.publishing.tests.editor.test_editor_uploads import at, photo

People = dict[str, Staff]
WORD = re.compile(r"[A-Za-z]{2,}")
# Names of formats, of the program the editor is made with, and of keys on the keyboard.
ALLOWED = {
    *("JPG", "PNG", "PDF", "DOCX", "DOC", "XLSX", "XLS", "OFD", "TXT", "MB", "KB", "Wagtail", "HTML", "Ctrl", "Alt", "Shift", "Esc"),
    *("Enter", "Tab", "slug", "ID", "URL", "txt", "jpg", "bytes", "px"),
}  # fmt: skip
STORED = re.compile(r"[0-9a-f]{24}\S*")  # the name a picture is stored under
SPOKEN = ("aria-label", "title", "placeholder", "alt")


@pytest.fixture(autouse=True)
def _folder(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def draft(news: Column, staff: People) -> Article:
    picture = Picture(title="窗口", uploaded_by_user=staff["周涛"])
    picture.file = ImageFile(ContentFile(photo(), name="a.jpg"), name="a.jpg")
    picture.save()
    file = File(title="名单", uploaded_by_user=staff["周涛"])
    file.file.save("名单.txt", ContentFile("甲、乙".encode()), save=True)
    article = Article(
        title="樊江区推行并联审批",
        body=[("text", "<p>五个环节并成一个。</p>")],
        attachments=[Attachment(title="名单", file=file)],
    )
    begun = actions.begin(news, article, by=staff["周涛"], on=DAY)
    actions.revise(begun, {"title": "樊江区推行并联审批改革"}, by=staff["周涛"], on=DAY)
    return begun


def english(html: str) -> set[str]:
    """Words of Latin letters that a person sees or a screen reader says."""
    soup = BeautifulSoup(html, "html.parser")
    menu = soup.find(id="wagtail-sidebar-props")
    labels = (
        re.findall(r'"label": "([^"]*)"', json.dumps(json.loads(menu.text), ensure_ascii=False))
        if menu
        else []
    )
    counters = soup.select(".w-side-panel-toggle__counter[hidden]")
    for hidden in counters + soup(["script", "style", "svg", "code", "kbd"]):
        hidden.decompose()
    said = labels + [each for node in soup.find_all(True) for name in SPOKEN if (each := node.get(name))]
    said += [node.get("value", "") for node in soup.find_all("input", type=["submit", "button"])]
    words = WORD.findall(STORED.sub("", " ".join([soup.get_text(" "), *map(str, said)])))
    return {word for word in words if word not in ALLOWED}


def pages(draft: Article, news: Column) -> dict[str, str]:
    file, picture = File.objects.get(), Picture.objects.get()
    first, second = (each.pk for each in draft.revisions.order_by("pk"))
    kinds = ("article", "document", "consultation")
    adds = {f"add {k}": reverse("wagtailadmin_pages:add", args=["publishing", k, news.pk]) for k in kinds}
    return adds | {
        "first page": reverse("wagtailadmin_home"),
        "columns": reverse("wagtailadmin_explore_root"),
        "column": reverse("wagtailadmin_explore", args=[news.pk]),
        "what to begin": reverse("wagtailadmin_pages:add_subpage", args=[news.pk]),
        "edit": reverse("wagtailadmin_pages:edit", args=[draft.pk]),
        "delete": reverse("wagtailadmin_pages:delete", args=[draft.pk]),
        "history": reverse("wagtailadmin_pages:history", args=[draft.pk]),
        "compare": reverse("wagtailadmin_pages:revisions_compare", args=[draft.pk, first, second]),
        "pictures": reverse("wagtailimages:index"),
        "add pictures": reverse("wagtailimages:add_multiple"),
        "add picture": reverse("wagtailimages:add"),
        "picture": reverse("wagtailimages:edit", args=[picture.pk]),
        "uses of a picture": reverse("wagtailimages:image_usage", args=[picture.pk]),
        "files": reverse("wagtaildocs:index"),
        "add files": reverse("wagtaildocs:add_multiple"),
        "add file": reverse("wagtaildocs:add"),
        "file": reverse("wagtaildocs:edit", args=[file.pk]),
        "uses of a file": reverse("wagtaildocs:document_usage", args=[file.pk]),
    }


def choosers() -> dict[str, str]:
    names = ("choose_page", "choose_page_external_link", "choose_page_email_link")
    found = {name: reverse(f"wagtailadmin_{name}") for name in names}
    return found | {
        "choose picture": reverse("wagtailimages_chooser:choose"),
        "choose file": reverse("wagtaildocs_chooser:choose"),
    }


def test_no_english_is_met_where_people_draft(draft: Article, news: Column, staff: People) -> None:
    person = at(staff["周涛"])
    met = {}
    for name, address in pages(draft, news).items():
        answer = person.get(address, follow=True)
        assert answer.status_code == 200, (name, answer.status_code)
        met[name] = english(answer.content.decode())
    for name, address in choosers().items():
        query = {"allow_external_link": "true", "allow_email_link": "true", "allow_phone_link": "true"}
        answer = person.get(address, query, headers={"X-Requested-With": "XMLHttpRequest"})
        assert answer.status_code == 200, (name, answer.status_code)
        met[name] = english(json.loads(answer.content)["html"])
    assert {name: words for name, words in met.items() if words} == {}


FOLDER = settings.LOCALE_PATHS[0] / "zh_Hans" / "LC_MESSAGES"
HOLES = re.compile(r"%\(\w+\)[sd]|\{\w+\}|%[sd]")
Entry = dict[str, str]


def written(name: str) -> list[Entry]:
    """The messages of one of our catalogues, each in one line as it is kept."""
    found: list[Entry] = []
    for block in (FOLDER / f"{name}.po").read_text(encoding="utf-8").split("\n\n"):
        lines = [line.split(" ", 1) for line in block.splitlines() if line.startswith("msg")]
        found.append({key: ast.literal_eval(text) for key, text in lines})
    return [each for each in found if each.get("msgid")]


def told(entry: Entry) -> str:
    return entry.get("msgstr") or entry.get("msgstr[0]") or ""


def key(entry: Entry) -> str:
    return f"{entry['msgctxt']}\x04{entry['msgid']}" if "msgctxt" in entry else entry["msgid"]


def test_scripts_of_the_editor_speak_chinese(home: object, staff: People) -> None:
    sent = at(staff["周涛"]).get(reverse("wagtailadmin_javascript_catalog")).content.decode()
    missing = [each["msgid"] for each in written("djangojs") if json.dumps(told(each)) not in sent]
    assert written("djangojs") and missing == []


@pytest.mark.parametrize("name", ["django", "djangojs"])
def test_the_shipped_catalogue_is_the_written_one(name: str) -> None:
    with (FOLDER / f"{name}.mo").open("rb") as stored:
        shipped: dict[Any, str] = gettext.GNUTranslations(stored)._catalog  # type: ignore[attr-defined]
    said = {(key(each), 0) if "msgstr[0]" in each else key(each): told(each) for each in written(name)}
    assert len(said) > 15 and said == {each: text for each, text in shipped.items() if each}


@pytest.mark.parametrize("name", ["django", "djangojs"])
def test_translations_fill_in_what_the_message_gives(name: str) -> None:
    for each in written(name):
        given = set(HOLES.findall(each["msgid"])) | set(HOLES.findall(each.get("msgid_plural", "")))
        assert told(each) and set(HOLES.findall(told(each))) <= given, each["msgid"]
