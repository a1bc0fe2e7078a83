"""Tests scan chains on the gates: bits come out when they must, and what a cycle captures is right."""

import dataclasses
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from tinynpu.flows.asic.dft.circuit import Circuit
from tinynpu.flows.asic.dft.library import read_models
from tinynpu.flows.asic.dft.models import functional_verilog
from tinynpu.flows.asic.dft.pins import PinSimulator
from tinynpu.flows.asic.dft.simulation import Simulation
from tinynpu.flows.asic.dft.stitch import SCAN_ENABLE, SCAN_IN, SCAN_OUT, Chain
from tinynpu.flows.asic.liberty import read_text
from tinynpu.flows.asic.netlist import flat_netlist
from tinynpu.flows.asic.scan import ScanResult

__all__ = ["ChainCheck", "check_chains"]

_MODULE = "scanned"
_WARM_UP_CYCLES = 32
_MARGIN_CYCLES = 64


@dataclasses.dataclass(frozen=True)
class ChainCheck:
    """What was compared.

    Members
    -------
    cycles
        That were simulated.
    shifted, shifted_wrong
        Bits of each chain that were looked for at its end, as many cycles later as it is long, and
        those that were not there.
    captured, captured_wrong
        Next states and outputs that were compared with those of the netlist without chains, and those that differ.
    captured_unknown
        Those that depend on what is in no chain: memories, latches, other registers.
    """

    cycles: int
    shifted: tuple[int, ...]
    shifted_wrong: tuple[int, ...]
    captured: int
    captured_wrong: int
    captured_unknown: int

    @property
    def passed(self) -> bool:
        """Whether nothing is wrong."""
        return not any(self.shifted_wrong) and not self.captured_wrong


def check_chains(
    netlist: Path,
    result: ScanResult,
    liberty: Path,
    folder: Path,
    *,
    clock: str = "clk",
    rounds: int = 3,
    seed: int = 1,
) -> ChainCheck:
    """Shift and capture on Verilator.

    First ``00110011…`` and random bits are shifted through all chains, from a random state and with random bits
    at all other inputs. Then a random state is shifted in, the clock captures once with random inputs, and what is
    shifted out is compared with the next state that the netlist without chains has.

    Parameters
    ----------
    netlist
        Verilog without chains.
    result
        With chains.
    liberty
        Library.
    folder
        For files.
    clock
        Port.
    rounds
        How many states are captured.
    seed
        Of all random bits.

    Raises
    ------
    FlowError
        A tool is missing or fails, or the netlist is none that `Circuit` takes.
    """
    module = flat_netlist(netlist, result.top, folder)
    kinds = {cell["type"] for cell in module["cells"].values()}
    circuit = Circuit(
        module, read_models(read_text(liberty), lambda name, text: name in kinds), clock=clock
    )
    reference = Simulation(circuit)
    with _Tester(result, liberty, clock, np.random.default_rng(seed)) as tester:
        tester.run(tester.random(_WARM_UP_CYCLES))
        shifted, wrong = tester.flush()
        captured = [tester.capture(reference) for _ in range(rounds)]
        return ChainCheck(
            tester.cycles, shifted, wrong, *(sum(counts) for counts in zip(*captured, strict=True))
        )


