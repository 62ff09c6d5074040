"""Erasing from the register: that a value is gone, why, and since when; the value itself is in no event (PIPL 47)."""

from enum import StrEnum

from domain.aggregate import Aggregate
from domain.errors import Term
from domain.facts import Fact, stored_as


class Basis(StrEnum):
    """Why the law has something erased (PIPL Article 47); the value is stored."""

    PURPOSE_OVER = "purpose_over"
    KEPT_LONG_ENOUGH = "kept_long_enough"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    UNLAWFUL = "unlawful"


TERMS: dict[Basis, Term] = {
    Basis.PURPOSE_OVER: Term("the purpose is over"),
    Basis.KEPT_LONG_ENOUGH: Term("kept long enough"),
    Basis.CONSENT_WITHDRAWN: Term("consent was withdrawn"),
    Basis.UNLAWFUL: Term("it was unlawful to keep"),
}

WHATEVER_STANDS = frozenset({Basis.CONSENT_WITHDRAWN, Basis.UNLAWFUL})
"""Grounds that also hold of somebody who still lives or works here: the others say that nobody needs the entry."""


@stored_as("register.person_erased")
class PersonErased(Fact, frozen=True):
    """A person's entry was erased.

    Attributes:
        erases: Its register id; the first field of every erasure, by which a verification knows one.
        versions: How many versions of it there were.
        with_entry: The entry of the same person that was asked about, where this one only went with it.
        texts: Texts that were redacted with it.
        texts_left: Texts that say the name without the phone number, and were kept after somebody looked.
        entries_left: Other people's entries with the same phone number that were kept.
    """

    erases: str
    basis: Basis
    versions: int
    with_entry: str = ""
    texts: int = 0
    texts_left: int = 0
    entries_left: int = 0


@stored_as("register.text_redacted")
class TextRedacted(Fact, frozen=True):
    """A free text was erased; ``with_entry`` is the person because of whom, if there was one."""

    erases: str
    basis: Basis
    with_entry: str = ""


@stored_as("register.erased_again")
class ErasedAgain(Fact, frozen=True):
    """An entry that a restored backup brought back was erased again, before anybody could read it.

    Attributes:
        position: Where its erasure stood in the log that was lost.
    """

    erases: str
    versions: int
    position: int = 0


class Erasure(Aggregate):
    """What became of one register entry; that there is such a stream says it all."""


ERASURES = "register:"
"""How the streams of erasures begin."""


def erasure_stream(entry: str) -> str:
    return f"{ERASURES}{entry}"
