// The cells that tinynpu.core.multiply_add names, and that of tinynpu.tile.word, of sky130_fd_sc_hd.
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
