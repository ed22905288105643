"""一行能不能迁入：能，是怎样的一篇；不能，哪里不对、怎么改。不写数据库。"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db.models import Field as ModelField
from django.utils import timezone

from mingtang.publishing.models import Article, Column, ColumnKind, Consultation, Document, Piece
from mingtang.publishing.stock.bodies import Parsed, parse
from mingtang.publishing.stock.fields import BY_NAME, FORMS, of_form
from mingtang.publishing.stock.folders import Folder, inside
from mingtang.publishing.stock.pages import text_of
from mingtang.publishing.stock.reading import Row
from mingtang.publishing.stock.values import Unreadable, attachments_of, parts_of, value_of

MODELS: dict[str, type[Piece]] = {"article": Article, "document": Document, "consultation": Consultation}
STREAMS = ("body", "explanation", "result")
_ADDRESS = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,119}")


@dataclass
class Draft:
    """One piece that can be taken in."""

    row: Row
    form: str
    key: str
    column: Column
    shown_at: datetime
    values: dict[str, Any]
    streams: dict[str, Parsed] = field(default_factory=dict)
    attachments: list[tuple[str, str]] = field(default_factory=list)
    cover: str = ""
    explains: list[str] = field(default_factory=list)
    repealed_by: str = ""
    old_address: str = ""
    address: str = ""
    index_number: str = ""
    digest: str = ""

    @property
    def title(self) -> str:
        """Its title."""
        return str(self.values["title"])


@dataclass(frozen=True)
class Places:
    """The columns of this site by path, by the end of the path, by title; ``instead`` are old names with new paths."""

    by_path: Mapping[str, Column]
    by_name: Mapping[str, list[Column]]
    instead: Mapping[str, str]

    def find(self, said: str) -> Column:
        """The column somebody named. Raises ``Unreadable``."""
        name = self.instead.get(said.strip(), said).strip().strip("/")
        found = self.by_path.get(name)
        if found is None:
            parts = re.split(r"\s*[/>＞]\s*", name)
            named = [
                each for each in self.by_name.get(parts[-1], []) if _stands_in(each, parts, self.by_path)
            ]
            if len(named) > 1:
                raise Unreadable(
                    f"有{len(named)}个栏目都叫“{said}”：写栏目的路径，如“{self._path(named[0])}”。"
                )
            if not named:
                raise Unreadable(f"没有“{said}”这个栏目：改成本站的栏目，或者写明这个旧栏目归到哪里。")
            found = named[0]
        if found.kind == ColumnKind.GROUP or found.target:
            raise Unreadable(f"“{found.title}”不直接放稿件：写它下面的一个栏目。")
        return found

    def _path(self, column: Column) -> str:
        return next(path for path, each in self.by_path.items() if each.pk == column.pk)


def places(instead: Mapping[str, str] | None = None) -> Places:
    """All columns as they are now."""
    by_path: dict[str, Column] = {}
    by_name: dict[str, list[Column]] = {}
    for column in Column.objects.filter(live=True).order_by("path"):
        path = "/".join(column.url_path.split("/")[2:-1])
        by_path[path] = column
        for name in {column.title, column.slug}:
            by_name.setdefault(name, []).append(column)
    return Places(by_path, by_name, instead or {})


def _stands_in(column: Column, parts: list[str], by_path: Mapping[str, Column]) -> bool:
    """Whether the columns above it are called as was said, by title or by slug."""
    slugs = next(path for path, each in by_path.items() if each.pk == column.pk).split("/")
    line = [by_path["/".join(slugs[: n + 1])] for n in range(len(slugs))]
    return len(parts) <= len(line) and all(
        said in (each.title, each.slug) for said, each in zip(reversed(parts), reversed(line), strict=False)
    )


def judge(row: Row, where: Places, folder: Folder, *, before: date) -> Draft | list[str]:
    """The piece a row gives, or what is wrong with it. ``before``: the first day pieces are published here."""
    problems: list[str] = []
    given = dict(row.values)
    column = _column(given, where, problems)
    key = key_of(given)
    if not key:
        problems.append("没有编号，也没有原网址：补上一个，重复导入时靠它认出同一篇。")
    form = _form(given, problems)
    values = _values(given, form, problems)
    shown_at = _shown_at(given, before, problems)
    body = _body(row, given, folder, problems)
    draft = Draft(row, form, key, column, shown_at, values) if column and shown_at and not problems else None
    if draft is None:
        return problems
    _more(draft, given, body, problems)
    _whole(draft, problems)
    return problems or draft


def key_of(given: Mapping[str, Any]) -> str:
    """What a piece is recognised by when it comes again: its number in the old system, else its old address."""
    return str(given.get("key") or given.get("old_address") or "").strip()[:300]


def _column(given: Mapping[str, Any], where: Places, problems: list[str]) -> Column | None:
    said = str(given.get("column") or "").strip()
    if not said or said == ".":
        problems.append("没有写栏目：补上栏目的名称或者路径。")
        return None
    try:
        return where.find(said)
    except Unreadable as error:
        problems.append(str(error))
        return None


def _form(given: Mapping[str, Any], problems: list[str]) -> str:
    said = str(given.get("form") or "").strip()
    known = {**{label: name for name, label in FORMS.items()}, **{name: name for name in FORMS}}
    if said and said not in known:
        problems.append(f"稿件类型写的是“{said[:20]}”：写文章、公文或者意见征集。")
    if said in known:
        return known[said]
    return "consultation" if given.get("opens_on") else "document" if given.get("number") else "article"


def _values(given: Mapping[str, Any], form: str, problems: list[str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for each in of_form(form):
        if each.name not in given:
            continue
        try:
            value = value_of(each, given[each.name])
            values[each.name] = _chosen(form, each.name, value)
        except Unreadable as error:
            problems.append(str(error))
    if not values.get("title"):
        problems.append("没有标题：补上标题。")
    return values


def _chosen(form: str, name: str, value: Any) -> Any:
    """A value that fits its column: not too long, and one of those there are to choose from."""
    column: ModelField[Any, Any] = MODELS[form]._meta.get_field(name)  # type: ignore[assignment]
    if column.choices and value:
        labels = {str(label): code for code, label in column.flatchoices}
        if value not in labels and value not in labels.values():
            raise Unreadable(f"“{column.verbose_name}”没有“{value[:20]}”：写{'、'.join(labels)}之一。")
        return labels.get(value, value)
    if isinstance(value, str) and column.max_length and len(value) > column.max_length:
        raise Unreadable(f"“{column.verbose_name}”超过{column.max_length}字：缩短再导入。")
    if isinstance(value, str) and value:
        try:
            column.run_validators(value)
        except ValidationError:
            raise Unreadable(f"“{column.verbose_name}”写的“{value[:40]}”不对：核对后改正。") from None
    return value


def _shown_at(given: Mapping[str, Any], before: date, problems: list[str]) -> datetime | None:
    said = given.get("shown_at")
    if not said:
        problems.append("没有发布时间：补上在旧站发布的日期；网页是栏目页、不是稿件的，不用管。")
        return None
    try:
        moment: datetime = value_of(BY_NAME["shown_at"], said)
    except Unreadable as error:
        problems.append(str(error))
        return None
    if timezone.localdate(moment) >= before:
        problems.append(
            f"发布时间{timezone.localdate(moment)}不在{before}之前：那天以后的稿件在本站按三审发布。"
        )
        return None
    return moment


def _body(row: Row, given: Mapping[str, Any], folder: Folder, problems: list[str]) -> str:
    """The source of the text; a long one may lie in a file beside the table."""
    path = str(given.get("body_file") or "").strip()
    if not path or given.get("body"):
        return str(given.get("body") or "")
    try:
        return text_of(folder.read(inside(row.base, path)))
    except KeyError:
        problems.append(f"没有找到正文文件“{path[:80]}”：放到表格旁边，或者改正路径。")
        return ""


def _more(draft: Draft, given: Mapping[str, Any], body: str, problems: list[str]) -> None:
    sources = {"body": body, **{name: str(given.get(name) or "") for name in STREAMS[1:]}}
    wanted = STREAMS if draft.form == "consultation" else STREAMS[:1]
    draft.streams = {name: parse(sources[name]) for name in wanted}
    draft.attachments = attachments_of(given.get("attachments"))
    draft.cover = str(given.get("cover") or "").strip()
    draft.explains = parts_of(given.get("explains")) if draft.form == "article" else []
    draft.repealed_by = str(given.get("repealed_by") or "").strip() if draft.form == "document" else ""
    draft.old_address = old_path(str(given.get("old_address") or ""))
    draft.index_number = str(given.get("index_number") or "").strip()
    draft.address = str(given.get("address") or "").strip().strip("/")
    if draft.address and not _ADDRESS.fullmatch(draft.address):
        problems.append(
            f"网页名“{draft.address[:40]}”只能用字母、数字、短横和下划线：改正，或者留空由程序取名。"
        )
    if len(draft.index_number) > 40:
        problems.append("索引号超过40个字符：核对后改正。")
    draft.digest = _digest(draft, list(sources.values()))


def _digest(draft: Draft, sources: list[str]) -> str:
    """Changes when the stock says something else about a piece, in whichever of the formats it comes."""
    apart = ("row", "column", "streams", "digest")
    said = {name: value for name, value in vars(draft).items() if name not in apart}
    said |= {"column": draft.column.pk, "sources": [source.strip() for source in sources]}
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _whole(draft: Draft, problems: list[str]) -> None:
    """What must hold between the fields, as the tables demand it."""
    values = draft.values
    if not any(parsed.parts for parsed in draft.streams.values()) and not draft.attachments:
        problems.append("没有正文，也没有附件：补上正文。")
    if draft.form == "consultation":
        missing = [BY_NAME[n].title for n in ("opens_on", "closes_on", "contact") if not values.get(n)]
        if missing:
            problems.append(f"意见征集没有{'、'.join(missing)}：补上。")
        elif values["closes_on"] <= values["opens_on"]:
            problems.append("截止日期不晚于开始日期：核对后改正。")
        if draft.streams["result"].parts and not values.get("result_on"):
            problems.append("写了采纳情况，没有写公布采纳情况的日期：补上日期。")
    first, last = values.get("effective_on"), values.get("expires_on")
    if first and last and last < first:
        problems.append("有效期至早于施行日期：核对后改正。")


def old_path(address: str) -> str:
    """The path (with its query) of an address of the old site; '' when it names none but the home page."""
    parts = urlsplit(address.strip())
    path = parts.path if parts.path.startswith("/") or not parts.path else f"/{parts.path}"
    whole = f"{path}?{parts.query}" if parts.query else path
    return whole if len(whole) <= 255 and whole not in ("", "/") else ""
