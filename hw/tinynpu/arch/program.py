"""A compiled program and its file."""

import dataclasses
import json
import os
import struct
import tempfile
import zlib
from pathlib import Path
from typing import Any

from tinynpu.arch.config import Config
from tinynpu.arch.errors import CompileError, ConfigurationError

__all__ = ["LayerInfo", "Program", "TensorInfo", "write_file"]

_MAGIC = b"TNPUPROG"
_VERSION = 1
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
    """An input or output of the model: dense int8, at a byte offset in its region."""

    name: str
    shape: tuple[int, ...]
    scale: float
    zero_point: int
    offset: int

    @property
    def size(self) -> int:
        """Bytes."""
        size = 1
        for dimension in self.shape:
            size *= dimension
        return size


@dataclasses.dataclass(frozen=True)
class LayerInfo:
    """An operator of the model, and the compute commands that do it (both inclusive)."""

    name: str
    op: str
    macs: int
    first_command: int
    last_command: int


@dataclasses.dataclass(frozen=True)
class Program:
    """Everything that a device needs to run a model.

    Members
    -------
    config
        Configuration that it was compiled for.
    code
        Commands, START to END.
    constants
        Content of region 0.
    inputs, outputs
        Tensors in regions 2 and 3.
    layers
        Operators, in the order in which they run.
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
    model: bytes
    scratchpad_words: int

    @property
    def macs(self) -> int:
        """Multiply-accumulates of the model."""
        return sum(layer.macs for layer in self.layers)

    def layer_of(self, command: int) -> LayerInfo | None:
        """Layer that a command belongs to."""
        for layer in self.layers:
            if layer.first_command <= command <= layer.last_command:
                return layer
        return None

    def to_bytes(self) -> bytes:
        """Content of a program file: magic, header length, JSON header, blobs, CRC-32."""
        header = {
            "version": _VERSION,
            "config": self.config.to_dict(),
            "inputs": [dataclasses.asdict(tensor) for tensor in self.inputs],
            "outputs": [dataclasses.asdict(tensor) for tensor in self.outputs],
            "layers": [dataclasses.asdict(layer) for layer in self.layers],
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
                kind: tuple(
                    TensorInfo(**{**info, "shape": tuple(info["shape"])}) for info in header[kind]
                )
                for kind in ("inputs", "outputs")
            }
            return cls(
                config=Config.from_dict(header["config"]),
                layers=tuple(LayerInfo(**info) for info in header["layers"]),
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
