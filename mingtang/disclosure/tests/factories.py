"""一个机关、每个岗位一个人，和走到某一步的案件：本室和报告室的测试共用。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any

from mingtang.disclosure.actions import handling, intake, letters
from mingtang.disclosure.models import Act, Applicant, Case, Letter
from mingtang.law.calendar import standard_calendar
from mingtang.law.outcomes import OUTCOMES
from mingtang.organs.models import Organ, Role, Section, Staff
from mingtang.organs.tests.factories import make_organ, make_section, make_staff

CALENDAR = standard_calendar()
MONDAY, TUESDAY = date(2022, 9, 5), date(2022, 9, 6)
DUE = date(2022, 10, 9)  # of what was received on MONDAY; a Sunday that was worked
_number = count(1)


@dataclass
class Office:
    """An organ with somebody in every post, a second section, and a clerk of another organ."""

    organ: Organ
    people: dict[str, Staff]
    other_section: Staff
    stranger: Staff

    def __getattr__(self, role: str) -> Staff:
        try:
            return self.__dict__["people"][role]
        except KeyError:
            raise AttributeError(role) from None

    @property
    def section(self) -> Section:
        """The section the section staff belong to."""
        found = self.people["section_staff"].section
        assert found is not None
        return found


def make_office(name: str = "楚江市行政审批局", *, home: bool = True) -> Office:
    """An organ of the usual shape."""
    organ = make_organ(
        name=name, is_home=home, government="楚江市人民政府", superior="楚南省政务服务管理办公室",
        court="楚江市江城区人民法院", disclosure_office="办公室", address="楚江市云梦大道1号", phone="0700-3612345",
        fee_account="到市民中心1楼窗口缴纳",
    )  # fmt: skip
    people = {role.value: make_staff(role, organ=organ) for role in Role}
    second = make_staff(Role.SECTION_STAFF, organ=organ, section=make_section(organ, "政务服务管理科"))
    elsewhere = make_organ(name=f"{name}的邻居", short_name="临住", is_home=False)
    return Office(organ, people, second, make_staff(Role.CLERK, organ=elsewhere))


def identity(n: int) -> str:
    """A well-formed, invented 居民身份证 number; area code 429900 is not in use."""
    body = f"4299001990010{n % 10000:04d}"
    weights = [2 ** (17 - i) % 11 for i in range(17)]
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, weights, strict=True)) % 11]


def person(**changes: Any) -> intake.ApplicantData:
    """Somebody new, unless name and number are given."""
    n = next(_number)
    data = {"kind": "natural", "name": f"罗启{chr(0x4E00 + n)}", "identity_type": "id_card", "phone": "13800002207",
            "identity_number": identity(n), "address": "楚江市江城区解放路12号", "email": "a@example.cn"}  # fmt: skip
    return intake.ApplicantData(**{**data, **changes})


def filed(office: Office, on: date = MONDAY, *, channel: str = "counter", by: Staff | None = None, **more: Any) -> Case:
    """A request that came in on ``on``; ``applicant``, ``title``, ``description``, ``signed_on``, ``kind`` may be given."""
    wish = intake.Wish(
        more.pop("title", f"第{next(_number)}号地块施工许可证"),
        more.pop("description", "该地块项目的建筑工程施工许可证和申请表。"),
        form=more.pop("form", "electronic"),
        delivery=more.pop("delivery", "online"),
    )
    arrival = intake.Arrival(channel, on, more.pop("signed_on", on if channel == "registered_mail" else None))
    return intake.file_case(
        organ=office.organ, applicant=more.pop("applicant", None) or person(), wish=wish, arrival=arrival,
        by=by or office.clerk, on=max(on, arrival.signed_on or on), **more,
    )  # fmt: skip


def registered(office: Office, on: date = MONDAY, **more: Any) -> Case:
    """A registered case; its receipt (P2) is issued."""
    case = filed(office, on, **more)
    if case.received_on is None:
        intake.confirm_receipt(case, by=office.clerk, on=on, how="电话确认")
    intake.register(case, by=office.clerk, on=on)
    return case


def assigned(office: Office, on: date = MONDAY, **more: Any) -> Case:
    """A registered case that lies with the section."""
    case = registered(office, on, **more)
    handling.assign(case, office.section, by=office.clerk, on=on)
    return case


FIELDS: dict[str, dict[str, Any]] = {
    "D1": {"content": "《建筑工程施工许可证》"},
    "D2": {"places": [{"name": "施工许可证", "place": "本局网站“施工许可”栏目"}]},
    "D12": {},
    "D13": {"reason": "该信息由住房城乡建设局制作。", "organ": "楚江市住房和城乡建设局", "contact": "0700-3610000"},
    "D14": {"reason": "没有汇总数据，需要逐件统计。"},
    "D16": {"reason": "反映的是对工作人员的投诉。"},
    "D17": {"publication": "楚江年鉴", "place": "市图书馆"},
    "D21": {"reason": "不是本机关履行职责过程中制作或者获取的信息。"},
}
SEARCH = {"units": "工程建设审批科", "systems": "审批系统", "keywords": "施工许可", "found": "没有找到"}


def drafted(office: Office, case: Case, on: date, outcome: str = "disclosed", **fields: Any) -> Letter:
    """A reply that is under review."""
    if outcome == "not_held":
        handling.record_search(case, by=office.clerk, on=on, search=SEARCH)
    code = OUTCOMES[outcome].letter
    letter = letters.save_draft(
        case, by=office.clerk, code=code, fields={**FIELDS.get(code, {}), **fields}, outcome=outcome, dated_on=on
    )
    letters.submit(case, letter, by=office.clerk, on=on)
    return letter


def reviewed(office: Office, case: Case, on: date) -> None:
    """The draft has passed the section (when it has one) and the vice leader."""
    if case.section_id:
        letters.review(case, by=office.section_staff, on=on, opinion="内容属实。")
    letters.review(case, by=office.vice_leader, on=on, opinion="同意。")


def decided(office: Office, case: Case, on: date, outcome: str = "disclosed", **fields: Any) -> Letter:
    """A signed reply that has not left the house."""
    letter = drafted(office, case, on, outcome, **fields)
    reviewed(office, case, on)
    letters.decide(case, by=office.leader, on=on)
    letter.refresh_from_db()
    return letter


def replied(office: Office, case: Case, on: date, outcome: str = "disclosed", **fields: Any) -> Letter:
    """A reply that was sent on line."""
    letter = decided(office, case, on, outcome, **fields)
    letters.send(case, letter, by=office.clerk, on=on, method="online")
    return letter


def bare_case(organ: Organ, received: date, **columns: Any) -> Case:
    """A row as the report counts it, without the acts behind it: for tests of counting only."""
    n = next(_number)
    kind = columns.pop("applicant_kind", "natural")
    applicant = Applicant.objects.create(kind=kind, name=f"计数{n}")
    columns.setdefault("stage", "closed" if columns.get("result_on") else "handling")
    return Case.objects.create(
        organ=organ, year=received.year, serial=100_000 + n, number=f"计数{n}号", applicant=applicant, applicant_kind=kind,
        channel="counter", submitted_on=received, received_on=received, title="计数", description="计数", **columns,
    )  # fmt: skip


def kinds_of(case: Case) -> list[str]:
    """The kinds of the acts of a case in order."""
    return list(Act.objects.filter(case=case).order_by("seq").values_list("kind", flat=True))
