"""The machine that figures were taken on, for whoever compares them with their own."""

import os
import platform
import sqlite3
from importlib.metadata import version
from pathlib import Path
from statistics import median
from time import perf_counter

import msgspec
import psutil

PACKAGES = ("eventsourcing", "msgspec", "psycopg", "sqlalchemy")
FSYNCS = 40


class Machine(msgspec.Struct, frozen=True):
    """What decides about a figure.

    Attributes:
        disk: File system under the stores.
        fsync_us: Median of forty writes of four kilobytes that wait for it.
        load: Of the last minute, as the run began; more than a little spoils the figures.
        postgresql: Version of the server, if one was asked for.
    """

    processor: str
    cores: int
    memory_gb: float
    system: str
    disk: str
    fsync_us: int
    load: float
    python: str
    sqlite: str
    postgresql: str | None
    packages: dict[str, str]

    def lines(self) -> list[str]:
        """The same in words."""
        packages = ", ".join(f"{name} {number}" for name, number in self.packages.items())
        postgresql = f", PostgreSQL {self.postgresql}" if self.postgresql else ""
        return [
            f"{self.processor}, {self.cores} cores, {self.memory_gb:.0f} GB, {self.system}; load {self.load:.1f}",
            f"disk {self.disk}, a write of 4 kB that waits for it {self.fsync_us} µs",
            f"Python {self.python}, SQLite {self.sqlite}{postgresql}, {packages}",
        ]


def described(folder: Path, postgresql: str | None) -> Machine:
    """This machine, its disk measured in a folder."""
    return Machine(
        processor=_processor(),
        cores=os.cpu_count() or 0,
        memory_gb=psutil.virtual_memory().total / 1e9,
        system=f"{platform.system()} {platform.machine()}",
        disk=_disk(folder),
        fsync_us=round(median(_fsync(folder) for _ in range(FSYNCS)) * 1e6),
        load=psutil.getloadavg()[0],
        python=platform.python_version(),
        sqlite=sqlite3.sqlite_version,
        postgresql=postgresql,
        packages={name: version(name) for name in PACKAGES},
    )


def _processor() -> str:
    known = Path("/proc/cpuinfo")
    lines = known.read_text(encoding="utf-8").splitlines() if known.exists() else []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.processor() or platform.machine())


def _disk(folder: Path) -> str:
    above = [part for part in psutil.disk_partitions(all=True) if folder.is_relative_to(part.mountpoint)]
    return max(above, key=lambda part: len(part.mountpoint)).fstype if above else "unknown"


def _fsync(folder: Path) -> float:
    with (folder / "fsync").open("ab") as file:
        began = perf_counter()
        file.write(b"\0" * 4096)
        file.flush()
        os.fsync(file.fileno())
        return perf_counter() - began
