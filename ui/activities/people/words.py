"""People in words: roles and crews, how somebody stands, what ending their access does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ui.activities.people.state import Ending, GroupRow, PeopleTab, PersonRow
from ui.casework import WAITING, side_of
from ui.language import Text, language
from workstation.app.values import Question
from workstation.domain.case_kind import CASE
from workstation.domain.commands import UnknownCommand
from workstation.domain.kinds import KINDS
from workstation.domain.labels import LANGUAGE, ROLE, TEAM
from workstation.domain.people.crew import (
    ChangeCrew,
    CloseQueue,
    DissolveCrew,
    FormCrew,
    OpenQueue,
)
from workstation.domain.people.deposit import DepositRow, DepositState, Unsent
from workstation.domain.people.person import AddPerson, ChangePerson, EndAccess, OpenAccess
from workstation.domain.people.records import Crew, StaffMember, WorkQueue
from workstation.domain.record import Command
from workstation.domain.taxonomy import Language, Role, Team
from workstation.domain.text import Bilingual
from workstation.i18n import Message, _, ngettext, pgettext

TABS: dict[PeopleTab, Message] = {
    PeopleTab.PEOPLE: pgettext("tab", "People"),
    PeopleTab.CREWS: pgettext("tab", "Crews"),
    PeopleTab.QUEUES: pgettext("tab", "Queues"),
    PeopleTab.DEPOSITS: pgettext("tab", "Deposited work"),
}
NOBODY = pgettext("crew lead", "nobody")
NONE = pgettext("people", "none")
_GIVEN: dict[type[Command], Message] = {
    AddPerson: pgettext("command", "adding a person"),
    ChangePerson: pgettext("command", "changing a person"),
    EndAccess: pgettext("command", "ending an access"),
    OpenAccess: pgettext("command", "opening an access again"),
    FormCrew: pgettext("command", "forming a crew"),
    ChangeCrew: pgettext("command", "changing a crew"),
    DissolveCrew: pgettext("command", "dissolving a crew"),
    OpenQueue: pgettext("command", "opening a queue"),
    CloseQueue: pgettext("command", "closing a queue"),
}
_OTHER = pgettext("deposit", "something that this version of the program does not know")
# What somebody meant to do with a case, by the name of the act.
_MEANT: dict[str, Message] = {
    "accept": pgettext("deposit", "accepting the request"),
    "claim": pgettext("deposit", "claiming the case"),
    "release": pgettext("deposit", "releasing the case"),
    "assign": pgettext("deposit", "assigning the case"),
    "note": pgettext("deposit", "a note"),
    "request_information": pgettext("deposit", "a request for information"),
    "record_answer": pgettext("deposit", "an answer to be recorded"),
    "decide_on_file": pgettext("deposit", "going on without the answer"),
    "refer": pgettext("deposit", "a question to a team"),
    "return": pgettext("deposit", "returning the decision"),
    "decide": pgettext("deposit", "a decision"),
    "agree": pgettext("deposit", "a signature"),
    "record_action": pgettext("deposit", "recording that it was carried out"),
    "send_reply": pgettext("deposit", "a letter"),
    "close": pgettext("deposit", "closing the case"),
    "withdraw": pgettext("deposit", "recording a withdrawal"),
    "reopen": pgettext("deposit", "reopening the case"),
}
PARTS: dict[str, Message] = {
    "name": pgettext("of a person", "Name"),
    "roles": pgettext("of a person", "Roles"),
    "languages": pgettext("of a person", "Languages"),
    "queues": pgettext("of a person", "Queues"),
    "teams": pgettext("of a person", "Answers for"),
    "crew": pgettext("of a person", "Crew"),
    "markets": pgettext("of a person", "Markets"),
}


def joined(parts: Sequence[Message]) -> Message:
    """One after the other, as the language of the window strings them together."""
    if not parts:
        return NONE
    line = parts[0]
    for each in parts[1:]:
        line = pgettext("list", "{first}, {second}", first=line, second=each)
    return line


def plain(texts: Iterable[str]) -> Message:
    """Names and the like one after the other, which are no texts of the window."""
    return joined([_("{name}", name=text) for text in texts])


def role_list(roles: Iterable[Role]) -> list[Message]:
    """Roles in the order of the field."""
    held = frozenset(roles)
    return [ROLE[role] for role in Role if role in held]


def roles_words(roles: Iterable[Role]) -> Message:
    """Roles in the order of the field, on one line."""
    return joined(role_list(roles))


def languages_words(languages: Iterable[Language]) -> Message:
    """The languages that somebody works in."""
    held = frozenset(languages)
    return joined([LANGUAGE[each] for each in Language if each in held])


def teams_words(teams: Iterable[Team]) -> Message:
    """The teams that somebody answers for."""
    held = frozenset(teams)
    return joined([TEAM[team] for team in Team if team in held])


def title_of(group: Crew | WorkQueue) -> str:
    """What a crew or queue is called, in the language of the window; its short name for none."""
    title = group.title
    return title.best(side_of(language().code)) or group.name


def crew_text(row: PersonRow) -> Text:
    """The crew that somebody is in, "none", or that it is gone."""
    if row.crew is not None:
        return title_of(row.crew)
    return gone_words(row.person) or NONE


def gone_words(person: StaffMember) -> Message | None:
    """That the crew of somebody is gone, if they were in one."""
    if not person.crew:
        return None
    return _("{crew} (this crew is gone)", crew=person.crew)


def lead_words(row: PersonRow) -> Message | None:
    """Who leads the crew of somebody."""
    crew = row.crew
    if crew is None:
        return None
    if crew.lead == row.person.user:
        return pgettext("crew", "leads it")
    return pgettext("crew", "lead {name}", name=row.lead) if row.lead else None


def ended_words(person: StaffMember) -> Message | None:
    """Since when, by whom and why somebody has no access."""
    ended = person.ended
    if ended is None:
        return None
    return _(
        "Access ended on {day}, by {name}: {reason}",
        day=ended.day,
        name=ended.by.name,
        reason=ended.reason,
    )


def spoken_person(row: PersonRow) -> Message:
    """A person as a screen reader says them."""
    said = _(
        "{name}, {user}, {roles}",
        name=row.person.name,
        user=row.person.user,
        roles=roles_words(row.person.roles),
    )
    ended = row.person.ended
    if ended is not None:
        said = _("{said}, {more}", said=said, more=_("ended {day}", day=ended.day))
    if row.waiting:
        said = _("{said}, {more}", said=said, more=WAITING)
    return said


def spoken_group(row: GroupRow) -> Message:
    """A crew or queue as a screen reader says it."""
    people = people_words(len(row.members))
    return _("{said}, {more}", said=_("{name}", name=title_of(row.group)), more=people)


def spoken_deposit(row: DepositRow) -> Message:
    """Deposited work as a screen reader says it."""
    return _("{said}, {more}", said=deposit_words(row), more=deposit_state_words(row))


def deposit_words(row: DepositRow) -> Message:
    """Whose deposited work it is, and how much."""
    return ngettext("{name}: {n} item", "{name}: {n} items", row.items, name=row.name)


def deposit_state_words(row: DepositRow) -> Message:
    """Whether somebody still has to read deposited work."""
    if row.state is DepositState.DEALT_WITH:
        return pgettext("deposit", "dealt with")
    return pgettext("deposit", "to be read")


def people_words(number: int) -> Message:
    """How many people there are."""
    return ngettext("{n} person", "{n} people", number)


def counted(shown: int, total: int) -> Message:
    """How many people are shown, and how many there are."""
    if shown == total:
        return people_words(total)
    return ngettext("{shown} of {n} person", "{shown} of {n} people", total, shown=shown)


def cases_words(ending: Ending) -> tuple[Message, Message]:
    """What becomes of the open cases of somebody."""
    head = ngettext("{n} open case in your sight", "{n} open cases in your sight", ending.cases)
    told = _(
        "All their open cases, also those that you do not see, go back to the queue without an"
        " owner, where supervisors find them. Deadlines run on."
    )
    return head, told


def unsent_words(ending: Ending) -> tuple[Message, Message]:
    """What becomes of what somebody has not sent when their access ends."""
    head = _("Unsent work")
    if ending.lead:
        told = _(
            "If their device comes online within 72 hours, it hands in what was not sent. Only"
            " {name}, the lead of their crew, can read it; nothing is carried out in their name.",
            name=ending.lead,
        )
    else:
        told = _(
            "If their device comes online within 72 hours, it hands in what was not sent. As"
            " nobody else leads their crew, supervisors can read it; nothing is carried out in"
            " their name."
        )
    return head, told


def sessions_words(number: int | None) -> tuple[Message, Message]:
    """What becomes of their sessions; None while it is not known how many there are."""
    head = ngettext("{n} session", "{n} sessions", number) if number else _("All sessions")
    return head, _("End at once. At next contact the cases leave the device.")


def stays_words() -> tuple[Message, Message]:
    """What stays as it is when an access ends."""
    return (
        _("What they decided, wrote and signed"),
        _("Stays valid and on record. The access can be opened again, with what they had."),
    )


def given_words(question: Question) -> Message:
    """What a command that was not taken was to do, in a few words."""
    command = question.command
    if isinstance(command, UnknownCommand):
        return pgettext("command", "a change that this version of the program does not know")
    return _GIVEN.get(type(command), _("{name}", name=type(command).__name__))


def written_words(question: Question) -> Message | None:
    """What its author wrote or chose in a change that was not taken; None for nothing."""
    command = question.command
    if isinstance(command, AddPerson | ChangePerson):
        parts = [
            pgettext("part", "{name}: {value}", name=PARTS[name], value=said)
            for name, said in _chosen(command).items()
        ]
        return joined(parts) if parts else None
    texts = dict.fromkeys(filter(None, (question.text.en, question.text.zh)))
    said = [*texts, command.lead] if isinstance(command, FormCrew | ChangeCrew) else [*texts]
    found = [text for text in said if text]
    return plain(found) if found else None


def _chosen(command: AddPerson | ChangePerson) -> dict[str, Message]:
    said: dict[str, Message] = {}
    if command.name is not None:
        said["name"] = _("{name}", name=command.name)
    if command.roles is not None:
        said["roles"] = roles_words(command.roles)
    if command.queues is not None:
        said["queues"] = plain(sorted(command.queues))
    if command.crew is not None:
        said["crew"] = plain([command.crew] if command.crew else ())
    if command.languages is not None:
        said["languages"] = languages_words(command.languages)
    if command.teams is not None:
        said["teams"] = teams_words(command.teams)
    if command.markets is not None:
        said["markets"] = plain(sorted(command.markets))
    return said


def item_words(item: Unsent) -> Message:
    """What one item of deposited work is: a draft, or what was to be done."""
    if not item.act:
        return pgettext("deposit", "a draft")
    if item.record_kind == CASE.name:
        return _MEANT.get(item.act, _("{name}", name=item.act))
    kind = KINDS.named(item.record_kind)
    acts = kind.acts if kind is not None else ()
    command = next((act.command for act in acts if act.name == item.act), None)
    return _GIVEN.get(command, _("{name}", name=item.act)) if command is not None else _OTHER


def reads_words(crew: Crew | None) -> Message:
    """Who reads deposited work."""
    if crew is None:
        return _("Supervisors read this: nobody else leads their crew.")
    return _("For the lead of {crew}.", crew=title_of(crew))


def in_both(title: Bilingual) -> str:
    """A title in the language of the window, in the other where there is none."""
    return title.best(side_of(language().code))
