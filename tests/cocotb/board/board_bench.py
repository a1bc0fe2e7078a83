"""The whole board at its pins: clock, UART, LEDs, button.

The host's UART is that of cocotbext-uart, at a baud rate of its own; its frames are those of the driver. The
clock is that of `tinynpu.verify.blocks.SLOW_BOARD`, and times are as on any board. Icarus Verilog takes minutes
for a model, so the tests with one are left out there, and the one that waits most.
"""

import itertools

import cocotb
from cocotb.triggers import FallingEdge, Timer, ValueChange
from cocotb.utils import get_sim_time
from surroundings import BIT_NS, BOARD, Board, Digits, Host, answers, identifies, prepare

from tinynpu.arch.isa import COMMAND_BYTES, ErrorCode
from tinynpu.arch.link import Space, Status
from tinynpu.boards.board import LED_NAMES
from tinynpu.boards.top import RESET_CYCLES
from tinynpu.cosim.agents import quantity
from tinynpu.runtime.link import encode_request

_LOOK = 0.02
"""Seconds until a new state of core or button is seen: they are looked at a hundred times a second."""
_ICARUS = cocotb.SIM_NAME.startswith("Icarus")
_HEARTBEAT = frozenset({"heartbeat"})


def rounds(usual: int, slow: int) -> int:
    """As `tinynpu.cosim.agents.quantity`; one on Icarus Verilog."""
    return 1 if _ICARUS else quantity(usual, slow)


@cocotb.test()
async def power_on(dut):
    """Nothing is said or shown but the heartbeat, about once a second, until the host asks.

    The first test, as a simulation has one power-on.
    """
    assert get_sim_time() == 0
    board = Board(dut)
    said = []

    async def listen():
        await FallingEdge(dut.tx)
        said.append(get_sim_time("ms"))

    await Timer(1, "ns")
    assert dut.tx.value == 1
    assert not board.lit()
    listening = cocotb.start_soon(listen())
    watching = cocotb.start_soon(board.watch(1.1))
    changes = []
    for level in (1, 0):
        await ValueChange(dut.led0)
        assert ("heartbeat" in board.lit()) == level
        changes.append(get_sim_time("sec"))
    half = changes[1] - changes[0]
    assert 1 <= 2 * half < 2
    # It counts from the end of the reset on.
    assert abs((changes[0] - half) * BOARD.clock_hz - RESET_CYCLES) < 4
    assert set(await watching) == {frozenset(), _HEARTBEAT}
    assert not said
    listening.cancel()

    host = Host(board)
    await answers(host)
    await identifies(host)
    assert await host.get("status") == (0,)
    assert board.lit() <= _HEARTBEAT


@cocotb.test()
@cocotb.parametrize(error=[-0.038, -0.02, 0.0, 0.02, 0.038])
async def baud_error(dut, error):
    """Within the 3.9 % of `tinynpu.bus.uart.UartReceiver` with 8 cycles a bit every first try is right."""
    board, _ = await prepare(dut)
    host = Host(board, error)
    for _ in range(rounds(3, 100)):
        await answers(host)
        data = board.random.randbytes(16)
        await host.write(Space.MEMORY, 64, data)
        assert await host.read(Space.MEMORY, 64, 4) == data


@cocotb.test(skip=_ICARUS)
@cocotb.parametrize(error=[-0.09, -0.06, 0.05, 0.09])
async def wrong_baud(dut, error):
    """Beyond, what is done or answered is what was asked for, or nothing; then the right rate works.

    Pauses between the bytes, so that bytes with wrong bits come rather than broken stop bits.
    """
    board, host = await prepare(dut)
    wrong = Host(board, error, stop_bits=2)
    data = board.random.randbytes(16)
    await host.write(Space.MEMORY, 0, data)
    silent = 0
    for _ in range(rounds(4, 100)):
        reply = await wrong.request(Space.MEMORY, 0, words=4)
        refused = reply is None or reply.status in (Status.BAD_CRC, Status.INCOMPLETE)
        assert refused or (reply.status, reply.payload) == (Status.OK, data)
        silent += refused
        new = board.random.randbytes(16)
        await wrong.request(Space.MEMORY, 0, data=new)
        await board.rest()
        await answers(host)
        found = await host.read(Space.MEMORY, 0, 4)
        assert found in (data, new)
        data = found
    assert silent


