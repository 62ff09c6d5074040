"""The demo estate: a believable history, made up from a seed and played through the door (design 3)."""

from seed.demo.clock import SimulatedClock
from seed.demo.estate import Estate
from seed.demo.figures import Figures, summary
from seed.demo.play import THROUGH, Played, play

__all__ = ["THROUGH", "Estate", "Figures", "Played", "SimulatedClock", "play", "summary"]
