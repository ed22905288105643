"""工作台从本室取的东西：导航、今日的待办、卡在谁手里、提醒、今天办完、全局查找、日志里的说法。"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from mingtang.organs.models import Role, Staff
from mingtang.publishing.desk import WAITING, Desk
from mingtang.publishing.freshness import warnings
from mingtang.publishing.models import Piece, ReviewAct, Stage
from mingtang.publishing.permissions import may_draft, may_read
from mingtang.web.workbench import Blocker, Done, Hit, NavItem, Note, Task

LEADERS = {Role.VICE_LEADER, Role.LEADER}
WATCHERS = {Role.CLERK, Role.VICE_LEADER, Role.LEADER, Role.SUPERVISOR}
NUDGES = (1, 3)  # working days at a desk after which it is said; a practice of the house
MOST = 30
SHORT = {"passed": "审核通过", "approved": "批准", "reviewed_after": "补审"}  # as wide as a chip

ACT_WORDS = {
    **{f"publishing.{kind}": words for kind, words in ReviewAct.KINDS},
    "publishing.begun": "拟稿",
    "publishing.site_laid_out": "建站",
    "publishing.in_charge": "登记分管",
    "publishing.delegated": "安排代审",
    "publishing.delegation_ended": "结束代审",
}


def nav() -> NavItem:
    """稿件三审, with how many wait for this person."""
    return NavItem(
        group="发布", label="稿件三审", url_name="review:pieces", count=count, may=may_read, key="P", order=32
    )


def count(staff: Staff, day: date) -> tuple[str, str] | None:
    """“3 篇” at a leader's desk or back at the section's; red when a review owed after the fact is overdue."""
    desk = desk_of(staff, day)
    waiting = [*desk.for_me(), *desk.to_mend()]
    late = any(each.review_by and each.review_by < timezone.now() for each in waiting)
    return (f"{len(waiting)} 篇", "late" if late else "") if waiting else None


def desk_of(staff: Staff, day: date) -> Desk:
    """The desk of a person on a day, kept with the person: navigation and page ask only once."""
    kept: Desk | None = getattr(staff, "review_desk", None)
    if kept is None or kept.day != day:
        kept = Desk(staff, day)
        staff.review_desk = kept  # type: ignore[attr-defined]
    return kept


def tasks(staff: Staff, day: date) -> Iterator[Task]:
    """What this person reviews, reviews afterwards, or mends."""
    if not may_read(staff):
        return
    desk = desk_of(staff, day)
    for piece in desk.for_me():
        yield _task(piece, desk)
    for piece in desk.to_mend():
        yield Task(
            title=_title(piece), url=_url(piece), meta=piece.get_stage_display(), turn_name="你", turn_what="改好再送审",
            act_label="修改",
        )  # fmt: skip


def _task(piece: Piece, desk: Desk) -> Task:
    days = desk.days(piece)
    if piece.review_by:
        due = timezone.localtime(piece.review_by)
        late = piece.review_by < timezone.now()
        return Task(
            title=_title(piece), url=_url(piece), due_on=due.date(), due_words="补审逾期" if late else f"{due:%m-%d %H:%M}前补审",
            due_class="late" if late else "today" if due.date() == desk.day else "soon",
            meta="紧急发布", turn_name="你", turn_what="补审", act_label="补审",
        )  # fmt: skip
    asked = piece.live and piece.stage not in WAITING
    what = "决定是否撤下" if asked else "审核" if piece.stage == Stage.REVIEW else "审批"
    return Task(
        title=_title(piece), url=_url(piece), due_words=f"停留 {days} 个工作日" if days else "今天送到",
        due_class="soon" if days else "", meta=" › ".join(desk.places.trail(piece)), turn_name="你", turn_what=what,
        act_label=what[:2],
    )  # fmt: skip


def pressing(staff: Staff, day: date) -> int:
    """How many reviews owed after an urgent publication are due today or overdue, without drawing them."""
    if not may_read(staff) or not any(each.review_by for each in desk_of(staff, day).waiting()):
        return 0
    return sum(task.pressing for task in tasks(staff, day))


def blockers(staff: Staff, day: date) -> Iterator[Blocker]:
    """At whose desk pieces have lain for a working day or longer."""
    if staff.role not in WATCHERS or not may_read(staff):
        return
    desk = desk_of(staff, day)
    for piece in desk.waiting():
        days = desk.days(piece)
        if days and not desk.mine(piece) and piece.stage in WAITING:
            yield Blocker(who=desk.holder(piece), what=f"审《{_title(piece)}》", days=days, url=_url(piece))


def notes(staff: Staff, day: date) -> Iterator[Note]:
    """After one and three working days at a desk, to who sits there and to the section; columns that grow old, to theirs."""
    if not may_read(staff):
        return
    desk = desk_of(staff, day)
    for piece in desk.waiting():
        days, mine = desk.days(piece), desk.mine(piece)
        if days < NUDGES[0] or piece.stage not in WAITING or not (mine or desk.answers_for(piece)):
            continue
        where = "您这里" if mine else desk.holder(piece)
        mark = "催" if days >= NUDGES[1] else ""
        yield Note(
            title=f"《{_title(piece)}》在{where}停了{days}个工作日",
            url=_url(piece),
            meta=f"{piece.since:%m-%d}",
            mark=mark,
        )  # type: ignore[attr-defined]
    yield from _old_columns(staff, day)


def _old_columns(staff: Staff, day: date) -> Iterator[Note]:
    if not may_draft(staff):
        return
    for each in warnings(day):
        if staff.role == Role.CLERK or each.column.section_id == staff.section_id:
            mark = "逾期" if each.share >= 100 else ""
            yield Note(title=each.sentence, url=each.column.url or "", meta=f"{each.share}%", mark=mark)


def done(staff: Staff, day: date) -> Iterator[Done]:
    """What this person did today, newest first."""
    acts = ReviewAct.objects.filter(by=staff, on=day).exclude(
        kind__in=("published", "overridden", "voided", "revised")
    )
    desk = desk_of(staff, day)
    for act in acts.select_related("piece").order_by("-pk")[:MOST]:
        on_desk = act.piece.stage in WAITING
        yield Done(
            title=_title(act.piece), url=_url(act.piece), words=SHORT.get(act.kind, act.get_kind_display()), meta=f"{act.at:%H:%M}",
            turn_name=desk.holder(act.piece) if on_desk else "", turn_what="审" if on_desk else "",
        )  # fmt: skip


def search(staff: Staff, words: str) -> Iterator[Hit]:
    """Pieces by title, index number, 文号 or author."""
    if not may_read(staff) or not words:
        return
    wanted = Q(draft_title__icontains=words) | Q(title__icontains=words) | Q(index_number__icontains=words)
    wanted |= Q(document__number__icontains=words) | Q(author__icontains=words)
    for piece in Piece.objects.filter(wanted).order_by("-latest_revision_created_at", "-pk")[:21]:
        meta = " · ".join(filter(None, (piece.index_number or "", piece.get_stage_display())))
        yield Hit(kind="稿件", title=_title(piece), url=_url(piece), meta=meta)


def _title(piece: Piece) -> str:
    return piece.draft_title or piece.title


def _url(piece: Piece) -> str:
    return reverse("review:piece", args=[piece.pk])
