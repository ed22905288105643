"""页面：谁进得来，看到什么，做了什么。"""

from __future__ import annotations

import lxml.html
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from mingtang.kit.models import AuditEntry
from mingtang.law.notices import FOLDER
from mingtang.organs import urls
from mingtang.organs.impact import Impact, StatedDate
from mingtang.organs.models import HolidayNotice, Role, Staff
from mingtang.organs.tests.conftest import ON
from mingtang.organs.tests.factories import PASSWORD, make_organ, make_section, make_staff, one_of_each

pytestmark = pytest.mark.django_db

ALL = set(Role)
ADMINISTRATOR = {Role.ADMINISTRATOR}
ENTER = {
    "account": ALL,
    "people": ADMINISTRATOR,
    "person_add": ADMINISTRATOR,
    "person": ADMINISTRATOR,
    "person_password": ADMINISTRATOR,
    "person_close": ADMINISTRATOR,
    "person_open": ADMINISTRATOR,
    "settings": ADMINISTRATOR,
    "section_add": ADMINISTRATOR,
    "section_rename": ADMINISTRATOR,
    "holidays": ALL,
    "holiday_year": ALL,
    "holiday_load": {Role.CLERK, Role.ADMINISTRATOR},
    "holiday_file": {Role.CLERK, Role.ADMINISTRATOR},
    "audit": {Role.AUDITOR, Role.SUPERVISOR, Role.ADMINISTRATOR},
}
POST_ONLY = {
    "person_password",
    "person_close",
    "person_open",
    "section_add",
    "section_rename",
    "holiday_file",
}
OPEN = {"login", "logout"}


def signed_in(person: Staff) -> Client:
    client = Client()
    client.force_login(person)
    return client


def address(name: str, home) -> str:
    arguments = {
        "person": [make_staff(organ=home).pk],
        "section_rename": [make_section(home).pk],
        "holiday_year": [2022],
    }
    key = "person" if name.startswith("person_") and name != "person_add" else name
    return reverse(f"organs:{name}", args=arguments.get(key, []))


def test_every_page_is_in_the_matrix():
    assert {pattern.name for pattern in urls.urlpatterns} == set(ENTER) | OPEN


@pytest.mark.parametrize("name", ENTER)
def test_only_those_named_may_enter(home, name):
    url = address(name, home)
    for role, person in one_of_each(home).items():
        client = signed_in(person)
        response = client.post(url) if name in POST_ONLY else client.get(url)
        assert (response.status_code != 403) == (Role(role) in ENTER[name]), role


@pytest.mark.parametrize("name", ENTER)
def test_visitors_are_led_to_the_door(home, name):
    url = address(name, home)
    response = Client().post(url) if name in POST_ONLY else Client().get(url)
    assert response.status_code == 302 and response.url.startswith(reverse("organs:login"))


def test_a_refusal_says_who_may_enter(home):
    response = signed_in(make_staff(Role.CLERK)).get(reverse("organs:people"))
    assert response.status_code == 403 and "这一页只对系统管理员开放。" in response.content.decode()


@pytest.mark.parametrize(
    "name", ["person", "person_password", "person_close", "person_open", "section_rename"]
)
def test_things_of_another_organ_do_not_exist(home, name):
    elsewhere = make_organ(is_home=False)
    thing = make_section(elsewhere) if name == "section_rename" else make_staff(organ=elsewhere)
    response = signed_in(make_staff(Role.ADMINISTRATOR, organ=home)).post(
        reverse(f"organs:{name}", args=[thing.pk])
    )
    assert response.status_code == 404


