"""Reading and writing terms: search, the form, and texts that are not saved yet."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from functools import lru_cache

from ui.activities.glossary.desk import GlossaryDesk
from ui.activities.glossary.state import TermForm, TermRow, TermsState, TermText
from ui.open_record import refusal_of
from ui.unsaved_texts import UnsavedTexts
from workstation.bilingual.kept_term import WrittenTerm
from workstation.domain.glossary.acts import DropTerm, GlossaryChange, PutTerm, Term, pieces
from workstation.domain.glossary.values import GLOSSARY_ID

# A new term that nobody has written anything into.
NOTHING = WrittenTerm(TermText(), 0)


class TermsPresenter:
    """Replaces its part of the state. What is typed into one term stays while another is read."""

    def __init__(
        self,
        desk: GlossaryDesk,
        new_id: Callable[[], str],
        texts: UnsavedTexts[WrittenTerm],
        show: Callable[[TermsState], None],
    ) -> None:
        self.state = TermsState()
        self._desk = desk
        self._new_id = new_id
        self._texts = texts
        self._tell = show
        self._waiting: frozenset[str] = frozenset()
        self._ticket = 0
        self._listed: object = None

    def take_in(self, waiting: Collection[str], recalled: Collection[str] = ()) -> None:
        """Show the glossary as it is now; `waiting` are the terms with a change that is not sent,
        `recalled` those of which it is known only now what was typed the last time."""
        self._waiting = frozenset(waiting)
        form = self.state.form
        house = self._desk.glossary.current
        if form is None and house.terms:
            self.choose(house.terms[0].id)
        elif form is not None and self._typed(form.key) is None and house.term(form.key) is None:
            self._show(None)
        elif form is not None:
            self._show(self._filled(form.key) if form.key in recalled else self._followed(form))

    def search(self, query: str) -> None:
        """Show the terms in which this stands; the form reads one of them, unless something is
        written in it."""
        self.state = replace(self.state, query=query)
        self._list()
        form, listed = self.state.form, [row.term.id for row in self.state.rows]
        if form is None or (form.key not in listed and self._typed(form.key) is None):
            form = self._filled(listed[0]) if listed else None
        self._show(form)

    def choose(self, key: str) -> None:
        """Read a term; what was typed into the one before is kept with it."""
        form = self.state.form
        if form is None or form.key != key:
            self._show(self._filled(key))

    def begin_new(self) -> None:
        """Write a new term, or go on with the one that was begun."""
        typed = self._texts.of(GLOSSARY_ID)
        key = next((key for key, each in typed.items() if not each.over), "")
        if not key:
            key = self._new_id()
            self._type(key, NOTHING)
        self._show(self._filled(key))

    def type(self, text: TermText) -> None:
        """Take in what stands in the form now; it stays with its term until it is saved."""
        form = self.state.form
        if form is None:
            return
        term = self._desk.glossary.current.term(form.key)
        kept = self._typed(form.key)
        over = kept.over if kept is not None else (term.revision if term is not None else 0)
        same = term is not None and over == term.revision and text == text_of(term)
        self._type(form.key, None if same else WrittenTerm(text, over))
        self._show(self._marked(replace(form, text=text)))

    def revert(self) -> None:
        """Throw away what was typed into this term, and show how it stands."""
        form = self.state.form
        if form is not None:
            self._type(form.key, None)
            gone = self._desk.glossary.current.term(form.key) is None
            self._show(None if gone else self._filled(form.key))
            self.take_in(self._waiting)

    def rebase(self) -> None:
        """Go on with what was typed, over the term as somebody else changed it meanwhile."""
        form = self.state.form
        term = self._desk.glossary.current.term(form.key) if form is not None else None
        if form is not None:
            over = term.revision if term is not None else 0
            self._type(form.key, WrittenTerm(form.text, over))
            self._show(self._marked(replace(form, refused=None)))

    def take_up(self, change: GlossaryChange) -> None:
        """Put a change that was not taken back into the form."""
        if isinstance(change, PutTerm):
            term = self._desk.glossary.current.term(change.term.id)
            over = term.revision if term is not None else 0
            self._type(change.term.id, WrittenTerm(text_of(change.term), over))
            self._show(self._filled(change.term.id))

    def ask_drop(self, dropping: bool) -> None:
        """Ask why the term goes, or leave it."""
        form = self.state.form
        if form is not None:
            self._show(replace(form, dropping=dropping, refused=None))

    async def save(self) -> bool:
        """Give what stands in the form. Whether it was taken; if not, the form says why."""
        form = self.state.form
        kept = self._typed(form.key) if form is not None else None
        if form is None or kept is None:
            return False
        term = term_of(form.key, kept.text, max(1, kept.over))
        if not await self._submit(form, PutTerm(term, kept.over)):
            return False
        # More may have been typed while it was being written to the disk.
        self._texts.forget((GLOSSARY_ID, form.key), kept)
        shown = self.state.form
        if shown is not None and shown.key == form.key:
            self._show(self._followed(replace(shown, refused=None)))
        return True

    async def drop_term(self, reason: str) -> bool:
        """Take the term out, for a reason. Whether that was taken."""
        form = self.state.form
        term = self._desk.glossary.current.term(form.key) if form is not None else None
        if form is None or term is None:
            return False
        if not await self._submit(form, DropTerm(term.id, term.revision, reason)):
            return False
        self._type(form.key, None)
        self._show(None)
        self.take_in(self._waiting)
        return True

    def _typed(self, key: str) -> WrittenTerm | None:
        return self._texts.get((GLOSSARY_ID, key), WrittenTerm)

    def _type(self, key: str, written: WrittenTerm | None) -> None:
        self._texts.set_text((GLOSSARY_ID, key), written)

    async def _submit(self, form: TermForm, change: GlossaryChange) -> bool:
        """Give a change of the term in `form`; whether it was taken, else the form says why."""
        refused = await refusal_of(self._desk.glossary.change(change))
        shown = self.state.form
        if refused is not None and shown is not None and shown.key == form.key:
            self._show(replace(shown, refused=refused))
        return refused is None

    def _filled(self, key: str) -> TermForm:
        """The form of a term, its fields to be filled anew."""
        self._ticket += 1
        term = self._desk.glossary.current.term(key)
        kept = self._typed(key)
        text = kept.text if kept is not None else (text_of(term) if term else TermText())
        return self._marked(TermForm(key=key, text=text, ticket=self._ticket))

    def _followed(self, form: TermForm) -> TermForm:
        """The form after the glossary changed: filled anew unless something is written in it."""
        term = self._desk.glossary.current.term(form.key)
        if self._typed(form.key) is not None or term is None or text_of(term) == form.text:
            return self._marked(form)
        return self._filled(form.key)

    def _marked(self, form: TermForm) -> TermForm:
        """The form with how its text stands to the glossary as it is now."""
        term = self._desk.glossary.current.term(form.key)
        kept = self._typed(form.key)
        behind = kept is not None and term is not None and term.revision != kept.over
        return replace(
            form,
            new=term is None,
            unsaved=kept is not None and kept != NOTHING,
            gone=kept is not None and kept.over > 0 and term is None,
            waiting=form.key in self._waiting,
            theirs=term if behind else None,
        )

    def _show(self, form: TermForm | None) -> None:
        self._list()
        typed = self._texts.of(GLOSSARY_ID).values()
        begun = any(not each.over and each != NOTHING for each in typed)
        self.state = replace(self.state, form=form, begun=begun)
        self._tell(self.state)

    def _list(self) -> None:
        """Make the rows anew, only when one of them says something else."""
        terms, query = self._desk.glossary.current.terms, self.state.query
        unsaved = frozenset(self._texts.of(GLOSSARY_ID))
        listed = (terms, query, self._waiting, unsaved)
        if listed == self._listed:
            return
        self._listed = listed
        rows = tuple(
            TermRow(term=each, waiting=each.id in self._waiting, unsaved=each.id in unsaved)
            for each in found(terms, query)
        )
        parts = tuple(sorted({each.part for each in terms if each.part}))
        self.state = replace(self.state, rows=rows, total=len(terms), parts=parts)


def text_of(term: Term) -> TermText:
    """A term as it stands in the fields."""
    return TermText(
        en=term.en,
        zh_hans=term.zh_hans,
        zh_hant=term.zh_hant,
        part=term.part,
        note=term.note,
        forbidden_zh="\n".join(term.forbidden_zh),
        forbidden_en="\n".join(term.forbidden_en),
    )


def term_of(id_: str, text: TermText, revision: int) -> Term:
    """The term that stands in the fields; what is wrong with it the domain says."""
    return Term(
        id=id_,
        en=text.en,
        zh_hans=text.zh_hans,
        zh_hant=text.zh_hant,
        part=text.part,
        note=text.note,
        forbidden_zh=pieces(text.forbidden_zh.replace("\n", ";")),
        forbidden_en=pieces(text.forbidden_en.replace("\n", ";")),
        revision=revision,
    )


def found(terms: Iterable[Term], query: str) -> tuple[Term, ...]:
    """The terms in which every word of `query` stands; all of them for an empty one. Those whose
    own name begins with it come first, those with a wrong rendering like it after them."""
    words = _plain(query).split()
    if not words:
        return tuple(terms)
    ranked: tuple[list[Term], list[Term], list[Term]] = ([], [], [])
    for term in terms:
        names, said = _said(term)
        if not all(word in said for word in words):
            continue
        if any(name.startswith(words[0]) for name in names):
            ranked[0].append(term)
        elif all(any(word in name for name in names) for word in words):
            ranked[1].append(term)
        else:
            ranked[2].append(term)
    return (*ranked[0], *ranked[1], *ranked[2])


@lru_cache(maxsize=8192)
def _said(term: Term) -> tuple[tuple[str, ...], str]:
    """Its names, and everything that it says, as they are compared."""
    names = tuple(_plain(name) for name in (term.en, term.zh_hans, term.zh_hant))
    rest = (term.part, term.note, *term.forbidden_zh, *term.forbidden_en)
    return names, "\n".join((*names, *map(_plain, rest)))


def _plain(text: str) -> str:
    """A text as it is compared: full-width letters and capitals as plain ones."""
    return unicodedata.normalize("NFKC", text).casefold()
