"""``printing_many.py FORMS BATCH``: print so many forms, so many a print; the peak of memory in MB after each."""

import resource
import sys
from datetime import UTC, datetime

from console.languages import Translator
from console.printing import survey_batches
from console.printing.survey_forms import FormsPrint, Sheet
from seed.catalogue import survey_templates

LINK = "https://steward.example.org/s/s1/yearly/{}/abcdefghij234567"


def main(forms: int, batch: int) -> None:
    """Take the ZIP as a browser does, part by part."""
    survey_batches.MOST_AT_ONCE = batch
    kind = next(one for one in survey_templates() if one.code == "central_survey")
    paper = FormsPrint(
        speaks=Translator.for_language("zh"),
        company="物业公司",
        site="小区",
        round="2026",
        sheet=kind.questionnaire,
        forms=[Sheet(number, f"5-1-{number}", LINK.format(number)) for number in range(1, forms + 1)],
        by=None,
        printed_at=datetime(2026, 11, 27, tzinfo=UTC),
        demo=False,
    )
    for part in survey_batches.zipped(paper):
        if len(part) > batch * 100:
            sys.stdout.write(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}\n")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
