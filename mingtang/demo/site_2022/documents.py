"""公文和解读，意见征集，预算、计划、清单，机构和制度。"""

from __future__ import annotations

from datetime import date, timedelta

from mingtang.demo.registers_2022 import DOCUMENTS
from mingtang.demo.site_2022 import words
from mingtang.demo.site_2022.pen import Pen, Values, paragraphs, table

RULED = tuple(number for _, number, _ in DOCUMENTS)


def ruled(pen: Pen, n: int, day: date) -> Values:
    """行政规范性文件: the three of the register, put on the site again after the yearly clearing."""
    title, number, issued = DOCUMENTS[n]
    in_force = issued + timedelta(days=30)
    subject = title.removeprefix("楚江市")
    body = (
        "<h2>第一章 总则</h2>" + paragraphs(f"第一条 为了规范{subject.removesuffix('管理办法').removesuffix('办法')}，根据有关规定，结合本市实际，制定本办法。", "第二条 本市行政区域内的有关活动，适用本办法。", "第三条 市行政审批局负责本办法的组织实施。", signed=False)
        + "<h2>第二章 办理</h2>" + paragraphs("第四条 申请人可以在网上或者窗口提出，材料齐全的当场受理。", "第五条 办理单位应当在规定期限内作出决定，并说明理由。", "第六条 办理结果在本局网站公布。", signed=False)
        + "<h2>第三章 附则</h2>" + paragraphs(f"第七条 本办法自{in_force.year}年{in_force.month}月{in_force.day}日起施行。", "楚江市行政审批局", f"{issued.year}年{issued.month}月{issued.day}日")
    )  # fmt: skip
    return {
        "title": title, "form": "公文", "number": number, "issuers": "楚江市行政审批局", "signed_on": issued, "effective_on": in_force,
        "topic": "综合政务", "genre": "通知", "normative": "是", "validity": "有效", "summary": f"{subject}的适用范围、办理程序和责任分工，清理后继续有效。",
        "keywords": f"{subject},规范性文件", "body": body,
    }  # fmt: skip


PAPERS = (
    "关于做好{matter}告知承诺工作的通知", "关于推行“{thing}”一件事的通知", "关于印发{topic}工作要点的通知", "关于调整{matter}办理时限的通知",
    "关于开展{topic}检查的通知", "关于{matter}实行全程网办的通知", "关于公布{topic}责任分工的通知",
)  # fmt: skip


def paper(pen: Pen, n: int, day: date) -> Values:
    """其他文件: 楚审发〔2022〕, in the order of their days."""
    title, values = pen.fresh(PAPERS)
    signed = day - timedelta(days=pen.number(1, 5))
    lines = (
        "各县（市、区）行政审批局，局机关各科室：", "为了进一步做好{topic}，现将有关事项通知如下。", "一、精简材料。{matter}的材料由{many}份减到{few}份，能共享的不再收取。",
        "二、压缩时限。材料齐全的，{days}个工作日内办结。", "三、公开结果。办理结果在作出决定之日起7个工作日内公布。", "四、加强监督。每季度通报一次，群众意见逐条答复。",
    )  # fmt: skip
    ending = ("楚江市行政审批局", f"{signed.year}年{signed.month}月{signed.day}日")
    told = n % 4 != 3  # three of four come with an interpretation
    return {
        "title": title, "form": "公文", "number": f"楚审发〔2022〕{n + 1}号", "issuers": "楚江市行政审批局", "signed_on": signed, "effective_on": signed,
        "topic": "综合政务", "genre": "通知", "validity": "有效", "summary": f"{values['matter']}材料减到{values['few']}份，{values['days']}个工作日办结。",
        "keywords": f"{values['matter']},{values['topic']}", "body": paragraphs(*(line.format(**values) for line in lines), *ending),
        "no_interpretation": "" if told else "内容简单，正文已写明办法", "told": told, "values": values,
    }  # fmt: skip


def interpretation(pen: Pen, document: Values) -> Values:
    """政策解读: of one document, on the same day."""
    values = document.get("values") or pen.slots()
    title = f"《{document['title']}》解读"
    lines = (
        "一、为什么发这份文件：办事材料多、时间长，群众反映较集中。", "二、主要内容：材料由{many}份减到{few}份，{days}个工作日办结，结果公开。",
        "三、对群众有什么好处：少交材料、少跑路，办到哪一步可以在网上查。", "四、怎样办理：照本局网站的办事指南，在网上或者窗口申请。",
    )  # fmt: skip
    return {
        "title": title, "medium": pen.one(("文字", "文字", "图解", "问答")), "explains": document["number"], "summary": "背景、主要内容和办理方法。",
        "keywords": str(document["keywords"]), "body": paragraphs(*(line.format(**values) for line in lines)),
    }  # fmt: skip


DRAFTS = (
    "楚江市政务服务帮办代办管理办法", "楚江市容缺受理事项清单", "楚江市招标投标异议处理规则", "楚江市工程建设项目联合验收规程", "楚江市政务服务“好差评”整改办法",
    "楚江市中介服务管理办法", "楚江市电子证照应用规则", "楚江市公共资源交易目录", "楚江市12345热线工单办理规程",
)  # fmt: skip
ANSWERED = 5  # so many of the first tell what came of the opinions


