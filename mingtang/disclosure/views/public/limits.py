"""同一网络地址的次数限制：猜查询码、成批提交、成批上传。只记地址和次数。"""

from __future__ import annotations

from dataclasses import dataclass

from django.core.cache import cache
from django.http import HttpRequest

from mingtang.organs.access import client_address


@dataclass(frozen=True)
class Limit:
    """At most ``most`` of something in ``seconds`` from one address."""

    name: str
    most: int
    seconds: int

    def _key(self, request: HttpRequest, of: str) -> str:
        return f"{self.name}:{client_address(request)}:{of}"

    def reached(self, request: HttpRequest, of: str = "") -> bool:
        """Whether there is no more to be had for now."""
        return int(cache.get(self._key(request, of), 0)) >= self.most

    def count(self, request: HttpRequest, of: str = "", by: int = 1) -> None:
        """One more; the time runs from the first."""
        key = self._key(request, of)
        cache.add(key, 0, self.seconds)
        try:
            cache.incr(key, by)
        except ValueError:  # it ran out between the two lines
            cache.set(key, by, self.seconds)

    def forgive(self, request: HttpRequest, of: str = "") -> None:
        """Begin anew."""
        cache.delete(self._key(request, of))


GUESSES = Limit("track", 5, 900)
FILINGS = Limit("file", 120, 3600)
UPLOADS = Limit("upload", 120, 3600)
TOO_MANY = "这个网络地址一小时内提交得太多，过一小时再试，或者当面、邮寄提交。"
