"""``steward export evidence``: packs from the command line."""

import json
import shutil
import zipfile
from pathlib import Path

import pytest

from tests.console.command_line import Steward
from tests.console.evidence.packs import Reader
from tests.log.insider import AT, Insider


@pytest.fixture
def steward(repaired: Path, tmp_path: Path) -> Steward:
    return Steward(Path(shutil.copytree(repaired / "played", tmp_path / "data")))


@pytest.fixture
def number(repaired: Path) -> str:
    return (repaired / "number").read_text()


def test_a_ticket_is_named_by_its_number_and_the_fingerprint_is_told(
    steward: Steward, number: str, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = steward(f"export evidence --case {number} -o pack.zip")
    assert (answer.code, answer.err) == (0, ""), answer
    pack = steward.data.parent / "pack.zip"
    with zipfile.ZipFile(pack) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    first, second, third = answer.out.splitlines()
    count = manifest["events"]
    assert first == f"pack.zip holds {count} events."
    assert second == f"Covered by a checkpoint: {count} of {count}."
    fingerprint = third.removeprefix("Fingerprint of the key: ")
    assert Reader(capsys).findings(pack, "--key", fingerprint) == []
    assert manifest["asked"] == {"case": f"ticket:s1:{number}"}
    assert manifest["asked_by"].startswith("terminal:")


def test_a_checkpoint_that_is_named_is_proven_whether_or_not_it_was_exported(
    steward: Steward, number: str
) -> None:
    assert steward("checkpoint").code == 0
    (notes,) = (steward.data / "checkpoints").glob("*.checkpoints")
    held = steward.data.parent / "held.txt"
    lines = notes.read_text(encoding="utf-8").split("\n")
    lines[1] = "7"
    held.write_text("\n".join(lines), encoding="utf-8")
    for typed, sizes in (("", []), (f" --checkpoint {held}", [7])):
        answer = steward(f"export evidence --case {number} -o pack{len(sizes)}.zip{typed}")
        assert answer.code == 0, answer
        with zipfile.ZipFile(steward.data.parent / f"pack{len(sizes)}.zip") as archive:
            proofs = [json.loads(line) for line in archive.read("proofs.jsonl").splitlines()]
        assert [one["from"] for one in proofs if "from" in one] == sizes
    held.write_text("a letter\n", encoding="utf-8")
    answer = steward(f"export evidence --case {number} -o other.zip --checkpoint {held}")
    assert answer.code == 1
    assert "is no file of signed checkpoints" in answer.err


def test_texts_and_persons_stay_behind_where_that_is_asked_for(steward: Steward) -> None:
    assert steward("export evidence --since 2026-11-22 --site s1 --no-personal -o pack.zip").code == 0
    with zipfile.ZipFile(steward.data.parent / "pack.zip") as archive:
        said = b"".join(archive.read(name) for name in archive.namelist()).decode()
        assert json.loads(archive.read("manifest.json"))["personal"] == "none"
    assert [words for words in ("水龙头滴水", "周女士", "13800001000", "Bai He") if words in said] == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("--case R990101-001", "There is no case"),
        ("--site s9", "There is no site"),
        ("--since 5", "not a number"),
    ],
)
def test_what_cannot_be_asked_for_leaves_no_file(steward: Steward, typed: str, said: str) -> None:
    answer = steward(f"export evidence {typed} -o pack.zip")
    assert (answer.code, answer.out) == (1, "")
    assert said in answer.err
    assert [one.name for one in steward.data.parent.iterdir()] == ["data"]


def alter(steward: Steward, *, chained: bool) -> None:
    """Let the last event but nine say something else, and its chain hold all the same, or not."""
    hands = Insider(steward.data / "log.sqlite")
    rows = hands.rows()
    rows[-10][AT["site"]] = "s9"
    hands.put(hands.chained(rows) if chained else rows)


@pytest.mark.parametrize("chained", [False, True])
def test_an_event_that_does_not_hold_is_not_counted_among_the_covered(
    steward: Steward, capsys: pytest.CaptureFixture[str], *, chained: bool
) -> None:
    assert steward("checkpoint").code == 0
    alter(steward, chained=chained)
    answer = steward("export evidence --since 2020-01-01 -o pack.zip")
    first, second, third, *_ = answer.out.splitlines()
    count = int(first.removeprefix("pack.zip holds ").removesuffix(" events."))
    assert (second, third.partition(". ")[0]) == (
        f"Covered by a checkpoint: {count - 1} of {count}.",
        "Not as recorded: 1",
    )
    pack = steward.data.parent / "pack.zip"
    assert len(Reader(capsys).findings(pack)) >= 1
    with zipfile.ZipFile(pack) as archive:
        page = archive.read("page.html").decode()
    assert f"{count - 1} of {count} events are covered" in page
    assert "与当初记录不符的事件：1 条" in page


def test_a_later_event_that_does_not_hold_is_told_although_nothing_covers_it(steward: Steward) -> None:
    hands = Insider(steward.data / "log.sqlite")
    rows = hands.rows()
    hands.put(rows[:-20])
    assert steward("checkpoint").code == 0
    hands.put(rows)
    alter(steward, chained=False)
    steward.language = "zh"
    _, second, third, *_ = steward("export evidence --since 2020-01-01 -o pack.zip").out.splitlines()
    assert f"{len(rows) - 20}" in second
    assert third.startswith("与当初记录不符的事件：1 条")
