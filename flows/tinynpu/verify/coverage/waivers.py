"""Lines of the Verilog that cannot run, with the reason."""

import dataclasses
import re
from collections.abc import Sequence

from tinynpu.verify.coverage.verilator import ModuleCoverage

__all__ = ["WAIVERS", "Waiver", "unwaived"]


@dataclasses.dataclass(frozen=True)
class Waiver:
    """Lines that match ``pattern``, in modules whose name ``module`` finds, and why they are left out."""

    pattern: str
    module: str
    reason: str


WAIVERS = (
    Waiver(
        r"if \(\\\$auto\$verilog_backend\.cc:\d+:dump_module\$\d+ \) begin end",
        "",
        "Written by Yosys so that simulators evaluate the block at time 0; the condition is always 0.",
    ),
)


def unwaived(
    modules: Sequence[ModuleCoverage], source: str
) -> tuple[list[ModuleCoverage], dict[str, int]]:
    """Coverage without the lines that are waived, and how many lines each reason waives.

    Parameters
    ----------
    modules
        Coverage.
    source
        The Verilog; its first line has the number 1.
    """
    text = source.splitlines()
    counts = dict.fromkeys((waiver.reason for waiver in WAIVERS), 0)
    found = []
    for module in modules:
        missed = []
        for number in module.missed:
            for waiver in WAIVERS:
                if re.search(waiver.module, module.module) and re.search(
                    waiver.pattern, text[number - 1]
                ):
                    counts[waiver.reason] += 1
                    break
            else:
                missed.append(number)
        waived = len(module.missed) - len(missed)
        found.append(dataclasses.replace(module, lines=module.lines - waived, missed=tuple(missed)))
    return found, counts
