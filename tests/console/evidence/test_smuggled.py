"""A pack that was put together by somebody who knows the format: what nobody signed, hid or added is not let pass."""

import os
import struct
import warnings
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from console.evidence import verify
from tests.console.evidence.packs import Reader, Unpacked

Forge = Callable[[zipfile.ZipFile, zipfile.ZipFile], None]


def sealed(pack: Path) -> Path:
    """Let the last line fit again, as anybody can."""
    data = pack.read_bytes()[:-64]
    pack.write_bytes(data + sha256(data).hexdigest().encode())
    return pack


def repacked(source: Path, target: Path, change: Forge) -> Path:
    """The same members, sealed anew, after somebody had a hand in between."""
    with zipfile.ZipFile(source) as whole, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        made.comment = whole.comment
        change(whole, made)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that a name is there twice
            for one in whole.infolist():
                if one.filename != "README.txt" or one.filename not in made.namelist():
                    made.writestr(one, whole.read(one))
    return sealed(target)


def another_manifest(_: zipfile.ZipFile, made: zipfile.ZipFile) -> None:
    made.writestr("manifest.json", b"{}")


def hidden_page(_: zipfile.ZipFile, made: zipfile.ZipFile) -> None:
    """Who reads the zip from its beginning sees it; the directory does not list it."""
    made.writestr("page.html", b"<p>He was never there.</p>")
    made.filelist.clear()
    made.NameToInfo.clear()


def packed_oddly(whole: zipfile.ZipFile, made: zipfile.ZipFile) -> None:
    made.writestr("README.txt", whole.read("README.txt"), zipfile.ZIP_LZMA)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (another_manifest, "manifest.json is in the pack more than once."),
        (hidden_page, "The zip file holds something that its directory does not list."),
        (packed_oddly, "README.txt is damaged and cannot be read."),
    ],
)
def test_what_is_there_twice_hidden_or_packed_oddly_is_found(
    of_the_case: Path, tmp_path: Path, read: Reader, change: Forge, said: str
) -> None:
    assert said in read.findings(repacked(of_the_case, tmp_path / "forged.zip", change))


def test_something_before_the_first_file_is_found(of_the_case: Path, tmp_path: Path, read: Reader) -> None:
    """A program before the zip runs where the pack is called by its name."""
    forged = tmp_path / "forged.zip"
    forged.write_bytes(b"#!/bin/sh\necho all is well\n" + of_the_case.read_bytes())
    assert "The zip file holds something that its directory does not list." in read.findings(sealed(forged))


def test_a_damaged_odd_member_is_no_stack_trace(of_the_case: Path, tmp_path: Path, read: Reader) -> None:
    forged = repacked(of_the_case, tmp_path / "forged.zip", packed_oddly)
    data = bytearray(forged.read_bytes())
    data[30 + len("README.txt") + 12] ^= 0xFF
    forged.write_bytes(data)
    assert any("README.txt" in one for one in read.findings(sealed(forged)))


@pytest.mark.parametrize("name", ["json.py", "page-en.html", "policies/evil.py", "../outside.txt"])
def test_a_file_that_no_pack_has_is_found_though_the_manifest_lists_it(
    unpacked: Unpacked, tmp_path: Path, read: Reader, name: str
) -> None:
    (unpacked.folder / name).write_text("print('all is well')")
    unpacked.agree(files={**unpacked.manifest["files"], name: {}})
    assert f"{name} does not belong to the pack." in read.findings(unpacked.zipped(tmp_path / "more.zip"))
    (tmp_path / "outside.txt").unlink(missing_ok=True)


def test_a_file_that_every_pack_has_is_missed_though_the_manifest_is_silent(
    unpacked: Unpacked, read: Reader
) -> None:
    (unpacked.folder / "README.txt").unlink()
    files = {name: said for name, said in unpacked.manifest["files"].items() if name != "README.txt"}
    unpacked.agree(files=files)
    assert "README.txt is not in the pack, or more than once." in read.findings(unpacked.folder)


def test_a_manifest_of_any_shape_is_told_in_words(unpacked: Unpacked, read: Reader) -> None:
    unpacked.agree(policies=[{"file": [], "position": 1}])
    assert "manifest.json is not put together as it should be." in read.findings(unpacked.folder)


def test_a_manifest_that_would_fill_the_memory_is_not_read(unpacked: Unpacked, read: Reader) -> None:
    (unpacked.folder / "manifest.json").write_bytes(b" " * ((1 << 24) + 1))
    found = read.findings(unpacked.folder)
    assert "manifest.json is larger than any that Steward writes." in found


