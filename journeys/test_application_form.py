"""The application form, as people really use it: with mistakes, going back and forth, on a phone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from journeys.browser import Visitor
from journeys.words import IDENTITY, applies, paper, tracks

pytestmark = pytest.mark.usefixtures("bureau")


def test_mistakes_and_second_thoughts_lose_nothing(
    citizen: Visitor, day: Callable[[date], None], tmp_path: Path
) -> None:
    day(date(2022, 9, 5))
    citizen.uses_phone()
    citizen.goes_to("/disclosure/apply/")

    # A wrong number of the identity card is said beside the field; everything else stays.
    citizen.fills("姓名或者单位名称", "江小鱼")
    citizen.fills("证件号码", "429900199003071234")
    citizen.fills("联系电话", "13800002222")
    citizen.presses("下一步")
    citizen.sees("有1处需要修改")
    citizen.sees("身份证号码有误")
    citizen.finds_no_barrier()
    citizen.fills("证件号码", IDENTITY)
    citizen.presses("下一步")
    citizen.sees("第2步，共4步")

    # What was said is shown masked. The browser's own way back works, and so does the form's.
    citizen.sees("138****2222")
    citizen.does_not_see(IDENTITY)
    citizen.fills("您要的信息", "叫号系统采购合同")
    citizen.fills("描述您要的信息", "二期，2021年签订。")
    citizen.attaches("补充材料", paper(tmp_path, "线索.docx", "招标公告截图"))
    citizen.presses("下一步")
    citizen.sees("线索.docx")
    citizen.page.go_back()
    citizen.sees("第2步，共4步")
    citizen.page.go_forward()
    citizen.presses("修改申请人")
    assert citizen.page.locator("[name=phone]").input_value() == "13800002222"
    citizen.presses("下一步")
    citizen.sees("线索.docx")
    citizen.presses("下一步")

    # Whoever wants a letter by post says where to.
    citizen.takes("获取途径", "邮寄")
    citizen.presses("下一步，核对")
    citizen.sees("选择邮寄的，填写通信地址")
    citizen.finds_no_barrier()
    citizen.fills("通信地址", "楚江市江城区学院路9号")
    citizen.presses("下一步，核对")
    citizen.sees("学院路9号")
    citizen.presses("提交申请")
    citizen.sees("申请已提交")

    # Sending the last page again does not file a second time.
    number = citizen.reads("dd.num >> nth=0")
    citizen.page.go_back()
    citizen.presses("提交申请")
    assert citizen.reads("dd.num >> nth=0") == number


def test_only_number_and_code_together_open_an_application(
    citizen: Visitor, somebody: Callable[[], Visitor], day: Callable[[date], None]
) -> None:
    day(date(2022, 9, 5))
    number, code = applies(citizen, "叫号系统采购合同", "二期，2021年签订。")
    stranger = somebody()
    tracks(stranger, number, "AAAAAAAA")
    stranger.sees("没有找到这件申请")
    tracks(stranger, "2022-9999", code)
    stranger.sees("没有找到这件申请")
    stranger.goes_to("/disclosure/case/")
    stranger.sees("查询办理情况")

    # With both, and however the dash was typed, it opens; a letter that is not there is a plain page.
    tracks(stranger, number.replace("-", "－"), code.lower())
    stranger.sees("等本局与您确认收到")
    stranger.goes_to("/disclosure/case/letters/999.pdf")
    stranger.sees("没有这个页面")
    stranger.shuts_nobody_out()

    # The applicant thinks again, and withdraws; until that is registered nothing is lost.
    citizen.follows("撤回申请")
    citizen.shuts_nobody_out()
    citizen.presses("撤回申请")
    citizen.sees("勾选后才能撤回")
    citizen.ticks("我要撤回这件申请，撤回后本机关不再处理")
    citizen.presses("撤回申请")
    citizen.sees("撤回申请已提交，等本局登记")
    citizen.follows("补充说明")
    citizen.fills("补充说明", "二期的合同已经在别处看到。")
    citizen.presses("补充说明")
    citizen.sees("承办人会看到")
    citizen.sees("二期的合同已经在别处看到")
