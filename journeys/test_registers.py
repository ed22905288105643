"""A table from another program comes into the registers, bad row and all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from journeys.browser import Visitor

ROWS = """决定文号,事项,相对人,决定日期
楚审许〔2022〕15号,建筑工程施工许可证核发,楚江恒远建设有限公司,2022-05-16
楚审许〔2022〕16号,建筑工程施工许可证核发,楚江云帆物业有限公司,2022-13-45
楚审许〔2022〕17号,城镇污水排入排水管网许可,楚江市第三中学,2022-06-01
"""


def test_bad_rows_come_back_and_good_rows_stay(
    office: Callable[[str], Visitor], day: Callable[[date], None], tmp_path: Path
) -> None:
    clerk = office("王静文")
    day(date(2022, 7, 1))
    table = tmp_path / "上半年行政许可.csv"
    table.write_text(ROWS, encoding="utf-8-sig")

    # The clerk looks at what was read before anything is imported.
    clerk.goes_to("/office/registers/")
    clerk.shuts_nobody_out()
    clerk.goes_to("/office/registers/import/")
    clerk.shuts_nobody_out()
    clerk.takes("导入到", "行政许可")
    clerk.attaches("表格文件", table)
    clerk.presses("读出并查看")
    clerk.sees("现在还没有导入")
    clerk.sees("第 3 行，决定日期")
    clerk.sees("2022-13-45")
    clerk.shuts_nobody_out()
    assert clerk.downloads("下载退回的行")[:2] == b"PK"

    # Two rows come in; table two counts them.
    clerk.presses("导入 2 条")
    clerk.sees("导入结果")
    clerk.shuts_nobody_out()
    clerk.follows("查看行政许可")
    clerk.sees("城镇污水排入排水管网许可")
    clerk.does_not_see("楚江云帆物业有限公司")
    clerk.shuts_nobody_out()

    # The same file once more changes nothing.
    clerk.goes_to("/office/registers/import/")
    clerk.takes("导入到", "行政许可")
    clerk.attaches("表格文件", table)
    clerk.presses("读出并查看")
    clerk.sees("同一个文件已于 2022-07-01 导入过")
    clerk.presses("完成")
    clerk.goes_to("/office/registers/decisions/?kind=licence&year=2022")
    clerk.sees("2 件")
