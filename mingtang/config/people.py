"""The first organ and the first account of a new installation, by command."""

from datetime import date

from mingtang.config.cli.errors import BadInput
from mingtang.organs.models import Organ, Section
from mingtang.organs.refusal import Refused
from mingtang.web.clock import today


def home_organ() -> Organ:
    """The organ whose site this is; ``BadInput`` before there is one."""
    organ = Organ.objects.filter(is_home=True).first()
    if organ is None:
        raise BadInput("还没有机关：先运行 mingtang organ 名称 --short-name 简称。")
    return organ


def found_organ(name: str, short_name: str, kind: str) -> Organ:
    """Set up the organ whose site this is; only once."""
    from mingtang.kit import audit
    from mingtang.kit.db import writing

    existing = Organ.objects.filter(is_home=True).first()
    if existing is not None:
        raise BadInput(f"已有主办机关{existing.name}：由系统管理员在办公室修改它的信息。")
    if not name.strip() or not short_name.strip():
        raise BadInput("机关名称和文号简称都要写。")
    organ = Organ(name=name.strip(), short_name=short_name.strip(), kind=kind, is_home=True)
    _refuse_unfit(organ)
    with writing():
        organ.save(force_insert=True)
        audit.record("organ.found", by=None, subject=organ, data={"on": today().isoformat()})
    return organ


def _refuse_unfit(organ: Organ) -> None:
    for field, words in (("name", "机关名称"), ("short_name", "文号简称")):
        column = Organ._meta.get_field(field)
        longest = getattr(column, "max_length", 0)
        if len(getattr(organ, field)) > longest:
            raise BadInput(f"{words}超过 {longest} 个字：写短一些。")
    if Organ.objects.filter(name=organ.name).exists():
        raise BadInput(f"已有名为{organ.name}的机关：核对名称。")


def add_person(username: str, name: str, role: str, section: str | None, password: str) -> None:
    """Open an account in the home organ; a section that does not exist yet is opened too."""
    from django.core.exceptions import ValidationError

    from mingtang.kit.db import writing
    from mingtang.organs.actions.people import add_staff

    organ, day = home_organ(), today()
    try:
        with writing():
            place = _section(organ, section, day) if section else None
            add_staff(
                by=None, on=day, organ=organ, username=username, name=name, role=role, password=password, section=place
            )
    except Refused as refused:
        raise BadInput(str(refused)) from refused
    except ValidationError as error:
        raise BadInput("".join(error.messages)) from error


def _section(organ: Organ, name: str, day: date) -> Section:
    from mingtang.organs.actions.organ import add_section

    return organ.sections.filter(name=name.strip()).first() or add_section(by=None, on=day, organ=organ, name=name)
