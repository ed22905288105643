"""What a command says when it cannot take its input or finds a rule broken."""


class BadInput(Exception):
    """One clear sentence in Chinese: what is wrong and what to do. Exit code 2."""
