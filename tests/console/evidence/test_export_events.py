"""``steward export events``: events as they stand, taken away as lines that can be hashed anew."""

import json
import sys
from pathlib import Path
from subprocess import PIPE, Popen
from typing import Any

import pytest

from console.cli.exporting import written
from console.evidence import verify
from console.evidence.rows import event_line
from console.settings import Settings
from console.wiring import open_house
from domain.errors import Refused
from tests.console.command_line import Steward
from tests.console.houses import order

WRITES = """
import sys
from pathlib import Path
from console.cli.exporting import written
with written(Path(sys.argv[1])) as file, file.open("w") as out:
    out.write("half")
    out.flush()
    print("half", flush=True)
    sys.stdin.read()
    out.write(" and the rest")
"""


def taken(steward: Steward, typed: str) -> list[dict[str, Any]]:
    file = steward.data.parent / "events.jsonl"
    file.unlink(missing_ok=True)
    answer = steward(f"export events {typed} -o events.jsonl")
    assert (answer.code, answer.err) == (0, ""), answer
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert answer.out == f"events.jsonl holds {len(lines)} events.\n"
    return lines


def test_every_event_is_there_once_and_each_makes_its_own_hash(steward: Steward) -> None:
    lines = taken(steward, "")
    assert [line["position"] for line in lines] == list(range(1, len(lines) + 1))
    hashes = [line["hash"] for line in lines]
    for before, line in zip(hashes, lines[1:], strict=False):
        event = verify.event_of(line | {"before": before, "why": []}, "a line")
        assert verify.link_of(event, verify.digest_of(event)).hex() == line["hash"]


def test_only_what_is_asked_for_is_taken_away(steward: Steward) -> None:
    everything = taken(steward, "")
    tariff = taken(steward, "--stream tariff:")
    assert [line["name"] for line in tariff] == ["tariff.published"]
    of_the_site = taken(steward, "--site s1")
    assert 0 < len(of_the_site) < len(everything)
    assert {line["site"] for line in of_the_site} == {"s1"}
    assert taken(steward, "--until 2020-01-01") == []
    assert taken(steward, "--since 2020-01-01") == everything


def test_an_event_recorded_later_than_it_happened_is_found_by_either_time(steward: Steward) -> None:
    house = open_house(Settings(steward.data, None, "127.0.0.1", 0))
    order(house, "help.report", "late", by="duty01", matter="灯不亮", at="2026-01-05T09:00:00+08:00")
    house.close()
    found = taken(steward, "--since 2026-01-05T08:59:59+08:00 --until 2026-01-05T09:00:01+08:00")
    assert [line["name"] for line in found] == ["ticket.reported"]
    (line,) = found
    assert line["recorded_at"] // 1_000_000 > line["happened_at"] + 3600
    assert taken(steward, "--since 2026-01-05 --until 2026-01-05T09:00:00") == []
    assert line in taken(steward, "--since 2026-02-01 --stream ticket:")


def test_a_file_that_is_there_is_never_written_over(steward: Steward) -> None:
    file = steward.data.parent / "events.jsonl"
    file.write_text("mine")
    answer = steward("export events -o events.jsonl")
    assert (answer.code, answer.out) == (1, "")
    assert "is there already" in answer.err
    assert file.read_text() == "mine"


def test_what_breaks_off_leaves_no_file_behind(tmp_path: Path) -> None:
    def broken_off() -> None:
        with written(tmp_path / "events.jsonl") as draft:
            draft.write_text("half")
            raise Refused

    with pytest.raises(Refused):
        broken_off()
    assert list(tmp_path.iterdir()) == []


def test_the_next_export_clears_what_a_killed_one_left_and_not_what_another_still_writes(
    steward: Steward,
) -> None:
    folder = steward.data.parent
    with writing(folder / "killed.jsonl") as killed, writing(folder / "living.jsonl") as living:
        killed.kill()
        killed.wait()
        taken(steward, "--stream tariff:")
        living.communicate("")
        assert living.returncode == 0
    assert (folder / "living.jsonl").read_text() == "half and the rest"
    assert {one.name for one in folder.iterdir()} == {steward.data.name, "events.jsonl", "living.jsonl"}


def writing(target: Path) -> "Popen[str]":
    """A process that is half through with an export, and ends it when its input does."""
    process = Popen([sys.executable, "-c", WRITES, str(target)], stdin=PIPE, stdout=PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "half\n"
    return process


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("--since 17", "not a number of the log"),
        ("--since noon", "is no moment"),
        ("--since 0001-01-01", "is no moment"),
        ("--since 2026-11-23 --until 2026-11-22", "ends before it begins"),
        ("--site s9", "There is no site"),
    ],
)
def test_what_cannot_be_asked_for_is_told_in_words(steward: Steward, typed: str, said: str) -> None:
    answer = steward(f"export events {typed} -o events.jsonl")
    assert (answer.code, answer.out) == (1, "")
    assert said in answer.err
    assert not (steward.data.parent / "events.jsonl").exists()


def test_a_folder_that_is_not_there_is_told_in_words(steward: Steward) -> None:
    answer = steward("export events -o nowhere/events.jsonl")
    assert (answer.code, answer.out) == (1, "")
    assert "nowhere" in answer.err


def test_that_events_were_taken_away_is_on_record(steward: Steward) -> None:
    taken(steward, "--site s1 --stream unit:")
    house = open_house(Settings(steward.data, None, "127.0.0.1", 0))
    (look,) = house.access.looks.latest()
    house.close()
    assert (look.what, look.way, look.site, look.parameters) == (
        "events",
        "export",
        "s1",
        {"stream": "unit:"},
    )
    assert look.account.startswith("terminal:")


@pytest.mark.parametrize("body", [b"\xff\xfe", '{"matter":"门锁\u2028坏了"}'.encode(), b"{}"])
def test_a_body_comes_back_byte_for_byte(body: bytes) -> None:
    row = (
        1,
        2,
        b"\x03" * 32,
        "diary:1",
        1,
        "diary.written",
        1,
        body,
        0,
        "",
        "",
        "",
        "",
        "",
        None,
        None,
        None,
        None,
        None,
    )
    line = json.loads(json.dumps(event_line(row))) | {"before": "", "why": []}
    assert verify.event_of(line, "a line")["body"] == body
