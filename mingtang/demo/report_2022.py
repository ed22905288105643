"""2022年度报告：起草、写正文、审核、批准、冻结、公布，都是平常的行为。正文是我们写的演示文字。"""

from __future__ import annotations

from datetime import date

from mingtang.demo.cast import Cast
from mingtang.organs.models import Role
from mingtang.report import actions
from mingtang.report.checking import checked
from mingtang.report.models import Report

TEXT = {
    "1": "\n".join(
        (
            "2022年，楚江市行政审批局贯彻《中华人民共和国政府信息公开条例》，政府信息公开工作平稳有序。（演示文字）",
            "（一）主动公开。政府信息在本局网站和政务新媒体公开，全年作出行政许可决定965件，许可结果全部公示。现行有效的行政规范性文件3件。",
            "（二）依申请公开。全年新收政府信息公开申请14件，办结13件，结转下年度继续办理1件。答复前都经过科室、分管领导、主要领导三级审核。",
            "（三）政府信息管理。每份文件在起草时标明公开属性，公开前审查，每季度清理一次已失效的信息。",
            "（四）政府信息公开平台建设。网站政府信息公开专栏按目录设置，各栏目指定了科室和更新时限。",
            "（五）监督保障。办公室配备专人，全年培训2次，公开工作列入科室考核，没有发生责任追究。",
        )
    ),
    "5": "本年存在的主要问题：一是个别栏目更新偏慢；二是答复“本机关不掌握”的比例偏高，检索线索写得不够细。\n"
    "改进情况：上年提出的栏目内容收集困难，本年把各栏目的提供时间排进了科室月计划，已经解决。下一步，栏目逾期未更新的每周通报，检索记录写明单位、系统和关键词。",
    "6": "2022年，本局没有发出信息处理费收费通知，收取信息处理费0元。",
}
PREPARED, REVIEWED, APPROVED, PUBLISHED = (
    date(2023, 1, 3),
    date(2023, 1, 4),
    date(2023, 1, 4),
    date(2023, 1, 5),
)


def publish_report(cast: Cast) -> Report:
    """The report of 2022 from the records, published on 5 January 2023."""
    clerk = cast.one(Role.CLERK)
    report = actions.start(organ=cast.organ, year=2022, by=clerk, on=PREPARED, demo=True)
    actions.write(report, by=clerk, on=PREPARED, text=TEXT)
    for finding in checked(report, PREPARED).soft:
        actions.accept(
            report,
            by=clerk,
            on=PREPARED,
            rule=finding.rule,
            place="",
            reason="本系统自2022年启用，上年没有数据可比。",
        )
    actions.review(report, by=cast.one(Role.VICE_LEADER), on=REVIEWED)
    actions.approve(report, by=cast.one(Role.LEADER), on=APPROVED)
    actions.freeze(report, by=clerk, on=PUBLISHED)
    return actions.publish(report, by=clerk, on=PUBLISHED)
