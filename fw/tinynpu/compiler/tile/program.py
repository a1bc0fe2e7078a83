"""A model for the tile: layers that the tile multiplies, and operators that the host runs."""

import dataclasses
import json
import struct
import zlib
from pathlib import Path

from tinynpu.arch.errors import CompileError, ConfigurationError
from tinynpu.arch.program import TensorInfo, write_file
from tinynpu.arch.tile import RunFlag, TileConfig
from tinynpu.compiler.graph import Graph, Node
from tinynpu.compiler.tile.layer import Count, Layer

__all__ = ["HostNode", "TileProgram", "is_tile_program", "read_tile_program"]

_MAGIC = b"TNPUTILE"
_VERSION = 1


@dataclasses.dataclass(frozen=True)
class HostNode:
    """An operator that the host runs with the golden functions."""

    node: Node


@dataclasses.dataclass(frozen=True, eq=False)
class TileProgram:
    """Everything that a host with a tile needs to run a model.

    Members
    -------
    config
        Tile that it was lowered for.
    graph
        The model, constants folded.
    steps
        What to run, in order.
    model
        The model file.
    """

    config: TileConfig
    graph: Graph
    steps: tuple[Layer | HostNode, ...]
    model: bytes

    @property
    def layers(self) -> tuple[Layer, ...]:
        """What the tile multiplies."""
        return tuple(step for step in self.steps if isinstance(step, Layer))

    @property
    def macs(self) -> int:
        """Multiply-accumulates of the layers."""
        return sum(layer.macs for layer in self.layers)

    @property
    def inputs(self) -> tuple[TensorInfo, ...]:
        """Inputs of the model."""
        return self._infos(self.graph.inputs)

    @property
    def outputs(self) -> tuple[TensorInfo, ...]:
        """Outputs of the model."""
        return self._infos(self.graph.outputs)

    def _infos(self, names: tuple[str, ...]) -> tuple[TensorInfo, ...]:
        tensors = [self.graph.tensors[name] for name in names]
        return tuple(
            TensorInfo(
                t.name, t.shape, t.scale[0] if t.scale else 0.0, t.zero_point, 0, t.dtype
            )
            for t in tensors
        )  # fmt: skip

    def count(self) -> Count:
        """What all blocks cost."""
        return sum((layer.count(self.config) for layer in self.layers), Count())

    def __str__(self) -> str:
        values = dataclasses.asdict(self.config)
        lines = ["tile " + " ".join(f"{key}={value}" for key, value in values.items())]
        for step in self.steps:
            if isinstance(step, HostNode):
                lines.append(f"host {step.node.op} {step.node.name}")
                continue
            count = step.count(self.config)
            lines += [
                f"layer {step.op} {step.name}",
                f"  {step.mapping}; {_flags(step.flags)}",
                f"  {step.macs} MACs, {count.blocks} blocks, {count.sent} bytes sent, "
                f"{count.received} received, {count.cycles} cycles, "
                f"{step.macs / count.cycles:.2f} MAC/cycle",
            ]
        total = self.count()
        lines.append(
            f"total {self.macs} MACs, {total.blocks} blocks, {total.sent} bytes sent, "
            f"{total.received} received, {total.cycles} cycles"
        )
        return "\n".join(lines) + "\n"

    def to_bytes(self) -> bytes:
        """Content of a program file: magic, header length, JSON header, model, CRC-32.

        What crosses the pins depends on the input. So the file holds what the blocks are made from,
        the model and the tile; reading it makes them again, the same ones.
        """
        header = {"version": _VERSION, "config": dataclasses.asdict(self.config)}
        text = json.dumps(header).encode()
        body = _MAGIC + struct.pack("<I", len(text)) + text + self.model
        return body + struct.pack("<I", zlib.crc32(body))

    def save(self, path: Path):
        """Write the program file, whole or not at all."""
        write_file(path, self.to_bytes())


def _flags(flags: RunFlag) -> str:
    """Flags by name."""
    return " ".join(flag.name or "" for flag in RunFlag if flag & flags) or "SUMS"


def is_tile_program(data: bytes) -> bool:
    """Whether this is the content of a program file for a tile."""
    return data.startswith(_MAGIC)


def read_tile_program(data: bytes) -> tuple[TileConfig, bytes]:
    """Tile and model from the content of a program file.

    Raises
    ------
    CompileError
        It is not one, or damaged.
    """
    if len(data) < 16 or zlib.crc32(data[:-4]) != struct.unpack("<I", data[-4:])[0]:
        raise CompileError("A program file must be complete; the checksum of this one is wrong.")
    try:
        (length,) = struct.unpack_from("<I", data, 8)
        header = json.loads(data[12 : 12 + length])
        if not is_tile_program(data) or header["version"] != _VERSION:
            raise CompileError("A program for a tile must be of this version; compile it again.")
        return TileConfig(**header["config"]), data[12 + length : -4]
    except (KeyError, TypeError, ValueError, ConfigurationError, struct.error) as error:
        raise CompileError(f"A program file must be well formed; this is not ({error}).") from None
