"""文章页、公文页、意见征集页，和撤下以后的页面。"""

from __future__ import annotations

from datetime import date
from typing import Any

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page

from mingtang.publishing import metatags
from mingtang.publishing.addresses import absolute, path_of
from mingtang.publishing.models import Article, Column, Comment, Consultation, Document, Piece
from mingtang.publishing.models.pieces import Validity
from mingtang.publishing.rendering import body_of
from mingtang.publishing.tree import Node, tree_of
from mingtang.publishing.views.public.framing import frame
from mingtang.publishing.views.public.lists import Related, interpretation_of, period, validity
from mingtang.web.clock import today
from mingtang.web.site import Link, site_of
from mingtang.web.views import errors

Context = dict[str, Any]


def piece(request: HttpRequest, this: Piece) -> HttpResponse:
    """The page of a piece on show, or of a draft in a preview."""
    above = this.get_parent().specific
    node = tree_of(request).node(above) if isinstance(above, Column) else None
    if node is None:
        return errors.not_found(request, Exception())
    context = {**frame(request, node, this, "正文"), **draw(request, this, node), "piece": this}
    return render(request, f"publishing/pieces/{_name(this)}.html", context)


def _name(this: Piece) -> str:
    if isinstance(this, Document):
        return "document"
    return "consultation" if isinstance(this, Consultation) else "article"


def draw(request: HttpRequest, this: Piece, node: Node) -> Context:
    """What the page of a piece says."""
    own = site_of(request)
    issuers = this.issuers.replace("、", " ").split() if isinstance(this, Document) else []
    url = absolute(path_of(this), request)
    context: Context = {
        "body": body_of(this.body, issuers=(own.hosts, *issuers)),
        "attachments": list(this.attachments.select_related("file").order_by("sort_order", "pk")),
        "at": metatags.published_at(this),
        "source": metatags.source_of(this, own),
        "line": _line(this, metatags.source_of(this, own)),
        "url": url,
        "qr": qr(url),
        "keywords": [word for word in this.keywords.replace("，", ",").split(",") if word.strip()],
        "before": _beside(this, node, newer=False),
        "after": _beside(this, node, newer=True),
    }
    if isinstance(this, Document):
        return {**context, **_document(this, today(request), own.hosts)}
    if isinstance(this, Consultation):
        return {**context, **_consultation(this, today(request))}
    return {**context, "documents": _explained(this)}


def _line(this: Piece, source: str) -> str:
    """When, from whom, by whom: the line under a title. What has a table of its own says the day there."""
    said = [metatags.published_at(this) if isinstance(this, Article) else "", f"来源：{source}"]
    said += [f"作者：{this.author}"] if this.author else []
    said += [f"责任编辑：{this.editor}"] if this.editor else []
    return "　".join(part for part in said if part)


def qr(text: str) -> SafeString:
    """A QR code as a drawing; scanned it gives ``text``."""
    code = segno.make(text, error="m", micro=False)
    drawing = code.svg_inline(border=2, omitsize=True, dark="#1d2733", light="#ffffff")
    return mark_safe(drawing.replace("<svg ", '<svg role="img" aria-label="本页二维码" ', 1))  # noqa: S308 - drawn by us


def _beside(this: Piece, node: Node, *, newer: bool) -> Piece | None:
    moment = this.first_published_at
    if moment is None:
        return None
    there = Piece.objects.child_of(node.column).live().exclude(pk=this.pk)
    if newer:
        later = there.filter(first_published_at__gte=moment)
        found = later.exclude(first_published_at=moment, pk__lt=this.pk).order_by("first_published_at", "id")
    else:
        earlier = there.filter(first_published_at__lte=moment)
        found = earlier.exclude(first_published_at=moment, pk__gt=this.pk).order_by(
            "-first_published_at", "-id"
        )
    beside: Piece | None = found.first()
    return beside


def _explained(this: Piece) -> list[Related]:
    if not isinstance(this, Article):
        return []
    return [Related(each.number, each.title, path_of(each)) for each in this.explains.all() if each.live]


def _live(related: Any) -> Any:
    return related.filter(live=True)


def _document(this: Document, day: date, organ: str) -> Context:
    told = [interpretation_of(each) for each in _live(this.explained_by).order_by("first_published_at", "pk")]
    other = this.repealed_by
    ended = other if other is not None and other.live else None
    return {
        "state": validity(this, day),
        "interpretations": told,
        "ended_by": ended,
        "ended_how": "修改" if this.validity == Validity.AMENDED else "废止",
        "ends": list(_live(this.repeals).order_by("-signed_on", "pk")) if this.pk else [],
        "issuer": this.issuers or organ,
    }


def _consultation(this: Consultation, day: date) -> Context:
    comments = list(this.comments.filter(shown=True).order_by("received_on", "pk"))
    received = this.comments.count()
    return {
        "state": this.status(day),
        "period": period(this, day),
        "explanation": body_of(this.explanation, prefix="s-"),
        "result": body_of(this.result, prefix="r-") if this.result_on and this.result_on <= day else None,
        "comments": comments,
        "received": received,
        "outcome": _outcome(this),
    }


def _outcome(this: Consultation) -> list[tuple[str, int]]:
    """How many opinions came to what; nothing as long as one of them has no answer."""
    states = list(this.comments.order_by().values_list("state", flat=True))
    words = dict(Comment._meta.get_field("state").choices or ())
    counts = [(words[code], states.count(code)) for code in words if code in states]
    return [] if "new" in states else counts


def gone(request: HttpRequest, this: Piece) -> HttpResponse:
    """The page of a piece that was taken down (410). Neither its title nor the words of the decision are told:
    they may be the very reason. The kind of reason is, and what takes its place."""
    act = this.acts.filter(kind="withdrawn").order_by("pk").last()
    data = act.data if act else {}
    since = act.on if act else timezone.localdate(this.last_published_at)
    return errors.gone(
        request,
        title="这一页",
        since=since,
        reason=str(data.get("type", "")),
        instead=_instead(str(data.get("replacement", "")).strip(), site_of(request).domain),
    )


def _instead(address: str, domain: str) -> Link | None:
    """What takes the place of a page, by its address (of our site or of another)."""
    path = address.removeprefix(f"https://{domain}") if domain else address
    if path.startswith("/") and not path.startswith("//"):
        found = Page.objects.filter(live=True, url_path__endswith=path, depth__gt=2).first()
        return Link(label=found.title if found else path, url=path)
    return Link(label=address, url=address) if address.startswith(("https://", "http://")) else None
