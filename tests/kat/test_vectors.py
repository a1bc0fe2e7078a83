"""Vectors: what they load and expect, from the manifest alone, on simulator and RTL."""

import dataclasses
import hashlib
import json
import zlib

import numpy as np
import pytest

from tinynpu.arch.assembler import Instruction, assemble
from tinynpu.arch.errors import FlowError
from tinynpu.arch.isa import ErrorCode, Opcode
from tinynpu.arch.program import NpuStep
from tinynpu.bench.reference import random_inputs
from tinynpu.compiler import compile_model
from tinynpu.compiler.tflite_writer import write_tflite
from tinynpu.iss import Simulator as Iss
from tinynpu.kat import make_vectors
from tinynpu.kat import text as kat_text
from tinynpu.kat.vectors import Piece
from tinynpu.rtl import Simulator as Rtl
from tinynpu.runtime import open_device
from tinynpu.runtime.image import Image
from tinynpu.testing.configs import DEFAULT_CONFIGS
from tinynpu.testing.operators import OperatorBuilder, random_operators

CONFIG = DEFAULT_CONFIGS[0]


def replay(folder, machine, base=0):
    """Run a vector set as its manifest says; what differs."""
    manifest = json.loads((folder / "manifest.json").read_text())
    size = manifest["memory_bytes"]
    memory = np.zeros(base + size, np.uint8)
    bases = tuple(base + at for at in manifest["bases"])
    wrong = []
    for vector in manifest["vectors"]:
        for piece in vector["load"]:
            data = np.frombuffer((folder / piece["file"]).read_bytes(), np.uint8)
            assert len(data) == piece["bytes"]
            memory[base + piece["address"] :][: len(data)] = data
        result = machine.execute(memory, program=base + vector["program"], bases=bases)
        assert result.error == ErrorCode.NONE
        for piece in vector["expect"]:
            data = (folder / piece["file"]).read_bytes()
            if memory[base + piece["address"] :][: len(data)].tobytes() != data:
                wrong.append(piece["name"])
        if f"{zlib.crc32(memory[base:].tobytes()):08x}" != vector["memory_crc32"]:
            wrong.append("checksum")
        if result.counters:
            assert result.counters["cycles"] <= vector["cycle_limit"]
    return wrong


@pytest.mark.parametrize("name", ["digits", "small"])
def test_the_manifest_is_enough(folders, name):
    assert replay(folders[name], Iss(CONFIG)) == []
    assert replay(folders[name], Iss(CONFIG), base=0x5000) == []
    with Rtl(CONFIG, pause=0.2) as machine:
        assert replay(folders[name], machine) == []


def test_the_manifest_describes_every_file(folders):
    for folder in folders.values():
        manifest = json.loads((folder / "manifest.json").read_text())
        assert {p.name for p in folder.iterdir()} == {"manifest.json", *manifest["files"]}
        for name, said in manifest["files"].items():
            data = (folder / name).read_bytes()
            assert said == {
                "bytes": len(data),
                "crc32": f"{zlib.crc32(data):08x}",
                "sha256": hashlib.sha256(data).hexdigest(),
            }
        assert manifest["config"] == CONFIG.to_dict()
        assert manifest["seed"] == 2026


def test_host_steps_divide_the_vectors(vector_sets):
    first, second = vector_sets["small"].vectors
    assert [piece.host for piece in first.load] == [False] * 3
    assert [piece.host for piece in second.load] == [True]
    # The host reads what the first run made; the model's output comes from the second.
    assert [len(piece.data) for piece in first.expect] == [72]
    assert second.expect[-1].data == vector_sets["small"].outputs[0].tobytes()
    (only,) = vector_sets["digits"].vectors
    assert [len(piece.data) for piece in only.expect] == [10]


def test_what_the_host_makes_last_is_not_expected_of_the_core():
    """The output of the model has another name than that of the step; its place is the same."""
    builder = OperatorBuilder(np.random.default_rng(1))
    builder._clamp = lambda: (-128, 127)
    x = builder.softmax(builder.conv2d(builder.input((1, 3, 3, 4)), 8, (1, 1)))
    program = compile_model(write_tflite(builder.graph(x)), CONFIG)
    assert program.outputs[0].name != program.host_steps[0].output.name
    vectors = make_vectors(program, random_inputs(program, 0, 0))
    (piece,) = vectors.vectors[0].expect
    (logits,) = program.host_steps[0].inputs
    assert piece.address == vectors.bases[logits.region] + logits.offset
    assert set(vectors.outputs[0].tobytes()) - set(piece.data)


def test_outputs_are_golden_and_memory_is_the_runtimes(vector_sets):
    for vectors in vector_sets.values():
        program = vectors.program
        inputs = random_inputs(program, 2026, 0)
        golden = open_device("golden", CONFIG).run(program, inputs).outputs
        assert [v.tobytes() for v in vectors.outputs] == [v.tobytes() for v in golden]
        image = Image(program)
        image.write_inputs(inputs)
        assert vectors.first_memory() == image.memory.tobytes()


