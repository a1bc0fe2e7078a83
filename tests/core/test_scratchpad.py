"""Scratchpad under contention, against an array and the documented precedence."""

import numpy as np
import pytest
from amaranth.sim import Simulator

from tinynpu.arch.config import Config
from tinynpu.core.scratchpad import Scratchpad
from tinynpu.core.shapes import READ_LATENCY

READERS = ("vector_read", "store_read", "sample_read", "weight_read")
WRITERS = ("result_write", "load_write")


@pytest.mark.parametrize("single_port", [False, True])
@pytest.mark.parametrize(("rows", "banks"), [(1, 1), (3, 3), (8, 4)])
def test_contention(single_port, rows, banks):
    config = Config(
        rows=rows, cols=rows, lanes=1, banks=banks, bank_words=16, single_port=single_port
    )
    dut = Scratchpad(config)
    rng = np.random.default_rng((rows, banks, single_port))
    model = [0] * config.scratchpad_words

    async def testbench(ctx):
        pending = [{} for _ in range(READ_LATENCY)]
        for _ in range(400):
            for name, value in pending.pop(0).items():
                assert ctx.get(getattr(dut, name).data) == value, name
            expected = {}
            pending.append({})
            wants = {}
            for name in READERS + WRITERS:
                port = getattr(dut, name)
                wants[name] = bool(rng.integers(3)), int(rng.integers(config.scratchpad_words))
                ctx.set(port.valid, int(wants[name][0]))
                ctx.set(port.address, wants[name][1])
            writes = {}
            for name in WRITERS:
                word = int.from_bytes(rng.bytes(rows), "little")
                mask = int(rng.integers(1 << rows))
                writes[name] = word, mask
                ctx.set(getattr(dut, name).data, word)
                ctx.set(getattr(dut, name).mask, mask)

            def first_in_bank(names, bank, wants=wants):
                for name in names:
                    if wants[name][0] and wants[name][1] // 16 == bank:
                        return name
                return None

            granted = set()
            for bank in range(banks):
                writer = first_in_bank(WRITERS, bank)
                reader = first_in_bank(READERS, bank)
                if writer and single_port:
                    reader = None
                granted |= {writer, reader}
            for name in READERS + WRITERS:
                if wants[name][0]:
                    assert ctx.get(getattr(dut, name).ready) == (name in granted), name
            for name in READERS:
                if name in granted:
                    expected[name] = model[wants[name][1]]
            written = {}
            for name in WRITERS:
                if name in granted:
                    word, mask = writes[name]
                    keep = sum(255 << 8 * r for r in range(rows) if not mask >> r & 1)
                    address = wants[name][1]
                    written[address] = (model[address] & keep) | (word & ~keep)
            for name, value in expected.items():
                if wants[name][1] not in written:  # else undefined: read and written in one cycle
                    pending[-1][name] = value
            for address, word in written.items():
                model[address] = word
            await ctx.tick()

    simulator = Simulator(dut)
    simulator.add_clock(1e-6)
    simulator.add_testbench(testbench)
    simulator.run()
