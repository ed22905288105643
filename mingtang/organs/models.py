"""机关、科室、人员、放假通知：谁在办、归谁管、哪天上班。"""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import AbstractUser, UserManager
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q

from mingtang.law.calendar import HolidayNotice as Notice

WEB = URLValidator(["https", "http"], message="网址以 https:// 开头，抄全后再提交。")


class OrganKind(models.TextChoices):
    """机关种类：决定复议机关（行政复议法第二十四条、第二十七条、第二十八条）。"""

    LOCAL_DEPARTMENT = "local_department", "地方政府工作部门"
    LOCAL_GOVERNMENT = "local_government", "地方人民政府"
    VERTICAL = "vertical", "垂直领导部门"
    JUDICIAL_DEPARTMENT = "judicial_department", "司法行政部门"


class OrganQuerySet(models.QuerySet["Organ"]):
    """机关的集合。"""

    def home(self) -> Organ:
        """The organ whose site this is."""
        return self.get(is_home=True)

    def below(self, government: Organ) -> OrganQuerySet:
        """Organs whose report rolls up into this government's."""
        return self.filter(parent=government)


class Organ(models.Model):
    """行政机关：公开义务人，也是年度报告的报告单位。"""

    name = models.CharField("名称", max_length=80, unique=True)
    short_name = models.CharField("文号简称", max_length=10, help_text="用于编号和文号，如“楚审”")
    kind = models.CharField(
        "机关种类", max_length=24, choices=OrganKind.choices, default=OrganKind.LOCAL_DEPARTMENT
    )
    is_home = models.BooleanField("本网站的主办机关", default=False)
    parent = models.ForeignKey(
        "self",
        verbose_name="报告汇总到",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )
    government = models.CharField("本级人民政府", max_length=80, blank=True)
    superior = models.CharField("上一级主管部门", max_length=80, blank=True)
    court = models.CharField("有管辖权的基层人民法院", max_length=80, blank=True)
    address = models.CharField("办公地址", max_length=200, blank=True)
    postcode = models.CharField("邮政编码", max_length=6, blank=True)
    phone = models.CharField("联系电话", max_length=40, blank=True)
    fax = models.CharField("传真", max_length=40, blank=True)
    email = models.CharField("电子邮箱", max_length=120, blank=True)
    hours = models.CharField("办公时间", max_length=80, blank=True)
    disclosure_office = models.CharField("政府信息公开工作机构", max_length=80, blank=True)
    fee_account = models.CharField("信息处理费缴纳方式", max_length=200, blank=True)
    site_domain = models.CharField("网站域名", max_length=120, blank=True)
    site_code = models.CharField("政府网站标识码", max_length=20, blank=True)
    icp = models.CharField("ICP备案号", max_length=60, blank=True)
    police = models.CharField("公安备案号", max_length=60, blank=True)
    emblem_url = models.CharField(
        "党政机关网站标识的查验地址",
        max_length=200,
        blank=True,
        validators=[WEB],
        help_text="由事业单位在线发给每个网站",
    )
    mistakes_url = models.CharField(
        "“我为政府网站找错”的地址",
        max_length=200,
        blank=True,
        validators=[WEB],
        help_text="由政府网站报送系统发给每个网站",
    )
    undertaker = models.CharField("网站承办单位", max_length=80, blank=True)
    demo = models.BooleanField("演示数据", default=False)

    objects = OrganQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "机关"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["is_home"], condition=Q(is_home=True), name="organ_one_home"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(short_name=""), name="organ_is_named"),
        ]

    def __str__(self) -> str:
        return self.name


