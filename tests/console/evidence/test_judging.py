"""A copy that somebody was given, judged as the page of proof does it."""

from pathlib import Path

import pytest

from console.evidence import judging
from console.evidence.judging import FOUND, HOLDS, UNPROVEN, UNREADABLE, judge
from domain.errors import Refused


def fingerprint(pack: Path) -> str:
    """The key that the pack says it is signed with, as an auditor would write it down."""
    said = next(line for line in judge(pack.read_bytes(), "", "en").lines if line.startswith("[--] Key "))
    return said.removeprefix("[--] Key ").partition(",")[0]


def test_an_untouched_copy_is_genuine_by_the_key_of_the_house(of_the_case: Path) -> None:
    found = judge(of_the_case.read_bytes(), fingerprint(of_the_case), "en")
    assert found.ends == HOLDS
    assert found.lines[-1] == "=> Everything holds."
    assert found.of("[NO]") == []


def test_without_a_key_of_its_own_nobody_vouches_for_a_copy(of_the_case: Path) -> None:
    found = judge(of_the_case.read_bytes(), "", "en")
    assert found.ends == UNPROVEN
    assert found.of("=>") == ["Everything holds, provided that this is the key that you wrote down."]


def test_a_falsified_copy_is_told_and_says_where(of_the_case: Path) -> None:
    falsified = bytearray(of_the_case.read_bytes())
    falsified[len(falsified) // 2] ^= 1
    found = judge(bytes(falsified), "", "zh")
    assert found.ends == FOUND
    assert "zip 文件与写出时不同。" in found.of("[NO]")


def test_a_copy_signed_with_another_key_is_not_genuine(of_the_case: Path) -> None:
    assert judge(of_the_case.read_bytes(), "0" * 40, "en").ends == FOUND


def test_what_is_no_pack_at_all_is_told_without_the_place_where_it_lay() -> None:
    found = judge(b"a letter", "", "en")
    assert found.ends == UNREADABLE
    assert found.of("[NO]") == ["pack.zip is no whole zip file: cut off or damaged."]


def test_a_check_without_end_is_refused(of_the_case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging, "LONGEST_S", 0.001)
    with pytest.raises(Refused, match="did not end"):
        judge(of_the_case.read_bytes(), "", "en")
