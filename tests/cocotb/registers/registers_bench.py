"""Control registers: every access rule of the register table, in every cycle."""

import cocotb

from tinynpu.arch.registers import REGISTERS
from tinynpu.cosim.agents import Bench, quantity
from tinynpu.verify.blocks import SMALL, find_block

_FIELDS = [(register, field) for register in REGISTERS for field in register.fields]
_WINDOW = 1 << 10


class Model:
    """What the registers hold; a step for each cycle."""

    def __init__(self, bench: Bench):
        self.bench = bench
        self.held = dict.fromkeys(
            [(r.name, f.name) for r, f in _FIELDS if f.access in ("rw", "w1c", "w1s")], 0
        )

    def read(self, address: int, inputs: dict[str, int]) -> int:
        """Word at an address, from the inputs of this cycle."""
        word = 0
        for register, field in _FIELDS:
            if register.offset // 4 != address:
                continue
            if field.value is not None:
                value = field.value(SMALL)
            elif field.access == "ro":
                value = inputs[f"{register.name}_{field.name}"]
            else:
                value = 0 if field.access == "w1s" else self.held[register.name, field.name]
            word |= value << field.lsb
        return word

    def step(self, inputs: dict[str, int]):
        """The rising edge."""
        mask = sum(0xFF << 8 * i for i in range(4) if inputs["bus__write_mask"] >> i & 1)
        for register, field in _FIELDS:
            here = inputs["bus__write"] and inputs["bus__write_address"] == register.offset // 4
            ones = (1 << field.width) - 1
            enable = (mask >> field.lsb & ones) if here else 0
            data = inputs["bus__write_data"] >> field.lsb & enable
            key = register.name, field.name
            if field.access == "rw":
                self.held[key] = (self.held[key] & ~enable) | data
            elif field.access == "w1s":
                self.held[key] = data
            elif field.access == "w1c":
                event = inputs[f"{register.name}_{field.name}"]
                self.held[key] = (self.held[key] & ~data) | event

    def check(self):
        """Compare every output."""
        for register, field in _FIELDS:
            name = f"{register.name}_{field.name}"
            if field.access == "w1c":
                name += "_value"
            elif field.access == "ro":
                continue
            found = self.bench.bits(name)
            wanted = self.held[register.name, field.name]
            assert found == wanted, f"{name} must be {wanted:#x}, not {found:#x}"


def draw_inputs(bench: Bench) -> dict[str, int]:
    """A cycle of random accesses, most of them to registers that exist, and random events."""
    draw = bench.random
    mapped = [register.offset // 4 for register in REGISTERS]

    def address():
        return draw.choice(mapped) if draw.random() < 0.8 else draw.randrange(_WINDOW)

    inputs = {
        "bus__read_address": address(),
        "bus__write": draw.random() < 0.5,
        "bus__write_address": address(),
        "bus__write_data": draw.choice([0, 0xFFFFFFFF, draw.getrandbits(32)]),
        "bus__write_mask": draw.choice([15, draw.getrandbits(4)]),
    }
    for register, field in _FIELDS:
        if field.value is None and field.access in ("ro", "w1c"):
            few = field.access == "w1c" and draw.random() < 0.8
            inputs[f"{register.name}_{field.name}"] = 0 if few else draw.getrandbits(field.width)
    return inputs


@cocotb.test()
async def access_rules(dut):
    """ro, rw by bytes, w1s for one cycle, w1c where the event wins; the rest reads 0.

    What an address reads comes a cycle after it, if it is still there.
    """
    bench = Bench(dut, find_block("registers").make())
    await bench.start()
    model = Model(bench)
    before, wanted = None, 0
    for _ in range(quantity(4000, 130_000)):
        inputs = draw_inputs(bench)
        if before is not None and bench.random.random() < 0.8:
            inputs["bus__read_address"] = before
        for name, value in inputs.items():
            bench.set(name, value)
        await bench.edge()
        address = inputs["bus__read_address"]
        found = bench.bits("bus__read_data")
        if address == before:
            assert found == wanted, f"word {address:#x}: {wanted:#x}, not {found:#x}"
            before = None if bench.random.random() < 0.5 else address
        else:
            before = address
        wanted = model.read(address, inputs)
        model.check()
        model.step(inputs)


@cocotb.test()
async def every_word_of_the_window(dut):
    """All 1,024 words: each register answers at its own offset and nowhere else."""
    bench = Bench(dut, find_block("registers").make())
    await bench.start()
    model = Model(bench)
    quiet = dict.fromkeys(draw_inputs(bench), 0)
    for address in range(_WINDOW):
        bench.set("bus__read_address", address)
        await bench.cycles(2)
        assert bench.bits("bus__read_data") == model.read(address, quiet), hex(4 * address)


@cocotb.test()
async def reset_clears_what_is_held(dut):
    """After a reset every field that can be written is 0."""
    bench = Bench(dut, find_block("registers").make())
    await bench.start()
    for register in REGISTERS:
        bench.set("bus__write", 1)
        bench.set("bus__write_address", register.offset // 4)
        bench.set("bus__write_data", 0xFFFFFFFF)
        bench.set("bus__write_mask", 15)
        await bench.cycles(1)
    bench.set("bus__write", 0)
    await bench.reset()
    Model(bench).check()
