"""Setting up, checking and serving an installation."""

import http.client
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from mingtang.config import installation as state
from mingtang.config import service
from mingtang.config.cli.errors import BadInput
from mingtang.config.tests.conftest import Installation


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def status(port: int) -> int | None:
    """What the first page answers; None while nobody listens."""
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        asked.request("GET", "/")
        return asked.getresponse().status
    except OSError:
        return None
    finally:
        asked.close()


def wait_for(port: int, process: subprocess.Popen[str]) -> None:
    for _ in range(3000):  # making the tables takes minutes where the processor is busy
        if status(port) is not None or process.poll() is not None:
            return
        time.sleep(0.1)


@pytest.mark.django_db
def test_one_command_serves_and_stops_cleanly(new_installation: Callable[..., Installation]) -> None:
    installation = new_installation()
    port = free_port()
    command = [*installation.command, "serve", "--port", str(port)]
    process = subprocess.Popen(
        command, env=installation.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        wait_for(port, process)
        assert status(port) == 200
        assert f"端口 {port} 已被占用" in installation.refuses("serve", "--port", str(port))
        assert "正由另一个明堂使用" in installation.refuses("restore", Path("x.zip"))
        assert "正由另一个明堂使用" in installation.refuses("demo")
    finally:
        process.send_signal(signal.SIGINT)
        said, _ = process.communicate(timeout=120)
    assert process.returncode == 0, said
    assert "已启动" in said and f"http://127.0.0.1:{port}/office/" in said and "还没有机关和人员" in said
    assert "已停止" in said and "Traceback" not in said


@pytest.mark.django_db
def test_the_first_start_with_the_demo_prints(new_installation: Callable[..., Installation]) -> None:
    installation = new_installation("migrated")
    port = free_port()
    command = [*installation.command, "serve", "--demo", "--port", str(port)]
    environment = {**installation.environment, "MINGTANG_DEMO_SITE": "off"}
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        wait_for(port, process)
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        connection.request("GET", "/disclosure/application.pdf")
        assert connection.getresponse().read(5) == b"%PDF-"
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=120)


@pytest.mark.django_db
def test_a_new_installation_gets_its_organ_and_people(new_installation: Callable[..., Installation]) -> None:
    assert "先运行 mingtang migrate" in new_installation().refuses(
        "organ", "楚江市行政审批局", "--short-name", "楚审"
    )
    installation = new_installation("migrated")
    assert "先运行 mingtang organ" in installation.refuses("createuser", "1", "--name", "王静文")
    installation.does("organ", "楚江市行政审批局", "--short-name", "楚审")
    assert "已有主办机关楚江市行政审批局" in installation.refuses("organ", "另一个局", "--short-name", "另")
    said = installation.does("createuser", "1001", "--name", "王静文")
    assert len(said.split("初始密码：")[1].strip()) >= 12
    assert "换一个工号" in installation.refuses("createuser", "1001", "--name", "王静文")
    weak = installation.refuses("createuser", "1002", "--name", "刘敏", "--password-stdin", typed="short\n")
    assert "密码太短，至少 10 个字符" in weak
    section = ("--role", "section_staff", "--section", "政策法规科")
    installation.does("createuser", "1003", "--name", "许蕾", *section)
    assert "没有发现问题" in installation.does("check")


@pytest.mark.django_db
def test_an_organ_that_does_not_fit_is_one_sentence(new_installation: Callable[..., Installation]) -> None:
    installation = new_installation("migrated")
    assert "机关名称超过 80 个字" in installation.refuses("organ", "局" * 81, "--short-name", "楚审")
    assert "文号简称超过 10 个字" in installation.refuses(
        "organ", "楚江市行政审批局", "--short-name", "审" * 11
    )


