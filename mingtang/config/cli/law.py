"""``mingtang law``: the rules on the command line, JSON on stdout. No database and no Django; see docs/cli.md."""

import argparse
import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, TypeAlias

from mingtang.config.cli.errors import BadInput
from mingtang.law.errors import LawError

Answer = dict[str, Any]
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def add(commands: Commands) -> None:
    """Add ``law`` with its own commands ``due``, ``fee``, ``remedy`` and ``calendar``."""
    law = commands.add_parser("law", help="法律规则：期限、收费、救济、工作日")
    inner = law.add_subparsers(metavar="命令", dest="law_command", required=True, parser_class=type(law))
    for adder in (_add_due, _add_fee, _add_remedy, _add_calendar):
        adder(inner)


def _command(inner: Commands, name: str, purpose: str, run: Callable[[argparse.Namespace], int]) -> Any:
    made = inner.add_parser(name, help=purpose, description=purpose)
    made.set_defaults(run=_guarded(run))
    return made


def _guarded(run: Callable[[argparse.Namespace], int]) -> Callable[[argparse.Namespace], int]:
    """What the law refuses is bad input of the command."""

    def guarded(options: argparse.Namespace) -> int:
        try:
            return run(options)
        except LawError as error:
            raise BadInput(str(error)) from None

    return guarded


def _print(answer: Answer) -> int:
    print(json.dumps(answer, ensure_ascii=False, indent=2))
    return 0


def _day(value: object, option: str) -> date:
    from mingtang.law.days import day_of

    return day_of(value, option)


def _day_or_none(value: str | None, option: str) -> date | None:
    return None if value is None else _day(value, option)


def _number(value: str, option: str) -> int:
    if not (value.isascii() and value.removeprefix("-").isdecimal()):
        raise BadInput(f"{option} 不能写“{value}”：写整数。")
    return int(value[:12])


# due


def _add_due(inner: Commands) -> None:
    due = _command(inner, "due", "答复期限：到期日、状态和逐日的账", _due)
    due.add_argument("--received", metavar="日期", help="收到申请之日（YYYY-MM-DD，条例第三十一条）")
    due.add_argument("--events", metavar="文件", help="事件列表（JSON），- 为标准输入")
    due.add_argument("--on", metavar="日期", help="在哪一天看；不写为最后一个事件那天")
    due.add_argument("--batch", metavar="文件", help="每行一案的 JSONL，- 为标准输入；每案输出一行")
    due.add_argument("--account", action="store_true", help="成批时每案也给出逐日的账")


def _due(options: argparse.Namespace) -> int:
    if options.batch is not None:
        if options.received or options.events:
            raise BadInput("--batch 不能和 --received、--events 同时使用：收到日期和事件写在每一行里。")
        return _due_batch(options)
    if options.received is None:
        raise BadInput("缺少 --received：写收到申请之日，或者用 --batch 成批计算。")
    received = _day(options.received, "--received ")
    events = _json(_text(options.events), options.events) if options.events is not None else []
    return _print(due_of(received, events, _day_or_none(options.on, "--on "), account=True))


def due_of(received: date, events: object, on: date | None, *, account: bool) -> Answer:
    """The answer of ``law due`` for one case. Raises LawError for events that cannot be."""
    from mingtang.law.calendar import standard_calendar
    from mingtang.law.clock import check, evaluate, event_from

    if not isinstance(events, list):
        raise LawError("事件写法不对：写成列表，每个事件是一个对象。")
    read = [event_from(event) for event in events]
    calendar = standard_calendar()
    clock = check(received, read, calendar)
    if on is not None or account:
        clock = evaluate(received, read, calendar, on, account)
    return _told(clock, account)


def _told(clock: Any, account: bool) -> Answer:
    answer = {
        "due": _iso(clock.due),
        "state": clock.state,
        "received": _iso(clock.received),
        "as_of": _iso(clock.as_of),
        "original_due": _iso(clock.original_due),
        "extended_by": clock.extended_by,
        "paused_for": list(clock.paused_for),
        "paused_until": _iso(clock.paused_until),
        "waiting_for": clock.waiting_for,
        "waiting_until": _iso(clock.waiting_until),
        "used": clock.used,
        "total": clock.total,
        "left": clock.left(),
        "overdue": clock.overdue(),
        "provisional": clock.provisional,
        "closed_on": _iso(clock.closed_on),
        "warnings": [*clock.problems, *clock.warnings],
    }
    if account:
        answer |= _account(clock)
    return answer


