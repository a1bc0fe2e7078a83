"""Registers behind the block memories of an ECP5, put into the blocks.

A block memory takes 5.6 ns from its clock to its data, from its own output register much less. Yosys
does not use that register, and nextpnr moves no other one there.
"""

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

__all__ = ["absorb_registers", "absorb_registers_of"]


_BOTH_SIDES = 36
"""Bits of a word that takes both sides of a memory."""


def absorb_registers_of(netlist: Path, top: str) -> int:
    """`absorb_registers` for a netlist of Yosys in a file; returns how many registers are gone."""
    design = json.loads(netlist.read_text())
    count = absorb_registers(design["modules"][top])
    if count:
        netlist.write_text(json.dumps(design))
    return count


def absorb_registers(module: dict[str, Any]) -> int:
    """Replace the registers behind a port of a ``DP16KD`` with the port's own.

    A port is changed if each bit of its data that anything reads goes to one flip-flop and nowhere
    else, and these have the port's clock, no enable, and no reset. A memory that is read 36 bits at
    once gives half of them at either port, but has one register: it is changed as a whole. One that
    is written and read in different widths, of which one is this, stays as it is.

    Parameters
    ----------
    module
        Module of a netlist in Yosys' JSON format; it is changed.

    Returns
    -------
    int
        Flip-flops that are gone.

    Source
    ------
    Lattice FPGA-TN-02204, *ECP5 and ECP5-5G Memory Usage Guide* (``REGMODE``, ``OCE``).
    """
    cells = module["cells"]
    memories = [cell for cell in cells.values() if cell["type"] == "DP16KD"]
    if not memories:
        return 0
    readers: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for name, cell in cells.items():
        for port, bits in cell["connections"].items():
            if cell["port_directions"][port] == "input":
                for bit in bits:
                    readers[bit].append((name, port))
    kept = {bit for port in module["ports"].values() for bit in port["bits"]}

    gone = 0
    for memory in memories:
        connections, parameters = memory["connections"], memory["parameters"]
        whole = [
            int(parameters.get(f"DATA_WIDTH_{side}", "10010"), 2) == _BOTH_SIDES for side in "AB"
        ]
        if any(whole) and not all(whole):
            continue
        for sides in ("AB",) if all(whole) else ("A", "B"):
            outputs = [
                bits
                for port, bits in connections.items()
                if port[:2] == "DO" and port[2] in sides and any(bit in readers for bit in bits)
            ]
            # Both halves have the clock and the enable of the port that is read.
            clock = connections[f"CLK{sides[-1]}"]
            uses = [use for bits in outputs for bit in bits for use in readers[bit]]
            if (
                not uses
                or any(parameters.get(f"REGMODE_{side}", "NOREG") != "NOREG" for side in sides)
                or any(connections[f"CLK{side}"] != clock for side in sides)
                or connections.get(f"OCE{sides[-1]}") != ["1"]
                or any(len(readers[bit]) != 1 or bit in kept for bits in outputs for bit in bits)
                or not all(port == "DI" and _plain(cells[name], clock) for name, port in uses)
            ):
                continue
            for bits in outputs:
                ((name, _),) = readers[bits[0]]
                bits[:] = cells.pop(name)["connections"]["Q"]
            for side in sides:
                parameters[f"REGMODE_{side}"] = "OUTREG"
                connections[f"OCE{side}"] = ["1"]
            gone += len(outputs)
    return gone


def _plain(cell: dict[str, Any], clock: list[Any]) -> bool:
    """Whether a cell is a flip-flop on the rising edge of this clock without enable and reset."""
    connections, parameters = cell["connections"], cell["parameters"]
    return (
        cell["type"] == "TRELLIS_FF"
        and connections["CLK"] == clock
        and parameters.get("CLKMUX", "CLK") == "CLK"
        and connections.get("LSR", ["0"]) == ["0"]
        and parameters.get("LSRMUX", "LSR") == "LSR"
        and ("CE" not in connections or connections["CE"] == ["1"])
        and parameters.get("CEMUX", "1").strip() in ("1", "CE")
        and parameters.get("GSR", "ENABLED") == "DISABLED"
    )
