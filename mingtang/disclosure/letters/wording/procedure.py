"""程序文书的正文：告知什么、到哪一天、不做会怎样。"""

from __future__ import annotations

from collections.abc import Callable

from mingtang.disclosure.letters.letter import Paragraph
from mingtang.disclosure.letters.wording.opening import opening
from mingtang.disclosure.letters.wording.said import BLANK, Draft, ended, listed, locked, said_day
from mingtang.law.clock import (
    CO_MAKER_WORKDAYS,
    REPLY_WORKDAYS,
    THIRD_PARTY_WORKDAYS,
)
from mingtang.law.clock.rules import (
    DELAYED,
    EXTENSION_APPROVED,
    NOT_COUNTED,
    REASONS,
    SILENCE_OF_CO_MAKER,
    SILENCE_OF_THIRD_PARTY,
    SUPPLEMENT_ABANDONED,
    SUPPLEMENT_NOTICE_WORKDAYS,
    SUPPLEMENT_RESTARTS,
)
from mingtang.law.outcomes import ELEMENTS, THIRD_PARTY
from mingtang.law.periods import CORRECTION_WORKDAYS
from mingtang.law.sources import regulation

Builder = Callable[[Draft], list[Paragraph]]
_UNREASONABLE = regulation("第三十五条", "行政机关认为申请理由不合理的，告知申请人不予处理")
_OVERRIDE = regulation("第三十二条", "行政机关认为不公开可能对公共利益造成重大影响的，可以决定予以公开")
_CO_MADE = regulation("第三十四条", "行政机关公开由其他机关共同制作的政府信息，可以征求意见")
_SUGGESTED = regulation("第四十四条第二款", "行政机关经审核认为属于主动公开范围的，应当及时主动公开")
_COORDINATE = regulation("第十一条第一款", "应当与有关机关协商、确认")


def receipt(draft: Draft) -> list[Paragraph]:
    """P2."""
    facts = draft.facts
    due = facts.clock.due if facts.clock else None
    tentative = (
        "（下一年度放假安排尚未公布，该日期为暂定）" if facts.clock and facts.clock.provisional else ""
    )
    paragraphs = [
        opening(draft),
        _term(facts.kind, f"即最迟在{said_day(due)}答复{tentative}。"),
    ]
    if facts.query_code:
        said = f"凭登记编号和查询码{facts.query_code}，可以在本机关网站查看办理进度和文书。查询码等同身份凭证，注意保管。"
        paragraphs.append(locked(said, "note", [], "查询码取自案件"))
    return paragraphs


def _term(kind: str, by: str) -> Paragraph:
    """Until when the office answers: by law for a request, by its own rule for a correction; a suggestion has no days."""
    if kind == "suggestion":
        said = "本机关对这件建议进行审核，属于主动公开范围的，及时公开。条例没有规定审核的期限，审核结果另行告知。"
        return locked(said, "decision", [_SUGGESTED], "由建议的种类选定")
    if kind == "correction":
        own = CORRECTION_WORKDAYS[-1]
        said = f"条例没有规定更正的办理期限，本机关比照公开申请，自收到申请之日起{own.value}个工作日内答复，{by}"
        return locked(said, "decision", [own.cite], "期限由收到日期和放假安排算出")
    reply = REPLY_WORKDAYS[-1]
    said = (
        f"根据{_named('第三十三条第二款')}的规定，本机关自收到申请之日起{reply.value}个工作日内答复，{by}"
        "依法补正、征求意见、延期的，期限相应变动，本机关另行告知。"
    )
    return locked(said, "decision", [reply.cite], "期限由收到日期和放假安排算出")


def supplement(draft: Draft) -> list[Paragraph]:
    """P3."""
    items = [
        Paragraph(listed(i, _item(row)), "item", locked=False, field="items")
        for i, row in enumerate(draft.rows("items"), 1)
    ]
    where = draft.say("how", _address(draft))
    return [
        opening(draft),
        locked(
            f"经审查，{draft.you}的申请需要补正。根据{_named('第三十条')}的规定，现一次性告知下列补正事项：",
            "decision", [SUPPLEMENT_NOTICE_WORKDAYS[-1].cite, ELEMENTS], "由申请的审查情况选定",
        ),
        *items,
        locked(
            f"补正的期限至{draft.day('deadline')}，补正材料提交到{where}。本机关自收到补正的申请之日起重新计算答复期限。",
            "consequence", [SUPPLEMENT_RESTARTS], "补正期限由填写的日期写入",
        ),
        locked(
            f"{draft.you}没有正当理由逾期不补正的，视为放弃申请，本机关不再处理这件申请。",
            "consequence", [SUPPLEMENT_ABANDONED], "逾期的后果，法定",
        ),
    ]  # fmt: skip


