"""A project in miniature with the real bootstrap: two tiny packages as wheels, a build backend, no network.

The bootstrap is tried out as users meet it: a folder, a Python, real ``venv`` and real ``pip``.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from venv import EnvBuilder

import pip

ROOT = Path(__file__).resolve().parents[2]

BACKEND = """
import sys, zipfile
from pathlib import Path
def build_editable(folder, config_settings=None, metadata_directory=None):
    name = "steward-1-py3-none-any.whl"
    with zipfile.ZipFile(Path(folder, name), "w") as wheel:
        wheel.writestr("steward_here.pth", str(Path.cwd()))
        about = "steward-1.dist-info/"
        wheel.writestr(about + "METADATA", "Metadata-Version: 2.1\\nName: steward\\nVersion: 1\\n")
        wheel.writestr(about + "WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        wheel.writestr(about + "RECORD", "")
    return name
"""
PYPROJECT = """
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
[project]
name = "steward"
version = "1"
"""
CLI = """
import sys
def main():
    import ledger
    print("ledger", ledger.VERSION, "arguments", *sys.argv)
    return 7 if sys.argv[-1] == "fail" else 0
"""


def bare_environment(folder: Path) -> Path:
    """An environment with ``pip`` alone, as the bootstrap makes it, but that ``pip`` is a copy of the tests' own."""
    EnvBuilder(symlinks=os.name != "nt").create(folder)
    (packages,) = folder.glob("**/site-packages")
    own = Path(pip.__file__).parent
    for part in (own, *own.parent.glob("pip-*.dist-info")):
        shutil.copytree(part, packages / part.name)
    return folder


class SmallProject:
    """A folder that can be started like a clone of this repository."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("console", "tests", "wheels"):
            (folder / name).mkdir(parents=True)
        for name in ("bootstrap.py", "__main__.py"):
            shutil.copy(ROOT / "console" / name, folder / "console" / name)
        (folder / "console" / "cli.py").write_text(CLI)
        (folder / "tests" / "faults.py").write_text(
            "import sys\nfrom console.bootstrap import enter\nenter(tests=True)\n"
            "import ledger, probe\nprint('faults', *sys.argv[1:])\n"
        )
        (folder / "pyproject.toml").write_text(PYPROJECT)
        (folder / "backend.py").write_text(BACKEND)
        ledger, probe = self.wheel("ledger", "1"), self.wheel("probe", "1")
        self.lock("requirements.lock", ledger)
        self.lock("requirements-dev.lock", ledger, probe)

    def move_in(self, environment: Path) -> None:
        """Take over an environment that has ``pip`` and nothing of the project: making one is most of a start."""
        shutil.copytree(environment, self.folder / ".venv", symlinks=True)

    def wheel(self, name: str, version: str) -> str:
        """Make a wheel; its line for a lock."""
        path = self.folder / "wheels" / f"{name}-{version}-py3-none-any.whl"
        about = f"{name}-{version}.dist-info"
        with zipfile.ZipFile(path, "w") as wheel:
            wheel.writestr(f"{name}.py", f"VERSION = {version!r}\n")
            wheel.writestr(f"{about}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
            wheel.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
            wheel.writestr(f"{about}/RECORD", "")
        return f"{name}=={version} --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"

    def lock(self, name: str, *lines: str) -> None:
        """Write a lock whose packages come from the folder of wheels alone."""
        source = ["--no-index", f"--find-links {(self.folder / 'wheels').as_uri()}"]
        (self.folder / name).write_text("\n".join([*source, *lines]) + "\n")

    def begin(self, module: str, *arguments: str, **environment: str) -> subprocess.Popen[str]:
        """Start ``python -m module arguments`` in the folder, without waiting for it."""
        return subprocess.Popen(
            [getattr(sys, "_base_executable", sys.executable), "-m", module, *arguments],
            cwd=self.folder,
            env={**os.environ, "PYTHONUTF8": "1", **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def start(self, module: str, *arguments: str, **environment: str) -> tuple[int, str, str]:
        """Exit code, output and errors of ``python -m module arguments``."""
        process = self.begin(module, *arguments, **environment)
        out, errors = process.communicate(timeout=120)
        return process.returncode, out.strip(), errors.strip()
