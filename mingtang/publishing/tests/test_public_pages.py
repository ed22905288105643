"""What visitors see of a small site: columns, articles, documents, consultations, files, search, feeds, open data."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client
from django.test.utils import override_settings
from django.utils import timezone
from lxml import etree

from mingtang.kit.models import AuditEntry
from mingtang.organs.models import Staff
from mingtang.organs.refusal import Refused
from mingtang.publishing import actions
from mingtang.publishing.models import Article, Column, Comment, Consultation, Document, File, Piece
from mingtang.publishing.reindexing import read_files, unread
from mingtang.publishing.tests.samples import bureau, publish, small_site, text
from mingtang.publishing.tree import catalogue, grow, item_number
from mingtang.publishing.views.public import comments
from mingtang.search.index import problems

pytestmark = pytest.mark.django_db
TODAY = date.today()
DOMAIN = "https://xzsp.chujiang.example.cn"
Site = dict[str, Any]


@pytest.fixture(scope="module")
def whole(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Site]:
    """The site, made once; every test works in a savepoint of its own."""
    media = tmp_path_factory.mktemp("media")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=media), transaction.atomic():
        people = bureau()
        yield {**small_site(people, TODAY), "people": people}
        transaction.set_rollback(True)


@pytest.fixture
def site(whole: Site, db: None) -> Site:
    cache.clear()
    return whole


def page(path: str, **given: str) -> str:
    answer = Client().get(path, given)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


def inside(html: str) -> str:
    return html.partition("<main")[2].partition("</main>")[0]


def take_down(piece: Piece, site: Site, replacement: str = "") -> None:
    actions.withdraw(
        piece, by=site["people"]["刘敏"], on=TODAY, reason="写了张三的电话", replacement=replacement
    )


class TestTree:
    def test_an_empty_column_is_shown_nowhere_until_it_has_something(self, site: Site) -> None:
        assert ">办事服务<" not in page("/") and "/bsfw/" not in page("/sitemap/")
        publish(Article(title="食品经营许可", body=text("三份材料。")), "bsfw/bszn", site["people"], TODAY)
        assert '<a href="/bsfw/">办事服务</a>' in page("/") and "/bsfw/bszn/" in page("/sitemap/")

    def test_a_statement_or_another_page_of_the_site_fills_a_column(self, site: Site) -> None:
        area = page("/zwgk/zdgk/")
        assert '<a href="/zwgk/zdgk/xzcf/">行政处罚和行政强制</a>' in area
        assert "没有作出行政处罚" in inside(page("/zwgk/zdgk/xzcf/"))
        assert '<a href="/disclosure/">依申请公开</a>' in page(
            "/zwgk/"
        ) and 'href="/disclosure/reports/"' in page("/zwgk/")
        assert Client().get("/zwgk/ysqgk/")["Location"] == "/disclosure/"

    def test_pages_of_other_rooms_stand_in_their_column(self, site: Site) -> None:
        entry = page("/disclosure/")
        assert re.search(r'<a href="/zwgk/" aria-current="true">政府信息公开', entry)
        assert '<li><a href="/zwgk/">政府信息公开</a></li><li aria-current="page">依申请公开' in entry

    def test_what_is_not_listed_stands_in_the_footer(self, site: Site) -> None:
        html = page("/")
        nav, foot = html.partition("<main")[0], html.partition("<footer")[2]
        assert "网站声明" not in nav and '<a href="/wzgl/wzsm/">网站声明</a>' in foot

    def test_the_tree_at_the_side_opens_along_the_way(self, site: Site) -> None:
        html = page("/zwgk/zdgk/gfxwj/")
        side = html.partition('<nav class="side"')[2].partition("</nav>")[0]
        assert '<a href="/zwgk/zdgk/gfxwj/" aria-current="page">行政规范性文件</a>' in side
        for block in ("政府信息公开指南", "法定主动公开内容", "政府信息公开年报", "依申请公开"):
            assert block in side
        assert "政府信息公开制度" not in side

    def test_an_archived_topic_leaves_the_navigation_and_keeps_its_page(self, site: Site) -> None:
        Column.objects.filter(slug="yshj").update(archived_on=TODAY)
        assert "/ztzl/yshj/" not in page("/") and "归档" in page("/ztzl/yshj/")

    @pytest.mark.parametrize(
        ("item", "number"), [("一", 1), ("十", 10), ("十五", 15), ("二十三", 23), ("", 99), ("x", 99)]
    )
    def test_items_count_in_order(self, item: str, number: int) -> None:
        assert item_number(item) == number

    def test_the_catalogue_names_who_when_and_where(self, site: Site) -> None:
        lines = catalogue(grow())
        numbers = [item_number(each.column.item) for each in lines]
        assert numbers == sorted(numbers) and len(lines) >= 6
        html = inside(page("/zwgk/zdgk/"))
        for words in (
            "政府信息公开条例第二十条第一项",
            "印发之日起20个工作日内",
            "最近：",
            "没有作出行政处罚",
        ):
            assert words in html
        assert "公务员招考" not in html  # nothing there yet


class TestLists:
    def test_news_and_notices_with_their_days(self, site: Site) -> None:
        html = inside(page("/xwdt/gzdt/"))
        assert "“开办餐饮店一件事”上线" in html and f'<time datetime="{TODAY}">{TODAY}</time>' in html
        assert "冬季办事大厅服务时间公告" in inside(page("/tzgg/"))

    def test_long_lists_go_on(self, site: Site) -> None:
        column = Column.objects.get(slug="gzdt")
        for number in range(25):
            column.add_child(instance=Article(title=f"旧闻{number}", slug=f"old-{number}", live=True))
        first, second = inside(page("/xwdt/gzdt/")), inside(page("/xwdt/gzdt/", page="2"))
        assert first.count("<li><a") > 19 and "旧闻" in second and 'rel="prev"' in second
        assert "第2页" in page("/xwdt/gzdt/", page="2").partition("</title>")[0]

    @pytest.mark.parametrize(
        ("given", "there", "not_there"),
        [
            ({"state": "in_force"}, "办理规定", "试行办法"),
            ({"state": "over"}, "试行办法", "办理规定"),
            ({"year": "2021"}, "试行办法", "办理规定"),
            ({"q": "〔2022〕3"}, "办理规定", "试行办法"),
            ({"topic": "综合政务"}, "试行办法", "没有符合条件"),
            ({"q": "%' OR 1=1"}, "没有符合条件的文件", "试行办法</a>"),
            ({"year": "99999999", "state": "x", "page": "-1"}, "试行办法", "没有符合条件"),
        ],
    )
    def test_documents_are_filtered(
        self, site: Site, given: dict[str, str], there: str, not_there: str
    ) -> None:
        table = inside(page("/zwgk/zdgk/gfxwj/", **given))
        assert there in table and not_there not in table

    def test_documents_show_number_validity_and_interpretation(self, site: Site) -> None:
        html = inside(page("/zwgk/zdgk/gfxwj/"))
        assert "楚审规〔2022〕3号" in html and "有效1件" in html
        assert '<span class="tag ">已废止</span>' in html and "文字解读</a>" in html

    def test_validity_goes_by_the_day(self, site: Site) -> None:
        Document.objects.filter(pk=site["document"].pk).update(effective_on=TODAY + timedelta(days=1))
        assert "尚未施行" in page(site["document"].path_of)
        Document.objects.filter(pk=site["document"].pk).update(
            effective_on=TODAY - timedelta(days=9), expires_on=TODAY - timedelta(days=1)
        )
        assert '<span class="tag ">失效</span>' in page(site["document"].path_of)
        assert "办理规定" not in inside(page("/zwgk/zdgk/gfxwj/", state="in_force"))

    def test_consultations_by_how_far_they_are(self, site: Site) -> None:
        both = inside(page("/hdjl/yjzj/"))
        assert "容缺受理" in both and "中介服务" in both and "还有37天截止" in both
        assert "中介服务" not in inside(page("/hdjl/yjzj/", state="open"))
        assert "容缺受理" not in inside(page("/hdjl/yjzj/", state="closed"))

    def test_a_static_column_shows_its_article_in_place(self, site: Site) -> None:
        assert "这里是政府信息公开指南。" in inside(page("/zwgk/zn/"))


class TestArticle:
    def test_it_says_when_from_whom_and_by_whom(self, site: Site) -> None:
        html = inside(page(site["news"].path_of))
        assert re.search(
            r"\d{4}-\d\d-\d\d \d\d:\d\d　来源：楚江市行政审批局　作者：周涛　责任编辑：王静文", html
        )
        for part in ("打印", "分享", "扫一扫", f'value="{DOMAIN}{site["news"].path_of}"', "关键词"):
            assert part in html

    def test_blocks_are_drawn(self, site: Site) -> None:
        html = inside(page(site["news"].path_of))
        assert 'alt="工作人员在窗口办件"' in html and "<blockquote>只跑一次。</blockquote>" in html
        assert '<th scope="col">材料（份）</th>' in html and '<td data-label="时限">1个工作日</td>' in html
        source = re.search(r'<img src="(/media/images/[^"]+)"', html)
        assert source and Client().get(source[1]).status_code == 200

    def test_markup_that_somebody_put_in_is_taken_out(self, site: Site) -> None:
        body = [
            (
                "text",
                '<p onclick="x()">正文<script>alert(1)</script><a href="javascript:alert(2)">链接</a><iframe src="/x"></iframe></p>',
            ),
            ("quote", "<script>alert(3)</script>"),
            (
                "table",
                {
                    "data": [["<b>头</b>"], ["<img src=x onerror=alert(4)>"]],
                    "first_row_is_table_header": True,
                },
            ),
        ]
        hostile = publish(
            Article(title='"><script>alert(5)</script>', body=body), "xwdt/gzdt", site["people"], TODAY
        )
        html = page(hostile.path_of)
        for sign in ("<script>alert", "onclick", "javascript:", "<iframe", "<img src=x"):
            assert sign not in html

    def test_interpretation_and_document_name_each_other(self, site: Site) -> None:
        assert site["document"].path_of in inside(page(site["interpretation"].path_of))
        assert inside(page(site["document"].path_of)).count(f'href="{site["interpretation"].path_of}"') == 2

    def test_machine_made_text_says_so(self, site: Site) -> None:
        marked = Article.objects.get(ai_assisted=True)
        assert "人工智能生成" in page(marked.path_of) and "人工智能" not in page(site["news"].path_of)

    def test_the_one_before_and_the_one_after(self, site: Site) -> None:
        html = page(site["news"].path_of)
        assert "下一篇" in html and "政务大厅动态第1期" in html and "上一篇" not in html


class TestDocument:
    def test_particulars_in_their_order_and_only_those_there_are(self, site: Site) -> None:
        html = inside(page(site["document"].path_of))
        order = [
            "索引号",
            "文号",
            "发布机构",
            "主题分类",
            "体裁",
            "成文日期",
            "发布日期",
            "施行日期",
            "效力状态",
            "内容概述",
            "相关解读",
        ]
        terms = re.findall(r"<dt>(.*?)</dt>", html)
        assert terms[: len(order)] == order
        assert "施行日期" not in re.findall(r"<dt>(.*?)</dt>", inside(page(site["old"].path_of)))

    def test_articles_have_anchors_and_the_signature_stands_right(self, site: Site) -> None:
        html = inside(page(site["document"].path_of))
        assert '<p id="t1">' in html and '<p id="t12">' in html and '<h2 id="z2">第二章 办理程序</h2>' in html
        assert '<p class="sign">楚江市行政审批局</p><p class="sign">2022年2月21日</p>' in html.replace(
            "\n", ""
        )
        assert '<p class="plain">各县' in html and '<a href="#z1">第一章 总则</a>' in html

    def test_the_red_head_is_only_for_our_own(self, site: Site) -> None:
        assert "楚江市行政审批局文件" in page(site["document"].path_of)
        Document.objects.filter(pk=site["document"].pk).update(own_letterhead=False)
        assert "redhead" not in page(site["document"].path_of)

    def test_repeal_is_told_on_both_pages(self, site: Site) -> None:
        old, new = inside(page(site["old"].path_of)), inside(page(site["document"].path_of))
        assert "已被" in old and site["document"].path_of in old and "自2022年3月1日起废止" in old
        assert site["old"].path_of in new and "废止、修改了" in new


class TestFiles:
    def test_an_attachment_is_a_download_that_runs_nothing(self, site: Site) -> None:
        html = inside(page(site["document"].path_of))
        link = re.search(r'href="(/files/\d+/[^"]+)">适用告知承诺的许可事项目录', html)
        assert link and "XLSX" in html and "KB" in html
        answer = Client().get(link[1])
        assert answer.status_code == 200 and answer["Content-Disposition"].startswith("attachment")
        assert (
            answer["X-Content-Type-Options"] == "nosniff" and "sandbox" in answer["Content-Security-Policy"]
        )

    def test_a_pdf_may_be_looked_at_and_nothing_else_passes_for_one(self, site: Site) -> None:
        pdf = File.objects.create(title="盖章版", file=ContentFile(b"%PDF-1.4 x", "a.pdf"))
        fake = File.objects.create(title="网页", file=ContentFile(b"<script>alert(1)</script>", "b.pdf"))
        publish(Article(title="附两份", body=text("见附件。")), "tzgg", site["people"], TODAY, (pdf, fake))
        looked = Client().get(pdf.url, {"view": "1"})
        assert looked["Content-Type"] == "application/pdf" and looked["Content-Disposition"].startswith(
            "inline"
        )
        assert Client().get(pdf.url)["Content-Disposition"].startswith("attachment")
        assert Client().get(fake.url, {"view": "1"})["Content-Disposition"].startswith("attachment")

    def test_files_of_drafts_are_for_those_who_read_drafts(self, site: Site) -> None:
        draft = File.objects.create(title="草稿", file=ContentFile(b"x", "c.txt"))
        clerk: Staff = site["people"]["王静文"]
        inside_office, outside = Client(), Client()
        inside_office.force_login(clerk)
        assert outside.get(draft.url).status_code == 404
        assert inside_office.get(draft.url).status_code == 200
        take_down(site["document"], site)
        assert outside.get(site["list"].url).status_code == 404

    def test_pictures_go_with_their_page(self, site: Site) -> None:
        found = re.search(r'<img src="(/media/images/[^"]+)"', page(site["news"].path_of))
        assert found
        inside_office, outside = Client(), Client()
        inside_office.force_login(site["people"]["王静文"])
        shown = outside.get(found[1])
        assert shown.status_code == 200 and shown["Cache-Control"] == "no-cache"
        assert outside.get(found[1], headers={"if-none-match": shown["ETag"]}).status_code == 304
        take_down(site["news"], site)
        assert outside.get(found[1]).status_code == 404
        assert outside.get(found[1], headers={"if-none-match": shown["ETag"]}).status_code == 404
        assert inside_office.get(found[1]).status_code == 200

    @pytest.mark.parametrize(
        "name", ["../documents/list.xlsx", "..%2Fdocuments%2Flist.xlsx", "nothing.png", "x.svg", "x.html"]
    )
    def test_the_folder_of_pictures_gives_out_pictures_only(self, site: Site, name: str) -> None:
        assert Client().get(f"/media/images/{name}").status_code == 404
        assert Client().get("/media/documents/list.xlsx").status_code == 404


class TestGone:
    def test_what_was_taken_down_says_so_without_telling_why_in_words(self, site: Site) -> None:
        take_down(site["old"], site, replacement=site["document"].path_of)
        answer = Client().get(site["old"].path_of)
        html = answer.content.decode()
        assert (
            answer.status_code == 410 and site["document"].path_of in html and site["document"].title in html
        )
        assert "张三" not in html and "试行办法" not in html

    @pytest.mark.parametrize("replacement", ["javascript:alert(1)", "//evil.example/", "随便"])
    def test_what_replaces_it_is_an_address_of_the_web(self, site: Site, replacement: str) -> None:
        take_down(site["news"], site, replacement=replacement)
        answer = Client().get(site["news"].path_of)
        assert answer.status_code == 410 and replacement not in answer.content.decode()

    def test_a_draft_that_was_never_shown_is_nowhere(self, site: Site) -> None:
        draft = actions.begin(
            Column.objects.get(slug="tzgg"), Article(title="草稿"), by=site["people"]["王静文"], on=TODAY
        )
        assert Client().get(draft.path_of).status_code == 404

    def test_what_was_moved_leads_on(self, site: Site) -> None:
        before = site["news"].path_of
        actions.move(
            site["news"],
            Column.objects.get(slug="tzgg"),
            by=site["people"]["王静文"],
            on=TODAY,
            reason="放错了",
        )
        answer = Client().get(before, follow=True)
        assert (
            answer.redirect_chain
            and answer.redirect_chain[0][0].startswith("/tzgg/")
            and "一件事" in answer.content.decode()
        )


class TestConsultation:
    def test_it_says_how_long_and_how(self, site: Site) -> None:
        html = inside(page(site["consultation"].path_of))
        for words in (
            "征集中",
            "还有37天截止",
            "（41天）",
            "起草说明",
            "为什么要定这个办法",
            "许蕾",
            "市民中心613室",
            "已收到",
        ):
            assert words in html
        assert "已结束" in page(site["closed"].path_of) and "/opinions/" not in page(site["closed"].path_of)

    def test_an_opinion_arrives_encrypted_and_unseen(self, site: Site) -> None:
        client, path = Client(), f"/opinions/{site['consultation'].pk}/"
        assert client.get(path)["Cache-Control"].count("no-store") == 1
        answer = client.post(
            path,
            {"text": "第一条太宽", "name": "钱明", "contact": "13900001111", "may_show": "on"},
            follow=True,
        )
        comment = Comment.objects.get()
        assert "意见已经收到" in answer.content.decode() and str(comment.pk) in answer.content.decode()
        assert (
            comment.may_show
            and not comment.shown
            and comment.state == "new"
            and comment.contact == "13900001111"
        )
        raw = (
            Comment.objects.filter(pk=comment.pk)
            .extra(select={"raw": "contact"})
            .values_list("raw", flat=True)[0]
        )
        assert "1390000" not in str(raw)
        html = page(site["consultation"].path_of)
        assert "第一条太宽" not in html and '<b class="num">1</b>' in html
        entry = AuditEntry.objects.filter(act="publishing.commented").get()
        assert "钱明" not in str(entry.__dict__) and "1390000" not in str(entry.__dict__)

    def test_shown_are_only_text_day_and_answer(self, site: Site) -> None:
        Comment.objects.create(
            consultation=site["consultation"],
            received_on=TODAY,
            text="建议加一款",
            name="钱明",
            shown=True,
            state="adopted",
            reply="写入第三条",
        )
        html = page(site["consultation"].path_of)
        assert "建议加一款" in html and "写入第三条" in html and "钱明" not in html

    def test_nothing_is_lost_when_something_is_missing(self, site: Site) -> None:
        answer = Client().post(f"/opinions/{site['consultation'].pk}/", {"text": " ", "name": "钱明"})
        html = answer.content.decode()
        assert (
            answer.status_code == 422
            and "填写意见" in html
            and 'value="钱明"' in html
            and not Comment.objects.exists()
        )

    def test_the_form_asks_for_its_token_and_ends_with_the_days(self, site: Site) -> None:
        strict = Client(enforce_csrf_checks=True)
        assert strict.post(f"/opinions/{site['consultation'].pk}/", {"text": "x"}).status_code == 403
        assert Client().get(f"/opinions/{site['closed'].pk}/").status_code == 302
        with pytest.raises(Refused, match="没有在进行"):
            actions.comment(site["closed"], text="晚了", on=TODAY)
        with pytest.raises(Refused, match="没有在进行"):
            actions.comment(
                site["consultation"], text="早了", on=site["consultation"].opens_on - timedelta(days=1)
            )

    def test_one_address_cannot_flood_it(self, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(comments, "COMMENTS", comments.Limit("comment", 2, 60))
        path = f"/opinions/{site['consultation'].pk}/"
        answers = [Client().post(path, {"text": f"第{n}条"}).status_code for n in range(3)]
        assert answers == [302, 302, 429] and Comment.objects.count() == 2

    def test_the_receipt_is_for_the_one_who_wrote(self, site: Site) -> None:
        assert Client().get(f"/opinions/{site['consultation'].pk}/received/").status_code == 302

    def test_the_result_is_shown_from_its_day(self, site: Site) -> None:
        Consultation.objects.filter(pk=site["closed"].pk).update(
            result=json.dumps([{"type": "text", "value": "<p>收到3条，采纳2条。</p>"}]), result_on=TODAY
        )
        html = page(site["closed"].path_of)
        assert "已反馈" in html and "采纳2条" in html


class TestSearch:
    def test_titles_numbers_texts_and_attachments_are_found(self, site: Site) -> None:
        assert "告知承诺办理规定" in re.sub("</?mark>", "", inside(page("/search/", q="办理规定")))
        assert site["document"].path_of in inside(page("/search/", q="楚审规〔2022〕3号"))
        assert site["document"].path_of in inside(page("/search/", q="自主选择是否采用"))
        assert "没有查到" in page("/search/", q="户外广告设置备案")  # nobody has read the file yet
        assert read_files(now=timezone.now(), seconds=30) == 1 and not unread().exists()
        attached = inside(page("/search/", q="户外广告设置备案"))
        assert "附件" in attached and "附于：关于印发" in attached
        assert "<mark>一件事</mark>" in inside(page("/search/", q="一件事"))

    def test_the_index_holds_exactly_what_is_on_show(self, site: Site) -> None:
        read_files(now=timezone.now(), seconds=30)
        assert not [
            each for each in problems() if "附件" in each or "稿" in each or "文件" in each or "栏目" in each
        ]
        take_down(site["document"], site)
        assert "没有查到" in page("/search/", q="自主选择是否采用") and "没有查到" in page(
            "/search/", q="户外广告设置备案"
        )

    def test_it_narrows_sorts_and_says_what_is_chosen(self, site: Site) -> None:
        both = inside(page("/search/", q="告知承诺"))
        assert "kind=document" in both and "sort=time" in both and "valid=" in both
        only = inside(page("/search/", q="告知承诺", valid="废止"))
        assert (
            "试行办法" in re.sub("</?mark>", "", only)
            and site["document"].path_of not in only
            and "去掉筛选：废止" in only
        )

    def test_nothing_found_leads_on(self, site: Site) -> None:
        html = inside(page("/search/", q="告知承诺 潜水艇", kind="document"))
        for words in (
            "没有查到",
            "换一个说法",
            "放宽条件",
            "去掉“潜水艇”",
            "0700-3612345",
            "申请公开这份信息",
        ):
            assert words in html
        assert "您要找的是不是" in page("/search/", q="告知承若")

    @pytest.mark.parametrize(
        "given",
        [
            {"q": '"><script>alert(1)</script>'},
            {"q": "\0"},
            {"q": "'", "page": "x", "year": "0000", "kind": "\0'"},
            {"q": "x" * 5000},
        ],
    )
    def test_whatever_is_typed_is_a_question(self, site: Site, given: dict[str, str]) -> None:
        assert "<script>alert" not in page("/search/", **given)

    def test_suggestions_while_typing(self, site: Site) -> None:
        answer = Client().get("/search/suggestions/", {"q": "关于印发"})
        assert (
            answer["Content-Type"] == "application/json"
            and answer.json()[0]["url"] == site["document"].path_of
        )
        assert 'data-suggest="/search/suggestions/"' in page("/tzgg/")


class TestForPrograms:
    def test_feeds_are_well_formed_and_lead_back(self, site: Site) -> None:
        for path in ("/feed.xml", "/zwgk/zdgk/feed.xml", "/xwdt/feed.xml"):
            answer = Client().get(path)
            tree = etree.fromstring(answer.content)
            links = tree.xpath("//item/link/text()")
            assert links and all(str(each).startswith(f"{DOMAIN}/") for each in links)
        assert "一件事" not in Client().get("/zwgk/zdgk/feed.xml").content.decode()
        assert Client().get("/nowhere/feed.xml").status_code == 404

    def test_robots_and_the_map_for_them(self, site: Site) -> None:
        robots = page("/robots.txt")
        assert "Disallow: /office/" in robots and f"Sitemap: {DOMAIN}/sitemap.xml" in robots
        tree = etree.fromstring(Client().get("/sitemap.xml").content)
        found = tree.xpath("//*[local-name()='loc']/text()")
        assert f"{DOMAIN}{site['news'].path_of}" in found and len(found) == len(set(found))

    def test_the_catalogue_can_be_taken_away(self, site: Site) -> None:
        data = Client().get("/open-data/catalogue.csv")
        rows = list(csv.reader(io.StringIO(data.content.decode("utf-8-sig"))))
        assert data.content.startswith(b"\xef\xbb\xbf") and rows[0][1] == "公开内容"
        assert any(row[1] == "行政规范性文件" and row[7] == "2" for row in rows)
        given = Client().get("/open-data/catalogue.json").json()["catalogue"]
        assert len(given) == len(rows) - 1 and given[0]["url"].startswith(DOMAIN)
        assert "/open-data/catalogue.csv" in page("/open-data/") and "开放数据" in page("/zwgk/zdgk/tjxx/")

    def test_what_a_formula_would_do_is_not_done(self, site: Site) -> None:
        Column.objects.filter(slug="gfxwj").update(time_limit="=HYPERLINK(1)")
        assert "'=HYPERLINK(1)" in Client().get("/open-data/catalogue.csv").content.decode("utf-8-sig")


class TestHome:
    def test_it_brings_the_newest_of_each(self, site: Site) -> None:
        html = inside(page("/"))
        for words in (
            "新闻动态",
            "通知公告",
            "冬季办事大厅",
            "政府信息公开",
            "楚审规〔2022〕3号",
            "文字解读",
            "容缺受理",
            "征集中",
            "优化营商环境",
        ):
            assert words in html

    def test_pages_are_light(self, site: Site) -> None:
        assert settings.STATIC_URL
        for path in ("/", "/zwgk/", site["document"].path_of, site["news"].path_of):
            assert len(page(path).encode()) < 60_000
