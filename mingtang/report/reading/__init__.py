"""Reading annual reports that anyone published: HTML, plain text, DOCX, XLSX.

Every file becomes lines of cells (``lines``); tables are found in them by their labels (``table2``, ``table3``,
``table4``); what remains is the text of the six sections (``sections``). Nothing here needs the database.
"""

from mingtang.report.reading.errors import Unreadable
from mingtang.report.reading.report import Report, read

__all__ = ["Report", "Unreadable", "read"]
