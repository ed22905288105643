"""拒绝：一句话，说清哪里不对、该怎么办。"""


class Refused(Exception):
    """An act that the rules do not let through; the text is one Chinese sentence for the person who tried."""


def require(allowed: bool, sentence: str) -> None:
    """Raise ``Refused(sentence)`` unless ``allowed``."""
    if not allowed:
        raise Refused(sentence)
