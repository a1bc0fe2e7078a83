"""The driver of the link against a board in Python: each error by its name, and what comes after it."""

import random
import sys
import types
import zlib

import numpy as np
import pytest

from tinynpu.arch.errors import DeviceError
from tinynpu.arch.link import (
    BLOCK_BYTES,
    REPLY,
    REQUEST,
    REQUEST_SYNC,
    SPI_ESCAPE,
    SPI_FILL,
    SPI_FLIP,
    Space,
    Status,
)
from tinynpu.arch.presets import preset
from tinynpu.board.faults import BROKEN_STOP, Faults
from tinynpu.compiler import compile_model
from tinynpu.demo.digits import MODEL
from tinynpu.iss import Simulator
from tinynpu.runtime import open_device
from tinynpu.runtime.board import BoardDevice, BoardMachine
from tinynpu.runtime.image import BOARD_ALIGNMENT, Image
from tinynpu.runtime.link import (
    BusError,
    CommandRefusedError,
    Link,
    MemoryTooSmallError,
    NoAnswerError,
    NoiseError,
    UnpluggedError,
    WrongBitstreamError,
    WrongVersionError,
    encode_request,
    find_reply,
    open_transport,
)
from tinynpu.runtime.link.protocol import encode_reply
from tinynpu.runtime.link.transport import SpiTransport
from tinynpu.testing.board import FakeBoard

BASE = preset("base")


@pytest.fixture
def board():
    return FakeBoard(BASE)


def link_to(board):
    return Link(board.connect, patience=0.0)


@pytest.fixture(scope="module")
def program():
    return compile_model(MODEL.read_bytes(), BASE)


def digits(seed):
    return [np.random.default_rng(seed).integers(-128, 128, (1, 8, 8, 1)).astype(np.int8)]


def test_frames_have_the_fields_of_the_table():
    frame = encode_request(0x12, Space.MEMORY, 0x01020304, data=b"abcdefgh", strobes=3)
    sizes = {field.name: field.size for field in REQUEST}
    assert len(frame) == sum(size or 8 for size in sizes.values())
    assert frame.hex() == "a5011233010403020161626364656667" + "68" + frame[-4:].hex()
    assert zlib.crc32(frame[1:-4]) == int.from_bytes(frame[-4:], "little")
    reply = encode_reply(0x12, Status.OK, b"abcd")
    assert len(reply) == sum(field.size or 4 for field in REPLY)
    found = find_reply(b"\x5a\x01" + reply + b"junk", 0x12, 1)
    assert found is not None
    assert (found.sequence, found.status, found.payload) == (0x12, Status.OK, b"abcd")
    assert find_reply(reply, 0x13, 1) is None
    assert find_reply(reply, 0x12, 2) is None
    assert find_reply(reply[:-1], 0x12, 1) is None


def test_no_damaged_reply_is_found():
    rng = random.Random(3)
    reply = encode_reply(7, Status.OK, rng.randbytes(64))
    for _ in range(3000):
        damaged = bytearray(reply)
        for _ in range(rng.randint(1, 4)):
            damaged[rng.randrange(1, len(damaged))] ^= 1 << rng.randrange(8)
        assert bytes(damaged) == reply or find_reply(damaged, 7, 16) is None


def test_any_bytes_of_memory(board):
    link = link_to(board)
    rng = random.Random(1)
    shadow = bytearray(1 << 12)
    for _ in range(300):
        size = rng.choice((1, 2, 3, 4, 5, BLOCK_BYTES, rng.randint(1, 700)))
        address = rng.randrange(len(shadow) - size)
        if rng.getrandbits(1):
            data = rng.randbytes(size)
            link.write_memory(address, data)
            shadow[address : address + size] = data
        else:
            assert link.read_memory(address, size) == shadow[address : address + size]
    assert board.core.memory[: len(shadow)].tobytes() == shadow
    link.write_memory(5, b"")
    assert link.read_memory(5, 0) == b""


def test_lost_replies_do_nothing_twice(board):
    link = link_to(board)
    rng = random.Random(2)
    board.core.never_ends = True
    board.damage = lambda reply: b"" if rng.random() < 0.15 else reply
    for starts in range(1, 200):
        link.write_register(0x20, 1)
        assert board.core.starts == starts
    assert link.counts.silent > 20


def test_no_answer(board):
    link = link_to(board)
    board.damage = lambda reply: b""
    with pytest.raises(
        NoAnswerError, match="must answer, but nothing came in 5 tries: check power"
    ):
        link.read_registers(0, 1)
    board.damage = lambda reply: reply
    assert link.read_registers(0, 1) == (0x55504E54,)
    assert link.counts.given_up == 1


def test_noise(board):
    link = link_to(board)
    rng = random.Random(4)
    board.damage = lambda reply: rng.randbytes(20)
    with pytest.raises(NoiseError, match="in 20 tries, but only noise came: check cable and baud"):
        link.read_registers(0, 1)
    board.damage = lambda reply: reply
    link.write_memory(0, b"after")
    assert link.read_memory(0, 5) == b"after"


