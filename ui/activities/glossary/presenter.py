"""The glossary on the screen: who may change it, what waits, what was not taken."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from ui.activities.glossary.desk import GlossaryDesk, GlossaryEditState, submit
from ui.activities.glossary.differences import before
from ui.activities.glossary.state import (
    ChangeRow,
    GlossaryState,
    PassRow,
    Section,
    StyleState,
    TermsState,
    Turned,
)
from ui.activities.glossary.style import StylePresenter
from ui.activities.glossary.terms import TermsPresenter
from ui.activities.glossary.text_keeper import TermTextKeeper, WrittenTerm, kept_texts
from workstation.app.values import KeptWords, Whereabouts
from workstation.bilingual.shipped_glossary import shipped_house
from workstation.domain.actor import Actor
from workstation.domain.commands import UnknownCommand
from workstation.domain.glossary.acts import (
    DropTerm,
    Glossary,
    GlossaryChange,
    LetPass,
    PutTerm,
    SetStyle,
    StopPassing,
    Term,
    not_editable,
    subject_of,
)
from workstation.domain.problem import Refused

Show = Callable[[GlossaryState], None]


class GlossaryPresenter:
    """Replaces its frozen state and hands the whole of it to `show`."""

    def __init__(self, desk: GlossaryDesk, new_id: Callable[[], str], show: Show) -> None:
        self.state = GlossaryState()
        self._desk = desk
        self._show = show
        self._keeper = TermTextKeeper(desk)
        self._begun = False
        self.terms = TermsPresenter(desk, new_id, self._on_terms)
        self.style = StylePresenter(desk, self._on_style)

    async def refresh(self) -> None:
        """Show the glossary as it is now."""
        kept = await self._kept()
        edits = await self._desk.glossary.edits()
        house = self._desk.glossary.current
        held = [each for each in edits if each.refused is None]
        waiting = [each.change for each in held]
        gone = {each.term for each in waiting if isinstance(each, LetPass)}
        self.state = replace(
            self.state,
            closed=_closed_to(self._desk.session.me),
            version=house.version,
            passes=tuple(PassRow(passing=p, waiting=p.term in gone) for p in house.passes),
            history=_history(house, held),
            waiting=len(held),
            turned=tuple(_turned(house, edits)),
            notice=None,
        )
        self.style.take_in(waiting=any(isinstance(each, SetStyle) for each in waiting))
        mine = {each.term.id for each in waiting if isinstance(each, PutTerm)}
        self.terms.take_in(mine, kept)

    async def _kept(self) -> dict[str, WrittenTerm]:
        """What was written and not saved the last time; nothing once that is known."""
        if self._begun:
            return {}
        self._begun = True
        kept = await kept_texts(self._desk)
        self._keeper.begin(kept)
        return kept

    async def keep(self) -> None:
        """Bring what is written and not saved to the disk. Raises `ProfileProblem`."""
        self._keeper.want(self.terms.written)
        await self._keeper.write()

    def turn_to(self, section: Section) -> None:
        """Show another part of the glossary."""
        self._put(replace(self.state, section=section))

    def choose_pass(self, term: str) -> None:
        """Look at one of the terms that always pass."""
        self._put(replace(self.state, chosen_pass=term, pass_refused=None))

    async def stop_passing(self) -> bool:
        """Have the chosen term found again. Whether that was taken."""
        term = self.state.chosen_pass
        refused = await submit(self._desk, StopPassing(term))
        if refused is not None:
            self._put(replace(self.state, pass_refused=refused))
            return False
        self._put(replace(self.state, chosen_pass="", pass_refused=None))
        await self.refresh()
        return True

    async def save(self) -> bool:
        """Save what is being written in the part that is in sight."""
        if self.state.section is Section.TERMS:
            taken = await self.terms.save()
        elif self.state.section is Section.STYLE:
            taken = await self.style.save()
        else:
            return False
        if taken:
            await self.refresh()
        return taken

    async def drop(self, reason: str) -> bool:
        """Take the term in the form out of the glossary."""
        taken = await self.terms.drop(reason)
        if taken:
            await self.refresh()
        return taken

    async def redo(self, edit_id: str) -> bool:
        """Give a change again that was not taken, over the glossary as it is now."""
        turned = self._find(edit_id)
        if turned is None:
            return False
        refused = await submit(self._desk, over_now(turned.change, self._desk.glossary.current))
        if refused is not None:
            self._put(replace(self.state, notice=refused))
            return False
        # Its words went out again with the new one.
        await self._forget(edit_id, keep_words=False)
        return True

    async def rework(self, edit_id: str) -> None:
        """Put a change that was not taken back into its form."""
        turned = self._find(edit_id)
        if turned is None or isinstance(turned.change, UnknownCommand):
            return
        if isinstance(turned.change, SetStyle):
            self.turn_to(Section.STYLE)
            self.style.choose(turned.change.style)
            self.style.rebase()
        else:
            self.turn_to(Section.TERMS)
            self.terms.take_up(turned.change)
            await self.keep()
        await self._forget(edit_id, keep_words=not isinstance(turned.change, PutTerm))

    async def give_up(self, edit_id: str) -> bool:
        """Forget a change that was not taken. Whether it left words that are kept."""
        before = await self._words()
        await self._forget(edit_id, keep_words=True)
        return bool(await self._words() - before)

    async def _forget(self, edit_id: str, *, keep_words: bool) -> None:
        await self._desk.glossary.drop_edit(edit_id, keep_words=keep_words)
        await self.refresh()

    async def _words(self) -> set[KeptWords]:
        """What stands in no form of the glossary."""
        kept = await self._desk.kept_words.kept()
        return {each for each in kept if each.stands is Whereabouts.NOWHERE}

    def _find(self, edit_id: str) -> Turned | None:
        return next((each for each in self.state.turned if each.id == edit_id), None)

    def _on_terms(self, terms: TermsState) -> None:
        self._put(replace(self.state, terms=terms))

    def _on_style(self, style: StyleState) -> None:
        self._put(replace(self.state, style=style))

    def _put(self, state: GlossaryState) -> None:
        self.state = state
        self._show(state)


def over_now(
    change: GlossaryChange | UnknownCommand, house: Glossary
) -> GlossaryChange | UnknownCommand:
    """The change as it is given by somebody who has seen how the glossary stands now."""
    match change:
        case PutTerm(term=term):
            now = house.term(term.id)
            return replace(change, over=now.revision if now is not None else 0)
        case DropTerm(id=id_):
            now = house.term(id_)
            return replace(change, over=now.revision if now is not None else 0)
        case SetStyle():
            return replace(change, over=house.style_revision)
        case LetPass() | StopPassing() | UnknownCommand():
            return change


def _closed_to(actor: Actor | None) -> Refused | None:
    """Why this person only reads the glossary; the rule is the domain's."""
    return not_editable(actor) if actor is not None else None


