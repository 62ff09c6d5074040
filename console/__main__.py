"""Start the console: ``python3 -m console [ARGS]`` is ``steward ARGS``, and ``steward up`` without any."""

import sys

from console.bootstrap import enter

if __name__ == "__main__":
    enter()
    from console.cli import main

    sys.argv = ["steward", *(sys.argv[1:] or ["up"])]
    sys.exit(main())
