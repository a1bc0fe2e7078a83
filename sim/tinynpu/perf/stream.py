"""Passes of an outer block, at rates that change with what others use of the scratchpad."""

import math

from tinynpu.perf.banks import Banks, Shares
from tinynpu.perf.tile import Block, TileShape

__all__ = ["Stream"]


class Stream:
    """How far the samples and weights of a block have come.

    While a pass streams, the weights of the next one are loaded; a pass begins when both are done.
    As long as the rates hold, all passes take the same time, so that one step may do all of them.

    Parameters
    ----------
    banks
        What others use.
    shape, block
        The TILE, and its block.
    cols, weight_cols
        Columns, and those of them that are read.

    Members
    -------
    passes
        Passes left, that at hand included.
    reads, zeros
        Columns of the next pass that have not been loaded.
    waited
        Cycles that samples waited for a bank.
    """

    def __init__(self, banks: Banks, shape: TileShape, block: Block, cols: int, weight_cols: int):
        self.banks = banks
        self.shape = shape
        self.block = block
        self.passes = shape.passes
        self._columns = float(weight_cols), float(cols - weight_cols)
        self._beside = self.beside(block.weights)
        self.waited = 0.0
        self._begin_pass()
        # The mean of the passes, and the pass of mean samples.
        self._correction = 1.0
        if shape.passes > 1:
            mean = max(self._walk_cycles(1.0), self._load_cycles(float(shape.samples), 1.0))
            self._correction = block.work / (shape.passes - 1) / mean

    def beside(self, shares: Shares) -> float:
        """Part of the samples that are read from where words with these shares lie."""
        words = dict(self.block.samples)
        return sum(share * words.get(bank, 0.0) for bank, share in shares) / self.shape.samples

    def _begin_pass(self):
        self.samples = float(self.shape.samples)
        self.reads, self.zeros = self._columns

    def _walk_cycles(self, free: float | None = None) -> float:
        """Cycles of a pass's samples."""
        cycles = float(self.shape.samples)
        if free is None and self.banks.busy:
            for bank, words in self.block.samples:
                free = self.banks.free_for_samples(bank)
                if free <= 0.0:
                    return math.inf
                cycles += words * (1 / free - 1)
        return cycles

    def _load_cycles(self, walk: float, free: float) -> float:
        """Cycles until the columns left are loaded, if samples go on for ``walk`` cycles."""
        reads = self.reads
        if reads <= 0.0:
            return self.zeros
        first = (1 - self._beside) * free  # columns a cycle while samples are read
        if first > 0.0 and first * walk >= reads:
            return reads / first + self.zeros
        if free <= 0.0 or math.isinf(walk):
            return math.inf
        return walk + (reads - first * walk) / free + self.zeros

    def plan(self) -> float:
        """Cycles to the next event at the rates of now: the last pass's begin, or its end."""
        self._free = self.banks.free_for_weights(self.block.weights)
        self._walk = self._walk_cycles()
        self._left = self.samples * self._walk / self.shape.samples if self.samples else 0.0
        self._late = 0.0
        if self.passes == 1:
            return self._left
        # The first sample swaps the weights: before it has been read, no others are loaded.
        first = self._walk / self.shape.samples - 1
        self._late = first if self.samples >= self.shape.samples else 0.0
        load = self._late + self._load_cycles(self._left, self._free)
        self._current = max(self._left, load)
        fresh = self.samples, self.reads, self.zeros
        self._begin_pass()
        self._each = max(self._walk, first + self._load_cycles(self._walk, self._free))
        self._each *= self._correction
        if fresh == (self.samples, self.reads, self.zeros):
            self._current = self._each
        self.samples, self.reads, self.zeros = fresh
        if self.passes == 2 or math.isinf(self._each):
            return self._current
        return self._current + (self.passes - 2) * self._each

    def advance(self, cycles: float):
        """Let so many cycles pass at the rates of the last `plan`."""
        samples = self.shape.samples
        if self.passes > 1 and cycles >= self._current - 1e-6:
            cycles -= self._current
            whole = 1
            if not math.isinf(self._each):
                whole += min(int((cycles + 1e-6) / self._each), self.passes - 2)
                cycles -= (whole - 1) * self._each
                self.waited += (whole - 1) * (self._walk - samples)
            self.waited += self._left - self.samples
            self.passes -= whole
            self._begin_pass()
            if self.passes == 1:
                return  # it begins in this cycle
            self._left = self._walk
        busy = min(max(cycles, 0.0), self._left)
        walked = 0.0 if math.isinf(self._walk) else busy * samples / self._walk
        self.waited += busy - walked
        self.samples = max(self.samples - walked, 0.0)
        busy = max(busy - self._late, 0.0)
        cycles = max(cycles - self._late, 0.0)
        loaded = ((1 - self._beside) * busy + cycles - busy) * self._free
        if loaded >= self.reads:
            rest = (loaded - self.reads) / self._free if self._free else cycles
            self.zeros = max(self.zeros - rest, 0.0)
            self.reads = 0.0
        else:
            self.reads -= loaded
