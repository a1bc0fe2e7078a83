"""A compiled program and its file."""

import dataclasses
import functools
import json
import os
import struct
import tempfile
import zlib
from pathlib import Path
from typing import Any

import numpy as np

from tinynpu.arch.config import Config
from tinynpu.arch.errors import CompileError, ConfigurationError

__all__ = ["HostStep", "LayerInfo", "NpuStep", "Program", "TensorInfo", "write_file"]

_MAGIC = b"TNPUPROG"
_VERSION = 2
_BLOBS = ("code", "constants", "model")


def write_file(path: Path, data: bytes):
    """Write a file whole or not at all.

    Raises
    ------
    CompileError
        It cannot be written.
    """
    try:
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
            umask = os.umask(0)
            os.umask(umask)
            Path(name).chmod(0o666 & ~umask)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise CompileError(
            f"The output file {path} must be writable ({error.strerror or error})."
        ) from None


@dataclasses.dataclass(frozen=True)
class TensorInfo:
    """A tensor in memory: dense, at a byte offset in its region."""

    name: str
    shape: tuple[int, ...]
    scale: float
    zero_point: int
    offset: int
    dtype: str = "int8"
    region: int = 2

    @property
    def size(self) -> int:
        """Bytes."""
        size = {"float32": 4, "int32": 4, "int64": 8}.get(self.dtype, 1)
        for dimension in self.shape:
            size *= dimension
        return size


@dataclasses.dataclass(frozen=True)
class LayerInfo:
    """An operator of the model, and the compute commands that do it (those of other layers may lie
    between them).
    """

    name: str
    op: str
    macs: int
    commands: tuple[int, ...]


@dataclasses.dataclass(frozen=True)
class NpuStep:
    """Commands, START to END, that the core runs at once."""

    first_command: int
    commands: int


@dataclasses.dataclass(frozen=True)
class HostStep:
    """An operator that the host runs on tensors in memory.

    Members
    -------
    name, op
        Name in the model, and operator of the graph.
    reason
        Why the core does not do it; empty if it never does.
    inputs, output
        Operands and result.
    arguments
        Attributes of the operator.
    """

    name: str
    op: str
    reason: str
    inputs: tuple[TensorInfo, ...]
    output: TensorInfo
    arguments: dict[str, Any]


