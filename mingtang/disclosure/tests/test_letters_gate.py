"""The gate: every sample passes; one test for every way a letter may disagree with its case."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from mingtang.disclosure.letters import KINDS, Desk, EarlierReply, check, compose, kind_for
from mingtang.disclosure.letters.gate import BLOCK, CHECKS, WARN, passes
from mingtang.disclosure.letters.gate.paper import articles_in
from mingtang.disclosure.letters.gate.personal import identity_numbers, phones
from mingtang.disclosure.story import Extension, Supplement
from mingtang.law.cite import Cite
from mingtang.law.clock import Event

from .letters_samples import (
    APPROVED,
    DECIDED,
    EXPLAINED,
    FACTS,
    FORMS,
    HEARD,
    IN_TIME,
    ORGAN,
    PERSON,
    RECEIVED,
    REVIEWS,
    STORY,
    WAITING,
    corrections,
    procedural,
    replies,
)

SAMPLES = {**procedural(), **FORMS}
SAMPLES = {code: (code, *rest) for code, rest in SAMPLES.items()}
SAMPLES |= {name: (kind_for(name).code, *rest) for name, rest in {**replies(), **corrections()}.items()}


def judged(
    name,
    *,
    fields=None,
    facts=None,
    story=None,
    on=None,
    today=None,
    taken=(),
    others=(),
    number=None,
    edit=None,
):
    """The findings about a sample in which something was changed, by code."""
    code, base, written, day = SAMPLES[name]
    changed = replace(base, **(facts or {}))
    changed = replace(changed, story=replace(changed.story, **story)) if story else changed
    dated = on or day
    letter = compose(code, changed, {**written, **(fields or {})}, dated, number)
    letter = edit(letter) if edit else letter
    desk = Desk(today or dated or RECEIVED, frozenset(taken), frozenset(others))
    return {finding.code: finding for finding in check(letter, changed, desk)}


def blocked(name, code, **changes):
    """The finding ``code``, which must block after the change and pass without it."""
    before = judged(name).get(code)
    assert before is None or before.ok
    found = judged(name, **changes)[code]
    assert found.blocks, found
    return found


def rewritten(role, text):
    def edit(letter):
        kept = tuple(replace(p, text=text) if p.role == role else p for p in letter.paragraphs)
        return replace(letter, paragraphs=kept)

    return edit


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_every_sample_passes(name):
    findings = judged(name).values()
    assert [finding for finding in findings if not finding.ok] == []
    assert findings


DEMANDING = [
    name for name, (code, *_) in SAMPLES.items() if any(field.required for field in KINDS[code].fields)
]


@pytest.mark.parametrize("name", sorted(DEMANDING))
def test_an_empty_letter_never_passes_silently(name):
    code, facts, _, on = SAMPLES[name]
    assert not passes(check(compose(code, facts, {}, on), facts, Desk(on or RECEIVED)))


def test_every_finding_gives_both_sides_and_what_to_do():
    empty = compose("D3", replace(FACTS, outcome="state_secret", story=WAITING), {}, date(2022, 12, 1))
    findings = check(empty, replace(FACTS, outcome="state_secret", story=WAITING), Desk(date(2022, 11, 1)))
    wrong = [finding for finding in findings if not finding.ok]
    assert len(wrong) >= 8
    for finding in findings:
        assert finding.title and finding.sentence.endswith("。")
        assert finding.left and finding.right
        assert finding.level in (BLOCK, WARN)
        assert finding.cite is None or isinstance(finding.cite, Cite)
        assert "！" not in finding.sentence and "请您" not in finding.sentence
    assert [finding.blocks for finding in findings] == sorted((f.blocks for f in findings), reverse=True)
    assert len(CHECKS) >= 25


# --- the paper -------------------------------------------------------------------------------------------------


def test_outcome_and_kind_belong_together():
    found = blocked("disclosed", "outcome", facts={"outcome": "state_secret"})
    assert found.right == "属于国家秘密" and "改用《政府信息公开申请不予公开答复书》" in found.sentence
    assert "先选定处理结果" in judged("disclosed", facts={"outcome": ""})["outcome"].sentence


@pytest.mark.parametrize("name", ["state_secret", "partial", "repeat", "abusive_volume", "petition"])
def test_the_decision_names_its_articles(name):
    found = blocked(name, "basis", edit=rewritten("decision", "本机关决定如下。"))
    assert found.left == "没有写条款"


def test_an_article_without_its_item_is_not_enough():
    found = blocked(
        "disclosed", "basis", edit=rewritten("decision", "根据《条例》第三十六条的规定，决定公开。")
    )
    assert (found.left, found.right) == ("第三十六条", "第三十六条第二项")


def test_articles_are_read_from_text():
    text = "根据《条例》第十五条、第三十六条第二项、第三项、第三十七条和第十六条第二款的规定"
    assert articles_in(text) == {
        "第十五条",
        "第三十六条第二项",
        "第三十六条第三项",
        "第三十七条",
        "第十六条第二款",
    }


@pytest.mark.parametrize("text", ["如不服，可以申请行政复议。", ""])
def test_the_remedy_is_that_of_the_date_and_the_outcome(text):
    blocked("state_secret", "remedy", edit=rewritten("remedy", text))


def test_the_remedy_of_the_old_law_does_not_pass_under_the_new():
    old = judged("state_secret")["remedy"].left
    late = date(2024, 3, 1)
    found = judged("state_secret", on=late, edit=rewritten("remedy", old))["remedy"]
    assert found.blocks and "先向" in found.right


def test_a_procedural_letter_with_a_remedy_does_not_pass():
    def edit(letter):
        more = replace(letter.paragraphs[-1], role="remedy", text="可以申请行政复议。")
        return replace(letter, paragraphs=(*letter.paragraphs, more))

    blocked("P3", "remedy", edit=edit)


def test_bodies_without_names_are_pointed_out():
    found = judged("disclosed", facts={"organ": replace(ORGAN, court="", government="")})["remedy_names"]
    assert found.warns and "复议机关、人民法院" in found.sentence


@pytest.mark.parametrize("name", ["disclosed", "P3", "P6", "P11"])
def test_the_addressee_is_the_right_one(name):
    blocked(name, "addressee", edit=lambda letter: replace(letter, addressee="某某公司"))


def test_a_consultation_without_a_party_has_no_addressee():
    assert judged("P6", facts={"consulted": None})["addressee"].blocks


def test_a_number_is_used_once():
    number = "楚审依复〔2022〕9号"
    assert judged("disclosed", number=number)["number"].ok
    assert "已被别的文书占用" in blocked("disclosed", "number", number=number, taken=[number]).sentence


@pytest.mark.parametrize(
    "number", ["楚审依补〔2022〕9号", "楚审依复〔2021〕9号", "楚审依复〔2022〕09号", "9号"]
)
def test_a_number_of_another_series_or_year_does_not_pass(number):
    blocked("disclosed", "number", number=number)


def test_the_request_is_quoted_as_it_was_written():
    blocked(
        "disclosed", "description", edit=rewritten("opening", "本机关收到申请，申请公开的内容为“别的材料”。")
    )
    blocked("disclosed", "description", edit=rewritten("opening", "本机关收到申请。"))


def test_required_fields_are_filled():
    found = judged("state_secret", fields={"level": "", "reason": ""})["fields"]
    assert found.blocks and "密级、理由" in found.sentence and found.field == "level"


def test_open_lines_do_not_go_out():
    assert judged("special_access", fields={"office": ""})["blanks"].blocks
    assert judged("P2", story={"received_on": None})["blanks"].blocks


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [{"name": "江北智慧物流园一期项目材料", "pages": 38}],
        [{"name": "一", "pages": 18}, {"name": "二", "pages": 18}],
    ],
)
@pytest.mark.parametrize("name", ["disclosed", "partial"])
def test_attachments_agree_with_the_case(name, rows):
    found = blocked(name, "attachments", fields={"attachments": rows})
    assert found.right == "1份36页"


def test_letters_without_attachments_need_none():
    assert "attachments" not in judged("disclosed", fields={"attachments": []}, facts={"disclosed": ()})


@pytest.mark.parametrize(
    "said", ["联系人张某，身份证号420102198801011234", "电话139-0000-1234", "手机１３９０００００００１"]
)
def test_other_peoples_numbers_do_not_go_out(said):
    found = blocked("petition", "personal", fields={"reason": f"你单位反映的事项由举报人提出，{said}"})
    assert "****" in found.left
    assert "1234" not in found.left


def test_the_applicants_own_numbers_may_stand():
    own = f"你的证件号码{PERSON.identity}、电话{PERSON.contact}与档案一致，但申请的内容是举报"
    assert judged("petition", facts={"applicant": PERSON}, fields={"reason": own})["personal"].ok


def test_numbers_are_recognised():
    assert list(identity_numbers("甲110101199003070039乙，123456789012345678，11010119900307003X")) == [
        "110101199003070039",
        "11010119900307003X",
    ]
    assert list(phones("13800002207，138 0000 2207，0700-3612345，2022年138000022071")) == [
        "13800002207",
        "13800002207",
    ]


def test_names_of_other_applicants_are_pointed_out():
    found = judged(
        "petition", fields={"reason": "同一事项李大明已经提出过，本件是举报"}, others=["李大明", "罗启明"]
    )["names"]
    assert found.warns and found.left == "1处"
    assert judged("petition", others=["李大明"])["names"].ok


def test_a_third_party_does_not_learn_who_asks():
    blocked("P6", "applicant_hidden", fields={"subject": f"附表三，{FACTS.applicant.name}申请公开"})


def test_another_way_of_delivery_is_pointed_out():
    assert judged("disclosed", fields={"delivery": "counter"})["delivery"].warns


# --- the days --------------------------------------------------------------------------------------------------


def test_a_reply_is_dated_by_the_due_day():
    found = blocked("partial", "due", on=date(2022, 10, 25), today=DECIDED)
    assert (found.left, found.right, found.sign) == ("2022年10月25日", "2022年10月24日", "＞")


def test_a_late_reply_can_still_go_out_with_a_reason():
    late = date(2022, 10, 26)
    found = judged("partial", on=late, today=late)
    assert found["due"].warns
    assert passes(tuple(found.values()))


def test_the_last_day_is_in_time():
    assert judged("partial", on=DECIDED)["due"].ok


def test_a_letter_is_not_dated_ahead():
    blocked("disclosed", "future", on=IN_TIME, today=IN_TIME - timedelta(days=1))


def test_a_letter_dated_back_is_pointed_out():
    assert judged("disclosed", today=IN_TIME + timedelta(days=1))["backdated"].warns


def test_a_letter_needs_its_day():
    code, facts, fields, _ = SAMPLES["disclosed"]
    found = {f.code: f for f in check(compose(code, facts, fields, None), facts, Desk(IN_TIME))}
    assert found["dated"].blocks


def test_a_letter_is_not_older_than_what_it_tells():
    found = blocked("partial", "facts", on=date(2022, 9, 23), today=DECIDED)
    assert found.right == "收到意见2022年9月26日"


@pytest.mark.parametrize(("days", "ok"), [(0, False), (1, True), (20, True), (21, False)])
def test_an_extension_is_at_most_20_working_days(days, ok):
    asked = Extension(days, "材料较多", date(2022, 9, 26), "刘敏", date(2022, 9, 27))
    found = judged("P5", fields={"workdays": days or None}, story={"extension": asked})
    assert found["extension_days"].ok is ok


@pytest.mark.parametrize(
    "asked", [None, Extension(10, "材料较多", date(2022, 9, 26)), replace(APPROVED.extension, workdays=5)]
)
def test_an_extension_is_approved_first(asked):
    blocked("P5", "extension_approved", story={"extension": asked}, fields={"workdays": 10})


def test_an_extension_is_told_before_the_due_day():
    assert judged("P5", on=date(2022, 10, 9))["extension_told"].ok
    blocked("P5", "extension_told", on=date(2022, 10, 10))


def test_the_extension_passes_also_once_its_act_is_in_the_case():
    _, facts, _, on = SAMPLES["P5"]
    told = {
        "extension": replace(facts.story.extension, noticed_on=on),
        "events": (Event("extended", on, "", {"workdays": 10}),),
    }
    assert passes(tuple(judged("P5", story=told).values()))


def test_a_supplement_is_asked_once():
    asked = Supplement(date(2022, 9, 7), date(2022, 9, 20), ({"item": "x", "guidance": "y"},))
    blocked("P3", "supplement_once", story={"supplement": asked})


def test_the_supplement_passes_also_once_its_act_is_in_the_case():
    assert passes(
        tuple(judged("P3", story={"supplement": WAITING.supplement, "events": WAITING.events}).values())
    )


def test_a_supplement_is_asked_within_7_working_days():
    assert judged("P3", on=date(2022, 9, 15))["supplement_in_time"].ok
    found = blocked("P3", "supplement_in_time", on=date(2022, 9, 16))
    assert found.right == "2022年9月15日"


@pytest.mark.parametrize(
    "items", [[], [{"item": "没有写明项目", "guidance": ""}], [{"item": "", "guidance": "写明项目"}]]
)
def test_every_point_of_a_supplement_has_guidance(items):
    blocked("P3", "supplement_items", fields={"items": items})


@pytest.mark.parametrize("name", ["P3", "P4", "P11"])
def test_deadlines_lie_ahead(name):
    day = SAMPLES[name][3].isoformat()
    blocked(name, "deadline", fields={"deadline": day})


def test_a_delay_needs_the_explanation_first():
    blocked("P14", "delay_reasons", story={"reasons_given_on": None})


def test_a_delay_is_told_by_the_due_day():
    assert judged("P14", on=date(2022, 10, 9))["delay_told"].ok
    blocked("P14", "delay_told", on=date(2022, 10, 10))


def test_a_delay_ends_after_the_due_day():
    blocked("P14", "delay_until", fields={"until": "2022-10-09"})


def test_a_fee_is_asked_while_the_period_runs():
    assert judged("P12", on=date(2022, 10, 9))["fee_in_time"].ok
    blocked("P12", "fee_in_time", on=date(2022, 10, 10))
    assert judged(
        "P12", story={"supplement": WAITING.supplement, "events": WAITING.events}, on=date(2022, 9, 15)
    )["fee_in_time"].blocks


@pytest.mark.parametrize(
    "fields", [{"amount": 8600}, {"amount": None}, {"mode": ""}, {"count": 30, "amount": 0}]
)
def test_the_amount_is_that_of_the_tariff(fields):
    blocked("P12", "fee_amount", fields=fields)


def test_the_fee_passes_also_once_its_act_is_in_the_case():
    on = SAMPLES["P12"][3]
    assert passes(tuple(judged("P12", story={"events": (Event("fee_notice", on),)}).values()))


@pytest.mark.parametrize("name", ["supplement_lapsed", "fee_unpaid"])
def test_a_lapse_waits_for_the_last_day(name):
    story = SAMPLES[name][1].story
    end = story.supplement.deadline if story.supplement else story.fee.pay_by
    blocked(name, "lapsed", on=end)


def test_what_came_is_no_lapse():
    came = replace(WAITING.supplement, received_on=date(2022, 9, 27))
    blocked(
        "supplement_lapsed",
        "lapsed",
        story={
            "supplement": came,
            "events": (*WAITING.events, Event("supplement_received", date(2022, 9, 27))),
        },
    )
    fee = SAMPLES["fee_unpaid"][1].story.fee
    blocked("fee_unpaid", "lapsed", story={"fee": replace(fee, paid_on=date(2022, 10, 8))})
    blocked("fee_unpaid", "lapsed", story={"fee": None})


def test_what_was_sent_in_time_is_no_lapse_before_anybody_confirmed_it():
    sent = replace(WAITING.supplement, submitted_on=WAITING.supplement.deadline)
    blocked("supplement_lapsed", "lapse_supplied", story={"supplement": sent})


def test_what_was_sent_late_is_looked_at_and_the_letter_does_not_deny_it():
    code, facts, fields, on = SAMPLES["supplement_lapsed"]
    late = replace(WAITING.supplement, submitted_on=WAITING.supplement.deadline + timedelta(days=1))
    story = replace(facts.story, supplement=late)
    assert judged("supplement_lapsed", story={"supplement": late})["lapse_supplied"].warns
    text = "".join(p.text for p in compose(code, replace(facts, story=story), fields, on).paragraphs)
    assert "没有补正" not in text and "2022年10月1日才提交补正材料" in text


# --- the grounds -----------------------------------------------------------------------------------------------

REFUSED = [
    "state_secret",
    "barred_by_law",
    "security_stability",
    "third_party",
    "internal_affairs",
    "process_information",
    "enforcement_file",
]


@pytest.mark.parametrize("reason", ["", "不公开", "依法确定为国家秘密的政府信息"])
@pytest.mark.parametrize("name", REFUSED)
def test_a_refusal_has_reasons_of_its_own(name, reason):
    found = judged(name, fields={"reason": reason})["reasons"]
    copied = reason.startswith("依法") and name != "state_secret"
    assert found.blocks is not copied


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [{"part": "附表三", "ground": "third_party", "reason": ""}],
        [{"part": "附表三", "reason": "影响第三方后续投标的竞争"}],
    ],
)
def test_every_withheld_part_has_its_ground_and_reason(rows):
    blocked("partial", "withheld", fields={"withheld": rows})


@pytest.mark.parametrize("said", ["", "可以分开"])
def test_a_partial_reply_says_how_it_was_separated(said):
    blocked("partial", "separability", fields={"separability": said})


@pytest.mark.parametrize("name", ["third_party", "partial"])
@pytest.mark.parametrize(
    "consultations", [(), (replace(HEARD, answer="consent"),), (replace(HEARD, answer="silence"),)]
)
def test_a_third_partys_interest_rests_on_their_answer_or_on_a_weighing(name, consultations):
    blocked(name, "third_party", story={"consultations": consultations})
    weighed = tuple(replace(item, weighed="公开会损害第三方，没有更大的公共利益。") for item in consultations)
    if weighed:
        assert judged(name, story={"consultations": weighed})["third_party"].ok


def test_what_was_refused_is_disclosed_only_after_weighing():
    assert judged(
        "disclosed",
        story={"consultations": (HEARD,), "events": SAMPLES["partial"][1].story.events},
        on=DECIDED,
    )["override"].blocks
    blocked("P9", "override", story={"consultations": (HEARD,)})


def test_in_part_too_what_was_refused_is_withheld_or_weighed():
    withheld = [{**row, "ground": "process_information"} for row in SAMPLES["partial"][2]["withheld"]]
    found = judged("partial", fields={"withheld": withheld})
    assert found["override"].blocks
    assert "override" not in judged("partial")  # the part of the third party is withheld
    weighed = (replace(HEARD, weighed="关系公共安全，不公开影响重大。"),)
    assert judged("partial", fields={"withheld": withheld}, story={"consultations": weighed})["override"].ok


@pytest.mark.parametrize("name", ["disclosed", "partial"])
def test_a_co_maker_that_does_not_agree_is_not_passed_over(name):
    against = replace(HEARD, party="co_maker", ref="c2", answer="refuse")
    found = judged(name, story={"consultations": (*SAMPLES[name][1].story.consultations, against)})
    assert found["co_maker"].warns
    agreed = replace(against, answer="consent")
    assert "co_maker" not in judged(name, story={"consultations": (*SAMPLES[name][1].story.consultations, agreed)})


def test_the_organ_in_the_file_is_the_one_the_letter_names():
    told = SAMPLES["not_responsible"][2]["organ"]
    assert judged("not_responsible", story={"transferred_to": told})["elsewhere_told"].ok
    blocked("not_responsible", "elsewhere_told", story={"transferred_to": "楚江市档案馆"})
    blocked(
        "not_responsible", "elsewhere_told", story={"transferred_to": told},
        fields={"organ": "", "unknown": "本机关不能确定负责公开的机关"},
    )  # fmt: skip


def test_a_fact_learned_late_does_not_hide_what_stands_before_it():
    """The file is in the order of the entries, the clock in the order of the days."""
    late = (Event("extended", date(2022, 9, 30), "", {"workdays": 10}), Event("reasons_asked", date(2022, 9, 28)))
    story = {"events": (Event("delayed", date(2022, 11, 1), "", {"until": "2022-12-01"}), *late)}
    assert judged("not_held", story=story, on=date(2022, 10, 21))["due"].ok


def test_no_reply_while_a_consultation_is_open():
    waiting = (replace(HEARD, answer="", answered_on=None),)
    blocked("not_held", "consultations", story={"consultations": waiting})


@pytest.mark.parametrize("name", ["P6", "P8", "P10", "P11", "P9"])
def test_a_consultation_letter_belongs_to_a_consultation(name):
    blocked(name, "consultation", facts={"ref": "c9"})


@pytest.mark.parametrize(("name", "party"), [("P6", "co_maker"), ("P10", "third_party"), ("P11", "co_maker")])
def test_a_consultation_letter_fits_the_party(name, party):
    item = SAMPLES[name][1].story.consultations[0]
    blocked(name, "consultation", story={"consultations": (replace(item, party=party),)})


def test_what_is_not_held_was_searched():
    blocked("not_held", "search", story={"searches": ()})


@pytest.mark.parametrize(
    "earlier",
    [
        None,
        EarlierReply("", date(2022, 5, 6)),
        EarlierReply("楚审依复〔2022〕3号", date(2022, 5, 6), same_applicant=False),
        EarlierReply("楚审依复〔2022〕3号", date(2022, 12, 6)),
    ],
)
def test_a_repeat_has_its_first_reply(earlier):
    blocked("repeat", "repeat", facts={"earlier": earlier})


def test_another_organ_is_named_or_the_reason_given():
    blocked("not_responsible", "elsewhere", fields={"organ": "", "unknown": ""})
    assert judged("not_responsible", fields={"organ": "", "unknown": "机构改革后职能去向不明"})[
        "elsewhere"
    ].ok
    assert judged("not_responsible", fields={"contact": ""})["elsewhere_contact"].warns
    assert judged("not_responsible", fields={"reason": ""})["fields"].blocks


def test_abuse_is_refused_only_after_an_explanation_was_asked():
    blocked(
        "abusive_volume",
        "explained",
        story={"reasons_asked_on": None, "reasons_given_on": None, "reasons_deadline": None},
    )
    blocked("abusive_volume", "explained", story={"reasons_given_on": None}, on=date(2022, 9, 16))
    assert judged("abusive_volume", story={"reasons_given_on": None}, on=date(2022, 9, 19))["explained"].ok
    assert EXPLAINED.reasons_given_on


def test_unclear_after_a_supplement_needs_the_supplement():
    blocked("unclear_after_supplement", "supplemented", story={"supplement": None, "events": ()})


def test_no_decision_while_the_applicant_is_waited_for():
    blocked("disclosed", "waiting", story={"supplement": WAITING.supplement, "events": WAITING.events})


@pytest.mark.parametrize(
    ("reviews", "said"), [((), "承办科室、分管领导"), (REVIEWS[:1], "分管领导"), (REVIEWS[1:], "承办科室")]
)
def test_the_review_is_complete(reviews, said):
    assert f"还缺{said}的审核" in blocked("partial", "review", story={"reviews": reviews}).sentence


def test_a_review_of_an_older_draft_does_not_count():
    blocked("partial", "review", story={"draft": 2})


def test_a_case_without_a_section_needs_no_section_review():
    assert judged("partial", story={"reviews": REVIEWS[1:], "sections": ()})["review"].ok
    assert STORY.section is not None


def test_a_letter_of_last_year_would_change_a_report_that_is_out():
    assert judged("disclosed", today=date(2023, 1, 4))["backdated"].blocks


def test_a_correction_letter_says_what_came_of_it():
    fields = {**SAMPLES["corrected"][2], "result": "correction_refused"}
    found = blocked("corrected", "result", fields=fields)
    assert (found.left, found.right) == ("不予更正", "予以更正")
