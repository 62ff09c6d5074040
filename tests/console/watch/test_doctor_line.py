"""``steward doctor``: one line a check in the terminal's language, and an exit code for scripts."""

from pathlib import Path

from console.doctor import CHECKS
from console.doctor.findings import SHOWN
from tests.console.command_line import Steward
from tests.console.watch.sickbed import break_in
from tests.console.watch.test_doctor_store import answering


def test_all_well_is_zero_and_says_so_line_by_line(data: Path) -> None:
    steward = Steward(data)
    for one in data.iterdir():
        one.chmod(0o600)
    with answering(200, b'{"ok":true}') as port:
        far = str(data.parent / "far")
        answer = steward("doctor", STEWARD_PORT=str(port), STEWARD_CHECKPOINTS=far)
        told = steward("doctor --json", STEWARD_PORT=str(port), STEWARD_CHECKPOINTS=far).json
    assert (answer.code, answer.err) == (0, "")
    assert {line.split()[0] for line in answer.out.splitlines()} == {str(SHOWN["ok"])}
    assert [line.split()[1] for line in answer.out.splitlines()] == [one["check"] for one in told]
    assert {one["check"] for one in told} <= {check.__name__ for check in CHECKS}


def test_anything_wrong_is_one_and_says_what_to_do_in_both_languages(data: Path) -> None:
    break_in(data / "log.sqlite", "DELETE FROM events WHERE position = (SELECT max(position) FROM events)")
    answer = Steward(data, "zh")("doctor")
    assert answer.code == 1
    assert "前后接不上" in answer.out
    assert "下一步：" in answer.out
    told = Steward(data)("doctor --json").json
    chain = [one for one in told if one["check"] == "chain"][-1]
    assert chain["state"] == "wrong"
    assert chain["do"]["en"].startswith("run “steward verify”")
    assert chain["found"]["zh"] == "最近的事件前后接不上。"


def test_where_there_is_no_store_the_doctor_says_so_and_makes_nothing(tmp_path: Path) -> None:
    answer = Steward(tmp_path / "nowhere")("doctor")
    assert answer.code == 1
    assert "There is no data folder" in answer.out
    assert list(tmp_path.iterdir()) == []


def test_a_copy_is_noted_for_the_doctor(data: Path, tmp_path: Path) -> None:
    steward = Steward(data)
    assert "last_backup" not in steward("doctor").out
    assert steward("backup copy.zip").code == 0
    assert "Last copy" in steward("doctor").out
