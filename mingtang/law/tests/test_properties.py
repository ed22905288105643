"""时钟的性质：随机的案子里，两条路算出同一天，多放假不会早到期，停顿就是顺延，补正就是重来。"""

from datetime import date as D
from datetime import timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mingtang.law.account import lines
from mingtang.law.calendar import Calendar, HolidayNotice, standard_calendar
from mingtang.law.clock import Event, due_day, evaluate
from mingtang.law.notices import shipped_notices

CALENDAR = standard_calendar()
PARTIES = ("third_party", "co_maker", "other_organ", "internal")
received_days = st.dates(D(2019, 5, 15), D(2026, 6, 30))
few = settings(max_examples=60, deadline=None)


def later(day, days):
    return day + timedelta(days=days)


@st.composite
def consultations(draw, start):
    events = []
    for number in range(draw(st.integers(0, 3))):
        ref, on = f"c{number}", later(start, draw(st.integers(0, 45)))
        data = {"party": draw(st.sampled_from(PARTIES))}
        if draw(st.booleans()):
            data["party_received_on"] = later(on, draw(st.integers(0, 12)))
        if data["party"] == "other_organ" and draw(st.booleans()):
            data["workdays"] = draw(st.integers(1, 30))
        events.append(Event("consultation_sent", on, ref, data))
        ending = draw(st.sampled_from(["", "consultation_answered", "consultation_lapsed"]))
        if ending:
            events.append(Event(ending, later(on, draw(st.integers(0, 40))), ref))
    return events


@st.composite
def cases(draw):
    """A case: received, perhaps stopped and started afresh, consultations at any time, perhaps extended or put off."""
    received = draw(received_days)
    events, start = [], received
    for asked, given_ in (("supplement_asked", "supplement_received"), ("fee_notice", "paid")):
        if asked == "fee_notice" and received.year < 2021:
            continue
        if draw(st.integers(0, 3)) == 0:
            on = later(start, draw(st.integers(0, 40)))
            events.append(Event(asked, on))
            if draw(st.integers(0, 3)) == 0:
                return received, events + draw(consultations(received))
            start = later(on, draw(st.integers(0, 30)))
            events.append(Event(given_, start))
    spent = 0
    for _ in range(draw(st.integers(0, 2))):
        n = draw(st.integers(1, 10))
        spent += n
        events.append(Event("extended", later(start, draw(st.integers(0, 60))), "", {"workdays": n}))
    if draw(st.integers(0, 4)) == 0:
        last = max([start, *(event.on for event in events)])
        on = later(last, draw(st.integers(0, 20)))
        events.append(Event("delayed", on, "", {"until": later(on, draw(st.integers(0, 90)))}))
    return received, events + draw(consultations(received))


def by_hand(received, events):
    """The due day counted on the fingers: one stage, consultations, no extension."""
    closed = {}
    for event in events:
        if event.kind == "consultation_sent" and event.party != "internal":
            own = CALENDAR.add_workdays(event.day or event.on, event.workdays or 15)
            ends = [e.on for e in events if e.ref == event.ref and e.kind != "consultation_sent"]
            closed[event.ref] = (event.on, min([own, *ends]))
    day, counted = received, 0
    while counted < 20:
        day = later(day, 1)
        out = any(first < day <= last for first, last in closed.values())
        counted += CALENDAR.is_workday(day) and not out
    return day


@given(cases())
@settings(max_examples=400, deadline=None)
def test_the_fast_path_the_clock_and_the_account_agree(case):
    received, events = case
    clock = evaluate(received, events, CALENDAR)
    assert clock.due == due_day(received, events, CALENDAR)
    assert clock.due == evaluate(received, events, CALENDAR, account=False).due
    book = clock.account
    assert [day.on for day in book] == [later(received, n) for n in range(len(book))]
    start = max(place for place, day in enumerate(book) if day.kind == "received")
    counted = [day for day in book[start:] if day.kind in ("counted", "makeup")]
    assert [day.nth for day in counted] == list(range(1, len(counted) + 1))
    if clock.due is not None:
        assert [day.on for day in book[start:] if day.due] == [clock.due]
        assert len(counted) == clock.total
        shown = lines(book)
        first = max(place for place, line in enumerate(shown) if line.kind == "received")
        assert sum(line.count for line in shown[first:] if line.kind == "counted") == clock.total
        assert [line.first for line in shown if line.kind == "due"] == [clock.due]


