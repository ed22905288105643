"""报告的页面：工作台按岗位开门，公众只看得到已公布的；每格打开它的案件；导出各种文件。"""

from __future__ import annotations

import json
from datetime import date, datetime
from io import BytesIO

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from mingtang.disclosure.models import Case
from mingtang.disclosure.tests.factories import Office, make_office
from mingtang.report import actions
from mingtang.report.export import FORMATS
from mingtang.report.models import Report
from mingtang.report.tests.factories import JANUARY, TEXT, approved, done_case, published, written
from mingtang.report.views import cells
from mingtang.web import clock

pytestmark = pytest.mark.django_db
READERS = {"clerk", "vice_leader", "leader", "supervisor", "auditor"}


@pytest.fixture(autouse=True)
def office(monkeypatch) -> Office:
    cache.clear()
    noon = timezone.make_aware(datetime.combine(JANUARY, datetime.min.time().replace(hour=12)))
    monkeypatch.setattr(clock, "now", lambda: noon)
    return make_office()


def browser(staff) -> Client:
    client = Client()
    client.force_login(staff)
    return client


def url(name: str, *more: object, year: int = 2022) -> str:
    return reverse(f"report:{name}", args=[] if name == "index" else [year, *more])


PAGES = ("index", "year", "text", "restate", "reopen")


