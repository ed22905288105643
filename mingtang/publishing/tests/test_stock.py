"""旧站的稿件迁进来，本站的稿件交出去：坏的行说清楚，好的进来，再来一次不变，来回一趟不走样。"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import transaction
from django.test import Client, override_settings
from django.utils import timezone
from PIL import Image
from wagtail.models import Page

from mingtang.kit.models import AuditEntry
from mingtang.kit.tables import Sheet, write_xlsx
from mingtang.organs.models import Organ, Role, Section, Staff
from mingtang.organs.refusal import Refused
from mingtang.publishing import actions
from mingtang.publishing.actions.taking_in import take_in
from mingtang.publishing.models import (
    Article,
    Attachment,
    Column,
    Consultation,
    Document,
    File,
    Piece,
    ReviewAct,
)
from mingtang.publishing.rules import refusal
from mingtang.publishing.stock.bodies import parse
from mingtang.publishing.stock.giving import give
from mingtang.publishing.stock.reading import Stock, open_stock
from mingtang.publishing.tests.reviewing import approved, article
from mingtang.publishing.version import digest, digest_of
from mingtang.search import index
from mingtang.search.query import find

pytestmark = pytest.mark.django_db
TODAY = date(2022, 12, 20)
People = dict[str, Staff]


@pytest.fixture(scope="module")
def people(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[People]:
    """The bureau with its site, once for this module."""
    media = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media"))
    with django_db_blocker.unblock(), media, undone():
        organ = Organ.objects.create(
            name="楚江市行政审批局",
            short_name="楚审",
            is_home=True,
            site_domain="xzsp.chujiang.example.cn",
        )
        section = Section.objects.create(organ=organ, name="政务服务管理科")
        posts = (
            ("郑凯", Role.ADMINISTRATOR, None),
            ("周涛", Role.SECTION_STAFF, section),
            ("刘敏", Role.VICE_LEADER, None),
            ("陈国栋", Role.LEADER, None),
            ("王静文", Role.CLERK, section),
        )
        found = {
            name: Staff.objects.create(username=f"k{n}", name=name, role=role, organ=organ, section=where)
            for n, (name, role, where) in enumerate(posts)
        }
        actions.lay_out(organ, by=None, on=date(2022, 12, 1))
        yield found


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def table(path: Path, *rows: dict[str, Any]) -> Stock:
    """A stock of an XLSX with these rows."""
    headers = list(dict.fromkeys(title for row in rows for title in row))
    path.write_bytes(
        write_xlsx([Sheet("稿件", headers, [[row.get(title) for title in headers] for row in rows])])
    )
    return open_stock(path)


def row(n: int, **more: Any) -> dict[str, Any]:
    """One good row."""
    return {
        "编号": f"a{n}", "栏目": "县区动态", "标题": f"樊江区并联审批第{n}期", "发布日期": date(2021, 3, n), "来源": "樊江区行政审批局",
        "网址": f"http://old.example.cn/art/2021/art_{n}.html", "正文": f"<p>五个环节并成一个，第{n}期。</p>", **more,
    }  # fmt: skip


def pieces() -> Any:
    """What was taken in, by its key."""
    return {each.imported_from: each.specific for each in Piece.objects.exclude(imported_from="")}


def found_by(words: str) -> list[str]:
    """The titles a visitor finds with these words."""
    return [hit.title for hit in find(words).hits]


def test_good_rows_go_in_and_every_bad_one_is_named(people: People, tmp_path: Path) -> None:
    stock = table(
        tmp_path / "old.xlsx",
        row(1, 栏目代码="08"),
        row(2, 栏目="没有的栏目"),
        row(3, 发布日期="去年春天"),
        row(4, 标题=None, 正文=None),
        row(5, 编号="a1"),
        row(6, 来源="长" * 61),
        row(7, 栏目="新闻动态"),
        row(8, 发布日期=date(2022, 12, 21)),
        row(9, 编号=None, 网址=None),
        row(10, 栏目="xwdt/xqdt"),
    )
    taken = take_in(stock, by=people["郑凯"], on=TODAY)
    assert taken.added == 2 and taken.ignored == ("栏目代码",)
    said = [str(line) for line in taken.rejected]
    for place, part in (
        ("第 3 行", "没有“没有的栏目”这个栏目"), ("第 4 行", "写成 2022-10-24"), ("第 5 行", "没有标题"),
        ("第 6 行", "编号和第 2 行相同"), ("第 7 行", "超过60字"), ("第 8 行", "不直接放稿件"), ("第 9 行", "不在2022-12-21之前"), ("第 10 行", "没有编号"),
    ):  # fmt: skip
        assert any(line.startswith(place) and part in line for line in said), (place, part, said)
    found = pieces()["a1"]
    assert found.live and found.stage == "published" and found.source == "樊江区行政审批局"
    assert timezone.localtime(found.first_published_at) == timezone.make_aware(datetime(2021, 3, 1))
    act = found.acts.get()
    assert (act.kind, act.by, act.on) == ("imported", people["郑凯"], TODAY) and "旧站" in act.opinion
    entry = AuditEntry.objects.get(act="publishing.taken_in")
    assert entry.by_id == people["郑凯"].pk and entry.data["added"] == 2 and entry.data["rejected"] == 8


def test_what_is_taken_in_is_what_a_review_would_have_left(people: People, tmp_path: Path) -> None:
    column = Column.objects.get(slug="xqdt")
    take_in(table(tmp_path / "one.xlsx", row(1), row(2)), by=people["郑凯"], on=TODAY)
    there = approved(article(column, people["周涛"]), people["周涛"], people["刘敏"], people["陈国栋"])
    mine, other = pieces()["a1"], Article.objects.get(pk=there.pk)
    apart = {
        "title",
        "draft_title",
        "source",
        "imported_from",
        "slug",
        "url_path",
        "path",
        "body",
        "translation_key",
    }
    numbers = {"id", "page_ptr", "piece_ptr", "owner", "live_revision", "latest_revision", "live_digest"}
    moments = {"first_published_at", "last_published_at", "latest_revision_created_at"}
    for each in Article._meta.concrete_fields:
        if each.name not in apart | numbers | moments:
            assert each.value_from_object(mine) == each.value_from_object(other), each.name
        else:
            assert (
                bool(each.value_from_object(mine)) == bool(each.value_from_object(other))
                or each.name in apart
            )
    assert (
        mine.live_digest == digest(mine) == digest_of(mine.latest_revision) == digest_of(mine.live_revision)
    )
    assert set(mine.latest_revision.content) == set(other.latest_revision.content)
    assert Page.find_problems() == ([], [], [], [], []) and list(index.problems()) == []
    assert found_by("并联审批第1期") == ["樊江区并联审批第1期"]
    first, second = pieces()["a1"], pieces()["a2"]
    assert {first.slug, second.slug} == {"t20210301_1", "t20210302_2"}
    later = article(column, people["周涛"], "之后拟的一篇")
    assert later.path > second.path and later.get_parent().numchild == 4


def test_the_same_again_changes_nothing_and_a_change_only_when_asked(people: People, tmp_path: Path) -> None:
    first = table(tmp_path / "1.xlsx", row(1), row(2), row(3))
    take_in(first, by=people["郑凯"], on=TODAY)
    again = take_in(first, by=people["郑凯"], on=TODAY)
    assert (again.added, again.unchanged) == (0, 3) and Piece.objects.exclude(imported_from="").count() == 3
    changed = table(
        tmp_path / "2.xlsx",
        row(1),
        row(2, 标题="改过的标题", 正文="<p>改过的正文。</p>"),
        row(3, 来源="云桥县"),
    )
    actions.revise(pieces()["a3"], {"summary": "在本站改过"}, by=people["周涛"], on=TODAY)
    left = take_in(changed, by=people["郑凯"], on=TODAY)
    assert (left.unchanged, len(left.differing)) == (1, 2) and pieces()["a2"].title == "樊江区并联审批第2期"
    before = pieces()["a2"]
    done = take_in(changed, by=people["郑凯"], on=TODAY, update=True)
    now = pieces()["a2"]
    assert [line.title for line in done.updated] == ["改过的标题"]
    assert (now.title, now.slug, now.pk, now.live) == ("改过的标题", before.slug, before.pk, True)
    assert "改过的正文" in str(now.body) and now.live_digest == digest(now) == digest_of(now.latest_revision)
    assert [act.kind for act in now.acts.all()] == [
        "imported",
        "imported",
    ] and now.first_published_at == before.first_published_at
    assert "在本站改过" in done.differing[0].sentence and pieces()["a3"].source == "樊江区行政审批局"
    assert take_in(changed, by=people["郑凯"], on=TODAY, update=True).unchanged == 2
    assert found_by("改过的标题") == ["改过的标题"]


def test_what_the_machine_blocks_is_a_draft_and_keeps_its_day_when_it_is_put_right(
    people: People, tmp_path: Path
) -> None:
    phones = "<p>联系人手机：13807002201、13807002202、13807002203。</p>"
    taken = take_in(table(tmp_path / "b.xlsx", row(1, 正文=phones), row(2)), by=people["郑凯"], on=TODAY)
    assert (
        taken.added == 2
        and [line.place for line in taken.held] == ["第 2 行"]
        and "手机号" in taken.held[0].sentence
    )
    held = pieces()["a1"]
    assert (held.live, held.stage, held.live_revision) == (False, "blocked", None)
    assert Client().get(held.path_of).status_code == 404 and not found_by("樊江区并联审批第1期")
    assert take_in(open_stock(tmp_path / "b.xlsx"), by=people["郑凯"], on=TODAY).unchanged == 2
    fixed = actions.revise(
        held, {"body": [("text", "<p>联系电话见网站首页。</p>")]}, by=people["周涛"], on=TODAY
    )
    assert not refusal("submit", fixed, people["周涛"], TODAY)
    approved(fixed, people["周涛"], people["刘敏"], people["陈国栋"])
    shown = pieces()["a1"]
    assert shown.live and timezone.localdate(shown.first_published_at) == date(2021, 3, 1)


def test_only_the_administrator_and_only_what_is_older_than_the_site(people: People, tmp_path: Path) -> None:
    stock = table(tmp_path / "c.xlsx", row(1), row(2, 发布日期=date(2022, 3, 1)))
    for name in ("王静文", "周涛", "刘敏", "陈国栋"):
        with pytest.raises(Refused, match="系统管理员"):
            take_in(stock, by=people[name], on=TODAY)
    approved(
        article(Column.objects.get(slug="xqdt"), people["周涛"]),
        people["周涛"],
        people["刘敏"],
        people["陈国栋"],
    )
    assert ReviewAct.objects.get(kind="published").on == date(2022, 3, 1)
    taken = take_in(stock, by=people["郑凯"], on=TODAY)
    assert taken.added == 1 and "在本站按三审发布" in taken.rejected[0].sentence


def test_a_trial_says_the_same_and_leaves_nothing(people: People, tmp_path: Path) -> None:
    stock = old_pages(tmp_path / "old.zip")
    kept = sorted(default_storage.listdir("documents")[1]) if default_storage.exists("documents") else []
    before = (Piece.objects.count(), AuditEntry.objects.count(), File.objects.count())
    trial = take_in(stock, by=people["郑凯"], on=TODAY, dry=True)
    assert (Piece.objects.count(), AuditEntry.objects.count(), File.objects.count()) == before
    assert (
        sorted(default_storage.listdir("documents")[1]) if default_storage.exists("documents") else []
    ) == kept
    done = take_in(stock, by=people["郑凯"], on=TODAY)
    assert trial.sentence == f"试运行：{done.sentence}" and trial.added == 2


def old_pages(path: Path) -> Stock:
    """Two pages of an old site, in its own encoding, with a picture, a file and what does not belong on a page."""
    picture = BytesIO()
    Image.new("RGB", (300, 200), "#8fb1d8").save(picture, "PNG")
    head = (
        '<html><head><meta charset="gb2312"><meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="2020-05-06 09:30">'
        '<meta name="ContentSource" content="楚江日报"><meta name="Url" content="http://old.example.cn/xqdt/{name}.shtml?id=7"></head><body>'
        "<nav>导航</nav><div class=TRS_Editor>{body}</div><footer>页脚</footer></body></html>"
    )
    first = (
        '<p style="color:red" onclick="x()">窗口延时服务。<script>alert(1)</script></p><p><img src="./w.png" alt="窗口"></p>'
        '<p><a href="../files/list.xlsx">事项清单</a>，<a href="b.html">上一篇</a>，<a href="/xqdt/b.shtml?id=7">同一篇</a>，<a href="/gone/1.html">没迁的</a>，<a href="javascript:x()">坏的</a></p>'
        "<table><tr><th>事项</th><th>材料</th></tr><tr><td>食品经营许可</td><td>3</td></tr></table>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        for name, title, body in (("a", "窗口延时", first), ("b", "上一篇稿件", "<p>正文。</p>")):
            archive.writestr(
                f"旧站/xwdt/xqdt/{name}.html",
                head.format(title=title, name=name, body=body).encode("gb18030"),
            )
        archive.writestr(
            "旧站/xwdt/xqdt/index.html", "<html><title>县区动态</title></html>".encode("gb18030")
        )
        archive.writestr("旧站/xwdt/xqdt/w.png", picture.getvalue())
        archive.writestr(
            "旧站/xwdt/files/list.xlsx", write_xlsx([Sheet("清单", ["事项"], [["食品经营许可"]])])
        )
    return open_stock(path)


def test_pages_of_an_old_site_come_clean_with_their_files_and_old_addresses_lead_here(
    people: People, tmp_path: Path
) -> None:
    taken = take_in(old_pages(tmp_path / "old.zip"), by=people["郑凯"], on=TODAY)
    assert (taken.added, taken.rejected, taken.held) == (2, [], [])
    assert [line.sentence[:13] for line in taken.notes] == ["正文里的链接“没迁的”在旧"]
    found = pieces()
    this, other = found["xwdt/xqdt/a.html"], found["xwdt/xqdt/b.html"]
    assert [block.block_type for block in this.body] == ["text", "picture", "text", "table"]
    client = Client()
    html = client.get(this.path_of).content.decode()
    main = html[html.index("<article") if "<article" in html else 0 :]
    assert (
        "alert(1)" not in main
        and "onclick" not in main
        and "color:red" not in main
        and "导航</nav>" not in main
    )
    assert (
        f'href="{other.path_of}"' in main and main.count(f'href="{other.path_of}"') >= 2 and "没迁的" in main
    )
    assert 'alt="窗口"' in main and "食品经营许可" in main and "楚江日报" in main
    file = File.objects.get(title="事项清单")
    answer = client.get(f"/files/{file.pk}/list.xlsx")
    assert answer.status_code == 200 and "attachment" in answer["Content-Disposition"]
    moved = client.get("/xqdt/a.shtml?id=7")
    assert (moved.status_code, moved["Location"]) == (301, this.path_of)
    assert client.get("/xqdt/a.shtml?id=8").status_code == 404


def test_a_body_is_cut_into_blocks_and_nothing_runs() -> None:
    parts = parse(
        '<div>散<b>字</b><img src=x.png onerror=run()><iframe src="//evil"></iframe><svg onload=run()></svg><a href="data:text/html,x">链</a></div>'
    ).parts
    assert [(part.kind, part.value) for part in parts] == [
        ("text", "<p>散<b>字</b></p>"),
        ("picture", "x.png"),
        ("text", "<p>链</p>"),
    ]
    assert parse("一行\n\n二行 <3").parts[0].value == "<p>一行</p><p>二行 &lt;3</p>"
    joined = (
        parse(
            "<table><tr><th>甲</th><th>乙</th></tr><tr><td rowspan=2>一</td><td>二<br>三</td></tr><tr><td>四</td></tr></table>"
        )
        .parts[0]
        .value
    )
    assert (
        joined["data"] == [["甲", "乙"], ["一", "二\n三"], ["", "四"]]
        and joined["mergeCells"][0]["rowspan"] == 2
    )


def everything() -> dict[str, Any]:
    """What visitors read of every piece, by address."""
    found = {}
    for piece in Piece.objects.live().specific():
        more = {
            "Document": lambda p: [p.number, p.signed_on, p.validity, p.repealed_by and p.repealed_by.title],
            "Consultation": lambda p: [p.opens_on, p.closes_on, str(p.explanation), str(p.result), p.result_on, p.contact],
            "Article": lambda p: [p.medium, [each.title for each in p.explains.all()]],
        }[type(piece).__name__](piece)  # fmt: skip
        blocks = [[each.block_type, _plain(each)] for each in piece.body]
        files = [[each.title, each.file.file_hash] for each in piece.attachments.all()]
        at = timezone.localtime(piece.first_published_at).strftime("%Y-%m-%d %H:%M")
        found[piece.path_of] = [
            piece.title,
            at,
            piece.source,
            piece.index_number,
            piece.summary,
            blocks,
            files,
            more,
        ]
    return found


def _plain(block: Any) -> Any:
    if block.block_type == "picture":
        return [block.value.file_hash, block.value.contextual_alt_text]
    if block.block_type == "table":
        return [block.value["data"], block.value.get("table_caption")]
    return re.sub(r"/files/\d+/[^\"]*", "/files/", str(block.value))


@pytest.mark.parametrize("kind", ["html", "xlsx", "json"])
def test_what_goes_out_comes_back_the_same(people: People, tmp_path: Path, kind: str) -> None:
    at = "2021-05-06 09:30"
    with undone():
        rows = [
            {"编号": "d1", "栏目": "其他文件", "标题": "关于窗口服务的通知", "发布时间": at, "文号": "楚审发〔2021〕3号", "成文日期": "2021-05-01", "正文": "<p>通知正文。</p>", "附件": "清单=../files/list.xlsx", "不配解读的理由": "内部事务"},
            {"编号": "d0", "栏目": "其他文件", "标题": "旧的通知", "发布时间": at, "文号": "楚审发〔2020〕9号", "成文日期": "2020-05-01", "正文": "<p>旧的。</p>", "效力状态": "废止", "由哪份文件废止或修改": "楚审发〔2021〕3号"},
            {"编号": "i1", "栏目": "政策解读", "标题": "《关于窗口服务的通知》解读", "发布时间": at, "解读的公文": "楚审发〔2021〕3号", "解读形式": "图解", "内容概述": "概述“引号”<和>", "正文": "<h2>一、背景</h2><p>见<a href='http://old.example.cn/d1'>通知</a>。</p><blockquote>引文</blockquote>"},
            {"编号": "c1", "栏目": "hdjl/yjzj", "标题": "征求意见", "发布时间": at, "开始日期": "2021-05-06", "截止日期": "2021-06-10", "联系人和电话": "许蕾 0700-3612306", "正文": "<p>草案。</p>", "起草说明": "<p>说明。</p>", "采纳情况": "<p>采纳2条。</p>", "公布采纳情况的日期": "2021-06-20"},
        ]  # fmt: skip
        rows[0]["原网址"] = "http://old.example.cn/d1"
        folder = old_pages(tmp_path / "old.zip")
        take_in(folder, by=people["郑凯"], on=TODAY)
        file = File.objects.get(title="事项清单")
        (tmp_path / "t.json").write_text(json.dumps(rows), encoding="utf-8")
        take_in(open_stock(tmp_path / "t.json"), by=people["郑凯"], on=TODAY)
        Attachment.objects.create(piece=pieces()["d1"], title="清单", file=file)
        before = everything()
        target = tmp_path / ("out.zip" if kind != "json" else "out")
        assert give(target, kind) == (6, [])
        only = give(tmp_path / "one", kind, Column.objects.get(slug="zcjd"))
        assert only[0] == 1
    assert not pieces()
    taken = take_in(open_stock(target), by=people["郑凯"], on=TODAY)
    assert (taken.added, taken.rejected, taken.held, taken.notes) == (6, [], [], [])
    assert everything() == before
    assert {type(each) for each in pieces().values()} == {Article, Document, Consultation}
    assert take_in(open_stock(target), by=people["郑凯"], on=TODAY).unchanged == 6


@pytest.mark.parametrize(
    ("name", "content", "part"),
    [
        ("a.txt", b"x", "不是能读的格式"),
        ("a.json", b"{", "不是完整的 JSON"),
        ("a.json", b"{}", "应当是一个列表"),
        ("a.zip", b"PK", "打不开"),
        ("a.xlsx", write_xlsx([Sheet("a", ["名称"], [["x"]])]), "没有“标题”一列"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_sentence(
    tmp_path: Path, name: str, content: bytes, part: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(Refused, match=part):
        open_stock(tmp_path / name)


def test_nothing_outside_of_the_folder_is_read(people: People, tmp_path: Path) -> None:
    (tmp_path / "secret.xlsx").write_bytes(write_xlsx([Sheet("a", ["x"], [["y"]])]))
    inside = tmp_path / "stock"
    inside.mkdir()
    (inside / "link.xlsx").symlink_to(tmp_path / "secret.xlsx")
    rows = [{**row(1), "附件": "清单=../secret.xlsx\n另一份=link.xlsx", "发布日期": "2021-03-01"}]
    (inside / "t.json").write_text(json.dumps(rows), encoding="utf-8")
    taken = take_in(open_stock(inside), by=people["郑凯"], on=TODAY)
    assert taken.added == 1 and len(taken.notes) == 2 and not File.objects.exists()


def test_the_administrator_takes_in_by_the_office_after_a_trial(
    people: People, tmp_path: Path, settings: Any
) -> None:
    settings.DATA = tmp_path
    table(tmp_path / "old.xlsx", row(1, 栏目="局内要闻"), row(2, 栏目="没有的栏目"))
    client = Client()
    for name in ("王静文", "周涛", "刘敏", "陈国栋"):
        client.force_login(people[name])
        assert client.get("/office/old-site/").status_code == 403
    client.force_login(people["郑凯"])
    assert "迁入旧站" in client.get("/office/old-site/").content.decode()
    how = {"columns": "局内要闻=xwdt/gzdt"}
    assert client.post("/office/old-site/take/", how).status_code == 302 and not pieces()
    with (tmp_path / "old.xlsx").open("rb") as file:
        said = client.post("/office/old-site/", {**how, "file": file}).content.decode()
    assert "试运行：迁入 1 篇，没有迁入 1 篇" in said and "没有“没有的栏目”这个栏目" in said and not pieces()
    done = client.post("/office/old-site/take/", how).content.decode()
    assert "迁入 1 篇" in done and pieces()["a1"].live and not list((tmp_path / "stock").iterdir())
    with (tmp_path / "old.xlsx").open("rb") as file:
        assert (
            "写成 旧栏目=新栏目"
            in client.post("/office/old-site/", {"columns": "局内要闻", "file": file}).content.decode()
        )
