"""Random histories through the real door: at every position the projected rows equal a full replay of the log."""

from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import inspect

from domain.errors import Refused
from domain.log import Place
from projections.spine.databases import writing
from projections.spine.projector import Projector
from projections.spine.rebuild import rebuild
from projections.spine.store import Store, migrate_models
from projections.tickets.queue import queue
from projections.tickets.replay import replayed_queue
from tests.projections.office import HOMES, Office, founded
from tests.projections.places import Places

Steps = list[tuple[int, int, int]]

CHARGE = {"name": "换水龙头", "quantity": 1, "price_cents": 3000}
ACTIONS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("repair.fill_slip", "desk", {}),
    ("repair.notify_engineering", "desk", {}),
    ("repair.receive_slip", "head", {}),
    ("repair.assess", "head", {"feasible": True, "price_cents": 5000}),
    ("repair.quote", "desk", {}),
    ("repair.consent", "desk", {"price_cents": 5000}),
    ("repair.decline", "desk", {"why": "太贵"}),
    ("repair.dispatch", "head", {"technicians": ["chen", "zhao"]}),
    ("ticket.set_out", "chen", {}),
    ("ticket.arrive", "chen", {}),
    ("repair.confirm_item", "chen", {}),
    ("repair.show_tariff", "chen", {"price_cents": 3000}),
    ("repair.consent_on_site", "chen", {}),
    ("ticket.begin_work", "chen", {}),
    ("repair.try_out", "chen", {"works": True}),
    ("repair.sign", "chen", {"charges": [CHARGE], "site_cleaned": True}),
    ("repair.return_slips", "chen", {"copies": [2, 3]}),
    ("repair.confirm_slips", "head", {}),
    ("repair.hand_slips_to_desk", "head", {"copies": [2, 3]}),
    ("repair.send_to_finance", "desk", {}),
    ("repair.bill", "fin", {"month": "2026-04", "amount_cents": 3000}),
    ("ticket.wait", "desk", {"reason": "customer"}),
    ("ticket.resume", "desk", {}),
    ("ticket.urge", "desk", {}),
    ("ticket.void", "desk", {"why": "报错了"}),
    ("ticket.close", "desk", {}),
    ("ticket.reopen", "desk", {"why": "又漏了"}),
)
"""What can be tried; the first go through a repair in order, so that long histories come about."""

choices = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 40), st.integers(0, 20)), max_size=60)


def play(office: Office, steps: Steps, after_each: Callable[[], object]) -> None:
    """Try each step on one of four tickets: a ticket's next in order, or some other; refusals change nothing."""
    numbers = [
        office.take_repair(unit, "漏水", item)
        for unit, item in zip(HOMES, ("T01", "", "T01", ""), strict=True)
    ]
    reached = [0] * len(numbers)
    for ticket, chosen, late_min in steps:
        office.later(minutes=3)
        place = chosen if chosen < len(ACTIONS) else reached[ticket] % len(ACTIONS)
        do, by, arguments = ACTIONS[place]
        reached[ticket] += chosen >= len(ACTIONS)
        at = office.clock() - timedelta(minutes=late_min)
        try:
            office.do(do, by, at, ticket=numbers[ticket], **arguments)
        except Refused:
            continue
        after_each()


def every_moment_equals_its_replay(office: Office, first: int) -> None:
    for position in range(first, office.log.head() + 1):
        assert queue(office.views, site="s1", as_of=position) == replayed_queue(
            office.views, site="s1", as_of=position
        )
    assert queue(office.views, site="s1") == replayed_queue(office.views, site="s1")


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=choices, page=st.integers(1, 9))
def test_projected_rows_equal_a_full_replay_at_every_moment_and_again_after_a_rebuild(
    ground: Places, founded_store: Place, steps: Steps, page: int
) -> None:
    with closing(founded(ground, founded_store, page)) as office:
        begun = office.log.head()
        calls = 0

        def now_and_then() -> None:
            nonlocal calls
            calls += 1
            if calls % page == 0:
                office.projector.catch_up()

        play(office, steps, now_and_then)
        office.projector.catch_up()
        every_moment_equals_its_replay(office, begun)
        assert rebuild(office.projector, "queue").differing == 0
        every_moment_equals_its_replay(office, begun)


def test_dropped_read_models_are_told_again_from_the_log(office: Office) -> None:
    play(office, [(place % 4, 40, 0) for place in range(90)], office.projector.catch_up)
    before = queue(office.views, site="s1", as_of=office.log.head() - 5)
    assert len(before) >= 2
    with writing(office.engine) as connection:
        for table in inspect(connection).get_table_names():
            connection.exec_driver_sql(f"DROP TABLE {table}")
    store = Store(office.engine, tuple(office.store.models.values()))
    migrate_models(office.engine, tuple(store.models.values()), office.log)
    Projector(store, office.log, office.reference, office.clock).catch_up()

    assert queue(office.views, site="s1", as_of=office.log.head() - 5) == before
