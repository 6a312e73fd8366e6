"""What a change of a term changed: its fields before and after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workstation.domain.glossary.acts import Changed, PutTerm, Term
from workstation.i18n import Message, _, pgettext

_NOTHING = "–"


def before(change: PutTerm, older: Sequence[Changed], shipped: Term | None) -> Term | None:
    """The term that was changed, as the changes before tell it (newest first), or as it came with
    the program; None where neither is known any more."""
    for each in older:
        if isinstance(each.change, PutTerm) and each.change.term.id == change.term.id:
            return each.change.term
    return shipped if shipped is not None and shipped.revision == change.over else None


def difference_words(old: Term, new: Term) -> Message | None:
    """Which fields say something else now, in one line; None where none does."""
    line: Message | None = None
    for name, was, now in _fields(old, new):
        if was == now:
            continue
        one = _("{field} {old} → {new}", field=name, old=was or _NOTHING, new=now or _NOTHING)
        line = one if line is None else _("{first} · {second}", first=line, second=one)
    return line


def _fields(old: Term, new: Term) -> Iterator[tuple[Message, str, str]]:
    yield _("English"), old.en, new.en
    yield _("Simplified Chinese"), old.zh_hans, new.zh_hans
    yield _("Traditional Chinese"), old.zh_hant, new.zh_hant
    yield pgettext("of a term", "Field"), old.part, new.part
    yield _("Never in Chinese:"), ", ".join(old.forbidden_zh), ", ".join(new.forbidden_zh)
    yield _("Never in English:"), ", ".join(old.forbidden_en), ", ".join(new.forbidden_en)
    yield _("Note"), old.note, new.note
