"""重演2022年：人物、登记簿、十四件申请、年度报告，最后放上几件眼前的案件。"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from mingtang.demo.account_2022 import fill_account
from mingtang.demo.cast import make_cast
from mingtang.demo.living import fill_desk
from mingtang.demo.registers_2022 import fill_registers
from mingtang.demo.report_2022 import publish_report
from mingtang.demo.requests import Play
from mingtang.demo.requests_2022 import SCRIPTS
from mingtang.demo.site_2022 import fill_site
from mingtang.organs.calendars import current_calendar
from mingtang.organs.models import Organ

ARCHIVED_ON = date(2023, 1, 4)


class NotEmpty(Exception):
    """The database already holds an organ; a demo never goes on top of real records."""


def run(progress: Callable[[str], None] = print, *, day: date | None = None, site: bool = False) -> None:
    """Fill an empty database with the demo year; with ``day``, also put open cases of that day on the desk.

    ``site``: also the site with its 2,258 pieces, which takes most of the time.
    """
    if Organ.objects.exists():
        raise NotEmpty("数据库里已有机关，演示数据只能装进空的数据库。")
    cast = make_cast()
    progress("机关、科室、人员")
    play = Play(cast, current_calendar())
    fill_registers(cast)
    progress("登记簿：规范性文件3件，行政许可965件，收费11笔")
    finished = []
    for script in SCRIPTS[:-1]:
        finished.append(play.whole(script))
        progress(f"申请 {finished[-1].number}　{script.title}")
    last = play.intake(SCRIPTS[-1])
    play.examine(last, SCRIPTS[-1])
    for case in finished:
        if case.stage == "closed":
            play.archive(case, ARCHIVED_ON)
    publish_report(cast)
    progress("2022年度报告已公布")
    progress(f"公众号{fill_account(cast).name}：2022年每天的统计")
    play.handle(last, SCRIPTS[-1])
    play.reply(last, SCRIPTS[-1], SCRIPTS[-1].decided or ARCHIVED_ON)
    progress(f"结转的申请 {last.number} 已在2023年1月答复")
    if site:
        fill_site(cast, play.calendar, day=day, progress=progress)
    if day:
        progress(f"在办案件 {len(fill_desk(play, day))} 件")
