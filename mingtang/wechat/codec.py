"""Signature and encryption of what WeChat sends to us and of what we answer.

Safe mode only: AES-256-CBC, IV = the first half of the key, plaintext = 16 random bytes, length (4 bytes, big-endian),
XML, AppID, padded by PKCS#7 to blocks of 32 bytes. Source: 微信公众平台开发者文档《消息加解密说明》.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

BLOCK = 32
RANDOM = 16
HEAD = RANDOM + 4
KEY_FORM = re.compile(r"[A-Za-z0-9]{43}")
TIMESTAMP_FORM = re.compile(r"[0-9]{1,11}")
OLDEST = timedelta(minutes=10)  # our rule: WeChat repeats a message for some seconds, a replay comes later


class BadMessage(Exception):
    """What came in is not signed, not fresh, not encrypted for us or not well-formed; the text holds no content."""


def signature(*parts: str) -> str:
    """SHA-1 (hex) over the sorted parts, as WeChat signs addresses and messages."""
    return hashlib.sha1("".join(sorted(parts)).encode()).hexdigest()  # noqa: S324 - the protocol says SHA-1


def is_signed(given: str, *parts: str) -> bool:
    """Whether ``given`` is the signature over the parts; takes the same time for every wrong one."""
    return hmac.compare_digest(given.encode(), signature(*parts).encode())


def is_fresh(timestamp: str, now: datetime) -> bool:
    """Whether a timestamp (seconds since 1970, as text) lies within ten minutes of ``now`` (aware)."""
    if not TIMESTAMP_FORM.fullmatch(timestamp):
        return False
    return abs(now.timestamp() - int(timestamp)) <= OLDEST.total_seconds()


def key_bytes(encoding_aes_key: str) -> bytes:
    """The 32 bytes of an EncodingAESKey; ``BadMessage`` when it is none."""
    if not KEY_FORM.fullmatch(encoding_aes_key):
        raise BadMessage("EncodingAESKey is not 43 letters and digits")
    return base64.b64decode(encoding_aes_key + "=")


def encrypt(xml: bytes, appid: str, encoding_aes_key: str) -> str:
    """The XML as the text of an ``Encrypt`` element."""
    key = key_bytes(encoding_aes_key)
    plain = secrets.token_bytes(RANDOM) + len(xml).to_bytes(4, "big") + xml + appid.encode()
    pad = BLOCK - len(plain) % BLOCK
    encryptor = Cipher(algorithms.AES(key), modes.CBC(key[:16])).encryptor()
    sealed = encryptor.update(plain + bytes([pad]) * pad) + encryptor.finalize()
    return base64.b64encode(sealed).decode()


def decrypt(encrypted: str, appid: str, encoding_aes_key: str) -> bytes:
    """The XML inside an ``Encrypt`` element; ``BadMessage`` when anything about it is not as it must be."""
    key = key_bytes(encoding_aes_key)
    try:
        sealed = base64.b64decode(encrypted, validate=True)
    except (binascii.Error, ValueError):
        raise BadMessage("Encrypt is not base64") from None
    if not sealed or len(sealed) % BLOCK:
        raise BadMessage("Encrypt is not made of whole blocks")
    decryptor = Cipher(algorithms.AES(key), modes.CBC(key[:16])).decryptor()
    return _content(_unpadded(decryptor.update(sealed) + decryptor.finalize()), appid)


def _unpadded(plain: bytes) -> bytes:
    pad = plain[-1]
    if not 1 <= pad <= BLOCK or plain[-pad:] != bytes([pad]) * pad:
        raise BadMessage("the padding is wrong")
    return plain[:-pad]


def _content(plain: bytes, appid: str) -> bytes:
    if len(plain) < HEAD:
        raise BadMessage("the plaintext is too short")
    length = int.from_bytes(plain[RANDOM:HEAD], "big")
    if length > len(plain) - HEAD:
        raise BadMessage("the length is wrong")
    if not hmac.compare_digest(plain[HEAD + length :], appid.encode()):
        raise BadMessage("the message is for another AppID")
    return plain[HEAD : HEAD + length]


@dataclass(frozen=True, repr=False)
class Codec:
    """The secrets of one account: ``keys`` are the current EncodingAESKey and, for a time, the one before."""

    token: str
    appid: str
    keys: tuple[str, ...]

    def opened(self, encrypted: str, msg_signature: str, timestamp: str, nonce: str) -> tuple[bytes, str]:
        """The XML and the key that opened it (the answer must be sealed with the same); else ``BadMessage``."""
        if not is_signed(msg_signature, self.token, timestamp, nonce, encrypted):
            raise BadMessage("the signature is wrong")
        failure = BadMessage("there is no key")
        for key in self.keys:
            try:
                return decrypt(encrypted, self.appid, key), key
            except BadMessage as error:
                failure = error
        raise failure

    def sealed(self, xml: bytes, key: str, timestamp: str, nonce: str) -> bytes:
        """The encrypted and signed answer, as XML."""
        encrypted = encrypt(xml, self.appid, key)
        signed = signature(self.token, timestamp, nonce, encrypted)
        return (
            f"<xml><Encrypt><![CDATA[{encrypted}]]></Encrypt><MsgSignature><![CDATA[{signed}]]></MsgSignature>"
            f"<TimeStamp>{timestamp}</TimeStamp><Nonce><![CDATA[{nonce}]]></Nonce></xml>"
        ).encode()
