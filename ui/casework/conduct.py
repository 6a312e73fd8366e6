"""The days of conduct of a case in words: which day, and whose it is."""

from __future__ import annotations

from workstation.domain.labels import OBJECT_TYPE
from workstation.domain.rules.conduct import Conduct
from workstation.domain.taxonomy import ObjectType
from workstation.i18n import Message, _


def conduct_words(conduct: Conduct, of: ObjectType | None) -> Message:
    """Name a day, with the items that it belongs to where the case tells them apart."""
    if not conduct.items:
        return Message("{day}", (("day", conduct.day),))
    items = ", ".join(conduct.items)
    if of is None:
        return _("{day} ({items})", day=conduct.day, items=items)
    return _("{day} ({object} {items})", day=conduct.day, object=OBJECT_TYPE[of], items=items)


def days_words(conducts: tuple[Conduct, ...], of: ObjectType) -> Message:
    """Name all days of a case on one line."""
    if len(conducts) == 1:
        return _("Day of conduct {day}", day=conducts[0].day)
    line = conduct_words(conducts[0], of)
    for each in conducts[1:]:
        line = _("{first} · {second}", first=line, second=conduct_words(each, of))
    return _("Days of conduct {days}", days=line)
