"""Several people and a baker at once, and processes that are killed half-way: on either database no stale page, no half one."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import connections

from mingtang.organs.models import Organ, Section, Staff
from mingtang.publishing import actions, effects
from mingtang.publishing.acting import acting
from mingtang.publishing.actions.showing import put_on_show, take_down
from mingtang.publishing.models import Article, Column, Piece
from mingtang.publishing.store import bakery, problems, shelf
from mingtang.publishing.store.places import Place
from mingtang.publishing.store.serving import Door
from mingtang.publishing.tests.conftest import DAY
from mingtang.publishing.tests.store.conftest import Site
from mingtang.search.models import Entry

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS, TURNS = 3, 3


@pytest.fixture
def site(tmp_path: Path, settings: Any) -> Site:
    settings.SITE_STORE, settings.ALLOWED_HOSTS = tmp_path / "site", ["localhost"]
    organ = Organ.objects.create(
        name="楚江市行政审批局", short_name="楚审", is_home=True, site_code="4299000015"
    )
    section = Section.objects.create(organ=organ, name="政务服务管理科")
    Staff.objects.create(username="t", name="周涛", role="section_staff", organ=organ, section=section)
    actions.lay_out(organ, by=None, on=DAY)
    publish("最早的一篇", "first")
    bakery.work_off()
    here, live = shelf.Shelf(settings.SITE_STORE), WSGIHandler()
    return Site(here, Door(live, here), live)


def publish(title: str, slug: str) -> Piece:
    with acting():
        piece = Article(title=title, slug=slug, live=False, body=[("text", f"<p>{title}。</p>")])
        Column.objects.select_for_update(of=("self",)).get(slug="xqdt").add_child(instance=piece)
        piece.save_revision(user=Staff.objects.get())
        put_on_show(Piece.objects.get(pk=piece.pk).specific, by=None, on=DAY)
    return Piece.objects.get(pk=piece.pk)


def withdraw(piece: Piece) -> None:
    with acting():
        take_down(Piece.objects.get(pk=piece.pk).specific, by=None, on=DAY, opinion="有误")


def settle() -> None:
    while bakery.work_off():
        pass


def test_whoever_publishes_or_withdraws_sees_it_at_once_whatever_is_baked_meanwhile(site: Site) -> None:
    baking = True

    def write(writer: int) -> None:
        for turn in range(TURNS):
            title = f"第{writer}人第{turn}篇"
            piece = publish(title, f"w{writer}-{turn}")
            assert title in site.get(piece.url).text and title in site.get("/xwdt/xqdt/").text
            if turn % 2 == 0:
                withdraw(piece)
                assert site.get(piece.url).status == 410 and title not in site.get("/xwdt/xqdt/").text
        connections.close_all()

    def bake() -> None:
        while baking:
            bakery.work_off(3)
        connections.close_all()

    with ThreadPoolExecutor(WRITERS + 1) as pool:
        oven = pool.submit(bake)
        try:
            done = list(pool.map(write, range(WRITERS)))
        finally:
            baking = False
        oven.result()
    settle()
    assert len(done) == WRITERS and list(problems(None)) == []
    assert site.kept("/xwdt/xqdt/") and Piece.objects.filter(live=True).count() == 1 + WRITERS * (TURNS // 2)


def killed(work: Callable[[], Any]) -> None:
    """Do the work in a process that kills itself somewhere in it."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def die(*_: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def dying_effect(work: Callable[[], Any]) -> Callable[[], None]:
    """The work, killed inside its transaction, after pages were taken off and before anything is final."""

    def run() -> None:
        effects.register_effects("~death", shown=die, hidden=die)
        work()

    return run


def dying_put(at: int, work: Callable[[], Any]) -> Callable[[], None]:
    """The work, killed when it renames its ``at``-th file."""

    def run() -> None:
        rename, count = os.replace, [0]

        def replace(*paths: Any) -> None:
            count[0] += 1
            if count[0] == at:
                die()
            rename(*paths)

        shelf.os.replace = replace  # type: ignore[attr-defined, assignment]
        work()

    return run


def test_a_process_that_is_killed_leaves_no_half_published_page(site: Site) -> None:
    first = Piece.objects.get(slug="first")
    settle()
    for work in (lambda: publish("没有发成的一篇", "lost"), lambda: withdraw(first)):
        killed(dying_effect(work))
        assert not Piece.objects.filter(slug="lost").exists() and Piece.objects.get(slug="first").live
        assert "没有发成" not in site.get("/xwdt/xqdt/").text and site.get(first.url).status == 200
        assert not Entry.objects.filter(title="没有发成的一篇").exists() and list(problems(None)) == []
    for at in (1, 2, 3):
        site.shelf.remove(first.url)
        killed(dying_put(at, lambda: bakery.bake(Place(first.url), site.shelf)))
        answer = site.get(first.url)
        assert (
            answer.status == 200
            and answer.body == site.get(first.url, behind=True).body
            and list(problems(None)) == []
        )
    withdraw(first)
    bakery.recover(site.shelf)
    settle()
    assert site.get(first.url).status == 410 and list(problems(None)) == []
    publish("后来的一篇", "later")
    settle()
    assert site.kept("/xwdt/xqdt/") and "后来的一篇" in site.get("/xwdt/xqdt/").text
