"""``steward up`` and ``steward init``."""

import argparse
import sys

from console.cli.opening import once_there
from console.cli.people import typed_password
from console.importing.progress import Progress
from console.languages import Translator
from console.onboarding import found_company
from console.settings import Settings
from console.wiring import House, make_store, open_house, stands, wall_clock
from domain.errors import Reason, Refused, Term, reason


def up(asked: argparse.Namespace, settings: Settings, translator: Translator) -> int:
    """Start the console; the first start makes the embedded store."""
    from console import asgi
    from console.app import Application
    from console.doctor.backups import sweep_copies
    from console.watch.logs import set_up

    set_up(settings.log)
    asgi.require_port(settings)
    sweep_copies(settings)
    if settings.database is None:
        _make_embedded(settings, empty=asked.empty)
    house = once_there(lambda: _prepared(settings, translator), settings, translator)
    try:
        application = Application(house)
        asgi.serve(
            application,
            settings,
            lambda address: print(_welcome(house, translator, address), flush=True),
            application.meters,
        )
    except Refused:
        house.close()
        raise
    return 0


def _make_embedded(settings: Settings, *, empty: bool) -> None:
    """Make the embedded store where there is none; a demonstration that has run its time begins anew."""
    from console.demonstration import clear_away, is_over

    if empty:
        make_store(settings, "real")
    elif not stands(settings):
        make_store(settings, "demo")
    elif is_over(settings, wall_clock()):
        clear_away(settings.data)
        make_store(settings, "demo")


def _prepared(settings: Settings, translator: Translator) -> House:
    """The house, with the history of a demonstration, and the read models, brought up to now.

    Raises:
        Refused: The store is a real one and belongs to no company yet.
    """
    house = open_house(settings, projects=settings.database is None)
    try:
        _bring_up(house, settings, translator)
    except BaseException:
        house.close()
        raise
    return house


def _bring_up(house: House, settings: Settings, translator: Translator) -> None:
    if house.log.store.purpose == "demo":
        _play_first(house, translator)
    elif house.log.head() == 0:
        raise Refused(_nothing_yet(settings))
    if settings.database is None:
        house.projector.catch_up()


def _play_first(house: House, translator: Translator) -> None:
    """Bring a demonstration up to now, saying on a terminal how far it is."""
    from console.demonstration import Demonstration

    days = [0]
    progress = Progress(
        sys.stderr, lambda day: translator.t("Playing the demonstration, day {day}", day=f"{day}/{days[0]}")
    )

    def on_progress(day: int, of: int) -> None:
        days[0] = of
        progress(day)

    Demonstration(house).catch_up(on_progress)
    progress.finish()


def _nothing_yet(settings: Settings) -> Reason:
    return reason(
        "The store in {folder} is empty.",
        who=Term("you"),
        verb=Term("found your company with “steward init”"),
        folder=settings.shown,
    )


def _welcome(house: House, translator: Translator, address: str) -> str:
    if house.company.demo:
        return translator.t("Steward shows a demonstration at {address} (Ctrl-C stops it).", address=address)
    return translator.t(
        "Steward of {company}: {address} (Ctrl-C stops it).", company=house.company.name, address=address
    )


def init(asked: argparse.Namespace, settings: Settings, translator: Translator) -> int:
    """Found a company of one's own; what is not given is asked on the terminal."""
    t = translator.t
    company = _asked(asked.company, t("Company: "))
    site_name = _asked(asked.site_name, t("First site's name: "))
    account = _asked(asked.account, t("First administrator's account: "))
    name = _asked(asked.name, t("First administrator's name: "))
    password = typed_password(translator)
    if settings.database is None:
        make_store(settings, "real")
    house = open_house(settings)
    try:
        found_company(house, company, asked.site, site_name, account, name, password)
    finally:
        house.close()
    print(t("{company} is founded. Start the console with: steward up", company=company))
    return 0


def _asked(given: str | None, prompt: str) -> str:
    if given:
        return given
    if not sys.stdin.isatty():
        raise Refused(
            reason(
                "{what} is missing.",
                who=Term("you"),
                verb=Term("give it as an option"),
                what=prompt.strip(": ："),
            )
        )
    return input(prompt).strip()