@pytest.mark.django_db
def test_an_organ_has_a_name_of_its_own() -> None:
    from mingtang.config.people import found_organ
    from mingtang.organs.models import Organ

    Organ.objects.create(name="楚江市人民政府", short_name="楚政")
    with pytest.raises(BadInput, match="已有名为楚江市人民政府的机关"):
        found_organ("楚江市人民政府", "楚政", "local_government")


def test_check_finds_what_was_changed_behind_the_program(
    new_installation: Callable[..., Installation],
) -> None:
    installation = new_installation("founded")
    code = (
        "from mingtang.config import installation; installation.load();"
        "from django.db import connection; from mingtang.kit import appendonly;"
        "[appendonly.remove(connection, rule) for rule in appendonly.declared(connection)];"
        "connection.cursor().execute(\"UPDATE kit_auditentry SET by_name = 'x'\")"
    )
    subprocess.run([sys.executable, "-c", code], env=installation.environment, check=True)
    done = installation.run("check")
    assert done.code == 1
    assert "失去了只能追加的保护" in done.out and "操作日志从第 1 条起被改动过" in done.out


@pytest.mark.django_db
def test_several_processes_need_a_database_server(new_installation: Callable[..., Installation]) -> None:
    installation = new_installation()
    if connection.vendor != "sqlite":
        pytest.skip("只与 SQLite 有关")
    assert "SQLite 只用一个进程" in installation.refuses(
        "serve", "--workers", "2", "--port", str(free_port())
    )


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("postgresql://nobody@127.0.0.1:{port}/nothing", "连不上数据库"),
        ("oracle://x", "DATABASE_URL 写法有误"),
    ],
)
def test_a_wrong_database_address_is_told(tmp_path: Path, address: str, sentence: str) -> None:
    wrong = Installation(tmp_path, address.format(port=free_port()))
    assert sentence in wrong.refuses("migrate")
    wrong.leaves()


def test_a_port_in_use_is_told_before_anything_starts() -> None:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(BadInput, match="已被占用"):
            service.refuse_busy(service.Address("127.0.0.1", taken.getsockname()[1]))


@pytest.mark.parametrize(
    ("host", "url"),
    [("127.0.0.1", "http://127.0.0.1:80/"), ("::1", "http://[::1]:80/"), ("0.0.0.0", "http://127.0.0.1:80/")],
)
def test_the_address_is_one_a_browser_opens(host: str, url: str) -> None:
    assert service.Address(host, 80).url == url


def test_a_data_folder_has_one_user_at_a_time(tmp_path: Path) -> None:
    with service.hold(tmp_path, alone=True), pytest.raises(BadInput, match="正由另一个明堂使用"):
        service.hold(tmp_path, alone=False)
    with service.hold(tmp_path, alone=False), service.hold(tmp_path, alone=False):
        pass


@pytest.mark.django_db(transaction=True)
def test_the_demo_year_goes_into_an_empty_database_only(tmp_path: Path) -> None:
    from mingtang.organs.models import Organ

    Organ.objects.create(name="楚江市行政审批局", short_name="楚审", is_home=True)
    with pytest.raises(BadInput, match="只载入空的数据库"):
        state.load_demo(tmp_path, print)
    assert not (tmp_path / state.DEMO_UNFINISHED).exists()


@pytest.mark.django_db
def test_an_interrupted_demo_starts_again_from_nothing(new_installation: Callable[..., Installation]) -> None:
    installation = new_installation("founded")
    (installation.folder / state.DEMO_UNFINISHED).touch()
    code = (
        "from mingtang.config import installation; folder = installation.load();"
        "installation.clear_unfinished_demo(folder, print); print(len(installation.pending()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=installation.environment, capture_output=True, text=True
    )
    if connection.vendor == "sqlite":
        assert "重新开始" in done.stdout and int(done.stdout.split()[-1]) > 0
        assert not (installation.folder / "files").exists()
        assert not (installation.folder / state.DEMO_UNFINISHED).exists()
    else:  # a database on a server is not ours to delete
        assert "清空数据库" in done.stderr and (installation.folder / "files").exists()
