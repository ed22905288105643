"""The dictionaries: who changes them, what a change does, what comes in and goes out as a table."""

import io
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from mingtang.kit.models import AuditEntry
from mingtang.kit.tables import Sheet, write_xlsx
from mingtang.organs.models import Staff
from mingtang.organs.refusal import Refused
from mingtang.publishing import actions
from mingtang.publishing.actions import words as acts
from mingtang.publishing.checks.book import Word
from mingtang.publishing.checks.impact import impact_of
from mingtang.publishing.checks.jobs import recheck
from mingtang.publishing.checks.links import mark
from mingtang.publishing.checks.office import tasks
from mingtang.publishing.checks.opening import INSIDE, open_links
from mingtang.publishing.checks.rechecking import advance
from mingtang.publishing.models import (
    Article,
    Column,
    LinkState,
    OfficeNumber,
    Piece,
    Recheck,
    RecheckHit,
    SensitiveWord,
    WrongWord,
)
from mingtang.publishing.tests.conftest import DAY

People = dict[str, Staff]
NIGHT = datetime(2022, 3, 2, 18, 30, tzinfo=UTC)  # 02:30 of the next day in the office


@pytest.fixture(autouse=True)
def empty(db: None) -> None:
    WrongWord.objects.all().delete()
    SensitiveWord.objects.all().delete()


@pytest.fixture
def shown(news: Column, staff: People) -> Piece:
    """An article on show that says 一网统半."""
    article = Article(title="樊江区推行并联审批", body=[("text", "<p>一网统半，一网统半。</p>")])
    piece = actions.begin(news, article, by=staff["周涛"], on=DAY)
    actions.submit(piece, by=staff["周涛"], on=DAY, secrecy="不涉密，可以公开")
    for act, by in ((actions.pass_up, "刘敏"), (actions.approve, "陈国栋")):
        mark_of = Piece.objects.get(pk=piece.pk).checks.first().digest
        act(piece, by=staff[by], on=DAY, opinion="", seen=mark_of)
    return Piece.objects.get(pk=piece.pk)


def add(staff: People, wrong: str = "一网统半", **more: object) -> WrongWord:
    values = {"wrong": wrong, "right": "一网通办", "level": "block", "basis": "通报", **more}
    return acts.keep_word("wrong", values, by=staff["王静文"], on=DAY, reason="通报要求")


def test_only_the_clerk_changes_a_dictionary_and_says_why(staff: People) -> None:
    values = {"wrong": "甲", "right": "乙", "basis": "通报"}
    with pytest.raises(Refused, match="经办人"):
        acts.keep_word("wrong", values, by=staff["周涛"], on=DAY, reason="通报")
    with pytest.raises(Refused, match="理由"):
        acts.keep_word("wrong", values, by=staff["王静文"], on=DAY, reason=" ")
    word = add(staff)
    acts.stop_word(word, by=staff["王静文"], on=DAY, reason="不再使用")
    assert list(AuditEntry.objects.values_list("act", flat=True))[-2:] == [
        "publishing.word_kept",
        "publishing.word_stopped",
    ]
    with pytest.raises(Refused, match="已经停用"):
        acts.stop_word(word, by=staff["王静文"], on=DAY, reason="不再使用")


def test_what_comes_with_the_program_is_loaded_once(staff: People) -> None:
    assert acts.load_shipped(on=DAY) >= 120 and acts.load_shipped(on=DAY) == 0


def test_the_impact_is_counted_before_anything_is_saved(shown: Piece) -> None:
    found = impact_of(Word("一网统半"))
    assert (found.pieces, found.places, found.named) == (1, 2, ((shown.pk, shown.title, 2),))
    assert impact_of(Word("一网通办")).pieces == 0


