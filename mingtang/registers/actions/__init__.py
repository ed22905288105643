"""登记簿的全部写入。"""

from mingtang.registers.actions.correct import annul, correct, reinstate, reveal_subject
from mingtang.registers.actions.imports import (
    Difference,
    ImportResult,
    apply_import,
    discard_import,
    forget_previews,
    import_table,
    preview_import,
)
from mingtang.registers.actions.record import record_charge, record_decision, record_document

__all__ = [
    "Difference",
    "ImportResult",
    "annul",
    "apply_import",
    "correct",
    "discard_import",
    "forget_previews",
    "import_table",
    "preview_import",
    "record_charge",
    "record_decision",
    "record_document",
    "reinstate",
    "reveal_subject",
]
