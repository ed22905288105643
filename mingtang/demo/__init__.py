"""演示：一个虚构机关的2022年，用平常的行为、按当时的日期重演一遍。机关、人名、事项都是虚构的。"""


def accounts() -> list[tuple[str, str, str, str]]:
    """(账号, 密码, 姓名, 岗位) of every demo account."""
    from mingtang.demo.cast import accounts

    return accounts()