def consultation(pen: Pen, n: int, day: date) -> Values:
    """意见征集: the draft, the days, for the older ones what came of it."""
    name = DRAFTS[n]
    closes = day + timedelta(days=pen.number(31, 35))
    clauses = (
        "第一条 为了规范有关活动，制定本办法。",
        "第二条 办理单位应当一次告知申请人需要补正的全部内容。",
        "第三条 办理结果在本局网站公布。",
    )
    values: Values = {
        "title": f"征求《{name}（征求意见稿）》意见", "form": "意见征集", "opens_on": day, "closes_on": closes, "contact": "许蕾 0700-3612306",
        "by_post": "楚江市云梦大道1号市民中心613室", "summary": f"{day.month}月{day.day}日至{closes.month}月{closes.day}日征求意见。",
        "explanation": paragraphs("现行做法分散在几份文件里，这次合并成一份，便于查找和执行。"), "body": paragraphs(*clauses),
    }  # fmt: skip
    if n < ANSWERED:
        told = closes + timedelta(days=pen.number(5, 12))
        taken = pen.number(1, 4)
        values["result_on"] = told
        values["result"] = paragraphs(
            f"共收到意见{taken + 2}条，采纳{taken}条，没有采纳2条，理由是与上位规定不一致。"
        )
    return values


def plan(pen: Pen, n: int, day: date) -> Values:
    """规划计划."""
    titles = (
        "2022年工作要点", "2021年工作总结", "“十四五”政务服务发展规划", "2022年政务公开工作要点任务分工", "2022年法治政府建设工作计划", "2022年普法工作计划",
        "2022年上半年工作总结", "2022年网站建设计划",
    )  # fmt: skip
    return _paper(
        titles[n],
        (
            "一、总的要求：把材料、时限、环节减下来。",
            "二、主要任务：事项标准化、办理网上化、结果公开化。",
            "三、保障措施：责任到科室，每季度检查。",
        ),
    )


def listed(pen: Pen, n: int, day: date) -> Values:
    """事项目录和依据."""
    kinds = (
        "权责清单",
        "行政许可事项目录",
        "告知承诺事项目录",
        "容缺受理事项目录",
        "“跨省通办”事项目录",
        "全程网办事项目录",
    )
    area = ("2022年版", "2022年修订")[n // len(kinds)]
    title = f"楚江市行政审批局{kinds[n % len(kinds)]}（{area}）"
    rows = [
        (i, matter, pen.number(1, 10), "楚江市行政审批局") for i, matter in enumerate(words.MATTERS, start=1)
    ]
    found = _paper(title, ("现予公布，以后有调整的另行公布。",))
    return {
        **found,
        "body": table(("序号", "事项", "时限（工作日）", "实施机关"), rows, title) + found["body"],
        "sheet": (title, ["序号", "事项", "时限（工作日）", "实施机关"], [list(row) for row in rows]),
    }


def money(pen: Pen, n: int, day: date) -> Values:
    """财政预决算."""
    titles = ("2022年部门预算", "2021年部门决算", "2022年“三公”经费预算说明", "2021年“三公”经费决算说明")
    rows = [(name, pen.number(30, 900), pen.number(30, 900)) for name in ("人员经费", "公用经费", "项目经费")]
    title = f"楚江市行政审批局{titles[n]}"
    found = _paper(title, ("现将有关收支情况公开如下，单位为万元。",))
    return {**found, "body": found["body"] + table(("科目", "本年", "上年"), rows, title)}


def charge(pen: Pen, n: int, day: date) -> Values:
    """行政事业性收费."""
    titles = (
        "行政事业性收费目录清单（2022年）",
        "城市道路挖掘修复费收费标准",
        "行政事业性收费减免政策（2022年）",
    )
    return _paper(
        titles[n],
        ("收费项目、依据和标准按财政、价格部门的文件执行。", "除公布的项目以外，本局办理各类事项不收费。"),
    )


def emergency(pen: Pen, n: int, day: date) -> Values:
    """应急管理."""
    titles = ("政务大厅突发事件应急预案", "政务大厅消防应急预案", "网站和业务系统中断应急预案")
    return _paper(
        titles[n],
        (
            "一、组织：局长任总指挥，办公室值守。",
            "二、处置：先保人员安全，再保办件不断。",
            "三、演练：每半年一次，结果公开。",
        ),
    )


def proposal(pen: Pen, n: int, day: date) -> Values:
    """建议提案办理."""
    kind = ("市人大代表建议", "市政协提案")[n % 2]
    title, values = pen.fresh((f"对{kind}第{101 + n}号的答复：关于{{topic}}",))
    return _paper(
        title,
        tuple(
            line.format(**values)
            for line in (
                "您提出的关于{topic}的意见收悉，现答复如下。",
                "本局已把{matter}的材料减到{few}份，其余意见列入明年工作。",
                "感谢您对政务服务工作的关心。",
            )
        ),
    )


def _paper(title: str, lines: tuple[str, ...]) -> Values:
    return {
        "title": title, "form": "公文", "issuers": "楚江市行政审批局", "genre": "其他", "topic": "综合政务", "summary": f"{title}，全文公开。",
        "no_interpretation": "不属于需要解读的政策文件", "own_letterhead": "否", "body": paragraphs(*lines),
    }  # fmt: skip
