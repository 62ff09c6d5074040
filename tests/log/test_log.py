"""What the log promises those who append and read."""

from datetime import UTC, datetime, timedelta
from threading import Timer
from time import monotonic

import msgspec
import pytest
from eventsourcing.persistence import IntegrityError

from domain.log import CommandTwice, Log, Place, Undecodable
from domain.log.codec import UnknownShape
from domain.log.dialects.dialect import TailMissing
from tests.log.conftest import SetClock
from tests.log.diary import NINE, Diary, Written, person, text, written
from tests.log.grounds import Ground


class Pages(msgspec.Struct, frozen=True):
    """What of a written page is asked for."""

    pages: int = 1


def test_an_event_comes_back_with_its_whole_envelope(log: Log, clock: SetClock) -> None:
    command = {"command": "c-1", "part": 0, "digest": b"\x01" * 32, "correlation": "c-0", "causation": "c-0"}
    sent = written("diary:1", 1, pages=3, site="s1", by="desk", doer="chen", role="technician",
                   through="console", **command)  # fmt: skip
    assert log.append([sent]) == [1]
    assert log.read(0, 10) == [
        written("diary:1", 1, pages=3, site="s1", by="desk", doer="chen", role="technician",
                through="console", recorded_at=clock.now, position=1, **command)
    ]  # fmt: skip


def test_an_aggregate_is_folded_from_its_own_stream(log: Log) -> None:
    diary = log.get(Diary, "diary:1")
    assert (diary.version, diary.exists) == (0, False)
    diary.record(Written(pages=2), NINE)
    diary.record(Written(pages=3), NINE)
    log.append(diary.collect_events())
    log.append([written("diary:2", 1, pages=40)])
    assert log.get(Diary, "diary:1").pages == 5
    assert [event.originator_version for event in log.stream("diary:1")] == [1, 2]


def test_whoever_saves_a_stale_aggregate_hears_of_it_and_nothing_is_written(log: Log) -> None:
    log.append([written("diary:1", 1)])
    with pytest.raises(IntegrityError) as refused:
        log.append([written("diary:1", 1)])
    assert not isinstance(refused.value, CommandTwice)
    with pytest.raises(IntegrityError):
        log.append([written("diary:2", 1), written("diary:1", 1)])
    assert log.head() == 1
    assert log.stream("diary:2") == []
    assert log.append([written("diary:2", 1)]) == [2]


def test_a_command_id_is_taken_once(log: Log) -> None:
    log.append([written("diary:1", 1, command="c-1", part=0), written("diary:2", 1, command="c-1", part=1)])
    with pytest.raises(CommandTwice):
        log.append([written("diary:3", 1, command="c-1", part=0)])
    assert [event.originator_id for event in log.of_command("c-1")] == ["diary:1", "diary:2"]
    assert log.of_command("c-2") == []


def test_recorded_at_never_falls_when_the_clock_goes_back(log: Log, clock: SetClock) -> None:
    log.append([written("diary:1", 1)])
    noon = clock.now
    clock.move(hours=-1)
    log.append([written("diary:1", 2)])
    log.append([written("diary:1", 3), written("diary:1", 4)])
    clock.move(hours=2)
    log.append([written("diary:1", 5)])
    stamps = [event.recorded_at for event in log.stream("diary:1")]
    assert stamps == [noon, noon, noon, noon, noon + timedelta(hours=1)]


def test_reading_goes_on_from_a_position_and_up_to_one(log: Log) -> None:
    log.append([written("diary:1", version) for version in range(1, 8)])
    assert [event.position for event in log.read(2, 3)] == [3, 4, 5]
    assert [event.position for event in log.read(2, 30, upto=4)] == [3, 4]
    assert log.read(7, 10) == []


def test_an_older_shape_is_read_as_the_newest(log: Log, ground: Ground, place: Place) -> None:
    log.append([written("diary:1", 1)])
    ground.run(place, "UPDATE events SET schema = 1, body = ?", [b'{"leaves":4}'])
    assert log.get(Diary, "diary:1").pages == 8


def test_streams_are_found_by_some_fields_of_the_fact_that_began_them(
    log: Log, ground: Ground, place: Place
) -> None:
    """By stream id; of another name, of an older shape, unreadable, and beyond the prefix."""
    begun = [written(f"diary:{number}", 1, pages=number) for number in (3, 1, 2, 4, 5)]
    log.append([*begun, written("diary:1", 2, pages=9), written("diary;1", 1)])
    changes = (("schema = 1, body", b'{"leaves":4}'), ("name", "diary.burnt"), ("body", b"{"))
    for position, (columns, value) in enumerate(changes, 3):
        ground.run(place, f"UPDATE events SET {columns} = ? WHERE position = {position}", [value])
    found = log.begun("diary:", Written, Pages)
    assert found == [("diary:1", Pages(1)), ("diary:2", Pages(8)), ("diary:3", Pages(3))]


