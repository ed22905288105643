"""三审的规矩：哪件事由谁办、办到哪一步能办。页面上的按钮、行为里的拒绝、权限矩阵的测试用的都是这一张表。"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from mingtang.organs.models import Role
from mingtang.publishing.models import Document, Piece, Stage
from mingtang.publishing.official_account.standing import last_copy, state_of, wanted
from mingtang.publishing.people import authors, entitled, leader_in_charge, signers, submitter
from mingtang.publishing.permissions import may_draft_in, may_keep_site, may_read
from mingtang.wechat.models import State

if TYPE_CHECKING:
    from mingtang.organs.models import Staff

Who = Callable[["Staff", Piece, date], str]
When = Callable[[Piece], str]

IN_REVIEW = (Stage.REVIEW, Stage.APPROVAL, Stage.SCHEDULED)
SUBMITTABLE = (Stage.DRAFT, Stage.BLOCKED, Stage.RETURNED, Stage.PUBLISHED, Stage.WITHDRAWN)


@dataclass(frozen=True)
class Rule:
    """One act: its words, who does it, at which point. Both answer with the sentence of a refusal, or ''."""

    label: str
    who: Who
    when: When
    grave: str = ""  # what follows, when it leaves the house or cannot be taken back
    not_own: bool = False  # neither wrote this version nor sent it up
    not_signed: bool = False  # nor signed it already, for oneself or for another


def refusal(act: str, piece: Piece, person: Staff, on: date) -> str:
    """Why this person may not do this act with this piece now; '' when they may."""
    rule = RULES[act]
    if not may_read(person):
        return f"“{rule.label}”只由主办机关的人员办理。"
    return rule.when(piece) or not_theirs(act, piece, person, on) or _three_people(rule, person, piece)


def not_theirs(act: str, piece: Piece, person: Staff, on: date) -> str:
    """Whose act it is, when it is not this person's by post and section; others are not shown the button."""
    rule = RULES[act]
    return rule.who(person, piece, on) if may_read(person) else f"“{rule.label}”只由主办机关的人员办理。"


def _drafter(person: Staff, piece: Piece, on: date) -> str:
    return "" if may_draft_in(person, piece) else "这篇稿件由别的科室负责，由他们办理。"


def _clerk(person: Staff, piece: Piece, on: date) -> str:
    return "" if may_keep_site(person) else "调整栏目由经办人办理。"


def _in_charge(person: Staff, piece: Piece, on: date) -> str:
    if entitled(person, piece, Role.VICE_LEADER, on):
        return ""
    named = leader_in_charge(piece)
    return f"这一步由分管领导{named.name if named else ''}办理。"


def _head(person: Staff, piece: Piece, on: date) -> str:
    return "" if entitled(person, piece, Role.LEADER, on) else "这一步由主要领导办理。"


def _leaders(person: Staff, piece: Piece, on: date) -> str:
    if not _in_charge(person, piece, on) or not _head(person, piece, on):
        return ""
    return "这件事由分管领导或者主要领导决定，写明理由报他们。"


def _at_the_desk(person: Staff, piece: Piece, on: date) -> str:
    return (_in_charge if piece.stage == Stage.REVIEW else _head)(person, piece, on)


def _three_people(rule: Rule, person: Staff, piece: Piece) -> str:
    if rule.not_own and person.pk in authors(piece) | submitter(piece):
        return "您写过、改过或者送审过这一版，不能审自己的稿件，请另一位审核。"
    if rule.not_signed and person.pk in signers(piece):
        return "同一篇稿件不能由同一个人既审核又审批，请另一位审批。"
    return ""


def _still_missing(person: Staff, piece: Piece, on: date) -> str:
    from mingtang.publishing.people import missing_roles

    if any(entitled(person, piece, role, on) for role in missing_roles(piece)):
        return ""
    return "补审由紧急发布时没有签意见的领导办理。"


def _at(*stages: Stage) -> When:
    def ask(piece: Piece) -> str:
        if piece.stage in stages:
            return ""
        return f"这篇稿件现在是“{piece.get_stage_display()}”，不能办这件事。"

    return ask


def _submittable(piece: Piece) -> str:
    if piece.stage not in SUBMITTABLE:
        return f"这篇稿件已在“{piece.get_stage_display()}”，不用再送。"
    return ""


def _recallable(piece: Piece) -> str:
    return "" if piece.stage in IN_REVIEW else "这篇稿件没有在审核，不用撤回。"


def _on_show(piece: Piece) -> str:
    return "" if piece.live else "这篇稿件没有在线上，不用撤下。"


def _not_asked(piece: Piece) -> str:
    return _on_show(piece) or ("已经申请撤下，等领导决定。" if removal_asked(piece) else "")


def _asked(piece: Piece) -> str:
    return "" if removal_asked(piece) else "没有人申请撤下这篇稿件。"


def _plannable(piece: Piece) -> str:
    waiting = piece.stage == Stage.SCHEDULED
    return "" if piece.live or waiting else "稿件发布以后，或者已经定时发布，才能定时撤下。"


