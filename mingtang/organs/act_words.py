"""操作日志里每种行为的中文说法；上面的房间把自己的加进来。"""

from __future__ import annotations

from collections.abc import Mapping

_words: dict[str, str] = {
    "staff.add": "添加人员",
    "staff.change_role": "变更岗位",
    "staff.move_section": "变更科室",
    "staff.rename": "更正姓名",
    "staff.deactivate": "停用账号",
    "staff.reactivate": "恢复账号",
    "staff.set_password": "重置密码",
    "staff.change_password": "修改密码",
    "staff.sign_in": "登录",
    "staff.locked": "登录失败过多，停用半小时",
    "organ.found": "建立主办机关",
    "organ.edit": "修改机关信息",
    "section.add": "添加科室",
    "section.rename": "更正科室名称",
    "holiday.load": "载入放假通知",
}


def register_act_words(words: Mapping[str, str]) -> None:
    """Add the Chinese words for acts of another room: ``{"register.record": "登记"}``."""
    _words.update(words)


def act_words(act: str) -> str:
    """The words for an act; its code when nobody has given any."""
    return _words.get(act, act)


def known_acts() -> dict[str, str]:
    """All acts with words, by code."""
    return dict(_words)
