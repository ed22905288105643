"""What the sandbox holds: one account with its tokens, drafts, jobs, articles, pictures, and what is to go wrong."""

from __future__ import annotations

import hashlib
import itertools
import secrets
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

CHINA = timezone(timedelta(hours=8))
APPID = "wx5a9d0b0c5a9d0b0c"
ORIGINAL_ID = "gh_5a9db0c00001"
TOKEN_SECONDS = 7200
# Known to everybody: they open nothing but the sandbox on this machine. An account keeps them over a restart.
FIXED = {"secret": "5a" * 16, "token": "sandboxtoken", "aes_key": "sandbox" + "0" * 36}
OVERLAP = 300  # a new token comes in the last five minutes, the old one goes on as long


@dataclass
class Fault:
    """Something that goes wrong ``times`` times for a path (a part of it is enough).

    Kinds: ``slow`` and ``slow_after`` (``value`` seconds before or after doing it), ``http`` (status), ``errcode``,
    ``cut`` and ``cut_after`` (the connection ends without an answer, the work not done or done), ``garbage``, ``huge``.
    """

    path: str
    kind: str
    value: float = 0
    times: int = 1


@dataclass
class Job:
    """A publishing job; ``status`` as in ``publish_status``."""

    publish_id: str
    msg_data_id: str
    media_id: str
    article: dict[str, Any]
    status: int = 1
    article_id: str = ""


@dataclass
class Published:
    """An article the public can read."""

    article_id: str
    msg_data_id: str
    article: dict[str, Any]
    at: float
    url: str

    @property
    def day(self) -> date:
        return datetime.fromtimestamp(self.at, CHINA).date()


@dataclass
class World:
    """The state; every change under ``lock``."""

    appid: str = APPID
    secret: str = field(default_factory=lambda: secrets.token_hex(16))
    token: str = field(default_factory=lambda: secrets.token_hex(8))
    aes_key: str = field(default_factory=lambda: (secrets.token_hex(32))[:43])
    callback: str = ""
    delay: float = 0.2  # seconds from the submission to the result
    base: str = ""
    publish_status: int = 0  # how the next jobs end
    send_events: bool = True
    address_allowed: bool = True
    late_until: date | None = None  # days up to this one are reported as delayed
    offset: float = 0
    remaining: dict[str, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    tokens: dict[str, float] = field(default_factory=dict)  # value -> good until
    current: str = ""
    current_until: float = 0
    forced_at: float = 0
    forced: list[float] = field(default_factory=list)
    drafts: dict[str, dict[str, Any]] = field(default_factory=dict)
    jobs: dict[str, Job] = field(default_factory=dict)
    articles: dict[str, Published] = field(default_factory=dict)
    materials: dict[str, tuple[bytes, str]] = field(default_factory=dict)
    pictures: dict[str, tuple[bytes, str]] = field(default_factory=dict)
    answers: list[str] = field(default_factory=list)  # what the callback said, newest last
    lock: threading.RLock = field(default_factory=threading.RLock)
    numbers: Any = field(default_factory=lambda: itertools.count(1))

    def now(self) -> float:
        """Seconds since 1970 in this world."""
        return time.time() + self.offset

    def today(self) -> date:
        return datetime.fromtimestamp(self.now(), CHINA).date()

    def hour(self) -> int:
        return datetime.fromtimestamp(self.now(), CHINA).hour

    def moment(self) -> datetime:
        return datetime.fromtimestamp(self.now(), UTC)

    def name(self, prefix: str) -> str:
        """An id like those of WeChat: unguessable and never the same."""
        return f"{prefix}{next(self.numbers)}_{secrets.token_urlsafe(12)}"

    def take_fault(self, path: str) -> Fault | None:
        """The next fault for a path, used up by this."""
        with self.lock:
            for fault in self.faults:
                if fault.path in path and fault.times > 0:
                    fault.times -= 1
                    return fault
        return None

    def issue_token(self) -> str:
        """A new token; the old one goes on for five minutes."""
        if self.current:
            self.tokens[self.current] = min(self.tokens[self.current], self.now() + OVERLAP)
        self.current = secrets.token_urlsafe(96)
        self.current_until = self.tokens[self.current] = self.now() + TOKEN_SECONDS
        return self.current

    def host(self, data: bytes, content_type: str) -> str:
        """Keep a picture; its address."""
        name = hashlib.sha256(data).hexdigest()[:24]
        self.pictures[name] = (data, content_type)
        return f"{self.base}/mmbiz/{name}"