def _turned(house: Glossary, edits: Iterable[GlossaryEditState]) -> Iterable[Turned]:
    names = _names(house)
    for each in edits:
        if each.refused is not None:
            yield Turned(
                id=each.id,
                change=each.change,
                given_at=each.given_at,
                reason=each.refused,
                remedy=each.remedy,
                subject=_subject(each.change, names),
                now=_now(each.change, house),
            )


def _history(house: Glossary, held: Sequence[GlossaryEditState]) -> tuple[ChangeRow, ...]:
    names = _names(house)
    # The glossary shows a change of one's own as made when it was given.
    mine = {
        (each.given_at, subject_of(each.change))
        for each in held
        if not isinstance(each.change, UnknownCommand)
    }
    return tuple(
        ChangeRow(
            changed=each,
            subject=_subject(each.change, names),
            before=_before(house, at),
            waiting=(each.at, subject_of(each.change)) in mine,
        )
        for at, each in enumerate(house.changes)
    )


def _before(house: Glossary, at: int) -> Term | None:
    change = house.changes[at].change
    if not isinstance(change, PutTerm):
        return None
    return before(change, house.changes[at + 1 :], shipped_house().term(change.term.id))


def _names(house: Glossary) -> dict[str, str]:
    """The English of the terms by id, also of those that the history still knows."""
    older = {
        each.change.term.id: each.change.term.en
        for each in reversed(house.changes)
        if isinstance(each.change, PutTerm)
    }
    return older | {term.id: term.en for term in house.terms}


def _subject(change: GlossaryChange | UnknownCommand, names: dict[str, str]) -> str:
    match change:
        case PutTerm(term=term):
            return term.en
        case DropTerm(id=id_):
            return names.get(id_, id_)
        case LetPass(term=term) | StopPassing(term=term):
            return term
        case SetStyle() | UnknownCommand():
            return ""


def _now(change: GlossaryChange | UnknownCommand, house: Glossary) -> Term | None:
    match change:
        case PutTerm(term=term):
            return house.term(term.id)
        case DropTerm(id=id_):
            return house.term(id_)
        case _:
            return None
