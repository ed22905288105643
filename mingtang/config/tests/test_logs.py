"""The log names places and kinds of errors, never the values that people brought in."""

import io
import logging

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import path

from mingtang.config.logs import Discreet

SECRET = "罗小满 13812345678"


def broken(request):
    try:
        raise KeyError(SECRET)
    except KeyError as error:
        raise ValueError(f"Key (name)=({SECRET}) already exists") from error


urlpatterns = [path("broken/", broken)]


@pytest.fixture
def log():
    """What the discreet formatter writes."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(Discreet())
    logger = logging.getLogger("django.request")
    logger.addHandler(handler)
    yield written
    logger.removeHandler(handler)


@pytest.mark.urls(__name__)
def test_an_error_in_a_page_is_logged_without_what_it_says(log):
    assert Client(raise_request_exception=False).get("/broken/?name=secret").status_code == 500
    text = log.getvalue()
    assert "builtins.KeyError" in text and "builtins.ValueError" in text and "test_logs.py" in text
    assert "罗小满" not in text and "138" not in text and "name=secret" not in text


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (PermissionError(13, "Permission denied"), "builtins.PermissionError: [Errno 13] Permission denied"),
        (OperationalError("connection refused"), "django.db.utils.OperationalError: connection refused"),
        (OperationalError("no such user 13812345678"), "django.db.utils.OperationalError: no such user 138****5678"),
        (ValueError(SECRET), "builtins.ValueError"),
    ],
)
def test_what_the_machine_says_stays(error, told):
    assert Discreet().formatException((type(error), error, None)).splitlines()[-1] == told


def test_a_line_without_an_error_stays_as_it_is():
    record = logging.LogRecord("a", logging.ERROR, "", 1, "job %s failed", ("x",), (None, None, None))
    assert Discreet().format(record).strip() == "job x failed"


def test_the_settings_use_it(settings):
    assert {handler["formatter"] for handler in settings.LOGGING["handlers"].values()} == {"discreet"}
