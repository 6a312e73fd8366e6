"""The clauses of a version below its rail: read, compared, and written in."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QScrollArea, QSizePolicy, QWidget

from ui.activities.policies import PolicyAction
from ui.activities.policies.clause_editor import ClauseEditor
from ui.activities.policies.clause_row import NUMBER, ClauseRow, FoldRow, marked
from ui.activities.policies.compare import Compared, folded
from ui.activities.policies.state import DraftState, LibraryState, PoliciesState
from ui.activities.policies.version_rail import VersionRail
from ui.activities.policies.words import differing_words
from ui.casework import languages_in_order, show_unsent, side_of
from ui.language import Text, bind, language, words_of
from ui.theme import Icon, Tone, Type, theme
from ui.widgets import (
    STRETCH,
    ContentStage,
    Edge,
    ElidedLabel,
    EmptyPanel,
    Label,
    Pill,
    QuietButton,
    SegmentedSwitch,
    Surface,
    SwitchChoice,
    column,
    describe,
    mark_content,
    refuse_input_method,
    row,
    set_edge,
    set_surface,
)
from workstation.domain.taxonomy import Language
from workstation.i18n import Message, _, pgettext
from workstation.policies.difference import StretchFate, TextStretch

# What stands where there are no clauses.
_NO_CLAUSE = _("No clause yet"), _("Write the first one in English and in Chinese.")
_NO_VERSION = (
    _("No version yet"),
    _("A policy user drafts the first version; a second one publishes it."),
)
_NAMES = {Language.EN: _("English"), Language.ZH: _("Chinese")}


class ClauseColumnNames(QWidget):
    """The names over the columns, in the order of the rows."""

    def __init__(self) -> None:
        super().__init__()
        set_surface(self, Surface.BG)
        set_edge(self, Edge.BOTTOM)
        number = Label(pgettext("column", "Clause"), Type.META, Tone.MUTED)
        number.setFixedWidth(theme().scaled(NUMBER) - 20)
        self._sides = [Label(type=Type.META_STRONG) for _each in Language]
        for each in self._sides:
            each.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        parts = row(number, *self._sides, margins=(20, 7, 0, 7), spacing=0)
        for at in (1, 2):
            parts.setStretch(at, 1)
        for each in self._sides:
            each.setContentsMargins(15, 0, 14, 0)
        self.setLayout(parts)
        self._say()
        language().changed.connect(self._say)

    def leave_free(self, right: int) -> None:
        """Leave as much free at the right as the bar beside the rows takes."""
        margins = self.contentsMargins()
        margins.setRight(right)
        self.setContentsMargins(margins)

    def _say(self) -> None:
        for label, side in zip(self._sides, languages_in_order(), strict=True):
            label.say(_NAMES[side])


class ClausesView(QWidget):
    """A version with its rail above it; its signals are intents."""

    version_chosen = Signal(str)
    compare_chosen = Signal(object)
    unfolded = Signal()
    clause_chosen = Signal(str)
    clause_opened = Signal(str)
    add_pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._state: LibraryState | None = None
        self._code = Label(type=Type.TITLE)
        self._title, self._other = Label(type=Type.READING), ElidedLabel(Type.READING, Tone.MUTED)
        self._owner = Label(type=Type.META, tone=Tone.MUTED)
        self._sending = Pill()
        self.rail = VersionRail()
        self.reading = SegmentedSwitch(
            [SwitchChoice(False, self._read_words), SwitchChoice(True, self._compare_words)],
            _("How the version is read"),
        )
        self._count = Label(type=Type.META, tone=Tone.MUTED)
        self._legend = Label(type=Type.META)
        self.add = QuietButton(_("Add a clause"), Icon.PLUS)
        self.add.show_key_of(PolicyAction.ADD)
        self.editor = ClauseEditor()
        self.rows: list[ClauseRow] = []
        self._folds: list[FoldRow] = []
        self._shown: list[QWidget] = []
        self._inside = column(spacing=0)
        self._names = ClauseColumnNames()
        self.sheet = QScrollArea()
        self._stage = ContentStage(self._sheet(), rows=6, row_height=90)
        head = QWidget()
        set_edge(head, Edge.BOTTOM)
        self._other.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        parts = (self._code, self._title, self._other, STRETCH, self._sending, self._owner)
        head.setLayout(row(*parts, margins=(20, 8, 20, 8), spacing=10))
        whole = column(head, self._stage, spacing=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self.rail.chosen.connect(self.version_chosen)
        self.reading.chosen.connect(self.compare_chosen)
        self.add.clicked.connect(self.add_pressed)
        self.sheet.verticalScrollBar().rangeChanged.connect(self._on_range)
        language().changed.connect(self._retitle)
        theme().changed.connect(self._show_legend)

    def _sheet(self) -> QWidget:
        rail = QWidget()
        set_edge(rail, Edge.BOTTOM)
        rail.setLayout(column(self.rail))
        bar = QWidget()
        set_edge(bar, Edge.BOTTOM)
        self._legend.setTextFormat(Qt.TextFormat.RichText)
        # Its words stand in their marks.
        mark_content(self._legend)
        bar.setLayout(
            row(
                self.reading,
                self._count,
                STRETCH,
                self.add,
                self._legend,
                margins=(20, 5, 20, 5),
                spacing=10,
            )
        )
        holder = QWidget()
        self._inside.addStretch(1)
        holder.setLayout(self._inside)
        self.editor.setParent(holder)
        self.editor.hide()
        set_surface(holder, Surface.SURFACE)
        self.sheet.setWidgetResizable(True)
        self.sheet.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.sheet.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.sheet.setWidget(holder)
        refuse_input_method(self.sheet)
        describe(self.sheet, _("Clauses"))
        whole = QWidget()
        parts = column(rail, bar, self._names, self.sheet, spacing=0)
        parts.setStretch(3, 1)
        whole.setLayout(parts)
        return whole

    def show_state(self, whole: PoliciesState) -> None:
        """Show the version that is read."""
        state, draft = whole.library, whole.draft
        before, self._state = self._state, state
        if state.policy is None:
            # The head and the rail have nothing to say before there is a policy.
            self._stage.show_loading()
            return
        self._retitle()
        show_unsent(self._sending, waiting=whole.sending)
        self.rail.show_versions(state.versions, state.chosen)
        self.reading.setVisible(bool(state.before))
        self.reading.choose(state.comparing)
        for button, words in zip(
            self.reading.findChildren(QPushButton),
            (self._read_words, self._compare_words),
            strict=True,
        ):
            bind(button, words_of(button), words)
        self._count.setVisible(state.comparing)
        self._count.say(differing_words(state))
        self._legend.setVisible(state.comparing)
        self._show_legend()
        is_draft = draft.amendment is not None and draft.amendment.id == state.chosen
        self.add.setVisible(is_draft and draft.may_write)
        self._show_lines(state, draft if is_draft else DraftState())
        moved = before is None or (before.clause, before.chosen) != (state.clause, state.chosen)
        if moved:
            self.bring_into_sight(state.clause)

    def _show_lines(self, state: LibraryState, draft: DraftState) -> None:
        """Show the clauses: as rows, as folds, and the one that is written as its fields."""
        lines: Sequence[Compared | tuple[Compared, ...]] = state.lines
        if state.comparing and not state.unfolded:
            # The clause that is written in, and those that are held, are not folded away.
            written = {draft.form.text.no} if draft.form is not None else set()
            lines = folded(state.lines, written | {stop.no for stop in draft.stops})
        if not state.lines:
            nothing = _NO_CLAUSE if draft.amendment is not None else _NO_VERSION
            self._stage.show_panel(EmptyPanel(Icon.POLICY, *nothing))
            return
        rows, folds = count(), count()
        shown: list[QWidget] = []
        for line in lines:
            if isinstance(line, tuple):
                fold = self._fold(next(folds))
                fold.show_lines(line, state.before)
                shown.append(fold)
            elif draft.form is not None and draft.form.text.no == line.no:
                self.editor.show_form(draft.form, draft.findings.get(line.no, ()))
                shown.append(self.editor)
            else:
                shown.append(self._row(next(rows), line, state, draft))
        self._stand(shown)
        self._stage.show_content()

    def _stand(self, shown: list[QWidget]) -> None:
        """Stand these below each other; what stands there already keeps its focus."""
        if shown == self._shown:
            return
        for each in self._shown:
            if each not in shown:
                each.hide()
        for at, each in enumerate(shown):
            if self._inside.indexOf(each) != at:
                self._inside.removeWidget(each)
                self._inside.insertWidget(at, each)
            each.show()
        self._shown = shown

    def _row(self, at: int, line: Compared, state: LibraryState, draft: DraftState) -> ClauseRow:
        while len(self.rows) <= at:
            made = ClauseRow()
            made.chosen.connect(self.clause_chosen)
            made.went_in.connect(self.clause_opened)
            self.rows.append(made)
        each = self.rows[at]
        each.show_line(
            line,
            draft.findings.get(line.no, ()),
            comparing=state.comparing,
            chosen=line.no == state.clause,
            unsaved=line.no in draft.unsaved,
            held=any(stop.no == line.no for stop in draft.stops),
        )
        return each

    def _fold(self, at: int) -> FoldRow:
        while len(self._folds) <= at:
            made = FoldRow()
            made.unfolded.connect(self.unfolded)
            self._folds.append(made)
        return self._folds[at]

    def _on_range(self, _least: int, most: int) -> None:
        """Keep the names over their columns, and the fields in sight: the rows grew or shrank."""
        bar = self.sheet.verticalScrollBar()
        self._names.leave_free(bar.sizeHint().width() if most > 0 else 0)
        # None in a window without focus, whatever Qt's stubs say.
        focus: QWidget | None = self.window().focusWidget()
        if focus is not None and self.editor.isVisible() and self.editor.isAncestorOf(focus):
            self.bring_editor_into_sight()

    def bring_editor_into_sight(self) -> None:
        """Scroll to the clause that is written."""
        self._bring(self.editor, 20)

    def _bring(self, part: QWidget, margin: int) -> None:
        self.sheet.ensureWidgetVisible(part, 0, margin)
        # Up and down alone.
        self.sheet.horizontalScrollBar().setValue(0)

    def bring_into_sight(self, no: str) -> None:
        """Scroll to a clause."""
        for each in self.rows:
            if each.isVisible() and each.no == no:
                self._bring(each, 40)
        if not no:
            self.sheet.verticalScrollBar().setValue(0)

    def _retitle(self) -> None:
        policy = self._state.policy if self._state is not None else None
        if policy is None:
            return
        first, second = languages_in_order()
        self._code.content(policy.code)
        self._title.content(policy.title.best(side_of(language().code)))
        self._other.content(policy.title.side(second) if policy.title.side(first) else "")
        self._owner.content(policy.owner)

    def _show_legend(self) -> None:
        """The two marks, as they stand in the text."""
        bind(self._legend, self._legend.setText, self._legend_words)

    def _legend_words(self) -> str:
        new = language().text(pgettext("legend", "new"))
        gone = language().text(pgettext("legend", "gone"))
        both = ((new, StretchFate.NEW), (gone, StretchFate.GONE))
        return "&nbsp; ".join(marked((TextStretch(text, fate),)) for text, fate in both)

    def _read_words(self) -> Text:
        version = self._state.version if self._state is not None else None
        return _("v{label}", label=version.label if version is not None else "")

    def _compare_words(self) -> Message:
        before = self._state.before if self._state is not None else ""
        return _("Compare with v{before}", before=before)
