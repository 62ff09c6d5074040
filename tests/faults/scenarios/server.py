"""What can happen to a PostgreSQL server: a power cut, a cut line, too many clients, a standby that only reads."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from time import monotonic, sleep

import psycopg
from psycopg import sql
from sqlalchemy import make_url

from tests.faults.commandline import refused_in_words, typed
from tests.faults.diary import outcomes
from tests.faults.grounds import Ground, database_of
from tests.faults.judge import Judge
from tests.faults.stage import Scenario, Stage, wait_until
from tests.faults.victims import append, call_slip, follow, followed_to, kill, start

SERVED = ("postgresql",)
DESKS, POWER_CUTS = 3, 3
SOON_S = 5.0
MOST_CLIENTS = 500


class Busy:
    """Desks and a console at work on one ground."""

    def __init__(self, stage: Stage, ground: Ground) -> None:
        self._stage, self._mark = stage, ground.folder / "followed"
        self.diaries = [ground.folder / f"desk-{number}" for number in range(DESKS)]
        self._desks = [
            start(append, ground, diary.name, stage.chance.randrange(1 << 30), diary)
            for diary in self.diaries
        ]
        self._console = start(follow, ground, self._mark)
        wait_until(lambda: all(len(outcomes(diary)) > 5 for diary in self.diaries), "desks at work")
        wait_until(self._mark.exists, "a console at work")

    def go_on(self) -> None:
        """Every desk is answered again, and the console follows, by themselves."""
        known = {diary: len(outcomes(diary)) for diary in self.diaries}
        wait_until(
            lambda: all(len(outcomes(one)) > count + 3 for one, count in known.items()), "desks that go on"
        )
        at = followed_to(self._mark)
        wait_until(lambda: followed_to(self._mark) > at, "a console that goes on")
        alive = [one.is_alive() for one in (*self._desks, self._console)]
        self._stage.tally.heal(whole=all(alive), how=f"alive: {alive}")

    def end(self, judge: Judge) -> None:
        """Let them go, and judge what they were told."""
        for one in (*self._desks, self._console):
            kill(one)
        for diary in self.diaries:
            judge.acknowledged(outcomes(diary))
        judge.whole()


def play_power_cut(stage: Stage) -> None:
    server = stage.server
    with stage.ground() as (ground, judge):
        busy = Busy(stage, ground)
        for _ in range(POWER_CUTS):
            server.restart("immediate")
            busy.go_on()
        slip = call_slip(ground.folder / "slip")
        server.halt("immediate")
        try:
            refused_in_words(stage.tally, ground, "apply", str(slip))
            refused_in_words(stage.tally, ground, "status")
        finally:
            server.resume()
        busy.go_on()
        busy.end(judge)


def play_cut_line(stage: Stage) -> None:
    """Whoever listens is cut off: what comes afterwards is heard of all the same, within seconds."""
    server = stage.server
    with stage.ground() as (ground, judge):
        mark = ground.folder / "followed"
        console = start(follow, ground, mark)
        for number in range(3):
            _one_call(ground, number)
            wait_until(lambda: followed_to(mark) == judge.log.head(), "a console that hears")
            server.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'"
            )
            _one_call(ground, number + 10)
            began = monotonic()
            wait_until(lambda: followed_to(mark) == judge.log.head(), "a console that hears again")
            late = monotonic() - began
            stage.tally.heal(whole=late < SOON_S, how=f"heard after {late:.1f} s")
        kill(console)
        judge.whole()


def play_crowd(stage: Stage) -> None:
    """All connections are taken: who comes is told so, and served as soon as there is room."""
    with stage.ground() as (ground, judge):
        slip = call_slip(ground.folder / "slip")
        with _crowd(ground):
            for command in (("apply", str(slip)), ("status",)):
                refused_in_words(stage.tally, ground, *command)
        for command in (("apply", str(slip)), ("status",)):
            answer = typed(ground, *command)
            stage.tally.heal(whole=answer.code == 0, how=f"{command[0]}: {answer.said[-300:]}")
        judge.whole()


def play_standby(stage: Stage) -> None:
    """The database only lets itself be read, as after a switch to a standby."""
    server = stage.server
    with stage.ground() as (ground, judge):
        slip = call_slip(ground.folder / "slip")
        name = sql.Identifier(database_of(ground))
        server.execute(sql.SQL("ALTER DATABASE {} SET default_transaction_read_only = on").format(name))
        refused_in_words(stage.tally, ground, "apply", str(slip))
        refused_in_words(stage.tally, ground, "rebuild")
        server.execute(sql.SQL("ALTER DATABASE {} RESET default_transaction_read_only").format(name))
        answer = typed(ground, "apply", str(slip))
        stage.tally.heal(whole=answer.code == 0, how=answer.said[-300:])
        judge.whole()


def _one_call(ground: Ground, number: int) -> None:
    slip = call_slip(Path(ground.folder / f"slip-{number}"), f"slip-{number}")
    typed(ground, "apply", str(slip))


@contextmanager
def _crowd(ground: Ground) -> Iterator[None]:
    """Connections until the server takes no more, not even those that it keeps for its owner."""
    target = make_url(ground.url or "").set(drivername="postgresql").render_as_string(hide_password=False)
    with ExitStack() as stack:
        for _ in range(MOST_CLIENTS):
            try:
                stack.enter_context(psycopg.connect(target))
            except psycopg.OperationalError:
                break
        yield
    sleep(0.5)  # the server takes a moment to see that they have gone


SCENARIOS = (
    Scenario("server loses power", play_power_cut, stores=SERVED),
    Scenario("listening line cut", play_cut_line, stores=SERVED),
    Scenario("no connection free", play_crowd, stores=SERVED),
    Scenario("database read-only", play_standby, stores=SERVED),
)
