"""一件事办了以后哪些页面不再对了。宁可多算：多算只是多做一页，少算就是旧页面。"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db import connection
from wagtail.models import Page

from mingtang.kit.db import writing
from mingtang.publishing.models import Article, Column, ColumnKind, Document, Piece, ReviewAct
from mingtang.publishing.models.shelves import stands_in
from mingtang.publishing.store.marks import EVERYTHING, drop, drop_everything

NEIGHBOURS = 2  # on each side, in the order of publication
COLLECTING = (
    ColumnKind.GROUP,
    ColumnKind.CATALOGUE,
    ColumnKind.TOPIC,
)  # they list what stands in other columns
_listings = {"/", "/sitemap/", "/open-data/"}


def register_listing(folder: str) -> None:
    """A folder (``/feeds/``) whose pages change with every piece that is published or taken down. Those of the home
    page, of the site map, of the piece's column and of all columns above it need no line here, feeds included."""
    _listings.add(folder)


def address(url_path: str) -> str:
    """The address of a page by Wagtail's ``url_path``, which begins with the slug of the home page."""
    return "/" + url_path.split("/", 2)[2]


def above(folder: str) -> list[str]:
    """The folders above an address, the home page not among them."""
    parts = folder.strip("/").split("/")
    return ["/" + "/".join(parts[:n]) + "/" for n in range(1, len(parts))]


def of_piece(piece: Piece, url_path: str = "") -> list[str]:
    """The folders that are wrong once this piece went on show, was changed or was taken down (there): first those
    that visitors ask for first.

    The first piece of a column and its last one going make the column appear in, or go from, every menu.
    """
    here = address(url_path or piece.url_path)
    turned = not _others(piece.path, piece.pk).exists()
    folders = [
        *([EVERYTHING] if turned else []),
        here,
        *reversed(above(here)),
        "/",
        *_beside(piece),
        *_linked(piece),
        *_collecting(),
        *sorted(_listings),
    ]
    return list(dict.fromkeys(folders))


def _collecting() -> list[str]:
    columns = Column.objects.filter(live=True, kind__in=COLLECTING)
    return [address(each) for each in columns.values_list("url_path", flat=True)]


def _beside(piece: Piece) -> Iterator[str]:
    """The pages that show this one as the previous or the next."""
    moment = piece.first_published_at
    return iter(()) if moment is None else beside(piece.path, piece.pk, moment)


def beside(path: str, pk: int, moment: datetime) -> Iterator[str]:
    """Addresses of the neighbours of a page in its column."""
    there = _others(path, pk)
    # Of two published at the same moment the later one has the greater number, as on the pages themselves.
    earlier = there.filter(first_published_at__lte=moment).exclude(first_published_at=moment, pk__gt=pk)
    later = there.filter(first_published_at__gte=moment).exclude(first_published_at=moment, pk__lt=pk)
    before = earlier.order_by("-first_published_at", "-id")
    after = later.order_by("first_published_at", "id")
    for side in (before, after):
        yield from (address(each) for each in side.values_list("url_path", flat=True)[:NEIGHBOURS])


def _others(path: str, pk: int) -> Any:
    """Pieces on show in the same column."""
    return Piece.objects.live().filter(stands_in(path[: -Page.steplen])).exclude(pk=pk).order_by()


def _linked(piece: Piece) -> list[str]:
    """Documents and interpretations that name each other, documents that repeal each other, or did; and their lists,
    where they stand under one another."""
    # One question each: joined by “or” they would read every document.
    pages = (
        Article.objects.filter(explains=piece.pk),
        Document.objects.filter(explained_by=piece.pk),
        Document.objects.filter(repealed_by=piece.pk),
        Document.objects.filter(repeals=piece.pk),
        Document.objects.filter(pk__in=_repealed_before(piece)),
    )
    found = {each for some in pages for each in some.order_by().values_list("url_path", flat=True)}
    return [folder for each in sorted(found) for folder in with_lists(each)]


