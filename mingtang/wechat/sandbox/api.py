"""The calls the sandbox answers, each a function of the world and what was posted."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from mingtang.wechat.sandbox.world import OVERLAP, Job, Published, World

Answer = dict[str, Any]
FORCE_PAUSE, FORCE_PER_DAY = 30, 20
LARGEST_PICTURE, LARGEST_MATERIAL = 1024 * 1024, 10 * 1024 * 1024
LIMITS = (("title", 32, 45003), ("author", 16, 45110), ("digest", 128, 45004), ("content", 19999, 45002))


@dataclass(frozen=True)
class Posted:
    """What came with a call: the JSON or the uploaded file, and the parameters of the address."""

    body: Any
    file: bytes
    params: dict[str, str]


class Error(Exception):
    """An answer with an errcode."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code


Endpoint = Callable[[World, Posted], Answer]
ENDPOINTS: dict[str, Endpoint] = {}
OK: Answer = {"errcode": 0, "errmsg": "ok"}


def endpoint(path: str) -> Callable[[Endpoint], Endpoint]:
    """Answer calls of this path with the decorated function."""

    def register(function: Endpoint) -> Endpoint:
        ENDPOINTS[path] = function
        return function

    return register


def answer(world: World, path: str, posted: Posted) -> Answer:
    """What WeChat would say to a call."""
    try:
        with world.lock:
            world.calls.append(path)
            if path not in ENDPOINTS:
                raise Error(40066, "invalid url")
            if not world.address_allowed:
                raise Error(40164, "invalid ip 203.0.113.9 ipv6 ::ffff:203.0.113.9, not in whitelist")
            if path != "/cgi-bin/stable_token":
                _admit(world, posted.params.get("access_token", ""))
            _count(world, path)
            return ENDPOINTS[path](world, posted)
    except Error as error:
        return {"errcode": error.code, "errmsg": str(error)}


def _admit(world: World, token: str) -> None:
    if token not in world.tokens:
        raise Error(40001, "invalid credential, access_token is invalid or not latest")
    if world.tokens[token] <= world.now():
        raise Error(42001, "access_token expired")


def _count(world: World, path: str) -> None:
    if path in world.remaining:
        if world.remaining[path] <= 0:
            raise Error(45009, "reach max api daily quota limit")
        world.remaining[path] -= 1


def _text(posted: Posted, name: str) -> str:
    value = posted.body.get(name) if isinstance(posted.body, dict) else None
    if not isinstance(value, str) or not value:
        raise Error(47001, f"data format error: {name}")
    return value


@endpoint("/cgi-bin/stable_token")
def stable_token(world: World, posted: Posted) -> Answer:
    """The token of the account: the same until five minutes before its end, unless forced."""
    if _text(posted, "appid") != world.appid:
        raise Error(40013, "invalid appid")
    if _text(posted, "secret") != world.secret:
        raise Error(40125, "invalid appsecret")
    if posted.body.get("force_refresh"):
        _allow_force(world)
        world.issue_token()
    elif not world.current or world.current_until - world.now() <= OVERLAP:
        world.issue_token()
    return {"access_token": world.current, "expires_in": int(world.current_until - world.now())}


def _allow_force(world: World) -> None:
    today = [at for at in world.forced if world.now() - at < 86400]
    if today and world.now() - today[-1] < FORCE_PAUSE:
        raise Error(45011, "api minute-quota reach limit")
    if len(today) >= FORCE_PER_DAY:
        raise Error(45009, "reach max api daily quota limit")
    world.forced = [*today, world.now()]


def _kind_of(data: bytes) -> str:
    if data.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    raise Error(40005, "invalid file type")


@endpoint("/cgi-bin/media/uploadimg")
def upload_picture(world: World, posted: Posted) -> Answer:
    """Host a picture of a body."""
    kind = _kind_of(posted.file)
    if len(posted.file) >= LARGEST_PICTURE:
        raise Error(40009, "invalid image size")
    return {"url": world.host(posted.file, kind)}


@endpoint("/cgi-bin/material/add_material")
def add_material(world: World, posted: Posted) -> Answer:
    """Keep permanent material."""
    kind = _kind_of(posted.file)
    if len(posted.file) > LARGEST_MATERIAL:
        raise Error(40009, "invalid image size")
    media_id = world.name("material")
    world.materials[media_id] = (posted.file, kind)
    return {"media_id": media_id, "url": world.host(posted.file, kind)}


def _checked_article(world: World, article: Any) -> Answer:
    if not isinstance(article, dict) or not article.get("title"):
        raise Error(45003, "title size out of limit")
    for name, longest, code in LIMITS:
        if len(str(article.get(name, ""))) > longest:
            raise Error(code, f"{name} size out of limit")
    if len(str(article.get("content_source_url", "")).encode()) > 1024:
        raise Error(45005, "url size out of limit")
    if article.get("thumb_media_id") not in world.materials:
        raise Error(40007, "invalid media_id")
    return {**article, "content": _filtered(world, str(article.get("content", "")))}


