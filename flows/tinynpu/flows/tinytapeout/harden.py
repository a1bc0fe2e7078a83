"""A project's layout through SiliconCompiler: the outline, the pins and the layers that the chip leaves to it."""

import dataclasses
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

from tinynpu.arch.errors import FlowError
from tinynpu.flows.asic.design import Sources, constraints_of, sdc_of
from tinynpu.flows.asic.outline import Outline, PlacedPin
from tinynpu.flows.asic.pdk import Pdk
from tinynpu.flows.asic.results import AsicResult
from tinynpu.flows.asic.run import build_asic
from tinynpu.flows.asic.stages import Goal
from tinynpu.flows.tinytapeout.shuttle import Shuttle
from tinynpu.flows.tinytapeout.template import Template
from tinynpu.flows.tinytapeout.text import read_utf8

__all__ = ["Submission", "harden"]

Progress = Callable[[str, float], None]

_CLOCK = "clk"
_DEFINES = "`define SCL_{library}\n"


@dataclasses.dataclass(frozen=True)
class Submission:
    """What is laid out.

    Members
    -------
    name
        Top module.
    tiles
        Size, as ``1x2``.
    files
        Verilog.
    macs
        Multipliers, if they are known.
    """

    name: str
    tiles: str
    files: tuple[str, ...]
    macs: int = 0

    @property
    def hash(self) -> int:
        """CRC-32 of the Verilog."""
        return zlib.crc32("".join(self.texts()).encode())

    def texts(self) -> list[str]:
        """The Verilog; `FlowError` if a file is no text."""
        return [read_utf8(Path(file)) for file in self.files]


def harden(
    submission: Submission,
    shuttle: Shuttle,
    template: Template,
    folder: Path,
    *,
    clock_mhz: float = 50.0,
    goal: Goal = Goal.SIGNOFF,
    data: Path | None = None,
    jobs: int = 1,
    progress: Progress = lambda text, fraction: None,
) -> AsicResult:
    """Layout of a submission, as far as the tools reach.

    It is not the layout that the shuttle's own action makes with LibreLane, which alone is taken; it shows
    before pushing what the project becomes.

    Parameters
    ----------
    submission, shuttle, template
        What, in which process, and where its pins must be.
    folder
        For everything that is made.
    clock_mhz, goal, data, jobs, progress
        See `tinynpu.flows.asic.run.build_asic`.

    Raises
    ------
    FlowError
        The shuttle's process has no such flow here, a file is no text, or a step fails.
    """
    if shuttle.name != "sky130A":
        raise FlowError(
            f"A layout with SiliconCompiler must be for sky130A, not {shuttle.name}: its targets have other "
            "standard cells than that shuttle."
        )

    verilog_texts = [_DEFINES.format(library=shuttle.library.name), *submission.texts()]

    def write(named: Submission, pdk: Pdk, clock_mhz: float, place: Path) -> Sources:
        verilog, constraints = place / f"{named.name}.v", place / f"{named.name}.sdc"
        verilog.write_text("\n".join(verilog_texts), encoding="utf-8")
        constraints.write_text(sdc_of(constraints_of(clock_mhz)))
        outline = Outline(
            width=template.width / 1000,
            height=template.height / 1000,
            margins=shuttle.library.margin_um,
            top_layer="met4",
            pins=tuple(_placed(pin.name, pin.layer, pin.box) for pin in template.pins),
        )
        return Sources(verilog, constraints, top=named.name, outline=outline)

    return build_asic(
        submission,
        folder,
        pdk=Pdk.SKY130,
        clock_mhz=clock_mhz,
        goal=goal,
        data=data,
        jobs=jobs,
        write=write,
        progress=progress,
    )


def _placed(name: str, layer: str, box: Sequence[int]) -> PlacedPin:
    left, bottom, right, top = (value / 1000 for value in box)
    return PlacedPin(
        name,
        layer,
        x=round((left + right) / 2, 3),
        y=round((bottom + top) / 2, 3),
        width=round(right - left, 3),
        height=round(top - bottom, 3),
    )
