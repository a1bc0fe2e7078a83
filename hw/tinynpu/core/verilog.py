"""Verilog of the core."""

from collections.abc import Sequence

from amaranth.back import verilog

from tinynpu.arch.config import Config
from tinynpu.arch.registers import COUNTERS
from tinynpu.core.make import make_core
from tinynpu.core.technology import Technology

__all__ = ["generate_verilog"]


def generate_verilog(
    config: Config,
    name: str = "tinynpu",
    *,
    technology: Technology = Technology.GENERIC,
    multipliers: int | None = None,
    counters: Sequence[str] = tuple(COUNTERS),
) -> str:
    """Verilog text of the core (`make_core`), the same for the same configuration.

    Parameters
    ----------
    config
        Configuration.
    name
        Name of the top module. Its ports are ``clk``, ``rst`` (active high, synchronous) and the
        members of `tinynpu.core.top.Core`.
    technology, multipliers, counters
        See `make_core`.
    """
    core = make_core(config, technology=technology, multipliers=multipliers, counters=counters)
    text = verilog.convert(core, name=name, strip_internal_attrs=True, emit_src=False)
    header = f"// tinynpu, configuration {config.name}, hash {config.hash:08x}\n"
    return header + text
