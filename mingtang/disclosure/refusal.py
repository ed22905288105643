"""不能做的行为：一句话说明为什么、依据哪一条、该怎么办。"""

from mingtang.organs.refusal import Refused


class ActRefused(Refused):
    """The case or the law does not permit the act now."""


class NotPermitted(Refused):
    """The person's post does not do this act."""


class Conflict(Refused):
    """Somebody acted in the case since the page was opened."""
