"""``steward import``, ``template`` and ``user``: files and people, from the command line."""

import shutil
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from console.languages import SHANGHAI
from console.settings import Settings
from console.wiring import House, wall_clock
from domain.log import Log
from tests.console.command_line import ROOT, Steward
from tests.console.houses import PASSWORD, order

LEDGER = """case,timestamp,status,sub_status,impact,product,support_team,resource,country,function
9-1,2026-01-05T09:00:00+08:00,Accepted,In Progress,Medium,P1,V30,R1,cn,A1
9-1,2026-01-05T11:00:00+08:00,Completed,Resolved,Medium,P1,V30,R1,cn,A1
9-2,2026-01-06T09:00:00+08:00,Queued,Awaiting Assignment,Low,P2,V31,,cn,A1
9-2,2026-01-06T10:00:00+08:00,Lost,Somewhere,Low,P2,V31,,cn,A1
"""
MAP = "incidents_2013.toml"


@pytest.fixture
def steward(company: Path, tmp_path: Path) -> Steward:
    (tmp_path / "ledger.csv").write_text(LEDGER, encoding="utf-8")
    shutil.copy(ROOT / "seed" / "maps" / MAP, tmp_path)
    return Steward(Path(shutil.copytree(company, tmp_path / "data")))


def fill(form: Path, *rows: Sequence[str]) -> None:
    book = openpyxl.load_workbook(form)
    for row in rows:
        book.worksheets[0].append(list(row))
    book.save(form)


def events(steward: Steward) -> int:
    with Log.open(steward.data / "log.sqlite", wall_clock) as log:
        return log.head()


@pytest.mark.parametrize("kind", ["units", "people", "tariff"])
def test_a_form_comes_in_the_terminals_language_and_never_over_a_file(steward: Steward, kind: str) -> None:
    headings: dict[str, list[str]] = {}
    for language in ("en", "zh"):
        steward.language = language
        assert steward(f"template {kind} {language}.xlsx").code == 0
        sheet = openpyxl.load_workbook(steward.data.parent / f"{language}.xlsx").worksheets[0]
        headings[language] = [str(cell.value) for cell in sheet[1]]
    assert all(heading.isascii() for heading in headings["en"])
    assert not any(heading.isascii() for heading in headings["zh"])
    filled = (steward.data.parent / "zh.xlsx").read_bytes()
    again = steward(f"template {kind} zh.xlsx")
    assert (again.code, again.out) == (1, "")
    assert "已存在" in again.err
    assert (steward.data.parent / "zh.xlsx").read_bytes() == filled


def test_a_form_that_cannot_be_written_is_refused_in_words(steward: Steward) -> None:
    answer = steward("template units nowhere/units.xlsx")
    assert (answer.code, answer.out) == (1, "")
    assert "nowhere/units.xlsx cannot be used" in answer.err


def test_refused_rows_are_answered_as_json_and_the_rest_goes_in(steward: Steward) -> None:
    assert steward("template units units.xlsx").code == 0
    fill(
        steward.data.parent / "units.xlsx",
        ("", "7", "1", "3", "301", "", "88.5", "lived in", "yes"),
        ("", "7", "1", "3", "302", "", "much", "lived in", "yes"),
    )
    answer = steward("import units units.xlsx --by root")
    assert (answer.code, answer.err) == (1, "")
    refused, summary = answer.lines
    assert (refused["line"], refused["verdict"], set(refused["reasons"])) == (3, "refused", {"zh", "en"})
    assert summary == {"dry_run": False, "lines": 2, "counts": {"accepted": 1, "refused": 1}}
    again = steward("import units units.xlsx --by root")
    assert again.lines[-1]["counts"] == {"unchanged": 1, "refused": 1}


@pytest.mark.parametrize("kind", ["units", "tickets"])
def test_a_dry_run_judges_and_writes_nothing(steward: Steward, kind: str) -> None:
    assert steward("template units units.xlsx").code == 0
    fill(steward.data.parent / "units.xlsx", ("", "7", "1", "3", "301"))
    before = events(steward)
    file = "units.xlsx" if kind == "units" else f"ledger.csv --map {MAP}"
    answer = steward(f"import {kind} {file} --by root --dry-run")
    assert answer.lines[-1]["dry_run"] is True
    assert sum(answer.lines[-1]["counts"].values()) == answer.lines[-1]["lines"] > 0
    assert events(steward) == before


def test_a_ledger_goes_in_once_and_is_taken_back_visibly(steward: Steward) -> None:
    typed = f"import tickets ledger.csv --map {MAP} --by root"
    first = steward(typed)
    assert (first.code, first.err) == (1, "")
    refused, summary = first.lines
    assert (refused["line"], refused["key"]) == (5, "9-2")
    assert summary["counts"] == {"adopted": 3, "duplicate": 0, "refused": 1}
    assert (summary["run"], summary["lines"], summary["tickets"]) == ("1", 4, 2)
    assert steward(typed).lines[-1]["counts"]["duplicate"] == 3
    before = events(steward)
    assert steward("import tickets --undo 1 --by root --dry-run").code == 0
    assert events(steward) == before
    undone = steward("import tickets --undo 1 --by root")
    assert (undone.code, undone.err) == (0, "")
    after = events(steward)
    assert after > before
    assert steward("import tickets --undo 1 --by root").code == 0
    assert events(steward) == after
    assert steward(typed).lines[-1]["counts"]["adopted"] == 3


