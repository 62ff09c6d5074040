"""The running console: a house, its live stream and its routes, as the server serves them."""

from collections.abc import Sequence
from pathlib import Path

from starlette.routing import BaseRoute

from console import running
from console.access import Access
from console.addresses import frame_routes
from console.board.page import asset_route
from console.call.routes import call_routes
from console.demonstration import Demonstration
from console.live import Broker
from console.printing.route import slip_route
from console.signin import DemoPeople
from console.wall import wall_route
from console.wiring import House


class Application:
    """What :func:`console.asgi.serve` serves."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._demonstration = Demonstration(house) if house.company.demo else None
        self._broker = Broker(house, lambda: self._demonstration is not None)

    @property
    def access(self) -> Access:
        return self._house.access

    @property
    def script(self) -> Path:
        return Path(__file__).with_name("main.py")

    @property
    def routes(self) -> Sequence[BaseRoute]:
        house = self._house
        own = [self._broker.route(), asset_route(), wall_route(house), slip_route(house)]
        return [*frame_routes(), *own, *call_routes(house)]

    @property
    def demo_people(self) -> DemoPeople | None:
        return self._demonstration.people if self._demonstration else None

    async def start(self) -> None:
        """Let pages be drawn, follow the log, and go on playing a demonstration."""
        running.open_doors(self._house)
        self._house.worker.start()
        self._broker.start()
        if self._demonstration:
            self._demonstration.start()

    async def stop(self) -> None:
        await self._broker.stop()
        if self._demonstration:
            self._demonstration.stop()
        self._house.close()

    def healthy(self) -> bool:
        return self._house.worker.alive
