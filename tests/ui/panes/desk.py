"""A desk in memory for pane tests: the real rules of the domain, no file, no server."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from tests.ui.panes.ports import OneForAll
from tests.workstation.domain.cases import run
from workstation.app import GlossaryEdit
from workstation.app.letter_examiner import Letter, context_for, examined, found_in
from workstation.app.question_answers import advised_of, answers_to
from workstation.app.values import (
    Change,
    CommandStage,
    DraftOf,
    Filter,
    HeldCommand,
    KeptWords,
    OpenCase,
    Opened,
    PendingView,
    Question,
    QueueRow,
    StoredDraft,
    SyncState,
    SyncStatus,
)
from workstation.bilingual.checks.context import CheckContext
from workstation.bilingual.checks.finding import Finding
from workstation.bilingual.shipped_glossary import shipped_house
from workstation.domain.actor import Actor
from workstation.domain.case import Case
from workstation.domain.commands import SendReply
from workstation.domain.context import Context, ReferenceSet, Scene
from workstation.domain.glossary.acts import Glossary
from workstation.domain.people.deposit import DepositRow
from workstation.domain.policies.amendment import AmendmentRow
from workstation.domain.policy import Library
from workstation.domain.record import Command
from workstation.domain.views import View, row_of, views_of
from workstation.policies import load


@dataclass
class MemoryDesk(OneForAll):
    """Everything that `Workstation` promises the panes, for one person and some cases."""

    me: Actor
    directory: tuple[Actor, ...]
    table: dict[str, Case]
    now: datetime
    library: Library = field(default_factory=load)
    open_questions: list[Question] = field(default_factory=list)
    texts: dict[tuple[str, str], StoredDraft] = field(default_factory=dict)
    given: list[tuple[str, Command]] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    pending: dict[str, tuple[PendingView, ...]] = field(default_factory=dict)
    before: dict[str, Case] = field(default_factory=dict)
    terms: dict[str, str] = field(default_factory=dict)
    current: Glossary = field(default_factory=shipped_house)
    watcher: Callable[[Change], None] | None = None
    status: SyncStatus = SyncStatus(state=SyncState.SYNCED)

    def clock(self) -> datetime:
        return self.now

    def _rows(self) -> list[QueueRow]:
        made = []
        for key, case in enumerate(self.table.values()):
            drafted = any(case.id == at[0] for at in self.texts)
            made.append(
                QueueRow(
                    key=key,
                    row=row_of(case),
                    unread=case.id in self.unread,
                    pending=bool(self.pending.get(case.id)),
                    draft=drafted,
                    asks=any(each.record_id == case.id for each in self.open_questions),
                )
            )
        return made

    def _in(self, view: View, row: QueueRow) -> bool:
        views = views_of(row.row, self.me)
        return view in views or (view is View.NEEDS_YOU and row.asks)

    async def row_ids(self, view: View, wanted: Filter) -> array[int]:
        far = self.now + timedelta(days=9999)
        rows = [row for row in self._rows() if self._in(view, row) and _fits(row, wanted)]
        rows.sort(key=lambda row: row.row.due or far)
        return array("q", (row.key for row in rows))

    async def rows(self, keys: Sequence[int]) -> tuple[QueueRow, ...]:
        rows = {row.key: row for row in self._rows()}
        return tuple(rows[key] for key in keys)

    async def counts(self, wanted: Filter | None = None) -> Mapping[View, int]:
        rows = [row for row in self._rows() if _fits(row, wanted or Filter())]
        return {view: sum(self._in(view, row) for row in rows) for view in View}

    async def key_of(self, case_id: str) -> int | None:
        return next((at for at, each in enumerate(self.table) if each == case_id), None)

    async def case(self, case_id: str) -> OpenCase:
        case = self.table[case_id]
        asked = tuple(each for each in await self.asked() if each.record_id == case_id)
        return OpenCase(
            key=list(self.table).index(case_id),
            case=case,
            truth_version=case.version,
            pending=self.pending.get(case_id, ()),
            questions=asked,
        )

    async def open(self, record_id: str) -> Opened[Case]:
        opened = await self.case(record_id)
        return Opened(
            key=opened.key,
            record=opened.case,
            confirmed=opened.case,
            truth_version=opened.truth_version,
            pending=opened.pending,
            questions=opened.questions,
        )

    async def mark_read(self, case_id: str) -> None:
        self.unread.discard(case_id)

    async def submit(
        self,
        case_id: str,
        command: Command,
        *,
        hold: timedelta = timedelta(),
        then: Sequence[Command] = (),
        seen: int | None = None,
    ) -> str:
        before = case = self.table[case_id]
        for each in (command, *then):
            case = run(case, each, self.me, self.now, self.library)
            if isinstance(each, SendReply):
                known = ReferenceSet((*self.library.policies, self.current))
                await examined(Scene(before, self.me, self.now, Context(known)), each)
        self.table[case_id] = case
        command_id = f"command-{len(self.given)}"
        self.given.append((case_id, command))
        self.before[command_id] = before
        if hold:
            view = PendingView(
                id=command_id,
                command=command,
                at=self.now,
                stage=CommandStage.QUEUED,
                held_until=self.now + hold,
                refused=None,
            )
            self.pending[case_id] = (*self.pending.get(case_id, ()), view)
        self.tell(Change(case_ids=frozenset({case_id}), rows=True))
        return command_id

    def held(self) -> tuple[HeldCommand, ...]:
        return tuple(
            HeldCommand(
                each.id, case_id, self.table[case_id].reference, each.command, each.held_until
            )
            for case_id, pending in self.pending.items()
            for each in pending
            if each.held_until is not None
        )

    async def undo(self, command_id: str) -> bool:
        before = self.before.pop(command_id, None)
        if before is None:
            return False
        self.table[before.id] = before
        self.pending[before.id] = ()
        self.tell(Change(case_ids=frozenset({before.id}), rows=True))
        return True

    async def read(self, case_id: str, party_id: str) -> StoredDraft:
        return self.texts.get((case_id, party_id), StoredDraft())

    async def kept(self) -> Sequence[KeptWords]:
        """All that comes back here has its form."""
        return ()

    async def save(
        self,
        case_id: str,
        party_id: str,
        en: str,
        zh: str,
        *,
        beads: str = "",
        settled: str = "",
        form: str = "",
    ) -> StoredDraft:
        revision = (await self.read(case_id, party_id)).revision + 1
        saved = StoredDraft(
            en=en,
            zh=zh,
            revision=revision,
            saved_at=self.now,
            beads=beads,
            settled=settled,
            form=form,
        )
        self.texts[case_id, party_id] = saved
        return saved

    async def of(self, case_id: str) -> tuple[DraftOf, ...]:
        case = self.table[case_id]
        return tuple(
            DraftOf(
                record_id=case_id,
                slot=party,
                reference=case.reference,
                title=case.title,
                draft=draft,
            )
            for (held, party), draft in self.texts.items()
            if held == case_id
        )

    async def clear(self, case_id: str, party_id: str) -> None:
        self.texts.pop((case_id, party_id), None)

    async def check_context(self, case_id: str, party_id: str) -> CheckContext:
        case = self.table[case_id]
        return await context_for(case, party_id, self.library, self.now, self.current)

    async def examine(self, case_id: str, party_id: str, letter: Letter) -> tuple[Finding, ...]:
        case = self.table[case_id]
        return await found_in(case, party_id, letter, self.library, self.now, self.current)

    async def ignored_terms(self) -> Mapping[str, str]:
        return dict(self.terms)

    async def ignore_term(self, term: str, reason: str) -> None:
        self.terms[term] = reason

    async def edits(self) -> tuple[GlossaryEdit, ...]:
        return ()

    async def staff_questions(self) -> tuple[Question, ...]:
        return ()

    async def deposits(self) -> tuple[DepositRow, ...]:
        return ()

    async def amendments(self) -> tuple[AmendmentRow, ...]:
        return ()

    async def asked(self) -> tuple[Question, ...]:
        self.open_questions[:] = map(self._answerable, self.open_questions)
        return tuple(self.open_questions)

    def _answerable(self, question: Question) -> Question:
        """The question with its answers, as the workstation gives them."""
        written = bool(question.text.en.strip() or question.text.zh.strip())
        commands = [each.command for each in question.chain]
        refused = question.redo_refused
        answers = answers_to(self.me, question.now, commands, refused, written=written)
        return replace(question, answers=answers, advised=advised_of(answers))

    async def drop(self, command_id: str) -> None:
        self._answered(command_id)

    async def redo(self, command_id: str) -> str:
        question = self._answered(command_id)
        return await self.submit(question.record_id, question.command)

    async def edit(self, command_id: str) -> Command:
        return self._answered(command_id).command

    def _answered(self, command_id: str) -> Question:
        found = [each for each in self.open_questions if each.command_id == command_id]
        if not found:
            raise KeyError(command_id)
        (question,) = found
        self.open_questions.remove(question)
        self.tell(Change(case_ids=frozenset({question.record_id}), rows=True, questions=True))
        return question

    def watch(self, callback: Callable[[Change], None]) -> Callable[[], None]:
        self.watcher = callback
        return lambda: None

    def tell(self, change: Change) -> None:
        if self.watcher is not None:
            self.watcher(change)

    def others_change(self, case: Case) -> None:
        """A colleague did something: the case is stored as it is now."""
        self.table[case.id] = replace(case, version=case.version + 1)


def _fits(row: QueueRow, wanted: Filter) -> bool:
    shown = row.row
    said = f"{shown.title_en} {shown.title_zh} {shown.party_name} {shown.reference}".casefold()
    return (
        wanted.text.casefold() in said
        and (not wanted.kinds or shown.kind in wanted.kinds)
        and (not wanted.severities or shown.severity in wanted.severities)
        and (not wanted.languages or shown.language in wanted.languages)
    )
