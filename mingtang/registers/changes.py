"""登记簿有了变动：上面的房间跟着改自己由它推出的东西，和这次登记同在一个事务里。"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from mingtang.registers.models import AnyEntry

Follower = Callable[[list[AnyEntry]], None]
_followers: dict[str, Follower] = {}


def register_follower(name: str, follower: Follower) -> None:
    """Be told of every entry that was recorded, imported, corrected, annulled or reinstated; the same name replaces."""
    _followers[name] = follower


def tell(entries: Iterable[AnyEntry]) -> None:
    """Tell all followers. Inside the act's transaction, before its line in the log."""
    known = list(entries)
    for follower in _followers.values() if known else ():
        follower(known)
