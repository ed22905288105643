"""The field key can be changed without losing anything."""

import pytest

from mingtang.kit import outbox, rotation
from mingtang.kit.db import writing
from mingtang.kit.fields import DecryptionFailed
from mingtang.kit.models import OutboxMessage


def test_after_a_renewal_the_old_key_is_not_needed_any_more(db, settings, now):
    with writing():
        outbox.enqueue("mail", "k1", {"phone": "13812345678"})
    first = settings.FIELD_KEY
    settings.FIELD_KEY, settings.FIELD_KEYS_OLD = "ab" * 32, [first]
    with writing():
        outbox.enqueue("mail", "k2", {})
    assert rotation.renew()["kit.outboxmessage.payload"] == 1
    assert rotation.renew()["kit.outboxmessage.payload"] == 0
    settings.FIELD_KEYS_OLD = []
    assert OutboxMessage.objects.get(key="k1").payload == {"phone": "13812345678"}
    settings.FIELD_KEY = first
    with pytest.raises(DecryptionFailed):
        OutboxMessage.objects.get(key="k1")
