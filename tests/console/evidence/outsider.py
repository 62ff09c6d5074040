"""Somebody outside who keeps checkpoints of a house, and the holder of its key, who rewrites its history."""

from datetime import UTC, datetime
from pathlib import Path

from console.evidence.asked import Asked
from console.evidence.packing import write_pack
from console.evidence.source import source_of
from console.proving import maker_of
from domain.log.proof.checkpoint import Checkpoint, read_checkpoint
from domain.log.proof.export import Export
from domain.log.proof.merkle import leaf_hash, root_of
from domain.log.proof.notes import read_note
from domain.log.proof.signing import SigningKey, signed, signing_key
from tests.console.evidence.packs import Packer
from tests.console.ticketpage.office import Office
from tests.log.insider import AT, Insider, Row

NOON = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)


class Outsider:
    """Keeps checkpoints of a house, and hands them to the reader."""

    def __init__(self, office: Office, folder: Path) -> None:
        self.office, self.file = office, folder / "kept.txt"
        settings, store = office.house.settings, office.house.log.store
        self.export = Export(settings.checkpoint_folders[0], store.id)
        self.key = signing_key(settings.data / "signing.key", f"steward/{store.id}")

    def keeps(self, *notes: bytes) -> tuple[str, str]:
        self.file.write_bytes(b"".join(notes))
        return "--checkpoint", str(self.file)

    def makes(self, *, new_key: bool = False) -> bytes:
        """The house signs its newest checkpoint now."""
        house = self.office.house
        (made,) = maker_of(house.settings, self.office.clock).make(new_key=new_key)
        assert made.problem is None
        return made.note

    def of(self, size: int, key: SigningKey | None = None) -> bytes:
        """A checkpoint of so many events, as it was true then."""
        root = root_of(map(leaf_hash, self.export.records(size)))
        chain = Insider(self.office.house.settings.event_log).rows()[size - 1][2] if size else bytes(32)
        said = Checkpoint(self.key.public.name, size, root, chain, NOON)
        return signed(said, key or self.key).raw

    def exported(self, *notes: bytes) -> None:
        """The folder says that these were signed before its newest."""
        self.export.notes_file.write_bytes(b"".join([*notes, self.export.last_note()]))


def case(office: Office) -> Asked:
    return Asked(case=f"ticket:s1:{office.number}")


def rewritten(rows: list[Row]) -> list[Row]:
    """Somebody else is said to have reported the repair."""
    report = next(row for row in rows if row[AT["name"]] == "ticket.reported")
    report[AT["done_by"]] = "head01"
    return rows


def size_of(note: bytes) -> int:
    return read_checkpoint(read_note(note).text).size


def elsewhere(office: Office) -> None:
    """Something is recorded that has nothing to do with the repair."""
    office._order("equipment.register", "head01", unit="SB-02", name="2 号泵", building="5")


def rewrite(outsider: Outsider, *signed_at: int) -> None:
    """The holder of the key: history altered, its chain made anew, every old checkpoint gone, new ones signed.

    Args:
        outsider: Whose house it is.
        signed_at: With how many events new checkpoints take the place of those that are known outside.
    """
    insider = Insider(outsider.office.house.settings.event_log)
    forged = insider.chained(rewritten(insider.rows()))
    outsider.export.notes_file.unlink()
    outsider.export.witness_file.unlink()
    for size in signed_at:
        insider.put(forged[:size])
        outsider.makes()
    insider.put(forged)


def naming(packer: Packer, office: Office, *sizes: int) -> Path:
    """A pack that was asked to prove checkpoints of these sizes."""
    target = office.house.settings.data / "named.zip"
    with source_of(packer.house) as source:
        source.proofs.prove(sizes)
        write_pack(packer.house, case(office), target, source)
    return target
