"""The C test: on the Verilated core, through mapped files, and compiled for a bare RISC-V."""

import importlib.util
import json
import mmap
import os
import re
import shutil
import struct
import subprocess
import sys
import threading
import time

import numpy as np
import pytest

from tinynpu.arch.isa import ISA_VERSION, MAGIC, ErrorCode
from tinynpu.arch.registers import register
from tinynpu.iss import Simulator as Iss
from tinynpu.rtl.build import build
from tinynpu.testing.configs import DEFAULT_CONFIGS
from tinynpu.tools import cache_directory

CONFIG = DEFAULT_CONFIGS[0]
WARNINGS = ("-std=c99", "-pedantic", "-Wall", "-Wextra", "-Werror")


def zig_environment():
    zig = str(cache_directory() / "zig")
    return {**os.environ, "ZIG_GLOBAL_CACHE_DIR": zig, "ZIG_LOCAL_CACHE_DIR": zig}


def compiler():
    """The system's C compiler, else that of the ziglang package."""
    for name in ("cc", "gcc", "clang"):
        if shutil.which(name):
            return [name]
    return [sys.executable, "-m", "ziglang", "cc"]


def compile_c(folder, output, *words):
    result = subprocess.run(
        [*compiler(), *WARNINGS, "-O1", f"-I{folder}", *map(str, words), "-o", str(output)],
        capture_output=True, text=True, check=False, timeout=120, env=zig_environment(),
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    return output


def compile_model(folder, output):
    """kat.c on the simulator that the other tests use, too."""
    return compile_c(
        folder, output, folder / "kat.c", folder / "kat_main_model.c", build(CONFIG)
    )  # fmt: skip


def run(*command):
    result = subprocess.run(
        [str(word) for word in command], capture_output=True, text=True, check=False, timeout=60
    )
    return result.returncode, result.stdout + result.stderr


def change(folder, tmp_path, pattern, replacement):
    """A copy of a vector set with one number of its C header changed."""
    other = shutil.copytree(folder, tmp_path / "other")
    path = other / "kat_vectors.h"
    text, count = re.subn(pattern, replacement, path.read_text(), count=1)
    assert count == 1
    path.write_text(text)
    return other


@pytest.mark.parametrize(("name", "vectors"), [("digits", 1), ("small", 2)])
def test_passes_on_the_core(folders, tmp_path, name, vectors):
    program = compile_model(folders[name], tmp_path / "kat")
    for arguments in ((), (5,), (40, 300, 7)):
        code, text = run(program, *arguments)
        assert code == 0, text
        assert re.fullmatch(rf"{vectors} vectors, \d+ cycles\nKAT PASS\n", text), text


def expected_piece(header):
    """Address, and index in kat_data, of the first compared byte."""
    pieces = re.findall(r"^    \{0x([0-9a-f]+)u, (\d+)u, (\d+)u\},$", header, re.MULTILINE)
    first = int(re.search(r"^    \{0x\w+u, \d+u, 0x\w+u, \d+u, \d+u, (\d+)u, 1u\}", header, re.MULTILINE)[1])  # fmt: skip
    address, _, data = pieces[first]
    return int(address, 16), int(data)


def set_byte(folder, tmp_path, index, change_of):
    """A copy of a vector set with one byte of its data changed."""
    other = shutil.copytree(folder, tmp_path / "other")
    path = other / "kat_vectors.h"
    head, _, data = path.read_text().partition("kat_data[] = {")
    numbers = [int(n) for n in re.findall(r"\d+", data.partition("}")[0])]
    numbers[index] = change_of(numbers[index])
    path.write_text(f"{head}kat_data[] = {{{','.join(map(str, numbers))}}};\n#endif\n")
    return other


def test_the_first_wrong_byte_is_named(folders, tmp_path):
    folder = folders["digits"]
    address, index = expected_piece((folder / "kat_vectors.h").read_text())
    manifest = json.loads((folder / "manifest.json").read_text())
    assert address == manifest["outputs"][0]["address"]
    other = set_byte(folder, tmp_path, index + 3, lambda byte: byte ^ 0x10)
    code, text = run(compile_model(other, tmp_path / "kat"))
    good = (folder / "vector0_0_expected.bin").read_bytes()[3]
    assert code == 1
    line = f"KAT FAIL address {address + 3:08x} expected {good ^ 16:02x} got {good:02x}, vector 0\n"
    assert text == line


def test_a_wrong_bit_of_the_program_is_noticed(folders, tmp_path):
    other = set_byte(folders["digits"], tmp_path, 12, lambda byte: byte ^ 1)
    code, text = run(compile_model(other, tmp_path / "kat"))
    assert code == 1
    error = int(ErrorCode.CONFIG_MISMATCH)
    assert text == f"KAT FAIL error {error} of the core at command 0 of vector 0\n"


def test_limits_and_checksums(folders, tmp_path):
    row = r"(\{0x[0-9a-f]{8}u, )(\d+)(u, 0x)([0-9a-f]{8})(u, )"
    folder = change(folders["digits"], tmp_path, row, r"\g<1>100\g<3>\g<4>\g<5>")
    code, text = run(compile_model(folder, tmp_path / "kat"))
    assert code == 1
    assert text.startswith(f"KAT FAIL error {int(ErrorCode.TIMEOUT)} of the core at command ")
    shutil.rmtree(folder)
    folder = change(folders["digits"], tmp_path, row, r"\g<1>\g<2>\g<3>00001234\g<5>")
    code, text = run(compile_model(folder, tmp_path / "kat"))
    assert code == 1
    assert text.startswith("KAT FAIL checksum of the memory expected 00001234 got ")


def test_another_configuration_is_noticed(folders, tmp_path):
    folder = change(folders["digits"], tmp_path, r"HASH 0x\w+u", "HASH 0x12345678u")
    code, text = run(compile_model(folder, tmp_path / "kat"))
    assert code == 1
    assert text == f"KAT FAIL register 008 expected 12345678 got {CONFIG.hash:08x}\n"


class MappedDevice(threading.Thread):
    """The instruction-set simulator behind a file of registers, as a program on a host sees a core."""

    def __init__(self, registers, memory, origin):
        super().__init__(daemon=True)
        self.registers, self.memory, self.origin = registers, memory, origin
        self.ended = False

    def get(self, name):
        return struct.unpack_from("<I", self.registers, register(name).offset)[0]

    def set(self, name, value):
        struct.pack_into("<I", self.registers, register(name).offset, value)

    def run(self):
        while not self.ended:
            if self.get("control") & 1:
                # On a board, the addresses are those of the memory port; the simulator's begin at 0.
                content = np.frombuffer(self.memory, np.uint8).copy()
                bases = tuple(self.get(f"base{n}") - self.origin for n in range(4))
                program = self.get("program") - self.origin
                result = Iss(CONFIG).execute(content, program=program, bases=bases)
                self.memory[:] = content.tobytes()
                self.set("control", 0)
                self.set("error", result.error | result.error_command << 16)
                self.set("status", 4 if result.error else 2)
                return
            time.sleep(0.001)


@pytest.mark.parametrize("good", [True, False])
def test_a_host_with_mapped_registers(folders, tmp_path, good):
    folder = folders["digits"]
    program = compile_c(folder, tmp_path / "host", folder / "kat.c", folder / "kat_main_host.c")
    origin, size = 0x40001000, len((folder / "memory.bin").read_bytes())
    (tmp_path / "registers").write_bytes(bytes(8192))
    (tmp_path / "memory").write_bytes(os.urandom(size))
    with (tmp_path / "registers").open("r+b") as r, (tmp_path / "memory").open("r+b") as m:
        with mmap.mmap(r.fileno(), 4096, offset=4096) as registers, mmap.mmap(m.fileno(), 0) as memory:  # fmt: skip
            device = MappedDevice(registers, memory, origin)
            for name, value in (("id", MAGIC), ("version", ISA_VERSION), ("config_hash", CONFIG.hash)):  # fmt: skip
                device.set(name, value if good else 0)
            device.start()
            code, text = run(program, tmp_path / "registers", 4096, tmp_path / "memory", 0, hex(origin))  # fmt: skip
            device.ended = True
            device.join()
    if good:
        assert (code, text) == (0, "1 vectors, 0 cycles\nKAT PASS\n")
    else:
        assert (code, text) == (1, f"KAT FAIL register 000 expected {MAGIC:08x} got 00000000\n")


def test_wrong_use_of_the_host_program(folders, tmp_path):
    folder = folders["digits"]
    program = compile_c(folder, tmp_path / "host", folder / "kat.c", folder / "kat_main_host.c")
    assert run(program)[1].startswith("usage: ")
    absent = tmp_path / "absent"
    for arguments, sentence in (
        ((absent, 0, absent, 0, "0"), f"{absent} must be mappable at 0x0 for 0x1000 bytes"),
        ((absent, 0, absent, 0, "0x1001"), "ADDRESS must be a multiple of 4096 below 4 GiB"),
        ((absent, "x", absent, 0, "0"), "x must be a number"),
    ):
        code, text = run(program, *arguments)
        assert code == 2
        assert text.startswith(sentence)
        assert len(text.splitlines()) == 1


def undefined_symbols(path):
    """Names that an ELF32 object needs from elsewhere (System V ABI, figures 4-3, 4-8, 4-15)."""
    data = path.read_bytes()
    assert data[:6] == b"\x7fELF\x01\x01"
    (machine,) = struct.unpack_from("<H", data, 18)
    (start,) = struct.unpack_from("<I", data, 32)
    size, count = struct.unpack_from("<HH", data, 46)
    sections = [struct.unpack_from("<10I", data, start + size * n) for n in range(count)]
    (table,) = [section for section in sections if section[1] == 2]
    names = sections[table[6]][4]
    found = set()
    for at in range(table[4] + 16, table[4] + table[5], 16):
        name, _, _, _, _, index = struct.unpack_from("<IIIBBH", data, at)
        if index == 0:
            found.add(data[names + name : data.index(b"\0", names + name)].decode())
    return machine, found


@pytest.mark.parametrize(("name", "level"), [("digits", "-O2"), ("small", "-Os")])
def test_bare_risc_v(folders, tmp_path, name, level):
    if importlib.util.find_spec("ziglang") is None:
        pytest.skip("A RISC-V compiler is needed: pip install ziglang.")
    folder = folders[name]
    needs = {}
    for source in ("kat", "kat_main_bare"):
        target = tmp_path / f"{source}.o"
        result = subprocess.run(
            [
                sys.executable, "-m", "ziglang", "cc", "-target", "riscv32-freestanding-none",
                "-ffreestanding", "-fno-sanitize=undefined", *WARNINGS, level, f"-I{folder}",
                "-DKAT_REGISTERS=0x10000000u", "-DKAT_MEMORY=0x80000000u",
                "-c", str(folder / f"{source}.c"), "-o", str(target),
            ],
            capture_output=True, text=True, check=False, timeout=120, env=zig_environment(),
        )  # fmt: skip
        assert result.returncode == 0, result.stderr
        machine, needs[source] = undefined_symbols(target)
        assert machine == 243  # EM_RISCV
    # No library: not even memcpy, which compilers like to call.
    assert needs["kat"] == {"kat_read", "kat_write", "kat_sync"}
    assert needs["kat_main_bare"] == {"kat_run"}
