"""公众号：虚构的“楚江审批”，2022年每天的统计。停用，接口地址是本机的沙箱，什么也不发出去。

To try it: run ``mingtang wechat sandbox``, then switch the account on; its keys are those of the sandbox.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, timedelta

from mingtang.demo.cast import Cast
from mingtang.organs.models import Role
from mingtang.wechat import actions
from mingtang.wechat.actions import Gathered
from mingtang.wechat.models import Account, Kind
from mingtang.wechat.sandbox import FIXED

FIRST, LAST = date(2022, 1, 1), date(2022, 12, 31)
FETCHED_AT = datetime(2023, 1, 1, 0, 20, tzinfo=UTC)
AT_FIRST = 18_426  # followers on the day before
COUNTED = 30  # days for which an article is counted
SOURCES = ("0", "1", "17", "30")  # others, search, a name card, a QR code
TITLES = (
    "元旦假期政务大厅值班安排", "企业开办一日办结，四个环节并成一个", "2022年办好十件政务服务实事",
    "春节前后窗口服务时间", "食品经营许可告知承诺怎样办", "不动产登记和缴税一个窗口收件",
    "工程建设项目并联审批启用新流程", "政务服务事项清单更新：这些事项不用再跑", "公共场所卫生许可延续只交两份材料",
    "清明假期窗口服务安排", "市场主体歇业备案问答", "招标投标电子保函可以在线申请",
    "劳动节假期窗口服务安排", "一件事一次办：开办餐饮店", "水电气联合报装十个工作日办结",
    "高考期间取消午休的窗口名单", "社会投资小型低风险项目办理指南", "证照到期提醒服务上线",
    "半年办件情况：网上办占七成", "高温天气窗口延时服务", "药品经营许可电子证照领取办法",
    "开学季：民办学校办学许可年检怎样办", "“好差评”半年情况通报", "营业执照遗失补领不用登报",
    "中秋假期窗口服务安排", "工程规划许可图文说明", "公共资源交易全流程电子化问答",
    "国庆假期窗口服务安排", "跨省通办新增二十个事项", "占道施工许可网上申请步骤",
    "政府信息公开申请怎样写清楚", "告知承诺办理规定图解", "道路运输从业资格证换发提示",
    "年底前办理年检的许可清单", "2023年元旦窗口服务安排", "一年办件回顾：平均用时缩短一半",
)  # fmt: skip


def fill_account(cast: Cast) -> Account:
    """The account, switched off and marked as demo, with the figures of the year."""
    admin = cast.one(Role.ADMINISTRATOR)
    account = actions.add_account(
        cast.organ, by=admin, on=FIRST, key="demo", name="楚江审批", kind=Kind.SUBSCRIPTION,
        appid="wx5a9d0b0c5a9d0b0c", original_id="gh_5a9db0c00001", api_base="http://127.0.0.1:8010",
        api_source="本机的沙箱（mingtang wechat sandbox）", enabled=False, demo=True, secrets=FIXED,
    )  # fmt: skip
    actions.keep_statistics(account, _figures(), at=FETCHED_AT, by=admin)
    return account


def _chance(below: int, *parts: object) -> int:
    """A number from 0 up to ``below`` that depends on the parts alone."""
    return int.from_bytes(hashlib.sha256(repr(parts).encode()).digest()[:4], "big") % below


def _figures() -> Gathered:
    days = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
    told = Gathered(days)
    for number, title in enumerate(TITLES):
        _tell_article(told, number, title)
    total = AT_FIRST
    for day in days:
        total = _tell_day(told, day, total)
    return told


def _published_on(number: int) -> date:
    """Three articles a month, on working days of the week."""
    day = date(2022, number // 3 + 1, 4 + number % 3 * 9 + _chance(3, "day", number))
    return day - timedelta(days=max(day.weekday() - 4, 0))


def _tell_article(told: Gathered, number: int, title: str) -> None:
    day, first = _published_on(number), 420 + _chance(1900, "readers", title)
    msgid, sums = f"{2650000100 + number}_1", dict.fromkeys(_detail(0), 0)
    for age in range(COUNTED):
        on = day + timedelta(days=age)
        if on > LAST:
            break
        detail = _detail(int(first * 0.55**age) + (_chance(6, title, age) if age < 12 else 0))
        sums = {name: sums[name] + value for name, value in detail.items()}
        if detail["read_user"]:
            told.articles[on, msgid] = detail
        told.totals[msgid] = {
            "title": title,
            "publish_type": 1,
            "published_on": day,
            "detail": {**sums, "stat_date": on.isoformat()},
        }


def _detail(readers: int) -> dict[str, int]:
    return {
        "read_user": readers, "share_user": readers // 13, "like_user": readers // 38, "zaikan_user": readers // 70,
        "comment_count": readers // 260, "collection_user": readers // 85,
    }  # fmt: skip


def _tell_day(told: Gathered, day: date, total: int) -> int:
    """The figures of a day; how many follow in the end. Who reads an article may come to follow."""
    today = [detail for (on, _), detail in told.articles.items() if on == day]
    older = _detail(18 + _chance(35, "older", day))
    told.account[day] = {name: older[name] + sum(each[name] for each in today) for name in older}
    working = day.weekday() < 5
    gained = (9 if working else 4) + _chance(9, "gained", day) + told.account[day]["read_user"] // 55
    lost = 2 + _chance(6, "lost", day) + told.account[day]["read_user"] // 320
    by_source = dict.fromkeys(SOURCES[1:], gained // 5)
    by_source["0"] = gained - sum(by_source.values())
    told.users[day] = {"gained": gained, "lost": lost, "total": total + gained - lost, "by_source": by_source}
    return total + gained - lost
