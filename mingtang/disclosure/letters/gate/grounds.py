"""核对理由和案卷里的根据：不公开有理由、征求过意见、检索过、前一次答复在、审核齐。"""

from __future__ import annotations

from collections.abc import Iterator

from mingtang.disclosure.letters.gate.finding import WARN, File, GateFinding
from mingtang.disclosure.story import Consultation
from mingtang.law.cite import Cite
from mingtang.law.days import long_day
from mingtang.law.intake import REPEAT
from mingtang.law.outcomes import OUTCOMES, SEVERED, THIRD_PARTY_REFUSED, UNCLEAR
from mingtang.law.sources import regulation

LEAST = 8  # characters: fewer cannot be a reason
LEVELS = {"section": "承办科室", "vice_leader": "分管领导"}
_OVERRIDE = regulation(
    "第三十二条",
    "不公开可能对公共利益造成重大影响的，可以决定予以公开，并将决定公开的政府信息内容和理由书面告知第三方",
)
_REASONS = regulation("第三十六条第三项", "告知申请人不予公开并说明理由")
_SEARCHED = regulation("第三十六条第四项", "经检索没有所申请公开信息的，告知申请人该政府信息不存在")
_ELSEWHERE = regulation(
    "第三十六条第五项", "能够确定负责公开该政府信息的行政机关的，告知申请人该行政机关的名称、联系方式"
)
_EXPLAINED = regulation("第三十五条", "可以要求申请人说明理由")
_JOINTLY = regulation("第三十四条", "可以征求相关行政机关的意见")
_REVIEWED = regulation("第四十五条", "建立健全政府信息公开申请登记、审核、办理、答复、归档的工作制度")


def refusal_has_reasons(file: File) -> Iterator[GateFinding]:
    """A refusal says why, in this case and not in the words of the article."""
    if file.outcome is None or not file.outcome.refusal or not file.kind.final:
        return
    reason = str(file.letter.fields.get("reason") or "")
    ok = is_reason(reason, file.outcome.articles)
    yield file.finding(
        "reasons", ok, "不予公开的理由", "没有针对这件信息写理由，或者只抄了条文，写明为什么公开会有损害。",
        reason[:40] or "没有写", "针对这件信息的理由", _REASONS, field="reason",
    )  # fmt: skip


def is_reason(text: str, cites: tuple[Cite, ...]) -> bool:
    """Whether a text can be a reason: long enough, and not the article copied."""
    plain = text.strip("。 　")
    return len(plain) >= LEAST and not any(plain in cite.text for cite in cites)


def partial_is_explained(file: File) -> Iterator[GateFinding]:
    """D3: every withheld part has a ground and a reason, and how it was separated is said (art. 37)."""
    if file.kind.code != "D3":
        return
    rows = file.draft.rows("withheld")
    weak = [
        str(row.get("part") or f"第{i}部分")
        for i, row in enumerate(rows, 1)
        if row.get("ground") not in OUTCOMES
        or not is_reason(str(row.get("reason") or ""), OUTCOMES[row["ground"]].articles)
    ]
    yield file.finding(
        "withheld", bool(rows) and not weak, "不公开部分的理由",
        f"{'、'.join(weak) or '不公开的部分'}没有写情形和理由，逐部分写明。", f"{len(rows) - len(weak)}部分有理由",
        f"{len(rows) or 1}部分", SEVERED, field="withheld",
    )  # fmt: skip
    said = str(file.letter.fields.get("separability") or "")
    yield file.finding(
        "separability", len(said) >= LEAST, "区分处理的说明", "没有说明怎样区分处理，写明不公开的部分怎样分开。",
        said[:40] or "没有写", "有说明", SEVERED, field="separability",
    )  # fmt: skip


def third_party_was_heard(file: File) -> Iterator[GateFinding]:
    """A third-party refusal rests on their refusal, or on a recorded weighing (art. 32)."""
    grounds = [row.get("ground") for row in file.draft.rows("withheld")]
    if not file.kind.final or (file.facts.outcome != "third_party" and "third_party" not in grounds):
        return
    heard = _third_parties(file)
    ok = any(item.answer in ("refuse", "partial") or item.weighed for item in heard)
    yield file.finding(
        "third_party", ok, "第三方意见",
        "以第三方权益为由不公开，案卷里没有第三方不同意的答复，也没有衡量的记录，先征求意见或者补记。",
        "保护第三方合法权益", "、".join(_answer(item) for item in heard) or "没有征求意见", THIRD_PARTY_REFUSED,
    )  # fmt: skip


