"""``/healthz``: whether the console lives, in two letters for a load balancer; nothing of the business."""

import asyncio
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from console.watch.logs import LOG

PATIENCE_S = 2.0
"""Longer than this no store of a living console takes to be read."""


class Health:
    """Asks in a thread of its own, so that a store that hangs stops neither the event loop nor other answers.

    At most one asking is under way; whoever asks meanwhile waits for the same.

    Args:
        healthy: Whether everything that must run is running; may read the store, and may fail.
    """

    def __init__(self, healthy: Callable[[], bool], patience_s: float = PATIENCE_S) -> None:
        self._healthy = healthy
        self._patience_s = patience_s
        self._asking: asyncio.Task[bool] | None = None
        self._was_well = True

    async def well(self) -> bool:
        """Whether it said yes in time."""
        if self._asking is None or self._asking.done():
            self._asking = asyncio.create_task(asyncio.to_thread(self._healthy))
        done, _ = await asyncio.wait({self._asking}, timeout=self._patience_s)
        error = next((one.exception() for one in done), None)
        well = bool(done) and error is None and self._asking.result()
        self._tell(error, well=well)
        return well

    def _tell(self, error: BaseException | None, *, well: bool) -> None:
        """Write a line when it changes, and only then: anybody may ask, as often as they like."""
        if well != self._was_well:
            self._was_well = well
            LOG.warning("health.well" if well else "health.unwell", exc_info=error)

    async def answer(self, _: Request) -> JSONResponse:
        """200 or 503."""
        well = await self.well()
        return JSONResponse({"ok": well}, 200 if well else 503)

    def route(self) -> Route:
        """``GET /healthz``."""
        return Route("/healthz", self.answer, methods=["GET"])
