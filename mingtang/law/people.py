"""留给人判断的：法律用了“合理”“明显”“可能”这样的词，程序只提问，附上条文，不作决定。"""

from dataclasses import dataclass

from mingtang.law.cite import Cite
from mingtang.law.sources import regulation


@dataclass(frozen=True)
class Question:
    """一个要由人回答的问题，和它的条文。``who`` 是由谁判断。"""

    code: str
    question: str
    cite: Cite
    who: str


LEFT_TO_PEOPLE: tuple[Question, ...] = (
    Question(
        "is_government_information",
        "所申请的内容是不是本机关履行行政管理职能时制作或者获取、有记录的信息",
        regulation("第二条", "行政机关在履行行政管理职能过程中制作或者获取的，以一定形式记录、保存的信息"),
        "承办科室",
    ),
    Question(
        "who_discloses",
        "由哪个机关负责公开：制作、保存、最初获取，还是牵头制作的机关",
        regulation("第十条第一款", "由制作该政府信息的行政机关负责公开"),
        "承办科室",
    ),
    Question(
        "needs_approval",
        "公开这一信息是否需要有关机关批准或者确认",
        regulation("第十一条第二款", "需要批准的，经批准予以公开"),
        "承办科室",
    ),
    Question(
        "endangers_stability",
        "公开后是否可能危及国家安全、公共安全、经济安全、社会稳定",
        regulation("第十四条", "可能危及国家安全、公共安全、经济安全、社会稳定"),
        "主要负责人",
    ),
    Question(
        "harms_third_party",
        "公开是否会对第三方合法权益造成损害",
        regulation("第十五条", "公开会对第三方合法权益造成损害"),
        "承办科室",
    ),
    Question(
        "public_interest_prevails",
        "不公开是否会对公共利益造成重大影响",
        regulation("第三十二条", "行政机关认为不公开可能对公共利益造成重大影响的，可以决定予以公开"),
        "主要负责人",
    ),
    Question(
        "third_party_reasonable",
        "第三方不同意公开的理由是否合理；第三方逾期未答时是否公开",
        regulation("第三十二条", "第三方不同意公开且有合理理由的，行政机关不予公开"),
        "主要负责人",
    ),
    Question(
        "withhold_internal_or_process",
        "内部事务、过程性信息或者执法案卷，是否不予公开，有没有应当公开的规定",
        regulation("第十六条第二款", "法律、法规、规章规定上述信息应当公开的，从其规定"),
        "主要负责人",
    ),
    Question(
        "cannot_decide",
        "能不能确定可以公开；不能确定的报有关主管部门或者保密行政管理部门",
        regulation("第十七条第三款", "行政机关不能确定政府信息是否可以公开的"),
        "保密审查人",
    ),
    Question(
        "circumstances_changed",
        "不予公开的信息情势是否已经变化、可以公开",
        regulation("第十八条", "对因情势变化可以公开的政府信息应当公开"),
        "承办科室",
    ),
    Question(
        "concerns_public",
        "是否涉及公众利益调整、需要公众广泛知晓或者参与决策",
        regulation("第十九条", "涉及公众利益调整、需要公众广泛知晓或者需要公众参与决策"),
        "承办科室",
    ),
    Question(
        "is_clear",
        "申请内容是否明确，要补正哪些事项，补正期限多长合理",
        regulation("第三十条", "说明需要补正的事项和合理的补正期限"),
        "工作机构",
    ),
    Question(
        "good_reason_for_lateness",
        "申请人逾期不补正有没有正当理由",
        regulation("第三十条", "申请人无正当理由逾期不补正的"),
        "工作机构",
    ),
    Question(
        "extension_needed",
        "是否需要延长答复期限，延长几天",
        regulation("第三十三条第二款", "应当经政府信息公开工作机构负责人同意"),
        "工作机构负责人",
    ),
    Question(
        "excessive",
        "数量、频次是否明显超过合理范围，申请人的理由是否合理，延迟多久合理",
        regulation("第三十五条", "数量、频次明显超过合理范围"),
        "工作机构负责人",
    ),
    Question(
        "same_information",
        "与此前答复过的是不是相同政府信息",
        regulation("第三十六条第六项", "申请人重复申请公开相同政府信息"),
        "工作机构",
    ),
    Question(
        "severable",
        "能不能区分处理，哪些部分可以公开",
        regulation("第三十七条", "能够作区分处理的"),
        "承办科室",
    ),
    Question(
        "needs_processing",
        "提供的信息是否需要加工、分析",
        regulation("第三十八条", "需要行政机关对现有政府信息进行加工、分析的"),
        "承办科室",
    ),
    Question(
        "really_a_petition",
        "是不是以申请的形式进行信访、投诉、举报",
        regulation("第三十九条第一款", "以政府信息公开申请的形式进行信访、投诉、举报等活动"),
        "工作机构",
    ),
    Question(
        "form_of_copy",
        "按要求的形式提供会不会危及载体安全或者成本过高",
        regulation("第四十条", "可能危及政府信息载体安全或者公开成本过高的"),
        "承办科室",
    ),
    Question(
        "record_inaccurate",
        "与申请人自身相关的记录是否不准确，本机关有没有权更正",
        regulation("第四十一条", "审核属实的，应当予以更正并告知申请人"),
        "承办科室",
    ),
    Question(
        "charge",
        "要不要收取信息处理费，按件还是按量",
        regulation("第四十二条第一款", "行政机关可以收取信息处理费"),
        "工作机构负责人",
    ),
    Question(
        "make_proactive",
        "多人申请或者申请人建议的信息是否纳入主动公开",
        regulation("第四十四条第二款", "行政机关经审核认为属于主动公开范围的，应当及时主动公开"),
        "工作机构",
    ),
)


def question(code: str) -> Question:
    """按代码取问题。没有这个代码时抛出 KeyError。"""
    return {item.code: item for item in LEFT_TO_PEOPLE}[code]
