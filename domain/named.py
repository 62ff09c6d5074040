"""Names that are data in two languages, because a company writes them itself."""

from typing import Annotated

import msgspec

Words = Annotated[str, msgspec.Meta(min_length=1, max_length=400)]


class Named(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What people read, in Chinese and English; as plain text it is English, like every message id."""

    zh: Words
    en: Words

    def __str__(self) -> str:
        return self.en

    def __format__(self, spec: str) -> str:
        return format(self.en, spec)
