"""A test through scan chains, from what a circuit does without them: states and inputs of some of its cycles."""

import dataclasses
from collections.abc import Mapping, Sequence

import numpy as np

from tinynpu.flows.asic.dft.circuit import Circuit
from tinynpu.flows.asic.dft.parallel import Stimulus
from tinynpu.flows.asic.dft.simulation import Simulation
from tinynpu.flows.asic.dft.stitch import SCAN_ENABLE, SCAN_IN, SCAN_OUT, Chain

__all__ = ["Load", "random_loads", "sample_loads", "scan_stimulus"]


@dataclasses.dataclass(frozen=True, eq=False)
class Load:
    """What is in the registers by instance, and at the inputs, in a cycle that is captured.

    Members
    -------
    inputs
        bool, in the order of the circuit.
    """

    states: Mapping[str, bool]
    inputs: np.ndarray


def sample_loads(circuit: Circuit, stimulus: Stimulus, count: int) -> list[Load]:
    """States that a circuit with chains comes to without them, and the inputs there.

    Parameters
    ----------
    circuit
        With chains.
    stimulus
        Inputs from power-up on, with the enable of the chains at 0.
    count
        How many cycles are taken, at equal distances among those in which all registers are known.
    """
    simulation = Simulation(circuit)
    names = [one.name for one in circuit.registers]
    known: list[tuple[int, list[bool]]] = []
    for cycle, word in enumerate(stimulus.words()):
        if all(one or zero for one, zero in simulation.states):
            known.append((cycle, [bool(one) for one, _ in simulation.states]))
        simulation.evaluate(word)
        simulation.tick()
    chosen = np.unique(np.linspace(0, len(known) - 1, count).astype(int)) if known else ()
    return [
        Load(dict(zip(names, known[i][1], strict=True)), stimulus.inputs[known[i][0]])
        for i in chosen
    ]


def random_loads(circuit: Circuit, count: int, rng: np.random.Generator) -> list[Load]:
    """Random states and inputs."""
    names = [one.name for one in circuit.registers]
    return [
        Load(
            dict(zip(names, rng.integers(2, size=len(names)).astype(bool).tolist(), strict=True)),
            rng.integers(2, size=len(circuit.inputs)).astype(bool),
        )
        for _ in range(count)
    ]


def scan_stimulus(circuit: Circuit, chains: Sequence[Chain], loads: Sequence[Load]) -> Stimulus:
    """Inputs of the whole test: ``00110011…`` through the chains, then loads, with a capture behind each.

    What a capture leaves comes out while the next load goes in. The outputs of the chains are watched in
    all cycles, the others where the clock captures.

    Parameters
    ----------
    circuit
        With chains.
    chains
        Its chains.
    loads
        What is loaded; the inputs stay while it is.
    """
    places = {key: i for i, key in enumerate(circuit.inputs)}
    length = max(len(chain.elements) for chain in chains)
    rows = [_shift(places, chains, 2 * length)]
    for load in loads:
        shift = _shift(places, chains, length, load)
        capture = load.inputs.copy()[None]
        capture[0, places[SCAN_ENABLE, 0]] = False
        rows += [shift, capture]
    rows.append(_shift(places, chains, length))
    inputs = np.concatenate(rows)
    watched = np.zeros((len(inputs), len(circuit.outputs)), bool)
    captures = ~inputs[:, places[SCAN_ENABLE, 0]]
    for i, (port, _) in enumerate(circuit.outputs):
        watched[:, i] = captures if port != SCAN_OUT else True
    return Stimulus(inputs, watched)


def _shift(
    places: Mapping[tuple[str, int], int],
    chains: Sequence[Chain],
    cycles: int,
    load: Load | None = None,
) -> np.ndarray:
    """Inputs that shift a load into the chains, or a pattern."""
    inputs = np.zeros((cycles, len(places)), bool)
    if load is not None:
        inputs[:] = load.inputs
    inputs[:, places[SCAN_ENABLE, 0]] = True
    for number, chain in enumerate(chains):
        bits = np.arange(cycles) // 2 % 2 == 1
        if load is not None:
            inverted = False
            for i, element in enumerate(chain.elements):
                # The bit that stays in the first element is the last one.
                state = load.states[element.instance]
                bits[cycles - 1 - i] = state ^ inverted ^ element.data_inverted
                inverted ^= element.inverting
        inputs[:, places[SCAN_IN, number]] = bits
    return inputs
