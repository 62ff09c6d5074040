"""What is published in editions: whoever keeps one is left alone by those that follow."""

from collections.abc import Iterable
from typing import Generic, Protocol, TypeVar

from domain.aggregate import Aggregate
from domain.errors import Reason, Unknown, reason, refuse


class Numbered(Protocol):
    """A template that says which edition it is."""

    @property
    def edition(self) -> int: ...


T = TypeVar("T", bound=Numbered)


class Editions(Aggregate, Generic[T]):
    """All editions of one template, in the stream ``<kind>:<code>``."""

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self.code = stream.partition(":")[2]
        self.editions: list[T] = []

    def unpublished(self) -> Reason:
        """Why there is none."""
        raise NotImplementedError

    def at_edition(self, edition: int) -> T:
        """The template in one of its editions; 0 is the latest.

        Raises:
            Unknown: No such edition was published.
        """
        if not self.editions:
            raise Unknown(self.unpublished())
        if not 0 <= edition <= len(self.editions):
            raise Unknown(
                reason("Template {name} has no edition {edition}.", name=self.code, edition=edition)
            )
        return self.editions[edition - 1]

    def refuse_unless_next(self, template: T, obstacles: Iterable[Reason]) -> None:
        """Stop a template with a flaw, or one that is not the edition that comes next.

        Raises:
            Refused: One reason for each thing wrong with it.
        """
        found, expected = list(obstacles), len(self.editions) + 1
        if template.edition != expected:
            found.append(reason("The next edition of {name} is {edition}.", name=self.code, edition=expected))
        refuse(found)
