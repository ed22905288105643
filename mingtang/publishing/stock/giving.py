"""把本站的稿件交出去：表格（XLSX、JSON）或者网页文件夹，附件和图片放在 ``files`` 里。``take_in`` 原样读得回来。"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from html import escape, unescape
from pathlib import Path
from typing import Any

from django.utils import timezone

from mingtang.kit.tables import Sheet, write_xlsx
from mingtang.kit.uploads import clean_name
from mingtang.organs.refusal import Refused
from mingtang.publishing.addresses import absolute, path_of
from mingtang.publishing.metatags import published_at
from mingtang.publishing.models import Article, Column, Consultation, Document, File, Picture, Piece
from mingtang.publishing.stock.fields import FIELDS, FORMS, of_form
from mingtang.publishing.stock.pages import OWN, TAGS
from mingtang.publishing.stock.tables import html_of

FORMATS = ("html", "xlsx", "json")
IN_A_CELL = 30_000  # characters; a longer text goes into a file of its own beside the table
AT_ONCE = 200
Put = Callable[[str, bytes], None]
_RICH_LINK = re.compile(r'<a\b[^>]*\blinktype="(page|document)"[^>]*>')
_EMBED = re.compile(r'<embed\b[^>]*embedtype="image"[^>]*/?>')
_ATTRIBUTE = re.compile(r'\b(id|alt|linktype)="([^"]*)"')


@dataclass
class Parcel:
    """Where everything is put: ``put`` takes a path in the folder and bytes. ``missing`` files could not be read."""

    put: Put
    missing: list[str] = field(default_factory=list)
    _there: set[str] = field(default_factory=set)

    def file(self, file: File) -> str:
        """The path of an attachment in the folder; '' when its bytes are gone."""
        return self._media(file, f"files/{file.pk}-{clean_name(f'{file.title}.{_ending(file)}')}")

    def picture(self, picture: Picture) -> str:
        """The path of a picture in the folder."""
        return self._media(picture, f"files/picture-{picture.pk}.{_ending(picture)}")

    def _media(self, media: Any, path: str) -> str:
        if path not in self._there:
            try:
                with media.file.open("rb") as opened:
                    self.put(path, opened.read())
            except OSError:
                self.missing.append(media.title)
                return ""
            self._there.add(path)
        return path


def give(target: Path, kind: str, column: Column | None = None) -> tuple[int, list[str]]:
    """Write every piece on show (of a column) as ``html``, ``xlsx`` or ``json`` into a new folder or ``.zip``.

    Returns how many pieces, and the titles of files that could not be read. Raises ``Refused`` when it is there already.
    """
    if target.exists():
        raise Refused(f"{target.name} 已经存在：另写一个名称。")
    if target.suffix.lower() == ".zip":
        with zipfile.ZipFile(target, "x", zipfile.ZIP_DEFLATED) as archive:
            return _write(Parcel(archive.writestr), kind, column)
    target.mkdir(parents=True)
    return _write(Parcel(lambda path, data: _on_disk(target / path, data)), kind, column)


def _on_disk(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _write(parcel: Parcel, kind: str, column: Column | None) -> tuple[int, list[str]]:
    base = "../" if kind == "html" else ""
    count = 0
    rows = []
    for piece in pieces_of(column):
        count += 1
        values = values_of(
            piece, parcel, "" if kind != "html" else base * path_of(piece).strip("/").count("/")
        )
        if kind == "html":
            parcel.put(f"{path_of(piece).strip('/')}.html", page_of(values).encode())
        else:
            rows.append(_short(values, parcel) if kind == "xlsx" else values)
    if kind == "json":
        parcel.put("articles.json", json.dumps(rows, ensure_ascii=False, indent=1, default=_said).encode())
    elif kind == "xlsx":
        titles = [each.title for each in FIELDS]
        cells = ([_cell(values.get(each.name)) for each in FIELDS] for values in rows)
        parcel.put("稿件.xlsx", write_xlsx([Sheet("稿件", titles, cells)]))
    return count, parcel.missing


def pieces_of(column: Column | None) -> Iterator[Any]:
    """Everything on show, oldest first, in batches: documents first, since interpretations name them."""
    wanted = Piece.objects.live()
    if column is not None:
        wanted = wanted.in_column(column)
    keys = list(wanted.order_by("first_published_at", "pk").values_list("pk", flat=True))
    for start in range(0, len(keys), AT_ONCE):
        found = {
            each.pk: each for each in Piece.objects.filter(pk__in=keys[start : start + AT_ONCE]).specific()
        }
        yield from (found[pk] for pk in keys[start : start + AT_ONCE])


def values_of(piece: Any, parcel: Parcel, base: str = "") -> dict[str, Any]:
    """A piece by names of fields; empty ones are left out. ``base`` leads from its page to the top of the folder."""
    form = next(name for name, model in _MODELS.items() if isinstance(piece, model))
    path = path_of(piece)
    values: dict[str, Any] = {
        "key": piece.imported_from or path,
        "column": "/".join(path.strip("/").split("/")[:-1]),
        "form": FORMS[form],
        "shown_at": published_at(piece),
        "old_address": absolute(path),
        "address": piece.slug,
        "index_number": piece.index_number,
        "body": html_of_stream(piece.body, parcel, base),
        "cover": base + parcel.picture(piece.cover) if piece.cover else "",
        "attachments": "\n".join(_attachments(piece, parcel, base)),
    }
    for each in of_form(form):
        display = getattr(piece, f"get_{each.name}_display", None)
        values[each.name] = display() if display else getattr(piece, each.name)
    values |= _more(piece, parcel, base)
    return {each.name: values[each.name] for each in FIELDS if values.get(each.name) not in (None, "")}


_MODELS: dict[str, type[Piece]] = {"article": Article, "document": Document, "consultation": Consultation}


def _more(piece: Any, parcel: Parcel, base: str) -> dict[str, Any]:
    if isinstance(piece, Article):
        return {"explains": "\n".join(each.imported_from or path_of(each) for each in piece.explains.all())}
    if isinstance(piece, Document):
        other = piece.repealed_by
        return {"repealed_by": (other.imported_from or path_of(other)) if other else ""}
    return {name: html_of_stream(getattr(piece, name), parcel, base) for name in ("explanation", "result")}


def _attachments(piece: Any, parcel: Parcel, base: str) -> Iterator[str]:
    for each in piece.attachments.select_related("file").order_by("sort_order", "pk"):
        path = parcel.file(each.file)
        if path:
            yield f"{each.title}={base}{path}"


def html_of_stream(stream: Any, parcel: Parcel, base: str = "") -> str:
    """The blocks of a body as HTML that ``bodies.parse`` reads back as the same blocks."""
    parts = []
    for block in stream:
        if block.block_type == "text":
            parts.append(_rich(block.value.source, parcel, base))
        elif block.block_type == "table" and block.value:
            parts.append(html_of(block.value))
        elif block.block_type == "picture" and block.value:
            alt = getattr(block.value, "contextual_alt_text", None) or ""
            parts.append(_image(parcel.picture(block.value), alt, base))
        elif isinstance(block.value, str):
            parts.append(f"<blockquote>{escape(block.value, quote=False)}</blockquote>")
    return "\n".join(filter(None, parts))


def _image(path: str, alt: str, base: str) -> str:
    return f'<img src="{escape(base + path)}" alt="{escape(alt)}">' if path else ""


def _rich(html: str, parcel: Parcel, base: str) -> str:
    """Links to pages as addresses of this site, links to files and pictures inside a text as paths in the folder."""

    def link(match: re.Match[str]) -> str:
        given = dict(_ATTRIBUTE.findall(match[0]))
        if match[1] == "page":
            page = (
                Piece.objects.filter(pk=given.get("id")).first()
                or Column.objects.filter(pk=given.get("id")).first()
            )
            return f'<a href="{path_of(page)}">' if page else "<a>"
        file = File.objects.filter(pk=given.get("id")).first()
        return f'<a href="{escape(base + parcel.file(file))}">' if file else "<a>"

    def image(match: re.Match[str]) -> str:
        given = dict(_ATTRIBUTE.findall(match[0]))
        picture = Picture.objects.filter(pk=given.get("id")).first()
        return _image(parcel.picture(picture), unescape(given.get("alt", "")), base) if picture else ""

    return _EMBED.sub(image, _RICH_LINK.sub(link, html))


def _short(values: dict[str, Any], parcel: Parcel) -> dict[str, Any]:
    """A text too long for a cell goes into a file beside the table."""
    body = str(values.get("body", ""))
    if len(body) <= IN_A_CELL:
        return values
    path = f"files/body{values['old_address'].rstrip('/').rpartition('/')[2]}.html"
    parcel.put(path, body.encode())
    return {**{name: value for name, value in values.items() if name != "body"}, "body_file": path}


def page_of(values: dict[str, Any]) -> str:
    """One piece as a page with the fifteen tags' content layer and our own tags for what they do not say."""
    by_tag = {name: tag for tag, name in TAGS.items()}
    names = {"articletitle": "ArticleTitle", "pubdate": "PubDate", "contentsource": "ContentSource"}
    lines = []
    for name, value in values.items():
        if name in ("body", "explanation", "result", "attachments"):
            continue
        tag = by_tag.get(name, "")
        said = names.get(tag, tag.capitalize()) or f"{OWN}{name}"
        lines.append(f'<meta name="{said}" content="{escape(str(_cell(value)))}">')
    sections = [
        f'<section data-part="{name}">{values[name]}</section>'
        for name in ("explanation", "result")
        if values.get(name)
    ]
    title = escape(str(values["title"]), quote=False)
    return (
        '<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8">\n'
        f"<title>{title}</title>\n" + "\n".join(lines) + f"\n</head><body>\n<h1>{title}</h1>\n"
        f'<article data-part="body">{values.get("body", "")}</article>\n'
        + "\n".join(sections)
        + _list_of(str(values.get("attachments", "")))
        + "</body></html>\n"
    )


def _list_of(attachments: str) -> str:
    if not attachments:
        return ""
    pairs = [line.rpartition("=") for line in attachments.splitlines()]
    items = "".join(
        f'<li><a href="{escape(path)}">{escape(name, quote=False)}</a></li>' for name, _, path in pairs
    )
    return f'\n<ul data-part="attachments">{items}</ul>\n'


def _ending(media: Any) -> str:
    return str(media.file.name).rpartition(".")[2].lower()


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "是" if value else "否"
    return _said(value) if isinstance(value, date | datetime) else value


def _said(value: Any) -> str:
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
    return str(value)
