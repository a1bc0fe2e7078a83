"""Memory image of a program: where its parts lie, inputs in, outputs out."""

from collections.abc import Sequence

import numpy as np

from tinynpu.arch.errors import DeviceError
from tinynpu.arch.program import Program, TensorInfo

__all__ = ["Image"]

_ALIGNMENT = 4096


class Image:
    """Memory with a program in it.

    Members
    -------
    memory : uint8
        The whole memory, address 0 first.
    program
        Address of the commands.
    bases
        Addresses of the four regions: constants, none, inputs, outputs.
    """

    def __init__(self, program: Program):
        self._program = program

        def size(tensors: tuple[TensorInfo, ...]) -> int:
            return max((tensor.offset + tensor.size for tensor in tensors), default=0)

        parts = (program.code, program.constants)
        sizes = [*map(len, parts), size(program.inputs), size(program.outputs)]
        starts, end = [], 0
        for count in sizes:
            starts.append(end)
            end += -(-count // _ALIGNMENT) * _ALIGNMENT
        self.memory = np.zeros(end + _ALIGNMENT, np.uint8)
        self.program = starts[0]
        self.bases = (starts[1], 0, starts[2], starts[3])
        for start, part in zip(starts, parts, strict=False):
            self.memory[start : start + len(part)] = np.frombuffer(part, np.uint8)

    def _view(self, region: int, tensor: TensorInfo) -> np.ndarray:
        start = self.bases[region] + tensor.offset
        return self.memory[start : start + tensor.size].view(np.int8).reshape(tensor.shape)

    def write_inputs(self, inputs: Sequence[np.ndarray]):
        """Put the inputs into memory, and clear the outputs.

        Raises
        ------
        DeviceError
            Their number, shape or type is wrong.
        """
        expected = self._program.inputs
        if len(inputs) != len(expected):
            raise DeviceError(f"A run must have {len(expected)} inputs, not {len(inputs)}.")
        for tensor, value in zip(expected, inputs, strict=True):
            check_input(tensor, value)
            self._view(2, tensor)[...] = value
        for tensor in self._program.outputs:
            self._view(3, tensor)[...] = 0

    def read_outputs(self) -> tuple[np.ndarray, ...]:
        """Copies of the outputs."""
        return tuple(self._view(3, tensor).copy() for tensor in self._program.outputs)


def check_input(tensor: TensorInfo, value: np.ndarray):
    """Refuse an input of the wrong shape or type.

    Raises
    ------
    DeviceError
        With what is expected.
    """
    if value.dtype != np.int8:
        raise DeviceError(f"Input {tensor.name} must be int8, not {value.dtype}.")
    if value.shape != tensor.shape:
        raise DeviceError(
            f"Input {tensor.name} must have shape {list(tensor.shape)}, not {list(value.shape)}."
        )
