"""年度报告的三张表：不可变的值，格子是整数；读自外来报告而读不出的格子是 None。"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from mingtang.law.annual_report.form import (
    APPLICANTS,
    COLUMN_KEYS,
    FORM_2019,
    FORM_2021,
    FORMS,
    GROUP4_KEYS,
    RESULT4_KEYS,
    ROW_KEYS,
    Code,
    Form,
)

Cell = int | None
Json = int | float | None


def number(value: Decimal | int | None) -> Json:
    """A cell as JSON writes it: 0.59 stays 0.59, 3.00 becomes 3, unread stays null."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def _cell(value: object) -> Cell:
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    raise ValueError(f"格子里应当是整数，实际是 {value!r}。")


def _matrix(lists: Sequence[Sequence[object]], height: int, width: int) -> tuple[tuple[Cell, ...], ...]:
    """``height`` rows of ``width`` cells. Raises ValueError when the shape or a cell is wrong."""
    if len(lists) != height or any(len(row) != width for row in lists):
        raise ValueError(f"表应当是{height}行{width}列。")
    return tuple(tuple(_cell(value) for value in row) for row in lists)


def plus(cells: Iterable[Cell]) -> Cell:
    """The sum of cells; None as soon as one of them is unread, because a sum must not be guessed."""
    total = 0
    for cell in cells:
        if cell is None:
            return None
        total += cell
    return total


@dataclass(frozen=True, slots=True)
class Documents:
    """表二第一项的一行：本年制发、本年废止、现行有效（12月31日），单位件。"""

    issued: Cell
    repealed: Cell
    in_force: Cell

    def to_list(self) -> list[Cell]:
        """Three integers in the order of the table."""
        return [self.issued, self.repealed, self.in_force]


@dataclass(frozen=True, slots=True)
class Table2:
    """表二（2021年格式）：主动公开政府信息情况。收费单位是万元，用十进制数。"""

    regulations: Documents
    normative_documents: Documents
    licences: Cell
    penalties: Cell
    compulsory_measures: Cell
    fees_wan: Decimal | None

    @classmethod
    def from_lists(cls, lists: Sequence[Sequence[object]]) -> "Table2":
        """Six rows in the order of the form: two of three cells, four of one; fees as Decimal, int or str."""
        if [len(row) for row in lists] != [3, 3, 1, 1, 1, 1]:
            raise ValueError("表二应当是六行：前两行各三格，后四行各一格。")
        regulations, documents = (Documents(*(_cell(value) for value in row)) for row in lists[:2])
        licences, penalties, measures = (_cell(row[0]) for row in lists[2:5])
        fees = lists[5][0]
        return cls(
            regulations,
            documents,
            licences,
            penalties,
            measures,
            None if fees is None else Decimal(str(fees)),
        )

    @classmethod
    def from_dict(cls, data: Mapping[str, object]) -> "Table2":
        """The shape of ``to_dict``."""
        documents = [data["regulations"], data["normative_documents"]]
        rows: list[Sequence[object]] = [
            [entry[key] for key in ("issued", "repealed", "in_force")]
            for entry in documents
            if isinstance(entry, Mapping)
        ]
        single = ("licences", "penalties", "compulsory_measures", "fees_wan")
        return cls.from_lists([*rows, *([data[key]] for key in single)])

    def to_lists(self) -> list[list[Json]]:
        """Six rows in the order of the form."""
        documents: list[list[Json]] = [[*self.regulations.to_list()], [*self.normative_documents.to_list()]]
        return [
            *documents,
            [self.licences],
            [self.penalties],
            [self.compulsory_measures],
            [number(self.fees_wan)],
        ]

    def to_dict(self) -> dict[str, object]:
        """The JSON shape: documents as objects, decisions as integers, fees in 万元 as a number."""
        names = ("issued", "repealed", "in_force")
        return {
            "regulations": dict(zip(names, self.regulations.to_list(), strict=True)),
            "normative_documents": dict(zip(names, self.normative_documents.to_list(), strict=True)),
            "licences": self.licences,
            "penalties": self.penalties,
            "compulsory_measures": self.compulsory_measures,
            "fees_wan": number(self.fees_wan),
        }

    def __add__(self, other: "Table2") -> "Table2":
        """The roll-up of two organs."""
        pairs = zip(self.to_lists()[:5], other.to_lists()[:5], strict=True)
        sums: list[Sequence[object]] = [
            [plus((_cell(a), _cell(b))) for a, b in zip(x, y, strict=True)] for x, y in pairs
        ]
        unread = self.fees_wan is None or other.fees_wan is None
        fees = None if unread else (self.fees_wan or Decimal()) + (other.fees_wan or Decimal())
        return Table2.from_lists([*sums, [fees]])


