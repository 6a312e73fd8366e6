"""Quoting a policy clause: picked from the library, put into the letter in both languages."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from ui.casework import conduct_words, in_language, side_of
from ui.language import Text, language
from ui.panes.reply.desk import ReplyDesk
from ui.theme import Icon, Tone, Type, theme
from ui.widgets import (
    STRETCH,
    Label,
    Pick,
    PickPopup,
    ReadingView,
    column,
    describe,
    row,
    rule,
)
from workstation.bilingual.clause_quote import quotation
from workstation.bilingual.script import in_script
from workstation.domain.taxonomy import ObjectType
from workstation.domain.windows import day_of
from workstation.i18n import Message, _
from workstation.policies import Quotable, narrowed, quotable

if TYPE_CHECKING:
    from ui.bridge import Tasks
    from ui.panes.reply.presenter import ReplyPresenter
    from ui.panes.reply.view import ReplyView

_WIDTH, _READ = 760, 132
_EXCERPT = 90


class ClausePicker(PickPopup):
    """The clauses that fit what is typed; the one under the bar is read below, whole."""

    def __init__(self, host: QWidget) -> None:
        words = _("Insert a clause: its number, or words of it")
        super().__init__(host, words, _WIDTH, narrows=False)
        self._offers: tuple[Quotable, ...] = ()
        self._of: ObjectType | None = None
        self._name = Label(type=Type.META_STRONG)
        self._force = Label(type=Type.META, tone=Tone.MUTED)
        self._texts = ReadingView(Type.BODY), ReadingView(Type.BODY)
        self._read = QWidget()
        texts = row(*self._texts, spacing=24)
        texts.setStretch(0, 1)
        texts.setStretch(1, 1)
        for view, code in zip(self._texts, ("en", "zh"), strict=True):
            describe(view, in_language(_("Text of the clause"), code))
            view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            texts.setAlignment(view, Qt.AlignmentFlag.AlignTop)
        head = row(self._name, self._force, STRETCH, spacing=10)
        self._read.setLayout(column(head, texts, STRETCH, margins=(18, 10, 18, 8), spacing=6))
        self.inside.addWidget(rule())
        self.inside.addWidget(self._read)
        self.typed.connect(self._narrow)
        self.list.currentRowChanged.connect(self._show)

    @property
    def offers(self) -> tuple[Quotable, ...]:
        """The clauses that the picker was opened with."""
        return self._offers

    def show_offers(
        self, offers: Sequence[Quotable], text: str = "", of: ObjectType | None = None
    ) -> None:
        """Open the picker with these clauses; `text` is typed already. `of` is what the case is
        about."""
        self._offers, self._of = tuple(offers), of
        self.open(self._listed(text), text)

    def arrange(self) -> None:
        """Keep room below the list for the clause that is read."""
        self._read.setFixedHeight(theme().scaled(_READ))
        super().arrange()

    def _narrow(self, text: str) -> None:
        self.offer(self._listed(text))

    def _listed(self, text: str) -> list[Pick]:
        return [_pick(each) for each in narrowed(self._offers, text)]

    def _show(self, at: int) -> None:
        shown = self.shown()
        self._read.setVisible(0 <= at < len(shown))
        if 0 <= at < len(shown) and isinstance(one := shown[at].id, Quotable):
            self._name.content(one.ref.label())
            self._force.say(_force_of(one, self._of))
            for view, words, code in zip(
                self._texts, (one.clause.text.en, one.clause.text.zh), ("en", "zh"), strict=True
            ):
                view.show_text(words, code)


class ClauseQuoting(QObject):
    """Asks for a clause and puts it after the pair of the caret, as one step to undo."""

    def __init__(
        self,
        view: ReplyView,
        presenter: ReplyPresenter,
        desk: ReplyDesk,
        tasks: Tasks,
        now: Callable[[], datetime],
        new_id: Callable[[], str],
    ) -> None:
        super().__init__(view)
        self._view = view
        self._presenter = presenter
        self._desk = desk
        self._tasks = tasks
        self._now = now
        self._new_id = new_id
        self._picker: ClausePicker | None = None

    def open(self) -> None:
        """Show the clauses; without a letter there is nothing to put one into."""
        case = self._presenter.state.case
        if case is None or self._view.editors.composing:
            return
        if self._picker is None:
            self._picker = ClausePicker(self._view.window())
            self._picker.picked.connect(self._tasks.slot(self._insert, "insert a clause"))
            # It lies over the window, and goes with the pane.
            self._view.destroyed.connect(self._picker.deleteLater)
        offers = quotable(self._desk.policies.library, case, day_of(self._now()))
        self._picker.show_offers(offers, of=case.subject.type)

    def close(self) -> None:
        """Close the picker: another letter is in sight, and its clauses were offered for the one
        before."""
        if self._picker is not None:
            self._picker.disappear()

    async def _insert(self, one: Quotable) -> None:
        state = self._presenter.state
        if state.key is None:
            return
        bead = quotation(one.ref, one.clause, self._new_id())
        beads = await asyncio.to_thread(in_script, (bead,), state.script)
        # What else became of the case meanwhile is nothing to the quotation.
        if self._presenter.state.key == state.key:
            self._view.editors.insert_beads(beads)
            self._view.editors.begin(self._view.editors.place.side)


def _pick(one: Quotable) -> Pick:
    said = one.clause.text.best(side_of(language().code))
    return Pick(
        one,
        Message("{number}", (("number", f"{one.ref.code} {one.ref.clause}"),)),
        icon=Icon.CITE if one.cited else Icon.POLICY,
        excerpt=said if len(said) <= _EXCERPT else f"{said[:_EXCERPT].rstrip()}…",
        tag=_version_of(one),
        tone=None if one.then else Tone.INFO if one.today else Tone.WARN,
    )


def _version_of(one: Quotable) -> Message:
    if one.every:
        return _("v{version}", version=one.ref.version)
    if one.then:
        return _("v{version}, on {day}", version=one.ref.version, day=one.days[0].day)
    if one.today:
        return _("v{version}, today", version=one.ref.version)
    return _("v{version}, not in force then", version=one.ref.version)


def _force_of(one: Quotable, of: ObjectType | None) -> Message | Callable[[], Text]:
    title = one.policy.title

    def said() -> Text:
        name = title.best(side_of(language().code))
        if one.then and not one.every:
            on = conduct_words(one.days[0], of)
            if one.today:
                return _("{policy} · in force on {day}, and today", policy=name, day=on)
            return _("{policy} · in force on {day}, not today", policy=name, day=on)
        if one.then and one.today:
            return _("{policy} · in force on the day of conduct, and today", policy=name)
        if one.then:
            return _("{policy} · in force on the day of conduct, not today", policy=name)
        if one.today:
            return _("{policy} · in force today, not on the day of conduct", policy=name)
        return _("{policy} · cited, but not in force on the day of conduct", policy=name)

    return said
