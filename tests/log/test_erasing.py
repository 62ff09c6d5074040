"""What is erased leaves the register with its event and leaves nothing behind; what comes back is found."""

from pathlib import Path
from random import Random

import pytest
from eventsourcing.persistence import IntegrityError

from domain.erasure import Basis, Erasure, PersonErased, TextRedacted, erasure_stream
from domain.facts import Recorded
from domain.log import Log, Place, migrate, verify
from tests.log.conftest import SetClock
from tests.log.diary import NINE, Written, person, text, written
from tests.log.grounds import Ground

WORDS, NAME = "厨房龙头漏水，电话 13800000001", "李明远"
FORMS = [
    form
    for said in (WORDS, NAME)
    for form in (said.encode(), said.encode("utf-16-le"), said.encode("utf-16-be"))
]


def erasing(*facts: PersonErased | TextRedacted) -> list[Recorded]:
    events: list[Recorded] = []
    for fact in facts:
        erasure = Erasure(erasure_stream(fact.erases))
        erasure.record(fact, NINE)
        events += erasure.collect_events()
    return events


def of_person(id: str, versions: int = 1) -> PersonErased:
    return PersonErased(erases=id, basis=Basis.PURPOSE_OVER, versions=versions)


def of_text(id: str) -> TextRedacted:
    return TextRedacted(erases=id, basis=Basis.PURPOSE_OVER)


def fill(log: Log) -> None:
    """Two people, one of them in two versions, and two texts, each with the event that points to it."""
    words, said = text("t-1", WORDS)
    other_words, other_said = text("t-2", "楼道灯不亮")
    first, entry = person("p-1", 1, "李")
    again, corrected = person("p-1", 2, NAME)
    other, another = person("p-2", 1, "王")
    facts = [
        Written(text=words, author=first),
        Written(author=again),
        Written(text=other_words, author=other),
    ]
    events = [written("diary:1", version, fact=fact) for version, fact in enumerate(facts, 1)]
    log.append(events, [said, other_said, entry, corrected, another])


def test_an_erased_person_is_gone_in_every_version_and_the_others_stay(log: Log) -> None:
    fill(log)
    assert log.append(erasing(of_person("p-1", 2)), erased=["p-1"]) == [4]
    assert (log.versions("p-1"), log.people(["p-1", "p-2"])) == ([], {"p-2": {"name": "王"}})
    assert set(log.texts(["t-1", "t-2"])) == {"t-1", "t-2"}


def test_what_is_erased_stays_where_its_event_could_not_be_recorded(log: Log) -> None:
    fill(log)
    with pytest.raises(IntegrityError):
        log.append([*erasing(of_person("p-1", 2)), written("diary:1", 1)], erased=["p-1"])
    assert len(log.versions("p-1")) == 2
    assert log.head() == 3


def test_many_are_erased_together(log: Log) -> None:
    entries = [text(f"t-{number}", f"第{number}条") for number in range(60)]
    facts = [Written(text=reference) for reference, _ in entries]
    log.append(
        [written("diary:1", version, fact=fact) for version, fact in enumerate(facts, 1)],
        [entry for _, entry in entries],
    )
    going = [f"t-{number}" for number in range(59)]
    log.append(erasing(*map(of_text, going)), erased=going)
    assert list(log.texts(f"t-{number}" for number in range(60))) == ["t-59"]


def test_an_erasure_explains_a_missing_entry_and_nothing_else_does(
    log: Log, place: Place, ground: Ground
) -> None:
    fill(log)
    log.append(erasing(of_person("p-1", 2), of_text("t-1")), erased=["p-1", "t-1"])
    assert verify(place).findings == []
    ground.run(place, "DELETE FROM register WHERE id = 't-2'")
    assert [(one.kind, one.entry, one.position) for one in verify(place).findings] == [
        ("entry_missing", "t-2", 3)
    ]


def test_an_erased_entry_that_is_back_is_found_with_the_event_that_erased_it(
    log: Log, place: Place, ground: Ground
) -> None:
    fill(log)
    kept = ground.run(place, "SELECT id, version, kind, value, salt, seal FROM register WHERE id = 't-1'")[0]
    log.append(erasing(of_text("t-1")), erased=["t-1"])
    ground.run(place, "INSERT INTO register VALUES (?, ?, ?, ?, ?, ?)", kept)
    assert [(one.kind, one.entry, one.position) for one in verify(place).findings] == [
        ("entry_back", "t-1", 4)
    ]


