"""A site of one article with a picture and an attachment, made and looked at inside an installation of its own."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

DAY = date(2022, 3, 1)
SHEET = b"\xef\xbb\xbf" + "事项,材料\n食品经营许可,3\n".encode()


def _load() -> None:
    """The program as it is in service, but for the names of static files: nobody has collected them here."""
    from mingtang.config import installation

    installation.load()
    from django.conf import settings
    from django.test import override_settings

    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}, ALLOWED_HOSTS=["*"]).enable()


def make() -> None:
    """Lay out the site, publish the article; says its address and that of its file."""
    _load()
    from django.core.files.base import ContentFile
    from django.test import Client

    from mingtang.organs.models import Organ, Section
    from mingtang.publishing import actions
    from mingtang.publishing.models import Article, Attachment, Column, File

    organ = Organ.objects.get()
    Section.objects.create(organ=organ, name="办公室")
    actions.lay_out(organ, by=None, on=DAY)
    file = File.objects.create(title="事项清单", file=ContentFile(SHEET, "list.csv"))
    article = Article(title="一件事一次办", slug="t1", live=False)
    article.body = [("text", "<p>四张证合并为一张申请表。</p>"), ("picture", _picture())]
    article.attachments.add(Attachment(title="事项清单", file=file))
    Column.objects.get(slug="gzdt").add_child(instance=article)
    _show(article)
    assert Client().get(article.path_of).status_code == 200  # a smaller size of the picture is made
    print(json.dumps({"page": article.path_of, "file": file.url}))


def _picture() -> Any:
    from django.core.files.base import ContentFile
    from PIL import Image

    from mingtang.publishing.models import Picture

    out = BytesIO()
    Image.new("RGB", (1600, 900), "#8fb1d8").save(out, "PNG")
    return Picture.objects.create(
        title="窗口", alt="办件窗口", file=ContentFile(out.getvalue(), "window.png")
    )


def _show(article: Any) -> None:
    from mingtang.publishing.acting import acting
    from mingtang.publishing.actions.showing import put_on_show
    from mingtang.publishing.models import Article

    with acting():
        article.save_revision()
        put_on_show(Article.objects.get(pk=article.pk), by=None, on=DAY)


def look(page: str, file: str) -> None:
    """What a visitor gets: the page, its picture, the file; what the search finds; what lies on the shelf."""
    import re

    _load()
    from django.conf import settings
    from django.test import Client

    from mingtang.search.query import find

    client = Client()
    html = client.get(page).content.decode()
    pictures = re.findall(r'src="(/media/images/[^"]+)"', html)
    given = b"".join(client.get(file).streaming_content)  # type: ignore[arg-type]
    told = {
        "title": "一件事一次办" in html,
        "pictures": [client.get(each).status_code for each in pictures],
        "file": hashlib.sha256(given).hexdigest() == hashlib.sha256(SHEET).hexdigest(),
        "found": [hit.title for hit in find("申请表").hits],
        "kept": sorted(path.name for path in Path(settings.SITE_STORE).rglob("index.html")),
    }
    print(json.dumps(told, ensure_ascii=False))
