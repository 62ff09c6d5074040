"""``steward checkpoint`` and ``steward verify``: what an administrator and an auditor type, and what they are told."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from domain.log.proof.checkpoint import read_checkpoint
from domain.log.proof.notes import read_note
from tests.console.command_line import Answer, Steward
from tests.log.insider import AT, Insider


@pytest.fixture
def far(tmp_path: Path) -> str:
    return str(tmp_path / "far")


def done(answer: Answer) -> str:
    assert (answer.code, answer.err) == (0, ""), answer
    return answer.out


def insider(steward: Steward, position: int, column: str, value: object) -> None:
    """Change an event and make the whole chain anew."""
    hands = Insider(steward.data / "log.sqlite")
    rows = hands.rows()
    rows[position - 1][AT[column]] = value
    hands.put(hands.chained(rows))


def in_models(steward: Steward, statement: str) -> None:
    with closing(sqlite3.connect(steward.data / "models.sqlite")) as models, models:
        models.execute(statement)


def table(steward: Steward, model: str) -> str:
    with closing(sqlite3.connect(steward.data / "models.sqlite")) as models:
        asked = "SELECT generation FROM generations WHERE served = 1 AND model = ?"
        return f"{model}_{models.execute(asked, [model]).fetchone()[0]}"


def test_a_checkpoint_is_signed_into_a_folder_and_names_its_key(steward: Steward, far: str) -> None:
    said = done(steward("checkpoint", STEWARD_CHECKPOINTS=far))
    assert "checkpoint of" in said
    assert "write it down" in said
    assert "not outside" not in said
    assert sorted(one.suffix for one in Path(far).iterdir()) == [".checkpoints", ".vkey", ".witness"]
    steward.language = "zh"
    assert "请抄写在别人改不了的地方" in done(steward("checkpoint", STEWARD_CHECKPOINTS=far))


def test_without_a_folder_it_says_that_the_data_folder_is_not_outside(steward: Steward) -> None:
    assert "name another one in STEWARD_CHECKPOINTS" in done(steward("checkpoint"))
    assert "who can change one can change both" in done(steward("verify"))


def test_the_signed_note_can_be_printed_for_a_second_party(steward: Steward, far: str) -> None:
    note = read_note(done(steward("checkpoint --print", STEWARD_CHECKPOINTS=far)).encode())
    (told,) = steward("checkpoint --json", STEWARD_CHECKPOINTS=far).json
    assert read_checkpoint(note.text).size == told["size"]
    assert (told["note"].encode(), told["added"], told["outside"]) == (note.raw, 0, True)


def test_a_folder_that_cannot_be_written_ends_in_1_and_the_other_is_made(steward: Steward, far: str) -> None:
    (steward.data.parent / "near").mkdir()
    near = steward.data.parent / "near" / "file"
    near.write_text("")
    answer = steward("checkpoint", STEWARD_CHECKPOINTS=f"{near}/sub:{far}")
    assert answer.code == 1
    assert "cannot be written to" in answer.err
    assert "checkpoint of" in answer.out
    refused = steward("checkpoint", STEWARD_CHECKPOINTS=str(near))
    assert (refused.code, refused.out) == (1, "")
    assert "STEWARD_CHECKPOINTS names" in refused.err


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["Checkpoints cover every event", "compared with a full replay", "All is as it was recorded"]),
        ("zh", ["检查点覆盖所有事件", "已与完整重放逐行比对", "与当初记录的一致"]),
    ],
)
def test_an_untouched_company_is_proven(steward: Steward, far: str, language: str, words: list[str]) -> None:
    done(steward("checkpoint", STEWARD_CHECKPOINTS=far))
    steward.language = language
    said = done(steward("verify", STEWARD_CHECKPOINTS=far))
    assert [word for word in words if word not in said] == [], said


def test_events_that_no_checkpoint_covers_are_counted(steward: Steward) -> None:
    told = steward("verify --json --no-replay").json
    assert (told["holds"], told["uncovered"], told["checkpoints"][0]["size"]) == (True, told["head"], 0)
    assert told["head"] > 20
    assert f"covers the last {told['head']} events" in done(steward("verify"))


def test_an_insider_who_made_the_chain_anew_is_found_by_an_auditors_copy(steward: Steward, far: str) -> None:
    done(steward("checkpoint"))
    copy = steward.data.parent / "copied by the auditor"
    shutil.copytree(steward.data / "checkpoints", copy)
    shutil.rmtree(steward.data / "checkpoints")
    insider(steward, 9, "recorded_by", "somebody")
    alone = steward("verify --no-replay")
    assert (alone.code, alone.err) == (1, "")
    assert "covers the last" in alone.out
    assert "they are gone" in alone.out.splitlines()[0]
    for language in ("en", "zh"):
        steward.language = language
        answer = steward(f"verify --no-replay --checkpoints '{copy}'")
        assert (answer.code, answer.err) == (1, "")
        assert "9" in answer.out.splitlines()[0]


def test_the_key_that_was_written_down_must_have_signed(steward: Steward, far: str) -> None:
    (told,) = steward("checkpoint --json", STEWARD_CHECKPOINTS=far).json
    for key in (told["fingerprint"], told["fingerprint"].replace(" ", ":"), told["key"]):
        assert done(steward(f"verify --no-replay --key '{key}'", STEWARD_CHECKPOINTS=far))
    other = "0000 " * 10
    answer = steward(f"verify --no-replay --key '{other}'", STEWARD_CHECKPOINTS=far)
    assert (answer.code, told["fingerprint"] in answer.out) == (1, True)
    nonsense = steward("verify --key nonsense", STEWARD_CHECKPOINTS=far)
    assert (nonsense.code, nonsense.out) == (1, "")
    assert "no public key" in nonsense.err


def test_a_new_key_takes_over_and_the_old_fingerprint_still_proves(steward: Steward, far: str) -> None:
    (old,) = steward("checkpoint --json", STEWARD_CHECKPOINTS=far).json
    (new,) = steward("checkpoint --json --new-key", STEWARD_CHECKPOINTS=far).json
    assert old["fingerprint"] != new["fingerprint"]
    for key in (old["fingerprint"], new["fingerprint"]):
        assert done(steward(f"verify --no-replay --key '{key}'", STEWARD_CHECKPOINTS=far))


def test_checkpoints_that_were_made_here_once_and_are_gone_are_named(steward: Steward, far: str) -> None:
    fresh = steward("verify --json --no-replay").json
    assert fresh["findings"] == []
    done(steward("checkpoint", STEWARD_CHECKPOINTS=far))
    assert steward("verify --json --no-replay").json["findings"] == [], "made elsewhere alone"
    done(steward("checkpoint"))
    moved = Steward(steward.data.rename(steward.data.with_name("renamed")), steward.language)
    both = f"{moved.data / 'checkpoints'}:{far}"
    assert done(moved("verify --no-replay", STEWARD_CHECKPOINTS=both))
    shutil.rmtree(far)
    answer = moved("verify --no-replay", STEWARD_CHECKPOINTS=both)
    assert (answer.code, answer.out.count("and they are gone")) == (1, 1)
    shutil.rmtree(moved.data / "checkpoints")
    told = moved("verify --json --no-replay").json
    assert ([one["kind"] for one in told["findings"]], told["uncovered"]) == (
        ["checkpoints_gone"],
        told["head"],
    )
    moved.language = "zh"
    assert "现在不见了" in moved("verify --no-replay").out
    moved.data.joinpath("checkpoints").mkdir()
    assert moved("verify --no-replay").code == 1


def test_a_store_of_another_id_in_the_same_folder_misses_no_checkpoint(steward: Steward) -> None:
    done(steward("checkpoint"))
    shutil.rmtree(steward.data / "checkpoints")
    made = steward.data / "checkpoints.made"
    made.write_text(made.read_text().replace(made.read_text().partition(" ")[0], "another"))
    assert steward("verify --json --no-replay").json["findings"] == []


def test_a_named_folder_without_checkpoints_is_a_finding(steward: Steward, far: str) -> None:
    answer = steward("verify --no-replay", STEWARD_CHECKPOINTS=far)
    assert (answer.code, "There are no checkpoints of this store" in answer.out) == (1, True)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("UPDATE {homes} SET key = 'unit:nowhere' WHERE key = 'unit:s1:5-1-1101'",
         ["the row of unit:s1:5-1-1101", "is missing", "no event tells the row of unit:nowhere"]),
        ("DELETE FROM {homes} WHERE key = 'unit:s1:5-1-1101'", ["the row of unit:s1:5-1-1101", "is missing"]),
        ("UPDATE {homes} SET building = '9' WHERE key = 'unit:s1:5-1-1102'",
         ["the row of unit:s1:5-1-1102", "says something else"]),
    ],
)  # fmt: skip
def test_a_wrong_row_is_named_by_its_model_and_key(steward: Steward, change: str, words: list[str]) -> None:
    in_models(steward, change.format(homes=table(steward, "homes")))
    answer = steward("verify")
    assert answer.code == 1
    lines = [line for line in answer.out.splitlines() if line.startswith("Read model homes")]
    assert [word for word in words if word not in " ".join(lines)] == [], answer.out
    assert len(lines) == len(words) - 1
    told = steward("verify --json").json
    assert (told["holds"], told["findings"], len(told["model_findings"])) == (False, [], len(lines))


def test_read_models_ahead_of_a_rolled_back_log_are_named(steward: Steward) -> None:
    hands = Insider(steward.data / "log.sqlite")
    hands.put(hands.rows()[:-3])
    answer = steward("verify")
    assert answer.code == 1
    assert "and the log ends before" in answer.out


def test_an_event_of_a_newer_version_is_named_by_the_models_that_cannot_follow_it(steward: Steward) -> None:
    rows = Insider(steward.data / "log.sqlite").rows()
    at = next(row[0] for row in rows if str(row[AT["stream"]]).startswith("unit:"))
    insider(steward, at, "schema", 99)
    for language, words in (("en", f"no further than event {at} ("), ("zh", f"停在事件 {at}（")):
        steward.language = language
        answer = steward("verify")
        assert (answer.code, answer.err) == (1, "")
        assert words in answer.out


def test_a_missing_table_is_named_in_both_languages(steward: Steward) -> None:
    with closing(sqlite3.connect(steward.data / "log.sqlite")) as log, log:
        log.execute("DROP TABLE register")
    said = {
        "en": ("Table register is missing", "No event was read", "Checkpoints cover", "events and"),
        "zh": ("表 register 缺失", "未能读取任何事件", "检查点覆盖所有", "条登记"),
    }
    for language, (words, unread, *untrue) in said.items():
        steward.language = language
        answer = steward("verify")
        assert (answer.code, answer.err) == (1, "")
        assert words in answer.out
        assert unread in answer.out
        assert [one for one in untrue if one in answer.out] == []
    told = steward("verify --json").json
    assert (told["holds"], told["read"], told["uncovered"]) == (False, False, None)
