"""A process that holds one contender and does what it is told over its pipes: the other end is ``hosted``."""

import pickle
import sys
from importlib import import_module
from typing import Any

from tests.benchmarks.contenders import Contender


def main() -> None:
    """Pickled ``(method, arguments)`` in, the answer out; ``appending`` keeps its work until ``work`` is asked."""
    answers = sys.stdout.buffer
    sys.stdout = sys.stderr
    module, name, arguments = pickle.load(sys.stdin.buffer)  # noqa: S301 - from our own parent
    contender: Contender = getattr(import_module(module), name)(**arguments)
    ready: Any = None
    _answer(answers, None)
    while True:
        try:
            method, values = pickle.load(sys.stdin.buffer)  # noqa: S301 - the same
        except EOFError:
            contender.close()
            return
        if method == "work":
            _answer(answers, ready())
        elif method == "appending":
            ready = contender.appending(*values)
            _answer(answers, None)
        else:
            _answer(answers, getattr(contender, method)(*values))


def _answer(pipe: Any, value: object) -> None:
    pickle.dump(value, pipe)
    pipe.flush()


if __name__ == "__main__":
    main()
