"""选项：送达方式、提供方式，以及条例在每一项里列举的种类。"""

from mingtang.law.outcomes import OUTCOMES

DELIVERY = (
    ("post", "邮寄（中国邮政）"),
    ("counter", "当面领取"),
    ("online", "网上送达"),
    ("email", "电子邮件"),
    ("entrusted", "委托其他行政机关送达"),
)
# 条例第四十条：按申请人要求的形式，做不到的另选。
FORMS = (("paper", "纸质件"), ("electronic", "电子文件"), ("inspect", "查阅、抄录"))

# 条例第十四条至第十六条，按年报表三的行分开；部分公开的每一处不公开内容选其中之一，或者别的不提供理由。
_OTHER_GROUNDS = ("special_access", "not_held", "not_responsible", "must_be_made")
WITHHELD = tuple((code, o.label) for code, o in OUTCOMES.items() if o.refusal or code in _OTHER_GROUNDS)
SECRECY = (("top", "绝密"), ("secret", "机密"), ("confidential", "秘密"))
SAFETY = (("state", "国家安全"), ("public", "公共安全"), ("economic", "经济安全"), ("social", "社会稳定"))
INTERESTS = (("trade", "商业秘密"), ("privacy", "个人隐私"), ("other", "其他合法权益"))
INTERNAL = (("personnel", "人事管理"), ("logistics", "后勤管理"), ("workflow", "内部工作流程"))
PROCESS = (("minutes", "讨论记录"), ("draft", "过程稿"), ("negotiation", "磋商信函"), ("request", "请示报告"))
FEE_MODES = (("items", "按件计收"), ("pages", "按量计收"))
ATTRIBUTES = (("proactive", "主动公开"), ("on_request", "依申请公开"), ("none", "不予公开"))
CORRECTIONS = (
    ("corrected", "予以更正"),
    ("correction_refused", "不予更正"),
    ("correction_transferred", "转送有权更正的机关"),
)
