"""格式的各列：中文列名给人看，英文名给程序用，读的时候两种都认；列名就是旧系统导出时常见的叫法。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "html", "day", "moment", "yes", "many"]


@dataclass(frozen=True)
class Field:
    """One column. ``many``: parts parted by lines or by 、 or ； (``attachments``: 名称=路径, one a line)."""

    name: str
    title: str
    kind: Kind = "text"
    also: tuple[str, ...] = ()
    on: tuple[str, ...] = ("article", "document", "consultation")
    plain: bool = True  # a field of the model of the same name


DOCUMENT, CONSULTATION, ARTICLE = ("document",), ("consultation",), ("article",)

FIELDS = (
    Field("key", "编号", also=("稿件编号", "id", "ID"), plain=False),
    Field("column", "栏目", also=("栏目路径", "栏目名称"), plain=False),
    Field("form", "稿件类型", also=("类型",), plain=False),
    Field("title", "标题", also=("文章标题",)),
    Field("shown_at", "发布时间", "moment", also=("发布日期", "日期"), plain=False),
    Field("source", "来源", also=("信息来源",)),
    Field("author", "作者"),
    Field("editor", "责任编辑", also=("编辑",)),
    Field("summary", "内容概述", also=("摘要", "概述")),
    Field("keywords", "关键词"),
    Field("old_address", "原网址", also=("网址", "URL", "url"), plain=False),
    Field("origin_url", "转载链接"),
    Field("address", "网页名", plain=False),
    Field("index_number", "索引号", plain=False),
    Field("disclosure", "公开属性"),
    Field("ai_assisted", "含人工智能生成内容", "yes"),
    Field("to_wechat", "同时发公众号", "yes", also=("公众号",)),
    Field("number", "文号", also=("发文字号",), on=DOCUMENT),
    Field("issuers", "发文机关", on=DOCUMENT),
    Field("signed_on", "成文日期", "day", on=DOCUMENT),
    Field("effective_on", "施行日期", "day", also=("实施日期",), on=DOCUMENT),
    Field("expires_on", "有效期至", "day", also=("失效日期",), on=DOCUMENT),
    Field("topic", "主题分类", on=DOCUMENT),
    Field("genre", "体裁", also=("公文种类",), on=DOCUMENT),
    Field("normative", "行政规范性文件", "yes", on=DOCUMENT),
    Field("validity", "效力状态", on=DOCUMENT),
    Field("validity_note", "效力说明", on=DOCUMENT),
    Field("own_letterhead", "本机关制发", "yes", on=DOCUMENT),
    Field("no_interpretation", "不配解读的理由", on=DOCUMENT),
    Field("repealed_by", "由哪份文件废止或修改", on=DOCUMENT, plain=False),
    Field("medium", "解读形式", on=ARTICLE),
    Field("explains", "解读的公文", "many", on=ARTICLE, plain=False),
    Field("opens_on", "开始日期", "day", on=CONSULTATION),
    Field("closes_on", "截止日期", "day", also=("结束日期",), on=CONSULTATION),
    Field("short_reason", "期限少于30日的理由", on=CONSULTATION),
    Field("by_post", "信函地址", on=CONSULTATION),
    Field("by_mail", "电子邮箱", on=CONSULTATION),
    Field("contact", "联系人和电话", on=CONSULTATION),
    Field("result_on", "公布采纳情况的日期", "day", on=CONSULTATION),
    Field("explanation", "起草说明", "html", on=CONSULTATION, plain=False),
    Field("result", "采纳情况", "html", on=CONSULTATION, plain=False),
    Field("cover", "题图", plain=False),
    Field("attachments", "附件", "many", plain=False),
    Field("body", "正文", "html", also=("内容",), plain=False),
    Field("body_file", "正文文件", plain=False),
)
BY_NAME = {each.name: each for each in FIELDS}
_KNOWN = {title: each.name for each in FIELDS for title in (each.name, each.title, *each.also)}

FORMS = {"article": "文章", "document": "公文", "consultation": "意见征集"}
YES = {"是": True, "有": True, "1": True, "true": True, "√": True}
NO = {"否": False, "无": False, "0": False, "false": False, "×": False}


def name_of(title: str) -> str:
    """The name of the field a column is for; '' when it is for none."""
    return _KNOWN.get(title.strip(), "")


def of_form(form: str) -> list[Field]:
    """The fields of a 文章, 公文 or 意见征集 that go to the model as they are."""
    return [each for each in FIELDS if each.plain and form in each.on]
