"""Personal data made unrecognisable for screens, exports and logs.

Each function takes text and returns text in which enough is left to recognise what one already knows, and
too little to learn it. Empty text stays empty; other text never comes back unchanged.
"""

import re
import unicodedata

COMPOUND_SURNAMES = frozenset(
    [
        "欧阳",
        "太史",
        "端木",
        "上官",
        "司马",
        "东方",
        "独孤",
        "南宫",
        "万俟",
        "闻人",
        "夏侯",
        "诸葛",
        "尉迟",
        "公羊",
        "赫连",
        "澹台",
        "皇甫",
        "宗政",
        "濮阳",
        "公冶",
        "太叔",
        "申屠",
        "公孙",
        "慕容",
        "仲孙",
        "钟离",
        "长孙",
        "宇文",
        "司徒",
        "鲜于",
        "司空",
        "闾丘",
        "子车",
        "亓官",
        "司寇",
        "巫马",
        "公西",
        "颛孙",
        "壤驷",
        "公良",
        "漆雕",
        "乐正",
        "宰父",
        "谷梁",
        "拓跋",
        "夹谷",
        "轩辕",
        "令狐",
        "段干",
        "百里",
        "呼延",
        "东郭",
        "南门",
        "羊舌",
        "微生",
        "左丘",
        "东门",
        "西门",
        "第五",
    ]
)
LEGAL_FORMS = re.compile(
    r"([（(][^（()）]*[)）])?(股份有限公司|有限责任公司|有限公司|集团公司|分公司|公司|律师事务所|会计师事务所|事务所|基金会|协会|学会|商会|促进会|"
    r"联合会|合作社|委员会|居委会|村委会|大学|学院|学校|中学|小学|幼儿园|研究院|研究所|研究中心|服务中心|中心|医院|银行|"
    r"工作室|经营部|门市部|商行|超市|饭店|酒店|报社|杂志社|出版社|合伙企业|企业|集团|工厂|厂|店|部)([（(].*[)）])?$"
)
_DISTRICT = re.compile(r"^.*?(?:自治州|自治区|自治县|省|市|州|盟|区|县|旗)")


def _stars(count: int) -> str:
    return "*" * max(1, count)


def is_organisation(name: str) -> bool:
    """Whether a name reads like that of an enterprise or an organisation."""
    return len(name.strip()) >= 5 and LEGAL_FORMS.search(name.strip()) is not None


def mask_name(name: str) -> str:
    """罗一一 -> 罗**；欧阳明 -> 欧阳*；江北恒通物流有限公司 -> 江北恒*物流有限公司；Anna Lee -> A***。"""
    name = name.strip()
    if not name:
        return ""
    if is_organisation(name):
        return _mask_organisation(name)
    if not re.match(r"[\u3400-\u9fff\U00020000-\U0003ffff]", name):
        return f"{name[0]}***"
    if "·" in name:
        return "·".join(f"{part[:1]}***" for part in name.split("·"))
    kept = 2 if len(name) > 2 and name[:2] in COMPOUND_SURNAMES else 1
    return name[:kept] + _stars(len(name) - kept) if len(name) > 1 else "*"


def _mask_organisation(name: str) -> str:
    form = LEGAL_FORMS.search(name)
    cut = form.start() if form else len(name)
    body, ending = name[:cut], name[cut:]
    head = min(3, len(body) // 2)
    tail = 2 if len(body) >= 6 else 0
    return body[:head] + _stars(len(body) - head - tail) + body[len(body) - tail :] + ending


def mask_id(number: str) -> str:
    """429900199001011234 -> 4299********1234; shorter papers (passports): first and last two characters."""
    number = "".join(number.split())
    if len(number) >= 15:
        return f"{number[:4]}********{number[-4:]}"
    if len(number) >= 7:
        return f"{number[:1]}****{number[-2:]}"
    return "****" if number else ""


def mask_phone(number: str) -> str:
    """13812345678 -> 138****5678; 0710-3456789 -> 0710-***6789; short numbers -> ****."""
    number = number.strip()
    digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", number))
    if not number:
        return ""
    if re.fullmatch(r"(86)?1\d{10}", digits):
        return f"{digits[-11:-8]}****{digits[-4:]}"
    landline = re.fullmatch(r"(01\d|02\d|0[3-9]\d\d)(\d{7,8})", digits)
    if landline:
        return f"{landline[1]}-{_stars(len(landline[2]) - 4)}{digits[-4:]}"
    return f"****{digits[-2:]}" if len(digits) >= 7 else "****"


def mask_email(address: str) -> str:
    """chen@example.cn -> c***@example.cn."""
    address = address.strip()
    if not address:
        return ""
    name, at, domain = address.rpartition("@")
    return f"{name[:1]}***{at}{domain}" if at and len(name) > 1 else f"***{at}{domain if at else ''}"


def mask_address(address: str) -> str:
    """楚江市城北区建设路12号 -> 楚江市城北区****: kept to the district, at most three levels."""
    address = address.strip()
    kept, rest = "", address
    for _ in range(3):
        found = _DISTRICT.match(rest[:12])
        if not found or found.end() >= len(rest):
            break
        kept, rest = kept + found[0], rest[found.end() :]
    return f"{kept}****" if address else ""


_DIGIT = r"[0-9０-９]"
_GAP = r"[ \u3000－-]?"
_EDGE, _END = r"(?<![0-9A-Za-z０-９])", r"(?![0-9A-Za-z０-９])"
_LONG = re.compile(rf"{_EDGE}(?:{_DIGIT}{_GAP}){{14,18}}[0-9０-９XxＸｘ]{_END}")
_MOBILE = re.compile(rf"{_EDGE}(?:[+＋]?(?:86|８６){_GAP})?[1１][3-9３-９](?:{_GAP}{_DIGIT}){{9}}{_END}")
_LANDLINE = re.compile(rf"{_EDGE}[0０]{_DIGIT}{{2,3}}[ －-]?{_DIGIT}{{7,8}}{_END}")
# Begins where a word begins and never steps back: a long text without @ costs no more than its length.
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]++)+")


def _mask_long(found: re.Match[str]) -> str:
    number = re.sub(r"[^0-9X]", "", unicodedata.normalize("NFKC", found[0]).upper())
    return mask_id(number)


def mask_text(text: str) -> str:
    """Mask identity and card numbers, phones and e-mail addresses inside running text."""
    text = _LONG.sub(_mask_long, text)
    text = _MOBILE.sub(lambda found: mask_phone(found[0]), text)
    text = _LANDLINE.sub(lambda found: mask_phone(found[0]), text)
    return _EMAIL.sub(lambda found: mask_email(found[0]), text)
