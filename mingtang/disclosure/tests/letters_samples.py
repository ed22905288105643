"""Facts and fields for letters in tests: one bureau, one applicant, one reply for every outcome."""

from dataclasses import replace
from datetime import date

from mingtang.disclosure.letters.facts import Attached, EarlierReply, LetterFacts, OrganFacts, Party
from mingtang.disclosure.story import (
    Consultation,
    Decision,
    Extension,
    Fee,
    Opinion,
    Review,
    Search,
    Story,
    Supplement,
)
from mingtang.law.calendar import standard_calendar
from mingtang.law.clock import Event

ORGAN = OrganFacts(
    name="楚江市行政审批局",
    short_name="楚审",
    kind="local_department",
    government="楚江市人民政府",
    superior="楚南省政务服务管理办公室",
    court="楚江市江城区人民法院",
    office="楚江市行政审批局办公室",
    address="楚江市云梦大道1号市民中心6楼601室",
    phone="0700-3612345",
    fee_account="到市民中心1楼财务窗口缴纳，或者按通知附带的缴款码在线缴纳",
    online="https://www.example.cn/reconsideration",
)
COMPANY = Party(
    "楚江恒晟咨询有限公司", "enterprise", "91420000MA4900007K", "0700-3600001", "楚江市江城区解放路12号"
)
PERSON = Party("罗启明", "natural", "420000199003072316", "13800002207", "楚江市江城区解放路12号")
CALENDAR = standard_calendar()
RECEIVED = date(2022, 9, 5)
DECIDED = date(2022, 10, 24)
DESCRIPTION = "江北智慧物流园一期项目的企业投资项目备案证、建筑工程施工许可申请表及所附材料"
HEARD = Consultation(
    "c1", "third_party", "江北恒*物流有限公司", date(2022, 9, 8), "附表三《主要设备报价构成》",
    answer="refuse", answered_on=date(2022, 9, 26), reasons="报价构成公开后影响后续投标。",
)  # fmt: skip
PAUSE = (
    Event("consultation_sent", date(2022, 9, 8), "c1", {"party": "third_party"}),
    Event("consultation_answered", date(2022, 9, 26), "c1"),
)
SEARCH = Search(
    date(2022, 9, 20),
    "马晓东",
    "工程建设审批科、档案室",
    "审批系统、工程档案",
    "江北智慧物流园",
    "2020年1月至2022年9月",
    "没有找到相应的信息",
)
REVIEWS = (
    Review(date(2022, 10, 20), "马晓东", 3, "section", "pass", "同意", 1),
    Review(date(2022, 10, 21), "刘敏", 2, "vice_leader", "pass", "同意。理由写具体。", 1),
)
OPINIONS = (Opinion(date(2022, 10, 13), "马晓东", "工程建设审批科", 1, "partial", "附表三为企业报价构成"),)
STORY = Story(
    kind="request", channel="registered_mail", submitted_on=date(2022, 9, 2), signed_on=RECEIVED, received_on=RECEIVED,
    registered_on=RECEIVED, sections=((1, "工程建设审批科"),), opinions=OPINIONS, reviews=REVIEWS, draft=1,
    last_on=date(2022, 10, 21),
)  # fmt: skip
HEARD_STORY = replace(STORY, consultations=(HEARD,), events=PAUSE)
FACTS = LetterFacts(
    organ=ORGAN, case_number="楚审依申〔2022〕9号", applicant=COMPANY, description=DESCRIPTION, story=STORY,
    calendar=CALENDAR, wanted_form="paper", wanted_delivery="post", query_code="7HK2-9QXM", title="江北智慧物流园材料",
    clerk="王静文",
)  # fmt: skip
THIRD = Party("江北恒通物流有限公司", "enterprise", contact="0700-3600002")
DISCLOSED = (Attached("江北智慧物流园一期项目材料", 36),)
ATTACHED = [{"name": "江北智慧物流园一期项目材料", "pages": 36}]
REASON = "该信息一旦公开，会直接暴露尚在进行的现场核查安排，影响核查结果的真实性。"
IN_TIME = date(2022, 9, 30)  # within 20 working days without any pause

ASKED = Supplement(
    date(2022, 9, 14), date(2022, 9, 30),
    ({"item": "没有写明哪一期项目", "guidance": "写明项目的期数或者备案编号"},),
)  # fmt: skip
WAITING = replace(
    STORY,
    supplement=ASKED,
    events=(Event("supplement_asked", date(2022, 9, 14), "", {"deadline": "2022-09-30"}),),
)
SUPPLEMENTED = replace(
    WAITING,
    supplement=replace(ASKED, submitted_on=date(2022, 9, 27), received_on=date(2022, 9, 27)),
    events=(*WAITING.events, Event("supplement_received", date(2022, 9, 27))),
)
CHARGED = replace(
    STORY,
    fee=Fee("pages", 380, 68, 0, date(2022, 9, 15), date(2022, 10, 20), received_on=date(2022, 9, 15)),
    events=(Event("fee_notice", date(2022, 9, 15), "", {"received_on": "2022-09-15"}),),
)
EXPLAINED = replace(
    STORY, reasons_asked_on=date(2022, 9, 9), reasons_deadline=date(2022, 9, 16), reasons_given_on=date(2022, 9, 15),
    events=(Event("reasons_asked", date(2022, 9, 9)), Event("reasons_given", date(2022, 9, 15))),
)  # fmt: skip
APPROVED = replace(STORY, extension=Extension(10, "材料较多", date(2022, 9, 26), "刘敏", date(2022, 9, 27)))


