"""订阅：全站和每个栏目的 RSS 2.0，网址都带域名。"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.feedgenerator import Rss201rev2Feed

from mingtang.publishing.addresses import absolute, path_of
from mingtang.publishing.metatags import source_of
from mingtang.publishing.models import Piece
from mingtang.web.site import site_of

NEWEST = 30


def feed(request: HttpRequest, title: str, path: str, description: str, pieces: QuerySet[Any]) -> str:
    """The newest pieces as RSS. ``path`` is the page the feed follows."""
    own = site_of(request)
    made = Rss201rev2Feed(
        title=title,
        link=absolute(path, request),
        description=description or title,
        language="zh-cn",
        feed_url=absolute(f"{path}feed.xml", request),
    )
    for each in pieces.on_show()[:NEWEST]:  # type: ignore[attr-defined]
        url = absolute(path_of(each), request)
        made.add_item(
            title=each.title,
            link=url,
            description=each.summary,
            pubdate=each.first_published_at,
            updateddate=each.last_published_at,
            author_name=source_of(each, own),
            unique_id=url,
        )
    return made.writeString("utf-8")


def whole(request: HttpRequest) -> str:
    """Everything on the site."""
    name = site_of(request).name
    return feed(request, name, "/", f"{name}最近发布的内容", Piece.objects.all())