REFUSALS = {
    "import units": ("Which file?", "哪个文件"),
    "import units --undo 1": ("Only an import of tickets", "只有工单导入可以撤回"),
    "import tickets --undo 7": ("no import 7", "没有第 7 次导入"),
    "import tickets ledger.csv": ("needs a map", "对照"),
    "import tickets ledger.csv --map nowhere.toml": ("cannot be opened", "无法打开"),
    "import units nowhere.xlsx": ("cannot be opened", "无法打开"),
    "import tariff ledger.csv --since soon": ("“soon” is no day", "不是日期"),
    "user password": ("Which account?", "哪个账号"),
    "user disable ghost": ("account “ghost”", "ghost"),
}


@pytest.mark.parametrize("typed", REFUSALS)
def test_what_cannot_be_done_is_refused_in_both_languages_and_writes_nothing(
    steward: Steward, typed: str
) -> None:
    before = events(steward)
    for language, words in zip(("en", "zh"), REFUSALS[typed], strict=True):
        steward.language = language
        answer = steward(typed)
        assert (answer.code, answer.out) == (1, "")
        assert words in answer.err
    assert events(steward) == before


def test_only_somebody_who_may_takes_a_file_in(steward: Steward) -> None:
    answer = steward(f"import tickets ledger.csv --map {MAP} --by desk01")
    assert answer.code == 1
    assert "desk01 may not do this" in answer.err


def test_a_password_comes_by_a_pipe_and_opens_the_door(steward: Steward) -> None:
    assert steward("user password desk01", b"seven geese fly south\n").code == 0
    house = House(Settings(steward.data, None, "127.0.0.1", 0))
    assert house.access.check("desk01", "seven geese fly south")
    assert not house.access.check("desk01", PASSWORD)
    house.close()


def test_a_password_that_is_guessed_first_changes_nothing(steward: Steward) -> None:
    for given in (b"", b"short\n", b"desk01desk01\n"):
        answer = steward("user password desk01", given)
        assert (answer.code, answer.out) == (1, "")
    house = House(Settings(steward.data, None, "127.0.0.1", 0))
    assert house.access.check("desk01", PASSWORD)
    house.close()


def test_a_disabled_account_is_out_until_it_is_enabled_again(steward: Steward) -> None:
    house = House(Settings(steward.data, None, "127.0.0.1", 0))
    tokens = {account: house.access.open_session(account) for account in ("desk01", "duty01")}
    assert steward("user sign-out duty01").code == 0
    assert steward("user disable desk01").code == 0
    assert [house.access.session(token) for token in tokens.values()] == [None, None]
    signed_in = [house.access.check(account, PASSWORD) for account in tokens]
    assert steward("user enable desk01").code == 0
    assert (signed_in, house.access.check("desk01", PASSWORD)) == ([False, True], True)
    house.close()


def test_everybody_with_an_account_is_listed_with_their_sites(steward: Steward) -> None:
    listed = [line.split(maxsplit=1) for line in steward("user list").out.splitlines()]
    assert ["desk01", "East Garden"] in listed
    assert len(listed) == 7


def test_answers_of_a_survey_come_from_a_file_by_the_round_s_own_template(steward: Steward) -> None:
    """SVY-16, as on the page: each row has its verdict, a dry run writes nothing."""
    house = House(Settings(steward.data, None, "127.0.0.1", 0), wall_clock)
    today = datetime.now(SHANGHAI).date().isoformat()
    plan = {"name": "2026年度调查", "template": "central_survey", "starts": today}
    steps: list[tuple[str, dict[str, Any]]] = [
        ("plan", plan), ("freeze_frame", {}), ("draw", {}), ("issue_forms", {"forms": [1, 2]}),
    ]  # fmt: skip
    for number, (do, more) in enumerate(steps):
        order(house, f"survey.{do}", str(number), by="desk01", survey="yearly", **more)
    house.close()
    refused = steward("template answers answers.xlsx")
    assert "name it with --survey CODE" in refused.err
    assert "There is no survey other" in steward("template answers answers.xlsx --survey other").err
    assert steward("template answers answers.xlsx --survey yearly").code == 0
    fill(steward.data.parent / "answers.xlsx", ["1", *["5"] * 7, ""], ["2", *["9"] * 7, ""])
    before = events(steward)
    trial = steward("import answers answers.xlsx --survey yearly --by desk01 --dry-run")
    assert (trial.code, trial.lines[-1]["counts"], events(steward)) == (
        1,
        {"accepted": 1, "refused": 1},
        before,
    )
    told = steward("import answers answers.xlsx --survey yearly --by desk01")
    assert told.lines[-1]["counts"] == {"accepted": 1, "refused": 1}
    assert events(steward) == before + 1
