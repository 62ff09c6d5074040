"""The processes that faults hit, all of them the product's own code, forked from one that has it loaded already."""

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path
from random import Random
from typing import Any

from console.cli import main
from console.wiring import wall_clock
from domain.errors import Refused
from domain.log import Log
from domain.operations import Door
from tests.faults.company import SITES, Clerk
from tests.faults.diary import Diary, unanswered
from tests.faults.grounds import Ground

_PROCESSES = get_context("forkserver")
_PROCESSES.set_forkserver_preload([__name__])
LOCALES = {"zh": "zh_CN.UTF-8", "en": "en_GB.UTF-8"}


def start(work: Callable[..., object], *arguments: Any) -> BaseProcess:
    """Start a process that does this work; it inherits no store and no thread."""
    process = _PROCESSES.Process(target=work, args=arguments, daemon=True)
    process.start()
    return process


def kill(process: BaseProcess) -> bool:
    """``kill -9``; whether it hit the process alive."""
    process.kill()
    process.join()
    hit = process.exitcode == -9
    process.close()
    return hit


def append(ground: Ground, name: str, seed: int, diary: Path) -> None:
    """Submit commands until the process dies; the one that was not answered before is sent again first."""
    left = unanswered(diary)
    told = Diary(diary)
    clerk = Clerk(f"{name}.{seed}", SITES[seed % len(SITES)], Random(seed))  # noqa: S311 - made-up work
    with Log.open(ground.place, wall_clock) as log:
        door = Door(log, wall_clock)
        if left:
            submit(door, told, left)
        while True:
            outcome = submit(door, told, clerk.next())
            if outcome:
                clerk.took(outcome)


def submit(door: Door, told: Diary, command: dict[str, Any]) -> Any:
    """Send one command and keep what came back; ``None`` where it was refused."""
    told.send(command)
    try:
        outcome = door.submit(command)
    except Refused:
        outcome = None
    told.hear(command["id"], outcome)
    return outcome


def busy(ground: Ground, commands: int, seed: int = 1) -> None:
    """A history for what comes next: so many commands, in this process, and read models that know them."""
    clerk = Clerk(f"busy.{seed}", SITES[0], Random(seed))  # noqa: S311 - made-up work
    with ground.house() as house:
        for _ in range(commands):
            with suppress(Refused):
                clerk.took(house.door().submit(clerk.next()))
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


def steward(ground: Ground, arguments: Sequence[str], said: Path, language: str = "en") -> None:
    """One command line; what it says goes into a file."""
    os.environ.update(ground.environment, LC_ALL=LOCALES[language], COLUMNS="200")
    out = os.open(said, os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    os.dup2(out, 1)
    os.dup2(out, 2)
    sys.exit(main(arguments))
