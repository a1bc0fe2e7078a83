// Layers become kernels; a first layer packs (column, channel) into the rows; softmax goes to the host.
// RUN: tinynpu opt %s --passes lower --preset base | filecheck %s

// CHECK: "npu.dense"
// CHECK-SAME: packing = array<i64: 3, 2, 2>
// CHECK: "npu.depthwise"
// CHECK: "npu.host"
// CHECK-SAME: op = "softmax"

builtin.module {
  "npu.model"() ({
  ^bb0(%0: !npu.tensor<[1, 4, 4, 3], "int8", [0.5], 3>):
    %1 = "npu.constant"() {value = #npu.data<[16, 3, 3, 3], "int8", "070300fcfcf7f8f7fa0603080002090403010108fc0603f7fe0701f7050407faf807f701f8fc00fffef7f7f9f7030003fb0205feff090609fe040903060404fe07f901040700fefcff000407f80801fd0301fbfd040200fd05fefd07fcfb0402f7f8fe06fe05fdfb0607f8f803fd01f907ff080604fb05f701fe09fa08f8020208fc080307fa0508f7fd03f900020508feff0009fa00f7ff0802fd090209f7ff0605fe00fe01fb05f8fefc0405040808faf9f9040908030907f7f907f8090609fdf90009fd07fe06fb00fdfb0706f90809fcff0103fff90804f70604fa0200f70804fcf7f805f9000808fcf8000602f803fdfbff0709f90105fbfcfbfa07fbfbf9f905fc060207010506f801fffcfffe00060602040903fef801fb02f70708f906fef70808f7020606fe0706f9f7f8fdf9f8fb0300fc0904030805f9f707fef800fefffffc0000090405f7fc09fc00070307fa0003fd010904fdf8fafc07fc06fc03010901080905020709fb01f9f803f70406fa03fe07080101040105fa05000500fcf80009f701fff701050509010209fd06fafd0302fa030108020709f8f800000105fcfa03fe08f80404fcf8fdfe">, title = "c_w"} : () -> !npu.tensor<[16, 3, 3, 3], "int8", [0.02], 0>
    %2 = "npu.conv2d"(%0, %1) {title = "c", macs = 1728 : i64, stride = array<i64: 1, 1>, dilation = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, clamp = array<i64: -128, 127>} : (!npu.tensor<[1, 4, 4, 3], "int8", [0.5], 3>, !npu.tensor<[16, 3, 3, 3], "int8", [0.02], 0>) -> !npu.tensor<[1, 2, 2, 16], "int8", [0.5], 3>
    %3 = "npu.constant"() {value = #npu.data<[1, 2, 2, 16], "int8", "01010101010101010101010101010101010101010101010101010101010101010101010101010101010101010101010101010101010101010101010101010101">, title = "dw"} : () -> !npu.tensor<[1, 2, 2, 16], "int8", [0.02], 0>
    %4 = "npu.depthwise_conv2d"(%2, %3) {title = "d", macs = 64 : i64, stride = array<i64: 1, 1>, dilation = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, clamp = array<i64: -128, 127>} : (!npu.tensor<[1, 2, 2, 16], "int8", [0.5], 3>, !npu.tensor<[1, 2, 2, 16], "int8", [0.02], 0>) -> !npu.tensor<[1, 1, 1, 16], "int8", [0.5], 3>
    %5 = "npu.softmax"(%4) {title = "s", macs = 0 : i64, beta = #npu.real<1.0>, kind = "tflite"} : (!npu.tensor<[1, 1, 1, 16], "int8", [0.5], 3>) -> !npu.tensor<[1, 1, 1, 16], "int8", [0.00390625], -128>
    "npu.output"(%5) : (!npu.tensor<[1, 1, 1, 16], "int8", [0.00390625], -128>) -> ()
  }) {input_names = ["x"], output_names = ["s"]} : () -> ()
}
