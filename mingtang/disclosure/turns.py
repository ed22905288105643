"""轮到谁、到哪一步：由案情算出。每件案子任何时候只有一方是当前。"""

from __future__ import annotations

from mingtang.disclosure.story import Story, Turn

REVIEW_ORDER = ("section", "vice_leader", "leader")
REVIEW_HOLDER = {"section": "section_staff", "vice_leader": "vice_leader", "leader": "leader"}
REVIEW_WHAT = {"section": "审核答复书", "vice_leader": "审核答复书", "leader": "审签答复书"}
LAPSES = ("supplement_lapsed", "fee_unpaid")  # their reply is reviewed while the applicant still may act
PARTY_NAME = {"third_party": "第三方", "co_maker": "共同制作机关", "other_organ": "其他机关"}


def next_review(story: Story) -> str:
    """The level of review the present draft waits for, or '' without a draft."""
    if not story.draft or story.decision:
        return ""
    needed = REVIEW_ORDER if story.section else REVIEW_ORDER[1:]
    return next((level for level in needed if level not in story.passed), "leader")


def stage(story: Story) -> str:
    """The stage of the case, a value of ``models.Stage``."""
    if story.archived_on:
        return "archived"
    if story.withdrawn_on:
        return "closed"
    if story.decision:
        return _stage_after_decision(story)
    if story.received_on is None:
        return "filed"
    if story.registered_on is None:
        return "received"
    if story.waiting_for_applicant and story.draft_outcome not in LAPSES:
        return "waiting_applicant"
    if story.open_consultations:
        return "consulting"
    if story.draft:
        return "reviewing"
    if not story.sections:
        return "examining"
    return "handling" if story.sections_without_opinion else "drafting"


def _stage_after_decision(story: Story) -> str:
    if story.ended:
        return "closed"
    if story.replied_on is None:
        return "sending"
    reply = story.reply
    return "closed" if reply and reply.served_on else "replied"


def turn(story: Story) -> Turn:
    """Whose turn it is and what they have to do, for the sentence at the head of every case."""
    return _extension_turn(story) or outward(story)


def _extension_turn(story: Story) -> Turn | None:
    """An extension has no effect until it is agreed to and told, both before the due day; a reply under review needs none."""
    asked = story.extension
    if asked is None or asked.noticed_on or stage(story) not in ("examining", "consulting", "handling", "drafting"):
        return None
    if asked.approved_on:
        return Turn("clerk", "", "告知延期", asked.approved_on)
    return Turn("vice_leader", "", "审批延期", asked.proposed_on)


def outward(story: Story) -> Turn:
    """Whose turn it is as the applicant sees it: what is settled inside the office does not show."""
    name = stage(story)
    special = {
        "waiting_applicant": _applicants_turn,
        "consulting": _partys_turn,
        "handling": _sections_turn,
        "reviewing": _reviewers_turn,
        "sending": _senders_turn,
        "replied": _servers_turn,
    }
    if name in special:
        return special[name](story)
    plain = {
        "filed": ("clerk", "与申请人确认收到"),
        "received": ("clerk", "登记"),
        "examining": ("clerk", "审查要素，分送科室"),
        "drafting": ("clerk", "重新拟答复书" if story.earlier else "拟答复书"),
        "closed": ("none", "等复议、诉讼审结后归档" if story.contested else "可以归档"),
        "archived": ("none", "已归档"),
    }
    holder, what = plain[name]
    return Turn(holder, "", what, story.last_on)


def _applicants_turn(story: Story) -> Turn:
    fee = story.fee
    if fee and fee.paid_on is None and fee.amount:
        return Turn("applicant", "申请人", f"缴纳信息处理费{fee.amount}元", fee.noticed_on)
    asked = story.supplement
    if asked and asked.submitted_on:
        return Turn("clerk", "", "与申请人确认收到补正", asked.submitted_on)
    return Turn("applicant", "申请人", "补正申请", asked.asked_on if asked else None)


def _partys_turn(story: Story) -> Turn:
    waited = story.open_consultations[0]
    return Turn("third_party", PARTY_NAME.get(waited.party, "第三方"), "答复征求意见书", waited.sent_on)


def _sections_turn(story: Story) -> Turn:
    missing = story.sections_without_opinion
    return Turn("section_staff", "、".join(name for _, name in missing), "检索并交意见", story.last_on)


def _reviewers_turn(story: Story) -> Turn:
    level = next_review(story)
    name = story.section[1] if level == "section" and story.section else ""
    return Turn(REVIEW_HOLDER[level], name, REVIEW_WHAT[level], story.last_on)


def _senders_turn(story: Story) -> Turn:
    handed = [d for d in story.dispatches if story.decision and d.letter == story.decision.letter]
    what = "重新送达被退回的答复书" if handed and handed[-1].returned_on else "送出答复书"
    if handed and handed[-1].method in ("counter", "entrusted") and handed[-1].returned_on is None:
        what = "等申请人签收答复书"
    return Turn("clerk", "", what, story.last_on)


def _servers_turn(story: Story) -> Turn:
    return Turn("clerk", "", "登记送达" if story.reply else "重新送达被退回的答复书", story.last_on)
