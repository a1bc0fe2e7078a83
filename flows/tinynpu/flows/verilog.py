"""Everything that describes the hardware of a configuration, in one folder."""

from pathlib import Path

from tinynpu.arch.config import Config
from tinynpu.arch.program import write_file
from tinynpu.flows.documents import documents

__all__ = ["generate"]


def generate(config: Config, folder: Path) -> list[Path]:
    """Write Verilog, C header, register descriptions, documentation and the configuration.

    Raises
    ------
    CompileError
        The folder cannot be written.
    """
    from tinynpu.core.verilog import generate_verilog

    texts = {"tinynpu.v": generate_verilog(config), **documents(config)}
    paths = []
    for name, text in texts.items():
        paths.append(folder / name)
        write_file(paths[-1], text.encode())
    return paths
