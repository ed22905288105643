"""``mingtang report show|export``: the report of a year from the records of this installation."""

import argparse
import json
from pathlib import Path
from typing import Any

from mingtang.config.cli.errors import BadInput


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``show`` and ``export``."""
    show = commands.add_parser("show", help="显示某年的三张表，数字取自本系统的记录")
    _common(show)
    show.add_argument("--json", action="store_true", help="按 JSON 输出 table2、table3、table4")
    show.set_defaults(run=run_show)
    export = commands.add_parser("export", help="把某年的报告存成文件")
    _common(export)
    export.add_argument("--format", choices=("docx", "pdf", "xlsx", "html", "json"), required=True, help="文件格式")
    export.add_argument("-o", "--output", type=Path, required=True, metavar="文件", help="要写的文件")
    export.set_defaults(run=run_export)


def _common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("year", type=int, metavar="年度", help="报告年度，如 2022")
    parser.add_argument("--organ", default="", metavar="机关", help="机关名称，不写的是本网站的主办机关")


def _organ(name: str) -> Any:
    from mingtang.config import installation

    installation.load()
    from mingtang.organs.models import Organ

    found = Organ.objects.filter(name=name).first() if name else Organ.objects.filter(is_home=True).first()
    if found is None:
        raise BadInput(f"没有名为“{name}”的机关，核对名称。" if name else "还没有机关，先运行 mingtang demo 或者登记机关。")
    return found


def _check_year(year: int) -> None:
    """Raise BadInput for what is no year, and for years that have no report yet or never had one."""
    from mingtang.law.calendar import FIRST_YEAR
    from mingtang.web.clock import today

    if not 1000 <= year <= 9999:
        raise BadInput(f"年度“{year}”不对，写四位数的年度，如 2022。")
    if year < FIRST_YEAR:
        raise BadInput(f"{year}年没有年度报告：政府信息公开条例自{FIRST_YEAR}年5月1日起施行。")
    if year > today().year:
        raise BadInput(f"{year}年还没有到，没有这一年的报告。")


def _newest(organ: Any, year: int) -> Any:
    from mingtang.report.models import Report

    return Report.objects.filter(organ=organ, year=year).select_related("organ").order_by("-version").first()


def _is_empty(figures: Any) -> bool:
    from mingtang.report import layout

    return not any(float(text) for text in layout.cells(figures).values())


def run_show(options: argparse.Namespace) -> int:
    """Print the tables: of the report when there is one, else counted now. BadInput for a year of which nothing is known."""
    organ = _organ(options.organ)
    _check_year(options.year)
    from mingtang.report import layout
    from mingtang.report.rollup import figures_of, live_figures
    from mingtang.report.tables import figures_to_json

    report = _newest(organ, options.year)
    figures = figures_of(report) if report else live_figures(organ, options.year)
    if report is None and _is_empty(figures):
        raise BadInput(f"{organ.name}没有{options.year}年的报告，也没有这一年的记录。")
    if options.json:
        print(json.dumps(figures_to_json(figures), ensure_ascii=False))
        return 0
    print(f"{organ.name}　{options.year}年{_standing(report)}")
    for title, grid in zip(layout.TITLES[1:4], (layout.table2, layout.table3, layout.table4), strict=True):
        print(f"\n{title}")
        for row in grid(figures):
            print("　".join(box.text for box in row))
    return 0


def _standing(report: Any) -> str:
    """Where the figures come from."""
    if report is None:
        return "　没有报告，按记录现算"
    version = f"第{report.version}版，" if report.version > 1 else ""
    return f"　{version}{report.get_state_display()}{'' if report.fixed else '，按记录现算'}"


def run_export(options: argparse.Namespace) -> int:
    """Write the report to a file."""
    organ = _organ(options.organ)
    _check_year(options.year)
    from mingtang.report.export import export

    report = _newest(organ, options.year)
    if report is None:
        raise BadInput(f"{organ.name}还没有{options.year}年的报告，先在工作台起草。")
    try:
        options.output.write_bytes(export(report, options.format))
    except OSError as error:
        raise BadInput(f"写不了文件 {options.output}：{error.strerror}。") from error
    print(options.output)
    return 0
