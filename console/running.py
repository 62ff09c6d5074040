"""The one house of this process, for the Streamlit script that runs beside the server."""

from console.wiring import House

_HOUSES: list[House] = []


def open_doors(house: House) -> None:
    """Let pages be drawn of this house."""
    _HOUSES[:] = [house]


def house() -> House:
    """The house whose pages are drawn.

    Raises:
        RuntimeError: The console was not started through ``steward up``.
    """
    if not _HOUSES:
        raise RuntimeError("start the console with: steward up")
    return _HOUSES[0]
