"""Devices and program files."""

import numpy as np
import pytest

from tinynpu.arch.errors import CompileError, DeviceError
from tinynpu.arch.presets import preset
from tinynpu.arch.program import Program
from tinynpu.compiler import compile_model
from tinynpu.demo.digits import MODEL
from tinynpu.runtime import open_device

BASE = preset("base")


@pytest.fixture(scope="module")
def program():
    return compile_model(MODEL.read_bytes(), BASE)


def test_file_round_trip(program, tmp_path):
    path = tmp_path / "p.npu"
    program.save(path)
    assert Program.load(path) == program
    assert [p.name for p in tmp_path.iterdir()] == ["p.npu"]


def test_every_damaged_byte_is_noticed(program):
    data = program.to_bytes()
    rng = np.random.default_rng(1)
    for at in rng.integers(0, len(data), 200):
        changed = bytearray(data)
        changed[at] ^= 1 << int(rng.integers(8))
        with pytest.raises(CompileError):
            Program.from_bytes(bytes(changed))


def test_unwritable_leaves_nothing(program, tmp_path):
    with pytest.raises(CompileError, match="must be writable"):
        program.save(tmp_path / "absent" / "p.npu")
    folder = tmp_path / "taken"
    folder.mkdir()
    with pytest.raises(CompileError, match="must be writable"):
        program.save(folder)
    assert [p.name for p in tmp_path.iterdir()] == ["taken"]
    assert not list(folder.iterdir())


def test_wrong_inputs_and_devices(program):
    device = open_device("iss", BASE)
    with pytest.raises(DeviceError, match=r"must have shape \[1, 8, 8, 1\], not \[8, 8\]"):
        device.run(program, [np.zeros((8, 8), np.int8)])
    with pytest.raises(DeviceError, match="must be int8, not uint8"):
        device.run(program, [np.zeros((1, 8, 8, 1), np.uint8)])
    with pytest.raises(DeviceError, match="must have 1 inputs, not 0"):
        device.run(program, [])
    with pytest.raises(DeviceError, match="compiled for the device's configuration"):
        open_device("iss", preset("tt")).run(program, [np.zeros((1, 8, 8, 1), np.int8)])
    with pytest.raises(
        DeviceError, match=r"must be one of rtl, iss, golden, uart:PORT.*, not fpga"
    ):
        open_device("fpga", BASE)


def test_an_error_names_the_layer(program):
    code = bytearray(program.code)
    command = program.layers[2].commands[0]
    code[64 * command + 60] = 1  # a reserved bit
    broken = Program(**{**{f: getattr(program, f) for f in program.__dataclass_fields__}, "code": bytes(code)})  # fmt: skip
    with pytest.raises(DeviceError, match=f"ILLEGAL_FIELD at command {command}, layer 2:CONV_2D"):
        open_device("iss", BASE).run(broken, [np.zeros((1, 8, 8, 1), np.int8)])
