"""The whole board with an SPI to the host: at its pins the same requests, and a model."""

import sys
from pathlib import Path

import cocotb

sys.path.append(str(Path(__file__).parents[1] / "board"))  # also with cocotb's makefiles

from surroundings import Digits, SpiHost, answers, identifies, prepare

from tinynpu.arch.link import SPI_ESCAPE, SPI_FILL, Space, Status
from tinynpu.cosim.agents import quantity
from tinynpu.runtime.link import encode_request

_ICARUS = cocotb.SIM_NAME.startswith("Icarus")


@cocotb.test()
async def requests(dut):
    """Identity, registers and memory; bytes that look like filling come as they are."""
    board, host = await prepare(dut, SpiHost)
    await identifies(host)
    await answers(host)
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
    model = Digits(1)
    image = model.image()
    await host.load(image)
    await host.start()
    await board.until(lambda lit: "done" in lit, 2)
    begin, words = model.output_words(image)
    wanted = model.image_after().memory[begin : begin + 4 * words].tobytes()
    assert await host.read(Space.MEMORY, begin, words) == wanted
