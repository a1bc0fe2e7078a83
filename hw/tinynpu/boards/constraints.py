"""Constraint files: where the pins are, and how fast the clock of the board is."""

from collections.abc import Callable

from tinynpu.boards.board import Board, Family, Pin

__all__ = ["constraint_file", "constraints"]

_SUFFIXES = {Family.ICE40: "pcf", Family.ECP5: "lpf", Family.GOWIN: "cst", Family.XILINX: "xdc"}


def constraint_file(board: Board) -> str:
    """Name of the constraint file."""
    return f"{board.name}.{_SUFFIXES[board.family]}"


def constraints(board: Board) -> str:
    """Text of the constraint file, for the ports of `tinynpu.boards.top.BoardTop`.

    PCF for iCE40, LPF for ECP5, CST for Gowin (which has no clocks in it), XDC for Xilinx.
    """
    lines = [f"# {board.title}: pins from {board.source}"]
    if board.family is Family.GOWIN:
        lines[0] = "//" + lines[0][1:]
    for name, pin in board.ports.items():
        lines += _WRITERS[board.family](name, pin)
    lines += _clock(board)
    return "\n".join(lines) + "\n"


def _pcf(port: str, pin: Pin) -> list[str]:
    pullup = "-pullup yes " if pin.options.get("PULLUP") in ("1", "yes") else ""
    return [f"set_io {pullup}{port} {pin.name}"]


def _lpf(port: str, pin: Pin) -> list[str]:
    values = " ".join(f"{key}={value}" for key, value in pin.options.items())
    return [f'LOCATE COMP "{port}" SITE "{pin.name}";', f'IOBUF PORT "{port}" {values};']


def _cst(port: str, pin: Pin) -> list[str]:
    values = " ".join(f"{key}={value}" for key, value in pin.options.items())
    return [f'IO_LOC "{port}" {pin.name};', f'IO_PORT "{port}" {values};']


def _xdc(port: str, pin: Pin) -> list[str]:
    values = " ".join(f"{key} {value}" for key, value in pin.options.items())
    return [f"set_property -dict {{ PACKAGE_PIN {pin.name} {values} }} [get_ports {{ {port} }}]"]


def _clock(board: Board) -> list[str]:
    mhz = f"{board.clock_hz / 1e6:g}"
    match board.family:
        case Family.ICE40:
            return [f"set_frequency clk {mhz}"]
        case Family.ECP5:
            return [f'FREQUENCY PORT "clk" {mhz} MHZ;']
        case Family.XILINX:
            period = f"{1e9 / board.clock_hz:.3f}"
            return [f"create_clock -name clk -period {period} [get_ports {{ clk }}]"]
    return []


_WRITERS: dict[Family, Callable[[str, Pin], list[str]]] = {
    Family.ICE40: _pcf,
    Family.ECP5: _lpf,
    Family.GOWIN: _cst,
    Family.XILINX: _xdc,
}
