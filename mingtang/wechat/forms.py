"""公众号设置的表单：密钥框永远是空的，留空就是不变。"""

from __future__ import annotations

from typing import Any

from django import forms

from mingtang.organs.forms import ClearForm
from mingtang.wechat.actions.accounts import EDITABLE, SECRET_LABELS, SECRETS
from mingtang.wechat.models import Account, Kind
from mingtang.wechat.models.account import OFFICIAL_API, OFFICIAL_SOURCE
from mingtang.wechat.quotas import LABELS


def _secret(label: str, longest: int) -> forms.CharField:
    blank = forms.PasswordInput(render_value=False, attrs={"autocomplete": "off", "spellcheck": "false"})
    return forms.CharField(label=label, max_length=longest, required=False, widget=blank)


def _date_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class AccountForm(ClearForm):
    """The settings of an account; ``account`` gives what is there, secrets excepted."""

    name = forms.CharField(label="名称", max_length=60)
    kind = forms.ChoiceField(label="种类", choices=Kind.choices, widget=forms.RadioSelect)
    appid = forms.CharField(label="开发者ID（AppID）", max_length=32)
    original_id = forms.CharField(
        label="原始ID", max_length=40, required=False, help_text="gh_ 开头；填了以后只收发给它的消息。"
    )
    secret = _secret("AppSecret", 64)
    token = _secret("Token", 32)
    aes_key = _secret("EncodingAESKey", 43)
    api_base = forms.CharField(
        label="接口地址", max_length=120, help_text="缺省是微信的官方地址；沙箱只能在本机。"
    )
    api_source = forms.CharField(label="接口地址的来源", max_length=120)
    counted_from = forms.DateField(label="从哪一天起取统计", required=False, widget=_date_input())
    enabled = forms.BooleanField(label="启用", required=False, help_text="停用后不收消息，也不调用微信。")

    def __init__(self, *args: Any, account: Account | None = None, **kwargs: Any) -> None:
        start = {
            "api_base": OFFICIAL_API,
            "api_source": OFFICIAL_SOURCE,
            "kind": Kind.SERVICE,
            "enabled": True,
        }
        if account is not None:
            start = {name: getattr(account, name) for name in EDITABLE}
        super().__init__(*args, initial=start, **kwargs)
        for name in SECRETS:
            there = account is not None and bool(getattr(account, name))
            self.fields[name].help_text = (
                "已填写；留空不变，填写即替换。" if there else f"从微信后台复制 {SECRET_LABELS[name]}。"
            )

    def settings(self) -> dict[str, Any]:
        """The settings without the secrets."""
        return {name: self.cleaned_data[name] for name in EDITABLE}

    def secrets(self) -> dict[str, str]:
        """The secrets that were entered."""
        return {name: self.cleaned_data[name] for name in SECRETS if self.cleaned_data[name]}


class NewAccountForm(AccountForm):
    """The same, with the key of its address."""

    field_order = ["name", "key"]
    key = forms.SlugField(
        label="网址标识",
        max_length=40,
        error_messages={"invalid": "“网址标识”只用字母、数字和短横线，改后再提交。"},
        help_text="字母、数字、短横线，如 main；写进服务器地址，定下后不改。",
    )


class QuotaForm(ClearForm):
    """A quota as noted from WeChat's documents."""

    name = forms.ChoiceField(label="项目", choices=list(LABELS.items()))
    value = forms.IntegerField(label="数值", min_value=0, max_value=100_000_000)
    since = forms.DateField(label="自哪一天起", widget=_date_input())
    source = forms.CharField(label="来源", max_length=200)
    confirmed = forms.BooleanField(label="已与官方文档核对", required=False)


class PeriodForm(ClearForm):
    """From when to when statistics are shown."""

    since = forms.DateField(label="自", required=False, widget=_date_input())
    until = forms.DateField(label="至", required=False, widget=_date_input())

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("since") and given.get("until") and given["since"] > given["until"]:
            self.add_error("until", "“至”要在“自”以后，改后再看。")
        return given
