"""What a store is, who may open it, and what makes it."""

from pathlib import Path

import pytest
from psycopg import sql
from sqlalchemy import make_url

from domain.errors import Refused
from domain.log import Log, Place, StoreUnavailable, migrate, verify
from domain.log.migrate import NewerFormat, NoStore, OtherPurpose
from tests.log.conftest import SetClock
from tests.log.diary import written
from tests.log.grounds import Ground
from tests.postgres import Server


def test_migrating_again_changes_nothing(log: Log, place: Place, clock: SetClock) -> None:
    log.append([written("diary:1", 1)])
    clock.move(days=1)
    assert migrate(place, "demo", clock) == log.store
    assert migrate(place if "://" in str(place) else f"sqlite:///{place}", None, clock) == log.store
    assert log.head() == 1


def test_a_demo_never_becomes_a_company_nor_the_other_way_round(
    ground: Ground, place: Place, clock: SetClock
) -> None:
    with pytest.raises(OtherPurpose, match="holds a demo"):
        migrate(place, "real", clock)
    company = ground.new()
    migrate(company, "real", clock)
    with pytest.raises(OtherPurpose, match="holds a real company"):
        migrate(company, "demo", clock)


def test_a_store_of_a_newer_edition_is_refused(ground: Ground, place: Place, clock: SetClock) -> None:
    ground.run(place, "UPDATE log_format SET format = 2")
    with pytest.raises(NewerFormat, match="layout 2"):
        migrate(place, "demo", clock)
    with pytest.raises(NewerFormat):
        Log.open(place, clock)
    with pytest.raises(NewerFormat):
        verify(place)


def test_what_is_no_store_is_not_opened_and_not_created(tmp_path: Path, clock: SetClock) -> None:
    nowhere = tmp_path / "nowhere.sqlite"
    letter = tmp_path / "letter.sqlite"
    letter.write_text("Dear neighbours, " * 100)
    empty = tmp_path / "empty.sqlite"
    empty.touch()
    for path in (nowhere, letter, empty):
        with pytest.raises(NoStore):
            Log.open(path, clock)
        with pytest.raises(NoStore):
            verify(path)
        with pytest.raises(NoStore):
            migrate(path, None, clock)
    assert not nowhere.exists()
    with pytest.raises(NoStore):
        migrate(letter, "demo", clock)


def test_an_empty_database_is_no_store_and_does_not_become_one_by_being_opened(
    database: str, clock: SetClock
) -> None:
    for act in (
        lambda: Log.open(database, clock),
        lambda: verify(database),
        lambda: migrate(database, None, clock),
    ):
        with pytest.raises(NoStore, match="no store"):
            act()
    assert migrate(database, "real", clock).purpose == "real"


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("postgresql://nobody@127.0.0.1:1/steward", "does not answer"),
        ("mysql://root@127.0.0.1/steward", "no address of a PostgreSQL database"),
        ("postgresql://[", "no address of a PostgreSQL database"),
    ],
)
def test_a_database_that_is_none_is_refused_in_words_and_without_its_password(
    url: str, why: str, clock: SetClock
) -> None:
    with pytest.raises(Refused, match=why) as refused:
        Log.open(url.replace("nobody", "nobody:geheim"), clock)
    assert "geheim" not in str(refused.value)


def test_nobody_rewrites_events_on_a_server_not_even_its_owner(
    database: str, postgres_server: Server, clock: SetClock
) -> None:
    name = str(make_url(database).database)
    postgres_server.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(name)))
    postgres_server.execute(sql.SQL("ALTER DATABASE {0} OWNER TO {0}").format(sql.Identifier(name)))
    own = make_url(database).set(username=name).render_as_string()
    migrate(own, "real", clock)
    with Log.open(own, clock) as log:
        log.append([written("diary:1", 1)])
        for statement in ("UPDATE events SET site = 's9'", "DELETE FROM events", "TRUNCATE events"):
            with pytest.raises(StoreUnavailable, match="permission denied"):
                log._connections.run(statement)
        assert log.append([written("diary:1", 2)]) == [2]


def test_a_company_waits_for_the_disk_and_a_demo_does_not(tmp_path: Path, clock: SetClock) -> None:
    path = tmp_path / "demo.sqlite"
    migrate(path, "demo", clock)
    company = tmp_path / "company.sqlite"
    migrate(company, "real", clock)
    full, normal = 2, 1
    for store, level in ((company, full), (path, normal)):
        with Log.open(store, clock) as log:
            assert log._connections.writer.execute("PRAGMA synchronous").fetchone() == (level,)
            assert log._connections.writer.execute("PRAGMA secure_delete").fetchone() == (1,)
            assert log._connections.writer.execute("PRAGMA journal_mode").fetchone() == ("wal",)
