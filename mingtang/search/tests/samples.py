"""Documents of a fictional bureau."""

from datetime import date

from mingtang.kit.db import writing
from mingtang.search import index
from mingtang.search.index import Document

GUIDE = Document(
    "file",
    "1",
    "关于印发《楚江市营业执照办理指南》的通知",
    "为了优化营商环境，做好政府（信息）公开，制定本指南。\n领取 营业执照 不收费。",
    url="/files/1",
    number="楚审批〔2022〕5号",
    channel="行政规范性文件",
    channel_key="files",
    section="政策法规科",
    on=date(2022, 3, 1),
    valid="有效",
)
OLD = Document(
    "file",
    "2",
    "楚江市营业执照遗失补领办法",
    "营业执照遗失的，凭身份证明补领。",
    url="/files/2",
    number="楚审批〔2022〕15号",
    channel="行政规范性文件",
    channel_key="files",
    section="政策法规科",
    on=date(2021, 5, 6),
    valid="废止",
    weight=0.5,
)
NEWS = Document(
    "news",
    "1",
    "12345热线与大厅窗口“一号响应”",
    "依据GB/T 37668—2019，热线答复政府信息公开、营业执照等问题。陈国栋到现场。",
    url="/news/1",
    channel="工作动态",
    channel_key="news",
    on=date(2022, 9, 8),
)
RARE = Document(
    "news",
    "2",
    "𠮷祥街道办事处搬迁公告",
    "办事处迁至㙟河路。二○二二年",
    channel="通知公告",
    channel_key="notices",
)
ALL = (GUIDE, OLD, NEWS, RARE)


def fill(*documents: Document) -> None:
    with writing():
        index.put(*(documents or ALL))
