// Padding of channels does not.
// RUN: tinynpu opt %s --passes fuse | filecheck %s

// CHECK: "npu.pad"
// CHECK: "npu.conv2d"

builtin.module {
  "npu.model"() ({
  ^bb0(%0: !npu.tensor<[1, 2, 2, 2], "int8", [0.5], 3>):
    %1 = "npu.pad"(%0) {title = "p", macs = 0 : i64, before = array<i64: 0, 0, 0, 1>, after = array<i64: 0, 0, 0, 1>} : (!npu.tensor<[1, 2, 2, 2], "int8", [0.5], 3>) -> !npu.tensor<[1, 2, 2, 4], "int8", [0.5], 3>
    %2 = "npu.constant"() {value = #npu.data<[2, 1, 1, 4], "int8", "ff000509f7f90609">, title = "c_w"} : () -> !npu.tensor<[2, 1, 1, 4], "int8", [0.02], 0>
    %3 = "npu.conv2d"(%1, %2) {title = "c", macs = 32 : i64, stride = array<i64: 1, 1>, dilation = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, clamp = array<i64: -128, 127>} : (!npu.tensor<[1, 2, 2, 4], "int8", [0.5], 3>, !npu.tensor<[2, 1, 1, 4], "int8", [0.02], 0>) -> !npu.tensor<[1, 2, 2, 2], "int8", [0.5], 3>
    "npu.output"(%3) : (!npu.tensor<[1, 2, 2, 2], "int8", [0.5], 3>) -> ()
  }) {input_names = ["x"], output_names = ["c"]} : () -> ()
}
