"""The SystemVerilog testbench on Verilator and Icarus: it passes, and it fails for the right reason."""

import re
import shutil
import subprocess

import pytest

from tinynpu.arch.errors import FlowError
from tinynpu.arch.isa import ErrorCode
from tinynpu.kat.testbench import build_testbench

ADDRESS = 12288  # of the digits' output, from the manifest


@pytest.fixture(scope="module")
def icarus(folders, tmp_path_factory):
    for tool in ("iverilog", "vvp"):
        if shutil.which(tool) is None:
            pytest.skip(f"Icarus Verilog is not installed: no {tool} on PATH.")
    compiled = tmp_path_factory.mktemp("icarus") / "kat.vvp"
    subprocess.run(
        ["iverilog", "-g2012", "-o", compiled, "-s", "kat_tb", "kat_tb.sv", "tinynpu.v"],
        cwd=folders["digits"], check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return ["vvp", "-n", str(compiled)]


@pytest.fixture(scope="module")
def verilator(folders):
    return [str(build_testbench(folders["digits"]))]


@pytest.fixture(params=["verilator", "icarus"])
def simulate(request):
    """Run a folder; exit code and output."""
    command = request.getfixturevalue(request.param)

    def run(folder, *plusargs):
        result = subprocess.run(
            [*command, f"+dir={folder}", *plusargs],
            capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip
        return result.returncode, result.stdout + result.stderr

    return run


@pytest.fixture
def copy(folders, tmp_path):
    """A copy of the digits to be damaged."""
    return shutil.copytree(folders["digits"], tmp_path / "copy")


def passes(result, vectors=1):
    code, text = result
    assert code == 0, text
    assert len(re.findall(r"^KAT PASS$", text, re.MULTILINE)) == 1, text
    assert "KAT FAIL" not in text
    assert len(re.findall(r"bytes and the checksum of the memory are right", text)) == vectors
    return [int(cycles) for cycles in re.findall(r"vector \d+: (\d+) cycles", text)]


def fails(result, line):
    code, text = result
    assert code != 0, text
    assert "KAT PASS" not in text
    assert re.search(f"^KAT FAIL {line}$", text, re.MULTILINE), text
    return text


def test_passes(simulate, folders, vector_sets):
    (cycles,) = passes(simulate(folders["digits"]))
    model = vector_sets["digits"].vectors[0].model_cycles
    assert abs(cycles - model) <= 0.02 * model
    assert len(passes(simulate(folders["small"]), vectors=2)) == 2


def test_passes_with_any_memory(simulate, folders):
    slow = passes(simulate(folders["small"], "+latency=90", "+base=7ffff000"), vectors=2)
    fast = passes(simulate(folders["small"], "+latency=0"), vectors=2)
    assert slow > fast
    stalled = [
        passes(simulate(folders["small"], "+pause=700", f"+seed={seed}"), vectors=2)
        for seed in (1, 2, 1)
    ]
    assert stalled[0] != stalled[1]
    assert stalled[0] == stalled[2]


def test_a_wrong_expected_byte_is_named(simulate, copy):
    path = copy / "vector0_expected.hex"
    at, *words = path.read_text().split()
    assert at == f"@{ADDRESS:x}"
    got = words[3][1:]
    words[3] = f"1{int(got, 16) ^ 0x10:02x}"
    path.write_text("\n".join([at, *words]))
    text = fails(simulate(copy), f"address {ADDRESS + 3:08x} expected {words[3][1:]} got {got}")
    assert "vector 0: 1 of 10 bytes are wrong" in text


def test_addresses_are_those_of_the_memory_port(simulate, folders, tmp_path):
    copy = shutil.copytree(folders["small"], tmp_path / "copy")
    path = copy / "vector1_expected.hex"
    at, first, *words = path.read_text().split()
    path.write_text("\n".join([at, f"1{int(first[1:], 16) ^ 1:02x}", *words]))
    address = int(at[1:], 16)
    text = fails(
        simulate(copy, "+base=10000"), f"address {0x10000 + address:08x} expected .. got .."
    )
    assert "vector 0: 72 bytes and the checksum of the memory are right" in text
    assert "vector 1: 1 of 36 bytes are wrong" in text


def flip(folder, address, bit):
    """Flip a bit of what is loaded first."""
    path = folder / "vector0_load.hex"
    at, tokens = 0, path.read_text().split()
    for number, token in enumerate(tokens):
        if token.startswith("@"):
            at = int(token[1:], 16)
            continue
        if at == address:
            tokens[number] = f"{int(token, 16) ^ 1 << bit:02x}"
            path.write_text("\n".join(tokens))
            return
        at += 1
    raise AssertionError(f"{address} is not loaded")


def test_a_wrong_bit_of_the_program_is_noticed(simulate, copy, folders):
    flip(copy, 64 + 60, 0)  # a reserved bit of the second command
    fails(
        simulate(copy), f"error {int(ErrorCode.ILLEGAL_FIELD)} of the core at command 1 of vector 0"
    )
    shutil.copy(folders["digits"] / "vector0_load.hex", copy)
    flip(copy, 12, 0)  # the configuration in START
    fails(
        simulate(copy),
        f"error {int(ErrorCode.CONFIG_MISMATCH)} of the core at command 0 of vector 0",
    )


def test_a_wrong_weight_is_noticed(simulate, copy, vector_sets):
    """In the memory: the core runs to its end, and the answer is another."""
    flip(copy, vector_sets["digits"].bases[0] + 40, 6)
    text = fails(simulate(copy), f"address {ADDRESS >> 4:07x}[0-9] expected .. got ..")
    assert re.search("vector 0: \\d+ of 10 bytes are wrong", text)


def test_a_byte_that_is_not_compared_is_in_the_checksum(simulate, copy, vector_sets):
    path = copy / "vector0_load.hex"
    path.write_text(path.read_text() + f"@{vector_sets['digits'].memory_bytes - 1:x}\n01\n")
    fails(simulate(copy), "checksum of the memory expected [0-9a-f]{8} got [0-9a-f]{8}")


def test_another_configuration_is_noticed(simulate, copy):
    path = copy / "vectors.hex"
    text = path.read_text()
    word = text.split()[3]
    path.write_text(text.replace(word, "12345678", 1))
    fails(simulate(copy), f"register 008 expected 12345678 got {word}")


def test_a_missing_file_and_a_short_limit(simulate, copy):
    timeout = int(ErrorCode.TIMEOUT)
    fails(simulate(copy, "+limit=100"), f"error {timeout} of the core at command \\d+ of vector 0")
    (copy / "vector0_load.hex").unlink()
    fails(simulate(copy), f"no file {copy}/vector0_load.hex")


def test_a_folder_without_vectors_is_refused(tmp_path):
    with pytest.raises(FlowError, match=r"must hold kat_tb\.sv, which .* does not"):
        build_testbench(tmp_path)
