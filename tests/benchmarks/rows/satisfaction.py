"""The trend of five years of surveys beside the bare SQL that it needs, drawn as well, and as of the past against now."""

from collections.abc import Generator, Sequence
from contextlib import closing, contextmanager
from statistics import median
from typing import Any

from sqlalchemy import event

from console.languages import Translator
from console.satisfaction import groups, line
from console.viewer import Viewer
from projections.asking.moments import AsOf
from projections.surveys.satisfaction import satisfaction
from projections.surveys.trend_rows import Trend
from tests.benchmarks.contest import FLOOR, OURS, Row, Run, Stand, per
from tests.benchmarks.lamps import House
from tests.benchmarks.places import Kind
from tests.benchmarks.rounds import FORMS, KIND, surveyed

MOMENTS = 19
INK = "#47524D"
TIMES = 5
Statement = tuple[str, Any]


def asked(house: House, as_of: AsOf = None) -> Trend:
    return satisfaction(house.views, site="s1", kind=KIND.code, as_of=as_of)


def needed(house: House) -> list[Statement]:
    """The statements with their parameters that the question puts to the database, in order."""
    heard: list[Statement] = []

    def hear(_: object, __: object, statement: str, parameters: Any, *___: object) -> None:
        heard.append((statement, parameters))

    event.listen(house.engine, "before_cursor_execute", hear)
    asked(house)
    event.remove(house.engine, "before_cursor_execute", hear)
    return [one for one in heard if one[0].lstrip().startswith("SELECT")]


def bare(house: House, statements: Sequence[Statement]) -> None:
    """The same statements through the database's own driver."""
    with closing(house.engine.raw_connection()) as connection:
        driver: Any = connection.driver_connection
        for statement, parameters in statements:
            driver.execute(statement, parameters).fetchall()


def drawn(found: Trend) -> None:
    """Both charts of the page as they are handed to the browser: the line, and the newest round by question."""
    nobody: Any = None
    viewer = Viewer(nobody, "", "s1", ("s1",), frozenset(), Translator.for_language("zh"))
    for chart in (line.chart(viewer, found, INK), groups.chart(viewer, found, "themes", INK)):
        assert chart.to_dict()["layer"]


def worst_moment(house: House) -> int:
    """Of moments spread over the history, the one whose trend takes longest."""
    head = house.log.head()
    moments = [max(1, head * share // (MOMENTS + 1)) for share in range(1, MOMENTS + 1)]
    return max(moments, key=lambda moment: median(per(1, lambda: asked(house, moment)) for _ in range(3)))


def _forms(stand: Stand) -> int:
    """Forms a round: 200,000 answers in all, fewer in a short history."""
    return min(FORMS, stand.events // 5)


@contextmanager
def _trend(stand: Stand, kind: Kind) -> Generator[dict[str, Run]]:
    with stand.places.place(kind) as place, surveyed(place, _forms(stand)) as house:
        statements = needed(house)
        yield {
            FLOOR: lambda _: median(per(1, lambda: bare(house, statements)) for _ in range(TIMES)),
            OURS: lambda _: median(per(1, lambda: asked(house)) for _ in range(TIMES)),
        }


@contextmanager
def _page(stand: Stand, kind: Kind) -> Generator[dict[str, Run]]:
    with stand.places.place(kind) as place, surveyed(place, _forms(stand)) as house:
        statements, ready = needed(house), asked(house)

        def floor() -> None:
            bare(house, statements)
            drawn(ready)

        yield {
            FLOOR: lambda _: median(per(1, floor) for _ in range(TIMES)),
            OURS: lambda _: median(per(1, lambda: drawn(asked(house))) for _ in range(TIMES)),
        }


@contextmanager
def _as_of(stand: Stand, kind: Kind) -> Generator[dict[str, Run]]:
    with stand.places.place(kind) as place, surveyed(place, _forms(stand)) as house:
        worst = worst_moment(house)
        yield {
            FLOOR: lambda _: median(per(1, lambda: asked(house)) for _ in range(TIMES)),
            OURS: lambda _: median(per(1, lambda: asked(house, worst)) for _ in range(TIMES)),
        }


SATISFACTION = Row(
    "satisfaction",
    "satisfaction of 200,000 answers, against its bare SQL",
    1.5,
    (Kind.SQLITE, Kind.POSTGRESQL),
    _trend,
)
SATISFACTION_PAGE = Row(
    "satisfaction-page",
    "its page with both charts, against bare SQL and the same charts of ready rows",
    1.5,
    (Kind.SQLITE, Kind.POSTGRESQL),
    _page,
)
SATISFACTION_AS_OF = Row(
    "satisfaction-as-of",
    "the same as of the worst moment, against now",
    2.0,
    (Kind.SQLITE, Kind.POSTGRESQL),
    _as_of,
)
