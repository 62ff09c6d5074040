"""``python3 -m tests.faults [chaos|soak|--tamper N]``: kills at random, minutes of trouble, hours under load, or forgery.

Without a word it kills: ``--help`` after any of them tells what it takes.
"""

import sys
from importlib import import_module

from console.bootstrap import enter

LONG_RUNS = ("chaos", "soak")

if __name__ == "__main__":
    enter(tests=True)
    name = sys.argv.pop(1) if sys.argv[1:2] and sys.argv[1] in LONG_RUNS else "kills"
    if any(one.startswith("--tamper") for one in sys.argv[1:]):
        name = "tampering.cli"
    sys.exit(import_module(f"tests.faults.{name}").main())
