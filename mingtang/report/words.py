"""审计日志里怎样称呼本室的行为。"""

AUDIT_WORDS = {
    "report.start": "起草年度报告",
    "report.write": "写年度报告正文",
    "report.accept": "说明软规则",
    "report.review": "审核年度报告",
    "report.approve": "批准年度报告",
    "report.freeze": "冻结年度报告",
    "report.reopen": "解除冻结年度报告",
    "report.publish": "公布年度报告",
    "report.restate": "更正年度报告",
}