def test_noise_before_and_behind_a_reply(board):
    link = link_to(board)
    board.damage = lambda reply: b"\x5a\x01\x00\x80" + reply + b"\x5a"
    assert link.read_registers(0, 1) == (0x55504E54,)
    assert link.counts.frames == link.counts.requests


def test_unplugged(board):
    link = link_to(board)
    board.plugged = False
    for _ in range(2):
        with pytest.raises(UnpluggedError):
            link.read_registers(0, 1)
    board.plugged = True
    assert link.read_registers(0, 1) == (0x55504E54,)
    with pytest.raises(UnpluggedError, match=r"serial port /dev/ttyNONE must be there and free"):
        open_device("uart:/dev/ttyNONE", BASE)


def test_wrong_version(board):
    board.version = 2
    with pytest.raises(WrongVersionError, match="must speak version 1 of the link, not 2: program"):
        link_to(board)
    board.version = 1
    board.magic = 0x1234
    with pytest.raises(WrongVersionError, match=r"is a tinynpu \(4b4c4e54\), not 00001234"):
        link_to(board)


def test_refused_commands_and_bus_errors(board):
    link = link_to(board)
    board.faulty = range(0x100, 0x104)
    for access in (lambda: link.read_memory(0x100, 4), lambda: link.write_memory(0x100, b"abcd")):
        with pytest.raises(BusError, match="memory of the board must take an access at 0x100, but"):
            access()
    board.damage = lambda reply: encode_reply(reply[2], Status.BAD_COMMAND)
    with pytest.raises(CommandRefusedError, match=r"must know every command .* refuses one at 0x8"):
        link.read_registers(8, 1)
    board.damage = lambda reply: reply
    assert link.read_memory(0x104, 4) == bytes(4)


def test_wrong_bitstream(board):
    with pytest.raises(WrongBitstreamError, match=r"program \(tt, [0-9a-f]{8}\), not base, "):
        BoardMachine(link_to(board), preset("tt"))
    assert BoardMachine(link_to(board)).config == BASE
    board.core.config = BASE.replace(queue_depth=8)
    board.core.power_on()
    with pytest.raises(WrongBitstreamError, match="which is no preset: name it with --config"):
        BoardMachine(link_to(board))
    board.core.set("version", 99)
    with pytest.raises(WrongBitstreamError, match=r"must have instruction set .*, not 99"):
        BoardMachine(link_to(board))
    board.core.set("id", 5)
    with pytest.raises(WrongBitstreamError, match=r"must be a tinynpu .*, not 00000005"):
        BoardMachine(link_to(board))


def test_memory_too_small(program):
    board = FakeBoard(BASE, memory_bytes=4096)
    device = BoardDevice(BoardMachine(link_to(board)))
    with pytest.raises(MemoryTooSmallError, match=r"memory for the program \([0-9,]+ bytes\), but has 4,096"):  # fmt: skip
        device.run(program, digits(1))


def test_only_what_changed_is_sent(board, program):
    device = BoardDevice(BoardMachine(link_to(board)))
    wanted = open_device("iss", BASE)
    image = len(Image(program, alignment=BOARD_ALIGNMENT).memory)
    sent = []
    for seed in range(4):
        board.written.clear()
        found = device.run(program, digits(seed)).outputs[0]
        assert np.array_equal(found, wanted.run(program, digits(seed)).outputs[0])
        sent.append(sum(size for _, size in board.written))
    assert sent[0] == image
    assert set(sent[1:]) == {64 + 12}, "input, and the cleared output of 10 bytes"


def test_a_board_that_was_reset_gets_everything_again(board, program):
    device = BoardDevice(BoardMachine(link_to(board)))
    wanted = open_device("iss", BASE).run(program, digits(1)).outputs[0]
    assert np.array_equal(device.run(program, digits(1)).outputs[0], wanted)
    board.core.power_on()
    board.core.memory[:] = 0
    assert np.array_equal(device.run(program, digits(1)).outputs[0], wanted)


def test_a_reset_while_a_program_runs_is_told(board, program):
    device = BoardDevice(BoardMachine(link_to(board)))
    board.core.never_ends = True
    board.core._start = lambda: None
    with pytest.raises(DeviceError, match="was reset while it ran"):
        device.run(program, digits(1))


def test_a_program_that_does_not_end_is_aborted(board, program):
    device = BoardDevice(BoardMachine(link_to(board), seconds=0.01))
    board.core.never_ends = True
    with pytest.raises(DeviceError, match=r"must end within 0\.01 s on the board"):
        device.run(program, digits(1))
    assert board.core.get("status") == 0
    board.core.never_ends = False
    wanted = open_device("iss", BASE).run(program, digits(1)).outputs[0]
    assert np.array_equal(device.run(program, digits(1)).outputs[0], wanted)


