"""实体文书（D）：对申请作出答复，最终决定，写救济途径。每一种结果对应的文书由 law.outcomes 定。"""

from mingtang.disclosure.letters.catalogue.choices import (
    CORRECTIONS,
    DELIVERY,
    FORMS,
    INTERESTS,
    INTERNAL,
    PROCESS,
    SAFETY,
    SECRECY,
    WITHHELD,
)
from mingtang.disclosure.letters.catalogue.kind import LetterKind
from mingtang.disclosure.letters.fields import Field
from mingtang.law.outcomes import OUTCOMES

_DELIVERY = Field("delivery", "送达方式", "choice", False, "不选的，按申请人要求的途径。", DELIVERY)
_FACTS = Field("facts", "查明事实", "long", help="写检索到什么、在哪里。")
_OPTIONAL_FACTS = Field("facts", "查明事实", "long", False, "写检索到什么、在哪里。")
_REASON = Field("reason", "理由", "long", help="针对这一件信息写，不能只抄条文。")
_ATTACHMENTS = Field(
    "attachments", "附件", "list", help="名称和页数与案卷一致。",
    columns=(Field("name", "名称"), Field("pages", "页数", "int", False)),
)  # fmt: skip
_FORM = Field("form", "提供形式", "choice", False, "不选的，按申请人要求的形式。", FORMS)
_INSPECT = Field("inspect", "查阅的时间、地点", "text", False, "选查阅、抄录时填写。")
_LAW = Field("law", "法律、行政法规名称", "text", help="写全称，不加书名号。")
_ARTICLE = Field("article", "条款", "text", help="写到款、项，如第二十三条第一款。")


def _reply(code: str, title: str, label: str, *fields: Field, suffix: str = "复") -> LetterKind:
    outcomes = tuple(name for name, outcome in OUTCOMES.items() if outcome.letter == code)
    return LetterKind(
        code, title, label, suffix, "applicant", (*fields, _DELIVERY),
        outcomes=outcomes, event="replied", act="decided", final=True, remedy=True,
    )  # fmt: skip


_REFUSED = "政府信息公开申请不予公开答复书"
_UNABLE = "政府信息公开申请无法提供告知书"

