"""公众页面。任何人可以进入。"""

from mingtang.publishing.views.public.pages import show

__all__ = ["show"]
