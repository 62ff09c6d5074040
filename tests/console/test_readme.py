"""The README is true: every command in it does what it says, in the order in which it stands there."""

import gzip
import json
import re
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from console.demonstration import SEED
from console.settings import Settings
from console.wiring import House, open_house
from domain.units import Unit
from projections.members import members
from seed.demo import Estate
from tests import local
from tests.console.command_line import ROOT, Answer, Steward
from tests.console.test_database import Shared
from tests.postgres import Server
from tests.seed.stage import Stage

README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^( *)```sh\n(.*?)^ *```$", re.DOTALL | re.MULTILINE)
BOOTSTRAPS = ["python3 -m console", "python3 -m tests"]
PASSWORD = "seven geese fly south"
EVENING = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
LEDGER = """case,timestamp,status,sub_status,impact,product,support_team,resource,country,function
1-9,2013-01-05T09:00:00+01:00,Accepted,In Progress,Medium,PROD1,V30,R1,se,A1
1-9,2013-01-05T11:00:00+01:00,Completed,Resolved,Medium,PROD1,V30,R1,se,A1
1-8,2013-01-06T09:00:00+01:00,Queued,Awaiting Assignment,Low,PROD2,V31,,se,A1
"""
ROLES = {
    "zh": (
        "值班经理",
        "前台",
        "工程主任",
        "维修工、保安",
        "维修工",
        "财务",
        "审计",
        "责任区管理员",
        "保安",
        "客服助理",
    ),
    "en": (
        "duty manager",
        "front-desk receptionist",
        "engineering head",
        "repair technician, guard",
        "repair technician",
        "finance clerk",
        "auditor",
        "responsible-area officer",
        "guard",
        "customer-service assistant",
    ),
}
LIVED_IN = {"zh": ("已入住", "是"), "en": ("lived in", "yes")}


def commands() -> list[str]:
    """Every line of the README's shell blocks, in order."""
    return [
        line.strip() for block in BLOCK.finditer(README) for line in block[2].splitlines() if line.strip()
    ]


def chapter(title: str) -> list[str]:
    """The lines of one chapter's shell blocks."""
    text = README.partition(f"\n## {title}\n")[2].partition("\n## ")[0]
    found = [line.strip() for block in BLOCK.finditer(text) for line in block[2].splitlines()]
    assert found, title
    return found


def run(steward: Steward, line: str, given: str = "") -> Answer:
    """Carry out one line of the README as a shell would."""
    words = shlex.split(line)
    if words[0] == "echo":
        given, words = f"{words[1]}\n", words[words.index("|") + 1 :]
    if words[0] == "python3":
        done = subprocess.run(
            [sys.executable, "-I", *words[1:]],
            cwd=steward.data.parent,
            capture_output=True,
            text=True,
            check=False,
        )
        return Answer(done.returncode, done.stdout, done.stderr)
    env = dict([words.pop(0).split("=", 1)]) if "=" in words[0] else {}
    assert words[0] == "steward", line
    return steward(shlex.join(words[1:]), given.encode(), **env)


def fill(form: Path, rows: Sequence[Sequence[str]]) -> None:
    book = openpyxl.load_workbook(form)
    for row in rows:
        book.worksheets[0].append(list(row))
    book.save(form)


def fill_in(folder: Path, language: str) -> None:
    """Two hundred homes, ten people and a tariff of one item, as somebody would type them."""
    homes = [(building, entrance, floor, door) for building in range(1, 6) for entrance in (1, 2)
             for floor in range(1, 11) for door in (1, 2)]  # fmt: skip
    units = [
        (
            "",
            str(b),
            str(e),
            str(f),
            f"{f}{d:02}",
            "",
            "88.5",
            *LIVED_IN[language],
            "",
            "",
            f"业主{b}{e}{f}{d}",
        )
        for b, e, f, d in homes
    ]
    people = [
        ("zhiban01" if number == 0 else f"staff{number}", f"员工{number}", "", role, "", "2026-01-01")
        for number, role in enumerate(ROLES[language])
    ]
    fill(folder / "units.xlsx", units)
    fill(folder / "people.xlsx", people)
    fill(folder / "tariff.xlsx", [("P01", "更换水龙头", "Replace a tap", "个", "40", "水龙头、tap")])


def test_every_command_of_the_readme_stands_where_a_test_runs_it() -> None:
    tested = [
        *chapter("Two commands"),
        *chapter("A company of your own"),
        *chapter("On more than one machine"),
        *chapter("Watching it"),
        *chapter("Five minutes as the auditor"),
    ]
    assert commands() == tested
    assert chapter("Two commands") == BOOTSTRAPS


def test_every_command_that_the_readme_mentions_is_there(tmp_path: Path) -> None:
    steward = Steward(tmp_path / "data")
    verbs = set(re.findall(r"\bsteward\s+([a-z]+)", README.replace("steward of", "")))
    assert {"up", "init", "status", "commands", "apply"} <= verbs
    assert {verb for verb in verbs if steward(f"{verb} --help").code != 0} == set()