class TestTheDoor:
    def knock(self, client: Client, username: str, password: str = PASSWORD, query: str = ""):
        return client.post(reverse("organs:login") + query, {"username": username, "password": password})

    def test_opens_and_leads_to_the_page_asked_for(self, home, client):
        person = make_staff(Role.CLERK)
        response = self.knock(client, person.username, query="?next=/office/holidays/")
        assert response.status_code == 302 and response.url == "/office/holidays/"
        assert client.get("/office/holidays/").status_code == 200

    @pytest.mark.parametrize("target", ["https://bad.example/", "//bad.example/", "javascript:alert(1)"])
    def test_leads_to_no_foreign_page(self, home, client, target):
        response = self.knock(client, make_staff().username, query=f"?next={target}")
        assert response.url == reverse("workbench:today")

    def test_a_wrong_password_keeps_the_username_and_forgets_the_password(self, home, client):
        response = self.knock(client, "wangjingwen", "not-this-one")
        page = response.content.decode()
        assert response.status_code == 403 and "账号或密码不对。再错 4 次" in page
        assert "wangjingwen" in page and "not-this-one" not in page

    def test_the_sixth_try_is_refused_even_with_the_right_password(self, home, client):
        person = make_staff()
        for _ in range(5):
            self.knock(client, person.username, "wrong")
        response = self.knock(client, person.username)
        assert response.status_code == 403 and "已停用 30 分钟" in response.content.decode()
        assert "_auth_user_id" not in client.session

    def test_behind_our_proxy_people_are_told_apart_by_the_address_it_wrote(self, home, client, settings):
        settings.BEHIND_HTTPS = True
        person = make_staff()
        for _ in range(5):
            client.post(
                reverse("organs:login"),
                {"username": person.username, "password": "wrong"},
                headers={"x-forwarded-for": "203.0.113.1"},
            )
        response = client.post(
            reverse("organs:login"),
            {"username": person.username, "password": PASSWORD},
            headers={"x-forwarded-for": "203.0.113.1, 198.51.100.1"},
        )
        assert response.status_code == 302

    def test_a_forwarded_address_is_not_believed_without_a_proxy(self, home, client):
        person = make_staff()
        for number in range(6):
            response = client.post(
                reverse("organs:login"),
                {"username": person.username, "password": "wrong"},
                headers={"x-forwarded-for": f"203.0.113.{number}"},
            )
        assert "已停用 30 分钟" in response.content.decode()

    def test_leaving_takes_a_post(self, home):
        client = signed_in(make_staff())
        assert client.get(reverse("organs:logout")).status_code == 405
        assert client.post(reverse("organs:logout")).url == reverse("organs:login")
        assert client.get(reverse("organs:account")).status_code == 302

    def test_those_inside_need_not_knock(self, home):
        assert signed_in(make_staff()).get(reverse("organs:login")).status_code == 302

    def test_demo_accounts_are_shown_in_demo_mode_only(self, home, client):
        person = make_staff(name="王静文", demo=True)
        url = reverse("organs:login")
        assert "演示账号" not in client.get(url).content.decode()
        assert "mingtang-demo" not in client.get(url, {"as": person.username}).content.decode()
        home.demo = True
        home.save()
        assert "经办人 王静文" in client.get(url).content.decode()
        filled = client.get(url, {"as": person.username}).content.decode()
        assert 'value="mingtang-demo"' in filled and f'value="{person.username}"' in filled
        assert "mingtang-demo" not in client.get(url, {"as": make_staff().username}).content.decode()


class TestPasswords:
    def change(self, client: Client, old=PASSWORD, new="xin-de-mima-2022", again=None):
        return client.post(reverse("organs:account"), {"old": old, "new": new, "again": again or new})

    def test_a_first_password_has_to_be_changed_before_anything_else(self, home):
        client = signed_in(make_staff(Role.ADMINISTRATOR, must_change_password=True))
        assert client.get(reverse("organs:people")).url == reverse("organs:account")
        assert "这是初始密码" in client.get(reverse("organs:account")).content.decode()
        assert self.change(client).url == reverse("workbench:today")
        assert client.get(reverse("organs:people")).status_code == 200

    def test_a_demonstration_password_has_to_be_changed_outside_demo_mode(self, home):
        client = signed_in(make_staff(demo=True))
        assert client.get(reverse("organs:holidays")).url == reverse("organs:account")
        assert client.get("/").status_code == 200
        home.demo = True
        home.save()
        assert client.get(reverse("organs:holidays")).status_code == 200

    @pytest.mark.parametrize(
        ("values", "sentence"),
        [
            ({"old": "wrong"}, "原密码不对，重新输入。"),
            ({"again": "something-else"}, "两遍新密码不一样，重新输入。"),
            ({"new": "short"}, "密码太短，至少 10 个字符。"),
        ],
    )
    def test_refusals(self, home, values, sentence):
        response = self.change(signed_in(make_staff()), **values)
        assert response.status_code == 200 and sentence in response.content.decode()