@dataclass(frozen=True, slots=True)
class TrialTable2:
    """表二（2019年试行格式）：行的键 → 该行各格；行列见 ``form.TRIAL_TABLE2``。"""

    cells: Mapping[str, tuple[Decimal | int | None, ...]]

    def __post_init__(self) -> None:
        shape = {item.key: len(item.columns) for item in FORM_2019.table2}
        if {key: len(row) for key, row in self.cells.items()} != shape:
            raise ValueError("表二的行列与2019年试行格式不符。")

    def get(self, key: str, column: str) -> Decimal | int | None:
        """One cell by the keys of ``TRIAL_TABLE2``."""
        item = next(item for item in FORM_2019.table2 if item.key == key)
        return self.cells[key][[name for name, _ in item.columns].index(column)]

    def to_dict(self) -> dict[str, object]:
        """The JSON shape: every row an object of its columns."""
        return {
            item.key: {
                name: number(cell) for (name, _), cell in zip(item.columns, self.cells[item.key], strict=True)
            }
            for item in FORM_2019.table2
        }


@dataclass(frozen=True, slots=True)
class Table3:
    """表三：25行×7列，行列次序见 ``form.ROWS`` 和 ``form.COLUMNS``，单位件。"""

    rows: tuple[tuple[Cell, ...], ...]

    @classmethod
    def from_lists(cls, lists: Sequence[Sequence[object]]) -> "Table3":
        """25 lists of 7 integers in statutory order; None for a cell that could not be read."""
        return cls(_matrix(lists, len(ROW_KEYS), len(COLUMN_KEYS)))

    @classmethod
    def of(cls, counts: Mapping[tuple[str, str], int]) -> "Table3":
        """From counts by (row, applicant kind); （七）总计 and the 总计 column are added up here.

        Missing pairs count as 0. Raises KeyError for a row or kind the table does not have.
        """
        unknown = [key for key in counts if key[0] not in _COUNTED or key[1] not in APPLICANTS]
        if unknown:
            raise KeyError(f"表三没有这样的行或列：{unknown}")
        body = {row: [counts.get((row, kind), 0) for kind in APPLICANTS] for row in _COUNTED}
        body["done"] = [sum(column) for column in zip(*(body[row] for row in FORM_2021.results), strict=True)]
        return cls(tuple((*body[row], sum(body[row])) for row in ROW_KEYS))

    def row(self, key: str) -> tuple[Cell, ...]:
        """Seven cells of one row."""
        return self.rows[ROW_KEYS.index(key)]

    def cell(self, row: str, column: str = "total") -> Cell:
        """One cell."""
        return self.row(row)[COLUMN_KEYS.index(column)]

    def total(self, rows: Iterable[str], column: str = "total") -> Cell:
        """The sum of several rows in one column; None when one of them is unread."""
        return plus(self.cell(row, column) for row in rows)

    def to_lists(self) -> list[list[Cell]]:
        """25 lists of 7 integers."""
        return [list(row) for row in self.rows]

    def __add__(self, other: "Table3") -> "Table3":
        """The roll-up of two organs."""
        return Table3(_sum_of_rows(self.rows, other.rows))


