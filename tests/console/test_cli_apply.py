"""``steward apply``: one command a line, one outcome a line, whatever a line holds."""

import io
import json
import os
import sys
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from console.cli import main
from domain.facts import Recorded
from domain.log import Log, verify
from tests.console.command_line import Steward

MEBIBYTE = 1024 * 1024


def call(id: str, **more: Any) -> dict[str, Any]:
    """A call for help as a command."""
    return {"id": id, "site": "s1", "by": "desk01", "do": "help.report", "matter": "电梯停在五楼", **more}


def lines(*commands: dict[str, Any]) -> bytes:
    return b"".join(json.dumps(one, ensure_ascii=False).encode() + b"\n" for one in commands)


def events(steward: Steward) -> list[Recorded]:
    with Log.open(steward.data / "log.sqlite", lambda: pytest.fail("nothing is recorded here")) as log:
        return [event for event in log.read(0, 100_000) if isinstance(event, Recorded)]


def test_each_command_gets_its_outcome_in_order(steward: Steward) -> None:
    (steward.data.parent / "calls.jsonl").write_bytes(lines(call("c1"), call("c2")))
    answer = steward("apply calls.jsonl")
    assert (answer.code, answer.err) == (0, "")
    first, second = answer.lines
    assert (first["line"], first["id"], first["events"], first["repeated"]) == (1, "c1", 1, False)
    assert second["position"] == first["position"] + 1
    assert [one["results"]["ticket"][-3:] for one in answer.lines] == ["001", "002"]


def test_what_comes_by_the_command_line_says_so_and_was_not_authenticated(steward: Steward) -> None:
    steward("apply -", lines(call("c1")))
    last = events(steward)[-1]
    assert (last.through, last.by, last.command) == ("command line", "desk01", "c1")
    assert {event.through for event in events(steward)[:-1]} == {"command line", "console"}


def test_standard_input_is_read_like_a_file(steward: Steward) -> None:
    answer = steward("apply -", lines(call("c1")))
    assert [one["id"] for one in answer.lines] == ["c1"]


def test_a_second_run_repeats_the_outcomes_and_writes_nothing(steward: Steward) -> None:
    given = lines(call("c1"), call("c2"))
    first, before = steward("apply -", given), len(events(steward))
    again = steward("apply -", given)
    assert again.code == 0
    assert [{**one, "repeated": True} for one in first.lines] == again.lines
    assert len(events(steward)) == before


def test_the_same_id_with_other_content_is_refused(steward: Steward) -> None:
    answer = steward("apply -", lines(call("c1"), call("c1", matter="别的事")))
    assert answer.code == 1
    assert "c1 was used for another command" in answer.lines[1]["refused"][0]["en"]


def test_a_mark_of_order_windows_ends_blank_lines_and_no_last_end_are_all_read(steward: Steward) -> None:
    one, two, three = (lines(call(f"c{n}")).rstrip() for n in (1, 2, 3))
    given = b"\xef\xbb\xbf" + one + b"\r\n\r\n  \n" + two + b"\r\n\xef\xbb\xbf" + three
    answer = steward("apply -", given)
    assert answer.code == 0
    assert [(outcome["line"], outcome["id"]) for outcome in answer.lines] == [(1, "c1"), (4, "c2"), (5, "c3")]


