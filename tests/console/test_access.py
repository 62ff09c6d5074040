"""Accounts and sign-in sessions: who comes in, who is stopped, and until when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha512
from importlib.util import find_spec, module_from_spec
from pathlib import Path
from secrets import token_bytes

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from console.access import Access
from console.access.passwords import PasswordRefused
from console.access.tables import METADATA
from domain.log import Place

START = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
RIGHT = "four words in a row"


class Dice:
    """Bytes that differ from draw to draw and from run to run not at all."""

    def __init__(self, seed: int = 0) -> None:
        self.drawn = seed

    def __call__(self, count: int) -> bytes:
        self.drawn += 1
        return sha512(self.drawn.to_bytes(8, "big")).digest()[:count]


@dataclass
class Desk:
    """A store with a clock that the test moves."""

    place: Place
    now: datetime = START

    def open(self, seed: int = 0) -> Access:
        dice = Dice(seed)
        return Access(self.place, lambda: self.now, dice)

    def wait(self, **length: float) -> None:
        self.now += timedelta(**length)


@pytest.fixture(params=["sqlite", "postgresql"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Desk:
    on_a_server = request.param == "postgresql"
    return Desk(request.getfixturevalue("database") if on_a_server else tmp_path / "access.sqlite")


@pytest.fixture
def access(desk: Desk) -> Iterator[Access]:
    store = desk.open()
    store.migrate()
    store.set_password("zhiban01", RIGHT)
    store.set_password("qiantai02", RIGHT)
    yield store
    store.close()


def test_the_right_password_opens_its_account_and_no_other(access: Access) -> None:
    assert access.check("zhiban01", RIGHT)
    assert not access.check("zhiban01", RIGHT + "!")
    assert not access.check("nobody", RIGHT)


def test_an_account_is_the_same_in_capitals_in_full_width_and_with_blanks(access: Access) -> None:
    assert access.check(" ＺＨＩＢＡＮ01 ", RIGHT)


def held(access: Access, folder: Path) -> bytes:
    """Every byte of the store's files, and every value of its tables."""
    with access._store.transaction() as connection:
        rows = [row for table in METADATA.sorted_tables for row in connection.execute(select(table))]
    values = [value if isinstance(value, bytes) else str(value).encode() for row in rows for value in row]
    return b"|".join([*values, *(path.read_bytes() for path in folder.iterdir())])


def test_the_store_holds_neither_passwords_nor_tokens(access: Access, tmp_path: Path) -> None:
    access.check("zhiban01", "a wrong password")
    access.check("a password typed as account", "x")
    token = access.open_session("zhiban01", "10.0.0.7", "Browser")
    kept = held(access, tmp_path)
    assert b"$argon2id$" in kept
    for secret in (RIGHT, "a wrong password", "a password typed as account", token):
        assert secret.encode() not in kept
    assert bytes.fromhex(token) not in kept


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("nine char", "at least"),
        ("1234567890", "tried first"),
        ("Password123", "tried first"),
        ("aaaabbbbaaaa", "tried first"),
        ("zhiban01 zhiban01", "account name"),
        ("x" * 300, "at most"),
    ],
)
def test_a_weak_password_is_refused_with_its_reason(access: Access, password: str, says: str) -> None:
    with pytest.raises(PasswordRefused) as refusal:
        access.set_password("zhiban01", password)
    assert any(says in reason.text for reason in refusal.value.reasons)
    assert access.check("zhiban01", RIGHT)


def test_ten_characters_are_enough_and_nine_are_not(access: Access) -> None:
    access.set_password("zhiban01", "tea-house7")
    with pytest.raises(PasswordRefused):
        access.set_password("zhiban01", "teahouse7")


def test_five_wrong_passwords_stop_an_account_for_fifteen_minutes(access: Access, desk: Desk) -> None:
    for left in (4, 3, 2, 1):
        assert not access.check("zhiban01", "wrong")
        assert access.standing("zhiban01").tries_left == left
    assert not access.check("zhiban01", "wrong")
    stopped = access.standing("zhiban01")
    assert stopped.stopped_until == START + timedelta(minutes=15)
    assert stopped.minutes_stopped == 15
    desk.wait(minutes=14, seconds=59)
    assert not access.check("zhiban01", RIGHT), "even the right password does not open a stopped account"
    desk.wait(seconds=1)
    assert access.check("zhiban01", RIGHT)


def test_a_stop_survives_a_restart_and_leaves_other_accounts_alone(access: Access, desk: Desk) -> None:
    for _ in range(5):
        access.check("zhiban01", "wrong")
    access.close()
    again = desk.open(seed=1000)
    assert not again.check("zhiban01", RIGHT)
    assert again.check("qiantai02", RIGHT)
    again.close()


def test_tries_more_than_fifteen_minutes_apart_do_not_add_up(access: Access, desk: Desk) -> None:
    for _ in range(4):
        access.check("zhiban01", "wrong")
    desk.wait(minutes=15, seconds=1)
    assert not access.check("zhiban01", "wrong")
    assert access.standing("zhiban01").tries_left == 4


def test_the_right_password_clears_the_count(access: Access) -> None:
    for _ in range(4):
        access.check("zhiban01", "wrong")
    assert access.check("zhiban01", RIGHT)
    assert access.standing("zhiban01").tries_left == 5


def test_an_unknown_account_is_counted_like_a_known_one(access: Access) -> None:
    for left in (4, 3, 2, 1, 0):
        access.check("nobody", "wrong")
        assert access.standing("nobody").tries_left == left


