"""The open case: its head with what can be done, the form of an act, and the facts."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from tests.ui.pages.evidence import AskedPage, EvidencePage
from tests.ui.pages.hands import W, button_of, click, in_sight, part, words_in
from tests.ui.pages.notices import Notice
from ui.panes.appeal import AppealPane
from ui.panes.appeal.facts import RulingBlock
from ui.panes.appeal.form import ActForm, EvidenceField, PairsField, TextField
from ui.panes.appeal.header import CaseHead
from ui.widgets import NoticeBar


class HeadPage:
    """Which case it is, until when it is due, and what can be done."""

    def __init__(self, head: CaseHead) -> None:
        self.head = head

    @property
    def due(self) -> str:
        """How long is left."""
        return part(self.head, QLabel, "due").text()

    def act(self, words: str) -> QAbstractButton:
        """The button of an act."""
        return button_of(self.head.acts, words)


class FormPage:
    """The form of an act."""

    def __init__(self, form: ActForm) -> None:
        self.form = form
        self.submit: QAbstractButton = form.submit

    @property
    def words(self) -> list[str]:
        """What it asks, and says of its fields."""
        return words_in(self.form)

    @property
    def text(self) -> TextField:
        """Where something is told in a few lines."""
        return self.field(TextField)

    @property
    def asked(self) -> AskedPage:
        """The things that are asked for."""
        return AskedPage(self.field(PairsField))

    @property
    def evidence(self) -> EvidencePage:
        """What came with an answer."""
        return EvidencePage(self.field(EvidenceField))

    def field(self, kind: type[W], at: int = 0) -> W:
        """A field by its kind."""
        return in_sight(self.form, kind)[at]

    def give(self) -> None:
        """Press the button that does the act."""
        click(self.submit)


class CasePage:
    """The pane in the middle."""

    def __init__(self, pane: AppealPane) -> None:
        self.pane = pane

    @property
    def head(self) -> HeadPage:
        """The line above the facts."""
        return HeadPage(self.pane.view.head)

    @property
    def notice(self) -> Notice:
        """What is said about the last act."""
        return Notice(part(self.pane.view, NoticeBar, "notice"))

    @property
    def form(self) -> FormPage:
        """The form that is open."""
        (form,) = in_sight(self.pane.view, ActForm)
        return FormPage(form)

    @property
    def facts(self) -> QWidget:
        """What has the keys of somebody who reads the case."""
        facts = self.pane.view.keys.landing
        assert facts is not None
        return facts

    @property
    def decisions(self) -> list[RulingBlock]:
        """What was decided or proposed, the newest first."""
        found = self.pane.view.facts.outcome.findChildren(RulingBlock)
        return [each for each in found if not each.isHidden()]
