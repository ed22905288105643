"""Pages of this room alone: empty registries, a person of each kind, a fixed day."""

from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.template import Context, Template
from django.test import RequestFactory

from mingtang.web import site, workbench

DAY = date(2022, 10, 24)  # a Monday, an ordinary working day


@pytest.fixture(autouse=True)
def _own_addresses(settings):
    settings.ROOT_URLCONF = "mingtang.web.tests.urls"


@pytest.fixture
def bench(monkeypatch):
    """The workbench without the rooms above; ``register_…`` fills it for one test."""
    monkeypatch.setattr(workbench, "registry", workbench._Registry())
    return workbench


@pytest.fixture
def public(monkeypatch):
    """The public frame without the rooms above."""
    monkeypatch.setattr(site, "registry", site._Registry())
    return site


@pytest.fixture
def clerk(db):
    return get_user_model().objects.create_user(
        "wang", name="王静文", role="clerk", password="long enough 2022"
    )


@pytest.fixture
def administrator(db):
    return get_user_model().objects.create_user(
        "admin", name="周涛", role="administrator", password="long enough 2022"
    )


@pytest.fixture
def on_day(settings):
    """Every request happens on 24 October 2022."""
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "mingtang.web.tests.days.monday"]
    return DAY


@pytest.fixture
def render():
    """``render(source, path="/", **context)``: what a template of a page at ``path`` draws."""

    def rendered(source: str, path: str = "/", **context) -> str:
        request = RequestFactory().get(path)
        return Template(source).render(Context({"request": request, "today": DAY, **context})).strip()

    return rendered
