"""公众号上的一份：跟着网站走的一件，人做的五件。网站上的稿件一概不动。"""

from __future__ import annotations

from datetime import date

from mingtang.kit.db import writing
from mingtang.organs.models import Staff
from mingtang.organs.refusal import Refused, require
from mingtang.publishing.actions.acts import about, locked, write
from mingtang.publishing.models import Copy, Piece, ReviewAct
from mingtang.publishing.official_account.article import article_of
from mingtang.publishing.official_account.standing import (
    account_of_the_site,
    ended_by_wechat,
    last_copy,
    wanted,
)
from mingtang.wechat import actions as wechat
from mingtang.wechat.actions import Article
from mingtang.wechat.models import Account, State

NO_ACCOUNT = "本机关还没有启用的公众号：请系统管理员在“公众号”里添加。"
CHANGED = "稿件刚刚又改过：重新打开这一页，再办一次。"


def follow(piece: Piece, *, on: date) -> bool:
    """Bring WeChat in line with what is on show now. False: something is under way there, come back later.

    What WeChat has published is never exchanged here, for that deletes an article: people decide it.
    """
    account = account_of_the_site()
    shown: Piece = piece.specific
    article = article_of(shown, account, on) if account and wanted(shown) else None
    with writing():
        now = locked(piece)
        if not now.live:
            return _take_back(now, on)
        if article is None or account is None or not wanted(now):
            return True
        if now.live_digest != shown.live_digest:
            return False
        return _bring(now, account, article, on)


def _take_back(piece: Piece, on: date) -> bool:
    """Withdraw every copy that is or may become public. False while one cannot be withdrawn yet."""
    done = (State.WITHDRAWN, State.WITHDRAWING)
    open_ones = Copy.objects.filter(piece_id=piece.pk).exclude(publication__state__in=done)
    results = [_withdrawn(copy, on) for copy in open_ones.select_related("publication")]
    return all(results)


def _withdrawn(copy: Copy, on: date) -> bool:
    try:
        wechat.withdraw(copy.publication, by=None, on=on)
    except Refused:
        return False
    return True


def _bring(piece: Piece, account: Account, article: Article, on: date) -> bool:
    copy = last_copy(piece)
    state = copy.publication.state if copy else State.WITHDRAWN
    if copy is None or (state == State.WITHDRAWN and not ended_by_wechat(copy.publication)):
        _push(piece, account, article, None, on)
    elif state == State.WITHDRAWING:
        return False
    elif copy.outdated and state == State.FAILED:
        _try_again(copy, article, None, on)
    elif copy.outdated and state in (State.QUEUED, State.DRAFTED):
        return _exchange_unsent(piece, copy, account, article, on)
    return True


def _exchange_unsent(piece: Piece, copy: Copy, account: Account, article: Article, on: date) -> bool:
    """The newer version takes the place of one that is not public yet; a draft has to be deleted first."""
    if not _withdrawn(copy, on):
        return False
    copy.publication.refresh_from_db()
    if copy.publication.state != State.WITHDRAWN:
        return False
    _push(piece, account, article, None, on)
    return True


def _push(piece: Piece, account: Account, article: Article, by: Staff | None, on: date) -> Copy:
    number = Copy.objects.filter(piece_id=piece.pk).count() + 1
    publication = wechat.push_article(account, article, key=f"piece:{piece.pk}:{number}", by=by, on=on)
    return Copy.objects.create(piece_id=piece.pk, publication=publication, digest=piece.live_digest)


def _try_again(copy: Copy, article: Article, by: Staff | None, on: date) -> None:
    wechat.retry(copy.publication, by=by, on=on, article=article)
    copy.digest = copy.piece.live_digest
    copy.save(update_fields=["digest"])


def send_copy(piece: Piece, *, by: Staff, on: date, reason: str = "") -> ReviewAct:
    """Send the version on show to WeChat, where no copy is (any more)."""
    account, shown, article = _prepared(piece, on)
    with about("send_copy", piece, by=by, on=on) as now:
        require(now.live_digest == shown.live_digest, CHANGED)
        _push(now, account, article, by, on)
        return _note(now, "copy_sent", by, on, reason)


def retry_copy(piece: Piece, *, by: Staff, on: date, reason: str = "") -> ReviewAct:
    """Once more, with the version on show; where the result is not known, WeChat is asked first."""
    _, shown, article = _prepared(piece, on)
    with about("retry_copy", piece, by=by, on=on) as now:
        require(now.live_digest == shown.live_digest, CHANGED)
        copy = _copy(now)
        if copy.publication.state == State.FAILED:
            _try_again(copy, article, by, on)
        else:
            wechat.retry(copy.publication, by=by, on=on)
        return _note(now, "copy_retried", by, on, reason)


def drop_copy(piece: Piece, *, by: Staff, on: date, reason: str = "") -> ReviewAct:
    """It stays off WeChat: what is on its way is called back, and later versions do not go there either."""
    with about("drop_copy", piece, by=by, on=on) as now:
        copy = last_copy(now)
        if copy is not None and copy.publication.state != State.WITHDRAWN:
            wechat.withdraw(copy.publication, by=by, on=on)
        return _note(now, "copy_dropped", by, on, reason)


def withdraw_copy(piece: Piece, *, by: Staff, on: date, reason: str) -> ReviewAct:
    """Delete the article on WeChat, for good; the site keeps its page."""
    require(bool(reason.strip()), "写明撤下公众号文章的理由。")
    with about("withdraw_copy", piece, by=by, on=on) as now:
        wechat.withdraw(_copy(now).publication, by=by, on=on)
        return _note(now, "copy_withdrawn", by, on, reason)


def replace_copy(piece: Piece, *, by: Staff, on: date, reason: str = "") -> ReviewAct:
    """Delete the older version on WeChat; when that is done, the one on show follows by itself."""
    from mingtang.publishing.official_account.following import shown

    with about("replace_copy", piece, by=by, on=on) as now:
        wechat.withdraw(_copy(now).publication, by=by, on=on)
        act = _note(now, "copy_replaced", by, on, reason)
        shown(now)
        return act


def _prepared(piece: Piece, on: date) -> tuple[Account, Piece, Article]:
    """The account, the version on show and its article; made before the transaction, for pictures are drawn."""
    account = account_of_the_site()
    if account is None:
        raise Refused(NO_ACCOUNT)
    shown: Piece = Piece.objects.get(pk=piece.pk).specific
    return account, shown, article_of(shown, account, on)


def _copy(piece: Piece) -> Copy:
    copy = last_copy(piece)
    assert copy is not None  # noqa: S101 - the rule lets nothing come here without one
    return copy


def _note(piece: Piece, kind: str, by: Staff, on: date, reason: str) -> ReviewAct:
    return write(piece, kind, by=by, on=on, opinion=reason, revision=piece.live_revision)
