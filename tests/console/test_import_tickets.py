"""Foreign ledgers: every line gets a verdict, and every ticket one command."""

import io
from datetime import timedelta

import pytest

from console.importing.ledger_map import read_map
from console.importing.progress import Progress
from console.importing.verdicts import Verdict
from domain.errors import Refused
from tests.console.ledgers import KeepingDoor, hand_in, reopenings, waited

MAP = read_map(
    """
[file]
zone = "Asia/Shanghai"
[columns]
number = "no"
at = "at"
status = ["state"]
team = "team"
person = "who"
matter = ["what"]
remark = ["note"]
[[status]]
match = {state = "派单"}
means = "assigned"
[[status]]
match = {state = "等*"}
means = "waiting"
[[status]]
match = {state = "完成"}
means = "done"
[[status]]
match = {state = "备注"}
means = "remark"
"""
)
HEAD = "no,at,state,team,who,what,note\n"


def ledger(*lines: str) -> bytes:
    return (HEAD + "\n".join(lines) + "\n").encode("gbk")


def test_a_ticket_s_scattered_lines_become_one_command_in_the_order_of_time_then_file() -> None:
    door = KeepingDoor()
    report, refused = hand_in(
        door,
        ledger(
            "A1,2026-04-24 09:00:00,派单,水电,R1,漏水,",
            "B2,2026-04-24 09:01:00,派单,土建,R2,裂缝,急",
            "A1,2026-04-24 10:00:00,完成,水电,R1,漏水,",
            "A1,2026-04-24 09:30:00,等配件,水电,R1,漏水,",
            "A1,2026-04-24 09:30:00,备注,水电,R1,漏水,业主来电",
        ),
        MAP,
    )
    assert (report.lines, report.tickets, refused) == (5, 2, [])
    assert report.counts == {Verdict.ADOPTED: 5, Verdict.DUPLICATE: 0, Verdict.REFUSED: 0}
    assert [one["do"] for one in door.commands] == ["import.begin", "ticket.adopt", "ticket.adopt"]
    first = door.adoptions["A1"]
    assert [(one["line"], one["means"]) for one in first["lines"]] == [
        (2, "assigned"),
        (5, "waiting"),
        (6, "remark"),
        (4, "done"),
    ]
    assert (first["id"], first["matter"], first["source"]) == ("import:s1:1:A1", "漏水", "ledger.csv")
    assert first["lines"][1]["reason"] == "等配件"
    assert first["lines"][2]["remark"] == "业主来电"
    assert first["lines"][0]["at"] == "2026-04-24T09:00:00+08:00"
    assert door.adoptions["B2"]["ledger_ends_at"] == "2026-04-24T10:00:00+08:00"
    assert door.adoptions["B2"]["lines"][0]["remark"] == "急"


def test_a_wait_lasts_until_the_next_line_or_until_the_ledger_ends() -> None:
    door = KeepingDoor()
    hand_in(
        door,
        ledger(
            "A1,2026-04-24 09:00:00,等业主,,,,",
            "A1,2026-04-24 09:20:00,等配件,,,,",
            "A1,2026-04-24 09:50:00,派单,,,,",
            "B2,2026-04-24 11:00:00,等业主,,,,",
            "C3,2026-04-24 12:30:00,派单,,,,",
        ),
        MAP,
    )
    assert waited(door.adoptions["A1"]) == timedelta(minutes=50)
    assert waited(door.adoptions["B2"]) == timedelta(minutes=90)
    assert waited(door.adoptions["C3"]) == timedelta()


def test_work_that_begins_anew_is_one_reopening_however_many_lines_it_has() -> None:
    door = KeepingDoor()
    hand_in(
        door,
        ledger(
            "A1,2026-04-24 09:00:00,完成,,,,",
            "A1,2026-04-24 09:10:00,完成,,,,",
            "A1,2026-04-24 09:20:00,派单,,,,",
            "A1,2026-04-24 09:30:00,等业主,,,,",
            "A1,2026-04-24 09:40:00,完成,,,,",
            "A1,2026-04-24 09:50:00,备注,,,,",
            "B2,2026-04-24 09:00:00,派单,,,,",
        ),
        MAP,
    )
    assert [one["line"] for one in door.adoptions["A1"]["lines"] if one["reopens"]] == [4, 7]
    assert reopenings(door.adoptions["B2"]) == 0


