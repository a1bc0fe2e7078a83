// A transpose of dimensions of size 1 is a reshape, a whole slice is nothing.
// RUN: tinynpu opt %s --passes canonicalize | filecheck %s

// CHECK-NOT: npu.transpose
// CHECK-NOT: npu.slice
// CHECK: "npu.reshape"
// CHECK: "npu.conv2d"
// CHECK-NOT: npu.transpose

builtin.module {
  "npu.model"() ({
  ^bb0(%0: !npu.tensor<[1, 4, 1, 6], "int8", [0.5], 3>):
    %1 = "npu.transpose"(%0) {title = "a", macs = 0 : i64, perm = array<i64: 0, 2, 1, 3>} : (!npu.tensor<[1, 4, 1, 6], "int8", [0.5], 3>) -> !npu.tensor<[1, 1, 4, 6], "int8", [0.5], 3>
    %2 = "npu.slice"(%1) {title = "s", macs = 0 : i64, begin = array<i64: 0, 0, 0, 0>, end = array<i64: 1, 1, 4, 6>, strides = array<i64: 1, 1, 1, 1>} : (!npu.tensor<[1, 1, 4, 6], "int8", [0.5], 3>) -> !npu.tensor<[1, 1, 4, 6], "int8", [0.5], 3>
    %3 = "npu.constant"() {value = #npu.data<[2, 1, 1, 6], "int8", "06fbf9fcfe06fff8fd020604">, title = "c_w"} : () -> !npu.tensor<[2, 1, 1, 6], "int8", [0.02], 0>
    %4 = "npu.conv2d"(%2, %3) {title = "c", macs = 48 : i64, stride = array<i64: 1, 1>, dilation = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, clamp = array<i64: -128, 127>} : (!npu.tensor<[1, 1, 4, 6], "int8", [0.5], 3>, !npu.tensor<[2, 1, 1, 6], "int8", [0.02], 0>) -> !npu.tensor<[1, 1, 4, 2], "int8", [0.5], 3>
    "npu.output"(%4) : (!npu.tensor<[1, 1, 4, 2], "int8", [0.5], 3>) -> ()
  }) {input_names = ["x"], output_names = ["c"]} : () -> ()
}
