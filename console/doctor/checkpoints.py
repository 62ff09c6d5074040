"""Checkpoints: kept where whoever can change the data cannot change them, written lately, and writable at all."""

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from console.doctor.findings import Finding, ok, warning, wrong
from console.doctor.installation import Installation
from console.proving import outside, standing
from domain.errors import Term

OLDEST = timedelta(days=1)
"""A running console makes one an hour."""


def checkpoints(installation: Installation) -> Iterator[Finding]:
    """Whether what was recorded is signed and kept elsewhere."""
    log, settings = installation.log, installation.settings
    if log is None or log.head() == 0:
        return
    folders = settings.checkpoint_folders
    for folder in folders:
        if not _writable(folder):
            do = Term("let the account that runs the console write there, or name another folder")
            yield wrong(
                "checkpoints", Term("No checkpoint can be written to {folder}."), do, folder=str(folder)
            )
    if not installation.demo and not any(outside(settings, folder) for folder in folders):
        do = Term("name a folder on another disk, or of a second party, in STEWARD_CHECKPOINTS")
        yield warning("checkpoints", Term("No checkpoint is kept outside the data folder."), do)
    last = standing(settings, log.store.id)
    uncovered, now = log.head() - last.size, installation.clock()
    since = last.at or log.store.created_at
    if uncovered and now - since > OLDEST:
        do = Term("start the console, or run “steward checkpoint”; its answer says what stands in the way")
        yield warning(
            "checkpoints", Term("{count} events are covered by no checkpoint since {at}."), do,
            count=str(uncovered), at=since,
        )  # fmt: skip
    elif last.at:
        told = {"at": last.at, "count": str(uncovered)}
        yield ok("checkpoints", Term("Last checkpoint: {at}; {count} events since"), **told)


def _writable(folder: Path) -> bool:
    """Whether a file can be made there, or the folder itself where it is not there yet."""
    there = next((one for one in (folder, *folder.parents) if one.exists()), None)
    return there is not None and there.is_dir() and os.access(there, os.W_OK | os.X_OK)