def _value_to_json(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return {
            "dtype": value.dtype.name,
            "shape": value.shape,
            "values": value.reshape(-1).tolist(),
        }
    return value


def _value_from_json(value: Any) -> Any:
    if isinstance(value, dict):
        return np.array(value["values"], value["dtype"]).reshape(value["shape"])
    return tuple(value) if isinstance(value, list) else value


def _tensor_from_json(info: dict[str, Any]) -> TensorInfo:
    return TensorInfo(**{**info, "shape": tuple(info["shape"])})


def _step_to_json(step: NpuStep | HostStep) -> dict[str, Any]:
    values = dataclasses.asdict(step)
    if isinstance(step, HostStep):
        values["arguments"] = {key: _value_to_json(v) for key, v in step.arguments.items()}
    return values


def _step_from_json(values: dict[str, Any]) -> NpuStep | HostStep:
    if "commands" in values:
        return NpuStep(**values)
    return HostStep(
        **{
            **values,
            "inputs": tuple(_tensor_from_json(info) for info in values["inputs"]),
            "output": _tensor_from_json(values["output"]),
            "arguments": {key: _value_from_json(v) for key, v in values["arguments"].items()},
        }
    )


@dataclasses.dataclass(frozen=True)
class Program:
    """Everything that a device needs to run a model.

    Members
    -------
    config
        Configuration that it was compiled for.
    code
        Commands of all NPU steps.
    constants
        Content of region 0.
    inputs, outputs
        Tensors of the model.
    layers
        Operators on the core, in the order in which they run.
    steps
        What to run, in order.
    work_bytes
        Size of region 1.
    model
        The model file, for the golden device.
    scratchpad_words
        Words of the scratchpad in use.
    """

    config: Config
    code: bytes
    constants: bytes
    inputs: tuple[TensorInfo, ...]
    outputs: tuple[TensorInfo, ...]
    layers: tuple[LayerInfo, ...]
    steps: tuple[NpuStep | HostStep, ...]
    work_bytes: int
    model: bytes
    scratchpad_words: int

    @property
    def macs(self) -> int:
        """Multiply-accumulates of the model."""
        return sum(layer.macs for layer in self.layers)

    @property
    def npu_steps(self) -> tuple[NpuStep, ...]:
        """Steps of the core."""
        return tuple(step for step in self.steps if isinstance(step, NpuStep))

    @property
    def host_steps(self) -> tuple[HostStep, ...]:
        """Steps of the host."""
        return tuple(step for step in self.steps if isinstance(step, HostStep))

    def region_bytes(self, region: int) -> int:
        """Size of a region."""
        if region == 0:
            return len(self.constants)
        if region == 1:
            return self.work_bytes
        tensors = [*self.inputs, *self.outputs]
        tensors += [tensor for step in self.host_steps for tensor in (*step.inputs, step.output)]
        return max((t.offset + t.size for t in tensors if t.region == region), default=0)

    @functools.cached_property
    def _layer_numbers(self) -> dict[int, int]:
        return {c: number for number, layer in enumerate(self.layers) for c in layer.commands}

    def layer_of(self, command: int) -> LayerInfo | None:
        """Layer that a compute command belongs to."""
        number = self._layer_numbers.get(command)
        return None if number is None else self.layers[number]

    def to_bytes(self) -> bytes:
        """Content of a program file: magic, header length, JSON header, blobs, CRC-32."""
        header = {
            "version": _VERSION,
            "config": self.config.to_dict(),
            "inputs": [dataclasses.asdict(tensor) for tensor in self.inputs],
            "outputs": [dataclasses.asdict(tensor) for tensor in self.outputs],
            "layers": [dataclasses.asdict(layer) for layer in self.layers],
            "steps": [_step_to_json(step) for step in self.steps],
            "work_bytes": self.work_bytes,
            "scratchpad_words": self.scratchpad_words,
            "blobs": {name: len(getattr(self, name)) for name in _BLOBS},
        }
        text = json.dumps(header).encode()
        body = _MAGIC + struct.pack("<I", len(text)) + text
        body += b"".join(getattr(self, name) for name in _BLOBS)
        return body + struct.pack("<I", zlib.crc32(body))

    @classmethod
    def is_program(cls, data: bytes) -> bool:
        """Whether this is the content of a program file."""
        return data.startswith(_MAGIC)

    @classmethod
    def from_bytes(cls, data: bytes) -> "Program":
        """Program from the content of its file.

        Raises
        ------
        CompileError
            It is not a program, or damaged.
        """
        if not cls.is_program(data):
            raise CompileError("A program must be a file that tinynpu compile wrote; this is not.")
        if len(data) < 16 or zlib.crc32(data[:-4]) != struct.unpack("<I", data[-4:])[0]:
            raise CompileError(
                "A program file must be complete; the checksum of this one is wrong."
            )
        try:
            (length,) = struct.unpack_from("<I", data, 8)
            header: dict[str, Any] = json.loads(data[12 : 12 + length])
            if header["version"] != _VERSION:
                raise CompileError(
                    f"A program must have version {_VERSION}, not {header['version']}; compile again."
                )
            blobs, at = {}, 12 + length
            for name in _BLOBS:
                blobs[name] = data[at : at + header["blobs"][name]]
                at += header["blobs"][name]
            tensors = {
                kind: tuple(_tensor_from_json(info) for info in header[kind])
                for kind in ("inputs", "outputs")
            }
            return cls(
                config=Config.from_dict(header["config"]),
                layers=tuple(
                    LayerInfo(**{**info, "commands": tuple(info["commands"])})
                    for info in header["layers"]
                ),
                steps=tuple(_step_from_json(step) for step in header["steps"]),
                work_bytes=header["work_bytes"],
                scratchpad_words=header["scratchpad_words"],
                **tensors,
                **blobs,
            )
        except (KeyError, TypeError, ValueError, ConfigurationError, struct.error) as error:
            raise CompileError(
                f"A program file must be well formed; this is not ({error})."
            ) from None

    def save(self, path: Path):
        """Write the program file, whole or not at all."""
        write_file(path, self.to_bytes())

    @classmethod
    def load(cls, path: Path) -> "Program":
        """Read a program file."""
        try:
            data = path.read_bytes()
        except OSError as error:
            raise CompileError(f"The program {path} must be readable ({error.strerror}).") from None
        return cls.from_bytes(data)
