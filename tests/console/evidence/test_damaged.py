"""A flipped bit, a pack that was cut off, a file that is none: found, named, and never a stack trace."""

import json
import random
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.console.evidence.packs import Reader, Unpacked

FLIPS_A_FILE = 4
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=5), inside, max_size=3),
    max_leaves=5,
)


def flipped(data: bytes, place: int, bit: int) -> bytes:
    return data[:place] + bytes([data[place] ^ 1 << bit]) + data[place + 1 :]


def test_a_flipped_bit_in_any_file_of_the_folder_is_found_and_the_file_named(
    unpacked: Unpacked, read: Reader
) -> None:
    files = [file for file in sorted(unpacked.folder.rglob("*")) if file.is_file()]
    assert len(files) > 20
    chance = random.Random(6)  # noqa: S311 - the same places each time
    for file in files:
        whole, name = file.read_bytes(), file.relative_to(unpacked.folder).as_posix()
        places = [0, len(whole) - 1, *(chance.randrange(len(whole)) for _ in range(FLIPS_A_FILE))]
        for place in places:
            file.write_bytes(flipped(whole, place, chance.randrange(8)))
            found = read.findings(unpacked.folder)
            assert any(name in one for one in found), (name, place, found)
        file.write_bytes(whole)
    assert read.findings(unpacked.folder) == []


def test_a_flipped_bit_anywhere_in_the_zip_is_found(of_the_case: Path, tmp_path: Path, read: Reader) -> None:
    whole, chance = of_the_case.read_bytes(), random.Random(7)  # noqa: S311 - the same places each time
    ends = [*range(0, 64, 5), *range(len(whole) - 130, len(whole), 3)]
    inside = [chance.randrange(len(whole)) for _ in range(150)]
    for place in [*ends, *inside]:
        (tmp_path / "flipped.zip").write_bytes(flipped(whole, place, chance.randrange(8)))
        assert read.findings(tmp_path / "flipped.zip") != [], place


def test_a_flip_in_a_packed_file_is_named_and_one_in_the_zip_s_own_lines_too(
    of_the_case: Path, tmp_path: Path, read: Reader
) -> None:
    whole = of_the_case.read_bytes()
    inside = whole.index(b"events.jsonl") + 500
    (tmp_path / "one.zip").write_bytes(flipped(whole, inside, 3))
    assert any("events.jsonl" in one for one in read.findings(tmp_path / "one.zip"))
    clock_of_the_first = 10
    (tmp_path / "two.zip").write_bytes(flipped(whole, clock_of_the_first, 3))
    assert any("the zip's own headers" in one for one in read.findings(tmp_path / "two.zip"))


@pytest.mark.parametrize("share", [0, 0.1, 0.5, 0.9, 0.999])
def test_a_pack_that_was_cut_off_is_called_so(
    of_the_case: Path, tmp_path: Path, read: Reader, share: float
) -> None:
    whole = of_the_case.read_bytes()
    (tmp_path / "cut.zip").write_bytes(whole[: int(len(whole) * share)])
    code, said = read(tmp_path / "cut.zip")
    assert code == (1 if share > 0.99 else 2)
    assert "cut off" in said


def test_something_behind_the_zip_or_one_file_too_many_is_found(
    of_the_case: Path, unpacked: Unpacked, tmp_path: Path, read: Reader
) -> None:
    (tmp_path / "longer.zip").write_bytes(of_the_case.read_bytes() + b"\0")
    assert read.findings(tmp_path / "longer.zip") != []
    (unpacked.folder / "note.txt").write_text("hello")
    assert read.findings(unpacked.zipped(tmp_path / "more.zip")) == ["note.txt does not belong to the pack."]
    assert read.findings(unpacked.folder) == []


def test_a_file_that_is_missing_is_named(unpacked: Unpacked, read: Reader) -> None:
    (unpacked.folder / "register.jsonl").unlink()
    assert any("register.jsonl is not in the pack" in one for one in read.findings(unpacked.folder))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_pack_however_odd_ends_in_a_stack_trace(
    of_the_case: Path, tmp_path: Path, read: Reader, data: st.DataObject
) -> None:
    shutil.rmtree(tmp_path / "odd", ignore_errors=True)
    shutil.unpack_archive(of_the_case, tmp_path / "odd", "zip")
    odd = Unpacked(tmp_path / "odd")
    name = data.draw(st.sampled_from(["manifest.json", "events.jsonl", "proofs.jsonl", "register.jsonl"]))
    said = odd.manifest if name == "manifest.json" else odd.lines(name)
    one = said if isinstance(said, dict) else data.draw(st.sampled_from(said))
    one[data.draw(st.sampled_from(sorted(one)))] = data.draw(ANYTHING)
    lines = [said] if isinstance(said, dict) else said
    text = "".join(json.dumps(line) + "\n" for line in lines)
    (odd.folder / name).write_text(text, encoding="utf-8")
    if name != "manifest.json":
        odd.agree()
    code, _ = read(odd.folder)
    assert code in {1, 3}


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_file_however_broken_ends_in_a_stack_trace(
    of_the_case: Path, tmp_path: Path, read: Reader, data: st.DataObject
) -> None:
    shutil.rmtree(tmp_path / "odd", ignore_errors=True)
    shutil.unpack_archive(of_the_case, tmp_path / "odd", "zip")
    odd = Unpacked(tmp_path / "odd")
    name = data.draw(st.sampled_from(sorted(odd.manifest["files"])))
    whole = (odd.folder / name).read_bytes()
    at = data.draw(st.integers(0, len(whole)))
    odd.replace(
        name, whole[:at] + data.draw(st.binary(max_size=9)) + whole[at + data.draw(st.integers(0, 9)) :]
    )
    code, _ = read(odd.folder)
    assert code in {1, 3}
