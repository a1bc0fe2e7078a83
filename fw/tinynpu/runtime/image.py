"""Memory image of a program: where its parts lie, inputs in, outputs out."""

from collections.abc import Sequence

import numpy as np

from tinynpu.arch.errors import DeviceError
from tinynpu.arch.program import Program, TensorInfo

__all__ = ["BOARD_ALIGNMENT", "Image"]

_ALIGNMENT = 4096
BOARD_ALIGNMENT = 64
"""Of the parts of an image on a board: its memory is small."""


class Image:
    """Memory with a program in it.

    Parameters
    ----------
    program
        Program.
    alignment
        Of its parts, and bytes that stay free behind them.
    constants_at
        Address of the constants, if they are not in this memory.

    Members
    -------
    memory : uint8
        The whole memory, address 0 first.
    program
        Address of the commands.
    bases
        Addresses of the four regions: constants, work area, inputs, outputs.
    """

    def __init__(
        self, program: Program, *, alignment: int = _ALIGNMENT, constants_at: int | None = None
    ):
        self._program = program
        sizes = [len(program.code), *(program.region_bytes(region) for region in range(4))]
        if constants_at is not None:
            sizes[1] = 0
        starts, end = [], 0
        for count in sizes:
            starts.append(end)
            end += -(-count // alignment) * alignment
        self.memory = np.zeros(end + alignment, np.uint8)
        self.program = starts[0]
        self.bases = (starts[1], starts[2], starts[3], starts[4])
        parts = [program.code, program.constants]
        if constants_at is not None:
            self.bases = (constants_at, *self.bases[1:])
            parts.pop()
        for start, part in zip(starts, parts, strict=False):
            self.memory[start : start + len(part)] = np.frombuffer(part, np.uint8)

    def view(self, tensor: TensorInfo) -> np.ndarray:
        """A tensor in memory, not copied."""
        start, end = self.range_of(tensor)
        return self.memory[start:end].view(tensor.dtype).reshape(tensor.shape)

    def range_of(self, tensor: TensorInfo) -> tuple[int, int]:
        """Where a tensor begins and ends in memory."""
        start = self.bases[tensor.region] + tensor.offset
        return start, start + tensor.size

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
            self.view(tensor)[...] = value
        for tensor in self._program.outputs:
            self.view(tensor)[...] = 0

    def read_outputs(self) -> tuple[np.ndarray, ...]:
        """Copies of the outputs."""
        return tuple(self.view(tensor).copy() for tensor in self._program.outputs)


def check_input(tensor: TensorInfo, value: np.ndarray):
    """Refuse an input of the wrong shape or type.

    Raises
    ------
    DeviceError
        With what is expected.
    """
    if value.dtype != np.dtype(tensor.dtype):
        raise DeviceError(f"Input {tensor.name} must be {tensor.dtype}, not {value.dtype}.")
    if value.shape != tensor.shape:
        raise DeviceError(
            f"Input {tensor.name} must have shape {list(tensor.shape)}, not {list(value.shape)}."
        )
