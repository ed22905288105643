"""告知类答复的正文：没有、不归本机关、要另做、不明确、不处理、不再处理、更正。"""

from __future__ import annotations

from collections.abc import Callable

from mingtang.disclosure.letters.letter import Paragraph
from mingtang.disclosure.letters.wording.replies import decided
from mingtang.disclosure.letters.wording.said import Draft, ended, listed, locked, said_day
from mingtang.disclosure.story import Search
from mingtang.law.clock.rules import REASONS, SUPPLEMENT_NOTICE_WORKDAYS
from mingtang.law.outcomes import OUTCOMES
from mingtang.law.sources import regulation

Builder = Callable[[Draft], list[Paragraph]]
_CORRECTION = regulation("第四十一条", "审核属实的，应当予以更正并告知申请人")


def not_held(draft: Draft) -> list[Paragraph]:
    """D12: the search is told, so that the reader can judge it."""
    searches = [
        locked(_searched(search), "facts", OUTCOMES["not_held"].articles, "检索记录取自案卷")
        for search in draft.facts.story.searches
    ]
    words = f"告知{draft.you}：经检索，{draft.you}申请的信息不存在。"
    return [*searches, *draft.written("facts", "facts"), decided(draft, words)]


def _searched(search: Search) -> str:
    period = f"，时间范围为{search.period}" if search.period else ""
    return (
        f"本机关于{said_day(search.on)}检索，检索的单位为{search.units}，检索的系统和档案为{search.systems}，"
        f"关键词为“{search.keywords}”{period}，结果为：{ended(search.found)}"
    )


def not_responsible(draft: Draft) -> list[Paragraph]:
    """D13: says why, and who, if that can be told."""
    organ, contact = draft.fields.get("organ"), draft.fields.get("contact")
    if organ:
        said = f"这一信息由{organ}负责公开，可以向该机关提出申请" + (
            f"，联系方式：{contact}。" if contact else "。"
        )
    else:
        said = f"本机关不能确定负责公开的机关：{ended(draft.say('unknown'))}"
    return [
        *draft.written("reason", "reasons"),
        decided(draft, f"告知{draft.you}：{draft.you}申请的信息不属于本机关负责公开。"),
        Paragraph(said, "note", locked=False, field="organ" if organ else "unknown"),
    ]


def must_be_made(draft: Draft) -> list[Paragraph]:
    """D14."""
    finding = f"经审查，本机关没有与{draft.you}的申请对应的现成信息，需要对现有信息加工、分析才能形成。"
    return [
        locked(finding, "facts", OUTCOMES["must_be_made"].articles, "由结果选定"),
        *draft.written("reason", "reasons"),
        decided(draft, "本机关不予提供。"),
    ]


def unclear(draft: Draft) -> list[Paragraph]:
    """D15: both rounds."""
    asked = draft.facts.story.supplement
    items = (
        "；".join(listed(i, item["item"].rstrip("。")) for i, item in enumerate(asked.items, 1))
        if asked
        else ""
    )
    first = [locked(f"本机关于{said_day(asked.asked_on)}告知{draft.you}补正下列事项：{items}。{draft.you}于"
                    f"{said_day(asked.received_on)}作了补正。", "facts", [SUPPLEMENT_NOTICE_WORKDAYS[-1].cite], "补正的经过取自案卷")] if asked else []  # fmt: skip
    return [
        *first,
        *draft.written("first", "facts"),
        *draft.written("second", "reasons"),
        decided(draft, "本机关无法提供。", before="经补正，申请的内容仍不明确。"),
    ]


def petition(draft: Draft) -> list[Paragraph]:
    """D16."""
    words = f"本机关不将{draft.you}提出的事项作为政府信息公开申请处理。"
    channel = draft.fields.get("channel")
    more = (
        [Paragraph(f"{draft.you}可以通过{ended(str(channel))}", "note", False, field="channel")]
        if channel
        else []
    )
    return [*draft.written("reason", "reasons"), decided(draft, words), *more]


def publication(draft: Draft) -> list[Paragraph]:
    """D17."""
    finding = f"经查，{draft.you}申请的是公开出版物《{draft.say('publication').strip('《》')}》。"
    return [
        locked(finding, "facts", OUTCOMES["publication"].articles, "由填写项写成"),
        decided(draft, f"现告知获取的途径：{ended(draft.say('place'))}"),
    ]


