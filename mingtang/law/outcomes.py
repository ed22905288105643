"""处理结果：每一种结果依据哪一条、用哪份文书、计入年度报告表三的哪一行、是不是不予公开。

Read as a table. ``row`` is the key of a row of table three (国办公开办函〔2021〕30号), ``letter`` the code of the letter,
``refusal`` the article (14, 15 or 16) when the outcome withholds information under it: those outcomes must go through
行政复议 before a court since 2024-01-01.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from mingtang.law.cite import Cite
from mingtang.law.fees import MAY_CHARGE, UNPAID
from mingtang.law.sources import document, practice, regulation


@dataclass(frozen=True)
class Outcome:
    """一种处理结果。``final`` 为真的是最终决定，文书要写救济途径。"""

    code: str
    label: str
    articles: tuple[Cite, ...]
    row: str
    letter: str
    refusal: int = 0
    final: bool = True
    note: str = ""

    @property
    def withholds(self) -> bool:
        """Whether it withholds all of the information under art. 14, 15 or 16."""
        return self.refusal != 0


REFUSED = regulation("第三十六条第三项", "告知申请人不予公开并说明理由")
SECRET = regulation("第十四条", "依法确定为国家秘密的政府信息")
BARRED = regulation("第十四条", "法律、行政法规禁止公开的政府信息")
ENDANGERS = regulation("第十四条", "可能危及国家安全、公共安全、经济安全、社会稳定的政府信息，不予公开")
THIRD_PARTY = regulation("第十五条", "对第三方合法权益造成损害的政府信息，行政机关不得公开")
THIRD_PARTY_REFUSED = regulation("第三十二条", "第三方不同意公开且有合理理由的，行政机关不予公开")
INTERNAL = regulation(
    "第十六条第一款", "行政机关的内部事务信息，包括人事管理、后勤管理、内部工作流程等方面的信息，可以不予公开"
)
PROCESS = regulation(
    "第十六条第二款", "讨论记录、过程稿、磋商信函、请示报告等过程性信息以及行政执法案卷信息，可以不予公开"
)
SEVERED = regulation(
    "第三十七条",
    "能够作区分处理的，行政机关应当向申请人提供可以公开的政府信息内容，并对不予公开的内容说明理由",
)
UNCLEAR = regulation("第三十条", "政府信息公开申请内容不明确的，行政机关应当给予指导和释明")
ELEMENTS = regulation("第二十九条第二款", "政府信息公开申请应当包括下列内容")
ABANDONED = regulation(
    "第三十条", "申请人无正当理由逾期不补正的，视为放弃申请，行政机关不再处理该政府信息公开申请"
)
NOT_INFORMATION = regulation(
    "第二条", "行政机关在履行行政管理职能过程中制作或者获取的，以一定形式记录、保存的信息"
)
ROW_OTHER = document("国办公开办函〔2021〕30号", "表三", "（六）其他处理 3.其他", note="归入本行的口径为推定")
WITHDRAWN = practice("撤回申请", "申请人书面撤回的，办结，计入其他处理。")
REISSUE = practice(
    "要求确认或者重新出具",
    "条例没有专条，依据第二条、第三十六条第六项、第三十八条说明理由，计入不予处理第5项。",
)

_ALL = (
    Outcome(
        "disclosed",
        "予以公开",
        (
            regulation(
                "第三十六条第二项",
                "可以公开的，向申请人提供该政府信息，或者告知申请人获取该政府信息的方式、途径和时间",
            ),
        ),
        "granted",
        "D1",
    ),
    Outcome(
        "already_public",
        "已主动公开",
        (regulation("第三十六条第一项", "已经主动公开的，告知申请人获取该政府信息的方式、途径"),),
        "granted",
        "D2",
    ),
    Outcome(
        "partial",
        "部分公开",
        (SEVERED, REFUSED),
        "partial",
        "D3",
        note="只计这一行；另引第十四至十六条的具体理由",
    ),
    Outcome("state_secret", "属于国家秘密", (SECRET, REFUSED), "d1", "D4", 14),
    Outcome("barred_by_law", "其他法律行政法规禁止公开", (BARRED, REFUSED), "d2", "D5", 14),
    Outcome("security_stability", "危及“三安全一稳定”", (ENDANGERS, REFUSED), "d3", "D6", 14),
    Outcome("third_party", "保护第三方合法权益", (THIRD_PARTY, THIRD_PARTY_REFUSED, REFUSED), "d4", "D7", 15),
    Outcome("internal_affairs", "属于三类内部事务信息", (INTERNAL, REFUSED), "d5", "D8", 16),
    Outcome("process_information", "属于四类过程性信息", (PROCESS, REFUSED), "d6", "D9", 16),
    Outcome("enforcement_file", "属于行政执法案卷", (PROCESS, REFUSED), "d7", "D10", 16),
    Outcome(
        "special_access",
        "属于行政查询事项",
        (regulation("第三十六条第七项", "告知申请人依照有关法律、行政法规的规定办理"),),
        "d8",
        "D11",
        note="表三列在不予公开，但不是第十四至十六条的不予公开，不适用复议前置",
    ),
    Outcome(
        "not_held",
        "本机关不掌握（不存在）",
        (regulation("第三十六条第四项", "经检索没有所申请公开信息的，告知申请人该政府信息不存在"),),
        "u1",
        "D12",
    ),
    Outcome(
        "not_responsible",
        "不属于本机关负责公开",
        (
            regulation("第三十六条第五项", "不属于本行政机关负责公开的，告知申请人并说明理由"),
            regulation("第十条第一款", "由制作该政府信息的行政机关负责公开"),
        ),
        "u1",
        "D13",
    ),
    Outcome(
        "must_be_made",
        "没有现成信息需要另行制作",
        (regulation("第三十八条", "需要行政机关对现有政府信息进行加工、分析的，行政机关可以不予提供"),),
        "u2",
        "D14",
    ),
    Outcome("unclear_after_supplement", "补正后申请内容仍不明确", (UNCLEAR, ELEMENTS), "u3", "D15"),
    Outcome(
        "petition",
        "信访举报投诉类申请",
        (
            regulation(
                "第三十九条第一款", "应当告知申请人不作为政府信息公开申请处理并可以告知通过相应渠道提出"
            ),
        ),
        "n1",
        "D16",
    ),
    Outcome(
        "repeat",
        "重复申请",
        (regulation("第三十六条第六项", "申请人重复申请公开相同政府信息的，告知申请人不予重复处理"),),
        "n2",
        "D18",
    ),
    Outcome(
        "publication",
        "要求提供公开出版物",
        (regulation("第三十九条第二款", "政府公报、报刊、书籍等公开出版物的，行政机关可以告知获取的途径"),),
        "n3",
        "D17",
    ),
    Outcome(
        "abusive_volume",
        "无正当理由大量反复申请",
        (regulation("第三十五条", "行政机关认为申请理由不合理的，告知申请人不予处理"),),
        "n4",
        "D19",
    ),
    Outcome(
        "reissue",
        "要求确认或重新出具已获取信息",
        (REISSUE, NOT_INFORMATION),
        "n5",
        "D18",
        note="条例没有专条",
    ),
    Outcome("supplement_lapsed", "逾期不补正", (ABANDONED,), "o1", "D20"),
    Outcome("fee_unpaid", "逾期未缴费", (MAY_CHARGE, UNPAID), "o2", "D20"),
    Outcome("withdrawn", "申请人撤回", (WITHDRAWN, ROW_OTHER), "o3", "", final=False),
    Outcome("not_government_information", "不属于政府信息", (NOT_INFORMATION, ROW_OTHER), "o3", "D21"),
    Outcome("other", "其他", (ROW_OTHER,), "o3", "D21"),
)
OUTCOMES: Mapping[str, Outcome] = {outcome.code: outcome for outcome in _ALL}
