"""The annual report: written, read, approved, frozen only when the year is over, published."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

from journeys.browser import Visitor

OVERVIEW = """2022年，楚江市行政审批局认真执行《中华人民共和国政府信息公开条例》。
（一）主动公开。本年制发行政规范性文件0件，现行有效0件；作出行政许可决定0件。
（二）依申请公开。本年新收政府信息公开申请0件，上年结转0件，办结0件，结转下年度继续办理0件。
（三）政府信息管理。公开前逐件审查，每季度清理一次。
（四）政府信息公开平台建设。网站设专栏，按目录更新。
（五）监督保障。办公室配备专人，全年培训2次，纳入科室考核，没有责任追究情形。"""


def test_a_report_is_frozen_only_when_its_year_is_over(
    citizen: Visitor, office: Callable[[str], Visitor], day: Callable[[date], None]
) -> None:
    clerk, deputy, head = office("王静文"), office("刘敏"), office("陈国栋")

    # In December the clerk writes; what only people know is still asked for.
    day(date(2022, 12, 20))
    clerk.goes_to("/office/report/")
    clerk.shuts_nobody_out()
    clerk.presses("开始2022年")
    clerk.sees("数字随案卷变动")
    clerk.follows("写正文")
    clerk.shuts_nobody_out()
    clerk.page.locator("[name=one]").fill(OVERVIEW)
    clerk.page.locator("[name=five]").fill(
        "本年的主要问题是解读形式单一。\n上年提出的目录不全已经改进。明年每份文件配图解。"
    )
    clerk.presses("保存并核对")

    # Deputy and head pass it on. The clerk cannot freeze it yet, and is told why.
    deputy.goes_to("/office/report/2022/")
    deputy.presses("审核通过")
    head.goes_to("/office/report/2022/")
    head.shuts_nobody_out()
    head.presses("批准")
    clerk.goes_to("/office/report/2022/")
    clerk.presses("冻结数字")
    clerk.sees("2022年还没有结束，年度期满后才能冻结")
    citizen.goes_to("/disclosure/reports/")
    citizen.sees("还没有公布年度报告")
    citizen.shuts_nobody_out()

    # In January it is frozen and published.
    day(date(2023, 1, 9))
    clerk.goes_to("/office/report/2022/")
    clerk.presses("冻结数字")
    clerk.sees("数字已于2023-01-09冻结")
    clerk.presses("公布")
    citizen.goes_to("/disclosure/reports/")
    citizen.follows("2022年")
    citizen.sees("楚江市行政审批局2022年政府信息公开工作年度报告")
    citizen.sees("每季度清理一次")
    citizen.shuts_nobody_out()


def table(visitor: Visitor, number: int) -> list[list[str]]:
    """The figures of one table of the published page, row by row."""
    return visitor.page.evaluate(
        """number => [...document.querySelectorAll(`section[aria-labelledby="s${number}"] tbody tr`)]
             .map(row => [...row.querySelectorAll("td")].map(cell => cell.innerText)).filter(row => row.length)""",
        number,
    )


def test_anybody_reads_the_report_of_the_demonstration_year(
    citizen: Visitor, somebody: Callable[[], Visitor], day: Callable[[date], None]
) -> None:
    from mingtang.demo import replay
    from mingtang.demo.cast import PASSWORD

    day(date(2026, 11, 24))
    replay.run(progress=lambda line: None, day=date(2026, 11, 24))
    citizen.goes_to("/")
    citizen.shuts_nobody_out()
    citizen.follows("政府信息公开年报")
    citizen.shuts_nobody_out()
    citizen.follows("2022年")
    citizen.sees("14 件")
    citizen.sees("占办结13件的69.2%")
    citizen.sees("勾稽相符")
    citizen.shuts_nobody_out()
    citizen.takes_picture("public-report")

    # The open data say what the tables say, cell by cell.
    data = json.loads(citizen.downloads("开放数据"))
    assert table(citizen, 3) == [[str(cell) for cell in row] for row in data["table3"]]
    assert table(citizen, 4) == [[str(cell) for group in data["table4"] for cell in group]]
    assert [row for row in table(citizen, 2) if row != ["0"]][-1] == ["0.59"]
    assert citizen.downloads("PDF")[:4] == b"%PDF"

    # Pages of the office with a year's cases in them.
    for username, paths in PAGES.items():
        person = somebody()
        person.signs_in(username, PASSWORD)
        for path, picture in paths.items():
            person.goes_to(path)
            if picture:
                person.takes_picture(picture, whole=False)
            person.shuts_nobody_out()


PAGES = {
    "wangjingwen": {
        "/office/": "today",
        "/office/cases/?v=all": "",
        "/office/cases/11/": "case",
        "/office/cases/11/account/": "",
        "/office/cases/16/do/consultation_answered/": "",
        "/office/registers/?year=2022": "",
        "/office/registers/decisions/?kind=licence&year=2022": "",
        "/office/report/2022/": "report",
        "/office/holidays/2022/": "",
        "/office/account/": "",
    },
    "admin": {
        "/office/people/": "",
        "/office/people/add/": "",
        "/office/settings/": "",
        "/office/parts/": "",
    },
    "shenji": {"/office/audit/": "", "/office/cases/": ""},
}
