"""Many invented cases in little time: written by the database itself, the way nobody may write real ones."""

import json
import os
from datetime import date, timedelta
from typing import Any

import django
from django.core.management import call_command
from django.db import connection

django.setup()  # a bench starts with nothing loaded; models can be imported only after this

from mingtang.disclosure.models import Act, Applicant, Case  # noqa: E402
from mingtang.organs.models import Organ, Section, Staff  # noqa: E402

KINDS = ("natural", "enterprise", "research", "welfare", "legal_service", "other")
ROWS = (
    ("disclosed", "granted"), ("partial", "partial"), ("third_party", "d4"), ("process_information", "d6"),
    ("not_held", "u1"), ("must_be_made", "u2"), ("petition", "n1"), ("repeat", "n2"), ("withdrawn", "o3"),
)  # fmt: skip
SECTIONS = ("工程建设审批科", "政务服务管理科", "政策法规科", "公共资源交易监督管理科")
NUMBERS = (
    "WITH RECURSIVE numbers(i) AS (SELECT {first} UNION ALL SELECT i + 1 FROM numbers WHERE i < {last})"
)


def scale(count: int) -> int:
    """``count``, or the part of it that MINGTANG_BENCH_SCALE (0 to 1) asks for."""
    return max(100, int(count * float(os.environ.get("MINGTANG_BENCH_SCALE", "1"))))


def house() -> tuple[Organ, Staff]:
    """An empty database with one organ, four sections and one clerk."""
    call_command("migrate", verbosity=0)
    organ = Organ.objects.create(name="测速机关", short_name="测", is_home=True)
    Section.objects.bulk_create(Section(organ=organ, name=name) for name in SECTIONS)
    clerk = Staff.objects.create(username="bench", name="测速员", role="clerk", organ=organ)
    return organ, clerk


def pick(values: tuple[str, ...], number: str) -> str:
    """SQL that picks one of the values by a number."""
    cases = " ".join(f"WHEN {place} THEN '{value}'" for place, value in enumerate(values))
    return f"CASE ({number}) % {len(values)} {cases} END"


def columns(model: Any, expressions: dict[str, str]) -> tuple[str, str, list[Any]]:
    """Names, SQL and parameters of all columns; those without an expression get the default of their field."""
    names, values, parameters = [], [], []
    for field in model._meta.concrete_fields:
        if field.primary_key and field.column not in expressions:
            continue
        names.append(connection.ops.quote_name(field.column))
        if field.column in expressions:
            values.append(expressions[field.column].replace("%", "%%"))
        else:
            values.append("%s")
            parameters.append(None if field.null else field.get_db_prep_save(field.get_default(), connection))
    return ", ".join(names), ", ".join(values), parameters


def insert(model: Any, expressions: dict[str, str], source: str, before: str = "") -> None:
    """``INSERT … SELECT expressions source``; ``before`` is what a query of ``source`` begins with."""
    names, values, parameters = columns(model, expressions)
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({names}) {before} SELECT {values} {source}", parameters)


def fill(organ: Organ, count: int, *, first: int = 1, open_share: int = 10, start: date = date(2021, 1, 4), span: int = 1080) -> None:
    """``count`` requests received over ``span`` days from ``start``; one in ``open_share`` has no result yet."""
    numbers = NUMBERS.format(first=first, last=first + count - 1)
    insert(Applicant, {"id": "i", "name": "'申请人' || i", "kind": pick(KINDS, "i * 7")}, "FROM numbers", numbers)
    done = f"(i % {open_share} > 0)"
    received = f"date('{start}', '+' || (i * 13 % {span}) || ' days')"
    ended = f"CASE WHEN {done} THEN date('{start}', '+' || (i * 13 % {span} + i % 27) || ' days') END"
    outcomes, rows = tuple(o for o, _ in ROWS), tuple(r for _, r in ROWS)
    insert(Case, {
        "id": "i", "organ_id": str(organ.pk), "applicant_id": "i", "year": f"CAST(substr({received}, 1, 4) AS integer)", "serial": "i",
        "number": f"'测依申〔' || substr({received}, 1, 4) || '〕' || i || '号'", "title": "'测速事项' || i", "description": "'测速'",
        "channel": "'counter'", "submitted_on": received, "received_on": received, "applicant_kind": pick(KINDS, "i * 7"),
        "result_on": ended, "replied_on": ended, "in_time": f"CASE WHEN {done} THEN 1 END",
        "outcome": f"CASE WHEN {done} THEN {pick(outcomes, 'i * 11')} ELSE '' END",
        "result_row": f"CASE WHEN {done} THEN {pick(rows, 'i * 11')} ELSE '' END",
        "due_on": f"date('{start}', '+' || (i * 13 % {span} + 28) || ' days')", "clock_state": f"CASE WHEN {done} THEN 'closed' ELSE 'running' END",
        "stage": f"CASE WHEN {done} THEN 'archived' ELSE 'examining' END", "holder": f"CASE WHEN {done} THEN 'none' ELSE 'clerk' END",
        "holder_what": "'审查要素，分送科室'", "holder_since": received, "act_count": "2",
    }, "FROM numbers", numbers)  # fmt: skip
    analyze()