def test_whole_memory_as_a_machine(board, program):
    machine = BoardMachine(link_to(board))
    reference = Simulator(BASE)
    image, wanted = (Image(program, alignment=BOARD_ALIGNMENT) for _ in range(2))
    for seed in range(3):
        for each, run in ((image, machine), (wanted, reference)):
            each.write_inputs(digits(seed))
            run.execute(each.memory, program=each.program, bases=each.bases)
        assert np.array_equal(image.memory, wanted.memory)


def test_errors_of_the_core_are_told_and_cleared(board, program):
    code = bytearray(program.code)
    code[60] = 1  # a reserved bit of START
    broken = type(program)(**{f: getattr(program, f) for f in program.__dataclass_fields__} | {"code": bytes(code)})  # fmt: skip
    device = BoardDevice(BoardMachine(link_to(board)))
    with pytest.raises(DeviceError, match="stopped with ILLEGAL_FIELD at command 0"):
        device.run(broken, digits(1))
    wanted = open_device("iss", BASE).run(program, digits(1)).outputs[0]
    assert np.array_equal(device.run(program, digits(1)).outputs[0], wanted)


def test_faults_at_random(board, program):
    """As `tinynpu bench-link`, without bits: thousands of frames, no result is wrong."""
    faults = Faults(0.003, seed=5)

    def line(data):
        return bytes(symbol for symbol in faults(data) if not symbol & BROKEN_STOP)

    answer, refusal = board._answer, encode_reply(0, Status.BAD_CRC)
    board._answer = lambda frame: answer(frame) if line(frame) == frame else refusal
    board.damage = line
    link = link_to(board)
    device = BoardDevice(BoardMachine(link))
    wanted = open_device("iss", BASE)
    for seed in range(30):
        found = device.run(program, digits(seed)).outputs[0]
        assert np.array_equal(found, wanted.run(program, digits(seed)).outputs[0])
    assert board.core.starts == 30
    assert link.counts.frames > link.counts.requests
    assert set(faults.counts) == {"flipped", "lost", "doubled", "stop"}


class SpiDevice:
    """Stands in for ``spidev.SpiDev``: a board in Python that answers while it is clocked."""

    def __init__(self, board, rng):
        self.board, self.rng = board, rng
        self.frame = bytearray()
        self.answer = bytearray()

    def xfer2(self, values):
        return [self._byte(value) for value in values]

    def _byte(self, value):
        if self.frame or value == REQUEST_SYNC:
            self.frame.append(value)
        size = 13 if len(self.frame) < 5 else 13 + (self.frame[3] & 1) * 4 * (self.frame[4] + 1)
        if len(self.frame) == size:
            self.board.write(bytes(self.frame))
            self.frame.clear()
            for byte in self.board.read(0):
                while self.rng.random() < 0.2:
                    self.answer.append(SPI_FILL)
                special = byte in (SPI_FILL, SPI_ESCAPE)
                self.answer += bytes([SPI_ESCAPE, byte ^ SPI_FLIP] if special else [byte])
            return SPI_FILL
        return self.answer.pop(0) if self.answer else SPI_FILL

    def close(self):
        pass


def test_spi(board, program):
    """Filling is dropped, and bytes that look like it come through."""
    rng = random.Random(6)
    device = SpiDevice(board, rng)
    link = Link(lambda: SpiTransport("/dev/spidev0.0", device=device))
    data = bytes([SPI_FILL, SPI_ESCAPE, SPI_FILL ^ SPI_FLIP, SPI_ESCAPE ^ SPI_FLIP]) * 100
    link.write_memory(1, data)
    assert link.read_memory(1, len(data)) == data
    found = BoardDevice(BoardMachine(link)).run(program, digits(1)).outputs[0]
    assert np.array_equal(found, open_device("iss", BASE).run(program, digits(1)).outputs[0])
    assert link.counts.frames == link.counts.requests


def test_spi_ports(monkeypatch):
    monkeypatch.setitem(sys.modules, "spidev", None)
    with pytest.raises(DeviceError, match=r"SPI needs the package spidev: pip install"):
        SpiTransport("/dev/spidev0.0")

    class Absent:
        def open(self, bus, chip):
            assert (bus, chip) == (3, 1)
            raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setitem(sys.modules, "spidev", types.SimpleNamespace(SpiDev=Absent))
    with pytest.raises(UnpluggedError, match=r"spidev3\.1 must be there and free \(No such"):
        SpiTransport("/dev/spidev3.1")
    with pytest.raises(DeviceError, match=r"must be named /dev/spidevB\.C, not /dev/spi0"):
        SpiTransport("/dev/spi0")


@pytest.mark.parametrize("kind", ["uart:", "spi:", "uart", "usb:/dev/x"])
def test_wrong_links(kind):
    with pytest.raises(DeviceError, match=r"A link must be uart:PORT\[,baud\] or spi:"):
        open_transport(kind)


def test_wrong_numbers():
    with pytest.raises(DeviceError, match="A baud rate must be a number above 0, not fast"):
        open_transport("uart:/dev/ttyUSB0,fast")
    with pytest.raises(DeviceError, match="An SPI clock must be a number above 0, not 0"):
        open_transport("spi:/dev/spidev0.0,0")
