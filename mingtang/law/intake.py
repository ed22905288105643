"""受理：申请要有的三组内容、能向谁提、是不是重复、要不要建议主动公开。"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from mingtang.law.cite import Cite
from mingtang.law.sources import practice, regulation


@dataclass(frozen=True)
class Element:
    """申请的一组必备内容；缺了走补正，不能不理。"""

    code: str
    label: str
    cite: Cite


ELEMENTS: Mapping[str, Element] = {
    element.code: element
    for element in (
        Element("name", "姓名或者名称", regulation("第二十九条第二款第一项", "申请人的姓名或者名称")),
        Element("identity_proof", "身份证明", regulation("第二十九条第二款第一项", "身份证明")),
        Element("contact", "联系方式", regulation("第二十九条第二款第一项", "联系方式")),
        Element(
            "description",
            "名称、文号或者其他特征性描述",
            regulation("第二十九条第二款第二项", "名称、文号或者便于行政机关查询的其他特征性描述"),
        ),
        Element(
            "form_wanted",
            "形式要求（获取的方式、途径）",
            regulation("第二十九条第二款第三项", "形式要求，包括获取信息的方式、途径"),
        ),
    )
}


def missing_elements(given: Collection[str]) -> tuple[Element, ...]:
    """申请里还缺哪几项（``given`` 为已有各项的代码）；缺项一次性告知补正。"""
    return tuple(element for code, element in ELEMENTS.items() if code not in given)


REPEAT = regulation(
    "第三十六条第六项", "行政机关已就申请人提出的政府信息公开申请作出答复、申请人重复申请公开相同政府信息的"
)


def is_repeat(*, same_applicant: bool, same_information: bool, replied_before: bool) -> bool:
    """三个条件同时满足才是重复申请：同一申请人、相同信息、此前已经答复。

    Whether the information is the same is for a person to say; see ``people``.
    """
    return same_applicant and same_information and replied_before


MANY_APPLICANTS = regulation("第四十四条第一款", "多个申请人就相同政府信息向同一行政机关提出公开申请")
MANY = practice("多个申请人", "两个以上申请人申请相同信息且可以公开的，提出纳入主动公开的建议。")
SUGGESTED = regulation("第四十四条第二款", "行政机关经审核认为属于主动公开范围的，应当及时主动公开")


def suggests_publication(*, applicants: int, disclosable: bool) -> bool:
    """该不该建议纳入主动公开：两个以上申请人、相同信息、可以公开。"""
    return applicants >= 2 and disclosable


STAGES = ("登记", "审核", "办理", "答复", "归档")
STAGES_CITE = regulation("第四十五条", "政府信息公开申请登记、审核、办理、答复、归档的工作制度")
HELP_TO_READ = regulation("第四十三条", "存在阅读困难或者视听障碍的，行政机关应当为其提供必要的帮助")
FORM_OF_COPY = regulation(
    "第四十条", "可以通过电子数据以及其他适当形式提供，或者安排申请人查阅、抄录相关政府信息"
)
