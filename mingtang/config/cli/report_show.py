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
    if not 2008 <= year <= 2100:
        raise BadInput(f"年度“{year}”不对，写四位数的年度，如 2022。")


def run_show(options: argparse.Namespace) -> int:
    """Print the tables: of the report when there is one, else counted now."""
    _check_year(options.year)
    organ = _organ(options.organ)
    from mingtang.report import layout
    from mingtang.report.rollup import current_figures
    from mingtang.report.tables import figures_to_json

    figures = current_figures(organ, options.year)
    if options.json:
        print(json.dumps(figures_to_json(figures), ensure_ascii=False))
        return 0
    print(f"{organ.name}　{options.year}年")
    for title, grid in zip(layout.TITLES[1:4], (layout.table2, layout.table3, layout.table4), strict=True):
        print(f"\n{title}")
        for row in grid(figures):
            print("　".join(box.text for box in row))
    return 0


def run_export(options: argparse.Namespace) -> int:
    """Write the report to a file."""
    _check_year(options.year)
    organ = _organ(options.organ)
    from mingtang.report.export import export
    from mingtang.report.models import Report

    report = Report.objects.filter(organ=organ, year=options.year).order_by("-version").first()
    if report is None:
        raise BadInput(f"{organ.name}还没有{options.year}年的报告，先在工作台起草。")
    try:
        options.output.write_bytes(export(report, options.format))
    except OSError as error:
        raise BadInput(f"写不了文件 {options.output}：{error.strerror}。") from error
    print(options.output)
    return 0
