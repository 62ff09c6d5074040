"""A pack held against a checkpoint that somebody else kept: even the holder of the key rewrites nothing unseen."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from console.evidence import kept, proofs
from console.evidence.judging import FOUND, HOLDS, READER, UNPROVEN, UNREADABLE, judge
from console.evidence.proofs import Proofs
from domain.log.proof.checkpoint import Checkpoint
from domain.log.proof.export import Export
from domain.log.proof.signing import signed
from tests.console.evidence.outsider import NOON, Outsider, case, elsewhere, naming, rewrite, size_of
from tests.console.evidence.packs import Packer, Reader, Unpacked, encoded
from tests.console.ticketpage.office import Office


@pytest.mark.parametrize(
    ("place", "said"), [(0, "contradicts the one in the pack"), (1, "is no beginning of")]
)
def test_a_history_that_the_holder_of_the_key_signed_anew_is_found_by_what_an_outsider_kept(
    outsider: Outsider, office: Office, packer: Packer, read: Reader, place: int, said: str
) -> None:
    """The second checkpoint covers nothing more of the case, so that the pack brings a proof of it and no note."""
    notes = [outsider.makes()]
    elsewhere(office)
    notes.append(outsider.makes())
    office.do("ticket.remark", "desk01", what="又来电")
    rewrite(outsider, *map(size_of, notes))
    note, size = notes[place], size_of(notes[place])
    pack, key = packer.made(case(office)), ("--key", outsider.key.public.fingerprint)
    assert read(pack, *key)[1].endswith("=> Everything holds.\n")
    found = read.findings(pack, *key, *outsider.keeps(note))
    assert len(found) == 1
    assert f"The checkpoint of {size} events" in found[0]
    assert said in found[0]


def test_a_rewritten_history_that_avoids_the_kept_checkpoint_cannot_be_compared(
    outsider: Outsider, office: Office, packer: Packer, read: Reader
) -> None:
    note = outsider.makes()
    office.do("ticket.remark", "desk01", what="又来电")
    rewrite(outsider)
    code, said = read(packer.made(case(office)), *outsider.keeps(note))
    assert code == UNPROVEN
    assert "cannot be compared: for which the pack holds no proof" in said
    assert said.splitlines()[-1].startswith("=> Not proven: 1 kept checkpoint that could not be compared")
    pack = naming(packer, office, size_of(note))
    assert any("is no beginning of" in one for one in read.findings(pack, *outsider.keeps(note)))


def test_every_true_checkpoint_is_a_beginning_whatever_its_size(
    outsider: Outsider, office: Office, packer: Packer, read: Reader
) -> None:
    """Of one event, of powers of two, beside them, of all but one, of all (RFC 9162, 2.1.4)."""
    head = office.house.log.head()
    outsider.makes()
    sizes = sorted({0, 1, 2, 3, 4, 7, 8, 9, 16, 31, 32, head - 1})
    notes = [outsider.of(size) for size in sizes]
    outsider.exported(*notes)
    pack = packer.made(case(office))
    for size, note in zip([*sizes, head], [*notes, outsider.of(head)], strict=True):
        code, said = read(pack, *outsider.keeps(note))
        assert (code, "1 kept checkpoint proven to begin" in said) == (0, True), (size, said)
    code, said = read(pack, *outsider.keeps(*notes))
    assert code == 0
    assert (
        f"{len(sizes)} kept checkpoints proven to begin the pack's own, the newest of {head - 1} events"
        in said
    )


@pytest.mark.parametrize("size", [0, 1, 2, 3, 8, 9])
def test_a_checkpoint_of_another_history_contradicts_the_pack_whatever_its_size(
    outsider: Outsider, office: Office, packer: Packer, read: Reader, size: int
) -> None:
    outsider.makes()
    outsider.exported(*(outsider.of(one) for one in (1, 2, 3, 8, 9)))
    other = Checkpoint(outsider.key.public.name, size, bytes(32), bytes(32), NOON)
    (found,) = read.findings(packer.made(case(office)), *outsider.keeps(signed(other, outsider.key).raw))
    assert found.startswith(f"The checkpoint of {size} event")
    assert "is no beginning of" in found or "contradicts" in found


def test_what_was_recorded_after_the_kept_checkpoint_is_counted(
    outsider: Outsider, office: Office, packer: Packer, read: Reader
) -> None:
    note = outsider.makes()
    office.do("ticket.remark", "desk01", what="又来电")
    office.do("ticket.remark", "desk01", what="还来电")
    code, said = read(packer.made(case(office)), *outsider.keeps(note))
    assert code == 0
    assert "2 events later than that: only the holder of the key vouches" in said


def test_a_checkpoint_newer_than_the_pack_proves_nothing_unless_the_pack_s_own_is_there_too(
    outsider: Outsider, office: Office, packer: Packer, read: Reader
) -> None:
    pack = packer.made(case(office))
    own = outsider.export.last_note()
    office.do("ticket.remark", "desk01", what="又来电")
    later = outsider.makes()
    code, said = read(pack, *outsider.keeps(later))
    assert code == UNPROVEN
    assert "cannot be compared: newer than the pack" in said
    code, said = read(pack, *outsider.keeps(own, later))
    assert code == 0
    assert "1 kept checkpoint later than the pack's own" in said


def test_two_kept_checkpoints_of_one_size_and_two_histories_accuse_each_other(
    outsider: Outsider, office: Office, packer: Packer, read: Reader
) -> None:
    pack, own = packer.made(case(office)), outsider.export.last_note()
    later = [Checkpoint(outsider.key.public.name, 5000, bytes([one]) * 32, bytes(32), NOON) for one in (1, 2)]
    kept_ones = outsider.keeps(own, *(signed(one, outsider.key).raw for one in later))
    (found,) = read.findings(pack, *kept_ones)
    assert found.startswith("Two checkpoints that you kept contradict each other, both of 5000 events")


@pytest.mark.parametrize("size", [8, 9])
def test_a_forged_proof_convinces_nobody(
    outsider: Outsider, office: Office, packer: Packer, read: Reader, tmp_path: Path, size: int
) -> None:
    outsider.makes()
    note = outsider.of(size)
    outsider.exported(note)
    folder = tmp_path / "unpacked"
    shutil.unpack_archive(packer.made(case(office)), folder, "zip")
    unpacked, handed = Unpacked(folder), outsider.keeps(note)
    assert "1 kept checkpoint proven" in read(folder, *handed)[1]
    true = next(one["path"] for one in unpacked.lines("proofs.jsonl") if one.get("from") == size)
    for path in (true[:-1], [*true, true[0]], [encoded(bytes(32)), *true[1:]], []):
        unpacked.rewrite(
            "proofs.jsonl",
            lambda lines, path=path: next(one for one in lines if one.get("from") == size).update(path=path),
        )
        assert any("the pack's proof is false" in one for one in read.findings(folder, *handed)), path


def test_a_pack_from_before_reads_as_it_did_and_says_what_it_cannot_compare(
    outsider: Outsider, office: Office, packer: Packer, read: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those brought no proof but that of the checkpoints in them."""
    nothing: Callable[[list[Checkpoint]], set[int]] = lambda _: set()  # noqa: E731
    monkeypatch.setattr(proofs, "kept", nothing)
    in_the_pack = outsider.makes()
    elsewhere(office)
    unknown = outsider.makes()
    office.do("ticket.remark", "desk01", what="又来电")
    pack = packer.made(case(office))
    assert read(pack)[0] == HOLDS
    assert read(pack, *outsider.keeps(in_the_pack, outsider.export.last_note()))[0] == HOLDS
    code, said = read(pack, *outsider.keeps(unknown))
    assert code == UNPROVEN
    assert f"The checkpoint of {size_of(unknown)} events (2026-11-22T04:0" in said
    assert "cannot be compared: for which the pack holds no proof" in said


