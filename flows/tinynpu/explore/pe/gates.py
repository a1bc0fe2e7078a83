"""Gates with many stimuli at once: a net is a bit in each of many lanes."""

import functools
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tinynpu.arch.errors import FlowError
from tinynpu.flows.asic.liberty import Group, read_cells

__all__ = ["Bits", "Gates", "to_bits", "to_words"]

Bits = NDArray[np.uint64]
"""A net: bit ``i % 64`` of word ``i // 64`` is that of lane ``i``."""

_TOKEN = re.compile(r"[A-Za-z_]\w*|[01&|!^()*+\s]")
_PYTHON = str.maketrans({"!": "~", "*": "&", "+": "|"})
_GATING = "clock_gating_integrated_cell"


def to_bits(words: NDArray[np.int64], width: int) -> list[Bits]:
    """Nets of integers, one for each lane; the lowest bit first."""
    places = np.arange(width, dtype=np.int64)[:, None]
    packed = np.packbits((words >> places & 1).astype(np.uint8), axis=1, bitorder="little")
    return list(packed.view(np.uint64))


def to_words(bits: list[Bits]) -> NDArray[np.int64]:
    """Integers without a sign of nets, one for each lane."""
    words = np.zeros(bits[0].size * 64, np.int64)
    for place, net in enumerate(bits):
        words |= np.unpackbits(net.view(np.uint8), bitorder="little").astype(np.int64) << place
    return words