def _item(row: dict[str, str]) -> str:
    return f"{ended(row.get('item') or BLANK)}补正办法：{ended(row.get('guidance') or BLANK)}"


def reasons(draft: Draft) -> list[Paragraph]:
    """P4."""
    return [
        opening(draft),
        *draft.written("facts", "facts"),
        locked(
            f"上述申请的数量、频次明显超过合理范围。根据{_named('第三十五条')}的规定，现要求{draft.you}说明申请的理由：",
            "decision", [REASONS], "由申请的数量、频次选定",
        ),
        *draft.written("ask", "item"),
        locked(
            f"说明理由的期限至{draft.day('deadline')}，书面提交到{_address(draft)}。理由不合理的，本机关不予处理；"
            "理由合理但无法在规定期限内答复的，本机关确定延迟答复的合理期限并告知。",
            "consequence", [_UNREASONABLE, DELAYED], "后果，法定",
        ),
    ]  # fmt: skip


def extension(draft: Draft) -> list[Paragraph]:
    """P5."""
    asked = draft.facts.story.extension
    workdays = int(draft.fields.get("workdays") or (asked.workdays if asked else 0))
    clock = draft.facts.clock
    old = clock.original_due if clock else None
    new = draft.facts.extended_due(workdays, draft.dated_on) if workdays and draft.dated_on else None
    return [
        opening(draft),
        locked(f"这件申请原应最迟在{said_day(old)}答复。", "history", [REPLY_WORKDAYS[-1].cite], "期限由收到日期和放假安排算出"),
        *draft.written("reason", "reasons"),
        locked(
            f"根据{_named('第三十三条第二款')}的规定，经本机关政府信息公开工作机构负责人同意，"
            f"延长答复期限{workdays or BLANK}个工作日，本机关最迟在{said_day(new)}答复。",
            "decision", [EXTENSION_APPROVED], "延长的天数和新的期限取自负责人的同意和期限计算",
        ),
    ]  # fmt: skip


def consult_third_party(draft: Draft) -> list[Paragraph]:
    """P6. The applicant is not named: the third party does not need to know."""
    limit = THIRD_PARTY_WORKDAYS[-1]
    interest = draft.fields.get("interest")
    return [
        *draft.written("subject", "facts", f"本机关正在办理一件政府信息公开申请，所申请的信息涉及{draft.you}："),
        locked(
            (f"该信息可能涉及{draft.you}的{interest}。" if interest else f"公开该信息可能影响{draft.you}的合法权益。")
            + f"根据{_named('第三十二条')}的规定，现书面征求{draft.you}的意见：是否同意公开；不同意的，写明不同意公开的部分和理由。",
            "decision", [THIRD_PARTY, limit.cite], "由所申请的信息涉及第三方选定",
        ),
        locked(
            f"意见应当自收到本征求意见书之日起{limit.value}个工作日内提出，填写所附确认函并签章后送交{_address(draft)}。",
            "consequence", [limit.cite], "期限，法定",
        ),
        locked(
            f"{draft.you}逾期没有提出意见的，由本机关依照{_named()}的规定决定是否公开。不同意公开且有合理理由的，"
            "本机关不予公开；本机关认为不公开可能对公共利益造成重大影响的，可以决定公开，并书面告知公开的内容和理由。",
            "consequence", [SILENCE_OF_THIRD_PARTY, _OVERRIDE], "后果，法定",
        ),
    ]  # fmt: skip


