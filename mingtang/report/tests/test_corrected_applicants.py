"""冻结以后更正申请人类别：报告逐格指出，冻结的数字不变。"""

from __future__ import annotations

import pytest

from mingtang.disclosure.actions.applicants import correct_applicant
from mingtang.report.changes import changes
from mingtang.report.tests.test_frozen import JANUARY, frozen, office  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db


def test_a_category_corrected_after_the_freeze_is_announced(office):  # noqa: F811
    report = frozen(office)
    case = office.organ.cases.get()
    correct_applicant(case, {"kind": "enterprise"}, by=office.clerk, on=JANUARY, reason="凭营业执照")
    found = {(each.place, each.frozen, each.now) for each in changes(report)}
    assert ("表三“一、本年新收政府信息公开申请数量”自然人", "1", "0") in found
    assert ("表三“一、本年新收政府信息公开申请数量”商业企业", "0", "1") in found
