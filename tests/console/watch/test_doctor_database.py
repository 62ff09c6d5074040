"""The doctor at a database: what the server is, what the account may, and who works on it."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from psycopg import sql
from sqlalchemy import make_url

from console.doctor import examine
from console.doctor.database import rights, room, same_time, server, workers
from console.doctor.installation import Installation
from console.settings import Settings
from console.wiring import make_store, open_house, wall_clock
from tests.postgres import Server


@pytest.fixture
def settings(database: str, postgres_server: Server, tmp_path: Path) -> Settings:
    """A company in a database whose owner is no superuser."""
    name = str(make_url(database).database)
    postgres_server.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(name)))
    postgres_server.execute(sql.SQL("ALTER DATABASE {0} OWNER TO {0}").format(sql.Identifier(name)))
    own = make_url(database).set(username=name).render_as_string()
    settings = Settings(tmp_path, own, "127.0.0.1", 0)
    make_store(settings, "real", wall_clock)
    return settings


@pytest.fixture
def installation(settings: Settings) -> Iterator[Installation]:
    with Installation(settings) as installation:
        yield installation


def states(installation: Installation, check: object) -> list[tuple[str, str]]:
    return [(one.state, one.what.text) for one in examine(installation, [check])]  # type: ignore[list-item]


def test_a_server_that_does_not_wait_for_the_disk_is_told(
    installation: Installation, postgres_server: Server
) -> None:
    ((state, text),) = states(installation, server)
    assert (state, text.split(":")[0]) == ("wrong", "{name} is off")
    durable = installation.settings.database or ""
    postgres_server.execute("ALTER SYSTEM SET fsync = on")
    postgres_server.execute("SELECT pg_reload_conf()")
    try:
        with Installation(Settings(installation.settings.data, durable, "127.0.0.1", 0)) as again:
            assert [state for state, _ in states(again, server)] == ["ok"]
    finally:
        postgres_server.execute("ALTER SYSTEM SET fsync = off")
        postgres_server.execute("SELECT pg_reload_conf()")


def test_an_account_that_may_rewrite_history_is_told(
    installation: Installation, database: str, tmp_path: Path, postgres_server: Server
) -> None:
    assert [state for state, _ in states(installation, rights)] == ["ok"]
    with Installation(Settings(tmp_path, database, "127.0.0.1", 0)) as mighty:
        assert "superuser" in states(mighty, rights)[0][1]
    name = str(make_url(database).database)
    granting = sql.SQL("GRANT UPDATE ON steward_log.events TO {}").format(sql.Identifier(name))
    postgres_server.execute(granting, name)
    assert "may rewrite recorded events" in states(installation, rights)[0][1]
    taking = sql.SQL("REVOKE INSERT ON steward_log.events FROM {}").format(sql.Identifier(name))
    postgres_server.execute(taking, name)
    assert "may not record" in states(installation, rights)[0][1]


def test_clocks_that_are_apart_are_told(settings: Settings) -> None:
    for apart, state in ((timedelta(), "ok"), (timedelta(minutes=2), "wrong")):
        with Installation(settings, clock=lambda apart=apart: datetime.now(UTC) + apart) as one:
            assert [found for found, _ in states(one, same_time)] == [state]


def test_workers_are_counted_and_connections_too(settings: Settings) -> None:
    with ExitStack() as opened:
        for state in ("wrong", "warning", "ok"):
            with Installation(settings) as installation:
                assert _soon(installation, state) == state
                assert [found for found, _ in states(installation, room)] == ["ok"]
            house = open_house(settings)
            opened.callback(house.close)
            house.worker.start()


def _soon(installation: Installation, state: str) -> str:
    """The state of the workers, as soon as it is the expected one."""
    from time import sleep

    found = ""
    for _ in range(50):
        ((found, _),) = states(installation, workers)
        if found == state:
            break
        sleep(0.1)
    return found