def test_a_new_word_is_found_on_show_becomes_a_task_and_is_settled(shown: Piece, staff: People) -> None:
    add(staff)
    assert recheck(now=NIGHT, since=None).startswith("复查 1 篇")
    hit = RecheckHit.objects.get()
    assert hit.recheck.reason == "words" and hit.level == "block" and "一网通办" in hit.finding["sentence"]
    assert [task.title for task in tasks(staff["周涛"], DAY)] == ["复查发现：樊江区推行并联审批"]
    assert not list(tasks(staff["许蕾"], DAY)) and not list(tasks(staff["陈国栋"], DAY))
    acts.settle(hit, by=staff["周涛"], on=DAY, outcome="已改稿送审")
    assert not list(tasks(staff["周涛"], DAY))
    recheck(now=NIGHT + timedelta(minutes=2), since=None)
    assert RecheckHit.objects.count() == 1 and Recheck.objects.filter(reason="nightly").exists()


def test_what_is_no_longer_found_settles_itself(shown: Piece, staff: People) -> None:
    word = add(staff)
    recheck(now=NIGHT, since=None)
    acts.stop_word(word, by=staff["王静文"], on=DAY, reason="误报")
    recheck(now=NIGHT, since=None)
    assert RecheckHit.objects.get().outcome == "复查时已经没有"


def test_a_round_goes_on_where_it_stopped(shown: Piece, staff: People) -> None:
    column = shown.get_parent().specific
    other = Article(title="第二篇", slug="second", live=True, stage="published")
    column.add_child(instance=other)
    under_way = Recheck.objects.create(reason="nightly", started_at=NIGHT)
    assert [advance(under_way, now=NIGHT, seconds=0) for _ in range(3)] == [1, 1, 0]
    assert under_way.finished_at == NIGHT and under_way.checked == 2
    assert recheck(now=NIGHT.replace(hour=4), since=None) == "没有要复查的"


def client(staff: Staff) -> Client:
    found = Client()
    found.force_login(staff)
    return found


def test_the_page_shows_the_impact_first_and_then_saves(shown: Piece, staff: People) -> None:
    clerk = client(staff["王静文"])
    data = {
        "wrong": "一网统半",
        "right": "一网通办",
        "level": "warn",
        "unless": "",
        "basis": "通报",
        "since": "2022-03-01",
        "reason": "通报",
    }
    page = clerk.post("/office/words/wrong/add/", data)
    assert "1 篇稿件、2 处" in page.content.decode() and not WrongWord.objects.exists()
    assert clerk.post("/office/words/wrong/add/", {**data, "seen": page.context["seen"]}).status_code == 302
    word = WrongWord.objects.get()
    assert "一网统半" in clerk.get("/office/words/wrong/?q=统半").content.decode()
    assert clerk.post(f"/office/words/wrong/{word.pk}/stop/", {"reason": "误报"}).status_code == 302
    assert WrongWord.objects.get().stopped_on
    assert clerk.get("/office/words/nothing/").status_code == 404


def test_tables_come_back_as_they_went_out_and_bad_rows_are_named(staff: People) -> None:
    add(staff, unless="甲一网统半")
    clerk = client(staff["王静文"])
    out = clerk.get("/office/words/wrong/export.xlsx").content
    heads = [cell.value for cell in load_workbook(io.BytesIO(out)).active[1]]
    rows = [["一网统半", "一网通办", "提示", "", "通报", DAY], ["甲", "甲", "提示", "", "通报", DAY], ["乙", "", "提示", "", "通报", DAY], ["丙", "丁", "很重", "", "通报", DAY], [12, "十二", None, None, "通报", None]]  # fmt: skip
    table = SimpleUploadedFile("a.xlsx", write_xlsx([Sheet("表", heads, rows)]))
    page = clerk.post("/office/words/wrong/import/", {"file": table, "reason": "年度整理"}).content.decode()
    assert "新增 1 条，更正 1 条，3 行没有导入" in page
    assert all(f"第 {line} 行" in page for line in (3, 4, 5))
    assert (
        WrongWord.objects.get(wrong="一网统半").level == "warn"
        and WrongWord.objects.filter(wrong="12").exists()
    )
    broken = SimpleUploadedFile("a.xlsx", write_xlsx([Sheet("表", ["别的"], [["甲"]])]))
    assert (
        "没有“错写”列"
        in clerk.post("/office/words/wrong/import/", {"file": broken, "reason": "x"}).content.decode()
    )


