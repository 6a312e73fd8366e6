"""Lists in a form: things asked for in both languages, and evidence that came with an answer."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

from tests.ui.pages.hands import button_of, click, compose, in_sight
from ui.casework import ChoiceBox
from ui.panes.appeal.form import EvidenceField, PairsField
from ui.panes.appeal.state import NewEvidence
from ui.widgets import IconButton
from workstation.domain.text import Bilingual


@dataclass
class Line:
    """One thing that is asked for."""

    en: QLineEdit
    zh: QLineEdit
    remove: QAbstractButton


class AskedPage:
    """What a party is asked for, a line each."""

    def __init__(self, field: PairsField) -> None:
        self.field = field

    @property
    def lines(self) -> list[Line]:
        """The lines in sight."""
        english = _fields(self.field, "In English")
        chinese = _fields(self.field, "In Chinese")
        removes = in_sight(self.field, IconButton)
        return [Line(*each) for each in zip(english, chinese, removes, strict=True)]

    @property
    def shown(self) -> list[tuple[str, str]]:
        """What stands in each line."""
        return [(line.en.text(), line.zh.text()) for line in self.lines]

    def write(self, *items: Bilingual) -> None:
        """Name these, English by keys and Chinese by an input method."""
        for at, item in enumerate(items):
            if at:
                _press(self.field, "Another item")
            QTest.keyClicks(self.lines[at].en, item.en)
            compose(self.lines[at].zh, "", item.zh)


def _fields(parent: QWidget, words: str) -> list[QLineEdit]:
    """The fields that say this while they are empty."""
    return [each for each in in_sight(parent, QLineEdit) if each.placeholderText() == words]


def _press(field: QWidget, words: str) -> None:
    click(button_of(field, words))
    # Qt shows what comes into a layout in a later turn.
    QApplication.processEvents()


@dataclass
class Item:
    """One piece of evidence as it is entered."""

    kind: ChoiceBox
    file: QLineEdit
    en: QLineEdit
    zh: QLineEdit
    remove: QAbstractButton

    @property
    def shown(self) -> NewEvidence:
        """What stands in it."""
        summary = Bilingual(self.en.text(), self.zh.text())
        return NewEvidence(type=self.kind.value, file=self.file.text(), summary=summary)


class EvidencePage:
    """What came with an answer, an item each."""

    def __init__(self, field: EvidenceField) -> None:
        self.field = field

    @property
    def items(self) -> list[Item]:
        """The items in sight."""
        names = ("File name", "What it shows, in English", "In Chinese")
        return [
            Item(*each)
            for each in zip(
                in_sight(self.field, ChoiceBox),
                *(_fields(self.field, name) for name in names),
                in_sight(self.field, IconButton),
                strict=True,
            )
        ]

    def add(self) -> Item:
        """One more item."""
        _press(self.field, "Evidence that came with it")
        return self.items[-1]
