"""The guards that the rules of people, crews and queues share; they raise `Refused`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from workstation.domain.actor import SYSTEM
from workstation.domain.context import Context
from workstation.domain.people.records import (
    Crew,
    StaffMember,
    WorkQueue,
    person_id,
    user_of,
)
from workstation.domain.problem import Refused
from workstation.domain.record import Act, Record, Right
from workstation.domain.rules.guards import tidied
from workstation.domain.taxonomy import Language, Role
from workstation.domain.text import Bilingual, folded
from workstation.i18n import _

# Characters of a user name or a short name, of the name of a person, and of a reason.
LONGEST_USER = 60
LONGEST_NAME = 80
LONGEST_REASON = 1000
_USER = re.compile(r"[a-z0-9][a-z0-9._@+-]*")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_MARKET = re.compile(r"[A-Z]{2}")
ADMINISTRATORS: Right[Any] = Right(by=frozenset({Role.ADMIN, Role.SYSTEM}))


def only_administrators(_scene: object, _act: Act[Any, Any]) -> None:
    """Raise `Refused` for somebody who is no administrator, in words of who works here."""
    raise Refused(
        _("Only an administrator changes who works here."),
        _("Ask an administrator to make this change."),
    )


def user_name(user: str) -> str:
    """`user`, with which somebody new can sign in. Raises `Refused` for what is no user name."""
    if user == SYSTEM.id:
        raise Refused(_("“{name}” is what the platform calls itself.", name=user), _ANOTHER)
    if user != user_of(user) or len(user) > LONGEST_USER or not _USER.fullmatch(user):
        raise Refused(
            _("“{name}” cannot be a user name.", name=user[:LONGEST_USER]),
            _(
                "Take up to {most} small letters, digits, dots and hyphens, without a space.",
                most=LONGEST_USER,
            ),
        )
    return user


_ANOTHER = _("Take another name.")


def key_name(name: str) -> str:
    """`name`, by which records can name a crew or a queue. Raises `Refused` for what is none."""
    if len(name) > LONGEST_USER or not _NAME.fullmatch(name):
        raise Refused(
            _("“{name}” cannot be the short name of a crew or a queue.", name=name[:LONGEST_USER]),
            _("Take up to {most} letters, digits, dots and hyphens.", most=LONGEST_USER),
        )
    return name


def display_name(name: str) -> str:
    """The name that colleagues see, tidied. Raises `Refused` for one without letters, or that is
    too long."""
    told = tidied(name, LONGEST_NAME)
    if not any(each.isalnum() for each in told):
        raise Refused(_("The name is missing."), _("Write the name that colleagues see."))
    return told


def both_names(title: Bilingual) -> Bilingual:
    """A name in both languages, tidied. Raises `Refused` where one of them is missing."""
    return Bilingual(display_name(title.en), display_name(title.zh))


def because(reason: str) -> str:
    """The reason of something that was done, as history keeps it. Raises `Refused` for none."""
    told = tidied(reason, LONGEST_REASON)
    if not told:
        raise Refused(_("There is no text yet."), _("Write a sentence that says why."))
    return told


def given_roles(roles: frozenset[Role]) -> frozenset[Role]:
    """`roles`, which a person can be given. Raises `Refused` for none and for the platform's."""
    if Role.SYSTEM in roles:
        raise Refused(
            _("The role of the platform can be given to nobody."), _("Choose another role.")
        )
    if not roles:
        raise Refused(_("No role is chosen."), _("Choose at least one role."))
    return roles


def given_languages(languages: frozenset[Language]) -> frozenset[Language]:
    """`languages`, in which a person can work. Raises `Refused` for none."""
    if not languages:
        raise Refused(_("No language is chosen."), _("Choose the languages they work in."))
    return languages


def known_crew(name: str, found: Record | None) -> str:
    """The name of the crew whose record was `found`; "" is no crew.

    Raises `Refused` for the name of a crew that does not exist.
    """
    if name and not (isinstance(found, Crew) and found.stands):
        raise Refused(
            _("There is no crew “{crew}”.", crew=name[:LONGEST_USER]),
            _("Choose one that there is, or form it first."),
        )
    return name


def known_queues(queues: Iterable[str], others: Context) -> frozenset[str]:
    """The names of open queues. Raises `Refused` for the first that is none."""
    from difflib import get_close_matches

    there = {each.name for each in others.all(WorkQueue) if each.is_open}
    wanted = frozenset(queues)
    for queue in sorted(wanted - there):
        near = get_close_matches(folded(queue), sorted(there), n=1)
        raise Refused(
            _("There is no queue “{queue}”.", queue=queue[:LONGEST_USER]),
            _("Did you mean “{name}”? Otherwise open the queue first.", name=near[0])
            if near
            else _("Choose one that there is, or open the queue first."),
        )
    return wanted


def known_markets(markets: Iterable[str]) -> frozenset[str]:
    """Countries by ISO 3166 alpha-2, in capitals. Raises `Refused` for what has not that form."""
    told = frozenset(each.strip().upper() for each in markets)
    for market in sorted(told):
        if not _MARKET.fullmatch(market):
            raise Refused(
                _("“{market}” is no market.", market=market[:LONGEST_USER]),
                _("Write a country with its two letters, such as SG."),
            )
    return told


def colleague(user: str, others: Context) -> StaffMember:
    """The person of that user name, whose record the act declared.

    Raises `Refused` for somebody who does not work here now.
    """
    found = others.find(person_id(user))
    if not isinstance(found, StaffMember) or not found.works:
        raise Refused(
            _("Nobody called “{name}” works here.", name=user[:LONGEST_USER]),
            _("Choose somebody who does."),
        )
    return found
