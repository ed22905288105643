"""一条规则一个函数：``rule(passage, folded_text, book)`` 逐处给出 ``Mark``。"""

from mingtang.publishing.checks.rules.dates import dates
from mingtang.publishing.checks.rules.leaders import institutions, leaders
from mingtang.publishing.checks.rules.machine_made import machine_made
from mingtang.publishing.checks.rules.numbers import bank_card, identity, phone
from mingtang.publishing.checks.rules.personal import named_list, personal
from mingtang.publishing.checks.rules.secrecy import secrecy
from mingtang.publishing.checks.rules.words import dictionary

RULES = (
    identity, phone, bank_card, personal, named_list, secrecy, dictionary, leaders, institutions, dates, machine_made,
)  # fmt: skip

NAMES = {
    "identity_number": "身份证号",
    "mobile_phone": "手机号",
    "bank_card": "银行卡号",
    "personal_data": "个人信息",
    "named_list": "名单",
    "secrecy": "涉密标志",
    "wrong_word": "易错词",
    "sensitive_word": "敏感词",
    "leader_post": "领导职务",
    "leader_name": "领导姓名",
    "leader_order": "领导排序",
    "institution_order": "机构排序",
    "date": "日期",
    "weekday": "星期",
    "machine_made": "生成内容",
    "link": "链接",
    "metadata": "元数据",
    "attachment": "附件",
    "picture": "图片",
    "table": "表格",
    "account": "公众号",
}

__all__ = ["NAMES", "RULES"]
