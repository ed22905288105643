"""Journeys run in Debian's Chromium against the real server; without a browser they are skipped by name."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from journeys.browser import ARGUMENTS, Visitor, executable, visitor

if TYPE_CHECKING:
    from journeys.house import House
    from mingtang.demo.cast import Cast

# Playwright's waiting looks to Django like an event loop around the test; the test itself stays synchronous.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

FAILED = pytest.StashKey[bool]()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs the browser."""
    here = os.path.dirname(__file__) + os.sep
    for item in items:
        if str(item.path).startswith(here):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """Chromium with a new profile."""
    path = executable()
    if path is None:
        pytest.skip("Chromium 未安装")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Let the fixtures know how the journey ended."""
    report = yield
    item.stash.setdefault(FAILED, False)
    item.stash[FAILED] |= report.failed
    return report


@pytest.fixture(scope="package")
def the_house(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    """The server of all journeys."""
    from journeys.house import House

    with django_db_blocker.unblock():
        house = House(tmp_path_factory.mktemp("site"))
    yield house
    house.stops()


@pytest.fixture
def db() -> None:
    """Asks for a database, as everywhere; here the whole of it is put back, a server being no part of a transaction."""


@pytest.fixture
def house(the_house: House, db: None, django_db_blocker: Any) -> Iterator[House]:
    """The program with an empty database, served to browsers."""
    with django_db_blocker.unblock():
        the_house.stands("empty")
        yield the_house


@pytest.fixture
def somebody(
    browser: object, house: House, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Visitor]]:
    """``somebody()`` is a new person with a browser of their own; a failed journey leaves pictures of what they saw."""
    people: list[Visitor] = []
    with ExitStack() as stack:

        def arrive(**habits: object) -> Visitor:
            people.append(stack.enter_context(visitor(browser, house.url, **habits)))
            return people[-1]

        yield arrive
        for number, person in enumerate(people if request.node.stash.get(FAILED, False) else [], 1):
            person.takes_picture(f"failed-{request.node.name}-{number}")


@pytest.fixture
def citizen(somebody: Callable[[], Visitor]) -> Visitor:
    """A person outside the office."""
    return somebody()


@pytest.fixture
def day(monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    """``day(date(2022, 9, 5))``: for everybody it is ten o'clock on this day."""

    def becomes(on: date) -> None:
        moment = datetime.combine(on, time(10), ZoneInfo("Asia/Shanghai"))
        monkeypatch.setattr("mingtang.web.clock.now", lambda: moment)

    return becomes


@pytest.fixture
def bureau(house: House) -> Cast:
    """The demonstration bureau with its people and sections; it has no cases yet."""
    from mingtang.demo.cast import make_cast

    house.stands("bureau", make_cast)
    return the_cast()


@pytest.fixture
def office(somebody: Callable[[], Visitor], house: House, bureau: Cast) -> Callable[[str], Visitor]:
    """``office("王静文")`` is this person of the bureau, signed in at a browser of their own."""

    def enters(name: str) -> Visitor:
        person = somebody()
        person.is_let_in(house.lets_in(bureau.people[name]))
        return person

    return enters


def the_cast() -> Cast:
    """The bureau as it is in the database."""
    from mingtang.demo.cast import Cast
    from mingtang.organs.models import Organ

    organ = Organ.objects.get(is_home=True)
    people = {each.name: each for each in organ.staff.select_related("section")}
    return Cast(organ, people, {each.name: each for each in organ.sections.all()})
