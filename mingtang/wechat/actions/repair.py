"""停住的发布：待发消息已经放弃，文章还写着在等，改成写明没有发成。"""

from __future__ import annotations

from datetime import datetime

from mingtang.kit.models import OutboxMessage
from mingtang.wechat.actions import outcome, steps
from mingtang.wechat.models import Publication, State

STEPS = {
    State.QUEUED: steps.DRAFT,
    State.DRAFTED: steps.SUBMIT,
    State.SUBMITTED: steps.RESULT,
    State.WITHDRAWING: steps.WITHDRAW,
}
PROBLEM, TODO = "程序多次尝试没有成功", "检查网络和公众号设置后重发"


def give_up_stuck(now: datetime) -> int:
    """Settle publications whose outbox message has failed without anybody saying so; how many."""
    count = 0
    for publication in Publication.objects.filter(state__in=list(STEPS)).order_by("id"):
        key = steps.message_key(publication, STEPS[State(publication.state)])
        if OutboxMessage.objects.filter(key=key, state=OutboxMessage.State.FAILED).exists():
            _settle(publication, now)
            count += 1
    return count


def _settle(publication: Publication, now: datetime) -> None:
    if publication.state == State.WITHDRAWING:
        outcome.not_withdrawn(publication, PROBLEM, "检查网络和公众号设置后再撤下", at=now)
    elif publication.state == State.SUBMITTED:
        outcome.unsure(publication, "微信一直没有给出发布结果", "到微信后台查看后，在这里核实", at=now)
    else:
        outcome.fail(publication, PROBLEM, TODO, at=now)
