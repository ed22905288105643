"""生成的说明：是最新的，逐条都有着落。"""

import runpy

import pytest

from mingtang.law.coverage import ENCODED, SHOWN, WAYS, coverage, resolve
from mingtang.law.docs import FOLDER, main, pages
from mingtang.law.values import VALUES


@pytest.mark.parametrize("name", pages())
def test_the_generated_page_is_current(name):
    written = (FOLDER / name).read_text(encoding="utf-8")
    assert written == pages()[name], "运行 python -m mingtang.law.docs 更新 docs/law"


def test_the_pages_can_be_written_elsewhere(tmp_path):
    assert main([str(tmp_path / "law")]) == 0
    assert {path.name for path in (tmp_path / "law").iterdir()} == set(pages())


def test_without_an_argument_they_go_to_the_documents(tmp_path, monkeypatch):
    monkeypatch.setattr("mingtang.law.docs.FOLDER", tmp_path)
    main([])
    assert (tmp_path / "articles.md").exists()


def test_the_module_is_a_command(tmp_path, monkeypatch):
    monkeypatch.setattr("sys.argv", ["docs", str(tmp_path)])
    with pytest.raises(SystemExit) as ended:
        runpy.run_path(str(FOLDER.parents[1] / "mingtang" / "law" / "docs.py"), run_name="__main__")
    assert ended.value.code == 0 and (tmp_path / "cases.md").exists()


def test_every_article_is_encoded_shown_or_left_to_people():
    found = coverage()
    assert [item.article.number for item in found] == list(range(1, 57))
    assert all(item.ways and set(item.ways) <= set(WAYS) for item in found)
    assert not set(SHOWN) & set(ENCODED)


@pytest.mark.parametrize("symbol", sorted({symbol for symbols in ENCODED.values() for symbol in symbols}))
def test_what_encodes_an_article_exists(symbol):
    assert resolve(symbol) is not None


@pytest.mark.parametrize("value", VALUES, ids=lambda value: value.where)
def test_where_a_value_stands_is_true(value):
    assert resolve(value.where) == value.versions
