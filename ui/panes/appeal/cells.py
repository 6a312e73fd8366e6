"""The cells of the appeal pane: a heading and its rows, which are kept and filled anew."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.casework import side_of, verdict_tone
from ui.language import Source, Text, language
from ui.panes.appeal.words import event_words, word_on
from ui.theme import Icon, Tone, Type, theme
from ui.widgets import Heading, IconMark, Label, ReadingView, TextButton, column, row, set_tone
from workstation.domain.case import Case, Evidence, Note, Statement, TimelineEntry
from workstation.domain.labels import EVIDENCE, LANGUAGE, PARTY_ROLE, VERDICT
from workstation.domain.policy import ClauseRef
from workstation.domain.taxonomy import EvidenceType, Language
from workstation.i18n import Message, _

_TOP = Qt.AlignmentFlag.AlignTop
_ICONS = {
    EvidenceType.PRODUCT_PHOTO: Icon.IMAGE,
    EvidenceType.LABEL_PHOTO: Icon.IMAGE,
    EvidenceType.SCREENSHOT: Icon.IMAGE,
    EvidenceType.VIDEO_ORIGINAL: Icon.VIDEO,
}


class Cell(QWidget):
    """A section: its heading and what stands below it."""

    def __init__(self, heading: Source, *, spacing: int = 6) -> None:
        super().__init__()
        self.heading = Heading(heading)
        self.inside = column(spacing=spacing)
        parts = column(self.heading, self.inside, margins=(20, 14, 20, 16), spacing=8)
        parts.addStretch(1)
        self.setLayout(parts)
        # Columns share the width equally, whatever stands in them.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)


class StatementBlock(QWidget):
    """What a party said, in its own words."""

    def __init__(self) -> None:
        super().__init__()
        self._text = ReadingView()
        self._meta = Label(type=Type.META, tone=Tone.MUTED, wrap=True)
        self.setLayout(column(self._text, self._meta, spacing=4))

    def show_statement(self, statement: Statement, case: Case) -> None:
        """Fill it."""
        party = case.party(statement.party) or case.applicant_party
        code = "zh" if statement.language is Language.ZH else "en"
        self._text.show_text(statement.text, code)
        said = _(
            "{name} · {role} · {language} · {at}",
            name=party.name,
            role=PARTY_ROLE[party.role],
            language=LANGUAGE[statement.language],
            at=statement.at,
        )
        self._meta.say(said)


class EvidenceRow(QWidget):
    """What it is, what it shows, and what it was found to be worth."""

    def __init__(self) -> None:
        super().__init__()
        self._item: Evidence | None = None
        self._mark = IconMark(Icon.DOCUMENT, Tone.MUTED, 18)
        self._kind = Label(type=Type.BODY, wrap=True)
        self._verdict = Label(type=Type.META_STRONG)
        self._summary = Label(type=Type.BODY, tone=Tone.MUTED, wrap=True)
        head = row(self._kind, self._verdict, spacing=8)
        head.setStretch(0, 1)
        parts = row(self._mark, column(head, self._summary, spacing=1), spacing=10)
        parts.setAlignment(self._mark, _TOP)
        parts.setStretch(1, 1)
        self.setLayout(parts)
        language().changed.connect(self._tell)

    def show_item(self, item: Evidence) -> None:
        """Fill it."""
        self._item = item
        self._mark.show_icon(_ICONS.get(item.type, Icon.DOCUMENT), Tone.MUTED)
        self._kind.say(EVIDENCE[item.type])
        tone = verdict_tone(item.verdict)
        set_tone(self._verdict, Tone.MUTED if tone is Tone.FAINT else tone)
        self._verdict.say(VERDICT[item.verdict] if item.verdict else _("Not weighed yet"))
        self._tell()

    def _tell(self) -> None:
        if self._item is not None:
            said = self._item.summary.best(side_of(language().code))
            parts = [part for part in (self._item.file, said) if part]
            self._summary.content("  ".join(parts))
            self._summary.setVisible(bool(parts))


class TimelineRow(QWidget):
    """When, what, by whom, and a word on it."""

    def __init__(self) -> None:
        super().__init__()
        self._at = Label(type=Type.META, tone=Tone.MUTED)
        self._at.setMinimumWidth(theme().scaled(86))
        self._what = Label(type=Type.BODY, wrap=True)
        self._detail = Label(type=Type.META, tone=Tone.MUTED, wrap=True)
        parts = row(self._at, column(self._what, self._detail, spacing=0), spacing=10)
        parts.setAlignment(self._at, _TOP)
        parts.setStretch(1, 1)
        self.setLayout(parts)

    def show_entry(self, entry: TimelineEntry) -> None:
        """Fill it."""
        self._at.say(_("{at}", at=entry.at))
        self._what.say(event_words(entry))
        word = word_on(entry, side_of(language().code))
        if word:
            self._detail.say(_("{name}: {word}", name=entry.by.name, word=_short(word)))
        else:
            self._detail.say(_("{name}", name=entry.by.name))


class NoteRow(QWidget):
    """An internal remark."""

    def __init__(self) -> None:
        super().__init__()
        self._text = Label(type=Type.BODY, wrap=True, selectable=True)
        self._meta = Label(type=Type.META, tone=Tone.MUTED)
        self.setLayout(column(self._text, self._meta, spacing=0))

    def show_note(self, note: Note) -> None:
        """Fill it."""
        self._text.content(note.text)
        self._meta.say(_("{name}, {at}", name=note.by.name, at=note.at))


class ClauseButton(TextButton):
    """A clause that opens in the policy pane."""

    picked = Signal(object)

    def __init__(self) -> None:
        super().__init__(self._label, Icon.POLICY)
        self.clicked.connect(self._pick)

    def show_clause(self, ref: ClauseRef) -> None:
        """Name it."""
        self._ref = ref
        self.say(self._label)

    def _label(self) -> Text:
        ref: ClauseRef | None = getattr(self, "_ref", None)
        return _("{clause}", clause=ref.label()) if ref else _("Clause")

    def _pick(self) -> None:
        self.picked.emit(self._ref)


def _short(text: str, limit: int = 400) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def joined(parts: Sequence[Message]) -> Message:
    """Parts of a line with a dot between them."""
    line = parts[0]
    for part in parts[1:]:
        line = _("{first} · {second}", first=line, second=part)
    return line
