"""Kept words in words: what they are about, and what they were."""

from __future__ import annotations

from ui.casework import about_record, words_of_command
from ui.panes.kept_words.state import KeptRow
from workstation.app.values import KeptWords, Whereabouts
from workstation.i18n import Message, _, pgettext

STANDS: dict[Whereabouts, Message] = {
    Whereabouts.ASKED: pgettext("kept words", "waits for your answer"),
    Whereabouts.IN_FORM: pgettext("kept words", "in its form"),
    Whereabouts.NOWHERE: pgettext("kept words", "in no form"),
}
# How one goes on from there.
OPENS: dict[Whereabouts, Message] = {
    Whereabouts.ASKED: pgettext("act", "Go to the question"),
    Whereabouts.IN_FORM: pgettext("act", "Open its form"),
    Whereabouts.NOWHERE: pgettext("act", "Open"),
}


def about_words(kept: KeptWords) -> Message:
    """What kept words are about: reference and title, or the kind of thing with its name."""
    return about_record(kept.kind, kept.record_id, kept.reference, kept.title)


def what_words(kept: KeptWords) -> Message:
    """What kept words were: the command that they were written in."""
    if kept.command is None:
        return pgettext("command", "a change that this version of the program does not know")
    return words_of_command(kept.command)


def sides_of(kept: KeptWords) -> dict[str, str]:
    """Their texts by language; what is the same in both stands there once."""
    en, zh = kept.text.en, kept.text.zh
    if en == zh:
        # Nobody knows in which language it is.
        return {"en": en, "zh": ""}
    return {"en": en, "zh": zh}


def copy_of(kept: KeptWords) -> str:
    """The words as they go to the clipboard."""
    return "\n\n".join(text for text in sides_of(kept).values() if text.strip())


def spoken(shown: KeptRow) -> Message:
    """A row of the list as a screen reader says it."""
    words = shown.words
    about, what, stands = about_words(words), what_words(words), STANDS[words.stands]
    return _(
        "{about}, {what}, {stands}, {at}", about=about, what=what, stands=stands, at=words.kept_at
    )
