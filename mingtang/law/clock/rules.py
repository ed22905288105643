"""期限的数：几天、从哪天起施行、依据什么。先看这里，再看时钟怎样走。"""

from datetime import date

from mingtang.law.cite import Cite
from mingtang.law.since import Since
from mingtang.law.sources import OLD_REGULATION, document, practice, regulation

OLD_DAY = date(2008, 5, 1)
NEW_DAY = date(2019, 5, 15)


def _old(article: str, text: str) -> Cite:
    return Cite(OLD_REGULATION, article, text, "行政法规", verified=False)


# 答复：收到之日起。哪一版由收到日决定，不由今天决定。
REPLY_WORKDAYS = (
    Since(OLD_DAY, 15, _old("第二十四条第二款", "15个工作日内予以答复")),
    Since(NEW_DAY, 20, regulation("第三十三条第二款", "应当自收到申请之日起20个工作日内予以答复")),
)
# 延长：合计上限。
EXTENSION_WORKDAYS = (
    Since(OLD_DAY, 15, _old("第二十四条第二款", "延长答复的期限最长不得超过15个工作日")),
    Since(NEW_DAY, 20, regulation("第三十三条第二款", "延长的期限最长不得超过20个工作日")),
)
EXTENSION_APPROVED = regulation("第三十三条第二款", "应当经政府信息公开工作机构负责人同意并告知申请人")
EXTENSION_BEFORE_DUE = practice(
    "延期告知", "延期告知书须在原到期日当日或者之前送出，过了到期日才告知的不生效力。"
)
EXTENSION_PER_CASE = practice("延期合计", "一件申请前后各次延期合计不超过上限，重新起算后也不另给。")

# 补正：一次性告知的期限；答复期限重新起算。
SUPPLEMENT_NOTICE_WORKDAYS = (
    Since(NEW_DAY, 7, regulation("第三十条", "自收到申请之日起7个工作日内一次性告知申请人作出补正")),
)
SUPPLEMENT_RESTARTS = regulation("第三十条", "答复期限自行政机关收到补正的申请之日起计算")
SUPPLEMENT_ABANDONED = regulation("第三十条", "申请人无正当理由逾期不补正的，视为放弃申请")
SUPPLEMENT_WORKDAYS = (
    Since(NEW_DAY, 15, practice("补正期限", "补正期限没有另行写明的，为补正告知书发出次日起15个工作日。")),
)

# 征求意见：对方的期限；所需时间不计入答复期限。
THIRD_PARTY_WORKDAYS = (
    Since(OLD_DAY, 15, practice("征求第三方意见", "2007年条例没有写明第三方的答复期限，比照15个工作日。")),
    Since(NEW_DAY, 15, regulation("第三十二条", "第三方应当自收到征求意见书之日起15个工作日内提出意见")),
)
CO_MAKER_WORKDAYS = (
    Since(OLD_DAY, 15, practice("征求共同制作机关意见", "2007年条例没有写明答复期限，比照15个工作日。")),
    Since(
        NEW_DAY, 15, regulation("第三十四条", "被征求意见机关应当自收到征求意见书之日起15个工作日内提出意见")
    ),
)
OTHER_ORGAN_WORKDAYS = (
    Since(
        OLD_DAY,
        15,
        practice("征求其他机关意见", "征求其他机关意见没有法定期限，函中没有写明的为15个工作日。"),
    ),
)
NOT_COUNTED = regulation(
    "第三十三条第三款", "行政机关征求第三方和其他机关意见所需时间不计算在前款规定的期限内"
)
OLD_NOT_COUNTED = _old("第二十四条第三款", "行政机关征求第三方意见所需时间不计算在本条第二款规定的期限内")
PAUSE = (Since(OLD_DAY, True, OLD_NOT_COUNTED), Since(NEW_DAY, True, NOT_COUNTED))
PAUSE_ENDS = practice(
    "暂停计时",
    "发出征求意见书的当日计入，次日起扣除，到收到答复的当日（含）为止；几处征求重叠的只扣一次；逾期不答的扣到对方期限届满之日。",
)
FROM_SENDING = practice("对方收到日期不明", "对方收到征求意见书的日期没有记录的，从发出之日起算对方的期限。")
INSIDE_COUNTS = practice("内部征求意见", "本机关内设机构之间征求意见的时间照常计入。")
SILENCE_OF_THIRD_PARTY = regulation(
    "第三十二条", "第三方逾期未提出意见的，由行政机关依照本条例的规定决定是否公开"
)
SILENCE_OF_CO_MAKER = regulation("第三十四条", "逾期未提出意见的视为同意公开")
SILENCE_OF_OTHER_ORGAN = practice(
    "其他机关逾期不答", "其他机关逾期不答的，由本机关依照条例决定，不视为同意。"
)

# 说明理由和延迟答复。
REASONS = regulation("第三十五条", "行政机关可以要求申请人说明理由")
REASONS_DO_NOT_PAUSE = practice("说明理由", "条例没有规定要求说明理由时暂停计时，期限照走。")
DELAYED = regulation("第三十五条", "可以确定延迟答复的合理期限并告知申请人")

# 收费：通知、缴费、重新起算。数额和期限见 fees。
FEE_FIRST_DAY = date(2021, 1, 1)

CLOSES_ON_TIME = document(
    "国办公开办函〔2016〕235号",
    "答复",
    "邮寄的以交邮之日、直接送达的以签收之日判断是否逾期。",
    verified=False,
    note="按大意转述",
)
