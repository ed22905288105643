"""What each rule marks and what it lets pass; nothing of a number is left in what is stored."""

import json
import re
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mingtang.publishing.checks.book import Book, Person, Word, Words, shipped
from mingtang.publishing.checks.examining import examine
from mingtang.publishing.checks.extraction.results import table_passage
from mingtang.publishing.checks.folding import concealed, digits, excerpt, fold
from mingtang.publishing.checks.passages import Finding, Passage
from mingtang.publishing.checks.rules.numbers import (
    checked_credit_code,
    checked_identity,
    luhn,
    masked_for_page,
)

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def number_of(region: str, born: date, serial: int) -> str:
    """An identity number that checks, of nobody."""
    body = f"{region}{born:%Y%m%d}{serial:03}"
    return body + "10X98765432"[sum(w * int(c) for w, c in zip(WEIGHTS, body, strict=True)) % 11]


def card_of(body: str) -> str:
    """A card number that checks."""
    return next(body + last for last in "0123456789" if luhn(body + last))


PERSON = number_of("429900", date(1990, 1, 1), 12)
WITH_X = next(n for n in (number_of("429900", date(1985, 5, 5), s) for s in range(999)) if n.endswith("X"))
CARD = card_of("622202170800123456")
PLAIN = Book()


def found(text: str, kind: str = "body", book: Book = PLAIN) -> dict[str, str]:
    """The rules that mark a text, with their level."""
    return {each.rule: each.level for each in examine(Passage("正文", text, kind), book)}  # type: ignore[arg-type]


def of(text: str, rule: str, book: Book = PLAIN) -> Finding:
    return next(each for each in examine(Passage("正文", text, "body"), book) if each.rule == rule)


@pytest.mark.parametrize(
    "text",
    [
        PERSON,
        f"身份证号：{PERSON}。",
        f"证件{PERSON[:6]} {PERSON[6:14]} {PERSON[14:]}号",
        f"{PERSON[:6]}-{PERSON[6:14]}—{PERSON[14:]}",
        "".join(chr(ord(char) + 0xFEE0) for char in PERSON),
        WITH_X.lower(),
        WITH_X[:-1] + "ｘ",
        "\u200b".join(PERSON),
        f"12 {PERSON} 3",
    ],
)
def test_identity_numbers_are_found_however_they_are_written(text: str) -> None:
    assert found(text)["identity_number"] == "block"


@pytest.mark.parametrize(
    "text",
    [
        PERSON[:-1] + ("1" if PERSON[-1] != "1" else "2"),
        PERSON[:10] + "1399" + PERSON[14:],
        "统一社会信用代码：" + "91420600MA4900001Q",
        PERSON + "0",
        "420606********1234",
        "2022-10-24 2022-10-25",
    ],
)
def test_other_long_numbers_are_no_identity_numbers(text: str) -> None:
    assert "identity_number" not in found(text)


def test_a_credit_code_of_digits_alone_is_no_identity_number() -> None:
    code = next(
        code
        for code in (number_of("914206", date(1990, 1, 1), serial) for serial in range(999))
        if checked_credit_code(code)
    )
    assert checked_identity(code)
    assert "identity_number" not in found(f"代码{code}")


@given(st.text(alphabet="0123456789Xx", min_size=18, max_size=18))
@example(PERSON)
def test_the_check_digit_decides(text: str) -> None:
    said = "identity_number" in found(text)
    plain = text.upper()
    may = (
        plain[:17].isdigit()
        and checked_identity(plain)
        and not (plain[0] == "9" and checked_credit_code(plain))
    )
    assert said == may


@given(
    st.text(alphabet="甲乙，。 \n", max_size=20),
    st.dates(date(1930, 1, 1), date(2020, 12, 31)),
    st.integers(0, 999),
    st.sampled_from(["", " ", "-", "－", "\u200b"]),
    st.text(alphabet="丙丁，。 \n", max_size=20),
)
def test_a_number_in_noise_is_found_and_never_stored(
    before: str, born: date, serial: int, gap: str, after: str
) -> None:
    number = number_of("429900", born, serial)
    findings = examine(Passage("正文", before + gap.join(number) + after, "body"), PLAIN)
    assert any(each.rule == "identity_number" for each in findings)
    kept = digits(fold(json.dumps([each.as_dict() for each in findings], ensure_ascii=False)))
    assert number not in kept and number[6:14] not in "".join(each.excerpt for each in findings)


