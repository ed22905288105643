"""A day in the office: holidays, who sees what, the applicant's data, the keyboard."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from journeys.browser import Visitor
from journeys.words import opens_case, tracks
from mingtang.demo.cast import Cast
from mingtang.disclosure.actions import handling, intake
from mingtang.disclosure.models import Case

TITLE = "小区加装电梯审批材料"
MONDAY = date(2022, 9, 26)


@pytest.fixture
def case(bureau: Cast, day: Callable[[date], None]) -> Case:
    """A request that came in at the counter and lies with the section for building projects since Monday."""
    day(MONDAY)
    clerk = bureau.people["王静文"]
    filed = intake.file_case(
        organ=bureau.organ,
        applicant=intake.ApplicantData(
            "natural",
            "江小鱼",
            "id_card",
            "429900199003071231",
            phone="13800002222",
            address="楚江市江城区学院路9号",
        ),
        wish=intake.Wish(TITLE, "2021年学院路小区加装电梯的审批材料。", form="electronic", delivery="online"),
        arrival=intake.Arrival("counter", MONDAY),
        by=clerk,
        on=MONDAY,
    )
    intake.register(filed, by=clerk, on=MONDAY)
    handling.assign(filed, bureau.sections["工程建设审批科"], by=clerk, on=MONDAY)
    return filed


def test_a_holiday_notice_shows_what_it_moves_before_it_is_loaded(
    citizen: Visitor, office: Callable[[str], Visitor], case: Case
) -> None:
    clerk = office("王静文")
    tracks(citizen, case.receipt_number, case.query_code)
    citizen.sees("最晚2022年10月27日答复")

    # A notice of the city makes one Monday free. First it shows the case that moves.
    clerk.goes_to("/office/holidays/")
    clerk.shuts_nobody_out()
    clerk.goes_to("/office/holidays/load/")
    clerk.shuts_nobody_out()
    clerk.fills("年度", "2022")
    clerk.fills("文号", "楚政办函〔2022〕8号")
    clerk.fills("印发日期", "2022-09-20")
    clerk.page.locator("[name=off]").fill("10-24 至 10-24 全民健身日")
    clerk.ticks("只在本地施行")
    clerk.presses("查看影响")
    clerk.sees("现在还没有载入")
    clerk.sees("2022-10-27")
    clerk.sees("2022-10-28")
    clerk.shuts_nobody_out()
    citizen.page.reload()
    citizen.sees("最晚2022年10月27日答复")

    # Then it is loaded, and the applicant reads the new day.
    clerk.presses("载入通知，重算 1 件")
    clerk.sees("重算了 1 件的期限")
    citizen.page.reload()
    citizen.sees("最晚2022年10月28日答复")


def test_the_auditor_sees_everything_and_does_nothing(office: Callable[[str], Visitor], case: Case) -> None:
    auditor = office("沈季")
    opens_case(auditor, TITLE)
    auditor.sees("您的岗位只看案卷，不作行为")
    assert auditor.page.get_by_role("link", name="查看完整信息").count() == 0
    auditor.shuts_nobody_out()
    auditor.goes_to(f"/office/cases/{case.pk}/do/registered/")
    auditor.sees("由经办人办理")
    auditor.shuts_nobody_out()
    auditor.goes_to("/office/audit/")
    auditor.sees("王静文")
    auditor.shuts_nobody_out()


def test_a_section_sees_its_own_cases(office: Callable[[str], Visitor], case: Case) -> None:
    ours, theirs = office("马晓东"), office("周涛")
    opens_case(ours, TITLE)
    ours.sees("交科室意见")
    theirs.goes_to("/office/cases/?v=all")
    theirs.does_not_see(TITLE)
    theirs.shuts_nobody_out()
    theirs.goes_to(f"/office/cases/{case.pk}/")
    theirs.does_not_see(TITLE)
    theirs.goes_to("/office/report/")
    theirs.sees("年度报告由经办人、领导和监督人员查看")


def test_full_data_are_shown_for_a_reason_and_on_record(office: Callable[[str], Visitor], case: Case) -> None:
    clerk, auditor = office("王静文"), office("沈季")
    opens_case(clerk, TITLE)
    clerk.sees("138****2222")
    clerk.does_not_see("13800002222")

    # The dialog asks why.
    clerk.page.get_by_role("link", name="查看完整信息").click()
    clerk.sees("显示 5 分钟后自动遮盖")
    clerk.finds_no_barrier()
    clerk.takes("事由", "核对收件地址")
    clerk.presses("查看并记录")
    clerk.sees("13800002222")
    clerk.sees("已记入审计")
    clerk.presses("现在遮盖")
    clerk.does_not_see("13800002222")

    # The auditor finds who looked, and why.
    auditor.goes_to("/office/audit/")
    auditor.sees("核对收件地址")


def test_the_keyboard_leads_through_the_office(office: Callable[[str], Visitor], case: Case) -> None:
    clerk = office("王静文")
    clerk.goes_to("/office/")
    clerk.shuts_nobody_out()

    # A slash goes to the search; what is typed there finds the case.
    clerk.types("/")
    assert clerk.page.evaluate("document.activeElement.name") == "q"
    clerk.page.keyboard.type("加装电梯")
    with clerk.page.expect_navigation():
        clerk.types("Enter")
    clerk.sees(TITLE)
    clerk.shuts_nobody_out()

    # G and C go to the cases, J to the first one, Enter opens it.
    clerk.page.evaluate("document.activeElement.blur()")
    with clerk.page.expect_navigation():
        clerk.types("g", "c")
    assert clerk.page.url.endswith("/office/cases/")
    clerk.follows("全部")
    clerk.types("j")
    with clerk.page.expect_navigation():
        clerk.types("Enter")
    clerk.sees("轮到 工程建设审批科")
