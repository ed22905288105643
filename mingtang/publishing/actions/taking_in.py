"""迁入旧站的稿件：在旧站审核发布过的，照原样迁入；只由系统管理员做，只收本站启用以前的，不能代替三审。"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import contextmanager
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.db.models import Min

from mingtang.kit import audit
from mingtang.kit.db import writing
from mingtang.organs.models import Staff
from mingtang.organs.refusal import require
from mingtang.publishing import findable, store
from mingtang.publishing.acting import acting
from mingtang.publishing.models import Home, Piece, ReviewAct
from mingtang.publishing.permissions import may_take_in
from mingtang.publishing.stock import entering, updating
from mingtang.publishing.stock.judging import Draft, judge, places
from mingtang.publishing.stock.links import Links, hosts_of, known_pages
from mingtang.publishing.stock.media import Shelf
from mingtang.publishing.stock.reading import Stock
from mingtang.publishing.stock.results import Line, Taken
from mingtang.web.site import site

if TYPE_CHECKING:
    from collections.abc import Iterator

Tell = Callable[[int, int], None]


def opened_on() -> date | None:
    """The first day a piece went on show here through its review; None before. What is older may be taken in."""
    shown = ReviewAct.objects.filter(kind__in=("published", "urgent"))
    found: date | None = shown.aggregate(first=Min("on"))["first"]
    return found


def take_in(
    stock: Stock,
    *,
    by: Staff,
    on: date,
    columns: Mapping[str, str] | None = None,
    update: bool = False,
    dry: bool = False,
    tell: Tell = lambda done, of: None,
) -> Taken:
    """Take in what an older site had published, as one transaction. A second time nothing changes.

    ``columns``: where columns of the old site went, by name. ``update``: pieces that say something else now are
    brought up to date when nobody has worked on them here. ``dry``: say what would happen, and change nothing.
    ``tell`` hears how many pieces of how many are done. Raises ``Refused`` when nothing can be taken in at all.
    """
    require(may_take_in(by), "旧站稿件由本机关的系统管理员迁入。")
    require(Home.objects.exists(), "网站还没有建好：先运行 mingtang site open。")
    taken = Taken(dry=dry, ignored=stock.ignored)
    drafts = _judged(stock, columns or {}, taken, before=opened_on() or on + timedelta(days=1))
    shelf = Shelf(stock.folder, by)
    with _whole(shelf, dry), acting():
        _enter(stock, drafts, taken, shelf, by=by, on=on, update=update, tell=tell)
        audit.record(
            "publishing.taken_in",
            by=by,
            subject=Home.objects.first(),
            subject_label=stock.name,
            data={"sha256": stock.sha256, "on": on, **_counts(taken)},
        )
    return taken


@contextmanager
def _whole(shelf: Shelf, dry: bool) -> Iterator[None]:
    """Everything or nothing, the files included; nothing of a trial stays."""
    try:
        with writing():
            yield
            if dry:
                transaction.set_rollback(True)
    except BaseException:
        shelf.undo()
        raise
    if dry:
        shelf.undo()


def _judged(stock: Stock, columns: Mapping[str, str], taken: Taken, *, before: date) -> list[Draft]:
    """The rows that can be taken in; the others go into the report."""
    where, drafts, seen = places(columns), [], dict[str, str]()
    for row in stock.rows:
        found = judge(row, where, stock.folder, before=before)
        title = str(row.values.get("title") or "")[:60]
        if isinstance(found, list):
            taken.rejected += [Line(row.place, title, sentence) for sentence in found]
        elif found.key in seen:
            taken.rejected.append(
                Line(row.place, title, f"编号和{seen[found.key]}相同：改正编号，或者删去一篇。")
            )
        else:
            seen[found.key] = row.place
            drafts.append(found)
    return drafts


def _enter(
    stock: Stock,
    drafts: list[Draft],
    taken: Taken,
    shelf: Shelf,
    *,
    by: Staff,
    on: date,
    update: bool,
    tell: Tell,
) -> None:
    known = {key: pk for key, pk, _ in known_pages()}
    links = Links(hosts_of(drafts) | {site().domain, *settings.ALLOWED_HOSTS} - {"", "*"})
    links.know_here(known_pages())
    new = [each for each in drafts if each.key not in known]
    wrong = entering.refuse_taken_numbers(new)
    taken.rejected += [_line(each, wrong[each.key]) for each in new if each.key in wrong]
    new = [each for each in new if each.key not in wrong]
    entered = entering.enter(new, links, shelf, by=by, on=on, tell=tell)
    _report(entered, taken)
    taken.added = len(entered)
    changed = _changed([each for each in drafts if each.key in known], known, taken)
    for piece, draft in changed:
        _compare(piece, draft, links, shelf, taken, by=by, on=on, update=update)
    if entered and not taken.dry:
        findable.columns_changed(entered[0].piece)
        store.drop_everything()


def _changed(drafts: list[Draft], known: dict[str, int], taken: Taken) -> list[tuple[Piece, Draft]]:
    """The pieces that are here already and say something else than the stock does now."""
    marks: dict[int, str] = {}
    acts = ReviewAct.objects.filter(kind__in=updating.TAKEN, data__has_key="stock").order_by("pk")
    for pk, data in acts.values_list("piece_id", "data"):
        marks[pk] = data["stock"]
    changed = [each for each in drafts if marks.get(known[each.key]) != each.digest]
    taken.unchanged = len(drafts) - len(changed)
    pieces = Piece.objects.in_bulk([known[each.key] for each in changed])
    return [(pieces[known[each.key]], each) for each in changed]


def _compare(
    piece: Piece, draft: Draft, links: Links, shelf: Shelf, taken: Taken, *, by: Staff, on: date, update: bool
) -> None:
    obstacle = updating.obstacle(piece, draft)
    if obstacle or not update:
        sentence = (
            obstacle or "和迁入时不一样，没有动：要更新就选“旧站改过的也更新”（命令行 --update）再来一次。"
        )
        taken.differing.append(_line(draft, sentence))
        return
    done = updating.update(piece, draft, links, shelf, by=by, on=on)
    _report([done], taken)
    taken.updated.append(_line(draft, "已按旧站更新。"))


def _report(entered: list[entering.Entered], taken: Taken) -> None:
    for each in entered:
        taken.notes += [_line(each.draft, sentence) for sentence in dict.fromkeys(each.left_out)]
        if each.held:
            blocking = [str(one["sentence"]) for one in each.findings if one["level"] == "block"]
            taken.held.append(_line(each.draft, f"{''.join(blocking[:3])}改好后送审。"))


def _line(draft: Draft, sentence: str) -> Line:
    return Line(draft.row.place, draft.title[:60], sentence)


def _counts(taken: Taken) -> dict[str, Any]:
    lists = ("updated", "differing", "held", "rejected")
    return {
        "added": taken.added,
        "unchanged": taken.unchanged,
        **{name: len(getattr(taken, name)) for name in lists},
    }
