"""Wires before layout: as long as a library's wire load says for the number of their sinks."""

import dataclasses

import numpy as np

from tinynpu.flows.asic.liberty import Group

__all__ = ["WireLoad"]


@dataclasses.dataclass(frozen=True)
class WireLoad:
    """Wires of a library.

    Members
    -------
    unit
        Capacitance of a unit of length, in the unit of the library.
    sinks, lengths
        Two points or more of the table of lengths; numbers of sinks in order.
    slope
        Length of each sink beyond the table; None: it goes on as from its first point to its last.
    """

    unit: float = 0.0
    sinks: tuple[float, ...] = (0.0, 1.0)
    lengths: tuple[float, ...] = (0.0, 0.0)
    slope: float | None = None

    @classmethod
    def of(cls, library: Group) -> "WireLoad":
        """The default of a library; wires are nothing if it has none."""
        name = library.values.get("default_wire_load")
        for load in library.all("wire_load"):
            if name is None or load.arguments[0] == name:
                points = sorted(
                    (float(values[0]), float(values[1]))
                    for found, values in load.lists
                    if found == "fanout_length"
                )
                if len(points) == 1:  # in proportion to it
                    points.insert(0, (0.0, 0.0))
                slope = load.values.get("slope")
                return cls(
                    float(load.values.get("capacitance", 0)),
                    tuple(sinks for sinks, _ in points),
                    tuple(length for _, length in points),
                    None if slope is None else float(slope),
                )
        return cls()

    def capacitance(self, sinks: np.ndarray) -> np.ndarray:
        """Capacitance of wires by their numbers of sinks."""
        last, longest = self.sinks[-1], self.lengths[-1]
        slope = self.slope
        if slope is None:
            slope = (longest - self.lengths[0]) / (last - self.sinks[0])
        inside = np.interp(sinks, self.sinks, self.lengths)
        return self.unit * np.where(sinks > last, longest + slope * (sinks - last), inside)
