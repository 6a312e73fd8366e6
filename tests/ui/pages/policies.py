"""The activity Policies: the library, the draft that is written, and what stands beside it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

from tests.ui.pages.hands import button_of, click, has_button, in_sight, said, until
from ui.activities.policies.cards import CitingLine
from ui.activities.policies.clause_row import ClauseRow
from ui.activities.policies.pane import PoliciesPane
from ui.activities.policies.version_rail import VersionMark
from ui.casework import RefusedChangeCard
from workstation.domain.taxonomy import Language


class PoliciesPage:
    """What one person sees of the policies."""

    def __init__(self, pane: PoliciesPane) -> None:
        self.pane = pane

    def tab(self, words: str) -> None:
        """Turn to a part, by how its tab begins."""
        found = in_sight(self.pane.view.tabs, QAbstractButton)
        click(next(each for each in found if each.text().startswith(words)))

    @property
    def tabs(self) -> list[str]:
        """The parts that there are for this person."""
        return [each.text() for each in in_sight(self.pane.view.tabs, QAbstractButton)]

    @property
    def read(self) -> str:
        """Code and version that are read, such as `LST 2.0`; a draft by its id."""
        library = self.pane.state.library
        return f"{library.policy.code if library.policy else ''} {library.chosen}".strip()

    @property
    def clauses(self) -> dict[str, tuple[str, str]]:
        """The clauses in sight: English and Chinese, by number."""
        rows = in_sight(self.pane.view.clauses, ClauseRow)
        return {
            each.no: (
                each.texts[Language.EN].toPlainText(),
                each.texts[Language.ZH].toPlainText(),
            )
            for each in rows
        }

    @property
    def versions(self) -> list[str]:
        """What a screen reader says of the versions on the rail."""
        return [each.accessibleName() for each in in_sight(self.pane.view.clauses, VersionMark)]

    @property
    def listed(self) -> str:
        """What stands in the part at the left besides the rows."""
        return said(self.pane.view.list)

    @property
    def middle(self) -> str:
        """Everything that the part in the middle says."""
        return said(self.pane.view.clauses)

    @property
    def beside(self) -> str:
        """Everything that the pane beside says."""
        return said(self.pane.view.side)

    def field(self, side: Language) -> QWidget:
        """The field of a language in the clause that is written."""
        field = self.pane.view.clauses.editor.texts[side]
        assert field.isVisible(), side
        return field

    @property
    def writes(self) -> bool:
        """Whether a clause is being written."""
        return self.pane.view.clauses.editor.isVisible()

    @property
    def findings(self) -> str:
        """What is said of the clause that is written."""
        return said(self.pane.view.clauses.editor)

    @property
    def publish(self) -> QAbstractButton:
        """The button that publishes."""
        return self.pane.view.side.publish

    @property
    def turned(self) -> list[RefusedChangeCard]:
        """The changes of this person that were not taken."""
        return in_sight(self.pane.view.side, RefusedChangeCard)

    @property
    def citing(self) -> list[str]:
        """The references of those that cite."""
        return [each.button.text() for each in in_sight(self.pane.view.side, CitingLine)]

    def open_citing(self, reference: str) -> None:
        """Go to one of them."""
        click(button_of(self.pane.view.side, reference))

    async def idle(self) -> None:
        """Wait until all that was pressed is carried out."""
        await until(lambda: not self.pane.busy)

    def press(self, words: str) -> None:
        """Press a button of any part."""
        click(button_of(self.pane.view, words))

    def offers(self, words: str) -> bool:
        """Whether there is such a button."""
        return has_button(self.pane.view, words)

    def row(self, at: int) -> None:
        """Click a row of the list in sight."""
        view = self.pane.view.list.shown
        middle = view.visualRect(view.model().index(at, 0)).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=middle)
