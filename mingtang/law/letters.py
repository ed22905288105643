"""文书：依申请公开用到的每一种文书，编号、名称、依据、要写的内容、要不要写救济途径。

程序性文书（P）不写救济途径；答复类文书（D）写。D22 用于更正申请。The full official list could not be read; titles are the
office's own, the duties behind each come from the articles cited.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from mingtang.law.cite import Cite
from mingtang.law.fees import MAY_CHARGE, NO_SEPARATE_REMEDY, UNPAID
from mingtang.law.outcomes import ABANDONED, NOT_INFORMATION, OUTCOMES
from mingtang.law.sources import regulation

COMMON_FIELDS = (
    "文号",
    "抬头",
    "收到日期和渠道",
    "申请内容原文",
    "查明的事实",
    "条款（写到款、项）",
    "决定",
    "署名",
    "成文日期",
    "送达方式",
)


@dataclass(frozen=True)
class Letter:
    """一种文书。``fields`` 是除共同要素外要写的内容；``remedy`` 为真的写救济途径。"""

    code: str
    title: str
    cites: tuple[Cite, ...]
    fields: tuple[str, ...]
    remedy: bool


_REGISTERED = regulation("第四十五条", "政府信息公开申请登记、审核、办理、答复、归档的工作制度")
_RECEIVED = regulation("第三十一条", "行政机关收到政府信息公开申请的时间，按照下列规定确定")
_SUPPLEMENT = regulation("第三十条", "一次性告知申请人作出补正，说明需要补正的事项和合理的补正期限")
_REASONS = regulation("第三十五条", "行政机关可以要求申请人说明理由")
_EXTENDED = regulation("第三十三条第二款", "应当经政府信息公开工作机构负责人同意并告知申请人")
_CONSULT = regulation("第三十二条", "行政机关应当书面征求第三方的意见")
_NOT_COUNTED = regulation("第三十三条第三款", "征求第三方和其他机关意见所需时间不计算在前款规定的期限内")
_OVERRIDE = regulation("第三十二条", "将决定公开的政府信息内容和理由书面告知第三方")
_CO_MAKER = regulation("第三十四条", "逾期未提出意见的视为同意公开")
_OTHER_ORGAN = regulation("第十一条第一款", "应当与有关机关协商、确认")
_DELAYED = regulation("第三十五条", "可以确定延迟答复的合理期限并告知申请人")
_CORRECTION = regulation("第四十一条", "审核属实的，应当予以更正并告知申请人")

_PROCEDURE = (
    ("P1", "政府信息公开申请登记表", (_REGISTERED,), ("收件编号", "渠道", "提交和收到日期", "到期日", "承办人", "各环节")),
    ("P2", "政府信息公开申请接收回执", (_RECEIVED,), ("收件编号", "收到日期", "法定到期日", "查询码")),
    ("P3", "政府信息公开申请补正告知书", (_SUPPLEMENT, ABANDONED), ("收到日期", "逐项补正事项", "补正期限", "逾期后果", "提交办法")),
    ("P4", "政府信息公开申请说明理由告知书", (_REASONS,), ("数量频次", "要说明的内容", "期限", "后果")),
    ("P5", "政府信息公开申请延期答复告知书", (_EXTENDED,), ("收到日期", "原到期日", "新到期日", "理由", "负责人同意")),
    ("P6", "政府信息公开申请征求意见书（第三方）", (_CONSULT,), ("所涉信息", "15个工作日", "逾期后果", "答复单")),
    ("P7", "政府信息公开申请征求意见答复单", (_CONSULT,), ("同意或者不同意", "理由", "签章", "日期")),
    ("P8", "政府信息公开申请征求意见告知书（申请人）", (_NOT_COUNTED,), ("已征求意见", "所需时间不计入")),
    ("P9", "政府信息依申请公开告知书（第三方）", (_OVERRIDE,), ("决定公开的内容", "理由")),
    ("P10", "政府信息公开申请征求意见书（共同制作机关）", (_CO_MAKER,), ("所涉信息", "15个工作日", "逾期视为同意公开")),
    ("P11", "政府信息公开申请协办函", (_OTHER_ORGAN, _NOT_COUNTED), ("协办问题", "答复日期")),
    ("P12", "政府信息公开申请收费通知书", (MAY_CHARGE, NO_SEPARATE_REMEDY), ("依据", "标准", "计费步骤", "数额", "缴纳方式", "缴费期限", "逾期后果")),
    ("P14", "政府信息公开申请延迟答复告知书", (_DELAYED,), ("理由合理", "新的答复日期")),
)  # fmt: skip
_REPLIES = (
    ("D1", "政府信息公开申请答复书（予以公开）", "disclosed", ("提供的内容", "形式", "页数和附件", "途径")),
    ("D2", "政府信息公开申请答复书（已主动公开）", "already_public", ("网址、公报期号或者地点",)),
    ("D3", "政府信息公开申请答复书（部分公开）", "partial", ("公开的部分", "不予公开的部分", "逐部分理由")),
    ("D4", "政府信息公开申请答复书（国家秘密）", "state_secret", ("保密依据", "密级")),
    ("D5", "政府信息公开申请答复书（法律行政法规禁止）", "barred_by_law", ("法律、行政法规名称和条款",)),
    ("D6", "政府信息公开申请答复书（三安全一稳定）", "security_stability", ("四项中的哪一项", "理由")),
    ("D7", "政府信息公开申请答复书（第三方权益）", "third_party", ("征求意见经过", "合理理由")),
    ("D8", "政府信息公开申请答复书（内部事务信息）", "internal_affairs", ("三类中的哪一类",)),
    (
        "D9",
        "政府信息公开申请答复书（过程性信息）",
        "process_information",
        ("四类中的哪一类", "没有应当公开的规定"),
    ),
    ("D10", "政府信息公开申请答复书（行政执法案卷）", "enforcement_file", ("案件", "当事人阅卷的途径")),
    ("D11", "政府信息公开申请告知书（业务查询）", "special_access", ("法律、行政法规", "查询地点")),
    ("D12", "政府信息公开申请告知书（信息不存在）", "not_held", ("检索范围和方法",)),
    (
        "D13",
        "政府信息公开申请告知书（不属本机关负责公开）",
        "not_responsible",
        ("理由", "负责机关名称和联系方式"),
    ),
    ("D14", "政府信息公开申请告知书（需加工分析）", "must_be_made", ("为什么不是现成信息",)),
    ("D15", "政府信息公开申请告知书（补正后仍不明确）", "unclear_after_supplement", ("两次内容",)),
    ("D16", "政府信息公开申请告知书（信访投诉举报）", "petition", ("相应渠道",)),
    ("D17", "政府信息公开申请告知书（公开出版物）", "publication", ("获取地点",)),
    ("D18", "政府信息公开申请告知书（不予重复处理）", "repeat", ("前次文号和日期",)),
    (
        "D19",
        "政府信息公开申请告知书（不予处理）",
        "abusive_volume",
        ("数量频次", "收到的说明", "为什么不合理"),
    ),
    ("D20", "政府信息公开申请告知书（不再处理）", "supplement_lapsed", ("告知和期限的日期",)),
    ("D21", "政府信息公开申请告知书（不属于政府信息）", "not_government_information", ("理由",)),
)
_EXTRA_CITES = {"D20": (UNPAID,), "D21": (NOT_INFORMATION,)}

LETTERS: Mapping[str, Letter] = {
    **{code: Letter(code, title, cites, fields, code == "P9") for code, title, cites, fields in _PROCEDURE},
    **{
        code: Letter(
            code,
            title,
            tuple(dict.fromkeys((*OUTCOMES[outcome].articles, *_EXTRA_CITES.get(code, ())))),
            fields,
            True,
        )
        for code, title, outcome, fields in _REPLIES
    },
    "D22": Letter("D22", "政府信息更正告知书", (_CORRECTION,), ("更正结果或者转送机关",), True),
}
