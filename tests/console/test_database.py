"""A company on PostgreSQL, from the empty database on: the same commands, several processes, copies both ways."""

import json
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from time import monotonic, sleep

import pytest

from console.guard import SESSION_COOKIE
from console.settings import Settings
from console.wiring import open_house
from tests import local
from tests.console.command_line import Answer, Steward
from tests.postgres import Server

PASSWORD = b"quiet river seven stones\n"
FOUND = "init --company 东园物业 --site-name 东园 --account admin --name 管理员"
GRANT = {
    "id": "grant-1",
    "site": "s1",
    "by": "admin",
    "do": "member.grant",
    "account": "admin",
    "grant": {"role": "desk", "site": "s1"},
}
LONGEST_BEAT_S, SAID_S = 30.0, 5.0
CALL = {"site": "s1", "by": "admin", "do": "help.report", "matter": "电梯停在五楼"}


class Shared(Steward):
    """The command line of a machine that keeps its data in a database."""

    def __init__(self, data: Path, database: str) -> None:
        super().__init__(data)
        self.database = database

    def settings(self) -> dict[str, str]:
        return {**super().settings(), "STEWARD_DATABASE": self.database, "STEWARD_PORT": "0"}


def call(steward: Steward, number: int) -> Answer:
    return steward("apply -", json.dumps({"id": f"call-{number}", **CALL}).encode() + b"\n")


@pytest.fixture
def steward(tmp_path: Path, database: str) -> Shared:
    """A founded company in a database."""
    steward = Shared(tmp_path / "data", database)
    assert steward("migrate").code == 0
    assert steward(FOUND, PASSWORD).code == 0
    assert steward("apply -", json.dumps(GRANT).encode()).code == 0
    return steward


@pytest.fixture
def empty_database(postgres_server: Server) -> Iterator[str]:
    name = postgres_server.new_database()
    yield postgres_server.url(name)
    postgres_server.drop(name)


@pytest.fixture
def start() -> Iterator[Callable[..., "subprocess.Popen[bytes]"]]:
    """Starts programs, and ends them with the test."""
    running: list[subprocess.Popen[bytes]] = []

    def start(steward: Steward, typed: str) -> "subprocess.Popen[bytes]":
        running.append(steward.start(typed))
        return running[-1]

    yield start
    for one in running:
        one.kill()
        one.communicate()


def eventually(holds: Callable[[], bool], within: float) -> bool:
    deadline = monotonic() + within
    while not holds() and monotonic() < deadline:
        sleep(0.05)
    return holds()


def test_only_migrate_makes_tables_in_a_database(tmp_path: Path, database: str) -> None:
    steward = Shared(tmp_path / "data", database)
    for typed in ("status", "ask queue", "up", "project", "verify", FOUND, "apply -"):
        answer = steward(typed, PASSWORD if typed == FOUND else b"")
        assert answer.code == 1, typed
        assert "steward migrate" in answer.err, typed
    assert steward("migrate").code == 0
    assert steward("migrate").code == 0
    assert "steward init" in steward("up").err
    assert not (tmp_path / "data").exists()


def test_a_company_in_a_database_is_founded_asked_and_verified_like_any_other(steward: Shared) -> None:
    assert call(steward, 1).lines[0]["results"]["ticket"]
    assert [row["matter"] for row in steward("ask queue").json] == ["电梯停在五楼"]
    assert steward("verify").code == 0
    told = steward("status").out
    assert "东园物业" in told
    assert "postgresql://" in told
    assert steward("rebuild").code == 0


def test_a_password_in_the_address_of_a_database_is_never_shown(tmp_path: Path) -> None:
    steward = Shared(tmp_path / "data", "postgresql://steward:geheim@127.0.0.1:1/steward")
    answer = steward("status")
    assert answer.code == 1
    assert "does not answer" in answer.err
    assert "geheim" not in answer.out + answer.err


def test_a_company_moves_to_a_database_and_back_and_takes_its_accounts_along(
    steward: Shared, empty_database: str, tmp_path: Path
) -> None:
    call(steward, 1)
    there = Shared(tmp_path / "data", empty_database)
    assert steward(f"move {empty_database!r}").code == 0
    assert "already" in steward(f"move {empty_database!r}").err
    folder = tmp_path / "home"
    assert there(f"move {folder}").code == 0
    home = Steward(folder)
    for one in (there, home):
        assert one("verify --no-replay").out == steward("verify --no-replay").out
        assert one("ask queue").json == steward("ask queue").json
        assert "admin" in one("user list").out
        assert call(one, 2).code == 0
        assert len(one("ask queue").json) == 2
    assert folder.stat().st_mode & 0o077 == 0


def test_a_backup_of_a_database_is_laid_out_in_a_folder_and_in_another_database(
    steward: Shared, empty_database: str, tmp_path: Path
) -> None:
    call(steward, 1)
    assert steward("backup copy.zip").code == 0
    for target in (Steward(tmp_path / "restored"), Shared(tmp_path / "data", empty_database)):
        assert target("restore copy.zip").code == 0
        assert target("verify --no-replay").out == steward("verify --no-replay").out
        assert target("ask queue").json == steward("ask queue").json
        assert target("restore copy.zip").code == 1


