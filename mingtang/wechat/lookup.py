"""Is it published? Asked of WeChat for an article whose submission was never answered."""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from mingtang.wechat.client import Client
from mingtang.wechat.client.calls import PAGE
from mingtang.wechat.models import Publication

MOST_PAGES = 25  # WeChat does not promise that the newest come first
SKEW = timedelta(minutes=10)  # between our clock and WeChat's


@dataclass(frozen=True)
class Found:
    """An article among the published ones."""

    article_id: str
    url: str


def look(client: Client, publication: Publication) -> Found | None:
    """The published article with this title and source, no older than the submission and nobody else's."""
    for item in _listed(client):
        article_id, news = str(item.get("article_id", "")), _first_news(item)
        if article_id and _is_it(publication, item, news) and not _is_taken(publication, article_id):
            return Found(article_id, str(news.get("url", "")))
    return None


def _listed(client: Client) -> Iterator[dict[str, Any]]:
    for page in range(MOST_PAGES):
        answer = client.published(page * PAGE)
        items = [item for item in answer.get("item") or [] if isinstance(item, dict)]
        yield from items
        if not items or (page + 1) * PAGE >= int(answer.get("total_count", 0)):
            return


def _first_news(item: dict[str, Any]) -> dict[str, Any]:
    content = item.get("content")
    news = content.get("news_item") if isinstance(content, dict) else None
    return news[0] if isinstance(news, list) and news and isinstance(news[0], dict) else {}


def _is_it(publication: Publication, item: dict[str, Any], news: dict[str, Any]) -> bool:
    submitted = publication.submitted_at
    recent = submitted is None or int(item.get("update_time", 0)) >= (submitted - SKEW).timestamp()
    same = _plain(news, "title") == publication.title
    same = same and _plain(news, "content_source_url") == publication.source_url
    return recent and same and not news.get("is_deleted")


def _plain(news: dict[str, Any], name: str) -> str:
    """A text as we gave it, whether or not it comes back with its special characters written out."""
    return " ".join(html.unescape(str(news.get(name, ""))).split())


def _is_taken(publication: Publication, article_id: str) -> bool:
    others = Publication.objects.filter(account=publication.account, article_id=article_id)
    return others.exclude(pk=publication.pk).exists()
