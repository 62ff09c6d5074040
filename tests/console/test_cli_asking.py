"""``steward ask``, ``questions`` and ``commands``: any page's question from a script, and what there is to say."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from console.wiring import wall_clock
from domain.operations import COMMANDS
from projections.asking.registry import QUESTIONS
from tests.console.command_line import Answer, Steward
from tests.console.houses import order, small_house


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two tickets of this morning; the first was answered five minutes ago and that was written down now."""
    folder = tmp_path_factory.mktemp("company") / "data"
    house = small_house(folder)
    now = wall_clock()
    at = {"first": now - timedelta(minutes=9), "second": now - timedelta(minutes=8)}
    for name, when in at.items():
        order(house, "help.report", name, by="desk01", matter=f"{name} call", at=when.isoformat())
    tickets = [one.originator_id for one in house.log.search(name="ticket.reported")]  # pyright: ignore[reportAttributeAccessIssue]
    number = tickets[0].rpartition(":")[2]
    answered = (now - timedelta(minutes=5)).isoformat()
    order(house, "ticket.answer", "first", by="desk01", ticket=number, what="马上到", at=answered)
    (folder.parent / "facts.json").write_text(json.dumps({"number": number, "head": house.log.head()}))
    house.close()
    return folder


@pytest.fixture(scope="module")
def facts(company: Path) -> dict[str, str]:
    return json.loads((company.parent / "facts.json").read_text())


@pytest.fixture
def steward(company: Path) -> Steward:
    return Steward(company)


def numbers(answer: Answer) -> list[str]:
    assert (answer.code, answer.err) == (0, "")
    return [row["number"][-3:] for row in answer.json]


def test_the_queue_is_one_json_document_and_nothing_else(steward: Steward) -> None:
    answer = steward("ask queue")
    assert sorted(numbers(answer)) == ["001", "002"]
    assert len(answer.out.splitlines()) == 1


def test_a_site_may_be_named_three_ways_and_is_the_first_otherwise(steward: Steward) -> None:
    said = {steward(f"ask queue{more}").out for more in ("", " --site s1", " --param site=s1")}
    assert len(said) == 1


def test_a_question_is_asked_as_of_a_position(steward: Steward, facts: dict[str, int]) -> None:
    head = facts["head"]
    asked = [numbers(steward(f"ask queue --as-of {position}")) for position in (head, head - 2, head - 3)]
    assert [sorted(one) for one in asked] == [["001", "002"], ["001"], []]


def test_a_question_is_asked_as_of_an_instant_in_any_zone(steward: Steward) -> None:
    assert numbers(steward("ask queue --as-of 2026-11-22T00:00:00+08:00")) == []
    later = wall_clock() + timedelta(minutes=1)
    assert len(numbers(steward(f"ask queue --as-of {later.isoformat()}"))) == 2


def test_late_paper_counts_for_what_happened_and_not_for_what_was_recorded(
    steward: Steward, facts: dict[str, str]
) -> None:
    question = f"ask ticket_story --param number={facts['number']}"
    then = (wall_clock() - timedelta(minutes=4)).isoformat()
    happened = steward(f"{question} --as-of {then} --axis happened")
    assert [line["fact"] for line in happened.json] == ["ticket.reported", "ticket.answered"]
    recorded = steward(f"{question} --as-of {then} --axis recorded")
    assert (recorded.code, recorded.json) == (0, [])


REFUSALS = {
    "ask nothing_known": ("no question “nothing_known”", "没有"),
    "ask queue --param open": ("“open” is no parameter", "不是参数"),
    "ask queue --param colour=red": ("cannot be put like this", "不能这样查"),
    "ask queue --site s9": ("no site “s9”", "没有“s9”这个项目"),
    "ask queue --param site=s9": ("no site “s9”", "没有“s9”这个项目"),
    "ask queue --as-of yesterday": ("“yesterday” is no moment", "不是时刻"),
    "ask queue --as-of 2026-11-22": ("“2026-11-22” is no moment", "不是时刻"),
    "ask queue --as-of 2026-11-22T09:03:00": ("is no moment", "不是时刻"),
    "ask queue --as-of ²": ("“²” is no moment", "不是时刻"),
    "ask queue --as-of -5": ("“-5” is no moment", "不是时刻"),
    "ask queue --axis happened": ("as it was recorded only", "只能按记录时间查"),
    "ask ticket --param number=H990101-001": ("H990101-001", "H990101-001"),
    "ask ticket": ("cannot be put like this", "不能这样查"),
}


