"""本室内部的信号：一个版本存下了。"""

from django.dispatch import Signal

version_saved = Signal()  # piece, user: sent inside the transaction that keeps the version
