"""眼前的几件：日期按载入那天往前推，让工作台上有在办的案件。不属于2022演示年。"""

from __future__ import annotations

from datetime import date

from mingtang.demo.requests import Play
from mingtang.demo.requests_2022 import Script
from mingtang.disclosure.actions import consult, handling
from mingtang.disclosure.models import Case

PEOPLE = (("natural", "江一帆", "429900198801011119"), ("natural", "温雅", "429900198202022226"))


def _script(title: str, filed: date, section: str, who: int) -> Script:
    return Script(
        title=title,
        channel="web",
        confirmed=filed,
        description=f"{title}（演示）。",
        applicant=PEOPLE[who % 2],
        submitted=filed,
        section=section,
        outcome="disclosed",
        fields={},
    )


def fill_desk(play: Play, day: date) -> list[Case]:
    """Four open cases: due today, waiting for a third party, waiting for the applicant, fresh."""
    back = play.calendar
    days = [back.nth(back.count(day) - n) for n in (20, 12, 5, 2)]
    due_today = play.intake(_script("市民中心一楼改造工程竣工验收备案表", days[0], "工程建设审批科", 0))
    play.examine(due_today, _script("", days[0], "工程建设审批科", 0))
    waiting = play.intake(_script("公共资源交易平台升级合同", days[1], "公共资源交易监督管理科", 1))
    play.examine(waiting, _script("", days[1], "公共资源交易监督管理科", 1))
    consult.send(
        waiting,
        by=play.clerk,
        on=days[2],
        party="third_party",
        name="楚江云帆信息技术有限公司",
        subject="合同附件中的报价明细",
    )
    asking = play.intake(_script("关于老旧小区改造的资料", days[2], "工程建设审批科", 0))
    play.examine(asking, _script("", days[2], "工程建设审批科", 0))
    handling.add_supplement_point(
        asking, by=play.clerk, on=days[3], item="没有写明是哪个小区、哪一年", guidance="写明小区名称和年度"
    )
    handling.ask_supplement(asking, by=play.clerk, on=days[3], deadline=back.add_workdays(day, 8))
    fresh = play.intake(_script("政务服务“好差评”2025年统计表", days[3], "政务服务管理科", 1))
    return [due_today, waiting, asking, fresh]
