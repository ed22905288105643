"""What of Wagtail's editor can be reached, and by whom."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from mingtang.kit.models import AuditEntry
from mingtang.organs.models import Staff
from mingtang.publishing import actions
from mingtang.publishing.editor.door import OPEN
from mingtang.publishing.models import Article, Column, Piece
from mingtang.publishing.tests.conftest import DAY

People = dict[str, Staff]


def at(person: Staff) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def piece(news: Column, staff: People) -> Piece:
    return actions.begin(news, Article(title="樊江区推行并联审批"), by=staff["周涛"], on=DAY)


def _patterns(patterns: list[URLPattern | URLResolver], above: str = "") -> list[tuple[str, URLPattern]]:
    found = []
    for each in patterns:
        if isinstance(each, URLResolver):
            spaces = f"{above}{each.namespace}:" if each.namespace else above
            found += _patterns(each.url_patterns, spaces)
        else:
            found.append((f"{above}{each.name}", each))
    return found


def _editor() -> list[tuple[str, URLPattern]]:
    area = next(each for each in get_resolver().url_patterns if str(each.pattern) == "office/editor/")
    return _patterns(area.url_patterns)  # type: ignore[union-attr]


def test_every_view_of_the_editor_is_behind_the_door(home: object) -> None:
    views = _editor()
    assert len(views) > 100
    assert [name for name, each in views if not hasattr(each.callback, "requires")] == []
    assert {name for name, _ in views} >= OPEN


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        ("wagtailusers_users:index", ()),
        ("wagtailusers_groups:add", ()),
        ("wagtailsites:index", ()),
        ("wagtailadmin_workflows:index", ()),
        ("wagtailadmin_workflows:task_index", ()),
        ("wagtailadmin_reports:site_history", ()),
        ("wagtailadmin_collections:index", ()),
        ("wagtailredirects:index", ()),
        ("wagtailadmin_pages:copy", (1,)),
        ("wagtailadmin_pages:move", (1,)),
        ("wagtailadmin_pages:unpublish", (1,)),
        ("wagtailadmin_pages:set_privacy", (1,)),
        ("wagtailadmin_pages:convert_alias", (1,)),
        ("wagtailadmin_pages:revisions_revert", (1, 1)),
        ("wagtailadmin_pages:lock", (1,)),
        ("wagtail_bulk_action", ("wagtailcore", "page", "publish")),
        ("wagtailimages:delete", (1,)),
        ("wagtaildocs:create_multiple_from_uploaded_document", (1,)),
        ("wagtailadmin_choose_page_phone_link", ()),
    ],
)
def test_what_drafting_does_not_need_is_shut(
    home: object, staff: People, name: str, numbers: tuple[object, ...]
) -> None:
    for method in ("get", "post"):
        answer = getattr(at(staff["王静文"]), method)(reverse(name, args=numbers))
        assert answer.status_code == 403 and "编辑器里没有这一项" in answer.content.decode()


def test_only_those_who_draft_come_in(home: object, staff: People) -> None:
    for who in ("刘敏", "陈国栋", "方圆", "郑凯"):
        assert at(staff[who]).get(reverse("wagtailadmin_home")).status_code == 403
    assert Client().get(reverse("wagtailadmin_home")).status_code == 302
    assert at(staff["周涛"]).get(reverse("wagtailadmin_home")).status_code == 200


def test_somebody_who_comes_later_can_draft_and_upload(home: object, staff: People) -> None:
    late = Staff.objects.create(
        username="late",
        name="高峰",
        role="section_staff",
        organ=staff["周涛"].organ,
        section=staff["周涛"].section,
    )
    assert at(late).get(reverse("wagtailadmin_home")).status_code == 200
    assert at(late).get(reverse("wagtailimages:add")).status_code == 200


def test_a_section_sees_and_opens_its_own_columns(piece: Piece, staff: People, news: Column) -> None:
    address = reverse("wagtailadmin_explore", args=[news.pk])
    assert "樊江区推行并联审批" in at(staff["周涛"]).get(address).content.decode()
    assert "樊江区推行并联审批" in at(staff["王静文"]).get(address).content.decode()
    assert "樊江区推行并联审批" not in at(staff["许蕾"]).get(address).content.decode()
    edit = reverse("wagtailadmin_pages:edit", args=[piece.pk])
    assert at(staff["周涛"]).get(edit).status_code == 200
    assert at(staff["许蕾"]).get(edit).status_code in (302, 403)


def test_columns_are_not_touched_here(home: object, news: Column, staff: People) -> None:
    clerk = at(staff["王静文"])
    assert clerk.get(reverse("wagtailadmin_pages:edit", args=[news.pk])).status_code in (302, 403)
    add = reverse("wagtailadmin_pages:add", args=["publishing", "column", news.pk])
    assert clerk.get(add).status_code == 302
    offered = clerk.get(reverse("wagtailadmin_pages:add_subpage", args=[news.pk]), follow=True)
    assert add not in offered.content.decode()
    assert clerk.post(add, {"title": "新栏目", "kind": "news"}).status_code == 302
    assert not Column.objects.filter(title="新栏目").exists()


def test_a_piece_begun_here_has_an_address_by_rule_and_is_in_the_log(news: Column, staff: People) -> None:
    add = reverse("wagtailadmin_pages:add", args=["publishing", "article", news.pk])
    form = {
        "title": "樊江区设立综合窗口",
        "disclosure": "active",
        "body-count": "0",
        "attachments-TOTAL_FORMS": "0",
        "attachments-INITIAL_FORMS": "0",
    }
    answer = at(staff["周涛"]).post(add, form)
    assert answer.status_code == 302, answer.content.decode()[:2000]
    made = Article.objects.get(title="樊江区设立综合窗口")
    assert made.slug.startswith("t2") and "_" in made.slug and not made.live
    assert made.get_latest_revision_as_object().slug == made.slug
    assert AuditEntry.objects.filter(act="publishing.begun").exists()
    empty = at(staff["周涛"]).post(add, {**form, "title": ""})
    assert empty.status_code == 200 and "没有填“标题”" in empty.content.decode()


def test_publishing_by_hand_is_only_saving(piece: Piece, staff: People) -> None:
    form = {
        "title": "樊江区推行并联审批改革",
        "disclosure": "active",
        "body-count": "0",
        "attachments-TOTAL_FORMS": "0",
        "attachments-INITIAL_FORMS": "0",
        "action-publish": "1",
        "go_live_at": "2020-01-01 00:00",
    }
    edit = reverse("wagtailadmin_pages:edit", args=[piece.pk])
    assert at(staff["王静文"]).post(edit, form).status_code == 302
    now = Piece.objects.get(pk=piece.pk)
    assert not now.live and now.latest_revision.content["title"] == "樊江区推行并联审批改革"


def test_what_is_under_review_opens_on_its_own_page(piece: Piece, staff: People) -> None:
    actions.submit(piece, by=staff["周涛"], on=DAY, secrecy="不涉密")
    edit = reverse("wagtailadmin_pages:edit", args=[piece.pk])
    for answer in (at(staff["周涛"]).get(edit), at(staff["周涛"]).post(edit, {"title": "改"})):
        assert answer.status_code == 302 and answer["Location"] == reverse("review:piece", args=[piece.pk])


def test_the_editor_takes_nothing_from_elsewhere_and_the_preview_runs_no_inline_script(
    piece: Piece, staff: People
) -> None:
    policy = at(staff["周涛"]).get(reverse("wagtailadmin_home"))["Content-Security-Policy"]
    assert "http" not in policy and "frame-ancestors 'self'" in policy and "*" not in policy
    shown = at(staff["周涛"]).get(reverse("wagtailadmin_pages:view_draft", args=[piece.pk]))
    assert shown.status_code == 200 and "樊江区推行并联审批" in shown.content.decode()
    assert "script-src 'self';" in shown["Content-Security-Policy"]
    assert shown["X-Frame-Options"] == "SAMEORIGIN"