@pytest.mark.slow
@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_empty_folder_becomes_a_company_and_takes_its_first_ticket(tmp_path: Path, language: str) -> None:
    """UNT-01, TCK-03, TCK-01: one site, 200 homes and ten people from files, by the commands of the README alone."""
    shutil.copytree(ROOT / "seed" / "maps", tmp_path / "seed" / "maps")
    (tmp_path / "incidents.csv.gz").write_bytes(gzip.compress(LEDGER.encode()))
    first, *lines = chapter("A company of your own")
    assert first == "export STEWARD_DATA=./company"
    steward = Steward(tmp_path / "company", language)
    answers: dict[str, Answer] = {}
    for line in lines:
        if line == "steward up":
            continue
        answers[line] = run(steward, line, f"{PASSWORD}\n")
        assert (answers[line].code, answers[line].err) == (0, ""), line
        if line == "steward template tariff tariff.xlsx":
            fill_in(tmp_path, language)
    checked = answers["steward import units units.xlsx --dry-run"].lines[-1]
    assert checked == {"dry_run": True, "lines": 200, "counts": {"accepted": 200}}
    (ticket,) = answers["steward ask queue"].json
    assert ticket["matter"] == "电梯停在五楼"
    _look_around(steward.data)
    if language == "en":
        _serve(steward)


def _serve(steward: Steward) -> None:
    """``steward up``, until it is interrupted."""
    program = steward.start("up", env={"STEWARD_PORT": "0"})
    try:
        assert local.get(f"{steward.address(program)}/healthz", timeout=10).json() == {"ok": True}
        program.send_signal(signal.SIGINT)
        said, err = program.communicate(timeout=20)
        assert (program.returncode, said) == (0, b"")
        assert [json.loads(line)["event"] for line in err.splitlines()] == ["checkpoint.made"]
    finally:
        program.kill()
        program.wait()


def _look_around(data: Path) -> None:
    house = open_house(Settings(data, None, "127.0.0.1", 0))
    house.projector.catch_up()
    assert [site.name for site in house.sites.values()] == ["East Garden"]
    assert len(set(_streams(house, "unit.registered"))) == 200
    assert house.log.get(Unit, "unit:s1:5-2-1002").is_lived_in
    accounts = {member.account for member in members(house.views)}
    assert len(accounts - {"admin"}) == 10
    assert house.access.check("zhiban01", PASSWORD)
    house.close()


def _streams(house: House, name: str) -> Iterator[str]:
    for event in house.log.search(name=name, limit=1000):
        yield event.originator_id  # pyright: ignore[reportAttributeAccessIssue] - all can be read


def test_what_the_auditor_is_told_to_type_is_answered(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "data", Estate.ending_at(EVENING, SEED, homes=600, days=3))
    stage.wall = EVENING
    stage.play(EVENING)
    stage.log.close()
    steward = Steward(tmp_path / "data")
    typed = {line: line.replace("/mnt", str(tmp_path)) for line in chapter("Five minutes as the auditor")}
    answers = {line: run(steward, mine) for line, mine in typed.items()}
    assert {line: answer.err for line, answer in answers.items() if answer.code != 0} == {}
    asked = {line: json.loads(answer.out) for line, answer in answers.items() if " ask " in line}
    assert len(asked) == 2
    assert (tmp_path / "copy.zip").exists()
    assert answers["python3 case.zip"].out.count("Everything holds, provided") == 1
    assert "R261120-001" in (tmp_path / "day.jsonl").read_text(encoding="utf-8")


def test_a_company_begins_in_a_database_and_one_in_a_folder_is_carried_there(
    tmp_path: Path, database: str, postgres_server: Server
) -> None:
    first, *lines, moving = chapter("On more than one machine")
    named = "postgresql://steward:secret@db.internal/company"
    assert first == f"export STEWARD_DATABASE={named}"
    assert lines[-2:] == ["steward project", "steward up"]
    shared = Shared(tmp_path / "data", database)
    for line in lines[:-2]:
        assert run(shared, line, f"{PASSWORD}\n").code == 0, line
    home = Steward(tmp_path / "home")
    founding = next(line for line in lines if " init " in line)
    assert run(home, founding).code == 0
    other = postgres_server.new_database()
    assert run(home, moving.replace(named, f"'{postgres_server.url(other)}'")).code == 0
    postgres_server.drop(other)


def test_the_doctor_finds_nothing_wrong_with_a_company_that_was_just_founded(tmp_path: Path) -> None:
    steward = Steward(tmp_path / "company")
    founding = next(line for line in chapter("A company of your own") if " init " in line)
    assert run(steward, founding).code == 0
    for line in chapter("Watching it"):
        answer = run(steward, line)
        assert answer.err == ""
        assert "chain" in answer.out
