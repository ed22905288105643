"""一个数的说法，和认数用的共同写法。"""

from dataclasses import dataclass
from decimal import Decimal

from mingtang.law.annual_report import numerals

# No number after 约、近、第、每 and the like, none before 余、多: such words do not state a count. The same for 件次、件事.
NUMBER = rf"(?<![约近超逾第每\d.~至-])(?P<n>{numerals.PATTERN})(?![余多几万千]|左右|以上)"
UNIT = r"(?P<unit>件|份|起|宗|条|例|个|项|篇|部)(?![次事])(?!左右|以上|以内)"
COUNT = NUMBER + UNIT


@dataclass(frozen=True, slots=True)
class Claim:
    """正文里的一个数：``quantity`` 是量的键（见 quantities），``value`` 与表同单位，``quote`` 是所在的小句。

    ``slack`` is how far the table may differ because the text uses another unit (元 for a table in 万元).
    """

    quantity: str
    value: Decimal
    section: int
    quote: str
    slack: Decimal = Decimal(0)
