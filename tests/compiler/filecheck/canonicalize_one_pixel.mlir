// With one output pixel the stride does not matter.
// RUN: tinynpu opt %s --passes canonicalize | filecheck %s

// CHECK: "npu.conv2d"
// CHECK-SAME: stride = array<i64: 1, 1>

builtin.module {
  "npu.model"() ({
  ^bb0(%0: !npu.tensor<[1, 3, 3, 2], "int8", [0.5], 3>):
    %1 = "npu.constant"() {value = #npu.data<[2, 3, 3, 2], "int8", "070300fcfcf7f8f7fa0603080002090403010108fc0603f7fe0701f7050407faf807f701">, title = "c_w"} : () -> !npu.tensor<[2, 3, 3, 2], "int8", [0.02], 0>
    %2 = "npu.conv2d"(%0, %1) {title = "c", macs = 36 : i64, stride = array<i64: 2, 3>, dilation = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, clamp = array<i64: -128, 127>} : (!npu.tensor<[1, 3, 3, 2], "int8", [0.5], 3>, !npu.tensor<[2, 3, 3, 2], "int8", [0.02], 0>) -> !npu.tensor<[1, 1, 1, 2], "int8", [0.5], 3>
    "npu.output"(%2) : (!npu.tensor<[1, 1, 1, 2], "int8", [0.5], 3>) -> ()
  }) {input_names = ["x"], output_names = ["c"]} : () -> ()
}