def with_lists(url_path: str) -> list[str]:
    """A page and the columns it is listed in."""
    here = address(url_path)
    return [here, *above(here)]


def _repealed_before(piece: Piece) -> list[int]:
    acts = ReviewAct.objects.filter(piece_id=piece.pk, kind="repealed").values_list("data__by", flat=True)
    return [each for each in acts if each]


def connect() -> None:
    """Drop pages with every act that makes them wrong, however it is done."""
    from django.db.models.signals import m2m_changed, post_delete, post_save
    from wagtail.contrib.redirects.models import Redirect
    from wagtail.models import Site
    from wagtail.signals import page_published, page_unpublished, post_page_move

    from mingtang.organs.models import Organ, Section
    from mingtang.publishing import effects
    from mingtang.publishing.models import Comment, Consultation, File, Home, Picture

    effects.register_effects("store", shown=_on_piece, hidden=_on_piece)
    pieces = (Article, Document, Consultation)
    for model in pieces:
        _listen(page_published, model, lambda instance, **_: _on_piece(instance))
        _listen(page_unpublished, model, lambda instance, **_: _on_piece(instance))
        _listen(post_page_move, model, _on_move)
        _listen(post_delete, model, lambda instance, **_: _on_piece(instance))
    for everywhere in (Column, Home, Site, Organ):
        _listen(post_save, everywhere, _on_frame)
        _listen(post_delete, everywhere, _on_frame)
    for replaced in (Section, File, Picture):
        _listen(post_save, replaced, _on_change)
    _listen(m2m_changed, Article.explains.through, _on_explains)
    _listen(post_save, Comment, _on_comment)
    _listen(post_delete, Comment, _on_comment)
    _listen(post_page_move, Column, _on_frame)
    _listen(post_save, Redirect, _on_redirect)


def _listen(signal: Any, sender: Any, receiver: Callable[..., None]) -> None:
    signal.connect(receiver, sender=sender, weak=False, dispatch_uid=f"store-{sender.__name__}-{id(signal)}")


def _drop(folders: Iterable[str]) -> None:
    """With the act where there is one; else at once, in a transaction of its own."""
    if connection.in_atomic_block:
        drop(folders)
        return
    with writing():
        drop(folders)


def _on_piece(piece: Piece) -> None:
    _drop(of_piece(piece))


def _on_move(instance: Piece, url_path_before: str, parent_page_before: Page, **_: Any) -> None:
    if not instance.live:
        return
    left = of_piece(instance, url_path_before)
    was = parent_page_before.path + "0" * Page.steplen
    if not _others(was, instance.pk).exists():
        left.append(EVERYTHING)
    if instance.first_published_at:
        left += beside(was, instance.pk, instance.first_published_at)
    _drop([*left, *of_piece(instance)])


def _on_frame(raw: bool = False, **_: Any) -> None:
    """Menus, names and addresses stand on every page."""
    if raw:
        return
    if connection.in_atomic_block:
        drop_everything()
        return
    with writing():
        drop_everything()


def _on_change(created: bool, **signal: Any) -> None:
    """What is new stands on no page yet."""
    if not created:
        _on_frame(**signal)


def _on_explains(instance: Any, action: str, pk_set: set[int] | None, **_: Any) -> None:
    """An interpretation names other documents than before: those it no longer names lose their link to it."""
    if action in ("post_add", "post_remove") and pk_set:
        documents = Page.objects.filter(pk__in=pk_set).values_list("url_path", flat=True)
        _drop(folder for each in documents for folder in with_lists(each))
    if action == "pre_clear":
        _drop(_linked(instance))


def _on_comment(instance: Any, **_: Any) -> None:
    _drop([address(instance.consultation.url_path)])


def _on_redirect(instance: Any, **_: Any) -> None:
    """An old address that leads elsewhere is not kept beside it."""
    if instance.old_path.startswith("/") and instance.old_path != "/":
        _drop([f"{instance.old_path.rstrip('/')}/"])
