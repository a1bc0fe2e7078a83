"""Random residual networks: sums that follow one of their branches give the bytes of the golden model."""

import dataclasses

import numpy as np
import pytest

from tinynpu.arch.errors import CompileError
from tinynpu.arch.presets import preset
from tinynpu.compiler import compile_graph
from tinynpu.iss import Simulator
from tinynpu.runtime.device import MachineDevice
from tinynpu.runtime.golden import evaluate
from tinynpu.testing.models import GraphBuilder

SEED = 2026
CHANNELS = (4, 7, 8, 16, 20, 33, 48)


class Residual(GraphBuilder):
    """Layers that keep the size of their input, or halve it."""

    def _padding(self, size, kernel, stride, dilation):
        padding, out = [], []
        for n, k, s in zip(size, kernel, stride, strict=True):
            padding += [(k - 1) // 2, k // 2]
            out.append((n - 1) // s + 1)
        return tuple(padding), out

    def layer(self, x: str, channels: int, stride=(1, 1)) -> str:
        kernel = tuple(int(n) for n in self.rng.choice([1, 3], 2))
        same = self.tensors[x].shape[3] == channels
        if same and not self.rng.integers(4):
            return self.depthwise_conv2d(x, kernel, stride)
        return self.conv2d(x, channels, kernel, stride)

    def block(self, x: str) -> tuple[str, tuple[str, str]]:
        """A sum, or another function of two branches, and the branches."""
        rng = self.rng
        channels, stride = self.tensors[x].shape[3], (1, 1)
        if rng.integers(2):
            channels = int(rng.choice(CHANNELS))
            stride = (1, 1) if rng.integers(3) else (2, 2)
        other = x
        if self.tensors[x].shape[3] != channels or stride != (1, 1) or rng.integers(2):
            other = self.conv2d(x, channels, (1, 1), stride)
        main = self.layer(x, channels, stride)
        for _ in range(rng.integers(3)):
            main = self.layer(main, channels)
        if other != x and rng.integers(2):
            other = self.layer(other, channels)
        branches = (main, other) if rng.integers(2) else (other, main)
        return self.binary(str(rng.choice(["add", "add", "sub", "mul"])), *branches), branches


def check(seed: int) -> bool:
    rng = np.random.default_rng((SEED, seed))
    builder = Residual(rng)
    shape = (1, *(int(n) for n in rng.integers(1, 20, 2)), int(rng.integers(1, 40)))
    x = builder.conv2d(builder.input(shape), int(rng.choice(CHANNELS)), (3, 3))
    outputs = []
    for _ in range(rng.integers(1, 4)):
        x, branches = builder.block(x)
        if not rng.integers(3):
            outputs.append(branches[rng.integers(2)])  # one that does not end with the sum
        if not rng.integers(3):
            x = builder.binary("add", x, branches[0])
    outputs = dict.fromkeys([x, *(y for y in outputs if y not in builder.inputs)])
    graph = builder.graph(*outputs)
    config = preset(str(rng.choice(["compact", "base", "ice40", "compact", "large"])))
    words = int(rng.choice([1024, 2048, 4096, 8192, 16384]))
    config = dataclasses.replace(config, banks=2, bank_words=words // 2)
    try:
        program = compile_graph(graph, config)
    except CompileError as error:
        if "must fit" not in str(error) and "tokens" not in str(error):
            raise
        return False
    inputs = [rng.integers(-128, 128, shape).astype(np.int8)]
    expected = evaluate(graph, inputs)
    found = MachineDevice(Simulator(config)).run(program, inputs).outputs
    for name, values in zip(outputs, found, strict=True):
        assert np.array_equal(values, expected[name]), (config, seed)
    return True


# Among them are some that went wrong when a sum overwrote what the layer before it still read (137),
# and when constants were loaded between the parts of a sum (8).
@pytest.mark.parametrize("first", [0, 120])
def test_residual_networks(first):
    assert sum(check(seed) for seed in range(first, first + 40)) > 30
