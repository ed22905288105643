"""重做：办理之后把撤下架的页面做好放回去。做的时候又有人办理，就作废重来。"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime
from enum import Enum

from django.db import close_old_connections, connections
from wagtail.models import Page

from mingtang.publishing.models import Column
from mingtang.publishing.models.storing import StoreMark
from mingtang.publishing.store import marks, rendering
from mingtang.publishing.store.follows import address
from mingtang.publishing.store.places import Place, place
from mingtang.publishing.store.shelf import Draft, Shelf, remove_page, shelf
from mingtang.web import clock

log = logging.getLogger("mingtang.publishing.store")

ASKED = 2000  # addresses that wait to be kept; those beyond are asked for again by the next visitor
PAUSE = 5.0  # seconds between looks at what other processes have left to do
MAIN = ("/", "/sitemap/")


class Baked(Enum):
    """How it went."""

    KEPT = "kept"
    NOT_KEPT = "not kept"  # not a page for everybody: rendered live every time
    LATE = "late"  # an act came in between: made again


def bake(where: Place, here: Shelf, *, settling: bool = False) -> Baked:
    """Make one page and put it in place, unless an act came in between. Outside of transactions.

    ``settling``: with it the marks on its folder are done with.
    """
    before, began = marks.state(where.folder), time.monotonic()
    made = rendering.render(where).made(where) if rendering.is_kept(where) else None
    draft = here.draft(made) if made else None
    try:
        with marks.alone():
            late = marks.state(where.folder) != before or time.monotonic() - began > marks.LONGEST_BAKE
            if late or (made and made.day not in (None, clock.today())):
                return Baked.LATE
            return _finish(where, here, draft, settling)
    finally:
        if draft:
            draft.discard()


def _finish(where: Place, here: Shelf, draft: Draft | None, settling: bool) -> Baked:
    if settling:
        marks.settle(where.folder)
    if draft is None or here.sign() not in ("", rendering.sign()):
        return Baked.NOT_KEPT
    here.put(draft, rendering.sign())
    return Baked.KEPT


def work_off(limit: int = 500) -> int:
    """Make what acts have left to be made; returns how many folders were worked on. Outside of transactions."""
    here = shelf()
    if here is None:
        return 0
    folders = marks.waiting(limit)
    if marks.EVERYTHING in folders:
        start_anew(here)
    for folder in folders:
        if folder != marks.EVERYTHING:
            _again(folder, here)
    if marks.EVERYTHING in folders:
        for where in main_places():
            bake(where, here)
    return len(folders)


def _again(folder: str, here: Shelf) -> None:
    here.remove(folder)  # done with the act, but for a process that keeps no pages
    where = place(folder)
    if where:
        bake(where, here, settling=True)
        return
    with marks.alone():
        marks.settle(folder)


def start_anew(here: Shelf) -> None:
    """Take every page off show; each is made again when somebody asks for it. Outside of transactions."""
    with marks.alone():
        here.close()
        here.sweep()
        marks.settle(marks.EVERYTHING)


def main_places() -> Iterator[Place]:
    """The home page, the site map and the first page of every column."""
    columns = Column.objects.filter(live=True).order_by("path").values_list("url_path", flat=True)
    yield from _places([*MAIN, *(address(each) for each in columns)])


def _places(paths: list[str]) -> Iterator[Place]:
    for each in paths:
        where = place(each)
        if where:
            yield where


def rebuild(say: Callable[[str], None] = lambda text: None) -> int:
    """Take everything off and make every page on show anew; returns how many are kept. Nothing waits for it:
    what is not made yet is rendered live."""
    here = shelf()
    if here is None:
        return 0
    start_anew(here)
    kept = 0
    for where in every_place():
        kept += bake(where, here) is Baked.KEPT
        if kept % 500 == 0:
            say(f"预制页面 {kept} 页")
    return kept


def every_place() -> Iterator[Place]:
    """Everything that can be kept, the main pages first."""
    yield from main_places()
    pages = Page.objects.filter(live=True, depth__gt=3).exclude(content_type__model="column")
    for url_path in pages.order_by("-first_published_at").values_list("url_path", flat=True).iterator():
        yield from _places([address(url_path)])


class Bakery(threading.Thread):
    """The thread of a server that makes pages: after acts, and what a visitor asked for that is not kept yet."""

    def __init__(self) -> None:
        super().__init__(name="mingtang-bakery", daemon=True)
        self.called = threading.Event()
        self._asked: dict[Place, None] = {}
        self._stopping = False

    def ask(self, where: Place) -> None:
        """Keep this page when there is time."""
        if len(self._asked) < ASKED:
            self._asked[where] = None
            self.called.set()

    def run(self) -> None:
        while not self._stopping:
            self.called.wait(PAUSE)
            self.called.clear()
            self.round()
        connections.close_all()

    def round(self) -> None:
        """Work off what there is; an error is logged and the next round tries again."""
        close_old_connections()
        try:
            work_off()
            self._serve_asked()
        except Exception as error:
            log.error("bakery: %s", type(error).__name__)
        finally:
            close_old_connections()

    def _serve_asked(self) -> None:
        here = shelf()
        while self._asked and here and not self._stopping:
            where = next(iter(self._asked))
            del self._asked[where]
            if not here.has(where, clock.today()):
                bake(where, here)
            if self.called.is_set():
                work_off()

    def stop(self, timeout: float = 5) -> None:
        """End after the page in hand."""
        self._stopping = True
        self.called.set()
        self.join(timeout)


_running: Bakery | None = None


def wake() -> None:
    """Acts have left something to do. Without a bakery in this process another one, or the ticker, sees it soon."""
    if _running is not None:
        _running.called.set()


def ask(where: Place) -> None:
    """A visitor got a page that is not kept: keep it, if there is a bakery in this process."""
    if _running is not None:
        _running.ask(where)


def open_bakery() -> Bakery | None:
    """Start the thread of this process, after taking off what another program or a failure has left."""
    global _running
    here = shelf()
    if here is None:
        return None
    recover(here)
    _running = Bakery()
    _running.start()
    return _running


def recover(here: Shelf) -> None:
    """A power failure may bring back files that were removed: what was marked of late is taken off once more."""
    with marks.alone():
        if here.sign() not in ("", rendering.sign()):
            here.close()
        folders = set(StoreMark.objects.values_list("folder", flat=True))
        if marks.EVERYTHING in folders:
            here.close()
        for folder in folders - {marks.EVERYTHING}:
            here.remove(folder)
        here.sweep()


def tend(now: datetime, day: date, *, another_day: bool) -> str:
    """What is due from time to time: work off, forget old marks, take off pages of another day."""
    here = shelf()
    if here is None:
        return _collapse()
    done = work_off()
    marks.forget(now)
    here.clear_drafts(now.timestamp() - 2 * marks.LONGEST_BAKE)
    if another_day:
        _drop_dated(here, day)
    return f"重做 {done} 处"


def _collapse() -> str:
    """Where no pages are kept marks are not needed one by one: one for all waits for the day pages are kept again."""
    with marks.alone():
        if StoreMark.objects.count() > 1:
            StoreMark.objects.all().delete()
            StoreMark.objects.create(folder=marks.EVERYTHING)
    return "不存预制页面"


def _drop_dated(here: Shelf, day: date) -> None:
    for where, its_day in here.places():
        if its_day not in (None, day):
            remove_page(here.path(where, its_day))
