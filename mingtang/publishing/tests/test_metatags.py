"""The checker of the fifteen tags."""

import pytest

from mingtang.publishing.metatags import check, site_tags
from mingtang.web.site import Site

SITE = Site(name="楚江市行政审批局", domain="xzsp.chujiang.example.cn", identifier="4299000015")
EXPECTED = {
    **site_tags(SITE),
    "ArticleTitle": '说“好”"&<',
    "PubDate": "2022-10-24 09:30",
    "Url": "https://xzsp.chujiang.example.cn/tzgg/t1/",
}


def html(**changes: str | None) -> str:
    from django.utils.html import escape

    tags = {name: value for name, value in {**EXPECTED, **changes}.items() if value is not None}
    return "".join(f'<meta name="{name}" content="{escape(value)}">' for name, value in tags.items())


def test_right_tags_have_no_findings() -> None:
    assert check(html(), EXPECTED) == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"SiteIDCode": None}, "缺少标签 SiteIDCode"),
        ({"SiteName": "别的局"}, "应当是“楚江市行政审批局”"),
        ({"ColumnName": "多出来的"}, "不该有标签 ColumnName"),
        ({"PubDate": "2022-10-24"}, "不是“年-月-日 时:分”"),
        ({"PubDate": "2022—10—24 09:30"}, "不是“年-月-日 时:分”"),
        ({"Url": "/tzgg/t1/"}, "没有写本站的域名"),
        ({"Url": "https://elsewhere.example.cn/tzgg/t1/"}, "没有写本站的域名"),
        ({"sitename": "x", "SiteName": None}, "缺少标签 SiteName"),
    ],
)
def test_each_fault_is_found(changes: dict[str, str | None], words: str) -> None:
    assert any(words in each.sentence for each in check(html(**changes), EXPECTED))


def test_a_tag_stands_once() -> None:
    found = check(html() + '<meta name="PubDate" content="2022-10-24 09:30">', EXPECTED)
    assert [each.sentence for each in found] == ["标签 PubDate 出现2次，只应有一次。"]


def test_an_empty_tag_that_must_say_something_is_a_fault() -> None:
    assert (
        check('<meta name="ColumnName" content="">', {"ColumnName": ""})[0].sentence
        == "标签 ColumnName 是空的。"
    )
