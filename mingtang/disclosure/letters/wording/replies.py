"""答复的正文：查明什么、为什么、决定什么、怎样提供。依据的条款由结果选定。"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from mingtang.disclosure.letters.letter import Paragraph
from mingtang.disclosure.letters.wording.opening import consulted
from mingtang.disclosure.letters.wording.remedy import delivery_of
from mingtang.disclosure.letters.wording.said import BLANK, Draft, articles, basis, ended, listed, locked
from mingtang.law.cite import Cite
from mingtang.law.outcomes import OUTCOMES

# 部分公开里每一处不公开的内容怎样说。
GROUND_WORDS = {
    "state_secret": "属于国家秘密",
    "barred_by_law": "法律、行政法规禁止公开",
    "security_stability": "公开后可能危及国家安全、公共安全、经济安全、社会稳定",
    "third_party": "涉及第三方的合法权益",
    "internal_affairs": "属于内部事务信息",
    "process_information": "属于过程性信息",
    "enforcement_file": "属于行政执法案卷信息",
    "special_access": "依照法律、行政法规的特别规定查询",
    "not_held": "经检索不存在",
    "not_responsible": "不属于本机关负责公开",
    "must_be_made": "需要另行加工、分析",
}
Builder = Callable[[Draft], list[Paragraph]]
FORM_WORDS = {"paper": "纸质件", "electronic": "电子文件"}
WAY_WORDS = {
    "post": "随本文书邮寄",
    "counter": "由{you}当面领取",
    "online": "凭登记编号和查询码在本机关网站下载",
    "email": "发送到{you}申请时填写的电子邮箱",
    "entrusted": "随本文书送达",
}


def decided(draft: Draft, words: str, cites: Iterable[Cite] | None = None, before: str = "") -> Paragraph:
    """根据……的规定，……: the decision with the articles of the outcome."""
    cites = list(OUTCOMES[draft.outcome].articles if cites is None else cites)
    named = articles(cites)
    label = OUTCOMES[draft.outcome].label if draft.outcome in OUTCOMES else draft.chosen("result")
    said = before + (f"根据{named}的规定，{words}" if named else words)
    return Paragraph(said, "decision", basis=basis(cites, f"由结果“{_inside(label)}”选定"))


def _inside(label: str) -> str:
    return label.translate(str.maketrans("“”", "‘’"))


def supply(draft: Draft) -> list[Paragraph]:
    """How the information is handed over (art. 40)."""
    form = str(draft.fields.get("form") or draft.facts.wanted_form or "paper")
    if form == "inspect":
        said = f"{draft.you}可以于{draft.say('inspect')}查阅、抄录。"
    else:
        way = WAY_WORDS.get(delivery_of(draft), WAY_WORDS["post"]).format(you=draft.you)
        said = f"上述信息以{FORM_WORDS[form]}的形式提供，{way}。"
    return [locked(said, "supply", [], "条例第四十条，按申请人要求的形式和途径写入")]


def disclosed(draft: Draft) -> list[Paragraph]:
    """D1."""
    return [
        *draft.written("facts", "facts"),
        decided(draft, f"本机关决定公开{draft.you}申请的信息。"),
        *draft.written("content", "item", f"向{draft.you}提供的信息是："),
        *supply(draft),
    ]


def already_public(draft: Draft) -> list[Paragraph]:
    """D2."""
    rows = [
        Paragraph(listed(i, ended(f"{row.get('name') or BLANK}：{row.get('place') or BLANK}")), "item", False, field="places")
        for i, row in enumerate(draft.rows("places"), 1)
    ]  # fmt: skip
    found = f"经查，{draft.you}申请的信息本机关已经主动公开。"
    return [*draft.written("facts", "facts"), decided(draft, "现告知获取的方式、途径：", before=found), *rows]


def partial(draft: Draft) -> list[Paragraph]:
    """D3: what is given, what is not, and why, part by part (art. 37)."""
    rows = draft.rows("withheld")
    heard = consulted(draft) if any(row.get("ground") == "third_party" for row in rows) else []
    reasons = [
        Paragraph(_part(i, row, len(rows)), "reasons", False, field="withheld")
        for i, row in enumerate(rows, 1)
    ]
    grounds = [cite for row in rows for cite in _ground_cites(str(row.get("ground", "")))]
    cites = [*OUTCOMES["disclosed"].articles, *OUTCOMES["partial"].articles, *grounds]
    words = f"本机关决定：公开{draft.say('content').rstrip('。')}；{_withheld_words(draft)}。"
    return [
        *draft.written("facts", "facts"),
        *heard,
        *reasons,
        *draft.written("separability", "reasons"),
        decided(draft, words, cites),
        *supply(draft),
    ]


def _ground_cites(ground: str) -> tuple[Cite, ...]:
    return OUTCOMES[ground].articles if ground in OUTCOMES else ()


def _part(number: int, row: dict[str, object], count: int) -> str:
    pages = f"（{row['pages']}页）" if row.get("pages") else ""
    label = GROUND_WORDS.get(str(row.get("ground")), BLANK)
    said = ended(f"{row.get('part') or BLANK}{pages}：{label}。{row.get('reason') or BLANK}")
    return listed(number, said) if count > 1 else said


def _withheld_words(draft: Draft) -> str:
    groups: dict[str, list[str]] = {}
    for row in draft.rows("withheld"):
        refused = OUTCOMES[row["ground"]].refusal if row.get("ground") in OUTCOMES else 1
        groups.setdefault("不予公开" if refused else "不予提供", []).append(str(row.get("part") or BLANK))
    return "，".join("、".join(parts) + verdict for verdict, parts in groups.items()) or f"{BLANK}不予公开"


def _refusal(draft: Draft, finding: str, *more: Paragraph) -> list[Paragraph]:
    return [
        *draft.written("facts", "facts"),
        *more,
        locked(finding, "reasons", OUTCOMES[draft.outcome].articles[:1], "由结果和填写项写成"),
        *draft.written("reason", "reasons"),
        decided(draft, f"本机关对{draft.you}申请的信息决定不予公开。"),
    ]


def state_secret(draft: Draft) -> list[Paragraph]:
    """D4."""
    finding = f"经审查，{draft.you}申请的信息属于依法确定的国家秘密，密级为{draft.chosen('level')}，定密依据为{draft.say('ground')}。"
    return _refusal(draft, finding)


def barred_by_law(draft: Draft) -> list[Paragraph]:
    """D5."""
    return _refusal(
        draft, f"经审查，《{draft.say('law')}》{draft.say('article')}禁止公开{draft.you}申请的信息。"
    )


def security_stability(draft: Draft) -> list[Paragraph]:
    """D6."""
    return _refusal(draft, f"经审查，{draft.you}申请的信息公开后可能危及{draft.chosen('which')}。")


def third_party(draft: Draft) -> list[Paragraph]:
    """D7."""
    finding = (
        f"经审查，{draft.you}申请的信息涉及第三方的{draft.chosen('interest')}，公开会损害第三方的合法权益。"
    )
    return _refusal(draft, finding, *consulted(draft))


def internal_affairs(draft: Draft) -> list[Paragraph]:
    """D8."""
    return _refusal(
        draft, f"经审查，{draft.you}申请的信息是本机关{draft.chosen('which')}方面的内部事务信息。"
    )


def process_information(draft: Draft) -> list[Paragraph]:
    """D9."""
    finding = f"经审查，{draft.you}申请的信息是本机关履行行政管理职能过程中形成的{draft.chosen('which')}，属于过程性信息。"
    return _refusal(draft, finding + _no_duty(draft))


def enforcement_file(draft: Draft) -> list[Paragraph]:
    """D10."""
    finding = f"经审查，{draft.you}申请的信息是{draft.say('file')}的行政执法案卷信息。{_no_duty(draft)}"
    paragraphs = _refusal(draft, finding)
    if route := draft.fields.get("route"):
        paragraphs.append(
            Paragraph(f"案件当事人可以{ended(str(route))}", "note", locked=False, field="route")
        )
    return paragraphs


def _no_duty(draft: Draft) -> str:
    return f"经核对{draft.say('checked')}，没有规定这类信息应当公开。"


def special_access(draft: Draft) -> list[Paragraph]:
    """D11."""
    law = f"《{draft.say('law')}》{draft.say('article')}"
    return [
        *draft.written("facts", "facts"),
        locked(f"经审查，{law}对{draft.you}申请的信息的获取另有规定。", "reasons", OUTCOMES["special_access"].articles, "由填写项写成"),
        decided(draft, f"告知{draft.you}依照{law}的规定，到{draft.say('office')}办理查询。"),
    ]  # fmt: skip


REFUSALS: dict[str, Builder] = {
    "D1": disclosed,
    "D2": already_public,
    "D3": partial,
    "D4": state_secret,
    "D5": barred_by_law,
    "D6": security_stability,
    "D7": third_party,
    "D8": internal_affairs,
    "D9": process_information,
    "D10": enforcement_file,
    "D11": special_access,
}