def test_whoever_keeps_the_register_in_memory_sees_that_an_entry_has_gone(log: Log) -> None:
    fill(log)
    marks = [log.register_mark()]
    log.append(erasing(of_person("p-2")), erased=["p-2"])
    marks.append(log.register_mark())
    reference, entry = person("p-3", 1, "赵")
    log.append([written("diary:2", 1, fact=Written(author=reference))], [entry])
    marks.append(log.register_mark())
    assert len(set(marks)) == 3


def test_no_byte_of_the_files_holds_what_was_erased(tmp_path: Path, clock: SetClock) -> None:
    """The log, its write-ahead log, and what the system keeps beside them, while others have the store open."""
    place = tmp_path / "log.sqlite"
    migrate(place, "real", clock)
    with Log.open(place, clock) as log, Log.open(place, clock) as other:
        fill(log)
        assert other.people(["p-1"])
        assert any(form in one.read_bytes() for one in tmp_path.iterdir() for form in FORMS)
        log.append(erasing(of_person("p-1", 2), of_text("t-1")), erased=["p-1", "t-1"])
        held = {one.name for one in tmp_path.iterdir() for form in FORMS if form in one.read_bytes()}
        assert held == set()
        assert "楼道灯不亮".encode() in place.read_bytes()


def test_somebody_who_reads_stands_in_the_way_only_as_long_as_he_reads(
    tmp_path: Path, clock: SetClock
) -> None:
    place = tmp_path / "log.sqlite"
    migrate(place, "real", clock)
    with Log.open(place, clock) as log, Log.open(place, clock) as reader:
        fill(log)
        with reader._connections.moment() as moment:
            assert moment.execute("SELECT count(*) FROM register").fetchone() == (5,)
            log.append(erasing(of_text("t-1")), erased=["t-1"])
            assert not log.leave_no_trace()
        assert log.leave_no_trace()
        assert not any(WORDS.encode() in one.read_bytes() for one in tmp_path.iterdir())


def test_the_streams_that_speak_of_an_entry_are_named_with_their_sites(log: Log) -> None:
    reference, entry = person("p-1", 1, "李")
    words, said = text("t-1", WORDS)
    log.append(
        [
            written("diary:1", 1, fact=Written(author=reference), site="s1"),
            written("diary:2", 1, fact=Written(text=words), site="s1"),
            written("diary:3", 1, fact=Written(author=reference, text=words), site="s2"),
            written("diary:3", 2, fact=Written(author=reference), site="s2"),
        ],
        [entry, said],
    )
    both = [("diary:1", "s1"), ("diary:3", "s2")]
    assert log.speaking_of(["p-1", "p-9"]) == {"p-1": both}
    assert log.speaking_of(["p-1", "t-1"]) == {"p-1": both, "t-1": [("diary:2", "s1"), ("diary:3", "s2")]}


def test_every_entry_is_read_in_every_version(log: Log) -> None:
    fill(log)
    assert [(one.id, one.version) for one in log.every_entry()] == [
        ("p-1", 1), ("p-1", 2), ("p-2", 1), ("t-1", 1), ("t-2", 1),
    ]  # fmt: skip


def test_rows_that_moved_between_pages_leave_no_piece_behind(tmp_path: Path, clock: SetClock) -> None:
    """Erasing much joins pages, and a row that moves leaves its bytes in the old page: they must go with it."""
    place, draw = tmp_path / "log.sqlite", Random(2)  # noqa: S311 - a fixed history
    migrate(place, "real", clock)
    marked = {
        f"t{number:04}": f"MARK{number:04}" + "字" * draw.choice([3, 10, 40, 200, 1500])
        for number in range(600)
    }
    entries = [text(id, words) for id, words in marked.items()]
    with Log.open(place, clock, durable=False) as log:
        facts = [Written(text=reference) for reference, _ in entries]
        events = [written("diary:1", version, fact=fact) for version, fact in enumerate(facts, 1)]
        log.append(events, [entry for _, entry in entries])
        gone, order = set[str](), sorted(marked, key=lambda _: draw.random())
        for start in range(0, 540, 60):
            batch = order[start : start + 60]
            log.append(erasing(*map(of_text, batch)), erased=batch)
            gone.update(batch)
            raw = b"".join(one.read_bytes() for one in tmp_path.iterdir())
            assert [id for id in sorted(gone) if marked[id][:8].encode() in raw] == []
        assert set(log.texts(marked)) == marked.keys() - gone
    assert verify(place).findings == []