def linked(file: Path) -> None:
    moved = file.rename(file.parent.parent / "elsewhere")
    file.symlink_to(moved)


def piped(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes among files here")
@pytest.mark.parametrize("change", [linked, piped])
def test_a_link_or_a_pipe_in_the_folder_is_no_file_of_a_pack(
    unpacked: Unpacked, read: Reader, change: Callable[[Path], None]
) -> None:
    change(unpacked.folder / "page.html")
    assert "page.html is no plain file." in read.findings(unpacked.folder)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes among files here")
def test_a_pipe_is_no_pack(tmp_path: Path, read: Reader) -> None:
    os.mkfifo(tmp_path / "pipe.zip")
    assert read(tmp_path / "pipe.zip")[0] == 2


def test_a_signature_that_was_taken_off_is_missed(unpacked: Unpacked, read: Reader) -> None:
    note = unpacked.folder / "manifest.note"
    note.write_text(note.read_text(encoding="utf-8").partition("\u2014")[0], encoding="utf-8")
    assert read.findings(unpacked.folder) == ["manifest.note: the signature was taken off."]


def test_a_pack_that_says_it_was_never_signed_is_not_let_pass(
    unpacked: Unpacked, tmp_path: Path, read: Reader
) -> None:
    fingerprint = read(unpacked.folder)[1].partition("Key ")[2].partition(",")[0]
    unpacked.agree()
    for pack in (unpacked.folder, unpacked.zipped(tmp_path / "stripped.zip")):
        code, said = read(pack, "--key", fingerprint)
        assert code == 3
        assert said.splitlines()[-1] == (
            "=> Not proven: the page, what was left out and what is called erased, which nobody signed. "
            "All else holds."
        )


def test_an_event_that_somebody_puts_behind_the_checkpoint_is_not_let_pass(
    unpacked: Unpacked, read: Reader
) -> None:
    def invent(lines: list[dict[str, object]]) -> None:
        last = next(one for one in reversed(lines) if one["why"] == ["case"])
        event = {**last, "position": 9000, "before": last["hash"], "done_by": "head01"}
        event["version"] = int(str(last["version"])) + 1
        told = verify.event_of(dict(event), "")
        lines.append({**event, "hash": verify.link_of(told, verify.digest_of(told)).hex()})

    unpacked.rewrite("events.jsonl", invent)
    unpacked.rewrite("proofs.jsonl", lambda lines: lines.append({"position": 9000, "uncovered": True}))
    unpacked.agree(events=unpacked.manifest["events"] + 1)
    code, said = read(unpacked.folder)
    assert code == 3, said
    assert "Not proven: 1 event that no checkpoint covers" in said


def test_without_a_key_that_was_written_down_the_last_line_says_what_it_rests_on(
    of_the_case: Path, read: Reader
) -> None:
    code, said = read(of_the_case)
    assert code == 0
    assert said.splitlines()[-1] == "=> Everything holds, provided that this is the key that you wrote down."
    fingerprint = said.partition("Key ")[2].partition(",")[0]
    assert read(of_the_case, "--key", fingerprint)[1].endswith("=> Everything holds.\n")


@pytest.mark.parametrize("empty", ["", "  "])
def test_a_key_that_is_named_but_empty_is_no_key(of_the_case: Path, read: Reader, empty: str) -> None:
    """A script whose variable is not set must not be told that all is well."""
    assert any("is another one than you named" in one for one in read.findings(of_the_case, "--key", empty))


def test_another_reader_in_the_pack_is_pointed_out(unpacked: Unpacked, read: Reader) -> None:
    assert "another one than this" not in read(unpacked.folder)[1]
    unpacked.replace("verify.py", b"print('=> Everything holds.')\n")
    code, said = read(unpacked.folder)
    assert code == 3
    assert "The verify.py in the pack is another one than this: do not run it." in said


def test_the_length_that_a_zip_says_of_a_file_is_not_followed_beyond_the_manifest(
    of_the_case: Path, tmp_path: Path, read: Reader
) -> None:
    """The directory says four gigabytes of a file of some kilobytes."""
    forged = tmp_path / "forged.zip"
    data = bytearray(of_the_case.read_bytes())
    at = data.rindex(b"page.html") - 46
    assert data[at : at + 4] == b"PK\1\2"
    data[at + 24 : at + 28] = struct.pack("<I", 0xFFFFFFF0)
    forged.write_bytes(data)
    assert any("page.html was changed" in one for one in read.findings(sealed(forged)))
