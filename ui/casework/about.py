"""What a command or a text is about, as a line: the name of its record."""

from __future__ import annotations

from ui.casework.look import title_in
from ui.language import language
from workstation.domain.text import Bilingual
from workstation.i18n import Message, _, pgettext

RECORD_KINDS: dict[str, Message] = {
    "case": pgettext("kind of record", "A case"),
    "glossary": _("Glossary and house style"),
    "job": _("A change of many cases"),
    "policy": pgettext("kind of record", "A policy"),
    "amendment": _("A new version of a policy"),
    "appeal_windows": _("The time to appeal"),
    "targets": pgettext("kind of record", "The targets"),
    "person": pgettext("kind of record", "A colleague"),
    "interests": pgettext("kind of record", "Conflicts of interest"),
    "crew": pgettext("kind of record", "A crew"),
    "queue": pgettext("kind of record", "A queue"),
    "deposit": pgettext("kind of record", "Deposited work"),
}


def about_record(kind: str, id_: str, reference: str, title: Bilingual) -> Message:
    """Reference and title of a record, or the kind of thing that it is with its name."""
    name = title_in(language().code, title.en, title.zh)
    if reference and name:
        return _("{reference} · {title}", reference=reference, title=name)
    if reference:
        return _("{name}", name=reference)
    what = RECORD_KINDS.get(kind, _("{name}", name=kind or id_))
    return _("{what}: {name}", what=what, name=name) if name else what
