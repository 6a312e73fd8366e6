"""The list of people: search, one person, their form, and the end of their access."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import Any

from ui.activities.people.desk import StaffDesk
from ui.activities.people.staff_texts import StaffTexts, WrittenPerson
from ui.activities.people.state import (
    Doing,
    Ending,
    Narrowed,
    Offered,
    PeopleState,
    PersonForm,
    PersonRow,
    PersonText,
)
from ui.open_record import refusal_of
from workstation.app.people import Staff
from workstation.domain.labels import ROLE, TEAM
from workstation.domain.people.person import AddPerson, ChangePerson, EndAccess, OpenAccess
from workstation.domain.people.records import StaffMember, lead_over, person_id, user_of
from workstation.domain.problem import Refused
from workstation.i18n import Message, Translator

Show = Callable[[PeopleState], None]
# The parts of a text that a change names; the user name never changes.
_PARTS = ("name", "roles", "languages", "queues", "teams", "crew", "markets")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What the presenter takes in at once.

    staff: all records of people, crews and queues.
    conflicts: the conflicts of interest by user name, None where this person may not see them.
    waiting: the ids of records with a change that is not sent yet.
    shows_conflicts: whether this person sees those of anybody else.
    today: the day.
    """

    staff: Staff = Staff()
    conflicts: Mapping[str, tuple[str, ...] | None] = field(default_factory=dict)
    waiting: frozenset[str] = frozenset()
    shows_conflicts: bool = False
    today: date = date.min


