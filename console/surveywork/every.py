"""All forms of one state, however many: read page by page, for what must count or name each of them."""

from collections.abc import Iterator

from console.viewer import Viewer
from domain.surveys.form import Standing
from projections.asking.moments import AsOf
from projections.surveys.form_rows import FormLine
from projections.surveys.listing import survey_forms

AT_ONCE = 500
"""The most that the question answers with."""


def every(viewer: Viewer, code: str, standing: Standing, as_of: AsOf = None) -> Iterator[FormLine]:
    """Each form of a round in that state, by number."""
    views, offset = viewer.house.views, 0
    while True:
        page = survey_forms(
            views,
            site=viewer.site,
            code=code,
            standing=standing,
            limit=AT_ONCE,
            offset=offset,
            as_of=as_of,
        )
        yield from page.rows
        offset += len(page.rows)
        if not page.rows or offset >= page.total:
            return
