// Padding of rows and columns goes into the convolution.
// RUN: tinynpu opt %s --passes fuse | filecheck %s

// CHECK-NOT: npu.pad
// CHECK: "npu.conv2d"
// CHECK-SAME: padding = array<i64: 1, 1, 1, 2>

builtin.module {
  "npu.model"() ({
  ^bb0(%0: !npu.tensor<[1, 2, 2, 2], "int8", [0.5], 3>):
    %1 = "npu.pad"(%0) {title = "p", macs = 0 : i64, before = array<i64: 0, 1, 1, 0>, after = array<i64: 0, 1, 2, 0>} : (!npu.tensor<[1, 2, 2, 2], "int8", [0.5], 3>) -> !npu.tensor<[1, 4, 5, 2], "int8", [0.5], 3>
    %2 = "npu.constant"() {value = #npu.data<[2, 3, 3, 2], "int8", "ff000509f7f90609fbfc07fffc06fbfe0301f8f70705060106fdff05f9fcf9ff09f9fefe">, title = "c_w"} : () -> !npu.tensor<[2, 3, 3, 2], "int8", [0.02], 0>
    %3 = "npu.conv2d"(%1, %2) {title = "c", macs = 216 : i64, stride = array<i64: 1, 1>, dilation = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, clamp = array<i64: -128, 127>} : (!npu.tensor<[1, 4, 5, 2], "int8", [0.5], 3>, !npu.tensor<[2, 3, 3, 2], "int8", [0.02], 0>) -> !npu.tensor<[1, 2, 3, 2], "int8", [0.5], 3>
    "npu.output"(%3) : (!npu.tensor<[1, 2, 3, 2], "int8", [0.5], 3>) -> ()
  }) {input_names = ["x"], output_names = ["c"]} : () -> ()
}
