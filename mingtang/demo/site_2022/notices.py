"""公告和公示：通知公告、许可结果、重大项目、公共资源、政府采购、人事、统计、办事指南、表格。"""

from __future__ import annotations

from datetime import date
from typing import Any

from mingtang.demo.registers_2022 import LICENCES, MATTERS
from mingtang.demo.site_2022 import words
from mingtang.demo.site_2022.pen import Pen, Values, paragraphs, table

NOTICES = (
    "关于{matter}系统升级期间暂停网上受理的公告（{month}月）", "{month}月政务服务大厅{window}窗口调整的公告", "关于征集{topic}监督员的公告（{month}月）",
    "关于公布第{quarter}批“{thing}”办理点的公告（{place}）", "{place}便民服务点调整办公时间的公告", "关于{matter}证书样式更换的通知（{month}月）",
    "关于开展{topic}问卷调查的通知（{place}）", "关于举办{learning}公开课的通知（第{few}期）", "关于{matter}拟许可的公示（{month}月第{few}批）",
    "关于{project}规划许可听证的公告", "关于{window}窗口延时服务的公告（{month}月）", "关于停用旧版{matter}申请表的公告（{month}月）",
    "拟评为“党员先锋岗”的窗口公示（{window}）", "关于{topic}专项检查的通知（{place}）", "关于招募政务服务志愿者的公告（{place}）",
)  # fmt: skip
SAID = (
    "现将有关事项公告如下。", "一、时间：自本公告发布之日起{days}个工作日。", "二、范围：涉及{matter}等{few}个事项，其他事项照常办理。",
    "三、急需办理的，可以到{window}窗口，由工作人员代办。", "有疑问的，请到市民中心6楼601室咨询，或者拨打0700-3612345。",
)  # fmt: skip


def notice(pen: Pen, n: int, day: date) -> Values:
    """通知公告."""
    title, values = pen.fresh(NOTICES, month=day.month)
    lines = [
        *(line.format(**values) for line in SAID),
        "楚江市行政审批局",
        f"{day.year}年{day.month}月{day.day}日",
    ]
    return {"title": title, "keywords": "通知,公告", "body": paragraphs(*lines)}


def licences(dealt: dict[date, list[int]]) -> Values:
    """许可结果: the decisions of these days, the same as in the register."""
    rows = [
        (f"楚审许〔2022〕{n}号", MATTERS[n % len(MATTERS)], f"演示单位{n:03d}有限公司", decided)
        for decided, numbers in dealt.items()
        for n in numbers
    ]
    first, last = min(dealt), max(dealt)
    until = f"至{last.day}日" if last != first else ""
    days = f"{first.month}月{first.day}日{until}"
    body = (
        paragraphs(f"现将本局{days}作出的{len(rows)}件行政许可决定公示如下。", signed=False)
        + table(("决定文号", "事项", "相对人", "决定日期"), rows, f"{days}作出的行政许可决定")
        + paragraphs()
    )
    return {
        "title": f"行政许可决定公示（{days}作出，共{len(rows)}件）",
        "summary": f"{days}作出的行政许可决定，共{len(rows)}件。",
        "keywords": "行政许可,双公示",
        "body": body,
    }


def licence_numbers(days: list[date]) -> dict[date, list[int]]:
    """Which of the 965 licences were decided on which day, as the register has it: by turns over the days."""
    found: dict[date, list[int]] = {}
    for n in range(1, LICENCES + 1):
        found.setdefault(days[(n - 1) % len(days)], []).append(n)
    return found


def project(pen: Pen, n: int, day: date) -> Values:
    """重大建设项目."""
    patterns = (
        "{project}可行性研究报告批复公示",
        "{project}初步设计批复公示",
        "{project}环境影响评价批准结果公示",
        "{project}实施进展（{month}月）",
    )
    title, values = pen.fresh(patterns, month=day.month)
    lines = (
        "项目名称：{project}。",
        "批准单位：楚江市行政审批局。",
        "批准内容：建设规模、总投资和建设期见批复。",
        "公示期：{days}个工作日，有意见的书面提出。",
    )
    return {"title": title, "body": paragraphs(*(line.format(**values) for line in lines))}


