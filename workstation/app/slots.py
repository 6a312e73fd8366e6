"""Where the words of a command stand as a draft, so that none are lost with one that fails.

A letter's are the draft to its party, a decision's what the panel composes, all others' the form of
their act. What has no form of its own comes back in the form of a note, which everybody can open.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace

from workstation.bilingual.act_form import (
    NOTE,
    Filled,
    filled_below,
    filled_from_text,
    filled_to_text,
    form_key,
    form_of,
    note_of,
)
from workstation.bilingual.composition import (
    DECISION,
    Composition,
    composed_below,
    composition_from_text,
    composition_of,
    composition_to_text,
)
from workstation.bilingual.draft_form import LetterPurpose, from_pairs, settled_to_json, to_json
from workstation.bilingual.kept_form import form_to_json, put_below
from workstation.cache.values import StoredDraft
from workstation.domain.case import Case
from workstation.domain.commands import Decide, SendReply, UnknownCommand
from workstation.domain.record import Command, Words
from workstation.domain.send_gate import FindingOverrides
from workstation.domain.text import Bilingual


@dataclass(frozen=True, slots=True)
class Slot:
    """A draft by its `key`, and a command as one: `alone`, or `below` what stands in it already,
    which is then as it was if it has the same words. `written` is what somebody wrote in a draft.
    """

    key: str
    alone: StoredDraft
    below: Callable[[StoredDraft], StoredDraft]
    written: Callable[[StoredDraft], Hashable]

    def begun(self, draft: StoredDraft) -> bool:
        """Whether somebody wrote anything in it."""
        return self.written(draft) != self.written(StoredDraft())

    def same(self, one: StoredDraft, other: StoredDraft) -> bool:
        """Whether two drafts have the same words."""
        return self.written(one) == self.written(other)


def slot_of(command: Command | UnknownCommand, words: Words, case: Case | None) -> Slot | None:
    """The slot of a command on a case, which says `words`; None for one that says nothing."""
    if isinstance(command, SendReply):
        return _of_letter(command)
    if not any(text.en.strip() or text.zh.strip() for text in words):
        return None
    if isinstance(command, UnknownCommand):
        return note_slot(words)
    if isinstance(command, Decide):
        return _of_decision(composition_of(case, command.finding))
    form = form_of(command)
    return _of_form(*form) if form is not None else note_slot(words)


def note_slot(words: Words) -> Slot:
    """The form of a note with these words."""
    return _of_form(NOTE, note_of(words))


def plain_slot(name: str, words: Words) -> Slot | None:
    """The slot of an act on a record of another kind: two texts."""
    en, zh = ("\n\n".join(filter(str.strip, side)) for side in _sides(words))
    if not en and not zh:
        return None
    return Slot(form_key(name), StoredDraft(en=en, zh=zh), _texts_below(Bilingual(en, zh)), _texts)


def _sides(words: Words) -> tuple[list[str], list[str]]:
    return [text.en for text in words], [text.zh for text in words]


def _of_letter(letter: SendReply) -> Slot:
    """A letter with its pairs and what was settled about them."""
    pairs = to_json(from_pairs(letter.beads)) if letter.beads else ""
    settled = settled_to_json(FindingOverrides(letter.overrides, frozenset(letter.seen)))
    form = form_to_json(LetterPurpose(letter.milestone))
    text = letter.text
    draft = StoredDraft(en=text.en, zh=text.zh, beads=pairs, settled=settled, form=form)
    return Slot(letter.party, draft, _texts_below(text), _texts)


def _texts(draft: StoredDraft) -> Hashable:
    return draft.en.strip(), draft.zh.strip()


def _texts_below(text: Bilingual) -> Callable[[StoredDraft], StoredDraft]:
    """The pairs of a joined text are found anew."""

    def below(draft: StoredDraft) -> StoredDraft:
        en, zh = put_below(draft.en, text.en), put_below(draft.zh, text.zh)
        if (en, zh) == (draft.en, draft.zh):
            return draft
        return replace(draft, en=en, zh=zh, beads="", settled="")

    return below


def _of_form(name: str, filled: Filled) -> Slot:
    def below(draft: StoredDraft) -> StoredDraft:
        stands = _form(draft)
        both = filled_below(stands, filled)
        return draft if both == stands else _as_form(draft, both)

    def written(draft: StoredDraft) -> Hashable:
        return _form(draft).written

    return Slot(form_key(name), _as_form(StoredDraft(), filled), below, written)


def _form(draft: StoredDraft) -> Filled:
    return filled_from_text(draft.en, draft.form)


def _as_form(draft: StoredDraft, filled: Filled) -> StoredDraft:
    text, rest = filled_to_text(filled)
    return replace(draft, en=text, form=rest)


def _of_decision(composed: Composition) -> Slot:
    def below(draft: StoredDraft) -> StoredDraft:
        stands = _composition(draft)
        both = composed_below(stands, composed)
        return draft if both == stands else _as_decision(draft, both)

    def written(draft: StoredDraft) -> Hashable:
        stands = _composition(draft)
        return stands.outcome, stands.written

    return Slot(DECISION, _as_decision(StoredDraft(), composed), below, written)


def _composition(draft: StoredDraft) -> Composition:
    reasons = Bilingual(draft.en, draft.zh)
    return composition_from_text(reasons, draft.form) or Composition(rationale=reasons)


def _as_decision(draft: StoredDraft, composed: Composition) -> StoredDraft:
    reasons, rest = composition_to_text(composed)
    return replace(draft, en=reasons.en, zh=reasons.zh, form=rest)
