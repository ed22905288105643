"""The form in which texts are compared."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingtang.search.fold import clean, fold, fold_with_places
from mingtang.search.numbers import forms, joined, number_fold

TEXTS = st.text(
    alphabet=st.one_of(
        st.sampled_from("政府公开ＡaB1２。（） \n〔〕/-ⅣÉ①℃\u200b\U00020bb7"), st.characters()
    ),
    max_size=60,
)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("政府（信息）公开", "政府信息公开"),
        ("ＧＢ／Ｔ　３７６６８", "gbt37668"),
        ("公 开\n指南", "公开指南"),
        ("第一句。第二句", "第一句 第二句"),
        ("12345热线", "12345热线"),
        ("1,000 元", "1 000元"),
        ("〔2022〕5号", "2022 5号"),
        ("二○二二年", "二〇二二年"),
        ("12\u200b34", "1234"),
        ("𠮷\U000e0100祥", "𠮷祥"),
        ("。！《》—", ""),
    ],
)
def test_width_case_and_signs_do_not_matter(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(TEXTS)
def test_folding_once_is_enough(text: str) -> None:
    assert fold(fold(text).replace(" ", "。")) == fold(text)


@given(TEXTS)
def test_every_folded_character_leads_back_to_its_place(text: str) -> None:
    text = clean(text)
    folded, places = fold_with_places(text)
    assert folded == fold(text)
    assert len(places) == len(folded) and places == sorted(places)
    for letter, place in zip(folded, places, strict=True):
        assert letter == " " or letter in fold(text[place])


@given(st.text())
def test_what_is_cleaned_can_be_stored(text: str) -> None:
    kept = clean(text)
    assert "\0" not in kept and kept.encode().decode() == kept and unicodedata.is_normalized("NFC", kept)


@pytest.mark.parametrize(
    "typed",
    [
        "楚审批[2022]5号",
        "楚审批(2022)第5号",
        "楚审批（２０２２）５号",
        "楚审批〔2022〕 5 号",
        "楚审批2022年第5号",
        "楚审批【2022】05号",
    ],
)
def test_a_number_is_one_number_however_it_is_typed(typed: str) -> None:
    text = joined(unicodedata.normalize("NFKC", typed))
    assert number_fold("楚审批〔2022〕5号") in forms(fold(text))


@pytest.mark.parametrize("typed", ["2022年5月", "2022-2023", "12345热线", "20225号", "（2022年修订）"])
def test_other_figures_are_left_alone(typed: str) -> None:
    assert joined(typed) == typed
