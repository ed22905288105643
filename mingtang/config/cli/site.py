"""``mingtang site``: lay the site out, take in an old one, give everything out, check it, make its pages anew."""

import argparse
from pathlib import Path
from typing import Any

from mingtang.config.cli.errors import BadInput
from mingtang.config.cli.system import say

FORMATS = ("html", "xlsx", "json")


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``site`` with its own commands."""
    site = commands.add_parser("site", help="网站：建站，迁入旧站，导出，检查")
    inner: Any = site.add_subparsers(
        metavar="命令", dest="site_command", required=True, parser_class=type(site)
    )
    _command(inner, "open", run_open, "建站：栏目、三审、拟稿人的权限；再运行一次，已有的栏目不变")
    _add_import(inner)
    export = _command(
        inner, "export", run_export, "把线上的稿件导出到新的文件夹或者 .zip，连同附件和图片；import 读得回来"
    )
    export.add_argument("target", metavar="目标", type=Path, help="新的文件夹，或者以 .zip 结尾的文件名")
    export.add_argument(
        "--format", choices=FORMATS, default="html", help="缺省 html：一篇一个网页；xlsx、json：一个表格"
    )
    export.add_argument("--column", default="", help="只导出这个栏目和它下面的，写路径，如 zwgk/zdgk/zcjd")
    _command(inner, "check", run_check, "检查首页、每个栏目和其中最新一篇的网页标签；有问题时退出码为 1")
    _command(inner, "rebuild", run_rebuild, "重做全部预制页面；重做时网站照常打开")


def _command(commands: Any, name: str, run: Any, purpose: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=purpose, description=purpose)
    parser.set_defaults(run=run)
    return parser


def _add_import(commands: Any) -> None:
    taking = _command(
        commands,
        "import",
        run_import,
        "迁入旧站的稿件：XLSX、JSON，或者网页文件夹和它的 ZIP；使用 SQLite 时先停止运行",
    )
    taking.add_argument("stock", metavar="来源", type=Path, help="文件或者文件夹，格式见 docs/operations.md")
    taking.add_argument(
        "--dry-run", action="store_true", help="试运行：照样读、照样查，列出结果，什么也不留下"
    )
    taking.add_argument(
        "--update", action="store_true", help="迁入以后旧站又改过的，也更新；在本站改过的不更新"
    )
    taking.add_argument(
        "--column", action="append", default=[], metavar="旧栏目=新栏目", help="旧栏目归到哪里，可以写多次"
    )
    taking.add_argument("--by", default="", help="由哪位系统管理员迁入（工号）；只有一位时不用写")


def run_open(_: argparse.Namespace) -> int:
    """Lay out what is missing of the site."""
    _ready()
    from mingtang.config import people
    from mingtang.publishing.actions import lay_out
    from mingtang.publishing.models import Column
    from mingtang.web.clock import today

    lay_out(people.home_organ(), by=None, on=today())
    say(f"网站已建好，共 {Column.objects.count()} 个栏目；空的栏目不显示")
    return 0


def run_import(options: argparse.Namespace) -> int:
    """Take in an old site; 1 when something was not taken in."""
    folder = _ready()
    from mingtang.config import installation
    from mingtang.config.service import hold
    from mingtang.organs.refusal import Refused
    from mingtang.publishing.actions.taking_in import take_in
    from mingtang.publishing.stock.reading import open_stock
    from mingtang.web.clock import today

    columns = dict(_pair(each) for each in options.column)
    try:
        stock = open_stock(options.stock)
        say(f"读到 {len(stock.rows)} 篇")
        with hold(folder, alone=installation.is_sqlite()):
            taken = take_in(
                stock, by=_administrator(options.by), on=today(), columns=columns, update=options.update,
                dry=options.dry_run, tell=lambda done, of: say(f"已查 {done}/{of} 篇"),
            )  # fmt: skip
    except Refused as refused:
        raise BadInput(str(refused)) from None
    _tell(taken)
    return 1 if taken.rejected else 0


def _pair(said: str) -> tuple[str, str]:
    old, sign, new = said.partition("=")
    if not sign or not old.strip() or not new.strip():
        raise BadInput(f"--column 写的是“{said}”：写成 旧栏目=新栏目，如 局内要闻=xwdt/gzdt。")
    return old.strip(), new.strip()


def _administrator(username: str) -> Any:
    """The administrator who answers for what is taken in."""
    from mingtang.organs.models import Role, Staff

    found = Staff.objects.filter(role=Role.ADMINISTRATOR, is_active=True, organ__is_home=True)
    chosen = list(found.filter(username=username) if username else found[:2])
    if len(chosen) == 1:
        return chosen[0]
    if username or not chosen:
        raise BadInput("没有这位系统管理员：用 mingtang createuser 添加，或者用 --by 写对工号。")
    raise BadInput("有几位系统管理员：用 --by 写明由谁迁入。")


def _tell(taken: Any) -> None:
    for label, lines in taken.lines():
        print(f"{label}：")
        for line in lines:
            print(f"  {line}")
    if taken.ignored:
        print(f"没有用到的列：{'、'.join(taken.ignored)}")
    say(taken.sentence)


def run_export(options: argparse.Namespace) -> int:
    """Give out what is on show."""
    _ready()
    from mingtang.organs.refusal import Refused
    from mingtang.publishing.stock.giving import give
    from mingtang.publishing.stock.judging import places

    column = places().by_path.get(options.column.strip("/")) if options.column else None
    if options.column and column is None:
        raise BadInput(f"没有“{options.column}”这个栏目：写栏目的路径，如 zwgk/zdgk/zcjd。")
    try:
        count, missing = give(options.target, options.format, column)
    except Refused as refused:
        raise BadInput(str(refused)) from None
    for title in missing:
        print(f"文件“{title}”读不出来，没有导出")
    say(f"已导出 {count} 篇到 {options.target}")
    return 1 if missing else 0


def run_check(_: argparse.Namespace) -> int:
    """Check the tags of the site; 1 when some are wrong."""
    _ready(pages=True)
    from mingtang.publishing.tagcheck import check_site
    from mingtang.web.site import site

    if not site().domain:
        raise BadInput("还没有网站域名：由系统管理员在办公室的机关信息里填写，再检查网页标签。")
    pages = check_site()
    wrong = [page for page in pages if page.findings or page.status != 200]
    for page in wrong:
        print(f"{page.kind}　{page.path}")
        for finding in page.findings:
            print(f"  {finding.sentence}")
        if page.status != 200:
            print(f"  打不开（{page.status}）。")
    say(f"查了 {len(pages)} 页，{len(wrong)} 页有问题")
    return 1 if wrong else 0


def run_rebuild(_: argparse.Namespace) -> int:
    """Make every kept page anew."""
    _ready(pages=True)
    from django.conf import settings

    from mingtang.publishing import store

    if not settings.SITE_STORE:
        raise BadInput("没有预制页面：MINGTANG_SITE_STORE 写的是 off。")
    say(f"预制页面已重做，共 {store.rebuild(say)} 页")
    return 0


def _ready(*, pages: bool = False) -> Path:
    """The data folder, with tables up to date; ``pages``: with what pages are drawn from."""
    from mingtang.config import installation

    folder = installation.load()
    installation.require_tables()
    if pages:
        installation.collect_static(say)
    return folder
