"""The settings under test: the real ones, with a folder and secrets of their own.

Nothing of the developer's surroundings reaches a test except ``DATABASE_URL``, by which the same
suite runs on PostgreSQL (see ``tests/postgres.py``), and what names material for tests.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

FOR_TESTS = ("MINGTANG_PUBLISHED_REPORTS",)
for name in [name for name in os.environ if name.startswith("MINGTANG_") and name not in FOR_TESTS]:
    del os.environ[name]

folder = Path(tempfile.mkdtemp(prefix="mingtang-test-"))
atexit.register(shutil.rmtree, folder, ignore_errors=True)
(folder / "static").mkdir()

os.environ["MINGTANG_DATA"] = str(folder)
os.environ["MINGTANG_SECRET_KEY"] = "for tests only: signs nothing of value"
os.environ["MINGTANG_FIELD_KEY"] = "5a" * 32

from mingtang.config.settings import *  # noqa: E402, F403
from mingtang.config.settings import DATABASES, STORAGES  # noqa: E402

# Tests of kept pages name a folder of their own; the others need none.
SITE_STORE = None  # type: ignore[assignment]

# Real hashing takes a tenth of a second each time somebody is created or logs in.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

# A file, not memory: threads, WAL and locks then behave as in service.
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["TEST"] = {"NAME": str(folder / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL;PRAGMA synchronous=OFF;"
# Connections that outlive their thread would keep the test database from being dropped.
DATABASES["default"]["CONN_MAX_AGE"] = 0