class Gates:
    """A flat netlist of a library's cells, with the functions that the library gives them.

    Flip-flops take what was there before a rising edge. Latches and clock gates are transparent for
    half a cycle: each half is settled by itself, and what shuts, shuts before anything else changes.

    Parameters
    ----------
    netlist
        JSON of Yosys.
    top
        Module; its clock is ``clk``.
    liberty
        Text of the library.
    lanes
        A multiple of 64. Registers begin with random bits, a different one in each lane.
    seed
        Of these.

    Raises
    ------
    FlowError
        A cell has no function, or gates are in a loop.
    """

    def __init__(self, netlist: Path, top: str, liberty: str, lanes: int, *, seed: int = 0):
        module: Any = json.loads(netlist.read_text())["modules"][top]
        self._ports: dict[str, list[Any]] = {
            name: port["bits"] for name, port in module["ports"].items()
        }
        self._lanes = lanes
        random = np.random.default_rng(seed)
        zero = np.zeros(lanes // 64, np.uint64)
        self._nets: dict[Any, Bits] = {"0": zero, "x": zero, "1": ~zero}
        for bits in self._ports.values():
            self._nets |= dict.fromkeys((bit for bit in bits if isinstance(bit, int)), zero)
        kinds = {cell["type"] for cell in module["cells"].values()}
        _, library = read_cells(liberty, lambda name, text: name in kinds)
        self._flip_flops: list[tuple[_Function, _Function, Any]] = []
        self._states: list[str] = []
        gates = {}
        for name, cell in module["cells"].items():
            pins = {pin: bits[0] for pin, bits in cell["connections"].items()}
            gates |= self._cell(name, library[cell["type"]], pins)
        for state in [*self._states, *(target for _, _, target in self._flip_flops)]:
            self._nets[state] = random.integers(0, 1 << 64, lanes // 64, np.uint64, endpoint=False)
        self._gates = _in_order(gates, set(self._nets))

    def set(self, port: str, bits: list[Bits]):
        """Drive an input, if there is one of this name."""
        for net, value in zip(self._ports.get(port, ()), bits, strict=False):
            self._nets[net] = value

    def get(self, port: str) -> list[Bits]:
        """Bits of an output."""
        return [self._nets[net] for net in self._ports[port]]

    def settle(self):
        """The rest of a cycle behind its rising edge: the high half, then the low half."""
        for clock in ("1", "0"):
            self.set("clk", [self._nets[clock]])
            self._evaluate()

    def edge(self):
        """The rising edge."""
        before = [(clock(self._nets), data(self._nets)) for clock, data, _ in self._flip_flops]
        self.set("clk", [self._nets["1"]])
        self._evaluate()
        rose = [clock(self._nets) & ~was for (clock, _, _), (was, _) in zip(self._flip_flops, before, strict=True)]  # fmt: skip
        for (_, _, target), taken, (_, data) in zip(self._flip_flops, rose, before, strict=True):
            self._nets[target] = taken & data | ~taken & self._nets[target]

    def _evaluate(self):
        for function, target in self._gates:
            self._nets[target] = function(self._nets)

    def _cell(self, name: str, cell: Group, pins: dict[str, Any]) -> dict[Any, "_Function"]:
        """Functions by net; what holds a state is a net of its own, by the instance's name."""
        outputs = [
            pin
            for pin in cell.all("pin")
            if pin.values.get("direction") == "output" and pin.arguments[0] in pins
        ]
        flip_flop, latch = cell.first("ff"), cell.first("latch")
        state = flip_flop or latch
        inside: dict[str, Any] = {}
        found: dict[Any, _Function] = {}
        if state is not None:
            inside = {state.arguments[0]: name, state.arguments[1]: f"{name}_n"}
            found[inside[state.arguments[1]]] = _Function("!Q", {"Q": name})
        if flip_flop is not None:
            names = pins | inside
            clock, data = (_Function(flip_flop.values[key], names) for key in ("clocked_on", "next_state"))  # fmt: skip
            self._flip_flops.append((clock, data, name))
        elif latch is not None:
            text = "({enable})&({data_in})|!({enable})&Q".format(**latch.values)
            found[name] = _Function(text, pins | {"Q": name})
            self._states.append(name)
        for output in outputs:
            net = pins[output.arguments[0]]
            if _GATING in cell.values:
                clock, enable = (_role(cell, role) for role in ("clock", "enable"))
                text = f"!{clock}&{enable}|{clock}&Q"
                found[name] = _Function(text, pins | {"Q": name})
                self._states.append(name)
                found[net] = _Function(f"{clock}&Q", pins | {"Q": name})
            elif "function" in output.values:
                found[net] = _Function(output.values["function"], pins | inside)
            else:
                raise FlowError(f"A cell must have a function, and {cell.arguments[0]} has none.")
        return found


def _role(cell: Group, role: str) -> str:
    key = f"clock_gate_{role}_pin"
    return next(pin.arguments[0] for pin in cell.all("pin") if pin.values.get(key) == "true")


class _Function:
    """A function of Liberty, of nets."""

    def __init__(self, text: str, nets: Mapping[str, Any]):
        if text in ("0", "1"):  # of a cell that ties a net
            text, nets = "Q", {"Q": text}
        self._call, names = _compiled(text)
        self.sources = [nets[name] for name in names]

    def __call__(self, values: dict[Any, Bits]) -> Bits:
        return self._call(*[values[source] for source in self.sources])


@functools.cache
def _compiled(text: str) -> tuple[Callable[..., Bits], tuple[str, ...]]:
    tokens = _TOKEN.findall(text)
    if "".join(tokens) != text:
        raise FlowError(f"A function of Liberty must be of names, !, &, | and ^, not {text!r}.")
    names = tuple(dict.fromkeys(token for token in tokens if token[0].isalpha()))
    python = text.translate(_PYTHON)
    return eval(f"lambda {','.join(names)}: {python}"), names


def _in_order(gates: dict[Any, _Function], known: set[Any]) -> list[tuple[_Function, Any]]:
    """Gates behind those that they depend on; the old state of a latch is known."""
    ordered, left = [], gates
    done = {net for net in known if net not in gates}
    while left:
        ready = {
            net
            for net, gate in left.items()
            if all(source in done or source == net for source in gate.sources)
        }
        if not ready:
            raise FlowError(f"A netlist must have no loop of gates, and {len(left)} are in one.")
        ordered += [(left[net], net) for net in ready]
        done |= ready
        left = {net: gate for net, gate in left.items() if net not in ready}
    return ordered
