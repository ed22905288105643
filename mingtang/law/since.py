"""有施行日的值：从哪一天起、是多少、依据什么。旧的一版一直留着，老案子按老规定算。"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from mingtang.law.cite import Cite
from mingtang.law.errors import LawError

T = TypeVar("T")


class NotInForce(LawError, LookupError):
    """所问的那一天还没有规定。"""


@dataclass(frozen=True)
class Since(Generic[T]):
    """自 ``day`` 起施行的值，到下一版施行之日为止。没有依据就写不出来。"""

    day: date
    value: T
    cite: Cite

    def __post_init__(self) -> None:
        if not isinstance(self.cite, Cite):
            raise LawError(f"自{self.day}起施行的值没有依据：先写明文件、条款和原文。")


def in_force(versions: Sequence[Since[T]], on: date) -> Since[T]:
    """在 ``on`` 这一天施行的一版。``on`` 由案情决定（收到日、成文日），不是今天。

    ``versions`` go from the oldest to the newest. Raises NotInForce before the first day in force.
    """
    for version in reversed(versions):
        if version.day <= on:
            return version
    raise NotInForce(f"{on}尚无规定：最早的一版自{versions[0].day}起施行。")
