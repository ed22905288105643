"""``mingtang site``: laid out, an old site taken in, given out again, checked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mingtang.config import installation
from mingtang.config.cli import main
from mingtang.kit.tables import Sheet, write_xlsx
from mingtang.organs.models import Organ, Role, Staff
from mingtang.publishing.models import Piece

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def organ(monkeypatch: Any, tmp_path: Path, settings: Any) -> Organ:
    monkeypatch.setattr(installation, "load", lambda: tmp_path)
    monkeypatch.setattr(installation, "collect_static", lambda say: False)
    settings.MEDIA_ROOT = tmp_path / "media"
    made = Organ.objects.create(
        name="楚江市行政审批局", short_name="楚审", is_home=True, site_domain="x.example.cn"
    )
    Staff.objects.create(username="boss", name="郑凯", role=Role.ADMINISTRATOR, organ=made)
    return made


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A table of three pieces of an old site; the last one names a column of the old site."""
    rows = [
        [f"a{n}", column, f"旧站稿件{n}", f"2021-03-0{n}", "<p>正文。</p>"]
        for n, column in ((1, "通知公告"), (2, "tzgg"), (3, "局内要闻"))
    ]
    path = tmp_path / "old.xlsx"
    path.write_bytes(write_xlsx([Sheet("稿件", ["编号", "栏目", "标题", "发布时间", "正文"], rows)]))
    return path


def test_from_an_empty_site_to_one_that_is_given_out(old: Path, tmp_path: Path, capsys: Any) -> None:
    assert main(["site", "import", str(old)]) == 2 and "先运行 mingtang site open" in capsys.readouterr().err
    assert main(["site", "open"]) == 0 and "43 个栏目" in capsys.readouterr().out
    assert main(["site", "import", str(old), "--dry-run"]) == 1
    said = capsys.readouterr().out
    assert "第 4 行《旧站稿件3》：没有“局内要闻”这个栏目" in said and "试运行：迁入 2 篇" in said
    assert not Piece.objects.exists()
    assert main(["site", "import", str(old), "--column", "局内要闻=xwdt/gzdt", "--by", "boss"]) == 0
    assert Piece.objects.live().count() == 3
    out = tmp_path / "out.zip"
    assert main(["site", "export", str(out), "--format", "json", "--column", "xwdt/gzdt"]) == 0
    assert "已导出 1 篇" in capsys.readouterr().out and out.exists()
    assert main(["site", "export", str(out)]) == 2 and "已经存在" in capsys.readouterr().err
    Organ.objects.update(site_code="4299000015")
    assert main(["site", "check"]) == 0 and "0 页有问题" in capsys.readouterr().out


def test_bad_input_is_one_sentence(old: Path, organ: Organ, capsys: Any) -> None:
    main(["site", "open"])
    capsys.readouterr()
    for arguments, part in (
        (["import", "nowhere.xlsx"], "没有找到 nowhere.xlsx"),
        (["import", str(old), "--column", "局内要闻"], "写成 旧栏目=新栏目"),
        (["import", str(old), "--by", "nobody"], "没有这位系统管理员"),
        (["export", "x", "--column", "nowhere"], "没有“nowhere”这个栏目"),
        (["rebuild"], "MINGTANG_SITE_STORE 写的是 off"),
    ):
        assert main(["site", *arguments]) == 2, arguments
        said = capsys.readouterr().err
        assert part in said and said.count("\n") == 1
    Staff.objects.create(username="second", name="郑二", role=Role.ADMINISTRATOR, organ=organ)
    Organ.objects.update(site_domain="")
    assert main(["site", "check"]) == 2 and "还没有网站域名" in capsys.readouterr().err
    assert main(["site", "import", str(old)]) == 2 and "用 --by 写明" in capsys.readouterr().err
