"""Foreign history: told by its lines, judged by none of our guards, added once, taken back visibly."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from domain.errors import Reason
from domain.tickets.adoption import waited
from domain.tickets.ticket import Ticket
from domain.tickets.timing import clocks_of
from projections.spine.reference import Reference
from tests.domain.doorway import Doorway

ENDS = "2026-03-01T00:00:00Z"


def line(number: int, at: str, means: str, **more: Any) -> dict[str, Any]:
    """A line of the ledger on 2 February 2026, at ``HH:MM:SS``; its key follows from what it says."""
    whole = at if "T" in at else f"2026-02-02T{at}Z"
    return {"line": number, "at": whole, "key": f"{whole} {means} {more}", "means": means, **more}


def begin(site: Doorway) -> str:
    return str(site.do("import.begin", "boss", source="ledger.csv", digest="00").results["run"])


def adopt(
    site: Doorway, run: str, *lines: dict[str, Any], number: str = "INC-7", ends: str = ENDS
) -> dict[int, Any]:
    ledger = {"run": run, "number": number, "source": "ledger.csv", "ledger_ends_at": ends}
    told: Any = site.do("ticket.adopt", "boss", **ledger, lines=list(lines)).results["lines"]
    return told


LINES = (
    line(1, "09:00:00", "queued", team="一线"),
    line(2, "09:10:00", "assigned", person="外单位甲"),
    line(3, "09:20:00", "waiting", reason="Wait - User"),
    line(4, "10:20:00", "worked_on"),
    line(5, "11:00:00", "done"),
    line(6, "12:00:00", "closed"),
)


def state(ticket: Ticket) -> tuple[Any, ...]:
    """Everything that the lines tell, as values."""
    rounds = [
        (one.since, [(step.code, step.at) for step in one.taken], list(one.waits)) for one in ticket.rounds
    ]
    return rounds, ticket.reopenings, waited(ticket), ticket.with_whom, ticket.team, sorted(ticket.lines)


def test_an_adopted_ticket_tells_what_its_lines_say(site: Doorway) -> None:
    run = begin(site)
    assert adopt(site, run, *LINES) == dict.fromkeys(range(1, 7), "adopted")
    ticket = site.ticket("INC-7")
    assert [step.code for step in ticket.round.taken] == [
        "queued",
        "assigned",
        "waiting",
        "started",
        "done",
        "closed",
    ]
    assert (waited(ticket), ticket.reopenings, ticket.is_open) == (timedelta(hours=1), 0, False)
    events = site.log.stream("ticket:s1:INC-7")
    assert [event.happened_at.hour for event in events[1:]] == [9, 9, 9, 10, 11, 12]
    assert {event.by for event in events} == {"boss"}


def test_none_of_our_guards_and_targets_judge_it(site: Doorway) -> None:
    """Closed without done, worked on before it was queued: kept as it was, without clocks and gaps."""
    adopt(site, begin(site), line(1, "09:00:00", "closed"), line(2, "09:00:00", "queued", team="一线"))
    ticket = site.ticket("INC-7")
    assert clocks_of(ticket, Reference(site.log)) == []
    assert (ticket.gaps, ticket.next_step, ticket.reopenings) == ([], None, 1)
    assert "not worked on here" in site.refused("ticket.remark", ticket="INC-7", what="x")[0]
    assert site.refused("ticket.reopen", ticket="INC-7", why="x")


@pytest.mark.parametrize(
    ("lines", "length"),
    [
        ((line(1, "09:00:00", "waiting"), line(2, "09:30:00", "remark")), timedelta(minutes=30)),
        (
            (line(1, "09:00:00", "waiting"), line(2, "09:30:00", "waiting"), line(3, "10:00:00", "done")),
            timedelta(hours=1),
        ),
        ((line(1, "09:00:00", "waiting"), line(2, "09:00:00", "done")), timedelta()),
        ((line(1, "2026-02-28T23:00:00Z", "waiting"),), timedelta(hours=1)),
        (
            (line(1, "09:00:00", "done"), line(2, "10:00:00", "waiting"), line(3, "10:01:00", "done")),
            timedelta(minutes=1),
        ),
    ],
    ids=[
        "until the next line",
        "two reasons",
        "the same second",
        "until the ledger ends",
        "in a second round",
    ],
)
def test_a_wait_lasts_until_the_next_line_or_the_ledger_s_end(
    site: Doorway, lines: tuple[dict[str, Any], ...], length: timedelta
) -> None:
    adopt(site, begin(site), *lines)
    assert waited(site.ticket("INC-7")) == length


@pytest.mark.parametrize(
    ("means", "count"),
    [
        (("done", "closed"), 0),
        (("done", "worked_on"), 1),
        (("done", "worked_on", "closed", "queued", "assigned"), 2),
        (("voided", "voided", "done"), 0),
        (("done", "remark"), 1),
        (("worked_on", "worked_on"), 0),
    ],
)
def test_any_later_line_that_is_not_completed_is_a_reopening(
    site: Doorway, means: tuple[str, ...], count: int
) -> None:
    adopt(site, begin(site), *(line(place, f"09:0{place}:00", one) for place, one in enumerate(means)))
    assert site.ticket("INC-7").reopenings == count


def test_lines_of_the_same_second_keep_the_order_of_the_file(site: Doorway) -> None:
    run = begin(site)
    adopt(site, run, line(8, "09:00:00", "worked_on"), line(9, "09:00:00", "done"), number="A")
    adopt(site, run, line(9, "09:00:00", "done"), line(8, "09:00:00", "worked_on"), number="B")
    for number in ("A", "B"):
        ticket = site.ticket(number)
        assert [step.code for step in ticket.round.taken] == ["started", "done"]
        assert ticket.reopenings == 0


def test_late_lines_of_a_second_import_fold_in_their_place(site: Doorway) -> None:
    adopt(site, begin(site), *LINES, number="WHOLE")
    adopt(site, begin(site), *(LINES[place] for place in (0, 2, 5)), number="PARTS")
    told = adopt(site, begin(site), *LINES, number="PARTS")
    assert [told[place] for place in range(1, 7)] == [
        "duplicate",
        "adopted",
        "duplicate",
        "adopted",
        "adopted",
        "duplicate",
    ]
    whole, parts = site.ticket("WHOLE"), site.ticket("PARTS")
    assert (state(whole)[0], state(whole)[2]) == (state(parts)[0], state(parts)[2])
    assert (parts.reopenings, waited(parts)) == (0, timedelta(hours=1))


def test_a_second_import_adds_nothing(site: Doorway) -> None:
    adopt(site, begin(site), *LINES)
    before, run = site.log.head(), begin(site)
    assert adopt(site, run, *LINES) == dict.fromkeys(range(1, 7), "duplicate")
    assert site.log.head() == before + 1


def test_a_line_that_stands_twice_in_one_file_counts_once(site: Doorway) -> None:
    again = {**LINES[2], "line": 30}
    told = adopt(site, begin(site), *LINES[:3], again, LINES[3])
    assert told == {1: "adopted", 2: "adopted", 3: "adopted", 30: "duplicate", 4: "adopted"}
    assert waited(site.ticket("INC-7")) == timedelta(hours=1)


def test_an_undone_import_counts_no_more_stays_visible_and_may_come_again(site: Doorway) -> None:
    run, other = begin(site), begin(site)
    adopt(site, run, *LINES)
    adopt(site, run, *LINES[:2], number="INC-8")
    adopt(site, other, *LINES[:1], number="INC-9")
    before = state(site.ticket("INC-7"))
    outcome = site.do("import.undo", "boss", run=run)
    assert outcome.streams == ("import:s1:1", "ticket:s1:INC-7", "ticket:s1:INC-8")
    assert [site.ticket(number).rounds for number in ("INC-7", "INC-8")] == [[], []]
    assert len(site.ticket("INC-9").lines) == 1
    assert len(site.log.stream("ticket:s1:INC-7")) == 8
    assert "taken back already" in site.refused("import.undo", "boss", run=run)[0]
    ledger = {"number": "INC-7", "source": "f", "ledger_ends_at": ENDS, "lines": [LINES[0]]}
    assert "is not open" in site.refused("ticket.adopt", "boss", run=run, **ledger)[0]
    assert adopt(site, begin(site), *LINES) == dict.fromkeys(range(1, 7), "adopted")
    assert state(site.ticket("INC-7"))[:3] == before[:3]


def test_an_undone_second_import_leaves_the_lines_and_the_end_of_the_first(site: Doorway) -> None:
    first, second = begin(site), begin(site)
    adopt(site, first, line(1, "2026-02-28T23:00:00Z", "waiting"))
    before = state(site.ticket("INC-7"))
    adopt(site, second, line(1, "2026-02-28T23:30:00Z", "remark"), ends="2026-03-02T00:00:00Z")
    assert waited(site.ticket("INC-7")) == timedelta(minutes=30)
    site.do("import.undo", "boss", run=second)
    assert state(site.ticket("INC-7")) == before
    assert waited(site.ticket("INC-7")) == timedelta(hours=1)


def test_an_older_ledger_does_not_bring_the_end_back(site: Doorway) -> None:
    adopt(site, begin(site), line(5, "2026-02-28T23:00:00Z", "waiting"))
    adopt(site, begin(site), line(1, "2026-01-05T08:00:00Z", "queued"), ends="2026-01-31T00:00:00Z")
    assert waited(site.ticket("INC-7")) == timedelta(hours=1)


def test_a_line_out_of_time_is_left_out_and_the_others_are_taken(site: Doorway) -> None:
    told = adopt(
        site,
        begin(site),
        line(1, "2026-03-12T01:00:01Z", "done"),
        line(2, "0001-01-01T00:00:00+08:00", "done"),
        line(3, "2026-02-02T09:00:00.75Z", "worked_on"),
    )
    assert [isinstance(told[number], Reason) for number in (1, 2, 3)] == [True, True, False]
    ticket = site.ticket("INC-7")
    assert [step.at for step in ticket.round.taken] == [datetime.fromisoformat("2026-02-02T09:00:00+00:00")]


def test_a_ledger_cannot_end_in_the_future(site: Doorway) -> None:
    run = begin(site)
    ledger = {"run": run, "number": "INC-7", "source": "f", "lines": [LINES[0]]}
    assert (
        "future" in site.refused("ticket.adopt", "boss", **ledger, ledger_ends_at="2026-03-12T01:00:01Z")[0]
    )


def test_a_ledger_does_not_write_into_a_ticket_of_this_house(site: Doorway) -> None:
    number = site.repair()
    ledger = {
        "run": begin(site),
        "number": number,
        "source": "f",
        "ledger_ends_at": ENDS,
        "lines": [LINES[0]],
    }
    assert "not of a ledger" in site.refused("ticket.adopt", "boss", **ledger)[0]


def test_an_import_is_begun_before_it_brings_anything_and_only_by_an_administrator(site: Doorway) -> None:
    ledger = {"run": "7", "number": "INC-7", "source": "f", "ledger_ends_at": ENDS, "lines": [LINES[0]]}
    assert "is not open" in site.refused("ticket.adopt", "boss", **ledger)[0]
    assert "may not do this" in site.refused("import.begin", "desk", source="f", digest="00")[0]
    assert "There is no import 7" in site.refused("import.undo", "boss", run="7")[0]


def test_names_and_remarks_of_a_ledger_stand_in_the_register_one_name_once(site: Doorway) -> None:
    said = (
        line(1, "09:00:00", "assigned", person="外单位甲", remark="转给甲"),
        line(2, "09:10:00", "worked_on", person="外单位甲"),
    )
    adopt(site, begin(site), *said)
    names = [entry for entry in site.log.latest("person") if "外单位甲" in entry.value.decode()]
    assert len(names) == 1
    assert site.ticket("INC-7").with_whom == (names[0].id,)
    assert "转给甲" in [entry.value.decode() for entry in site.log.latest("text")]
