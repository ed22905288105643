"""2022年的十四件申请，内容虚构。结果和申请人类别与公布的年度报告相同：公开7、部分公开2、不掌握4、结转1。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Pause:
    """A consultation: sent, received by the other side, answered."""

    party: str
    name: str
    subject: str
    sent: date
    served: date
    answered: date
    answer: str
    reasons: str = ""


@dataclass(frozen=True)
class Script:
    """One request and what happened to it. Days not given follow the ordinary pace of the office."""

    title: str
    description: str
    applicant: tuple[str, str, str]  # kind, name, identity number
    channel: str
    submitted: date
    section: str
    outcome: str
    fields: dict[str, Any]
    signed: date | None = None
    confirmed: date | None = None
    delivery: str = "online"
    pace: int = 10  # working days from receipt to decision
    supplement: tuple[date, date, date] | None = None  # asked, deadline, received
    supplement_items: tuple[tuple[str, str], ...] = ()
    pause: Pause | None = None
    extension: tuple[date, date, date, int] | None = None  # proposed, approved, told, working days
    decided: date | None = None
    search: tuple[str, str, str, str] = ("", "本局审批业务系统、电子档案系统", "", "")
    attachments: tuple[tuple[str, int], ...] = ()


def _d(month: int, day: int, year: int = 2022) -> date:
    return date(year, month, day)


def _identity(n: int) -> str:
    """A well-formed, invented number: area code 429900 is not in use."""
    body = f"429900198{n % 10}0{1 + n % 9}1{n % 9 + 1}00{n % 10}"[:17].ljust(17, "1")
    weights = [2 ** (17 - i) % 11 for i in range(17)]
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, weights, strict=True)) % 11]


def _person(name: str, n: int) -> tuple[str, str, str]:
    return "natural", name, _identity(n)


GIVEN = "经检索，上述信息由本局在履行职责过程中制作，现予公开。"

SCRIPTS = (
    Script(
        "2021年度企业开办“一窗通”办件数量",
        "2021年1月至12月企业开办“一窗通”平台各月办件数量。",
        _person("罗文婷", 1),
        "web",
        _d(1, 24),
        "政务服务管理科",
        "disclosed",
        {"facts": GIVEN, "content": "《2021年企业开办办件数量统计表》"},
        confirmed=_d(1, 24),
        attachments=(("2021年企业开办办件数量统计表", 2),),
    ),
    Script(
        "市民中心停车场收费备案文件",
        "市民中心地下停车场收费标准的备案文件。",
        _person("何志远", 2),
        "counter",
        _d(2, 15),
        "政务服务管理科",
        "not_held",
        {},
        delivery="counter",
        search=(
            "办公室、政务服务管理科",
            "公文系统、合同档案",
            "停车场、收费、备案",
            "没有检索到本局制作或者保存的备案文件",
        ),
    ),
    Script(
        "工程建设项目审批流程图（第三版）",
        "市级工程建设项目审批流程图第三版及其施行通知。",
        _person("叶春生", 3),
        "ordinary_mail",
        _d(3, 2),
        "工程建设审批科",
        "already_public",
        {
            "places": [
                {
                    "name": "工程建设项目审批流程图（第三版）",
                    "place": "本局网站“办事服务—工程建设”栏目，2021年9月13日发布",
                }
            ]
        },
        confirmed=_d(3, 2),
        delivery="post",
        pace=6,
    ),
    Script(
        "滨河路12号地块建筑工程施工许可证",
        "滨河路12号地块项目的建筑工程施工许可证及其发证日期。",
        _person("覃立波", 4),
        "registered_mail",
        _d(3, 18),
        "工程建设审批科",
        "disclosed",
        {"facts": GIVEN, "content": "《建筑工程施工许可证》（滨河路12号地块项目）"},
        signed=_d(3, 21),
        delivery="post",
        attachments=(("建筑工程施工许可证", 1),),
    ),
    Script(
        "小区加装电梯的审批材料",
        "关于小区加装电梯的全部资料。",
        _person("石桂兰", 5),
        "oral",
        _d(4, 6),
        "工程建设审批科",
        "disclosed",
        {"facts": GIVEN, "content": "《既有住宅加装电梯联合审查意见》"},
        delivery="counter",
        supplement=(_d(4, 12), _d(4, 29), _d(4, 22)),
        supplement_items=(
            ("没有写明是哪个小区、哪一栋楼", "写明小区名称和楼栋号"),
            ("“全部资料”不能指向具体信息", "写明要哪一种文件，例如联合审查意见、批准文件"),
        ),
        attachments=(("既有住宅加装电梯联合审查意见", 3),),
        decided=_d(5, 16),
    ),
    Script(
        "公共资源交易平台服务费收支明细",
        "2021年度市公共资源交易平台服务费的收入和支出明细。",
        _person("龚明", 6),
        "web",
        _d(5, 9),
        "公共资源交易监督管理科",
        "not_responsible",
        {
            "reason": "公共资源交易平台由市公共资源交易中心运行，服务费收支由该中心制作和保存。",
            "organ": "楚江市公共资源交易中心",
            "contact": "楚江市云梦大道3号，0700-3618800",
        },
        confirmed=_d(5, 10),
        pace=7,
    ),
    Script(
        "招标代理机构信用评价办法",
        "现行招标代理机构信用评价办法全文。",
        _person("董建国", 7),
        "fax",
        _d(5, 30),
        "公共资源交易监督管理科",
        "already_public",
        {
            "places": [
                {
                    "name": "《楚江市招标代理机构信用评价办法》",
                    "place": "本局网站“政府信息公开—规范性文件”栏目",
                }
            ]
        },
        confirmed=_d(5, 31),
        delivery="post",
        pace=5,
    ),
    Script(
        "城南污水处理厂特许经营协议",
        "城南污水处理厂特许经营项目的协议文本。",
        _person("毛小娟", 8),
        "web",
        _d(6, 20),
        "工程建设审批科",
        "not_held",
        {},
        confirmed=_d(6, 20),
        search=(
            "工程建设审批科、办公室",
            "审批业务系统、公文系统、档案室",
            "城南污水处理厂、特许经营、协议",
            "没有检索到该协议，本局未参与签订",
        ),
    ),
    Script(
        "楚江市招标投标投诉处理决定书",
        "2022年上半年作出的招标投标投诉处理决定书。",
        _person("柯勇", 9),
        "registered_mail",
        _d(7, 11),
        "公共资源交易监督管理科",
        "partial",
        {
            "facts": "经检索，2022年上半年本局作出招标投标投诉处理决定书2份，载有投诉人的身份信息。",
            "content": "2份决定书中除投诉人姓名、证件号码、住址以外的内容",
            "withheld": [
                {
                    "part": "投诉人姓名、证件号码、住址",
                    "ground": "third_party",
                    "reason": "属于个人隐私，公开会对投诉人的合法权益造成损害，不公开不会对公共利益造成重大影响。",
                }
            ],
            "separability": "身份信息集中在首部和尾部，遮盖以后不影响决定内容的完整。",
        },
        signed=_d(7, 13),
        delivery="post",
        attachments=(("投诉处理决定书（已区分处理）", 8),),
        pause=Pause(
            "third_party",
            "吕敏",
            "招标投标投诉处理决定书中的投诉人身份信息",
            _d(7, 18),
            _d(7, 20),
            _d(8, 1),
            "refuse",
            "身份信息公开后可能受到打扰。",
        ),
        decided=_d(8, 10),
    ),
    Script(
        "物流园项目企业投资项目备案证",
        "江北智慧物流园一期的企业投资项目备案证。",
        ("enterprise", "楚江恒晟咨询有限公司", "91429900MA4900007K"),
        "registered_mail",
        _d(9, 2),
        "工程建设审批科",
        "disclosed",
        {"facts": GIVEN, "content": "《企业投资项目备案证》（江北智慧物流园一期）"},
        signed=_d(9, 5),
        delivery="post",
        attachments=(("企业投资项目备案证", 1),),
        pace=9,
    ),
    Script(
        "全市政务服务大厅窗口人员外包合同",
        "2022年度市政务服务大厅窗口服务外包合同及考核办法。",
        _person("邱晓", 11),
        "web",
        _d(9, 27),
        "政务服务管理科",
        "partial",
        {
            "facts": "经检索，本局保存外包合同1份、考核办法1份，合同附表载有供应商的报价构成。",
            "content": "合同正文和考核办法",
            "withheld": [
                {
                    "part": "合同附表二报价构成",
                    "ground": "third_party",
                    "reason": "属于供应商的商业秘密，供应商不同意公开并说明了对后续投标的影响，不公开不会对公共利益造成重大影响。",
                }
            ],
            "separability": "报价构成单列为附表，可以整页分开。",
        },
        confirmed=_d(9, 28),
        attachments=(("窗口服务外包合同和考核办法（不含附表二）", 21),),
        pause=Pause(
            "third_party",
            "楚江安和人力资源服务有限公司",
            "窗口服务外包合同附表二的报价构成",
            _d(10, 11),
            _d(10, 12),
            _d(10, 24),
            "partial",
            "合同正文可以公开，报价构成不同意公开。",
        ),
        extension=(_d(11, 4), _d(11, 7), _d(11, 8), 10),
        decided=_d(11, 18),
    ),
    Script(
        "证照分离改革事项清单",
        "第四批“证照分离”改革事项清单及实施情况。",
        _person("卢海燕", 12),
        "counter",
        _d(10, 17),
        "政策法规科",
        "disclosed",
        {"facts": GIVEN, "content": "《第四批“证照分离”改革事项清单》"},
        delivery="counter",
        attachments=(("第四批证照分离改革事项清单", 6),),
        pace=8,
    ),
    Script(
        "不动产登记大厅取号机采购合同",
        "不动产登记大厅取号机的采购合同。",
        _person("严峰", 13),
        "ordinary_mail",
        _d(11, 14),
        "政务服务管理科",
        "not_held",
        {},
        confirmed=_d(11, 15),
        delivery="post",
        search=(
            "政务服务管理科、办公室",
            "合同档案、政府采购台账",
            "取号机、采购、不动产登记大厅",
            "没有检索到采购合同，该大厅设备不由本局采购",
        ),
    ),
    Script(
        "智能叫号系统采购合同和验收报告",
        "市民中心二期智能叫号系统的采购合同和验收报告。",
        _person("陈默", 14),
        "web",
        _d(12, 12),
        "政务服务管理科",
        "disclosed",
        {"facts": GIVEN, "content": "《智能叫号系统采购合同》和《验收报告》"},
        confirmed=_d(12, 13),
        attachments=(("智能叫号系统采购合同和验收报告", 17),),
        decided=_d(1, 9, 2023),
    ),
)
