"""Choosing a template and filling it: the case fills what it knows, a person the rest."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from ui.panes.reply.templates.state import TemplateField, TemplatesState
from workstation.bilingual.bead import Bead
from workstation.bilingual.blanks import names
from workstation.bilingual.script import in_script, own_words, script_of
from workstation.bilingual.templates import (
    LetterSubject,
    LetterTemplate,
    TemplateLibrary,
    Unclear,
    VariableKind,
    When,
    answer,
    drafted,
    fill_in,
    holding,
    known,
    outcome_of,
)
from workstation.domain.house_style import Script
from workstation.domain.taxonomy import Milestone
from workstation.domain.text import Bilingual

# Names are the party's own, in whatever script they are written.
_AS_WRITTEN = frozenset({VariableKind.NAME, VariableKind.ID})
Show = Callable[[TemplatesState], None]


@dataclass(frozen=True, slots=True)
class _About:
    """The letter that is written, worked out once when the sheet opens.

    fitting: the templates for it
    known: what the case fills in, by the name of the variable
    holds: which passages of a template apply
    script, own: the characters of the recipient, and the names that stay as they are written
    """

    fitting: tuple[LetterTemplate, ...]
    known: Mapping[str, Bilingual]
    holds: frozenset[When]
    script: Script
    own: tuple[str, ...]


class TemplatesPresenter:
    """Replaces its frozen state and hands the whole of it to `show`. `ids` names new pairs."""

    def __init__(self, library: TemplateLibrary, show: Show, ids: Callable[[], str]) -> None:
        self.state = TemplatesState()
        self._library = library
        self._show = show
        self._ids = ids
        self._about: _About | None = None
        # Whose letter the form was filled for and then left.
        self._left: tuple[str, str] | None = None

    def open(self, scene: LetterSubject, milestone: Milestone) -> None:
        """Offer what there is for a letter that tells this, the first of it chosen; or go on with
        the form that was left for the same letter."""
        case, party = scene.case, scene.party
        again, self._left = self._left == (case.id, party.id), (case.id, party.id)
        self._about = _About(
            fitting=self._library.fitting(milestone, outcome_of(case), party.role),
            known=known(scene),
            holds=holding(scene),
            script=script_of(case, party.id),
            own=own_words(case),
        )
        was, self.state = self.state, TemplatesState(asked=self.state.asked)
        if again and was.chosen is not None:
            self.state = self._with(replace(self.state, fields=was.fields), was.chosen)
        self.search("")

    def search(self, wanted: str) -> None:
        """Offer the templates that say this in their name in either language, or in their text."""
        if self._about is None:
            return
        first = self._about.fitting
        rest = tuple(each for each in self._library.templates if each not in first)
        words = _plain(wanted).split()
        state = replace(
            self.state,
            wanted=wanted,
            fitting=tuple(each for each in first if _says(each, words)),
            others=tuple(each for each in rest if _says(each, words)),
        )
        chosen = state.chosen
        if chosen not in state.offered:
            chosen = next(iter(state.offered), None)
        self._put(self._with(state, chosen) if chosen != state.chosen else state)

    def choose(self, template: str) -> None:
        """Choose a template, and ask for what it needs."""
        chosen = self._library.template(template)
        if chosen is not None and chosen != self.state.chosen:
            self._put(self._with(self.state, chosen))

    def enter(self, name: str, entered: Bilingual) -> None:
        """Fill in a variable, or replace what the case filled in."""
        fields = tuple(
            _entered(each, entered) if each.variable.name == name else each
            for each in self.state.fields
        )
        self._put(replace(self.state, fields=fields, letter=self._letter(fields)))

    def taken(self) -> tuple[Bead, ...]:
        """Make the pairs that are inserted, each with an id of its own; the form is done with."""
        self._left = None
        return self._letter(self.state.fields)

    @property
    def blanks(self) -> int:
        """How many variables of the letter nobody has filled in yet."""
        return len({name for bead in self.state.letter for name in names(bead.en + bead.zh)})

    def _with(self, state: TemplatesState, chosen: LetterTemplate | None) -> TemplatesState:
        """Show the form of another template; what was entered for the same variable stays."""
        before = {
            each.variable.name: each
            for each in state.fields
            if not each.of_case and (each.entered.en.strip() or each.entered.zh.strip())
        }
        about = self._about
        if about is None or chosen is None:
            return replace(state, chosen=None, fields=(), letter=(), asked=state.asked + 1)
        asked = [self._library.variables[name] for name in chosen.asks_for(about.holds)]
        fields = [
            before.get(one.name)
            or TemplateField(
                variable=one,
                entered=about.known.get(one.name, Bilingual()),
                of_case=one.name in about.known,
            )
            for one in asked
        ]
        listed = tuple(sorted(fields, key=lambda each: each.of_case))
        chosen_now = replace(state, chosen=chosen, fields=listed, asked=state.asked + 1)
        return replace(chosen_now, letter=self._letter(listed, chosen))

    def _letter(
        self, fields: tuple[TemplateField, ...], chosen: LetterTemplate | None = None
    ) -> tuple[Bead, ...]:
        template, about = chosen or self.state.chosen, self._about
        if template is None or about is None:
            return ()
        values = {each.variable.name: self._value(each, about) for each in fields}
        # Its words are turned before names and titles stand between them: those stay as they are.
        beads = drafted(template, about.holds, self._ids)
        return fill_in(in_script(beads, about.script, about.own), values)

    def _value(self, field: TemplateField, about: _About) -> Bilingual:
        value = _value(field)
        if field.variable.kind in _AS_WRITTEN:
            return value
        (turned,) = in_script((Bead("", value.en, value.zh),), about.script, about.own)
        return Bilingual(turned.en, turned.zh)

    def _put(self, state: TemplatesState) -> None:
        if state != self.state:
            self.state = state
            self._show(state)


def once(kind: VariableKind) -> bool:
    """Whether a variable is entered once for both languages."""
    return kind is not VariableKind.TEXT


def _entered(field: TemplateField, entered: Bilingual) -> TemplateField:
    changed = replace(field, entered=entered, of_case=False, unclear=None)
    try:
        answer(field.variable.kind, entered)
    except Unclear as unclear:
        return replace(changed, unclear=unclear.why)
    return changed


def _value(field: TemplateField) -> Bilingual:
    """What the letter says in place of a variable, in both languages; nothing while it is
    unclear."""
    if field.of_case:
        return field.entered
    try:
        return answer(field.variable.kind, field.entered)
    except Unclear:
        return Bilingual()


def _says(template: LetterTemplate, words: list[str]) -> bool:
    passages = (text for each in template.passages for text in (each.text.en, each.text.zh))
    said = _plain(" ".join((template.name.en, template.name.zh, *passages)))
    return all(word in said for word in words)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
