"""The commands that install, run and keep an installation. Nothing heavy is imported before a command runs."""

import argparse
import getpass
import secrets
import sys
from pathlib import Path
from typing import Any

from mingtang.config.cli.errors import BadInput

ROLES = ("clerk", "section_staff", "vice_leader", "leader", "supervisor", "administrator", "auditor")
ORGAN_KINDS = ("local_department", "local_government", "vertical", "judicial_department")


def say(text: str) -> None:
    """Tell how far the work is, at once, also through a pipe."""
    print(f"[明堂] {text}", flush=True)


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add this module's commands."""
    _add_running(commands)
    _add_keeping(commands)
    _add_people(commands)


def _command(commands: Any, name: str, run: Any, purpose: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=purpose)
    parser.set_defaults(run=run)
    return parser


def _add_running(commands: Any) -> None:
    serve = _command(commands, "serve", run_serve, "运行网站和办公室；需要时先建表、更新数据表")
    serve.add_argument("--host", default="127.0.0.1", help="监听的地址，缺省 127.0.0.1（只限本机）")
    serve.add_argument("--port", type=int, default=8000, help="监听的端口，缺省 8000")
    serve.add_argument("--workers", type=int, help="进程数；SQLite 只能是 1，PostgreSQL 缺省 2")
    serve.add_argument("--demo", action="store_true", help="数据库为空时先载入演示年")
    _command(commands, "migrate", run_migrate, "建表或更新数据表")
    _command(commands, "demo", run_demo, "在空的数据库里载入虚构的 2022 演示年")
    _command(commands, "check", run_check, "检查设置、数据表、审计链、文件是否完好；有问题时退出码为 1")


def _add_keeping(commands: Any) -> None:
    backup = _command(commands, "backup", run_backup, "把数据库和文件存成一个备份文件，不必停止运行")
    backup.add_argument("file", metavar="文件", type=Path, help="要写的备份文件（.zip），不能已存在")
    backup.add_argument("--with-secrets", action="store_true", help="连同密钥存入；这样的备份等同于全部个人信息，须妥善保管")
    restore = _command(commands, "restore", run_restore, "从备份文件恢复；先停止运行")
    restore.add_argument("file", metavar="文件", type=Path, help="backup 写的备份文件")
    restore.add_argument("--replace", action="store_true", help="代替现有数据；SQLite 和文件的旧数据移到一旁")
    restore.add_argument("--lost-key", action="store_true", help="原密钥已丢失也恢复；证件号码、电话将读不出来")
    _command(commands, "rekey", run_rekey, "换加密密钥以后，把旧密钥加密的内容改用新密钥加密；先停止运行")


def _add_people(commands: Any) -> None:
    organ = _command(commands, "organ", run_organ, "建立主办机关（新装时一次）")
    organ.add_argument("name", metavar="名称", help="机关全称")
    organ.add_argument("--short-name", required=True, help="文号简称，如“楚审”")
    organ.add_argument("--kind", choices=ORGAN_KINDS, default="local_department", help="机关种类，决定复议机关")
    person = _command(commands, "createuser", run_createuser, "添加一名工作人员；首次登录须改密码")
    person.add_argument("username", metavar="工号", help="登录用的工号")
    person.add_argument("--name", required=True, help="姓名")
    person.add_argument("--role", choices=ROLES, default="administrator", help="岗位，缺省为系统管理员")
    person.add_argument("--section", help="科室；科室人员须写，没有的科室会建立")
    person.add_argument("--password-stdin", action="store_true", help="从标准输入读密码，供脚本使用")


def run_serve(options: argparse.Namespace) -> int:
    """Serve until interrupted."""
    from mingtang.config import service

    if not 0 < options.port < 65536:
        raise BadInput(f"端口 {options.port} 不存在：写 1 到 65535 之间的数。")
    if options.workers is not None and options.workers < 1:
        raise BadInput("进程数至少是 1。")
    service.serve(service.Address(options.host, options.port), workers=options.workers, demo=options.demo, say=say)
    return 0


def run_migrate(_: argparse.Namespace) -> int:
    """Create or update the tables."""
    from mingtang.config import installation

    installation.load()
    if not installation.migrate(say, always=True):
        say("数据表已是最新")
    return 0


def run_demo(_: argparse.Namespace) -> int:
    """Load the demo year."""
    from mingtang.config import installation
    from mingtang.config.service import hold

    folder = installation.load()
    with hold(folder, alone=True):
        installation.clear_unfinished_demo(folder, say)
        installation.migrate(say)
        installation.load_demo(folder, say)
    say("演示年已载入")
    return 0


def run_check(_: argparse.Namespace) -> int:
    """Look for damage; 1 when there is some."""
    from mingtang.config import installation, soundness

    installation.load()
    problems = list(soundness.problems())
    for problem in problems:
        print(problem)
    if not problems:
        say("检查完毕，没有发现问题")
    return 1 if problems else 0


def run_backup(options: argparse.Namespace) -> int:
    """Write one archive."""
    from mingtang.config import installation
    from mingtang.config.archive import backup

    folder = installation.load()
    backup.write(options.file, folder, with_secrets=options.with_secrets, say=say)
    return 0


def run_restore(options: argparse.Namespace) -> int:
    """Bring an archive back."""
    from mingtang.config import installation
    from mingtang.config.archive import restore

    folder = installation.load()
    restore.restore(options.file, folder, replace=options.replace, lost_key=options.lost_key, say=say)
    return 0


def run_rekey(_: argparse.Namespace) -> int:
    """Encrypt anew what older keys have encrypted."""
    from mingtang.config import installation

    folder = installation.load()
    installation.require_tables()
    from mingtang.config.service import hold
    from mingtang.kit import rotation

    with hold(folder, alone=True):
        renewed = sum(rotation.renew().values())
    say(f"已改用新密钥加密 {renewed} 处；旧密钥可以从 MINGTANG_FIELD_KEYS_OLD 去掉")
    return 0


def run_organ(options: argparse.Namespace) -> int:
    """Set up the organ whose site this is."""
    from mingtang.config import installation

    installation.load()
    installation.require_tables()
    from mingtang.config import people

    people.found_organ(options.name, options.short_name, options.kind)
    say(f"已建立{options.name}，其余信息由系统管理员在办公室填写")
    return 0


def run_createuser(options: argparse.Namespace) -> int:
    """Open an account."""
    from mingtang.config import installation

    installation.load()
    installation.require_tables()
    from mingtang.config import people

    password, generated = _password(options.password_stdin)
    people.add_person(options.username, options.name, options.role, options.section, password)
    say(f"已添加{options.name}（{options.username}），首次登录须改密码")
    if generated:
        print(f"初始密码：{password}")
    return 0


def _password(from_input: bool) -> tuple[str, bool]:
    if from_input:
        return sys.stdin.readline().rstrip("\n"), False
    typed = getpass.getpass("初始密码（直接回车则自动生成）：") if sys.stdin.isatty() else ""
    return (typed, False) if typed else (secrets.token_urlsafe(12), True)
