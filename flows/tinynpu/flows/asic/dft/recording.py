"""What the processing elements of a core do in every cycle of a known-answer test."""

import ctypes
import dataclasses
import hashlib
import re
import tempfile
import zlib
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from amaranth.hdl import Shape
from amaranth.lib.wiring import In, Out

from tinynpu.arch.config import Config
from tinynpu.arch.errors import FlowError
from tinynpu.arch.isa import ErrorCode
from tinynpu.core.multiply_add import GENERIC_CELLS
from tinynpu.core.pe import pe_members
from tinynpu.core.silicon_pe import SiliconPE
from tinynpu.core.technology import Technology
from tinynpu.core.verilog import generate_verilog
from tinynpu.flows.asic.dft.circuit import Circuit
from tinynpu.flows.asic.dft.parallel import Stimulus
from tinynpu.flows.asic.dft.simulation import Simulation
from tinynpu.kat import VectorSet
from tinynpu.rtl import Simulator
from tinynpu.rtl.build import HARNESS, Progress, build_top
from tinynpu.tools.cache import cache_directory

__all__ = ["Recording", "differing_bits", "element_ports", "element_stimulus", "record_elements"]

_PROBE = Path(__file__).with_name("probe.cpp")
_MODULE = """
module tinynpu_probe #(parameter ELEMENT = 0) (
  input clk, input [{inputs}:0] inputs, input [{outputs}:0] outputs
);
  import "DPI-C" function void tinynpu_probe(
    input int element, input longint inputs, input longint outputs
  );
  always @(posedge clk) tinynpu_probe(ELEMENT, {{{fill_in}'d0, inputs}}, {{{fill_out}'d0, outputs}});
endmodule
"""
_BIND = (
    "bind {module} tinynpu_probe #(.ELEMENT({element})) probe "
    "(.clk(clk), .inputs({{{inputs}}}), .outputs({{{outputs}}}));\n"
)
_ELEMENT = re.compile(r"^module (\\\S*\.pe_(\d+)_(\d+) ) ?\(", re.MULTILINE)
_WORD = 64


@dataclasses.dataclass(frozen=True)
class Recording:
    """A word of inputs and one of outputs for each cycle, both as they are before the edge that ends it.

    In a word, the ports of `element_ports` follow each other, the first in the lowest bits.

    Members
    -------
    inputs, outputs
        uint64 [cycles].
    """

    inputs: np.ndarray
    outputs: np.ndarray


def element_ports(config: Config) -> tuple[dict[str, int], dict[str, int]]:
    """Widths of the inputs and of the outputs of `tinynpu.core.pe.PE`, in its order."""
    members = pe_members(config.psum_width).items()
    found = (
        {name: Shape.cast(member.shape).width for name, member in members if member.flow == flow}
        for flow in (In, Out)
    )
    return next(found), next(found)


def record_elements(
    config: Config, vectors: VectorSet, *, progress: Progress | None = None
) -> Mapping[tuple[int, int], Recording]:
    """Run a known-answer test on the RTL for silicon, and watch all elements of its array.

    Parameters
    ----------
    config
        Of the vectors.
    vectors
        The test.
    progress
        Told what is being done.

    Returns
    -------
    Mapping
        By row and column.

    Raises
    ------
    FlowError
        The simulator cannot be built, or the core gives a wrong answer.
    """
    text = generate_verilog(config, technology=Technology.SILICON) + GENERIC_CELLS
    places = {(int(match[2]), int(match[3])): match[1] for match in _ELEMENT.finditer(text)}
    inputs, outputs = element_ports(config)
    text += _probes(config, list(places.values()), inputs, outputs)
    cache = cache_directory() / "asic"
    cache.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache, prefix="probe-") as folder:
        harness = Path(folder) / "harness.cpp"
        harness.write_text(HARNESS.read_text() + _PROBE.read_text())
        library = build_top(
            config,
            lambda: text,
            harness=harness,
            key=hashlib.sha256(text.encode()).digest(),
            progress=progress,
        )
    probe = ctypes.CDLL(str(library))
    probe.tinynpu_probe_count.restype = ctypes.c_uint64
    probe.tinynpu_probe_data.restype = ctypes.POINTER(ctypes.c_uint64)
    probe.tinynpu_probe_clear()
    with Simulator(config, library=library) as simulator:
        _replay(simulator, vectors)
        found = {}
        for number, place in enumerate(places):
            count = probe.tinynpu_probe_count(number)
            words = np.ctypeslib.as_array(probe.tinynpu_probe_data(number), (count, 2)).copy()
            found[place] = Recording(words[:, 0], words[:, 1])
    probe.tinynpu_probe_clear()
    return found


