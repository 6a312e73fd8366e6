"""The letter as the party will get it: both languages in their order, nothing to write in."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from ui.panes.reply.send_gate import command_of
from ui.panes.reply.state import ReplyState
from ui.theme import Icon, Tone, Type, theme
from ui.widgets import (
    STRETCH,
    ElidedLabel,
    IconButton,
    Label,
    Overlay,
    PrimaryButton,
    QuietButton,
    ReadingView,
    SegmentedSwitch,
    Surface,
    SwitchChoice,
    column,
    describe,
    row,
    rule,
    set_surface,
)
from workstation.bilingual.blanks import BLANK
from workstation.domain.labels import CHANNEL, PARTY_ROLE
from workstation.domain.letters import LetterLayout, arrival
from workstation.domain.taxonomy import Language
from workstation.i18n import Message, _, ngettext, pgettext

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QShowEvent

    from ui.panes.reply.presenter import ReplyPresenter
    from ui.panes.reply.view import ReplyView
    from workstation.bilingual.bead import Lock

_WIDTH, _TOP, _AROUND = 720, 40, 230
_LEAST = 160
_MOST = 4
_CODES = {Language.EN: "en", Language.ZH: "zh"}
_NAMES = {Language.EN: _("English"), Language.ZH: _("Chinese")}


class PreviewSheet(Overlay):
    """Says `send_pressed` and `order_chosen` (Language); Escape goes back to the text."""

    send_pressed = Signal()
    order_chosen = Signal(object)

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, _WIDTH, _TOP)
        self._state = ReplyState()
        self._parts: tuple[LetterLayout, ...] = ()
        self._title = ElidedLabel(Type.TITLE)
        self._meta = ElidedLabel(Type.META, Tone.MUTED, end=True)
        self._order = SegmentedSwitch(
            (
                SwitchChoice(Language.EN, _("English first")),
                SwitchChoice(Language.ZH, _("Chinese first")),
            ),
            _("Order of the languages"),
        )
        close = IconButton(Icon.CLOSE, _("Close"))
        self._held = tuple(Label(type=Type.META, tone=Tone.WARN, wrap=True) for _n in range(_MOST))
        self._heads = tuple(Label(type=Type.META_STRONG, tone=Tone.MUTED) for _n in range(2))
        self._texts = ReadingView(), ReadingView()
        self.area = QScrollArea()
        self._quotes = Label(type=Type.META, tone=Tone.MUTED, wrap=True)
        back = QuietButton(_("Back to the text"))
        back.show_key("Esc")
        self.send = PrimaryButton(pgettext("act", "Send"), Icon.SEND)
        self.send.show_key("Ctrl+Shift+Enter")
        self._fill(close, back)
        self._order.chosen.connect(self.order_chosen)
        self.send.clicked.connect(self._send)
        for button in (close, back):
            button.clicked.connect(self.disappear)
        theme().changed.connect(self._draw)

    def _fill(self, close: QWidget, back: QWidget) -> None:
        head = row(column(self._title, self._meta, spacing=2), self._order, close)
        head.setStretch(0, 1)
        head.setContentsMargins(20, 12, 12, 12)
        sheet = QWidget()
        set_surface(sheet, Surface.SURFACE)
        first, second = (
            column(name, text, spacing=6)
            for name, text in zip(self._heads, self._texts, strict=True)
        )
        sheet.setLayout(
            column(first, rule(), second, STRETCH, margins=(28, 18, 28, 24), spacing=20)
        )
        describe(self.area, _("The letter as it arrives"))
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.setWidget(sheet)
        foot = row(self._quotes, back, self.send, margins=(20, 10, 14, 12))
        foot.setStretch(0, 1)
        self.inside.addLayout(head)
        self.inside.addWidget(rule())
        self.inside.addLayout(column(*self._held, margins=(28, 6, 28, 6), spacing=2))
        self.inside.addWidget(self.area)
        self.inside.addWidget(rule())
        self.inside.addLayout(foot)

    @property
    def shown(self) -> tuple[LetterLayout, ...]:
        """The letter as it is drawn, part by part."""
        return self._parts

    def show_state(self, state: ReplyState) -> None:
        """Draw the letter as it would go out now."""
        party = state.party
        if party is None:
            self.disappear()
            return
        self._state = state
        command = command_of(state, "")
        self._parts = arrival(command.text, command.first, party.language)
        self._title.say(_("What {name} gets", name=party.name))
        self._meta.say(
            _("{role} · {channel}", role=PARTY_ROLE[party.role], channel=CHANNEL[party.channel])
        )
        self._order.choose(self._parts[0].language)
        held = _held(state)
        for label, words in zip(self._held, (*held, *[None] * _MOST), strict=False):
            label.setVisible(words is not None)
            label.say(words if words is not None else _no_words)
        if self.isVisible():
            self.arrange()
        self._quotes.say(_quotes_of(state))
        self.send.setEnabled(state.refused is None)
        to_see = bool(state.unseen) and state.refused is None
        self.send.say(_("Review and send") if to_see else pgettext("act", "Send"))
        self._draw()

    def arrange(self) -> None:
        """Fill the window's height: a letter is read from its head to its foot."""
        host = self.parentWidget()
        if host is not None:
            held = sum(label.sizeHint().height() for label in self._held if label.text())
            room = host.height() - theme().scaled(_AROUND) - held
            self.area.setFixedHeight(max(_LEAST, room))
        super().arrange()

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: begin at the head of the letter."""
        super().showEvent(event)
        self.area.verticalScrollBar().setValue(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: the key that opened it closes it, and the key that sends sends."""
        both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        sends = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if sends and event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == both:
            self._send()
        elif event.key() == Qt.Key.Key_F7:
            self.disappear()
        super().keyPressEvent(event)

    def _send(self) -> None:
        if self.send.isEnabled():
            self.disappear()
            self.send_pressed.emit()

    def _draw(self) -> None:
        for name, view, part in zip(self._heads, self._texts, self._parts, strict=False):
            name.say(_NAMES[part.language])
            describe(view, _NAMES[part.language])
            view.show_html(_marked(part.text), _CODES[part.language])


