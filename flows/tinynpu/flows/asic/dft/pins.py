"""A netlist on Verilator, driven by its pins alone: a word of inputs in each cycle, a word of outputs out."""

import ctypes
from collections.abc import Mapping

import numpy as np

from tinynpu.flows.asic.dft.pins_build import TOP, build_pins

__all__ = ["PinSimulator"]

_LEAST = 96
"""Bits of a port that Verilator makes an array of words, as the harness wants it."""

_WRAPPER = """\
module {top} (input clk, input [{inputs}:0] pins_in, output [{outputs}:0] pins_out);
  {module} gates (
{connections}
  );
  assign pins_out[{outputs}:{used}] = 0;
endmodule
"""


class PinSimulator:
    """Netlist on Verilator; all registers begin at 0.

    Parameters
    ----------
    verilog
        With the functions of the cells.
    module
        Its top, by another name than `TOP`.
    inputs, outputs
        Widths of the ports, without the clock; the first is in the lowest bits of a word.
    clock
        Port.

    Raises
    ------
    FlowError
        The simulator cannot be built.
    """

    def __init__(
        self,
        verilog: str,
        module: str,
        inputs: Mapping[str, int],
        outputs: Mapping[str, int],
        *,
        clock: str = "clk",
    ):
        sizes = [max(sum(ports.values()), _LEAST) // 32 + 1 for ports in (inputs, outputs)]
        self._in_words, self._out_words = sizes
        connections = [f"    .{clock}(clk)"]
        for vector, ports in (("pins_in", inputs), ("pins_out", outputs)):
            place = 0
            for name, width in ports.items():
                connections.append(f"    .\\{name} ({vector}[{place} +: {width}])")
                place += width
        text = verilog + _WRAPPER.format(
            top=TOP,
            module=module,
            inputs=32 * sizes[0] - 1,
            outputs=32 * sizes[1] - 1,
            used=sum(outputs.values()),
            connections=",\n".join(connections),
        )
        self._library = ctypes.CDLL(str(build_pins(text)))
        self._library.tinynpu_pins_create.restype = ctypes.c_void_p
        self._library.tinynpu_pins_destroy.argtypes = [ctypes.c_void_p]
        self._library.tinynpu_pins_run.argtypes = [
            ctypes.c_void_p,
            ctypes.c_uint64,
            ctypes.c_void_p,
            ctypes.c_void_p,
        ]
        self._handle = self._library.tinynpu_pins_create()

    def run(self, inputs: np.ndarray) -> np.ndarray:
        """Outputs just before the edge of each cycle.

        Parameters
        ----------
        inputs
            bool [cycles, bits].

        Returns
        -------
        ndarray
            bool [cycles, bits], bits of the outputs and zeros.
        """
        cycles = len(inputs)
        words = np.zeros((cycles, 4 * self._in_words), np.uint8)
        packed = np.packbits(inputs, axis=1, bitorder="little")
        words[:, : packed.shape[1]] = packed
        found = np.zeros((cycles, 4 * self._out_words), np.uint8)
        self._library.tinynpu_pins_run(self._handle, cycles, words.ctypes.data, found.ctypes.data)
        return np.unpackbits(found, axis=1, bitorder="little").astype(bool)

    def close(self):
        """Free the simulation."""
        if self._handle:
            self._library.tinynpu_pins_destroy(self._handle)
            self._handle = None

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.close()
