"""Random states of a circuit, thousands at once: each net is an integer with one bit for each of them."""

import random
from collections.abc import Mapping

from tinynpu.flows.asic.dft.cover import prime_implicants
from tinynpu.flows.asic.equivalence.circuit import Circuit, Net

__all__ = ["MASK", "STATES", "random_word", "simulate"]

STATES = 4096
MASK = (1 << STATES) - 1

_DENSITIES = ((2048, 0), (512, 2), (512, 4), (512, -2), (512, -4))
"""States, and how often a half of the ones is taken away from (or put into, if negative) their bits.

Comparisons and counters seldom end in states of bits that are as often 1 as 0.
"""


def random_word(source: random.Random) -> int:
    """Values of one bit in all states."""
    word, place = 0, 0
    for states, halvings in _DENSITIES:
        bits = source.getrandbits(states)
        for _ in range(abs(halvings)):
            other = source.getrandbits(states)
            bits = bits & other if halvings > 0 else bits | other
        word |= bits << place
        place += states
    return word


def simulate(circuit: Circuit, given: Mapping[Net, int]) -> dict[Net, int]:
    """Words of all nets.

    Parameters
    ----------
    circuit
        Of which.
    given
        Words of inputs and states; what is missing, or is not driven, is 0.
    """
    words: dict[Net, int] = {"0": 0, "1": MASK, **given}
    for gate in circuit.gates:
        inputs = [words.get(net, 0) for net in gate.inputs]
        total = 0
        for care, value in prime_implicants(gate.table):
            term = MASK
            for i, word in enumerate(inputs):
                if care >> i & 1:
                    term &= word if value >> i & 1 else ~word
            total |= term
        words[gate.output] = total
    return words
