"""What the README starts with a machine's own Python needs nothing but that Python until it is in the environment."""

import ast
import re
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STARTED = sorted(set(re.findall(r"python3 -m ([\w.]+)", (ROOT / "README.md").read_text(encoding="utf-8"))))


def test_the_readme_names_what_is_started() -> None:
    assert {"console", "tests", "tests.benchmarks", "tests.faults"} <= {*STARTED}


@pytest.mark.parametrize("name", STARTED)
def test_it_imports_only_what_every_python_has_before_it_enters_the_environment(name: str) -> None:
    folder = find_spec(f"{name}.__main__")
    assert folder is not None
    assert folder.origin is not None
    tree = ast.parse(Path(folder.origin).read_text(encoding="utf-8"))
    asked = {one.module for one in tree.body if isinstance(one, ast.ImportFrom)}
    asked |= {name.name for one in tree.body if isinstance(one, ast.Import) for name in one.names}
    foreign = {one for one in asked if one and one.partition(".")[0] not in sys.stdlib_module_names}
    assert foreign == {"console.bootstrap"}
