// With another quantization it is not: the result would be rounded twice.
// RUN: tinynpu opt %s --passes fuse | filecheck %s

// CHECK: "npu.conv2d"
// CHECK-SAME: clamp = array<i64: -128, 127>
// CHECK: "npu.lookup"

builtin.module {
  "npu.model"() ({
  ^bb0(%0: !npu.tensor<[1, 2, 2, 2], "int8", [0.5], 3>):
    %1 = "npu.constant"() {value = #npu.data<[2, 1, 1, 2], "int8", "070300fc">, title = "c_w"} : () -> !npu.tensor<[2, 1, 1, 2], "int8", [0.02], 0>
    %2 = "npu.conv2d"(%0, %1) {title = "c", macs = 16 : i64, stride = array<i64: 1, 1>, dilation = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, clamp = array<i64: -128, 127>} : (!npu.tensor<[1, 2, 2, 2], "int8", [0.5], 3>, !npu.tensor<[2, 1, 1, 2], "int8", [0.02], 0>) -> !npu.tensor<[1, 2, 2, 2], "int8", [0.5], 3>
    %3 = "npu.lookup"(%2) {title = "r", macs = 0 : i64, table = #npu.data<[256], "int8", "030303030507090b0d0f11131517191b1d1f21232527292b2d2f31333537393b3d3f41434547494b4d4f51535557595b5d5f61636567696b6d6f71737577797b7d7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f0303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303">, function = "RELU"} : (!npu.tensor<[1, 2, 2, 2], "int8", [0.5], 3>) -> !npu.tensor<[1, 2, 2, 2], "int8", [0.25], 3>
    "npu.output"(%3) : (!npu.tensor<[1, 2, 2, 2], "int8", [0.25], 3>) -> ()
  }) {input_names = ["x"], output_names = ["r"]} : () -> ()
}
