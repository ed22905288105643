"""依申请公开各数的说法：收到、办结、结转、各种结果。写法与量对照，自上而下，先中先得。"""

import re
from dataclasses import dataclass
from functools import cache

from mingtang.law.annual_report.claims.claim import COUNT

_RECEIVE = r"(?:收到|受理|接收|接到|新收|收悉)"
_GAP = r"[^,;、()\d]"  # not across an item of a list
_NOT_OURS = r"(?!.*(?:建议|提案|信访|投诉|举报|热线|工单|咨询|留言|许可|备案|补正|撤回|复议|诉讼|答辩|征求))"
_NO_CHANNEL = (
    r"(?!.*(?:网络|网上|线上|互联网|当面|现场|窗口|信函|邮寄|邮政|邮件|传真|书面|平台|在线|口头|来信|EMS))"
)
_NO_PERSON = (
    r"(?!.*(?:自然人|商业企业|科研机构|公益组织|法律服务|个人|群众|律师|企业|公民(?![、和与或及法])))"
)
_WHOLE = _NOT_OURS + _NO_CHANNEL + _NO_PERSON
_FINISHED = r"(?:办结|答复|办理完毕|办理完成|回复)"
_MODIFIERS = r"(?:办理|已经|已|共计|共|均|全部|按期|按时|依法|依规|如期|实际|合计|总计|现|并|当年|年内|内)"
_OPENING = rf"(?:^|.*?(?:年度?|全年|[局委办厅所院镇乡]|机关|单位|中心|政府|申请|公开|时限|期限)){_MODIFIERS}*"
_OBJECT = r"(?:了|政府信息公开|信息公开|依申请公开|申请|事项|共计|共|计|数量|总数|为|合计|:)*"
_IS = r"(?:的|为|有|是|系|:|申请|政府信息|信息|了|答复|答复的)*"


@dataclass(frozen=True, slots=True)
class Saying:
    """一种写法。没有数字组的写法说的是 0。``whole`` 的写法在“其中”之后不算数。"""

    quantity: str
    pattern: re.Pattern[str]
    whole: bool = False


def _whole(quantity: str, pattern: str) -> Saying:
    return Saying(quantity, re.compile(pattern), whole=True)


def _part(quantity: str, pattern: str) -> Saying:
    return Saying(quantity, re.compile(pattern))


@cache
def carried(year: int | None) -> tuple[Saying, ...]:
    """Carried in and carried out; last and next year may be named by their number."""
    last = rf"(?:上一?年度?|去年|{year - 1 if year else '20xx'}年度?)"
    following = rf"(?:下一?年度?|次年度?|明年|{year + 1 if year else '20xx'}年度?)"
    onward = rf"结转[至到下入]?(?:{following}|年度?)"
    return (
        _part("carried_in", rf"{last}度?结转(?:[至到]?(?:今|本)年)?{_GAP}{{0,14}}?{COUNT}"),
        _part("carried_in", rf"{COUNT}{_IS}{last}结转"),
        _part("carried_in", rf"(?:无|没有){last}度?结转"),
        _part("carried_in", rf"结转(?:自)?{last}{_GAP}{{0,10}}?{COUNT}"),
        _part("carried_out", rf"{onward}{_GAP}{{0,12}}?{COUNT}"),
        _part("carried_out", rf"{COUNT}{_GAP}{{0,10}}?{onward}"),
        _part("carried_out", rf"(?:无|没有|不存在)(?:申请|案件)?{onward}"),
        _part("carried_out", rf"(?:尚未办结|未办结|尚在办理|正在办理)(?:中|的)?{_IS}{COUNT}"),
        _part("carried_out", rf"{COUNT}(?:申请)?(?:仍|尚|还)?(?:正在办理|在办理|尚未办结|未办结|尚在办理)"),
    )


