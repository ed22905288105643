"""工作台导航里属于本室的一项，操作日志里本室的说法。"""

from __future__ import annotations

from mingtang.web.workbench import NavItem
from mingtang.wechat.permissions import may_manage_account, may_read_statistics

ACT_WORDS = {
    "wechat.add_account": "添加公众号",
    "wechat.edit_account": "修改公众号设置",
    "wechat.note_quota": "登记公众号额度",
    "wechat.push": "发往公众号",
    "wechat.retry": "重发公众号文章",
    "wechat.withdraw": "撤下公众号文章",
    "wechat.published": "公众号文章已发布",
    "wechat.failed": "公众号文章没有发成",
    "wechat.withdrawn": "公众号文章已撤下",
    "wechat.removed": "公众号文章被删除",
    "wechat.blocked": "公众号文章被平台封禁",
    "wechat.statistics": "取公众号统计",
    "wechat.emptied": "删除到期的公众号消息内容",
}


def items() -> list[NavItem]:
    """公众号 for administrators, its statistics for everybody."""
    return [
        NavItem(
            group="发布",
            label="公众号",
            url_name="wechat:accounts",
            may=may_manage_account,
            order=70,
        ),
        NavItem(
            group="发布",
            label="公众号统计",
            url_name="wechat:first_statistics",
            may=may_read_statistics,
            order=71,
        ),
    ]
