"""How far a form has come: fill, icon and word."""

from console.campaignpage.ledger import Chip
from console.surveywork import words
from console.viewer import Viewer
from domain.surveys.form import Standing
from projections.surveys.form_rows import FormLine

LOOKS: dict[Standing, tuple[str, str]] = {
    "numbered": ("slip", "open"),
    "issued": ("arrow", "open"),
    "absent": ("waiting", "open"),
    "refused": ("cross", "void"),
    "returned": ("inbox", "soon"),
    "keyed": ("pen", "soon"),
    "differs": ("soon", "soon"),
    "answered": ("met", "done"),
}


def chip(viewer: Viewer, one: FormLine) -> Chip:
    """How far a form has come, or why it does not count."""
    t = viewer.t
    if one.instead:
        return Chip("void", t("gave way to form {instead}", instead=one.instead), "void")
    if one.rejected:
        return Chip("void", t("not valid: {why}", why=words.INVALID[one.rejected]), "late")
    icon, tone = LOOKS[one.standing]
    word = t("valid") if one.is_valid else t(words.STANDINGS[one.standing])
    if one.late:
        word = t("{word}, after the close", word=word)
    return Chip(icon, word, tone)
