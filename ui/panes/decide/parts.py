"""The parts of the decide panel: outcomes, measures, evidence, clauses, and texts."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QRadioButton,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QTextEdit,
    QWidget,
)

from ui.case_action import CaseAction
from ui.casework import (
    ChoiceBox,
    WidgetPool,
    in_language,
    languages_in_order,
    measure_words,
    side_of,
)
from ui.keyboard import keyboard
from ui.language import Source, bind, language, tip_of, words_of
from ui.panes.decide.answered_line import AnsweredLine
from ui.panes.decide.state import Fate
from ui.theme import Icon, Tone, Type, theme
from ui.widgets import (
    STRETCH,
    ElidedLabel,
    FlowLayout,
    Heading,
    IconButton,
    KeyCap,
    Label,
    SegmentedSwitch,
    SwitchChoice,
    Tag,
    TextButton,
    column,
    describe,
    mark_content,
    row,
    set_role,
    set_spoken_role,
)
from workstation.domain.case import Evidence, Measure
from workstation.domain.labels import EVIDENCE, LANGUAGE, OUTCOME, OVERTURN_REASON, VERDICT
from workstation.domain.policy import Citation
from workstation.domain.taxonomy import Language, Outcome, Verdict
from workstation.domain.text import Bilingual
from workstation.i18n import Message, _, pgettext

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

_BESIDE = 8
# What becomes of a measure, by the digit that says so.
_FATES = (Fate.LIFTED, Fate.KEPT)


def _with_key(what: Message, action: str) -> Message:
    """What a choice does, and behind it the key that does the same."""
    key = keyboard().name(action)
    return _("{what}  ({key})", what=what, key=key) if key else what


class Outcomes(QWidget):
    """The outcomes that are possible; `chosen` says one of them."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[Outcome, ...] = ()
        self._lines = column(spacing=0)
        self._group = QButtonGroup(self)
        self._holders: list[QWidget] = []
        self._caps: list[KeyCap] = []
        self._buttons: list[_FoldedRadio] = []
        self.setLayout(self._lines)
        language().changed.connect(self._fit, Qt.ConnectionType.QueuedConnection)
        self._group.idClicked.connect(self._on_click)
        describe(self, _("Outcome"))
        set_spoken_role(self, QAccessible.Role.Grouping)

    def open_line(self) -> QWidget | None:
        """The first of them, while none is chosen."""
        return None if self._group.checkedButton() else self._group.button(0)

    @property
    def entrance(self) -> QWidget | None:
        """The button that is chosen, or the first."""
        return self._group.checkedButton() or self._group.button(0)

    def show_outcomes(self, outcomes: tuple[Outcome, ...], chosen: Outcome | None) -> None:
        """Offer these outcomes, of which one may be chosen."""
        if outcomes != self._shown:
            self._rebuild(outcomes)
        self._group.setExclusive(False)
        for at, outcome in enumerate(outcomes):
            self._group.button(at).setChecked(outcome is chosen)
        self._group.setExclusive(True)
        here = self._group.checkedButton()
        if here is not None and self.window().focusWidget() in self._group.buttons():
            # Chosen by its key: the focus stays on the line, at what is chosen now.
            here.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: where room is short the names take two lines; their keys stay in sight."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        caps = max((each.sizeHint().width() for each in self._caps), default=0)
        for button in self._buttons:
            button.fold(self.width() - caps - _BESIDE)

    def _rebuild(self, outcomes: tuple[Outcome, ...]) -> None:
        for holder in self._holders:
            holder.hide()
            holder.deleteLater()
        for old in self._group.buttons():
            self._group.removeButton(old)
        self._holders, self._caps, self._buttons = [], [], []
        self._shown = outcomes
        for at, outcome in enumerate(outcomes):
            button = _FoldedRadio()
            self._buttons.append(button)
            bind(button, words_of(button), OUTCOME[outcome])
            action = CaseAction(f"case.outcome_{at + 1}")
            bind(button, tip_of(button), partial(_with_key, OUTCOME[outcome], action))
            self._group.addButton(button, at)
            self._caps.append(KeyCap())
            self._caps[-1].show_key_of(action)
            holder = QWidget()
            holder.setLayout(row(button, STRETCH, self._caps[-1]))
            self._lines.addWidget(holder)
            self._holders.append(holder)
        self._fit()

    def _on_click(self, at: int) -> None:
        self.chosen.emit(self._shown[at])


