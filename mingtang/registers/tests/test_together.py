"""两个人同时做同一件事：只成一次，另一个人听到一句话。"""

from __future__ import annotations

import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, connections

from mingtang.organs.refusal import Refused
from mingtang.organs.tests.factories import make_organ
from mingtang.registers import actions
from mingtang.registers.models import AdministrativeDecision, ImportBatch
from mingtang.registers.tests.conftest import ON
from mingtang.registers.tests.factories import LICENCES, csv_file

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(act: Callable[[], Any], times: int = 4) -> list[str]:
    """Do an act in several threads at the same moment; what those who were refused heard."""
    start = Barrier(times)

    def attempt(_: int) -> str:
        start.wait()
        try:
            act()
        except Refused as refusal:
            return str(refusal)
        finally:
            connections.close_all()
        return ""

    with ThreadPoolExecutor(times) as pool:
        return [heard for heard in pool.map(attempt, range(times)) if heard]


def test_one_decision_recorded_by_several_people():
    organ = make_organ()
    heard = at_once(
        lambda: actions.record_decision(
            by=None,
            on=ON,
            organ=organ,
            kind="licence",
            number="甲1",
            matter="施工许可",
            decided_on=date(2022, 1, 1),
        )
    )
    assert AdministrativeDecision.objects.count() == 1
    assert len(heard) == 3 and all("登记" in sentence for sentence in heard)


def test_one_batch_applied_by_several_people():
    organ = make_organ()
    batch = actions.preview_import("licence", csv_file(LICENCES), "表.csv", by=None, on=ON, organ=organ).batch
    heard = at_once(lambda: actions.apply_import(batch, by=None, on=ON))
    assert AdministrativeDecision.objects.count() == 3
    assert heard == ["这个文件已经处理过，重新上传再导入。"] * 3


def test_one_file_imported_by_several_people():
    organ = make_organ()
    heard = at_once(
        lambda: actions.import_table("licence", csv_file(LICENCES), "表.csv", by=None, on=ON, organ=organ)
    )
    assert AdministrativeDecision.objects.count() == 3
    assert all("重新查看后再导入" in sentence for sentence in heard)
    applied = ImportBatch.objects.filter(state="applied")
    assert sum(batch.added_count for batch in applied) == 3


class Watched(io.BytesIO):
    """A file that notes whether a transaction was open while it was read."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self.inside: list[bool] = []

    def read(self, *size: Any) -> bytes:
        self.inside.append(connection.in_atomic_block)
        return super().read(*size)


@pytest.mark.parametrize("take", [actions.preview_import, actions.import_table])
def test_others_go_on_writing_while_a_long_file_is_read(take):
    organ, file = make_organ(), Watched(csv_file(LICENCES).getvalue())
    assert take("licence", file, "表.csv", by=None, on=ON, organ=organ).added == 3
    assert file.inside and not any(file.inside)
