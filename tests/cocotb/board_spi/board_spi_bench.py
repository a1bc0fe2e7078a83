"""The whole board with an SPI to the host: at its pins the same requests, and a model."""

import sys
from pathlib import Path

import cocotb
import numpy as np

sys.path.append(str(Path(__file__).parents[1] / "board"))  # also with cocotb's makefiles

from surroundings import BOARD, SpiHost, prepare

from tinynpu.arch.isa import ISA_VERSION, MAGIC
from tinynpu.arch.link import IDENTITY, LINK_MAGIC, SPI_ESCAPE, SPI_FILL, Space, Status
from tinynpu.compiler import compile_model
from tinynpu.cosim.agents import quantity
from tinynpu.demo.digits import MODEL
from tinynpu.runtime import open_device
from tinynpu.runtime.image import Image
from tinynpu.runtime.link import encode_request
from tinynpu.testing.inference import inputs_of

_ICARUS = cocotb.SIM_NAME.startswith("Icarus")


@cocotb.test()
async def answers(dut):
    """Identity, registers and memory; bytes that look like filling come as they are."""
    board, host = await prepare(dut, SpiHost)
    identity = await host.read(Space.IDENTITY, 0, len(IDENTITY))
    wanted = LINK_MAGIC, BOARD.config.hash, BOARD.memory_bytes, BOARD.clock_hz
    assert identity == b"".join(word.to_bytes(4, "little") for word in wanted)
    assert await host.get("id", 3) == (MAGIC, ISA_VERSION, BOARD.config.hash)
    for _ in range(1 if _ICARUS else quantity(10, 200)):
        data = bytes(
            board.random.choice((0, SPI_FILL, SPI_ESCAPE, board.random.getrandbits(8)))
            for _ in range(32)
        )
        await host.write(Space.MEMORY, 128, data)
        assert await host.read(Space.MEMORY, 128, 8) == data


@cocotb.test()
async def broken_off(dut):
    """A frame that breaks off with ``cs_n``, within a byte or between two, is not done."""
    board, host = await prepare(dut, SpiHost)
    data = board.random.randbytes(8)
    await host.write(Space.MEMORY, 0, data)
    frame = encode_request(99, Space.MEMORY, 0, data=bytes(8))
    for length in board.random.sample(range(1, len(frame)), 2 if _ICARUS else quantity(5, 15)):
        await host.manager.select()
        for byte in frame[:length]:
            await host.manager.transfer(byte)
        for _ in range(board.random.randrange(8)):
            await host.manager.bit(board.random.getrandbits(1))
        await host.manager.deselect()
        await board.rest()
        # What the board says of that comes with the next request, which it does not hear meanwhile.
        reply = await host.request(Space.MEMORY, 0, words=2)
        if reply is None or reply.status == Status.INCOMPLETE:
            reply = await host.request(Space.MEMORY, 0, words=2)
        assert reply is not None
        assert (reply.status, reply.payload) == (Status.OK, data)


@cocotb.test(skip=_ICARUS)
async def digits(dut):
    """A model is loaded, run, and read back, byte for byte."""
    board, host = await prepare(dut, SpiHost)
    program = compile_model(MODEL.read_bytes(), BOARD.config)
    image = Image(program, alignment=64)
    inputs = inputs_of(program, 1)
    image.write_inputs(inputs)
    await host.load(image)
    await host.start()
    await board.until(lambda lit: "done" in lit, 2)
    (wanted,) = open_device("golden", BOARD.config).run(program, inputs).outputs
    begin, end = image.range_of(program.outputs[0])
    words = -(-(end - begin) // 4)
    image.memory[begin : begin + 4 * words] = np.frombuffer(
        await host.read(Space.MEMORY, begin, words), image.memory.dtype
    )
    (found,) = image.read_outputs()
    assert np.array_equal(found, wanted)
    assert wanted.any()
