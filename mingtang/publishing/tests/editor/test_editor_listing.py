"""The list of a column in the editor: our own columns, and as many questions for ten rows as for three."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mingtang.organs.models import Staff
from mingtang.publishing import actions
from mingtang.publishing.models import Article, Column
from mingtang.publishing.tests.conftest import DAY
from mingtang.publishing.tests.editor.test_editor_uploads import at


def test_the_list_of_a_column_asks_no_more_for_more_rows(news: Column, staff: dict[str, Staff]) -> None:
    author, browser = staff["周涛"], at(staff["周涛"])
    address = reverse("wagtailadmin_explore", args=[news.pk])
    asked = []
    for more in (3, 7):
        for number in range(more):
            draft = Article(title=f"第{more}批第{number}篇", body=[("text", "<p>五个环节并成一个。</p>")])
            actions.begin(Column.objects.get(pk=news.pk), draft, by=author, on=DAY)
        browser.get(address)
        with CaptureQueriesContext(connection) as queries:
            page = browser.get(address).content.decode()
        asked.append(len(queries))
    assert asked[0] == asked[1], asked
    assert "第7批第6篇" in page and "责任科室" in page and "草稿" in page
    assert "个栏目" not in page
