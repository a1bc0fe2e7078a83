// Tensors larger than the scratchpad go through it in stripes.
// RUN: tinynpu opt %s --passes lower,tile,allocate --preset base --set bank_words=512 | filecheck %s

// CHECK: "npu.dense"
// CHECK-SAME: sources = array<i64: -1>
// CHECK-SAME: stripe = array<i64: {{[1-9][0-9]*}}, 64>

builtin.module {
  "npu.model"() ({
  ^bb0(%0: !npu.tensor<[1, 64, 64, 8], "int8", [0.5], 3>):
    %1 = "npu.constant"() {value = #npu.data<[8, 1, 1, 8], "int8", "070300fcfcf7f8f7fa0603080002090403010108fc0603f7fe0701f7050407faf807f701f8fc00fffef7f7f9f7030003fb0205feff090609fe040903060404fe">, title = "c_w"} : () -> !npu.tensor<[8, 1, 1, 8], "int8", [0.02], 0>
    %2 = "npu.conv2d"(%0, %1) {title = "c", macs = 262144 : i64, stride = array<i64: 1, 1>, dilation = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, clamp = array<i64: -128, 127>} : (!npu.tensor<[1, 64, 64, 8], "int8", [0.5], 3>, !npu.tensor<[8, 1, 1, 8], "int8", [0.02], 0>) -> !npu.tensor<[1, 64, 64, 8], "int8", [0.5], 3>
    %3 = "npu.constant"() {value = #npu.data<[8, 1, 1, 8], "int8", "ff000509f7f90609fbfc07fffc06fbfe0301f8f70705060106fdff05f9fcf9ff09f9fefe08fa00fbf705f8fc0000f9090509f804fc0108fc04fafd09ff00fcf9">, title = "d_w"} : () -> !npu.tensor<[8, 1, 1, 8], "int8", [0.02], 0>
    %4 = "npu.conv2d"(%2, %3) {title = "d", macs = 262144 : i64, stride = array<i64: 1, 1>, dilation = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, clamp = array<i64: -128, 127>} : (!npu.tensor<[1, 64, 64, 8], "int8", [0.5], 3>, !npu.tensor<[8, 1, 1, 8], "int8", [0.02], 0>) -> !npu.tensor<[1, 64, 64, 8], "int8", [0.5], 3>
    "npu.output"(%4) : (!npu.tensor<[1, 64, 64, 8], "int8", [0.5], 3>) -> ()
  }) {input_names = ["x"], output_names = ["d"]} : () -> ()
}