class TestOffice:
    @pytest.mark.parametrize("name", [*PAGES, "accept", "file"])
    def test_the_door_by_post(self, office, name):
        done_case(office.organ, date(2022, 3, 1), "disclosed", date(2022, 3, 20))
        published(office)
        more = {"accept": ["R8"], "file": ["json"]}.get(name, [])
        for role, staff in office.people.items():
            answer = browser(staff).get(url(name, *more))
            assert answer.status_code == (200 if role in READERS else 403), role
        assert Client().get(url(name, *more)).status_code == 302

    @pytest.mark.parametrize("name", ["start", "review", "approve", "freeze", "publish"])
    def test_acts_are_posted_and_only_by_their_post(self, office, name):
        report = {"review": written, "approve": reviewed, "freeze": approved, "publish": frozen}.get(name, nothing)(office)
        address = url("start") if name == "start" else url("act", name)
        before = report.state if report else ""
        assert browser(office.clerk).get(address).status_code == 405
        wrong = {"review": "leader", "approve": "vice_leader"}.get(name, "auditor")
        browser(office.people[wrong]).post(address)
        assert (Report.objects.get().state if report else Report.objects.count()) == (before if report else 0)
        right = {"review": "vice_leader", "approve": "leader"}.get(name, "clerk")
        assert browser(office.people[right]).post(address).status_code == 302
        assert Report.objects.get().state != before

    def test_people_of_another_organ_see_their_own_reports_only(self, office):
        published(office)
        stranger = browser(office.stranger)
        assert office.organ.name + "2022" not in stranger.get(url("index")).content.decode()
        for name, more in (("year", []), ("text", []), ("file", ["pdf"])):
            assert stranger.get(url(name, *more)).status_code == 404

    def test_a_refused_start_leads_back_to_the_list(self, office):
        published(office)
        for who in (office.stranger, office.clerk):
            answer = browser(who).post(url("start", year=2030))
            assert (answer.status_code, answer["Location"]) == (302, reverse("report:index"))
        assert browser(office.clerk).post(url("start", year=99999)).status_code == 302
        assert Report.objects.count() == 1

    def test_every_figure_opens_its_cases(self, office):
        case = done_case(office.organ, date(2022, 3, 1), "disclosed", date(2022, 3, 20), "enterprise")
        written(office)
        client = browser(office.clerk)
        page = client.get(url("year")).content.decode()
        address = f"{reverse('cases:list')}?year=2022&row=granted&col=enterprise"
        assert address.replace("&", "&amp;") in page
        assert case.number in client.get(address).content.decode()
        assert case.number not in client.get(address.replace("granted", "partial")).content.decode()
        assert f"{reverse('registers:overview')}?kind=licence&amp;year=2022" in page
        assert f"{reverse('cases:list')}?year=2022&amp;route=reconsideration&amp;result=pending" in page

    def test_failed_rules_are_shown_with_both_sides(self, office):
        report = written(office)
        wrong = TEXT["1"].replace("按照规定答复", "全年新收政府信息公开申请3件")
        actions.write(report, by=office.clerk, on=JANUARY, text={**TEXT, "1": wrong})
        page = browser(office.auditor).get(url("year")).content.decode()
        assert "R6" in page and "文表一致" in page

    def test_a_rule_opens_every_case_that_breaks_it(self, office):
        cases = [done_case(office.organ, date(2022, 3, 1), "third_party", date(2022, 3, 20)) for _ in range(7)]
        written(office)
        for role, staff in office.people.items():
            answer = browser(staff).get(url("breaking", "K15"))
            assert answer.status_code == (200 if role in READERS else 403), role
            if role in READERS:
                page = answer.content.decode()
                assert all(reverse("cases:case", args=[case.pk]) in page and case.number in page for case in cases)
        page = browser(office.clerk).get(url("year")).content.decode()
        assert url("breaking", "K15") in page and "另有2件" in page
        assert f"{reverse('cases:list')}?v=all&amp;q=" in page
        assert browser(office.stranger).get(url("breaking", "K15")).status_code == 404
        for rule in ("K1", "K5", "nothing"):
            assert browser(office.clerk).get(url("breaking", rule)).status_code == 404

    def test_the_cases_of_a_rule_come_page_by_page(self, office, monkeypatch):
        monkeypatch.setattr(cells, "PER_PAGE", 2)
        made = [done_case(office.organ, date(2022, 3, 1), "third_party", date(2022, 3, 20)) for _ in range(3)]
        written(office)
        first, second = (browser(office.clerk).get(url("breaking", "K15"), {"page": n}).content.decode() for n in (1, 2))
        assert made[0].number in first and made[2].number not in first and made[2].number in second
        assert "不符的3件" in first
        Case.objects.update(result_row="granted", outcome="disclosed")
        assert "现在没有不符的案件" in browser(office.clerk).get(url("breaking", "K15")).content.decode()

    def test_writing_the_text(self, office):
        report = written(office)
        client = browser(office.clerk)
        assert client.post(url("text"), {"one": "新的总体情况", "five": "问题", "six": "费用"}).status_code == 302
        report.refresh_from_db()
        assert report.narrative == {"1": "新的总体情况", "5": "问题", "6": "费用"}
        assert "新的总体情况" in client.get(url("text")).content.decode()
        browser(office.auditor).post(url("text"), {"one": "篡改", "five": "", "six": ""})
        report.refresh_from_db()
        assert report.narrative["1"] == "新的总体情况"

    def test_what_somebody_else_saved_is_not_written_over(self, office):
        report = written(office)
        client = browser(office.clerk)
        seen = client.get(url("text")).context["form"]["seen"].value()
        actions.write(report, by=office.clerk, on=JANUARY, text={**TEXT, "5": "别人写的问题"})
        mine = {"one": "我的", "five": "我的", "six": "我的", "seen": seen}
        answer = client.post(url("text"), mine)
        page = answer.content.decode()
        assert answer.status_code == 200 and "别人写的问题" in page and "我的" in page and "请看过最新的正文再保存" in page
        report.refresh_from_db()
        assert report.narrative["5"] == "别人写的问题"
        again = {**mine, "seen": answer.context["form"]["seen"].value()}
        assert client.post(url("text"), again).status_code == 302
        report.refresh_from_db()
        assert report.narrative["5"] == "我的"

    def test_control_characters_in_the_text_harm_no_file(self, office):
        report = written(office)
        Report.objects.filter(pk=report.pk).update(narrative={**TEXT, "5": "=1+1\x01\x08坏字符\x0b下一行"})
        for kind in FORMATS:
            assert browser(office.clerk).get(url("file", kind)).status_code == 200, kind
        book = load_workbook(BytesIO(browser(office.clerk).get(url("file", "xlsx")).content))
        cells_ = [cell for row in book["正文"].iter_rows() for cell in row]
        assert "=1+1坏字符" in [cell.value for cell in cells_] and all(cell.data_type != "f" for cell in cells_)

    def test_reasons_are_asked_for(self, office):
        published(office)
        client = browser(office.clerk)
        assert "写明原因" in client.post(url("restate"), {"reason": ""}).content.decode()
        assert client.post(url("restate"), {"reason": "补登一件"}).status_code == 302
        assert Report.objects.count() == 2

    def test_a_rule_that_does_not_exist_is_not_explained(self, office):
        written(office)
        assert browser(office.clerk).get(url("accept", "nothing")).status_code == 404

    def test_unknown_addresses(self, office):
        written(office)
        client = browser(office.clerk)
        assert client.post(url("act", "shred")).status_code == 404
        assert client.get(url("file", "exe")).status_code == 404
        assert client.get(url("year", year=1999)).status_code == 404

    def test_files_before_freezing_are_marked_as_drafts(self, office):
        written(office)
        told = json.loads(browser(office.clerk).get(url("file", "json")).content)
        assert len(told["table3"]) == 25
        assert "草稿" in browser(office.clerk).get(url("file", "html")).content.decode()