class TestPeople:
    @pytest.fixture
    def client(self, home):
        return signed_in(make_staff(Role.ADMINISTRATOR, organ=home))

    def test_adding_shows_the_first_password_once(self, client, home):
        form = {
            "name": "周涛",
            "username": "zhoutao",
            "role": "section_staff",
            "section": make_section(home).pk,
        }
        response = client.post(reverse("organs:person_add"), form)
        person = Staff.objects.get(username="zhoutao")
        assert person.check_password(response.context["password"]) and person.must_change_password
        assert response.context["password"] in response.content.decode()
        assert "no-store" in response["Cache-Control"]

    @pytest.mark.parametrize(
        ("change", "sentence"),
        [
            ({"role": "section_staff"}, "科室人员须属于一个科室，选择科室。"),
            ({"name": ""}, "没有填写“姓名”，填写后再提交。"),
            ({"username": "taken"}, "工号 taken 已有人使用，换一个工号。"),
            ({"username": "a b"}, "工号只用字母、数字"),
        ],
    )
    def test_adding_refused(self, client, home, change, sentence):
        make_staff(username="taken")
        form = {"name": "周涛", "username": "zhoutao", "role": "clerk", **change}
        response = client.post(reverse("organs:person_add"), form)
        assert response.status_code == 200 and sentence in response.content.decode()
        assert not Staff.objects.filter(name="周涛").exists()

    def test_sections_of_other_organs_cannot_be_chosen(self, client, home):
        foreign = make_section(make_organ(is_home=False))
        form = {"name": "周涛", "username": "zhoutao", "role": "section_staff", "section": foreign.pk}
        assert client.post(reverse("organs:person_add"), form).context["form"].errors["section"]

    def test_changing_a_person_is_several_acts_with_one_reason(self, client, home):
        person = make_staff(Role.CLERK, organ=home)
        form = {"name": "新名", "role": "section_staff", "section": make_section(home).pk, "reason": "轮岗"}
        assert client.post(reverse("organs:person", args=[person.pk]), form).url == reverse("organs:people")
        acts = AuditEntry.objects.filter(subject_id=str(person.pk)).values_list("act", "reason")
        assert list(acts) == [("staff.rename", ""), ("staff.change_role", "轮岗")]

    def test_moving_a_person(self, client, home):
        person = make_staff(Role.SECTION_STAFF, organ=home)
        there = make_section(home, "政策法规科")
        client.post(
            reverse("organs:person", args=[person.pk]),
            {"name": person.name, "role": "section_staff", "section": there.pk},
        )
        person.refresh_from_db()
        assert person.section == there

    def test_what_is_refused_changes_nothing(self, client, home):
        last = Staff.objects.get(role=Role.ADMINISTRATOR)
        response = client.post(reverse("organs:person", args=[last.pk]), {"name": "改名", "role": "clerk"})
        last.refresh_from_db()
        assert "最后一名系统管理员" in response.content.decode() and last.name != "改名"

    def test_closing_and_opening(self, client, home):
        person = make_staff(Role.CLERK, organ=home)
        theirs = signed_in(person)
        client.post(reverse("organs:person_close", args=[person.pk]), {"reason": "调离"})
        person.refresh_from_db()
        assert not person.is_active and theirs.get(reverse("organs:account")).status_code == 302
        client.post(reverse("organs:person_open", args=[person.pk]))
        person.refresh_from_db()
        assert person.is_active

    def test_closing_the_own_account_is_refused_in_words(self, client, home):
        me = Staff.objects.get(role=Role.ADMINISTRATOR)
        response = client.post(reverse("organs:person_close", args=[me.pk]), follow=True)
        assert "不能停用自己的账号" in response.content.decode()

    def test_a_new_first_password(self, client, home):
        person = make_staff(Role.CLERK, organ=home)
        response = client.post(reverse("organs:person_password", args=[person.pk]))
        person.refresh_from_db()
        assert person.check_password(response.context["password"]) and person.must_change_password

    def test_the_list_names_everybody_of_the_organ_only(self, client, home):
        make_staff(name="本机关的人", organ=home, is_active=False)
        make_staff(name="别处的人", organ=make_organ(is_home=False))
        page = client.get(reverse("organs:people")).content.decode()
        assert "本机关的人" in page and "已停用" in page and "别处的人" not in page


