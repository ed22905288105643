"""What is sent to WeChat, one topic for each step. All network happens here, outside of transactions.

Steps that do no harm twice are ``repeatable``; submitting is not: its result is asked for, never guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from mingtang.kit import outbox
from mingtang.kit.models import OutboxMessage
from mingtang.kit.uploads import FileMissing
from mingtang.web import clock
from mingtang.wechat import hosting, quotas
from mingtang.wechat.actions import outcome, steps
from mingtang.wechat.actions.statistics import STATISTICS, store_span
from mingtang.wechat.client import Client, Later, NoAnswer, NotThere, WechatError
from mingtang.wechat.client.calls import Draft
from mingtang.wechat.events import LOOK
from mingtang.wechat.lookup import look
from mingtang.wechat.models import Account, Publication, State
from mingtang.wechat.pictures import NotAPicture

LONG = timedelta(minutes=30)  # thirty pictures, each with its time limit
SETTLED = timedelta(minutes=30)  # a draft still in the box after this was not taken for publishing
ASK_AT_LEAST = timedelta(minutes=2)
ASK_AT_MOST = timedelta(hours=6)
Tell = Callable[..., None]


def _publication(message: OutboxMessage, *states: State) -> Publication | None:
    """The publication of a message while it is in one of these states and this attempt; None: nothing to do."""
    payload = message.payload
    rows = Publication.objects.select_related("account", "cover")
    return rows.filter(pk=payload["publication"], attempt=payload["attempt"], state__in=states).first()


@contextmanager
def _harmless(message: OutboxMessage, publication: Publication, give_up: Tell) -> Iterator[None]:
    """Around a step that may be repeated: try again later, or let a person act when that is no use."""
    try:
        yield
    except (Later, NoAnswer) as error:
        if message.attempts >= outbox.MAX_ATTEMPTS:
            give_up(publication, error.problem, error.todo, at=clock.now())
            raise outbox.Refused(str(error)) from None
        outcome.hold(publication, error.problem, error.todo)
        raise outbox.NotSent(str(error)) from None
    except WechatError as error:
        give_up(publication, error.problem, error.todo, at=clock.now())
        raise outbox.Refused(str(error)) from None


@outbox.handler(steps.DRAFT, repeatable=True, apart=True, lease=LONG)
def send_draft(message: OutboxMessage) -> None:
    """Host the pictures and put the article into the draft box."""
    publication = _publication(message, State.QUEUED)
    if publication is None:
        return
    with _harmless(message, publication, outcome.fail):
        try:
            draft_id = _drafted(Client(publication.account), publication)
        except NotAPicture as error:
            raise WechatError("有一张图片不能用", str(error)) from None
        except FileMissing:
            raise WechatError("有一张图片的文件找不到", "重新上传图片后重发") from None
    outcome.drafted(publication, draft_id, at=clock.now())


def _drafted(client: Client, publication: Publication) -> str:
    try:
        return _written(client, publication)
    except NotThere:
        hosting.forget_cover(publication)
        return _written(client, publication)


def _written(client: Client, publication: Publication) -> str:
    draft = Draft(
        title=publication.title,
        author=publication.author,
        digest=publication.digest[: quotas.value(client.account, "digest_length", hosting.day(client))],
        content=hosting.content(client, publication),
        source_url=publication.source_url,
        cover_id=hosting.cover(client, publication),
    )
    if publication.draft_id and client.has_draft(publication.draft_id):
        client.update_draft(publication.draft_id, draft)
        return publication.draft_id
    return client.add_draft(draft)


def was_submitted(message: OutboxMessage) -> bool | None:
    """Whether a submission without an answer arrived: published, or the draft has stayed where it was."""
    publication = _publication(message, State.UNKNOWN)
    if publication is None:
        return _publication(message, State.DRAFTED) is None
    if not _time_to_ask(publication):
        return None
    client = Client(publication.account)
    Publication.objects.filter(pk=publication.pk).update(asked_at=clock.now())
    if _found(client, publication):
        return True
    submitted = publication.submitted_at
    waited = submitted is not None and clock.now() - submitted >= SETTLED
    if waited and client.has_draft(publication.draft_id):
        outcome.not_submitted(
            publication, "微信没有收到上次的提交", "程序再次提交，不用做什么", at=clock.now()
        )
        return False
    return None


def _time_to_ask(publication: Publication) -> bool:
    """Ask often at first, then less and less: calls are counted."""
    now = clock.now()
    if publication.asked_at is None or publication.submitted_at is None:
        return True
    pause = min(max((now - publication.submitted_at) / 4, ASK_AT_LEAST), ASK_AT_MOST)
    return now - publication.asked_at >= pause


def _found(client: Client, publication: Publication) -> bool:
    found = look(client, publication)
    if found is not None:
        outcome.published(publication, found.article_id, found.url, at=clock.now())
    return found is not None


@outbox.handler(steps.SUBMIT, ask=was_submitted, apart=True)
def send_submission(message: OutboxMessage) -> None:
    """Ask WeChat to publish the draft. When it may have been asked before, look first."""
    publication = _publication(message, State.DRAFTED, State.UNKNOWN)
    if publication is None:
        return
    client = Client(publication.account)
    if publication.submitted_at is not None and _found_first(client, publication):
        return
    if not outcome.submitting(publication, at=clock.now()):
        return
    try:
        publish_id, msg_data_id = client.submit(publication.draft_id)
    except WechatError as error:
        _submission_failed(message, publication, error)
    outcome.submitted(publication, publish_id, msg_data_id, at=clock.now())


def _found_first(client: Client, publication: Publication) -> bool:
    try:
        return _found(client, publication)
    except WechatError as error:
        raise outbox.NotSent(str(error)) from None


def _submission_failed(message: OutboxMessage, publication: Publication, error: WechatError) -> None:
    now = clock.now()
    if isinstance(error, NoAnswer):
        outcome.unsure(publication, error.problem, "程序正在向微信核实，不用做什么", at=now)
        raise error
    if isinstance(error, Later) and message.attempts < outbox.MAX_ATTEMPTS:
        outcome.not_submitted(publication, error.problem, error.todo, at=now)
        raise outbox.NotSent(str(error)) from None
    outcome.fail(publication, error.problem, error.todo, at=now)
    raise outbox.Refused(str(error)) from None


@outbox.handler(steps.RESULT, repeatable=True, apart=True)
def ask_result(message: OutboxMessage) -> None:
    """Ask how a job stands when its event has not come."""
    publication = _publication(message, State.SUBMITTED)
    if publication is None:
        return
    with _harmless(message, publication, _no_result):
        answer = Client(publication.account).publish_status(publication.publish_id)
        if not outcome.settle(publication, answer, at=clock.now()):
            raise NoAnswer("微信还在发布", "等微信的结果，不用做什么")


def _no_result(publication: Publication, problem: str, todo: str, *, at: object) -> None:
    outcome.unsure(publication, "微信一直没有给出发布结果", "到微信后台查看后，在这里核实", at=clock.now())


@outbox.handler(LOOK, repeatable=True, apart=True)
def look_for_unknown(message: OutboxMessage) -> None:
    """A result came that belongs to no known job: look whether it is one of those without an answer."""
    unknown = Publication.objects.filter(account=message.payload["account"], state=State.UNKNOWN)
    for publication in unknown.select_related("account"):
        try:
            _found(Client(publication.account), publication)
        except WechatError as error:
            raise outbox.NotSent(str(error)) from None


@outbox.handler(steps.WITHDRAW, repeatable=True, apart=True)
def send_withdrawal(message: OutboxMessage) -> None:
    """Delete the article, or the draft when it never came to be one."""
    publication = _publication(message, State.WITHDRAWING)
    if publication is None:
        return
    client = Client(publication.account)
    with _harmless(message, publication, outcome.not_withdrawn):
        try:
            if publication.article_id:
                client.delete_published(publication.article_id)
            else:
                client.delete_draft(publication.draft_id)
        except NotThere:
            pass  # somebody deleted it on WeChat's own pages: what we want is done
    outcome.withdrawn(publication, at=clock.now())


@outbox.handler(STATISTICS, repeatable=True, apart=True)
def fetch_statistics(message: OutboxMessage) -> None:
    """Fetch and store the figures of some days."""
    payload = message.payload
    account = Account.objects.get(pk=payload["account"])
    if account.can_call:
        store_span(account, date.fromisoformat(payload["first"]), date.fromisoformat(payload["last"]))