def repeat(draft: Draft) -> list[Paragraph]:
    """D18, for repeats and for requests to confirm or issue again what was obtained before."""
    earlier = draft.facts.earlier
    told = f"本机关已于{said_day(earlier.on if earlier else None)}以《{earlier.number if earlier else '＿＿＿＿'}》"
    if draft.outcome == "reissue":
        words = f"对{draft.you}要求确认或者重新出具此前已经取得的信息的申请，本机关不予处理。"
        found = (
            [locked(f"{told}向{draft.you}作出答复。", "facts", [], "前一次答复取自案卷")] if earlier else []
        )
        cites = [*OUTCOMES["reissue"].articles, *OUTCOMES["repeat"].articles]
        return [*found, *draft.written("reason", "reasons"), decided(draft, words, cites)]
    said = f"{told}就{draft.you}申请公开的相同信息作出答复。"
    return [
        locked(said, "facts", OUTCOMES["repeat"].articles, "前一次答复取自案卷"),
        *draft.written("reason", "reasons"),
        decided(draft, f"对{draft.you}的重复申请，本机关不予重复处理。"),
    ]


def abusive_volume(draft: Draft) -> list[Paragraph]:
    """D19."""
    story = draft.facts.story
    asked = f"本机关于{said_day(story.reasons_asked_on)}告知{draft.you}说明理由，"
    if story.reasons_given_on:
        said = f"{asked}{draft.you}于{said_day(story.reasons_given_on)}作了说明。"
    else:
        said = f"{asked}{draft.you}在{said_day(story.reasons_deadline)}的期限届满前没有说明。"
    return [
        *draft.written("facts", "facts"),
        locked(said, "facts", [REASONS], "说明理由的经过取自案卷"),
        *draft.written("reason", "reasons"),
        decided(draft, f"本机关认为{draft.you}申请的理由不合理，不予处理。"),
    ]


def lapsed(draft: Draft) -> list[Paragraph]:
    """D20, for supplements that did not come and fees that were not paid."""
    story = draft.facts.story
    if draft.outcome == "fee_unpaid":
        fee = story.fee
        said = (
            f"本机关于{said_day(fee.noticed_on if fee else None)}向{draft.you}发出收费通知书，{_arrived(draft)}应缴信息处理费"
            f"{fee.amount if fee else '＿＿＿＿'}元，缴费期限至{said_day(fee.pay_by if fee else None)}，并告知了逾期的后果。"
            f"期限已经届满，{draft.you}没有缴纳。"
        )
    else:
        asked = story.supplement
        said = (
            f"本机关于{said_day(asked.asked_on if asked else None)}告知{draft.you}补正，补正期限至"
            f"{said_day(asked.deadline if asked else None)}，并告知了逾期的后果。期限已经届满，{_lapsed_how(draft)}"
        )
    return [
        locked(said, "facts", OUTCOMES[draft.outcome].articles, "告知和期限取自案卷"),
        *draft.written("facts", "facts"),
        decided(draft, f"视为{draft.you}放弃申请，本机关不再处理这件申请。"),
    ]


def _lapsed_how(draft: Draft) -> str:
    """What the applicant left undone; a supplement that came after its day is told, not denied."""
    asked = draft.facts.story.supplement
    if asked and asked.submitted_on:
        return f"{draft.you}到{said_day(asked.submitted_on)}才提交补正材料，没有正当理由。"
    return f"{draft.you}没有补正，也没有说明正当理由。"


def _arrived(draft: Draft) -> str:
    """When the notice was received: the time to pay runs from the next day."""
    fee = draft.facts.story.fee
    return f"{draft.you}于{said_day(fee.received_on)}收到，" if fee and fee.received_on else ""


def not_information(draft: Draft) -> list[Paragraph]:
    """D21."""
    if draft.outcome == "other":
        return [
            *draft.written("reason", "reasons"),
            locked("本机关对这件申请作办结处理。", "decision", [], "由结果“其他”选定"),
        ]
    words = f"{draft.you}申请的内容不属于政府信息，本机关不能按政府信息公开申请提供。"
    return [*draft.written("reason", "reasons"), decided(draft, words)]


def correction(draft: Draft) -> list[Paragraph]:
    """D22, for requests to correct one's own records (art. 41)."""
    result = draft.fields.get("result") or draft.outcome
    found, words = {
        "correction_refused": (f"经审核，{draft.you}提供的证据不能证明信息记录不准确。", "本机关不予更正。"),
        "correction_transferred": ("本机关无权更正这一信息。", f"已将申请转送{draft.say('receiver')}处理。"),
    }.get(str(result), (f"经审核，{draft.you}提出的信息记录不准确属实。", "本机关予以更正。"))
    return [
        *draft.written("record", "facts", "申请更正的信息是："),
        *draft.written("reason", "reasons"),
        decided(draft, words, [_CORRECTION], before=found),
        *draft.written("content", "item", "更正的内容是："),
    ]


NOTICES: dict[str, Builder] = {
    "D12": not_held,
    "D13": not_responsible,
    "D14": must_be_made,
    "D15": unclear,
    "D16": petition,
    "D17": publication,
    "D18": repeat,
    "D19": abusive_volume,
    "D20": lapsed,
    "D21": not_information,
    "D22": correction,
}
