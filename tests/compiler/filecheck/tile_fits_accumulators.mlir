// A tile has at most as many pixels as the accumulators, 256 on base.
// RUN: tinynpu opt %s --passes lower,tile --preset base | filecheck %s

// CHECK: "npu.dense"
// CHECK-SAME: tile = array<i64: {{[1-6]}}, 40>

builtin.module {
  "npu.model"() ({
  ^bb0(%0: !npu.tensor<[1, 40, 40, 8], "int8", [0.5], 3>):
    %1 = "npu.constant"() {value = #npu.data<[8, 1, 1, 8], "int8", "070300fcfcf7f8f7fa0603080002090403010108fc0603f7fe0701f7050407faf807f701f8fc00fffef7f7f9f7030003fb0205feff090609fe040903060404fe">, title = "c_w"} : () -> !npu.tensor<[8, 1, 1, 8], "int8", [0.02], 0>
    %2 = "npu.conv2d"(%0, %1) {title = "c", macs = 102400 : i64, stride = array<i64: 1, 1>, dilation = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, clamp = array<i64: -128, 127>} : (!npu.tensor<[1, 40, 40, 8], "int8", [0.5], 3>, !npu.tensor<[8, 1, 1, 8], "int8", [0.02], 0>) -> !npu.tensor<[1, 40, 40, 8], "int8", [0.5], 3>
    "npu.output"(%2) : (!npu.tensor<[1, 40, 40, 8], "int8", [0.5], 3>) -> ()
  }) {input_names = ["x"], output_names = ["c"]} : () -> ()
}
