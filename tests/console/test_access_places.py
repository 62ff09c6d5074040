"""Accounts in a file and in a database: copied from one to the other, and what a lost server comes to."""

from pathlib import Path

import pytest

from console.access import Access
from domain.log import StoreUnavailable
from tests.console.test_access import RIGHT, Desk, access, desk
from tests.postgres import Server

__all__ = ["access", "desk"]


def test_accounts_and_their_log_are_copied_to_another_store_and_sessions_are_not(
    access: Access, tmp_path: Path, postgres_server: Server
) -> None:
    token = access.open_session("zhiban01", "10.0.0.7")
    name = postgres_server.new_database()
    for place in (tmp_path / "other.sqlite", postgres_server.url(name)):
        other = Desk(place).open(seed=5000)
        other.migrate()
        access.copy_to(other)
        assert other.log(50) == access.log(50)
        assert other.session(token) is None
        assert other.check("zhiban01", RIGHT)
        assert len(other.log(50)) == len(access.log(50)) + 2
        other.close()
    postgres_server.drop(name)


def test_a_session_is_looked_up_again_after_the_server_dropped_the_connection(
    database: str, postgres_server: Server
) -> None:
    access = Desk(database).open()
    access.migrate()
    token = access.open_session("zhiban01")
    for _ in range(2):
        assert access.session(token) is not None
        postgres_server.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'steward_access'"
        )
    access.close()


def test_an_access_store_that_cannot_be_reached_says_so() -> None:
    access = Desk("postgresql://nobody:geheim@127.0.0.1:1/steward").open()
    with pytest.raises(StoreUnavailable, match="does not answer") as refused:
        access.session("any")
    assert "geheim" not in str(refused.value)
    access.close()