class _Tester:
    """A netlist with chains on Verilator, and what its pins are."""

    def __init__(self, result: ScanResult, liberty: Path, clock: str, rng: np.random.Generator):
        self.chains = result.chains
        self.length = max(len(chain.elements) for chain in self.chains)
        self.rng = rng
        self.cycles = 0
        path = Path(result.netlist_json)
        ports = json.loads(path.read_text())["modules"][result.top]["ports"]
        widths = [_widths(ports, direction, clock) for direction in ("input", "output")]
        self.inputs, self.outputs = (_places(ports) for ports in widths)
        verilog = functional_verilog(path, result.top, liberty, name=_MODULE)
        self._simulator = PinSimulator(verilog, _MODULE, *widths, clock=clock)

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self._simulator.close()

    def run(self, inputs: np.ndarray) -> np.ndarray:
        """Outputs of the next cycles."""
        self.cycles += len(inputs)
        return self._simulator.run(inputs)

    def random(self, cycles: int, *, shift: bool = False) -> np.ndarray:
        """Random inputs with which the chains shift, or do not."""
        inputs = self.rng.integers(2, size=(cycles, len(self.inputs)), dtype=np.uint8).astype(bool)
        inputs[:, self.inputs[SCAN_ENABLE, 0]] = shift
        return inputs

    def flush(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Bits of each chain that are compared, and those that are wrong."""
        inputs = self.random(2 * self.length + _MARGIN_CYCLES, shift=True)
        pattern = np.arange(self.length) // 2 % 2
        for number in range(len(self.chains)):
            inputs[: self.length, self.inputs[SCAN_IN, number]] = pattern
        outputs = self.run(inputs)
        counts, wrong = [], []
        for number, chain in enumerate(self.chains):
            length = len(chain.elements)
            sent = inputs[:-length, self.inputs[SCAN_IN, number]]
            found = outputs[length:, self.outputs[SCAN_OUT, number]]
            counts.append(len(found))
            wrong.append(int(np.count_nonzero(sent ^ found ^ _inversions(chain)[-1])))
        return tuple(counts), tuple(wrong)

    def capture(self, reference: Simulation) -> tuple[int, int, int]:
        """States and outputs that are compared, that are wrong, and that are not known."""
        load = self.random(self.length, shift=True)
        states: dict[str, bool] = {}
        for number, chain in enumerate(self.chains):
            # The last bits that are sent stay, the very last in the first element.
            sent = load[::-1, self.inputs[SCAN_IN, number]]
            before = _inversions(chain)
            for i, element in enumerate(chain.elements):
                states[element.instance] = bool(sent[i] ^ before[i] ^ element.data_inverted)
        self.run(load)
        inputs = self.random(1)
        outputs = self.run(inputs)[0]
        unload = self.run(self.random(self.length, shift=True))
        expected, following = _reference(reference, states, self.inputs, inputs[0])
        pairs = [(outputs[self.outputs[key]], value) for key, value in expected.items()]
        for number, chain in enumerate(self.chains):
            found = unload[:, self.outputs[SCAN_OUT, number]]
            before, length = _inversions(chain), len(chain.elements)
            for i, element in enumerate(chain.elements):
                behind = before[-1] ^ before[i] ^ element.data_inverted
                pairs.append((found[length - 1 - i] ^ behind, following[element.instance]))
        known = [(bool(found), value) for found, value in pairs if value is not None]
        wrong = sum(found != value for found, value in known)
        return len(known), wrong, len(pairs) - len(known)


def _reference(
    simulation: Simulation,
    states: Mapping[str, bool],
    places: Mapping[tuple[str, int], int],
    inputs: Sequence[bool],
) -> tuple[dict[tuple[str, int], bool | None], dict[str, bool | None]]:
    """Outputs and next states of the netlist without chains; None if they are not known."""
    circuit = simulation.circuit
    simulation.states = [
        (int(states[one.name]), int(not states[one.name])) if one.name in states else (0, 0)
        for one in circuit.registers
    ]
    simulation.evaluate(sum(int(inputs[places[key]]) << i for i, key in enumerate(circuit.inputs)))
    outputs = {key: _known(simulation.value(net)) for key, net in circuit.outputs.items()}
    simulation.tick()
    names = (one.name for one in circuit.registers)
    following = dict(zip(names, map(_known, simulation.states), strict=True))
    return outputs, following


def _known(value: tuple[int, int]) -> bool | None:
    return bool(value[0]) if any(value) else None


def _inversions(chain: Chain) -> list[bool]:
    """Whether a bit is inverted before each element of a chain, and behind the last."""
    found = [False]
    for element in chain.elements:
        found.append(found[-1] ^ element.inverting)
    return found


def _widths(ports: Mapping[str, Any], direction: str, clock: str) -> dict[str, int]:
    return {
        name: len(port["bits"])
        for name, port in ports.items()
        if port["direction"] == direction and name != clock
    }


def _places(widths: Mapping[str, int]) -> dict[tuple[str, int], int]:
    bits = ((name, i) for name, width in widths.items() for i in range(width))
    return {bit: place for place, bit in enumerate(bits)}
