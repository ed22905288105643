"""The workbench: who may enter, what 今日 shows, what the registries give."""

import re
from datetime import date

import pytest
from django.contrib.auth import get_user_model

from mingtang.law.calendar import standard_calendar
from mingtang.web.day import build, forecast, working_days
from mingtang.web.workbench import Blocker, Done, Hit, NavItem, Note, Task, open_tasks

DAY = date(2022, 10, 24)
HOSTILE = '"><script>alert(1)</script>'


def task(title="案件", on=DAY, state="", **values) -> Task:
    return Task(
        title=title, url=f"/{title}/", due_on=on, due_class=state, due_words=state or "剩几天", **values
    )


def page_of(*tasks, day=DAY, **values):
    values = {"done": [], "blockers": [], "notes": [], **values}
    ordered = sorted(tasks, key=lambda each: each.due_on or date.max)
    return build(ordered, day=day, calendar=standard_calendar(), **values)


def test_the_overdue_lead_then_the_law_then_the_house():
    page = page_of(
        task("室内", state="today"),
        task("法定", state="today", law="条例第三十三条"),
        task("逾期", on=date(2022, 10, 21), state="late"),
        task("明天", on=date(2022, 10, 25), state="soon"),
    )
    assert [each.title for each in page.lead] == ["逾期", "法定", "室内"]
    assert (page.late, page.due, page.legal) == (1, 2, 1)


def test_the_next_five_working_days_skip_holidays():
    page = page_of(
        task("节前", on=date(2022, 9, 30), state="soon"),
        task("节后", on=date(2022, 10, 9)),
        task("太远", on=date(2022, 10, 12)),
        day=date(2022, 9, 29),
    )
    assert [(line.on, [each.title for each in line.tasks]) for line in page.lines] == [
        (date(2022, 9, 30), ["节前"]),
        (date(2022, 10, 9), ["节后"]),
    ]
    assert page.later == 1 and page.total == 3


def test_a_paused_task_whose_day_has_passed_stays_in_sight_without_alarm():
    page = page_of(task("暂停", on=date(2022, 10, 20), state="pause"))
    assert page.lead == [] and page.lines[0].on == DAY


def test_tasks_without_a_day_come_last_and_are_counted():
    page = page_of(task("没有定日", on=None), task("远", on=date(2023, 3, 1)))
    assert [each.title for each in page.undated] == ["没有定日"] and page.later == 1


def test_working_days_include_make_up_days():
    days = working_days(standard_calendar(), date(2022, 10, 1), 3)
    assert days == [date(2022, 10, 8), date(2022, 10, 9), date(2022, 10, 10)]


def test_the_forecast_counts_a_day_off_with_the_next_working_day():
    days = working_days(standard_calendar(), DAY, 10)
    tasks = [
        task(on=DAY),
        task(on=date(2022, 10, 29)),
        task(on=date(2022, 10, 31)),
        task(on=None),
        task(on=date(2022, 10, 1)),
    ]
    bars = {bar.on: (bar.count, bar.tone) for bar in forecast(tasks, days, DAY)}
    assert bars[DAY] == (1, "hot") and bars[date(2022, 10, 31)] == (2, "mid")
    assert sum(count for count, _ in bars.values()) == 3


def test_who_holds_things_longest_stands_first():
    blockers = [Blocker(who="甲", what="", days=1, url="/"), Blocker(who="乙", what="", days=6, url="/")]
    assert [each.who for each in page_of(blockers=blockers).blockers] == ["乙", "甲"]


# ── the page ────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("path", ["/office/", "/office/search/", "/office/parts/"])
def test_nobody_enters_without_signing_in(client, db, path):
    answer = client.get(path)
    assert answer.status_code == 302 and "login" in answer.url


