"""迁入旧站放进办公室的：系统管理员的导航，日志里的说法。"""

from __future__ import annotations

from mingtang.organs.act_words import register_act_words
from mingtang.publishing.permissions import may_take_in
from mingtang.web.workbench import NavItem, register_nav


def connect() -> None:
    """Fill the registries. Called once, when the program starts."""
    register_act_words({"publishing.taken_in": "迁入旧站稿件"})
    register_nav(NavItem(group="发布", label="迁入旧站", url_name="site:stock", may=may_take_in, order=39))
