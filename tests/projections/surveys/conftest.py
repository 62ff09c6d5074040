"""Every test has an estate of its own: ten lived-in homes in three buildings."""

import pytest

from tests.projections.office import Office
from tests.projections.surveys.field import Field


@pytest.fixture
def field(office: Office) -> Field:
    """A central survey in which every household has its form."""
    field = Field(office, {"A": 6, "B": 3, "C": 1})
    field.publish("central_survey")
    field.plan()
    field.begin()
    return field


@pytest.fixture
def town(office: Office) -> Field:
    """Forty lived-in homes, of which a project asks half: three rounds, half a year apart."""
    field = Field(office, {"A": 20, "B": 10, "C": 10})
    field.publish("project")
    return field
