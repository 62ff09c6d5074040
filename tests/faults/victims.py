"""The processes that faults hit, all of them the product's own code, forked from one that has it loaded already."""

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path
from random import Random
from time import sleep
from typing import Any

import msgspec

from console.cli import main
from console.wiring import wall_clock
from domain.errors import Refused
from domain.log import Log, StoreUnavailable
from domain.log.dialects.postgresql import PostgresqlDialect
from domain.log.dialects.sqlite import SqliteDialect
from domain.operations import Door
from tests.faults.company import SITES, Clerk
from tests.faults.diary import Diary, unanswered
from tests.faults.grounds import Ground

_PROCESSES = get_context("forkserver")
_PROCESSES.set_forkserver_preload([__name__])
AGAIN_S = 0.05
LOCALES = {"zh": "zh_CN.UTF-8", "en": "en_GB.UTF-8"}


def start(work: Callable[..., object], ground: Ground, *arguments: Any) -> BaseProcess:
    """Start a process that does this work; it inherits no store and no thread, and what it logs goes into a file."""
    process = _PROCESSES.Process(target=_beside, args=(work, ground, arguments), daemon=True)
    process.start()
    return process


def _beside(work: Callable[..., object], ground: Ground, arguments: Sequence[Any]) -> None:
    logged = os.open(ground.folder.parent / "logged", os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    os.dup2(logged, 2)
    work(ground, *arguments)


def kill(process: BaseProcess) -> bool:
    """``kill -9``; whether it hit the process alive."""
    process.kill()
    process.join()
    hit = process.exitcode == -9
    process.close()
    return hit


def append(ground: Ground, name: str, seed: int, diary: Path, behind: timedelta = timedelta()) -> None:
    """Submit commands until the process dies; the one that was not answered before is sent again first.

    Args:
        ground: The store.
        name: Begins the ids of its commands.
        seed: Decides what it does.
        diary: What it was told before, and will be told.
        behind: How far its clock is behind.
    """

    def clock() -> datetime:
        return wall_clock() - behind

    left = unanswered(diary)
    told = Diary(diary)
    clerk = Clerk(f"{name}.{seed}", SITES[seed % len(SITES)], Random(seed))  # noqa: S311 - made-up work
    with Log.open(ground.place, clock) as log:
        door = Door(log, clock)
        if left:
            submit(door, told, left)
        while True:
            outcome = submit(door, told, clerk.next())
            if outcome:
                clerk.took(outcome)


def submit(door: Door, told: Diary, command: dict[str, Any]) -> Any:
    """Send one command and keep what came back; ``None`` where it was refused.

    Where the store is away the next one is sent a moment later: hammering at a server keeps it from coming back.
    """
    told.send(command)
    try:
        outcome = door.submit(command)
    except StoreUnavailable:
        outcome = None
        sleep(AGAIN_S)
    except Refused:
        outcome = None
    told.hear(command["id"], outcome)
    return outcome


def busy(ground: Ground, commands: int, seed: int = 1, *, project: bool = True) -> None:
    """A history for what comes next: so many commands, in this process, and read models that know them if asked for."""
    clerk = Clerk(f"busy.{seed}", SITES[0], Random(seed))  # noqa: S311 - made-up work
    with ground.house() as house:
        for _ in range(commands):
            with suppress(Refused):
                clerk.took(house.door().submit(clerk.next()))
        if project:
            house.projector.catch_up()


def project(ground: Ground, page: int, begun: Path) -> None:
    """Follow the log page by page until the process dies, beside others that do the same."""
    with ground.house() as house:
        projector = house.projector
        projector._page = page
        while True:
            if projector.step() is None:
                house.log.wait(house.worker.position(), 0.05)
            begun.touch()


def follow(ground: Ground, mark: Path, edition: Callable[[], None] | None = None) -> None:
    """Follow the log as a console does until the process dies; the position then reached goes into a file."""
    if edition:
        edition()
    with ground.house() as house:
        house.worker.listen(lambda step: _note(mark, step.to))
        house.worker.start()
        while True:
            sleep(1.0)


def followed_to(mark: Path) -> int:
    """The position that somebody who follows has reached."""
    return int(mark.read_text()) if mark.exists() else 0


def _note(mark: Path, position: int) -> None:
    beside = mark.with_suffix(".new")
    with suppress(OSError):  # the disk may be full, which is what the scenario is about
        beside.write_text(str(position))
        beside.replace(mark)


def call_slip(file: Path, id: str = "slip") -> Path:
    """A file with one command for ``steward apply``."""
    command = {
        "id": id,
        "site": "s1",
        "by": "desk",
        "do": "help.report",
        "matter": "水管漏水",
        "place": "gate",
    }
    file.write_bytes(msgspec.json.encode(command) + b"\n")
    return file


def steward(
    ground: Ground,
    arguments: Sequence[str],
    said: Path,
    language: str = "en",
    patience_s: float | None = None,
) -> None:
    """One command line; what it says goes into a file.

    Args:
        ground: The store.
        arguments: What was typed.
        said: The file.
        language: The terminal's.
        patience_s: How long it waits for another program to let go of the log; as the product does unless told.
    """
    if patience_s is not None:
        SqliteDialect.lock_timeout_s = PostgresqlDialect.lock_timeout_s = patience_s
    os.environ.update(ground.environment, LC_ALL=LOCALES[language], COLUMNS="200")
    out = os.open(said, os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    os.dup2(out, 1)
    os.dup2(out, 2)
    sys.exit(main(arguments))
