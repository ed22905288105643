"""要发公众号的稿件，微信会不会收：封面、标题长短、放不放得下。送审时查，不在夜间复查。"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mingtang.publishing.checks.passages import Finding, Level
from mingtang.publishing.models import Piece
from mingtang.publishing.official_account.article import cover_of, title_of, written
from mingtang.publishing.official_account.standing import account_of_the_site, longest


def check_account(version: Piece, on: date) -> Iterator[Finding]:
    """What WeChat would not take of this version, or not all of; nothing when it is not meant for WeChat."""
    if not version.to_wechat:
        return
    account = account_of_the_site()
    most = longest(account, "title_length", on)
    size = len(title_of(version))
    if account is None:
        yield _found(
            "warn",
            "to_wechat",
            "本机关还没有启用的公众号，这篇发不出去：请系统管理员添加，或者取消勾选“同时发公众号”。",
        )
    if cover_of(version) is None:
        yield _found(
            "block", "cover", "公众号文章须有封面：选一张题图或者在正文里放一张图片，不发公众号的取消勾选。"
        )
    if size > most:
        yield _found(
            "block",
            "wechat_title",
            f"标题 {size} 个字，公众号最多 {most} 个字：另填“公众号标题”，不发公众号的取消勾选。",
        )
    if written(version, longest(account, "content_length", on)).cut:
        yield _found("warn", "body", "正文太长，公众号里放不下：只发前一部分，末尾写明全文见“阅读原文”。")


def _found(level: Level, anchor: str, sentence: str) -> Finding:
    return Finding("account", level, "公众号", "", 0, 0, sentence, anchor=anchor)
