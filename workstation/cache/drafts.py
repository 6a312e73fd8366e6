"""Drafts on disk: one for each record, slot and person. A save that returned survives kill -9."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, select
from sqlalchemy.dialects.sqlite import insert

from workstation.cache.file import DatabaseFile, moment_of
from workstation.cache.values import DraftOf, StoredDraft
from workstation.cache.work_tables import draft
from workstation.domain.text import Bilingual


class Drafts:
    """What one user of a server has written and not sent.

    A draft needs nothing of `cache.db`. Every verb raises `ProfileProblem`.
    """

    def __init__(self, file: DatabaseFile, user: str, server: str = "") -> None:
        self._file = file
        self._user = user
        self._server = server

    async def read(self, record_id: str, slot: str) -> StoredDraft:
        """The draft, or an empty one of revision 0."""

        def work(connection: Connection) -> StoredDraft:
            row = connection.execute(select(draft).where(self._is(record_id, slot))).first()
            return _draft(row) if row is not None else StoredDraft()

        return await self._file.run(work)

    async def save(self, written: DraftOf, at: datetime) -> StoredDraft:
        """Keep what `written.draft` says now. Returns it with its next revision.

        Title and reference, where they are empty, stay as they were. Raises `ProfileProblem`
        when the disk is full: the text is not saved then.
        """
        values = {
            "en": written.draft.en,
            "zh": written.draft.zh,
            "beads": written.draft.beads or None,
            "settled": written.draft.settled or None,
            "form": written.draft.form or None,
            "saved_at": at.timestamp(),
            "server": self._server,
        }
        about = {
            "title_en": written.title.en,
            "title_zh": written.title.zh,
            "reference": written.reference,
        }
        known = about if written.reference else {}

        def work(connection: Connection) -> StoredDraft:
            row = insert(draft).values(
                user=self._user,
                record_id=written.record_id,
                slot=written.slot,
                revision=1,
                **values,
                **about,
            )
            saved = row.on_conflict_do_update(
                index_elements=["user", "record_id", "slot"],
                set_={**values, **known, "revision": draft.c.revision + 1},
            )
            return _draft(connection.execute(saved.returning(draft)).one())

        return await self._file.run(work)

    async def clear(self, record_id: str, slot: str) -> None:
        """Forget a draft, once its text went out or its author threw it away."""
        gone = delete(draft).where(self._is(record_id, slot))
        await self._file.run(lambda connection: connection.execute(gone))

    async def all(self) -> tuple[DraftOf, ...]:
        """All drafts of this person, the latest first."""
        return await self._listed(draft.c.user == self._user)

    async def here(self, *, only: bool) -> tuple[DraftOf, ...]:
        """The drafts that were written at this server, the latest first.

        `only` leaves out those of which the server is not known.
        """
        servers = (self._server,) if only else (self._server, "")
        return await self._listed((draft.c.user == self._user) & draft.c.server.in_(servers))

    # Any: a column expression of SQLAlchemy.
    async def _listed(self, wanted: Any) -> tuple[DraftOf, ...]:
        def work(connection: Connection) -> tuple[DraftOf, ...]:
            mine = select(draft).where(wanted)
            rows = connection.execute(mine.order_by(draft.c.saved_at.desc()))
            return tuple(map(_draft_of, rows))

        return await self._file.run(work)

    def _is(self, record_id: str, slot: str) -> Any:
        # Any: a column expression of SQLAlchemy.
        return (
            (draft.c.user == self._user) & (draft.c.record_id == record_id) & (draft.c.slot == slot)
        )


def _draft(row: Row[Any]) -> StoredDraft:
    return StoredDraft(
        en=row.en,
        zh=row.zh,
        revision=row.revision,
        saved_at=moment_of(row.saved_at),
        beads=row.beads or "",
        settled=row.settled or "",
        form=row.form or "",
    )


def _draft_of(row: Row[Any]) -> DraftOf:
    return DraftOf(
        record_id=row.record_id,
        slot=row.slot,
        reference=row.reference,
        title=Bilingual(row.title_en, row.title_zh),
        draft=_draft(row),
    )
