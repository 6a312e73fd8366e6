"""The line above the letter: to whom, what it tells, when it was saved, and what was sent."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QSizePolicy, QStyle, QStyleOptionButton, QStylePainter, QWidget

from ui.case_action import CaseAction
from ui.language import Text, language
from ui.panes.reply.state import ReplyState
from ui.theme import Icon, Tone, Type, theme
from ui.widgets import (
    STRETCH,
    Edge,
    IconButton,
    Label,
    Menu,
    QuietButton,
    Tag,
    announce,
    language_mark,
    row,
    set_edge,
    set_tone,
)
from workstation.domain.house_style import Script
from workstation.domain.labels import MILESTONE, PARTY_ROLE
from workstation.i18n import Message, _, ngettext, pgettext

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from ui.language import Source
    from workstation.domain.case import Party

# How a reader of Traditional characters is marked, in every language.
_TRADITIONAL = "繁"
_NOT_SAVED = _("Not saved")
# The least width of a name and, so that the usual ones stand whole, of a kind; in logical pixels.
_BUTTON, _KIND = 72, 128
_TO = pgettext("letter", "To")


class ShortenedButton(QuietButton):
    """As wide as its name where there is room, at least `least` logical pixels of it. The tooltip
    says the whole of it."""

    def __init__(self, source: Source, least: int = _BUTTON) -> None:
        super().__init__(source, Icon.CHEVRON_DOWN)
        self._least = least
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """Qt: room for the beginning of a name."""
        whole = self.sizeHint()
        return QSize(min(whole.width(), theme().scaled(self._least)), whole.height())

    def shown(self) -> str:
        """The name as there is room for it."""
        name = self.text().replace("&&", "&")
        metrics = self.fontMetrics()
        beside = self.sizeHint().width() - metrics.size(0, name).width()
        return metrics.elidedText(name, Qt.TextElideMode.ElideRight, self.width() - beside)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: the button as the style draws it, with the name that fits."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = self.shown().replace("&", "&&")
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, option)


class ReplyHead(QWidget):
    """Signals: `party_chosen` (id), `milestone_chosen`, `letters_unfolded` (bool), and of its
    buttons `swap_pressed`, `clause_pressed`, `template_pressed`, `preview_pressed`."""

    party_chosen = Signal(str)
    milestone_chosen = Signal(object)
    letters_unfolded = Signal(bool)
    swap_pressed = Signal()
    clause_pressed = Signal()
    template_pressed = Signal()
    preview_pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._state = ReplyState()
        self._shown: object = None
        self._menu: Menu | None = None
        self._to = ShortenedButton(self._party_name)
        self._to.show_key_of(CaseAction.RECIPIENT)
        self._mark = Tag()
        self._tells = ShortenedButton(self._milestone_words, _KIND)
        self._history = QuietButton(self._history_words, Icon.HISTORY)
        self._history.setCheckable(True)
        self._swap = IconButton(Icon.SWAP, _("Swap English and Chinese"))
        self._clause = IconButton(Icon.CITE, _("Insert a policy clause"))
        self._clause.show_key_of(CaseAction.INSERT_CLAUSE)
        self._template = IconButton(Icon.DOCUMENT, _("Insert a template"))
        self._template.show_key_of(CaseAction.TEMPLATE)
        self._preview = IconButton(Icon.EYE, _("Preview what the party gets"))
        self._preview.show_key_of(CaseAction.PREVIEW)
        self._told: Text | None = None
        self._told_of: Party | None = None
        self._was_saving = False
        self._saved = _Saved()
        self._saved.setObjectName("saved")
        self.setLayout(
            row(
                *(Label(_TO, Type.META, Tone.MUTED), self._to, self._mark, self._tells, STRETCH),
                *(self._saved, self._history, self._template, self._clause),
                *(self._preview, self._swap),
                margins=(18, 5, 10, 5),
                spacing=4,
            )
        )
        set_edge(self, Edge.BOTTOM)
        self._to.clicked.connect(self.choose_party)
        self._tells.clicked.connect(self._open_milestones)
        self._history.toggled.connect(self.letters_unfolded)
        self._swap.clicked.connect(self.swap_pressed)
        self._clause.clicked.connect(self.clause_pressed)
        self._template.clicked.connect(self.template_pressed)
        self._preview.clicked.connect(self.preview_pressed)

    def show_state(self, state: ReplyState) -> None:
        """Show whom the letter is for and how far it is; the state names a party."""
        before, self._state = self._shown, state
        self._shown = (
            *(state.party, state.script, state.milestone, state.letters, state.unsent),
            *(state.saved_at, state.saving, state.stuck, state.written),
        )
        if self._shown == before:
            # At most keys only the letter is another.
            return
        self._to.say(self._party_name)
        self._to.explain(self._party_name)
        if state.party is not None:
            marks = language_mark([state.party.language.lower()])
            traditional = state.script is not Script.HANS
            self._mark.content(f"{marks} {_TRADITIONAL}" if traditional else marks)
        self._tells.say(self._milestone_words)
        self._history.say(self._history_words)
        self._history.setVisible(bool(state.letters))
        if not state.letters:
            self._history.setChecked(False)
        self._saved.setVisible(state.written or state.saved_at is not None)
        self._saved.say(self._saved_words)
        set_tone(self._saved, Tone.WARN if state.stuck else Tone.MUTED)
        self._tell_saved(state)

    def _tell_saved(self, state: ReplyState) -> None:
        """Have a screen reader say that what was typed is on the disk, once a minute at most, and
        at once that it is not."""
        same, self._told_of = state.party == self._told_of, state.party
        kept = self._was_saving and same and not state.saving and state.saved_at is not None
        self._was_saving = state.saving or state.stuck
        said = self._saved_words() if kept or state.stuck else None
        if said is not None and said != self._told:
            self._told = said
            announce(self._saved, self._saved_words)

    def unfold_letters(self) -> None:
        """Open the letters that the party has already."""
        self._history.setChecked(True)

    def choose_party(self) -> None:
        case = self._state.case
        if case is None:
            return
        menu = self._fresh_menu()
        for party in case.parties:
            words = _(
                "{name} ({role})",
                name=party.name,
                role=PARTY_ROLE[party.role],
            )
            act = partial(self.party_chosen.emit, party.id)
            menu.entry(words, act, checked=party == self._state.party)
        menu.popup_under(self._to)

    def _open_milestones(self) -> None:
        menu = self._fresh_menu()
        for each in self._state.milestones:
            act = partial(self.milestone_chosen.emit, each)
            menu.entry(MILESTONE[each], act, checked=each is self._state.milestone)
        menu.popup_under(self._tells)

    def _fresh_menu(self) -> Menu:
        if self._menu is not None:
            self._menu.deleteLater()
        self._menu = Menu(self)
        return self._menu

    def _party_name(self) -> Text:
        party = self._state.party
        return _("{name}", name=party.name) if party is not None else _("Nobody")

    def _milestone_words(self) -> Text:
        return MILESTONE[self._state.milestone]

    def _history_words(self) -> Text:
        unsent = len(self._state.unsent)
        said = ngettext("{n} letter", "{n} letters", len(self._state.letters) - unsent)
        if not unsent:
            return said
        return ngettext("{sent}, {n} to be sent", "{sent}, {n} to be sent", unsent, sent=said)

    def _saved_words(self) -> Text:
        state = self._state
        if state.stuck:
            return _NOT_SAVED
        if state.saving or state.saved_at is None:
            return _("Saving")
        return _saved_at(language().translator.clock(state.saved_at))


class _Saved(Label):
    """Whether the letter is on the disk: at every pause of a typist another word. It keeps the
    room of the longest, so that nothing around it moves or is laid out again."""

    def __init__(self) -> None:
        super().__init__(type=Type.META, tone=Tone.MUTED)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        language().changed.connect(self._keep_room)
        theme().changed.connect(self._keep_room)
        self._keep_room()

    def _keep_room(self) -> None:
        metrics = QFontMetrics(theme().font(Type.META))
        words = map(language().text, (_("Saving"), _saved_at("00:00"), _NOT_SAVED))
        self.setFixedSize(max(map(metrics.horizontalAdvance, words)) + 2, metrics.height())


def _saved_at(clock: str) -> Message:
    return _("Saved {time}", time=clock)
