// A sum follows the parts of the layer before it: tables first, then each chunk of its channels in turn.
// RUN: tinynpu opt %s --passes lower,order,tile,allocate,schedule --preset compact | filecheck %s

// CHECK: "npu.cmd.tile"() {layer = 0
// CHECK: "npu.cmd.table"() {layer = 2
// CHECK: "npu.cmd.table"() {layer = 2
// CHECK: "npu.cmd.tile"() {layer = 1
// CHECK: "npu.cmd.vector"() {layer = 2
// CHECK-SAME: blocks = 1
// CHECK: "npu.cmd.tile"() {layer = 1
// CHECK: "npu.cmd.vector"() {layer = 2
// CHECK-SAME: blocks = 1
// CHECK: "npu.cmd.tile"() {layer = 3

builtin.module {
  "npu.model"() ({
  ^bb0(%0: !npu.tensor<[1, 16, 16, 4], "int8", [0.5], 3>):
    %1 = "npu.constant"() {value = #npu.data<[8, 3, 3, 4], "int8", "ff000509f7f90609fbfc07fffc06fbfe0301f8f70705060106fdff05f9fcf9ff09f9fefe08fa00fbf705f8fc0000f9090509f804fc0108fc04fafd09ff00fcf9ff02ff05fd020508fff7040107fffdf8ff030507fb0206fbfd06020003000905f8f90106f803050507fa0106fdfa00f8fb0703070607fcff02fc08f70603fb04fe0609fcfffb04030706090908f9f700fd0706ff010207f70003ff080906ff07f803fcfb030507fb0706fcf80506fffaf9fe05fdf70405fa01fe00f703fb01ff02f9fd0305fef7040003faff0707fd03f806fcfd090107fa0509f8fbf9fbfcf808fb0805fa0405f9f9fef8fe000301fffb02ff06040401fdfcff01fdf9f9f7fafefcfafc04fc0801f9090705f90604050402fd080904fd0001f8f80001fbfcf9">, title = "main_w"} : () -> !npu.tensor<[8, 3, 3, 4], "int8", [0.02], 0>
    %2 = "npu.conv2d"(%0, %1) {title = "main", macs = 73728 : i64, stride = array<i64: 1, 1>, dilation = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>, clamp = array<i64: -128, 127>} : (!npu.tensor<[1, 16, 16, 4], "int8", [0.5], 3>, !npu.tensor<[8, 3, 3, 4], "int8", [0.02], 0>) -> !npu.tensor<[1, 16, 16, 8], "int8", [0.5], 3>
    %3 = "npu.constant"() {value = #npu.data<[8, 1, 1, 4], "int8", "0800fc0509fc0805060008f9f80900fe04fc030706f9090404fa08fe08fbf806">, title = "branch_w"} : () -> !npu.tensor<[8, 1, 1, 4], "int8", [0.02], 0>
    %4 = "npu.conv2d"(%0, %3) {title = "branch", macs = 8192 : i64, stride = array<i64: 1, 1>, dilation = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, clamp = array<i64: -128, 127>} : (!npu.tensor<[1, 16, 16, 4], "int8", [0.5], 3>, !npu.tensor<[8, 1, 1, 4], "int8", [0.02], 0>) -> !npu.tensor<[1, 16, 16, 8], "int8", [0.5], 3>
    %5 = "npu.add"(%2, %4) {title = "sum", macs = 0 : i64, clamp = array<i64: -128, 127>} : (!npu.tensor<[1, 16, 16, 8], "int8", [0.5], 3>, !npu.tensor<[1, 16, 16, 8], "int8", [0.5], 3>) -> !npu.tensor<[1, 16, 16, 8], "int8", [0.5], 3>
    %6 = "npu.constant"() {value = #npu.data<[8, 1, 1, 8], "int8", "02fe0909f7020604020001fcf9fe040809faf709030506fd070303fefdfe0400f7f7fa00020905fc000507ff04faff08fef705fcff09fefbfb07fb02fb060402">, title = "next_w"} : () -> !npu.tensor<[8, 1, 1, 8], "int8", [0.02], 0>
    %7 = "npu.conv2d"(%5, %6) {title = "next", macs = 16384 : i64, stride = array<i64: 1, 1>, dilation = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, clamp = array<i64: -128, 127>} : (!npu.tensor<[1, 16, 16, 8], "int8", [0.5], 3>, !npu.tensor<[8, 1, 1, 8], "int8", [0.02], 0>) -> !npu.tensor<[1, 16, 16, 8], "int8", [0.5], 3>
    "npu.output"(%7) : (!npu.tensor<[1, 16, 16, 8], "int8", [0.5], 3>) -> ()
  }) {input_names = ["x"], output_names = ["next"]} : () -> ()
}
