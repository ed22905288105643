"""工作台导航里属于本室的几项。"""

from __future__ import annotations

from mingtang.organs import permissions
from mingtang.web.workbench import NavItem


def items() -> list[NavItem]:
    """值班与节假日 for everybody, the rest for those who may enter."""
    return [
        NavItem(
            group="机关", label="放假通知", url_name="organs:holidays", may=permissions.is_staff, order=80
        ),
        NavItem(
            group="机关", label="人员", url_name="organs:people", may=permissions.may_manage_staff, order=81
        ),
        NavItem(
            group="机关",
            label="机关信息",
            url_name="organs:settings",
            may=permissions.may_edit_organ,
            order=82,
        ),
        NavItem(
            group="机关", label="操作日志", url_name="organs:audit", may=permissions.may_read_audit, order=83
        ),
    ]
