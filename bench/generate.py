"""Many invented cases in little time: written by the database itself, the way nobody may write real ones."""

import os
from typing import Any

import django
from django.core.management import call_command
from django.db import connection

django.setup()  # a bench starts with nothing loaded; models can be imported only after this

from mingtang.disclosure.models import Applicant, Case  # noqa: E402
from mingtang.organs.models import Organ, Section, Staff  # noqa: E402

KINDS = ("natural", "enterprise", "research", "welfare", "legal_service", "other")
ROWS = (
    ("disclosed", "granted"), ("partial", "partial"), ("third_party", "d4"), ("process_information", "d6"),
    ("not_held", "u1"), ("must_be_made", "u2"), ("petition", "n1"), ("repeat", "n2"), ("withdrawn", "o3"),
)  # fmt: skip
NUMBERS = "WITH RECURSIVE numbers(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < {count})"


def scale(count: int) -> int:
    """``count``, or the part of it that MINGTANG_BENCH_SCALE (0 to 1) asks for."""
    return max(100, int(count * float(os.environ.get("MINGTANG_BENCH_SCALE", "1"))))


def house() -> tuple[Organ, Staff]:
    """An empty database with one organ, one section and one clerk."""
    call_command("migrate", verbosity=0)
    organ = Organ.objects.create(name="测速机关", short_name="测", is_home=True)
    Section.objects.create(organ=organ, name="测速科")
    clerk = Staff.objects.create(username="bench", name="测速员", role="clerk", organ=organ)
    return organ, clerk


def pick(values: tuple[str, ...], step: int) -> str:
    """SQL that picks one of the values by the number of the row."""
    cases = " ".join(f"WHEN {place} THEN '{value}'" for place, value in enumerate(values))
    return f"CASE (i * {step}) % {len(values)} {cases} END"


def insert(model: Any, count: int, expressions: dict[str, str]) -> None:
    """Insert ``count`` rows; columns without an expression get the default of their field."""
    columns, values, parameters = [], [], []
    for field in model._meta.concrete_fields:
        columns.append(connection.ops.quote_name(field.column))
        if field.column in expressions:
            values.append(expressions[field.column].replace("%", "%%"))
        else:
            values.append("%s")
            parameters.append(None if field.null else field.get_db_prep_save(field.get_default(), connection))
    sql = f"{NUMBERS.format(count=count)} INSERT INTO {model._meta.db_table} ({', '.join(columns)}) SELECT {', '.join(values)} FROM numbers"
    if connection.vendor == "sqlite":  # SQLite wants the query after INSERT INTO
        head, _, rest = sql.partition(" INSERT INTO ")
        table, _, select = rest.partition(" SELECT ")
        sql = f"INSERT INTO {table} {head} SELECT {select}"
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)


def fill(organ: Organ, count: int, *, open_share: int = 10) -> None:
    """``count`` requests of 2021 to 2023; one in ``open_share`` has no result."""
    insert(Applicant, count, {"id": "i", "name": "'申请人' || i", "kind": pick(KINDS, 7)})
    done = f"(i % {open_share} > 0)"
    received = "date('2021-01-04', '+' || (i * 13 % 1080) || ' days')"
    outcomes, rows = tuple(o for o, _ in ROWS), tuple(r for _, r in ROWS)
    insert(Case, count, {
        "id": "i", "organ_id": str(organ.pk), "applicant_id": "i", "year": "2022", "serial": "i",
        "number": "'测依申〔2022〕' || i || '号'", "title": "'测速事项' || i", "description": "'测速'",
        "channel": "'counter'", "submitted_on": received, "received_on": received, "applicant_kind": pick(KINDS, 7),
        "result_on": f"CASE WHEN {done} THEN date('2021-01-04', '+' || (i * 13 % 1080 + i % 40) || ' days') END",
        "outcome": f"CASE WHEN {done} THEN {pick(outcomes, 11)} ELSE '' END",
        "result_row": f"CASE WHEN {done} THEN {pick(rows, 11)} ELSE '' END",
        "replied_on": f"CASE WHEN {done} THEN date('2021-01-04', '+' || (i * 13 % 1080 + i % 40) || ' days') END",
        "due_on": "date('2021-01-04', '+' || (i * 13 % 1080 + 28) || ' days')",
        "stage": f"CASE WHEN {done} THEN 'archived' ELSE 'examining' END", "holder": f"CASE WHEN {done} THEN 'none' ELSE 'clerk' END",
        "holder_what": "'审查要素，分送科室'",
    })  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
