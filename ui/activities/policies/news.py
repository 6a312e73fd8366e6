"""Tells everybody of a version that was published: from when, and what of theirs cites it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from ui.activities.policies.publication import questions_of
from ui.activity import NewsOffer, Place, Seat
from ui.bridge import Tasks
from ui.theme import Tone
from workstation.app import Change
from workstation.app.policies import CitingRecords
from workstation.app.values import Published
from workstation.domain.policies.amendment import may_write
from workstation.domain.policy import PolicyVersion
from workstation.i18n import Message, _, ngettext


class PolicyNews(QObject):
    """Says once of each version that it was published, and of each change that it was not taken."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat.host)
        self._seat = seat
        self._tasks = Tasks(self)
        self._told: set[str] = set()

    def take_in(self, change: Change) -> None:
        """Something changed, here or elsewhere."""
        for each in change.published:
            self._tasks.spawn(self._tell(each), "tell of a version")
        if (change.references or change.questions) and may_write(self._seat.workstation.session.me):
            self._tasks.spawn(self._look(), "look what was not taken")

    def leave(self) -> None:
        """Somebody else will sit here."""
        self._tasks.cancel()
        self.deleteLater()

    async def _tell(self, published: Published) -> None:
        station = self._seat.workstation
        policy = station.policies.library.policy(published.code)
        issue = policy.issue(published.label) if policy is not None else None
        me = station.session.me
        if issue is None or me is None:
            return
        if issue.published_by is not None and issue.published_by.id == me.id:
            return  # who published it knows
        cases = await station.policies.citing_cases(published.code)
        drafts = await station.policies.citing_drafts(published.code)
        words = _words(published, issue, len(_of(cases, issue)), len(_of(drafts, issue)))
        place = Place("policy", published.code, f"v{published.label}")
        offer = NewsOffer(_("Look at it"), partial(self._seat.way.go, place))
        self._seat.frame.notice(words, Tone.INFO, offer)

    async def _look(self) -> None:
        refused = {each.command_id for each in await questions_of(self._seat.workstation)}
        if refused - self._told and not self._seat.in_sight:
            words = _("A change of yours to the policies was not taken.")
            self._seat.frame.notice(words, Tone.WARN, NewsOffer(_("Look at it"), self._seat.come))
        self._told = refused


def _of(citing: tuple[CitingRecords, ...], issue: PolicyVersion) -> list[CitingRecords]:
    """Those that cite what the version changes; all of them for a first one."""
    changed = issue.changed_clauses
    if not changed:
        return list(citing)
    return [each for each in citing if any(ref.clause in changed for ref in each.refs)]


def _words(published: Published, issue: PolicyVersion, cases: int, drafts: int) -> Message:
    said = _(
        "{code} v{label} was published: from {day}.",
        code=published.code,
        label=published.label,
        day=issue.effective_from,
    )
    if not cases and not drafts:
        return said
    if not drafts:
        return ngettext(
            "{said} {n} open case in your sight cites what changes.",
            "{said} {n} open cases in your sight cite what changes.",
            cases,
            said=said,
        )
    if not cases:
        return ngettext(
            "{said} {n} draft of yours cites what changes.",
            "{said} {n} drafts of yours cite what changes.",
            drafts,
            said=said,
        )
    open_cases = ngettext("{n} open case", "{n} open cases", cases)
    mine = ngettext("{n} draft of yours", "{n} drafts of yours", drafts)
    return _(
        "{said} {drafts} and {cases} in your sight cite what changes.",
        said=said,
        drafts=mine,
        cases=open_cases,
    )
