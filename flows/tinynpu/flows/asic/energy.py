"""Leakage of a cell, and the energy of a change at one of its pins, as Liberty has them."""

import dataclasses
import re
from collections.abc import Mapping

import numpy as np

from tinynpu.arch.errors import FlowError
from tinynpu.flows.asic.functions import probability, sensitivity, truth_table
from tinynpu.flows.asic.liberty import Group
from tinynpu.flows.asic.lookup import Table, Tables

__all__ = ["CellPower", "Units"]

_EDGES = ("rise", "fall")
_PREFIX = {"f": 1e-15, "p": 1e-12, "n": 1e-9, "u": 1e-6, "m": 1e-3, "": 1.0}
_QUANTITY = re.compile(r"([\d.eE+-]*?)([fpnum]?)([A-Za-z])$")


@dataclasses.dataclass(frozen=True)
class Units:
    """Units of a library in SI.

    Members
    -------
    leakage_w
        Of leakage.
    capacitance_f
        Of loads.
    energy_j
        Of internal power, which Liberty does not name: unit of capacitance × square of the unit of voltage.
    voltage
        Of the supply, in V.
    """

    leakage_w: float
    capacitance_f: float
    energy_j: float
    voltage: float

    @classmethod
    def of(cls, library: Group) -> "Units":
        """Those that a library names.

        Raises
        ------
        FlowError
            One of them is missing.
        """
        values = library.values
        capacitance = next((v for name, v in library.lists if name == "capacitive_load_unit"), None)
        if capacitance is None:
            raise FlowError("A library must have capacitive_load_unit, and has none.")
        farad = float(capacitance[0]) * _quantity(f"1{capacitance[1].strip()}")
        volt = _quantity(values.get("voltage_unit", "1V"))
        return cls(
            leakage_w=_quantity(values.get("leakage_power_unit", "1nW")),
            capacitance_f=farad,
            energy_j=farad * volt**2,
            voltage=volt * _supply(library),
        )


def _quantity(text: str) -> float:
    """``1nW`` in its SI unit."""
    match = _QUANTITY.match(text.strip())
    if match is None:
        raise FlowError(f"A unit of Liberty must be a number and a unit, not {text}.")
    return float(match[1] or 1) * _PREFIX[match[2]]


def _supply(library: Group) -> float:
    wanted = library.values.get("default_operating_conditions")
    for conditions in library.all("operating_conditions"):
        if wanted in (None, *conditions.arguments) and "voltage" in conditions.values:
            return float(conditions.values["voltage"])
    if "nom_voltage" not in library.values:
        raise FlowError("A library must have operating conditions or nom_voltage, and has neither.")
    return float(library.values["nom_voltage"])


@dataclasses.dataclass(frozen=True)
class _Energies:
    """Group ``internal_power`` of a pin: input that causes the change, condition, tables by edge."""

    source: str | None
    when: np.ndarray | None
    tables: Mapping[str, Tables]


class CellPower:
    """Power of the cells of a kind, all cells at once.

    Parameters
    ----------
    group
        Of the cell.
    library
        The library without its cells.

    Members
    -------
    pins
        Signal pins; arrays over pins are in this order.

    Source
    ------
    OpenSTA, ``power/Power.cc``: weights of conditions, averages of rising and falling edges.
    """

    def __init__(self, group: Group, library: Group):
        templates = {
            template.arguments[0]: template for template in library.all("power_lut_template")
        }
        pins = {pin.arguments[0]: pin for pin in group.all("pin")}
        self.pins = tuple(pins)
        self._functions = {}
        self._rising: dict[tuple[str, str], bool] = {}
        self._energies: dict[str, list[_Energies]] = {}
        for name, pin in pins.items():
            inputs = {p for p in pins if pins[p].values.get("direction") == "input"}
            function = pin.values.get("function")
            if function is not None and set(re.findall(r"[A-Za-z_]\w*", function)) <= inputs:
                self._functions[name] = truth_table(function, self.pins)
            for timing in pin.all("timing"):
                related = timing.values.get("related_pin", "")
                sense = timing.values.get("timing_sense")
                self._rising.setdefault((related, name), sense != "negative_unate")
            self._energies[name] = [
                self._read(entry, templates) for entry in pin.all("internal_power")
            ]
        default = group.values.get(
            "cell_leakage_power", library.values.get("default_cell_leakage_power", "0")
        )
        self._default = float(default)
        self._leakages = [
            (float(entry.values["value"]), self._condition(entry))
            for entry in group.all("leakage_power")
        ]

    def _condition(self, group: Group) -> np.ndarray | None:
        when = group.values.get("when")
        return None if when is None else truth_table(when, self.pins)

    def _read(self, group: Group, templates: Mapping[str, Group]) -> _Energies:
        tables = {}
        for edge in _EDGES:
            found = group.first(f"{edge}_power") or group.first("power")
            if found is not None:
                tables[edge] = Tables([Table(found, templates)])
        return _Energies(group.values.get("related_pin"), self._condition(group), tables)

    def leakage(self, high: np.ndarray) -> np.ndarray:
        """Leakage in units of the library: conditional values by the chance of their states.

        Parameters
        ----------
        high
            Chance of every pin to be 1, float [cells, pins].
        """
        found, covered = np.zeros((2, len(high)))
        for value, when in self._leakages:
            if when is not None:
                chance = probability(when, high)
                found += value * chance
                covered += chance
        if covered.any():
            return found + self._default * (1 - covered)
        always = [value for value, when in self._leakages if when is None]
        return np.full(len(high), always[0] if always else self._default)

    def sources(self, pin: str) -> set[str]:
        """Pins whose transitions and rates `energy` needs for a pin."""
        return {entry.source or pin for entry in self._energies[pin]}

    def energy(
        self,
        pin: str,
        transitions: Mapping[str, Mapping[str, np.ndarray]],
        rates: Mapping[str, np.ndarray],
        loads: np.ndarray,
        high: np.ndarray,
    ) -> np.ndarray:
        """Mean internal energy of one change of a pin, in units of the library.

        An output that several inputs can change has the mean over them, weighted with the rate of each and
        with the chance that it matters.

        Parameters
        ----------
        pin
            Pin.
        transitions
            By source and edge, in the unit of the library, float [cells].
        rates
            Changes of the sources, float [cells].
        loads
            Capacitance at the pin, float [cells].
        high
            Chance of every pin to be 1, float [cells, pins].
        """
        entries = self._energies[pin]
        weights = np.zeros((len(entries), len(loads)))
        energies = np.zeros((len(entries), len(loads)))
        for i, entry in enumerate(entries):
            source = entry.source or pin
            edges = transitions[source]
            for edge, table in entry.tables.items():
                rising = self._rising.get((source, pin), True)
                cause = edge if rising else _EDGES[1 - _EDGES.index(edge)]
                energies[i] += table(0, edges[cause], loads) / len(entry.tables)
            weights[i] = self._chance(entry, pin, high)
            if entry.source is not None:
                weights[i] *= rates[source]
        caused = [i for i, entry in enumerate(entries) if entry.source is not None]
        total = weights[caused].sum(axis=0)
        weights[caused] /= np.where(total > 0, total, 1.0)
        return (weights * energies).sum(axis=0)

    def _chance(self, entry: _Energies, pin: str, high: np.ndarray) -> np.ndarray:
        """Chance that an entry counts: that its source changes the pin, or its condition holds."""
        function = self._functions.get(pin)
        if entry.source in self.pins and function is not None:
            return sensitivity(function, self.pins.index(entry.source), high)
        if entry.when is not None:
            return probability(entry.when, high)
        return np.ones(len(high))
