"""处理公众意见：公开或不公开，采纳或不采纳，登记来信，查看提意见的人，把采纳情况写进稿件。"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.html import escape

from mingtang.kit import audit
from mingtang.kit.db import writing
from mingtang.kit.masking import mask_text
from mingtang.organs.models import Staff
from mingtang.organs.refusal import require
from mingtang.publishing.actions.drafting import revise
from mingtang.publishing.models import Comment, Consultation
from mingtang.publishing.permissions import may_draft_in

STATES = dict(Comment._meta.get_field("state").choices or ())
LONGEST = 5000


def show_opinion(opinion: Comment, *, by: Staff, on: date, text: str) -> Comment:
    """Let visitors read an opinion, as ``text``: without what tells who spoke."""
    with writing():
        now = _held(opinion, by)
        require(now.may_show, "提意见的人没有同意公开，不能登出。")
        require(bool(text.strip()), "写上公开的文字。")
        require(len(text) <= LONGEST, f"公开的文字超过{LONGEST}字，缩短后再公开。")
        require(mask_text(text) == text, "公开的文字里还有电话、证件号码或者邮箱：遮盖以后再公开。")
        now.shown, now.public_text, now.withheld = True, text.strip(), ""
        return _kept(now, "opinion_shown", by, on)


def withhold_opinion(opinion: Comment, *, by: Staff, on: date, reason: str) -> Comment:
    """Keep an opinion off the page, or take it off; it is counted all the same."""
    require(bool(reason.strip()), "写明不公开的理由。")
    with writing():
        now = _held(opinion, by)
        now.shown, now.withheld = False, reason.strip()[:200]
        return _kept(now, "opinion_withheld", by, on, reason)


def answer_opinion(opinion: Comment, *, by: Staff, on: date, state: str, reply: str = "") -> Comment:
    """Say whether an opinion is adopted, and why not."""
    require(state in STATES and state != "new", "选定采纳、部分采纳、未采纳或者与事项无关。")
    require(state not in ("partly", "declined") or bool(reply.strip()), "部分采纳和未采纳的，写明理由。")
    with writing():
        now = _held(opinion, by)
        now.state, now.reply = state, reply.strip()
        return _kept(now, "opinion_answered", by, on, data={"state": state})


def enter_opinion(
    consultation: Consultation,
    *,
    by: Staff,
    on: date,
    channel: str,
    received_on: date,
    text: str,
    name: str = "",
    contact: str = "",
    may_show: bool = False,
) -> Comment:
    """Take in what came by letter or by e-mail."""
    require(may_draft_in(by, consultation), "这次征集由别的科室承办，由他们登记。")
    require(channel in ("post", "mail"), "选定信函或者电子邮件。")
    require(bool(text.strip()) and len(text) <= LONGEST, f"写上意见，不超过{LONGEST}字。")
    require(received_on <= on, "收到日期还没有到，改正后再登记。")
    require(consultation.opens_on <= received_on, "收到日期早于征集开始的日期，改正后再登记。")
    with writing():
        made = Comment.objects.create(
            consultation=consultation, received_on=received_on, channel=channel, text=text.strip(), name=name.strip(),
            contact=contact.strip(), may_show=may_show,
        )  # fmt: skip
        label = f"公众意见第{made.pk}号"
        audit.record(
            "publishing.opinion_entered", by=by, subject=made, subject_label=label, data={"channel": channel}
        )
    return made


def reveal_person(opinion: Comment, *, by: Staff, on: date, reason: str) -> tuple[str, str]:
    """Name and contact of who spoke, for a reason that goes into the log. The only way to read them."""
    require(bool(reason.strip()), "写明查看的理由。")
    with writing():
        now = _held(opinion, by)
        _record(now, "opinion_person_seen", by, reason)
    return str(now.name), str(now.contact)


def draft_result(consultation: Consultation, *, by: Staff, on: date) -> Consultation:
    """Write the counts and the public opinions with their answers into the piece, as a new version to be reviewed."""
    require(on > consultation.closes_on, "征集还没有截止，截止以后再写采纳情况。")
    opinions = list(consultation.comments.order_by("pk"))
    waiting = sum(each.state == "new" for each in opinions)
    require(not waiting, f"还有{waiting}条意见没有写明采纳或者不采纳，写完再生成采纳情况。")
    return revise(consultation, {"result": _result(consultation, opinions)}, by=by, on=on)


def _result(consultation: Consultation, opinions: list[Comment]) -> list[tuple[str, Any]]:
    counts = [(words, sum(each.state == state for each in opinions)) for state, words in STATES.items()]
    told = "，".join(f"{words}{count}条" for words, count in counts if count)
    period = f"{consultation.opens_on:%Y-%m-%d}至{consultation.closes_on:%Y-%m-%d}"
    said = f"{period}公开征求意见，共收到{len(opinions)}条" + (f"，其中{told}。" if told else "。")
    blocks: list[tuple[str, Any]] = [("text", f"<p>{escape(said)}</p>")]
    shown = [each for each in opinions if each.shown]
    if shown:
        rows = [["意见", "结果", "理由"], *([each.said, STATES[each.state], each.reply] for each in shown)]
        blocks.append(("table", {
            "data": rows, "first_row_is_table_header": True, "first_col_is_header": False,
            "table_header_choice": "row", "table_caption": "公开的意见和采纳情况",
        }))  # fmt: skip
    return blocks


def _held(opinion: Comment, by: Staff) -> Comment:
    now = Comment.objects.select_for_update(of=("self",)).select_related("consultation").get(pk=opinion.pk)
    require(may_draft_in(by, now.consultation), "这次征集由别的科室承办，由他们办理。")
    return now


def _kept(
    now: Comment, act: str, by: Staff, on: date, reason: str = "", data: dict[str, Any] | None = None
) -> Comment:
    now.handled_on, now.handled_by = on, by
    now.save()
    _record(now, act, by, reason, data)
    return now


def _record(now: Comment, act: str, by: Staff, reason: str, data: dict[str, Any] | None = None) -> None:
    label = f"公众意见第{now.pk}号"
    about = {"consultation": now.consultation_id, **(data or {})}
    audit.record(
        f"publishing.{act}", by=by, subject=now, subject_label=label, reason=reason.strip(), data=about
    )
