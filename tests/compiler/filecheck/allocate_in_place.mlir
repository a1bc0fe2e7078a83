// A sum takes the place of an operand that ends with it, and does not go to memory.
// RUN: tinynpu opt %s --passes lower,tile,allocate --preset base | filecheck %s

// CHECK: "npu.vector"
// CHECK-SAME: sources = array<i64: [[PLACE:[0-9]+]], {{[0-9]+}}>
// CHECK-SAME: target = [[PLACE]] : i64
// CHECK-SAME: target_memory = array<i64: -1, 0>

builtin.module {
  "npu.model"() ({
  ^bb0(%0: !npu.tensor<[1, 4, 4, 8], "int8", [0.5], 3>):
    %1 = "npu.constant"() {value = #npu.data<[8, 1, 1, 8], "int8", "070300fcfcf7f8f7fa0603080002090403010108fc0603f7fe0701f7050407faf807f701f8fc00fffef7f7f9f7030003fb0205feff090609fe040903060404fe">, title = "c_w"} : () -> !npu.tensor<[8, 1, 1, 8], "int8", [0.02], 0>
    %2 = "npu.conv2d"(%0, %1) {title = "c", macs = 1024 : i64, stride = array<i64: 1, 1>, dilation = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, clamp = array<i64: -128, 127>} : (!npu.tensor<[1, 4, 4, 8], "int8", [0.5], 3>, !npu.tensor<[8, 1, 1, 8], "int8", [0.02], 0>) -> !npu.tensor<[1, 4, 4, 8], "int8", [0.5], 3>
    %3 = "npu.constant"() {value = #npu.data<[8, 1, 1, 8], "int8", "ff000509f7f90609fbfc07fffc06fbfe0301f8f70705060106fdff05f9fcf9ff09f9fefe08fa00fbf705f8fc0000f9090509f804fc0108fc04fafd09ff00fcf9">, title = "d_w"} : () -> !npu.tensor<[8, 1, 1, 8], "int8", [0.02], 0>
    %4 = "npu.conv2d"(%2, %3) {title = "d", macs = 1024 : i64, stride = array<i64: 1, 1>, dilation = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, clamp = array<i64: -128, 127>} : (!npu.tensor<[1, 4, 4, 8], "int8", [0.5], 3>, !npu.tensor<[8, 1, 1, 8], "int8", [0.02], 0>) -> !npu.tensor<[1, 4, 4, 8], "int8", [0.5], 3>
    %5 = "npu.add"(%4, %2) {title = "s", macs = 0 : i64, clamp = array<i64: -128, 127>} : (!npu.tensor<[1, 4, 4, 8], "int8", [0.5], 3>, !npu.tensor<[1, 4, 4, 8], "int8", [0.5], 3>) -> !npu.tensor<[1, 4, 4, 8], "int8", [0.5], 3>
    %6 = "npu.constant"() {value = #npu.data<[8, 1, 1, 8], "int8", "06f8fafbfa060702f7f8fdff0200fcfa0404f7f9fffe0700feff0302fa05050905fcfd03030407fc08f7f80908fcf9fcf7070302fbfffa0500f7fb0400fefbf8">, title = "e_w"} : () -> !npu.tensor<[8, 1, 1, 8], "int8", [0.02], 0>
    %7 = "npu.conv2d"(%5, %6) {title = "e", macs = 1024 : i64, stride = array<i64: 1, 1>, dilation = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, clamp = array<i64: -128, 127>} : (!npu.tensor<[1, 4, 4, 8], "int8", [0.5], 3>, !npu.tensor<[8, 1, 1, 8], "int8", [0.02], 0>) -> !npu.tensor<[1, 4, 4, 8], "int8", [0.5], 3>
    "npu.output"(%7) : (!npu.tensor<[1, 4, 4, 8], "int8", [0.5], 3>) -> ()
  }) {input_names = ["x"], output_names = ["e"]} : () -> ()
}
