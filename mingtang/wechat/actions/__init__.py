"""公众号一室的写入：设置账号，发布、重发、撤下文章，取统计。"""

from mingtang.wechat.actions.accounts import add_account, edit_account, note_quota
from mingtang.wechat.actions.publish import Article, push_article, retry, withdraw
from mingtang.wechat.actions.statistics import Gathered, keep_statistics, store_statistics

__all__ = [
    "Article",
    "Gathered",
    "add_account",
    "edit_account",
    "keep_statistics",
    "note_quota",
    "push_article",
    "retry",
    "store_statistics",
    "withdraw",
]