def _filtered(world: World, content: str) -> str:
    """Scripts go, and pictures that are not hosted here."""
    content = re.sub(r"(?is)<script.*?</script>", "", content)
    own = re.escape(f"{world.base}/mmbiz/")
    return re.sub(rf'(?is)<img(?![^>]*\ssrc="{own})[^>]*>', "", content)


@endpoint("/cgi-bin/draft/add")
def add_draft(world: World, posted: Posted) -> Answer:
    """Put an article into the draft box."""
    articles = posted.body.get("articles") if isinstance(posted.body, dict) else None
    if not isinstance(articles, list) or len(articles) != 1:
        raise Error(47001, "data format error")
    media_id = world.name("draft")
    world.drafts[media_id] = _checked_article(world, articles[0])
    return {"media_id": media_id}


@endpoint("/cgi-bin/draft/update")
def update_draft(world: World, posted: Posted) -> Answer:
    """Replace the article of a draft."""
    _draft(world, posted)
    world.drafts[_text(posted, "media_id")] = _checked_article(world, posted.body.get("articles"))
    return OK


@endpoint("/cgi-bin/draft/get")
def get_draft(world: World, posted: Posted) -> Answer:
    """Read a draft."""
    return {"news_item": [_draft(world, posted)]}


@endpoint("/cgi-bin/draft/delete")
def delete_draft(world: World, posted: Posted) -> Answer:
    """Throw a draft away."""
    _draft(world, posted)
    del world.drafts[_text(posted, "media_id")]
    return OK


@endpoint("/cgi-bin/draft/count")
def count_drafts(world: World, posted: Posted) -> Answer:
    """How many drafts there are."""
    return {"total_count": len(world.drafts)}


def _draft(world: World, posted: Posted) -> Answer:
    draft = world.drafts.get(_text(posted, "media_id"))
    if draft is None:
        raise Error(40007, "invalid media_id")
    return draft


@endpoint("/cgi-bin/freepublish/submit")
def submit(world: World, posted: Posted) -> Answer:
    """Take a draft for publishing; the server finishes the job later."""
    draft = _draft(world, posted)
    number = 2247500000 + next(world.numbers)
    job = Job(str(number), str(number + 500000), _text(posted, "media_id"), draft)
    world.jobs[job.publish_id] = job
    return {**OK, "publish_id": job.publish_id, "msg_data_id": job.msg_data_id}


def finish(world: World, job: Job) -> None:
    """End a job as ``publish_status`` says; only a success takes the draft out of the box."""
    with world.lock:
        job.status = world.publish_status
        if job.status in (0, 5, 6):
            job.article_id = world.name("article")
            world.drafts.pop(job.media_id, None)
        if job.status == 0:
            url = f"{world.base}/s/{job.article_id}"
            world.articles[job.article_id] = Published(
                job.article_id, job.msg_data_id, job.article, world.now(), url
            )


@endpoint("/cgi-bin/freepublish/get")
def get_job(world: World, posted: Posted) -> Answer:
    """How a job stands."""
    job = world.jobs.get(_text(posted, "publish_id"))
    if job is None:
        raise Error(53502, "invalid publish_id")
    return {
        "publish_id": job.publish_id,
        "publish_status": job.status,
        "fail_idx": [],
        **told_article(world, job),
    }


def told_article(world: World, job: Job) -> Answer:
    """The part about the article, for a job that has one."""
    article = world.articles.get(job.article_id)
    if article is None:
        return {}
    item = {"idx": 1, "article_url": article.url}
    return {"article_id": article.article_id, "article_detail": {"count": 1, "item": [item]}}


@endpoint("/cgi-bin/freepublish/batchget")
def list_published(world: World, posted: Posted) -> Answer:
    """A page of what is published."""
    offset, count = int(posted.body.get("offset", 0)), int(posted.body.get("count", 0))
    if not 1 <= count <= 20:
        raise Error(40097, "invalid args")
    newest = sorted(world.articles.values(), key=lambda each: -each.at)
    page = [_listed(each, bool(posted.body.get("no_content"))) for each in newest[offset : offset + count]]
    return {"total_count": len(newest), "item_count": len(page), "item": page}


def _listed(published: Published, without_content: bool) -> Answer:
    news = {**published.article, "url": published.url, "is_deleted": False}
    if without_content:
        news.pop("content")
    return {
        "article_id": published.article_id,
        "content": {"news_item": [news]},
        "update_time": int(published.at),
    }


@endpoint("/cgi-bin/freepublish/delete")
def delete_published(world: World, posted: Posted) -> Answer:
    """Take an article down."""
    if world.articles.pop(_text(posted, "article_id"), None) is None:
        raise Error(53600, "invalid article_id")
    return OK
