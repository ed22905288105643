"""What can go wrong with a call, in classes that say what follows: try later, ask, or let a person act.

Every error carries two halves of one Chinese sentence: what is wrong, what to do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


class WechatError(Exception):
    """WeChat said no, for good: without a change the same call fails again."""

    def __init__(self, problem: str, todo: str, code: int = 0) -> None:
        super().__init__(f"{problem}：{todo}。")
        self.problem = problem
        self.todo = todo
        self.code = code


class Later(WechatError):
    """The call did nothing and may be tried again later."""


class NotReached(Later):
    """The call never left this machine or never found WeChat."""


class QuotaReached(Later):
    """A quota is used up."""


class NoAnswer(WechatError):
    """The call went out and no usable answer came back: it may have had its effect."""


class Busy(NoAnswer):
    """WeChat answered -1: too busy; whether it did anything is not said."""


class InvalidCredential(WechatError):
    """AppID, AppSecret or token are not accepted."""


class IpNotAllowed(WechatError):
    """This server's address is not on WeChat's list."""


class OutOfTime(WechatError):
    """The person has not written for too long to be answered."""


class NotAuthorised(WechatError):
    """The account may not use this function."""


class NotThere(WechatError):
    """The material, draft, job or article does not exist (any more)."""


class BadContent(WechatError):
    """Title, text or picture are not accepted."""


@dataclass(frozen=True)
class Meaning:
    """What a code means, as an error class and the two halves of its sentence."""

    kind: type[WechatError]
    problem: str
    todo: str


_CREDENTIAL = Meaning(InvalidCredential, "微信不认 AppID 或者 AppSecret", "在微信后台核对后重新填写")
_TOKEN = Meaning(InvalidCredential, "微信不认访问令牌", "过一分钟再试，仍不行就重新填写 AppSecret")
_DAILY = Meaning(QuotaReached, "今天调用这个接口的次数已用完", "明天再试，或者在微信后台清零")
_BLOCKED = Meaning(NotAuthorised, "这个接口被微信封禁", "登录微信后台查看通知并申诉")
_GONE = Meaning(NotThere, "微信上没有这份素材或者草稿", "重新发布")

MEANINGS: dict[int, Meaning] = {
    -1: Meaning(Busy, "微信系统繁忙", "程序过几分钟再试"),
    40001: _TOKEN,
    40014: _TOKEN,
    41001: _TOKEN,
    42001: _TOKEN,
    40002: _CREDENTIAL,
    40013: _CREDENTIAL,
    40125: _CREDENTIAL,
    41002: _CREDENTIAL,
    41004: _CREDENTIAL,
    40243: Meaning(InvalidCredential, "AppSecret 已被冻结", "在微信后台解冻"),
    40164: Meaning(IpNotAllowed, "本服务器的地址不在微信的白名单里", "在微信后台“IP白名单”里加上这个地址"),
    61004: Meaning(IpNotAllowed, "本服务器的地址不在微信的白名单里", "在微信后台“IP白名单”里加上这个地址"),
    45009: _DAILY,
    45011: Meaning(QuotaReached, "调用微信太频繁", "过几分钟再试"),
    45047: Meaning(QuotaReached, "给这位用户的回复条数已用完", "等用户再发消息后回复"),
    45015: Meaning(OutOfTime, "用户超过48小时没有来信，微信不让回复", "等用户再发消息后回复"),
    48001: Meaning(NotAuthorised, "公众号没有这个接口的权限", "确认账号已认证，并在微信后台查看接口权限"),
    48002: Meaning(NotAuthorised, "用户拒收消息", "改用其他方式联系"),
    48004: _BLOCKED,
    50001: Meaning(NotAuthorised, "公众号没有这个接口的权限", "确认账号已认证，并在微信后台查看接口权限"),
    50002: Meaning(NotAuthorised, "公众号受到限制", "登录微信后台查看通知"),
    40004: Meaning(BadContent, "微信不认这种图片", "换成 JPG 或者 PNG 图片"),
    40005: Meaning(BadContent, "微信不认这种图片", "换成 JPG 或者 PNG 图片"),
    40006: Meaning(BadContent, "图片太大", "换一张小一些的图片"),
    40009: Meaning(BadContent, "图片太大", "换一张小一些的图片"),
    45001: Meaning(BadContent, "图片太大", "换一张小一些的图片"),
    40113: Meaning(BadContent, "微信不认这种图片", "换成 JPG 或者 PNG 图片"),
    40137: Meaning(BadContent, "微信不认这种图片", "换成 JPG 或者 PNG 图片"),
    40007: _GONE,
    45002: Meaning(BadContent, "正文太长", "缩短正文，或者只发摘要和原文链接"),
    45003: Meaning(BadContent, "标题太长", "缩短标题"),
    45004: Meaning(BadContent, "摘要太长", "缩短摘要"),
    45005: Meaning(BadContent, "原文链接太长", "换短一些的链接"),
    45110: Meaning(BadContent, "作者太长", "缩短作者"),
    45166: Meaning(BadContent, "正文有微信不收的内容", "检查链接和样式后重新发布"),
    53404: Meaning(NotAuthorised, "账号已被限制发布", "登录微信后台查看通知"),
    53405: Meaning(BadContent, "文章里的商品信息有误", "去掉商品后重新发布"),
    53500: Meaning(NotAuthorised, "发布功能被封禁", "登录微信后台查看通知"),
    53501: Meaning(QuotaReached, "发布太频繁", "过一会再试"),
    53502: Meaning(NotThere, "微信上没有这个发布任务", "到微信后台查看是否已经发布"),
    53503: Meaning(BadContent, "草稿没有通过微信的发布检查", "登录微信后台查看草稿并按提示修改"),
    53504: Meaning(BadContent, "这份草稿须在微信后台发布", "登录微信后台发布"),
    53505: Meaning(BadContent, "这份草稿须先在微信后台保存", "登录微信后台保存后再发布"),
    53600: Meaning(NotThere, "微信上没有这篇文章", "到微信后台查看是否已经删除"),
    61500: Meaning(BadContent, "统计日期的写法不对", "把这一条报给系统管理员"),
    61501: Meaning(BadContent, "统计日期超出微信可查的范围", "换一个日期"),
}
# After these a fresh token may help; after the others it would not.
STALE_TOKEN = frozenset({40001, 40014, 42001})
ADDRESS = re.compile(r"\b(?:\d{1,3}\.){3}\d{1,3}\b")


def error_of(code: int, message: str = "") -> WechatError:
    """The error for an ``errcode``; of ``errmsg`` nothing is kept but the address WeChat saw us come from."""
    meaning = MEANINGS.get(code)
    if meaning is None:
        return WechatError(f"微信没有接受（错误 {code}）", "按错误代码查微信的文档", code)
    problem = meaning.problem
    if meaning.kind is IpNotAllowed and (address := ADDRESS.search(message)):
        problem = f"本服务器的地址 {address[0]} 不在微信的白名单里"
    return meaning.kind(f"{problem}（错误 {code}）", meaning.todo, code)