class PeoplePresenter:
    """The list, whoever is chosen, and what is written about them."""

    def __init__(self, desk: StaffDesk, texts: StaffTexts, show: Show) -> None:
        self.state = PeopleState()
        self._desk = desk
        self._texts = texts
        self._show = show
        self._sight = Sight()
        self._by_user: dict[str, StaffMember] = {}
        self._tickets = 0

    @property
    def chosen(self) -> str:
        """The user name of the person who is chosen, "" for nobody."""
        row = self.state.chosen
        return row.person.user if row is not None else ""

    def take_in(self, sight: Sight) -> None:
        """Show people as they are now."""
        self._sight = sight
        self._by_user = {each.user: each for each in sight.staff.people}
        offered = Offered(
            queues=tuple(each for each in sight.staff.queues if each.is_open),
            crews=tuple(each for each in sight.staff.crews if each.stands),
        )
        self.state = replace(self.state, offered=offered, shows_conflicts=sight.shows_conflicts)
        self._list()
        if self.state.doing is Doing.WRITING:
            self._show_form(self.state.form.key)
        if self.state.doing is Doing.ENDING and not self._works():
            self.state = replace(self.state, doing=Doing.READING)
        self._put(self.state)

    def narrow(self, narrowed: Narrowed) -> None:
        """Show those that this lets pass."""
        self.state = replace(self.state, narrowed=narrowed)
        self._list()
        self._put(self.state)

    def choose(self, user: str) -> None:
        """Look at somebody."""
        doing = Doing.WRITING if user and self._typed(user) else Doing.READING
        self.state = replace(
            self.state,
            chosen=self._row(user),
            doing=doing,
            notice=None,
            ending=Ending(),
            last=None if user != self.chosen else self.state.last,
        )
        if doing is Doing.WRITING:
            self._show_form(user, anew=True)
        self._put(self.state)

    def go(self, user: str) -> None:
        """Look at somebody wherever they are in the list."""
        row = self._row(user)
        if row is not None and row not in self.state.rows:
            self.narrow(Narrowed(ended=not row.person.works))
        self.choose(user)

    def write(self, user: str = "") -> None:
        """Write in the form of somebody; of a new person without one."""
        self.state = replace(self.state, doing=Doing.WRITING, notice=None)
        if user:
            self.state = replace(self.state, chosen=self._row(user))
        self._show_form(user, anew=True)
        self._put(self.state)

    def type(self, text: PersonText) -> None:
        """Take in what stands in the form now; it stays until it is saved."""
        key = self.state.form.key
        written = self._typed(key)
        over = written.over if written is not None else self._now(key)
        seen = written.seen if written is not None else self._version(key)
        same = text == (PersonText() if not key else over)
        typed = None if same else WrittenPerson(text=text, over=over, seen=seen)
        self._texts.set_person(key, typed)
        form = replace(self.state.form, text=text, refused=None)
        self.state = replace(self.state, form=form)
        self._show_form(key)
        self._list()
        self._put(self.state)

    def revert(self) -> None:
        """Put back what stood in the form before."""
        self._texts.set_person(self.state.form.key, None)
        self._show_form(self.state.form.key, anew=True)
        self._list()
        self._put(self.state)

    def leave(self) -> None:
        """Read again; what is typed stays."""
        self._put(replace(self.state, doing=Doing.READING, notice=None))

    def rebase(self) -> None:
        """Go on with what is typed, over what somebody else has changed meanwhile."""
        key = self.state.form.key
        written = self._typed(key)
        if written is not None:
            now = self._now(key)
            text, _theirs = _merged(written, now)
            rebased = replace(written, text=text, over=now, seen=self._version(key))
            self._texts.set_person(key, rebased)
            self._show_form(key, anew=True)
            self._put(self.state)

    async def save(self) -> str:
        """Save what is typed. Returns whose it was, "" if it was not taken."""
        form = self.state.form
        written = self._typed(form.key)
        if written is None or form.theirs:
            return ""
        text = written.text
        user = form.key or user_of(text.user)
        if form.new:
            refused = await refusal_of(self._desk.records.submit(person_id(user), added(text)))
        else:
            command = changed(text, written.over)
            refused = await refusal_of(
                self._desk.records.submit(person_id(user), command, seen=written.seen)
            )
        if refused is not None:
            self._put(replace(self.state, form=replace(form, refused=refused)))
            return ""
        self._texts.set_person(form.key, None)
        self._put(replace(self.state, doing=Doing.READING))
        return user

    def take_up(self, user: str, command: AddPerson | ChangePerson) -> None:
        """Put a change that was not taken back into the form, over how things are now."""
        now = self._now(user) if self._row(user) is not None else PersonText(user=user)
        parts = {part: getattr(command, part) for part in _PARTS}
        named: dict[str, Any] = {part: v for part, v in parts.items() if v is not None}
        if "markets" in named:
            named["markets"] = " ".join(sorted(named["markets"]))
        key = "" if isinstance(command, AddPerson) else user
        written = WrittenPerson(
            text=replace(now, **named), over=now if key else PersonText(), seen=self._version(key)
        )
        self._texts.set_person(key, written)
        self.write(key)

    async def ask_end(self, reason: str) -> None:
        """Ask whether the access of the chosen person shall end, and say what that does; `reason`
        is what was typed of it before."""
        user = self.chosen
        person = self._by_user.get(user)
        if person is None or not self._works():
            return
        self._tickets += 1
        staff, today = self._sight.staff, self._sight.today
        people = {each.id: each for each in staff.people}
        lead = lead_over(person, people | {each.id: each for each in staff.crews})
        ending = Ending(
            ticket=self._tickets,
            reason=reason,
            day=today,
            today=today,
            cases=await self._desk.people.open_cases_of(user),
            lead=lead.name if lead is not None else "",
        )
        if self.chosen == user:
            self._put(replace(self.state, doing=Doing.ENDING, ending=ending, notice=None))

    def type_end(self, reason: str, day: date) -> None:
        """Take in why the access shall end, and which was the last day."""
        ending = replace(self.state.ending, reason=reason, day=day, refused=None)
        self._put(replace(self.state, ending=ending))

    async def end_access(self) -> bool:
        """End the access of the chosen person. Whether that was taken."""
        ending = self.state.ending
        command = EndAccess(reason=ending.reason, day=ending.day)
        refused = await refusal_of(self._desk.records.submit(person_id(self.chosen), command))
        if refused is not None:
            self._put(replace(self.state, ending=replace(ending, refused=refused)))
            return False
        self._put(replace(self.state, doing=Doing.READING, ending=Ending()))
        return True

    async def open_access(self) -> bool:
        """Let the chosen person in again. Whether that was taken."""
        refused = await refusal_of(self._desk.records.submit(person_id(self.chosen), OpenAccess()))
        self._put(replace(self.state, notice=refused))
        return refused is None

    def tell_last(self, user: str, last: Refused | None) -> None:
        """Say why the access of somebody cannot be ended; None where it can."""
        if user == self.chosen and last != self.state.last:
            self._put(replace(self.state, last=last))

    def tell(self, notice: Refused | None) -> None:
        """Say something above the person who is chosen."""
        self._put(replace(self.state, notice=notice))

    def _works(self) -> bool:
        row = self.state.chosen
        return row is not None and row.person.works

    def _list(self) -> None:
        """Make the rows anew, and the chosen one among them."""
        rows = [self._made(each) for each in self._sight.staff.people]
        begun = self._typed("") is not None
        shown = found(rows, self.state.narrowed)
        total = sum(each.person.works is not self.state.narrowed.ended for each in rows)
        user = self.chosen
        chosen = next((each for each in rows if each.person.user == user), None)
        self.state = replace(self.state, rows=shown, total=total, chosen=chosen, begun=begun)

    def _made(self, person: StaffMember) -> PersonRow:
        crews = self._sight.staff.crews if person.crew else ()
        crew = next((each for each in crews if each.name == person.crew and each.stands), None)
        lead = crew.lead if crew is not None else ""
        leader = self._by_user.get(lead)
        return PersonRow(
            person=person,
            crew=crew,
            lead=leader.name if leader is not None else lead,
            conflicts=self._sight.conflicts.get(person.user),
            waiting=person.id in self._sight.waiting,
            unsaved=self._typed(person.user) is not None,
        )

    def _row(self, user: str) -> PersonRow | None:
        person = self._by_user.get(user)
        return self._made(person) if person is not None else None

    def _now(self, user: str) -> PersonText:
        """Somebody as they are now, in the fields of the form; empty for somebody new."""
        person = self._by_user.get(user)
        return text_of(person) if person is not None else PersonText()

    def _version(self, user: str) -> int:
        return self._desk.people.known_version(person_id(user)) if user else 0

    def _typed(self, user: str) -> WrittenPerson | None:
        return self._texts.person(user)

    def _show_form(self, key: str, *, anew: bool = False) -> None:
        """Show the form of somebody over how they are now: what was not typed otherwise follows.
        With `anew` its fields are filled anew."""
        now, written = self._now(key), self._typed(key)
        theirs: tuple[str, ...] = ()
        before = self.state.form
        text = now
        if written is not None:
            text, theirs = _merged(written, now)
            if key and not theirs and text != written.text:
                rebased = replace(written, text=text, over=now, seen=self._version(key))
                self._texts.set_person(key, rebased)
                anew = True
        if not key and written is None and not anew:
            text = before.text
        if anew or before.key != key or (written is None and key and text != before.text):
            self._tickets += 1
            before = PersonForm(key=key, ticket=self._tickets)
        form = replace(before, text=text, unsaved=written is not None, theirs=theirs)
        self.state = replace(self.state, form=form)

    def _put(self, state: PeopleState) -> None:
        self.state = state
        self._show(state)


