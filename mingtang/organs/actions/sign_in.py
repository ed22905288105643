"""登录：先记一次尝试，再核对密码；同一账号加地址错得太多就停一会儿。"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.auth import authenticate

from mingtang.kit import audit
from mingtang.kit.db import writing
from mingtang.kit.fields import blind_index
from mingtang.organs.models import LoginTally, Staff
from mingtang.organs.refusal import Refused, require

LIMIT = 5  # wrong passwords for one account from one address
ADDRESS_LIMIT = 50  # wrong passwords from one address, whoever is named
PAUSE = timedelta(minutes=30)
MINUTES = int(PAUSE.total_seconds() // 60)


def sign_in(*, username: str, password: str, address: str, at: datetime) -> Staff:
    """The person behind an account and its password; ``Refused`` says how many tries are left or how long to wait.

    The try is counted before the password is looked at, so that many tries at once cannot pass the limit together.
    """
    account = blind_index(f"{username}\0{address}", "login account")
    anywhere = blind_index(address, "login address")
    with writing():
        _count(anywhere, limit=ADDRESS_LIMIT, at=at, what="这个网络地址")
        tries = _count(account, limit=LIMIT, at=at, what="这个账号")
    person = authenticate(username=username, password=password)
    if not isinstance(person, Staff) or person.organ_id is None:
        raise Refused(_wrong(username, tries))
    _forget(account, anywhere, person)
    return person


def _count(key: str, *, limit: int, at: datetime, what: str) -> int:
    tally, _ = LoginTally.objects.select_for_update().get_or_create(key=key, defaults={"since": at})
    if at - tally.since >= PAUSE:
        tally.failures, tally.since = 0, at
    wait = int((tally.since + PAUSE - at).total_seconds() // 60) + 1
    require(
        tally.failures < limit,
        f"{what}登录失败次数过多，已停用 {MINUTES} 分钟，{min(wait, MINUTES)} 分钟后再试。",
    )
    if tally.failures == limit - 1:
        tally.since = at
    tally.failures += 1
    tally.save()
    return tally.failures


def _wrong(username: str, tries: int) -> str:
    left = LIMIT - tries
    if left > 0:
        return f"账号或密码不对。再错 {left} 次，账号停用 {MINUTES} 分钟。"
    known = Staff.objects.filter(username=username).first()
    if known is not None:
        audit.record("staff.locked", by=None, subject=known, data={"minutes": MINUTES})
    return f"账号或密码不对。已错 {LIMIT} 次，账号停用 {MINUTES} 分钟。"


def _forget(account: str, anywhere: str, person: Staff) -> None:
    with writing():
        LoginTally.objects.filter(key=account).delete()
        tally = LoginTally.objects.select_for_update().filter(key=anywhere, failures__gt=0).first()
        if tally is not None:
            tally.failures -= 1
            tally.save(update_fields=["failures"])
        audit.record("staff.sign_in", by=person, subject=person)


def forget_old_tallies(*, before: datetime) -> int:
    """Remove tallies nobody needs any more; the number removed."""
    return LoginTally.objects.filter(since__lt=before - PAUSE).delete()[0]
