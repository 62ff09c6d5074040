"""Making checkpoints: what was recorded since the last one is read, checked, written beside and signed.

Nothing is signed that contradicts what was signed before: where the log no longer holds what the last checkpoint says of
it, or where its new events do not follow from each other, that folder gets no checkpoint, and somebody must look.
"""

import os
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from domain.errors import Reason, Refused, Term, reason
from domain.log.connections import Connections
from domain.log.dialects import Dialect, Place, dialect_of
from domain.log.dialects.dialect import Connection
from domain.log.locks import take
from domain.log.migrate import Store, no_store, read_store
from domain.log.proof.checkpoint import Checkpoint, read_checkpoint
from domain.log.proof.export import Export
from domain.log.proof.keys import PublicKey
from domain.log.proof.merkle import Frontier, leaf_hash
from domain.log.proof.notes import read_note
from domain.log.proof.remembered import remember
from domain.log.proof.signing import KEY_FILE, SigningKey, signed, signing_key
from domain.log.proof.source import CheckpointRefused, Source
from domain.log.proof.trust import origin_of
from domain.log.statements import Statements

NEXT_KEY_FILE = f"{KEY_FILE}.next"
LOCK_FILE = "signing.lock"


class Exported(msgspec.Struct, frozen=True):
    """What one folder came to.

    Attributes:
        folder: Which.
        checkpoint: Its newest one; ``None`` where it has none.
        note: The same as it was signed.
        key: The key that signs the next one.
        added: Events that it covers and the one before did not.
        problem: Why it got none this time.
    """

    folder: Path
    checkpoint: Checkpoint | None = None
    note: bytes = b""
    key: PublicKey | None = None
    added: int = 0
    problem: Reason | None = None


