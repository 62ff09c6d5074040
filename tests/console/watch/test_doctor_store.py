"""The doctor on the store: files, layout, chain, clock, read models, people, copies."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from console.doctor.accounts import administrators, demonstration
from console.doctor.answering import answers, reachable
from console.doctor.backups import last_backup, note_backup, unfinished
from console.doctor.following import following, outdated, parked
from console.doctor.history import chain, clock, store
from console.doctor.sqlite import LARGEST_WAL, sound, stray, write_ahead
from console.wiring import House, make_store
from domain.facts import Recorded
from tests.console.houses import order
from tests.console.watch.sickbed import break_in, said, settings, states

NOW = datetime.now(UTC)


def test_a_write_ahead_file_without_its_store_or_out_of_bounds_is_named(data: Path) -> None:
    assert states(data, stray) == []
    with (data / "models.sqlite-wal").open("wb") as wal:
        wal.truncate(LARGEST_WAL)
    assert states(data, stray) == []
    with (data / "models.sqlite-wal").open("wb") as wal:
        wal.truncate(LARGEST_WAL + 1)
    assert states(data, stray) == ["warning"]
    (data / "models.sqlite").unlink()
    ((state, words),) = said(data, stray)
    assert (state, "models.sqlite-wal" in words) == ("wrong", True)


def test_a_store_of_a_newer_layout_or_none_at_all_is_named(data: Path, tmp_path: Path) -> None:
    ((state, words),) = said(data, store)
    assert (state, "Real company" in words, "layout 1" in words) == ("ok", True, True)
    break_in(data / "log.sqlite", "UPDATE log_format SET format = 99")
    ((state, words),) = said(data, store)
    assert (state, "newer edition" in words) == ("wrong", True)
    assert states(tmp_path / "nowhere", store) == ["wrong"]
    assert states(tmp_path / "nowhere", chain, clock, parked, following, administrators, last_backup) == []


def test_a_store_that_lost_its_write_ahead_mode_is_named(data: Path) -> None:
    assert states(data, write_ahead) == ["ok"]
    break_in(data / "models.sqlite", "PRAGMA journal_mode=DELETE")
    ((state, words),) = said(data, write_ahead)
    assert (state, "models.sqlite" in words, "log.sqlite" in words) == ("warning", True, False)


def test_a_damaged_file_is_named_and_the_others_are_not(data: Path) -> None:
    assert states(data, sound) == ["ok"]
    file = data / "models.sqlite"
    whole = bytearray(file.read_bytes())
    for page in range(4096, len(whole), 4096):
        whole[page : page + 64] = b"\xff" * 64
    file.write_bytes(whole)
    ((state, words),) = said(data, sound)
    assert (state, "models.sqlite" in words, "log.sqlite" in words) == ("wrong", True, False)
    assert "wrong" in states(data, parked), "a check that cannot look says so"


def test_an_event_that_was_changed_or_cut_off_is_found_at_the_end_of_the_log(data: Path) -> None:
    assert states(data, chain) == ["ok"]
    log = data / "log.sqlite"
    break_in(
        log,
        "UPDATE events SET recorded_by = 'nobody' WHERE position = (SELECT max(position) - 2 FROM events)",
    )
    assert states(data, chain) == ["wrong", "wrong"]


def test_a_tail_that_was_cut_off_is_found(data: Path) -> None:
    break_in(data / "log.sqlite", "DELETE FROM events WHERE position = (SELECT max(position) FROM events)")
    assert states(data, chain) == ["wrong", "wrong"]


def test_a_clock_that_jumped_back_behind_the_last_event_is_noticed(data: Path) -> None:
    assert states(data, clock) == ["ok"]
    ((state, words),) = said(data, clock, clock=lambda: datetime.now(UTC) - timedelta(hours=1))
    assert (state, "it is only" in words) == ("wrong", True)


def test_read_models_of_another_shape_are_named(data: Path) -> None:
    assert states(data, outdated) == ["ok"]
    break_in(data / "models.sqlite", "UPDATE generations SET version = 0 WHERE model = 'queue'")
    ((state, words),) = said(data, outdated)
    assert (state, "queue" in words, "tickets" in words) == ("warning", True, False)


def test_a_stream_that_pages_no_longer_follow_is_named(data: Path) -> None:
    assert states(data, parked) == ["ok"]
    break_in(
        data / "models.sqlite",
        "INSERT INTO parked SELECT model, generation, 'ticket:s1:R1', 9, 'ticket.odd', 'KeyError', 0 "
        "FROM generations WHERE model = 'queue'",
    )
    ((state, words),) = said(data, parked)
    assert (state, "ticket:s1:R1 (queue, 9)" in words, "rebuild queue" in words) == ("wrong", True, True)


def test_pages_that_nobody_keeps_up_are_noticed_after_a_minute(house: House) -> None:
    data = house.settings.data
    assert said(data, following) == [("ok", "The pages know every event")]
    order(house, "help.report", "call", by="desk01", matter="tap drips", place="gate")
    assert said(data, following)[0][1].endswith("behind, for a moment")
    ((state, words),) = said(data, following, clock=lambda: datetime.now(UTC) + timedelta(seconds=70))
    assert (state, "has waited for" in words) == ("wrong", True)


class Answer(BaseHTTPRequestHandler):
    status, body = 200, b'{"ok":true}'

    def do_GET(self) -> None:
        self.send_response(self.status)
        self.end_headers()
        self.wfile.write(self.body)

    def log_message(self, *_: object) -> None:
        """Silent."""


@contextmanager
def answering(status: int, body: bytes) -> Iterator[int]:
    """Port of a server that answers like this."""
    kind = type("Answering", (Answer,), {"status": status, "body": body})
    with HTTPServer(("127.0.0.1", 0), kind) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.parametrize(
    ("status", "body", "state", "words"),
    [
        (200, b'{"ok":true}', "ok", "its projector is at work"),
        (503, b'{"ok":false}', "wrong", "says that it is not well"),
        (200, b"<html>", "wrong", "Something else"),
        (200, b'["ok"]', "wrong", "Something else"),
    ],
)
def test_the_console_is_asked_whether_it_is_well(
    data: Path, status: int, body: bytes, state: str, words: str
) -> None:
    with answering(status, body) as port:
        ((found, sentence),) = said(data, answers, port=port)
    assert (found, words in sentence) == (state, True)


def test_a_console_that_does_not_answer_is_noticed(data: Path) -> None:
    with answering(200, b"") as port:
        pass
    assert states(data, answers, port=port) == ["wrong"]


def test_a_console_that_others_reach_is_asked_for_its_names_and_for_encryption(data: Path) -> None:
    assert states(data, reachable) == ["ok"]
    assert states(data, reachable, hosts=["desk.example"]) == ["ok"]
    assert states(data, reachable, host="192.0.2.7") == ["warning", "warning"]
    assert states(data, reachable, host="192.0.2.7", hosts=["desk.example"]) == ["warning"]
    behind = said(data, reachable, host="192.0.2.7", hosts=["desk.example"], proxies=["192.0.2.1"])
    assert behind == [("ok", "Reached through the proxies 192.0.2.1; let nobody else reach 192.0.2.7")]


def test_a_demonstration_that_others_reach_is_wrong_and_a_company_is_not(data: Path, tmp_path: Path) -> None:
    demo = tmp_path / "demo"
    make_store(settings(demo), "demo")
    assert states(demo, demonstration) == []
    assert states(demo, demonstration, host="192.0.2.7") == ["wrong"]
    assert states(data, demonstration, host="192.0.2.7") == []


def test_an_administrator_without_a_password_is_named(house: House) -> None:
    data = house.settings.data
    assert states(data, administrators) == ["ok"]
    grant = {"role": "administrator", "site": "", "since": "2026-01-01"}
    order(house, "member.join", "second", site="", account="second", name="Bei Yong", roles=[grant])
    ((state, words),) = said(data, administrators)
    assert (state, "second" in words, "root" in words) == ("warning", True, False)
    house.access.disable("root")
    ((state, words),) = said(data, administrators)
    assert (state, "nobody can administer" in words) == ("wrong", True)


def test_an_administrator_counts_from_the_first_minute_of_the_local_day(house: House) -> None:
    place = house.site("s1").zone
    founded = next(one.happened_at for one in house.log.read(0, 1) if isinstance(one, Recorded))
    midnight = founded.astimezone(place).replace(hour=0, minute=1)
    assert states(house.settings.data, administrators, clock=lambda: midnight.astimezone(UTC)) == ["ok"]


def test_a_company_that_was_not_copied_for_two_days_is_reminded(data: Path) -> None:
    later = NOW + timedelta(days=3)
    assert states(data, last_backup) == []
    assert states(data, last_backup, clock=lambda: later) == ["warning"]
    note_backup(data, later - timedelta(days=2), 40)
    ((state, words),) = said(data, last_backup, clock=lambda: later)
    assert (state, "up to event 40" in words) == ("ok", True)
    note_backup(data, later - timedelta(days=2, seconds=1), 40)
    assert states(data, last_backup, clock=lambda: later) == ["warning"]


def test_what_killed_copies_left_is_removed_where_copies_were_made_last(data: Path, tmp_path: Path) -> None:
    backups = tmp_path / "other disk"
    note_backup(data, NOW, 40, backups)
    folders = [data.parent / ".restore-0a", backups / ".backup-0b"]
    for folder in folders:
        folder.mkdir(parents=True)
        folder.with_name(folder.name + ".lock").touch()
    ((state, words),) = said(data, unfinished)
    assert (state, "2" in words) == ("ok", True)
    assert not any(folder.exists() for folder in folders)
    assert states(data, unfinished) == []
