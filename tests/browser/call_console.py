"""A served house with the call form: ``python call_console.py FOLDER BEGAN``.

A duty desk and a ticket page, to be led to, only say their name. It is a process of its own, because Streamlit
serves one application a process. Its clock shows 16:30 of the small house's day at the Unix second ``BEGAN``.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from console import running
from console.asgi import serve
from console.call.routes import call_routes
from console.settings import Settings
from console.wiring import House
from tests.console.houses import at

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = """
import streamlit as st
from console import running
from console.viewer import viewer_of
from console.views import call, frame

st.set_page_config(page_title="call", layout="wide")
viewer = viewer_of(running.house())
if viewer is None:
    st.stop()
frame.style(viewer.translator)

def page(path, draw):
    return st.Page(draw, title=path, url_path=path)

def named(path):
    return lambda: st.write(path + " " + str(st.query_params.to_dict()))

pages = {
    "board": page("board", named("board")),
    "call": page("call", lambda: call.draw(viewer)),
    "ticket": page("ticket", named("ticket")),
}
chosen = st.navigation(list(pages.values()), position="top")
frame.follow(pages)
chosen.run()
"""


class CallConsole:
    """What the server serves: the form's page and its look-ups, over one house."""

    demo_people = None

    def __init__(self, house: House, folder: Path) -> None:
        self.house = house
        self.access = house.access
        self.routes = call_routes(house)
        self.script = folder / "call_page.py"
        shutil.copytree(ROOT / "console" / "static", folder / "static", dirs_exist_ok=True)
        self.script.write_text(SCRIPT, encoding="utf-8")

    async def start(self) -> None:
        running.open_doors(self.house)
        self.house.worker.start()

    async def stop(self) -> None:
        self.house.close()

    def healthy(self) -> bool:
        return self.house.worker.alive


def clock_since(began: float) -> Callable[[], datetime]:
    """The desk's Sunday afternoon from 16:30 on, as fast as real time, the same in every process."""
    return lambda: at("16:30:00") + timedelta(seconds=time.time() - began)


@contextmanager
def served(folder: Path, began: float) -> Generator[str]:
    """The address of a running console over the store in ``folder``."""
    command = [sys.executable, __file__, str(folder), str(began)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(20)


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    settings = Settings(Path(sys.argv[1]), None, "127.0.0.1", 0)
    opened = House(settings, clock_since(float(sys.argv[2])))
    serve(CallConsole(opened, settings.data), settings, say)
