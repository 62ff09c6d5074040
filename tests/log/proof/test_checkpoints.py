"""Checkpoints of a log: what stands in the export folders, what survives a crash, and when none is made."""

from pathlib import Path

import pytest

from domain.log import chain, migrate
from domain.log.proof.checkpoint import Checkpoint
from domain.log.proof.making import Exported
from domain.log.proof.merkle import EMPTY_ROOT, RECORD_BYTES, leaf_data, leaf_hash, root_of
from domain.log.proof.trust import Trusted
from tests.log.conftest import SetClock
from tests.log.grounds import Ground
from tests.log.proof.checkpointing import Office, problems

NINE_MICROS = 1_777_021_200_000_000


def test_a_checkpoint_tells_the_tree_over_all_events_in_every_folder(office: Office, ground: Ground) -> None:
    near, far = office.make()
    columns = ", ".join(("recorded_at", "hash", *CONTENT))
    rows = ground.run(office.place, f"SELECT {columns} FROM events ORDER BY position")
    records = [leaf_data(row[0], chain.digest(row[2:])) for row in rows]
    assert near.checkpoint == far.checkpoint
    assert near.checkpoint == Checkpoint(
        origin=office.origin,
        size=3,
        root=root_of(leaf_hash(record) for record in records),
        chain=rows[-1][1],
        at=office.clock(),
    )
    assert near.checkpoint
    for folder in (office.near, office.far):
        assert list(office.export(folder).records(9)) == records
        assert office.trusted(folder) == Trusted([near.checkpoint], office.export(folder).keys()[0], [])
    assert (near.added, far.added) == (3, 3)
    assert records[0][:8] == NINE_MICROS.to_bytes(8, "big")


CONTENT = (
    "stream", "version", "name", "schema", "body", "happened_at", "site", "recorded_by", "done_by", "done_as",
    "through", "command", "part", "digest", "correlation", "causation",
)  # fmt: skip


def test_the_next_checkpoint_adds_only_what_is_new_whoever_makes_it(office: Office) -> None:
    first = office.make()[0].checkpoint
    office.record(4)
    second = office.make()[0]
    office.record(5, 6)
    office.maker = office.another()
    third = office.make()[0]
    assert first
    assert [(one.added, one.checkpoint and one.checkpoint.size) for one in (second, third)] == [
        (1, 4),
        (2, 6),
    ]
    assert office.trusted().checkpoints == [first, second.checkpoint, third.checkpoint]
    assert office.export().witnessed == 6
    assert office.trusted().findings == []


def test_where_nothing_was_recorded_the_last_checkpoint_stands(office: Office) -> None:
    first, second = office.make()[0], office.make()[0]
    assert second == Exported(office.near, first.checkpoint, first.note, first.key, 0)
    assert len(office.export().notes().whole) == 1


def test_an_empty_log_has_a_checkpoint_too(ground: Ground, clock: SetClock, tmp_path: Path) -> None:
    place = ground.new()
    migrate(place, "demo", clock)
    office = Office(place, clock, tmp_path)
    empty = office.make()[0].checkpoint
    assert empty
    assert (empty.size, empty.root) == (0, EMPTY_ROOT)
    office.record(1)
    assert office.make()[0].added == 1


def test_a_log_longer_than_a_page_is_read_whole(office: Office) -> None:
    office.record(*range(4, 2_304))
    made = office.make()[0]
    office.maker = office.another()
    office.record(2_304)
    assert [one.added for one in (made, office.make()[0])] == [2_303, 1]
    assert office.trusted().checkpoints[-1].root == root_of(map(leaf_hash, office.export().records(2_304)))


@pytest.mark.parametrize("left", [b"", b"x", b"y" * 41, b"z" * 80])
def test_what_a_crash_left_behind_the_last_note_is_cut_off(office: Office, left: bytes) -> None:
    office.make()
    with office.export().witness_file.open("ab") as stream:
        stream.write(left)
    with office.export().notes_file.open("ab") as stream:
        stream.write(b"steward/half a note"[: len(left)])
    office.record(4)
    for maker in (office.maker, office.another()):
        office.maker = maker
        assert problems(office.make()) == ["", ""]
    assert office.export().witness_file.stat().st_size == 4 * RECORD_BYTES
    assert len(office.trusted().checkpoints) == 2
    assert office.trusted().findings == []


def test_a_note_that_is_not_whole_is_named_until_the_next_one(office: Office) -> None:
    office.make()
    raw = office.export().notes_file.read_bytes()
    office.export().notes_file.write_bytes(raw + raw[:-1])
    assert [one.kind for one in office.trusted().findings] == ["note_torn"]
    office.record(4)
    office.make()
    assert office.trusted().findings == []


def test_a_folder_that_cannot_be_written_does_not_hinder_the_others(office: Office) -> None:
    office.near.write_text("a file, not a folder")
    near, far = office.make()
    assert near.problem
    assert near.problem.text == "{folder} cannot be written to: {problem}."
    assert (far.problem, far.added) == (None, 3)


def test_a_log_that_contradicts_its_checkpoint_gets_no_other_one(office: Office, ground: Ground) -> None:
    office.make()
    ground.run(office.place, "UPDATE events SET recorded_by = 'x' WHERE position = 3")
    assert [text[:16] for text in problems(office.make())] == ["Event {position}"] * 2
    assert len(office.export().notes().whole) == 1


def test_events_that_do_not_follow_from_each_other_are_not_signed(office: Office, ground: Ground) -> None:
    office.make()
    office.record(4, 5, 6)
    ground.run(office.place, "UPDATE events SET site = 's9' WHERE position = 5")
    made = office.make()
    assert problems(made) == ["Event {position} does not follow from the one before it."] * 2
    assert made[0].problem
    assert made[0].problem.fields["position"] == "5"
    assert office.trusted().checkpoints[-1].size == 3


def test_a_removed_event_is_not_signed_over(office: Office, ground: Ground) -> None:
    ground.run(office.place, "DELETE FROM events WHERE position = 2")
    made = office.make()
    assert made[0].problem
    assert made[0].problem.fields["position"] == "2"
    assert made[0].checkpoint is None


def test_an_edited_witness_file_gets_no_other_checkpoint(office: Office) -> None:
    office.make()
    raw = bytearray(office.export().witness_file.read_bytes())
    raw[RECORD_BYTES + 20] ^= 1
    office.export().witness_file.write_bytes(raw)
    office.record(4)
    office.maker = office.another()
    assert problems(office.make()) == ["{file} is not what its last checkpoint says.", ""]
