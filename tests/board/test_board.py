"""A whole board on Verilator, through the pins of its UART and a pseudo-terminal: the driver of a real cable."""

import json
import time

import numpy as np
import pytest
from typer.testing import CliRunner

from tinynpu.arch.presets import preset
from tinynpu.bench.link import measure_link
from tinynpu.board import BoardSimulator, SimulatedBoard
from tinynpu.boards.up5k import UP5K_CONFIG, UP5K_MEMORY_BYTES
from tinynpu.cli.main import app
from tinynpu.compiler import compile_model
from tinynpu.demo.digits import MODEL
from tinynpu.models import find_model
from tinynpu.runtime import board_config, open_device
from tinynpu.runtime.board import BoardDevice, BoardMachine
from tinynpu.runtime.image import BOARD_ALIGNMENT, Image
from tinynpu.runtime.link import Link, MemoryTooSmallError, UnpluggedError, WrongBitstreamError
from tinynpu.runtime.link.transport import SerialTransport
from tinynpu.testing.inference import equal_to_golden, inputs_of
from tinynpu.testing.models_dir import NO_MODELS, models_dir

TT = preset("tt")
DONE, ERROR = 4, 8


@pytest.fixture(scope="module")
def program():
    return compile_model(MODEL.read_bytes(), TT)


@pytest.fixture
def board():
    with SimulatedBoard(BoardSimulator(TT)) as board:
        yield board


def shown(board, bit):
    """Whether an LED is on before long."""
    for _ in range(200):
        if board.leds & bit:
            return True
        time.sleep(0.02)
    return False


def test_digits(board, program):
    device = open_device(f"uart:{board.path},115200", TT)
    for seed in range(5):
        result = equal_to_golden(device, program, seed).result
    rtl = open_device("rtl", TT)
    cycles = rtl.run(program, inputs_of(program, 4)).result.counters["cycles"]
    # Its memory answers sooner than that of the simulator.
    assert 0 < result.counters["cycles"] <= cycles
    counts = device.machine.port.counts
    # A busy host may take an answer for lost, and ask again.
    assert (counts.refused, counts.silent, counts.given_up) == (0, 0, 0)
    assert shown(board, DONE)
    device.close()


def test_whole_memory(board, program):
    """Every byte of the memory is that of the instruction-set simulator."""
    from tinynpu.iss import Simulator

    machine = BoardMachine(Link(lambda: SerialTransport(board.path)), TT)
    image, wanted = (Image(program, alignment=BOARD_ALIGNMENT) for _ in range(2))
    for each, run in ((image, machine), (wanted, Simulator(TT))):
        each.write_inputs(inputs_of(program, 9))
        run.execute(each.memory, program=each.program, bases=each.bases)
    assert np.array_equal(image.memory, wanted.memory)


def test_the_board_tells_what_it_is(board, program):
    kind = f"uart:{board.path}"
    assert board_config(kind) == TT
    with pytest.raises(WrongBitstreamError, match=r"\(base, [0-9a-f]{8}\), not tt, "):
        open_device(kind, preset("base"))
    device = open_device(kind, TT)
    big = Image(program).memory
    too_big = np.zeros((1 << 18) + 1, np.uint8)
    assert len(big) < len(too_big)
    with pytest.raises(MemoryTooSmallError, match="but has 262,144"):
        device.machine.execute(too_big, program=0, bases=(0, 0, 0, 0))
    equal_to_golden(device, program, 1)


def test_unplugged_and_back(program):
    board = SimulatedBoard(BoardSimulator(TT))
    device = open_device(f"uart:{board.path}", TT)
    equal_to_golden(device, program, 1)
    board.unplug()
    with pytest.raises(UnpluggedError, match="must stay plugged in"):
        device.run(program, inputs_of(program, 2))
    again = SimulatedBoard(board.simulator)
    device.machine.port._connect = lambda: SerialTransport(again.path)
    equal_to_golden(device, program, 2)
    device.close()
    again.close()


def test_reset_board_gets_everything_again(board, program):
    device = open_device(f"uart:{board.path}", TT)
    equal_to_golden(device, program, 1)
    before = device.machine.port.counts.bytes_written
    board.reset()
    equal_to_golden(device, program, 2)
    assert device.machine.port.counts.bytes_written - before > len(program.code)


