"""Memories that begin with zeros need not be told so."""

import re

__all__ = ["drop_zero_memories"]

_BLOCK = re.compile(r"^ *initial begin\n((?: *\S+ ?\[\d+\] = \d+'h0+;\n)+) *end\n", re.MULTILINE)


def drop_zero_memories(verilog: str) -> str:
    """Verilog without the initial values of memories whose words are all zero.

    The hardware never reads a word of a memory before it has written it. Yosys takes minutes to
    read thousands of such lines, and a RAM without initial values may be one that cannot have any.
    Memories with other words keep theirs.

    Parameters
    ----------
    verilog
        Text that `amaranth.back.verilog` wrote: one block for each memory.
    """
    return _BLOCK.sub("", verilog)
