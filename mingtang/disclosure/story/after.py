"""答复以后的行为怎样改变案情：复议、诉讼，重新答复，归档。"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from mingtang.disclosure.story.handlers import day_in, told_by
from mingtang.disclosure.story.parts import Again, Contest, Page
from mingtang.disclosure.story.whole import Story
from mingtang.law.disputes import column_of
from mingtang.law.errors import LawError


@told_by("remedy_filed")
def _remedy_filed(story: Story, page: Page) -> Story:
    filed = Contest(page.data.get("remedy", 0), page.data.get("route", ""))
    return replace(story, contests=(*story.contests, filed))


@told_by("remedy_decided")
def _remedy_decided(story: Story, page: Page) -> Story:
    """How a reconsideration or a suit ended; entries of old do not say in which column, it follows from the disposition."""
    data = page.data
    ended = [
        replace(
            each,
            result=data.get("result") or result_of(each.route, data.get("disposition", "")),
            decided_on=day_in(data.get("decided_on")) or page.on,
            redo_by=day_in(data.get("redo_by")),
        )
        if each.remedy == data.get("remedy")
        else each
        for each in story.contests
    ]
    return replace(story, contests=tuple(ended))


def result_of(route: str, disposition: str) -> str:
    """The column of table four, '' for what is not known there."""
    try:
        return column_of(route, disposition)
    except LawError:
        return ""


@told_by("reopened")
def _reopened(story: Story, page: Page) -> Story:
    """The reply is to be made again: the decision makes room, an extension that was never told is over."""
    data, before = page.data, story.decision
    if before is None:
        return story
    again = Again(
        page.on,
        data["ground"],
        date.fromisoformat(data["due"]),
        before.letter,
        data.get("reason", ""),
        data.get("remedy", 0),
    )
    untold = story.extension is not None and story.extension.noticed_on is None
    return replace(
        story,
        again=again,
        earlier=(*story.earlier, before),
        decision=None,
        draft=0,
        drafted_by=0,
        draft_outcome="",
        reviews=(),
        extension=None if untold else story.extension,
        archived_on=None,
    )


@told_by("archived")
def _archived(story: Story, page: Page) -> Story:
    return replace(story, archived_on=page.on)