_COUNTED = tuple(key for key in ROW_KEYS if key != "done")


@dataclass(frozen=True, slots=True)
class Table4:
    """表四：行政复议、未经复议直接起诉、复议后起诉三组，每组五格（维持、纠正、其他、未结、总计）。"""

    groups: tuple[tuple[Cell, ...], ...]

    @classmethod
    def from_lists(cls, lists: Sequence[Sequence[object]]) -> "Table4":
        """3 lists of 5 integers; None for a cell that could not be read."""
        return cls(_matrix(lists, len(GROUP4_KEYS), len(RESULT4_KEYS)))

    @classmethod
    def of(cls, counts: Mapping[tuple[str, str], int]) -> "Table4":
        """From counts by (group, result); the totals are added up here. Raises KeyError for unknown keys."""
        unknown = [key for key in counts if key[0] not in GROUP4_KEYS or key[1] not in RESULT4_KEYS[:4]]
        if unknown:
            raise KeyError(f"表四没有这样的格子：{unknown}")
        parts = [[counts.get((group, result), 0) for result in RESULT4_KEYS[:4]] for group in GROUP4_KEYS]
        return cls(tuple((*part, sum(part)) for part in parts))

    def group(self, key: str) -> tuple[Cell, ...]:
        """Five cells of one group."""
        return self.groups[GROUP4_KEYS.index(key)]

    def cell(self, group: str, result: str = "total") -> Cell:
        """One cell."""
        return self.group(group)[RESULT4_KEYS.index(result)]

    def to_lists(self) -> list[list[Cell]]:
        """3 lists of 5 integers."""
        return [list(group) for group in self.groups]

    def __add__(self, other: "Table4") -> "Table4":
        """The roll-up of two organs."""
        return Table4(_sum_of_rows(self.groups, other.groups))


def _sum_of_rows(
    left: tuple[tuple[Cell, ...], ...], right: tuple[tuple[Cell, ...], ...]
) -> tuple[tuple[Cell, ...], ...]:
    pairs = zip(left, right, strict=True)
    return tuple(tuple(plus(both) for both in zip(a, b, strict=True)) for a, b in pairs)


@dataclass(frozen=True, slots=True)
class Mark:
    """一格里本该是数字的地方写了别的（空白、“/”、文字）：表号、行键、列键、原样文字。"""

    table: int
    row: str
    column: str
    text: str


@dataclass(frozen=True, slots=True)
class Figures:
    """一份年度报告的三张表。读不到的表是 None；``form`` 是表三所用的格式，``marks`` 是读不成数的格子。

    ``gaps`` 是整行读不出的说明：表号、行键（整张表时为空）、一句话。
    """

    table2: Table2 | TrialTable2 | None
    table3: Table3 | None
    table4: Table4 | None
    form_code: Code = "2021"
    marks: tuple[Mark, ...] = ()
    gaps: tuple[tuple[int, str, str], ...] = field(default=())

    @property
    def form(self) -> Form:
        """The form of table three."""
        return FORMS[self.form_code]

    def __add__(self, other: "Figures") -> "Figures":
        """The roll-up of two organs that report in the current form. Raises ValueError otherwise."""
        mine, theirs = (_complete(figures) for figures in (self, other))
        return Figures(mine[0] + theirs[0], mine[1] + theirs[1], mine[2] + theirs[2])


def _complete(figures: Figures) -> tuple[Table2, Table3, Table4]:
    table2, table3, table4 = figures.table2, figures.table3, figures.table4
    if (
        isinstance(table2, Table2)
        and table3 is not None
        and table4 is not None
        and figures.form_code == "2021"
    ):
        return table2, table3, table4
    raise ValueError("只有2021年格式的、三张表齐全的报告可以汇总。")
