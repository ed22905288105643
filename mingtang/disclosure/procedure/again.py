"""重新答复：答复被复议、诉讼纠正的，或者本机关发现有误的，什么时候可以、什么不再适用。"""

from __future__ import annotations

from datetime import date

from mingtang.disclosure.story import Story
from mingtang.law.calendar import Calendar


def reopen(story: Story, on: date, calendar: Calendar) -> str:
    """A signed reply may be replaced, also after archiving; a withdrawal has none."""
    if story.withdrawn_on:
        return f"申请人已于{story.withdrawn_on:%Y-%m-%d}撤回申请"
    if story.decision is None:
        return "正在重新答复" if story.earlier else "还没有作出处理决定，直接拟答复书"
    return "" if story.decision.letter else "没有可以代替的答复书"


def only_once(story: Story) -> str:
    """What the regulation gives for answering an application is not given again for making the reply again."""
    if story.earlier and story.again:
        return f"这是重新答复，到{story.again.due:%Y-%m-%d}为止作出，不再要求补正、说明理由，不再延期，也不收费"
    return ""
