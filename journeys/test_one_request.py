"""One request from the first question of a citizen to the cell of the annual report that counts it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from journeys.browser import Visitor
from journeys.words import acts, applies, begins, opens_case, paper, text_of, tracks

TITLE = "市民中心叫号系统采购合同"


def test_a_request_from_the_web_to_the_annual_report(
    citizen: Visitor, office: Callable[[str], Visitor], day: Callable[[date], None], tmp_path: Path
) -> None:
    clerk, section = office("王静文"), office("周涛")
    deputy, head = office("刘敏"), office("陈国栋")

    # On Monday a citizen asks for a contract, and gets a number and a code.
    day(date(2022, 9, 5))
    number, code = applies(citizen, TITLE, "市民中心叫号系统的采购合同。", look=True)
    citizen.sees("等本局与您确认收到")
    citizen.shuts_nobody_out()

    # The clerk calls back: from now on the days are counted. The case is registered, a receipt goes out.
    opens_case(clerk, TITLE)
    clerk.shuts_nobody_out()
    acts(clerk, "确认收到", 怎样确认的="9时40分电话确认，申请人本人接听")
    acts(clerk, "登记并出具回执")

    # It is not clear which contract is meant. All points are collected and asked for once.
    acts(clerk, "提出补正要点", 要补什么="没有写明是哪一期", 怎样补="写明一期还是二期")
    acts(clerk, "提出补正要点", 要补什么="没有写明年份", 怎样补="写明签订合同的年份")
    begins(clerk, "要求补正…")
    clerk.sees("2 项，一次告知")
    clerk.shuts_nobody_out()
    clerk.presses("要求补正")
    clerk.sees("作出以后不能撤回")
    clerk.shuts_nobody_out()
    clerk.presses("要求补正")
    clerk.sees("已记入案卷")

    # The citizen finds both points on the page of the application and answers there.
    day(date(2022, 9, 7))
    tracks(citizen, number, code)
    citizen.sees("请补正申请")
    citizen.sees("没有写明是哪一期")
    citizen.sees("没有写明年份")
    citizen.shuts_nobody_out()
    assert "补正告知书" in text_of(citizen.downloads("下载政府信息公开申请补正告知书"))
    citizen.follows("提交补正")
    citizen.shuts_nobody_out()
    citizen.fills("补正内容", "要二期的合同，2021年签订。")
    citizen.presses("提交补正")
    citizen.sees("补正已提交")
    citizen.sees("已收到您的补正材料，等本局确认")

    # The clerk takes the supplement to the file: the clock starts anew. The section is asked.
    opens_case(clerk, TITLE)
    acts(clerk, "登记收到补正", 怎样收到的="申请人在网上提交，电话确认")
    begins(clerk, "分送科室")
    clerk.chooses("科室", "政务服务管理科")
    clerk.presses("分送科室")
    clerk.sees("政务服务管理科承办")

    # The section looks for the contract, says where it looked, and gives its opinion.
    day(date(2022, 9, 14))
    opens_case(section, TITLE)
    begins(section, "登记检索记录")
    section.shuts_nobody_out()
    section.fills("检索单位", "政务服务管理科")
    section.fills("系统和档案", "合同档案柜、办公系统")
    section.fills("关键词", "叫号系统、采购合同")
    section.fills("结果", "找到二期采购合同1份")
    section.fills("页数", "12")
    section.presses("登记检索记录")
    begins(section, "交科室意见")
    section.chooses("意见", "予以公开")
    section.fills("理由", "合同已经履行完毕，没有不予公开的情形。")
    section.presses("交科室意见")
    section.sees("均已交")
    section.opens("放入材料")
    section.attaches("文件", paper(tmp_path, "二期采购合同.docx", "市民中心叫号系统二期采购合同"))
    section.chooses("用途", "公开的信息")
    section.fills("名称", "二期采购合同")
    section.fills("页数", "12")
    section.presses("放入案卷")

    # The clerk writes the reply; what the rules decide is locked, the rest is checked before it goes up.
    day(date(2022, 9, 19))
    opens_case(clerk, TITLE)
    clerk.shuts_nobody_out()
    begins(clerk, "拟答复书")
    clerk.shuts_nobody_out()
    clerk.presses("拟稿：予以公开")
    clerk.fills("提供的信息", "市民中心叫号系统二期采购合同")
    clerk.page.locator("[name=attachments-0-name]").fill("二期采购合同")
    clerk.page.locator("[name=attachments-0-pages]").fill("12")
    clerk.fills("成文日期", "2022-09-19")
    clerk.presses("保存并重新核对")
    clerk.sees("报审后经过承办科室、分管领导审核")
    clerk.sees("楚江市江城区人民法院")
    clerk.takes_picture("letter", whole=False)
    clerk.shuts_nobody_out()
    clerk.presses("保存并报审")
    clerk.sees("答复书已报审")

    # Section and deputy read it, the head signs: the letter gets its number and is frozen.
    opens_case(section, TITLE)
    acts(section, "审核答复书", 审核意见="与科室意见一致")
    opens_case(deputy, TITLE)
    acts(deputy, "审核答复书")
    opens_case(head, TITLE)
    head.shuts_nobody_out()
    acts(head, "签发并取号…", sure=True)
    head.sees("楚审依复〔2022〕1号")

    # The clerk sends it on line.
    opens_case(clerk, TITLE)
    begins(clerk, "送出…")
    clerk.takes("送达方式", "网上送达")
    clerk.presses("送出")
    clerk.presses("送出")
    clerk.sees("已记入案卷")

    # The citizen reads the decision, the way to contest it, and takes home the letter and the contract.
    tracks(citizen, number, code)
    citizen.sees("已作出处理决定：予以公开")
    citizen.sees("申请行政复议：最晚2022年11月18日")
    citizen.shuts_nobody_out()
    letter = text_of(citizen.downloads("下载政府信息公开申请予以公开答复书"))
    assert "楚审依复〔2022〕1号" in letter
    assert "楚江市江城区人民法院" in letter
    assert citizen.downloads("二期采购合同")[:2] == b"PK"
    citizen.presses("退出查询")
    citizen.goes_to("/disclosure/case/")
    citizen.sees("查询办理情况")

    # The annual report counts the request; the cell opens the case.
    clerk.goes_to("/office/report/")
    clerk.presses("开始2022年")
    clerk.shuts_nobody_out()
    cell = clerk.page.locator("a[href*='row=granted'][href*='col=natural']")
    assert cell.inner_text() == "1"
    with clerk.page.expect_navigation():
        cell.click()
    clerk.sees(TITLE)
    clerk.sees("结果：（一）予以公开")
    clerk.shuts_nobody_out()
    clerk.follows(TITLE)
    clerk.sees("楚审依复〔2022〕1号")
