// A transpose that moves values stays.
// RUN: tinynpu opt %s --passes canonicalize | filecheck %s

// CHECK: "npu.transpose"
// CHECK: "npu.conv2d"

builtin.module {
  "npu.model"() ({
  ^bb0(%0: !npu.tensor<[1, 4, 2, 6], "int8", [0.5], 3>):
    %1 = "npu.transpose"(%0) {title = "a", macs = 0 : i64, perm = array<i64: 0, 2, 1, 3>} : (!npu.tensor<[1, 4, 2, 6], "int8", [0.5], 3>) -> !npu.tensor<[1, 2, 4, 6], "int8", [0.5], 3>
    %2 = "npu.constant"() {value = #npu.data<[2, 1, 1, 6], "int8", "ff000509f7f90609fbfc07ff">, title = "c_w"} : () -> !npu.tensor<[2, 1, 1, 6], "int8", [0.02], 0>
    %3 = "npu.conv2d"(%1, %2) {title = "c", macs = 96 : i64, stride = array<i64: 1, 1>, dilation = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, clamp = array<i64: -128, 127>} : (!npu.tensor<[1, 2, 4, 6], "int8", [0.5], 3>, !npu.tensor<[2, 1, 1, 6], "int8", [0.02], 0>) -> !npu.tensor<[1, 2, 4, 2], "int8", [0.5], 3>
    "npu.output"(%3) : (!npu.tensor<[1, 2, 4, 2], "int8", [0.5], 3>) -> ()
  }) {input_names = ["x"], output_names = ["c"]} : () -> ()
}