class Preview(QObject):
    """Opens the sheet over the window, and draws it again when the letter changes."""

    send_pressed = Signal()
    order_chosen = Signal(object)

    def __init__(self, view: ReplyView, presenter: ReplyPresenter) -> None:
        super().__init__(view)
        self._view = view
        self._presenter = presenter
        self._sheet: PreviewSheet | None = None

    def open(self) -> None:
        """Show the letter; while an input method is at work it is not finished."""
        if self._presenter.state.case is None or self._view.editors.composing:
            return
        if self._sheet is None:
            self._sheet = PreviewSheet(self._view.window())
            self._sheet.send_pressed.connect(self.send_pressed)
            self._sheet.order_chosen.connect(self.order_chosen)
            # It lies over the window, and goes with the pane.
            self._view.destroyed.connect(self._sheet.deleteLater)
        self._sheet.show_state(self._presenter.state)
        self._sheet.appear(self._sheet.area)

    def show_state(self, state: ReplyState) -> None:
        """Draw the letter again, or what is known about it, if the sheet is open."""
        if self._sheet is not None and self._sheet.isVisible():
            self._sheet.show_state(state)

    def close(self) -> None:
        """Close the sheet: another letter is in sight, which nobody asked to see."""
        if self._sheet is not None:
            self._sheet.disappear()


def _held(state: ReplyState) -> list[Message]:
    """What stands against sending it: the sentence of the rule, then single findings."""
    said: list[Message] = []
    if state.refused is not None:
        refused = state.refused
        said.append(_("{reason} {remedy}", reason=refused.reason, remedy=refused.remedy))
    elif state.unseen:
        said.append(
            ngettext(
                "Look at {n} warning before this goes out",
                "Look at {n} warnings before this goes out",
                len(state.unseen),
            )
        )
    # The rule's own sentence names the first of them.
    named = dict(state.refused.reason.arguments).get("why") if state.refused is not None else None
    grave = [
        each.why
        for found in state.open_findings.values()
        for each in found
        if (each.severity.value == "S1" or each in state.unseen) and each.why != named
    ]
    return [*said, *grave][:_MOST] if said else []


def _quotes_of(state: ReplyState) -> Message:
    turned = {_clause_of(bead.lock) for bead in state.draft.beads if bead.lock and bead.converted}
    names = dict.fromkeys(_clause_of(bead.lock) for bead in state.draft.beads if bead.lock)
    as_is = ", ".join(name for name in names if name not in turned)
    other = ", ".join(name for name in names if name in turned)
    if not other:
        return _("Quotes {clauses} as published", clauses=as_is) if as_is else _no_words()
    said = _("Quotes {clauses} with its Chinese put into Traditional characters", clauses=other)
    if not as_is:
        return said
    return _("{said}; {clauses} as published", said=said, clauses=as_is)


def _clause_of(lock: Lock) -> str:
    return f"{lock.clause} v{lock.version}"


def _no_words() -> Message:
    return Message("{text}", (("text", ""),))


def _marked(text: str) -> str:
    """The text with the blanks that nobody filled standing out."""
    tokens = theme().tokens
    style = f"background-color:{tokens.warn_soft};color:{tokens.warn};font-weight:600"
    html = BLANK.sub(lambda each: f'<span style="{style}">{each[0]}</span>', escape(text))
    return html.replace("\n", "<br>")
