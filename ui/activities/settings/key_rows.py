"""The list of all acts with their keys: its rows, what is sought in it, what it is narrowed to."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, auto

from ui.keyboard import MOVING, ActionSpec, KeyPlace, KeyTable, read_out
from workstation.i18n import LANGUAGES, Message, Translator, _
from workstation.value_class import dataclass

_TRANSLATORS = {code: Translator(code) for code in LANGUAGES}


class ActNarrowing(Enum):
    """Which acts the list shows."""

    ALL = auto()
    CHANGED = auto()
    WITHOUT_KEY = auto()


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A section's name, or an act with its keys; several whose keys are a row of digits.

    id: the place and the first of its actions; of a section its name.
    keys: the keys of each of the specs, as actions write them.
    fixed: they cannot be changed. own: the person changed them. clash: another act has one of them.
    """

    id: str
    section: Message
    specs: tuple[ActionSpec, ...] = ()
    keys: tuple[tuple[str, ...], ...] = ()
    fixed: bool = False
    own: bool = False
    clash: bool = False

    @property
    def heads(self) -> bool:
        """Whether it is the name of a section."""
        return not self.specs

    @property
    def text(self) -> Message:
        """What the act does."""
        if self.heads:
            return self.section
        fold = self.specs[0].fold
        return fold.text if fold is not None else self.specs[0].text

    @property
    def flat_keys(self) -> tuple[str, ...]:
        """All of its keys, as people read them."""
        return tuple(read_out(key) for keys in self.keys for key in keys)


def key_rows(table: KeyTable) -> tuple[KeyRow, ...]:
    """Every act of the table in its section, each with its keys as they are now."""
    sections: dict[Message, dict[object, tuple[KeyPlace, list[ActionSpec]]]] = {}
    for place in table.places:
        for spec in place.specs:
            lines = sections.setdefault(section_of(place, spec), {})
            _place, specs = lines.setdefault(spec.fold or spec.id, (place, []))
            if spec.id not in {each.id for each in specs}:
                specs.append(spec)
    return tuple(
        _row(table, section, place, tuple(specs))
        for section, lines in sections.items()
        for place, specs in lines.values()
    )


def section_of(place: KeyPlace, spec: ActionSpec) -> Message:
    """The section of an act: moving about in an activity is called like the activity."""
    own = place.name and spec.category is not MOVING
    return spec.category.name if own else place.title


def found_in(
    rows: tuple[KeyRow, ...], sought: str, narrowing: ActNarrowing = ActNarrowing.ALL
) -> tuple[KeyRow, ...]:
    """The rows that pass, each section with its name before it.

    A single character is a key; more are words of the act or its section in either language, or
    a key as people say it.
    """
    passed = [row for row in rows if passes(row, narrowing) and _says(row, sought)]
    return tuple(_with_headings(passed))


def _row(
    table: KeyTable, section: Message, place: KeyPlace, specs: tuple[ActionSpec, ...]
) -> KeyRow:
    keys = tuple(table.keys(spec) for spec in specs)
    return KeyRow(
        id=f"{place.name}/{specs[0].id}",
        section=section,
        specs=specs,
        keys=keys,
        fixed=any(map(table.is_fixed, specs)),
        own=any(spec.id in table.own.changed for spec in specs),
        clash=any(
            table.taken_by(spec.id, key)
            for spec, mine in zip(specs, keys, strict=True)
            if spec.id in table.own.changed
            for key in mine
        ),
    )


def passes(row: KeyRow, narrowing: ActNarrowing) -> bool:
    """Whether the list shows it when it is narrowed so."""
    match narrowing:
        case ActNarrowing.ALL:
            return True
        case ActNarrowing.CHANGED:
            return row.own
        case ActNarrowing.WITHOUT_KEY:
            return not row.flat_keys


def _says(row: KeyRow, sought: str) -> bool:
    wanted = sought.strip().lower().replace("+", " ")
    if not wanted:
        return True
    keys = [key.lower().replace("+", " ") for key in row.flat_keys]
    if wanted in keys or (len(sought.strip()) == 1 and sought.strip() in row.flat_keys):
        return True
    if len(wanted) == 1 and wanted.isascii():
        return False
    texts = (row.text, row.section, *(spec.text for spec in row.specs))
    spoken = [each.text(text).lower() for each in _TRANSLATORS.values() for text in texts]
    return any(wanted in words for words in spoken) or any(wanted in key for key in keys)


def _with_headings(rows: list[KeyRow]) -> Iterator[KeyRow]:
    section: Message | None = None
    for row in rows:
        if row.section != section:
            section = row.section
            yield KeyRow(id=f"# {section.id}", section=section)
        yield row


def spoken_row(row: KeyRow) -> Message:
    """A row for a screen reader: the act, and its keys or that it has none."""
    if row.heads:
        return row.section
    if not row.flat_keys:
        return _("{act}: no key", act=row.text)
    return _("{act}: {keys}", act=row.text, keys=", ".join(row.flat_keys))


def in_language(text: Message, code: str) -> str:
    """A text in the language with that code, whatever the window speaks."""
    return _TRANSLATORS[code].text(text)