class TestSettings:
    @pytest.fixture
    def client(self, home):
        return signed_in(make_staff(Role.ADMINISTRATOR, organ=home))

    def form(self, home, **changes):
        from mingtang.organs.actions.organ import EDITABLE

        return {**{name: getattr(home, name) for name in EDITABLE}, **changes}

    def test_saving(self, client, home):
        assert (
            client.post(reverse("organs:settings"), self.form(home, phone="0700-3612345")).status_code == 302
        )
        home.refresh_from_db()
        assert home.phone == "0700-3612345"

    def test_a_name_is_wanted(self, client, home):
        response = client.post(reverse("organs:settings"), self.form(home, name=""))
        assert "没有填写“名称”，填写后再提交。" in response.content.decode()

    def test_sections(self, client, home):
        client.post(reverse("organs:section_add"), {"name": "政策法规科"})
        section = home.sections.get()
        client.post(reverse("organs:section_rename", args=[section.pk]), {"name": "法规科"})
        section.refresh_from_db()
        assert section.name == "法规科"
        for url in (reverse("organs:section_add"), reverse("organs:section_rename", args=[section.pk])):
            assert "没有写科室名称" in client.post(url, {"name": ""}, follow=True).content.decode()

    def test_the_public_pages_take_it_from_here(self, client, home):
        home.phone, home.demo = "0700-3612345", True
        home.save()
        page = Client().get("/").content.decode()
        assert home.name in page and "0700-3612345" in page and "演示数据" in page


NOTICE = {
    "year": "2027",
    "number": "国办发明电〔2026〕99号",
    "issued_on": "2022-10-20",
    "off": "2026-12-31 至 2027-01-04 元旦",
    "worked": "01-09",
    "verified": "on",
}


