"""正文里与表格有关的数：从六个部分的文字里认出“哪个量、多少、在哪句”，认不准的不认。"""

from mingtang.law.annual_report.claims.claim import Claim
from mingtang.law.annual_report.claims.read import claims

__all__ = ["Claim", "claims"]