@settings(max_examples=200)
@given(
    st.text(alphabet="0123456789Xx -－０１２３４５６７８９\u200b，字\t\n", max_size=80),
    st.integers(0, 80),
    st.integers(1, 20),
)
def test_an_excerpt_never_holds_a_full_number(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    shown = fold(excerpt(text, start, min(len(text), start + length)))
    assert not re.search(r"(?:\d[ \-\u200b]{0,3}){10,}\d", shown)
    assert not re.search(r"(?:\d[ \-\u200b]{0,3}){10,}\d", concealed(text))


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("联系人王某，13800138000", "warn"),
        ("电话138 0013 8000", "warn"),
        ("电话１３８－００１３－８０００", "warn"),
        ("+8613800138000", "warn"),
        ("13800138000、13900139000、13700137000", "block"),
        ("0710-3456789", None),
        ("编号1380013800012", None),
        ("138****8000", None),
    ],
)
def test_mobile_phones(text: str, level: str | None) -> None:
    assert found(text).get("mobile_phone") == level


def test_a_phone_in_a_table_blocks_and_a_published_one_passes() -> None:
    table = table_passage("表格", [["姓名", "电话"], ["甲", "13800138000"], ["乙", "13900139000"]], None, {})
    finding = next(each for each in examine(table, PLAIN) if each.rule == "mobile_phone")
    assert (finding.level, finding.count, finding.where) == ("block", 2, "表格 第2行第2列、第3行第2列")
    assert not [
        each
        for each in examine(table, Book(numbers=frozenset(["13800138000", "13900139000"])))
        if each.rule == "mobile_phone"
    ]


@pytest.mark.parametrize(
    ("text", "level"),
    [
        (CARD, "block"),
        (f"开户行账号：{card_of('123456789012345678')}", "block"),
        (card_of("1234567890123456"), "warn"),
        (CARD[:-1] + str((int(CARD[-1]) + 1) % 10), None),
        (PERSON, None),
    ],
)
def test_bank_cards(text: str, level: str | None) -> None:
    assert found(text).get("bank_card") == level


@pytest.mark.parametrize(
    ("text", "rule", "level"),
    [
        ("机密★1年", "secrecy", "block"),
        ("密级：秘密", "secrecy", "block"),
        ("内部资料，注意保存", "secrecy", "block"),
        ("此件不公开", "secrecy", "block"),
        ("（内部）", "secrecy", "warn"),
        ("家庭住址：楚江市城北区建设路12号3栋501室", "personal_data", "warn"),
        ("1975年3月生，汉族", "personal_data", "warn"),
        ("本人患有糖尿病", "personal_data", "warn"),
        ("邮箱 chen.wei@example.com", "personal_data", "warn"),
        ("2022年2月30日前", "date", "warn"),
        ("2022年10月24日（星期二）", "weekday", "warn"),
        ("由人工智能生成，仅供参考", "machine_made", "warn"),
    ],
)
def test_what_is_marked(text: str, rule: str, level: str) -> None:
    assert found(text)[rule] == level


@pytest.mark.parametrize(
    "text",
    [
        "加强内部审计和内部控制，保守国家秘密，防止泄密。",
        "地址：楚江市城北区建设路12号，电话0710-3456789。",
        "自2022年11月1日起施行，2020年2月29日废止。",
        "2022年10月24日（星期一）上午召开。",
        "一级肢体训练课程；患者就医；月日生效。",
        "公开邮箱 spj@chujiang.gov.cn",
    ],
)
def test_what_is_let_pass(text: str) -> None:
    assert found(text) == {}


def test_the_measure_on_generated_content_holds_from_its_day() -> None:
    text = "由人工智能生成"
    assert found(text, book=Book(on=date(2025, 9, 1))) and not found(text, book=Book(on=date(2025, 8, 31)))


