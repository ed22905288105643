"""微信那边发生了什么：由待发消息和事件写下，每一步只写一次，先到后到都不乱。"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from mingtang.kit import audit
from mingtang.kit.db import writing
from mingtang.organs.models import Staff
from mingtang.wechat.actions.steps import FIRST_ASK, RESULT, SUBMIT, locked, send
from mingtang.wechat.models import Inbound, Publication, PublicationAct, State

PUBLISHING, ORIGINALITY, ORDINARY, REVIEW, DELETED, BLOCKED = 1, 2, 3, 4, 5, 6
REASONS = {
    ORIGINALITY: ("微信没有通过原创声明", "登录微信后台查看原因，修改后重发"),
    ORDINARY: ("微信发布失败", "登录微信后台查看原因，修改后重发"),
    REVIEW: ("微信平台审核没有通过", "登录微信后台查看原因，修改后重发"),
    BLOCKED: ("文章发布后被微信平台封禁", "登录微信后台查看通知并申诉"),
}
FINISHED = "PUBLISHJOBFINISH"
BEFORE_THE_END = (State.DRAFTED, State.SUBMITTED, State.UNKNOWN)


def note(
    publication: Publication,
    kind: str,
    *,
    at: datetime | None = None,
    by: Staff | None = None,
    on: date | None = None,
    data: dict[str, Any] | None = None,
) -> PublicationAct:
    """Write one step of a publication; without ``at`` it happens now."""
    moment = {} if at is None else {"at": at}
    return PublicationAct.objects.create(
        publication=publication, kind=kind, by=by, on=on, data=data or {}, **moment
    )


def _change(publication: Publication, state: State, **values: Any) -> None:
    for name, value in {"state": state, "problem": "", "todo": "", **values}.items():
        setattr(publication, name, value)
    publication.save()


@writing()
def drafted(publication: Publication, draft_id: str, *, at: datetime) -> None:
    """The draft lies in WeChat's box; submitting is enqueued."""
    publication = locked(publication)
    if publication.state != State.QUEUED:
        return
    _change(publication, State.DRAFTED, draft_id=draft_id)
    note(publication, "drafted", at=at, data={"draft_id": draft_id})
    send(publication, SUBMIT, at)


@writing()
def submitting(publication: Publication, *, at: datetime) -> bool:
    """About to submit: from here on, should everything stop, the truth is that nobody knows. False: not any more."""
    publication = locked(publication)
    if publication.state not in (State.DRAFTED, State.UNKNOWN):
        return False
    _change(
        publication,
        State.UNKNOWN,
        submitted_at=at,
        problem="已经提交，微信还没有回答",
        todo="程序正在核实，不用做什么",
    )
    note(publication, "submitting", at=at)
    return True


@writing()
def not_submitted(publication: Publication, problem: str, todo: str, *, at: datetime) -> None:
    """The submission surely did not arrive: the draft waits for another try."""
    publication = locked(publication)
    if publication.state == State.UNKNOWN and not publication.publish_id:
        _change(publication, State.DRAFTED, problem=problem, todo=todo)
        note(publication, "not_submitted", at=at, data={"problem": problem})


@writing()
def unsure(publication: Publication, problem: str, todo: str, *, at: datetime) -> None:
    """Nobody knows whether WeChat publishes it."""
    publication = locked(publication)
    if publication.state in (State.UNKNOWN, State.SUBMITTED):
        _change(publication, State.UNKNOWN, problem=problem, todo=todo)
        note(publication, "unknown", at=at, data={"problem": problem})


@writing()
def submitted(publication: Publication, publish_id: str, msg_data_id: str, *, at: datetime) -> None:
    """WeChat has accepted the job. Its event may have come before this answer: it is then applied now."""
    publication = locked(publication)
    publication.publish_id, publication.msg_data_id = publish_id, msg_data_id
    if publication.state not in BEFORE_THE_END:
        publication.save(update_fields=["publish_id", "msg_data_id"])
        return
    _change(publication, State.SUBMITTED)
    note(publication, "submitted", at=at, data={"publish_id": publish_id})
    send(publication, RESULT, at, after=FIRST_ASK)
    early = _early_result(publication)
    if early is not None:
        settle(publication, early, at=at)


