"""Two hundred acts in an order given by chance: what is kept is never another page than the one rendered live."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from mingtang.organs.models import Staff
from mingtang.organs.refusal import Refused
from mingtang.publishing import actions
from mingtang.publishing.acting import acting
from mingtang.publishing.actions import opinions
from mingtang.publishing.actions.showing import put_on_show, take_down
from mingtang.publishing.models import Article, Column, Comment, Consultation, Document, Piece
from mingtang.publishing.store import bakery, marks, problems
from mingtang.publishing.store.places import Place, place
from mingtang.publishing.store.rendering import render
from mingtang.publishing.tests.conftest import DAY
from mingtang.publishing.tests.store.conftest import Site
from mingtang.search import query
from mingtang.web import clock

STEPS, LOOKED_AT = 200, 50


class Walk:
    """A site in which chance decides what is done next."""

    def __init__(self, staff: dict[str, Staff], seed: int) -> None:
        self.chance, self.staff, self.made = random.Random(seed), staff, 0
        slugs = ("xqdt", "tzgg", "zcjd")
        self.columns = [Column.objects.get(slug=each) for each in slugs if Column.objects.filter(slug=each)]
        self.documents = Column.objects.filter(kind="documents", numbered=True).order_by("path")[0]
        self.asked = Column.objects.filter(kind="consultations").order_by("path")[0]

    def some(self, model: Any = Piece, **wanted: Any) -> Any:
        """Any piece of this kind; None when there is none."""
        found = list(model.objects.filter(**wanted).order_by("pk").values_list("pk", flat=True))
        return Piece.objects.get(pk=self.chance.choice(found)).specific if found else None

    def _new(self, column: Column, piece: Piece) -> None:
        self.made += 1
        piece.title, piece.slug, piece.live = f"第{self.made}篇推行并联审批", f"w{self.made}", False
        with acting():
            Column.objects.get(pk=column.pk).add_child(instance=piece)
            piece.save_revision(user=self.staff["周涛"])
            self.show(piece)

    def show(self, piece: Piece) -> None:
        with acting():
            put_on_show(Piece.objects.get(pk=piece.pk).specific, by=None, on=DAY)

    def publish(self) -> None:
        self._new(self.chance.choice(self.columns), Article(body=[("text", "<p>五个环节并成一个。</p>")]))

    def publish_document(self) -> None:
        self._new(
            self.documents,
            Document(body=[("text", "<p>自印发之日起施行。</p>")], number=f"楚审发〔2022〕{self.made}号"),
        )

    def consult(self) -> None:
        day = clock.today()
        dates = {"opens_on": day - timedelta(days=5), "closes_on": day + timedelta(days=30)}
        self._new(self.asked, Consultation(body=[("text", "<p>征求意见。</p>")], contact="办公室", **dates))

    def revise(self) -> None:
        piece = self.some(live=True)
        piece.title, piece.summary = f"{piece.title[:20]}（改）", f"改过{self.chance.random()}"
        piece.save_revision(user=self.staff["周涛"])
        self.show(piece)

    def draft(self) -> None:
        piece = self.some(live=True)
        piece.title = "还没有批准的题目"
        piece.save_revision(user=self.staff["周涛"])

    def explain(self) -> None:
        article, document = self.some(Article, live=True), self.some(Document, live=True)
        if article and document:
            article.explains.add(document)
            article.save_revision(user=self.staff["周涛"])
            self.show(article)

    def move(self) -> None:
        piece = self.some(Article, live=True)
        if piece:
            to = self.chance.choice(self.columns)
            actions.move(piece, Column.objects.get(pk=to.pk), by=self.staff["王静文"], on=DAY, reason="归类")

    def withdraw(self) -> None:
        piece = self.some(live=True)
        with acting():
            take_down(piece, by=None, on=DAY, opinion="有误")

    def restore(self) -> None:
        piece = self.some(live=False, stage="withdrawn")
        if piece:
            self.show(piece)

    def repeal(self) -> None:
        old, new = self.some(Document, live=True), self.some(Document, live=True)
        if old and new and old.pk != new.pk:
            act = {"by": self.staff["王静文"], "on": DAY, "validity": "repealed", "note": "已被代替"}
            actions.repeal(old, replaced_by=new, **act)

    def comment(self) -> None:
        consultation = self.some(Consultation, live=True)
        if consultation:
            actions.comment(consultation, text=f"第{self.made}条意见。", on=clock.today(), may_show=True)

    def show_comment(self) -> None:
        waiting = Comment.objects.filter(shown=False).first()
        if waiting:
            opinions.show_opinion(waiting, by=self.staff["王静文"], on=clock.today(), text=waiting.text)

    def step(self) -> str:
        """Do one thing; its name. What the rules refuse does not happen."""
        often: list[Callable[[], None]] = [
            self.publish,
            self.publish,
            self.revise,
            self.withdraw,
            self.restore,
            self.move,
        ]
        rare = [
            self.publish_document,
            self.consult,
            self.draft,
            self.explain,
            self.repeal,
            self.comment,
            self.show_comment,
        ]
        work = self.chance.choice([*often, *rare])
        try:
            work()
        except Refused:
            return f"{work.__name__} (refused)"
        return work.__name__


def is_right(site: Site, where: Place, day: date | None) -> bool:
    kept, live = site.shelf.read(where, day), render(where).made(where)
    return kept is None or (live is not None and (kept.body, kept.headers) == (live.body, live.headers))


@pytest.mark.parametrize("seed", [711])
def test_no_page_is_ever_stale(site: Site, staff: dict[str, Staff], seed: int) -> None:
    walk, done = Walk(staff, seed), []
    walk.publish()
    bakery.start_anew(site.shelf)
    for n in range(STEPS):
        done.append(walk.step())
        kept = list(site.shelf.places())
        # One by chance; from time to time all that are kept.
        for where, day in walk.chance.sample(kept, min(1, len(kept))) if n % LOOKED_AT else kept:
            assert is_right(site, where, day), (where, done[-3:])
        for folder in marks.waiting(3):
            if place(folder) and walk.chance.random() < 0.3:
                bakery.bake(Place(folder), site.shelf, settling=True)
    bakery.work_off()
    assert list(problems(None)) == [] and len(list(site.shelf.places())) > 20
    assert len({each for each in done if "refused" not in each}) >= 11


def test_what_is_withdrawn_is_gone_everywhere_with_the_act(site: Site, staff: dict[str, Staff]) -> None:
    walk = Walk(staff, 1)
    for _ in range(3):
        walk.publish()
    piece = Piece.objects.order_by("pk").last().specific
    bakery.work_off()
    column = piece.get_parent().specific.get_url()
    lists = ["/", column, f"{column}feed.xml", "/feed.xml", "/sitemap.xml", "/sitemap/"]
    for path in lists:
        bakery.bake(Place(path), site.shelf)
    assert piece.title in site.get(column).text and query.find(piece.title).total
    with acting():
        take_down(piece, by=None, on=DAY, opinion="有误")
    for path in lists:  # nothing was made again yet: the page is gone because its file is
        assert piece.title not in site.get(path).text and piece.url not in site.get(path).text, path
    gone = site.get(piece.url)
    assert gone.status == 410 and piece.title not in gone.text and not site.kept(piece.url)
    assert piece.url not in [each.url for each in query.find(piece.title).hits]
    bakery.work_off()
    assert site.get(piece.url).status == 410 and not site.kept(piece.url) and list(problems(None)) == []
