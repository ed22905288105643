"""The application form, as people really use it: with mistakes, going back and forth, on a phone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from journeys.browser import Visitor
from journeys.words import IDENTITY, acts, applies, begins, opens_case, paper, text_of, tracks

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
    citizen.ticks("我要撤回，撤回后本机关不再处理")
    citizen.presses("撤回申请")
    citizen.sees("撤回申请已提交，等本局登记")
    citizen.follows("补充说明")
    citizen.fills("补充说明", "二期的合同已经在别处看到。")
    citizen.presses("补充说明")
    citizen.sees("承办人会看到")
    citizen.sees("二期的合同已经在别处看到")


def test_a_wrong_record_is_put_right(
    citizen: Visitor, office: Callable[[str], Visitor], day: Callable[[date], None], tmp_path: Path
) -> None:
    """A correction (art. 41) from the entry page to the applicant's answer."""
    day(date(2022, 9, 5))
    citizen.goes_to("/disclosure/")
    citizen.shuts_nobody_out()
    citizen.follows("申请更正")
    citizen.shuts_nobody_out()

    # Without evidence it does not go on; what was written stays.
    citizen.fills("记录的名称", "老年人优待证登记表")
    citizen.fills("现在怎样记的", "出生日期写作1991年3月7日")
    citizen.fills("应当怎样记", "出生日期应为1990年3月7日")
    citizen.presses("下一步")
    citizen.sees("上传证据材料，或者写明有什么证据")
    citizen.finds_no_barrier()
    citizen.attaches("证据材料", paper(tmp_path, "户口簿.docx", "户口簿内页"))
    citizen.presses("下一步")
    citizen.sees("第2步，共3步")
    citizen.fills("姓名或者单位名称", "江小鱼")
    citizen.fills("证件号码", IDENTITY)
    citizen.fills("联系电话", "13800002222")
    citizen.takes("答复怎样给您", "网上查询下载")
    citizen.takes_picture("correction-owner")
    citizen.presses("下一步，核对")
    citizen.sees("户口簿.docx")
    citizen.shuts_nobody_out()
    citizen.presses("提交更正申请")
    citizen.sees("更正申请已提交")
    citizen.sees("条例没有规定更正的办理期限")
    citizen.shuts_nobody_out()
    number, code = citizen.reads("dd.num >> nth=0"), citizen.reads("dd.num >> nth=1")
    slip = text_of(citizen.downloads("下载提交回执"))
    assert "政府信息更正申请提交回执" in slip and code in slip

    # The office takes it in and answers with the letter that corrections have.
    clerk, deputy, head = office("王静文"), office("刘敏"), office("陈国栋")
    title = "老年人优待证登记表"
    opens_case(clerk, title)
    acts(clerk, "确认收到", 怎样确认的="9时40分电话确认，申请人本人接听")
    acts(clerk, "登记并出具回执")
    begins(clerk, "拟答复书")
    clerk.presses("拟稿：予以更正")
    clerk.chooses("处理结果", "予以更正")
    clerk.fills("申请更正的信息", "老年人优待证登记表第3行的出生日期")
    clerk.fills("理由", "户口簿可以证明。")
    clerk.fills("更正的内容", "出生日期改为1990年3月7日")
    clerk.fills("成文日期", "2022-09-05")
    clerk.presses("保存并报审")
    clerk.sees("答复书已报审")
    opens_case(deputy, title)
    acts(deputy, "审核答复书")
    opens_case(head, title)
    acts(head, "签发并取号…", sure=True)
    opens_case(clerk, title)
    begins(clerk, "送出…")
    clerk.takes("送达方式", "网上送达")
    clerk.presses("送出")
    clerk.presses("送出")
    clerk.sees("已记入案卷")

    # The applicant reads it with number and code.
    tracks(citizen, number, code)
    citizen.sees("已作出处理决定：予以更正")
    citizen.sees("对答复不服")
    citizen.shuts_nobody_out()
    letter = text_of(citizen.downloads("下载政府信息更正申请告知书"))
    assert "出生日期改为1990年3月7日" in letter
    assert "本机关予以更正" in letter
