"""程序文书（P）和内部表单（A、R）：不作决定，不写救济途径；P9 除外，它决定公开第三方反对公开的信息。"""

from mingtang.disclosure.letters.catalogue.choices import ATTRIBUTES, DELIVERY, FEE_MODES
from mingtang.disclosure.letters.catalogue.kind import LetterKind
from mingtang.disclosure.letters.fields import Field
from mingtang.law.sources import regulation

_DELIVERY = Field("delivery", "送达方式", "choice", False, "不选的，按申请人要求的途径。", DELIVERY)
_REMARK = Field("remark", "备注", "long", False)
_ITEMS = Field(
    "items",
    "需要补正的事项",
    "list",
    help="一次写全，每一项说明怎样补。",
    columns=(
        Field("item", "事项", "long", help="缺什么，或者哪里不明确。"),
        Field("guidance", "怎样补正", "long", help="写到申请人照做就行。"),
    ),
)

_REVIEW = regulation("第十七条", "明确审查的程序和责任")
_TRANSFER = regulation("第二十五条", "及时向国家档案馆、公共图书馆提供主动公开的政府信息")
_APPLICATION = regulation("第二十九条第二款", "政府信息公开申请应当包括下列内容")

PROCEDURAL = (
    LetterKind("P1", "政府信息公开申请登记表", "申请登记表", "", "internal", (_REMARK,), family="form", act="registered"),
    LetterKind("P2", "政府信息公开申请接收回执", "接收回执", "回", "applicant", (_DELIVERY,), act="registered"),
    LetterKind(
        "P3", "政府信息公开申请补正告知书", "补正告知书", "补", "applicant",
        (
            _ITEMS,
            Field("deadline", "补正期限", "date", help="要合理，晚于告知书送到的日期。"),
            Field("how", "补正材料的提交办法", "text", False, "不填的，写本机关地址。"),
            _DELIVERY,
        ),
        event="supplement_asked", act="supplement_asked",
    ),
    LetterKind(
        "P4", "政府信息公开申请说明理由告知书", "说明理由告知书", "理", "applicant",
        (
            Field("facts", "数量、频次", "long", help="写明多长时间内申请了多少件、与通常相比怎样。"),
            Field("ask", "要说明的内容", "long"),
            Field("deadline", "说明期限", "date"),
            _DELIVERY,
        ),
        event="reasons_asked", act="reasons_asked",
    ),
    LetterKind(
        "P5", "政府信息公开申请延期答复告知书", "延期答复告知书", "延", "applicant",
        (
            Field("reason", "延期的理由", "long"),
            Field("workdays", "延长的工作日", "int", False, "不填的，按负责人同意的天数。"),
            _DELIVERY,
        ),
        event="extended", act="extended",
    ),
    LetterKind(
        "P6", "政府信息公开申请征求意见书", "征求意见书（第三方）", "征", "third_party",
        (
            Field("subject", "涉及第三方的信息", "long", help="写信息的名称和涉及的部分，不写申请人是谁。"),
            Field("interest", "可能涉及的权益", "text", False, "如商业秘密、个人隐私。"),
            _DELIVERY,
        ),
        event="consultation_sent", act="consultation_sent",
    ),
    LetterKind("P7", "政府信息公开申请征求意见确认函", "征求意见确认函", "", "organ", family="form"),
    LetterKind("P8", "政府信息公开申请征求意见告知书", "征求意见告知书（申请人）", "告", "applicant", (_DELIVERY,)),
    LetterKind(
        "P9", "政府信息依申请公开告知书", "依申请公开告知书（第三方）", "告", "third_party",
        (
            Field("content", "决定公开的内容", "long"),
            Field("reason", "公开的理由", "long", help="写明不公开对公共利益有什么重大影响，或者第三方的理由为什么不成立。"),
            _DELIVERY,
        ),
        outcomes=("disclosed", "partial"), remedy=True,
    ),
    LetterKind(
        "P10", "政府信息公开申请征求意见书", "征求意见书（共同制作机关）", "征", "other_organ",
        (Field("subject", "共同制作的信息", "long"), _DELIVERY),
        event="consultation_sent", act="consultation_sent",
    ),
    LetterKind(
        "P11", "政府信息公开申请协办函", "协办函", "函", "other_organ",
        (
            Field("questions", "需要协助的事项", "long"),
            Field("deadline", "答复日期", "date"),
            _DELIVERY,
        ),
        event="consultation_sent", act="consultation_sent",
    ),
    LetterKind(
        "P12", "政府信息公开申请收费通知书", "收费通知书", "费", "applicant",
        (
            Field("facts", "数量、频次", "long", help="写明为什么明显超过合理范围。"),
            Field("mode", "计收方式", "choice", options=FEE_MODES),
            Field("count", "本次件数或者页数", "int"),
            Field("previous", "当月此前件数", "int", False, "按件计收时填写，同一申请人各渠道合并计算。"),
            Field("amount", "应缴金额（元）", "money"),
            Field("how", "缴纳方式", "long", False, "不填的，按机关设置的缴纳方式。"),
            _DELIVERY,
        ),
        event="fee_notice", act="fee_notice",
    ),
    LetterKind(
        "P14", "政府信息公开申请延迟答复告知书", "延迟答复告知书", "延", "applicant",
        (
            Field("reason", "延迟答复的理由", "long"),
            Field("until", "答复日期", "date"),
            _DELIVERY,
        ),
        event="delayed", act="delayed",
    ),
)  # fmt: skip

FORMS = (
    LetterKind("A1", "政府信息公开申请表", "申请表", "", "organ", family="form", basis=(_APPLICATION,)),
    LetterKind(
        "R1", "政府信息公开审查呈批单", "审查呈批单", "", "internal",
        (
            Field("item", "信息名称", "text", False, "不填的，写申请公开的内容。"),
            Field("source", "信息来源", "text", False, "本机关制作、共同制作，或者从哪里获取。"),
            Field("attribute", "拟定公开属性", "choice", options=ATTRIBUTES),
            Field("reason", "理由和依据", "long"),
            Field("secrecy", "保密审查意见", "long"),
            Field("secrecy_by", "保密审查人", "text"),
        ),
        family="form", basis=(_REVIEW,),
    ),
    LetterKind(
        "R2", "主动公开政府信息移送明细表", "移送明细表", "", "internal",
        (
            Field("receiver", "接收单位", "text"),
            Field(
                "records", "移送的信息", "list",
                columns=(
                    Field("name", "名称"),
                    Field("number", "文号", required=False),
                    Field("date", "日期", "date", False),
                    Field("copies", "份数", "int"),
                    Field("carrier", "载体", "text", False),
                ),
            ),
            Field("handed_by", "移送人", "text"),
            Field("taken_by", "接收人", "text", False),
        ),
        family="form", basis=(_TRANSFER,),
    ),
)  # fmt: skip
