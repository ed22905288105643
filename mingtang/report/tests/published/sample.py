"""虚构的楚江市行政审批局2022年度报告：三张表的数和六个部分的文字，供各种版式的测试文件使用。"""

from dataclasses import dataclass, field, replace

from mingtang.law.annual_report import Figures, Table2, Table3, Table4

ORGAN = "楚江市行政审批局"
TITLE = "楚江市行政审批局2022年政府信息公开工作年度报告"

FIGURES = Figures(
    Table2.from_lists([[0, 0, 0], [0, 0, 3], [965], [0], [0], ["0.59"]]),
    Table3.of(
        {
            ("new", "natural"): 13,
            ("new", "enterprise"): 1,
            ("granted", "natural"): 6,
            ("granted", "enterprise"): 1,
            ("partial", "natural"): 2,
            ("u1", "natural"): 4,
            ("carried_out", "natural"): 1,
        }
    ),
    Table4.of({}),
)

OVERVIEW = """2022年，楚江市行政审批局按照条例的要求开展政府信息公开工作，各项任务按计划完成。
（一）主动公开。局门户网站全年发布稿件2210篇，政务新媒体推送318篇，阅读74300次；公示项目审批结果61条。
（二）依申请公开。全年共收到政府信息公开申请14件，已办结13件，1件结转下年度继续办理。
（三）政府信息管理。稿件由科室起草、分管领导审核，发布前逐篇作保密审查，失效的文件及时标注。
（四）平台建设。网站新设办事指南专栏，12345热线知识库同步更新，24小时在线答复。
（五）监督保障。公开工作列入科室年度考核，组织业务培训2次，共96人次参加。"""

DISCLOSED = (
    "2022年，楚江市行政审批局制发规章0件、行政规范性文件0件；处理行政许可965件、行政处罚0件、行政强制0件；"
    "行政事业性收费0.59万元。"
)
REQUESTS = "2022年，共收到政府信息公开申请14件，已办结13件，1件结转下年度继续办理。"
REMEDIES = "2022年没有发生因政府信息公开引起的行政复议和行政诉讼。"
PROBLEMS = """2021年度报告提到的“栏目更新不及时”问题，已经按栏目定了责任科室和更新周期，全部整改到位。
2022年的主要问题：个别栏目内容偏少，2项政策的解读晚于文件发布。下一步将把解读与文件同步起草、同步发布，每季度检查一次。"""
OTHERS = """2022年没有发出收费通知，没有收取信息处理费。
承办人大代表建议7件（4件主办，3件会办）、政协提案8件（3件主办，5件会办），全部按时办结。
全年发布招标投标信用信息1420项。"""


@dataclass(frozen=True)
class Sample:
    """One report to be written in some layout: its figures, its six texts, its title."""

    figures: Figures = FIGURES
    texts: tuple[str, ...] = (OVERVIEW, DISCLOSED, REQUESTS, REMEDIES, PROBLEMS, OTHERS)
    title: str = TITLE
    # Cells written as something else than their number: (table, row key, column key) -> text.
    written: dict[tuple[int, str, str], str] = field(default_factory=dict)

    def text(self, section: int, words: str) -> "Sample":
        """The same report with another text in one section."""
        return replace(self, texts=(*self.texts[: section - 1], words, *self.texts[section:]))

    def saying(self, old: str, new: str) -> "Sample":
        """The same report with words of its text replaced; the words must be there."""
        assert any(old in text for text in self.texts), old
        return replace(self, texts=tuple(text.replace(old, new) for text in self.texts))

    def writing(self, table: int, row: str, column: str, text: str) -> "Sample":
        """The same report with one cell written as ``text``."""
        return replace(self, written={**self.written, (table, row, column): text})


SAMPLE = Sample()


def spoken(figures: Figures, year: int = 2022) -> tuple[str, ...]:
    """Six texts that state every number the checker compares, each as the tables have it."""
    two, three, four = figures.table2, figures.table3, figures.table4
    assert isinstance(two, Table2)
    assert three is not None
    assert four is not None
    new, before, done, after = (three.cell(key) for key in ("new", "carried_in", "done", "carried_out"))
    suits = (four.cell("direct_suit") or 0) + (four.cell("suit_after_reconsideration") or 0)
    rules, documents = two.regulations, two.normative_documents
    return (
        OVERVIEW.replace(
            "全年共收到政府信息公开申请14件，已办结13件，1件结转下年度继续办理。",
            f"全年新收政府信息公开申请{new}件，上年结转{before}件，已办结{done}件，结转下年度{after}件。",
        ),
        f"{year}年制发规章{rules.issued}件、废止{rules.repealed}件、现行有效{rules.in_force}件；"
        f"行政规范性文件制发{documents.issued}件、废止{documents.repealed}件、现行有效{documents.in_force}件；"
        f"处理行政许可{two.licences}件、行政处罚{two.penalties}件、行政强制{two.compulsory_measures}件；"
        f"行政事业性收费{two.fees_wan}万元。",
        f"{year}年新收政府信息公开申请{new}件，办结{done}件，其中予以公开{three.cell('granted')}件、"
        f"部分公开{three.cell('partial')}件。",
        f"{year}年发生政府信息公开行政复议{four.cell('reconsideration')}件、行政诉讼{suits}件。",
        PROBLEMS,
        OTHERS,
    )
