"""Faults wired into a netlist on Verilator: another opinion on what fault simulation finds."""

import copy
import json
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from tinynpu.flows.asic.dft.circuit import Circuit
from tinynpu.flows.asic.dft.faults import Fault
from tinynpu.flows.asic.dft.models import functional_verilog
from tinynpu.flows.asic.dft.parallel import Case, Stimulus, find_cases
from tinynpu.flows.asic.dft.pins import PinSimulator
from tinynpu.flows.asic.netlist import nets_of

__all__ = ["second_opinion"]

_PORT = "fault"
"""Input with the number of the fault, from 1 on; 0: none."""
_BITS = 16

_CELL = "tinynpu_fault_point"
_MODEL = f"""\
module {_CELL} #(parameter NUMBER = 0, parameter VALUE = 0) (
  input [{_BITS - 1}:0] fault, input a, output y
);
  assign y = fault == NUMBER ? VALUE : a;
endmodule
"""


def second_opinion(
    module: Any, circuit: Circuit, faults: Sequence[Fault], stimulus: Stimulus, liberty: Path
) -> dict[Fault, tuple[int | None, int | None]]:
    """First cycle in which an output shows each fault: of fault simulation, and on Verilator.

    In both all registers begin at 0, in the sound netlist and in the faulty ones, because Verilator knows no
    unknown values. Faults that keep a clock at 1 are left out: on Verilator they begin with an edge.

    Parameters
    ----------
    module
        Of Yosys' JSON.
    circuit
        The same netlist.
    faults
        At most 65535.
    stimulus
        Inputs; all outputs are looked at.
    liberty
        Library.

    Raises
    ------
    FlowError
        The simulator cannot be built.
    """
    instances = {one.name: one for one in (*circuit.registers, *circuit.gates)}
    faults = [
        fault
        for fault in faults
        if fault.value == 0 or instances[fault.instance].pins[fault.pin] not in circuit.ticks
    ]
    zeros = dict.fromkeys(range(len(circuit.registers)), 0)
    plain = Stimulus(stimulus.inputs)
    ours, _ = find_cases(circuit, [Case(fault, zeros) for fault in faults], plain, sound=zeros)
    changed = _with_faults(module, circuit, faults)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "faults.json"
        path.write_text(json.dumps({"modules": {"faulty": changed}}))
        verilog = functional_verilog(path, "faulty", liberty, name="faulty_gates", extra=[_MODEL])
    # Bits of a port follow each other in a circuit, so ports do, too.
    inputs, outputs = (
        Counter(port for port, _ in bits) for bits in (circuit.inputs, circuit.outputs)
    )

    def run(number: int) -> np.ndarray:
        chosen = np.broadcast_to(number >> np.arange(_BITS) & 1, (len(plain.inputs), _BITS))
        with PinSimulator(
            verilog, "faulty_gates", {**inputs, _PORT: _BITS}, outputs, clock=circuit.clock_port
        ) as simulator:
            return simulator.run(np.concatenate((plain.inputs, chosen.astype(bool)), axis=1))

    sound = run(0)
    theirs = {}
    for number, fault in enumerate(faults, 1):
        differs = (run(number) != sound).any(axis=1)
        theirs[fault] = int(differs.argmax()) if differs.any() else None
    return {fault: (ours.get(i), theirs[fault]) for i, fault in enumerate(faults)}


def _with_faults(module: Any, circuit: Circuit, faults: Sequence[Fault]) -> Any:
    """A copy of a netlist in which pins are cut, and are stuck if the port says so."""
    module = copy.deepcopy(module)
    first = max(nets_of(module)) + 1
    port = list(range(first, first + _BITS))
    module["ports"][_PORT] = {"direction": "input", "bits": port}
    module["netnames"][_PORT] = {"hide_name": 0, "bits": port, "attributes": {}}
    instances = {one.name: one for one in (*circuit.registers, *circuit.gates)}
    for number, fault in enumerate(faults, 1):
        pins = module["cells"][fault.instance]["connections"]
        net = first + _BITS + number
        outer, pins[fault.pin] = pins[fault.pin], [net]
        ends = (outer, [net])
        if fault.pin in instances[fault.instance].cell.outputs:
            ends = ends[::-1]
        module["cells"][f"fault_point_{number}"] = {
            "hide_name": 0,
            "type": _CELL,
            "parameters": {"NUMBER": f"{number:032b}", "VALUE": f"{fault.value:032b}"},
            "attributes": {},
            "connections": {"fault": port, "a": ends[0], "y": ends[1]},
        }
    return module
