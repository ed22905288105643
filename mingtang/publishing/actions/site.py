"""建站：栏目树、三审的工作流、拟稿人的编辑权限。重复做不改变已有的栏目。"""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from wagtail.coreutils import get_supported_content_language_variant
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from mingtang.kit import audit
from mingtang.kit.db import writing
from mingtang.organs.models import Organ, Section, Staff
from mingtang.publishing.models import Column, HeadApproval, Home, LeaderReview, MachineCheck

TREE = Path(__file__).parent.parent / "columns.toml"
EDITORS = "拟稿人"


def lay_out(organ: Organ, *, by: Staff | None, on: date) -> Home:
    """Make what a site of this organ needs and does not have yet; returns its home page."""
    with writing():
        home = _home(organ)
        for each in tomllib.loads(TREE.read_text(encoding="utf-8"))["column"]:
            _column(home, organ, each)
        _workflow(home)
        let_draft(home)
        audit.record("publishing.site_laid_out", by=by, subject=home, subject_label=organ.name)
    return home


def _home(organ: Organ) -> Home:
    Page.objects.filter(depth=1, title="Root").update(title="网站", draft_title="网站")
    found = Home.objects.first()
    if found:
        return found
    root = Page.get_first_root_node() or _root()
    Page.objects.filter(depth=2, slug="home").delete()  # the welcome page of an empty Wagtail
    root = Page.objects.get(pk=root.pk)
    home = root.add_child(instance=Home(title=organ.name, slug="home"))
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "root_page": home, "site_name": organ.name}
    )
    return home


def _root() -> Page:
    """The root of the tree, where a database has been emptied of what Wagtail's migrations put into it."""
    Locale.objects.get_or_create(language_code=get_supported_content_language_variant(settings.LANGUAGE_CODE))
    return Page.add_root(
        instance=Page(title="网站", slug="root", content_type=ContentType.objects.get_for_model(Page))
    )


def _column(home: Home, organ: Organ, row: dict[str, Any]) -> None:
    *above, slug = row["path"].split("/")
    parent: Page = home
    for part in above:
        parent = parent.get_children().get(slug=part)
    if parent.get_children().filter(slug=slug).exists():
        return
    parent.specific.add_child(
        instance=Column(
            title=row["title"], slug=slug, kind=row["kind"], column_type=row["type"], description=row["description"],
            keywords=row["keywords"], section=_section(organ, row["section"]), fresh_days=row.get("days"),
            item=row.get("item", ""), basis=row.get("basis", ""), time_limit=row.get("limit", ""),
            numbered=row.get("numbered", False), target=row.get("target", ""), listed=row.get("listed", True),
            statement=row.get("statement", ""),
        )
    )  # fmt: skip


def _section(organ: Organ, name: str) -> Section | None:
    sections = organ.sections.all()
    return sections.filter(name=name).first() or sections.filter(name="办公室").first() or sections.first()


def _workflow(home: Home) -> None:
    """机器检查 → 分管领导审核 → 主要领导审批, for everything below the home page."""
    if WorkflowPage.objects.filter(page=home).exists():
        return
    workflow = Workflow.objects.create(name="稿件三审")
    steps = (
        MachineCheck(name="机器检查"),
        LeaderReview(name="分管领导审核"),
        HeadApproval(name="主要领导审批"),
    )
    for order, task in enumerate(steps):
        task.save()
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=order)
    WorkflowPage.objects.create(workflow=workflow, page=home)


def let_draft(home: Home) -> None:
    """The group whose members may use the editor; which page each may touch is said by ``guard``."""
    group, _ = Group.objects.get_or_create(name=EDITORS)
    for codename in ("add_page", "change_page"):
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
        GroupPagePermission.objects.get_or_create(group=group, page=home, permission=permission)
    group.permissions.add(
        Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    )
    _let_upload(group)
    from mingtang.publishing.permissions import DRAFTS

    for person in Staff.objects.filter(role__in=DRAFTS, is_active=True):
        person.groups.add(group)


def _let_upload(group: Group) -> None:
    """Pictures and files: to add one's own and to choose from all."""
    shelf = Collection.get_first_root_node() or Collection.add_root(instance=Collection(name="文件"))
    for app, thing in (("wagtailimages", "image"), ("wagtaildocs", "document")):
        for verb in ("add", "choose"):
            permission = Permission.objects.get(content_type__app_label=app, codename=f"{verb}_{thing}")
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=shelf, permission=permission
            )
