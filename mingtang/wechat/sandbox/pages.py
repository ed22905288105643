"""Pages for people: what lies in the draft box, what is published, one article as a reader sees it."""

from __future__ import annotations

from datetime import datetime
from html import escape

from mingtang.wechat.sandbox.world import CHINA, World

_FRAME = """<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>
<style>body{{font:16px/1.7 system-ui,sans-serif;max-width:42rem;margin:2rem auto;padding:0 1rem;color:#222}}
img{{max-width:100%}} small{{color:#666}} li{{margin:.4rem 0}}</style></head><body>{body}</body></html>"""


def overview(world: World) -> str:
    """Drafts and articles."""
    with world.lock:
        drafts = "".join(f"<li>{escape(str(draft['title']))}</li>" for draft in world.drafts.values())
        newest = sorted(world.articles.values(), key=lambda each: -each.at)
        articles = "".join(
            f'<li><a href="/s/{escape(each.article_id)}">{escape(str(each.article["title"]))}</a> '
            f"<small>{_moment(each.at)}</small></li>"
            for each in newest
        )
    body = (
        "<h1>公众号沙箱</h1><p>这里模拟微信一方，内容只在内存里，停止后消失。</p>"
        f"<h2>已发布</h2><ul>{articles or '<li>还没有</li>'}</ul><h2>草稿箱</h2><ul>{drafts or '<li>空的</li>'}</ul>"
    )
    return _FRAME.format(title="公众号沙箱", body=body)


def article(world: World, article_id: str) -> str | None:
    """One article; None when it is not (or no longer) published."""
    with world.lock:
        found = world.articles.get(article_id)
    if found is None:
        return None
    told = found.article
    source = str(told.get("content_source_url", ""))
    more = (
        f'<p><a href="{escape(source)}">阅读原文</a></p>'
        if source.startswith(("http://", "https://"))
        else ""
    )
    head = f"<h1>{escape(str(told['title']))}</h1><p><small>{escape(str(told.get('author', '')))} {_moment(found.at)}</small></p>"
    return _FRAME.format(title=escape(str(told["title"])), body=f"{head}{told['content']}{more}")


def _moment(at: float) -> str:
    return f"{datetime.fromtimestamp(at, CHINA):%Y-%m-%d %H:%M}"
