"""What a map says about a ledger, and when a line of it happened."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from console.importing.instants import instant
from console.importing.ledger_map import read_map
from domain.errors import Refused
from domain.tickets.facts import Meaning

MAPS = Path(__file__).parents[2] / "seed/maps"
SHANGHAI = ZoneInfo("Asia/Shanghai")


def map_text(body: str = "", *, shape: str = "status", zone: str = "") -> str:
    return f"""
[file]
shape = "{shape}"
zone = "{zone}"
[columns]
number = "no"
at = "at"
status = ["state", "sub"]
{body}
"""


STATUS = '[[status]]\nmatch = {state = "Open", sub = "Wait*"}\nmeans = "waiting"\n'


def refusals(text: str) -> list[str]:
    with pytest.raises(Refused) as caught:
        read_map(text)
    return [one.text.format_map(one.fields) for one in caught.value.reasons]


@pytest.mark.parametrize(
    ("status", "sub", "means"),
    [
        ("Accepted", "In Progress", Meaning.WORKED_ON),
        ("Accepted", "Assigned", Meaning.ASSIGNED),
        ("Queued", "Awaiting Assignment", Meaning.QUEUED),
        ("Accepted", "Wait", Meaning.WAITING),
        ("Accepted", "Wait - User", Meaning.WAITING),
        ("Accepted", "Wait - Implementation", Meaning.WAITING),
        ("Accepted", "Wait - Vendor", Meaning.WAITING),
        ("Accepted", "Wait - Customer", Meaning.WAITING),
        ("Completed", "Resolved", Meaning.DONE),
        ("Completed", "In Call", Meaning.DONE),
        ("Completed", "Closed", Meaning.CLOSED),
        ("Completed", "Cancelled", Meaning.VOIDED),
        ("Unmatched", "Unmatched", Meaning.REMARK),
    ],
)
def test_the_incident_map_says_what_each_status_of_the_log_means(
    status: str, sub: str, means: Meaning
) -> None:
    words = {"status": status, "sub_status": sub}
    ledger_map = read_map(MAPS / "incidents_2013.toml")
    found = ledger_map.meaning_of(words)
    assert found is not None
    assert found.means is means
    assert found.match == words
    assert ledger_map.may_reopen(words, found.means) is (status != "Completed")


def test_a_pattern_matches_what_begins_like_it_and_nothing_else() -> None:
    found = read_map(map_text(STATUS))
    assert found.meaning_of({"state": "Open", "sub": "Wait - User"}) is not None
    assert found.meaning_of({"state": "Open", "sub": "Await"}) is None
    assert found.meaning_of({"state": "Shut", "sub": "Wait"}) is None


def test_a_map_that_contradicts_itself_is_refused_with_every_contradiction() -> None:
    assert refusals(
        map_text('[[status]]\nmatch = {colour = "red"}\nmeans = "done"\n', zone="Asia/Beijing2")
    ) == [
        "The map map.toml names no time zone: Asia/Beijing2.",
        "The map map.toml matches the column colour, which is no status column.",
    ]
    assert refusals(map_text(shape="ticket")) == ["The map map.toml names no column of times."]
    assert refusals(map_text()) == [
        "The map map.toml does not say where time and status stand and what they mean."
    ]


@pytest.mark.parametrize("text", ["[file", map_text('[[status]]\nmatch = {}\nmeans = "dreamt"\n'), "x = 1"])
def test_a_map_that_is_no_map_is_refused_and_no_crash(text: str) -> None:
    assert "cannot be understood" in refusals(text)[0]


@pytest.mark.parametrize(
    "written",
    [
        "2026-04-24T08:45:00+00:00",
        "2026-04-24T08:45Z",
        "2026-04-24 16:45",
        "2026/4/24 16:45:00",
        "2026年4月24日 16:45",
        "24.04.2026 16.45",
        datetime(2026, 4, 24, 16, 45),  # noqa: DTZ001
    ],
)
def test_a_time_is_read_as_ledgers_write_it(written: str | datetime) -> None:
    found = instant(written, "at", ["%d.%m.%Y %H.%M"], SHANGHAI)
    assert found.astimezone(UTC) == datetime(2026, 4, 24, 8, 45, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "zone", "said"),
    [
        ("yesterday", SHANGHAI, "at is no day and time: yesterday."),
        ("2026-04-24", SHANGHAI, "at is no day and time: 2026-04-24."),
        ("", SHANGHAI, "at is no day and time: ."),
        ("2026-04-24 16:45", None, "at does not say in which time zone: 2026-04-24 16:45:00."),
        ("1969-12-31T23:59:59+00:00", None, "at lies before 1970: 1969-12-31T23:59:59+00:00."),
        (
            "2026-03-29 02:30",
            ZoneInfo("Europe/Stockholm"),
            "at: when the clocks changed, 2026-03-29 02:30:00 came twice or never.",
        ),
        (
            "2026-10-25 02:30",
            ZoneInfo("Europe/Stockholm"),
            "at: when the clocks changed, 2026-10-25 02:30:00 came twice or never.",
        ),
    ],
)
def test_a_time_that_is_not_certain_is_refused(written: str, zone: ZoneInfo | None, said: str) -> None:
    with pytest.raises(Refused) as caught:
        instant(written, "at", [], zone)
    assert [one.text.format_map(one.fields) for one in caught.value.reasons] == [said]
