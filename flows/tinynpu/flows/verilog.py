"""Everything that describes the hardware of a configuration, in one folder."""

from pathlib import Path

from tinynpu.arch.config import Config
from tinynpu.arch.program import write_file
from tinynpu.flows.documents import write_all

__all__ = ["generate"]


def generate(config: Config, folder: Path) -> list[Path]:
    """Write Verilog, C header, register descriptions, documentation and the configuration.

    Raises
    ------
    CompileError
        The folder cannot be written.
    """
    from tinynpu.core.verilog import generate_verilog

    path = folder / "tinynpu.v"
    write_file(path, generate_verilog(config).encode())
    return [path, *write_all(config, folder)]
