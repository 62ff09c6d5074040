"""Opening the store for one command line."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import sleep
from typing import TypeVar

import psycopg
from sqlalchemy.exc import DBAPIError

from console.cli.troubles import unavailable
from console.languages import Translator
from console.settings import Settings
from console.wiring import House, open_house
from domain.errors import Refused, Term, reason
from domain.log import StoreUnavailable

T = TypeVar("T")
AGAIN_S = 1.0


@contextmanager
def opened(settings: Settings) -> Iterator[House]:
    """The house of the data folder, closed afterwards.

    Raises:
        Refused: There is no store, or it was written by a newer edition.
    """
    house = open_house(settings)
    try:
        yield house
    finally:
        house.close()


def site_of(house: House, wanted: str) -> str:
    """The site's code; the first of the company's unless one is named.

    Raises:
        Refused: The company has no such site.
    """
    known = house.sites
    if wanted and wanted not in known:
        raise Refused(
            reason(
                "There is no site “{site}”.",
                who=Term("you"),
                verb=Term("choose one that “steward status” lists"),
                site=wanted,
            )
        )
    return wanted or next(iter(known), "")


def once_there(begin: Callable[[], T], settings: Settings, translator: Translator) -> T:
    """Begin what serves for long; where its database does not answer, say so once and try every second.

    Raises:
        Refused: Something else stands in the way, or the store is a folder of this machine.
    """
    said: list[str] = []
    while True:
        try:
            return begin()
        except (StoreUnavailable, DBAPIError, psycopg.Error) as problem:
            away = unavailable(problem, settings)
            if settings.database is None or away is None:
                raise
        if (lines := translator.refusal(away)) != said:
            said = lines
            waiting = translator.t("Waiting for the database (Ctrl-C stops it).")
            print(*lines, waiting, sep="\n", file=sys.stderr, flush=True)
        sleep(AGAIN_S)