def test_a_demonstration_is_not_moved_into_a_database(tmp_path: Path, empty_database: str) -> None:
    from console.wiring import make_store

    demo = Steward(tmp_path / "demo")
    make_store(Settings(demo.data, None, "127.0.0.1", 0), "demo")
    answer = demo(f"move {empty_database!r}")
    assert answer.code == 1
    assert "data folder only" in answer.err


def test_two_consoles_show_what_either_recorded_as_long_as_one_worker_lives(
    steward: Shared, start: Callable[..., "subprocess.Popen[bytes]"]
) -> None:
    workers = [start(steward, "project") for _ in range(2)]
    consoles = [start(steward, "up") for _ in range(2)]
    addresses = [steward.address(one) for one in consoles]
    for number, leaving in enumerate([None, *workers[:1]]):
        if leaving is not None:
            leaving.send_signal(signal.SIGKILL)
        position = call(steward, number).lines[0]["position"]
        for address in addresses:
            assert eventually(lambda at=address: local.get(f"{at}/healthz").status_code == 200, 5)
        assert eventually(lambda upto=position: _applied(steward) >= upto, 5)


def test_a_console_whose_database_is_gone_says_so_and_heals_by_itself(
    start: Callable[..., "subprocess.Popen[bytes]"], tmp_path: Path
) -> None:
    server = Server(tmp_path / "pg", durable=True)
    steward = Shared(tmp_path / "data", server.url("postgres"))
    assert steward("migrate").code == 0
    assert steward(FOUND, PASSWORD).code == 0
    start(steward, "project")
    address = steward.address(start(steward, "up"))
    assert local.get(f"{address}/healthz").status_code == 200
    server.halt()
    try:
        out = local.get(f"{address}/board", cookies={"steward_session": "any"})
        assert (out.status_code, "数据库暂时连不上" in out.text) == (503, True)
        assert local.get(f"{address}/healthz", timeout=10).status_code == 503
        answer = call(steward, 1)
        assert answer.code == 1
        assert "Traceback" not in answer.err
    finally:
        server.resume()
    assert eventually(lambda: local.get(f"{address}/healthz", timeout=10).status_code == 200, 10)
    out = local.get(f"{address}/board", cookies={"steward_session": "any"}, headers={"Accept": "text/html"})
    assert (out.status_code, out.headers["location"]) == (303, "/sign-in?next=/board")
    server.stop()


def test_what_is_started_while_the_database_is_away_waits_for_it_and_says_so(
    start: Callable[..., "subprocess.Popen[bytes]"], tmp_path: Path
) -> None:
    server = Server(tmp_path / "pg", durable=True)
    steward = Shared(tmp_path / "data", server.url("postgres"))
    assert steward("migrate").code == 0
    assert steward(FOUND, PASSWORD).code == 0
    server.halt()
    try:
        programs = [start(steward, typed) for typed in ("project", "up")]
        for program in programs:
            assert program.stderr is not None
            assert any(b"Waiting for the database" in line for line in program.stderr)
    finally:
        server.resume()
    worker, console = programs
    assert worker.stdout is not None
    assert b"postgresql://" in worker.stdout.readline()
    assert local.get(f"{steward.address(console)}/healthz").status_code == 200
    server.stop()


def _applied(steward: Shared) -> int:
    house = open_house(Settings(steward.data, steward.database, "127.0.0.1", 0), projects=False)
    try:
        return house.worker.position()
    finally:
        house.close()


def test_a_worker_that_is_told_to_stop_ends_within_two_seconds(
    steward: Shared, start: Callable[..., "subprocess.Popen[bytes]"]
) -> None:
    worker = start(steward, "project")
    assert worker.stdout is not None
    assert b"postgresql://" in worker.stdout.readline()
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=10) == 0


def test_a_board_says_within_five_seconds_that_no_worker_lives_and_when_one_does_again(
    steward: Shared, start: Callable[..., "subprocess.Popen[bytes]"]
) -> None:
    worker, address = start(steward, "project"), steward.address(start(steward, "up"))
    with closing(
        open_house(Settings(steward.data, steward.database, "127.0.0.1", 0), projects=False)
    ) as house:
        cookies = {SESSION_COOKIE: house.access.open_session("admin")}
    with local.stream(
        "GET", f"{address}/live/board?site=s1", cookies=cookies, timeout=LONGEST_BEAT_S
    ) as board:
        said = (json.loads(line[6:])["lag"]["workers"] for line in board.iter_lines() if line[:6] == "data: ")
        until(said, 1)
        worker.kill()
        assert until(said, 0) < SAID_S
        start(steward, "project")
        until(said, 1)
    assert local.get(f"{address}/healthz").status_code == 200


def until(said: Iterator[int], count: int) -> float:
    """Seconds until a board says that so many workers live; a beat comes every two."""
    began = monotonic()
    while next(said) != count:
        assert monotonic() - began < LONGEST_BEAT_S
    return monotonic() - began