def test_of_many_checkpoints_the_newest_are_proven_and_the_last_of_each_month(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(kept, "NEWEST", 2)
    days = [(9, 30), (10, 1), (10, 31), (11, 1), (11, 2), (11, 3), (11, 4)]
    made = [
        Checkpoint("steward/x", place * 10, bytes(32), bytes(32), datetime(2026, month, day, tzinfo=UTC))
        for place, (month, day) in enumerate(days, 1)
    ]
    assert kept.kept(made) == {10, 30, 50, 60, 70}
    assert kept.kept(made[:2]) == {10, 20}


def test_who_keeps_a_copy_of_another_folder_can_judge_by_it_too(
    outsider: Outsider, office: Office, tmp_path: Path
) -> None:
    outsider.makes()
    other = Export(tmp_path / "other", office.house.log.store.id)
    other.begin(outsider.key.public)
    other.notes_file.write_bytes(outsider.of(5) + outsider.of(6).replace(b"time ", b"tide "))
    alone, both = Proofs(outsider.export), Proofs(outsider.export, [other])
    assert (alone.beginnings(), both.beginnings(), both.exported) == ([], [5], 1)
    alone.close()
    both.close()


def test_the_page_of_proof_holds_a_pack_against_a_kept_checkpoint(
    outsider: Outsider, office: Office, packer: Packer
) -> None:
    note = outsider.makes()
    office.do("ticket.remark", "desk01", what="又来电")
    rewrite(outsider, size_of(note))
    pack, key = packer.made(case(office)).read_bytes(), outsider.key.public.fingerprint
    assert judge(pack, key, "zh").ends == HOLDS
    found = judge(pack, key, "zh", note)
    assert found.ends == FOUND
    assert "持钥者签过两份不同的历史" in found.of("[NO]")[0]
    unread = judge(pack, key, "en", note[:-1])
    assert (unread.ends, unread.of("[NO]")) == (UNREADABLE, ["checkpoint.txt: cut off or no text."])


def test_the_reader_alone_takes_a_checkpoint_on_a_bare_python(
    outsider: Outsider, office: Office, packer: Packer
) -> None:
    note = outsider.makes()
    office.do("ticket.remark", "desk01", what="又来电")
    pack = packer.made(case(office))
    typed = [sys.executable, "-I", "-S", str(READER), str(pack), "--lang", "zh", *outsider.keeps(note)]
    run = subprocess.run(typed, env={}, capture_output=True, check=False)
    assert (run.returncode, run.stderr) == (0, b"")
    assert "你保存的 1 个检查点经证明是本包检查点的开头" in run.stdout.decode()
