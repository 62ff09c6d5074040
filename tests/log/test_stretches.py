"""A stretch of the log, the latest first, counted, or by what events say, on both stores."""

from datetime import timedelta

from domain.log import Log, Question
from tests.log.conftest import SetClock
from tests.log.diary import NINE, Written, text, written


def filled(log: Log, clock: SetClock) -> None:
    """Six events: two people, two sites, one thirty-one minutes late, one by a file."""
    log.append([written("diary:1", 1, site="s1", by="desk", doer="chen", role="guard", through="console")])
    log.append([written("diary:1", 2, site="s1", by="desk", doer="desk", role="desk", through="console")])
    clock.move(minutes=31)
    log.append([written("diary:2", 1, site="s1", by="desk", doer="desk", role="desk", through="console")])
    log.append(
        [written("diary:3", 1, site="s2", by="wang", doer="wang", through="import", happened_at=clock.now)]
    )
    said, entry = text("t00000000000000aa", "the pump is loud")
    late = written(
        "note:1", 1, site="s1", by="wang", doer="wang", happened_at=clock.now, fact=Written(text=said)
    )
    log.append([late], [entry])
    log.append(
        [
            written(
                "note:1", 2, site="s1", by="wang", doer="wang", command="c-1", part=0, happened_at=clock.now
            )
        ]
    )


def test_a_stretch_is_told_the_latest_first_and_narrowed_by_each_column(log: Log, clock: SetClock) -> None:
    filled(log, clock)

    def found(limit: int = 10, **asked: object) -> list[int]:
        return [event.position for event in log.audit.stretch(Question(**asked), limit)]  # type: ignore[arg-type]

    assert found() == [6, 5, 4, 3, 2, 1]
    assert found(after=1, upto=4) == [4, 3, 2]
    assert found(limit=2, site="s1") == [6, 5]
    assert found(who="chen") == [1]
    assert found(who="desk", site="s1") == [3, 2, 1]
    assert found(apart=True) == [1]
    assert found(through="import") == [4]
    assert found(names=("diary.written", "no.such")) == [6, 5, 4, 3, 2, 1]
    assert found(stream_prefix="diary:") == [4, 3, 2, 1]
    assert found(stream_prefix="note:1", upto=5) == [5]
    assert found(late_s=30 * 60) == [3]
    assert found(late_s=31 * 60) == []
    assert found(since=NINE + timedelta(minutes=31)) == [6, 5, 4]
    assert found(site="s1' OR 1=1 --") == []


def test_a_stretch_is_counted_by_who_what_and_how_with_the_longest_delay(log: Log, clock: SetClock) -> None:
    filled(log, clock)
    counted = {tuple(row[:5]): (row[5], row[6]) for row in log.audit.tally(Question(site="s1", upto=3))}
    assert counted == {
        ("desk", "chen", "guard", "diary.written", "console"): (1, 0),
        ("desk", "desk", "desk", "diary.written", "console"): (2, 31 * 60 * 1_000_000),
    }


def test_what_events_say_is_handed_out_as_it_is_stored(log: Log, clock: SetClock) -> None:
    filled(log, clock)
    said = {position: bytes(body) for position, body in log.audit.bodies(Question(after=3))}
    assert list(said) == [6, 5, 4]
    assert b"t00000000000000aa" in said[5]
    assert b"t00000000000000aa" not in said[6]


def test_one_stream_and_some_commands_are_found_even_where_events_cannot_be_read(
    log: Log, clock: SetClock
) -> None:
    filled(log, clock)
    assert [event.position for event in log.audit.history("note:1")] == [5, 6]
    assert [event.position for event in log.audit.history("note:1", limit=1)] == [5]
    assert log.audit.history("note:2") == []
    assert [event.position for event in log.audit.of_commands(["c-1", "c-2", "c-1"])] == [6]
    assert log.audit.of_commands([]) == []
