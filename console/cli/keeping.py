"""Keeping the store: ``migrate``, ``status``, ``rebuild``."""

import argparse
from datetime import timedelta

from console.cli.opening import opened
from console.languages import Translator
from console.settings import Settings
from console.wiring import make_store
from domain.errors import Reason, Refused, Term, reason
from projections.spine.rebuild import rebuild


def migrate_store(asked: argparse.Namespace, settings: Settings, translator: Translator) -> int:
    """Bring all tables to this edition; in a database, make them where there are none."""
    make_store(settings, "real" if settings.database else None)
    with opened(settings) as house:
        house.projector.catch_up()
    print(translator.t("The store in {folder} is up to date.", folder=settings.shown))
    return 0


def status(asked: argparse.Namespace, settings: Settings, translator: Translator) -> int:
    """What the store holds, and how far the pages are; the pages need not be running."""
    t = translator.t
    with opened(settings) as house:
        lag = house.worker.lag()
        company = house.company
        kind = t("Demonstration") if company.demo else t("Real company")
        print(
            t(
                "{company} ({kind}), data in {folder}",
                company=company.name,
                kind=kind,
                folder=settings.shown,
            )
        )
        for code, site in house.sites.items():
            print(t("Site {code}: {name}", code=code, name=site.name))
        print(t("Events: {count}", count=str(house.log.head())))
        if lag.head_moved_at:
            print(t("Last recorded: {at}", at=lag.head_moved_at))
        behind = t("Read models: {count} events behind", count=str(lag.behind))
        print(behind if lag.behind else t("Read models: up to date"))
        for parked in house.projector.store.parked_rows():
            print(
                t(
                    "Stands still: {stream} at event {position}",
                    stream=parked.key,
                    position=str(parked.position),
                )
            )
    return 0


def rebuild_models(asked: argparse.Namespace, settings: Settings, translator: Translator) -> int:
    """Make read models anew beside the old ones and switch."""
    with opened(settings) as house:
        known = house.projector.store.models
        unknown: list[Reason] = [
            reason(
                "There is no read model “{name}”.",
                who=Term("you"),
                verb=Term("choose one of the list"),
                name=name,
            )
            for name in asked.model
            if name not in known
        ]
        if unknown:
            raise Refused(*unknown)
        for name in asked.model or known:
            began = house.clock()
            rebuild(house.projector, name)
            took: timedelta = house.clock() - began
            print(
                translator.t(
                    "{name}: made anew in {seconds} s", name=name, seconds=f"{took.total_seconds():.1f}"
                )
            )
    return 0
