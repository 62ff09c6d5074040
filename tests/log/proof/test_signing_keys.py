"""Whose checkpoints count: one key and those it hands over to; and what hinders making them."""

import os
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from domain.log import migrate
from domain.log.dialects import dialect_of
from domain.log.proof.export import Export
from domain.log.proof.making import Maker
from domain.log.proof.signing import KEY_FILE, KeyRefused
from domain.log.proof.source import CheckpointRefused
from domain.log.proof.trust import pin, pinned, trusted
from tests.log.conftest import SetClock
from tests.log.grounds import Ground
from tests.log.proof.checkpointing import Office, problems

NINE_MICROS = 1_777_021_200_000_000


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
    names = sorted(one.name for one in office.data.iterdir())
    assert names == ["checkpoints.made", "signing.key", "signing.lock"]
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
