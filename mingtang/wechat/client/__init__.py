"""The thin client: what this program asks of WeChat, each call with time limits and typed errors."""

from mingtang.wechat.client.calls import Client
from mingtang.wechat.client.errors import (
    BadContent,
    Busy,
    InvalidCredential,
    IpNotAllowed,
    Later,
    NoAnswer,
    NotAuthorised,
    NotReached,
    NotThere,
    OutOfTime,
    QuotaReached,
    WechatError,
)
from mingtang.wechat.client.transport import IMPATIENT, LIMITS, Limits, allowed_base

__all__ = [
    "IMPATIENT",
    "LIMITS",
    "BadContent",
    "Busy",
    "Client",
    "InvalidCredential",
    "IpNotAllowed",
    "Later",
    "Limits",
    "NoAnswer",
    "NotAuthorised",
    "NotReached",
    "NotThere",
    "OutOfTime",
    "QuotaReached",
    "WechatError",
    "allowed_base",
]