_NAMES = r"(?:政府信息公开申请|信息公开申请|依申请公开(?:政府信息)?(?:申请)?|申请公开(?:政府)?信息)"
RECEIVED = (
    _whole(
        "received",
        rf"^{_WHOLE}(?!.*(?:不予|部分|收费)).*?(?:未|没有|无)(?:有|曾)?{_RECEIVE}[^,;()\d]{{0,40}}?申请(?:情况|事项)?$",
    ),
    _whole(
        "received",
        rf"^{_NOT_OURS}(?:.*(?:年度?|[局委办厅]|机关|单位|中心))?(?:无|没有){_NAMES}(?:情况|事项|件)?$",
    ),
    _whole("received_or_all", rf"^{_WHOLE}.*?{_RECEIVE}[^,;()\d]{{0,40}}?申请{_GAP}{{0,12}}?{COUNT}"),
    _whole("received_or_all", rf"^{_WHOLE}.*?{_RECEIVE}{_GAP}{{0,20}}?{COUNT}{_GAP}{{0,20}}?申请"),
    _whole("received_or_all", rf"^{_WHOLE}.*?{_RECEIVE}{_GAP}{{0,20}}?依申请公开{_GAP}{{0,8}}?{COUNT}"),
    _whole(
        "received_or_all",
        rf"^{_WHOLE}(?:.*(?:年度?|[局委办厅]|全年))?的?(?:政府信息公开申请|依申请公开申请)(?:数量|总数|总量|共计|共|总计|合计|为|:)+{COUNT}",
    ),
    _whole(
        "handled",
        rf"^{_WHOLE}.*?(?:办理|处理)(?:了)?(?:政府信息公开申请|依申请公开(?:申请|事项|件)?){_IS}{COUNT}",
    ),
    _whole("handled", rf"^{_WHOLE}.*?(?:办理|处理)(?:了)?{COUNT}(?:政府信息公开申请|依申请公开)"),
)

DONE = (
    _part("done", rf"^其中:?(?:已|已经){_FINISHED}{_OBJECT}{COUNT}"),
    _part("done", rf"^(?:其中)?:?{COUNT}(?:申请)?(?:已|已经){_FINISHED}$"),
    _whole("done", rf"^{_NOT_OURS}{_OPENING}{_FINISHED}{_OBJECT}{COUNT}"),
    _whole("done", rf"^{_NOT_OURS}(?:.*申请)?{COUNT}(?:申请)?{_MODIFIERS}*(?:办结|答复|办理完毕)$"),
)

_RESULTS = {
    "granted": r"(?<!部分)(?<!不)(?:予以公开|同意公开)",
    "partial": r"(?<![和及与或])(?:部分(?:予以)?公开|予以部分公开)",
    "refused": r"不予公开",
    "unable": r"无法提供",
    "not_processed": r"不予处理",
    "others": r"其他处理",
    "d1": r"(?:属于)?国家秘密",
    "d2": r"法律、?行政法规禁止公开",
    "d3": r"(?:危及)?[“\"]?三安全一稳定[”\"]?",
    "d4": r"(?:保护)?第三方合法权益",
    "d5": r"(?:属于)?(?:三类)?内部事务信息",
    "d6": r"(?:属于)?(?:四类)?过程性信息",
    "d7": r"(?:属于)?行政执法案卷",
    "d8": r"(?:属于)?行政查询事项",
    "u1": r"(?:本机关)?不掌握(?:相关)?(?:政府)?信息",
    "u2": r"(?:没有现成信息)?需要?另行制作",
    "u3": r"补正后(?:申请内容)?仍不明确",
    "n1": r"信访、?举报、?投诉类(?:申请)?",
    "n2": r"重复申请",
    "n3": r"(?:要求提供)?公开出版物",
    "n4": r"(?:无正当理由)?大量反复申请",
    "n5": r"(?:确认或)?重新出具(?:已获取信息)?",
    "o1": r"(?:无正当理由)?逾期不补正",
    "o2": r"逾期未(?:按收费通知要求)?缴纳?费用?",
}
RESULTS = tuple(
    _part(quantity, pattern)
    for quantity, label in _RESULTS.items()
    for pattern in (rf"{label}{_IS}{COUNT}", rf"^(?:其中)?:?{COUNT}(?:为|系|是|属|因)?{label}")
)

_APPLICANTS = {
    "new.natural": "自然人",
    "new.legal": "法人(?:和|或|及|与|或者)其他组织",
    "new.enterprise": "商业企业",
    "new.research": "科研机构",
    "new.welfare": "社会公益组织",
    "new.legal_service": "法律服务机构",
}
APPLICANTS = tuple(
    _part(quantity, rf"{label}(?:提出|提交)?(?:的)?{_IS}{COUNT}") for quantity, label in _APPLICANTS.items()
)
