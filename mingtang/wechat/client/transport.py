"""One HTTP call with time and size limits. Addresses with tokens, bodies and headers never reach a log."""

from __future__ import annotations

import ipaddress
import json
import time
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

import httpx

from mingtang.wechat.client.errors import NoAnswer, NotReached, WechatError

Files = dict[str, tuple[str, bytes, str]]


@dataclass(frozen=True)
class Limits:
    """Seconds for the parts of a call and for the whole of its answer; bytes of the answer."""

    connect: float = 5
    read: float = 15
    write: float = 30
    whole: float = 45
    size: int = 4 * 1024 * 1024

    @property
    def timeout(self) -> httpx.Timeout:
        return httpx.Timeout(connect=self.connect, read=self.read, write=self.write, pool=self.connect)


LIMITS = Limits()
IMPATIENT = Limits(connect=3, read=5, write=5, whole=8)  # somebody is waiting in front of the screen


def is_loopback(base: str) -> bool:
    """Whether an address is on this machine."""
    host = urlsplit(base).hostname or ""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def allowed_base(base: str) -> bool:
    """HTTPS anywhere, plain HTTP only on this machine (the sandbox): the secret travels along."""
    parts = urlsplit(base)
    secure = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(base))
    return secure and bool(parts.hostname) and not parts.username and not parts.query and not parts.fragment


@lru_cache(maxsize=2)
def _http(on_this_machine: bool) -> httpx.Client:
    # A kept connection may have been closed meanwhile, which looks as if the call had gone out unanswered.
    limits = httpx.Limits(max_keepalive_connections=0, max_connections=20)
    return httpx.Client(limits=limits, trust_env=not on_this_machine, follow_redirects=False)


def post(
    base: str,
    path: str,
    *,
    params: dict[str, str] | None = None,
    body: Any = None,
    files: Files | None = None,
    limits: Limits = LIMITS,
) -> dict[str, Any]:
    """POST to WeChat and give the JSON object that came back, whatever its ``errcode``.

    Raises NotReached when the call surely did not arrive, NoAnswer when it may have.
    """
    if not allowed_base(base):
        raise WechatError("接口地址不能用", "写成 https:// 开头的地址")
    content = None if files else json.dumps(body or {}, ensure_ascii=False).encode()
    request = _http(is_loopback(base)).build_request(
        "POST",
        base.rstrip("/") + path,
        params=params,
        content=content,
        files=files,
        headers={"Accept-Encoding": "identity"} | ({} if files else {"Content-Type": "application/json"}),
        timeout=limits.timeout,
    )
    return _object(_sent(request, is_loopback(base), limits))


def _sent(request: httpx.Request, on_this_machine: bool, limits: Limits) -> bytes:
    try:
        response = _http(on_this_machine).send(request, stream=True)
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError):
        raise NotReached("连不上微信", "检查服务器的网络，程序过几分钟再试") from None
    except httpx.HTTPError as error:
        raise _no_answer(error) from None
    try:
        return _limited(response, limits)
    except httpx.HTTPError as error:
        raise _no_answer(error) from None
    finally:
        response.close()


def _limited(response: httpx.Response, limits: Limits) -> bytes:
    if response.status_code != 200:
        raise NoAnswer(f"微信的服务器出错（HTTP {response.status_code}）", "程序过几分钟再试")
    started, received = time.monotonic(), bytearray()
    for piece in response.iter_raw():
        received += piece
        if len(received) > limits.size:
            raise NoAnswer("微信的回答太大", "把这一条报给系统管理员")
        if time.monotonic() - started > limits.whole:
            raise NoAnswer("微信没有及时回答", "程序过几分钟再试")
    return bytes(received)


def _no_answer(error: httpx.HTTPError) -> NoAnswer:
    if isinstance(error, httpx.TimeoutException):
        return NoAnswer("微信没有及时回答", "程序过几分钟再试")
    return NoAnswer("与微信的连接中断", "程序过几分钟再试")


def _object(data: bytes) -> dict[str, Any]:
    try:
        answer = json.loads(data)
    except ValueError:
        answer = None
    if not isinstance(answer, dict):
        raise NoAnswer("微信的回答读不懂", "程序过几分钟再试")
    return answer
