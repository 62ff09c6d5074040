"""Proving the history of a store: making its checkpoints, and judging it by those that were kept elsewhere."""

from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import gettempdir

import msgspec

from console.settings import Settings
from console.wiring import Clock, wall_clock
from domain.log import Log, Report, Witnesses, draft, verify
from domain.log.migrate import Store as LogStore
from domain.log.proof.checkpoint import read_checkpoint
from domain.log.proof.export import Export
from domain.log.proof.making import Maker
from domain.log.proof.notes import read_note
from domain.log.proof.refusals import NoteRefused
from domain.log.proof.remembered import remembered
from domain.log.proof.signing import KEY_FILE, KeyRefused, signing_key
from domain.log.proof.trust import Pin, origin_of, pin, pinned
from projections.models import MODELS
from projections.spine.replay import Replay
from projections.spine.store import Store, open_models


def maker_of(settings: Settings, clock: Clock = wall_clock, *, rest: float = 0.0) -> Maker:
    """Who makes this store's checkpoints."""
    return Maker(settings.event_log, settings.data, settings.checkpoint_folders, clock, rest=rest)


def judged(
    settings: Settings,
    folders: Sequence[Path],
    key: str,
    on_progress: Callable[[int], object] = lambda _: None,
) -> Report:
    """The whole log against itself and its checkpoints.

    Args:
        settings: Where it is.
        folders: Where checkpoints are; without any, where the settings export them to.
        key: The line or the fingerprint of the key they must be signed with; empty: the one of the data folder.
        on_progress: Is told how many events have been read.

    Raises:
        Refused: There is no store, or what was given is no key.
    """
    named = pin(key) if key else None
    required = bool(folders or settings.checkpoints)
    witnesses = Witnesses(
        folders or settings.checkpoint_folders,
        lambda store: named or own_key(settings, store),
        required,
        lambda store: remembered(settings.data, store.id),
    )
    return verify(settings.event_log, witnesses, on_progress)


def own_key(settings: Settings, store: LogStore) -> Pin | None:
    """The key of the data folder, where there is one; none is made."""
    file = settings.data / KEY_FILE
    try:
        return pinned(signing_key(file, origin_of(store)).public) if file.is_file() else None
    except KeyRefused:
        return None


@contextmanager
def replaying(settings: Settings) -> Generator[Replay | None]:
    """A full replay beside the read models that are served; ``None`` where there are none yet.

    Raises:
        Refused: There is no store.
    """
    place = settings.read_models
    if isinstance(place, Path) and not place.exists():
        yield None
        return
    served = Store(open_models(place), MODELS)
    try:
        with (
            Log.open(settings.event_log, wall_clock) as log,
            draft("steward-replay-", Path(gettempdir())) as work,
        ):
            replay = Replay(served, log, work, wall_clock)
            try:
                yield replay
            finally:
                replay.close()
    finally:
        served.engine.dispose()


def outside(settings: Settings, folder: Path) -> bool:
    """Whether whoever can change the data folder cannot change a folder of checkpoints by that alone."""
    return not folder.resolve().is_relative_to(settings.data.resolve())


class Standing(msgspec.Struct, frozen=True):
    """Where checkpoints stand in the folder that is furthest behind.

    Attributes:
        size: Events that its last one covers.
        at: When that was made; ``None`` where there is none.
    """

    size: int
    at: datetime | None


def standing(settings: Settings, store: str) -> Standing:
    """How far the checkpoints are, as the folders themselves say; “steward verify” is who checks that."""
    found = [standing_in(folder, store) for folder in settings.checkpoint_folders]
    return min(found, key=lambda one: (one.size, one.at is not None))


def standing_in(folder: Path, store: str) -> Standing:
    """The same of one folder; nothing where it cannot be read."""
    try:
        raw = Export(folder, store).last_note()
        said = read_checkpoint(read_note(raw).text) if raw else None
    except (NoteRefused, OSError):
        said = None
    return Standing(said.size, said.at) if said else Standing(0, None)
