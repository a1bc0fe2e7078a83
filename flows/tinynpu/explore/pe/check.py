"""Processing elements as gates, compared with what they have to compute."""

import dataclasses
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tinynpu.explore.pe.gates import Bits, Gates, to_bits, to_words

__all__ = ["Check", "Contract", "check_gates"]

_PAIRS = 1 << 16
_CYCLES = 24
_EXTREMES = np.array([-(1 << 19), -1, 0, 1, (1 << 19) - 1])


@dataclasses.dataclass(frozen=True, kw_only=True)
class Contract:
    """What an element promises, beside what `tinynpu.core.pe.PE` says.

    Members
    -------
    latency
        Cycles from a sample to the partial sum that its product is added to.
    late
        Cycles that a weight and its load come later.
    offset
        Of a partial sum: it is ``psum_in + weight * sample - offset``.
    rows, cols, diagonal, pairs, fir, psum_width
        See `tinynpu.explore.pe.element.Recipe`.
    """

    latency: int = 1
    late: int = 0
    offset: int = 0
    rows: int = 1
    cols: int = 1
    diagonal: int = 1
    pairs: tuple[int, ...] = ()
    fir: bool = False
    psum_width: int = 20


@dataclasses.dataclass(frozen=True)
class Check:
    """Partial sums and passed samples that were compared, and those that were wrong."""

    compared: int
    wrong: int


def check_gates(
    netlists: Path, liberty: str, contract: Contract, *, seed: int = 1, lanes: int = _PAIRS
) -> Check:
    """Compare gates with the model, in many lanes at once.

    In the first waves each lane has another one of all 65,536 pairs of a weight and a sample; then
    everything is random: loads and swaps, at times both in a cycle, cycles without a sample, extreme sums
    that wrap.

    Parameters
    ----------
    netlists
        Folder with ``element.json``, ``edge.json`` and, with pairs, ``column.json``.
    liberty
        Text of the library.
    contract
        Of the element.
    seed
        Of what is random.
    lanes
        A multiple of 64; all pairs need 65,536.
    """
    return _Bench(netlists, liberty, contract, seed, lanes).run()


@dataclasses.dataclass
class _Cycle:
    """Stimuli of a cycle: [row or column of a block][lane]."""

    samples: NDArray[np.int64]
    weights: NDArray[np.int64]
    load: NDArray[np.bool_]
    valid: NDArray[np.bool_]
    swap: NDArray[np.bool_]
    delay: NDArray[np.bool_]
    psums: NDArray[np.int64]


