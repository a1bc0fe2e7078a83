"""Models of cells for which Yosys has only a black box, in the modes that the core uses.

They follow the vendors' guides: Lattice FPGA-TN-02205 (sysDSP of ECP5) and Gowin UG287. Nobody has
compared them with silicon.
"""

__all__ = ["MULT18X18D", "mult_gowin"]

_BITS = "\n".join(
    f"    input A{i}, B{i}, C{i}; assign A[{i}] = A{i}; assign B[{i}] = B{i};" for i in range(18)
)
_OUT = "\n".join(f"    output P{i}; assign P{i} = P[{i}];" for i in range(36))
_PORTS = ", ".join(
    [f"{letter}{i}" for letter in "ABC" for i in range(18)] + [f"P{i}" for i in range(36)]
)

MULT18X18D = f"""\
module MULT18X18D ({_PORTS}, SIGNEDA, SIGNEDB, SOURCEA, SOURCEB, CLK0, CE0, CE1, RST0);
    parameter REG_INPUTA_CLK = "NONE", REG_INPUTA_CE = "CE0", REG_INPUTA_RST = "RST0";
    parameter REG_INPUTB_CLK = "NONE", REG_INPUTB_CE = "CE0", REG_INPUTB_RST = "RST0";
    parameter REG_PIPELINE_CLK = "NONE", REG_PIPELINE_CE = "CE0", REG_PIPELINE_RST = "RST0";
    parameter REG_OUTPUT_CLK = "NONE", REG_OUTPUT_CE = "CE0", REG_OUTPUT_RST = "RST0";
    parameter GSR = "ENABLED", RESETMODE = "SYNC";
    input SIGNEDA, SIGNEDB, SOURCEA, SOURCEB, CLK0, CE0, CE1, RST0;
    wire [17:0] A, B;
    wire [35:0] P;
{_BITS}
{_OUT}
    wire enable_a = REG_INPUTA_CE == "CE1" ? CE1 : CE0;
    wire enable_b = REG_INPUTB_CE == "CE1" ? CE1 : CE0;
    wire enable_p = REG_PIPELINE_CE == "CE1" ? CE1 : CE0;
    wire enable_o = REG_OUTPUT_CE == "CE1" ? CE1 : CE0;
    reg [17:0] ra = 0, rb = 0;
    reg [35:0] rp = 0, ro = 0;
    wire [17:0] a = REG_INPUTA_CLK == "CLK0" ? ra : A;
    wire [17:0] b = REG_INPUTB_CLK == "CLK0" ? rb : B;
    wire [35:0] wide_a = {{{{18{{SIGNEDA & a[17]}}}}, a}};
    wire [35:0] wide_b = {{{{18{{SIGNEDB & b[17]}}}}, b}};
    wire [35:0] product = wide_a * wide_b;
    wire [35:0] p = REG_PIPELINE_CLK == "CLK0" ? rp : product;
    assign P = REG_OUTPUT_CLK == "CLK0" ? ro : p;
    always @(posedge CLK0) begin
        if (RST0) ra <= 0; else if (enable_a) ra <= A;
        if (RST0) rb <= 0; else if (enable_b) rb <= B;
        if (RST0) rp <= 0; else if (enable_p) rp <= product;
        if (RST0) ro <= 0; else if (enable_o) ro <= p;
    end
endmodule
"""


def mult_gowin(width: int) -> str:
    """``MULT9X9`` or ``MULT18X18``, of parallel operands."""
    high, wide = width - 1, 2 * width - 1
    return f"""\
module MULT{width}X{width} (A, SIA, B, SIB, ASIGN, BSIGN, ASEL, BSEL, CE, CLK, RESET, DOUT);
    parameter AREG = 0, BREG = 0, OUT_REG = 0, PIPE_REG = 0;
    parameter ASIGN_REG = 0, BSIGN_REG = 0, SOA_REG = 0, MULT_RESET_MODE = "SYNC";
    input [{high}:0] A, SIA, B, SIB;
    input ASIGN, BSIGN, ASEL, BSEL, CE, CLK, RESET;
    output [{wide}:0] DOUT;
    reg [{high}:0] ra = 0, rb = 0;
    reg [{wide}:0] rp = 0, ro = 0;
    wire [{high}:0] a = AREG ? ra : A, b = BREG ? rb : B;
    wire [{wide}:0] wide_a = {{{{{width}{{ASIGN & a[{high}]}}}}, a}};
    wire [{wide}:0] wide_b = {{{{{width}{{BSIGN & b[{high}]}}}}, b}};
    wire [{wide}:0] product = wide_a * wide_b, p = PIPE_REG ? rp : product;
    assign DOUT = OUT_REG ? ro : p;
    always @(posedge CLK) begin
        if (RESET) begin ra <= 0; rb <= 0; rp <= 0; ro <= 0; end
        else if (CE) begin ra <= A; rb <= B; rp <= product; ro <= p; end
    end
endmodule
"""
