"""The command line ``mingtang``. Each module here adds its own commands; see docs/cli.md.

Exit codes: 0 done, 1 a rule failed, 2 bad input (one clear sentence on stderr).
"""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

from mingtang.config.cli.errors import BadInput

MODULES = ("system", "law", "report")


class Parser(argparse.ArgumentParser):
    """Answers bad input with one Chinese sentence instead of a usage dump."""

    def error(self, message: str) -> NoReturn:
        raise BadInput(f"命令写法有误：{message}。用 {self.prog} --help 查看写法。")


def parser() -> argparse.ArgumentParser:
    """The whole command line as one parser."""
    root = Parser(prog="mingtang", description="明堂：依申请公开、年度报告。数据在 MINGTANG_DATA 指定的文件夹。")
    commands = root.add_subparsers(title="命令", metavar="命令", dest="command", required=True, parser_class=Parser)
    for name in MODULES:
        import_module(f"mingtang.config.cli.{name}").add(commands)
    return root


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code."""
    try:
        options = parser().parse_args(argv)
        return int(options.run(options) or 0)
    except BadInput as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return 0


if __name__ == "__main__":
    sys.exit(main())
