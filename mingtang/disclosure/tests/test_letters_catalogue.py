"""The catalogue: every paper of the rules is there, with its outcomes, numbers and effects."""

import pytest

from mingtang.disclosure.letters.catalogue import KINDS, kind_for
from mingtang.disclosure.letters.catalogue.kind import LetterKind
from mingtang.disclosure.letters.fields import Field, missing, read
from mingtang.disclosure.letters.wording import BODIES
from mingtang.law.clock import KINDS as CLOCK_EVENTS
from mingtang.law.letters import LETTERS
from mingtang.law.outcomes import OUTCOMES

PROCEDURAL = [f"P{n}" for n in range(1, 15) if n != 13]
REPLIES = [f"D{n}" for n in range(1, 23)]


def test_every_paper_of_the_rules_is_in_the_catalogue():
    assert sorted(KINDS) == sorted([*PROCEDURAL, *REPLIES, "A1", "R1", "R2"])
    assert set(LETTERS) <= set(KINDS)
    assert set(BODIES) == set(KINDS)


@pytest.mark.parametrize("code", sorted(KINDS))
def test_every_kind_is_whole(code):
    kind = KINDS[code]
    assert kind.title and kind.label and kind.cites
    assert kind.family in ("letter", "form")
    assert kind.event == "" or kind.event in CLOCK_EVENTS
    names = [field.name for field in kind.fields]
    assert len(names) == len(set(names))
    assert all(field.options for field in kind.fields if field.kind == "choice")
    assert all(field.columns for field in kind.fields if field.kind == "list")
    assert kind.numbered == (kind.family == "letter")


@pytest.mark.parametrize("code", sorted(OUTCOMES))
def test_every_outcome_has_the_letter_the_law_names(code):
    kind = kind_for(code)
    if OUTCOMES[code].letter == "":
        assert kind is None
    else:
        assert kind is not None
        assert kind.code == OUTCOMES[code].letter
        assert code in kind.outcomes
        assert kind.final


def test_corrections_have_their_letter():
    assert {
        kind_for(code).code for code in ("corrected", "correction_refused", "correction_transferred")
    } == {"D22"}
    assert kind_for("nonsense") is None


def test_only_decisions_tell_remedies():
    assert {code for code, kind in KINDS.items() if kind.remedy} == {*REPLIES, "P9"}
    assert {code for code, kind in KINDS.items() if kind.remedy} == {
        c for c, letter in LETTERS.items() if letter.remedy
    }


def test_series_of_the_acts():
    wanted = {
        "P2": "回",
        "P3": "补",
        "P4": "理",
        "P5": "延",
        "P6": "征",
        "P8": "告",
        "P11": "函",
        "P12": "费",
        "D3": "复",
        "D22": "更",
        "P1": "",
    }
    assert {code: KINDS[code].suffix for code in wanted} == wanted


def test_a_kind_with_an_unknown_addressee_is_refused():
    with pytest.raises(ValueError, match="收件人"):
        LetterKind("X", "x", "x", "x", "nobody")


FIELDS = (
    Field("name", "名称"),
    Field("text", "说明", "long", False),
    Field("day", "日期", "date"),
    Field("pages", "页数", "int", False),
    Field("amount", "金额", "money"),
    Field("way", "方式", "choice", options=(("post", "邮寄"), ("counter", "当面"))),
    Field("rows", "事项", "list", columns=(Field("item", "事项"), Field("guidance", "办法"))),
)


def test_fields_come_out_as_plain_values():
    raw = {
        "name": " 甲 ",
        "day": "2022-09-05",
        "pages": "36",
        "amount": 380,
        "way": "post",
        "rows": ["一", {"item": "二", "guidance": "补"}],
        "more": 1,
    }
    values, errors = read(FIELDS, raw)
    assert errors == {}
    assert values == {
        "name": "甲",
        "day": "2022-09-05",
        "pages": 36,
        "amount": 380,
        "way": "post",
        "rows": [{"item": "一"}, {"item": "二", "guidance": "补"}],
    }
    assert missing(FIELDS, values) == ["事项第1行“办法”"]


def test_missing_fields_are_named():
    assert missing(FIELDS, {}) == ["名称", "日期", "金额", "方式", "事项"]


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("day", "2022-02-30", "不存在"),
        ("day", "9月5日", "写法不对"),
        ("pages", "三", "整数"),
        ("pages", "-1", "整数"),
        ("pages", True, "整数"),
        ("amount", "99999999999", "整数"),
        ("way", "pigeon", "从邮寄、当面里选"),
        ("name", "长" * 201, "最多200字"),
        ("rows", "x", "最多写200行"),
        ("rows", [1], "分项填写"),
        ("rows", [{"item": "长" * 201}], "最多200字"),
        ("rows", ["x"] * 201, "最多写200行"),
    ],
)
def test_a_wrong_value_is_refused_with_its_reason(name, value, said):
    values, errors = read(FIELDS, {name: value})
    assert said in errors[name]
    assert name not in values


def test_a_field_of_an_unknown_kind_is_refused():
    with pytest.raises(ValueError, match="种类"):
        Field("x", "x", "video")