def tell_of_consultation(draft: Draft) -> list[Paragraph]:
    """P8."""
    item = draft.facts.consultation
    party = {"co_maker": "共同制作机关", "other_organ": "其他机关"}.get(item.party if item else "", "第三方")
    why = (
        "公开所申请的信息可能影响第三方的合法权益"
        if party == "第三方"
        else f"公开所申请的信息需要听取{party}的意见"
    )
    return [
        opening(draft),
        locked(
            f"经审查，{why}。本机关已于{said_day(item.sent_on if item else draft.dated_on)}书面征求{party}的意见。",
            "facts", [NOT_COUNTED], "征求意见的对象和日期取自案卷",
        ),
        locked(
            f"根据{_named('第三十三条第三款')}的规定，征求意见所需时间不计入答复期限。收到意见或者对方期限届满后，本机关恢复计算。",
            "decision", [NOT_COUNTED], "期限，法定",
        ),
    ]  # fmt: skip


def tell_third_party(draft: Draft) -> list[Paragraph]:
    """P9: the decision to disclose although the third party refused."""
    item = draft.facts.consultation
    sent = said_day(item.sent_on if item else None)
    answered = said_day(item.answered_on if item else None)
    said = {
        "silence": "没有在期限内提出意见",
        "partial": f"于{answered}答复只同意公开其中一部分",
    }.get(item.answer if item else "", f"于{answered}答复不同意公开")
    return [
        locked(
            f"本机关于{sent}就所申请公开的信息书面征求{draft.you}的意见，{draft.you}{said}。",
            "facts", [_OVERRIDE], "征求意见的经过取自案卷",
        ),
        *draft.written("reason", "reasons"),
        locked(f"根据{_named('第十五条', '第三十二条')}的规定，本机关决定公开下列内容：", "decision", [THIRD_PARTY, _OVERRIDE], "由决定公开选定"),
        *draft.written("content", "item"),
    ]  # fmt: skip


def consult_co_maker(draft: Draft) -> list[Paragraph]:
    """P10."""
    limit = CO_MAKER_WORKDAYS[-1]
    return [
        *draft.written("subject", "facts", f"本机关正在办理一件政府信息公开申请，所申请的信息由本机关与{draft.you}共同制作："),
        locked(
            f"根据{_named('第三十四条')}的规定，现征求{draft.you}对公开该信息的意见。",
            "decision", [_CO_MADE, limit.cite], "由信息的共同制作选定",
        ),
        locked(
            f"意见应当自收到本征求意见书之日起{limit.value}个工作日内提出；逾期没有提出意见的，视为同意公开。",
            "consequence", [limit.cite, SILENCE_OF_CO_MAKER], "期限和后果，法定",
        ),
    ]  # fmt: skip


def ask_for_help(draft: Draft) -> list[Paragraph]:
    """P11."""
    return [
        locked(
            f"本机关正在办理一件政府信息公开申请，需要与{draft.you}协商、确认。根据{_named('第十一条第一款')}的规定，请协助下列事项：",
            "decision", [_COORDINATE], "由所申请的信息涉及其他机关选定",
        ),
        *draft.written("questions", "item"),
        locked(
            f"书面答复的日期最迟为{draft.day('deadline')}。征求意见所需时间依照{_named('第三十三条第三款')}的规定不计入本机关的答复期限。",
            "consequence", [NOT_COUNTED], "答复日期由填写的日期写入",
        ),
    ]  # fmt: skip


def delay(draft: Draft) -> list[Paragraph]:
    """P14."""
    given = draft.facts.story.reasons_given_on
    return [
        opening(draft),
        locked(
            f"{draft.you}于{said_day(given)}说明了申请的理由，本机关认为理由合理，但无法在规定的期限内答复。",
            "facts", [REASONS], "说明理由的经过取自案卷",
        ),
        *draft.written("reason", "reasons"),
        locked(
            f"根据{_named('第三十五条')}的规定，本机关确定延迟答复的期限，最迟在{draft.day('until')}答复。",
            "decision", [DELAYED], "新的期限由填写的日期写入",
        ),
    ]  # fmt: skip


def _named(*places: str) -> str:
    return "《条例》" + "、".join(places)


def _address(draft: Draft) -> str:
    organ = draft.facts.organ
    office = organ.office or organ.name
    return f"{office}（{organ.address}）" if organ.address else office


PROCEDURE: dict[str, Builder] = {
    "P2": receipt,
    "P3": supplement,
    "P4": reasons,
    "P5": extension,
    "P6": consult_third_party,
    "P8": tell_of_consultation,
    "P9": tell_third_party,
    "P10": consult_co_maker,
    "P11": ask_for_help,
    "P14": delay,
}
