"""What all lives of the estate share: its chance, its homes, its repair team."""

import msgspec

from seed.demo.chance import Chance
from seed.demo.crew import Technicians
from seed.demo.homes import Homes


class Scene(msgspec.Struct, frozen=True):
    """The estate while its history is made up, ticket after ticket in the order of the calls."""

    chance: Chance
    homes: Homes
    technicians: Technicians