@given(cases(), st.integers(0, 200))
@settings(max_examples=200, deadline=None)
def test_used_and_left_make_the_whole(case, after):
    received, events = case
    day = later(received, after)
    clock = evaluate(received, events, CALENDAR, day, account=False)
    if clock.due is not None and day <= clock.due:
        assert clock.used + clock.left(day) == clock.total


@given(received_days, st.data())
@few
def test_a_pause_is_a_shift(received, data):
    events = data.draw(consultations(received))
    assert due_day(received, events, CALENDAR) == by_hand(received, events)


@given(received_days, st.integers(0, 12), st.integers(0, 20))
@few
def test_a_pause_inside_the_period_shifts_by_its_workdays(received, after, length):
    on = later(received, after)
    end = later(on, min(length, 14))
    events = [Event("consultation_sent", on, "c"), Event("consultation_answered", end, "c")]
    shift = CALENDAR.workdays_between(on, end)
    assert due_day(received, events, CALENDAR) == CALENDAR.add_workdays(received, 20 + shift)


@given(cases(), st.dates(D(2019, 5, 15), D(2027, 6, 30)), st.integers(0, 9))
@few
def test_a_further_holiday_never_makes_the_day_earlier(case, first, length):
    received, events = case
    off = ((first, later(first, length), "试"),)
    extra = (
        HolidayNotice(first.year, "试〔1〕号", D(2030, 1, 1), off, local=True) if first.month < 12 else None
    )
    assume(extra is not None)
    before = due_day(received, events, CALENDAR)
    after = due_day(received, events, Calendar([*shipped_notices(), extra]))
    assert (before is None) == (after is None)
    assert before is None or after >= before


@given(received_days, st.data())
@few
def test_a_consultation_inside_another_changes_nothing(received, data):
    on = later(received, data.draw(st.integers(0, 20)))
    inside = later(on, data.draw(st.integers(0, 10)))
    ends = sorted([inside, later(inside, data.draw(st.integers(0, 5)))])
    outer = [Event("consultation_sent", on, "a"), Event("consultation_answered", ends[1], "a")]
    inner = [Event("consultation_sent", inside, "b"), Event("consultation_answered", ends[1], "b")]
    assert due_day(received, outer + inner, CALENDAR) == due_day(received, outer, CALENDAR)


@given(received_days, st.data())
@few
def test_the_order_in_which_consultations_are_entered_does_not_matter(received, data):
    events = data.draw(consultations(received))
    shuffled = [event for day in sorted({e.on for e in events}) for event in events if event.on == day]
    assert due_day(received, events, CALENDAR) == due_day(received, shuffled, CALENDAR)


@given(received_days, st.integers(0, 10), st.integers(0, 40), st.integers(1, 20))
@few
def test_a_supplement_starts_everything_afresh(received, asked, given_, extended):
    ask = later(received, asked)
    back = later(ask, given_)
    events = [
        Event("extended", received, "", {"workdays": 1}),
        Event("supplement_asked", ask),
        Event("supplement_received", back),
    ]
    assert due_day(received, events, CALENDAR) == due_day(back, [], CALENDAR)
    assert due_day(received, events[:2], CALENDAR) is None


@given(received_days, st.integers(1, 20))
@few
def test_an_extension_adds_its_workdays(received, n):
    extended = [Event("extended", received, "", {"workdays": n})]
    assert due_day(received, extended, CALENDAR) == CALENDAR.add_workdays(received, 20 + n)


@given(st.dates(D(2019, 5, 15), D(2026, 12, 3)))
@few
def test_the_due_day_is_a_workday_and_twenty_lie_between(received):
    due = due_day(received, [], CALENDAR)
    assert CALENDAR.is_workday(due)
    assert CALENDAR.workdays_between(received, due) == 20
