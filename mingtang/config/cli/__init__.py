"""The command line ``mingtang``. Each module here adds its own commands; see docs/cli.md.

Exit codes: 0 done, 1 a rule failed, 2 bad input (one clear sentence on stderr).
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Any, NoReturn

from mingtang.config.cli.chinese import speak_chinese
from mingtang.config.cli.errors import BadInput

MODULES = {
    "system": "安装和运行",
    "law": "法律规则（不用数据库）",
    "report": "年度报告",
    "site": "网站",
    "wechat": "公众号",
}
DESCRIPTION = "明堂：一个行政机关的公开办公室。办理依申请公开，生成政府信息公开工作年度报告。"
SURROUNDINGS = (
    "数据放在环境变量 MINGTANG_DATA 指定的文件夹（没有指定时为 ./mingtang-data），DATABASE_URL 可指定 PostgreSQL。\n"
    "每个命令的写法：mingtang 命令 --help"
)


class Commands(argparse._SubParsersAction):  # type: ignore[type-arg]
    """The commands, remembering what each is for, so that the overview can group them."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.purposes: dict[str, str] = {}

    def add_parser(self, name: str, **options: Any) -> Any:
        self.purposes[name] = options.get("help") or ""
        options.setdefault("description", self.purposes[name])
        return super().add_parser(name, **options)

    def lines(self, before: str = "") -> Iterator[tuple[str, str]]:
        """Each command with its purpose; one that has commands of its own gives those instead."""
        for name, purpose in self.purposes.items():
            inner = [action for action in self.choices[name]._actions if isinstance(action, Commands)]
            yield from inner[0].lines(f"{before}{name} ") if inner else [(f"{before}{name}", purpose)]


class Parser(argparse.ArgumentParser):
    """Answers bad input with one Chinese sentence instead of a usage dump."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.register("action", "parsers", Commands)

    def error(self, message: str) -> NoReturn:
        raise BadInput(f"命令写法有误：{message}。用 {self.prog} --help 查看写法。")


class Root(Parser):
    """The parser of the whole command line; its help is an overview by group."""

    def __init__(self) -> None:
        super().__init__(prog="mingtang")
        self.commands: Any = self.add_subparsers(metavar="命令", dest="command", required=True, parser_class=Parser)
        self.first: dict[str, str] = {}  # the first word of a command -> title of its group

    def take(self, module: str, title: str) -> None:
        """Add the commands of one module under a title."""
        import_module(f"mingtang.config.cli.{module}").add(self.commands)
        for name in self.commands.choices:
            self.first.setdefault(name, title)

    def format_help(self) -> str:
        lines = list(self.commands.lines())
        width = max((len(name) for name, _ in lines), default=0)
        parts = [DESCRIPTION, "用法：mingtang 命令 [选项]"]
        for title in dict.fromkeys(self.first.values()):
            own = [line for line in lines if self.first[line[0].split()[0]] == title]
            parts.append("\n".join([f"{title}：", *(f"  {name:<{width}}  {purpose}" for name, purpose in own)]))
        return "\n\n".join([*parts, SURROUNDINGS]) + "\n"


def parser(first: str = "") -> argparse.ArgumentParser:
    """The command line as one parser: as far as is needed for a command that begins with ``first``, else the whole."""
    speak_chinese()
    root = Root()
    # A command of the law answers in a blink because it does not wait for what the reports import.
    for module, title in MODULES.items():
        root.take(module, title)
        if first in root.commands.choices:
            break
    return root


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code."""
    words = sys.argv[1:] if argv is None else list(argv)
    try:
        options = parser(words[0] if words else "").parse_args(words)
        return int(options.run(options) or 0)
    except BadInput as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return 0
