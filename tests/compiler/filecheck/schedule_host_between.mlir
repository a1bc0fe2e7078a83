// Around what the host does the core runs one program each.
// RUN: tinynpu opt %s --passes lower,tile,allocate,schedule --preset base | filecheck %s

// CHECK: "npu.cmd.start"
// CHECK: "npu.cmd.end"
// CHECK: "npu.host"
// CHECK: "npu.cmd.start"
// CHECK: "npu.cmd.end"
// CHECK-NOT: "npu.cmd.start"

builtin.module {
  "npu.model"() ({
  ^bb0(%0: !npu.tensor<[1, 4, 4, 8], "int8", [0.5], 3>):
    %1 = "npu.constant"() {value = #npu.data<[8, 1, 1, 8], "int8", "070300fcfcf7f8f7fa0603080002090403010108fc0603f7fe0701f7050407faf807f701f8fc00fffef7f7f9f7030003fb0205feff090609fe040903060404fe">, title = "c_w"} : () -> !npu.tensor<[8, 1, 1, 8], "int8", [0.02], 0>
    %2 = "npu.conv2d"(%0, %1) {title = "c", macs = 1024 : i64, stride = array<i64: 1, 1>, dilation = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, clamp = array<i64: -128, 127>} : (!npu.tensor<[1, 4, 4, 8], "int8", [0.5], 3>, !npu.tensor<[8, 1, 1, 8], "int8", [0.02], 0>) -> !npu.tensor<[1, 4, 4, 8], "int8", [0.5], 3>
    %3 = "npu.softmax"(%2) {title = "s", macs = 0 : i64, beta = #npu.real<1.0>, kind = "tflite"} : (!npu.tensor<[1, 4, 4, 8], "int8", [0.5], 3>) -> !npu.tensor<[1, 4, 4, 8], "int8", [0.00390625], -128>
    %4 = "npu.constant"() {value = #npu.data<[8, 1, 1, 8], "int8", "06fbf9fcfe06fff8fd02060409fa07f801fcfa03fc01fbf905ff030308fffb0308090703fefef7fafdfd02000407070509fd0808fbff010404f900f809faff07">, title = "d_w"} : () -> !npu.tensor<[8, 1, 1, 8], "int8", [0.02], 0>
    %5 = "npu.conv2d"(%3, %4) {title = "d", macs = 1024 : i64, stride = array<i64: 1, 1>, dilation = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, clamp = array<i64: -128, 127>} : (!npu.tensor<[1, 4, 4, 8], "int8", [0.00390625], -128>, !npu.tensor<[8, 1, 1, 8], "int8", [0.02], 0>) -> !npu.tensor<[1, 4, 4, 8], "int8", [0.5], 3>
    "npu.output"(%5) : (!npu.tensor<[1, 4, 4, 8], "int8", [0.5], 3>) -> ()
  }) {input_names = ["x"], output_names = ["d"]} : () -> ()
}