def _account(clock: Any) -> Answer:
    from mingtang.law.account import lines

    return {
        "articles": list(clock.articles),
        "calendar": clock.calendar_version,
        "summary": [
            line.sentence() + (f"（{line.note}）" if line.note else "") for line in lines(clock.account)
        ],
        "account": [
            {
                "on": _iso(day.on),
                "kind": day.kind,
                "nth": day.nth,
                "paper": day.paper,
                "due": day.due,
                "notes": list(day.notes),
            }
            for day in clock.account
        ],
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _due_batch(options: argparse.Namespace) -> int:
    on = _day_or_none(options.on, "--on ")
    answers, wrong = [], []
    for number, line in enumerate(_text(options.batch).splitlines(), 1):
        if not line.strip():
            continue
        try:
            answers.append(_due_line(line, number, on, options.account))
        except (LawError, BadInput) as error:
            wrong.append(f"第{number}行：{error}")
    if wrong:
        raise BadInput(wrong[0] + (f"（共{len(wrong)}行有误）" if len(wrong) > 1 else ""))
    for answer in answers:
        print(json.dumps(answer, ensure_ascii=False))
    return 0


def _due_line(line: str, number: int, on: date | None, account: bool) -> Answer:
    case = _json(line, f"第{number}行")
    if not isinstance(case, dict):
        raise BadInput("写法不对：每行是一个对象，有 id、received 和 events。")
    if "received" not in case:
        raise BadInput("没有写收到日期：补上 received（YYYY-MM-DD）。")
    events = case.get("events")
    received = _day(case["received"], "收到日期 received ")
    return {
        "id": case.get("id", number),
        **due_of(received, [] if events is None else events, on, account=account),
    }


def _text(path: str) -> str:
    """The text of a file, or of standard input for ``-``."""
    import sys

    try:
        if path == "-":
            return sys.stdin.read()
        with open(path, encoding="utf-8-sig") as file:
            return file.read()
    except FileNotFoundError:
        raise BadInput(f"文件 {path} 不存在：核对路径。") from None
    except UnicodeDecodeError:
        raise BadInput(f"文件 {path} 不是 UTF-8 文本：另存为 UTF-8 再用。") from None
    except (OSError, ValueError) as error:
        raise BadInput(
            f"文件 {path} 打不开：{getattr(error, 'strerror', None) or '路径写法不对'}。"
        ) from None


def _json(text: str, where: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise BadInput(f"{where} 不是有效的 JSON：第{error.lineno}行第{error.colno}列附近有误。") from None
    except (RecursionError, ValueError):
        raise BadInput(f"{where} 不是有效的 JSON：数字太长或者套得太深。") from None


# fee


def _add_fee(inner: Commands) -> None:
    fee = _command(inner, "fee", "信息处理费：按件或者按量，逐档列出（元）", _fee)
    way = fee.add_mutually_exclusive_group(required=True)
    way.add_argument("--items", metavar="件数", help="按件：这次的件数")
    way.add_argument("--pages", metavar="页数", help="按量：一件申请的页数")
    fee.add_argument("--previous", metavar="件数", help="按件：同一申请人本月此前已有的件数")
    fee.add_argument("--on", metavar="日期", help="决定收费的日期，用来选标准；不写为现行标准施行之日")


def _fee(options: argparse.Namespace) -> int:
    from mingtang.law import fees

    on = _day_or_none(options.on, "--on ") or fees.FIRST_DAY
    if options.pages is not None:
        if options.previous is not None:
            raise BadInput("--previous 只用于按件：按量时各件的页数不合并。")
        fee = fees.by_pages(_number(options.pages, "--pages"), decided_on=on)
    else:
        previous = _number(options.previous or "0", "--previous")
        fee = fees.by_items(previous, _number(options.items, "--items"), decided_on=on)
    steps = [
        {
            "from": step.first,
            "to": step.last,
            "count": step.count,
            "rate": step.rate,
            "amount": step.amount,
            "sentence": step.sentence(),
        }
        for step in fee.steps
    ]
    return _print(
        {
            "amount": fee.amount,
            "mode": fee.mode,
            "steps": steps,
            "articles": [cite.short for cite in fee.cites],
        }
    )


# remedy


def _add_remedy(inner: Commands) -> None:
    remedy = _command(inner, "remedy", "救济途径：先找谁、找哪个机关、多少天", _remedy)
    remedy.add_argument("--decided", metavar="日期", required=True, help="成文日期（YYYY-MM-DD）")
    remedy.add_argument("--outcome", metavar="结果", required=True, help="处理结果的代码，如 state_secret")
    remedy.add_argument("--organ", metavar="机关", required=True, help="机关类型的代码，如 local_department")
    remedy.add_argument("--served", metavar="日期", help="送达日期；写了就算出最后一天")
    remedy.add_argument(
        "--provincial", action="store_true", help="省级人民政府（机关类型写 local_government）"
    )
    remedy.add_argument(
        "--partial-elsewhere",
        action="store_true",
        help="部分公开：不予公开的部分不是依据条例第十四条至第十六条",
    )


def _remedy(options: argparse.Namespace) -> int:
    from mingtang.law.remedy import remedies

    decided, served = _day(options.decided, "--decided "), _day_or_none(options.served, "--served ")
    found = remedies(
        decided,
        options.outcome,
        options.organ,
        served_on=served,
        partial_refusal=not options.partial_elsewhere,
        provincial=options.provincial,
    )
    return _print(
        {
            "decided": _iso(decided),
            "served": _iso(served),
            "outcome": found.outcome.code,
            "label": found.outcome.label,
            "organ": found.organ_kind,
            "reconsideration_first": found.reconsideration_first,
            "bodies": list(found.labels),
            "body_codes": list(found.bodies),
            "periods": {route.kind: route.period for route in found.routes},
            "routes": list(_routes(found, served)),
            "text": found.text(),
            "articles": [cite.short for cite in found.cites],
            "warnings": list(found.warnings),
        }
    )


def _routes(found: Any, served: date | None) -> Iterator[Answer]:
    from mingtang.law.calendar import standard_calendar
    from mingtang.law.disputes import ROUTES

    until = found.until(served, standard_calendar()) if served else {}
    for route in found.routes:
        last = until.get(route.kind)
        yield {
            "kind": route.kind,
            "name": ROUTES[route.kind],
            "number": route.number,
            "unit": {"日": "days", "个月": "months"}[route.unit],
            "after": route.after,
            "until": _iso(last.ends_on) if last else None,
            "provisional": bool(last and last.provisional),
        }


# calendar


def _add_calendar(inner: Commands) -> None:
    calendar = _command(inner, "calendar", "一年的工作日、放假和调休", _calendar)
    calendar.add_argument("year", metavar="年份", help="如 2022")


def _calendar(options: argparse.Namespace) -> int:
    from mingtang.law.calendar import standard_calendar

    calendar, year = standard_calendar(), _number(options.year, "年份")
    if not calendar.first.year < year <= calendar.last.year:
        raise BadInput(
            f"年份“{options.year}”不在日历范围内：写{calendar.first.year + 1}年至{calendar.last.year}年。"
        )
    notices = [notice for notice in calendar.notices if notice.year == year]
    days = [
        date.fromordinal(number)
        for number in range(date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal())
    ]
    return _print(
        {
            "year": year,
            "known": calendar.known(year),
            "notices": [
                {"number": item.number, "issued_on": _iso(item.issued_on), "verified": item.verified}
                for item in notices
            ],
            "workdays": sum(map(calendar.is_workday, days)),
            "months": [
                sum(day.month == month and calendar.is_workday(day) for day in days) for month in range(1, 13)
            ],
            "off": [
                {"on": _iso(day), "name": calendar.name(day)}
                for day in days
                if calendar.kind(day) == "holiday"
            ],
            "worked": [_iso(day) for day in days if calendar.kind(day) == "makeup"],
            "version": calendar.version,
        }
    )