def test_a_bad_line_is_refused_with_every_reason_and_the_rest_goes_in() -> None:
    door = KeepingDoor()
    report, refused = hand_in(
        door,
        ledger(
            "A1,2026-04-24 09:00:00,派单,,,,",
            ",yesterday,发呆,,,,",
            "A1,2026-04-24",
            "A1,2026-11-23 09:00:00,完成,,,,",
            "A1,2026-04-24 10:00:00,完成,,,,",
        ),
        MAP,
    )
    assert report.counts == {Verdict.ADOPTED: 2, Verdict.DUPLICATE: 0, Verdict.REFUSED: 3}
    assert sum(report.counts.values()) == report.lines
    assert [(one.line, one.key) for one in refused] == [(3, ""), (4, "A1"), (5, "A1")]
    assert [one.text.format_map(one.fields) for one in refused[0].reasons] == [
        "The line names no ticket in no.",
        "The map does not say what the status 发呆 means.",
        "at is no day and time: yesterday.",
    ]
    assert refused[0].reasons[1].fields["table"] == '[[status]] match = { "state" = "发呆" } means = …'
    assert refused[2].reasons[0].text == "{column} lies in the future: {at}."
    assert [one["line"] for one in door.adoptions["A1"]["lines"]] == [2, 6]


def test_the_table_that_a_refusal_offers_can_be_pasted_into_the_map() -> None:
    _, refused = hand_in(KeepingDoor(), ledger("A1,2026-04-24 09:00:00,发呆,,,,"), MAP)
    offered = str(refused[0].reasons[0].fields["table"]).replace("…", '"waiting"')
    pasted = offered.replace("[[status]] ", "[[status]]\n").replace(" means", "\nmeans")
    found = read_map(f'[columns]\nnumber="no"\nat="at"\nstatus=["state"]\n{pasted}')
    assert found.meaning_of({"state": "发呆"}) is not None


def test_the_same_ledger_again_or_a_longer_one_brings_only_what_is_new() -> None:
    door = KeepingDoor()
    lines = ["A1,2026-04-24 09:00:00,派单,,,,", "A1,2026-04-24 09:00:00,派单,,,,"]
    hand_in(door, ledger(*lines), MAP)
    report, _ = hand_in(door, ledger("A1,2026-04-24 08:00:00,派单,,,,", *lines), MAP, attempt="b")
    assert report.counts == {Verdict.ADOPTED: 1, Verdict.DUPLICATE: 2, Verdict.REFUSED: 0}


def test_a_dry_run_counts_the_same_and_hands_nothing_in() -> None:
    door = KeepingDoor()
    report, _ = hand_in(door, ledger("A1,2026-04-24 09:00:00,派单,,,,", "A1,x,派单,,,,"), MAP, dry_run=True)
    assert report.counts == {Verdict.ADOPTED: 1, Verdict.DUPLICATE: 0, Verdict.REFUSED: 1}
    assert (report.run, door.commands) == ("", [])


def test_a_column_that_the_file_lacks_stops_it_before_anything_is_begun() -> None:
    door = KeepingDoor()
    with pytest.raises(Refused) as caught:
        hand_in(door, b"no,when\nA1,2026-04-24\n", MAP)
    assert caught.value.reasons[0].fields["columns"] == ["at", "team", "who", "state", "what", "note"]
    assert door.commands == []


def test_a_ledger_with_one_line_a_ticket_tells_what_happened_by_its_columns() -> None:
    ledger_map = read_map(
        """
[file]
shape = "ticket"
zone = "Asia/Shanghai"
[columns]
number = "单号"
unit = "房号"
matter = ["内容"]
person = "维修人"
[[moment]]
column = "报修时间"
means = "queued"
[[moment]]
column = "完成时间"
means = "done"
"""
    )
    door = KeepingDoor()
    content = (
        "单号;房号;内容;维修人;报修时间;完成时间\n"
        "W1;5-2-1203;灯不亮;陈师傅;2026/4/24 9:00;2026/4/24 10:30\n"
        "W2;5-2-1204;漏水;;2026/4/24 9:10;\n"
        "W3;5-2-1205;漏水;;;\n"
    )
    report, refused = hand_in(door, content.encode(), ledger_map)
    assert report.counts == {Verdict.ADOPTED: 2, Verdict.DUPLICATE: 0, Verdict.REFUSED: 1}
    assert refused[0].reasons[0].text == "None of the columns {columns} holds a time."
    first = door.adoptions["W1"]
    assert first["unit"] == "5-2-1203"
    assert [(one["line"], one["means"], one["at"]) for one in first["lines"]] == [
        (2, "queued", "2026-04-24T09:00:00+08:00"),
        (2, "done", "2026-04-24T10:30:00+08:00"),
    ]
    assert [one["means"] for one in door.adoptions["W2"]["lines"]] == ["queued"]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_shows_on_a_terminal_and_a_pipe_stays_quiet() -> None:
    terminal, pipe = Terminal(), io.StringIO()
    for stream in (terminal, pipe):
        progress = Progress(stream, lambda count: f"{count} lines", clock=lambda: 1.0)
        progress(1)
        progress(2)
        progress.finish()
    assert terminal.getvalue() == "\r\x1b[K1 lines\r\x1b[K2 lines\n"
    assert pipe.getvalue() == ""
