"""WeChat's limits, and how long the office keeps what came in, as dated settings: what ships with the program, and what an
administrator has noted since.

They change without notice; each says since when it is held to apply and where it was read.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mingtang.wechat.models import Account


@dataclass(frozen=True)
class Limit:
    """One version of one limit; ``verified`` when it was read where it is said to stand."""

    since: date
    value: int
    source: str
    verified: bool = True
    practice: bool = False  # decided by the office itself


_READ = date(2025, 11, 1)

INBOUND_DAYS = "inbound_days"
OF_THE_OFFICE = {INBOUND_DAYS}
LABELS = {
    "token_force_interval": "强制刷新令牌的间隔（秒）",
    "token_force_per_day": "每天强制刷新令牌的次数",
    "title_length": "标题字数",
    "author_length": "作者字数",
    "digest_length": "摘要字数",
    "content_length": "正文字符数",
    "picture_bytes": "正文图片字节数",
    "cover_bytes": "封面图片字节数",
    "user_days": "用户数据一次可查的天数",
    "total_days": "每篇文章统计的天数",
    "custom_per_message": "用户发一条消息后48小时内可回复的条数",
    "custom_per_menu": "点击菜单后1分钟内可回复的条数",
    INBOUND_DAYS: "收到的消息，内容保存几天",
}
SHIPPED: dict[str, tuple[Limit, ...]] = {
    "token_force_interval": (Limit(_READ, 30, "开发者文档·获取稳定版接口调用凭据"),),
    "token_force_per_day": (Limit(_READ, 20, "开发者文档·获取稳定版接口调用凭据"),),
    "title_length": (Limit(_READ, 32, "开发者文档·新增草稿"),),
    "author_length": (Limit(_READ, 16, "开发者文档·新增草稿"),),
    "digest_length": (Limit(_READ, 128, "开发者文档·新增草稿"),),
    "content_length": (Limit(_READ, 20000, "开发者文档·新增草稿"),),
    "picture_bytes": (Limit(_READ, 1_000_000, "开发者文档·上传图文消息图片（1MB以下）"),),
    "cover_bytes": (Limit(_READ, 10_000_000, "开发者文档·新增永久素材（图片10M）", verified=False),),
    "user_days": (Limit(_READ, 7, "开发者文档·用户分析数据接口"),),
    "total_days": (Limit(_READ, 30, "开发者文档·获取发表内容发表详细数据"),),
    "custom_per_message": (
        Limit(date(2021, 6, 1), 20, "转载的2021年额度表", verified=False),
        Limit(_READ, 5, "开发者文档·客服消息"),
    ),
    "custom_per_menu": (Limit(_READ, 3, "开发者文档·客服消息"),),
    # The law says as short as the purpose allows; how many days that is, the office decides.
    INBOUND_DAYS: (
        Limit(date(2021, 11, 1), 90, "个人信息保护法第十九条：实现处理目的所必要的最短时间", practice=True),
    ),
}


def limit(account: Account | None, name: str, on: date) -> Limit:
    """The version of a limit that applies to the account on a day; a note of the office goes before ours. Without an
    account only ours are known.

    Before the first known day the oldest version is taken. KeyError for a name that does not exist.
    """
    shipped = SHIPPED[name]
    rows = account.quotas.filter(name=name) if account else ()
    noted = [Limit(row.since, row.value, row.source, row.confirmed, name in OF_THE_OFFICE) for row in rows]
    versions = sorted([*shipped, *noted], key=lambda each: each.since)
    past = [each for each in versions if each.since <= on]
    return past[-1] if past else versions[0]


def value(account: Account | None, name: str, on: date) -> int:
    """The number of ``limit``."""
    return limit(account, name, on).value
