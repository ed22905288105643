"""What holds for every test: no network, the same examples every time, and a choice by database."""

import ipaddress
import socket

import pytest
from django.test import TransactionTestCase
from hypothesis import settings

settings.register_profile("house", deadline=None, derandomize=True, database=None)
settings.register_profile("quick", settings.get_profile("house"), max_examples=15)
settings.load_profile("house")

pytest_plugins = ["mingtang.kit.testing"]  # transactional tests may empty tables that only grow

DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server", "admin_client"}


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--database none`` runs only tests without a database, ``only`` those that use one."""
    parser.addoption("--database", choices=("all", "none", "only"), default="all", help="tests by use of the database")


def uses_database(item: pytest.Item) -> bool:
    """Whether a test reads or writes the database."""
    case = getattr(item, "cls", None)
    return (
        item.get_closest_marker("django_db") is not None
        or bool(DATABASE_FIXTURES & set(getattr(item, "fixturenames", ())))
        or (case is not None and issubclass(case, TransactionTestCase))
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what ``--database`` does not ask for."""
    choice = config.getoption("--database")
    if choice == "all":
        return
    kept = [item for item in items if uses_database(item) == (choice == "only")]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept


def _is_loopback(address: object) -> bool:
    if not isinstance(address, tuple):
        return True  # a unix socket
    host = str(address[0])
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True, scope="session")
def _no_network():
    """A test that leaves this machine fails with the address it wanted."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex"):
            original = getattr(socket.socket, name)

            def guarded(self, address, original=original):
                if not _is_loopback(address):
                    raise RuntimeError(f"A test tried to reach {address!r}; tests stay on this machine.")
                return original(self, address)

            patch.setattr(socket.socket, name, guarded)
        yield
