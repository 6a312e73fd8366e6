"""What the start reads costs the same, however many cases are held."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from tests.bench import START
from workstation.cache import queries
from workstation.cache.cache_tables import LAYOUT
from workstation.cache.file import set_user_version, user_version
from workstation.cache.truth import Truths, open_truths
from workstation.domain.kinds import KINDS
from workstation.domain.people.deposit import DEPOSIT

MANY = 20_000


def grown(connection: Connection) -> None:
    """Many more cases than there were."""
    connection.exec_driver_sql(
        "WITH RECURSIVE n(i) AS (SELECT 1000 UNION ALL SELECT i + 1 FROM n WHERE i < ?)"
        " INSERT INTO record (key, kind, id, version, touched, seen, readable)"
        " SELECT i, 'case', 'grown-' || i, 1, 0, 1, 1 FROM n",
        (MANY,),
    )


def steps(connection: Connection, work: Any) -> int:
    """How many hundreds of steps the database takes for `work`."""
    bare: Any = connection.connection.driver_connection
    taken = 0

    def step() -> int:
        nonlocal taken
        taken += 1
        return 0

    bare.set_progress_handler(step, 100)
    try:
        work(connection)
    finally:
        bare.set_progress_handler(None, 100)
    return taken


@pytest.mark.parametrize(
    "work",
    [
        lambda connection: queries.references(connection, KINDS),
        lambda connection: queries.all_of(connection, DEPOSIT),
        lambda connection: connection.exec_driver_sql(
            "SELECT key FROM record WHERE NOT readable ORDER BY key"
        ).fetchall(),
    ],
    ids=["references", "all of a kind", "what could not be read"],
)
async def test_a_start_does_not_look_through_the_cases(truths: Truths, work: Any) -> None:
    before = await truths._writes.run(lambda connection: steps(connection, work))
    await truths._writes.run(grown)
    after = await truths._writes.run(lambda connection: steps(connection, work))
    assert after <= before + 2


async def test_a_cache_of_before_keeps_what_it_holds_and_grows_no_slower(tmp_path: Path) -> None:
    opened = open_truths(tmp_path, KINDS, START)

    def left_behind(connection: Connection) -> None:
        grown(connection)
        connection.exec_driver_sql("DROP INDEX record_by_kind")
        connection.exec_driver_sql("DROP INDEX record_not_read")
        set_user_version(connection, 5)

    await opened._writes.run(left_behind)
    await opened.close()
    opened = open_truths(tmp_path, KINDS, START)

    def look(connection: Connection) -> tuple[int, int, int]:
        held = connection.exec_driver_sql("SELECT count(*) FROM record").scalar_one()
        taken = steps(connection, lambda connection: queries.references(connection, KINDS))
        return user_version(connection), held, taken

    layout, held, taken = await opened._writes.run(look)
    assert (layout, held) == (LAYOUT, MANY - 999)
    assert taken < 20
    await opened.close()