class Maker:
    """Makes the checkpoints of one store; it remembers the tree, so that each reads only what is new.

    Args:
        place: The store.
        data: The data folder, which keeps the private key.
        folders: Where checkpoints are exported to.
        clock: Says when they are made; aware.
        rest: How many times as long as a page took it rests after it: somebody else may be at work.
    """

    def __init__(
        self,
        place: Place,
        data: Path,
        folders: Sequence[Path],
        clock: Callable[[], datetime],
        *,
        rest: float = 0.0,
    ) -> None:
        self._place, self._data, self._folders, self._clock = place, data, folders, clock
        self._rest = rest
        self._trees: dict[Path, tuple[bytes, Frontier]] = {}

    def make(self, folders: Sequence[Path] | None = None, *, new_key: bool = False) -> list[Exported]:
        """One checkpoint in each folder that does not cover everything yet; none where another machine makes them now.

        Args:
            folders: Which of them; all unless told.
            new_key: Let a new key take over in every folder.

        Raises:
            NoStore: There is none.
            KeyRefused: The file of the private key holds none.
            CheckpointRefused: The store cannot be read.
        """
        dialect = dialect_of(self._place)
        if not dialect.there():
            raise no_store(dialect)
        connections = Connections(dialect)
        try:
            store = read_store(connections)
            with self._turn(), connections.moment() as moment:
                if not dialect.alone(moment):
                    return []
                chosen = self._folders if folders is None else folders
                return self._made(store, moment, dialect, chosen, new_key=new_key)
        except dialect.errors as error:
            raise CheckpointRefused(_unreadable(dialect, error)) from error
        finally:
            connections.close()

    @contextmanager
    def _turn(self) -> Generator[None]:
        """One maker at a time on one data folder."""
        self._data.mkdir(mode=0o700, parents=True, exist_ok=True)
        held = os.open(self._data / LOCK_FILE, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            take(held, wait=True)
            yield
        finally:
            os.close(held)

    def _made(
        self, store: Store, moment: Connection, dialect: Dialect, folders: Sequence[Path], *, new_key: bool
    ) -> list[Exported]:
        keys = self._keys(store, new_key=new_key)
        source = Source(moment, Statements.of(dialect), store, self._rest)
        made = [self._exported(Export(one, store.id), source, keys, new_key=new_key) for one in folders]
        remember(self._data, store.id, [one.folder for one in made if one.checkpoint and not one.problem])
        everywhere = {*folders} >= {*self._folders}
        if len(keys) > 1 and everywhere and all(one.key == keys[-1].public for one in made):
            (self._data / NEXT_KEY_FILE).replace(self._data / KEY_FILE)
        return made

    def _keys(self, store: Store, *, new_key: bool) -> list[SigningKey]:
        """The key in use and, while a new one takes over, that one too."""
        name, coming = origin_of(store), self._data / NEXT_KEY_FILE
        keys = [signing_key(self._data / KEY_FILE, name)]
        return [*keys, signing_key(coming, name)] if new_key or coming.exists() else keys

    def _exported(
        self, export: Export, source: Source, keys: Sequence[SigningKey], *, new_key: bool
    ) -> Exported:
        try:
            return self._make(export, source, keys, new_key=new_key)
        except Refused as refused:
            return Exported(export.folder, problem=refused.reasons[0])
        except OSError as problem:
            return Exported(export.folder, problem=_unwritable(export, problem))

    def _make(self, export: Export, source: Source, keys: Sequence[SigningKey], *, new_key: bool) -> Exported:
        export.begin(keys[0].public)
        newest, raw = _newest(export)
        key = _current(export, keys, newest, raw)
        next_key = keys[-1] if new_key and keys[-1] is not key else None
        covered = newest.size if newest else 0
        tree = self._tree(export, newest, raw)
        if newest and not source.holds(newest, next(export.records(covered, max(covered - 1, 0)), b"")):
            raise CheckpointRefused(_moved_on(newest))
        export.witness(covered, source.records(newest, tree))
        if newest is None or next_key or tree.size > covered:
            newest, raw = self._sign(export, newest, tree, source.hash, key, next_key)
        self._trees[export.folder] = raw, tree
        return Exported(export.folder, newest, raw, (next_key or key).public, tree.size - covered)

    def _sign(
        self,
        export: Export,
        before: Checkpoint | None,
        tree: Frontier,
        last: bytes,
        key: SigningKey,
        next_key: SigningKey | None,
    ) -> tuple[Checkpoint, bytes]:
        now = self._clock().astimezone(UTC).replace(microsecond=0)
        said = Checkpoint(
            origin=key.public.name,
            size=tree.size,
            root=tree.root(),
            chain=last,
            at=max(now, before.at) if before else now,
            next_key=next_key.public if next_key else None,
        )
        raw = signed(said, key, *([next_key] if next_key else [])).raw
        export.add_note(raw)
        if next_key:
            export.add_key(next_key.public)
        return said, raw

    def _tree(self, export: Export, newest: Checkpoint | None, raw: bytes) -> Frontier:
        """The tree up to the newest checkpoint: remembered, or built from the witness file.

        Raises:
            CheckpointRefused: The witness file is not what the checkpoint says.
        """
        kept = self._trees.pop(export.folder, None)
        if kept and kept[0] == raw:
            return kept[1]
        tree = Frontier()
        if newest:
            for record in export.records(newest.size):
                tree.grow(leaf_hash(record))
            if (tree.size, tree.root()) != (newest.size, newest.root):
                raise CheckpointRefused(_differs(export))
        return tree


def _current(export: Export, keys: Sequence[SigningKey], newest: Checkpoint | None, raw: bytes) -> SigningKey:
    """The key that signs the next checkpoint of a folder.

    Raises:
        CheckpointRefused: It is none of ours.
    """
    if newest is None:
        wanted = export.keys()[-1:]
    elif newest.next_key:
        wanted = [newest.next_key]
    else:
        note = read_note(raw)
        wanted = [key.public for key in keys if note.signed_by(key.public)]
    found = next((key for key in keys if key.public in wanted), None)
    if found is None:
        raise CheckpointRefused(_other_key(export, keys[0]))
    return found


def _newest(export: Export) -> tuple[Checkpoint | None, bytes]:
    notes = export.notes().whole
    return (read_checkpoint(read_note(notes[-1]).text), notes[-1]) if notes else (None, b"")


_WHO = Term("the administrator")


def _other_key(export: Export, key: SigningKey) -> Reason:
    return reason(
        "The checkpoints in {folder} are signed with another key than the one here ({fingerprint}).",
        who=_WHO,
        verb=Term("put signing.key back into the data folder, or name a new folder in STEWARD_CHECKPOINTS"),
        folder=str(export.folder),
        fingerprint=key.public.fingerprint,
    )


def _differs(export: Export) -> Reason:
    return reason(
        "{file} is not what its last checkpoint says.",
        who=_WHO,
        verb=Term("put it back from another copy, or name a new folder in STEWARD_CHECKPOINTS"),
        file=str(export.witness_file),
    )


def _moved_on(newest: Checkpoint) -> Reason:
    return reason(
        "Event {position} is not what the checkpoint of {at} says of it.",
        who=_WHO,
        verb=Term("run “steward verify”"),
        position=str(newest.size),
        at=newest.at,
    )


def _unreadable(dialect: Dialect, error: Exception) -> Reason:
    return reason(
        "The store {place} cannot be read: {problem}.",
        who=_WHO,
        verb=Term("run “steward verify”"),
        place=dialect.shown,
        problem=str(error).partition("\n")[0],
    )


def _unwritable(export: Export, problem: OSError) -> Reason:
    return reason(
        "{folder} cannot be written to: {problem}.",
        who=_WHO,
        verb=Term("check the folder, the room on its disk and the rights of this account"),
        folder=str(export.folder),
        problem=problem.strerror or "",
    )
