"""发布一室的全部写入：拟稿、送审、审核、审批、发布、撤下、代审。"""

from mingtang.publishing.actions.account import (
    drop_copy,
    replace_copy,
    retry_copy,
    send_copy,
    withdraw_copy,
)
from mingtang.publishing.actions.commenting import comment
from mingtang.publishing.actions.delegating import delegate, end_delegation, put_in_charge
from mingtang.publishing.actions.drafting import begin, revise
from mingtang.publishing.actions.mending import mend
from mingtang.publishing.actions.mending import preview as preview_mending
from mingtang.publishing.actions.placing import move, repeal
from mingtang.publishing.actions.removal import (
    ask_removal,
    plan_removal,
    refuse_removal,
    restore,
    unplan_removal,
    withdraw,
)
from mingtang.publishing.actions.review import approve, pass_up, recall, send_back, submit
from mingtang.publishing.actions.showing import publish_due, withdraw_due
from mingtang.publishing.actions.site import lay_out
from mingtang.publishing.actions.urgent import publish_urgently, review_after

__all__ = [
    "approve",
    "ask_removal",
    "begin",
    "comment",
    "delegate",
    "drop_copy",
    "end_delegation",
    "lay_out",
    "mend",
    "move",
    "pass_up",
    "plan_removal",
    "preview_mending",
    "publish_due",
    "publish_urgently",
    "put_in_charge",
    "recall",
    "refuse_removal",
    "repeal",
    "replace_copy",
    "restore",
    "retry_copy",
    "review_after",
    "revise",
    "send_back",
    "send_copy",
    "submit",
    "unplan_removal",
    "withdraw",
    "withdraw_copy",
    "withdraw_due",
]
