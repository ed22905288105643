"""公众号的设置：密钥只写不显示，改了什么记什么，不记密钥本身。"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from mingtang.kit import audit
from mingtang.kit.db import writing
from mingtang.organs.models import Organ, Staff
from mingtang.organs.permissions import same_organ
from mingtang.organs.refusal import Refused, require
from mingtang.wechat.client import allowed_base, tokens
from mingtang.wechat.codec import KEY_FORM
from mingtang.wechat.models import AccessToken, Account, Quota
from mingtang.wechat.permissions import may_manage_account
from mingtang.wechat.quotas import LABELS

EDITABLE = ("name", "kind", "appid", "original_id", "api_base", "api_source", "enabled", "counted_from")
SECRETS = ("secret", "token", "aes_key")
SECRET_LABELS = {"secret": "AppSecret", "token": "Token", "aes_key": "EncodingAESKey"}


@writing()
def add_account(
    organ: Organ,
    *,
    by: Staff | None,
    on: date,
    key: str,
    secrets: Mapping[str, str] | None = None,
    **values: Any,
) -> Account:
    """Add an account; ``values`` are those of ``EDITABLE``, ``secrets`` those of ``SECRETS``."""
    _refuse_unless_manager(by, organ)
    account = Account(organ=organ, key=key, counted_from=on, demo=values.pop("demo", False))
    _apply(account, values)
    _apply_secrets(account, secrets or {})
    _check(account)
    account.save()
    AccessToken.objects.create(account=account)
    audit.record(
        "wechat.add_account", by=by, subject=account, data={"on": on.isoformat(), "appid": account.appid}
    )
    return account


@writing()
def edit_account(
    account: Account,
    *,
    by: Staff | None,
    on: date,
    changes: Mapping[str, Any],
    secrets: Mapping[str, str] | None = None,
) -> Account:
    """Change settings and, where given, secrets. An empty secret means: leave it as it is.

    A new EncodingAESKey keeps the old one beside it: messages under way are still sealed with that.
    """
    account = Account.objects.select_for_update().get(pk=account.pk)
    _refuse_unless_manager(by, account.organ)
    before = {name: getattr(account, name) for name in EDITABLE}
    given = {name: value for name, value in (secrets or {}).items() if value}
    _apply(account, changes)
    _apply_secrets(account, given)
    _check(account)
    changed = [name for name in EDITABLE if getattr(account, name) != before[name]]
    # Else whoever may change the address could have a secret sent to himself that is shown to nobody.
    require(
        "api_base" not in changed or "secret" in given, "换接口地址须重新填写 AppSecret，它会送到新的地址。"
    )
    account.save()
    if "secret" in given or {"appid", "api_base"} & set(changed):
        tokens.forget(account)
    if changed or given:
        data = {"fields": changed, "secrets": sorted(given), "on": on.isoformat()}
        audit.record("wechat.edit_account", by=by, subject=account, data=data)
    return account


@writing()
def note_quota(
    account: Account, *, by: Staff | None, on: date, name: str, since: date, value: int, source: str,
    confirmed: bool = False,
) -> Quota:  # fmt: skip
    """Note since when WeChat allows how much, and where that was read."""
    _refuse_unless_manager(by, account.organ)
    require(name in LABELS, "没有这一项额度，从列表中选一项。")
    require(bool(source.strip()), "没有写来源，写明在哪里看到的。")
    values = {"value": value, "source": source.strip()[:200], "confirmed": confirmed}
    quota, _ = Quota.objects.update_or_create(account=account, name=name, since=since, defaults=values)
    audit.record(
        "wechat.note_quota",
        by=by,
        subject=account,
        data={**values, "name": name, "since": since, "on": on.isoformat()},
    )
    return quota


def _refuse_unless_manager(by: Staff | None, organ: Organ) -> None:
    if by is not None:
        require(may_manage_account(by) and same_organ(by, organ), "只有本机关的系统管理员可以设置公众号。")


def _apply(account: Account, values: Mapping[str, Any]) -> None:
    require(set(values) <= set(EDITABLE), "只能修改公众号的基本设置。")
    for name, value in values.items():
        setattr(account, name, value)


def _apply_secrets(account: Account, given: Mapping[str, str]) -> None:
    require(set(given) <= set(SECRETS), "没有这种密钥。")
    key = given.get("aes_key", "").strip()
    if key and key != account.aes_key:
        require(bool(KEY_FORM.fullmatch(key)), "EncodingAESKey 是 43 位字母和数字，从微信后台复制。")
        account.aes_key_previous, account.aes_key = account.aes_key, key
    for name in ("secret", "token"):
        if given.get(name, "").strip():
            setattr(account, name, given[name].strip())


def _check(account: Account) -> None:
    require(allowed_base(account.api_base), "接口地址须以 https:// 开头；只有本机的沙箱可以用 http://。")
    try:
        account.full_clean()
    except ValidationError as error:
        raise Refused("".join(error.messages)) from error
