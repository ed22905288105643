"""Values for the examples of components that cannot be written in a template. Only the catalogue uses them."""

from collections.abc import Callable
from typing import Any

EXAMPLES: dict[str, Callable[[], dict[str, Any]]] = {}
