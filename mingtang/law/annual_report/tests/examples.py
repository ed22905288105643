"""A consistent year of figures, and texts that agree with it."""

from mingtang.law.annual_report import Figures, Narrative, Table2, Table3, Table4

COUNTS = {
    ("new", "natural"): 40,
    ("new", "enterprise"): 6,
    ("new", "legal_service"): 2,
    ("carried_in", "natural"): 3,
    ("granted", "natural"): 20,
    ("granted", "enterprise"): 4,
    ("partial", "natural"): 5,
    ("d4", "natural"): 2,
    ("d6", "enterprise"): 1,
    ("u1", "natural"): 9,
    ("n1", "natural"): 2,
    ("o2", "natural"): 1,
    ("o3", "legal_service"): 2,
    ("carried_out", "natural"): 4,
    ("carried_out", "enterprise"): 1,
}
TABLE2 = Table2.from_lists([[1, 0, 4], [3, 2, 20], [965], [12], [1], ["0.59"]])
TABLE3 = Table3.of(COUNTS)
TABLE4 = Table4.of(
    {
        ("reconsideration", "upheld"): 2,
        ("reconsideration", "pending"): 1,
        ("direct_suit", "other"): 1,
        ("suit_after_reconsideration", "corrected"): 1,
    }
)
FIGURES = Figures(TABLE2, TABLE3, TABLE4)
TEXTS = (
    "2022年全局推进主动公开，依申请公开答复规范，政府信息管理从严，网站平台改版，监督保障到位，"
    "考核和培训各开展一次，公众满意度有所提高，工作机制更加健全，台账逐月核对。",
    "2022年制发行政规范性文件3件。",
    "2022年收到政府信息公开申请48件，上年结转3件。",
    "2022年行政复议3件、行政诉讼2件。",
    "存在的问题是部分栏目更新不及时；下一步逐项改进，明确责任科室和完成时间，按季度检查落实情况。",
    "2022年发出收费通知1件，没有收取信息处理费。",
)


def narrative(
    section: int = 0, text: str = "", *, year: int | None = 2022, government: bool = False
) -> Narrative:
    """The texts with one section replaced."""
    texts = tuple(text if number == section else words for number, words in enumerate(TEXTS, 1))
    return Narrative(texts, year=year, government=government)
