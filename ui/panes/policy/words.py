"""The sentences of the policy pane: from when until when, what is the same, what to mind."""

from __future__ import annotations

from datetime import date

from ui.casework import conduct_words
from ui.panes.policy.state import PolicyState, VersionSide
from workstation.domain.policy import PolicyVersion
from workstation.i18n import Message, _, ngettext


def in_force_words(version: PolicyVersion) -> Message:
    """From when until when a version applied."""
    if version.effective_to is None:
        return _("in force since {day}", day=version.effective_from)
    return _("in force {first} to {last}", first=version.effective_from, last=version.effective_to)


def force_words(state: PolicyState) -> Message:
    """Which day's rule is read."""
    issue = state.issue
    if issue is None:
        return _("Not in force")
    day = _day(state)
    if state.side is not VersionSide.NOW and day is not None and state.then is not None:
        return _("In force on {day}, the day of conduct", day=day)
    return _(
        "v{version}, {words}", version=issue.version.version, words=in_force_words(issue.version)
    )


def _day(state: PolicyState) -> Message | date | None:
    """The day that is read; also whose it is, where the case has several."""
    if state.conduct is None or len(state.conducts) < 2:
        return state.day
    return conduct_words(state.conduct, state.of)


def same_words(state: PolicyState) -> Message:
    """Whether it says the same today."""
    if state.then is None:
        return _("There is no earlier text to compare with.")
    if state.now is None:
        return _("Today's version does not have this clause any more.")
    if state.changed:
        return _("What differs between the two versions is underlined.")
    return _("It says the same today (v{version}).", version=state.now.version.version)


def warning_words(state: PolicyState) -> Message | None:
    """What must not be applied to the day of conduct."""
    day = _day(state)
    if day is None:
        return None
    if state.then is None and state.now is not None:
        return _(
            "{clause} is new since {since}. It was not in force on the day of conduct, {day}.",
            clause=state.now.ref.label(),
            since=state.now.version.effective_from,
            day=day,
        )
    if state.side is VersionSide.NOW and state.now is not None and state.changed:
        return _(
            "This text began on {since}. On the day of conduct, {day}, the other one applied.",
            since=state.now.version.effective_from,
            day=day,
        )
    if state.newer and state.now_version is not None:
        return ngettext(
            "{clauses} is new since {since}: not in force on the day of conduct.",
            "{clauses} are new since {since}: not in force on the day of conduct.",
            len(state.newer),
            clauses=", ".join(each.no for each in state.newer),
            since=state.now_version.effective_from,
        )
    return None
