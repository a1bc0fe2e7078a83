"""ISS operations against the literal loops of `tinynpu.testing.reference`."""

import numpy as np
import pytest

from tinynpu.arch.config import Config
from tinynpu.arch.isa import Opcode
from tinynpu.iss.state import State
from tinynpu.iss.tile import tile
from tinynpu.iss.vector import table, vector
from tinynpu.testing.reference import Reference, random_commands, random_words

SEED = 5
RUN = {
    Opcode.TILE: tile,
    Opcode.VECTOR: vector,
    Opcode.TABLE: table,
    Opcode.SYNC: lambda state, fields: None,
}


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize(
    ("rows", "cols", "lanes", "width"),
    [(4, 4, 2, 24), (3, 7, 1, 32), (8, 5, 4, 20), (1, 1, 1, 32), (2, 3, 2, 22), (16, 16, 16, 32)],
)
def test_random_commands(rows, cols, lanes, width, seed):
    config = Config(
        rows=rows, cols=cols, lanes=lanes, accumulator_width=width, accumulator_depth=36, banks=2,
        bank_words=2048,
    )  # fmt: skip
    rng = np.random.default_rng((SEED, rows, cols, seed))
    words = random_words(rng, config)
    reference = Reference(config, words)
    state = State(config)
    state.scratchpad[:] = words
    for command in random_commands(rng, config, 3):
        reference.run(command)
        RUN[command.opcode](state, dict(command.values))
        assert (state.scratchpad == reference.words).all(), str(command)
