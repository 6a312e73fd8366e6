"""The sentences of the activity."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from ui.activities.policies.compare import Compared
from ui.activities.policies.state import (
    CitingState,
    DraftState,
    LibraryState,
    PoliciesTab,
    PolicyRow,
    Version,
    VersionStanding,
)
from workstation.domain.policies.amendment import AmendmentRow
from workstation.domain.taxonomy import Language
from workstation.i18n import Message, _, ngettext, pgettext

TABS: dict[PoliciesTab, Message] = {
    PoliciesTab.LIBRARY: pgettext("policies", "Library"),
    PoliciesTab.DRAFTS: pgettext("policies", "Drafts"),
    PoliciesTab.PERIODS: _("Windows and targets"),
}
KINDS: dict[str, Message] = {
    "rule": pgettext("clause", "rule"),
    "procedure": pgettext("clause", "procedure"),
    "enforcement": pgettext("clause", "enforcement"),
    "scope": pgettext("clause", "scope"),
    "evidence": pgettext("clause", "evidence"),
    "exception": pgettext("clause", "exception"),
    "transition": pgettext("clause", "transition"),
}
_SHORT_KINDS: dict[str, Message] = {
    "rule": pgettext("clause, short", "rule"),
    "procedure": pgettext("clause, short", "proc."),
    "enforcement": pgettext("clause, short", "enf."),
    "scope": pgettext("clause, short", "scope"),
    "evidence": pgettext("clause, short", "evid."),
    "exception": pgettext("clause, short", "exc."),
    "transition": pgettext("clause, short", "trans."),
}
Join = Callable[[Message, str], Message]


def kind_words(kind: str) -> Message:
    """The kind of a clause; one that is not known as it is written."""
    return KINDS.get(kind, _("{kind}", kind=kind))


def short_kind_words(kind: str, severity: str | None) -> Message:
    """How grave a breach of a clause is, or else its kind, in the room below its number."""
    if severity is not None:
        return _("{severity}", severity=severity)
    return _SHORT_KINDS.get(kind, _("{kind}", kind=kind))


def standing_words(version: Version) -> Message:
    """The number of a version, and where it stands."""
    match version.standing:
        case VersionStanding.IN_FORCE:
            return _("v{label} in force", label=version.label)
        case VersionStanding.DRAFT:
            return _("v{label} draft", label=version.label)
        case _:
            return _("v{label}", label=version.label)


def days_words(version: Version) -> Message:
    """From when until when a version applies."""
    match version.standing:
        case VersionStanding.IN_FORCE if version.last is None:
            return _("since {day}", day=version.first)
        case VersionStanding.AHEAD | VersionStanding.DRAFT if version.last is None:
            return _("from {day}", day=version.first)
        case _:
            assert version.last is not None or version.standing is VersionStanding.PAST
            return _("{first} to {last}", first=version.first, last=version.last or version.first)


def spoken_version(version: Version) -> Message:
    """What a screen reader says of a version."""
    words = _("{version}, {days}", version=standing_words(version), days=days_words(version))
    return _("{words}, held back", words=words) if version.held else words


def noted_version(version: Version) -> Message:
    """All that is known of a version before it is opened."""
    words = spoken_version(version)
    if not version.note.complete:
        return words
    return _("{version}: {en} {zh}", version=words, en=version.note.en, zh=version.note.zh)


def spoken_policy(row: PolicyRow) -> Message:
    """What a screen reader says of a policy of the list."""
    titled = _("{code} {en} {zh}", code=row.code, en=row.title.en, zh=row.title.zh)
    words = _("{policy}, v{label} in force", policy=titled, label=row.label)
    if not row.label:
        words = titled
    if row.held:
        return _("{words}, draft v{label} held back", words=words, label=row.draft)
    return _("{words}, draft v{label}", words=words, label=row.draft) if row.draft else words


def spoken_draft(row: AmendmentRow) -> Message:
    """What a screen reader says of a draft of the list."""
    code = row.policy.partition(":")[2]
    return _("{code} v{label}, by {names}", code=code, label=row.label, names=in_words(row.writers))


def differing_words(state: LibraryState) -> Message:
    """How many clauses differ between the versions that are compared."""
    return ngettext(
        "{n} of {all} clauses differs",
        "{n} of {all} clauses differ",
        state.differing,
        all=len(state.lines),
    )


def folded_words(lines: Sequence[Compared], before: str) -> Message:
    """Which clauses are equal, that are folded away."""
    numbers = in_words([each.no for each in lines], _comma)
    return ngettext(
        "{numbers} is the same as in v{before}",
        "{numbers} are the same as in v{before} ({n} clauses)",
        len(lines),
        numbers=numbers,
        before=before,
    )


def alone_words(language: Language) -> Message:
    """That a clause changed in one language alone."""
    if language is Language.EN:
        return _("Changed in English alone")
    return _("Changed in Chinese alone")


def stop_words(no: str) -> Message:
    """What a held clause is called."""
    return _("{no} says two things", no=no) if no else _("The change note says two things")


def agreeing_words(state: DraftState) -> Message | None:
    """How many clauses agree; None while they are not read."""
    if not state.checked or state.text is None:
        return None
    held = {each.no for each in state.stops}
    number = sum(each.no not in held for each in state.text.clauses)
    if held:
        return ngettext(
            "The other clause agrees in both languages",
            "The other {n} clauses agree in both languages",
            number,
        )
    return ngettext(
        "The clause agrees in both languages", "All {n} clauses agree in both languages", number
    )


def clause_saved(no: str) -> Message:
    """What is said after a clause was saved."""
    return _("Clause {no} saved", no=no)


def clause_left_out(no: str) -> Message:
    """What is said after a clause was left out."""
    return _("Clause {no} left out", no=no)


def signing_words(state: DraftState) -> Message:
    """Who wrote a draft, and who can publish it."""
    names = in_words(state.signers, _or, _comma)
    wrote = state.amendment.writers if state.amendment is not None else ()
    writers = in_words([each.name for each in wrote], _and, _comma)
    if not state.signers:
        return _("Nobody else has the policy role. An administrator can give it to a colleague.")
    if state.wrote:
        return _("{writers} wrote it, so {names} signs.", writers=writers, names=names)
    return _("{writers} wrote it. You can sign.", writers=writers)


def writers_words(names: Sequence[str]) -> Message:
    """Who wrote a draft."""
    return _("Written by {names}", names=in_words(names, _and, _comma))


def _comma(names: Message, name: str) -> Message:
    return _("{names}, {name}", names=names, name=name)


def _and(names: Message, name: str) -> Message:
    return _("{names} and {name}", names=names, name=name)


def _or(names: Message, name: str) -> Message:
    return _("{names} or {name}", names=names, name=name)


def in_words(names: Sequence[str], last: Join = _comma, other: Join | None = None) -> Message:
    """Names or numbers one after the other, the last one after a word of its own."""
    text = _("{name}", name=names[0]) if names else _("{name}", name="")
    for at, each in enumerate(names[1:], start=2):
        join = last if other is None or at == len(names) else other
        text = join(text, each)
    return text


def publishing_words(state: DraftState, citing: CitingState) -> Message:
    """What happens when a draft is published."""
    draft = state.amendment
    assert draft is not None, "asked of a draft that is open"
    applies = _(
        "v{label} applies from {day} and cannot be taken back.",
        label=draft.issue.label,
        day=draft.issue.effective_from,
    )
    if not citing.cases:
        return _("{applies} No open case in your sight cites what changes.", applies=applies)
    return _(
        "{applies} {cases}",
        applies=applies,
        cases=ngettext(
            "{n} open case cites what changes; it keeps the version of its day of conduct.",
            "{n} open cases cite what changes; they keep the version of their day of conduct.",
            len(citing.cases),
        ),
    )


def held_words(state: DraftState) -> Message | None:
    """Why a draft cannot be published now, in one line; None where it can."""
    if state.stops:
        return ngettext("{n} finding holds it", "{n} findings hold it", len(state.stops))
    if state.unsaved:
        numbers = [each for each in sorted(state.unsaved) if each]
        if numbers:
            return ngettext(
                "{numbers} is not saved",
                "{numbers} are not saved",
                len(numbers),
                numbers=in_words(numbers, _and, _comma),
            )
        return _("Number, day or note is not saved")
    if state.missing is not None:
        return state.missing.reason
    if state.wrote:
        return _("You wrote in it")
    return None if state.checked else _("It is being read")


def cites_words(refs: Sequence[str]) -> Message:
    """Whose citations are told: the policy, or these clauses."""
    if not refs:
        return _("Who cites this policy")
    if len(refs) > 3:
        return ngettext("Who cites {n} clause", "Who cites the {n} clauses", len(refs))
    return _("Who cites {numbers}", numbers=in_words(refs, _and, _comma))


def from_today(day: date, today: date) -> Message:
    """How far away a day is."""
    number = (day - today).days
    if number == 0:
        return _("today")
    if number < 0:
        return _("is over")
    return ngettext("in {n} day", "in {n} days", number)
