"""Checkpoints of a log: what stands in the export folders, what survives a crash, and when none is made."""

import os
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from domain.log import Log, Place, chain, migrate
from domain.log.dialects import dialect_of
from domain.log.proof.checkpoint import Checkpoint
from domain.log.proof.export import RECORD_BYTES, Export
from domain.log.proof.making import Exported, Maker
from domain.log.proof.merkle import EMPTY_ROOT, leaf_data, leaf_hash, root_of
from domain.log.proof.signing import KEY_FILE, KeyRefused
from domain.log.proof.source import CheckpointRefused
from domain.log.proof.trust import Trusted, pin, pinned, trusted
from tests.log.conftest import SetClock
from tests.log.diary import written
from tests.log.grounds import Ground

NINE_MICROS = 1_777_021_200_000_000


class Office:
    """A log, the folders its checkpoints go to, and whoever makes them."""

    def __init__(self, place: Place, clock: SetClock, folder: Path) -> None:
        self.place, self.clock = place, clock
        self.data, self.near, self.far = folder / "data", folder / "near", folder / "far"
        self.maker = self.another()
        with Log.open(place, clock) as log:
            self.origin, self.store = f"steward/{log.store.id}", log.store.id

    def another(self) -> Maker:
        """Somebody who remembers nothing."""
        return Maker(self.place, self.data, [self.near, self.far], self.clock)

    def record(self, *versions: int) -> None:
        with Log.open(self.place, self.clock) as log:
            log.append([written("diary:1", version) for version in versions])

    def make(self, **how: bool) -> list[Exported]:
        self.clock.move(minutes=1)
        return self.maker.make(**how)

    def export(self, folder: Path | None = None) -> Export:
        return Export(folder or self.near, self.store)

    def trusted(self, folder: Path | None = None) -> Trusted:
        return trusted(self.export(folder), self.origin, None)


@pytest.fixture
def office(place: Place, clock: SetClock, tmp_path: Path) -> Office:
    office = Office(place, clock, tmp_path)
    office.record(1, 2, 3)
    return office


def problems(made: list[Exported]) -> list[str]:
    return [one.problem.text if one.problem else "" for one in made]


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


def test_another_key_signs_nothing_over_the_first_ones_checkpoints(office: Office) -> None:
    office.make()
    (office.data / KEY_FILE).unlink()
    office.record(4)
    assert {text[:30] for text in problems(office.make())} == {"The checkpoints in {folder} ar"}
    assert [one.size for one in office.trusted().checkpoints] == [3]


def test_a_file_that_is_no_key_makes_no_checkpoint(office: Office) -> None:
    office.data.mkdir()
    (office.data / KEY_FILE).write_bytes(b"no key")
    with pytest.raises(KeyRefused):
        office.make()


def test_a_new_key_takes_over_with_the_old_ones_word(office: Office) -> None:
    old = office.make()[0].key
    office.record(4)
    change = office.make(new_key=True)[0]
    office.record(5)
    after = office.make()[0]
    assert change.checkpoint
    assert change.key == after.key == change.checkpoint.next_key != old
    assert sorted(one.name for one in office.data.iterdir()) == ["signing.key", "signing.lock"]
    assert old
    for known in (None, pinned(old), pin(old.fingerprint.upper()), pin(after.key.line if after.key else "")):
        found = trusted(office.export(), office.origin, known)
        assert [one.size for one in found.checkpoints] == [3, 4, 5]
        assert (found.key, found.findings) == (after.key, [])


def test_a_change_of_key_that_stopped_half_way_is_finished(office: Office) -> None:
    office.make()
    office.far.rename(office.far.with_name("away"))
    office.far.write_text("its disk is gone")
    assert problems(office.make(new_key=True))[0] == ""
    assert (office.data / f"{KEY_FILE}.next").exists()
    office.record(4)
    assert problems(office.make())[0] == ""
    office.far.unlink()
    office.far.with_name("away").rename(office.far)
    assert problems(office.make(new_key=True)) == ["", ""]
    assert not (office.data / f"{KEY_FILE}.next").exists()
    office.record(5)
    assert problems(office.make()) == ["", ""]
    assert office.trusted().key == office.trusted(office.far).key
    assert [*office.trusted().findings, *office.trusted(office.far).findings] == []


