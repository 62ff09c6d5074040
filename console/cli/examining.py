"""``steward doctor``: is this installation well, and if not, what is to be done?"""

import argparse
import sys

import msgspec

from console.cli.telling import tell
from console.doctor import examine
from console.doctor.findings import as_json, line
from console.doctor.installation import Installation
from console.languages import Translator
from console.settings import Settings


def doctor(asked: argparse.Namespace, settings: Settings, translator: Translator) -> int:
    """One line a check, as each is made; 1 where anything is wrong."""
    sick = False
    with Installation(settings) as installation:
        found = []
        for finding in examine(installation):
            sick = sick or finding.state == "wrong"
            found.append(finding)
            if not asked.json:
                print(line(finding, translator))
                sys.stdout.flush()
    if asked.json:
        tell(msgspec.json.format(msgspec.json.encode([as_json(one) for one in found], enc_hook=str)))
    return 1 if sick else 0
