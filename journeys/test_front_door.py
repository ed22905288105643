"""The two doors of the house, as a person finds them."""

from collections.abc import Callable

import pytest

from journeys.browser import Visitor
from mingtang.demo.cast import PASSWORD, Cast


@pytest.mark.parametrize("path", ["/", "/office/login/"])
def test_a_door_shuts_nobody_out(citizen: Visitor, path: str) -> None:
    citizen.goes_to(path)
    citizen.finds_no_barrier()
    citizen.uses_phone()
    citizen.finds_no_barrier()


def test_a_person_comes_in_by_name_and_password(somebody: Callable[[], Visitor], bureau: Cast) -> None:
    clerk = somebody()
    clerk.signs_in(bureau.people["王静文"].username, PASSWORD)
    clerk.sees("王静文")
    clerk.uses_phone()
    clerk.finds_no_barrier()


def test_the_office_asks_who_is_there(somebody: Callable[[], Visitor]) -> None:
    stranger = somebody()
    stranger.goes_to("/office/")
    assert "/office/login/" in stranger.page.url
