"""人物：虚构的楚江市行政审批局，每个岗位一个账号。"""

from __future__ import annotations

from dataclasses import dataclass

from mingtang.organs.models import Organ, Role, Section, Staff

PASSWORD = "mingtang-demo"  # noqa: S105 (printed on the screen; demo mode only)
SECTIONS = ("办公室", "政策法规科", "工程建设审批科", "政务服务管理科", "公共资源交易监督管理科")
PEOPLE = (
    ("wangjingwen", "王静文", Role.CLERK, "办公室"),
    ("maxiaodong", "马晓东", Role.SECTION_STAFF, "工程建设审批科"),
    ("xulei", "许蕾", Role.SECTION_STAFF, "政策法规科"),
    ("zhoutao", "周涛", Role.SECTION_STAFF, "政务服务管理科"),
    ("gaofeng", "高峰", Role.SECTION_STAFF, "公共资源交易监督管理科"),
    ("liumin", "刘敏", Role.VICE_LEADER, None),
    ("chenguodong", "陈国栋", Role.LEADER, None),
    ("fangyuan", "方圆", Role.SUPERVISOR, None),
    ("admin", "郑凯", Role.ADMINISTRATOR, None),
    ("shenji", "沈季", Role.AUDITOR, None),
)


@dataclass(frozen=True)
class Cast:
    """The organ with its people and sections by name."""

    organ: Organ
    people: dict[str, Staff]
    sections: dict[str, Section]

    def one(self, role: str) -> Staff:
        """The first person with this post."""
        return next(person for person in self.people.values() if person.role == role)

    def of_section(self, name: str) -> Staff:
        """The person who handles cases in a section."""
        return next(
            p
            for p in self.people.values()
            if p.role == Role.SECTION_STAFF and p.section == self.sections[name]
        )


def make_cast() -> Cast:
    """Create the organ, its government, sections and staff."""
    government = Organ.objects.create(
        name="楚江市人民政府",
        short_name="楚政",
        kind="local_government",
        superior="云梦省人民政府",
        demo=True,
        court="云梦省楚江市中级人民法院",
        government="云梦省人民政府",
    )
    organ = Organ.objects.create(
        name="楚江市行政审批局",
        short_name="楚审",
        is_home=True,
        parent=government,
        government="楚江市人民政府",
        superior="云梦省政务服务管理办公室",
        court="楚江市江城区人民法院",
        address="楚江市云梦大道1号市民中心6楼601室",
        postcode="429000",
        phone="0700-3612345",
        fax="0700-3612346",
        email="gongkai@xzsp.example.cn",
        hours="工作日8:30—12:00，14:30—17:30",
        disclosure_office="楚江市行政审批局办公室",
        fee_account="持收费通知书到市民中心1楼非税缴款窗口缴纳",
        site_domain="xzsp.chujiang.example.cn",
        site_code="4299000015",
        icp="云ICP备00000000号-1",
        police="云公网安备42990002000000号",
        undertaker="楚江市政务服务和大数据中心",
        emblem_url="https://bszs.conac.example.cn/",
        mistakes_url="https://zfwzzc.example.cn/",
        demo=True,
    )
    sections = {
        name: Section.objects.create(organ=organ, name=name, order=i) for i, name in enumerate(SECTIONS)
    }
    people = {}
    for username, name, role, section in PEOPLE:
        place = sections.get(section or "")
        person = Staff(username=username, name=name, role=role, organ=organ, section=place, demo=True)
        person.set_password(PASSWORD)
        person.save()
        people[name] = person
    return Cast(organ, people, sections)


def accounts() -> list[tuple[str, str, str, str]]:
    """(账号, 密码, 姓名, 岗位) of every demo account."""
    return [(username, PASSWORD, name, Role(role).label) for username, name, role, _ in PEOPLE]
