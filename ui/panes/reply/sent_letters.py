"""The letters that a party has already: folded away above the editors."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from ui.casework import in_language
from ui.theme import Tone, Type, theme
from ui.widgets import (
    Edge,
    Label,
    ReadingView,
    column,
    describe,
    refuse_input_method,
    row,
    set_edge,
)
from workstation.domain.case import Letter
from workstation.domain.labels import MILESTONE
from workstation.domain.letters import arrival
from workstation.domain.taxonomy import Language, Milestone
from workstation.i18n import Message, _

# Some lines of a letter, in logical pixels: less is not read but guessed.
_LEAST = 168
_FIRST = {Language.EN: _("English first"), Language.ZH: _("Chinese first")}


class _Letter(QWidget):
    def __init__(self, letter: Letter, reads: Language, sent: bool) -> None:
        super().__init__()
        parts = arrival(letter.text, letter.first, reads)
        said = _(
            "{milestone} · {name}, {at} · {order}",
            milestone=MILESTONE[letter.milestone],
            name=letter.sent_by.name,
            at=letter.sent_at,
            order=_FIRST[parts[0].language],
        )
        if not sent:
            said = _unsent_words(letter, parts[0].language)
        sides = (ReadingView(Type.BODY), ReadingView(Type.BODY))
        for view, part in zip(sides, parts, strict=True):
            view.show_text(part.text, part.language.lower())
            describe(view, in_language(said, part.language.lower()))
        head = Label(said, Type.META_STRONG, Tone.MUTED)
        texts = row(*sides, spacing=24)
        for view in sides:
            texts.setAlignment(view, Qt.AlignmentFlag.AlignTop)
        below = _let_pass(letter)
        clauses = ", ".join(ref.label() for ref in letter.quotes)
        if clauses:
            quotes = _("Quotes {clauses}", clauses=clauses)
            below.insert(0, Label(quotes, Type.META, Tone.MUTED, wrap=True))
        self.setLayout(column(head, texts, *below, margins=(18, 10, 18, 10), spacing=4))


def _unsent_words(letter: Letter, first: Language) -> Message:
    """What a letter is that the server has not taken in: nothing in it was told to anybody, and the
    days that it promises begin when it is sent."""
    said = _(
        "{milestone} · {name} · {order}, will be sent",
        milestone=MILESTONE[letter.milestone],
        name=letter.sent_by.name,
        order=_FIRST[first],
    )
    if letter.milestone is not Milestone.INFO:
        return said
    return _("{letter}; its deadline counts from then", letter=said)


def _let_pass(letter: Letter) -> list[Label]:
    """The reasons with which findings of the letter were let pass, and by whom."""
    reasons = dict.fromkeys(each.reason for each in letter.overrides)
    if not reasons:
        return []
    by = _("Let pass by {name}, {at}", name=letter.sent_by.name, at=letter.sent_at)
    lines = [Label(by, Type.META, Tone.MUTED)]
    for reason in reasons:
        line = Label(type=Type.META, wrap=True)
        line.content(reason)
        lines.append(line)
    return lines


class SentLetters(QScrollArea):
    """Newest first. Built when it is opened: most of the time nobody looks."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        refuse_input_method(self)
        describe(self, _("Letters sent"))
        set_edge(self, Edge.BOTTOM)
        theme().changed.connect(self._dress)
        self._dress()
        self._shown: tuple[Letter, ...] = ()
        self._reads = Language.EN
        self._unsent = frozenset[str]()
        self.hide()

    def show_letters(
        self, letters: Sequence[Letter], reads: Language, unsent: frozenset[str]
    ) -> None:
        """Take the letters to a party who reads that language, `unsent` by id; they are drawn when
        the area is opened."""
        if (tuple(letters), reads, unsent) != (self._shown, self._reads, self._unsent):
            self._shown, self._reads, self._unsent = tuple(letters), reads, unsent
            if not self.isHidden():
                self._build()

    def unfold(self, open_: bool) -> None:
        """Open the area, or fold it away."""
        if open_:
            self._build()
        self.setVisible(open_)

    def _dress(self) -> None:
        self.setMinimumHeight(theme().scaled(_LEAST))

    def _build(self) -> None:
        inside = QWidget()
        newest = reversed(self._shown)
        letters = (_Letter(each, self._reads, each.id not in self._unsent) for each in newest)
        parts = column(*letters, spacing=0)
        parts.addStretch(1)
        inside.setLayout(parts)
        self.setWidget(inside)
