"""Personal values as they may be shown: enough to recognise one's own, not enough to learn another's."""


def mask_name(value: str) -> str:
    """The first character, then one star for each that follows: 陈*, 欧**. Organisations: 楚江恒*咨询有限公司."""
    value = value.strip()
    if len(value) <= 4:
        return value[:1] + "*" * (len(value) - 1)
    return value[:3] + "*" + value[4:]


def mask_identity(value: str) -> str:
    """Six first and four last characters of an identity number; of a shorter number the last two."""
    value = value.strip()
    if len(value) < 14:
        return "*" * max(len(value) - 2, 0) + value[-2:] if len(value) > 4 else "*" * len(value)
    return value[:6] + "*" * (len(value) - 10) + value[-4:]


def mask_phone(value: str) -> str:
    """138****5678; of a number with an area code the last four digits."""
    value = value.strip()
    if len(value) < 7:
        return "*" * len(value)
    return value[:3] + "*" * (len(value) - 7) + value[-4:]


def mask_email(value: str) -> str:
    """c***@example.cn"""
    name, at, host = value.strip().partition("@")
    return f"{name[:1]}***@{host}" if at else "***"


def mask_address(value: str) -> str:
    """The first nine characters, as far as the district and the road; the house stays out."""
    value = value.strip()
    return value[: min(9, len(value) // 2)] + "***" if value else ""


MASKS = {
    "name": mask_name,
    "identity": mask_identity,
    "phone": mask_phone,
    "email": mask_email,
    "address": mask_address,
}
