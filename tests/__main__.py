"""Run the tests: ``python3 -m tests [ARGS]`` is ``pytest ARGS`` in an environment that has its tools."""

import sys

from console.bootstrap import enter

if __name__ == "__main__":
    enter(tests=True)
    import pytest

    sys.exit(pytest.main(sys.argv[1:]))
