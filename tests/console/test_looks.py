"""Who looked at what as of when: kept on both stores, once a minute, for good, and never with a name in it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter

import pytest
from sqlalchemy.exc import DBAPIError

from console.access import Access
from console.access.looks import Look, LookNotKept
from console.access.refusals import Refusals, Refused
from tests.console.test_access import START, Desk, access, desk, held
from tests.postgres import Server

__all__ = ["access", "desk"]

MOMENT = datetime(2026, 4, 24, 1, 3, tzinfo=UTC)
TICKET = Look("audit01", "s1", "ticket", parameters={"t": "R260424-036"}, as_of=MOMENT)
BOARD = Look("duty01", "s2", "board", as_of=47904, axis="happened")


def test_a_look_is_kept_with_who_where_what_as_of_when(access: Access) -> None:
    assert access.looks.note(TICKET)
    assert access.looks.note(BOARD)
    board, ticket = access.looks.latest()
    assert (ticket.account, ticket.site, ticket.way, ticket.what) == ("audit01", "s1", "page", "ticket")
    assert (ticket.parameters, ticket.at) == ({"t": "R260424-036"}, START)
    assert (ticket.as_of, ticket.axis) == ("2026-04-24T01:03:00+00:00", "recorded")
    assert (board.as_of, board.axis, board.parameters) == ("47904", "happened", {})


def test_the_same_look_within_a_minute_is_one_and_after_it_another(access: Access, desk: Desk) -> None:
    assert access.looks.note(TICKET)
    desk.wait(seconds=59)
    assert not access.looks.note(TICKET)
    assert access.looks.note(Look("audit01", "s1", "ticket", parameters={"t": "R260424-036"}))
    desk.wait(seconds=1)
    assert access.looks.note(TICKET)
    assert len(access.looks.latest()) == 3


def test_looks_are_found_by_person_page_subject_site_and_past(access: Access) -> None:
    for look in (
        TICKET,
        BOARD,
        Look("audit01", "", "audit"),
        Look("audit01", "s1", "case", parameters={"s": "x"}),
    ):
        access.looks.note(look)

    def found(**asked: object) -> list[str]:
        return [one.what for one in access.looks.latest(**asked)]  # pyright: ignore[reportArgumentType]

    assert found() == ["case", "audit", "board", "ticket"]
    assert found(account="duty01") == ["board"]
    assert found(what="ticket") == ["ticket"]
    assert found(about=["R260424-036"]) == ["ticket"]
    assert found(about=["x", "R260424-036"]) == ["case", "ticket"]
    assert found(about=["R260424-03"]) == []
    assert found(about=["R260424_036"]) == []
    assert found(sites=["s2"]) == ["audit", "board"]
    assert found(past=True) == ["board", "ticket"]
    assert found(limit=2) == ["case", "audit"]
    assert found(before=access.looks.latest(limit=2)[-1].id) == ["board", "ticket"]


def test_words_that_were_typed_are_kept_as_a_digest_that_equal_words_share(
    access: Access, tmp_path: Path
) -> None:
    for typed in ("周女士", " 周女士 ", "王女士"):
        access.looks.note(Look("audit01", "s1", "audit", parameters={"q": typed, "kind": "repair"}))
    other, first = access.looks.latest()
    assert first.parameters["q"].startswith("?")
    assert first.parameters["q"] != other.parameters["q"]
    assert first.parameters["kind"] == "repair"
    assert "女士".encode() not in held(access, tmp_path)


def test_looks_cannot_be_changed_or_removed(access: Access) -> None:
    access.looks.note(TICKET)
    for statement in ("DELETE FROM looks", "UPDATE looks SET account = 'x'"):
        with (
            pytest.raises(DBAPIError, match="looks is append-only"),
            access._store.transaction() as connection,
        ):
            connection.exec_driver_sql(statement)
    assert len(access.looks.latest()) == 1


def test_a_look_that_cannot_be_written_is_refused_and_not_taken_for_kept(access: Access) -> None:
    with access._store.transaction() as connection:
        connection.exec_driver_sql("ALTER TABLE looks RENAME TO lost")
    for _ in range(2):
        with pytest.raises(LookNotKept, match="not shown"):
            access.looks.note(TICKET)
    with access._store.transaction() as connection:
        connection.exec_driver_sql("ALTER TABLE lost RENAME TO looks")
    assert access.looks.note(TICKET)


def test_looks_are_carried_to_another_store_and_counted_on_there(
    access: Access, tmp_path: Path, postgres_server: Server
) -> None:
    access.looks.note(TICKET)
    name = postgres_server.new_database()
    for place in (tmp_path / "other.sqlite", postgres_server.url(name)):
        other = Desk(place).open(seed=5000)
        other.migrate()
        access.copy_to(other)
        assert other.looks.latest() == access.looks.latest()
        other.looks.note(BOARD)
        board, ticket = other.looks.latest()
        assert board.id > ticket.id
        other.close()
    postgres_server.drop(name)


def test_a_store_of_an_earlier_edition_gets_the_looks_when_it_is_migrated(access: Access, desk: Desk) -> None:
    with access._store.transaction() as connection:
        connection.exec_driver_sql("DROP TABLE looks")
    again = desk.open(seed=1000)
    again.migrate()
    assert again.looks.note(TICKET)
    again.close()


def test_a_look_costs_under_a_millisecond(tmp_path: Path) -> None:
    store = Desk(tmp_path / "access.sqlite").open()
    store.migrate()
    fastest = min(batch(store, START + timedelta(minutes=minute)) for minute in range(5))
    store.close()
    assert fastest < 0.001


def batch(store: Access, as_of: datetime) -> float:
    """Seconds for one of a hundred looks that all differ."""
    began = perf_counter()
    for place in range(100):
        assert store.looks.note(Look("audit01", "s1", "ticket", parameters={"t": f"R{place}"}, as_of=as_of))
    return (perf_counter() - began) / 100


def test_refusals_are_counted_by_account_command_and_day_and_carried_along(
    access: Access, tmp_path: Path
) -> None:
    one = Refused("desk01", "s1", "ticket.void")
    for day in ("2026-04-24", "2026-04-24", "2026-04-25"):
        access.refusals.count(one, day)
    access.refusals.count(Refused("duty01", "s1", "ticket.close"))
    other = Desk(tmp_path / "other.sqlite").open(seed=5000)
    other.migrate()
    access.copy_to(other)
    for store in (access, other):
        assert store.refusals.most(["s1"]) == [Refusals("desk01", "ticket.void", 3, 2, "2026-04-25")]
        assert store.refusals.most(["s1"], "2026-04-25", at_least=1)[0].account in {"desk01", "duty01"}
    other.close()
