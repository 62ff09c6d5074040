"""The interval tree against the plain reading of from and to, for every moment."""

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert, text

from projections.spine import intervals
from projections.spine.databases import database_of, writing
from projections.spine.intervals import LIVE, ancestors, node
from projections.spine.model import late_indexes, table_of
from projections.spine.store import open_models
from tests.projections.estate import LAMPS
from tests.projections.places import Places, models_of

spans = st.tuples(st.integers(1, 200), st.integers(1, 80)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@given(spans)
def test_a_row_is_filed_at_a_node_that_every_moment_of_it_looks_at(span: tuple[int, int]) -> None:
    since, to = span
    for moment in range(since, to):
        below, above = ancestors(moment, 300)
        assert node(since, to) in (*below, *above)


@given(st.integers(1, 1_000_000))
def test_a_moment_looks_at_no_more_nodes_than_the_head_has_binary_digits(moment: int) -> None:
    below, above = ancestors(moment, 1_000_000)

    assert len(below) + len(above) <= 20
    assert max(below) <= moment < min(above, default=LIVE)


def test_every_moment_finds_exactly_the_rows_that_held_then(ground: Places) -> None:
    engine = open_models(models_of(ground.new()))
    table = table_of(LAMPS, 1)
    rows = [(f"k{number}", since, since + length) for number, since, length in _rows()]
    values = [
        {"key": key, "from_pos": since, "to_pos": to, "node": node(since, to), "watts": 0, "lit": 0}
        for key, since, to in rows
    ]
    values += [
        {"key": f"live{since}", "from_pos": since, "to_pos": LIVE, "node": None, "watts": 0, "lit": 0}
        for since in (1, 64, 100)
    ]
    with writing(engine) as connection:
        database_of(engine.dialect).prepare(connection)
        table.create(connection)
        for index in late_indexes(LAMPS, table):
            index.create(connection)
        connection.execute(insert(table), values)
    for moment in range(130):
        found = intervals.as_of(table, ["key"], moment, 130, dialect=engine.dialect.name)
        with engine.begin() as connection:
            keys = connection.execute(text(found.sql), found.parameters).scalars().all()
        held = [one["key"] for one in values if one["from_pos"] <= moment < one["to_pos"]]
        assert sorted(keys) == sorted(held)
    engine.dispose()


def _rows() -> list[tuple[int, int, int]]:
    starts = [1, 2, 3, 7, 8, 15, 16, 31, 32, 63, 64, 65, 100, 127]
    return [
        (place * 10 + length, since, length)
        for place, since in enumerate(starts)
        for length in (1, 2, 3, 5, 8)
    ]
