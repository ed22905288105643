"""The check digit of an identity number. The numbers are made up; no person has them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingtang.law.identity import id_card_is_valid


@pytest.mark.parametrize("number", ["11010519491231002X", "440524188001010014"])
def test_the_examples_of_the_standard_are_valid(number: str) -> None:
    assert id_card_is_valid(number)


@pytest.mark.parametrize("number", ["", "11010519491231002", "11010519491231002x", "1101051949123100２X", "abc"])
def test_what_has_not_the_form_is_not_valid(number: str) -> None:
    assert not id_card_is_valid(number)


@given(st.from_regex(r"[0-9]{17}", fullmatch=True))
def test_one_last_character_of_eleven_fits(body: str) -> None:
    assert [id_card_is_valid(body + last) for last in "0123456789X"].count(True) == 1