def _third_parties(file: File) -> list[Consultation]:
    return [item for item in file.facts.story.consultations if item.party == "third_party"]


def _answer(item: Consultation) -> str:
    said = {"consent": "同意", "refuse": "不同意", "partial": "部分同意", "silence": "逾期未答复"}.get(
        item.answer, "尚未答复"
    )
    return f"{long_day(item.answered_on)}{said}" if item.answered_on else said


def disclosure_respects_refusal(file: File) -> Iterator[GateFinding]:
    """What a third party refused is disclosed only after the public interest was weighed, and the party told."""
    if file.facts.outcome not in ("disclosed", "partial") and file.kind.code != "P9":
        return
    if any(row.get("ground") == "third_party" for row in file.draft.rows("withheld")):
        return  # what they refused is the part that is withheld
    refused = [item for item in _third_parties(file) if item.answer in ("refuse", "partial")]
    if file.kind.code == "P9" and file.facts.consultation is not None:
        refused = [file.facts.consultation]
    unweighed = [item for item in refused if not item.weighed]
    if refused:
        yield file.finding(
            "override", not unweighed, "公共利益衡量", "第三方不同意公开，案卷里没有公共利益衡量的记录，先记录衡量再决定公开。",
            "决定公开", "有衡量记录" if not unweighed else "没有衡量记录", _OVERRIDE,
        )  # fmt: skip


def co_maker_agrees(file: File) -> Iterator[GateFinding]:
    """What a co-maker does not want disclosed is disclosed only for a reason that is written down (art. 34)."""
    against = [
        item for item in file.facts.story.consultations if item.party == "co_maker" and item.answer in ("refuse", "partial")
    ]
    if against and file.facts.outcome in ("disclosed", "partial"):
        yield file.finding(
            "co_maker", False, "共同制作机关的意见", "共同制作机关不同意公开，核对公开的内容，或者写明为什么仍然公开。",
            "决定公开", "、".join(_answer(item) for item in against), _JOINTLY, level=WARN,
        )  # fmt: skip


def consultations_are_over(file: File) -> Iterator[GateFinding]:
    """No reply goes out while another side may still answer."""
    if not file.kind.final:
        return
    waiting = file.facts.story.open_consultations
    yield file.finding(
        "consultations", not waiting, "征求意见", "还有征求意见没有结果，等对方答复或者登记逾期未答复后再答复。",
        f"{len(waiting)}件未答复", "都有结果", THIRD_PARTY_REFUSED,
    )  # fmt: skip


def consultation_is_open(file: File) -> Iterator[GateFinding]:
    """P6, P8, P10, P11 belong to a consultation of this case."""
    if file.kind.code not in ("P6", "P8", "P9", "P10", "P11"):
        return
    item = file.facts.consultation
    wanted = {"P6": ("third_party",), "P9": ("third_party",), "P10": ("co_maker",), "P11": ("other_organ",)}
    fits = item is not None and item.party in wanted.get(file.kind.code, (item.party,))
    yield file.finding(
        "consultation", fits, "征求意见的对象", "案卷里没有登记这次征求意见，或者对象的种类不对，先登记征求意见。",
        file.kind.label, item.name if item else "没有登记", file.kind.cites[0],
    )  # fmt: skip


def search_is_recorded(file: File) -> Iterator[GateFinding]:
    """What does not exist was looked for, and the search is on file (art. 36(4))."""
    if file.facts.outcome == "not_held" and file.kind.final:
        count = len(file.facts.story.searches)
        yield file.finding(
            "search",
            count > 0,
            "检索记录",
            "告知信息不存在，案卷里没有检索记录，先检索并登记。",
            f"{count}次检索",
            "至少1次",
            _SEARCHED,
        )


def repeat_has_its_first(file: File) -> Iterator[GateFinding]:
    """A repeat names the earlier reply to the same applicant (art. 36(6))."""
    if file.facts.outcome != "repeat":
        return
    earlier = file.facts.earlier
    ok = (
        earlier is not None
        and bool(earlier.number)
        and earlier.same_applicant
        and earlier.on <= file.dated_on
    )
    right = f"{earlier.number}（{long_day(earlier.on)}）" if earlier else "没有关联"
    yield file.finding(
        "repeat",
        ok,
        "前一次答复",
        "重复申请须写明对同一申请人的前一次答复，先在案件里关联。",
        "不予重复处理",
        right,
        REPEAT,
    )


