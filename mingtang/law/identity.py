"""身份号码：公民身份号码的校验（GB 11643-1999）。"""

import re

WEIGHTS = tuple(2 ** (17 - place) % 11 for place in range(17))


def id_card_is_valid(number: str) -> bool:
    """Whether the check digit of an 18-digit 居民身份证 number fits (GB 11643-1999)."""
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
        return False
    return "10X98765432"[sum(int(d) * w for d, w in zip(number, WEIGHTS, strict=False)) % 11] == number[-1]
