"""Settings. Everything that differs between two installations comes from the environment; see docs/settings.md."""

import os
from pathlib import Path
from typing import Any

import dj_database_url

from mingtang.config.environment import data_folder


def _listed(name: str, default: str = "") -> list[str]:
    """The parts of a variable that names several things, without blanks round the commas."""
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


BASE = Path(__file__).resolve().parent.parent
DATA = data_folder()

SECRET_KEY = os.environ["MINGTANG_SECRET_KEY"]
FIELD_KEY = os.environ["MINGTANG_FIELD_KEY"]  # hex, 32 bytes: encrypts identity numbers and phones
FIELD_KEYS_OLD = _listed("MINGTANG_FIELD_KEYS_OLD")
FIELD_INDEX_KEY = os.environ.get("MINGTANG_FIELD_INDEX_KEY", "")

DEBUG = os.environ.get("MINGTANG_DEBUG") == "1"
ALLOWED_HOSTS = _listed("MINGTANG_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = _listed("MINGTANG_ORIGINS")
BEHIND_HTTPS = os.environ.get("MINGTANG_HTTPS") == "1"

INSTALLED_APPS = [
    "mingtang.report",
    "mingtang.publishing",
    "mingtang.disclosure",
    "mingtang.registers",
    "mingtang.wechat",
    "mingtang.organs",
    "mingtang.web",
    "mingtang.search",
    "mingtang.kit",
    "wagtail.contrib.redirects",
    "wagtail.contrib.table_block",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_filters",
    "django_htmx",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "mingtang.web.middleware.content_security_policy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "mingtang.organs.middleware.first_change_password",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "mingtang.config.urls"
WSGI_APPLICATION = "mingtang.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "mingtang.web.context.workbench",
            ],
            "builtins": ["mingtang.web.templatetags.mingtang"],
        },
    },
]

SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;"
        "PRAGMA mmap_size=134217728;PRAGMA cache_size=-20000;"
    ),
}


def _database() -> dict[str, Any]:
    url = os.environ.get("DATABASE_URL") or f"sqlite:///{DATA / 'mingtang.sqlite3'}"
    database: dict[str, Any] = {**dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)}
    if database["ENGINE"] not in ("django.db.backends.sqlite3", "django.db.backends.postgresql"):
        raise ValueError("DATABASE_URL names neither SQLite nor PostgreSQL")
    if database["ENGINE"] == "django.db.backends.sqlite3":
        database["OPTIONS"] = {**database.get("OPTIONS", {}), **SQLITE_OPTIONS}
    return database


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "organs.Staff"
LOGIN_URL = "organs:login"
LOGIN_REDIRECT_URL = "workbench:today"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "mingtang.config.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
LOCALE_PATHS = [BASE / "publishing" / "locale"]  # Chinese for what the editor's own catalogues leave in English
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "mingtang.web.sheets.SheetFinder",
]
FILES_ROOT = DATA / "files"  # uploads and issued letters; never below the web root
CLAMD_SOCKET = os.environ.get("MINGTANG_CLAMD_SOCKET", "")  # the virus scanner, where there is one
DOCUMENT_FONTS = os.environ.get("MINGTANG_FONTS") or None  # a folder with the organ's own licensed fonts
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Finished pages of the site; nothing of its own, may be removed at any time. "off": every page is rendered live.
_STORE = os.environ.get("MINGTANG_SITE_STORE", "")
SITE_STORE = None if _STORE == "off" else Path(_STORE or DATA / "site")

MEDIA_URL = "/media/"
MEDIA_ROOT = DATA / "media"  # pictures of the site and attachments of articles, checked before they are kept

ORGANISATION_CODE = os.environ.get("MINGTANG_ORGANISATION_CODE", "") or "000000000"  # first part of the index number
URGENT_REVIEW_HOURS = int(os.environ.get("MINGTANG_URGENT_HOURS", "8"))  # working hours; a practice of the house

# The editor of the site. Only mingtang.publishing knows Wagtail; its acts publish, not the editor's buttons.
WAGTAIL_SITE_NAME = "明堂"
WAGTAILADMIN_BASE_URL = ""
WAGTAILIMAGES_IMAGE_MODEL = "publishing.Picture"
WAGTAILDOCS_DOCUMENT_MODEL = "publishing.File"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAIL_FINISH_WORKFLOW_ACTION = "mingtang.publishing.finish.leave_it_to_the_act"
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_I18N_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAILADMIN_COMMENTS_ENABLED = False  # opinions are given in the review, where they are signed and kept
WAGTAILADMIN_PERMITTED_LANGUAGES = [("zh-hans", "简体中文")]
WAGTAILADMIN_EXTERNAL_LINK_CONVERSION = "exact"
WAGTAILIMAGES_IMAGE_FORM_BASE = "mingtang.publishing.forms.media.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png"]
WAGTAILDOCS_DOCUMENT_FORM_BASE = "mingtang.publishing.forms.media.FileForm"
# Choosers in the editor look for words as they stand: Chinese has no gaps, and these lists are short.
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "wagtail.search.backends.database.fallback", "AUTO_UPDATE": False}
}

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_HTTPS
SECURE_CONTENT_TYPE_NOSNIFF = True
# Browsers that came once by HTTPS come by nothing else for this long.
SECURE_HSTS_SECONDS = int(os.environ.get("MINGTANG_HSTS", "31536000")) if BEHIND_HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_HTTPS else None
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "mingtang.web.views.errors.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"discreet": {"()": "mingtang.config.logs.Discreet"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "discreet"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Below an error it names every address that was not found or not allowed, codes of applicants among them.
    "loggers": {"django.request": {"level": "ERROR"}},
}