@pytest.mark.parametrize(
    ("column", "value", "told"),
    [
        ("name", "diary.burnt", UnknownShape),
        ("schema", 3, UnknownShape),
        ("schema", 0, UnknownShape),
        ("body", b"{", Exception),
    ],
)
def test_an_event_that_cannot_be_read_stops_nobody(
    log: Log, ground: Ground, place: Place, column: str, value: object, told: type[Exception]
) -> None:
    log.append([written("diary:1", 1), written("diary:2", 1), written("diary:3", 1)])
    ground.run(place, f"UPDATE events SET {column} = ? WHERE position = 2", [value])
    first, poison, last = log.read(0, 10)
    assert (first.position, last.position) == (1, 3)
    assert isinstance(poison, Undecodable)
    assert (poison.position, poison.stream) == (2, "diary:2")
    with pytest.raises(told):
        log.get(Diary, "diary:2")


def test_the_register_is_written_with_its_event_or_not_at_all(log: Log) -> None:
    _, words = text("t-1", "厨房龙头漏水")
    _, first = person("p-1", 1, "李")
    _, second = person("p-1", 2, "李明")
    log.append([written("diary:1", 1)], [words, first])
    with pytest.raises(IntegrityError):
        log.append([written("diary:1", 1)], [second])
    assert log.people(["p-1"]) == {"p-1": {"name": "李"}}
    mark = log.register_mark()
    log.append([written("diary:1", 2)], [second])
    assert log.register_mark() != mark
    assert log.people(["p-1", ("p-1", 1), "p-9"]) == {"p-1": {"name": "李明"}, ("p-1", 1): {"name": "李"}}
    assert log.texts(["t-1", "t-9"]) == {"t-1": "厨房龙头漏水"}
    assert [entry.version for entry in log.latest("person")] == [2]


def test_a_thousand_texts_are_looked_up_at_once(log: Log) -> None:
    entries = [text(f"t-{number}", str(number))[1] for number in range(1001)]
    log.append([written("diary:1", 1)], entries)
    found = log.texts(f"t-{number}" for number in range(1002))
    assert found == {f"t-{number}": str(number) for number in range(1001)}


def test_the_same_register_entry_twice_is_a_conflict(log: Log) -> None:
    _, entry = text("t-1", "a")
    log.append([written("diary:1", 1)], [entry])
    with pytest.raises(IntegrityError):
        log.append([written("diary:1", 2)], [entry])
    assert log.head() == 1


def test_who_waits_is_told_of_an_append_here_and_elsewhere(
    log: Log, ground: Ground, place: Place, clock: SetClock
) -> None:
    assert log.wait(0, timeout=0.05) == 0
    Timer(0.1, lambda: log.append([written("diary:1", 1)])).start()
    assert log.wait(0, timeout=5) == 1
    with Log.open(place, clock) as elsewhere:
        Timer(0.1, lambda: elsewhere.append([written("diary:1", 2)])).start()
        began = monotonic()
        assert log.wait(1, timeout=5) == 2
        assert monotonic() - began < 2


def test_two_logs_on_one_store_take_turns(log: Log, ground: Ground, place: Place, clock: SetClock) -> None:
    with Log.open(place, clock) as other:
        for version in range(1, 6):
            assert log.append([written("diary:1", version)]) == [2 * version - 1]
            assert other.append([written("diary:2", version)]) == [2 * version]


def test_an_auditor_finds_events_by_what_their_envelope_says(log: Log) -> None:
    log.append(
        [written("diary:1", 1, site="s1", by="desk", doer="chen", role="technician", command="c-1", part=0)]
    )
    log.append(
        [written("diary:2", 1, site="s1", by="desk", doer="desk", role="receptionist", correlation="c-1")]
    )
    log.append(
        [written("note:1", 1, site="s2", by="wang", doer="chen", happened_at=NINE + timedelta(days=1))]
    )

    def found(**asked: object) -> list[int]:
        return [event.position for event in log.search(**asked)]  # type: ignore[arg-type]

    assert found(site="s1") == [1, 2]
    assert found(doer="chen") == [1, 3]
    assert found(by="desk", role="receptionist") == [2]
    assert found(stream_prefix="diary:") == [1, 2]
    assert found(command="c-1") == [1]
    assert found(correlation="c-1") == [2]
    assert found(name="diary.written", limit=2) == [1, 2]
    assert found(after=1, limit=1) == [2]
    assert found(since=NINE + timedelta(seconds=1)) == [3]
    assert found(until=NINE + timedelta(days=1)) == [1, 2]
    assert found(site="s1' OR 1=1 --") == []


def test_nothing_is_appended_where_the_end_was_cut_off(
    log: Log, ground: Ground, place: Place, clock: SetClock
) -> None:
    log.append([written("diary:1", version) for version in range(1, 5)])
    log.close()
    ground.run(place, "DELETE FROM events WHERE position > 2")
    with Log.open(place, clock) as reopened:
        with pytest.raises(TailMissing) as refused:
            reopened.append([written("diary:2", 1)])
        assert (refused.value.head, refused.value.counter) == (2, 4)
        assert reopened.head() == 2


@pytest.mark.parametrize("at", [datetime(2026, 4, 24, 9, 0), datetime(2026, 4, 24, 9, 0, 0, 1, tzinfo=UTC)])  # noqa: DTZ001
def test_a_time_without_zone_or_with_a_fraction_is_a_mistake_of_the_program(log: Log, at: datetime) -> None:
    with pytest.raises(ValueError, match="whole seconds"):
        log.append([written("diary:1", 1, happened_at=at)])
