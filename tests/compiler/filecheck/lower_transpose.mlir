// Rows and columns change places in a move.
// RUN: tinynpu opt %s --passes lower --preset base | filecheck %s

// CHECK: "npu.move"
// CHECK-SAME: swap = true

builtin.module {
  "npu.model"() ({
  ^bb0(%0: !npu.tensor<[1, 3, 4, 8], "int8", [0.5], 3>):
    %1 = "npu.transpose"(%0) {title = "k", macs = 0 : i64, perm = array<i64: 0, 2, 1, 3>} : (!npu.tensor<[1, 3, 4, 8], "int8", [0.5], 3>) -> !npu.tensor<[1, 4, 3, 8], "int8", [0.5], 3>
    "npu.output"(%1) : (!npu.tensor<[1, 4, 3, 8], "int8", [0.5], 3>) -> ()
  }) {input_names = ["x"], output_names = ["k"]} : () -> ()
}
