"""One window: phones check in within some seconds while one page's screens watch."""

import json
import random
import time
from typing import Any

import msgspec

from tests.benchmarks.boards.rounds import delays_of, quantiles
from tests.benchmarks.boards.servers import Player
from tests.benchmarks.phones.exam import Rush

SETTLE_S = 1.0
"""Many times as long as anything takes to arrive."""


class Page(msgspec.Struct, frozen=True):
    """What is watched: ``name`` is ``ours`` or ``floor``, ``client`` the module of those who watch."""

    name: str
    client: str
    port: int
    path: str


class Window(msgspec.Struct, frozen=True):
    """What one page did while phones checked in.

    Attributes:
        page: ``ours`` or ``floor``.
        phones: Check-ins.
        screens: Open streams.
        answered_ms: From a press to the answer on the phone, quantiles.
        seen_ms: From a press to every screen.
        missed: Pairs of check-in and screen where nothing arrived.
        ended: Streams that were closed.
        refused: Answers other than that it is recorded.
        wrong: Screens that differ from a full answer afterwards; of the floor nobody can say.
    """

    page: str
    phones: int
    screens: int
    answered_ms: dict[str, float]
    seen_ms: dict[str, float]
    missed: int
    ended: int
    refused: int
    wrong: int


def window(rush: Rush, accounts: list[str], boards: int, page: Page, console: int, over_s: float) -> Window:
    """Let these people check in.

    Args:
        boards: Screens beside the phones' own.
        console: Port at which phones check in.
        over_s: Seconds over which the presses are spread.
    """
    screens = Player(page.client, str(page.port), page.path)
    phones = Player("phones.phones", str(console))
    try:
        cookies = [rush.cookie(account) for account in accounts] + [rush.cookie("screen")] * boards
        screens.say(json.dumps(cookies))
        screens.hear()
        phones.say(json.dumps(_presses(rush, accounts, over_s)))
        told = phones.hear()
        time.sleep(SETTLE_S)
        full = rush.board()
        screens.say("stop")
        heard = screens.hear()
    finally:
        phones.end()
        screens.end()
    answers = [answer for *_, both in told.values() for answer in both]
    presses = rush.told({account: pressed for account, (pressed, *_) in told.items()})
    delays = list(delays_of(presses, heard["ids"]))
    return Window(
        page=page.name,
        phones=len(accounts),
        screens=len(cookies),
        answered_ms=quantiles([(answered - pressed) * 1000 for pressed, answered, _ in told.values()]),
        seen_ms=quantiles(delays),
        missed=len(accounts) * len(cookies) - len(delays),
        ended=heard["ended"],
        refused=sum(one["kind"] != "done" for one in answers),
        wrong=sum(one != full for one in heard.get("boards", ())),
    )


def _presses(rush: Rush, accounts: list[str], over_s: float) -> list[Any]:
    """Half of the phones send one press twice at once; the others press anew once they were answered."""
    dice, found = random.Random(len(accounts)), []  # noqa: S311 - a spread, not a secret
    for number, account in enumerate(accounts):
        press = rush.press(account)
        again = press if number % 2 else rush.press(account)
        found.append([account, rush.cookie(account), press, again, dice.uniform(0, over_s)])
    return found
