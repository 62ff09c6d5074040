"""Following the log: page by page, exactly once, past poison, and anew."""

from typing import Any

import msgspec
import pytest

from projections.spine.fold import Changes
from projections.spine.intervals import LIVE
from projections.spine.projector import Projector
from projections.spine.rebuild import rebuild
from projections.spine.retry import retry_all, retry_parked
from projections.spine.store import Store, migrate_models
from tests.projections.estate import BURNING, LAMPS, LIGHTINGS, MODELS, Dusted, Estate, Lamp, Lit, PutOut
from tests.projections.places import Places


def test_a_row_holds_from_the_event_that_made_it_to_the_event_that_ended_it(estate: Estate) -> None:
    estate.record("a", Lit(watts=40))
    estate.record("b", Lit(watts=60))
    estate.record("a", PutOut())
    estate.projector.catch_up()

    assert estate.rows("burning") == {("lamp:a", 1, 3, 80), ("lamp:b", 2, LIVE, 60)}


def test_a_row_that_an_event_leaves_as_it_is_gets_no_new_version(estate: Estate) -> None:
    estate.record("a", Lit(watts=40), Dusted(), Lit(watts=40))
    estate.projector.catch_up()

    assert estate.rows("burning") == {("lamp:a", 1, LIVE, 80)}
    assert estate.rows("lamps") == {("lamp:a", 1, 3, 80, 1), ("lamp:a", 3, LIVE, 80, 2)}


def test_pages_of_one_event_tell_the_same_as_one_page(ground: Places) -> None:
    facts = [Lit(watts=40), Dusted(), PutOut(), Lit(watts=30), Lit(watts=60), PutOut()]
    told = []
    for page in (1, 2, 5000):
        estate = Estate(ground.new(), page=page)
        for fact in facts:
            estate.record("a", fact)
            estate.record("b", fact)
        assert estate.projector.catch_up() == 12
        told.append([estate.rows(model.name) for model in MODELS])
        estate.close()

    assert told[0] == told[1] == told[2]
    assert ("lamp:b", 2) in {row[:2] for row in told[0][0]}


def test_of_two_projectors_on_one_page_only_one_writes(estate: Estate) -> None:
    other = Projector(Store(estate.engine, MODELS), estate.log, estate.reference, estate.clock)
    estate.record("a", Lit(watts=40), PutOut())
    slow = estate.projector
    group = list(slow.store.positions())
    assert other.catch_up() == 2
    late = slow.advance(group, 0, None)

    assert late is not None
    assert (late.to, late.streams) == (0, frozenset())
    assert estate.rows("lamps") == {("lamp:a", 1, 2, 80, 1), ("lamp:a", 2, LIVE, 0, 1)}
    estate.record("a", Lit(watts=50))
    assert slow.catch_up() == 3
    assert ("lamp:a", 3, LIVE, 100, 2) in estate.rows("lamps")


def test_an_event_that_cannot_be_folded_parks_its_own_stream_only(estate: Estate) -> None:
    estate.record("a", Lit(watts=40))
    estate.record("bad", Lit(watts=50), Lit(watts=0), PutOut())
    estate.record("a", PutOut())
    assert estate.projector.catch_up() == 5

    parked = [(one.model, one.key, one.position, one.name) for one in estate.store.parked_rows()]
    assert parked == [("burning", "lamp:bad", 3, "test.lamp_lit"), ("lamps", "lamp:bad", 3, "test.lamp_lit")]
    assert "ZeroDivisionError" in estate.store.parked_rows()[0].error
    assert estate.rows("burning") == {("lamp:a", 1, 5, 80), ("lamp:bad", 2, LIVE, 100)}
    assert {row[0] for row in estate.rows("lightings")} == {"lamp:a", "lamp:bad"}


def test_a_parked_stream_is_told_again_from_its_beginning(
    estate: Estate, monkeypatch: pytest.MonkeyPatch
) -> None:
    estate.record("a", Lit(watts=40))
    estate.record("bad", Lit(watts=50), Lit(watts=0))
    estate.projector.catch_up()
    estate.record("bad", PutOut())
    estate.projector.catch_up()
    assert [one.key for one in retry_parked(estate.projector, "lamps")] == ["lamp:bad"]

    def mended(lamp: Lamp, fact: Lit, event: object) -> None:
        lamp.watts, lamp.lit = fact.watts, lamp.lit + 1

    monkeypatch.setitem(Lamp.handlers, Lit, mended)
    assert retry_parked(estate.projector, "lamps") == []
    assert {row for row in estate.rows("lamps") if row[0] == "lamp:bad"} == {
        ("lamp:bad", 2, 3, 50, 1),
        ("lamp:bad", 3, LIVE, 0, 2),
    }
    assert [one.model for one in estate.store.parked_rows()] == ["burning"]
    estate.record("bad", Lit(watts=20))
    estate.projector.catch_up()
    assert ("lamp:bad", 5, LIVE, 20, 3) in estate.rows("lamps")


def test_an_event_of_an_unknown_shape_is_parked_with_its_stored_name(ground: Places, estate: Estate) -> None:
    estate.record("a", Lit(watts=40))
    estate.record("b", Lit(watts=40))
    ground.run(estate.place, "UPDATE events SET name = 'test.from_the_future' WHERE position = 1")
    estate.projector.catch_up()

    assert {(one.model, one.name) for one in estate.store.parked_rows()} == {
        (model.name, "test.from_the_future") for model in MODELS
    }
    assert estate.rows("burning") == {("lamp:b", 2, LIVE, 80)}


