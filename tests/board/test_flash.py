"""Constants in the flash of a board: the whole simulated system, its UART and its flash at the pins."""

import json

import numpy as np
import pytest
from typer.testing import CliRunner

from tinynpu.arch.errors import DeviceError
from tinynpu.board import BoardSimulator, SimulatedBoard
from tinynpu.boards.up5k import UP5K_CONFIG
from tinynpu.cli.main import app
from tinynpu.compiler import compile_model, read_model
from tinynpu.demo.digits import MODEL
from tinynpu.models import find_model
from tinynpu.runtime import open_device
from tinynpu.runtime.flash import FLASH_OFFSET, HEADER_BYTES, constants_in_flash, flash_image
from tinynpu.runtime.image import BOARD_ALIGNMENT, Image
from tinynpu.runtime.link import BusError, MemoryTooSmallError, WrongFlashError
from tinynpu.testing.inference import equal_to_golden, inputs_of
from tinynpu.testing.models_dir import NO_MODELS, models_dir

BAUD = 921600
WINDOW = 1 << 24


@pytest.fixture(scope="module")
def program():
    return compile_model(MODEL.read_bytes(), UP5K_CONFIG)


def board_with(image: bytes) -> SimulatedBoard:
    return SimulatedBoard(
        BoardSimulator(UP5K_CONFIG, flash=b"\xff" * FLASH_OFFSET + image, baud=BAUD)
    )


def open_small(board, program):
    """Device whose memory holds everything but the constants."""
    device = open_device(f"uart:{board.path},{BAUD}", None)
    room = len(Image(program, alignment=BOARD_ALIGNMENT, constants_at=0).memory)
    assert room < len(Image(program, alignment=BOARD_ALIGNMENT).memory)
    device.machine.port.identity["memory_bytes"] = room
    return device


def test_constants_in_the_flash(program):
    with board_with(flash_image(program)) as board:
        device = open_small(board, program)
        for seed in range(3):
            equal_to_golden(device, program, seed)
        port = device.machine.port
        assert port.counts.bytes_written < len(program.code) + len(program.constants)
        assert board.simulator.flash_reads > HEADER_BYTES // 4
        assert board.simulator.flash_faults == 0
        # With room for them, they lie in the memory.
        port.identity["memory_bytes"] = 65536
        whole = open_device(f"uart:{board.path},{BAUD}", UP5K_CONFIG)
        before = board.simulator.flash_reads
        equal_to_golden(whole, program, 7)
        assert board.simulator.flash_reads == before


def test_the_host_reads_the_flash():
    content = np.random.default_rng(1).integers(0, 256, 3000).astype(np.uint8).tobytes()
    with board_with(content) as board:
        port = open_device(f"uart:{board.path},{BAUD}", None).machine.port
        begin = WINDOW + FLASH_OFFSET
        assert port.read_memory(begin, len(content)) == content
        assert port.read_memory(begin + 1001, 3) == content[1001:1004]
        assert port.read_memory(begin - 4, 4) == b"\xff" * 4
        port.write_memory(64, content[:1000])
        assert port.read_memory(64, 1000) == content[:1000]
        for address in (begin, 65536, 2 * WINDOW):
            with pytest.raises(BusError):
                port.write_memory(address, bytes(4))
        for address in (65536, WINDOW - 4, 2 * WINDOW, 3 * WINDOW):
            with pytest.raises(BusError):
                port.read_memory(address, 4)
        assert port.read_memory(64, 1000) == content[:1000]
        assert board.simulator.flash_faults == 0


def test_wrong_flash(program):
    other = flash_image(program)
    other = other[:16] + bytes([other[16] ^ 1]) + other[17:]
    for image, what in ((other, "those of another program"), (b"", "something else")):
        with board_with(image) as board:
            device = open_small(board, program)
            with pytest.raises(WrongFlashError, match=f"but holds {what}: write them with"):
                device.run(program, inputs_of(program, 0))


def test_no_flash(program):
    """A board without a flash says that its memory is too small, and so does one with too little of it."""

    class Port:
        name = "a board"
        flash_base = None

        def read_memory(self, address, size):
            raise BusError("beyond the memory")

    port = Port()
    assert constants_in_flash(port, program) is None
    port.flash_base = WINDOW
    assert constants_in_flash(port, program) is None
    with board_with(flash_image(program)) as board:
        device = open_small(board, program)
        device.machine.port.identity["memory_bytes"] = 64
        with pytest.raises(MemoryTooSmallError, match="but has 64"):
            device.run(program, inputs_of(program, 0))


def test_images(program):
    image = flash_image(program)
    assert image.startswith(b"TNPUFLSH")
    assert len(image) % 16 == 0
    assert image[HEADER_BYTES:].startswith(program.constants)
    assert flash_image(program) == image
    with pytest.raises(DeviceError, match=r"at most 15,728,576 bytes, not 16,777,216"):
        flash_image(type(program)(**{**vars(program), "constants": bytes(1 << 24)}))


def call(*arguments):
    return CliRunner().invoke(app, [*map(str, arguments)])


def test_flash_command(tmp_path, program):
    image = tmp_path / "image.bin"
    result = call("flash", MODEL, "--board", "icebreaker", "-o", image, "--json")
    assert result.exit_code == 0, result.output
    values = json.loads(result.stdout)
    assert image.read_bytes() == flash_image(program)
    wanted = f"openFPGALoader -b ice40_generic -f -o 1048576 {image}"
    assert (values["command"], values["offset"]) == (wanted, FLASH_OFFSET)
    result = call("flash", MODEL, "-o", image)
    assert wanted in result.stderr.replace("\n", "")
    result = call("flash", MODEL, "--board", "ulx3s-25f", "-o", image)
    assert result.exit_code == 2
    assert "A board must have a flash for constants; ulx3s-25f has none." in result.stderr
    result = call("board-sim", "--flash", tmp_path / "none.bin")
    assert result.exit_code == 1
    assert "must be readable" in result.stderr


@pytest.mark.slow
@pytest.mark.skipif(models_dir() is None, reason=NO_MODELS)
def test_resnet8():
    """At least 13 MAC in a cycle, its constants in the flash."""
    program = compile_model(read_model(find_model("resnet8")), UP5K_CONFIG)
    with board_with(flash_image(program)) as board:
        device = open_device(f"uart:{board.path},{BAUD}", None)
        found = device.run(program, inputs_of(program, 3))
        wanted = open_device("golden", None).run(program, inputs_of(program, 3)).outputs
        assert np.array_equal(found.outputs[0], wanted[0])
        assert program.macs / found.result.counters["cycles"] >= 13
        assert board.simulator.flash_faults == 0
