"""The running console: a house, its live stream and its routes, as the server serves them."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from starlette.routing import BaseRoute, Route

from console import running
from console.access import Access
from console.addresses import frame_routes
from console.audit.certificate_route import certificate_route
from console.audit.route import moment_route
from console.board.page import asset_route
from console.call.routes import call_routes
from console.demonstration import Demonstration
from console.evidence.route import evidence_route
from console.exam.codes import codes_route
from console.exam.doing import doing_route
from console.exam.page import ASSETS, EXAM
from console.exam.wall import exam_wall_route
from console.live import Broker
from console.looking import kept
from console.printing.checklists import checklist_route
from console.printing.roster_route import roster_route
from console.printing.route import slip_route
from console.printing.survey_routes import survey_print_routes
from console.rosterpage.calendar import calendar_routes
from console.signin import DemoPeople
from console.surveyform import SurveyForms
from console.surveyreport.routes import survey_report_route
from console.wall import wall_route
from console.watch.counting import Counting
from console.watch.estate import Estate
from console.watch.meters import Meters
from console.watch.notary import Notary
from console.watch.route import metrics_route
from console.wiring import House
from domain.roles import EVERYWHERE, Role


def exam_routes(house: House) -> list[BaseRoute]:
    """What the board of an exam's day needs beside its page."""
    return [doing_route(house), codes_route(house), exam_wall_route(house), asset_route(ASSETS, EXAM)]


class Application:
    """What :func:`console.asgi.serve` serves.

    Attributes:
        meters: Count what goes through the house's doors, and the answers of whoever serves this.
    """

    def __init__(self, house: House) -> None:
        self.meters = Meters()
        house.observe(Counting(self.meters))
        self._house = house
        self._demonstration = Demonstration(house) if house.company.demo else None
        self._notary = Notary(house) if house.settings.database is None else None
        self._broker = Broker(house, lambda: self._demonstration is not None)
        self.meters.registry.register(Estate(house, self._broker.watching))

    @property
    def access(self) -> Access:
        return self._house.access

    @property
    def script(self) -> Path:
        return Path(__file__).with_name("main.py")

    @property
    def routes(self) -> Sequence[BaseRoute]:
        house = self._house
        metrics = metrics_route(self.meters.registry, house.settings.metrics_token, self._administers)
        own = [
            *self._broker.routes(),
            asset_route(),
            wall_route(house),
            *(kept(house, route) for route in self._papers()),
            *calendar_routes(house),
            moment_route(house),
            *SurveyForms(house).routes(),
            metrics,
        ]
        return [*frame_routes(), *own, *exam_routes(house), *call_routes(house)]

    def _papers(self) -> list[Route]:
        """What is printed or taken away as a file; each is kept as a look."""
        house = self._house
        papers = (slip_route, checklist_route, roster_route, survey_report_route)
        single = (*papers, certificate_route, evidence_route)
        return [*(make(house) for make in single), *survey_print_routes(house)]

    def _administers(self, account: str) -> bool:
        return any(
            Role.ADMINISTRATOR in self._house.authority.roles(account, site)
            for site in (EVERYWHERE, *self._house.sites)
        )

    @property
    def demo_people(self) -> DemoPeople | None:
        return self._demonstration.people if self._demonstration else None

    async def start(self) -> None:
        """Let pages be drawn, follow the log, sign checkpoints, and go on playing a demonstration."""
        running.open_doors(self._house)
        self._house.forgetting.list_ids()
        self._house.worker.start()
        self._broker.start()
        if self._notary:
            self._notary.start()
        if self._demonstration:
            self._demonstration.start()

    async def stop(self) -> None:
        await self._broker.stop()
        if self._demonstration:
            self._demonstration.stop()
        if self._notary:
            await asyncio.to_thread(self._notary.stop)
        self._house.close()

    def healthy(self) -> bool:
        """Whether the projector is at work and the log, the read models and the sessions can be read."""
        house = self._house
        if not house.worker.alive:
            return False
        house.log.head()
        house.worker.position()
        house.access.revision()
        return True
