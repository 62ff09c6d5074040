"""``python -m console.languages [--prune] [FILE.json …]``: bring ``zh.po`` up to date with the source.

Each JSON file holds one object: English message id → Chinese.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from console.languages import CATALOGUE
from console.languages.catalogue import entries, extracted, load, pruned, save, updated


def main(arguments: Sequence[str]) -> int:
    """Merge, save, and name what still has no Chinese.

    Returns:
        0 when every message of the source is translated, else 1.
    """
    chinese: dict[str, str] = {}
    for name in arguments:
        if name != "--prune":
            chinese |= json.loads(Path(name).read_text(encoding="utf-8"))
    found = extracted()
    catalogue = updated(load(CATALOGUE), found.messages, chinese)
    if "--prune" in arguments:
        catalogue = pruned(catalogue, found.messages)
    save(catalogue, CATALOGUE)
    missing = [ident for ident, _, said in entries(catalogue) if not said]
    lines = [f"{len(catalogue)} messages, {len(missing)} without Chinese", *missing, *found.faults]
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if missing or found.faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
