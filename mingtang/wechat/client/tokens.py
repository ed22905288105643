"""One holder of the access token: who needs a new one claims the row, fetches, writes; the others wait and read.

The claim is a conditional update that is committed before the network is touched, so that no row and, on SQLite, no
database stays locked while WeChat is slow. A dead holder's claim runs out.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from mingtang.kit.db import writing
from mingtang.wechat import quotas
from mingtang.wechat.client.errors import InvalidCredential, NoAnswer, NotReached
from mingtang.wechat.models import AccessToken, Account

FRESH = timedelta(minutes=5)  # stable_token hands out a new one only in its last five minutes
CLAIM = timedelta(seconds=120)  # longer than one call can take
PATIENCE = 20.0  # seconds to wait for another holder
PAUSE = 0.1

Fetch = Callable[[bool], dict[str, Any]]  # force -> answer of stable_token
Clock = Callable[[], datetime]


def current(account: Account, fetch: Fetch, clock: Clock) -> str:
    """The token to use; fetched when less than five minutes are left."""
    row = _row(account)
    if _is_fresh(row, clock()):
        return row.value
    return _fetched(account, fetch, clock, stale=None)


def renewed(account: Account, stale: str, fetch: Fetch, clock: Clock) -> str:
    """A token other than ``stale``, which WeChat has refused; forced once in 30 seconds, 20 times a day."""
    row = _row(account)
    if row.value != stale and _is_fresh(row, clock()):
        return row.value
    return _fetched(account, fetch, clock, stale=stale)


def forget(account: Account) -> None:
    """Drop the token: the account has got another AppID or AppSecret."""
    AccessToken.objects.filter(account=account).update(value="", expires_at=None, holder="", held_until=None)


def _row(account: Account) -> AccessToken:
    row = AccessToken.objects.filter(account=account).first()
    if row is None:
        with writing():
            row, _ = AccessToken.objects.get_or_create(account=account)
    return row


def _is_fresh(row: AccessToken, now: datetime) -> bool:
    return bool(row.value and row.expires_at and row.expires_at - now >= FRESH)


def _fetched(account: Account, fetch: Fetch, clock: Clock, stale: str | None) -> str:
    deadline = time.monotonic() + PATIENCE
    while True:
        holder = _claim(account, clock())
        if holder:
            return _as_holder(account, holder, fetch, clock, stale)
        row = _row(account)
        usable = row.value and row.value != stale and row.expires_at and row.expires_at > clock()
        if usable:
            return row.value
        if time.monotonic() > deadline:
            raise NotReached("另一个进程正在向微信取访问令牌", "程序过几分钟再试")
        time.sleep(PAUSE)


def _claim(account: Account, now: datetime) -> str:
    holder = uuid.uuid4().hex
    with writing(durable=True):
        free = AccessToken.objects.filter(
            Q(held_until__isnull=True) | Q(held_until__lte=now), account=account
        )
        return holder if free.update(holder=holder, held_until=now + CLAIM) else ""


def _as_holder(account: Account, holder: str, fetch: Fetch, clock: Clock, stale: str | None) -> str:
    try:
        row = _row(account)  # another one may have fetched between our look and our claim
        if row.value != stale and _is_fresh(row, clock()):
            return row.value
        if stale is not None:
            _allow_forcing(row, clock())
        return _store(account, holder, fetch(stale is not None), clock())
    finally:
        AccessToken.objects.filter(account=account, holder=holder).update(holder="", held_until=None)


def _allow_forcing(row: AccessToken, now: datetime) -> None:
    """Count one forced refresh, or refuse it: WeChat blocks an account that forces too often."""
    on = timezone.localdate(now)
    same_day = row.forced_at is not None and timezone.localdate(row.forced_at) == on
    count = row.forced_count if same_day else 0
    pause = timedelta(seconds=quotas.value(row.account, "token_force_interval", on))
    too_soon = row.forced_at is not None and now - row.forced_at < pause
    if too_soon or count >= quotas.value(row.account, "token_force_per_day", on):
        raise InvalidCredential(
            "微信不认访问令牌，刚刚已经换过", "过一分钟再试，仍不行就重新填写 AppSecret", 40001
        )
    AccessToken.objects.filter(pk=row.pk).update(forced_at=now, forced_count=count + 1)


def _store(account: Account, holder: str, answer: dict[str, Any], now: datetime) -> str:
    value, seconds = answer.get("access_token"), answer.get("expires_in")
    if not isinstance(value, str) or not value or not isinstance(seconds, int):
        raise NoAnswer("微信没有给出访问令牌", "程序过几分钟再试")
    mine = AccessToken.objects.filter(account=account, holder=holder)
    mine.update(value=value, expires_at=now + timedelta(seconds=seconds))
    return value