def read_hex(text, size, words=1):
    """What $readmemh makes of it."""
    memory, at = np.zeros(size, np.int64), 0
    for token in " ".join(line.partition("//")[0] for line in text.splitlines()).split():
        if token.startswith("@"):
            at = int(token[1:], 16)
        else:
            memory[at], at = int(token, 16), at + 1
    return memory


def test_hex_files_hold_the_same(vector_sets):
    for vectors in vector_sets.values():
        size = vectors.memory_bytes
        loaded = read_hex(kat_text.load_hex(vectors, 0), size)
        assert loaded.astype(np.uint8).tobytes() == vectors.first_memory()
        for number, vector in enumerate(vectors.vectors):
            expected = read_hex(kat_text.expected_hex(vectors, number), size)
            count = 0
            for piece in vector.expect:
                part = expected[piece.address :][: len(piece.data)]
                assert (part >> 8 == 1).all()
                assert (part & 255).astype(np.uint8).tobytes() == piece.data
                count += len(part)
            assert (expected >> 8).sum() == count
        table = read_hex(kat_text.table_hex(vectors), 9 + 3 * len(vectors.vectors))
        assert list(table[2:5]) == [CONFIG.hash, size, len(vectors.vectors)]
        assert list(table[-3:]) == [
            vectors.vectors[-1].program, vectors.vectors[-1].cycle_limit, vectors.vectors[-1].checksum,
        ]  # fmt: skip


def test_rows_of_zeros_are_left_out_only_where_memory_is_zero():
    data = b"\0" * 100 + b"\1" + b"\0" * 63 + b"\2" + b"\0" * 64 + b"\3\0"
    pieces = [Piece("p", 1000, data)]
    assert list(kat_text._parts(pieces, over_zeros=True)) == [
        (1100, data[100:165]),
        (1229, b"\3"),
    ]
    assert list(kat_text._parts(pieces, over_zeros=False)) == [(1000, data)]


def test_random_models(monkeypatch):
    """The vectors of any model replay, whatever the host does in it."""
    monkeypatch.setattr(OperatorBuilder, "_clamp", lambda self: (-128, 127))  # as files have it
    runs = 0
    for seed in range(12):
        config = DEFAULT_CONFIGS[seed % 4]
        graph = random_operators(np.random.default_rng((2026, seed)))
        program = compile_model(write_tflite(graph), config)
        if not program.npu_steps:
            continue
        vectors = make_vectors(program, random_inputs(program, seed, 0))
        memory = np.zeros(vectors.memory_bytes, np.uint8)
        machine = Iss(config)
        for vector in vectors.vectors:
            for piece in vector.load:
                memory[piece.address :][: len(piece.data)] = np.frombuffer(piece.data, np.uint8)
            machine.execute(memory, program=vector.program, bases=vectors.bases)
            for piece in vector.expect:
                assert memory[piece.address :][: len(piece.data)].tobytes() == piece.data
            assert zlib.crc32(memory.tobytes()) == vector.checksum
        runs += len(vectors.vectors)
    assert runs >= 10


def test_a_model_for_the_host_alone_is_refused():
    builder = OperatorBuilder(np.random.default_rng(1))
    model = write_tflite(builder.graph(builder.softmax(builder.input((1, 10)))))
    program = compile_model(model, CONFIG)
    with pytest.raises(FlowError, match="must have a step on the core; this model has none"):
        make_vectors(program, random_inputs(program, 0, 0))


def test_power_up_content_must_not_matter(vector_sets):
    """A program that stores what nothing has written gives no known answer."""
    program = vector_sets["digits"].program
    store = Instruction.make(
        Opcode.STORE, region=3, base=100, word_step=1, lines=1, step=4, line_bytes=4,
    )  # fmt: skip
    code = assemble([Instruction.start(CONFIG), store, Instruction.make(Opcode.END)])
    careless = dataclasses.replace(program, code=code, steps=(NpuStep(0, 3),))
    with pytest.raises(FlowError, match="must not depend on what the scratchpad held before"):
        make_vectors(careless, random_inputs(program, 0, 0))


def test_a_wrong_answer_of_the_simulator_is_noticed(vector_sets):
    program = vector_sets["digits"].program
    constants = bytearray(program.constants)
    constants[0] ^= 64
    other = dataclasses.replace(program, constants=bytes(constants))
    with pytest.raises(FlowError, match="must equal the golden model; output 6_fully_connected"):
        make_vectors(other, random_inputs(program, 0, 0))


def test_more_vectors_than_the_table_holds(vector_sets):
    vectors = vector_sets["small"]
    many = dataclasses.replace(vectors, vectors=vectors.vectors * 501)
    with pytest.raises(FlowError, match="must have at most 1000 vectors, not 1002"):
        kat_text.table_hex(many)