@pytest.mark.parametrize("path", ["wrong/add/", "wrong/import/", "leaders/add/", "numbers/add/"])
def test_others_do_not_change_dictionaries(staff: People, path: str) -> None:
    for name in ("周涛", "陈国栋", "方圆", "郑凯"):
        assert client(staff[name]).get(f"/office/words/{path}").status_code == 403
    assert client(staff["周涛"]).get("/office/words/wrong/").status_code == 200
    assert client(staff["郑凯"]).get("/office/words/wrong/").status_code == 403


def test_a_text_is_tried_and_nothing_of_it_is_kept(staff: People) -> None:
    OfficeNumber.objects.create(number="139 0013 9000", use="值班", since=DAY)
    text = "电话13800138000，值班13900139000，密级：机密"
    page = client(staff["周涛"]).post("/office/words/try/", {"text": text})
    finds = page.context["finds"]
    assert [each["level"] for each in finds] == ["bad", "warn"] and "138****8000" in str(finds)


def test_the_page_of_rechecks(shown: Piece, staff: People) -> None:
    add(staff)
    recheck(now=NIGHT, since=None)
    hit = RecheckHit.objects.get()
    assert "记下处理结果" in client(staff["周涛"]).get("/office/words/recheck/").content.decode()
    assert (
        "记下处理结果" not in client(staff["许蕾"]).get("/office/words/recheck/?view=words").content.decode()
    )
    assert (
        client(staff["许蕾"]).post(f"/office/words/recheck/{hit.pk}/settle/", {"outcome": "x"}).status_code
        == 403
    )
    client(staff["周涛"]).post(f"/office/words/recheck/{hit.pk}/settle/", {"outcome": "核对无误"})
    assert "核对无误" in client(staff["方圆"]).get("/office/words/recheck/?view=all").content.decode()


def link(url: str) -> LinkState:
    return LinkState.objects.create(url=url, digest=mark(url), seen_at=NIGHT)


def answer(request: httpx.Request) -> httpx.Response:
    """Other people's servers."""
    if request.url.host == "silent.gov.cn":
        raise httpx.ConnectTimeout("x")
    if request.url.path == "/moved":
        return httpx.Response(302, headers={"location": "https://inside.gov.cn/"})
    if request.url.path == "/no-head" and request.method == "HEAD":
        return httpx.Response(405)
    return httpx.Response(404 if request.url.path == "/gone" else 200)


def test_links_are_opened_in_the_background_and_never_inside(db: None) -> None:
    links = {
        each: link(f"https://{each}")
        for each in (
            "a.gov.cn/",
            "a.gov.cn/gone",
            "a.gov.cn/no-head",
            "a.gov.cn/moved",
            "silent.gov.cn/",
            "inside.gov.cn/",
        )
    }
    numbers = {"inside.gov.cn": ["10.0.0.8"]}

    def opened(day: int) -> str:
        web = httpx.Client(transport=httpx.MockTransport(answer))
        now = NIGHT + timedelta(days=day)
        return open_links(now=now, client=web, addresses=lambda host: numbers.get(host, ["1.1.1.1"]))

    assert opened(0) == "打开 6 个链接" and opened(0) == "打开 0 个链接"
    found = {each: LinkState.objects.get(pk=state.pk) for each, state in links.items()}
    assert [found[each].status for each in ("a.gov.cn/", "a.gov.cn/gone", "a.gov.cn/no-head")] == [
        200,
        404,
        200,
    ]
    assert found["inside.gov.cn/"].problem == found["a.gov.cn/moved"].problem == INSIDE
    assert found["silent.gov.cn/"].problem == "" and found["silent.gov.cn/"].failures == 1
    opened(2)
    assert LinkState.objects.get(pk=links["silent.gov.cn/"].pk).problem == "连续几次打不开"


def test_when_nothing_answers_our_own_line_is_down(db: None) -> None:
    for number in range(3):
        link(f"https://silent.gov.cn/{number}")
    web = httpx.Client(transport=httpx.MockTransport(answer))
    assert "本机" in open_links(now=NIGHT, client=web, addresses=lambda host: ["1.1.1.1"])
    assert not LinkState.objects.exclude(checked_at=None).exists()