@pytest.mark.parametrize("typed", REFUSALS)
def test_a_question_that_cannot_be_put_is_refused_in_both_languages(steward: Steward, typed: str) -> None:
    for language, words in zip(("en", "zh"), REFUSALS[typed], strict=True):
        steward.language = language
        answer = steward(typed)
        assert (answer.code, answer.out) == (1, "")
        assert words in answer.err


@pytest.mark.parametrize("typed", ["ask", "ask queue --param", "ask queue --as-of", "ask queue --axis both"])
def test_half_an_option_is_a_matter_of_usage(steward: Steward, typed: str) -> None:
    assert steward(typed).code == 2


def test_any_position_and_any_instant_can_be_asked_about(steward: Steward) -> None:
    for moment in (0, 10**30, "0001-01-01T00:00:00+08:00", "9999-12-31T23:59:59-10:00"):
        assert steward(f"ask queue --as-of {moment}").code == 0


def test_without_a_store_every_question_says_that_there_is_none(tmp_path: Path) -> None:
    answer = Steward(tmp_path / "data")("ask queue")
    assert answer.code == 1
    assert "There is no store" in answer.err


def test_every_question_is_listed_with_schemas_that_are_schemas(steward: Steward) -> None:
    listed = steward("questions --json").json
    assert [one["name"] for one in listed] == sorted(QUESTIONS)
    for one in listed:
        assert one["says"]
        for schema in (one["parameters"], one["rows"]):
            Draft202012Validator.check_schema(schema)


def test_an_answer_fits_the_schema_of_its_rows(steward: Steward, facts: dict[str, str]) -> None:
    schemas = {one["name"]: one["rows"] for one in steward("questions --json").json}
    asked = {
        "queue": "ask queue",
        "tickets": "ask tickets",
        "slips": "ask slips",
        "find": "ask find --param part=5-2",
        "ticket": f"ask ticket --param number={facts['number']}",
        "ticket_story": f"ask ticket_story --param number={facts['number']}",
        "unit_story": "ask unit_story --param unit=5-1-1101",
    }
    for name, typed in asked.items():
        answer = steward(typed).json
        assert answer or name == "slips"
        Draft202012Validator(schemas[name]).validate(answer)


def test_every_command_is_listed_with_a_schema_that_is_one(steward: Steward) -> None:
    listed = steward("commands --json").json
    assert list(listed) == sorted(COMMANDS)
    for schema in listed.values():
        Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize(("typed", "names"), [("commands", COMMANDS), ("questions", QUESTIONS)])
def test_a_plain_list_has_one_line_for_each_with_what_it_is_for(
    steward: Steward, typed: str, names: dict[str, object]
) -> None:
    listed = [line.split(maxsplit=1) for line in steward(typed).out.splitlines()]
    assert [name for name, _ in listed] == sorted(names)
    assert all(says for _, says in listed)


def test_a_whole_command_fits_its_schema_and_one_with_a_strange_field_does_not(steward: Steward) -> None:
    validator = Draft202012Validator(steward("commands --json").json["help.report"])
    whole = {
        "id": "a",
        "site": "s1",
        "by": "duty01",
        "doer": "desk01",
        "do": "help.report",
        "matter": "电梯停了",
    }
    validator.validate({**whole, "at": "2026-11-22T09:00:00+08:00", "seen": 3})
    assert not validator.is_valid({**whole, "colour": "red"})
    assert not validator.is_valid({**whole, "do": "ticket.close"})
