"""``mingtang wechat``: the sandbox that plays WeChat's side. No database; see docs/cli.md."""

import argparse
import threading
from typing import Any

from mingtang.config.cli.errors import BadInput


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``wechat`` with its own command ``sandbox``."""
    wechat = commands.add_parser("wechat", help="公众号：在本机模拟微信一方")
    inner: Any = wechat.add_subparsers(
        metavar="命令", dest="wechat_command", required=True, parser_class=type(wechat)
    )
    purpose = "在本机模拟微信一方，供演示和试用；内容在内存里，停止后消失"
    sandbox = inner.add_parser("sandbox", help=purpose, description=purpose)
    sandbox.add_argument("--port", type=int, default=8010, help="监听的端口，缺省 8010，只限本机")
    sandbox.add_argument("--callback", default="", help="公众号设置页上的服务器地址，发布结果送到这里")
    sandbox.set_defaults(run=run_sandbox)


def run_sandbox(options: argparse.Namespace) -> int:
    """Serve until interrupted."""
    from mingtang.wechat.sandbox import FIXED, Sandbox

    if not 0 <= options.port < 65536:
        raise BadInput(f"端口 {options.port} 不存在：写 1 到 65535 之间的数，0 为任选一个空的。")
    if options.callback and not options.callback.startswith(("http://", "https://")):
        raise BadInput("--callback 写成 http:// 或者 https:// 开头的地址。")
    try:
        box = Sandbox(options.port, callback=options.callback, **FIXED)
    except OSError as error:
        raise BadInput(f"端口 {options.port} 不能用（{error.strerror}）：换一个端口。") from None
    with box:
        _tell(box)
        threading.Event().wait()
    return 0


def _tell(box: Any) -> None:
    world = box.world
    lines = [
        f"公众号沙箱：{box.url}/",
        f"接口地址        {box.url}",
        f"AppID           {world.appid}",
        f"AppSecret       {world.secret}",
        f"Token           {world.token}",
        f"EncodingAESKey  {world.aes_key}",
        f"发布结果送到    {world.callback or '不送：没有写 --callback'}",
        "把这些填在办公室的“发布”“公众号”里；按 Ctrl+C 停止",
    ]
    print("\n".join(lines), flush=True)
