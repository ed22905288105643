"""The daily work on the site: columns, opinions, the state of health, ways out, tables, unused media."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client
from django.test.utils import override_settings
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.contrib.redirects.models import Redirect

from mingtang.kit import outbox
from mingtang.kit.models import AuditEntry
from mingtang.organs.models import Organ, Role, Section, Staff
from mingtang.organs.refusal import Refused
from mingtang.publishing import actions, desk_hooks, leaving
from mingtang.publishing.actions import columns as acts
from mingtang.publishing.actions import opinions, shelving
from mingtang.publishing.checks.links import mark
from mingtang.publishing.models import (
    Article,
    Attachment,
    Column,
    Comment,
    File,
    Home,
    LinkState,
    Picture,
    Piece,
)
from mingtang.publishing.reindexing import TOPIC
from mingtang.publishing.tests.samples import bureau, picture, publish, small_site, text
from mingtang.registers.actions import annul, record_document
from mingtang.search import query
from mingtang.search.index import problems

pytestmark = pytest.mark.django_db
TODAY = date.today()
People = dict[str, Staff]
Site = dict[str, Any]
VALUES = {
    "title": "窗口服务", "kind": "news", "column_type": "工作动态", "description": "窗口办什么。", "keywords": "窗口",
    "section": None, "fresh_days": 30, "item": "", "basis": "", "time_limit": "", "form": "网站", "audience": "社会公众",
    "listed": True, "numbered": False, "statement": "",
}  # fmt: skip


@pytest.fixture(scope="module")
def whole(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Site]:
    """The site and more people, made once; every test works in a savepoint of its own."""
    media = tmp_path_factory.mktemp("media")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=media), transaction.atomic():
        people = bureau()
        organ = Organ.objects.get()
        posts = (
            ("许蕾", Role.SECTION_STAFF, "政策法规科"),
            ("方圆", Role.SUPERVISOR, ""),
            ("郑凯", Role.ADMINISTRATOR, ""),
        )
        for name, role, section in posts:
            where = Section.objects.create(organ=organ, name=section) if section else None
            people[name] = Staff.objects.create(
                username=name, name=name, role=role, organ=organ, section=where
            )
        Column.objects.filter(slug="yjzj").update(section=people["许蕾"].section)
        yield {**small_site(people, TODAY), "people": people}
        transaction.set_rollback(True)


@pytest.fixture
def site(whole: Site, db: None) -> Site:
    cache.clear()
    return whole


@pytest.fixture
def people(site: Site) -> People:
    found: People = site["people"]
    return found


def at(slug: str) -> Column:
    return Column.objects.get(slug=slug)


def signed_in(person: Staff) -> Client:
    client = Client()
    client.force_login(person)
    return client


def signed(people: People, name: str = "王静文", reason: str = "年初调整") -> dict[str, Any]:
    return {"by": people[name], "on": TODAY, "reason": reason}


def last_act() -> AuditEntry:
    found = AuditEntry.objects.order_by("pk").last()
    assert found is not None
    return found


class TestColumns:
    def test_the_overdue_ones_stand_first(self, site: Site, people: People) -> None:
        old = timezone.now() - timedelta(days=20)
        Piece.objects.filter(path__startswith=at("gzdt").path).update(first_published_at=old)
        html = signed_in(people["方圆"]).get("/office/columns/").content.decode()
        assert "逾期 1 个" in html and html.index("逾期6天") < html.index("栏目树")
        assert "新建栏目" not in html and "4299000015" in html and "没有填" in html
        assert desk_hooks._overdue(people["王静文"], TODAY) == ("1 逾期", "late")
        assert desk_hooks._overdue(people["许蕾"], TODAY) is None
        book = load_workbook(io.BytesIO(signed_in(people["方圆"]).get("/office/columns/export.xlsx").content))
        assert "逾期6天" in {row[11].value for row in book.active.iter_rows()}

    def test_only_the_clerk_changes_the_tree(self, site: Site, people: People) -> None:
        pages = ("add/", *(f"{at('gzdt').pk}/{act}/" for act in ("edit", "move", "archive", "reopen")))
        for name, person in people.items():
            answers = {signed_in(person).get(f"/office/columns/{page}").status_code for page in pages}
            assert answers == ({200} if name == "王静文" else {403}), name
        assert signed_in(people["郑凯"]).get("/office/columns/").status_code == 403
        assert Client().get("/office/columns/").status_code == 302
        with pytest.raises(Refused, match="经办人"):
            acts.add_column(Home.objects.get(), VALUES, slug="ck", **signed(people, "许蕾"))

    def test_a_column_is_opened_where_it_is_put(self, site: Site, people: People) -> None:
        values = {key: value for key, value in VALUES.items() if value not in (None, False)}
        values |= {"slug": "ckfw", "place": f"right:{at('gzdt').pk}", "reason": "新设窗口"}
        client = signed_in(people["王静文"])
        assert client.post("/office/columns/add/", values | {"slug": "gzdt"}).status_code == 422
        assert client.post("/office/columns/add/", values | {"slug": "Ck_1"}).status_code == 422
        assert client.post("/office/columns/add/", values).status_code == 302
        made = at("ckfw")
        assert made.get_prev_sibling().pk == at("gzdt").pk and made.url_path.endswith("/xwdt/ckfw/")
        assert last_act().act == "publishing.column_added" and last_act().reason == "新设窗口"
        assert Client().get("/").content.decode().count("窗口服务") == 0  # empty: shown nowhere
        with pytest.raises(Refused, match="另有用处"):
            acts.add_column(Home.objects.get(), VALUES, slug="office", **signed(people))

    def test_what_is_written_down_changes_and_pieces_are_found_by_it(
        self, site: Site, people: People
    ) -> None:
        with pytest.raises(Refused, match="没有改动"):
            acts.edit_column(at("gzdt"), {"title": "工作动态"}, **signed(people))
        with pytest.raises(Refused, match="栏目组"):
            acts.edit_column(at("gzdt"), {"kind": "group"}, **signed(people))
        acts.edit_column(at("gzdt"), {"title": "局里动态", "fresh_days": 7}, **signed(people))
        assert last_act().data["before"]["title"] == "工作动态"
        outbox.deliver(timezone.now(), topics=[TOPIC])
        hits = query.find("开办餐饮店一件事").hits
        assert "局里动态" in {hit.channel for hit in hits if hit.kind == "article"}
        assert "局里动态" in Client().get("/xwdt/gzdt/").content.decode()

    def test_a_moved_column_leaves_nobody_behind(self, site: Site, people: People) -> None:
        piece = site["news"].path_of
        moved = acts.move_column(at("gzdt"), at("tzgg"), pos="last-child", **signed(people))
        assert moved.url_path.endswith("/tzgg/gzdt/")
        for old in ("/xwdt/gzdt/", piece):
            answer = Client().get(old)
            assert answer.status_code == 301 and answer["Location"].endswith(old.replace("/xwdt/", "/tzgg/"))
        acts.move_column(at("gzdt"), at("xwdt"), pos="first-child", **signed(people))
        assert Client().get(piece).status_code == 200
        assert not Redirect.objects.filter(old_path=piece.rstrip("/")).exists()
        with pytest.raises(Refused, match="它自己里面"):
            acts.move_column(at("xwdt"), at("gzdt"), pos="last-child", **signed(people))

    def test_one_with_pieces_stays_readable_one_without_leads_on(self, site: Site, people: People) -> None:
        with pytest.raises(Refused, match="先归档下级"):
            acts.archive_column(at("xwdt"), **signed(people))
        draft = actions.begin(
            at("gzdt"), Article(title="草稿", body=text("一段。")), by=people["王静文"], on=TODAY
        )
        with pytest.raises(Refused, match="还有1篇"):
            acts.archive_column(at("gzdt"), **signed(people))
        draft.delete()
        acts.archive_column(at("gzdt"), successor=at("tzgg"), **signed(people))
        html = Client().get("/xwdt/gzdt/").content.decode()
        assert "归档，不再更新" in html and "通知公告" in html and "开办餐饮店" in html
        assert Client().get(site["news"].path_of).status_code == 200
        with pytest.raises(Refused, match="已经归档"):
            actions.begin(
                at("gzdt"), Article(title="新稿", body=text("一段。")), by=people["王静文"], on=TODAY
            )
        assert not [each for each in desk_hooks.Ledger(TODAY).overdue() if each.column.slug == "gzdt"]

        acts.archive_column(at("mtbd"), **signed(people))
        assert Client().get("/xwdt/mtbd/")["Location"].endswith("/xwdt/")
        acts.reopen_column(at("mtbd"), **signed(people))
        assert at("mtbd").live and Client().get("/xwdt/mtbd/").status_code == 200
        trail = signed_in(people["方圆"]).get(f"/office/columns/{at('mtbd').pk}/").content.decode()
        assert "归档栏目" in trail and "恢复栏目" in trail and "年初调整" in trail


def opinion(site: Site, which: str = "consultation", **more: Any) -> Comment:
    values = {
        "text": "列出清单，电话13812345678。",
        "name": "李明",
        "contact": "13812345678",
        "may_show": True,
    } | more
    return Comment.objects.create(consultation=site[which], received_on=TODAY - timedelta(days=12), **values)


class TestOpinions:
    def test_who_reads_and_who_decides(self, site: Site, people: People) -> None:
        this = opinion(site)
        page = f"/office/opinions/one/{this.pk}/"
        for name in ("王静文", "方圆", "陈国栋"):
            html = signed_in(people[name]).get(page).content.decode()
            assert "李*" in html and "李明" not in html and "13812345678" not in html, name
        for name, status in (("方圆", 403), ("陈国栋", 403), ("许蕾", 302)):
            act = {"act": "withhold", "reason": "含他人隐私"}
            assert signed_in(people[name]).post(page, act).status_code == status, name
        assert signed_in(people["郑凯"]).get(page).status_code == 403
        Column.objects.filter(slug="yjzj").update(section=people["王静文"].section)
        assert signed_in(people["许蕾"]).post(page, {"act": "withhold", "reason": "x"}).status_code == 403

    def test_shown_is_what_tells_nobody(self, site: Site, people: People) -> None:
        this, client = opinion(site), signed_in(people["王静文"])
        page = f"/office/opinions/one/{this.pk}/"
        bad = client.post(page, {"act": "show", "text": this.text})
        assert bad.status_code == 422 and "还有电话" in bad.content.decode()
        assert client.post(page, {"act": "show", "text": "列出清单。"}).status_code == 302
        html = Client().get(site["consultation"].path_of).content.decode()
        assert "列出清单。" in html and "1381234" not in html and "正在研究" in html
        client.post(page, {"act": "withhold", "reason": "本人要求"})
        assert "列出清单。" not in Client().get(site["consultation"].path_of).content.decode()
        silent = opinion(site, may_show=False)
        with pytest.raises(Refused, match="没有同意公开"):
            opinions.show_opinion(silent, by=people["王静文"], on=TODAY, text="列出清单。")

    def test_the_name_is_read_for_a_reason_only(self, site: Site, people: People) -> None:
        page = f"/office/opinions/one/{opinion(site).pk}/"
        client = signed_in(people["王静文"])
        assert client.post(page, {"act": "reveal", "reason": ""}).status_code == 422
        html = client.post(page, {"act": "reveal", "reason": "核实意见"})
        assert "李明" in html.content.decode() and "no-store" in html["Cache-Control"]
        assert (last_act().act, last_act().reason) == ("publishing.opinion_person_seen", "核实意见")
        assert "李明" not in client.get(page).content.decode()

    def test_the_result_comes_out_of_the_answers(self, site: Site, people: People) -> None:
        first, second = opinion(site, "closed"), opinion(site, "closed", text="不同意。", may_show=False)
        tasks = {task.title: task for task in desk_hooks.tasks(people["王静文"], TODAY)}
        assert tasks["公布采纳情况：征求《楚江市中介服务办法》意见"].due_class == "soon"
        later = desk_hooks.tasks(people["王静文"], TODAY + timedelta(days=40))
        assert next(later).due_class == "late"
        assert not list(desk_hooks.tasks(people["方圆"], TODAY))
        with pytest.raises(Refused, match="写明理由"):
            opinions.answer_opinion(second, by=people["王静文"], on=TODAY, state="declined")
        opinions.show_opinion(first, by=people["王静文"], on=TODAY, text="列出清单。")
        opinions.answer_opinion(first, by=people["王静文"], on=TODAY, state="adopted")
        with pytest.raises(Refused, match="还有1条"):
            opinions.draft_result(site["closed"], by=people["王静文"], on=TODAY)
        opinions.answer_opinion(
            second, by=people["王静文"], on=TODAY, state="declined", reply="上位法另有规定。"
        )
        answer = signed_in(people["王静文"]).post(f"/office/opinions/{site['closed'].pk}/result/")
        assert answer["Location"] == f"/office/review/{site['closed'].pk}/"
        draft = Piece.objects.get(pk=site["closed"].pk).specific.get_latest_revision_as_object()
        assert "共收到2条，其中采纳1条，未采纳1条" in str(draft.result[0].value)
        assert draft.result[1].value["data"][1] == ["列出清单。", "采纳", ""]
        assert (
            "采纳1条" not in Client().get(site["closed"].path_of).content.decode()
        )  # three people sign first

    def test_letters_are_entered_and_all_is_exported_masked(self, site: Site, people: People) -> None:
        client, page = signed_in(people["许蕾"]), f"/office/opinions/{site['consultation'].pk}/"
        given = {
            "channel": "post",
            "received_on": TODAY,
            "text": "来信意见。",
            "name": "王小云",
            "contact": "a@example.com",
        }
        assert (
            client.post(f"{page}enter/", given | {"received_on": TODAY + timedelta(days=1)}).status_code
            == 422
        )
        assert client.post(f"{page}enter/", given).status_code == 302
        assert signed_in(people["方圆"]).post(f"{page}enter/", given).status_code == 403
        rows = list(load_workbook(io.BytesIO(client.get(f"{page}export.xlsx").content)).active.values)
        assert (
            rows[1][2] == "信函" and rows[1][4] == "王**" and "example" not in str(rows[1][5]).split("@")[0]
        )
        assert "待看" in client.get("/office/opinions/").content.decode()


class TestHealth:
    def test_one_page_says_what_is_wrong_and_where(self, site: Site, people: People) -> None:
        dead = "https://dead.example.org/a?b=1&c=2"
        publish(
            Article(title="有坏链接的稿件", body=text(f'<a href="{dead.replace("&", "&amp;")}">看这里</a>')),
            "tzgg",
            people,
            TODAY,
        )
        LinkState.objects.update_or_create(
            digest=mark(dead),
            defaults={"url": dead, "seen_at": timezone.now(), "checked_at": timezone.now(), "status": 404},
        )
        client = signed_in(people["方圆"])
        html = client.get("/office/health/").content.decode()
        assert (
            "有坏链接的稿件" in html
            and "打不开（404）" in html
            and "?v=owed" in html
            and "十五个标签都对" in html
        )
        assert signed_in(people["郑凯"]).get("/office/health/").status_code == 403
        Column.objects.filter(slug="tzgg").update(description="")
        assert "标签有" in client.post("/office/health/check/", follow=True).content.decode()
        book = load_workbook(io.BytesIO(client.get("/office/health/export.xlsx").content))
        assert book.sheetnames == ["体检", "栏目", "网页标签", "打不开的链接", "复查发现"]
        assert book["打不开的链接"]["A2"].value == dead


class TestLeaving:
    def test_government_sites_open_others_are_announced(self, site: Site, people: People) -> None:
        body = text(
            '<a href="https://www.gov.cn/zhengce/">国务院</a> <a href="https://shop.example.com/?a=1&amp;b=2">商店</a>'
        )
        piece = publish(Article(title="两个链接", body=body), "tzgg", people, TODAY)
        html = Client().get(piece.path_of).content.decode()
        assert 'href="https://www.gov.cn/zhengce/"' in html and 'href="https://shop' not in html
        notice = re.search(r'href="(/leave/[^"]+)"', html)
        assert notice is not None
        answer = Client().get(notice[1].replace("&amp;", "&"))
        assert (
            answer.status_code == 200
            and 'href="https://shop.example.com/?a=1&amp;b=2"' in answer.content.decode()
        )
        assert "noindex" in answer["X-Robots-Tag"]

    @pytest.mark.parametrize(
        "to", ["https://evil.example.com/", "javascript:alert(1)", "//evil.example.com", ""]
    )
    def test_it_leads_nowhere_by_itself(self, site: Site, to: str) -> None:
        for signature in ("", leaving.sign("https://shop.example.com/"), "ü"):
            assert Client().get("/leave/", {"to": to, "s": signature}).status_code == 404
        assert Client().get("/leave/", {"to": to, "s": leaving.sign(to)}).status_code == (
            200 if "https" in to else 404
        )

    def test_a_host_is_what_is_opened_not_what_it_looks_like(self, site: Site) -> None:
        assert leaving.is_direct("https://sub.chujiang.gov.cn./x") and leaving.is_direct(
            "https://xzsp.chujiang.example.cn/"
        )
        for url in (
            "https://gov.cn.example.com/",
            "https://www.gov.cn@example.com/",
            "https://evilgov.cn/",
            "http://[::1",
        ):
            assert not leaving.is_direct(url)


class TestTables:
    def test_the_list_of_documents_goes_out_as_it_is_narrowed(self, site: Site) -> None:
        page = Client().get("/zwgk/zdgk/gfxwj/", {"state": "over"}).content.decode()
        link = re.search(r'href="(documents\.xlsx[^"]*)"', page)
        assert link is not None
        answer = Client().get(f"/zwgk/zdgk/gfxwj/{link[1]}")
        rows = list(load_workbook(io.BytesIO(answer.content)).active.values)
        assert len(rows) == 2 and "试行办法" in str(rows[1][1]) and rows[1][10] == "已废止"
        told = Client().get("/zwgk/zdgk/gfxwj/documents.csv").content.decode("utf-8-sig")
        assert len(told.strip().splitlines()) == 3 and "楚审规〔2022〕3号" in told
        assert Client().get("/xwdt/gzdt/documents.csv").status_code == 404

    def test_the_office_takes_its_list_along(self, site: Site, people: People) -> None:
        client = signed_in(people["方圆"])
        book = load_workbook(
            io.BytesIO(client.get("/office/review/export.xlsx", {"v": "live", "q": "告知承诺"}).content)
        )
        titles = {row[0] for row in book.active.values}
        assert "告知承诺替代的是哪些材料" in titles and "机构职能" not in titles
        assert signed_in(people["郑凯"]).get("/office/review/export.xlsx").status_code == 403


class TestMedia:
    def test_what_is_used_stays_what_is_not_goes(self, site: Site, people: People) -> None:
        used = Picture.objects.get(title="窗口")
        with pytest.raises(Refused, match="“开办餐饮店一件事”上线》（线上）用着"):
            shelving.discard(used, **signed(people, reason="不要了"))
        with pytest.raises(Refused, match="告知承诺办理规定"):
            shelving.discard(site["list"], **signed(people, reason="不要了"))
        spare = picture("多余的一张", "没有用到")
        client = signed_in(people["王静文"])
        html = client.get("/office/media/pictures/").content.decode()
        assert "多余的一张" in html and "窗口</a>" not in html
        assert client.get(f"/office/media/pictures/{spare.pk}/")["Content-Type"] == "image/png"
        page = f"/office/media/pictures/{spare.pk}/remove/"
        assert signed_in(people["方圆"]).post(page, {"reason": "x"}).status_code == 403
        signed_in(people["许蕾"]).post(page, {"reason": "x"})
        assert Picture.objects.filter(pk=spare.pk).exists()  # neither hers nor is she the clerk
        client.post(page, {"reason": "传错了"})
        assert not Picture.objects.filter(pk=spare.pk).exists() and last_act().reason == "传错了"

    def test_an_older_version_keeps_its_files(self, site: Site, people: People) -> None:
        file, linked = (
            File.objects.create(title=each, file=ContentFile(b"a,b\n", "old.csv"))
            for each in ("旧清单", "旧链接")
        )
        drawn, cover = picture("旧插图", "图"), picture("旧题图", "图")
        body = [*text(f'<a linktype="document" id="{linked.pk}">看</a>'), ("picture", drawn)]
        piece = publish(Article(title="换过附件", body=body, cover=cover), "tzgg", people, TODAY, (file,))
        Attachment.objects.filter(piece=piece).delete()
        now = Piece.objects.get(pk=piece.pk).specific
        now.body, now.cover = text("一段。"), None
        now.save()
        for each in (file, linked, drawn, cover):
            with pytest.raises(Refused, match="《换过附件》（旧版本）用着"):
                shelving.discard(each, **signed(people, reason="不要了"))
        html = signed_in(people["王静文"]).get("/office/media/files/?v=all").content.decode()
        assert "旧清单" in html and "没有用到" in html


class TestRegister:
    def test_what_is_on_the_site_is_found_once(self, site: Site, people: People) -> None:
        def record(title: str, number: str) -> Any:
            return record_document(
                by=people["王静文"], on=TODAY, organ=Organ.objects.get(), kind="normative_document", title=title,
                number=number, issued_on=date(2022, 2, 21), in_force_on=date(2022, 3, 1),
            )  # fmt: skip

        def found(words: str) -> list[str]:
            return sorted(hit.kind for hit in query.find(words).hits if hit.kind in ("document", "register"))

        only = record("楚江市办件回访办法", "楚审规〔2022〕9号")
        record("楚江市行政许可告知承诺办理规定", "楚审规[2022]3号")
        assert found("办件回访办法") == ["register"] and found("楚审规〔2022〕3号") == ["document"]
        html = Client().get("/normative-documents/").content.decode()
        assert "办件回访办法" in html and f'href="{site["document"].path_of}"' in html and "共<b" in html
        actions.withdraw(site["document"], by=people["刘敏"], on=TODAY, reason="内容有误")
        assert found("楚审规〔2022〕3号") == ["register"]
        annul(only, by=people["王静文"], on=TODAY, reason="误录")
        assert (
            found("办件回访办法") == []
            and "回访" not in Client().get("/normative-documents/").content.decode()
        )
        assert not [each for each in problems() if "规范性文件目录" in each]

    def test_it_is_narrowed_and_taken_away(self, site: Site, people: People) -> None:
        assert "登记簿里还没有文件" in Client().get("/normative-documents/").content.decode()
        assert "规章、规范性文件目录" not in Client().get("/open-data/").content.decode()
        record_document(
            by=people["王静文"], on=TODAY, organ=Organ.objects.get(), kind="regulation", title="楚江市窗口规定",
            number="楚江市人民政府令第7号", issued_on=date(2020, 2, 21), in_force_on=date(2020, 3, 1),
        )  # fmt: skip
        assert "没有符合条件" in Client().get("/normative-documents/", {"q": "〔2020〕9"}).content.decode()
        assert (
            "窗口规定"
            in Client().get("/normative-documents/", {"q": "令第7号", "state": "有效"}).content.decode()
        )
        assert (
            Client().get("/open-data/normative-documents.json").json()["documents"][0]["validity"] == "有效"
        )
        assert "窗口规定" in Client().get("/open-data/normative-documents.csv").content.decode("utf-8-sig")
        assert "规章、规范性文件目录" in Client().get("/open-data/").content.decode()
