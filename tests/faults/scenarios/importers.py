"""Importers of a ledger and of units are killed on the way; the file handed in again completes to the same counts."""

import json
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import NamedTuple

from domain.log import Log
from domain.tickets.facts import LineAdopted
from domain.unit_facts import UnitRegistered
from tests.faults.commandline import Answer, struck, typed
from tests.faults.grounds import Ground
from tests.faults.stage import Scenario, Stage

PORTION = 24
KILLS_A_FILE = 4
TICKETS, UNITS = 60, 60
MAP = """
[file]
zone = "Asia/Shanghai"
[columns]
number = "case"
at = "time"
status = ["status"]
person = "person"
remark = ["remark"]
""" + "".join(
    f'[[status]]\nmatch = {{ status = "{status}" }}\nmeans = "{means}"\n'
    for status, means in (("open", "worked_on"), ("wait", "waiting"), ("done", "done"))
)


def play(stage: Stage) -> None:
    for kills in stage.portions(PORTION):
        with stage.ground() as (ground, judge):
            before = stage.tally.kills
            files = _files(ground)
            seconds = {
                file.kind: typed(ground, *file.arguments).seconds for file in (next(files), next(files))
            }
            while stage.tally.kills < before + kills:
                file = next(files)
                for _ in range(KILLS_A_FILE):
                    stage.tally.kills += struck(ground, file.arguments, seconds[file.kind], stage.chance)
                _judge(stage, file, typed(ground, *file.arguments), judge.log)
            judge.whole()


class File(NamedTuple):
    """One file to hand in.

    Attributes:
        kind: ``tickets`` or ``units``.
        arguments: The command line.
        streams: What it brings into being, each with as many rows of the file as ``rows``.
    """

    kind: str
    arguments: Sequence[str]
    streams: Sequence[str]
    rows: int


def _files(ground: Ground) -> Iterator[File]:
    """A ledger, then a file of units, and so on; nothing of one is in another."""
    (ground.folder / "map.toml").write_text(MAP)
    for number in count(1):
        yield _ledger(ground.folder, number)
        yield _units(ground.folder, number)


def _ledger(folder: Path, number: int) -> File:
    cases = [f"X{number}-{case}" for case in range(TICKETS)]
    lines = [
        f"{case},2026-04-{day} {hour:02}:15,{status},person {case},words of {case}"
        for case in cases
        for day, hour, status in ((23, 8, "open"), (23, 9, "wait"), (24, 8, "done"))
    ]
    file = _written(folder / f"ledger-{number}.csv", ["case,time,status,person,remark", *lines])
    arguments = ("import", "tickets", file, "--map", str(folder / "map.toml"))
    return File("tickets", arguments, [f"ticket:s1:{case}" for case in cases], 3)


def _units(folder: Path, number: int) -> File:
    units = [f"{number}-1-{door}" for door in range(101, 101 + UNITS)]
    rows = [f"{unit},{number},1,1,{unit[-3:]},王女士,13800000001" for unit in units]
    file = _written(folder / f"units-{number}.csv", ["房屋编号,楼栋,单元,楼层,房号,业主姓名,业主电话", *rows])
    return File("units", ("import", "units", file), [f"unit:s1:{unit}" for unit in units], 1)


def _written(path: Path, lines: Sequence[str]) -> str:
    path.write_text("\n".join(lines), "utf-8")
    return str(path)


def _judge(stage: Stage, file: File, answer: Answer, log: Log) -> None:
    """After the last run each row has its verdict, and stands in the log once."""
    said = answer.said.splitlines()[-1:] or [""]
    counts = json.loads(said[0])["counts"] if said[0].startswith("{") else {}
    rows = sum(counts.get(verdict, 0) for verdict in ("adopted", "duplicate", "accepted", "unchanged"))
    whole = answer.code == 0 and rows == file.rows * len(file.streams)
    stage.tally.heal(whole=whole, how=f"{file.arguments[2]} came to {answer.said[-300:]}")
    for stream in file.streams:
        told = sum(isinstance(event.fact, LineAdopted | UnitRegistered) for event in log.stream(stream))
        if told > file.rows:
            stage.tally.double(f"{stream} has {told} rows of {file.rows}")
        elif told < file.rows:
            stage.tally.halve(f"{stream} has {told} rows of {file.rows}")


SCENARIO = Scenario("importers killed", play, weight=16)
