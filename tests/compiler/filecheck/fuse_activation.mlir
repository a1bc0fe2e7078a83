// A table that only cuts values off is the range of the layer in front of it.
// RUN: tinynpu opt %s --passes fuse | filecheck %s

// CHECK: "npu.conv2d"
// CHECK-SAME: clamp = array<i64: 3, 127>
// CHECK-NOT: npu.lookup

builtin.module {
  "npu.model"() ({
  ^bb0(%0: !npu.tensor<[1, 2, 2, 2], "int8", [0.5], 3>):
    %1 = "npu.constant"() {value = #npu.data<[2, 1, 1, 2], "int8", "070300fc">, title = "c_w"} : () -> !npu.tensor<[2, 1, 1, 2], "int8", [0.02], 0>
    %2 = "npu.conv2d"(%0, %1) {title = "c", macs = 16 : i64, stride = array<i64: 1, 1>, dilation = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, clamp = array<i64: -128, 127>} : (!npu.tensor<[1, 2, 2, 2], "int8", [0.5], 3>, !npu.tensor<[2, 1, 1, 2], "int8", [0.02], 0>) -> !npu.tensor<[1, 2, 2, 2], "int8", [0.5], 3>
    %3 = "npu.lookup"(%2) {title = "r", macs = 0 : i64, table = #npu.data<[256], "int8", "030303030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f606162636465666768696a6b6c6d6e6f707172737475767778797a7b7c7d7e7f0303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303">, function = "RELU"} : (!npu.tensor<[1, 2, 2, 2], "int8", [0.5], 3>) -> !npu.tensor<[1, 2, 2, 2], "int8", [0.5], 3>
    "npu.output"(%3) : (!npu.tensor<[1, 2, 2, 2], "int8", [0.5], 3>) -> ()
  }) {input_names = ["x"], output_names = ["r"]} : () -> ()
}