class TestHolidays:
    @pytest.fixture
    def client(self, home):
        return signed_in(make_staff(Role.CLERK, organ=home))

    @pytest.fixture
    def impact(self, registry):
        letter = StatedDate("延期答复告知书", ON, "/letters/1")

        @registry.register_impact
        def cases(old, new):
            moved = (old.add_workdays(day, 20) for day in (ON.replace(year=2026, month=12, day=7),))
            return [
                Impact("依申请公开〔2026〕9号", "/cases/9", due, new.roll_forward(due), (letter,))
                for due in moved
            ]

        return registry

    def test_the_list_shows_what_is_missing_and_what_is_loaded(self, client, settings):
        page = client.get(reverse("organs:holidays")).content.decode()
        assert "国办发明电〔2021〕11号" in page and "249 个工作日" in page

    def test_readers_get_no_buttons(self, home):
        page = signed_in(make_staff(Role.AUDITOR)).get(reverse("organs:holidays")).content.decode()
        assert "录入通知" not in page and "读入并查看影响" not in page

    def test_notices_brought_by_a_release_wait_to_be_loaded(self, client):
        HolidayNotice.objects.filter(year=2026).delete()
        page = client.get(reverse("organs:holidays"))
        assert "随程序发布，尚未载入" in page.content.decode()
        form = client.get(reverse("organs:holiday_load"), {"number": "国办发明电〔2025〕7号"}).context["form"]
        assert form.initial["year"] == 2026 and "02-15 至 02-23 春节" in form.initial["off"]

    def test_a_loaded_notice_is_spelled_out_for_correction(self, client):
        form = client.get(reverse("organs:holiday_load"), {"number": "国办发明电〔2021〕11号"}).context[
            "form"
        ]
        assert "10-01 至 10-07 国庆节" in form.initial["off"] and "10-08" in form.initial["worked"]

    def test_the_impact_is_shown_before_anything_is_loaded(self, client, impact):
        response = client.post(reverse("organs:holiday_load"), NOTICE)
        page = response.content.decode()
        assert "依申请公开〔2026〕9号" in page and "2027-01-05" in page
        assert "延期答复告知书" in page and "2022-10-24" in page and "其中 1 份已发文书写着另一个日期" in page
        assert "前后年份另有 1 天变化：2026-12-31。" in page
        assert not HolidayNotice.objects.filter(year=2027).exists()

    def test_what_was_seen_is_loaded(self, client, impact):
        impact.register_recompute(lambda calendar: 7)
        seen = client.post(reverse("organs:holiday_load"), NOTICE).context["seen"]
        response = client.post(reverse("organs:holiday_load"), {**NOTICE, "seen": seen}, follow=True)
        row = HolidayNotice.objects.get(year=2027)
        assert row.loaded_by.role == Role.CLERK and row.verified
        assert "重算了 7 件的期限" in response.content.decode()

    def test_the_hidden_form_of_the_preview_loads_the_same_notice(self, client):
        response = client.post(reverse("organs:holiday_load"), NOTICE)
        page = lxml.html.fromstring(response.content.decode())
        fields = page.xpath("//form[contains(@class, 'actbar')]//input[@type='hidden']")
        client.post(reverse("organs:holiday_load"), {field.name: field.value or "" for field in fields})
        row = HolidayNotice.objects.get(year=2027)
        assert row.verified and not row.local and row.off == [["2026-12-31", "2027-01-04", "元旦"]]

    def test_what_was_not_seen_is_shown_again(self, client, impact):
        seen = client.post(reverse("organs:holiday_load"), NOTICE).context["seen"]
        changed = {**NOTICE, "worked": "", "seen": seen}
        response = client.post(reverse("organs:holiday_load"), changed)
        assert "看过以后又有变化" in response.content.decode()
        impact.register_impact(lambda old, new: [Impact("新来的案件", "", ON, ON)])
        response = client.post(reverse("organs:holiday_load"), {**NOTICE, "seen": seen})
        assert response.context["stale"] and not HolidayNotice.objects.filter(year=2027).exists()

    def test_back_to_the_form(self, client):
        response = client.post(reverse("organs:holiday_load"), {**NOTICE, "seen": "x", "again": "1"})
        assert "organs/holiday_load.html" in [template.name for template in response.templates]

    @pytest.mark.parametrize(
        ("change", "sentence"),
        [
            ({"off": "国庆放假"}, "放假第 1 行“国庆放假”读不出日期，写成“10-01 至 10-07 国庆节”。"),
            ({"worked": "01-08"}, "01-08 是周一至周五，本来就上班，从调休上班中删去。"),
            ({"worked": "01-02"}, "2027-01-02既放假又上班，请核对。"),
            ({"off": "2029-01-01 至 2029-01-03 元旦"}, "2029-01-01不属于2027年的安排，请核对年份。"),
            ({"issued_on": "去年"}, "“印发日期”不是日期，写成 2022-10-24。"),
            ({"year": "公历"}, "“年度”不是数字，写成 1234。"),
        ],
    )
    def test_unreadable_notices_are_sent_back_with_the_reason(self, client, change, sentence):
        response = client.post(reverse("organs:holiday_load"), {**NOTICE, **change})
        assert sentence.replace("“", "“") in response.content.decode()

    def test_a_notice_from_the_future_is_refused(self, client):
        form = {**NOTICE, "issued_on": "2099-01-01"}
        seen = client.post(reverse("organs:holiday_load"), form).context["seen"]
        response = client.post(reverse("organs:holiday_load"), {**form, "seen": seen})
        assert "晚于今天" in response.content.decode()

    def upload(self, client, content: bytes):
        file = SimpleUploadedFile("notice.toml", content)
        return client.post(reverse("organs:holiday_file"), {"file": file}, follow=True)

    def test_a_file_like_the_shipped_ones(self, client):
        HolidayNotice.objects.filter(year=2026).delete()
        response = self.upload(client, (FOLDER / "2026.toml").read_bytes())
        assert "载入前的影响" in response.content.decode()
        assert not HolidayNotice.objects.filter(year=2026).exists()

    @pytest.mark.parametrize(
        ("content", "sentence"),
        [
            (b"\xff\xfe", "文件不是 UTF-8 文本"),
            (b"not toml", "放假通知不是有效的 TOML"),
            ('"年份" = 2027'.encode(), "放假通知缺少“"),
            (b"#" * 70_000, "文件超过 64 KB"),
        ],
    )
    def test_hostile_files(self, client, content, sentence):
        assert sentence in self.upload(client, content).content.decode()

    def test_years_that_cannot_be_drawn(self, client):
        assert client.get(reverse("organs:holiday_year", args=[1900])).status_code == 404
        assert client.get(reverse("organs:holiday_year", args=[99999])).status_code == 404
        assert (
            "还没有 2030 年的放假通知"
            in client.get(reverse("organs:holiday_year", args=[2030])).content.decode()
        )


