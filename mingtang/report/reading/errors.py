"""What the reader says when it cannot take a file."""


class Unreadable(Exception):
    """One clear Chinese sentence: what is wrong with the file and what to do."""
