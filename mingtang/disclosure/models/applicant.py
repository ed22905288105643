"""申请人：条例第二十九条第二款第一项要求的姓名、身份证明、联系方式。"""

from django.db import models

from mingtang.kit.fields import EncryptedTextField, blind_index


class ApplicantKind(models.TextChoices):
    """申请人类别，即年度报告表三的六列（国办公开办函〔2021〕30号）。"""

    NATURAL = "natural", "自然人"
    ENTERPRISE = "enterprise", "商业企业"
    RESEARCH = "research", "科研机构"
    WELFARE = "welfare", "社会公益组织"
    LEGAL_SERVICE = "legal_service", "法律服务机构"
    OTHER = "other", "其他"


class IdentityType(models.TextChoices):
    """身份证明种类。"""

    ID_CARD = "id_card", "居民身份证"
    PASSPORT = "passport", "护照"
    PERMIT = "permit", "港澳台居民来往内地（大陆）通行证或居住证"
    CREDIT_CODE = "credit_code", "统一社会信用代码"
    OTHER = "other", "其他证件"


class Applicant(models.Model):
    """申请人：一案一份的身份资料；证件号、电话、地址、邮箱加密存放，姓名仅供检索。

    The number is compared through ``identity_index`` (HMAC), never by decrypting: same person, same index.
    """

    kind = models.CharField("类别", max_length=16, choices=ApplicantKind.choices)
    name = models.CharField("姓名或者名称", max_length=120)
    identity_type = models.CharField("证件种类", max_length=16, choices=IdentityType.choices, blank=True)
    identity_number = EncryptedTextField("证件号码", blank=True)
    identity_index = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    contact = models.CharField("联系人", max_length=40, blank=True)
    phone = EncryptedTextField("联系电话", blank=True)
    address = EncryptedTextField("通信地址", blank=True)
    postcode = models.CharField("邮政编码", max_length=6, blank=True)
    email = EncryptedTextField("电子邮箱", blank=True)
    agent_name = models.CharField("代理人", max_length=40, blank=True)
    agent_identity = EncryptedTextField("代理人证件号码", blank=True)
    assistance = models.CharField("需要的帮助", max_length=200, blank=True, help_text="条例第四十三条")

    class Meta:
        verbose_name = verbose_name_plural = "申请人"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=ApplicantKind.values),
                name="applicant_kind_is_a_column_of_table_three",
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="applicant_is_named"),
        ]

    def __str__(self) -> str:
        return f"申请人{self.pk}"

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the index in step with the number."""
        self.identity_index = blind_index(self.identity_number, "identity") if self.identity_number else ""
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def is_person(self) -> bool:
        """Whether letters say 你 rather than 你单位."""
        return self.kind == ApplicantKind.NATURAL
