"""The full replay beside what is served: untouched rows equal it at any moment, and every wrong one is named."""

from pathlib import Path

import pytest
from sqlalchemy import text

from projections.spine import replay
from projections.spine.replay import Replay, Replayed
from tests.projections.estate import Dusted, Estate, Lit, PutOut


def compared(estate: Estate, folder: Path) -> dict[str, Replayed]:
    whole = Replay(estate.projector.store, estate.log, folder, estate.clock)
    try:
        return {one.model: one for one in whole.compare()}
    finally:
        whole.close()


def change(estate: Estate, statement: str) -> None:
    with estate.engine.begin() as connection:
        connection.execute(text(statement))


@pytest.fixture
def lit(estate: Estate) -> Estate:
    """Nine events of three lamps, all told."""
    for lamp in "abc":
        estate.record(lamp, Lit(watts=40), Dusted(), PutOut())
    estate.projector.catch_up()
    return estate


def test_untouched_rows_equal_the_replay(lit: Estate, tmp_path: Path) -> None:
    found = compared(lit, tmp_path)
    assert {name: (one.position, one.rows, one.holds) for name, one in found.items()} == {
        "burning": (9, 3, True),
        "lamps": (9, 6, True),
        "lightings": (9, 3, True),
    }


def test_models_that_stand_at_several_positions_are_each_compared_at_their_own(
    lit: Estate, tmp_path: Path
) -> None:
    lit.record("a", Lit(watts=60))
    lit.record("d", Lit(watts=60), PutOut())
    burning = next(track for track in lit.store.positions() if track.name == "burning")
    lit.projector.advance([burning], 9, 10)
    found = compared(lit, tmp_path)
    assert {name: (one.position, one.rows, one.holds) for name, one in found.items()} == {
        "burning": (10, 4, True),
        "lamps": (9, 6, True),
        "lightings": (9, 3, True),
    }


def test_a_changed_row_a_removed_one_and_one_put_in_are_named(lit: Estate, tmp_path: Path) -> None:
    change(lit, "UPDATE burning_1 SET watts = 79 WHERE key = 'lamp:b'")
    change(lit, "DELETE FROM lamps_1 WHERE key = 'lamp:a' AND from_pos = 1")
    change(lit, "INSERT INTO lightings_1 (key, from_pos, watts) VALUES ('lamp:z', 5, 40)")
    found = compared(lit, tmp_path)
    assert [(row.key, row.position) for row in found["burning"].wrong] == [("lamp:b", 4)]
    assert "says something else" in str(found["burning"].wrong[0].what)
    assert [(row.key, row.position) for row in found["lamps"].wrong] == [("lamp:a", 1)]
    assert "is missing" in str(found["lamps"].wrong[0].what)
    assert [(row.key, row.position) for row in found["lightings"].wrong] == [("lamp:z", 5)]
    assert "no event tells" in str(found["lightings"].wrong[0].what)
    assert [one.holds for one in found.values()] == [False, False, False]


def test_a_row_that_stands_twice_is_named(lit: Estate, tmp_path: Path) -> None:
    change(lit, "INSERT INTO lightings_1 (key, from_pos, watts) VALUES ('lamp:a', 1, 40)")
    assert compared(lit, tmp_path)["lightings"].differing == 1


def test_many_wrong_rows_are_counted(lit: Estate, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replay, "NAMED", 2)
    change(lit, "UPDATE lamps_1 SET lit = 7")
    found = compared(lit, tmp_path)["lamps"]
    assert (len(found.wrong), found.differing) == (2, 6)


def test_rows_of_a_stream_that_cannot_be_followed_are_left_out_and_it_is_named(
    estate: Estate, tmp_path: Path
) -> None:
    estate.record("a", Lit(watts=40))
    estate.record("b", Lit(watts=0), Lit(watts=40))
    estate.projector.catch_up()
    found = compared(estate, tmp_path)
    assert [(one.key, one.position) for one in found["burning"].parked] == [("lamp:b", 2)]
    assert (found["burning"].differing, found["burning"].holds, found["lightings"].holds) == (0, False, True)


def test_models_that_know_more_than_the_log_holds_are_not_compared(lit: Estate, tmp_path: Path) -> None:
    change(lit, "UPDATE generations SET position = 12 WHERE model = 'lamps'")
    found = compared(lit, tmp_path)
    assert (found["lamps"].ahead, found["lamps"].position, found["burning"].ahead) == (True, 12, False)


def test_progress_is_told(lit: Estate, tmp_path: Path) -> None:
    told: list[int] = []
    whole = Replay(lit.store, lit.log, tmp_path, lit.clock)
    assert len(list(whole.compare(told.append))) == 3
    whole.close()
    assert told == [9]