class TestAudit:
    @pytest.fixture
    def auditor(self, home):
        return signed_in(make_staff(Role.AUDITOR, organ=home))

    def log(self, home, phone: str) -> None:
        from mingtang.organs import actions

        administrator = make_staff(Role.ADMINISTRATOR, organ=home, name=f"管理员{phone}")
        actions.edit_organ(home, by=administrator, on=ON, changes={"phone": phone})

    def test_acts_in_words_newest_first(self, auditor, home):
        self.log(home, "1")
        self.log(home, "2")
        rows = auditor.get(reverse("organs:audit")).context["rows"]
        assert [(entry.by_name, words) for entry, words in rows] == [
            ("管理员2", "修改机关信息"), ("管理员1", "修改机关信息"),
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("query", "count"),
        [
            ({"act": "organ.edit"}, 2), ({"act": "staff.add"}, 0), ({"by": "管理员1"}, 1), ({"q": "行政审批局"}, 2),
            ({"since": "2099-01-01"}, 0), ({"until": "2020-01-01"}, 0), ({"since": "昨天", "page": "x"}, 2),
        ],
    )  # fmt: skip
    def test_filters(self, auditor, home, query, count):
        self.log(home, "1")
        self.log(home, "2")
        assert len(auditor.get(reverse("organs:audit"), query).context["rows"]) == count

    def test_the_chain_is_verified_on_demand(self, auditor, home):
        self.log(home, "1")
        assert "首尾相接，没有改动" in auditor.get(reverse("organs:audit"), {"verify": 1}).content.decode()

    def test_a_change_behind_the_back_is_found(self, auditor, home):
        from mingtang.kit import appendonly

        self.log(home, "1")
        with appendonly.paused():
            AuditEntry.objects.update(by_name="别人")
        assert "与校验值不符" in auditor.get(reverse("organs:audit"), {"verify": 1}).content.decode()

    def test_another_organ_reads_what_its_own_people_did(self, home):
        elsewhere = make_organ(is_home=False)
        self.log(home, "1")
        self.log(elsewhere, "2")
        auditor = signed_in(make_staff(Role.AUDITOR, organ=elsewhere))
        assert [entry.by_name for entry, _ in auditor.get(reverse("organs:audit")).context["rows"]] == [
            "管理员2"
        ]
