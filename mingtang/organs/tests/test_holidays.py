"""放假通知：日历跟着变，载入前看得到影响，载入后都重算。"""

from __future__ import annotations

from datetime import date

import pytest
from django.db import transaction

from mingtang.kit import audit
from mingtang.law.calendar import HolidayNotice as Notice
from mingtang.law.calendar import standard_calendar
from mingtang.law.notices import shipped_notices
from mingtang.organs import actions, calendars, shipped
from mingtang.organs.impact import Impact, StatedDate
from mingtang.organs.models import HolidayNotice, Role
from mingtang.organs.refusal import Refused
from mingtang.organs.tests.conftest import ON
from mingtang.organs.tests.factories import make_organ, make_staff, one_of_each
from mingtang.organs.year_view import workdays_in, year_of
from mingtang.web.workbench import calendar as workbench_calendar

pytestmark = pytest.mark.django_db

LATER = date(2027, 1, 5)
NOTICE_2027 = Notice(
    year=2027,
    number="国办发明电〔2026〕99号",
    issued_on=date(2026, 11, 2),
    off=((date(2027, 1, 1), date(2027, 1, 4), "元旦"), (date(2027, 2, 5), date(2027, 2, 12), "春节")),
    worked=(date(2027, 1, 9),),
)


def test_a_fresh_database_has_the_shipped_notices():
    assert HolidayNotice.objects.count() == len(shipped_notices())
    assert calendars.current_calendar().version == standard_calendar().version
    assert shipped.ensure_standard_notices() == 0 and shipped.not_loaded() == []


def test_a_database_with_rows_is_not_changed_by_an_upgrade():
    HolidayNotice.objects.filter(year=2026).delete()
    assert shipped.ensure_standard_notices() == 0
    assert [notice.year for notice in shipped.not_loaded()] == [2026]


def test_before_the_tables_exist_nothing_is_written(monkeypatch):
    monkeypatch.setattr(HolidayNotice._meta, "db_table", "not_there_yet")
    assert shipped.ensure_standard_notices() == 0


def test_without_rows_the_shipped_calendar_counts():
    HolidayNotice.objects.all().delete()
    assert calendars.current_calendar() is standard_calendar()
    assert shipped.ensure_standard_notices() == len(shipped_notices())


def test_the_calendar_follows_the_rows_of_other_processes():
    before = calendars.current_calendar()
    assert calendars.current_calendar() is before
    HolidayNotice.objects.filter(year=2022).update(off=[])
    assert calendars.current_calendar().is_workday(date(2022, 10, 3)) and not before.is_workday(
        date(2022, 10, 3)
    )


def test_a_load_that_was_taken_back_leaves_no_calendar_behind(home):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        actions.load_holiday_notice(by=None, on=LATER, notice=NOTICE_2027)
        assert not calendars.current_calendar().is_workday(date(2027, 1, 4))
        raise ZeroDivisionError
    assert calendars.current_calendar().is_workday(date(2027, 1, 4))


def test_the_workbench_counts_by_the_loaded_notices(home):
    actions.load_holiday_notice(by=None, on=LATER, notice=NOTICE_2027)
    assert workbench_calendar().known(2027)


def test_only_clerks_and_administrators_of_the_home_organ_load(home):
    stranger = make_staff(Role.ADMINISTRATOR, organ=make_organ(is_home=False))
    for by in [*one_of_each(home).values(), stranger]:
        if by.organ == home and by.role in (Role.CLERK, Role.ADMINISTRATOR):
            assert actions.load_holiday_notice(by=by, on=LATER, notice=NOTICE_2027).notice.loaded_by == by
        else:
            with pytest.raises(Refused, match="只有主办机关的经办人和系统管理员"):
                actions.load_holiday_notice(by=by, on=LATER, notice=NOTICE_2027)


def test_loading_again_corrects_the_row_of_the_same_number(home):
    first = actions.load_holiday_notice(by=None, on=LATER, notice=NOTICE_2027)
    again = actions.load_holiday_notice(
        by=None, on=LATER, notice=Notice(**{**vars(NOTICE_2027), "worked": ()})
    )
    assert (first.corrected, again.corrected) == (False, True)
    assert again.notice.pk == first.notice.pk and again.notice.edition == 2 and again.notice.worked == []
    assert [entry.data["edition"] for entry in audit.trail(again.notice)] == [1, 2]


def test_a_notice_from_the_future_is_refused(home):
    with pytest.raises(Refused, match="印发日期 2026-11-02 晚于今天"):
        actions.load_holiday_notice(by=None, on=ON, notice=NOTICE_2027)


def test_foretelling_shows_what_moves_and_writes_nothing(home, registry):
    @registry.register_impact
    def cases(old, new):
        due = [
            (start, old.add_workdays(start, 20), new.add_workdays(start, 20))
            for start in (date(2026, 12, 7), ON)
        ]
        letter = StatedDate("延期答复告知书", date(2027, 1, 4), "/letters/1")
        return [Impact(f"案件{start}", "/c", old, new, (letter,)) for start, old, new in due if old != new]

    foretold = calendars.foretell(NOTICE_2027)
    [impact] = foretold.impacts
    assert (impact.before, impact.after) == (date(2027, 1, 5), date(2027, 1, 6))
    assert foretold.letters == 1 and not foretold.changes_nothing
    assert not HolidayNotice.objects.filter(year=2027).exists()


def test_foretold_matters_with_letters_come_first(home, registry):
    letter = StatedDate("告知书", ON)
    registry.register_impact(lambda old, new: [Impact("甲", "", ON, ON)])
    registry.register_impact(lambda old, new: [Impact("乙", "", None, None, (letter,))])
    assert [impact.case_label for impact in calendars.foretell(NOTICE_2027).impacts] == ["乙", "甲"]


def test_loading_lets_every_room_recompute_by_the_new_calendar(home, registry):
    seen = []

    @registry.register_recompute
    def cases(calendar):
        seen.append(calendar.is_workday(date(2027, 1, 4)))
        return 3

    registry.register_recompute(cases)
    loaded = actions.load_holiday_notice(by=None, on=LATER, notice=NOTICE_2027)
    assert seen == [False] and loaded.recomputed == 3
    assert audit.trail(loaded.notice).get().data["recomputed"] == 3


def test_the_year_as_drawn():
    calendar = standard_calendar()
    months = year_of(calendar, 2022)
    assert [month.workdays for month in months] == [21, 16, 23, 21, 20, 21, 21, 23, 21, 18, 22, 22]
    assert workdays_in(calendar, 2022) == 249 == sum(month.workdays for month in months)
    eighth = next(square for week in months[9].weeks for square in week if square and square.on.day == 8)
    assert (eighth.mark, eighth.words, eighth.changed) == ("m", "10月8日 调休上班", False)


def test_the_year_as_drawn_shows_what_changes():
    changed = {
        square.on
        for month in year_of(calendars.calendar_with(NOTICE_2027), 2027, before=standard_calendar())
        for week in month.weeks
        for square in week
        if square and square.changed
    }
    assert date(2027, 1, 4) in changed and date(2027, 1, 9) in changed and date(2027, 1, 1) not in changed