def text_of(person: StaffMember) -> PersonText:
    """A person as they stand in a form."""
    return PersonText(
        user=person.user,
        name=person.name,
        roles=person.roles,
        languages=person.languages,
        queues=person.queues,
        teams=person.teams,
        crew=person.crew,
        markets=" ".join(sorted(person.markets)),
    )


def added(text: PersonText) -> AddPerson:
    """The command that adds somebody as typed."""
    return AddPerson(
        name=text.name,
        roles=text.roles,
        languages=text.languages,
        queues=text.queues,
        teams=text.teams,
        crew=text.crew,
        markets=_markets(text.markets),
    )


def changed(text: PersonText, over: PersonText) -> ChangePerson:
    """The command that changes what was typed otherwise; what was not stays unnamed."""
    named: dict[str, Any] = {  # Any: each part has a type of its own
        part: getattr(text, part) for part in _PARTS if getattr(text, part) != getattr(over, part)
    }
    if "markets" in named:
        named["markets"] = _markets(named["markets"])
    return ChangePerson(**named)


def _markets(typed: str) -> frozenset[str]:
    return frozenset(typed.replace(",", " ").replace("，", " ").replace("、", " ").split())


def _merged(written: WrittenPerson, now: PersonText) -> tuple[PersonText, tuple[str, ...]]:
    """What was typed, with the rest as it is now; and the parts that were changed at both ends."""
    text, theirs = written.text, []
    if now == PersonText():
        return text, ()
    for part in _PARTS:
        mine, before, there = (getattr(each, part) for each in (text, written.over, now))
        if before == there:
            continue
        if mine == before:
            text = replace(text, **{part: there})
        elif mine != there:
            theirs.append(part)
    return text, tuple(theirs)


def found(rows: Iterable[PersonRow], narrowed: Narrowed) -> tuple[PersonRow, ...]:
    """The rows that pass what the list is narrowed to, by name."""
    words = _plain(narrowed.query).split()

    def passes(row: PersonRow) -> bool:
        person = row.person
        return (
            person.works is not narrowed.ended
            and (narrowed.role is None or narrowed.role in person.roles)
            and narrowed.queue in ("", *person.queues)
            and narrowed.crew in ("", row.crew.name if row.crew is not None else "")
            and all(word in _said(row) for word in words)
        )

    passing = filter(passes, rows)
    return tuple(sorted(passing, key=lambda row: (_plain(row.person.name), row.person.user)))


def _said(row: PersonRow) -> str:
    """Everything that a person is found by, in both languages, as it is compared."""
    person, crew = row.person, row.crew
    names = [person.user, person.name, row.lead, *person.queues, *person.markets]
    names += [crew.name, crew.title.en, crew.title.zh] if crew is not None else []
    names += [word for role in person.roles for word in _both(ROLE[role])]
    names += [word for team in person.teams for word in _both(TEAM[team])]
    return _plain("\n".join([*names, *(row.conflicts or ())]))


@cache
def _both(message: Message) -> tuple[str, str]:
    return Translator("en").text(message), Translator("zh_Hans").text(message)


def _plain(text: str) -> str:
    """A text as it is compared: full-width letters and capitals as plain ones."""
    return unicodedata.normalize("NFKC", text).casefold()