class _FoldedRadio(QRadioButton):
    """A choice whose name takes a second line where it is told to keep within a width."""

    def __init__(self) -> None:
        super().__init__()
        self._width = 0

    def fold(self, width: int) -> None:
        """Keep within `width`, as far as single words do."""
        if width != self._width:
            self._width = width
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """Qt: as wide and as high as the lines are."""
        whole, metrics = super().sizeHint(), self.fontMetrics()
        lines = metrics.size(0, self._lines(whole.width()))
        height = whole.height() - metrics.height() + lines.height()
        return QSize(self._beside(whole.width()) + lines.width(), height)

    def minimumSizeHint(self) -> QSize:
        """Qt: no less."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: the button as the style draws it, with the name in its lines."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = self._lines(super().sizeHint().width())
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_RadioButton, option)

    def _beside(self, whole: int) -> int:
        return whole - self.fontMetrics().size(0, self.text()).width()

    def _lines(self, whole: int) -> str:
        """The name, its last words in a second line if it has to be."""
        room, advance = self._width - self._beside(whole), self.fontMetrics().horizontalAdvance
        if advance(self.text()) <= room:
            return self.text()
        first, _space, rest = self.text().rpartition(" ")
        while advance(first) > room and " " in first:
            first, _space, last = first.rpartition(" ")
            rest = f"{last} {rest}"
        return f"{first}\n{rest}" if first else self.text()


class ReasonBox(ChoiceBox):
    """Why the first decision does not stand."""

    def __init__(self) -> None:
        reasons = list(OVERTURN_REASON.items())
        super().__init__(_("Reason"), [(None, _("Choose a reason")), *reasons])

    def open_line(self) -> QWidget | None:
        """The box, while no reason is chosen in it."""
        return self if self.value is None else None


class _MeasureRow(AnsweredLine):
    """A measure of the first decision, and what becomes of it."""

    settled = Signal(int, object)

    def __init__(self) -> None:
        super().__init__(len(_FATES))
        self._at = 0
        self._name = Label(type=Type.BODY, wrap=True)
        self._switch = SegmentedSwitch(
            [
                SwitchChoice(Fate.OPEN, _("?"), _("Not settled yet")),
                SwitchChoice(Fate.LIFTED, pgettext("measure", "Lift")),
                SwitchChoice(Fate.KEPT, pgettext("measure", "Keep")),
            ]
        )
        self._switch.chosen.connect(self._on_chosen)
        parts = row(self._name, self.keys, self._switch)
        parts.setStretch(0, 1)
        self.setLayout(parts)

    def show_measure(self, at: int, measure: Measure, fate: Fate) -> None:
        self._at = at
        words = measure_words(measure)
        self._name.say(words)
        self._switch.speak_of(words)
        self._switch.choose(fate)

    def answer(self, number: int) -> None:
        self._on_chosen(_FATES[number - 1])

    def open_line(self) -> QWidget | None:
        return self._switch.chosen_button if self._switch.value is Fate.OPEN else None

    def _on_chosen(self, fate: object) -> None:
        self.settled.emit(self._at, fate)


class Measures(QWidget):
    """Every measure of the first decision; `settled` says its place, and lifted or kept."""

    settled = Signal(int, object)

    def __init__(self) -> None:
        super().__init__()
        self._lines = column(spacing=4)
        self._shown: tuple[_MeasureRow, ...] = ()
        self._rows = WidgetPool(self._lines, self._make)
        self.setLayout(column(Heading(_("Measures of the first decision")), self._lines))

    def show_measures(self, measures: tuple[Measure, ...], fates: tuple[Fate, ...]) -> None:
        """Show what becomes of each measure; hidden where there are none."""
        self.setVisible(bool(measures))
        for at, line in enumerate(self._rows.need(len(measures))):
            line.show_measure(at, measures[at], fates[at] if at < len(fates) else Fate.OPEN)
        self._shown = tuple(self._rows.need(len(measures)))

    def open_line(self) -> QWidget | None:
        """The switch of the first that is not settled."""
        return _first_open(self._shown)

    def _make(self) -> _MeasureRow:
        line = _MeasureRow()
        line.settled.connect(self.settled)
        return line


class _EvidenceRow(AnsweredLine):
    """An item of evidence, and what it is worth."""

    weighed = Signal(str, object)

    def __init__(self) -> None:
        super().__init__(len(VERDICT))
        self._item: Evidence | None = None
        self._kind = ElidedLabel(Type.BODY)
        self._summary = Label(type=Type.META, tone=Tone.MUTED, wrap=True)
        unweighed = (None, _("Not weighed yet"))
        self._verdict = ChoiceBox(_("Verdict"), [unweighed, *VERDICT.items()])
        self._verdict.chosen.connect(self._on_chosen)
        head = row(self._kind, self._verdict)
        head.setStretch(0, 1)
        below = row(self._summary, self.keys)
        below.setStretch(0, 1)
        below.setAlignment(self.keys, Qt.AlignmentFlag.AlignTop)
        self.setLayout(column(head, below, spacing=2))
        language().changed.connect(self._tell)

    def show_item(self, item: Evidence, verdict: Verdict | None) -> None:
        self._item = item
        words = _("{kind}, {file}", kind=EVIDENCE[item.type], file=item.file or item.id)
        self._kind.say(words)
        describe(self._verdict, _("Verdict for {what}", what=words))
        self._verdict.choose(verdict)
        self._tell()

    def open_line(self) -> QWidget | None:
        return self._verdict if self._verdict.value is None else None

    def _tell(self) -> None:
        if self._item is not None:
            self._summary.content(self._item.summary.best(side_of(language().code)))

    def answer(self, number: int) -> None:
        self._on_chosen(tuple(VERDICT)[number - 1])

    def _on_chosen(self, verdict: object) -> None:
        if self._item is not None:
            self.weighed.emit(self._item.id, verdict)


class WeighedEvidence(QWidget):
    """Every item of evidence with what it is worth; `weighed` says its id, and that."""

    weighed = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self._heading = Heading(_("Evidence, item by item"))
        self._lines = column(spacing=8)
        self._shown: tuple[_EvidenceRow, ...] = ()
        self._rows = WidgetPool(self._lines, self._make)
        self.setLayout(column(self._heading, self._lines))

    def show_evidence(
        self, items: tuple[Evidence, ...], verdicts: tuple[tuple[str, Verdict], ...]
    ) -> None:
        """Show what each item is worth; hidden where there is none."""
        self.setVisible(bool(items))
        given = dict(verdicts)
        self._shown = tuple(self._rows.need(len(items)))
        for line, item in zip(self._shown, items, strict=True):
            line.show_item(item, given.get(item.id))

    def open_line(self) -> QWidget | None:
        """The box of the first item that is not weighed."""
        return _first_open(self._shown)

    def _make(self) -> _EvidenceRow:
        line = _EvidenceRow()
        line.weighed.connect(self.weighed)
        return line


class EvidenceDenial(QCheckBox):
    """Says that a case without evidence is decided without any."""

    def __init__(self) -> None:
        super().__init__()
        bind(self, words_of(self), _("I decide without any evidence"))

    def open_line(self) -> QWidget | None:
        """The box, while it is not ticked."""
        return None if self.isChecked() else self


class Citations(QWidget):
    """The clauses that the decision rests on; `uncited` says one that is taken out."""

    uncited = Signal(object)
    policy_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[Citation, ...] | None = None
        self._holders: list[QWidget] = []
        self._flow = FlowLayout(6)
        self._area = QWidget()
        self._area.setLayout(self._flow)
        self._hint = TextButton(_("Cite from the policy pane"), Icon.CITE)
        self._hint.show_key_of(CaseAction.CITE)
        self._hint.clicked.connect(self.policy_wanted)
        head = row(Heading(_("Clauses cited")), STRETCH, self._hint)
        self.setLayout(column(head, self._area))

    def open_line(self) -> QWidget | None:
        """The button that leads to the policies, while no clause is cited."""
        return None if self._shown else self._hint

    def show_citations(self, citations: tuple[Citation, ...]) -> None:
        """Show the clauses that are cited."""
        if citations == self._shown:
            return
        self._shown = citations
        while self._flow.takeAt(0) is not None:
            pass
        for holder in self._holders:
            holder.hide()
            holder.deleteLater()
        self._holders = []
        for citation in citations:
            tag, holder = Tag(), QWidget()
            tag.content(citation.ref.label())
            remove = IconButton(Icon.CLOSE, _("Take out {clause}", clause=citation.ref.label()))
            remove.clicked.connect(partial(self.uncited.emit, citation))
            holder.setLayout(row(tag, remove, spacing=0))
            self._holders.append(holder)
            self._flow.addWidget(holder)
            holder.show()


class BilingualText(QWidget):
    """A text in both languages beside each other; `typed` says both when a person changed one."""

    typed = Signal(str, str)

    def __init__(self, heading: Message, hint: Source) -> None:
        super().__init__()
        self.sides = {side: QTextEdit() for side in Language}
        for side, edit in self.sides.items():
            set_role(edit, "field")
            mark_content(edit)
            edit.setAcceptRichText(False)
            edit.setTabChangesFocus(True)
            edit.setMinimumHeight(theme().scaled(84))
            describe(edit, in_language(heading, side.value.lower()))
            bind(edit, edit.setPlaceholderText, LANGUAGE[side])
            edit.textChanged.connect(self._on_changed)
        self._heading = Heading(heading)
        bind(self._heading, tip_of(self._heading), hint)
        self._pair = row(spacing=10)
        self.setLayout(column(self._heading, self._pair))
        self._put_in_order()
        language().changed.connect(self._put_in_order)

    def _put_in_order(self) -> None:
        first, second = (self.sides[each] for each in languages_in_order())
        for edit in (first, second):
            self._pair.removeWidget(edit)
            self._pair.addWidget(edit)

    def open_line(self) -> QWidget | None:
        """The first side that is empty."""
        edits = (self.sides[each] for each in languages_in_order())
        return next((each for each in edits if not each.toPlainText()), None)

    def set_text(self, text: Bilingual) -> None:
        """Show another text."""
        for side, edit in self.sides.items():
            if edit.toPlainText() != text.side(side):
                edit.blockSignals(True)
                edit.setPlainText(text.side(side))
                edit.blockSignals(False)

    def _on_changed(self) -> None:
        en, zh = (self.sides[side].toPlainText() for side in (Language.EN, Language.ZH))
        self.typed.emit(en, zh)


def _first_open(lines: Iterable[_MeasureRow | _EvidenceRow]) -> QWidget | None:
    return next((line for each in lines if (line := each.open_line()) is not None), None)
