"""What memories and registers begin with, where it need not or cannot be told."""

import re

__all__ = ["drop_initial_registers", "drop_zero_memories"]

_BLOCK, _SIGNED_TOO = (
    re.compile(rf"^ *initial begin\n((?: *\S+ ?\[\d+\] = \d+'{zero};\n)+) *end\n", re.MULTILINE)
    for zero in ("h0+", "s?[hd]0+")
)

_INITIAL_WIRE = re.compile(r"^ *\(\* init = \S+ \*\)\n", re.MULTILINE)
_INITIAL_REGISTER = re.compile(r"^( *reg .*?) = \d+'s?[hdb]\w+;$", re.MULTILINE)


def drop_initial_registers(verilog: str) -> str:
    """Verilog without the initial values of registers: those of a chip begin with anything.

    What matters is set by the reset. A value that no flip-flop takes would also let synthesis drop
    logic that the chip needs.

    Parameters
    ----------
    verilog
        Text that `amaranth.back.verilog` wrote.
    """
    return _INITIAL_REGISTER.sub(r"\1;", _INITIAL_WIRE.sub("", verilog))


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
