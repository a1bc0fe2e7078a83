// Full adders of Yosys (any number of bits side by side) as cells of sky130_fd_sc_hd.
(* techmap_celltype = "$fa" *)
module tinynpu_full_adders (A, B, C, X, Y);
  parameter WIDTH = 1;
  input [WIDTH-1:0] A, B, C;
  output [WIDTH-1:0] X, Y;
  genvar i;
  generate
    for (i = 0; i < WIDTH; i = i + 1) begin : bits
      sky130_fd_sc_hd__fa_1 adder (.A(A[i]), .B(B[i]), .CIN(C[i]), .COUT(X[i]), .SUM(Y[i]));
    end
  endgenerate
endmodule
