"""What is around a board: its clock, a finger on the button, eyes on the LEDs, a host at its link."""

import os
import random
from collections.abc import Callable
from typing import Any

import cocotb
import numpy as np
from cocotb.clock import Clock
from cocotb.triggers import Timer
from cocotb.utils import get_sim_time
from cocotbext.uart import UartSink, UartSource

from tinynpu.arch.isa import ISA_VERSION, MAGIC
from tinynpu.arch.link import BLOCK_BYTES, IDENTITY, LINK_MAGIC, Space, Status
from tinynpu.arch.registers import register
from tinynpu.boards.board import LED_NAMES
from tinynpu.boards.tinytapeout import TT_CLASSIC
from tinynpu.compiler import compile_model
from tinynpu.cosim.spi import SpiManager
from tinynpu.demo.digits import MODEL
from tinynpu.iss import Simulator as Iss
from tinynpu.runtime import open_device
from tinynpu.runtime.image import BOARD_ALIGNMENT, Image
from tinynpu.runtime.link import Reply, encode_request, find_reply
from tinynpu.runtime.link.protocol import reply_bytes
from tinynpu.testing.inference import inputs_of
from tinynpu.verify.blocks import SLOW_BOARD

__all__ = [
    "BIT_NS",
    "BOARD",
    "Board",
    "Digits",
    "Host",
    "SpiHost",
    "answers",
    "identifies",
    "prepare",
]

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
        self.rest_level()
        self.press(False)
        cocotb.start_soon(Clock(dut.clk, _CYCLE_NS, "ns").start())

    def rest_level(self):
        """Let the pins of the link rest."""
        if hasattr(self.dut, "rx"):
            self.dut.rx.value = 1
        else:
            self.dut.sck.value, self.dut.cs_n.value, self.dut.mosi.value = 0, 1, 0

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
        self.rest_level()
        await Timer(_PAUSE_NS, "ns")


class Requests:
    """What a computer asks a board; each request is sent once.

    Parameters
    ----------
    board
        Board.
    """

    def __init__(self, board: Board):
        self.board = board
        self.sequence = 0

    async def exchange(self, data: bytes, words: int = 0) -> Reply | None:
        """Send bytes, at any moment of the board's clock.

        Returns
        -------
        Reply or None
            The reply to the last request, which has so many words; None if there was none.
        """
        raise NotImplementedError

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


class Host(Requests):
    """A computer at the board's UART.

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
        super().__init__(board)
        baud = round(BOARD.baud * (1 + error))
        self.source = UartSource(board.dut.rx, baud, stop_bits=stop_bits)
        self.sink = UartSink(board.dut.tx, baud)

    async def exchange(self, data: bytes, words: int = 0) -> Reply | None:
        """See `Requests.exchange`."""
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


class SpiHost(Requests):
    """A computer at the board's SPI; it clocks out zeros until the reply is there."""

    def __init__(self, board: Board):
        super().__init__(board)
        self.received = bytearray()
        self.manager = SpiManager(board.dut, board.random, self.received.append, 1000 * _CYCLE_NS)

    async def exchange(self, data: bytes, words: int = 0) -> Reply | None:
        """See `Requests.exchange`."""
        await Timer(self.board.random.randrange(1, BIT_NS), "ns")
        self.received.clear()
        await self.manager.select()
        for byte in data:
            await self.manager.transfer(byte)
        # At most as many again for what must be escaped, and what the board needs to answer.
        reply = None
        for _ in range(2 * reply_bytes(words) + 64):
            if reply := find_reply(self.received, self.sequence, words):
                break
            await self.manager.transfer(0)
        await self.manager.deselect()
        return reply


class Digits:
    """The digits model, compiled for the board, with random pixels."""

    def __init__(self, seed: int):
        self.program = compile_model(MODEL.read_bytes(), BOARD.config)
        self.inputs = inputs_of(self.program, seed)

    def image(self) -> Image:
        """Memory before the run."""
        image = Image(self.program, alignment=BOARD_ALIGNMENT)
        image.write_inputs(self.inputs)
        return image

    def image_after(self) -> Image:
        """Memory after the run, by the instruction-set simulator; its outputs equal golden."""
        image = self.image()
        Iss(BOARD.config).execute(image.memory, program=image.program, bases=image.bases)
        (wanted,) = open_device("golden", BOARD.config).run(self.program, self.inputs).outputs
        assert np.array_equal(image.read_outputs()[0], wanted)
        assert wanted.any()
        return image

    def output_words(self, image: Image) -> tuple[int, int]:
        """Where its output is: address, and how many words."""
        begin, end = image.range_of(self.program.outputs[0])
        return begin, -(-(end - begin) // 4)


async def answers(host: Requests):
    """The board's core says what it is."""
    assert await host.get("id", 3) == (MAGIC, ISA_VERSION, BOARD.config.hash)


async def identifies(host: Requests):
    """The board says what it is."""
    identity = await host.read(Space.IDENTITY, 0, len(IDENTITY))
    wanted = LINK_MAGIC, BOARD.config.hash, BOARD.memory_bytes, BOARD.clock_hz
    assert identity == b"".join(word.to_bytes(4, "little") for word in wanted)


async def prepare(dut, kind: type[Requests] = Host) -> tuple[Board, Any]:
    """A board that is on for a while, with its core at rest, and a host of this kind."""
    board = Board(dut)
    host = kind(board)
    await board.rest()  # also longer than the reset
    # A read first, as the driver does it: the next write then is none that the board has done.
    await host.get("id")
    await host.reset()
    return board, host
