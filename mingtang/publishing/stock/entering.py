"""许多篇一次写进数据库：页面、稿件、附件、版本、审核记录、检查结果、检索、旧网址各一批。

What Wagtail does for one page with some thirty statements is done here for all of them with a few. The rows are those
that ``begin`` and ``put_on_show`` leave; a test compares them. Inside the transaction of the act.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby, islice
from typing import Any, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Max, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page, ReferenceIndex, Revision

from mingtang.kit import numbering
from mingtang.organs.models import Staff
from mingtang.publishing import findable
from mingtang.publishing.checks.book import Book
from mingtang.publishing.checks.running import findings_of, verdict
from mingtang.publishing.checks.shelf import book_for
from mingtang.publishing.models import (
    Article,
    Attachment,
    CheckRun,
    Column,
    Document,
    Piece,
    ReviewAct,
    Stage,
)
from mingtang.publishing.numbers import SERIES, index_number, serial_of
from mingtang.publishing.stock.bodies import settle
from mingtang.publishing.stock.judging import MODELS, Draft
from mingtang.publishing.stock.links import Links
from mingtang.publishing.stock.media import Shelf
from mingtang.publishing.version import digest
from mingtang.search import index

AT_ONCE = 400
_GIVEN = re.compile(r"t(\d{4})\d{4}_(\d{1,7})")
OPINION = "旧站迁入：在旧站已经审核发布，照原样迁入"
HELD = "旧站迁入：机器检查有阻断项，没有上线，留作草稿"
Tell = Callable[[int, int], None]
Thing = TypeVar("Thing")


@dataclass
class Entered:
    """One piece with what was found about it; ``left_out`` are sentences about what could not be taken along."""

    draft: Draft
    piece: Any
    left_out: list[str] = field(default_factory=list)
    findings: list[dict[str, Any]] = field(default_factory=list)

    @property
    def held(self) -> bool:
        """Whether the machine keeps it off the site."""
        return verdict(self.findings) == "block"


def enter(
    drafts: list[Draft], links: Links, shelf: Shelf, *, by: Staff, on: date, tell: Tell
) -> list[Entered]:
    """Write these pieces; what the machine blocks is a draft in the end."""
    drafts = sorted(drafts, key=lambda each: (each.shown_at, each.key))
    columns = {each.column.pk for each in drafts}
    list(
        Page.objects.select_for_update(of=("self",)).filter(pk__in=columns).order_by("pk")
    )  # their places are counted here
    reserve(drafts)
    entered = [Entered(each, piece) for each, piece in zip(drafts, _pieces(drafts, by), strict=True)]
    _pages(entered)
    links.know([(each.draft, each.piece.pk, each.piece.url_path) for each in entered])
    for each in entered:
        fill(each, links, shelf)
        _number(each)
    _tables(entered)
    books = Books()
    for done, each in enumerate(entered, start=1):
        each.findings = findings(each.piece, books)
        if done % AT_ONCE == 0:
            tell(done, len(entered))
    _hold(entered)
    _versions(entered, by)
    _record(entered, by=by, on=on)
    _find(entered)
    _lead_on(entered)
    return entered


def _pieces(drafts: list[Draft], by: Staff) -> Iterator[Piece]:
    """The objects with their places in the tree, their addresses, nothing of their texts."""
    steps = {
        pk: _last_step(column) for pk, column in {each.column.pk: each.column for each in drafts}.items()
    }
    serials, taken = _serials(drafts), _addresses(drafts)
    locale = Locale.get_default().pk
    types = {form: ContentType.objects.get_for_model(model).pk for form, model in MODELS.items()}
    for draft in drafts:
        column = draft.column
        steps[column.pk] += 1
        slug = (
            draft.address
            if (column.pk, draft.address) in taken
            else f"t{draft.shown_at:%Y%m%d}_{next(serials[_year(draft)])}"
        )
        taken.discard((column.pk, draft.address))
        piece = MODELS[draft.form](
            **draft.values, slug=slug, owner_id=by.pk, live=True, stage=Stage.PUBLISHED, imported_from=draft.key,
            path=Page._get_path(column.path, column.depth + 1, steps[column.pk]), depth=column.depth + 1,
            url_path=f"{column.url_path}{slug}/", draft_title=draft.title, locale_id=locale, content_type_id=types[draft.form],
            first_published_at=draft.shown_at, last_published_at=draft.shown_at, index_number=draft.index_number or None,
        )  # fmt: skip
        piece._cached_parent_obj = column
        yield piece


def _last_step(column: Column) -> int:
    last = Page.objects.child_of(column).aggregate(last=Max("path"))["last"]
    return int(Page._str2int(last[-Page.steplen :])) if last else 0


def _year(draft: Draft) -> int:
    return timezone.localtime(draft.shown_at).year


def _serials(drafts: list[Draft]) -> dict[int, Iterator[int]]:
    """Running numbers for addresses, taken for each year at once."""
    years = sorted(_year(each) for each in drafts)
    return {
        year: iter(numbering.take_many("publishing.page", year, len(list(same))))
        for year, same in groupby(years)
    }


def reserve(drafts: list[Draft]) -> None:
    """Addresses and index numbers that were brought along are not given a second time."""
    for draft in drafts:
        own = serial_of(draft.index_number)
        if own:
            numbering.not_below(SERIES, *own)
        given = _GIVEN.fullmatch(draft.address)
        if given:
            numbering.not_below("publishing.page", int(given[1]), int(given[2]))


def _addresses(drafts: list[Draft]) -> set[tuple[int, str]]:
    """The addresses that were asked for and are free, by column; each once."""
    wanted = {(each.column.pk, each.address) for each in drafts if each.address}
    columns = {each.column.pk: each.column for each in drafts if each.address}
    for pk, column in columns.items():
        used = Page.objects.child_of(column).values_list("slug", flat=True)
        wanted -= {(pk, slug) for slug in used}
    return wanted


def _pages(entered: list[Entered]) -> None:
    """The rows of the tree; from here on every piece has its number."""
    names = [each.attname for each in Page._meta.concrete_fields if each.name != "id"]
    rows = [Page(**{name: getattr(each.piece, name) for name in names}) for each in entered]
    Page.objects.bulk_create(rows, batch_size=AT_ONCE)
    for each, row in zip(entered, rows, strict=True):
        piece = each.piece
        piece.pk = piece.id = piece.page_ptr_id = piece.piece_ptr_id = row.pk
        piece._state.adding, piece._state.db = False, "default"
    for column in {each.draft.column.pk: each.draft.column for each in entered}.values():
        Page.objects.filter(pk=column.pk).update(numchild=Page.objects.child_of(column).count())


def fill(this: Entered, links: Links, shelf: Shelf) -> None:
    """The texts, files and links of a piece whose number is known; nothing is stored of the piece itself."""
    draft, piece = this.draft, this.piece
    view = links.seen_from(draft, shelf, this.left_out)
    for name, parsed in draft.streams.items():
        setattr(piece, name, settle(parsed, view.link, view.picture(parsed)))
    piece.cover = view.cover(draft.cover)
    if isinstance(piece, Document):
        other = view.document(draft.repealed_by) if draft.repealed_by else None
        piece.repealed_by = Document(pk=other) if other else None  # its row may come later in this act
    related: dict[str, list[Any]] = {
        "attachments": [
            Attachment(piece_id=piece.pk, sort_order=order, title=title, file=file)
            for order, (title, file) in enumerate(view.files(draft.attachments))
        ],
        "wagtail_admin_comments": [],
    }
    if isinstance(piece, Article):
        found = [view.document(each) for each in draft.explains]
        related["explains"] = [Document(pk=each) for each in found if each]
    piece._cluster_related_objects = related


def _number(this: Entered) -> None:
    """The index number where the column has them, and the digest of what is shown."""
    piece = this.piece
    if not piece.index_number and this.draft.column.numbered:
        piece.index_number = index_number(piece, numbering.take)
    piece.live_digest = digest(piece)


def _tables(entered: list[Entered]) -> None:
    """The rows of pieces beside those of the tree, and what hangs on them."""
    pieces = [each.piece for each in entered]
    _insert(Piece, pieces)
    for model in MODELS.values():
        _insert(model, [each for each in pieces if type(each) is model])
    related = [(each, each._cluster_related_objects) for each in pieces]
    Attachment.objects.bulk_create([one for _, each in related for one in each["attachments"]])
    through = Article.explains.through
    through.objects.bulk_create(
        through(article_id=piece.pk, document_id=document.pk)
        for piece, each in related
        for document in each.get("explains", ())
    )


def _insert(model: type[Model], pieces: list[Any]) -> None:
    """The part of a piece that stands in this table; ``bulk_create`` refuses models that have parents."""
    for batch in batches(pieces, AT_ONCE):
        QuerySet(model)._insert(batch, fields=model._meta.local_concrete_fields, using="default")  # type: ignore[attr-defined]


def batches(things: Iterable[Thing], size: int) -> Iterator[list[Thing]]:
    """The things in lists of at most ``size``."""
    rest = iter(things)
    while batch := list(islice(rest, size)):
        yield batch


class Books:
    """The books of the checks by day, each made once."""

    def __init__(self) -> None:
        self._made: dict[date, Book] = {}

    def on(self, day: date) -> Book:
        """The book of this day."""
        if day not in self._made:
            self._made[day] = book_for(day)
        return self._made[day]


def findings(piece: Any, books: Books) -> list[dict[str, Any]]:
    """What the machine finds in it, as it is stored."""
    day = timezone.localdate(piece.first_published_at)
    return [finding.as_dict() for finding in findings_of(piece, books.on(day))]


def _hold(entered: list[Entered]) -> None:
    """What is blocked goes off the site; it keeps its number for the day it is put right."""
    held = [each.piece for each in entered if each.held]
    for piece in held:
        piece.live, piece.stage, piece.has_unpublished_changes, piece.live_digest = (
            False,
            Stage.BLOCKED,
            True,
            "",
        )
    for batch in batches([piece.pk for piece in held], AT_ONCE):
        Page.objects.filter(pk__in=batch).update(live=False, has_unpublished_changes=True)
        Piece.objects.filter(pk__in=batch).update(stage=Stage.BLOCKED, live_digest="")


def _versions(entered: list[Entered], by: Staff) -> None:
    """One stored version of each piece: the one on show, or the draft."""
    now, base = timezone.now(), ContentType.objects.get_for_model(Page)
    rows = []
    for each in entered:
        piece = each.piece
        piece.latest_revision_created_at = now
        rows.append(
            Revision(
                content_type_id=piece.content_type_id, base_content_type=base, object_id=str(piece.pk), user=by,
                created_at=now, object_str=str(piece), content=piece.serializable_data(),
            )
        )  # fmt: skip
    Revision.objects.bulk_create(rows, batch_size=AT_ONCE)
    for each, row in zip(entered, rows, strict=True):
        each.piece.latest_revision, each.piece.live_revision = row, None if each.held else row
    mine = Revision.objects.filter(base_content_type=base, object_id=Cast(OuterRef("pk"), CharField()))
    only = Subquery(mine.values("pk")[:1])
    for batch in batches([each.piece.pk for each in entered], AT_ONCE):
        these = Page.objects.filter(pk__in=batch)
        these.update(latest_revision=only, latest_revision_created_at=now)
        these.filter(live=True).update(live_revision=only)


def _record(entered: list[Entered], *, by: Staff, on: date) -> None:
    """The review's own record: that it was reviewed elsewhere, who took it in, what the machine found."""
    now = timezone.now()
    acts, runs = [], []
    for each in entered:
        mark = each.piece.live_digest or digest(each.piece)
        acts.append(act_of(each, by=by, on=on, at=now, mark=mark))
        runs.append(
            CheckRun(
                piece_id=each.piece.pk,
                digest=mark,
                at=now,
                findings=each.findings,
                verdict=verdict(each.findings),
            )
        )
    ReviewAct.objects.bulk_create(acts, batch_size=AT_ONCE)
    CheckRun.objects.bulk_create(runs, batch_size=AT_ONCE)
    for each in entered:
        if each.piece._cluster_related_objects["attachments"] or each.piece.cover_id or _points(each.draft):
            ReferenceIndex.create_or_update_for_object(each.piece)


