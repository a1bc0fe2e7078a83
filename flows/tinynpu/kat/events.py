"""Verilog whose constants and initial values reach combinational logic in every simulator."""

import re

__all__ = ["with_events"]

_MARK = re.compile(r"^  reg (\\\$auto\$verilog_backend\S+)\s+= 0;$", re.MULTILINE)
_SINGLE = re.compile(r"^  always @\*\n    (\S[^\n]*;)$", re.MULTILINE)


def with_events(verilog: str) -> str:
    """The same hardware, written so that combinational logic is evaluated at time 0.

    Yosys writes ``reg mark = 0; always @* begin if (mark) begin end … end`` and relies on the
    initial value being an event; a process of one statement has no mark at all. In Verilog-2005 the
    initial value is an event; in SystemVerilog it is there before any process waits, so
    ``always @*`` sleeps, and what it drives stays X (Icarus with ``-g2012``). Here marks are
    assigned at the end of time 0, and every process has one.

    Source
    ------
    IEEE 1800-2017, 6.8 (initialization before initial and always procedures start) and 9.2.2.2.2.
    """
    verilog = _MARK.sub(r"  reg \1 ;\n  initial \1 <= 0;", verilog)
    count = 0

    def marked(match: re.Match[str]) -> str:
        nonlocal count
        count += 1
        mark = f"\\time_zero${count} "
        return (
            f"  reg {mark};\n  initial {mark}<= 0;\n"
            f"  always @* begin\n    if ({mark}) begin end\n    {match[1]}\n  end"
        )

    return _SINGLE.sub(marked, verilog)
