"""涉密标志：密级、内部资料、不得公开。涉密信息不上网，上网信息不涉密。"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingtang.publishing.checks.book import Book
from mingtang.publishing.checks.passages import Mark, Passage

_GRADE = re.compile(
    r"(?:绝\s?密|机\s?密|秘\s?密)\s{0,3}[★☆✩✭*]"
    r"|密\s{0,4}级\s{0,2}[:：]\s{0,3}(?:绝密|机密|秘密|内部)"
    r"|(?m:^[ \t]*[【\[（(]?(?:绝\s?密|机\s?密|秘\s?密)[】\])）]?(?:\s{0,3}(?:长期|\d{1,2}\s?年))?[ \t]*$)"
)
_NOT_OPEN = re.compile(
    r"此件(?:不予?公开|不公开发布)|(?:不得|严禁|禁止)(?:对外)?(?:公开(?!披露)|外传|翻印)|内部(?:资料|文件|刊物)|仅供内部|内部使用|内部掌握|内部传阅|涉密(?:文件|资料)[，,]"
)
_ON_REQUEST = re.compile(r"此件依申请公开|公开属性[:：]\s?依申请公开")
_INSIDE = re.compile(
    r"[【\[（(]\s?内部\s?[】\])）]|(?m:^[ \t]*内\s?部[ \t]*$)|内部(?:参考|讨论稿|征求意见|通报|通知)"
)


def secrecy(passage: Passage, text: str, book: Book) -> Iterator[Mark]:
    """密级标志和不公开标注阻断；“内部”字样和“依申请公开”标注提示。"""
    kinds = (
        (_GRADE, "block", "密级标志", "停止送审，报保密工作机构处理"),
        (_NOT_OPEN, "block", "不公开标注", "核对来源文件能不能公开，不能公开的不发"),
        (_ON_REQUEST, "warn", "“依申请公开”标注", "核对公开属性，主动公开前先改标注"),
        (_INSIDE, "warn", "“内部”字样", "核对来源文件能不能公开"),
    )
    for pattern, level, label, advice in kinds:
        for match in pattern.finditer(text):
            yield Mark("secrecy", level, match.start(), match.end(), label, advice)  # type: ignore[arg-type]
