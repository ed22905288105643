"""A request at the counter that concerns somebody else and takes longer than usual."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from journeys.browser import Visitor
from journeys.words import IDENTITY, acts, begins, opens_case, text_of, tracks

TITLE = "窗口人员外包合同"


def test_a_request_at_the_counter_with_a_third_party_and_more_time(
    citizen: Visitor, office: Callable[[str], Visitor], day: Callable[[date], None]
) -> None:
    clerk, section, deputy = office("王静文"), office("周涛"), office("刘敏")

    # Somebody comes to the counter; the clerk types in what the paper says.
    day(date(2022, 9, 26))
    clerk.goes_to("/office/cases/")
    clerk.follows("登记申请", within=".do")
    clerk.follows("当面")
    clerk.shuts_nobody_out()
    clerk.fills("姓名或者单位名称", "江小鱼")
    clerk.fills("证件号码", IDENTITY)
    clerk.fills("联系电话", "13800002222")
    clerk.fills("事项", TITLE)
    clerk.fills("所需信息的描述", "2022年政务大厅窗口人员外包合同。")
    clerk.takes("提供方式", "电子文件")
    clerk.takes("获取途径", "网上查询下载")
    clerk.presses("收件")
    acts(clerk, "登记并出具回执")

    # The receipt tells the applicant number and code.
    receipt = text_of(clerk.downloads("PDF"))
    code = re.search(r"查询码([A-Z0-9]{8})", receipt)
    assert code, receipt
    begins(clerk, "分送科室")
    clerk.chooses("科室", "政务服务管理科")
    clerk.presses("分送科室")

    # After the holidays the firm is asked; from the next day the clock stands.
    day(date(2022, 10, 10))
    opens_case(clerk, TITLE)
    begins(clerk, "征求意见…")
    clerk.takes("征求谁的意见", "第三方")
    clerk.fills("名称或者姓名", "楚江云帆人力资源有限公司")
    clerk.fills("地址、电话", "楚江市江城区滨江路8号")
    clerk.fills("所涉信息", "合同附件二的人员单价")
    clerk.presses("征求意见")
    clerk.sees("征求意见书发出后暂停计时")
    clerk.presses("征求意见")
    clerk.sees("已记入案卷")

    day(date(2022, 10, 12))
    opens_case(clerk, TITLE)
    clerk.sees("轮到 第三方")
    clerk.shuts_nobody_out()
    tracks(citizen, "2022-0001", code[1])
    citizen.sees("正在等第三方答复，计时已暂停")
    citizen.sees("13 个工作日（已暂停）")
    citizen.sees("您现在不用做什么")
    citizen.does_not_see("云帆")
    citizen.takes_picture("applicant", whole=False)
    citizen.shuts_nobody_out()

    # The firm does not agree; the day of its answer is still left out.
    day(date(2022, 10, 20))
    opens_case(clerk, TITLE)
    begins(clerk, "登记对方答复")
    clerk.takes("对方的意见", "不同意公开")
    clerk.fills("对方的理由", "人员单价是商业秘密。")
    clerk.presses("登记对方答复")
    clerk.sees("已记入案卷")
    tracks(citizen, "2022-0001", code[1])
    citizen.sees("最晚2022年11月8日答复")

    # The section needs more time; the deputy agrees before the last day, and the applicant is told.
    day(date(2022, 11, 3))
    opens_case(section, TITLE)
    begins(section, "提请延期")
    section.fills("延长几个工作日", "30")
    section.fills("理由（写入告知书）", "合同和考核办法共三百余页，需要逐页审查。")
    section.presses("提请延期")
    section.sees("延期最多20个工作日")
    section.fills("延长几个工作日", "10")
    section.presses("提请延期")
    section.sees("2022-11-22")
    section.presses("提请延期")
    section.sees("已记入案卷")
    opens_case(deputy, TITLE)
    acts(deputy, "同意延期", sure=True)
    opens_case(clerk, TITLE)
    acts(clerk, "告知延期…", sure=True)
    clerk.follows("打印一页")
    clerk.sees("2022")
    clerk.shuts_nobody_out()

    tracks(citizen, "2022-0001", code[1])
    citizen.sees("最晚2022年11月22日答复")
    citizen.sees("已延长10个工作日")
    citizen.sees("政府信息公开申请延期答复告知书")
    citizen.shuts_nobody_out()
