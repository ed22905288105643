"""A report a real bureau published, where a copy lies beside the repository or MINGTANG_PUBLISHED_REPORTS names it."""

import os
from pathlib import Path

import pytest

from mingtang.report.reading import read
from mingtang.report.tests.published.sample import FIGURES

FOLDER = Path(
    os.environ.get("MINGTANG_PUBLISHED_REPORTS", Path(__file__).parents[3].parent / "shared" / "data")
)
REPORTS = sorted(FOLDER.glob("*-2022-annual-report.txt"))


@pytest.mark.skipif(
    not REPORTS, reason="跳过：没有已发布报告的原件（MINGTANG_PUBLISHED_REPORTS 未指向存放它的文件夹）"
)
def test_the_published_report_of_2022_is_read_cell_by_cell():
    report = read(REPORTS[0].read_bytes())
    assert report.year == 2022
    assert report.figures.table2 == FIGURES.table2
    assert report.figures.table3 == FIGURES.table3
    assert report.figures.table4 == FIGURES.table4
    assert report.unread == ()
    assert report.findings() == ()
    assert sum(finding.rule == "R6" for finding in report.assessed()) == 14
