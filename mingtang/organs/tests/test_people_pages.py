"""人员和机关信息的页面。"""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from mingtang.kit.models import AuditEntry
from mingtang.organs.models import Role, Staff
from mingtang.organs.site import site
from mingtang.organs.tests.factories import (
    make_organ,
    make_section,
    make_staff,
    signed_in,
)

pytestmark = pytest.mark.django_db


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

    def test_a_section_with_too_long_a_name_is_refused_and_not_cut(self, client, home):
        section = make_section(home)
        for url in (reverse("organs:section_add"), reverse("organs:section_rename", args=[section.pk])):
            answer = client.post(url, {"name": "科" * 41}, follow=True).content.decode()
            assert "科室名称超过 40 个字，缩短后再提交。" in answer
        assert [each.name for each in home.sections.all()] == [section.name]

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

    def test_the_portal_above_is_linked(self, home):
        home.parent = make_organ(name="楚江市人民政府", is_home=False, site_domain="chujiang.example.cn")
        home.save()
        page = Client().get("/").content.decode()
        assert "https://chujiang.example.cn/" in page and "楚江市人民政府" in page


@pytest.mark.django_db
def test_before_set_up_the_site_has_a_plain_name():
    assert Client().get("/").status_code == 200 and site().name == "本机关"