def test_today_shows_what_is_due_and_whose_turn_it_is(client, clerk, bench, on_day):
    bench.register_tasks(
        lambda staff, day: [
            task(
                "物流园备案材料",
                state="today",
                law="条例第三十三条",
                turn_name="陈国栋",
                act_label="催办",
                act_url="/remind/",
            ),
            task("外包合同", on=date(2022, 10, 26), state="soon", turn_name="你"),
        ]
    )
    bench.register_blockers(lambda staff, day: [Blocker(who="周涛", what="检索记录未交", days=6, url="/b/")])
    bench.register_notes(lambda staff, day: [Note(title="已审核", url="/n/", mark="新")])
    bench.register_done(
        lambda staff, day: [Done(title="停车收费", url="/d/", words="09:12 已办", undo_url="/undo/")]
    )
    client.force_login(clerk)
    page = client.get("/office/").content.decode()
    assert re.search(r'<span class="figure" aria-hidden="true">1</span>', page)
    assert "其中 1 件是法定期限" in page and "此外没有逾期" in page and "10月24日 星期一" in page
    for words in ["条例第三十三条", "陈国栋", "催办", "后天", "周涛", "6 天", "已审核", "09:12 已办", "撤回"]:
        assert words in page
    assert 'aria-label="10月24日1件，10月25日0件，10月26日1件' in page
    assert 'action="/undo/"' in page


def test_a_day_without_work_is_quiet(client, clerk, bench, on_day):
    bench.register_tasks(lambda staff, day: [task("外包合同", on=date(2022, 10, 26))])
    client.force_login(clerk)
    page = client.get("/office/").content.decode()
    assert "今天没有到期事项" in page and "下一件后天到期" in page and "tasks lead" not in page


def test_a_day_off_says_that_it_does_not_count(client, clerk, bench, settings):
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "mingtang.web.tests.days.holiday"]
    client.force_login(clerk)
    assert "国庆节，不计入期限" in client.get("/office/").content.decode()


def test_hostile_tasks_are_text(client, clerk, bench, on_day):
    evil = task(
        HOSTILE,
        state="today",
        meta=HOSTILE,
        law=HOSTILE,
        turn_name=HOSTILE,
        turn_what=HOSTILE,
        act_label=HOSTILE,
    )
    bench.register_tasks(lambda staff, day: [evil])
    bench.register_notes(lambda staff, day: [Note(title=HOSTILE, url="/", meta=HOSTILE, mark=HOSTILE)])
    bench.register_search(lambda staff, words: [Hit(kind=HOSTILE, title=HOSTILE, url="/", meta=HOSTILE)])
    client.force_login(clerk)
    assert "<script>alert" not in client.get("/office/").content.decode()
    assert "<script>alert" not in client.get("/office/search/", {"q": HOSTILE}).content.decode()


def test_providers_are_asked_once_for_a_page(client, clerk, bench, on_day):
    asked = []
    bench.register_nav(NavItem(group="", label="今日", url_name="workbench:today", count=bench.due_count))
    bench.register_tasks(lambda staff, day: asked.append(day) or [task("一", state="today")])
    client.force_login(clerk)
    assert "1 件到期" in client.get("/office/").content.decode()
    assert asked == [DAY]


def test_a_page_that_shows_no_tasks_only_counts_them(bench):
    class Person:
        pass

    asked = []
    bench.register_tasks(
        lambda staff, day: asked.append(day) or [task("一", state="today")], lambda staff, day: 7
    )
    bench.register_tasks(lambda staff, day: [task("二", state="late"), task("三", state="soon")])
    person = Person()
    assert bench.due_count(person, DAY) == ("8 件到期", "today") and asked == []
    open_tasks(person, DAY)
    assert bench.due_count(person, DAY) == ("2 件到期", "today") and asked == [DAY]


def test_a_new_day_is_asked_again(bench):
    class Person:
        pass

    person = Person()
    bench.register_tasks(lambda staff, day: [task(str(day), on=day)])
    assert open_tasks(person, DAY)[0].title == "2022-10-24"
    assert open_tasks(person, date(2022, 10, 25))[0].title == "2022-10-25"


