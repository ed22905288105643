"""The style sheets as they reach a browser."""

import re

import pytest
from django.contrib.staticfiles import finders

from mingtang.web.sheets import HERE, SHEETS, sheet

SOURCES = [
    *(HERE / "layers").glob("*.css"),
    *(HERE / "templates").rglob("*.css"),
    *(HERE / "static").rglob("*.css"),
]


@pytest.mark.parametrize("path", SHEETS)
def test_the_finder_writes_what_the_sources_say(path):
    with open(finders.find(path), encoding="utf-8") as file:
        assert file.read() == sheet(SHEETS[path])


def test_the_finder_knows_only_its_sheets():
    assert finders.find("web/other.css") is None


@pytest.mark.parametrize("path", SHEETS)
def test_a_sheet_has_its_layers_and_closed_braces(path):
    text = sheet(SHEETS[path])
    assert text.index(":root") < text.index("@layer base, layout, parts")
    assert text.count("{") == text.count("}")


def test_each_look_has_its_own_button():
    assert ".btn-2" in sheet("public") and ".btn-2" not in sheet("office")
    assert ".btn.big" in sheet("office") and ".btn.big" not in sheet("public")


def test_every_custom_property_in_use_is_defined():
    given = {"--side", "--used", "--n", "--at"}  # said by the page that uses the part
    for look in SHEETS.values():
        text = sheet(look)
        used = set(re.findall(r"var\((--[\w-]+)", text))
        assert used - set(re.findall(r"(--[\w-]+)\s*:", text)) <= given


def test_sheets_ask_nothing_of_other_hosts():
    for path in SOURCES:
        assert not re.search(r"url\(\s*[\"']?(https?:)?//", path.read_text(encoding="utf-8")), path


def test_red_is_for_what_is_urgent_or_wrong():
    allowed = {
        "due",
        "tag",
        "task",
        "day",
        "views",
        "turnbar",
        "field",
        "errors",
        "notice",
        "button",
        "finds",
        "cells",
    }
    allowed |= {"forecast", "account", "paper", "doc", "letter"}  # due today; the red head of official papers
    using = {
        p.parent.name
        for p in (HERE / "templates/web/components").rglob("*.css")
        if "--cinnabar" in p.read_text()
    }
    assert using <= allowed