def test_checkpoints_of_an_unknown_key_do_not_count(office: Office, tmp_path: Path) -> None:
    office.make()
    stranger = Maker(office.place, tmp_path / "other", [tmp_path / "theirs"], office.clock).make()[0]
    assert stranger.key
    known = office.trusted().key
    assert known
    theirs = trusted(Export(tmp_path / "theirs", office.store), office.origin, pinned(known))
    assert (theirs.checkpoints, [one.kind for one in theirs.findings]) == ([], ["other_key"])
    office.export().notes_file.write_bytes(stranger.note)
    own = office.trusted()
    assert (own.checkpoints, [one.kind for one in own.findings]) == ([], ["note_wrong"])


def test_a_signature_that_anybody_can_add_hands_nothing_over(office: Office, tmp_path: Path) -> None:
    office.make()
    office.record(4)
    stranger = Maker(office.place, tmp_path / "other", [tmp_path / "theirs"], office.clock).make()[0]
    forged = office.export().notes_file.read_bytes() + stranger.note.rpartition(b"\n\n")[2] + stranger.note
    office.export().notes_file.write_bytes(forged)
    found = office.trusted()
    assert [one.size for one in found.checkpoints] == [3]
    assert [(one.kind, one.what.fields["number"]) for one in found.findings] == [("note_wrong", 2)]


def test_checkpoints_whose_order_was_turned_are_named(office: Office) -> None:
    office.make()
    office.record(4)
    office.make()
    first, second = office.export().notes().whole
    office.export().notes_file.write_bytes(second + first)
    found = office.trusted()
    assert [one.size for one in found.checkpoints] == [4]
    assert [str(one.what.fields["why"])[:38] for one in found.findings] == [
        "The checkpoint was made earlier, or co"
    ]


def test_checkpoints_of_another_store_are_named(office: Office) -> None:
    office.make()
    found = trusted(office.export(), "steward/another", None)
    assert (found.checkpoints, [one.kind for one in found.findings]) == ([], ["note_wrong"])


def test_a_clock_that_was_set_back_makes_no_checkpoint_earlier_than_the_last(office: Office) -> None:
    first = office.make()[0].checkpoint
    office.record(4)
    office.clock.now -= timedelta(days=1)
    second = office.make()[0].checkpoint
    assert first
    assert second
    assert second.at == first.at
    assert office.trusted().findings == []


def test_keys_that_cannot_be_read_are_named(office: Office) -> None:
    office.make()
    office.export().keys_file.write_text("no key\n")
    assert [one.kind for one in office.trusted().findings] == ["keys_wrong", "no_key"]
    office.export().keys_file.unlink()
    assert [one.kind for one in office.trusted().findings] == ["no_key"]


def test_two_makers_do_not_get_into_each_others_way(office: Office, ground: Ground) -> None:
    dialect = dialect_of(office.place)
    with closing(dialect.connect()) as connection:
        dialect.begin_read(connection)
        assert dialect.alone(connection)
        made = office.make()
        connection.execute("ROLLBACK")
    assert made == [] if ground.kind == "postgresql" else len(made) == 2
    assert len(office.make()) == 2


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights otherwise")
def test_the_private_key_is_for_its_owner_and_the_export_for_everybody(office: Office) -> None:
    office.make()
    assert (office.data / KEY_FILE).stat().st_mode & 0o777 == 0o600
    assert office.near.stat().st_mode & 0o555 == 0o555


def test_a_damaged_store_file_makes_no_checkpoint(tmp_path: Path, clock: SetClock) -> None:
    place = tmp_path / "data" / "log.sqlite"
    migrate(place, "demo", clock)
    office = Office(place, clock, tmp_path)
    office.record(1)
    with closing(sqlite3.connect(place)) as connection, connection:
        connection.execute("DROP TABLE events")
    with pytest.raises(CheckpointRefused, match="no such table"):
        office.make()
