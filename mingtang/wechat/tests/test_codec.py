"""验签和加解密：自己来回一致，与另一个实现一致，凡不对的一律不收。"""

from __future__ import annotations

import base64
import contextlib
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from hypothesis import given
from hypothesis import strategies as st

from mingtang.wechat.codec import (
    BadMessage,
    Codec,
    decrypt,
    encrypt,
    is_fresh,
    is_signed,
    key_bytes,
    signature,
)
from mingtang.wechat.messages import encrypted_part, read_xml

APPID, KEY, OLD = "wx5a9d0b0c5a9d0b0c", "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG", "Z" * 43
TEXTS = st.text(max_size=400).map(lambda text: text.encode(errors="ignore"))


@given(TEXTS)
def test_there_and_back(xml):
    assert decrypt(encrypt(xml, APPID, KEY), APPID, KEY) == xml


def test_every_length_of_padding():
    for length in range(100):
        assert decrypt(encrypt(b"x" * length, APPID, KEY), APPID, KEY) == b"x" * length


@given(st.text(max_size=300))
def test_another_implementation_reads_ours_and_we_read_its(text):
    crypto = pytest.importorskip("wechatpy.crypto")
    text = text.encode(errors="ignore").decode()
    theirs = crypto.WeChatCrypto("token", KEY, APPID)
    codec = Codec("token", APPID, (KEY,))
    answer = codec.sealed(text.encode(), KEY, "1700000000", "nonce")
    parts = read_xml(answer)
    signed, sealed = parts.findtext("MsgSignature"), parts.findtext("Encrypt")
    outer = f"<xml><ToUserName>x</ToUserName><Encrypt>{sealed}</Encrypt></xml>"
    assert theirs.decrypt_message(outer, signed, "1700000000", "nonce") == text
    their_xml = theirs.encrypt_message(text, "nonce", "1700000000").encode()
    their_parts = read_xml(their_xml)
    signed = their_parts.findtext("MsgSignature")
    assert codec.opened(encrypted_part(their_xml), signed, "1700000000", "nonce") == (text.encode(), KEY)


def test_a_vector_computed_once():
    """By the openssl command line: sixteen bytes "r", length, <xml/>, AppID, padded to blocks of 32 bytes."""
    vector = "nlodUoiOMzG2LMfJo7fzIG6sxqnfw/LAgDC0895qI1MMFsNHv3RY5PhgU2Ye4HUKk7+JkWKbnrqgsulJwTFG3g=="
    assert decrypt(vector, APPID, KEY) == b"<xml/>"
    assert signature("token", "1700000000", "nonce") == "bf37e74fc61ce5974ce58c68e55130b79b2578b9"


def sealed(plain: bytes) -> str:
    key = key_bytes(KEY)
    encryptor = Cipher(algorithms.AES(key), modes.CBC(key[:16])).encryptor()
    return base64.b64encode(encryptor.update(plain) + encryptor.finalize()).decode()


def padded(plain: bytes) -> bytes:
    pad = 32 - len(plain) % 32
    return plain + bytes([pad]) * pad


@pytest.mark.parametrize(
    "encrypted",
    [
        "",
        "not base64",
        base64.b64encode(b"short").decode(),
        base64.b64encode(b"x" * 48).decode(),
        sealed(b"x" * 31 + b"\x00"),
        sealed(b"x" * 31 + b"\x21"),
        sealed(b"x" * 30 + b"\x03\x02"),
        sealed(b"\x20" * 32),
        sealed(padded(b"r" * 16 + b"\xff\xff\xff\xff" + b"<xml/>" + APPID.encode())),
        sealed(padded(b"r" * 16 + b"\x00\x00\x00\x07" + b"<xml/>" + APPID.encode())),
        sealed(padded(b"r" * 16 + b"\x00\x00\x00\x06" + b"<xml/>wx0000000000000000")),
    ],
)
def test_what_is_not_as_it_must_be(encrypted):
    with pytest.raises(BadMessage):
        decrypt(encrypted, APPID, KEY)


@given(st.integers(min_value=0, max_value=95), st.integers(min_value=1, max_value=255))
def test_a_changed_byte_never_gives_the_same_message(at, change):
    original = b"<xml>" + b"y" * 40 + b"</xml>"
    data = bytearray(base64.b64decode(encrypt(original, APPID, KEY)))
    data[at % len(data)] ^= change
    with contextlib.suppress(BadMessage):
        assert decrypt(base64.b64encode(data).decode(), APPID, KEY) != original


def test_the_key_before_still_opens_and_is_named():
    codec = Codec("token", APPID, (KEY, OLD))
    encrypted = encrypt(b"<xml/>", APPID, OLD)
    signed = signature("token", "1", "n", encrypted)
    assert codec.opened(encrypted, signed, "1", "n") == (b"<xml/>", OLD)
    with pytest.raises(BadMessage):
        Codec("token", APPID, (KEY,)).opened(encrypted, signed, "1", "n")
    with pytest.raises(BadMessage):
        Codec("token", APPID, ()).opened(encrypted, signed, "1", "n")


def test_a_signature_over_anything_else_is_wrong():
    signed = signature("token", "1700000000", "nonce")
    assert is_signed(signed, "token", "1700000000", "nonce")
    for parts in (
        ("other", "1700000000", "nonce"),
        ("token", "1700000001", "nonce"),
        ("token", "1700000000", "x"),
    ):
        assert not is_signed(signed, *parts)
    assert not is_signed("", "token", "1700000000", "nonce") and not is_signed("签", "token", "1", "n")


def test_a_codec_does_not_show_its_secrets():
    assert KEY not in repr(Codec("token", APPID, (KEY,))) and "token" not in repr(
        Codec("token", APPID, (KEY,))
    )


@pytest.mark.parametrize(
    ("seconds", "fresh"), [(0, True), (-599, True), (599, True), (-601, False), (601, False)]
)
def test_ten_minutes(seconds, fresh):
    now = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
    assert is_fresh(str(int((now + timedelta(seconds=seconds)).timestamp())), now) is fresh


@pytest.mark.parametrize("timestamp", ["", "1", "x", "-5", "1e9", "99999999999999", "１７００００００００"])
def test_what_is_no_timestamp(timestamp):
    assert not is_fresh(timestamp, datetime(2026, 3, 2, tzinfo=UTC))


@pytest.mark.parametrize("key", ["", "short", "x" * 42, "x" * 44, "x" * 42 + "=", "x" * 42 + "\n"])
def test_what_is_no_key(key):
    with pytest.raises(BadMessage):
        key_bytes(key)
