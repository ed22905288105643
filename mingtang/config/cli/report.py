"""Commands about the annual report: ``mingtang report ...``."""

import argparse

from mingtang.config.cli import report_check


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the report group; each module adds its own commands to it."""
    group = commands.add_parser("report", help="年度报告：核对已发布的报告")
    parts = group.add_subparsers(title="命令", metavar="命令", dest="report_command", required=True)
    report_check.add(parts)
