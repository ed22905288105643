"""正文里会提到的量，各是表中哪一格或哪几格之和。"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from mingtang.law.annual_report.equations import cells
from mingtang.law.annual_report.finding import Place
from mingtang.law.annual_report.form import APPLICANTS, GROUP4_KEYS, GROUPS4, RESULTS4, ROW_KEYS, column, row
from mingtang.law.annual_report.tables import Cell, Figures

Cells = Mapping[Place, Cell | Decimal]


@dataclass(frozen=True, slots=True)
class Quantity:
    """一个量：名称和它在表中的位置。``ways`` 里任何一种算法相符都算相符（如含不含上年结转两种说法）。"""

    label: str
    ways: tuple[tuple[Place, ...], ...]

    def values(self, known: Cells) -> tuple[Decimal, ...]:
        """What the tables say, one value for each way that can be read."""
        sums = (_sum(known, way) for way in self.ways)
        return tuple(value for value in sums if value is not None)

    @property
    def where(self) -> tuple[Place, ...]:
        """The cells of the first way."""
        return self.ways[0]


def known_cells(figures: Figures) -> Cells:
    """Every cell the tables have, by its place."""
    return {place: value for table in (2, 3, 4) for place, value in cells(figures, table)}


def _sum(known: Cells, way: Iterable[Place]) -> Decimal | None:
    """Rows the form does not have are left out; a cell that could not be read spoils the sum."""
    values = [known[place] for place in way if place in known]
    if not values or None in values:
        return None
    return sum((Decimal(value) for value in values if value is not None), Decimal())


def _three(*rows: str, columns: Iterable[str] = ("total",)) -> tuple[Place, ...]:
    return tuple(Place(3, key, name) for key in rows for name in columns)


def _rows(prefix: str) -> tuple[str, ...]:
    return tuple(key for key in ROW_KEYS if key[0] == prefix and key[1:].isdigit())


def _simple() -> dict[str, Quantity]:
    new, before, done, after = (_three(key) for key in ("new", "carried_in", "done", "carried_out"))
    return {
        "received": Quantity("本年新收", (new,)),
        "received_or_all": Quantity("本年新收（或连同上年结转）", (new, new + before)),
        "handled": Quantity("本年新收或办理结果总计", (new, new + before, done)),
        "carried_in": Quantity("上年结转", (before,)),
        "done": Quantity("办理结果总计", (done,)),
        "carried_out": Quantity("结转下年度", (after,)),
        "granted": Quantity("（一）予以公开", (_three("granted"),)),
        "partial": Quantity("（二）部分公开", (_three("partial"),)),
        "refused": Quantity("（三）不予公开各行之和", (_three(*_rows("d")),)),
        "unable": Quantity("（四）无法提供各行之和", (_three(*_rows("u")),)),
        "not_processed": Quantity("（五）不予处理各行之和", (_three(*_rows("n")),)),
        "others": Quantity("（六）其他处理各行之和", (_three(*_rows("o")),)),
    }


def _by_row() -> dict[str, Quantity]:
    keys = [key for prefix in "duno" for key in _rows(prefix) if key != "o3"]
    return {key: Quantity(row(key).name, (_three(key),)) for key in keys}


def _by_applicant() -> dict[str, Quantity]:
    single = {
        f"new.{kind}": Quantity(f"本年新收·{column(kind).label}", (_three("new", columns=(kind,)),))
        for kind in APPLICANTS
    }
    legal = Quantity("本年新收·法人或其他组织各列之和", (_three("new", columns=APPLICANTS[1:]),))
    return {**single, "new.legal": legal}


def _disclosure() -> dict[str, Quantity]:
    names = {"issued": "本年制发", "repealed": "本年废止", "in_force": "现行有效"}
    documents = {
        f"{item}.{key}": Quantity(f"{label}·{name}", ((Place(2, item, key),),))
        for item, label in (("regulations", "规章"), ("normative_documents", "行政规范性文件"))
        for key, name in names.items()
    }
    decisions = {
        key: Quantity(label, ((Place(2, key, "decisions"),),))
        for key, label in (
            ("licences", "行政许可"),
            ("penalties", "行政处罚"),
            ("compulsory_measures", "行政强制"),
        )
    }
    return {
        **documents,
        **decisions,
        "fees_wan": Quantity("行政事业性收费", ((Place(2, "fees_wan", "amount"),),)),
    }


def _remedies() -> dict[str, Quantity]:
    groups = {**{key: (key,) for key in GROUP4_KEYS}, "suits": GROUP4_KEYS[1:], "remedies": GROUP4_KEYS}
    labels = {**dict(GROUPS4), "suits": "行政诉讼", "remedies": "行政复议和行政诉讼"}
    return {
        f"{name}.{result}": Quantity(
            f"{labels[name]}·{says}", (tuple(Place(4, group, result) for group in members),)
        )
        for name, members in groups.items()
        for result, says in RESULTS4
    }


QUANTITIES: dict[str, Quantity] = {
    **_simple(),
    **_by_row(),
    **_by_applicant(),
    **_disclosure(),
    **_remedies(),
}
