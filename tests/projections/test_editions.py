"""Two editions on one store, and questions that are being asked while a model is made anew."""

from threading import Barrier, Thread

import msgspec
import pytest

from domain.log import StoreUnavailable
from projections.asking.views import Views
from projections.spine.intervals import LIVE
from projections.spine.projector import Projector
from projections.spine.rebuild import Overtaken, rebuild
from projections.spine.store import Store
from projections.spine.worker import Worker
from tests.projections.estate import BURNING, LAMPS, LIGHTINGS, Estate, Lit

NEWER = (BURNING, msgspec.structs.replace(LAMPS, version=2), LIGHTINGS)


def views_of(estate: Estate) -> Views:
    return Views(estate.store, estate.log, estate.reference, estate.clock)


@pytest.fixture
def newer(estate: Estate) -> Projector:
    """A projector of a newer edition, which has taken the lamps over after the first event."""
    estate.record("a", Lit(watts=40))
    estate.projector.catch_up()
    newer = Projector(Store(estate.engine, NEWER), estate.log, estate.reference, estate.clock)
    rebuild(newer, "lamps")
    return newer


def test_an_older_worker_goes_on_with_the_rest_and_leaves_the_newer_models_alone(
    estate: Estate, newer: Projector
) -> None:
    older = Worker(estate.projector, estate.clock)
    older.start()
    position = estate.record("b", Lit(watts=40))
    assert older.wait_for(position, 5)
    assert older.alive
    older.stop()

    assert {track.name: at for track, at in newer.store.positions().items()} == {
        "burning": 2,
        "lamps": 1,
        "lightings": 2,
    }
    assert estate.store.outdated() == newer.store.outdated() == []
    with pytest.raises(Overtaken):
        rebuild(estate.projector, "lamps")
    assert newer.catch_up() == 2
    assert [track.generation for track in newer.store.positions() if track.name == "lamps"] == [2]


def test_an_older_edition_leaves_alone_what_a_newer_one_is_just_making(estate: Estate) -> None:
    estate.record("a", Lit(watts=40))
    estate.projector.catch_up()
    newer = Projector(Store(estate.engine, NEWER), estate.log, estate.reference, estate.clock)
    advance = newer.advance

    def meanwhile(*arguments: object) -> object:
        assert rebuild(estate.projector, "lamps").differing == 0
        return advance(*arguments)  # type: ignore[arg-type]

    newer.advance = meanwhile  # type: ignore[method-assign,assignment]
    assert rebuild(newer, "lamps").position == 1
    assert newer.store.outdated() == []


def test_a_question_keeps_its_rows_to_the_end_while_the_model_is_made_anew(estate: Estate) -> None:
    estate.record("a", Lit(watts=40))
    estate.projector.catch_up()
    views, other = views_of(estate), views_of(estate)
    with views.snapshot() as before:
        assert [row["watts"] for row in before.rows(LAMPS)] == [80]
        making = Thread(target=rebuild, args=(estate.projector, "lamps"))
        making.start()
        making.join(20)
        assert not making.is_alive()
        estate.record("a", Lit(watts=10))
        estate.projector.catch_up()
        assert [row["watts"] for row in before.rows(LAMPS)] == [80]
        answers: list[list[int]] = []
        asking = Thread(target=lambda: answers.append(_watts(other)))
        asking.start()
        asking.join(5)
        assert answers == [[100]]
    assert _watts(views) == [100]
    assert rebuild(estate.projector, "lamps").differing == 0
    assert len(estate.rows("lamps")) == 2


def _watts(views: Views) -> list[int]:
    with views.snapshot() as now:
        return [row["watts"] for row in now.rows(LAMPS)]


def test_questions_never_fail_while_a_model_is_made_anew_again_and_again(estate: Estate) -> None:
    for lamp in "abc":
        estate.record(lamp, Lit(watts=40))
    estate.projector.catch_up()
    stop, answers, failed = [False], [0], list[Exception]()

    def ask() -> None:
        views = views_of(estate)
        while not stop[0]:
            try:
                assert _watts(views) == [80, 80, 80]
            except Exception as error:  # noqa: BLE001 - whatever it is, it must not be
                failed.append(error)
            answers[0] += 1

    askers = [Thread(target=ask) for _ in range(2)]
    for asker in askers:
        asker.start()
    for _ in range(8):
        assert rebuild(estate.projector, "lamps").differing == 0
    stop[0] = True
    for asker in askers:
        asker.join()
    assert failed == []
    assert answers[0] > 8
    assert estate.rows("lamps") == {(f"lamp:{lamp}", at, LIVE, 80, 1) for at, lamp in enumerate("abc", 1)}


def test_too_many_questions_at_once_are_refused_after_a_short_wait(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    estate = Estate(database)
    monkeypatch.setattr(estate.engine.pool, "_timeout", 0.2)
    views, asked, answered = views_of(estate), Barrier(17), Barrier(17)

    def hold() -> None:
        with views.snapshot() as outer, views.snapshot() as within:
            assert outer.position(LAMPS) == within.position(LAMPS)
            asked.wait(10)
            answered.wait(10)

    holders = [Thread(target=hold) for _ in range(16)]
    for holder in holders:
        holder.start()
    asked.wait(10)
    with pytest.raises(StoreUnavailable, match="at once"), views.snapshot():
        pass
    answered.wait(10)
    for holder in holders:
        holder.join()
    with views.snapshot() as again:
        assert again.position(LAMPS) == 0
    estate.close()
