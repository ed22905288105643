"""A site with many invented articles in little time: written into the tables, the way nobody may write real ones."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import django
from django.core.management import call_command
from django.db import connection

django.setup()  # a bench starts with nothing loaded; models can be imported only after this

from django.contrib.contenttypes.models import ContentType  # noqa: E402
from wagtail.models import Locale, Page  # noqa: E402

from mingtang.kit.db import writing  # noqa: E402
from mingtang.organs.models import Organ, Section, Staff  # noqa: E402
from mingtang.publishing import actions  # noqa: E402
from mingtang.publishing.acting import acting  # noqa: E402
from mingtang.publishing.actions.showing import put_on_show  # noqa: E402
from mingtang.publishing.models import Article, Column, Piece  # noqa: E402
from mingtang.search import index  # noqa: E402

BATCH = 2_000
DAY = date(2022, 3, 1)
FIRST = datetime(2012, 1, 1, tzinfo=UTC)
LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
SENTENCE = "把几件事放在一个窗口一起办，材料只交一次，办到哪一步在网上看得到。"
SOURCES = {"xqdt": 40, "gzdt": 30, "tzgg": 20, "zdgc": 10}  # share of each column, where the site has it


def site() -> tuple[Organ, dict[str, Staff]]:
    """An empty database with one organ, two people and the columns of a new site."""
    call_command("migrate", verbosity=0)
    organ = Organ.objects.create(name="测速机关", short_name="测", is_home=True, site_code="4299000015")
    section = Section.objects.create(organ=organ, name="办公室")
    posts = {"clerk": None, "section_staff": section, "leader": None}
    people = {
        role: Staff.objects.create(username=role, name=f"测速{role}", role=role, organ=organ, section=where)
        for role, where in posts.items()
    }
    actions.lay_out(organ, by=None, on=DAY)
    return organ, people


def text(number: int) -> str:
    """The body of an article, some 900 characters."""
    return "".join(f"<p>第{number + at}次。{SENTENCE * 5}</p>" for at in range(5))


def columns() -> list[Column]:
    """The columns articles go into, each as often as its share."""
    known = {each.slug: each for each in Column.objects.all()}
    leaves = [each for each in known.values() if each.numchild == 0 and not each.target]
    there = {slug: share for slug, share in SOURCES.items() if slug in known} or {leaves[0].slug: 1}
    return [known[slug] for slug, share in there.items() for _ in range(share)] + leaves


def step(number: int) -> str:
    """A number as one step of a page's path."""
    found = ""
    while number:
        number, rest = divmod(number, len(LETTERS))
        found = LETTERS[rest] + found
    return found.rjust(Page.steplen, "0")


def many(count: int, owner: Staff) -> None:
    """``count`` articles on show in the columns of the site, with their entries in the search index."""
    shares, number, held = columns(), {}, []
    kind, locale = ContentType.objects.get_for_model(Article), Locale.get_active()
    first = (Page.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1
    for n in range(count):
        column = shares[n % len(shares)]
        number[column.pk] = number.get(column.pk, 0) + 1
        moment = FIRST + timedelta(minutes=n * 40)
        held.append(
            Article(
                id=first + n, page_ptr_id=first + n, piece_ptr_id=first + n, path=column.path + step(number[column.pk]),
                depth=column.depth + 1, title=f"第{n + 1}次把几件事放在一起办", draft_title=f"第{n + 1}次把几件事放在一起办",
                slug=f"n{n + 1}", url_path=f"{column.url_path}n{n + 1}/", content_type=kind, locale=locale, owner=owner, live=True,
                first_published_at=moment, last_published_at=moment, latest_revision_created_at=moment, stage="published",
                summary=SENTENCE,
            )
        )  # fmt: skip
        if len(held) == BATCH or n == count - 1:
            _write(held, column)
            held = []
    for pk, children in number.items():
        Column.objects.filter(pk=pk).update(numchild=children)
    analyze()


def _write(articles: list[Article], column: Column) -> None:
    with writing():
        for model in (Page, Piece, Article):
            fields = model._meta.local_concrete_fields
            names = ", ".join(connection.ops.quote_name(field.column) for field in fields)
            marks = ", ".join("%s" for _ in fields)
            table = connection.ops.quote_name(model._meta.db_table)
            rows = [[_stored(each, field) for field in fields] for each in articles]
            with connection.cursor() as cursor:
                cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)
        index.put(*(_found(each, column) for each in articles))


def _stored(article: Article, field: Any) -> Any:
    if field.attname == "body":
        return json.dumps([{"type": "text", "value": text(article.pk)}], ensure_ascii=False)
    return field.get_db_prep_save(getattr(article, field.attname), connection)


def _found(article: Article, column: Column) -> index.Document:
    address = "/" + article.url_path.split("/", 2)[2]
    return index.Document(
        "article", str(article.pk), article.title, SENTENCE, url=address, channel=column.title,
        channel_key=column.slug, on=article.first_published_at.date(), section="办公室",
    )  # fmt: skip


def analyze() -> None:
    """Let the database know its sizes, as it does by itself after a while."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def publish(column: Column, title: str, slug: str, author: Staff) -> Piece:
    """One article begun and put on show by the acts that do it for every piece."""
    with acting():
        made = Article(title=title, slug=slug, live=False, body=[("text", text(1))], summary=SENTENCE)
        Column.objects.get(pk=column.pk).add_child(instance=made)
        made.save_revision(user=author)
        put_on_show(Piece.objects.get(pk=made.pk).specific, by=None, on=DAY)
    return Piece.objects.get(pk=made.pk)
