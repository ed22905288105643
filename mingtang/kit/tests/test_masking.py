"""Masks hide: shown by examples for the eye and by properties for all the rest."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingtang.kit.masking import mask_address, mask_email, mask_id, mask_name, mask_phone, mask_text


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("罗一一", "罗**"),
        ("罗一", "罗*"),
        ("欧阳明月", "欧阳**"),
        ("欧阳", "欧*"),
        ("罗", "*"),
        ("阿依古丽·买买提", "阿***·买***"),
        ("Anna Lee", "A***"),
        ("江北恒通物流有限公司", "江北恒*物流有限公司"),
        ("楚江恒信咨询有限公司", "楚江恒*咨询有限公司"),
        ("恒通有限公司", "恒*有限公司"),
        ("楚江明理律师事务所", "楚江**律师事务所"),
        ("恒通（楚江）有限公司", "恒*（楚江）有限公司"),
        (" 罗一一 ", "罗**"),
        ("", ""),
    ],
)
def test_names(name, masked):
    assert mask_name(name) == masked


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("429900199001011234", "4299********1234"),
        ("42990019900101123X", "4299********123X"),
        ("429900 19900101 1234", "4299********1234"),
        ("429900900101123", "4299********1123"),
        ("E12345678", "E****78"),
        ("12345", "****"),
        ("", ""),
    ],
)
def test_papers(number, masked):
    assert mask_id(number) == masked


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("13812345678", "138****5678"),
        ("138 1234 5678", "138****5678"),
        ("+86 138-1234-5678", "138****5678"),
        ("１３８１２３４５６７８", "138****5678"),
        ("0710-3456789", "0710-***6789"),
        ("010-12345678", "010-****5678"),
        ("3456789", "****89"),
        ("110", "****"),
        ("", ""),
    ],
)
def test_phones(number, masked):
    assert mask_phone(number) == masked


@pytest.mark.parametrize(
    ("address", "masked"),
    [
        ("chen@example.cn", "c***@example.cn"),
        ("c@example.cn", "***@example.cn"),
        ("nonsense", "***"),
        ("", ""),
    ],
)
def test_mail(address, masked):
    assert mask_email(address) == masked


@pytest.mark.parametrize(
    ("address", "masked"),
    [
        ("楚江市城北区建设路12号", "楚江市城北区****"),
        ("江北省楚江市城北区建设路12号3栋", "江北省楚江市城北区****"),
        ("建设路12号", "****"),
        ("楚江市", "****"),
        ("", ""),
    ],
)
def test_addresses(address, masked):
    assert mask_address(address) == masked


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("身份证420606199003071234，电话13812345678。", "身份证4206********1234，电话138****5678。"),
        ("证号：42060619900307123x", "证号：4206********123X"),
        ("138 1234 5678或0710-3456789", "138****5678或0710-***6789"),
        ("发到 chen.wei@mail.example.cn 即可", "发到 c***@mail.example.cn 即可"),
        ("卡号6222021234567890123", "卡号6222********0123"),
        ("统一社会信用代码91420600MA4900001X", "统一社会信用代码91420600MA4900001X"),
        ("楚审公开〔2022〕14号，2022年9月28日，20220928", "楚审公开〔2022〕14号，2022年9月28日，20220928"),
        ("邮件号1234567890123", "邮件号1234567890123"),
    ],
)
def test_running_text(text, masked):
    assert mask_text(text) == masked


WORDS = st.text(alphabet="一二三的了，。 ", max_size=10)


@given(WORDS, st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), WORDS)
def test_no_mobile_number_survives_in_text(before, number, after):
    assert number not in mask_text(before + number + after)


@given(WORDS, st.from_regex(r"[1-8][0-9]{16}[0-9Xx]", fullmatch=True), WORDS)
def test_no_identity_number_survives_in_text(before, number, after):
    masked = mask_text(before + number + after)
    assert number[6:14] not in masked


@given(st.text(max_size=60))
def test_masking_text_twice_changes_nothing_more(text):
    assert mask_text(mask_text(text)) == mask_text(text)


@given(st.text(min_size=1, max_size=30).filter(str.strip))
def test_a_name_is_never_shown_in_full(name):
    assert mask_name(name) != name.strip()
    assert "*" in mask_name(name)


@given(st.text(alphabet="0123456789X", min_size=7, max_size=20))
def test_papers_hide_at_least_four_characters(number):
    shown = mask_id(number).replace("*", "")
    assert len(shown) <= max(len(number) - 4, 0)


@given(st.text(min_size=1, max_size=40).filter(str.strip))
def test_addresses_keep_no_more_than_their_beginning(address):
    masked = mask_address(address)
    assert masked.endswith("****")
    assert len(masked) - 4 < len(address.strip())


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("写信到chen.li+1@mail.example.cn，谢谢", "写***@mail.example.cn，谢谢"),
        ("a@b@cd@example.cn", "a@b@c***@example.cn"),
        ("没有域名 chen@example", "没有域名 chen@example"),
        ("x@example.cn y@example.cn", "***@example.cn ***@example.cn"),
    ],
)
def test_addresses_in_running_text(text, masked):
    assert mask_text(text) == masked


@pytest.mark.parametrize("text", ["a" * 300_000, "a." * 150_000, "1" * 300_000])
def test_a_long_hostile_text_costs_no_more_than_its_length(text):
    """Stepping back from every letter would take hours here."""
    assert mask_text(text) == text
