"""The schema: what the migrations build is what the tables say; data survives a second start."""

from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from tests.bench import WEI, Clock, TestServer
from tests.workstation.server.replica import Replica
from workstation.server.database import Database
from workstation.server.migrations import HEAD, NewerDatabase, migrate, version
from workstation.server.tables import METADATA


async def test_the_migrations_build_the_tables(url: str) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    database = Database(url)
    await database.open()

    def difference(connection) -> list:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return compare_metadata(context, METADATA)

    assert await database.read(difference) == []
    assert await database.read(version) == HEAD
    await database.close()


async def test_down_and_up_again(url: str) -> None:
    database = Database(url)
    await database.open()
    await database.write(migrate_down)
    assert await database.read(lambda c: inspect(c).get_table_names()) == ["alembic_version"]
    await database.open()
    assert "cases" in await database.read(lambda c: inspect(c).get_table_names())
    await database.close()


def migrate_down(connection) -> None:
    from alembic import command
    from alembic.config import Config

    from workstation.server import migrations

    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    config.attributes["connection"] = connection
    command.downgrade(config, "base")


async def test_a_database_of_a_later_version_is_left_alone(url: str) -> None:
    database = Database(url)
    await database.open()
    await database.write(lambda c: c.execute(text("UPDATE alembic_version SET version_num='9'")))
    with pytest.raises(NewerDatabase):
        await database.write(migrate)
    await database.close()


async def test_everything_is_there_after_a_restart(server: TestServer, clock: Clock) -> None:
    await server.file_case()
    wei = await server.client(WEI)
    before = Replica()
    await before.converge(wei)
    await server.down()
    await server.up()
    lines = await before.pull(wei)
    assert len(lines) == 2
    assert len(before.bodies) == 1


async def test_a_database_from_before_the_house_book_gets_it_and_keeps_its_cases(
    server: TestServer,
) -> None:
    filed = await server.file_case()
    await server.store._database.write(lambda c: migrate(c, "0001"))
    await server.down()
    await server.up()
    replica = Replica()
    await replica.converge(await server.client(WEI))
    assert list(replica.bodies) == [filed.case_id]
    held = await server.store._database.read(
        lambda c: c.execute(text("SELECT version FROM house_book")).scalar_one()
    )
    assert held == 1
