"""Model fields that are encrypted at rest, and the blind index that finds them again.

A stored value reads ``v1.<key name>.<base64 of nonce, ciphertext and tag>`` (AES-256-GCM). The label of the
model field is authenticated with it: a ciphertext copied into another column does not decrypt. The row is
not part of it (a row has no number before it is stored), so that a swap inside one column is not noticed here.

Keys: ``settings.FIELD_KEY`` (hex, 32 bytes) encrypts; ``settings.FIELD_KEYS_OLD`` (list of hex) still decrypt;
``settings.FIELD_INDEX_KEY`` (hex, optional) makes blind indexes that survive a change of FIELD_KEY.
"""

import base64
import binascii
import hashlib
import hmac
import json
import secrets
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django import forms
from django.conf import settings
from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

VERSION = "v1"
NONCE_BYTES = 12

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

    _TextField = models.TextField[Any, Any]
else:
    _TextField = models.TextField


class DecryptionFailed(Exception):
    """A stored value cannot be decrypted: wrong key, damaged, or moved from another column."""


def _key(text: str) -> bytes:
    try:
        key = bytes.fromhex(text)
    except ValueError:
        key = b""
    if len(key) != 32:
        raise ImproperlyConfigured("A field key must be 64 hexadecimal digits (32 bytes).")
    return key


@lru_cache(maxsize=16)
def _cipher(text: str) -> tuple[str, AESGCM]:
    key = _key(text)
    name = hmac.digest(key, b"mingtang field key name", "sha256")[:4].hex()
    return name, AESGCM(key)


def _ciphers() -> dict[str, AESGCM]:
    keys = [settings.FIELD_KEY, *getattr(settings, "FIELD_KEYS_OLD", ())]
    return dict(map(_cipher, keys))


def encrypt(text: str, label: str) -> str:
    """Encrypt `text` for the column named by `label` with the current key."""
    name, cipher = _cipher(settings.FIELD_KEY)
    nonce = secrets.token_bytes(NONCE_BYTES)
    sealed = nonce + cipher.encrypt(nonce, text.encode(), label.encode())
    return f"{VERSION}.{name}.{base64.urlsafe_b64encode(sealed).decode()}"


def decrypt(stored: str, label: str) -> str:
    """Decrypt what `encrypt` made for the same `label`; DecryptionFailed says why it cannot."""
    try:
        version, name, body = stored.split(".")
        sealed = base64.b64decode(body, altchars=b"-_", validate=True)
    except (ValueError, binascii.Error):
        raise DecryptionFailed(f"{label}: the stored value is not a ciphertext") from None
    cipher = _ciphers().get(name)
    if version != VERSION or cipher is None:
        raise DecryptionFailed(f"{label}: no key for a value of version {version}, key {name}")
    try:
        return cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], label.encode()).decode()
    except (InvalidTag, ValueError):
        raise DecryptionFailed(f"{label}: the stored value is damaged or belongs to another column") from None


def uses_current_key(stored: str) -> bool:
    """Whether a ciphertext was made with the current key and need not be renewed."""
    return stored.startswith(f"{VERSION}.{_cipher(settings.FIELD_KEY)[0]}.")


def blind_index(value: str, purpose: str) -> str:
    """Keyed digest (64 hex digits) by which an encrypted value is found without being readable; "" for "".

    Spaces, hyphens, full-width forms and letter case do not matter. `purpose` separates columns: the same
    number indexed for two purposes gives two unrelated digests.
    """
    folded = unicodedata.normalize("NFKC", value).upper()
    folded = "".join(folded.split()).replace("-", "")
    if not folded:
        return ""
    key = _key(getattr(settings, "FIELD_INDEX_KEY", "") or settings.FIELD_KEY)
    inner = hmac.digest(key, b"mingtang blind index\0" + purpose.encode(), "sha256")
    return hmac.new(inner, folded.encode(), hashlib.sha256).hexdigest()


class EncryptedTextField(_TextField):
    """加密文本：数据库里只有密文。

    Only ``isnull`` lookups work; keep a `blind_index` column beside it for finding. Empty stays empty.
    `bound_to` pins the authenticated label ("app.model.field") when model or field are renamed later.
    """

    description = "Text encrypted at rest"

    def __init__(self, *args: Any, bound_to: str = "", **kwargs: Any) -> None:
        self.bound_to = bound_to
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "bound_to": self.bound_to} if self.bound_to else kwargs

    def label(self) -> str:
        return self.bound_to or f"{self.model._meta.label_lower}.{self.name}"

    def dump(self, value: Any) -> str:
        return str(value)

    def load(self, text: str) -> Any:
        return text

    def get_db_prep_value(self, value: Any, connection: "BaseDatabaseWrapper", prepared: bool = False) -> Any:
        if value is None:
            return None
        text = self.dump(value)
        return encrypt(text, self.label()) if text else ""

    def get_prep_value(self, value: Any) -> Any:
        return value

    def from_db_value(self, value: str | None, expression: Any, connection: "BaseDatabaseWrapper") -> Any:
        if value is None:
            return None
        return self.load(decrypt(value, self.label()) if value else "")

    def get_lookup(self, lookup_name: str) -> Any:
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None

    def get_transform(self, lookup_name: str) -> Any:
        return None

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        found = super().check(**kwargs)
        if self.unique or getattr(self, "db_index", False):
            hint = "Index a blind_index() column instead."
            found.append(
                checks.Error("An encrypted field cannot be indexed.", hint=hint, obj=self, id="kit.E001")
            )
        return found


class EncryptedJSONField(EncryptedTextField):
    """加密数据：JSON 结构，数据库里只有密文。 Dates and Decimals come back as text, as in any JSON."""

    description = "JSON encrypted at rest"

    def dump(self, value: Any) -> str:
        return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False, separators=(",", ":"))

    def load(self, text: str) -> Any:
        return json.loads(text) if text else None

    def to_python(self, value: Any) -> Any:
        return value

    def value_to_string(self, obj: models.Model) -> Any:
        return self.value_from_object(obj)

    def formfield(self, **kwargs: Any) -> Any:
        return models.Field.formfield(
            self, **{"form_class": forms.JSONField, "encoder": DjangoJSONEncoder, **kwargs}
        )
