"""What goes in and out, with and beside others."""

import threading
from collections.abc import Iterable

import pytest
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError

from mingtang.kit.db import writing
from mingtang.search import index
from mingtang.search.index import Document, Source, problems, rebuild
from mingtang.search.models import Body, Entry, Group, Head, Slip
from mingtang.search.query import find
from mingtang.search.tests.samples import ALL, GUIDE, NEWS, fill


def changed(document: Document, **values: object) -> Document:
    return Document(**{**vars(document), **values})  # type: ignore[arg-type]


@pytest.mark.django_db
class TestPutting:
    def test_what_is_put_again_takes_the_place_of_the_old(self) -> None:
        fill()
        before = Entry.objects.get(kind="file", key="1").pk
        fill(changed(GUIDE, title="开办企业", body="一件事一次办", number=""))
        assert Entry.objects.count() == len(ALL) and Entry.objects.get(kind="file", key="1").pk == before
        assert find("开办企业").total == find("一次办").total == 1
        assert find("指南").total == find("[2022]5号").total == find("领取").total == 0

    def test_what_is_the_same_is_not_written(self) -> None:
        with writing():
            assert index.put(*ALL) == len(ALL)
            assert index.put(*ALL) == 0
            assert index.put(changed(NEWS, weight=2.0), NEWS, changed(NEWS, weight=3.0)) == 1
        assert Slip.objects.get(entry__kind="news", entry__key="1").weight == 3.0

    def test_removing(self) -> None:
        fill()
        with writing():
            assert index.remove("file", "1", "unknown") == 1
            assert find("办理指南").total == 0 and find("补领").total == 1
            assert index.clear("file") == 1 and index.clear("file") == 0
        assert find("补领").total == 0 and find("热线").total == 1
        assert (
            Body.objects.count() == Head.objects.count() == Entry.objects.count() == Slip.objects.count() == 2
        )

    def test_a_withdrawn_act_leaves_the_index_as_it_was(self) -> None:
        fill()
        with pytest.raises(RuntimeError), writing():
            index.put(changed(GUIDE, title="另一个"), Document("file", "9", "新的一件"))
            index.remove("news", "1")
            assert find("新的一件").total == 1 and find("热线").total == 0
            raise RuntimeError
        assert find("新的一件").total == find("另一个").total == 0
        assert find("办理指南").total == find("热线").total == 1

    def test_hostile_documents_are_kept(self) -> None:
        fill(
            Document(
                "d\0", "k'\"", "标\0题\ud800", "文\0本", number="\0", extra={"a\0": ["\0b", {"c": "\udfff"}]}
            )
        )
        hit = find("标题").hits[0]
        assert (hit.kind, hit.key, hit.title, hit.extra) == ("d", "k'\"", "标题", {"a": ["b", {"c": ""}]})
        with writing():
            assert index.remove("d", "k'\"") == 1

    def test_an_empty_document_is_no_error(self) -> None:
        fill(Document("d", "1", ""), Document("d", "2", "。"))
        assert Entry.objects.count() == 2
        fill(Document("d", "1", "有了标题"))
        assert find("标题").total == 1


@pytest.mark.django_db(transaction=True)
def test_it_stands_only_in_the_transaction_of_an_act() -> None:
    for act in (lambda: index.put(GUIDE), lambda: index.remove("file", "1"), lambda: index.clear("file")):
        with pytest.raises(TransactionManagementError):
            act()


def together(*acts: object) -> None:
    """Each in a thread and a connection of its own, at once."""
    ready, errors = threading.Barrier(len(acts)), []

    def run(act: object) -> None:
        try:
            ready.wait(10)
            act()  # type: ignore[operator]
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not errors


@pytest.mark.django_db(transaction=True)
def test_the_same_document_put_by_several_at_once_is_there_once() -> None:
    def put(n: int) -> object:
        documents = [changed(GUIDE, title=f"营业执照第{n}版"), changed(NEWS, body=f"热线{n}")]
        return lambda: [fill(*documents[:: 1 if n % 2 else -1]) for _ in range(3)]

    together(*(put(n) for n in range(1, 5)))
    assert Entry.objects.count() == Head.objects.count() == 2
    answers = [find(f"营业执照第{n}版").total for n in range(1, 5)]
    assert sorted(answers) == [0, 0, 0, 1]
    assert find("营业执照").total == 1


