"""机关一室的全部写入：每个函数是一件有名有姓的事，一个事务，一条审计记录。"""

from mingtang.organs.actions.holidays import Loaded, load_holiday_notice
from mingtang.organs.actions.organ import add_section, edit_organ, rename_section
from mingtang.organs.actions.passwords import change_own_password, set_password
from mingtang.organs.actions.people import (
    add_staff,
    change_role,
    deactivate,
    move_section,
    reactivate,
    rename_staff,
)

__all__ = [
    "Loaded",
    "add_section",
    "add_staff",
    "change_own_password",
    "change_role",
    "deactivate",
    "edit_organ",
    "load_holiday_notice",
    "move_section",
    "reactivate",
    "rename_section",
    "rename_staff",
    "set_password",
]
