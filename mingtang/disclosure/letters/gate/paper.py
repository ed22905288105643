"""核对文书本身：种类与结果、条款、救济、收件人、文号、申请内容、必填项、附件、他人信息。"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingtang.disclosure.letters.compose import number_of
from mingtang.disclosure.letters.fields import missing
from mingtang.disclosure.letters.gate.finding import WARN, File, GateFinding
from mingtang.disclosure.letters.gate.personal import identity_numbers, phones
from mingtang.disclosure.letters.wording.opening import quotes
from mingtang.disclosure.letters.wording.remedy import delivery_of, remedies_of, remedy_text
from mingtang.disclosure.letters.wording.said import BLANK, place, quoted
from mingtang.law.cite import Cite
from mingtang.law.outcomes import OUTCOMES
from mingtang.law.sources import REGULATION, regulation

_IDENTITY = regulation("第三十二条", "征求意见书只写征求意见所需的内容")
_ATTACHED = regulation("第三十六条第二项", "可以公开的，向申请人提供该政府信息")
_FORM = regulation(
    "第四十条", "应当根据申请人的要求及行政机关保存政府信息的实际情况，确定提供政府信息的具体形式"
)
_ELEMENTS = regulation("第二十九条第二款第二项", "名称、文号或者便于行政机关查询的其他特征性描述")
GIVES = ("D1", "D3")  # the replies that hand out information: 予以公开, 部分公开
_TOKEN = re.compile(
    "第[零一二三四五六七八九十百]+条(?:第[零一二三四五六七八九十]+款)?(?:第[零一二三四五六七八九十]+项)?"
)
_MORE = re.compile(
    "(第[零一二三四五六七八九十百]+条)[^第]*?(?:第[零一二三四五六七八九十]+[款项])?((?:、第[零一二三四五六七八九十]+[款项])+)"
)


def outcome_fits_kind(file: File) -> Iterator[GateFinding]:
    """The letter is the one that belongs to the outcome."""
    if not file.kind.outcomes or file.kind.code == "P9":
        return
    label = file.outcome.label if file.outcome else file.facts.outcome
    ok = file.facts.outcome in file.kind.outcomes
    wanted = file.outcome.letter if file.outcome else ""
    todo = f"改用《{_titled(wanted)}》" if wanted else "先选定处理结果"
    cite = file.outcome.articles[0] if file.outcome else None
    yield file.finding(
        "outcome", ok, "文书种类与处理结果", f"处理结果是“{label or '未选定'}”，不能用《{file.letter.title}》，{todo}。",
        "、".join(file.kind.outcome_labels()) or file.letter.title, label or "未选定", cite, field="outcome",
    )  # fmt: skip


def _titled(code: str) -> str:
    from mingtang.disclosure.letters.catalogue import KINDS

    return KINDS[code].title if code in KINDS else "另一种文书"


def correction_says_its_outcome(file: File) -> Iterator[GateFinding]:
    """D22: what the letter says came of it is the result of the case."""
    said = file.letter.fields.get("result")
    if file.kind.code != "D22" or not said:
        return
    labels = dict(_options(file, "result"))
    yield file.finding(
        "result", said == file.facts.outcome, "处理结果", "文书写的处理结果与选定的不一致，改为一致后再签发。",
        labels.get(str(said), str(said)), labels.get(file.facts.outcome, file.facts.outcome or "未选定"),
        file.kind.cites[0], field="result",
    )  # fmt: skip


def articles_in(text: str) -> set[str]:
    """Every article a text cites, with paragraph and item; 第三十六条第二项、第三项 are two."""
    found = set(_TOKEN.findall(text))
    for head, rest in _MORE.findall(text):
        found |= {head + part for part in rest.split("、") if part}
    return found


def required_cites(file: File) -> list[Cite]:
    """The articles of the 条例 a letter must name: those of its outcome and of every withheld part."""
    if file.outcome is None or not file.kind.final:
        return []
    grounds = [str(row.get("ground", "")) for row in file.draft.rows("withheld")]
    cites = [*file.outcome.articles, *(c for g in grounds if g in OUTCOMES for c in OUTCOMES[g].articles)]
    return [cite for cite in dict.fromkeys(cites) if cite.instrument == REGULATION]


def articles_are_named(file: File) -> Iterator[GateFinding]:
    """The decision names its articles down to paragraph and item."""
    required = required_cites(file)
    if not required:
        return
    written = articles_in("".join(paragraph.text for paragraph in file.letter.of("decision")))
    wanted = sorted({cite.article for cite in required}, key=place)
    absent = [article for article in wanted if article not in written]
    yield file.finding(
        "basis", not absent, "依据条款", f"决定里没有写条例{'、'.join(absent)}，恢复由规则写出的依据后再签发。",
        "、".join(sorted(written, key=place)) or "没有写条款", "、".join(wanted), required[0],
    )  # fmt: skip


def remedy_is_right(file: File) -> Iterator[GateFinding]:
    """Bodies, order and periods are those of the date and the outcome; procedural letters carry none."""
    written = "".join(paragraph.text for paragraph in file.letter.of("remedy"))
    found = remedies_of(file.draft)
    if found is None or not found.routes:
        if file.letter.family == "letter":
            yield file.finding(
                "remedy", not written, "救济告知", "程序性文书不写救济途径，删去这一段。", written or "没有写", "不写",
            )  # fmt: skip
        return
    right = remedy_text(file.draft, found)
    yield file.finding(
        "remedy", written == right, "救济告知",
        "救济段落与成文日期、处理结果、机关种类选定的不一致，恢复由规则写出的段落。", written or "没有写", right,
        found.cites[0], field="dated_on",
    )  # fmt: skip
    yield from _remedy_names(file, found.bodies)


def _remedy_names(file: File, bodies: tuple[str, ...]) -> Iterator[GateFinding]:
    organ = file.facts.organ
    names = {"own_government": organ.government, "itself": organ.name}
    absent = [
        word for word, name in [("复议机关", names.get(body, organ.superior)) for body in bodies] if not name
    ]
    absent += [] if organ.court else ["人民法院"]
    yield file.finding(
        "remedy_names", not absent, "救济机关名称",
        f"机关设置里没有填{'、'.join(dict.fromkeys(absent))}的名称，文书只能写通称，请管理员补填。",
        "写了名称" if not absent else "写的是通称", "写明名称", level=WARN,
    )  # fmt: skip


def addressee_is_right(file: File) -> Iterator[GateFinding]:
    """The letter goes to the applicant, or to the side that is consulted."""
    if file.kind.addressee not in ("applicant", "third_party", "other_organ"):
        return
    consulted = file.facts.consulted
    right = (
        file.facts.applicant.name
        if file.kind.addressee == "applicant"
        else (consulted.name if consulted else "")
    )
    who = "案件的申请人" if file.kind.addressee == "applicant" else "征求意见的对象"
    yield file.finding(
        "addressee", bool(right) and file.letter.addressee == right, "收件人",
        f"抬头与{who}不一致，改为{who}的姓名或者名称。", file.letter.addressee or "没有写", right or f"没有登记{who}",
        file.kind.cites[0], field="to",
    )  # fmt: skip


def number_is_free(file: File) -> Iterator[GateFinding]:
    """A number belongs to the series and year of the letter and was never used."""
    letter = file.letter
    if not letter.series:
        return
    if not letter.number:
        yield file.finding("number", True, "文号", "", "签发时取号", "签发时取号")
        return
    shape = re.escape(number_of(letter.series, file.dated_on.year, None)).replace("　", "[1-9][0-9]*")
    shaped = re.fullmatch(shape, letter.number) is not None
    ok = shaped and letter.number not in file.desk.taken
    why = "已被别的文书占用" if shaped else f"不是{number_of(letter.series, file.dated_on.year, None)}的样式"
    yield file.finding(
        "number", ok, "文号", f"文号{letter.number}{why}，签发时由系统另取。", letter.number,
        "未被占用" if shaped else number_of(letter.series, file.dated_on.year, None),
    )  # fmt: skip


def description_is_verbatim(file: File) -> Iterator[GateFinding]:
    """The request is quoted letter by letter."""
    openings = file.letter.of("opening")
    if not openings:
        return
    written, right = openings[0].text, [quoted(each) for each in quotes(file.facts)]
    quote = re.search("“(.*)”", written, re.DOTALL)
    yield file.finding(
        "description", all(each in written for each in right), "申请内容",
        "文书引用的申请内容、补正内容与原文不一致，恢复原文。", quote[1] if quote else "没有引用", "".join(right), _ELEMENTS,
    )  # fmt: skip


def fields_are_filled(file: File) -> Iterator[GateFinding]:
    """Everything required was written, and no line is left open."""
    gaps = missing(file.kind.fields, file.letter.fields)
    names = [
        field.name
        for field in file.kind.fields
        if field.required and field.empty(file.letter.fields.get(field.name))
    ]
    yield file.finding(
        "fields", not gaps, "必填内容", f"还没有填：{'、'.join(gaps)}，填好后再签发。", f"缺{len(gaps)}项", "不缺",
        file.kind.cites[0], field=names[0] if names else "",
    )  # fmt: skip
    blanks = [paragraph for paragraph in file.letter.paragraphs if BLANK[:2] in paragraph.text]
    yield file.finding(
        "blanks", not blanks, "空白", f"文书里还有空白：{blanks[0].text[:40] if blanks else ''}……，补齐案卷或者填写内容。",
        f"{len(blanks)}段有空白", "没有空白",
    )  # fmt: skip


def attachments_agree(file: File) -> Iterator[GateFinding]:
    """As many attachments and pages as the case decided to disclose."""
    rows, kept = file.draft.rows("attachments"), file.facts.disclosed
    if file.kind.code not in GIVES:
        if file.kind.final and kept:
            yield file.finding(
                "attachments", False, "公开的信息",
                f"案卷里有{len(kept)}份“公开的信息”，这种答复不提供信息，先撤下，或者改用予以公开、部分公开的答复书。",
                "不提供信息", f"{len(kept)}份", _ATTACHED,
            )  # fmt: skip
        return
    if not rows and not kept:
        return
    left = f"{len(rows)}份{sum(int(row.get('pages') or 0) for row in rows)}页"
    right = f"{len(kept)}份{sum(item.pages or 0 for item in kept)}页"
    yield file.finding(
        "attachments", left == right, "附件", f"文书写附件{left}，案卷里决定公开的材料{right}，改附件或者补材料。",
        left, right, _ATTACHED, field="attachments",
    )  # fmt: skip


def nobody_else_is_named(file: File) -> Iterator[GateFinding]:
    """No identity number, phone or name of anybody but the addressee."""
    if file.letter.family == "form":
        return
    lines = [*(p.text for p in file.letter.paragraphs if not p.rows), *file.letter.attachments]
    text = "\n".join(lines)
    numbers_of = file.facts.applicant if file.kind.addressee == "applicant" else file.facts.consulted
    own = f"{numbers_of.identity} {numbers_of.contact}" if numbers_of else ""
    own += f" {file.facts.organ.phone}"
    own_words = _without_quotes(file, text)
    numbers = [number for number in (*identity_numbers(own_words), *phones(own_words)) if number not in own]
    yield file.finding(
        "personal", not numbers, "他人信息", "文书里有他人的证件号码或者手机号码，删去或者遮盖后再签发。",
        "、".join(number[:3] + "****" + number[-2:] for number in numbers) or "没有", "没有", _IDENTITY,
    )  # fmt: skip
    yield from _names(file, text)


def _without_quotes(file: File, text: str) -> str:
    """The letter without what it quotes from the applicant: that stays letter by letter, whoever it mentions.

    Only in letters to the applicant: nobody else is to read those words.
    """
    if file.kind.addressee != "applicant":
        return text
    for quote in quotes(file.facts):
        text = text.replace(f"“{quote}”", "“”")
    return text


def _names(file: File, text: str) -> Iterator[GateFinding]:
    quoted = _without_quotes(file, text)
    told = {file.facts.applicant.name, file.letter.addressee, file.facts.organ.name}
    names = sorted(name for name in file.desk.others - told if len(name) > 1 and name in quoted)
    yield file.finding(
        "names", not names, "其他申请人", "文书里出现了其他申请人的姓名或者名称，确有需要才保留。",
        f"{len(names)}处" if names else "没有", "没有", level=WARN,
    )  # fmt: skip
    if file.kind.addressee == "third_party":
        shown = file.facts.applicant.name in text
        yield file.finding(
            "applicant_hidden", not shown, "申请人身份", "给第三方的文书写出了申请人是谁，删去。",
            "写出了申请人" if shown else "没有写", "不写", _IDENTITY,
        )  # fmt: skip


def delivery_as_wanted(file: File) -> Iterator[GateFinding]:
    """The letter goes the way the applicant asked."""
    if file.kind.addressee != "applicant" or not file.kind.final or not file.facts.wanted_delivery:
        return
    chosen, wanted = delivery_of(file.draft), file.facts.wanted_delivery
    ways = dict(_options(file, "delivery"))
    yield file.finding(
        "delivery", chosen == wanted, "送达方式", "送达方式与申请人要求的途径不一致，改回来，或者写明为什么做不到。",
        ways.get(chosen, chosen), ways.get(wanted, wanted), _FORM, level=WARN, field="delivery",
    )  # fmt: skip


def _options(file: File, name: str) -> tuple[tuple[str, str], ...]:
    field = file.kind.field(name)
    return field.options if field else ()


CHECKS = (
    outcome_fits_kind,
    correction_says_its_outcome,
    articles_are_named,
    remedy_is_right,
    addressee_is_right,
    number_is_free,
    description_is_verbatim,
    fields_are_filled,
    attachments_agree,
    nobody_else_is_named,
    delivery_as_wanted,
)
