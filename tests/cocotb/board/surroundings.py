"""What is around a board: its clock, a finger on the button, eyes on the LEDs, a host at the UART."""

import os
import random
from collections.abc import Callable

import cocotb
from cocotb.clock import Clock
from cocotb.triggers import Timer
from cocotb.utils import get_sim_time
from cocotbext.uart import UartSink, UartSource

from tinynpu.arch.link import BLOCK_BYTES, Space, Status
from tinynpu.arch.registers import register
from tinynpu.boards.board import LED_NAMES
from tinynpu.boards.tinytapeout import TT_CLASSIC
from tinynpu.runtime.image import Image
from tinynpu.runtime.link import Reply, encode_request, find_reply
from tinynpu.runtime.link.protocol import reply_bytes
from tinynpu.verify.blocks import SLOW_BOARD

__all__ = ["BIT_NS", "BOARD", "Board", "Host", "prepare"]

BOARD = SLOW_BOARD
if os.environ.get("TINYNPU_BOARD") == "as built":
    BOARD = SLOW_BOARD.replace(config=TT_CLASSIC.config, memory_bytes=TT_CLASSIC.memory_bytes)

_CYCLE_NS = 10**9 // BOARD.clock_hz
BIT_NS = 10**9 // BOARD.baud
_PAUSE_NS = 10**9 // 8
"""Longer than a pause that ends a frame, 1/16 s rounded up to a power of two, and the reply to that."""
_START, _RESET = (1 << field.lsb for field in register("control").fields)


class Board:
    """A board whose clock runs, seen and touched at its pins.

    Parameters
    ----------
    dut
        Its top.

    Members
    -------
    random
        Random numbers from cocotb's seed.
    """

    def __init__(self, dut):
        self.dut = dut
        self.random = random.Random(cocotb.RANDOM_SEED)
        dut.rx.value = 1
        self.press(False)
        cocotb.start_soon(Clock(dut.clk, _CYCLE_NS, "ns").start())

    def press(self, pressed: bool):
        """Press or release the button."""
        assert BOARD.button is not None
        self.dut.button.value = int(pressed ^ BOARD.button.inverted)

    def lit(self) -> frozenset[str]:
        """Names of the LEDs that are on."""
        return frozenset(
            LED_NAMES[number]
            for number, pin in BOARD.leds.items()
            if int(getattr(self.dut, f"led{number}").value) ^ pin.inverted
        )

    async def watch(self, seconds: float) -> list[frozenset[str]]:
        """What the LEDs show, a thousand times a second."""
        seen = []
        for _ in range(round(1000 * seconds)):
            await Timer(1, "ms")
            seen.append(self.lit())
        return seen

    async def until(self, condition: Callable[[frozenset[str]], bool], seconds: float) -> float:
        """Wait, at most so long, until the LEDs are as they should be; the time, in seconds."""
        for _ in range(round(1000 * seconds)):
            if condition(self.lit()):
                return get_sim_time("sec")
            await Timer(1, "ms")
        raise AssertionError(f"the LEDs must change within {seconds} s: {sorted(self.lit())}")

    async def rest(self):
        """Let the line rest until the board has ended whatever it took for a frame."""
        self.dut.rx.value = 1
        await Timer(_PAUSE_NS, "ns")


class Host:
    """A computer at the board's UART. Each request is sent once.

    The UART of cocotbext-uart does not look at stop bits, so it is the CRC of a frame that tells a wrong byte; and
    it keeps its baud rate, so there is one host for each.

    Parameters
    ----------
    board
        Board.
    error
        By which part the host's baud rate is too high, in both directions.
    stop_bits
        That it sends.
    """

    def __init__(self, board: Board, error: float = 0.0, stop_bits: int = 1):
        baud = round(BOARD.baud * (1 + error))
        self.board = board
        self.source = UartSource(board.dut.rx, baud, stop_bits=stop_bits)
        self.sink = UartSink(board.dut.tx, baud)
        self.sequence = 0

    async def exchange(self, data: bytes, words: int = 0) -> Reply | None:
        """Send bytes, at any moment of the board's clock.

        Returns
        -------
        Reply or None
            The reply to the last request, which has so many words; None if there was none.
        """
        await Timer(self.board.random.randrange(1, BIT_NS), "ns")
        self.sink.clear()
        self.source.write_nowait(data)
        received = bytearray()
        line_ns = 12 * BIT_NS * (len(data) + reply_bytes(words))
        end = get_sim_time("ns") + line_ns + _PAUSE_NS
        while get_sim_time("ns") < end:
            await Timer(10 * BIT_NS, "ns")
            received += self.sink.read_nowait()
            if reply := find_reply(received, self.sequence, words):
                return reply
        return None

    async def request(self, space: Space, address: int, **what) -> Reply | None:
        """Send a request; see `tinynpu.runtime.link.encode_request`."""
        self.sequence = (self.sequence + 1) % 256
        frame = encode_request(self.sequence, space, address, **what)
        return await self.exchange(frame, what.get("words", 0))

    async def read(self, space: Space, address: int, words: int) -> bytes:
        """Words within a block."""
        reply = await self.request(space, address, words=words)
        assert reply is not None, "no answer"
        assert reply.status == Status.OK
        return reply.payload

    async def write(self, space: Space, address: int, data: bytes):
        """Write words within a block."""
        reply = await self.request(space, address, data=data)
        assert reply is not None, "no answer"
        assert reply.status == Status.OK

    async def get(self, name: str, count: int = 1) -> tuple[int, ...]:
        """Values of so many registers from this one on."""
        data = await self.read(Space.REGISTERS, register(name).offset, count)
        return tuple(int.from_bytes(data[i : i + 4], "little") for i in range(0, 4 * count, 4))

    async def set(self, name: str, value: int):
        """Write a register."""
        await self.write(Space.REGISTERS, register(name).offset, value.to_bytes(4, "little"))

    async def load(self, image: Image):
        """Write the whole image, and tell the core where its parts are."""
        data = image.memory.tobytes()
        for begin in range(0, len(data), BLOCK_BYTES):
            await self.write(Space.MEMORY, begin, data[begin : begin + BLOCK_BYTES])
        await self.set("program", image.program)
        for i, base in enumerate(image.bases):
            await self.set(f"base{i}", base)

    async def unload(self, size: int) -> bytes:
        """The first bytes of the memory; their number is a multiple of 4."""
        data = b""
        while len(data) < size:
            words = min(BLOCK_BYTES, size - len(data)) // 4
            data += await self.read(Space.MEMORY, len(data), words)
        return data

    async def start(self):
        """Start the program."""
        await self.set("control", _START)

    async def reset(self):
        """Reset the core."""
        await self.set("control", _RESET)


async def prepare(dut) -> tuple[Board, Host]:
    """A board that is on for a while, with its core at rest, and a host."""
    board = Board(dut)
    host = Host(board)
    await board.rest()  # also longer than the reset
    # A read first, as the driver does it: the next write then is none that the board has done.
    await host.get("id")
    await host.reset()
    return board, host
