"""动态：工作动态、县区动态、媒体报道、专题、政策问答。"""

from __future__ import annotations

from datetime import date

from mingtang.demo.site_2022 import words
from mingtang.demo.site_2022.pen import Pen, Values, paragraphs

OWN = (
    "“{matter}”全程网办，材料由{many}份减到{few}份", "{matter}推行告知承诺，首张许可证当场发出", "市民中心{window}窗口{days}天办件{cases}件",
    "市行政审批局到{place}调研{topic}", "市行政审批局召开{topic}工作推进会", "市行政审批局开展{learning}培训", "“{thing}”一件事上线，一表申请、一窗受理",
    "“局长走流程”走进{window}窗口", "{project}{days}个工作日拿到施工许可", "帮办员为{project}代办{few}项手续", "{window}窗口延时服务首月办件{cases}件",
    "市民中心增设{few}台自助终端，可办{matter}等{many}项", "{matter}和{second}合并办理，企业少跑{few}趟", "市行政审批局与{place}共商{topic}",
    "“{thing}”一件事办件满{cases}件", "窗口人员{learning}比武，{people}人参加", "市行政审批局党支部到{place}开展主题党日活动", "第{quarter}季度{topic}情况通报会召开",
    "{matter}电子证照可以在手机上出示", "志愿者在{window}窗口服务{cases}人次", "{matter}审批时限压缩到{days}个工作日", "市行政审批局专题研究{topic}",
    "企业座谈会收集{topic}意见{many}条", "“{matter}”可在{place}就近办理", "{place}群众给{window}窗口送来锦旗", "市民中心消防演练，{people}人参加",
)  # fmt: skip
COUNTY = (
    "{place}{matter}“一窗受理”，材料由{many}份减到{few}份", "{place}推进{topic}，办件时间缩短{share}%", "{place}为{project}提供全程帮办",
    "{place}政务服务大厅{window}窗口延时服务", "{place}上线“{thing}”一件事", "{place}开展{learning}培训，{people}人参加", "{place}与{other}签订“跨区通办”协议",
    "{place}乡镇便民服务中心可办{matter}", "{place}{matter}实行告知承诺", "{place}自助服务区可办{many}项业务", "{place}召开{topic}推进会",
    "{place}帮办队进企业，解决{topic}问题{few}个", "{place}“{thing}”一次办好，首月{cases}件", "{place}{window}窗口获群众点赞",
    "{place}把{matter}窗口开进产业园", "{place}政务服务“好差评”满意率{share}.{few}%", "{place}公布{topic}问题清单{many}项", "{place}组织{learning}演练",
    "{place}{matter}和{second}一次勘验", "{place}第{quarter}季度办件{cases}件",
)  # fmt: skip
PRESS = (
    "楚江：{matter}当天办结", "在市民中心，“{thing}”一次办好", "从{many}份到{few}份：{matter}做了哪些减法", "{place}政务服务延时到晚上8点",
    "{project}为什么建得快", "记者体验：{window}窗口办事只用{days}分钟", "“办不成事”窗口，{days}天办成{few}件难事", "楚江市{topic}交出答卷",
    "{place}：帮办员跑，企业不用跑", "一张表办好“{thing}”", "楚江{topic}一季一评", "{matter}证照“免带”，刷脸就能办",
)  # fmt: skip
OPENINGS = (
    "近日，市行政审批局会同有关单位，就{topic}作出安排，重点解决群众反映较多的问题。", "记者从市民中心了解到，{matter}的办理方式有了变化，申请人不再重复交同一份材料。",
    "为了让企业和群众少跑路，{window}窗口调整了受理方式，材料能共享的不再收。", "围绕{topic}，各窗口逐项对照办事指南，把不必要的环节去掉。",
)  # fmt: skip
MIDDLES = (
    "过去办理{matter}，要交{many}份材料，现在只交{few}份，其余由部门之间核对。", "调整以后，{days}个工作日可以办结，比原来快了一半以上，急件可以走绿色通道。",
    "窗口设了帮办员，替申请人填表、核对材料，第一次来办的人也能一次办成。", "据统计，调整以来共办理{cases}件，群众评价满意的占{share}%，提出的{few}条意见都已答复。",
    "材料齐全的当场受理；暂缺次要材料的先受理，承诺在{days}个工作日内补齐。", "对{project}等重点项目，由专人从立项跟到竣工，哪个环节慢了就协调哪个环节。",
    "办事指南同步改过，纸质的放在窗口，电子的放在本局网站“办事服务”栏目。", "各县（市、区）按同一标准办理，同一事项在哪里办，材料、时限都一样。",
)  # fmt: skip
CLOSINGS = (
    "下一步，将根据办件情况继续精简材料，每季度公布一次进展。", "群众对办理有意见的，可以到“办不成事”反映窗口提出，或者拨打12345热线。",
    "有关做法将在各县（市、区）推开。", "下一步，市行政审批局将把好的做法写进工作规范。",
)  # fmt: skip
QUESTIONS = (
    "办理{matter}要带哪些材料", "{matter}可以在网上办吗", "{matter}几天能办完", "“{thing}”一件事怎样申请", "在{place}能不能办{matter}",
    "{matter}证丢了怎样补办", "委托别人办{matter}要什么手续", "{matter}到期前多久申请延续",
)  # fmt: skip


