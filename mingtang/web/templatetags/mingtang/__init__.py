"""Tags and filters every template has without loading them. See the table in ``web/README.md``."""

from mingtang.web.templatetags.mingtang import days, fields, parts, shell
from mingtang.web.templatetags.mingtang.library import register

__all__ = ["days", "fields", "parts", "register", "shell"]