class _Bench:
    """Gates, and beside them the model: weights as [row][column][lane], with blocks one after the other."""

    def __init__(self, netlists: Path, liberty: str, contract: Contract, seed: int, lanes: int):
        self.contract = contract
        self.random = np.random.default_rng(seed)
        self.lanes = lanes
        self.inputs = contract.rows * contract.diagonal
        self.outputs = contract.cols * contract.diagonal

        def gates(name: str) -> Gates:
            return Gates(netlists / f"{name}.json", name, liberty, lanes, seed=seed)

        self.element = gates("element")
        self.edges = [gates("edge") for _ in range(self.inputs)]
        self.column = gates("column") if contract.pairs else None
        self.pairs = [self.random.permutation(np.arange(lanes) % _PAIRS) for _ in self.edges]
        self.following = np.zeros((self.inputs, self.outputs, lanes), np.int64)
        self.active = np.zeros_like(self.following)
        self.before: list[Bits] | None = None
        self.compared = self.wrong = 0

    def run(self) -> Check:
        contract = self.contract
        # What is on its way: products and valid waves to their sums, loads to late weights.
        nothing = np.zeros((self.outputs, self.lanes), np.int64)
        products, valids = [nothing] * contract.latency, [nothing[0] != 0] * contract.latency
        loads = [nothing != 0] * contract.late
        expected = None
        for number in range(_CYCLES):
            cycle = self._cycle(number)
            products.append(self._product(cycle))
            valids.append(cycle.valid)
            loads.append(cycle.load)
            passed = self._drive(cycle, loads.pop(0))
            self.element.settle()
            if expected is not None:
                self._compare(*expected)
            total = cycle.psums.sum(axis=1) + products.pop(0) - contract.offset
            moved = cycle.valid if number > 1 else np.zeros_like(cycle.valid)
            expected = (total, valids.pop(0), self._passed_on(passed, cycle), moved)
            for gates in (self.element, *self.edges):
                gates.edge()
        return Check(self.compared, self.wrong)

    def _cycle(self, number: int) -> _Cycle:
        """In cycle 0 all load a weight, in cycle 1 all swap and have a sample, then it is as it comes."""
        bytes_ = (self.inputs, self.lanes)
        valid = self._maybe(0.8, self.lanes)
        cycle = _Cycle(
            samples=self.random.integers(-128, 128, bytes_),
            weights=self.random.integers(-128, 128, bytes_),
            load=self._maybe(0.4, self.outputs, self.lanes),
            valid=valid,
            swap=valid & self._maybe(0.4, self.lanes),
            delay=self._maybe(0.5, self.lanes),
            psums=self._sums(),
        )
        if number < 2:
            pairs = np.array([_signed(pair >> 8 * number) for pair in self.pairs])
            cycle.load[:], cycle.valid[:], cycle.swap[:], cycle.delay[:] = not number, number, number, False  # fmt: skip
            (cycle.samples if number else cycle.weights)[:] = pairs
        return cycle

    def _product(self, cycle: _Cycle) -> NDArray[np.int64]:
        """Products of a wave, added up in each column; then the loads."""
        contract = self.contract
        self.active[..., cycle.swap] = self.following[..., cycle.swap]
        blocks = (np.arange(self.inputs) // contract.rows)[:, None]
        beside = blocks == np.arange(self.outputs) // contract.cols
        product = (self.active * beside[..., None] * cycle.samples[:, None]).sum(axis=0)
        self.following = np.where(cycle.load, cycle.weights[:, None], self.following)
        return product

    def _maybe(self, probability: float, *shape: int) -> NDArray[np.bool_]:
        return self.random.random(shape) < probability

    def _sums(self) -> NDArray[np.int64]:
        """Partial sums: [column][their word, second bits of the pairs][lane]."""
        shape = (self.outputs, 2, self.lanes)
        sums = self.random.integers(-(1 << 19), 1 << 19, shape)
        sums = np.where(self._maybe(0.1, *shape), self.random.choice(_EXTREMES, shape), sums)
        sums[:, 1] &= sum(1 << column for column in self.contract.pairs)
        return sums

    def _drive(self, cycle: _Cycle, load: NDArray[np.bool_]) -> list[Bits]:
        """Inputs of the gates; returns the samples as they travel."""
        width = self.contract.psum_width
        samples, weights, psums = [], [], []
        for edge, sample, weight in zip(self.edges, cycle.samples, cycle.weights, strict=True):
            edge.set("sample", to_bits(sample, 8))
            edge.set("weight", to_bits(weight, 8))
            edge.settle()
            samples += edge.get("sample_code")
            weights += edge.get("weight_code")
        for word, seconds in cycle.psums:
            places = to_bits(seconds, width)
            psums += [*to_bits(word, width), *(places[column] for column in self.contract.pairs)]
        self.element.set("activation_in", samples)
        self.element.set("weight", weights)
        self.element.set("psum_in", psums)
        self.element.set("load", [_flag(lanes) for lanes in load])
        for name in ("swap", "valid", "delay"):
            self.element.set(name, [_flag(getattr(cycle, name))])
        return samples

    def _passed_on(self, samples: list[Bits], cycle: _Cycle) -> list[Bits]:
        """Samples for the next column: with ``delay``, those of the wave before."""
        if not self.contract.fir:
            return samples
        valid, delay = _flag(cycle.valid), _flag(cycle.delay)
        before = self.before or samples
        self.before = _mix(valid, samples, before)
        return _mix(delay, before, samples)

    def _compare(self, total, valid, passed, moved):
        width = self.contract.psum_width
        bits = self.element.get("psum_out")
        step = width + len(self.contract.pairs)
        for column, right in enumerate(total):
            words = bits[column * step : (column + 1) * step]
            if self.column is not None:
                self.column.set("psum", words)
                self.column.settle()
                words = self.column.get("total")
            self._count((to_words(words) - right) % (1 << width) != 0, valid)
        found = self.element.get("activation_out")
        differs = np.bitwise_or.reduce([a ^ b for a, b in zip(found, passed, strict=True)])
        self._count(to_words([differs]) != 0, moved)

    def _count(self, differs, where):
        self.compared += int(where.sum())
        self.wrong += int((differs & where).sum())


def _flag(lanes: NDArray[np.bool_]) -> Bits:
    return to_bits(lanes.astype(np.int64), 1)[0]


def _mix(where: Bits, ones: list[Bits], zeros: list[Bits]) -> list[Bits]:
    return [where & one | ~where & zero for one, zero in zip(ones, zeros, strict=True)]


def _signed(words: NDArray[np.int64]) -> NDArray[np.int64]:
    return (words & 0xFF ^ 0x80) - 0x80