def hold(publication: Publication, problem: str, todo: str) -> None:
    """Nothing has happened and it is tried again by itself: say why it waits."""
    Publication.objects.filter(pk=publication.pk).update(problem=problem[:300], todo=todo[:300])


@writing()
def fail(publication: Publication, problem: str, todo: str, *, at: datetime) -> None:
    """It will not be published without somebody doing something."""
    publication = locked(publication)
    if publication.state in (State.PUBLISHED, State.WITHDRAWN, State.FAILED):
        return
    _change(publication, State.FAILED, problem=problem[:300], todo=todo[:300])
    note(publication, "failed", at=at, data={"problem": problem})
    audit.record("wechat.failed", by=None, subject=publication, data={"problem": problem}, at=at)


@writing()
def published(publication: Publication, article_id: str, url: str, *, at: datetime) -> None:
    """It is public. Saying so twice changes nothing."""
    publication = locked(publication)
    if publication.state not in (*BEFORE_THE_END, State.FAILED):
        return
    _change(publication, State.PUBLISHED, article_id=article_id, url=url, published_at=at)
    note(publication, "published", at=at, data={"article_id": article_id, "url": url})
    audit.record("wechat.published", by=None, subject=publication, data={"url": url}, at=at)


@writing()
def withdrawn(publication: Publication, *, at: datetime, kind: str = "withdrawn") -> None:
    """It is not public any more."""
    publication = locked(publication)
    if publication.state == State.WITHDRAWN:
        return
    _change(publication, State.WITHDRAWN)
    note(publication, kind, at=at)
    audit.record(f"wechat.{kind}", by=None, subject=publication, at=at)


@writing()
def not_withdrawn(publication: Publication, problem: str, todo: str, *, at: datetime) -> None:
    """WeChat did not take it down: it stands as it stood."""
    publication = locked(publication)
    if publication.state == State.WITHDRAWING:
        back = State.PUBLISHED if publication.article_id else State.FAILED
        _change(publication, back, problem=f"没有撤下，{problem}"[:300], todo=todo[:300])
        note(publication, "not_withdrawn", at=at, data={"problem": problem})


def settle(publication: Publication, result: dict[str, Any], *, at: datetime) -> bool:
    """Apply what WeChat says about a job (from its event or from ``freepublish/get``); False while it is publishing."""
    status = _status(result)
    if status == 0:
        published(publication, str(result.get("article_id", "")), _address(result), at=at)
    elif status == DELETED:
        withdrawn(publication, at=at, kind="removed")
    elif status == BLOCKED:
        _blocked(publication, at=at)
    elif status in REASONS:
        fail(publication, *REASONS[status], at=at)
    return status != PUBLISHING


@writing()
def _blocked(publication: Publication, *, at: datetime) -> None:
    publication = locked(publication)
    if publication.state != State.WITHDRAWN:
        problem, todo = REASONS[BLOCKED]
        _change(publication, State.WITHDRAWN, problem=problem, todo=todo)
        note(publication, "blocked", at=at)
        audit.record("wechat.blocked", by=None, subject=publication, at=at)


def _status(result: dict[str, Any]) -> int:
    try:
        return int(result.get("publish_status", PUBLISHING))
    except (TypeError, ValueError):
        return PUBLISHING


def _address(result: dict[str, Any]) -> str:
    """The address of the first article of a job, wherever it stands."""
    detail = result.get("article_detail")
    items = detail.get("item") if isinstance(detail, dict) else None
    first = items[0] if isinstance(items, list) and items else items
    url = str(first.get("article_url", "")) if isinstance(first, dict) else ""
    return url if url.startswith(("http://", "https://")) else ""


def result_in(content: Mapping[str, Any]) -> dict[str, Any]:
    """What an event says about its job, in the form of ``freepublish/get``."""
    found = content.get("PublishEventInfo")
    return dict(found) if isinstance(found, Mapping) else {}


def _early_result(publication: Publication) -> dict[str, Any] | None:
    """The result of a job whose event came before the answer to its submission."""
    came = Inbound.objects.filter(
        account=publication.account, event=FINISHED, detail=publication.publish_id
    ).first()
    return result_in(came.content) if came is not None else None