def nothing(office: Office) -> None:
    return None


def reviewed(office: Office) -> Report:
    return actions.review(written(office), by=office.vice_leader, on=JANUARY)


def frozen(office: Office) -> Report:
    return actions.freeze(approved(office), by=office.clerk, on=JANUARY)


class TestPublic:
    def test_only_what_is_published_can_be_read(self, office):
        client = Client()
        for state in (written, approved):
            state(office)
            assert client.get(reverse("annual:year", args=[2022])).status_code == 404
            assert client.get(reverse("annual:file", args=[2022, "pdf"])).status_code == 404
            assert "2022年" not in client.get(reverse("annual:years")).content.decode().split("<main")[1].split("</main")[0]
            Report.objects.all().delete()
        report = frozen(office)
        assert client.get(reverse("annual:year", args=[2022])).status_code == 404
        actions.publish(report, by=office.clerk, on=JANUARY)
        cache.clear()
        assert client.get(reverse("annual:year", args=[2022])).status_code == 200
        assert reverse("annual:year", args=[2022]) in client.get(reverse("annual:years")).content.decode()

    def test_the_page_shows_the_frozen_figures_and_the_text(self, office):
        done_case(office.organ, date(2022, 3, 1), "disclosed", date(2022, 3, 20))
        published(office)
        page = Client().get(reverse("annual:year", args=[2022])).content.decode()
        for words in ("总体情况", "主动公开政府信息情况", "收到和处理政府信息公开申请情况", "检索较慢", "收取信息处理费0元"):
            assert words in page, words

    @pytest.mark.parametrize("kind", FORMATS)
    def test_every_file_can_be_had(self, office, kind):
        published(office)
        answer = Client().get(reverse("annual:file", args=[2022, kind]))
        assert answer.status_code == 200
        start = {"pdf": b"%PDF", "docx": b"PK", "xlsx": b"PK", "json": b"{", "html": b"<"}[kind]
        assert answer.content.lstrip()[: len(start)] == start

    def test_earlier_versions_stay_readable_and_say_that_there_is_a_newer_one(self, office):
        done_case(office.organ, date(2022, 3, 1), "disclosed", date(2022, 3, 20))
        first = published(office)
        done_case(office.organ, date(2022, 5, 1), "disclosed", date(2022, 5, 20))
        actions.restate(first, by=office.clerk, on=JANUARY, why="补登一件口头申请")
        client = Client()
        assert client.get(reverse("annual:version", args=[2022, 2])).status_code == 404
        assert client.get(reverse("annual:version", args=[2022, 0])).status_code == 404
        published(office)
        cache.clear()
        newest, old = (client.get(address).content.decode() for address in (
            reverse("annual:year", args=[2022]), reverse("annual:version", args=[2022, 1])))  # fmt: skip
        assert "补登一件口头申请" in newest
        assert reverse("annual:year", args=[2022]) in old or reverse("annual:version", args=[2022, 2]) in old

    def test_reports_of_other_organs_are_not_shown_on_this_site(self, office):
        other = make_office("临江市自然资源局", home=False)
        published(other)
        assert Client().get(reverse("annual:year", args=[2022])).status_code == 404

    def test_hostile_text_is_shown_as_text(self, office):
        report = approved(office)
        evil = TEXT["5"] + "<script>alert(1)</script>"
        Report.objects.filter(pk=report.pk).update(narrative={**TEXT, "5": evil})
        published_on = actions.publish(actions.freeze(report, by=office.clerk, on=JANUARY), by=office.clerk, on=JANUARY)
        assert published_on.state == "published"
        cache.clear()
        page = Client().get(reverse("annual:year", args=[2022])).content.decode()
        assert "<script>alert(1)" not in page and "&lt;script&gt;alert(1)" in page
