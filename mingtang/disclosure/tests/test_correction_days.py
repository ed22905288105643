"""更正申请：条例第四十一条没有期限，到期日是本机关自定的，不说成第三十三条。"""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from mingtang.disclosure import workbench
from mingtang.disclosure.account import account_of
from mingtang.disclosure.derive import story_of
from mingtang.disclosure.issuing import facts_of
from mingtang.disclosure.letters import Desk, check, compose
from mingtang.disclosure.tests.factories import CALENDAR, MONDAY, TUESDAY, Office, make_office, registered
from mingtang.law.periods import correction_due

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return make_office()


def test_the_day_is_the_offices_own_and_cites_no_article(office, monkeypatch):
    case = registered(office, kind="correction")
    assert case.due_on == correction_due(MONDAY, CALENDAR)
    assert account_of(story_of(case), CALENDAR, TUESDAY) is None
    (task,) = list(workbench.tasks(office.clerk, TUESDAY))
    assert task.due_on == case.due_on and task.law is None
    monkeypatch.setattr("mingtang.web.clock.today", lambda request=None: TUESDAY)
    browser = Client()
    browser.force_login(office.clerk)
    page = browser.get(reverse("cases:case", args=[case.pk])).content.decode()
    clock = page[page.index('id="clock"') : page.index("</section>", page.index('id="clock"'))]
    assert "条例没有规定更正的办理期限" in clock and "10月9日" in clock and "第三十三条" not in clock
    assert "收到日期未定" not in page


def test_the_check_of_the_reply_cites_the_same_rule(office):
    case = registered(office, kind="correction")
    facts = facts_of(case, story_of(case), outcome="corrected")
    found = {each.code: each for each in check(compose("D22", facts, {}, TUESDAY), facts, Desk(TUESDAY))}
    assert "第三十三条" not in found["due"].cite.short
