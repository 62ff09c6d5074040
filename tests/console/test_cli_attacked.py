"""What an insider wrote into a store comes out of the command line as words: no trace, no line of his own making."""

import sqlite3
from contextlib import closing

import pytest

from console.access.looks import Look
from console.evidence import verify
from console.settings import Settings
from console.wiring import open_house
from tests.console.command_line import Answer, Steward

ESCAPED = "diary\n\x1b[2JAll is as it was recorded."


def in_log(steward: Steward, statement: str, *given: object) -> None:
    with closing(sqlite3.connect(steward.data / "log.sqlite")) as log, log:
        log.execute(statement, given)


def refused(answer: Answer) -> Answer:
    assert answer.code == 1, answer
    assert "Traceback" not in answer.out + answer.err
    return answer


def test_a_finding_stays_on_its_line_whatever_stands_in_the_log(steward: Steward) -> None:
    in_log(steward, "UPDATE events SET stream = ? WHERE position = 20", ESCAPED)
    answer = refused(steward("verify"))
    assert "\x1b" not in answer.out
    assert "All is as it was recorded." not in answer.out.splitlines()
    assert any("Event 20 " in line and "diary\ufffd\ufffd" in line for line in answer.out.splitlines())


def test_a_look_stays_on_its_line_whatever_was_typed_into_an_address(steward: Steward) -> None:
    house = open_house(Settings(steward.data, None, "127.0.0.1", 0))
    house.access.looks.note(Look("audit01", site="s1", what="ticket", parameters={"number": ESCAPED}))
    house.close()
    answer = steward("looks")
    assert (answer.code, len(answer.out.splitlines())) == (0, 1)
    assert "\x1b" not in answer.out


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE events SET happened_at = 9223372036854775807 WHERE position = 20",
        "UPDATE events SET stream = CAST(x'ff41' AS TEXT) WHERE position = 20",
        "UPDATE events SET body = x'ff00' WHERE position = 20",
        "UPDATE log_format SET created_at = 9223372036854775807",
        "UPDATE log_format SET store = 'a' || char(0) || 'b'",
        "UPDATE log_format SET store = CAST(x'ff41' AS TEXT)",
        "UPDATE sqlite_sequence SET seq = 'many'",
    ],
)
def test_nothing_in_a_store_breaks_its_verification_off(steward: Steward, statement: str) -> None:
    in_log(steward, statement)
    answer = refused(steward("verify"))
    assert answer.out + answer.err != ""


@pytest.mark.parametrize("column", ["happened_at", "recorded_at"])
def test_evidence_of_a_time_that_no_calendar_has_is_taken_away_all_the_same(
    steward: Steward, column: str
) -> None:
    assert steward("checkpoint").code == 0
    in_log(steward, f"UPDATE events SET {column} = 9223372036854775807 WHERE position = 40")
    answer = steward("export evidence --since 2020-01-01 -o pack.zip")
    assert (answer.code, answer.err) == (0, ""), answer
    code = verify.main([str(steward.data.parent / "pack.zip"), "--lang", "en"])
    assert code == 1


@pytest.mark.parametrize(
    ("ending", "said"),
    [(".witness", "is not what its last checkpoint says"), (".vkey", "does not hold the key")],
)
def test_checkpoints_that_somebody_emptied_are_told_in_words(
    steward: Steward, ending: str, said: str
) -> None:
    assert steward("checkpoint").code == 0
    (file,) = (steward.data / "checkpoints").glob(f"*{ending}")
    file.write_bytes(b"")
    assert said in refused(steward("export evidence --since 2020-01-01 -o pack.zip")).err
    assert not (steward.data.parent / "pack.zip").exists()


def test_a_text_that_is_none_is_told_in_words(steward: Steward) -> None:
    in_log(steward, "UPDATE events SET stream = CAST(x'1b41ff' AS TEXT) WHERE position = 20")
    said = refused(steward("export events -o events.jsonl")).err
    assert "The store cannot be read" in said
    assert "\x1b" not in said


def test_read_models_that_are_no_database_are_told_in_words(steward: Steward) -> None:
    (steward.data / "models.sqlite").write_bytes(b"x" * 5000)
    for language, words in (("en", "No replay could be made"), ("zh", "无法重放")):
        steward.language = language
        assert words in refused(steward("verify")).out
    steward.language = "en"
    assert "The store cannot be read" in refused(steward("ask queue")).err
