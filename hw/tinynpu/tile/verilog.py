"""Verilog of the TinyTapeout tile."""

from amaranth.back import verilog

from tinynpu.arch.tile import TileConfig
from tinynpu.boards.tt_top import TinyTapeoutTop
from tinynpu.core.technology import Technology

__all__ = ["tile_verilog"]


def tile_verilog(
    config: TileConfig, name: str, *, technology: Technology = Technology.GENERIC
) -> str:
    """Verilog text of the tile, the same for the same configuration.

    Parameters
    ----------
    config
        Parameters of the tile.
    name
        Of the top module, whose ports are those of a TinyTapeout project.
    technology
        SILICON: the adders of the multipliers are modules ``tinynpu_full_adder`` and ``tinynpu_half_adder``, which
        are not in the text (`tinynpu.core.multiply_add`).
    """
    top = TinyTapeoutTop(config, technology=technology)
    text = verilog.convert(top, name=name, strip_internal_attrs=True, emit_src=False)
    header = (
        f"// tinynpu tile, {config.columns} columns, {config.rows} rows, hash {config.hash:08x}\n"
    )
    return header + text