@cocotb.test()
async def half_frames(dut):
    """A request that breaks off is answered as such and not done; the next one is."""
    board, host = await prepare(dut)
    data = board.random.randbytes(8)
    await host.write(Space.MEMORY, 0, data)
    frame = encode_request(99, Space.MEMORY, 0, data=bytes(8))
    for length in board.random.sample(range(1, len(frame)), rounds(4, len(frame) - 1)):
        reply = await host.exchange(frame[:length])
        assert reply is not None
        assert reply.status == Status.INCOMPLETE
        assert await host.read(Space.MEMORY, 0, 2) == data
        # Without a pause the request behind it is lost with it, but not the one after that.
        await host.exchange(frame[:length] + encode_request(98, Space.MEMORY, 0, words=1))
        await board.rest()
        assert await host.read(Space.MEMORY, 0, 2) == data


@cocotb.test()
async def noise(dut):
    """Random edges and a line that is low for long: nothing is done, and the next request is."""
    board, host = await prepare(dut)
    data = board.random.randbytes(16)
    await host.write(Space.MEMORY, 0, data)
    for _ in range(rounds(3, 100)):
        for _ in range(100):
            dut.rx.value = board.random.getrandbits(1)
            await Timer(board.random.randint(1, 2 * BIT_NS), "ns")
        dut.rx.value = 0
        await Timer(board.random.randint(1, 100), "ms")
        await board.rest()
        assert await host.read(Space.MEMORY, 0, 4) == data
        await answers(host)


@cocotb.test(skip=_ICARUS)
async def digits(dut):
    """A model is loaded, run, and read back, byte for byte."""
    board, host = await prepare(dut)
    for seed in range(rounds(1, 10)):
        model = Digits(seed)
        await host.load(model.image())
        await host.start()
        await board.until(lambda lit: "done" in lit, 2)
        after = model.image_after().memory.tobytes()
        assert await host.unload(len(after)) == after


@cocotb.test(skip=_ICARUS)
async def leds(dut):
    """Busy as long as the program runs, then done; error after an illegal program; flicker."""
    board, host = await prepare(dut)
    image = Digits(1).image()
    await host.load(image)
    for _ in range(2):
        starting = cocotb.start_soon(host.start())
        begin = await board.until(lambda lit: lit - _HEARTBEAT == {"busy"}, 1)
        await starting
        end = await board.until(lambda lit: lit - _HEARTBEAT == {"done"}, 2)
        (cycles,) = await host.get("cycles")
        assert abs(end - begin - cycles / BOARD.clock_hz) < _LOOK
        assert {lit - _HEARTBEAT for lit in await board.watch(0.2)} == {frozenset({"done"})}

    # The second command is none.
    await host.write(Space.MEMORY, image.program + COMMAND_BYTES, b"\xff" * 4)
    await host.start()
    await board.until(lambda lit: lit - _HEARTBEAT == {"error"}, 1)
    assert await host.get("error") == (ErrorCode.ILLEGAL_FIELD | 1 << 16,)
    assert {lit - _HEARTBEAT for lit in await board.watch(0.2)} == {frozenset({"error"})}
    await host.reset()
    await board.until(lambda lit: lit <= _HEARTBEAT, _LOOK)

    watching = cocotb.start_soon(board.watch(1))
    while not watching.done():
        await answers(host)
    levels = ["heartbeat" in lit for lit in watching.result()]
    assert sum(a != b for a, b in itertools.pairwise(levels)) > 6


@cocotb.test(skip=_ICARUS)
async def button(dut):
    """A press stops the program, and while it lasts all LEDs blink; the next run is right."""
    board, host = await prepare(dut)
    for seed in range(rounds(1, 10)):
        model = Digits(seed)
        image = model.image()
        await host.load(image)
        await host.start()
        await board.until(lambda lit: "busy" in lit, _LOOK)
        await Timer(board.random.randint(1, 10_000), "us")
        board.press(True)
        await Timer(_LOOK, "sec")
        assert set(await board.watch(0.5)) == {frozenset(), frozenset(LED_NAMES)}
        assert await host.get("status") == (0,)
        board.press(False)
        await Timer(_LOOK, "sec")
        assert all(lit <= _HEARTBEAT for lit in await board.watch(0.5))
        begin, words = model.output_words(image)
        assert not any(await host.read(Space.MEMORY, begin, words))
        await host.start()
        await board.until(lambda lit: "done" in lit, 2)
        wanted = model.image_after().memory[begin : begin + 4 * words].tobytes()
        assert await host.read(Space.MEMORY, begin, words) == wanted
