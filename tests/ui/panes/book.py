"""A glossary in memory for tests of its pane: the real rules, no file, no server."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from tests.ui.panes.ports import OneForAll
from tests.ui.panes.table import NOW, SOFIA
from workstation.app import GlossaryEdit
from workstation.app.values import DraftOf, KeptWords, StoredDraft, SyncState, SyncStatus
from workstation.domain.actor import Actor
from workstation.domain.commands import UnknownCommand
from workstation.domain.glossary.acts import Glossary, GlossaryChange, Term, change_glossary
from workstation.domain.text import Bilingual
from workstation.i18n import Message

APPEAL = Term(
    id="appeal",
    en="appeal",
    zh_hans="申诉",
    zh_hant="申訴",
    part="procedure",
    note="a party asks again",
    forbidden_zh=("上诉", "呼吁"),
    forbidden_en=("petition",),
)
ORDER = Term(id="order", en="order", zh_hans="订单", zh_hant="訂單", part="object")
UPHOLD = Term(id="uphold", en="uphold", zh_hans="维持", zh_hant="維持", part="procedure")
BOOK = Glossary(version=1, terms=(APPEAL, ORDER, UPHOLD))


@dataclass
class BookDesk(OneForAll):
    """What the pane asks of a workstation. Edits wait until a test answers them."""

    me: Actor | None = SOFIA
    truth: Glossary = BOOK
    mine: list[GlossaryEdit] = field(default_factory=list)
    texts: dict[tuple[str, str], StoredDraft] = field(default_factory=dict)
    now: datetime = NOW
    status: SyncStatus = field(default_factory=lambda: SyncStatus(state=SyncState.SYNCED))

    @property
    def current(self) -> Glossary:
        book = self.truth
        assert self.me is not None
        for each in self.mine:
            if each.refused is None and not isinstance(each.change, UnknownCommand):
                book = change_glossary(book, each.change, self.me, each.given_at)
        return book

    async def change(self, change: GlossaryChange | UnknownCommand) -> str:
        assert self.me is not None
        self.now += timedelta(minutes=1)
        if not isinstance(change, UnknownCommand):
            change_glossary(self.current, change, self.me, self.now)
        edit = GlossaryEdit(id=f"edit-{len(self.mine)}", change=change, given_at=self.now)
        self.mine.append(edit)
        return edit.id

    async def edits(self) -> Sequence[GlossaryEdit]:
        return tuple(self.mine)

    async def kept(self) -> Sequence[KeptWords]:
        return ()

    async def drop_edit(self, edit_id: str, *, keep_words: bool = True) -> None:
        self.mine = [each for each in self.mine if each.id != edit_id]

    def take(self) -> None:
        """The server takes everything in."""
        self.truth = self.current
        self.mine = [each for each in self.mine if each.refused is not None]

    def refuse(self, reason: Message) -> None:
        """The server takes nothing in."""
        self.mine = [replace(each, refused=reason) for each in self.mine]

    def others_change(self, change: GlossaryChange, by: Actor) -> None:
        """A colleague's change arrives."""
        self.truth = change_glossary(self.truth, change, by, self.now)

    async def of(self, case_id: str) -> Sequence[DraftOf]:
        return tuple(
            DraftOf(record_id=case_id, slot=party, reference="", title=Bilingual(), draft=draft)
            for (held, party), draft in self.texts.items()
            if held == case_id
        )

    async def save(
        self, case_id: str, party_id: str, en: str, zh: str, *, form: str = ""
    ) -> StoredDraft:
        saved = StoredDraft(en=en, zh=zh, revision=1, form=form)
        self.texts[case_id, party_id] = saved
        return saved

    async def clear(self, case_id: str, party_id: str) -> None:
        self.texts.pop((case_id, party_id), None)