def other_organ_is_named(file: File) -> Iterator[GateFinding]:
    """D13: the reason, and the organ that is responsible if that can be told (art. 36(5))."""
    if file.kind.code != "D13":
        return
    fields = file.letter.fields
    ok = bool(fields.get("organ") or fields.get("unknown"))
    yield file.finding(
        "elsewhere", ok, "负责公开的机关", "能确定负责机关的写名称和联系方式，不能确定的写明原因。",
        str(fields.get("organ") or fields.get("unknown") or "没有写"), "名称，或者不能确定的原因", _ELSEWHERE, field="organ",
    )  # fmt: skip
    yield from _as_pointed_to(file, str(fields.get("organ") or ""))
    if fields.get("organ"):
        yield file.finding(
            "elsewhere_contact", bool(fields.get("contact")), "负责机关的联系方式", "没有写该机关的联系方式，查到后补上。",
            str(fields.get("contact") or "没有写"), "写明", _ELSEWHERE, level=WARN, field="contact",
        )  # fmt: skip


def _as_pointed_to(file: File, written: str) -> Iterator[GateFinding]:
    """The applicant was already pointed to an organ: the letter names the same one."""
    told = file.facts.story.transferred_to
    if told:
        yield file.finding(
            "elsewhere_told", written.strip() == told.strip(), "已告知的机关",
            f"案卷里已告知申请人向{told}提出，文书写的不一致，改为一致，告知有误的更正那一项登记。",
            written or "没有写", told, _ELSEWHERE, field="organ",
        )  # fmt: skip


def explanation_was_asked(file: File) -> Iterator[GateFinding]:
    """D19 comes after the applicant was asked for reasons (art. 35); D15 after a supplement (art. 30)."""
    story = file.facts.story
    if file.kind.code == "D19":
        asked = story.reasons_asked_on
        over = story.reasons_given_on or (story.reasons_deadline if _passed(file) else None)
        yield file.finding(
            "explained", asked is not None and over is not None, "申请人的说明",
            "不予处理以前须要求申请人说明理由，并等到说明或者期限届满。", "不予处理",
            long_day(over) if over else "没有说明，期限未满", _EXPLAINED,
        )  # fmt: skip
    if file.kind.code == "D15":
        got = story.supplement.received_on if story.supplement else None
        yield file.finding(
            "supplemented", got is not None, "补正的经过", "案卷里没有收到补正的记录，不能按补正后仍不明确答复。",
            "补正后仍不明确", long_day(got) if got else "没有收到补正", UNCLEAR,
        )  # fmt: skip


def _passed(file: File) -> bool:
    deadline = file.facts.story.reasons_deadline
    return deadline is not None and file.dated_on > deadline


def applicant_is_not_waited_for(file: File) -> Iterator[GateFinding]:
    """No decision while the applicant still may supplement or pay, except that they let the time lapse."""
    if not file.kind.final or file.kind.code == "D20":
        return
    waiting = file.facts.story.waiting_for_applicant
    yield file.finding(
        "waiting", not waiting, "申请人的补正、缴费", "正在等申请人补正或者缴费，收到或者逾期后再答复。",
        "等待申请人" if waiting else "没有等待", "没有等待", UNCLEAR,
    )  # fmt: skip


def review_is_complete(file: File) -> Iterator[GateFinding]:
    """Section and vice leader passed this draft; the leader signs."""
    if not file.kind.final:
        return
    story = file.facts.story
    needed = list(LEVELS) if story.section else ["vice_leader"]
    absent = [LEVELS[level] for level in needed if level not in story.passed]
    yield file.finding(
        "review", not absent, "审查程序", f"还缺{'、'.join(absent)}的审核，审核通过后再签发。",
        "、".join(LEVELS[level] for level in needed if level in story.passed) or "没有审核",
        "、".join(LEVELS[level] for level in needed), _REVIEWED,
    )  # fmt: skip


CHECKS = (
    refusal_has_reasons,
    partial_is_explained,
    third_party_was_heard,
    disclosure_respects_refusal,
    co_maker_agrees,
    consultations_are_over,
    consultation_is_open,
    search_is_recorded,
    repeat_has_its_first,
    other_organ_is_named,
    explanation_was_asked,
    applicant_is_not_waited_for,
    review_is_complete,
)