def analyze() -> None:
    """Let the database know its sizes, as it does by itself after a while."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def act(kind: str, seq: int, days: int, data: object, where: str, **more: str) -> None:
    """One act of ``kind`` in every case that ``where`` picks, ``days`` after its receipt. ``data`` is JSON or SQL."""
    said = data if isinstance(data, str) else f"'{json.dumps(data, ensure_ascii=False)}'"
    insert(Act, {
        "case_id": "id", "seq": str(seq), "kind": f"'{kind}'", "on": f"date(received_on, '+{days} days')",
        "by_name": "'测速员'", "data": said, **more,
    }, f"FROM disclosure_case WHERE {where}")  # fmt: skip


def papers(first: int, last: int) -> None:
    """The acts behind the cases ``first`` to ``last``: filed, registered, assigned, decided and sent, or under way."""
    mine = f"id BETWEEN {first} AND {last}"
    act("filed", 1, 0, {"channel": "counter", "signed_on": "", "tracking": "", "written_by": ""}, mine)
    act("registered", 2, 0, {"note": ""}, mine)
    sections = list(Section.objects.order_by("id"))
    said = tuple(json.dumps({"section_id": s.pk, "section": s.name, "note": ""}, ensure_ascii=False) for s in sections)
    act("assigned", 3, 1, pick(said, "id"), mine)
    done = f"{mine} AND result_on IS NOT NULL"
    act("decided", 4, 20, {"letter": 0, "outcome": "disclosed", "code": "D1", "number": ""}, done)
    _on_the_way(f"{mine} AND result_on IS NULL")
    with connection.cursor() as cursor:
        names = pick(SECTIONS, "id").replace("%", "%%")
        ids = pick(tuple(str(s.pk) for s in sections), "id").replace("%", "%%")
        cursor.execute(f"UPDATE disclosure_case SET section_id = {ids} WHERE {mine}", [])
        cursor.execute(
            f"UPDATE disclosure_case SET stage = 'handling', holder = 'section_staff', holder_name = {names} "
            f"WHERE {mine} AND result_on IS NULL AND id / 10 %% 5 > 0",
            [],
        )
    analyze()


def _on_the_way(some: str) -> None:
    """A fifth of the open cases waits for a third party, a fifth has its answer, a tenth was extended."""
    sent = {"ref": "c1", "party": "third_party", "name": "测*", "subject": "附表"}
    act("consultation_sent", 4, 3, sent, f"{some} AND id / 10 % 5 < 2")
    act("consultation_answered", 5, 12, {"ref": "c1", "answer": "refuse", "reasons": ""}, f"{some} AND id / 10 % 5 = 1")
    extended = f"{some} AND id / 10 % 10 = 4"
    act("extension_proposed", 4, 15, {"workdays": 10, "reason": "材料较多"}, extended)
    act("extension_approved", 5, 16, {"opinion": ""}, extended)
    act("extended", 6, 17, {}, extended)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE disclosure_case SET stage = 'consulting', holder = 'third_party', holder_name = '第三方', "
            f"clock_state = 'paused' WHERE {some.replace('%', '%%')} AND id / 10 %% 5 = 0",
            [],
        )


def before(day: date, days: int) -> date:
    """``days`` before ``day``."""
    return day - timedelta(days=days)
