"""Finding: what, how many, in which order."""

from datetime import date
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from mingtang.search.fold import fold
from mingtang.search.index import Document
from mingtang.search.query import find
from mingtang.search.tests.samples import GUIDE, NEWS, OLD, RARE, fill

LETTERS = st.sampled_from("公开政府信息办法0123aB，。 〔〕\U00020bb7")
PLAIN = st.text(LETTERS, max_size=12)
WRITTEN = st.lists(st.tuples(PLAIN, PLAIN, PLAIN), min_size=1, max_size=6)


def keys(words: str, **filters: object) -> list[str]:
    return [f"{hit.kind}{hit.key}" for hit in find(words, **filters).hits]  # type: ignore[arg-type]


class AgainstPlainReading(TestCase):
    """Everything that contains the words is found and nothing else."""

    @settings(max_examples=60)
    @given(written=WRITTEN, words=st.lists(st.text(LETTERS, min_size=1, max_size=5), min_size=1, max_size=3))
    def test_words_in_any_text(self, written: list[tuple[str, str, str]], words: list[str]) -> None:
        fill(*(Document("d", str(n), title, body) for n, (title, body, _) in enumerate(written)))
        asked = [f'"{word}"' for word in words if fold(word)]
        found = find(" ".join(asked), size=100)
        expected = {
            str(n)
            for n, (title, body, _) in enumerate(written)
            if all(fold(word) in fold(title) or fold(word) in fold(body) for word in words)
        }
        assert {hit.key for hit in found.hits} == (expected if asked else set())
        assert found.total == len(found.hits) and found.exact

    @settings(max_examples=30)
    @given(
        title=st.text(st.sampled_from("公开政府信息营业执照指南ab"), min_size=2, max_size=20),
        at=st.integers(0, 18),
    )
    def test_any_two_characters_of_a_title(self, title: str, at: int) -> None:
        fill(Document("d", "1", title))
        pair = title[min(at, len(title) - 2) :][:2]
        assert keys(pair) == keys(pair, where="title") == ["d1"] and find(pair, where="number").total == 0


@pytest.mark.django_db
class TestQuestions:
    @pytest.fixture(autouse=True)
    def documents(self, db: None) -> None:
        fill()

    @pytest.mark.parametrize(
        "typed",
        [
            "楚审批〔2022〕5号", "楚审批[2022]5号", "楚审批（２０２２）５号", "楚审批 (2022) 第 5 号", "2022 5号", "2022年第5号",
            "〔2022〕05号", "第5号", "审批2022 5号",
        ],
    )  # fmt: skip
    def test_a_number_is_found_however_it_is_typed(self, typed: str) -> None:
        assert keys(typed) == ["file1"]
        assert keys(typed, where="number") == ["file1"] and keys(typed, where="title") == []

    @pytest.mark.parametrize(
        ("typed", "expected"),
        [
            ("政府信息公开", {"file1", "news1"}), ("领取营业执照", {"file1"}), ("GBT37668", {"news1"}), ("gb/t 37668", {"news1"}),
            ("12345热线", {"news1"}), ("陈国栋", {"news1"}), ("𠮷", {"news2"}), ("𠮷祥", {"news2"}), ("㙟河路", {"news2"}),
            ("二〇二二年", {"news2"}), ("照", {"file1", "file2", "news1"}), ("营业执照 -遗失", {"file1", "news1"}),
            ("营业执照 -“政府 信息公开”", {"file2"}), ("照身份", set()), ("一号响应", {"news1"}),
        ],
    )  # fmt: skip
    def test_words(self, typed: str, expected: set[str]) -> None:
        assert set(keys(typed)) == expected

    @pytest.mark.parametrize(
        "hostile",
        [
            "", " ", "\0", "营\0业", "\ud800", "\"", "'", "*", "a*", "NEAR(a b)", "a OR b", "AND", "NOT", "title:营业", "^营", "a + b",
            "营业 & !执照 | (", "<->", ":*", "\\", "%", "_", "--", "-营业", "';DROP TABLE search_entry;--", "营" * 10_000, "x y " * 3000,
            "\u202e营业", "\ue001营业", "。" * 500, "🏛️", "\ufffe", "1" * 5000, "\n\r\t",
        ],
    )  # fmt: skip
    def test_nothing_that_is_typed_is_an_error(self, hostile: str) -> None:
        for where in ("all", "title", "number", "elsewhere"):
            answer = find(hostile, where=where, kinds=[hostile], channels=[hostile])  # type: ignore[arg-type]
            assert answer.total == 0 and answer.pages == 1
        assert find(hostile).total <= 4

    def test_filters_narrow(self) -> None:
        assert set(keys("营业执照", kinds=["file"])) == {"file1", "file2"}
        assert keys("营业执照", channels=["news", "none"]) == ["news1"]
        assert set(keys("营业执照", sections=["政策法规科"])) == {"file1", "file2"}
        assert keys("营业执照", valid=["废止"]) == ["file2"]
        assert keys("营业执照", since=date(2022, 3, 1), until=date(2022, 3, 1)) == ["file1"]
        assert keys("公告", since=date(1900, 1, 1)) == []  # it has no day
        assert keys("营业执照", where="title") == ["file1", "file2"]

    def test_facets_count_under_the_other_filters(self) -> None:
        facets = find("营业执照", kinds=["file"], valid=["有效"]).facets
        assert facets["kind"] == [("file", "file", 1)]
        assert facets["valid"] == [("废止", "废止", 1), ("有效", "有效", 1)]
        assert facets["channel"] == [("files", "行政规范性文件", 1)]
        assert facets["year"] == [("2022", "2022年", 1)]
        assert find("营业执照").facets["year"] == [("2022", "2022年", 2), ("2021", "2021年", 1)]

    def test_order(self) -> None:
        assert keys("营业执照") == ["file1", "file2", "news1"]  # titles first, the repealed one weighs half
        assert keys("营业执照", sort="time") == ["news1", "file1", "file2"]
        assert keys("办 楚江", sort="time")[0] == "file1"

    def test_what_was_found_is_marked_in_its_own_writing(self) -> None:
        hit = next(each for each in find("政府信息公开").hits if each.kind == "file")
        assert hit.title_marks == [(GUIDE.title, False)]
        assert ("政府（信息）公开", True) in hit.snippet
        number = find("[2022]第5号").hits[0]
        assert ("2022〕5号", True) in number.number_marks

    def test_a_hit_carries_its_document(self) -> None:
        hit = find("热线").hits[0]
        assert (hit.title, hit.url, hit.on, hit.channel, hit.kind_label) == (
            NEWS.title,
            "/news/1",
            NEWS.on,
            "工作动态",
            "news",
        )

    def test_pages(self) -> None:
        pages = [find("营业执照", page=page, size=1) for page in (1, 2, 3)]
        assert [page.hits[0].key for page in pages] == [GUIDE.key, OLD.key, NEWS.key]
        assert {page.pages for page in pages} == {3}
        assert find("营业执照", page=99, size=2).page == 2 and find("营业执照", page=-1).page == 1

    def test_nothing_is_found_by_what_is_nowhere(self) -> None:
        answer = find(f"{RARE.title}营业执照")
        assert answer.total == 0 and answer.hits == [] and answer.did_you_mean is None


