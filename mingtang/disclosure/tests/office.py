"""工作台页面的测试用的一套：机关、人员、案件、登录的浏览器。"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any

from django.test import Client

from mingtang.disclosure.actions import consult, handling, intake
from mingtang.disclosure.models import Case
from mingtang.organs.models import Organ, Role, Staff
from mingtang.organs.tests.factories import make_organ, make_section, make_staff

DAY = date(2022, 9, 5)
NAME, PHONE = "司徒清和", "13812345678"
IDENTITY, ADDRESS = "420600199003075713", "楚江市江城区解放路18号"
_number = count(1)


@dataclass
class House:
    """One organ with a person for every post and a second section."""

    organ: Organ
    people: dict[str, Staff]
    other_section: Staff
    stranger: Staff
    clients: dict[int, Client] = field(default_factory=dict)

    @property
    def clerk(self) -> Staff:
        return self.people["clerk"]

    @property
    def section(self) -> Staff:
        return self.people["section_staff"]

    def browser(self, person: Staff) -> Client:
        """A signed-in browser of this person; the same one each time."""
        if person.pk not in self.clients:
            client = Client()
            client.force_login(person)
            self.clients[person.pk] = client
        return self.clients[person.pk]


def make_house() -> House:
    """An organ of the usual shape, and somebody of quite another organ."""
    organ = make_organ(name="楚江市行政审批局", government="楚江市人民政府", superior="省行政审批局",
                       court="楚江市江城区人民法院", disclosure_office="政策法规科", address="楚江市江城区市民路1号",
                       phone="0000-1234567", fee_account="到窗口缴纳")  # fmt: skip
    people = {role.value: make_staff(role, organ=organ) for role in Role}
    other = make_staff(Role.SECTION_STAFF, organ=organ, section=make_section(organ, "政务服务管理科"))
    stranger = make_staff(Role.CLERK, organ=make_organ(name="临江市住房局", short_name="临住", is_home=False))
    return House(organ, people, other, stranger)


def person_data(**changes: Any) -> intake.ApplicantData:
    """An applicant whose name, number and address are easy to find on a page."""
    data = {"kind": "natural", "name": NAME, "identity_type": "id_card", "identity_number": IDENTITY, "phone": PHONE,
            "address": ADDRESS, "email": "qinghe@example.cn"}  # fmt: skip
    return intake.ApplicantData(**{**data, **changes})


def file_case(house: House, *, on: date = DAY, channel: str = "counter", **changes: Any) -> Case:
    """A case at the counter."""
    wish = intake.Wish(
        changes.pop("title", f"第{next(_number)}号地块施工许可材料"),
        changes.pop("description", f"申请公开施工许可申请表及附件，本人{NAME}，电话{PHONE}"),
    )
    arrival = intake.Arrival(channel, on, **changes.pop("arrival", {}))
    return intake.file_case(
        organ=house.organ, applicant=person_data(**changes), wish=wish, arrival=arrival, by=house.clerk, on=on
    )


def registered(house: House, **changes: Any) -> Case:
    """A registered case that lies with the section."""
    case = file_case(house, **changes)
    on = changes.get("on", DAY)
    intake.register(case, by=house.clerk, on=on)
    assert house.section.section is not None
    handling.assign(case, house.section.section, by=house.clerk, on=on)
    return case


def consulting(house: House, **changes: Any) -> Case:
    """A case that waits for a third party."""
    case = registered(house, **changes)
    consult.send(case, by=house.clerk, on=date(2022, 9, 8), party="third_party", name="江北恒通物流有限公司",
                 subject="附表三的报价构成", contact="江北区一号")  # fmt: skip
    return case
