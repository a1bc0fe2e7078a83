"""What goes into synthesis: Verilog, constraints, device and the clock that is wanted."""

import dataclasses
import hashlib
import json
from typing import Any

from tinynpu.arch.config import Config
from tinynpu.boards.board import Board, Family
from tinynpu.flows.fpga.initial import drop_zero_memories

__all__ = ["Design", "board_design", "core_design", "top_design"]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Design:
    """A design for one device.

    Members
    -------
    name
        Name of the top module and of all files.
    family, device, package, speed
        The FPGA.
    verilog
        Text of the design, one file.
    constraint_file, constraints
        Name and text of the constraint file; empty for a core alone.
    mhz
        Clock that place and route aims at.
    """

    name: str
    family: Family
    device: str
    package: str
    speed: str
    verilog: str
    constraint_file: str = ""
    constraints: str = ""
    mhz: float

    @property
    def unconstrained(self) -> bool:
        """Whether it is a core alone, whose pins do not matter."""
        return not self.constraint_file

    @property
    def part(self) -> str:
        """The FPGA in one word."""
        if self.family is Family.GOWIN:
            return self.package
        if self.family is Family.XILINX:
            return f"{self.device}{self.package}-{self.speed}"
        return "-".join(part for part in (self.device, self.package, self.speed) if part)

    def digest(self, *more: Any) -> str:
        """Identity of all that decides about the result."""
        values = dataclasses.asdict(self) | {"family": self.family.value}
        text = json.dumps([values, *more], sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()[:12]


def board_design(board: Board, config: Config, memory_bytes: int, hz: int, baud: int) -> Design:
    """Design of a board: `tinynpu.boards.top.BoardTop` around a system.

    Parameters
    ----------
    board, config
        Board, and its NPU.
    memory_bytes
        Of the NPU.
    hz
        Clock that is wanted; `Design.mhz` is what the PLL makes.
    baud
        Of the UART, if that is the board's link.

    Raises
    ------
    ConfigurationError
        Something is out of range.
    """
    from tinynpu.boards.clock import made_hz
    from tinynpu.boards.primitives import core_options
    from tinynpu.boards.system import System
    from tinynpu.core.make import make_core

    clock_hz = made_hz(board, hz)
    spram = board.family is Family.ICE40
    # The SPRAM of an iCE40 is scratchpad and memory, half by half.
    shares = spram and config.compact and memory_bytes == 4 * config.scratchpad_words
    core = make_core(
        config,
        **core_options(board.family, board.device),
        ram_words=config.bank_words if shares else 0,
    )
    system = System(
        config,
        memory_bytes=memory_bytes,
        clock_hz=clock_hz,
        baud=baud,
        link=board.link,
        core=core,
        spram=spram,
        flash=shares and bool(board.flash),
    )
    return top_design(board, system, hz)


def top_design(board: Board, system: Any, hz: int) -> Design:
    """Design of a board around any system.

    Parameters
    ----------
    board
        Board.
    system
        See `tinynpu.boards.top.BoardTop`.
    hz
        Clock that is wanted.

    Raises
    ------
    ConfigurationError
        The board's PLL cannot make the clock.
    """
    from tinynpu.boards.clock import made_hz
    from tinynpu.boards.constraints import constraint_file, constraints
    from tinynpu.boards.top import BoardTop

    name = f"tinynpu_{board.name.replace('-', '_')}"
    return Design(
        name=name,
        family=board.family,
        device=board.device,
        package=board.package,
        speed=board.speed,
        verilog=_verilog(BoardTop(board, system, hz), name),
        constraint_file=constraint_file(board),
        constraints=constraints(board),
        mhz=made_hz(board, hz) / 1e6,
    )


def core_design(config: Config, device: str, package: str, speed: str) -> Design:
    """Design of a core alone on an ECP5, for its figures."""
    from tinynpu.boards.core_alone import CORE_MHZ, CoreAlone
    from tinynpu.boards.primitives import core_options
    from tinynpu.core.make import make_core

    name = "tinynpu"
    core = make_core(config, **core_options(Family.ECP5, device))
    return Design(
        name=name,
        family=Family.ECP5,
        device=device,
        package=package,
        speed=speed,
        verilog=_verilog(CoreAlone(core), name),
        mhz=CORE_MHZ,
    )


def _verilog(top: Any, name: str) -> str:
    from amaranth.back import verilog

    text = verilog.convert(top, name=name, strip_internal_attrs=True, emit_src=False)
    return drop_zero_memories(text)
