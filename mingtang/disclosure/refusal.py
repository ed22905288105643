"""不能做的行为：一句话说明为什么、依据哪一条、该怎么办。"""

from mingtang.organs.refusal import Refused


class ActRefused(Refused):
    """The case or the law does not permit the act now."""


class ReasonNeeded(ActRefused):
    """The letter may be issued once it is said why it stays as it is."""


class NotPermitted(Refused):
    """The person's post does not do this act."""


class Conflict(Refused):
    """Somebody acted in the case since the page was opened."""
