"""Processing element: psum_out = psum_in + weight * activation_in, a multiplier later."""

import cocotb

from tinynpu.core.multiplier import Multiplier
from tinynpu.cosim.agents import Bench, quantity
from tinynpu.verify.blocks import find_block

_EDGES = (-128, -127, -1, 0, 1, 2, 127)


class Model:
    """What the registers of a PE hold."""

    def __init__(self):
        self.following = self.active = self.previous = 0
        self.products = [0] * Multiplier.LATENCY

    def step(self, inputs: dict[str, int]) -> tuple[int, int]:
        """Inputs of a cycle to the ``psum_out`` and ``activation_out`` of the next one."""
        weight = self.following if inputs["swap"] else self.active
        self.products.append(weight * inputs["activation_in"])
        psum = inputs["psum_in"] + self.products.pop(0)
        activation = self.previous if inputs["delay"] else inputs["activation_in"]
        self.active = weight
        if inputs["load"]:
            self.following = inputs["weight"]
        if inputs["valid"]:
            self.previous = inputs["activation_in"]
        return (psum + (1 << 17)) % (1 << 18) - (1 << 17), activation


async def compare(bench: Bench, samples):
    """Apply the inputs of each cycle and compare every output with the model."""
    model = Model()
    expected = None
    for name in ("swap", "load", "valid"):
        bench.set(name, 1)  # nothing has a reset: it takes weights and samples that are 0
    await bench.cycles(2 + Multiplier.LATENCY)
    for inputs in samples:
        for name, value in inputs.items():
            bench.set(name, value)
        await bench.edge()
        if expected is not None:
            assert (bench.get("psum_out"), bench.get("activation_out")) == expected
        expected = model.step(inputs)
    await bench.edge()
    assert (bench.get("psum_out"), bench.get("activation_out")) == expected


def inputs_of(bench: Bench, **fixed: int) -> dict[str, int]:
    """Random inputs of a cycle."""
    draw = bench.random

    def byte():
        return draw.choice(_EDGES) if draw.random() < 0.3 else draw.randrange(-128, 128)

    return {
        "activation_in": byte(),
        "weight": byte(),
        "psum_in": draw.randrange(-(1 << 17), 1 << 17),
        "valid": draw.getrandbits(1),
        "delay": draw.getrandbits(1),
        "swap": draw.random() < 0.2,
        "load": draw.random() < 0.2,
        **fixed,
    }


@cocotb.test()
async def every_product_of_the_edges(dut):
    """All pairs of the extreme operands: signs and the largest magnitudes."""
    bench = Bench(dut, find_block("pe").make())
    await bench.start()
    samples = []
    for weight in _EDGES:
        samples.append(inputs_of(bench, weight=weight, load=1))
        samples += [
            inputs_of(bench, activation_in=activation, psum_in=0, load=0, swap=int(i == 0))
            for i, activation in enumerate(_EDGES)
        ]
    await compare(bench, samples)


@cocotb.test()
async def random_cycles(dut):
    """Every control at random, so that loads, swaps and delayed samples meet in each way."""
    bench = Bench(dut, find_block("pe").make())
    await bench.start()
    await compare(bench, [inputs_of(bench) for _ in range(quantity(3000, 100_000))])
