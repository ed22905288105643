"""发布一室的全部写入：拟稿、送审、审核、审批、发布、撤下。"""

from mingtang.publishing.actions.drafting import begin, revise
from mingtang.publishing.actions.review import approve, pass_up, recall, send_back, submit
from mingtang.publishing.actions.showing import publish_due, withdraw
from mingtang.publishing.actions.site import lay_out

__all__ = [
    "approve",
    "begin",
    "lay_out",
    "pass_up",
    "publish_due",
    "recall",
    "revise",
    "send_back",
    "submit",
    "withdraw",
]