def _probes(
    config: Config, modules: list[str], inputs: Mapping[str, int], outputs: Mapping[str, int]
) -> str:
    widths = sum(inputs.values()), sum(outputs.values())
    assert max(widths) < _WORD, widths
    assert len(modules) == config.rows * config.cols, modules
    text = _MODULE.format(
        inputs=widths[0] - 1,
        outputs=widths[1] - 1,
        fill_in=_WORD - widths[0],
        fill_out=_WORD - widths[1],
    )
    words = [", ".join(reversed(list(ports))) for ports in (inputs, outputs)]
    return text + "".join(
        _BIND.format(module=module, element=number, inputs=words[0], outputs=words[1])
        for number, module in enumerate(modules)
    )


def _replay(simulator: Simulator, vectors: VectorSet):
    """Run a known-answer test on a simulator; its answers must be right."""
    memory = np.zeros(vectors.memory_bytes, np.uint8)
    for number, vector in enumerate(vectors.vectors):
        for piece in vector.load:
            memory[piece.address :][: len(piece.data)] = np.frombuffer(piece.data, np.uint8)
        result = simulator.execute(memory, program=vector.program, bases=vectors.bases)
        if result.error != ErrorCode.NONE or zlib.crc32(memory.tobytes()) != vector.checksum:
            raise FlowError(
                f"The core must give the known answers, and does not in vector {number}."
            )


def element_stimulus(
    config: Config, recording: Recording, circuit: Circuit, *, used: bool = False
) -> Stimulus:
    """What was recorded as the inputs of a netlist of the element; ports that it has beyond are 0.

    Parameters
    ----------
    config
        Of the recording.
    recording
        Of an element.
    circuit
        Netlist of an element.
    used
        Watch an output only in cycles in which it belongs to a wave, and so means something to the array.
    """
    ports, _ = element_ports(config)
    recorded = dict(zip(_bits(ports), _unpacked(recording.inputs, ports), strict=True))
    none = np.zeros(len(recording.inputs), bool)
    inputs = np.stack([recorded.get(key, none) for key in circuit.inputs], axis=1)
    if not used:
        return Stimulus(inputs)
    valid = recorded["valid", 0]
    watched = np.zeros((len(valid), len(circuit.outputs)), bool)
    for i, (port, _) in enumerate(circuit.outputs):
        later = 1 if port == "activation_out" else 1 + SiliconPE.LATENCY
        watched[later:, i] = valid[:-later]
    return Stimulus(inputs, watched)


def differing_bits(config: Config, recording: Recording, circuit: Circuit) -> tuple[int, int]:
    """Output bits of a netlist that are known and compared with the recording, and those that differ."""
    _, ports = element_ports(config)
    recorded = dict(zip(_bits(ports), _unpacked(recording.outputs, ports).tolist(), strict=True))
    simulation = Simulation(circuit)
    compared = differing = 0
    for cycle, word in enumerate(element_stimulus(config, recording, circuit).words()):
        simulation.evaluate(word)
        for key, net in circuit.outputs.items():
            one, zero = simulation.value(net)
            if key in recorded and (one or zero):
                compared += 1
                differing += bool(one) != recorded[key][cycle]
        simulation.tick()
    return compared, differing


def _bits(ports: Mapping[str, int]) -> list[tuple[str, int]]:
    return [(name, i) for name, width in ports.items() for i in range(width)]


def _unpacked(words: np.ndarray, ports: Mapping[str, int]) -> np.ndarray:
    """Bits of words, bool [bits, cycles]."""
    shifts = np.arange(sum(ports.values()), dtype=np.uint64)
    return (words[None] >> shifts[:, None] & np.uint64(1)).astype(bool)