@pytest.mark.django_db
class TestRebuilding:
    def test_it_makes_the_index_equal_to_its_sources(self) -> None:
        fill()
        given = [changed(GUIDE, title="新标题"), Document("file", "3", "新来的")]
        index.register_source(Source("file", "文件", lambda: iter(given)))
        assert list(problems()) == [
            "检索索引缺少 1 篇“文件”：重建检索索引。",
            "检索索引没有更新 1 篇“文件”：重建检索索引。",
            "检索索引多出 1 篇“文件”：重建检索索引。",
            "检索索引里有来源不明的条目（类别 news）：重建检索索引。",
        ]
        said: list[str] = []
        done = rebuild("file", said.append)
        assert (done.seen, done.written, done.removed) == (2, 2, 1) and said == [
            "文件：2 篇，更新 2 篇，移除 1 篇"
        ]
        assert (
            find("新标题").total == find("新来的").total == 1
            and find("补领").total == 0
            and find("热线").total == 1
        )
        assert rebuild().removed == 2 and find("热线").total == 0
        assert set(Group.objects.values_list("kind", flat=True)) == {"file"}
        assert list(problems()) == []
        assert rebuild().written == 0

    def test_a_source_gives_its_own_kind_only(self) -> None:
        index.register_source(Source("file", "文件", lambda: [NEWS]))
        with pytest.raises(ValueError, match="news"):
            rebuild()

    def test_the_grams_can_be_built_from_the_entries_alone(self) -> None:
        fill()
        index.register_source(Source("file", "文件", lambda: ALL[:2]))
        index.register_source(Source("news", "动态", lambda: ALL[2:]))
        from mingtang.search import stores

        with writing():
            stores.current().empty()
        assert find("营业执照").total == 0
        assert list(problems()) == ["检索索引与检索条目对不上，有的条目查不到：重建检索索引。"]
        assert index.reindex() == len(ALL)
        assert find("营业执照").total == 3 and list(problems()) == []


@pytest.mark.django_db(transaction=True)
def test_readers_miss_nothing_while_it_is_rebuilt() -> None:
    many = [Document("d", str(n), f"公开目录{n}", "内容") for n in range(450)]
    fill(*many)
    again = [changed(each, body="新的内容") for each in many]
    index.register_source(Source("d", "目录", lambda: iter(again)))
    over, seen = threading.Event(), []

    def build() -> None:
        try:
            rebuild()
            index.reindex()
        finally:
            over.set()

    def read() -> None:
        while not over.is_set():
            seen.append(find("公开目录").total)

    together(build, read)
    assert set(seen) <= {450} and find("新的内容").total == 450


@pytest.mark.django_db(transaction=True)
def test_what_is_published_and_withdrawn_during_a_rebuild_is_right_after_it() -> None:
    table = {
        "1": Document("d", "1", "一直公开"),
        "2": Document("d", "2", "后来撤下"),
        "3": Document("d", "3", "后来改题"),
    }
    fill(table["2"], Document("d", "8", "早已撤下"))
    calls: list[int] = []

    def documents() -> Iterable[Document]:
        calls.append(1)
        yield from list(table.values())
        if len(calls) == 1:  # others act after the source has been read for the first time
            del table["2"]
            table.update({"3": Document("d", "3", "改过的题"), "4": Document("d", "4", "刚刚发布")})
            with writing():
                index.remove("d", "2")
                index.put(table["3"], table["4"])

    index.register_source(Source("d", "目录", documents))
    rebuild()
    assert sorted(Entry.objects.values_list("title", flat=True)) == ["一直公开", "刚刚发布", "改过的题"]
    assert find("撤下").total == 0 and list(problems()) == []


@pytest.mark.django_db(transaction=True)
class TestEmptiedTables:
    """Transactional tests empty the tables of the models between each other."""

    @pytest.mark.parametrize("round", (1, 2))
    def test_nothing_is_left_of_the_test_before(self, round: int) -> None:
        assert Entry.objects.count() == 0
        with transaction.atomic():
            fill(Document("d", "1", f"第{'一二'[round - 1]}轮"))
        assert find("轮").total == 1 and find(f"第{'二一'[round - 1]}轮").total == 0
        assert find("一轮" if round == 2 else "二轮").total == 0
