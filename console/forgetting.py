"""What this process still knows of an erased person, and how it lets go of it: names kept by their sound, old pages."""

import logging
from collections.abc import Iterable

from console.erased_ids import keep_lists
from console.settings import Settings
from domain.erasure import ERASURES
from domain.log import Log
from projections.spine.projector import Step
from projections.tickets.find import sounds

_LOGGER = logging.getLogger(__name__)


def erases(streams: Iterable[str]) -> bool:
    """Whether something was erased among these streams."""
    return any(stream.startswith(ERASURES) for stream in streams)


class Forgetting:
    """Hears of every page of events; whoever erased may have been another process, or this one while others read."""

    def __init__(self, log: Log, settings: Settings) -> None:
        self._log, self._settings = log, settings
        self._left = False

    def hear(self, step: Step) -> None:
        """Forget what was erased; what the files still hold because somebody reads goes with a later page."""
        if erases(step.streams):
            sounds.cache_clear()
            self._left = True
            self.list_ids()
        if self._left:
            self._left = not self._log.leave_no_trace()

    def list_ids(self) -> None:
        """Write down which ids were erased, for whoever brings a backup back."""
        try:
            keep_lists(self._log, self._settings.list_folders)
        except OSError:
            _LOGGER.exception("erased_ids.not_listed")