def procedural():
    """code -> (facts, fields, day) of a procedural letter that the gate passes."""
    third = replace(
        FACTS,
        story=replace(
            HEARD_STORY, consultations=(replace(HEARD, answer="", answered_on=None),), events=PAUSE[:1]
        ),
        ref="c1",
        consulted=THIRD,
    )
    maker = replace(HEARD, party="co_maker", name="楚江市交通运输局", answer="", answered_on=None)
    office = Party("楚江市交通运输局", "organ")
    co = replace(third, consulted=office, story=replace(third.story, consultations=(maker,)))
    other = replace(
        third,
        consulted=office,
        story=replace(third.story, consultations=(replace(maker, party="other_organ"),)),
    )
    weighed = replace(
        FACTS,
        ref="c1",
        consulted=THIRD,
        outcome="disclosed",
        story=replace(HEARD_STORY, consultations=(replace(HEARD, weighed="涉及公共安全，公开的利益更大。"),)),
    )
    return {
        "P2": (FACTS, {}, RECEIVED),
        "P3": (FACTS, {"items": [{"item": "没有写明哪一期项目", "guidance": "写明项目的期数或者备案编号"}, {"item": "没有身份证明", "guidance": "提交营业执照复印件"}], "deadline": "2022-09-30"}, date(2022, 9, 14)),
        "P4": (FACTS, {"facts": "你单位自2022年8月以来先后提交申请42件", "ask": "分别说明各件申请的用途", "deadline": "2022-09-16"}, date(2022, 9, 9)),
        "P5": (replace(FACTS, story=APPROVED), {"reason": "申请涉及的材料分散在三处档案，需要逐卷核对"}, date(2022, 9, 28)),
        "P6": (third, {"subject": "附表三《主要设备报价构成》", "interest": "商业秘密"}, date(2022, 9, 8)),
        "P8": (third, {}, date(2022, 9, 8)),
        "P9": (weighed, {"content": "附表三中的消防设备型号和数量", "reason": "消防设备的配置关系到周边居民的公共安全，不公开会使公众无法知悉风险"}, DECIDED),
        "P10": (co, {"subject": "《江北物流园交通影响评价意见》"}, date(2022, 9, 8)),
        "P11": (other, {"questions": "核对该意见是否已经正式印发", "deadline": "2022-09-22"}, date(2022, 9, 8)),
        "P12": (FACTS, {"facts": "申请涉及的材料共350页", "mode": "pages", "count": 350, "amount": 8700}, date(2022, 9, 15)),
        "P14": (replace(FACTS, story=EXPLAINED), {"reason": "材料数量很大，需要逐件审查", "until": "2022-12-30"}, date(2022, 9, 28)),
    }  # fmt: skip


