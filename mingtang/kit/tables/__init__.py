"""Tables in and out: XLSX and CSV written without formulas, read with distrust."""

from mingtang.kit.tables.reading import BEYOND, Cell, TableRefused, read_rows
from mingtang.kit.tables.writing import Sheet, Value, write_csv, write_xlsx

__all__ = ["BEYOND", "Cell", "Sheet", "TableRefused", "Value", "read_rows", "write_csv", "write_xlsx"]
