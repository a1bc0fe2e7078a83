// A layer that the other operand of a sum needs stays before it, though it takes longer.
// RUN: tinynpu opt %s --passes lower,order --preset base | filecheck %s

// CHECK: "npu.dense"
// CHECK-SAME: title = "main"
// CHECK: "npu.dense"
// CHECK-SAME: title = "branch"
// CHECK: "npu.vector"
// CHECK-SAME: title = "sum"

builtin.module {
  "npu.model"() ({
  ^bb0(%0: !npu.tensor<[1, 8, 8, 4], "int8", [0.5], 3>):
    %1 = "npu.constant"() {value = #npu.data<[8, 3, 3, 4], "int8", "fffd0905fef7f9fffffe090006f9fefbf901f9fe04060102fc07fa04f802fbfcfd0506fb01f80709fd010105f801070201f708fafd03ff0102faf70906f9030005f9040409fcfff9f7f7fffa05fa0201fdff0909fc09fb06fd030307fe0807f7f8f903fdf9f80802f7fb03fc05fc03f806050103f802fff7f7ff0404faf9fbfef9f7fdf8fafbfefef7ff0807f9fd03f7010605f8fcf80009060505fd09f9f9fefffdff07fffe03f80708f70209f9f9f908ff09f804030102f9f702060805ff08f703000407fa05f7fff8fb09fe030908f8fd0905fef803fa08fcff0100010600fdff0601ff09fbff090601f801fe09010102fefb00fe0608ff03fa02f9f8faf707fb08f90309f9f7fcfd00f8f803f8f7fef8f9f800fc0601fd06fafcf9fcfe06">, title = "main_w"} : () -> !npu.tensor<[8, 3, 3, 4], "int8", [0.02], 0>
    %2 = "npu.conv2d"(%0, %1) {title = "main", macs = 18432 : i64, stride = array<i64: 1, 1>, dilation = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>, clamp = array<i64: -128, 127>} : (!npu.tensor<[1, 8, 8, 4], "int8", [0.5], 3>, !npu.tensor<[8, 3, 3, 4], "int8", [0.02], 0>) -> !npu.tensor<[1, 8, 8, 8], "int8", [0.5], 3>
    %3 = "npu.constant"() {value = #npu.data<[8, 1, 1, 8], "int8", "fd0507f90406fd0606fafa02fefa09fbfa00fd00fd00ff0108fbfe0508fc0908fc0004fcfbfaff0004fe00020500faf7000601f7f806fc06fa08fa03fffafdff">, title = "branch_w"} : () -> !npu.tensor<[8, 1, 1, 8], "int8", [0.02], 0>
    %4 = "npu.conv2d"(%2, %3) {title = "branch", macs = 4096 : i64, stride = array<i64: 1, 1>, dilation = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, clamp = array<i64: -128, 127>} : (!npu.tensor<[1, 8, 8, 8], "int8", [0.5], 3>, !npu.tensor<[8, 1, 1, 8], "int8", [0.02], 0>) -> !npu.tensor<[1, 8, 8, 8], "int8", [0.5], 3>
    %5 = "npu.add"(%2, %4) {title = "sum", macs = 0 : i64, clamp = array<i64: -128, 127>} : (!npu.tensor<[1, 8, 8, 8], "int8", [0.5], 3>, !npu.tensor<[1, 8, 8, 8], "int8", [0.5], 3>) -> !npu.tensor<[1, 8, 8, 8], "int8", [0.5], 3>
    %6 = "npu.constant"() {value = #npu.data<[8, 1, 1, 8], "int8", "fbfff90309feff0308faf9fd0901f8ff09f9fb09f704010608fdfc080206f709fffa030004fefc0208fb03f8fa00f80302fe050908fe02fcf806fefffefc04fc">, title = "next_w"} : () -> !npu.tensor<[8, 1, 1, 8], "int8", [0.02], 0>
    %7 = "npu.conv2d"(%5, %6) {title = "next", macs = 4096 : i64, stride = array<i64: 1, 1>, dilation = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, clamp = array<i64: -128, 127>} : (!npu.tensor<[1, 8, 8, 8], "int8", [0.5], 3>, !npu.tensor<[8, 1, 1, 8], "int8", [0.02], 0>) -> !npu.tensor<[1, 8, 8, 8], "int8", [0.5], 3>
    "npu.output"(%7) : (!npu.tensor<[1, 8, 8, 8], "int8", [0.5], 3>) -> ()
  }) {input_names = ["x"], output_names = ["next"]} : () -> ()
}
