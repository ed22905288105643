"""操作日志的页面。"""

from __future__ import annotations

import pytest
from django.urls import reverse

from mingtang.kit.models import AuditEntry
from mingtang.organs.models import Role
from mingtang.organs.tests.conftest import ON
from mingtang.organs.tests.factories import (
    make_organ,
    make_staff,
    signed_in,
)

pytestmark = pytest.mark.django_db


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

    def test_a_long_log_is_paged_by_two_queries_however_long(self, auditor, home):
        for number in range(51):
            self.log(home, str(number))
        page = auditor.get(reverse("organs:audit") + "?act=organ.edit&page=2").context["page"]
        assert (page.number, page.first, page.count) == (2, 51, 51)
        assert auditor.get(reverse("organs:audit") + "?page=none").context["page"].number == 1

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