def act_of(this: Entered, *, by: Staff, on: date, at: Any, mark: str) -> ReviewAct:
    """旧站迁入, as it stands in the record of a piece."""
    data = {
        "stock": this.draft.digest, "key": this.draft.key, "old": this.draft.old_address,
        "shown_on": timezone.localdate(this.draft.shown_at).isoformat(),
    }  # fmt: skip
    return ReviewAct(
        piece_id=this.piece.pk, kind="checked" if this.held else "imported", on=on, at=at, by=by, digest=mark,
        revision_id=this.piece.latest_revision_id, opinion=HELD if this.held else OPINION, data=data,
    )  # fmt: skip


def _points(draft: Draft) -> bool:
    return bool(draft.explains or any(each.links or each.pictures for each in draft.streams.values()))


def _find(entered: list[Entered]) -> None:
    """What is on show is found, all with one statement for many."""
    shown = [each.piece for each in entered if not each.held]
    index.put(*(document for piece in shown for document in findable.documents_of(piece)))


def _lead_on(entered: list[Entered]) -> None:
    """The addresses of the old site lead here for good."""
    wanted = {
        Redirect.normalise_path(each.draft.old_address): each.piece
        for each in entered
        if each.draft.old_address
    }
    for path, piece in list(wanted.items()):
        if path == Redirect.normalise_path(address_of(piece)):
            del wanted[path]
    for batch in batches(wanted.items(), AT_ONCE):
        known = set(
            Redirect.objects.filter(old_path__in=[path for path, _ in batch]).values_list(
                "old_path", flat=True
            )
        )
        Redirect.objects.bulk_create(
            Redirect(old_path=path, redirect_page_id=piece.pk, is_permanent=True)
            for path, piece in batch
            if path not in known
        )


def address_of(piece: Any) -> str:
    """The address on this site."""
    return "/" + piece.url_path.split("/", 2)[2]


def refuse_taken_numbers(drafts: list[Draft]) -> dict[str, str]:
    """Sentences, by key, for index numbers that another piece has or that stand twice in the stock."""
    given = [each for each in drafts if each.index_number]
    used: dict[str, str] = {}
    for batch in batches(given, AT_ONCE):
        rows = Piece.objects.filter(index_number__in=[each.index_number for each in batch])
        used |= dict(rows.values_list("index_number", "imported_from"))
    wrong: dict[str, str] = {}
    for each in given:
        if used.setdefault(each.index_number, each.key) != each.key:
            wrong[each.key] = f"索引号{each.index_number}已经有别的稿件用了：核对后改正，或者留空由程序编号。"
    return wrong
