"""Files from outside: checked by content, stored by content, given out as downloads.

`accept` is the only way in for what people upload; `store_bytes` keeps what the program itself made.
"""

from mingtang.kit.uploads.intake import KINDS, LIMIT, accept, checked
from mingtang.kit.uploads.names import clean_name
from mingtang.kit.uploads.refusal import UploadRefused
from mingtang.kit.uploads.serving import download
from mingtang.kit.uploads.storage import (
    FileMissing,
    forget,
    open_stored,
    read_stored,
    store_bytes,
    sweep,
    verify,
    verify_all,
)

__all__ = [
    "KINDS",
    "LIMIT",
    "FileMissing",
    "UploadRefused",
    "accept",
    "checked",
    "clean_name",
    "download",
    "forget",
    "open_stored",
    "read_stored",
    "store_bytes",
    "sweep",
    "verify",
    "verify_all",
]
