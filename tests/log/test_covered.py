"""Against checkpoints kept elsewhere every covered event is judged exactly, even where an insider made the chain anew."""

import struct
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from domain.log import Log, Place, Report, Witnesses, migrate, verify
from domain.log.proof.export import RECORD_BYTES, Export
from domain.log.proof.making import Maker
from domain.log.proof.trust import Pin, pinned
from tests.log.conftest import SetClock
from tests.log.diary import written
from tests.log.grounds import KINDS, Ground, grounds
from tests.log.insider import AT, Insider, Row, forged
from tests.postgres import Server

COVERED, EVENTS = 20, 23
CHECKPOINTS = (6, 13, 20)
Change = Callable[[list[Row]], list[Row]]


@pytest.fixture(scope="module", params=KINDS)
def ground(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, postgres_server: Server
) -> Iterator[Ground]:
    yield from grounds(request.param, tmp_path_factory.mktemp("sound"), postgres_server)


class Sound:
    """A store of twenty-three events in five streams, and three checkpoints of it that reach to the twentieth."""

    def __init__(self, ground: Ground, folder: Path) -> None:
        self.place, self.far, clock = ground.new(), folder / "far", SetClock()
        migrate(self.place, "real", clock)
        maker = Maker(self.place, folder / "data", [self.far], clock)
        with Log.open(self.place, clock) as log:
            self.store = log.store.id
            for number in range(EVENTS):
                clock.move(seconds=1)
                log.append([written(f"diary:{number % 5}", number // 5 + 1, pages=number + 1)])
                if number + 1 in CHECKPOINTS:
                    (made,) = maker.make()
        assert made.key
        self.key = made.key


@pytest.fixture(scope="module")
def sound(ground: Ground, tmp_path_factory: pytest.TempPathFactory) -> Sound:
    return Sound(ground, tmp_path_factory.mktemp("office"))


class Case:
    """A copy of the sound store and of its folder, to be tampered with."""

    def __init__(self, ground: Ground, sound: Sound, folder: Path) -> None:
        self.place: Place = ground.copy(sound.place)
        self.folder = folder
        self.export = Export(folder, sound.store)
        self.known: Pin | None = pinned(sound.key)
        for file in sound.far.iterdir():
            (folder / file.name).write_bytes(file.read_bytes())

    def put(self, change: Change, *, chained: bool = True) -> None:
        insider = Insider(self.place)
        rows = change(insider.rows())
        insider.put(insider.chained(rows) if chained else rows)

    def verify(self) -> Report:
        return verify(self.place, Witnesses([self.folder], lambda _: self.known))

    def named(self) -> list[tuple[str, int | None]]:
        kinds = {"stream_gap", "tail_missing"}
        return [(one.kind, one.position) for one in self.verify().findings if one.kind not in kinds]


@pytest.fixture
def case(ground: Ground, sound: Sound, tmp_path: Path) -> Case:
    folder = tmp_path / "copied"
    folder.mkdir()
    return Case(ground, sound, folder)


def edit(position: int, column: str, value: object) -> Change:
    def changed(rows: list[Row]) -> list[Row]:
        rows[position - 1][AT[column]] = value
        return rows

    return changed


def test_an_untouched_log_is_covered_up_to_the_last_checkpoint(case: Case, sound: Sound) -> None:
    report = case.verify()
    (covered,) = report.covered
    assert report.findings == []
    assert (covered.size, covered.checkpoints, report.uncovered) == (COVERED, 3, EVENTS - COVERED)
    assert (covered.fingerprint, covered.known) == (sound.key.fingerprint, True)


@pytest.mark.parametrize("position", [1, 6, 7, 19, 20])
@pytest.mark.parametrize(
    ("column", "value"),
    [("body", b'{"pages":99}'), ("recorded_by", "somebody"), ("happened_at", 1), ("site", "s9")],
)
def test_a_changed_event_is_named_though_the_whole_chain_holds_again(
    case: Case, position: int, column: str, value: object
) -> None:
    case.put(edit(position, column, value))
    assert verify(case.place).findings == []
    assert case.named() == [("altered", position)]


@pytest.mark.parametrize("chained", [True, False])
@pytest.mark.parametrize("position", [1, 7, 20])
def test_a_new_date_of_recording_is_named_with_both_dates(
    case: Case, position: int, *, chained: bool
) -> None:
    def later(rows: list[Row]) -> list[Row]:
        rows[position - 1][1] += 400_000
        return rows

    case.put(later, chained=chained)
    (found,) = case.verify().findings
    assert (found.kind, found.position) == ("redated", position)
    assert (found.what.fields["says"] - found.what.fields["at"]).total_seconds() == 0.4


@pytest.mark.parametrize("position", [1, 6, 7, 19])
def test_an_event_taken_away_is_named_though_the_rest_moved_up(case: Case, position: int) -> None:
    case.put(lambda rows: rows[: position - 1] + rows[position:])
    assert case.named() == [("removed", position)]


def test_where_the_last_signed_event_was_another_one_stands_now(case: Case) -> None:
    case.put(lambda rows: rows[:19] + rows[20:])
    assert case.named() == [("altered", 20)]


@pytest.mark.parametrize("position", [1, 6, 19, 20])
def test_a_hole_is_an_event_taken_away(case: Case, position: int) -> None:
    case.put(lambda rows: rows[: position - 1] + rows[position:], chained=False)
    assert case.named() == [("removed", position)]


def test_a_run_taken_away_is_one_finding(case: Case) -> None:
    case.put(lambda rows: rows[:4] + rows[9:])
    (found,) = (one for one in case.verify().findings if one.kind != "stream_gap")
    assert (found.kind, found.position, found.what.fields["last"]) == ("removed_run", 5, 9)


@pytest.mark.parametrize("position", [1, 7, 20])
def test_an_event_put_in_is_named_and_none_of_those_it_pushed_away(case: Case, position: int) -> None:
    case.put(lambda rows: [*rows[: position - 1], forged(rows[2], "diary:9"), *rows[position - 1 :]])
    assert case.named() == [("put_in", position)]


@pytest.mark.parametrize(("one", "other"), [(3, 4), (5, 7), (1, 20), (2, 17)])
@pytest.mark.parametrize("chained", [True, False])
def test_two_swapped_events_are_both_named(case: Case, one: int, other: int, *, chained: bool) -> None:
    def swapped(rows: list[Row]) -> list[Row]:
        first, second = rows[one - 1], rows[other - 1]
        rows[one - 1], rows[other - 1] = [one, *second[1:]], [other, *first[1:]]
        return rows

    case.put(swapped, chained=chained)
    kinds = {"backwards"}
    found = [place for place in case.named() if place[0] not in kinds]
    assert found == [("displaced", one), ("displaced", other)]


@pytest.mark.parametrize(("was", "now"), [(5, 18), (18, 5), (1, 20), (4, 6)])
def test_an_event_moved_elsewhere_is_named_and_none_of_those_between(case: Case, was: int, now: int) -> None:
    def moved(rows: list[Row]) -> list[Row]:
        rows.insert(now - 1, rows.pop(was - 1))
        return rows

    case.put(moved)
    (found,) = case.verify().findings
    assert (found.kind, found.position, found.what.fields["belongs"]) == ("displaced", now, was)


def test_two_stretches_that_changed_places_are_named(case: Case) -> None:
    case.put(lambda rows: [*rows[:3], *rows[8:12], *rows[3:8], *rows[12:]])
    found = [(one.kind, one.position, one.what.fields["to"]) for one in case.verify().findings]
    assert found == [("moved_run", 4, 8), ("moved_run", 9, 4)]


@pytest.mark.parametrize("left", [0, 1, 13, 19])
def test_a_tail_cut_off_with_its_counter_is_named(case: Case, left: int) -> None:
    case.put(lambda rows: rows[:left])
    assert [(one.kind, one.position, one.what.fields["last"]) for one in case.verify().findings] == [
        ("truncated", left + 1, COVERED)
    ]


def test_a_tail_that_no_checkpoint_covers_can_be_cut_unseen(case: Case) -> None:
    case.put(lambda rows: rows[:COVERED])
    assert case.verify().findings == []


def test_events_recorded_over_a_cut_off_tail_are_not_those_that_were_signed(case: Case) -> None:
    case.put(lambda rows: [*rows[:18], *(forged(rows[0], "diary:9", version) for version in (1, 2, 3))])
    assert case.named() == [("altered", 19), ("altered", 20)]


def test_a_log_written_anew_altogether_is_counted_without_naming_each(ground: Ground, tmp_path: Path) -> None:
    place, clock = ground.new(), SetClock()
    migrate(place, "demo", clock)
    with Log.open(place, clock) as log:
        log.append([written("diary:1", version) for version in range(1, 2_501)])
    maker = Maker(place, tmp_path / "data", [tmp_path / "far"], clock)
    (made,) = maker.make()
    insider = Insider(place)
    rows = insider.rows()
    for row in rows:
        row[AT["site"]] = "s9"
    insider.put(insider.chained(rows))
    found = verify(place, Witnesses([tmp_path / "far"])).findings
    assert len(found) == 501
    assert {one.kind for one in found[:500]} == {"altered"}
    assert (found[-1].kind, found[-1].what.fields["count"]) == ("differ_many", 2_000)
    assert made.added == 2_500


@pytest.mark.parametrize("position", [1, 12, 20])
def test_a_changed_hash_is_told_from_changed_content_even_at_the_end(case: Case, position: int) -> None:
    insider = Insider(case.place)
    insider.run("UPDATE events SET hash = " + ("decode(repeat('00', 32), 'hex')" if insider.dialect.serves else
                "zeroblob(32)") + f" WHERE position = {position}")  # fmt: skip
    assert [one for one in case.named() if one[0] != "chain_remade"] == [("hash_altered", position)]


def test_a_chain_made_anew_from_another_beginning_is_named(case: Case, ground: Ground) -> None:
    insider = Insider(case.place)
    insider.put(insider.chained(insider.rows(), genesis=b"\x07" * 32))
    assert ("chain_remade", 6) in case.named()


def test_several_edits_at_once_are_each_named(case: Case) -> None:
    def tampered(rows: list[Row]) -> list[Row]:
        rows[1][AT["site"]] = "s9"
        rows[15][1] += 1
        rows.insert(10, forged(rows[2], "diary:9"))
        del rows[4]
        return rows

    case.put(tampered)
    assert case.named() == [("altered", 2), ("removed", 5), ("put_in", 10), ("redated", 16)]


def test_without_the_witness_file_it_is_said_between_which_checkpoints(case: Case) -> None:
    case.export.witness_file.unlink()
    assert [one.kind for one in case.verify().findings] == ["witness_short"]
    case.put(edit(9, "site", "s9"))
    between = next(one for one in case.verify().findings if one.kind == "between")
    assert (between.position, between.what.fields["last"]) == (7, 13)


def test_without_the_witness_file_the_chain_still_names_what_it_can(case: Case) -> None:
    case.export.witness_file.unlink()
    case.put(edit(9, "site", "s9"), chained=False)
    assert case.named() == [("witness_short", None), ("between", 7), ("altered", 9)]


def test_without_the_witness_file_a_cut_tail_is_named(case: Case) -> None:
    case.export.witness_file.unlink()
    case.put(lambda rows: rows[:15])
    assert case.named() == [("witness_short", None), ("between", 14), ("truncated", 16)]


def test_an_edited_witness_file_is_named_and_accuses_nobody(case: Case) -> None:
    raw = bytearray(case.export.witness_file.read_bytes())
    raw[9 * RECORD_BYTES + 30] ^= 1
    case.export.witness_file.write_bytes(raw)
    assert case.named() == [("witness_altered", None)]


def test_an_edited_witness_file_still_judges_up_to_where_a_checkpoint_vouches_for_it(case: Case) -> None:
    raw = bytearray(case.export.witness_file.read_bytes())
    raw[15 * RECORD_BYTES + 30] ^= 1
    case.export.witness_file.write_bytes(raw)
    case.put(edit(9, "site", "s9"))
    assert case.named() == [("altered", 9), ("witness_altered", None)]


@pytest.mark.parametrize("cut", [1, 40, 300])
def test_a_cut_witness_file_is_named(case: Case, cut: int) -> None:
    case.export.witness_file.write_bytes(case.export.witness_file.read_bytes()[:-cut])
    assert case.named() == [("witness_short", None)]


def test_what_a_crash_left_behind_the_last_note_accuses_nobody(case: Case) -> None:
    with case.export.witness_file.open("ab") as stream:
        stream.write(struct.pack(">q32s", 5, b"x") + b"half")
    assert case.named() == []


def test_an_edited_note_does_not_count_and_the_others_do(case: Case) -> None:
    raw = case.export.notes_file.read_bytes()
    case.export.notes_file.write_bytes(raw.replace(b"\n13\n", b"\n12\n"))
    assert case.named() == [("note_wrong", None)]
    case.put(edit(20, "site", "s9"))
    assert case.named() == [("note_wrong", None), ("altered", 20)]


def test_a_removed_last_note_covers_less(case: Case) -> None:
    notes = case.export.notes().whole
    case.export.notes_file.write_bytes(b"".join(notes[:2]))
    report = case.verify()
    assert (report.findings, report.uncovered) == ([], EVENTS - 13)


def test_another_key_is_a_finding_and_nothing_it_signed_counts(case: Case, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs"
    (made,) = Maker(case.place, tmp_path / "other", [theirs], SetClock()).make()
    assert made.checkpoint
    case.folder = theirs
    report = case.verify()
    assert [one.kind for one in report.findings] == ["other_key"]
    assert report.uncovered == EVENTS
    case.known = None
    assert case.verify().findings == []


def test_a_folder_without_checkpoints_of_this_store_is_named(case: Case, tmp_path: Path) -> None:
    case.folder = tmp_path / "nothing"
    assert case.named() == [("no_checkpoints", None)]
    assert verify(case.place, Witnesses([case.folder], required=False)).findings == []


def test_several_folders_say_each_thing_once(case: Case) -> None:
    case.put(edit(9, "site", "s9"))
    report = verify(case.place, Witnesses([case.folder, case.folder], lambda _: case.known))
    assert [(one.kind, one.position) for one in report.findings] == [("altered", 9)]
    assert len(report.covered) == 2


@pytest.mark.parametrize("table", ["events", "register", "snapshots"])
def test_a_missing_table_is_named(case: Case, table: str) -> None:
    Insider(case.place).run(f"DROP TABLE {table}")
    (found,) = case.verify().findings
    assert (found.kind, found.what.fields["table"]) == ("table", table)


def test_a_missing_column_is_named(case: Case) -> None:
    Insider(case.place).run("ALTER TABLE events DROP COLUMN done_as")
    (found,) = case.verify().findings
    assert (found.kind, found.what.fields["table"]) == ("table", "events")
    assert "done_as" in str(found.what)


def test_progress_is_told_page_by_page(case: Case) -> None:
    told: list[int] = []
    verify(case.place, on_progress=told.append)
    assert told == [EVENTS]
