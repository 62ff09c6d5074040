"""``steward up`` and ``steward project`` as programs of their own, started, killed and started again."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import psutil

from tests import local
from tests.faults.grounds import Ground
from tests.faults.stage import wait_until

ROOT = Path(__file__).resolve().parents[2]
START = "import sys; from console.cli import main; sys.exit(main())"
START_S = 90.0
END_S = 20.0


class Program:
    """One command line that runs until it is ended; what it logs goes into a file.

    Attributes:
        name: What it is called in a report.
        port: Where a console answers; 0 for a worker.
    """

    def __init__(self, name: str, ground: Ground, *typed: str, port: int = 0) -> None:
        self.name, self.port = name, port
        self._ground, self._typed = ground, typed
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it; it may take a while until it is of use."""
        settings = {**self._ground.environment, "STEWARD_PORT": str(self.port), "LC_ALL": "en_GB.UTF-8"}
        with (self._ground.folder / f"{self.name}.log").open("ab") as logged:
            self._process = subprocess.Popen(
                [sys.executable, "-c", START, *self._typed],
                env={**os.environ, **settings, "PYTHONPATH": str(ROOT)},
                stdin=subprocess.DEVNULL,
                stdout=logged,
                stderr=logged,
            )

    def wait_until_well(self) -> None:
        """Wait until a console answers that all is well.

        Raises:
            TimeoutError: It does not.
        """
        wait_until(self.well, f"{self.name} is well", START_S)

    def well(self) -> bool:
        """Whether a console says that all is well; whether a worker runs."""
        if not self.port:
            return self.alive
        try:
            return local.get(f"http://127.0.0.1:{self.port}/healthz", timeout=2).is_success
        except httpx.TransportError:
            return False

    @property
    def alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def rss_mb(self) -> float:
        """Memory that it holds."""
        return psutil.Process(self._process.pid).memory_info().rss / 1e6 if self._process else 0.0

    def cpu_s(self) -> float:
        """Seconds of processor time that it has used."""
        if self._process is None:
            return 0.0
        used = psutil.Process(self._process.pid).cpu_times()
        return used.user + used.system

    def kill(self) -> bool:
        """``kill -9``; whether it hit the program alive."""
        if self._process is None:
            return False
        self._process.kill()
        return self._process.wait() == -signal.SIGKILL

    def stop(self) -> int | None:
        """End it as Ctrl-C does; its exit code."""
        if self._process is None or self._process.poll() is not None:
            return None
        self._process.send_signal(signal.SIGINT)
        try:
            return self._process.wait(END_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