REPLIES = (
    _reply("D1", "政府信息公开申请予以公开答复书", "答复书（予以公开）", _OPTIONAL_FACTS,
           Field("content", "提供的信息", "long", help="写名称、文号；有附件的与附件一致。"),
           _FORM, _INSPECT, Field("attachments", "附件", "list", False, columns=_ATTACHMENTS.columns)),
    _reply("D2", "政府信息公开申请已主动公开答复书", "答复书（已主动公开）", _OPTIONAL_FACTS,
           Field("places", "获取途径", "list", help="写到能直接找到：网址、公报期号、查阅地点。",
                 columns=(Field("name", "信息名称"), Field("place", "在哪里获取")))),
    _reply("D3", "政府信息公开申请部分公开答复书", "答复书（部分公开）", _FACTS,
           Field("content", "公开的部分", "long", help="如“前述材料中除附表三以外的内容”。"),
           Field("withheld", "不予公开的部分", "list", help="逐部分写明结果和理由。",
                 columns=(Field("part", "部分"), Field("ground", "不公开的情形", "choice", options=WITHHELD),
                          Field("reason", "理由", "long"), Field("pages", "页数", "int", False))),
           Field("separability", "能够区分处理的说明", "long", help="写明不公开的部分怎样分开、分开后是否完整。"),
           _FORM, _INSPECT, _ATTACHMENTS),
    _reply("D4", _REFUSED, "答复书（国家秘密）", _OPTIONAL_FACTS,
           Field("level", "密级", "choice", options=SECRECY),
           Field("ground", "定密依据", "text", help="写保密法和定密事项范围的条款，不写秘密内容。"), _REASON),
    _reply("D5", _REFUSED, "答复书（法律、行政法规禁止公开）", _OPTIONAL_FACTS, _LAW, _ARTICLE, _REASON),
    _reply("D6", _REFUSED, "答复书（三安全一稳定）", _OPTIONAL_FACTS,
           Field("which", "危及哪一项", "choice", options=SAFETY), _REASON),
    _reply("D7", _REFUSED, "答复书（第三方合法权益）", _OPTIONAL_FACTS,
           Field("interest", "涉及的权益", "choice", options=INTERESTS), _REASON),
    _reply("D8", _REFUSED, "答复书（内部事务信息）", _OPTIONAL_FACTS,
           Field("which", "哪一类", "choice", options=INTERNAL), _REASON),
    _reply("D9", _REFUSED, "答复书（过程性信息）", _OPTIONAL_FACTS,
           Field("which", "哪一类", "choice", options=PROCESS), _REASON,
           Field("checked", "核对过的规定", "text", help="写核对了哪些法律、法规、规章，均未规定应当公开。")),
    _reply("D10", _REFUSED, "答复书（行政执法案卷）", _OPTIONAL_FACTS, Field("file", "案卷", "text"), _REASON,
           Field("checked", "核对过的规定", "text", help="写核对了哪些法律、法规、规章，均未规定应当公开。"),
           Field("route", "当事人阅卷的途径", "text", False)),
    _reply("D11", "政府信息公开申请查询事项告知书", "告知书（依特别规定查询）", _OPTIONAL_FACTS, _LAW, _ARTICLE,
           Field("office", "办理查询的机构和地点", "text")),
    _reply("D12", "政府信息公开申请信息不存在告知书", "告知书（信息不存在）",
           Field("facts", "检索经过", "long", False, "检索记录自动写入，需要补充的写在这里。")),
    _reply("D13", "政府信息公开申请非本机关负责公开告知书", "告知书（非本机关负责公开）", _REASON,
           Field("organ", "负责公开的机关", "text", False, "能够确定的必须写。"),
           Field("contact", "该机关联系方式", "text", False),
           Field("unknown", "不能确定的原因", "text", False, "确定不了负责机关时写明原因。")),
    _reply("D14", _UNABLE, "告知书（需要另行制作）", _REASON),
    _reply("D15", _UNABLE, "告知书（补正后仍不明确）",
           Field("first", "原申请哪里不明确", "long", False, "不填的，写补正告知书列出的事项。"),
           Field("second", "补正后哪里仍不明确", "long")),
    _reply("D16", "不作为政府信息公开申请处理告知书", "告知书（信访、投诉、举报）", _REASON,
           Field("channel", "相应的渠道", "text", False, "条例规定可以告知。")),
    _reply("D17", "政府信息公开申请公开出版物获取途径告知书", "告知书（公开出版物）",
           Field("publication", "出版物名称", "text"), Field("place", "获取的途径", "text")),
    _reply("D18", "政府信息公开申请不予重复处理告知书", "告知书（不予重复处理）",
           Field("reason", "理由", "long", False, "两次申请为什么是相同信息；要求确认、重新出具的，写明此前怎样取得。")),
    _reply("D19", "政府信息公开申请不予处理告知书", "告知书（无正当理由大量反复申请）",
           Field("facts", "数量、频次", "long"), _REASON),
    _reply("D20", "政府信息公开申请不再处理告知书", "告知书（不再处理）",
           Field("facts", "补充说明", "long", False)),
    _reply("D21", "政府信息公开申请处理告知书", "告知书（不属于政府信息等）", _REASON),
    LetterKind(
        "D22", "政府信息更正申请告知书", "更正、转送告知书", "更", "applicant",
        (
            Field("result", "处理结果", "choice", options=CORRECTIONS),
            Field("record", "申请更正的信息", "long"),
            Field("content", "更正的内容", "long", False, "予以更正的填写。"),
            Field("receiver", "转送的机关", "text", False, "转送的填写名称和联系方式。"),
            _REASON,
            _DELIVERY,
        ),
        outcomes=tuple(code for code, _ in CORRECTIONS), event="replied", act="decided", final=True, remedy=True,
    ),
)  # fmt: skip
