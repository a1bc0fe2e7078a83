"""What a known-answer test writes into memory, runs, and must find there."""

import dataclasses
import zlib
from collections.abc import Iterable, Sequence

import numpy as np

from tinynpu.arch.config import Config
from tinynpu.arch.errors import DeviceError, FlowError
from tinynpu.arch.isa import COMMAND_BYTES, ErrorCode
from tinynpu.arch.program import HostStep, NpuStep, Program, TensorInfo
from tinynpu.iss import Simulator
from tinynpu.perf import estimate_code
from tinynpu.runtime import open_device
from tinynpu.runtime.host import run_host
from tinynpu.runtime.image import Image

__all__ = ["Piece", "Vector", "VectorSet", "make_vectors"]

_LIMIT_FACTOR = 64
_LIMIT_LEAST = 100_000
"""Cycles that a vector may take beyond those of the cycle model: memories of boards are slow."""


@dataclasses.dataclass(frozen=True)
class Piece:
    """Bytes at an address; ``host`` if the host made them between two runs of the core."""

    name: str
    address: int
    data: bytes
    host: bool = False


@dataclasses.dataclass(frozen=True)
class Vector:
    """One run of the core.

    Members
    -------
    program
        Byte address of its first command, a multiple of 64.
    model_cycles, cycle_limit
        Cycles by the cycle model with 20 cycles of memory latency; cycles after which it has failed.
    load
        What is written into memory before it. Before the first vector, all other bytes are 0;
        between two vectors memory keeps its content.
    expect
        What memory must hold after it.
    checksum
        CRC-32 (as in zlib) of the whole memory after it.
    """

    program: int
    model_cycles: int
    cycle_limit: int
    load: tuple[Piece, ...]
    expect: tuple[Piece, ...]
    checksum: int


@dataclasses.dataclass(frozen=True, eq=False)
class VectorSet:
    """Everything that a known-answer test of a program needs.

    Members
    -------
    program
        The compiled program.
    seed
        Of the random inputs; None if they were given.
    memory_bytes
        Size of the memory; its first byte has address 0, or any other multiple of 4096.
    bases
        Addresses of the four regions.
    vectors
        In the order in which they run.
    outputs
        Outputs of the model, those that the host makes after the last vector among them.
    """

    program: Program
    seed: int | None
    memory_bytes: int
    bases: tuple[int, int, int, int]
    vectors: tuple[Vector, ...]
    outputs: tuple[np.ndarray, ...]

    @property
    def config(self) -> Config:
        """Configuration of the core."""
        return self.program.config

    def first_memory(self) -> bytes:
        """The whole memory before the first vector."""
        memory = bytearray(self.memory_bytes)
        for piece in self.vectors[0].load:
            memory[piece.address : piece.address + len(piece.data)] = piece.data
        return bytes(memory)


def make_vectors(
    program: Program, inputs: Sequence[np.ndarray], *, seed: int | None = None
) -> VectorSet:
    """Run a program on the instruction-set simulator, and keep what goes in and comes out.

    The outputs are those of the golden model. The memory image is that of the simulator, made twice
    with different contents of the scratchpad, because a chip powers up with any.

    Parameters
    ----------
    program
        Program with its model.
    inputs
        In the order of the model's inputs.
    seed
        What the inputs were drawn with, for the record.

    Raises
    ------
    DeviceError
        The inputs do not fit, or the program fails.
    FlowError
        No step of the program is for the core, or simulator and golden model differ.
    """
    if not program.npu_steps:
        raise FlowError("A known-answer test must have a step on the core; this model has none.")
    vectors, image = _run(program, inputs, np.random.default_rng(1))
    again, _ = _run(program, inputs, np.random.default_rng(2))
    if vectors != again:
        raise FlowError(
            "The memory after a run must not depend on what the scratchpad held before; "
            "with this program it does."
        )
    outputs = open_device("golden", program.config).run(program, inputs).outputs
    for tensor, ours, golden in zip(program.outputs, image.read_outputs(), outputs, strict=True):
        if ours.tobytes() != golden.tobytes():
            raise FlowError(
                "The instruction-set simulator must equal the golden model; "
                f"output {tensor.name} differs."
            )
    return VectorSet(program, seed, len(image.memory), image.bases, vectors, outputs)


def _run(
    program: Program, inputs: Sequence[np.ndarray], rng: np.random.Generator
) -> tuple[tuple[Vector, ...], Image]:
    """All vectors, and the memory after them; ``rng`` fills what a chip powers up with."""
    image = Image(program)
    image.write_inputs(inputs)
    machine = Simulator(program.config)
    for array in (machine.state.scratchpad, machine.state.tables):
        array[...] = rng.integers(-128, 128, array.shape)
    loads = [
        Piece("program", image.program, program.code),
        Piece("constants", image.bases[0], program.constants),
        *_pieces(image, program.inputs),
    ]
    vectors: list[Vector] = []
    for number, step in enumerate(program.steps):
        if isinstance(step, HostStep):
            image.view(step.output)[...] = run_host(step, [image.view(t) for t in step.inputs])
            loads += _pieces(image, [step.output], host=True)
            continue
        address = image.program + step.first_command * COMMAND_BYTES
        result = machine.execute(image.memory, program=address, bases=image.bases)
        if result.error != ErrorCode.NONE:
            command = step.first_command + result.error_command
            raise DeviceError(f"The core stopped with {result.error.name} at command {command}.")
        cycles = estimate_code(
            program.config, program.code[step.first_command * COMMAND_BYTES :], bases=image.bases
        ).cycles
        vectors.append(
            Vector(
                program=address,
                model_cycles=cycles,
                cycle_limit=min(_LIMIT_FACTOR * cycles + _LIMIT_LEAST, 0xFFFFFFFF),
                load=tuple(piece for piece in loads if piece.data),
                expect=tuple(_pieces(image, _read_next(program, number))),
                checksum=zlib.crc32(image.memory.tobytes()),
            )
        )
        loads = []
    return tuple(vectors), image


def _read_next(program: Program, number: int) -> list[TensorInfo]:
    """Tensors that something reads before the next step on the core, and that are there already.

    Those are operands of the host and, after the last step on the core, the outputs of the model.
    """
    read: dict[tuple[int, int], TensorInfo] = {}
    skipped = {_place(tensor) for tensor in program.inputs}
    for step in program.steps[number + 1 :]:
        if isinstance(step, NpuStep):
            break
        read |= {_place(t): t for t in step.inputs if _place(t) not in skipped}
        skipped.add(_place(step.output))
    else:
        read |= {_place(t): t for t in program.outputs if _place(t) not in skipped}
    return list(read.values())


def _place(tensor: TensorInfo) -> tuple[int, int]:
    """Where a tensor lies; an output of the model and that of a step may differ in their names."""
    return tensor.region, tensor.offset


def _pieces(image: Image, tensors: Iterable[TensorInfo], *, host: bool = False) -> list[Piece]:
    return [
        Piece(t.name, image.bases[t.region] + t.offset, image.view(t).tobytes(), host)
        for t in tensors
    ]