def own(pen: Pen, n: int, day: date) -> Values:
    """What the bureau did."""
    return _told(pen, OWN, author=pen.one(words.WRITERS))


def county(pen: Pen, n: int, day: date) -> Values:
    """What a county or district did; sent in by it."""
    title, values = pen.fresh(COUNTY)
    said = _text(pen, title, values)
    return {**said, "source": f"{values['place']}行政审批局"}


def press(pen: Pen, n: int, day: date) -> Values:
    """What a paper told."""
    return {**_told(pen, PRESS, author=pen.one(words.REPORTERS)), "source": pen.one(words.PAPERS)}


def _told(pen: Pen, patterns: tuple[str, ...], **more: str) -> Values:
    title, values = pen.fresh(patterns)
    return {**_text(pen, title, values), **more}


def _text(pen: Pen, title: str, values: Values) -> Values:
    return {
        "title": title,
        "summary": pen.one(MIDDLES[:4]).format(**values),
        "keywords": f"{values['matter']},政务服务",
        "body": pen.text(OPENINGS, MIDDLES, CLOSINGS, values),
    }


def business(pen: Pen, n: int, day: date) -> Values:
    """Of the topic 优化营商环境."""
    patterns = (
        "优化营商环境{few}条措施落实情况（第{quarter}季度，{place}）", "营商环境怎么样，{people}家企业来评", "{place}营商环境“体验官”走进{window}窗口",
        "{matter}“零材料”办理，{cases}家企业受益", "营商环境典型案例：{project}", "营商环境典型案例：{place}{matter}", "{place}惠企政策“免申即享”兑现{cases}户",
    )  # fmt: skip
    return _told(pen, patterns)


def building(pen: Pen, n: int, day: date) -> Values:
    """Of the topic 工程建设项目审批改革."""
    patterns = (
        "{project}分阶段办理施工许可", "{project}完成联合验收，{days}个工作日出结果", "{place}工业项目“拿地即开工”", "{project}实行区域评估，省去{few}项评价",
        "工程建设项目审批系统升级，新增{few}项功能（{place}试用）", "{place}推行施工图联合审查", "{project}水电气网联合报装",
    )  # fmt: skip
    return _told(pen, patterns)


def answers(pen: Pen, n: int, day: date) -> Values:
    """政策问答: one question, one answer."""
    title, values = pen.fresh(tuple(f"{each}？" for each in QUESTIONS))
    lines = (
        "问：{title}", "答：带申请表和身份证明，其余{few}份材料由窗口核对，不用自己开。材料齐全的{days}个工作日办结。",
        "可以在云梦政务服务网上申请，也可以到市民中心或者{place}政务服务大厅的{window}窗口办理。", "依据：本局网站“办事服务”栏目的{matter}办事指南。",
    )  # fmt: skip
    return {
        "title": title,
        "keywords": f"{values['matter']},问答",
        "body": paragraphs(*(line.format(title=title, **values) for line in lines)),
    }
