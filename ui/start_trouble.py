"""`StartTroubleDialog`: says why the program does not begin to work, and offers the ways on."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QButtonGroup,
    QDialog,
    QRadioButton,
    QWidget,
)

from ui.language import WindowLanguage, bind, language, title_of, words_of
from ui.theme import Icon, Mode, Theme, Tone, Type, even_out_stems
from ui.widgets import (
    STRETCH,
    Heading,
    IconMark,
    Label,
    OutlinedButton,
    PrimaryButton,
    QuietButton,
    SegmentedSwitch,
    SwitchChoice,
    column,
    row,
)
from workstation.cache.problem import ProfileProblem, Unforeseen, WayOn
from workstation.i18n import SPOKEN, Message, _
from workstation.value_class import dataclass

_WIDTH = 640
_SPOKEN = tuple(SPOKEN.values())
WORDS: Mapping[WayOn, tuple[Message, Icon]] = {
    WayOn.PUT_BACK: (_("Put it back"), Icon.UNDO),
    WayOn.BEGIN_EMPTY: (_("Begin empty"), Icon.PLUS),
    WayOn.REBUILD: (_("Set aside and rebuild"), Icon.REFRESH),
    WayOn.OTHER_FOLDER: (_("Choose another folder"), Icon.EXPAND),
    WayOn.TRY_AGAIN: (_("Try again"), Icon.REFRESH),
    WayOn.SHOW_OTHER: (_("Show the other window"), Icon.SCREEN),
}


@dataclass(frozen=True, slots=True)
class StartTrouble:
    """What the dialog shows.

    problem: what is the matter.
    folder: the folder of the profile; None where it is not about one.
    ways: what can be done about it here, the best first.
    backups: what can be put back, each in words, the newest first.
    """

    problem: ProfileProblem
    folder: Path | None
    ways: tuple[WayOn, ...]
    backups: tuple[Message, ...] = ()


class StartTroubleDialog(QDialog):
    """A window of its own, since there is none yet. Accepted by a way on, which `way` is then;
    Escape leaves everything as it is."""

    def __init__(self, trouble: StartTrouble) -> None:
        super().__init__()
        self.way: WayOn | None = None
        self._backups = _BackupList(trouble.backups)
        self._buttons: dict[WayOn, QAbstractButton] = {}
        problem = trouble.problem
        bind(self, title_of(self), _("Recourse cannot open its files"))
        segments = [SwitchChoice(each.code, partial(str, each.mark), each.name) for each in _SPOKEN]
        speech = SegmentedSwitch(segments)
        speech.choose(language().code)
        speech.chosen.connect(language().switch)
        said = [Label(problem.reason, Type.TITLE, wrap=True, selectable=True)]
        said += [Label(each, Type.BODY, wrap=True, selectable=True) for each in _more(problem)]
        if trouble.folder is not None:
            where = _("Folder: {folder}", folder=str(trouble.folder))
            said.append(Label(where, Type.META, Tone.MUTED, wrap=True, selectable=True))
        words = column(*said, STRETCH, spacing=8)
        mark = column(IconMark(Icon.WARNING, Tone.WARN, 24), STRETCH)
        head = row(mark, words, column(speech, STRETCH), spacing=14)
        head.setStretch(1, 1)
        self.leave = QuietButton(_("Leave it as it is"))
        self.leave.clicked.connect(self.reject)
        foot = row(self.leave, STRETCH, *reversed([self._button(each) for each in trouble.ways]))
        self.setLayout(column(head, self._backups, foot, margins=(24, 22, 24, 18), spacing=18))
        self._backups.setVisible(bool(trouble.backups))
        self.setMinimumWidth(_WIDTH)
        if self._buttons:
            next(iter(self._buttons.values())).setFocus()

    @property
    def backup(self) -> int:
        """The place of the backup that is chosen; -1 where there is none."""
        return self._backups.chosen

    def button(self, way: WayOn) -> QAbstractButton:
        """The button of a way. Raises `KeyError` for one that is not offered."""
        return self._buttons[way]

    def _button(self, way: WayOn) -> QWidget:
        words, icon = WORDS[way]
        first = not self._buttons
        button = PrimaryButton(words, icon) if first else OutlinedButton(words, icon)
        button.setDefault(first)
        button.setAutoDefault(first)
        button.clicked.connect(partial(self._take, way))
        self._buttons[way] = button
        return button

    def _take(self, way: WayOn) -> None:
        self.way = way
        self.accept()


class _BackupList(QWidget):
    """The backups to choose from: when each was made, and what it holds."""

    def __init__(self, backups: tuple[Message, ...]) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        lines = column(Heading(_("Backups, the newest first")), spacing=6)
        for at, words in enumerate(backups):
            button = QRadioButton()
            bind(button, words_of(button), words)
            self._group.addButton(button, at)
            button.setChecked(at == 0)
            lines.addWidget(button)
        self.setLayout(lines)

    @property
    def chosen(self) -> int:
        return self._group.checkedId()


def _more(problem: ProfileProblem) -> list[Message]:
    """What is said below the reason."""
    found = [problem.finding] if problem.finding is not None else []
    return [*found, problem.remedy]


def show_fault(error: BaseException, report: Path | None, code: str) -> None:
    """Show what went wrong and where the report is, in the language `code`, until it is closed.

    Nothing else of the program need stand, nor be able to.
    """
    even_out_stems()
    app = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(app, QApplication):
        return
    WindowLanguage(app, code)
    Theme(app, Mode.SYSTEM)
    StartTroubleDialog(StartTrouble(Unforeseen(error, report), None, ())).exec()