def test_a_model_made_anew_equals_the_old_one_and_takes_its_place(estate: Estate) -> None:
    estate.record("a", Lit(watts=40), PutOut(), Lit(watts=10))
    estate.projector.catch_up()
    before = estate.rows("lamps")
    done = rebuild(estate.projector, "lamps")

    assert (done.generation, done.position, done.differing) == (2, 3, 0)
    assert estate.rows("lamps") == before
    estate.record("a", PutOut())
    assert estate.projector.catch_up() == 4
    assert rebuild(estate.projector, "lightings").differing == 0


def test_a_rebuild_finds_and_mends_a_damaged_row(estate: Estate) -> None:
    estate.record("a", Lit(watts=40))
    estate.record("b", Lit(watts=40))
    estate.projector.catch_up()
    before = estate.rows("lamps")
    with estate.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE lamps_1 SET watts = 7 WHERE key = 'lamp:b'")

    assert rebuild(estate.projector, "lamps").differing == 2
    assert estate.rows("lamps") == before


def test_an_interrupted_rebuild_goes_on_where_it_stood(ground: Places) -> None:
    estate = Estate(ground.new(), page=1)
    for lamp in ("a", "b", "c"):
        estate.record(lamp, Lit(watts=40), PutOut(), Lit(watts=10))
    estate.projector.catch_up()
    before = estate.rows("lamps")
    pages = 0
    advance = estate.projector.advance

    def killed(*arguments: object) -> object:
        nonlocal pages
        pages += 1
        if pages == 2:
            raise KeyboardInterrupt
        return advance(*arguments)  # type: ignore[arg-type]

    estate.projector.advance = killed  # type: ignore[method-assign,assignment]
    with pytest.raises(KeyboardInterrupt):
        rebuild(estate.projector, "lamps")
    assert estate.rows("lamps") == before
    pages = 10
    assert rebuild(estate.projector, "lamps").differing == 0
    assert pages == 12
    estate.close()


def test_a_rebuild_rests_while_somebody_records_unless_it_is_waited_for_or_has_caught_up(
    estate: Estate, monkeypatch: pytest.MonkeyPatch
) -> None:
    estate.record("a", Lit(watts=40), PutOut())
    estate.projector.catch_up()
    rests: list[float] = []
    monkeypatch.setattr("projections.spine.rebuild.sleep", rests.append)
    advance = estate.projector.advance

    def beside_a_desk(*arguments: object) -> object:
        estate.record("b", Lit(watts=10), PutOut())
        return advance(*arguments)  # type: ignore[arg-type]

    estate.projector.advance = beside_a_desk  # type: ignore[method-assign,assignment]
    rebuild(estate.projector, "lamps")
    assert rests == [], "a few events were left"
    monkeypatch.setattr("projections.spine.rebuild._MANY", 2)
    rebuild(estate.projector, "lamps")
    assert len(rests) == 1
    assert rests[0] > 0
    rebuild(estate.projector, "lamps", gives_way=False)
    assert rests[1:] == [0.0]
    estate.projector.advance = advance  # type: ignore[method-assign]
    rebuild(estate.projector, "lamps")
    assert len(rests) == 2, "nobody recorded"


def test_a_newer_version_of_a_model_is_made_beside_the_old_one(estate: Estate) -> None:
    estate.record("a", Lit(watts=40))
    estate.projector.catch_up()
    newer = msgspec.structs.replace(LAMPS, version=2)
    models = (BURNING, newer, LIGHTINGS)
    migrate_models(estate.engine, models, estate.log)
    store = Store(estate.engine, models)
    projector = Projector(store, estate.log, estate.reference, estate.clock)

    assert [model.name for model in store.outdated()] == ["lamps"]
    assert estate.rows("lamps") == {("lamp:a", 1, LIVE, 80, 1)}
    assert rebuild(projector, "lamps").differing is None
    assert store.outdated() == []
    assert {track.name: at for track, at in store.positions().items()} == {
        "burning": 1,
        "lamps": 1,
        "lightings": 1,
    }


def test_rows_that_another_log_told_are_told_again(ground: Places, estate: Estate) -> None:
    estate.record("a", Lit(watts=40))
    estate.projector.catch_up()
    other = Estate(ground.new())
    other.record("z", Lit(watts=20))
    migrate_models(estate.engine, MODELS, other.log)
    projector = Projector(Store(estate.engine, MODELS), other.log, other.reference, other.clock)

    assert projector.catch_up() == 1
    assert estate.rows("burning") == {("lamp:z", 1, LIVE, 100)}
    other.close()


def test_a_stream_taken_up_while_another_worker_had_a_page_without_it_in_hand_misses_nothing(
    estate: Estate, monkeypatch: pytest.MonkeyPatch
) -> None:
    estate.record("good", Lit(watts=40))
    estate.record("bad", Lit(watts=0))
    estate.projector.catch_up()
    estate.record("bad", Lit(watts=20))

    def mended(lamp: Lamp, fact: Lit, event: object) -> None:
        lamp.watts, lamp.lit = fact.watts, lamp.lit + 1

    page = estate.projector._fold.page

    def page_and_somebody_takes_up(*given: Any) -> Changes:
        changes = page(*given)
        monkeypatch.setattr(estate.projector._fold, "page", page)
        monkeypatch.setitem(Lamp.handlers, Lit, mended)
        retry_all(estate.projector)
        return changes

    monkeypatch.setattr(estate.projector._fold, "page", page_and_somebody_takes_up)
    estate.projector.catch_up()
    assert estate.store.parked_rows() == []
    assert {row for row in estate.rows("lightings") if row[0] == "lamp:bad"} == {
        ("lamp:bad", 2, 0),
        ("lamp:bad", 3, 20),
    }
    assert ("lamp:bad", 3, LIVE, 20, 2) in estate.rows("lamps")
