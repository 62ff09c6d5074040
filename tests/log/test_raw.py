"""Events as they stand, hashes included: what is read of them, and that it needs no memory to speak of."""

import tracemalloc

from domain.log import Log
from domain.log.raw import Narrowed
from tests.log.conftest import SetClock
from tests.log.diary import NINE, written


def positions(log: Log, **wanted: object) -> list[int]:
    return [row[0] for row in log.raw.narrowed(Narrowed(**wanted))]  # pyright: ignore[reportArgumentType]


def test_rows_stand_in_order_with_the_hash_before_each(log: Log) -> None:
    log.append([written("diary:1", 1), written("diary:2", 1), written("diary:1", 2)])
    rows = list(log.raw.between(0, 3))
    assert [(row[0], row[3], row[4]) for row in rows] == [
        (1, "diary:1", 1),
        (2, "diary:2", 1),
        (3, "diary:1", 2),
    ]
    found = list(log.raw.among([1, 3]))
    assert [row for row, _ in found] == [rows[0], rows[2]]
    assert [before for _, before in found] == [log.store.genesis, rows[1][2]]
    assert log.raw.stream("diary:1", 3) == [rows[0], rows[2]]
    assert log.raw.stream("diary:1", 2) == [rows[0]]


def test_more_events_than_one_question_takes_are_all_there(log: Log) -> None:
    log.append([written("diary:1", number) for number in range(1, 2502)])
    assert positions(log) == list(range(1, 2502))
    assert [row[0] for row in log.raw.between(999, 2101)] == list(range(1000, 2102))
    assert [row[0] for row, _ in log.raw.among(list(range(3, 500)))] == list(range(3, 500))


def test_only_what_is_wanted_is_read(log: Log, clock: SetClock) -> None:
    log.append([written("diary:1", 1, site="s1"), written("letter:1", 1, site="s1"), written("diary:2", 1)])
    clock.move(days=1)
    log.append([written("diary:1", 2, site="s1")])
    assert positions(log, site="s1") == [1, 2, 4]
    assert positions(log, stream="diary:") == [1, 3, 4]
    assert positions(log, stream="diary:", upto=3) == [1, 3]


def test_a_period_is_closed_at_its_beginning_and_open_at_its_end_by_either_time(
    log: Log, clock: SetClock
) -> None:
    """All happened at nine; the first was recorded at nine, too, the second a day later."""
    log.append([written("diary:1", 1)])
    clock.move(days=1)
    log.append([written("diary:1", 2)])
    nine, day = int(NINE.timestamp()), 24 * 3600
    assert positions(log, since=nine, until=nine + 1) == [1, 2]
    assert positions(log, since=nine + 1) == [2]
    assert positions(log, since=nine + day, until=nine + day + 1) == [2]
    assert positions(log, since=nine + day + 1) == []
    assert positions(log, until=nine) == []


def test_reading_ten_times_as_many_events_needs_no_more_memory(log: Log) -> None:
    def peak(stream: str) -> int:
        tracemalloc.start()
        for row in log.raw.narrowed(Narrowed(stream=stream)):
            assert len(row) == 19
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    log.append([written(f"few:{number}", 1) for number in range(2000)])
    log.append([written(f"many:{number}", 1) for number in range(20_000)])
    few, many = peak("few:"), peak("many:")
    assert many < few * 1.1