def replies():
    """outcome -> (facts, fields, day) of a final letter that the gate passes."""
    held = replace(FACTS, disclosed=DISCLOSED)
    fields = {
        "disclosed": {"content": "江北智慧物流园一期项目备案证等材料", "attachments": ATTACHED},
        "already_public": {"places": [{"name": "《关于优化施工许可办理的通知》", "place": "本机关网站“政策文件”栏目"}]},
        "partial": {
            "facts": "经检索审批系统及工程档案，上述材料共38页，其中附表三载有第三方企业未公开的报价信息",
            "content": "前述材料中除附表三以外的内容",
            "withheld": [{"part": "附表三", "pages": 2, "ground": "third_party", "reason": "报价构成一旦公开将影响第三方后续投标，其理由成立，且不公开不会对公共利益造成重大影响"}],
            "separability": "附表三单独成页，抽出后不影响其余材料的完整。",
            "attachments": ATTACHED,
        },
        "state_secret": {"level": "secret", "ground": "《保守国家秘密法》第十三条第七项", "reason": "该信息已由定密责任人按规定程序确定密级，目前在保密期限内"},
        "barred_by_law": {"law": "中华人民共和国统计法", "article": "第二十五条", "reason": "所申请的是能够识别单个统计调查对象身份的资料"},
        "security_stability": {"which": "public", "reason": REASON},
        "third_party": {"interest": "trade", "reason": "报价构成一旦公开将影响第三方后续投标，其理由成立"},
        "internal_affairs": {"which": "personnel", "reason": "所申请的是年度考核评议的打分表，只用于内部人事管理，不对外产生影响"},
        "process_information": {"which": "minutes", "reason": "所申请的是决定作出以前的会议讨论记录，公开会妨碍参会人员坦率发表意见", "checked": "行政许可法和城乡规划的有关规章"},
        "enforcement_file": {"file": "某建筑公司未批先建一案", "reason": "案卷中的调查笔录在案件办理中形成，公开会影响尚未终结的调查", "checked": "行政处罚法及有关规章", "route": "依照行政处罚法的规定到本机关政策法规科查阅案卷"},
        "special_access": {"law": "不动产登记暂行条例", "article": "第二十七条", "office": "楚江市不动产登记中心（云梦大道3号）"},
        "not_held": {},
        "not_responsible": {"reason": "所申请的信息由楚江市自然资源局制作", "organ": "楚江市自然资源局", "contact": "0700-3600100"},
        "must_be_made": {"reason": "本机关没有按街道分类统计的资料，需要从原始档案逐件摘录汇总"},
        "unclear_after_supplement": {"second": "补正后仍没有写明项目名称、年份或者其他可以用来查找的特征"},
        "petition": {"reason": "你单位要求查处某公司的违法建设，是举报事项", "channel": "12345政务服务便民热线提出"},
        "repeat": {"reason": "两次申请的项目、材料名称完全相同"},
        "reissue": {"reason": "你单位已于2022年6月取得该备案证，现要求加盖印章重新出具"},
        "publication": {"publication": "楚江年鉴（2021）", "place": "楚江市图书馆二楼地方文献室借阅"},
        "abusive_volume": {"facts": "自2022年8月以来先后提交申请42件", "reason": "说明的用途与所申请的信息没有联系"},
        "supplement_lapsed": {},
        "fee_unpaid": {},
        "not_government_information": {"reason": "所申请的是对政策的咨询，不是已有记录的信息"},
        "other": {"reason": "申请人已经死亡，近亲属没有要求继续办理"},
    }  # fmt: skip
    heard = replace(FACTS, story=HEARD_STORY)
    cases = dict.fromkeys(fields, (FACTS, IN_TIME)) | {
        "disclosed": (held, IN_TIME),
        "partial": (replace(heard, disclosed=DISCLOSED), DECIDED),
        "third_party": (heard, DECIDED),
        "not_held": (replace(FACTS, story=replace(STORY, searches=(SEARCH,))), IN_TIME),
        "unclear_after_supplement": (replace(FACTS, story=SUPPLEMENTED), DECIDED),
        "repeat": (replace(FACTS, earlier=EarlierReply("楚审依复〔2022〕3号", date(2022, 5, 6))), IN_TIME),
        "abusive_volume": (replace(FACTS, story=EXPLAINED), IN_TIME),
        "supplement_lapsed": (replace(FACTS, story=WAITING), date(2022, 10, 8)),
        "fee_unpaid": (replace(FACTS, story=CHARGED), DECIDED),
    }
    reviewed = {name: (replace(facts, outcome=name), on) for name, (facts, on) in cases.items()}
    return {name: (facts, fields[name], on) for name, (facts, on) in reviewed.items()}


def corrections():
    """outcome -> (facts, fields, day) of letters about one's own records (art. 41)."""
    facts = replace(
        FACTS, kind="correction", applicant=PERSON, description="登记表中本人的出生日期与身份证不一致"
    )
    common = {"record": "登记表中的出生日期", "reason": "申请人提交的身份证和户口簿与登记表不一致"}
    return {
        "corrected": (replace(facts, outcome="corrected"), common | {"result": "corrected", "content": "出生日期改为1990年3月7日"}, IN_TIME),
        "correction_refused": (replace(facts, outcome="correction_refused"), common | {"result": "correction_refused"}, IN_TIME),
        "correction_transferred": (replace(facts, outcome="correction_transferred"), common | {"result": "correction_transferred", "receiver": "楚江市公安局（0700-3600110）"}, IN_TIME),
    }  # fmt: skip


FORMS = {
    "P1": (replace(FACTS, story=replace(STORY, decision=Decision("disclosed", DECIDED, 1))), {"remark": "附件一份"}, RECEIVED),
    "P7": (replace(FACTS, story=HEARD_STORY, ref="c1", consulted=THIRD), {}, None),
    "A1": (replace(FACTS, applicant=PERSON), {}, None),
    "R1": (FACTS, {"attribute": "on_request", "reason": "涉及企业报价，依申请公开", "secrecy": "不涉及国家秘密", "secrecy_by": "许蕾"}, DECIDED),
    "R2": (FACTS, {"receiver": "楚江市图书馆", "handed_by": "王静文", "records": [{"name": "《施工许可办理指南》", "number": "楚审发〔2022〕7号", "date": "2022-06-01", "copies": 2, "carrier": "纸质"}]}, DECIDED),
}  # fmt: skip
