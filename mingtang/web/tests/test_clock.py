"""The clock: one day for one request, in the time zone of the office."""

from datetime import date, timedelta

from django.test import RequestFactory

from mingtang.web import clock


def test_now_is_the_time_of_the_office():
    assert clock.now().utcoffset() == timedelta(hours=8)


def test_a_request_keeps_the_day_it_began_with():
    request = RequestFactory().get("/")
    first = clock.today(request)
    assert request.day == first == clock.today(request)


def test_a_request_may_bring_its_own_day():
    request = RequestFactory().get("/")
    request.day = date(2022, 10, 24)
    assert clock.today(request) == date(2022, 10, 24)


def test_without_a_request_it_is_the_day_of_now():
    before = clock.now().date()
    assert before <= clock.today() <= clock.now().date()
