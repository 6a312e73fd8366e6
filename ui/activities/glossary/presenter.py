"""The glossary without a screen: who may change it, what waits, and what was not taken."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from ui.activities.glossary.desk import GlossaryDesk, GlossaryEditState
from ui.activities.glossary.state import (
    ChangeRow,
    GlossaryState,
    PassRow,
    RefusedEdit,
    Section,
    StyleState,
)
from ui.activities.glossary.terms import NOTHING, TermsPresenter
from ui.open_record import refusal_of
from ui.unsaved_texts import UnsavedTexts
from workstation.app.values import KeptWords, Whereabouts
from workstation.bilingual.kept_term import WrittenTerm
from workstation.bilingual.shipped_glossary import shipped_house
from workstation.domain.commands import UnknownCommand
from workstation.domain.glossary.acts import (
    Changed,
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
from workstation.domain.glossary.values import GLOSSARY_ID
from workstation.domain.house_style import Profile

Show = Callable[[GlossaryState], None]


class StylePresenter:
    """Choosing the house style. A choice holds for nobody until it is saved."""

    def __init__(self, desk: GlossaryDesk, show: Callable[[StyleState], None]) -> None:
        self.state = StyleState(profile=desk.glossary.current.style)
        self._desk = desk
        self._tell = show
        self._over = desk.glossary.current.style_revision

    def take_in(self, *, waiting: bool) -> None:
        """Show the style as it is now, unless another one is being chosen."""
        house = self._desk.glossary.current
        if not self.state.unsaved:
            self._over = house.style_revision
            self._show(replace(self.state, profile=house.style, waiting=waiting, theirs=False))
        else:
            theirs = self._over != house.style_revision
            self._show(replace(self.state, waiting=waiting, theirs=theirs))

    def choose(self, profile: Profile) -> None:
        """Choose this style; it is not saved by that."""
        unsaved = profile != self._desk.glossary.current.style
        self._show(replace(self.state, profile=profile, unsaved=unsaved, refused=None))

    def revert(self) -> None:
        """Choose the style that holds."""
        self._show(
            StyleState(profile=self._desk.glossary.current.style, waiting=self.state.waiting)
        )
        self.take_in(waiting=self.state.waiting)

    def rebase(self) -> None:
        """Go on with what is chosen, over what somebody else saved meanwhile."""
        self._over = self._desk.glossary.current.style_revision
        self._show(replace(self.state, theirs=False, refused=None))

    async def save(self) -> bool:
        """Give the chosen style. Whether it was taken; if not, the page says why."""
        chosen = self.state.profile
        refused = await refusal_of(self._desk.glossary.change(SetStyle(chosen, self._over)))
        if refused is not None:
            self._show(replace(self.state, refused=refused))
            return False
        self._over = self._desk.glossary.current.style_revision
        unsaved = self.state.profile != chosen
        self._show(replace(self.state, unsaved=unsaved, theirs=False, refused=None))
        return True

    def _show(self, state: StyleState) -> None:
        self.state = state
        self._tell(state)


class GlossaryPresenter:
    """Replaces its frozen state and hands the whole of it to `show`."""

    def __init__(self, desk: GlossaryDesk, new_id: Callable[[], str], show: Show) -> None:
        self.state = GlossaryState()
        self._desk = desk
        self._show = show
        # A draft of the glossary is about the term that its slot names.
        self._texts = UnsavedTexts(desk, lambda _slot: WrittenTerm, empty=NOTHING)
        self.terms = TermsPresenter(
            desk, new_id, self._texts, lambda terms: self._put(replace(self.state, terms=terms))
        )
        self.style = StylePresenter(desk, lambda style: self._put(replace(self.state, style=style)))

    async def refresh(self) -> None:
        """Show the glossary as it is now."""
        kept = await self._texts.recall([GLOSSARY_ID])
        edits = await self._desk.glossary.edits()
        house, me = self._desk.glossary.current, self._desk.session.me
        names = _names(house)
        held = [each for each in edits if each.refused is None]
        waiting = [each.change for each in held]
        let_pass = {each.term for each in waiting if isinstance(each, LetPass)}
        self.state = replace(
            self.state,
            closed=not_editable(me) if me is not None else None,
            version=house.version,
            passes=tuple(PassRow(passing=p, waiting=p.term in let_pass) for p in house.passes),
            history=_history(house, held, names),
            waiting=len(held),
            refused_changes=tuple(
                RefusedEdit(
                    id=each.id,
                    change=each.change,
                    given_at=each.given_at,
                    reason=each.refused,
                    remedy=each.remedy,
                    subject=_subject(each.change, names),
                    now=_term_now(each.change, house),
                )
                for each in edits
                if each.refused is not None
            ),
            notice=None,
        )
        self.style.take_in(waiting=any(isinstance(each, SetStyle) for each in waiting))
        mine = {each.term.id for each in waiting if isinstance(each, PutTerm)}
        self.terms.take_in(mine, {slot for _record, slot in kept})

    async def flush(self) -> None:
        """Bring what is written and not saved to the disk. Raises `ProfileProblem`."""
        await self._texts.write()

    def turn_to(self, section: Section) -> None:
        """Show another part of the glossary."""
        self._put(replace(self.state, section=section))

    def choose_pass(self, term: str) -> None:
        """Look at one of the terms that always pass."""
        self._put(replace(self.state, chosen_pass=term, pass_refused=None))

    async def stop_passing(self) -> bool:
        """Have the chosen term found again. Whether that was taken."""
        term = self.state.chosen_pass
        refused = await refusal_of(self._desk.glossary.change(StopPassing(term)))
        if refused is not None:
            self._put(replace(self.state, pass_refused=refused))
            return False
        self._put(replace(self.state, chosen_pass="", pass_refused=None))
        await self.refresh()
        return True

    async def save(self) -> bool:
        """Save what is being written in the part that is in sight. Whether it was taken."""
        if self.state.section is Section.TERMS:
            taken = await self.terms.save()
        elif self.state.section is Section.STYLE:
            taken = await self.style.save()
        else:
            return False
        if taken:
            await self.refresh()
        return taken

    async def drop_term(self, reason: str) -> bool:
        """Take the term in the form out of the glossary. Whether that was taken."""
        taken = await self.terms.drop_term(reason)
        if taken:
            await self.refresh()
        return taken

    async def redo(self, edit_id: str) -> bool:
        """Give a refused change again, over the glossary as it is now. Whether it was taken."""
        change = self._refused(edit_id)
        if change is None:
            return False
        again = over_now(change, self._desk.glossary.current)
        refused = await refusal_of(self._desk.glossary.change(again))
        if refused is not None:
            self._put(replace(self.state, notice=refused))
            return False
        # Its words went out again with the new one.
        await self._forget(edit_id, keep_words=False)
        return True

    async def edit(self, edit_id: str) -> None:
        """Put a refused change back into its form."""
        change = self._refused(edit_id)
        if change is None or isinstance(change, UnknownCommand):
            return
        if isinstance(change, SetStyle):
            self.turn_to(Section.STYLE)
            self.style.choose(change.style)
            self.style.rebase()
        else:
            self.turn_to(Section.TERMS)
            self.terms.take_up(change)
            await self.flush()
        await self._forget(edit_id, keep_words=not isinstance(change, PutTerm))

    async def drop(self, edit_id: str) -> bool:
        """Give a refused change up. Whether it left words that are kept."""
        before = await self._homeless_words()
        await self._forget(edit_id, keep_words=True)
        return bool(await self._homeless_words() - before)

    def _refused(self, edit_id: str) -> GlossaryChange | UnknownCommand | None:
        """The refused change of that id, None once it was answered."""
        found = (each for each in self.state.refused_changes if each.id == edit_id)
        return next((each.change for each in found), None)

    async def _forget(self, edit_id: str, *, keep_words: bool) -> None:
        """End a refused change, with or without keeping its words."""
        await self._desk.glossary.drop_edit(edit_id, keep_words=keep_words)
        await self.refresh()

    async def _homeless_words(self) -> set[KeptWords]:
        """The kept words that stand in no form of the glossary."""
        kept = await self._desk.kept_words.kept()
        return {each for each in kept if each.stands is Whereabouts.NOWHERE}

    def _put(self, state: GlossaryState) -> None:
        self.state = state
        self._show(state)


def over_now(
    change: GlossaryChange | UnknownCommand, house: Glossary
) -> GlossaryChange | UnknownCommand:
    """The change as it is given by somebody who has seen how the glossary stands now."""
    match change:
        case PutTerm() | DropTerm():
            now = _term_now(change, house)
            return replace(change, over=now.revision if now is not None else 0)
        case SetStyle():
            return replace(change, over=house.style_revision)
        case LetPass() | StopPassing() | UnknownCommand():
            return change


def _term_now(change: GlossaryChange | UnknownCommand, house: Glossary) -> Term | None:
    """The term that a change is about as it stands now, None for another kind of change."""
    match change:
        case PutTerm(term=term):
            return house.term(term.id)
        case DropTerm(id=id_):
            return house.term(id_)
        case _:
            return None


def _history(
    house: Glossary, held: Sequence[GlossaryEditState], names: dict[str, str]
) -> tuple[ChangeRow, ...]:
    """The changes that the glossary knows, the newest first; those in `held` wait to be sent."""
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
            before=_before(each.change, house.changes[at + 1 :]),
            waiting=(each.at, subject_of(each.change)) in mine,
        )
        for at, each in enumerate(house.changes)
    )


def _before(change: GlossaryChange, older: Sequence[Changed]) -> Term | None:
    """The term that was changed, as the changes before tell it (newest first), or as it came with
    the program; None where neither is known any more, and for another kind of change."""
    if not isinstance(change, PutTerm):
        return None
    for each in older:
        if isinstance(each.change, PutTerm) and each.change.term.id == change.term.id:
            return each.change.term
    shipped = shipped_house().term(change.term.id)
    return shipped if shipped is not None and shipped.revision == change.over else None


def _names(house: Glossary) -> dict[str, str]:
    """The English of the terms by id, also of those that the history still knows."""
    older = {
        each.change.term.id: each.change.term.en
        for each in reversed(house.changes)
        if isinstance(each.change, PutTerm)
    }
    return older | {term.id: term.en for term in house.terms}


def _subject(change: GlossaryChange | UnknownCommand, names: dict[str, str]) -> str:
    """What a change is about: the English of its term, or what is let pass."""
    match change:
        case PutTerm(term=term):
            return term.en
        case DropTerm(id=id_):
            return names.get(id_, id_)
        case LetPass(term=term) | StopPassing(term=term):
            return term
        case SetStyle() | UnknownCommand():
            return ""
