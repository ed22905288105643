"""公众对征求意见稿提意见：先收下，看过才登出。"""

from __future__ import annotations

from datetime import date

from mingtang.kit import audit
from mingtang.kit.db import writing
from mingtang.organs.refusal import require
from mingtang.publishing.models import Comment, Consultation


def comment(
    consultation: Consultation,
    *,
    text: str,
    on: date,
    name: str = "",
    contact: str = "",
    may_show: bool = False,
    channel: str = "web",
) -> Comment:
    """Take in an opinion of the public. It is shown only after somebody has read it, and never with name or contact.

    There is no ``by``: whoever speaks is a member of the public. Raises ``Refused`` outside of the days of the
    consultation.
    """
    require(bool(text.strip()), "写明您的意见和理由。")
    require(len(text) <= 5000, "意见超过5000字，缩短后再提交，或者改用信函、电子邮件。")
    with writing():
        now = Consultation.objects.select_for_update(of=("self",)).get(pk=consultation.pk)
        require(now.live and now.status(on) == "征集中", "这次征集没有在进行，不能再提交意见。")
        made = Comment.objects.create(
            consultation=now,
            received_on=on,
            channel=channel,
            text=text.strip(),
            name=name.strip(),
            contact=contact.strip(),
            may_show=may_show,
        )
        audit.record("publishing.commented", by=None, subject=made, subject_label=f"公众意见第{made.pk}号")
    return made
