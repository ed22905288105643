"""文件：规则引用的法律、法规、司法解释和规范性文件，以及写依据的简便办法。"""

from mingtang.law.cite import Cite

REGULATION = "政府信息公开条例"
OLD_REGULATION = "政府信息公开条例（2007年）"
RECONSIDERATION = "行政复议法"
OLD_RECONSIDERATION = "行政复议法（2017年修正）"
LITIGATION = "行政诉讼法"
CIVIL_PROCEDURE = "民事诉讼法"
CIVIL_CODE = "民法典"
DISCLOSURE_SUITS = "最高人民法院关于审理政府信息公开行政案件适用法律若干问题的解释"
HOLIDAYS = "全国年节及纪念日放假办法"
FEES = "政府信息公开信息处理费管理办法"
OFFICE = "本机关政府信息公开工作规程"

# 发布文号，显示时放在名称后面。
NUMBERS = {
    REGULATION: "国务院令第711号",
    OLD_REGULATION: "国务院令第492号",
    RECONSIDERATION: "2023年修订",
    LITIGATION: "2017年修正",
    DISCLOSURE_SUITS: "法释〔2025〕8号",
    HOLIDAYS: "国务院令第795号",
    FEES: "国办函〔2020〕109号",
}


def regulation(article: str, text: str, note: str = "") -> Cite:
    """《政府信息公开条例》（国务院令第711号）的一条。"""
    return Cite(REGULATION, article, text, "行政法规", note=note)


def statute(instrument: str, article: str, text: str, *, verified: bool = True, note: str = "") -> Cite:
    """一部法律的一条。"""
    return Cite(instrument, article, text, "法律", verified, note)


def document(instrument: str, article: str, text: str, *, verified: bool = True, note: str = "") -> Cite:
    """一份规范性文件的一条。"""
    return Cite(instrument, article, text, "规范性文件", verified, note)


def practice(article: str, text: str, note: str = "") -> Cite:
    """本机关做法：法律没有写明、由本机关定下来的口径。可以改，改了要留下新的一版。"""
    return Cite(OFFICE, article, text, "本机关做法", note=note)


WORKDAY = Cite(
    HOLIDAYS,
    "第二条、第六条",
    "全体公民放假的节日……统一放假调休，每年的安排由国务院办公厅通知",
    verified=False,
    note="条款按大意转述，各年通知见放假通知",
)
FIRST_DAY_NOT_COUNTED = statute(
    CIVIL_CODE, "第二百零一条第一款", "按照年、月、日计算期间的，开始的当日不计入，自下一日开始计算。"
)
MONTH_ENDS = statute(
    CIVIL_CODE, "第二百零二条", "到期月的对应日为期间的最后一日；没有对应日的，月末日为期间的最后一日。"
)
ROLLS_FORWARD = statute(
    CIVIL_CODE,
    "第二百零三条第一款",
    "期间的最后一日是法定休假日的，以法定休假日结束的次日为期间的最后一日。",
)
MAKEUP_DOES_NOT_ROLL = practice("期间届满", "最后一日是调休上班的周末的，当日照常届满，不顺延。")
