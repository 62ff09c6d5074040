"""A served house with the call form and, to be led to, a duty desk and a ticket page that only say their name."""

import asyncio
import shutil
import socket
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn

from console import running
from console.asgi import build
from console.call.routes import call_routes
from console.guard.streams import Streams
from console.wiring import House

STATIC = Path(__file__).parents[2] / "console" / "static"
SCRIPT = """
import streamlit as st
from console import running
from console.viewer import viewer_of
from console.views import call, frame

st.set_page_config(page_title="call", layout="wide")
viewer = viewer_of(running.house())
if viewer is None:
    st.stop()
frame.style()

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
        shutil.copytree(STATIC, folder / "static", dirs_exist_ok=True)
        self.script.write_text(SCRIPT, encoding="utf-8")

    async def start(self) -> None:
        running.open_doors(self.house)

    async def stop(self) -> None:
        """The house is closed by whoever opened it."""

    def healthy(self) -> bool:
        return self.house.worker.alive


@contextmanager
def served(house: House, folder: Path, port: int = 0) -> Generator[str]:
    """The address of a running console; the house goes on when it ends."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", port))
    listener.listen()
    streams = Streams(house.access)
    options = uvicorn.Config(
        build(CallConsole(house, folder), None, streams),
        log_level="error",
        ws="websockets-sansio",
        timeout_graceful_shutdown=1,
    )
    server = uvicorn.Server(options)
    thread = threading.Thread(target=_run, args=(server, listener), daemon=True)
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(timeout=15)
        listener.close()


def _run(server: uvicorn.Server, listener: Any) -> None:
    asyncio.run(server.serve(sockets=[listener]))
