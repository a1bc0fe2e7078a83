// Of two reshapes the second is enough.
// RUN: tinynpu opt %s --passes canonicalize,fold | filecheck %s

// CHECK: "npu.reshape"(%0)
// CHECK-SAME: -> !npu.tensor<[1, 4, 1, 4]
// CHECK-NOT: npu.reshape
// CHECK: "npu.conv2d"

builtin.module {
  "npu.model"() ({
  ^bb0(%0: !npu.tensor<[1, 2, 2, 4], "int8", [0.5], 3>):
    %1 = "npu.reshape"(%0) {title = "a", macs = 0 : i64} : (!npu.tensor<[1, 2, 2, 4], "int8", [0.5], 3>) -> !npu.tensor<[1, 16], "int8", [0.5], 3>
    %2 = "npu.reshape"(%1) {title = "b", macs = 0 : i64} : (!npu.tensor<[1, 16], "int8", [0.5], 3>) -> !npu.tensor<[1, 4, 1, 4], "int8", [0.5], 3>
    %3 = "npu.constant"() {value = #npu.data<[2, 1, 1, 4], "int8", "06fbf9fcfe06fff8">, title = "c_w"} : () -> !npu.tensor<[2, 1, 1, 4], "int8", [0.02], 0>
    %4 = "npu.conv2d"(%2, %3) {title = "c", macs = 32 : i64, stride = array<i64: 1, 1>, dilation = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, clamp = array<i64: -128, 127>} : (!npu.tensor<[1, 4, 1, 4], "int8", [0.5], 3>, !npu.tensor<[2, 1, 1, 4], "int8", [0.02], 0>) -> !npu.tensor<[1, 4, 1, 2], "int8", [0.5], 3>
    "npu.output"(%4) : (!npu.tensor<[1, 4, 1, 2], "int8", [0.5], 3>) -> ()
  }) {input_names = ["x"], output_names = ["c"]} : () -> ()
}
