"""What Streamlit's own page says, most of it to those who listen to it: Streamlit speaks English alone."""

from console.languages import Translator
from domain.errors import Term

ITS_WORDS = (
    Term("App pages"),
    Term("Choose an option"),
    Term("Choose date"),
    Term("Clear all"),
    Term("Clear value"),
    Term("Connecting"),
    Term("Connection error"),
    Term("Link to heading"),
    Term("Logo"),
    Term("Navigate to home page"),
    Term("No results"),
    Term("Open"),
    Term("Page not found"),
    Term("Skip to main content"),
    Term("The page that you have requested does not seem to exist. Running the app's main page."),
    Term("day"),
    Term("file upload"),
    Term("month"),
    Term("year"),
)


SHUT = Term("Close this window")
"""What Streamlit calls Close; our own Close ends a ticket."""

OTHERWISE = {"Close": Term("Close this window")}
"""Words that mean something else in our trade."""


def spoken(translator: Translator) -> dict[str, str]:
    """Streamlit's words → ours, as far as they differ in the reader's language."""
    said = {str(word): translator.show(word) for word in ITS_WORDS} | {"Close": translator.show(SHUT)}
    return {its: ours for its, ours in said.items() if its != ours}