def trade(pen: Pen, n: int, day: date) -> Values:
    """公共资源配置."""
    patterns = (
        "{project}施工招标投标监督情况", "{project}监理招标投标情况报告备案公示", "{place}{month}月公共资源交易监督情况", "{project}勘察设计招标异议处理结果",
        "{month}月招标代理机构信用评价结果（{place}）", "{project}材料采购评标专家抽取情况",
    )  # fmt: skip
    title, values = pen.fresh(patterns, month=day.month)
    lines = (
        "经核查，该项目交易程序完整，评标专家由系统随机抽取。",
        "共有{few}家单位参加，公示期内收到异议0件。",
        "监督单位：楚江市行政审批局公共资源交易监督管理科。",
    )
    return {
        "title": title,
        "keywords": "公共资源交易,招标投标",
        "body": paragraphs(*(line.format(**values) for line in lines)),
    }


def purchase(pen: Pen, n: int, day: date) -> Values:
    """政府采购."""
    goods = (
        "窗口服务外包",
        "自助终端",
        "档案整理",
        "系统运维",
        "大厅保洁",
        "网络设备",
        "印刷服务",
        "法律顾问",
    )
    patterns = (
        "{goods}项目采购意向公告（{month}月）",
        "{goods}项目中标公告（{month}月）",
        "{goods}项目合同公告（{month}月）",
        "{goods}项目验收结果公告（{month}月）",
    )
    title, values = pen.fresh(patterns, month=day.month, goods=pen.one(goods))
    lines = (
        "采购单位：楚江市行政审批局。",
        "采购方式：竞争性磋商，供应商{few}家。",
        "预算金额：{cases}000元。",
        "合同履行期一年，验收由三人小组负责。",
    )
    return {"title": title, "body": paragraphs(*(line.format(**values) for line in lines))}


def people(pen: Pen, n: int, day: date) -> Values:
    """公务员招考和人事."""
    titles = (
        "2022年度公务员考试录用职位表", "2022年度公务员录用面试公告", "2022年度公务员录用体检结果公告", "拟录用公务员公示", "公开选调工作人员公告",
        "公开选调拟调入人员公示", "2022年度事业单位招聘公告", "事业单位拟聘用人员公示", "2022年军队转业干部安置岗位公告",
    )  # fmt: skip
    lines = ("按照规定的条件和程序，现予公布。", "公示期7个工作日，有意见的向本局办公室反映。")
    return {"title": titles[n % len(titles)], "body": paragraphs(*lines)}


def figures(pen: Pen, n: int, day: date) -> Values:
    """统计信息: by turns service halls, hotline, licences."""
    month = 12 if day.month == 1 else day.month - 1
    year = day.year - 1 if day.month == 1 else day.year
    kinds = ("政务服务办件", "12345热线办理", "行政许可办理")
    kind = kinds[n % len(kinds)]
    pen.fresh((title := f"{year}年{month}月{kind}情况",))
    rows = [(place, *_handled(pen)) for place in words.PLACES]
    data = table(("地区", "办件量（件）", "按时办结率（%）", "逾期（件）"), rows, title)
    return {
        "title": title,
        "summary": f"{year}年{month}月各地{kind}数据。",
        "keywords": "统计,数据",
        "body": data + paragraphs(),
    }


def _handled(pen: Pen) -> tuple[int, str, int]:
    """Cases, the share that was in time, those that were late."""
    cases, late = pen.number(400, 4200), pen.number(0, 9)
    return cases, f"{(cases - late) * 100 / cases:.2f}", late


def guide(pen: Pen, n: int, day: date) -> Values:
    """办事指南: as an article, one matter at one place."""
    title, values = pen.fresh(("{matter}办事指南（{place}）", "{matter}办事指南（市民中心{window}窗口）"))
    lines = (
        "一、申请条件：符合{matter}的法定条件。", "二、材料：申请表1份，其余{few}份由窗口核对。", "三、时限：材料齐全的{days}个工作日。",
        "四、地点：市民中心或者{place}政务服务大厅。", "五、收费：不收费。", "六、咨询：12345热线，或者现场咨询。",
    )  # fmt: skip
    return {
        "title": title,
        "summary": "条件、材料、时限、地点和咨询方式。",
        "body": paragraphs(*(line.format(**values) for line in lines)),
    }


def blank(pen: Pen, n: int, day: date) -> Values:
    """表格下载: a form as an attachment."""
    title, values = pen.fresh(("{matter}申请表（2022年版）",))
    rows: list[list[Any]] = [
        ["申请事项", values["matter"]],
        ["申请人", ""],
        ["联系人", ""],
        ["申请日期", ""],
        ["提交材料", "见办事指南"],
    ]
    return {
        "title": title,
        "body": paragraphs(f"办理{values['matter']}用这张表，填好后打印签名。", "填写说明见表格背面。"),
        "sheet": (f"{values['matter']}申请表", ["项目", "填写内容"], rows),
    }
