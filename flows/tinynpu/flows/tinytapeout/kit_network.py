"""A model as data for ``fw/micropython/digits.py``: blocks of the tile, and what the host does."""

import struct
import zlib
from collections.abc import Sequence

import numpy as np

from tinynpu.arch.errors import FlowError
from tinynpu.compiler.graph import Node
from tinynpu.compiler.tile import HostNode, TileProgram
from tinynpu.compiler.tile.layer import Layer, Pattern
from tinynpu.golden.windows import windows

__all__ = ["pack_images", "pack_network"]

_LAYER, _POOL = 0, 1
_NOWHERE = 0xFFFF


def pack_network(program: TileProgram) -> bytes:
    """File for the board, little-endian.

    ``TNP1``, identification of the tile (8 bytes), number of steps (u16), the steps, CRC-32.

    - Layer: 0 (u8); flags, swapped, rounds once (u8 each), padding (i8), channels, size of the output,
      patterns (u16 each); zero point, least and greatest result (i8 each); for each channel
      multiplier (u32), right shift (i8), bias (i32); the patterns: steps (u16), scalings (u8), places
      gathered (u16 each), constants (i8), targets (u16, 0xFFFF for none), scalings: multiplier
      (u32), right shift (u8), bias (i32).
    - Average pool: 1 (u8); size of the output, places in a window (u16 each), least and greatest result
      (i8 each), places gathered (u16 each).

    Raises
    ------
    FlowError
        The model has an operator for which there is no step, or branches, or is too large.
    """
    steps = []
    last = program.graph.inputs[0]
    for step in program.steps:
        source = step.node.inputs[0] if isinstance(step, HostNode) else step.source
        output = step.node.output if isinstance(step, HostNode) else step.output
        if source != last:
            raise FlowError("A model for the board must be a chain of layers, without branches.")
        last = output
        if isinstance(step, Layer):
            steps.append(_layer(step, program))
        elif step.node.op == "average_pool2d":
            steps.append(_pool(step.node, program))
        elif step.node.op != "reshape":
            raise FlowError(
                f"A model for the board must have only layers with weights, average_pool2d and reshape, "
                f"not {step.node.op}."
            )
    head = b"TNP1" + program.config.identity + struct.pack("<H", len(steps))
    return _closed(head + b"".join(steps))


def _closed(data: bytes) -> bytes:
    return data + struct.pack("<I", zlib.crc32(data))


def _places(places: np.ndarray) -> bytes:
    if places.size and places.max() >= _NOWHERE:
        raise FlowError(f"A tensor for the board must have at most {_NOWHERE - 2} elements.")
    return places.astype("<u2").tobytes()


def _layer(layer: Layer, program: TileProgram) -> bytes:
    rescale = layer.rescale
    size = int(np.prod(layer.shape))
    data = struct.pack(
        "<BBBBbHHH",
        _LAYER,
        layer.flags,
        layer.swapped,
        rescale.round_once,
        layer.padding,
        layer.shape[-1],
        size,
        len(layer.patterns),
    )
    data += struct.pack("<bbb", rescale.zero_point, *rescale.clamp)
    channels = zip(rescale.multiplier, rescale.shift, rescale.bias, strict=True)
    for multiplier, shift, bias in channels:
        data += struct.pack("<Ibi", int(multiplier), -int(shift), int(bias))
    return data + b"".join(_pattern(pattern) for pattern in layer.patterns)


def _pattern(pattern: Pattern) -> bytes:
    data = struct.pack("<HB", pattern.steps, len(pattern.scalings))
    targets = np.where(pattern.targets < 0, _NOWHERE, pattern.targets)
    data += _places(pattern.gather) + pattern.constants.tobytes()
    data += targets.astype("<u2").tobytes()
    for scaling in pattern.scalings:
        data += struct.pack("<IBi", scaling.multiplier, scaling.right, scaling.bias)
    return data


def _pool(node: Node, program: TileProgram) -> bytes:
    attributes = node.attributes
    if any(attributes.get("padding", ())):
        raise FlowError("An average_pool2d for the board must have no padding.")
    shape = program.graph.tensors[node.inputs[0]].shape
    places = np.arange(int(np.prod(shape))).reshape(shape)
    view = windows(places, attributes["kernel"], attributes["stride"], (1, 1), (0, 0, 0, 0), 0)
    gather = np.moveaxis(view, (3, 4), (-2, -1)).reshape(-1, int(np.prod(attributes["kernel"])))
    clamp = attributes.get("clamp", (-128, 127))
    return struct.pack("<BHHbb", _POOL, *gather.shape, *clamp) + _places(gather)


def pack_images(images: Sequence[np.ndarray], scores: Sequence[np.ndarray], labels: Sequence[int]):
    """Images for the board, the scores that they must have, and what they show.

    ``TNI1``, number of images, bytes of an image and of its scores (u16 each); for each image its label
    (u8), image and scores (i8 each); CRC-32.
    """
    data = b"TNI1" + struct.pack("<HHH", len(images), images[0].size, scores[0].size)
    for image, score, label in zip(images, scores, labels, strict=True):
        data += bytes([label]) + image.tobytes() + score.tobytes()
    return _closed(data)