def test_one_address_that_tries_many_accounts_is_stopped_and_others_are_not(access: Access) -> None:
    for number in range(20):
        access.check(f"guess{number}", "wrong", "203.0.113.9")
    assert not access.check("zhiban01", RIGHT, "203.0.113.9")
    assert access.check("zhiban01", RIGHT, "203.0.113.10")


def test_a_right_password_does_not_clear_what_its_address_did_to_other_accounts(access: Access) -> None:
    for number in range(19):
        access.check(f"guess{number}", "wrong", "203.0.113.9")
    assert access.check("qiantai02", RIGHT, "203.0.113.9")
    assert access.standing("zhiban01", "203.0.113.9").tries_left == 1


def test_a_session_is_found_by_its_token_and_by_nothing_else(access: Access) -> None:
    token = access.open_session("zhiban01", "10.0.0.7", "Browser")
    other = access.open_session("qiantai02", "10.0.0.8", "Browser")
    session = access.session(token)
    assert session is not None
    assert (session.account, session.address, session.agent) == ("zhiban01", "10.0.0.7", "Browser")
    assert access.session(session.id) is None
    assert access.session("") is None
    assert access.session(other) != session


def test_an_idle_session_ends_after_twelve_hours_to_the_second(access: Access, desk: Desk) -> None:
    token = access.open_session("zhiban01")
    desk.wait(hours=11, minutes=59, seconds=59)
    assert access.session(token, used=False) is not None
    desk.wait(seconds=1)
    assert access.session(token) is None


def test_a_used_session_lives_on_but_no_longer_than_seven_days(access: Access, desk: Desk) -> None:
    token = access.open_session("zhiban01")
    for _ in range(15):
        desk.wait(hours=11)
        assert access.session(token) is not None
    desk.wait(hours=2, minutes=59, seconds=59)
    assert access.session(token) is not None
    desk.wait(seconds=1)
    assert access.session(token) is None


def test_a_use_is_noted_at_most_once_a_minute(access: Access, desk: Desk) -> None:
    token = access.open_session("zhiban01")
    desk.wait(seconds=59)
    access.session(token)
    assert access.sessions("zhiban01")[0].seen_at == START
    desk.wait(seconds=1)
    access.session(token)
    assert access.sessions("zhiban01")[0].seen_at == START + timedelta(minutes=1)


def test_a_revoked_session_is_gone_at_once_in_every_process(access: Access, desk: Desk) -> None:
    token, kept = access.open_session("zhiban01"), access.open_session("zhiban01")
    session = access.session(token)
    assert session is not None
    elsewhere = desk.open(seed=1000)
    before = access.revision()
    assert elsewhere.revoke(session.id)
    assert access.session(token) is None
    assert access.session(kept) is not None
    assert access.revision() > before
    assert not elsewhere.revoke(session.id), "it had ended already"
    elsewhere.close()


def test_revoking_an_account_ends_all_its_sessions_and_no_others(access: Access) -> None:
    tokens = [access.open_session("zhiban01") for _ in range(3)]
    other = access.open_session("qiantai02")
    assert access.revoke_account("zhiban01") == 3
    assert [access.session(token) for token in tokens] == [None, None, None]
    assert access.session(other) is not None


def test_a_disabled_account_is_out_and_stays_out_until_enabled(access: Access) -> None:
    token = access.open_session("zhiban01")
    access.disable("zhiban01")
    assert access.session(token) is None
    assert not access.check("zhiban01", RIGHT)
    access.enable("zhiban01")
    assert access.check("zhiban01", RIGHT)
    assert access.session(token) is None, "its old session does not come back"


def test_a_new_password_ends_the_sessions_opened_with_the_old_one(access: Access) -> None:
    token = access.open_session("zhiban01")
    access.set_password("zhiban01", "another four words")
    assert access.session(token) is None


def test_the_log_names_who_when_from_where_and_what_and_cannot_be_changed(access: Access, desk: Desk) -> None:
    access.check("zhiban01", "wrong", "10.0.0.7", "Browser")
    access.open_session("zhiban01", "10.0.0.7", "Browser")
    line, earlier = access.log(2)
    assert (line.at, line.what, line.account, line.address) == (START, "signed_in", "zhiban01", "10.0.0.7")
    assert (earlier.what, earlier.agent) == ("password_wrong", "Browser")
    for statement in ("DELETE FROM access_log", "UPDATE access_log SET account = 'x'"):
        with pytest.raises(DBAPIError, match="append-only"), access._store.transaction() as connection:
            connection.exec_driver_sql(statement)
    assert len(access.log(2)) == 2


def test_what_was_typed_as_an_unknown_account_is_not_written_down(access: Access) -> None:
    access.check("my secret password", "x")
    assert access.log(1)[0].account.startswith("?")
    assert "secret" not in access.log(1)[0].account


def test_migrating_twice_keeps_what_is_there(access: Access, desk: Desk) -> None:
    again = desk.open(seed=1000)
    again.migrate()
    assert again.check("zhiban01", RIGHT)
    assert [one.account for one in again.accounts()] == ["qiantai02", "zhiban01"]
    again.close()


def test_outside_tests_a_password_is_kept_at_full_cost() -> None:
    spec = find_spec("console.access.passwords")
    assert spec
    assert spec.loader
    untouched = module_from_spec(spec)
    spec.loader.exec_module(untouched)
    assert (
        untouched.Passwords(token_bytes)
        .hash("four words in a row")
        .startswith("$argon2id$v=19$m=65536,t=3,p=1$")
    )
