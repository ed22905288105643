"""Commands about the annual report: ``mingtang report ...``."""

import argparse

from mingtang.config.cli import report_check, report_show


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the report group; each module adds its own commands to it."""
    group = commands.add_parser("report", help="年度报告：显示、导出、核对")
    parts = group.add_subparsers(title="命令", metavar="命令", dest="report_command", required=True)
    report_show.add(parts)
    report_check.add(parts)
