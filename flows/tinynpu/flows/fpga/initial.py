"""Memories that begin with zeros need not be told so."""

import re

__all__ = ["drop_zero_memories"]

_BLOCK, _SIGNED_TOO = (
    re.compile(rf"^ *initial begin\n((?: *\S+ ?\[\d+\] = \d+'{zero};\n)+) *end\n", re.MULTILINE)
    for zero in ("h0+", "s?[hd]0+")
)


def drop_zero_memories(verilog: str, *, signed: bool = False) -> str:
    """Verilog without the initial values of memories whose words are all zero.

    The hardware never reads a word of a memory before it has written it. Yosys takes minutes to
    read thousands of such lines, and a RAM without initial values may be one that cannot have any.
    Memories with other words keep theirs.

    Parameters
    ----------
    verilog
        Text that `amaranth.back.verilog` wrote: one block for each memory.
    signed
        Also those of signed words, for memories that cannot begin with anything (SRAM macros).
    """
    return (_SIGNED_TOO if signed else _BLOCK).sub("", verilog)
