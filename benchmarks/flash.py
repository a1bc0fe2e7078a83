"""A model on the simulated iCE40UP5K boards, its constants in the flash: cycles, and whether it is right.

``python benchmarks/flash.py [MODEL]``: the whole system on Verilator, with the driver of a real board on
its UART and a flash at its pins. Prints one line, and fails if a byte differs from the golden model.
"""

import contextlib
import sys

import numpy as np

from tinynpu.board import BoardSimulator, SimulatedBoard
from tinynpu.boards.up5k import UP5K_CONFIG
from tinynpu.compiler import compile_model, read_model
from tinynpu.models import find_model
from tinynpu.runtime import open_device
from tinynpu.runtime.flash import FLASH_OFFSET, flash_image

SEED = 3
BAUD = 921600


def main(name: str):
    """Run a model once."""
    program = compile_model(read_model(find_model(name)), UP5K_CONFIG)
    rng = np.random.default_rng(SEED)
    inputs = [rng.integers(-128, 128, t.shape).astype(t.dtype) for t in program.inputs]
    content = bytes(FLASH_OFFSET) + flash_image(program)
    with SimulatedBoard(BoardSimulator(UP5K_CONFIG, flash=content, baud=BAUD)) as board:
        with contextlib.closing(open_device(f"uart:{board.path},{BAUD}", None)) as device:
            found = device.run(program, inputs)
        reads, faults = board.simulator.flash_reads, board.simulator.flash_faults
    wanted = open_device("golden", None).run(program, inputs).outputs
    wrong = sum(int((a != b).sum()) for a, b in zip(found.outputs, wanted, strict=True))
    assert found.result is not None
    cycles = found.result.counters["cycles"]
    print(
        f"{name}: {cycles:,} cycles, {program.macs / cycles:.2f} MAC/cycle, {reads} reads of the flash, "
        f"{faults} faults of it, {wrong} wrong bytes"
    )
    if wrong or faults:
        raise SystemExit(1)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "resnet8")