def test_the_navigation_shows_what_is_open_to_the_person(client, clerk, administrator, bench, on_day):
    bench.register_nav(
        NavItem(
            group="", label="今日", url_name="workbench:today", exact=True, order=0, tab="today", key="T"
        ),
        NavItem(
            group="系统", label="只给管理员", url_name="workbench:parts", roles=frozenset({"administrator"})
        ),
        NavItem(
            group="系统",
            label="看条件",
            url_name="workbench:search",
            may=lambda staff: staff.name == "王静文",
        ),
        NavItem(group="系统", label="没有的室", url_name="nowhere:list"),
    )
    client.force_login(clerk)
    page = client.get("/office/").content.decode()
    assert "看条件" in page and "只给管理员" not in page and "没有的室" not in page
    assert re.search(r'href="/office/" aria-current="page" data-go="t">今日', page)
    client.force_login(administrator)
    page = client.get("/office/search/").content.decode()
    assert "只给管理员" in page and "看条件" not in page
    assert not re.search(r'href="/office/" aria-current', page)


def test_a_group_of_the_navigation_stands_together(bench):
    for label, group, order in (
        ("案件", "公开", 1),
        ("词典", "发布", 2),
        ("年报", "公开", 3),
        ("三审", "发布", 4),
    ):
        bench.register_nav(bench.NavItem(group=group, label=label, url_name="x", order=order))
    assert [item.label for item in bench.navigation(None)] == ["案件", "年报", "词典", "三审"]


def test_the_phone_has_four_tabs_and_more(client, clerk, bench, on_day):
    names = ["today", "search", "parts"]
    bench.register_nav(
        *[
            NavItem(group="", label=f"第{i}项", url_name=f"workbench:{n}", tab="folder", order=i)
            for i, n in enumerate(names)
        ]
    )
    bench.register_nav(NavItem(group="", label="第4项", url_name="web:home", tab="folder", order=8))
    bench.register_nav(NavItem(group="", label="第5项", url_name="web:sitemap", tab="folder", order=9))
    client.force_login(clerk)
    tabs = re.search(r'<nav class="tabs-phone".*?</nav>', client.get("/office/").content.decode(), re.S)[0]
    assert tabs.count("<a ") == 5 and "更多" in tabs and "第5项" not in tabs


def test_search_gives_each_kind_its_heading_and_says_when_it_found_nothing(client, clerk, bench):
    client.force_login(clerk)
    assert "没有找到" in client.get("/office/search/", {"q": "停车"}).content.decode()
    bench.register_search(
        lambda staff, words: [Hit(kind="案件", title=f"{words}{n}", url="/") for n in range(25)]
    )
    page = client.get("/office/search/", {"q": "停车"}).content.decode()
    assert "25 条，列出前 20 条" in page and "停车19" in page and "停车20" not in page
    assert "在上方写编号" in client.get("/office/search/", {"q": "  "}).content.decode()


def test_the_catalogue_is_for_administrators(client, clerk, administrator, bench):
    client.force_login(clerk)
    assert client.get("/office/parts/").status_code == 403
    client.force_login(administrator)
    for look in ("office", "public"):
        assert client.get("/office/parts/", {"skin": look}).status_code == 200


def test_a_missing_page_of_the_office_keeps_the_workbench_around_it(client, clerk, bench):
    client.force_login(clerk)
    answer = client.get("/office/nowhere/")
    assert answer.status_code == 404 and 'id="nav"' in answer.content.decode()


@pytest.mark.parametrize("role", [role for role, _ in get_user_model()._meta.get_field("role").choices])
def test_every_role_may_see_its_day(client, db, bench, role):
    section = None
    if role == "section_staff":
        organ = (
            get_user_model()
            ._meta.get_field("organ")
            .related_model.objects.create(name="某局", short_name="某")
        )
        section = (
            get_user_model()._meta.get_field("section").related_model.objects.create(organ=organ, name="某科")
        )
    person = get_user_model().objects.create_user(f"x-{role}", name="某人", role=role, section=section)
    client.force_login(person)
    assert client.get("/office/").status_code == 200
