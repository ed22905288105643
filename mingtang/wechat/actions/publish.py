"""发布、重发、撤下：人做的三件事。与微信的往来在事务之外，由待发消息去做。"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError
from django.utils import timezone

from mingtang.kit import audit, outbox
from mingtang.kit.db import writing
from mingtang.kit.models import StoredFile
from mingtang.kit.uploads import read_stored, store_bytes
from mingtang.organs.models import Staff
from mingtang.organs.permissions import same_organ
from mingtang.organs.refusal import Refused, require
from mingtang.wechat import quotas
from mingtang.wechat.actions import outcome
from mingtang.wechat.actions.steps import DRAFT, RESULT, SUBMIT, WITHDRAW, locked, message_key, send
from mingtang.wechat.html import clean
from mingtang.wechat.models import Account, Publication, State
from mingtang.wechat.permissions import may_handle_publication
from mingtang.wechat.pictures import digest_of

Bytes = bytes | StoredFile


@dataclass(frozen=True)
class Article:
    """What another room wants on WeChat. ``images`` gives the bytes of the pictures in ``html`` by their src."""

    title: str
    author: str
    digest: str
    html: str
    cover: Bytes
    source_url: str = ""
    images: Mapping[str, Bytes] = field(default_factory=dict)


@writing()
def push_article(
    account: Account, article: Article, *, key: str, by: Staff | None = None, on: date | None = None
) -> Publication:
    """Queue an article for WeChat; the same ``key`` again gives the same publication.

    Never asks WeChat and never refuses for WeChat's sake: what cannot be published is ``failed`` and says why.
    """
    _refuse_unless_allowed(by, account)
    publication = Publication(account=account, key=key)
    pictures = _fill(publication, article)
    try:
        with writing():
            publication.save()
    except IntegrityError:
        return Publication.objects.get(key=key)
    _keep(publication, pictures)
    outcome.note(publication, "queued", by=by, on=on, data={"lost_pictures": publication.lost_pictures})
    _start(publication, publication.queued_at)
    publication.refresh_from_db()
    _audit("wechat.push", publication, by, on)
    return publication


@writing()
def retry(
    publication: Publication, *, by: Staff | None, on: date, article: Article | None = None
) -> Publication:
    """Try once more, by a person: from ``failed`` with a new draft, from ``unknown`` after asking WeChat again.

    ``article`` replaces what failed (a shorter title); what may be published already is never changed.
    """
    publication = locked(publication)
    _refuse_unless_allowed(by, publication.account)
    require(
        publication.state in (State.FAILED, State.UNKNOWN), "这篇文章没有失败，也不是结果不明，不用重发。"
    )
    at = outcome.note(publication, "retried", by=by, on=on, data={"attempt": publication.attempt}).at
    if publication.state == State.UNKNOWN:
        require(article is None, "这篇文章可能已经发布，先核实结果，再改内容。")
        _ask_again(publication, at)
    else:
        _start_again(publication, article, at)
    publication.refresh_from_db()
    _audit("wechat.retry", publication, by, on)
    return publication


@writing()
def withdraw(publication: Publication, *, by: Staff | None, on: date) -> Publication:
    """Take an article back: from the queue, from the draft box or, for good, from the public."""
    publication = locked(publication)
    _refuse_unless_allowed(by, publication.account)
    _refuse_while_unsettled(publication)
    to_delete = bool(publication.article_id or publication.draft_id)
    at = outcome.note(publication, "withdraw_asked" if to_delete else "withdrawn", by=by, on=on).at
    publication.state = State.WITHDRAWING if to_delete else State.WITHDRAWN
    publication.problem = publication.todo = ""
    publication.attempt += to_delete
    publication.save(update_fields=["state", "problem", "todo", "attempt"])
    if to_delete:
        send(publication, WITHDRAW, at)
    _audit("wechat.withdraw", publication, by, on)
    return publication


def _refuse_unless_allowed(by: Staff | None, account: Account) -> None:
    if by is not None:
        allowed = may_handle_publication(by) and same_organ(by, account.organ_id)
        require(allowed, "只有本机关的工作人员可以处理公众号的文章。")


def _refuse_while_unsettled(publication: Publication) -> None:
    if publication.state in (State.SUBMITTED, State.UNKNOWN):
        raise Refused("微信还没有给出发布结果，等有了结果再撤下。")
    if publication.state in (State.WITHDRAWING, State.WITHDRAWN):
        raise Refused("这篇文章已经撤下或者正在撤下。")
    waiting = {State.QUEUED: DRAFT, State.DRAFTED: SUBMIT}.get(State(publication.state))
    if waiting and not outbox.cancel(message_key(publication, waiting)):
        raise Refused("正在向微信提交这篇文章，过几分钟再撤下。")


def _fill(publication: Publication, article: Article) -> dict[str, Bytes]:
    """Write the article into the publication; the pictures that come along, by digest."""
    digests = {src: digest_of(_read(data)) for src, data in article.images.items()}
    cleaned = clean(article.html, digests)
    publication.title = " ".join(article.title.split())[:200]
    publication.author = article.author.strip()[:60]
    publication.digest = " ".join(article.digest.split())
    publication.html = cleaned.html
    publication.lost_pictures = min(cleaned.lost, 999)
    publication.source_url = (
        article.source_url if article.source_url.startswith(("http://", "https://")) else ""
    )
    publication.cover = _stored(article.cover, "cover")
    return {digests[src]: data for src, data in article.images.items() if digests[src] in cleaned.pictures}


def _keep(publication: Publication, pictures: Mapping[str, Bytes]) -> None:
    for digest, data in pictures.items():
        values: dict[str, Any] = {"digest": digest, "file": _stored(data, "picture")}
        publication.pictures.create(**values)


def _read(data: Bytes) -> bytes:
    return data if isinstance(data, bytes) else read_stored(data)


def _stored(data: Bytes, name: str) -> StoredFile | None:
    if isinstance(data, StoredFile):
        return data
    return store_bytes(data, name, "application/octet-stream") if data else None


def _start(publication: Publication, now: datetime) -> None:
    problem = _obstacle(publication, timezone.localdate(now))
    if problem:
        outcome.fail(publication, *problem, at=now)
    else:
        send(publication, DRAFT, now)


def _obstacle(publication: Publication, on: date) -> tuple[str, str] | None:
    """What makes it pointless to ask WeChat: the problem and what to do."""
    account = publication.account
    if not account.can_call:
        return "公众号没有启用或者没有填写 AppSecret", "请系统管理员在“公众号”里填写，然后重发"
    if not publication.title:
        return "文章没有标题", "写上标题后重发"
    for name, label in (("title", "标题"), ("author", "作者")):
        most = quotas.value(account, f"{name}_length", on)
        if len(getattr(publication, name)) > most:
            return f"{label}超过微信的 {most} 个字", f"缩短{label}后重发"
    most = quotas.value(account, "content_length", on)
    if len(publication.html) >= most:
        return f"正文超过微信的 {most} 个字符", "缩短正文，或者只发摘要和原文链接"
    if publication.cover is None:
        return "文章没有封面图片", "选一张封面后重发"
    return None


def _start_again(publication: Publication, article: Article | None, now: datetime) -> None:
    publication.attempt += 1
    publication.state = State.QUEUED
    publication.problem = publication.todo = publication.publish_id = publication.msg_data_id = ""
    publication.submitted_at = publication.asked_at = None
    if article is not None:
        publication.pictures.all().delete()
        _keep(publication, _fill(publication, article))
    publication.save()
    _start(publication, now)


def _ask_again(publication: Publication, now: datetime) -> None:
    """Let the outbox go on: with a job number WeChat is asked for its result, else the submission is looked for."""
    if publication.publish_id:
        publication.attempt += 1
        publication.state = State.SUBMITTED
        publication.problem = publication.todo = ""
        publication.save()
        send(publication, RESULT, now)
    elif not outbox.settle(message_key(publication, SUBMIT), arrived=False, now=now):
        raise Refused("程序正在向微信核实这篇文章，过几分钟再试。")


def _audit(act: str, publication: Publication, by: Staff | None, on: date | None) -> None:
    data: dict[str, Any] = {
        "key": publication.key,
        "attempt": publication.attempt,
        "state": str(publication.state),
    }
    audit.record(act, by=by, subject=publication, data=data | ({"on": on.isoformat()} if on else {}))
