// A product with one number is a table.
// RUN: tinynpu opt %s --passes canonicalize | filecheck %s

// CHECK-NOT: npu.mul
// CHECK: "npu.lookup"

builtin.module {
  "npu.model"() ({
  ^bb0(%0: !npu.tensor<[1, 2, 2, 2], "int8", [0.5], 3>):
    %1 = "npu.constant"() {value = #npu.data<[1], "int8", "04">, title = "two"} : () -> !npu.tensor<[1], "int8", [0.5], 0>
    %2 = "npu.mul"(%0, %1) {title = "m", macs = 0 : i64, clamp = array<i64: -128, 127>} : (!npu.tensor<[1, 2, 2, 2], "int8", [0.5], 3>, !npu.tensor<[1], "int8", [0.5], 0>) -> !npu.tensor<[1, 2, 2, 2], "int8", [1.0], 3>
    "npu.output"(%2) : (!npu.tensor<[1, 2, 2, 2], "int8", [1.0], 3>) -> ()
  }) {input_names = ["x"], output_names = ["m"]} : () -> ()
}
