"""Power of a netlist during an inference."""

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from tinynpu.arch.config import Config
from tinynpu.arch.errors import FlowError
from tinynpu.arch.program import Program
from tinynpu.compiler import compile_model
from tinynpu.demo.digits import MODEL, load_digits_split
from tinynpu.flows.asic.activity import Activity, measure_activity
from tinynpu.flows.asic.blocks import blocks_of
from tinynpu.flows.asic.power import PowerEstimate, estimate_power
from tinynpu.flows.asic.timing import Constraints, make_graph
from tinynpu.rtl.build import Progress
from tinynpu.runtime import open_device

__all__ = ["InferencePower", "digits", "measure_power"]


@dataclasses.dataclass(frozen=True)
class InferencePower:
    """What an inference takes.

    Members
    -------
    model
        Name.
    estimate
        Power.
    cycles, macs
        Of the inference.
    activity
        Of all nets.
    """

    model: str
    estimate: PowerEstimate
    cycles: int
    macs: int
    activity: Activity

    @property
    def toggles(self) -> float:
        """Changes of a net in a cycle, mean over all nets but clocks."""
        found = self.activity
        data = [count for net, count in found.toggles.items() if net not in found.clocks]
        return sum(data) / max(len(data), 1) / found.cycles

    @property
    def energy_uj(self) -> float:
        """Energy of the inference in µJ."""
        return self.estimate.energy_uj(self.cycles)

    @property
    def gops_per_watt(self) -> float:
        """10⁹ operations per second and watt; a multiplication and an addition are two."""
        return self.estimate.gops_per_watt(self.macs, self.cycles)

    def to_json(self) -> dict[str, Any]:
        """As a JSON object, in mW and µJ."""
        total = self.estimate.total
        return {
            "model": self.model,
            "clock_mhz": self.estimate.clock_mhz,
            "voltage": self.estimate.voltage,
            "cycles": self.cycles,
            "macs": self.macs,
            "toggles": round(self.toggles, 4),
            "total_mw": round(total.total, 4),
            "leakage_mw": round(total.leakage, 7),
            "internal_mw": round(total.internal, 4),
            "switching_mw": round(total.switching, 4),
            "clock_mw": round(self.estimate.clock, 4),
            "clock_port_mw": round(self.estimate.clock_port, 4),
            "blocks_mw": {
                block: {
                    "leakage": round(power.leakage, 7),
                    "internal": round(power.internal, 4),
                    "switching": round(power.switching, 4),
                }
                for block, power in self.estimate.blocks.items()
            },
            "uncounted": dict(self.estimate.uncounted),
            "energy_uj": round(self.energy_uj, 4),
            "gops_per_watt": round(self.gops_per_watt, 3),
        }


def measure_power(
    config: Config,
    module: Any,
    liberty: Path,
    program: Program,
    inputs: Sequence[np.ndarray],
    limits: Constraints,
    *,
    model: str,
    progress: Progress | None = None,
) -> InferencePower:
    """Simulate the gates during an inference, and reckon the power from what the nets did.

    Parameters
    ----------
    config
        Configuration that the netlist was made of.
    module
        Of `tinynpu.flows.asic.netlist.flat_netlist`.
    liberty
        Library of the cells.
    program, inputs
        What runs.
    limits
        Of the clock.
    model
        Name of what runs.
    progress
        Told what is being done while the simulator is built.

    Raises
    ------
    FlowError
        A tool is missing, a cell has no model, the library no units, or a byte of the output is wrong.
    DeviceError
        The gates do not run the program.
    """
    graph = make_graph(module, liberty)
    activity, inference = measure_activity(
        config, module, graph.groups, program, inputs, clock=limits.clock, progress=progress
    )
    expected = open_device("golden", config).run(program, inputs).outputs
    if any((a != b).any() for a, b in zip(inference.outputs, expected, strict=True)):
        raise FlowError("The gates must give the bytes of the golden model, and do not.")
    assert inference.result is not None
    return InferencePower(
        model=model,
        estimate=estimate_power(graph, activity, blocks_of(module), limits),
        cycles=inference.result.counters["cycles"],
        macs=program.macs,
        activity=activity,
    )


def digits(config: Config) -> tuple[Program, list[np.ndarray]]:
    """The model of the demo, and an image that no training saw."""
    program = compile_model(MODEL.read_bytes(), config)
    *_, pictures, _ = load_digits_split()
    (tensor,) = program.inputs
    values = np.round(pictures[:1] / tensor.scale) + tensor.zero_point
    return program, [np.clip(values, -128, 127).astype(np.int8)]
