"""Kept checkpoints that are damaged, of another key or of another log: none lets a pack pass."""

from console.evidence.judging import FOUND, HOLDS, UNPROVEN, UNREADABLE
from domain.log.proof.checkpoint import Checkpoint
from domain.log.proof.signing import SigningKey, signed
from tests.console.evidence.outsider import NOON, Outsider, case
from tests.console.evidence.packs import Packer, Reader
from tests.console.ticketpage.office import Office


def test_a_checkpoint_of_another_key_or_another_log_is_a_finding(
    outsider: Outsider, office: Office, packer: Packer, read: Reader
) -> None:
    pack, head = packer.made(case(office)), office.house.log.head()
    stranger = SigningKey(outsider.key.public.name, b"\x09" * 32)
    (found,) = read.findings(pack, *outsider.keeps(outsider.of(head, stranger)))
    assert "is not signed with the key of this pack" in found
    elsewhere = SigningKey("steward/elsewhere", b"\x09" * 32)
    other = Checkpoint(elsewhere.public.name, head, bytes(32), bytes(32), NOON)
    (found,) = read.findings(pack, *outsider.keeps(signed(other, elsewhere).raw))
    assert "is of another log than this pack" in found


def test_a_checkpoint_of_a_former_key_counts_only_for_whoever_names_that_one(
    outsider: Outsider, office: Office, packer: Packer, read: Reader
) -> None:
    note, former = outsider.makes(), outsider.key.public
    outsider.makes(new_key=True)
    office.do("ticket.remark", "desk01", what="又来电")
    pack = packer.made(case(office))
    newest = outsider.export.keys()[-1]
    assert newest != former
    handed = outsider.keeps(note)
    assert read(pack, "--key", former.fingerprint, *handed)[0] == HOLDS
    code, said = read(pack, "--key", newest.fingerprint, *handed)
    assert code == UNPROVEN
    assert "cannot be compared: signed with a former key" in said


def test_a_checkpoint_that_was_cut_off_anywhere_is_never_read(
    outsider: Outsider, office: Office, packer: Packer, read: Reader
) -> None:
    pack = packer.made(case(office))
    note = outsider.export.last_note()
    assert read(pack, *outsider.keeps(note))[0] == HOLDS
    for length in range(len(note)):
        code, said = read(pack, *outsider.keeps(note[:length]))
        assert (code, said.count("[NO]")) == (UNREADABLE, 1), (length, said)
    for torn in (note + note[:-1], note + b"\n", b"\n" + note, note.replace(b"\n", b"\r\n"), b"\xff" + note):
        assert read(pack, *outsider.keeps(torn))[0] == UNREADABLE, torn
    assert read(pack, "--checkpoint", str(outsider.file.parent))[0] == UNREADABLE
    assert read(pack, "--checkpoint", str(outsider.file.parent / "none.txt"))[0] == UNREADABLE


def test_a_flipped_bit_in_a_kept_checkpoint_never_passes(
    outsider: Outsider, office: Office, packer: Packer, read: Reader
) -> None:
    pack, note = packer.made(case(office)), outsider.export.last_note()
    for place in range(0, len(note), 11):
        flipped = bytearray(note)
        flipped[place] ^= 4
        assert read(pack, *outsider.keeps(bytes(flipped)))[0] in {FOUND, UNREADABLE}, place
