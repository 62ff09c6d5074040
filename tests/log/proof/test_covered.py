"""Against checkpoints kept elsewhere every covered event is judged exactly, even where an insider made the chain anew."""

from pathlib import Path

import pytest

from domain.log import Log, Witnesses, migrate, verify
from domain.log.proof.making import Maker
from tests.log.conftest import SetClock
from tests.log.diary import written
from tests.log.grounds import Ground
from tests.log.insider import AT, Insider, Row, forged
from tests.log.proof.signed import COVERED, EVENTS, Case, Sound, edit


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


def test_a_date_set_into_the_future_accuses_no_event_behind_it(case: Case) -> None:
    def later(rows: list[Row]) -> list[Row]:
        rows[COVERED - 1][1] += 10**9
        return rows

    case.put(later)
    assert case.named() == [("redated", COVERED)]


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


def test_an_event_put_in_accuses_none_of_those_it_pushed_behind_the_last_checkpoint(case: Case) -> None:
    def pushed(rows: list[Row]) -> list[Row]:
        rows.insert(COVERED - 1, forged(rows[2], "diary:9"))
        return [[at, *row[1:]] for at, row in enumerate(rows, 1)]

    case.put(pushed, chained=False)
    assert case.named() == [("put_in", COVERED)]


@pytest.mark.parametrize(("one", "other"), [(3, 4), (5, 7), (1, 20), (2, 17)])
@pytest.mark.parametrize("chained", [True, False])
def test_two_swapped_events_are_both_named(case: Case, one: int, other: int, *, chained: bool) -> None:
    def swapped(rows: list[Row]) -> list[Row]:
        first, second = rows[one - 1], rows[other - 1]
        rows[one - 1], rows[other - 1] = [one, *second[1:]], [other, *first[1:]]
        return rows

    case.put(swapped, chained=chained)
    assert case.named() == [("displaced", one), ("displaced", other)]


@pytest.mark.parametrize(("was", "now"), [(5, 18), (18, 5), (1, 20), (20, 7), (4, 6)])
def test_an_event_moved_elsewhere_is_named_and_none_of_those_between(case: Case, was: int, now: int) -> None:
    def moved(rows: list[Row]) -> list[Row]:
        rows.insert(now - 1, rows.pop(was - 1))
        return rows

    case.put(moved)
    (found,) = case.verify().findings
    assert (found.kind, found.position, found.what.fields["belongs"]) == ("displaced", now, was)


def test_moved_contents_with_their_hashes_accuse_no_event_behind_them(case: Case) -> None:
    def swapped(rows: list[Row]) -> list[Row]:
        rows[3], rows[9] = [*rows[3][:2], *rows[9][2:]], [*rows[9][:2], *rows[3][2:]]
        return rows

    case.put(swapped, chained=False)
    assert case.named() == [("displaced", 4), ("displaced", 10)]


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
