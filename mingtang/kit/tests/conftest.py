"""What the tests of this room share."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model

from mingtang.kit.tests.elsewhere import Elsewhere


@pytest.fixture(autouse=True)
def files(settings, tmp_path) -> Path:
    """An empty folder for stored files."""
    settings.FILES_ROOT = tmp_path / "files"
    return settings.FILES_ROOT


@pytest.fixture
def now() -> datetime:
    return datetime(2022, 9, 28, 1, 30, tzinfo=UTC)


@pytest.fixture
def clerk(db):
    return get_user_model().objects.create(username="wang", name="王静文", role="clerk")


@pytest.fixture
def elsewhere(transactional_db, settings):
    """Starts scripts as processes of their own on the test database."""
    runner = Elsewhere()
    yield runner
    runner.end()
