import importlib
import sys
from pathlib import Path

import pytest

pytest.importorskip("pioemu", reason="the PIO emulator is missing: pip install rp2040-pio-emulator")
pytest.importorskip(
    "adafruit_pioasm",
    reason="the PIO assembler is missing: pip install adafruit-circuitpython-pioasm",
)

from tinynpu.arch.tile import TileConfig
from tinynpu.testing.demo_board import RP2350, Board

FIRMWARE = Path(__file__).parents[2] / "fw" / "micropython"

SUMS = TileConfig(columns=2, groups=2, depth=3)
SCALED = TileConfig(columns=3, depth=4, requantizer_bits=8)


class Machine:
    """Programs of the board, imported on a simulated one."""

    def __init__(self, board):
        self.board = board

    def __getattr__(self, name):
        return importlib.import_module(name)


@pytest.fixture
def boot(monkeypatch):
    """Start a board with a tile; what is on its file system can be imported from the result."""
    programs = [path.stem for path in FIRMWARE.glob("*.py")]

    def start(config=SUMS, pinout=RP2350, **options):
        board = Board(config, pinout, **options)
        for name in programs:
            sys.modules.pop(name, None)
        for name, module in board.modules().items():
            monkeypatch.setitem(sys.modules, name, module)
        return Machine(board)

    monkeypatch.syspath_prepend(str(FIRMWARE))
    yield start
    for name in programs:
        sys.modules.pop(name, None)