def _planned(piece: Piece) -> str:
    return "" if piece.hide_at else "这篇稿件没有定时撤下。"


def _restorable(piece: Piece) -> str:
    if piece.live or not piece.live_digest or piece.stage in IN_REVIEW:
        return "只有撤下的稿件能恢复；改过的稿件重新送审。"
    return ""


def _movable(piece: Piece) -> str:
    return "稿件正在审核，审完或者撤回以后再调整栏目。" if piece.stage in IN_REVIEW else ""


def _a_document(piece: Piece) -> str:
    if not isinstance(piece, Document) or not piece.live:
        return "只有线上的公文能标明效力。"
    return "这份公文有改动正在审核，审完或者撤回以后再标。" if piece.stage in IN_REVIEW else ""


def _after(piece: Piece) -> str:
    return "" if piece.review_by else "这篇稿件没有要补审的。"


def removal_asked(piece: Piece) -> bool:
    """Whether a request to take the piece down is waiting for an answer."""
    kinds = ("removal_asked", "removal_refused", "withdrawn")
    last = piece.acts.filter(kind__in=kinds).order_by("-pk").values_list("kind", flat=True).first()
    return bool(piece.live and last == "removal_asked")


def _authors_or_leaders(person: Staff, piece: Piece, on: date) -> str:
    if not _drafter(person, piece, on) or not _leaders(person, piece, on):
        return ""
    return "公众号上的这一份由负责科室、经办人或者领导办理。"


def _sendable(piece: Piece) -> str:
    if not piece.live:
        return "稿件发布以后才能发公众号。"
    if not piece.to_wechat:
        return "线上这一版没有勾选“同时发公众号”：改稿勾选，重新送审。"
    return "公众号上已有这一篇，或者正在发，不用再发。" if state_of(piece) not in ("", State.WITHDRAWN) else ""


def _retriable(piece: Piece) -> str:
    known = piece.live and piece.to_wechat and state_of(piece) in (State.FAILED, State.UNKNOWN)
    return "" if known else "这篇没有在公众号上失败，不用重发。"


def _droppable(piece: Piece) -> str:
    state = state_of(piece)
    before = not state and wanted(piece)
    if before or state in (State.QUEUED, State.DRAFTED, State.FAILED):
        return ""
    return "只有还没发出去的能改成不发；已发布的，撤下公众号文章。"


def _on_wechat(piece: Piece) -> str:
    return "" if state_of(piece) == State.PUBLISHED else "公众号上没有已发布的这一篇。"


def _replaceable(piece: Piece) -> str:
    if _on_wechat(piece) or not (piece.live and piece.to_wechat):
        return "网站和公众号上都有这一篇，才能换。"
    copy = last_copy(piece)
    return "" if copy and copy.outdated else "公众号上已是线上这一版，不用换。"


_GONE = "公众号上的文章删除以后不能恢复，链接和阅读数不再有；网站上的稿件不动。"
_ANEW = "先删除公众号上旧的一版，再发新的一版：旧文章的链接和阅读数不再有。"
_OUT = "发布以后任何人都能看到；要收回只能撤下，经过都留在审核记录里。"
_OFF = "撤下以后公众打不开这一页，原网址会说明已撤下。"

RULES: dict[str, Rule] = {
    "submit": Rule("送审", _drafter, _submittable),
    "recall": Rule("撤回送审", _drafter, _recallable),
    "pass_up": Rule("审核通过", _in_charge, _at(Stage.REVIEW), not_own=True, not_signed=True),
    "approve": Rule("批准", _head, _at(Stage.APPROVAL), _OUT, not_own=True, not_signed=True),
    "send_back": Rule("退回", _at_the_desk, _at(*IN_REVIEW)),
    "publish_urgently": Rule("紧急发布", _leaders, _at(Stage.REVIEW, Stage.APPROVAL), _OUT, not_own=True),
    "review_after": Rule("补审", _still_missing, _after, not_own=True, not_signed=True),
    "ask_removal": Rule("申请撤下", _drafter, _not_asked),
    "refuse_removal": Rule("不同意撤下", _leaders, _asked),
    "withdraw": Rule("撤下", _leaders, _on_show, _OFF),
    "plan_removal": Rule("定时撤下", _leaders, _plannable),
    "unplan_removal": Rule("取消定时撤下", _leaders, _planned),
    "restore": Rule("恢复", _head, _restorable, _OUT),
    "move": Rule("调整栏目", _clerk, _movable),
    "send_copy": Rule("发公众号", _authors_or_leaders, _sendable),
    "retry_copy": Rule("重发公众号", _authors_or_leaders, _retriable),
    "drop_copy": Rule("不发公众号了", _authors_or_leaders, _droppable),
    "replace_copy": Rule("换成新的一版", _authors_or_leaders, _replaceable, _ANEW),
    "withdraw_copy": Rule("撤下公众号文章", _leaders, _on_wechat, _GONE),
    "repeal": Rule("标明效力", _leaders, _a_document, "效力状态立即公开，两份公文的页面都会写明。"),
}
