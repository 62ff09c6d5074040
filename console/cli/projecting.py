"""``steward project``: a worker that keeps the read models of a database up with the log."""

import argparse
import signal
import threading
from contextlib import closing

from console.cli.opening import once_there
from console.languages import Translator
from console.settings import Settings
from console.wiring import open_house


def project(asked: argparse.Namespace, settings: Settings, translator: Translator) -> int:
    """Apply events until told to stop; several workers share the work and stand in for each other."""
    from console.doctor.backups import sweep_copies
    from console.watch.logs import set_up
    from console.watch.notary import Notary

    set_up(settings.log)
    sweep_copies(settings)
    stopping = threading.Event()
    with closing(once_there(lambda: open_house(settings), settings, translator)) as house:
        for one in (signal.SIGINT, signal.SIGTERM):
            signal.signal(one, lambda *_: stopping.set())
        house.forgetting.list_ids()
        notary = Notary(house)
        house.worker.start()
        notary.start()
        print(translator.t("Applying events of {place} (Ctrl-C stops it).", place=settings.shown), flush=True)
        while not stopping.wait(1.0):
            pass
        notary.stop()
    return 0