def test_button_and_leds(board, program):
    """An error lights its LED; the button resets the core and makes all LEDs blink."""
    device = open_device(f"uart:{board.path}", TT)
    port = device.machine.port
    port.write_memory(0, bytes(64))  # no START
    port.write_register(0x34, 0)
    port.write_register(0x20, 1)
    assert shown(board, ERROR)
    (status,) = port.read_registers(0x24, 1)
    assert status == 4
    board.press(True)
    seen = set()
    for _ in range(300):  # the clock of a simulated board stands while nothing happens
        (status,) = port.read_registers(0x24, 1)
        seen.add(board.leds)
        if {0, 15} <= seen:
            break
    assert status == 0
    assert {0, 15} <= seen
    board.press(False)
    equal_to_golden(device, program, 3)


def test_baud_error(program):
    """The line works with a host that is 2 % too fast or too slow."""
    for error in (-0.02, 0.02):
        with SimulatedBoard(BoardSimulator(TT, baud_error=error)) as board:
            # A busy machine simulates slowly: only a frame that is lost is silence.
            link = Link(lambda board=board: SerialTransport(board.path), patience=60)
            equal_to_golden(BoardDevice(BoardMachine(link, TT)), program, 1)
            counts = link.counts
            assert (counts.refused, counts.silent, counts.given_up) == (0, 0, 0)
            assert board.simulator.framing_errors == 0


def test_faults_on_the_line():
    figures = measure_link(TT, frames=400, rate=0.002, seed=11)
    assert (figures.wrong, figures.lost) == (0, 0), figures.messages
    assert figures.inferences
    assert figures.frames >= 400
    assert sum(figures.faults_to_board.values()) > 20
    assert sum(figures.faults_to_host.values()) > 10
    assert figures.sent_again_refused
    assert figures.sent_again_damaged


def test_compact_core():
    """What the boards with an iCE40UP5K hold."""
    program = compile_model(MODEL.read_bytes(), UP5K_CONFIG)
    golden = open_device("golden", UP5K_CONFIG)
    simulator = BoardSimulator(UP5K_CONFIG, memory_bytes=UP5K_MEMORY_BYTES)
    with SimulatedBoard(simulator) as board:
        device = open_device(f"uart:{board.path},115200", UP5K_CONFIG)
        for seed in range(3):
            found = device.run(program, inputs_of(program, seed))
            wanted = golden.run(program, inputs_of(program, seed))
            assert np.array_equal(found.outputs[0], wanted.outputs[0]), seed
        counts = device.machine.port.counts
        assert counts.frames == counts.requests
        device.close()


def test_run_on_a_board(board, tmp_path, program):
    """``tinynpu run --device`` finds the configuration by itself."""
    x, y = tmp_path / "x.npy", tmp_path / "y.npy"
    np.save(x, inputs_of(program, 5)[0])
    runner = CliRunner()
    arguments = ["run", str(MODEL), "--input", x, "--output", y, "--json"]
    result = runner.invoke(app, [*map(str, arguments), "--device", f"uart:{board.path}"])
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["preset"] == "tt"
    wanted = open_device("golden", TT).run(program, inputs_of(program, 5)).outputs[0]
    assert np.array_equal(np.load(y), wanted)
    arguments += ["--device", f"uart:{board.path}", "--preset", "base"]
    result = runner.invoke(app, [*map(str, arguments)])
    assert result.exit_code == 1
    assert "must have the configuration of the program (base" in " ".join(result.stderr.split())


@pytest.mark.slow
@pytest.mark.skipif(models_dir() is None, reason=NO_MODELS)
@pytest.mark.parametrize("name", ["ds-cnn"])
def test_reference_models(name):
    """Models of MLPerf Tiny, unedited, on ``base``."""
    from tinynpu.compiler import read_model

    program = compile_model(read_model(find_model(name)), preset("base"))
    with SimulatedBoard(BoardSimulator(preset("base"), memory_bytes=1 << 19)) as board:
        device = open_device(f"uart:{board.path}", preset("base"))
        for seed in range(2):
            equal_to_golden(device, program, seed)
