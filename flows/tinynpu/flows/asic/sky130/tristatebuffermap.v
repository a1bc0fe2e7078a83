// Tristate buffers of Yosys as cells of sky130_fd_sc_hd, whose enable is active low.
module \$_TBUF_ (input A, input E, output Y);
  sky130_fd_sc_hd__ebufn_4 _TECHMAP_REPLACE_ (.A(A), .TE_B(~E), .Z(Y));
endmodule
