"""登录页、退出、改密码。"""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from mingtang.organs.models import Role
from mingtang.organs.tests.factories import (
    PASSWORD,
    make_staff,
    signed_in,
)

pytestmark = pytest.mark.django_db


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

    def test_a_typed_password_is_not_written_back_into_the_page(self, home, client):
        page = self.knock(client, "", "typed-by-mistake").content.decode()
        assert "没有填写“工号”" in page and "typed-by-mistake" not in page

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