class Section(models.Model):
    """科室：承办单位，只看见自己的案件。"""

    organ = models.ForeignKey(Organ, verbose_name="机关", on_delete=models.PROTECT, related_name="sections")
    name = models.CharField("名称", max_length=40)
    order = models.PositiveSmallIntegerField("次序", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "科室"
        ordering = ["order", "id"]
        constraints = [models.UniqueConstraint(fields=["organ", "name"], name="section_name_once_per_organ")]

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    """岗位：每人一岗，岗位决定能做哪些行为。"""

    CLERK = "clerk", "经办人"
    SECTION_STAFF = "section_staff", "科室人员"
    VICE_LEADER = "vice_leader", "分管领导"
    LEADER = "leader", "主要领导"
    SUPERVISOR = "supervisor", "监督人员"
    ADMINISTRATOR = "administrator", "系统管理员"
    AUDITOR = "auditor", "审计员"


class Staff(AbstractUser):
    """工作人员：登录账号，属于一个机关，科室人员另属一个科室。"""

    last_name = None  # type: ignore[assignment]
    name = models.CharField("姓名", max_length=20)
    role = models.CharField("岗位", max_length=16, choices=Role.choices, default=Role.SECTION_STAFF)
    organ = models.ForeignKey(
        Organ, verbose_name="机关", null=True, on_delete=models.PROTECT, related_name="staff"
    )
    section = models.ForeignKey(
        Section, verbose_name="科室", null=True, blank=True, on_delete=models.PROTECT, related_name="staff"
    )
    must_change_password = models.BooleanField("须先改密码", default=False)
    demo = models.BooleanField("演示账号", default=False)

    objects = UserManager()  # type: ignore[misc]
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = verbose_name_plural = "工作人员"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(role="section_staff") | Q(section__isnull=False) | Q(is_active=False),
                name="section_staff_has_a_section",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def first_name(self) -> str:  # type: ignore[override]
        """What the editor of the site calls this person."""
        return self.name

    def get_full_name(self) -> str:
        """The person's name as written in the file."""
        return self.name

    def get_short_name(self) -> str:
        """The person's name as written in the file."""
        return self.name


class HolidayNoticeQuerySet(models.QuerySet["HolidayNotice"]):
    """放假通知的集合。"""

    def as_notices(self) -> tuple[Notice, ...]:
        """The notices as values of the law room, oldest first."""
        return tuple(row.as_notice() for row in self.order_by("issued_on", "id"))


class HolidayNotice(models.Model):
    """国务院办公厅节假日安排通知：工作日由它决定。来源：《全国年节及纪念日放假办法》。"""

    year = models.PositiveSmallIntegerField("年度")
    number = models.CharField("文号", max_length=60, unique=True)
    issued_on = models.DateField("印发日期")
    off = models.JSONField("放假", help_text="[[起, 止, 名称], …]，日期写 YYYY-MM-DD")
    worked = models.JSONField("调休上班", default=list, help_text="[日期, …]")
    source = models.CharField("来源", max_length=200, blank=True)
    verified = models.BooleanField("与原件核对一致", default=True)
    local = models.BooleanField("只在本地施行", default=False)
    loaded_by = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    edition = models.PositiveIntegerField("第几次录入", default=1)

    objects = HolidayNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "放假通知"
        ordering = ["-year", "-issued_on"]

    def __str__(self) -> str:
        return f"{self.year}年放假安排（{self.number}）"

    def as_notice(self) -> Notice:
        """This row as a value of the law room."""
        day = date.fromisoformat
        return Notice(
            year=self.year,
            number=self.number,
            issued_on=self.issued_on,
            off=tuple((day(first), day(last), name) for first, last, name in self.off),
            worked=tuple(day(item) for item in self.worked),
            source=self.source,
            verified=self.verified,
            local=self.local,
        )


class LoginTally(models.Model):
    """登录失败的次数：按账号加地址、按地址各记一行；只存摘要，认不出人。"""

    key = models.CharField("摘要", max_length=64, unique=True)
    failures = models.PositiveIntegerField("失败次数", default=0)
    since = models.DateTimeField("从何时数起")

    class Meta:
        verbose_name = verbose_name_plural = "登录失败次数"

    def __str__(self) -> str:
        return f"{self.key[:8]}：{self.failures}次"
