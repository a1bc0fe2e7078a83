// Adders, and registers with an enable, of which the tile has most. Synthesis for sky130_fd_sc_hd takes cells of
// the library, with a clock gate for each register; everything else takes what they do. USE_POWER_PINS is set
// where a tool looks at ports or lint alone, beside cells that have pins for power.
`ifdef SCL_sky130_fd_sc_hd
`ifndef USE_POWER_PINS
`define TINYNPU_SKY130_CELLS
`endif
`endif

`ifdef TINYNPU_SKY130_CELLS
module tinynpu_full_adder (input a, input b, input c, output sum, output carry);
  sky130_fd_sc_hd__fa_1 adder (.A(a), .B(b), .CIN(c), .SUM(sum), .COUT(carry));
endmodule

module tinynpu_half_adder (input a, input b, output sum, output carry);
  sky130_fd_sc_hd__ha_1 adder (.A(a), .B(b), .SUM(sum), .COUT(carry));
endmodule

module tinynpu_word #(parameter WIDTH = 1) (
  input clk, input enable, input [WIDTH-1:0] d, output reg [WIDTH-1:0] q
);
  wire gated;
  sky130_fd_sc_hd__dlclkp_1 gate (.CLK(clk), .GATE(enable), .GCLK(gated));
  always @(posedge gated) q <= d;
endmodule
`else
module tinynpu_full_adder (input a, input b, input c, output sum, output carry);
  assign sum = a ^ b ^ c;
  assign carry = a & b | a & c | b & c;
endmodule

module tinynpu_half_adder (input a, input b, output sum, output carry);
  assign sum = a ^ b;
  assign carry = a & b;
endmodule

module tinynpu_word #(parameter WIDTH = 1) (
  input clk, input enable, input [WIDTH-1:0] d, output reg [WIDTH-1:0] q
);
  always @(posedge clk) if (enable) q <= d;
endmodule
`endif
