"""The one error of this package that users read."""


class UploadRefused(Exception):
    """Why a file is not taken: one Chinese sentence that says what to do."""
