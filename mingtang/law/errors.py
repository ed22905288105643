"""规则拒绝时说的话：一句中文，说清哪里不对、怎么办。"""


class LawError(ValueError):
    """事实或者写法不合规则。``str(error)`` 就是给人看的一句话。"""
