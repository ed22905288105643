"""机器检查：一个版本的文字、表格、附件查一遍，写下发现。"""

from mingtang.publishing.checks.extraction import attachment_text
from mingtang.publishing.checks.running import check_piece, findings_of

__all__ = ["attachment_text", "check_piece", "findings_of"]