def test_a_list_with_names_and_personal_columns_blocks() -> None:
    grid = [["救助对象名单", ""], ["姓 名", "致贫原因"], ["甲某某", "因病"], ["乙某某", "因残"]]
    finding = next(
        each for each in examine(table_passage("表格", grid, None, {}), PLAIN) if each.rule == "named_list"
    )
    assert finding.level == "block" and "致贫原因" in finding.sentence and finding.where == "表格 第2行第2列"
    hidden = [["姓名", "身份证号"], ["甲", "4299********0123"]]
    assert not examine(table_passage("表格", hidden, None, {}), PLAIN)


def words(*pairs: tuple[str, str], unless: dict[str, tuple[str, ...]] | None = None) -> Book:
    return Book(
        words=Words(
            [Word(w, r, "warn", (unless or {}).get(w, ())) for w, r in pairs], [Word("刁民", "", "block")]
        )
    )


def test_wrong_and_sensitive_words() -> None:
    book = words(("截止目前", "截至目前"), ("帐号", "账号"))
    finding = of("截止目前，帐号12个", "wrong_word", book)
    assert finding.sentence == "易错词“截止目前”：应为“截至目前”。"
    assert finding.fix is not None and finding.fix.to == "截至目前"
    assert found("刁民", book=book) == {"sensitive_word": "block"}


def test_the_longest_word_wins_and_exceptions_hold() -> None:
    book = words(
        ("己完成", "已完成"), ("帐号", "账号"), ("银行帐号码", "银行账号码"), unless={"己完成": ("自己完成",)}
    )
    assert not found("由企业自己完成申报", book=book)
    assert found("我市己完成任务", book=book)
    assert [each.start for each in examine(Passage("正文", "银行帐号码", "body"), book)] == [0]


def test_what_comes_with_the_program_does_not_contradict_itself() -> None:
    pairs = shipped()["wrong"]
    assert len(pairs) >= 120 and len({row[0] for row in pairs}) == len(pairs)
    book = Book(words=Words([Word(row[0], row[1], "warn", tuple(row[2:])) for row in pairs], []))
    for wrong, right, *unless in pairs:
        assert found(f"甲{wrong}乙", book=book).get("wrong_word") == "warn", wrong
        assert "wrong_word" not in found(f"，{right}。", book=book), right
        assert not [phrase for phrase in unless if found(f"，{phrase}，", book=book)], unless


LEADERS = Book(
    people=(
        Person("陈国栋", ("党组书记", "局长"), 1),
        Person("刘敏", ("党组成员", "副局长"), 2),
        Person("何远", ("副局长",), 3),
    ),
    sequences=(("市委", "市人大", "市政府", "市政协"),),
)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("副局长陈国栋讲话", "leader_post"),
        ("局长刘敏主持", "leader_post"),
        ("局长陈国东出席", "leader_name"),
        ("刘敏、陈国栋出席", "leader_order"),
        ("副局长何远、刘敏参加", "leader_order"),
        ("市政府、市委部署", "institution_order"),
    ],
)
def test_leaders_and_institutions(text: str, rule: str) -> None:
    assert rule in found(text, book=LEADERS)


@pytest.mark.parametrize(
    "text",
    [
        "局长陈国栋、副局长刘敏出席",
        "党组书记、局长陈国栋讲话",
        "原副局长陈国栋",
        "陈国栋、刘敏、何远参加",
        "局长陈国栋。刘敏、何远",
        "市委、市政府部署",
        "副局长何远",
    ],
)
def test_right_names_pass(text: str) -> None:
    assert found(text, book=LEADERS) == {}


def test_masks_for_the_page_keep_what_is_usual() -> None:
    assert masked_for_page(PERSON) == f"{PERSON[:6]}********{PERSON[-4:]}"
    assert masked_for_page("138 0013 8000") == "138****8000"
    assert masked_for_page("+8613800138000") == "138****8000"
    assert masked_for_page(CARD) == "*" * 15 + CARD[-4:]
