"""Encryption at rest: what goes in comes out, nothing else does."""

import re

import pytest
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import connection, models
from django.test.utils import isolate_apps
from hypothesis import given
from hypothesis import strategies as st

from mingtang.kit import fields
from mingtang.kit.fields import DecryptionFailed, EncryptedJSONField, EncryptedTextField, blind_index

ID_NUMBER = "420606199003071234"


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])), st.text(max_size=20))
def test_what_is_encrypted_can_be_read_again(text, label):
    assert fields.decrypt(fields.encrypt(text, label), label) == text


def test_the_same_text_never_looks_the_same_twice():
    assert fields.encrypt(ID_NUMBER, "a") != fields.encrypt(ID_NUMBER, "a")


def test_a_ciphertext_belongs_to_its_column():
    with pytest.raises(DecryptionFailed, match=r"b\.c\.d.*another column"):
        fields.decrypt(fields.encrypt(ID_NUMBER, "a.b.c"), "b.c.d")


@given(st.integers(0, 60), st.integers(1, 63))
def test_a_changed_ciphertext_is_refused(position, shift):
    stored = fields.encrypt(ID_NUMBER, "a")
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    start = stored.rindex(".") + 1
    old = stored[start + position]
    changed = alphabet[(alphabet.index(old) + shift) % 64]
    damaged = stored[: start + position] + changed + stored[start + position + 1 :]
    with pytest.raises(DecryptionFailed):
        fields.decrypt(damaged, "a")


@pytest.mark.parametrize(
    "stored", ["", "420606", "v1.abc", "v2.00000000.AAAA", "v1.00000000.AAAA", "v1.00000000.证"]
)
def test_what_is_no_ciphertext_is_refused(stored):
    with pytest.raises(DecryptionFailed):
        fields.decrypt(stored, "a")


def test_the_error_tells_nothing_of_the_content():
    stored = fields.encrypt(ID_NUMBER, "a")
    with pytest.raises(DecryptionFailed) as caught:
        fields.decrypt(stored, "b")
    assert stored.split(".")[2] not in str(caught.value)
    assert ID_NUMBER not in str(caught.value)


def test_keys_can_be_changed(settings):
    old = fields.encrypt(ID_NUMBER, "a")
    settings.FIELD_KEYS_OLD, settings.FIELD_KEY = [settings.FIELD_KEY], "ab" * 32
    assert fields.decrypt(old, "a") == ID_NUMBER
    assert not fields.uses_current_key(old)
    assert fields.uses_current_key(fields.encrypt(ID_NUMBER, "a"))
    settings.FIELD_KEYS_OLD = []
    with pytest.raises(DecryptionFailed, match="no key"):
        fields.decrypt(old, "a")


@pytest.mark.parametrize("key", ["", "zz" * 32, "ab" * 31])
def test_a_bad_key_is_named_at_once(settings, key):
    settings.FIELD_KEY = key
    with pytest.raises(ImproperlyConfigured):
        fields.encrypt("x", "a")


@pytest.mark.parametrize(
    "same", [" 420606 19900307 123x", "420606-19900307-123X", "４２０６０６１９９００３０７１２３Ｘ"]
)
def test_the_blind_index_forgives_spelling(same):
    assert blind_index(same, "id") == blind_index("42060619900307123X", "id")


def test_the_blind_index_separates_purposes_values_and_keys(settings):
    index = blind_index(ID_NUMBER, "id")
    assert re.fullmatch("[0-9a-f]{64}", index)
    assert blind_index(ID_NUMBER, "phone") != index
    assert blind_index(ID_NUMBER[:-1] + "5", "id") != index
    settings.FIELD_KEY = "ab" * 32
    assert blind_index(ID_NUMBER, "id") != index
    assert blind_index(" ", "id") == ""


def test_a_key_of_its_own_keeps_the_index_when_the_field_key_changes(settings):
    settings.FIELD_INDEX_KEY = "cd" * 32
    index = blind_index(ID_NUMBER, "id")
    settings.FIELD_KEY = "ab" * 32
    assert blind_index(ID_NUMBER, "id") == index


@pytest.fixture
def probe(db):
    """A model with encrypted columns whose table lives as long as the test."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE kit_probe (id integer PRIMARY KEY, secret text, other text, data text)")
    with isolate_apps("mingtang.kit"):

        class Probe(models.Model):
            secret = EncryptedTextField(null=True)
            other = EncryptedTextField(default="")
            data = EncryptedJSONField(null=True)

            class Meta:
                app_label = "kit"

        yield Probe
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE kit_probe")


def stored(column):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM kit_probe ORDER BY id")
        return [value for (value,) in cursor.fetchall()]


def test_the_database_never_sees_the_text(probe):
    probe.objects.create(id=1, secret=ID_NUMBER, data={"phone": "13812345678"})
    assert ID_NUMBER not in stored("secret")[0]
    assert "phone" not in stored("data")[0]
    row = probe.objects.get()
    assert (row.secret, row.other, row.data) == (ID_NUMBER, "", {"phone": "13812345678"})


def test_nothing_and_empty_stay_what_they_are(probe):
    probe.objects.create(id=1, secret=None, data=None)
    probe.objects.create(id=2, secret="", data=[])
    assert list(probe.objects.order_by("id").values_list("secret", "other", "data")) == [
        (None, "", None),
        ("", "", []),
    ]
    assert probe.objects.filter(secret__isnull=True).count() == 1


def test_a_value_moved_to_another_column_does_not_decrypt(probe):
    probe.objects.create(id=1, secret=ID_NUMBER)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE kit_probe SET other = secret")
    with pytest.raises(DecryptionFailed, match=r"kit\.probe\.other"):
        probe.objects.get()


def test_bulk_writes_encrypt_too(probe):
    rows = probe.objects.bulk_create([probe(id=n, secret=f"s{n}") for n in (1, 2)])
    rows[0].secret = "changed"
    probe.objects.bulk_update(rows, ["secret"])
    probe.objects.filter(id=2).update(other="o2")
    assert all(fields.uses_current_key(value) for value in stored("secret"))
    assert list(probe.objects.order_by("id").values_list("secret", "other")) == [
        ("changed", ""),
        ("s2", "o2"),
    ]


@pytest.mark.parametrize("lookup", ["secret", "secret__contains", "secret__in", "data__phone", "secret__gt"])
def test_encrypted_columns_cannot_be_searched(probe, lookup):
    with pytest.raises(FieldError):
        list(probe.objects.filter(**{lookup: "x"}))


def test_an_index_over_ciphertext_is_an_error():
    with isolate_apps("mingtang.kit"):

        class Wrong(models.Model):
            secret = EncryptedTextField(unique=True)

            class Meta:
                app_label = "kit"

        assert [error.id for error in Wrong.check() if error.id.startswith("kit.")] == ["kit.E001"]


def test_a_renamed_field_can_keep_its_old_binding():
    field = EncryptedTextField(bound_to="app.old.name")
    _, path, args, kwargs = field.deconstruct()
    assert path == "mingtang.kit.fields.EncryptedTextField"
    assert EncryptedTextField(*args, **kwargs).label() == "app.old.name"
    assert "bound_to" not in EncryptedTextField().deconstruct()[3]


def test_the_form_field_of_json_takes_json():
    assert EncryptedJSONField("内容").formfield().clean('{"a": 1}') == {"a": 1}