BAD_LINES = {
    "half a line": (b'{"id": "x", "site": "s1", "by"', "not one whole JSON object"),
    "two objects": (b'{"id": "x"} {"id": "y"}', "not one whole JSON object"),
    "GBK": ('{"id": "x", "matter": "厨房漏水"}'.encode("gbk"), "in UTF-8"),
    "UTF-16": ('{"id": "x"}'.encode("utf-16"), "in UTF-8"),
    "half a character": (b'{"id": "\\ud800"}', "not one whole JSON object"),
    "endless nesting": (b'{"id": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "not one whole JSON object"),
    "a list": (b"[1, 2]", "A command is a JSON object"),
    "a text": (b'"ticket.close"', "A command is a JSON object"),
    "an unknown command": (lines(call("x", do="help.repot")).strip(), "no command “help.repot”"),
    "no command": (b'{"id": "x", "site": "s1", "by": "desk01"}', "“do” is missing"),
    "ten megabytes": (lines(call("x", matter="漏" * 3_400_000)).strip(), "longer than a mebibyte"),
    "an id that is a great number": (lines(call(10**30)).strip(), "“id” has the wrong form"),  # pyright: ignore[reportArgumentType]
    "an id that is a list": (lines(call([1])).strip(), "“id” has the wrong form"),  # pyright: ignore[reportArgumentType]
    "a time without a zone": (lines(call("x", at="2026-11-22T09:00:00")).strip(), "without a zone"),
    "a time to come": (lines(call("x", at="2126-11-22T09:00:00+08:00")).strip(), "lies in the future"),
    "a wrong type": (lines(call("x", matter=5)).strip(), "“matter” is not a text"),
    "a role not held": (lines(call("x", by="cash01")).strip(), "cash01 may not do this"),
    "an unknown unit": (lines(call("x", unit="9-9-9999")).strip(), "no unit “9-9-9999”"),
}


@pytest.mark.parametrize("what", BAD_LINES)
def test_a_bad_line_is_refused_with_its_number_and_stops_nothing(steward: Steward, what: str) -> None:
    bad, words = BAD_LINES[what]
    before = len(events(steward))
    answer = steward("apply -", lines(call("before")) + bad + b"\n" + lines(call("after")))
    assert (answer.code, answer.err) == (1, "")
    first, refused, last = answer.lines
    assert (first["id"], last["id"], last["line"]) == ("before", "after", 3)
    assert refused["line"] == 2
    assert words in refused["refused"][0]["en"]
    assert len(events(steward)) == before + 2


def test_a_line_may_be_a_mebibyte_long_and_not_one_byte_more(steward: Steward) -> None:
    def padded(id: str, size: int) -> bytes:
        bare = lines(call(id)).rstrip()
        return bare + b" " * (size - len(bare)) + b"\n"

    answer = steward("apply -", padded("c1", MEBIBYTE) + padded("c2", MEBIBYTE + 1) + lines(call("c3")))
    assert [one.get("refused") is None for one in answer.lines] == [True, False, True]


def test_every_reason_is_named_at_once_in_both_languages(steward: Steward) -> None:
    (refused,) = steward("apply -", lines(call("c1", matter="", help_class="flood", colour="red"))).lines
    assert refused["id"] == "c1"
    assert len(refused["refused"]) == 3
    for told in refused["refused"]:
        assert set(told) == {"zh", "en"}
        assert told["zh"].isascii() is False
        assert told["en"] != told["zh"]


def test_markup_and_statements_are_kept_as_words(steward: Steward) -> None:
    words = "'); DROP TABLE events; -- <script>alert(1)</script>"
    answer = steward("apply -", lines(call("c1", matter=words)))
    number = answer.lines[0]["results"]["ticket"]
    assert steward(f"ask ticket --param number={number}").json["matter"] == words
    assert verify(steward.data / "log.sqlite").holds


@pytest.mark.parametrize(("language", "word"), [("en", "cannot be read"), ("zh", "读不了")])
def test_a_file_that_is_not_there_is_refused_in_the_terminals_language(
    steward: Steward, language: str, word: str
) -> None:
    steward.language = language
    answer = steward("apply nowhere.jsonl")
    assert (answer.code, answer.out) == (1, "")
    assert word in answer.err


def test_without_a_store_nothing_is_applied_and_nothing_is_made(tmp_path: Path) -> None:
    steward = Steward(tmp_path / "data")
    answer = steward("apply -", lines(call("c1")))
    assert answer.code == 1
    assert "There is no store" in answer.err
    assert not steward.data.exists()


def test_whoever_stops_listening_ends_the_run_between_two_commands(steward: Steward) -> None:
    given = lines(*(call(f"c{number}", matter="漏水" * 500) for number in range(400)))
    (steward.data.parent / "many.jsonl").write_bytes(given)
    before = len(events(steward))
    reader, writer = os.pipe()
    program = steward.start("apply many.jsonl", stdout=writer)
    os.close(writer)
    os.read(reader, 100)
    os.close(reader)
    _, err = program.communicate(timeout=60)
    assert (program.returncode, err) == (141, b"")
    report = verify(steward.data / "log.sqlite")
    assert report.holds
    assert before < report.head < before + 400


@pytest.mark.slow
def test_a_long_file_takes_no_more_memory_than_a_short_one(steward: Steward) -> None:
    folder = steward.data.parent
    commands = [lines(call(f"c{number}")) for number in range(200)]
    steward("apply -", b"".join(commands))
    (folder / "short.jsonl").write_bytes(b"".join(commands) * 5)
    (folder / "long.jsonl").write_bytes(b"".join(commands) * 60)
    peaks = [_peak(steward, "short.jsonl"), _peak(steward, "long.jsonl")]
    assert (folder / "long.jsonl").stat().st_size > MEBIBYTE
    assert peaks[1] - peaks[0] < MEBIBYTE // 8, peaks


def _peak(steward: Steward, file: str) -> int:
    """The most bytes that Python held while a file was applied, its answer going to nowhere."""
    with pytest.MonkeyPatch.context() as terminal, Path(os.devnull).open("wb") as nowhere:
        terminal.setenv("STEWARD_DATA", str(steward.data))
        terminal.setattr(sys, "stdout", io.TextIOWrapper(nowhere, "utf-8"))
        tracemalloc.start()
        try:
            assert main(["apply", str(steward.data.parent / file)]) == 0
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
