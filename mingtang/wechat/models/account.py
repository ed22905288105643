"""公众号账号、访问令牌、额度、调用记录。"""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models

from mingtang.kit.fields import EncryptedTextField
from mingtang.organs.models import Organ
from mingtang.wechat.codec import Codec

OFFICIAL_API = "https://api.weixin.qq.com"
OFFICIAL_SOURCE = "微信公众平台开发者文档·接口域名说明"


class Kind(models.TextChoices):
    """账号种类：2025年起微信文档把订阅号改称公众号。"""

    SERVICE = "service", "服务号"
    SUBSCRIPTION = "subscription", "公众号"


class Account(models.Model):
    """公众号：一个账号和它的密钥。密钥只写不显示。"""

    organ = models.ForeignKey(
        Organ, verbose_name="机关", on_delete=models.PROTECT, related_name="wechat_accounts"
    )
    key = models.SlugField(
        "网址标识", max_length=40, unique=True, help_text="填在微信后台的服务器地址里，如 main；定下后不改。"
    )
    name = models.CharField("名称", max_length=60)
    kind = models.CharField("种类", max_length=16, choices=Kind.choices, default=Kind.SERVICE)
    appid = models.CharField(
        "开发者ID（AppID）",
        max_length=32,
        unique=True,
        validators=[RegexValidator(r"\Awx[0-9a-f]{16}\Z", "AppID 以 wx 开头，后面是 16 位小写字母和数字。")],
    )
    original_id = models.CharField(
        "原始ID", max_length=40, blank=True, help_text="gh_ 开头；填了以后只收发给它的消息。"
    )
    secret = EncryptedTextField("开发者密码（AppSecret）", blank=True)
    token = EncryptedTextField("令牌（Token）", blank=True)
    aes_key = EncryptedTextField("消息加解密密钥（EncodingAESKey）", blank=True)
    aes_key_previous = EncryptedTextField("上一个消息加解密密钥", blank=True)
    api_base = models.CharField("接口地址", max_length=120, default=OFFICIAL_API)
    api_source = models.CharField("接口地址的来源", max_length=120, default=OFFICIAL_SOURCE)
    enabled = models.BooleanField("启用", default=True)
    counted_from = models.DateField("从哪一天起取统计", null=True, blank=True)
    demo = models.BooleanField("演示数据", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "公众号"
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name

    @property
    def codec(self) -> Codec:
        """What opens and seals messages of this account."""
        return Codec(
            self.token, self.appid, tuple(key for key in (self.aes_key, self.aes_key_previous) if key)
        )

    @property
    def can_receive(self) -> bool:
        return bool(self.enabled and self.token and self.aes_key)

    @property
    def can_call(self) -> bool:
        return bool(self.enabled and self.secret)


class Quota(models.Model):
    """额度：微信的一项限制，从哪一天起是多少，依据什么。"""

    account = models.ForeignKey(
        Account, verbose_name="公众号", on_delete=models.CASCADE, related_name="quotas"
    )
    name = models.CharField("项目", max_length=40)
    since = models.DateField("自哪一天起")
    value = models.PositiveIntegerField("数值")
    source = models.CharField("来源", max_length=200)
    confirmed = models.BooleanField("已与官方文档核对", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "额度"
        ordering = ["name", "since"]
        constraints = [
            models.UniqueConstraint(fields=["account", "name", "since"], name="wechat_quota_once"),
            models.CheckConstraint(condition=~models.Q(source=""), name="wechat_quota_has_source"),
        ]

    def __str__(self) -> str:
        return f"{self.name} 自{self.since}起 {self.value}"


class AccessToken(models.Model):
    """访问令牌：每个账号一行，一次只有一个进程去取。

    ``holder`` and ``held_until`` are the claim of whoever is fetching: no row stays locked while the network is slow.
    """

    account = models.OneToOneField(
        Account, on_delete=models.CASCADE, related_name="access_token", primary_key=True
    )
    value = EncryptedTextField("令牌", blank=True)
    expires_at = models.DateTimeField("有效到", null=True, blank=True)
    holder = models.CharField("正在取的进程", max_length=32, blank=True)
    held_until = models.DateTimeField("占用到", null=True, blank=True)
    forced_at = models.DateTimeField("上次强制刷新", null=True, blank=True)
    forced_count = models.PositiveSmallIntegerField("当日强制刷新次数", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "访问令牌"

    def __str__(self) -> str:
        return f"{self.account_id}"


class Call(models.Model):
    """调用记录：什么时候问了微信什么、结果代码、用时；不含内容和身份。"""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="calls")
    at = models.DateTimeField("时间")
    path = models.CharField("接口", max_length=80)
    code = models.IntegerField("结果代码", default=0)
    sentence = models.CharField("说明", max_length=300, blank=True)
    milliseconds = models.PositiveIntegerField("用时（毫秒）", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "调用记录"
        ordering = ["-id"]
        indexes = [models.Index(fields=["account", "-id"], name="wechat_call_last")]

    def __str__(self) -> str:
        return f"{self.path} {self.code}"