@pytest.mark.django_db
def test_long_texts_are_searched_to_their_end() -> None:
    filling = "".join(chr(0x4E00 + n * 7 % 20_000) for n in range(350_000))
    fill(
        Document("d", "1", "长文", f"{filling}末尾的词{filling[:9000]}"),
        Document("d", "2", "短文", "末尾有词"),
    )
    hit = find("末尾的词").hits[0]
    assert (
        hit.key == "1"
        and ("末尾的词", True) in hit.snippet
        and sum(len(text) for text, _ in hit.snippet) < 130
    )
    assert [each.key for each in find("末尾 -末尾的词").hits] == ["2"]
    across = filling[7990:8010]
    assert find(across).total == 1 and find(across[::-1]).total == 0


@pytest.mark.django_db
class TestVeryManyHits:
    """More than are read for one answer."""

    COUNT = 1203

    @pytest.fixture(autouse=True)
    def documents(self, db: None) -> None:
        day = date(2020, 1, 1).toordinal()
        fill(
            *(
                Document(
                    ("file", "news")[n % 2], str(n), f"通知第{n}期", "行政机关公开。机关公，关公开" if n % 3 else "机关公、公开",
                    on=date.fromordinal(day + n),
                )
                for n in range(self.COUNT)
            )
        )  # fmt: skip

    def test_two_characters_are_counted_exactly(self) -> None:
        answer = find("公开")
        assert answer.exact and answer.total == self.COUNT and answer.pages == 100
        assert answer.facets["kind"] == [("file", "file", 602), ("news", "news", 601)]
        assert answer.total_label == "共 1,203 条"

    def test_longer_words_are_counted_exactly_when_few_are_left(self) -> None:
        answer = find("机关公开", kinds=["news"])
        assert answer.exact and answer.total == len([n for n in range(self.COUNT) if n % 2 and n % 3])

    def test_only_what_contains_the_word_is_shown(self) -> None:
        answer = find("机关公开", size=100)
        assert (not answer.exact and answer.total_label == "约 1,203 条") or answer.total == 802
        assert all(int(hit.key) % 3 for hit in answer.hits) and len(answer.hits) == 100

    def test_pages_neither_repeat_nor_leave_out(self) -> None:
        shown = [hit.key for page in range(1, 11) for hit in find("公开", page=page, size=100).hits]
        assert len(shown) == len(set(shown)) == 1000
        by_day = [hit.key for page in (1, 2) for hit in find("公开", page=page, size=100, sort="time").hits]
        assert by_day == [str(n) for n in range(self.COUNT - 1, self.COUNT - 201, -1)]

    def test_the_order_is_the_same_on_every_database(self) -> None:
        asked = ("公开", "机关公开", "通知第1", "公开 第20期", "机关 -通知第3", "第")
        orders = [[hit.key for hit in find(words, size=100).hits] for words in asked]
        orders += [
            [hit.key for hit in find(words, size=100, kinds=["news"], sort="time").hits] for words in asked
        ]
        assert sha256(repr(orders).encode()).hexdigest()[:16] == "aca8840a310c68e2"

    def test_a_word_found_late_is_found(self) -> None:
        fill(Document("file", "last", "旧文", "机关公示公开。关公庙", on=date(1999, 1, 1)))
        assert find("关公庙").total == 1
        answer = find("关公 -机关公开 -公开", size=50)
        assert answer.total == 0


@pytest.mark.django_db
def test_runs_of_digits_narrow_without_losing() -> None:
    fill(
        Document("d", "1", "电话0710-3531234转5号", "编号1234567890123号"),
        Document("d", "2", "第5号令", "2022年5月", number="楚审批〔2022〕5号"),
        Document("d", "3", "第15号令", number="楚审批〔2022〕55号"),
    )
    for words, keys_found in {
        "转5号": {"1"}, "编号1234567890123号": {"1"}, "号1234567890123": {"1"}, "353123": {"1"}, "年5月": {"2"}, "2年5": {"2"},
        "第5号": {"2"}, "审批2022 5": {"2", "3"}, "〔2022〕5": {"2", "3"}, "5号": {"1", "2", "3"}, "第15号令": {"3"},
    }.items():  # fmt: skip
        assert {hit.key for hit in find(words).hits} == keys_found, words
