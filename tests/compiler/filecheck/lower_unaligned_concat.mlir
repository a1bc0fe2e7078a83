// Channels that begin within a word are put in their place by a product with ones and zeros.
// RUN: tinynpu opt %s --passes lower --preset base | filecheck %s

// CHECK: "npu.dense"(%0)
// CHECK: "npu.dense"(%1)
// CHECK: "npu.vector"
// CHECK-NOT: npu.host

builtin.module {
  "npu.model"() ({
  ^bb0(%0: !npu.tensor<[1, 2, 2, 3], "int8", [0.5], 3>, %1: !npu.tensor<[1, 2, 2, 5], "int8", [0.5], 3>):
    %2 = "npu.concat"(%0, %1) {title = "k", macs = 0 : i64, axis = 3 : i64} : (!npu.tensor<[1, 2, 2, 3], "int8", [0.5], 3>, !npu.tensor<[1, 2, 2, 5], "int8", [0.5], 3>) -> !npu.tensor<[1, 2, 2, 8], "int8", [0.5], 3>
    "npu.output"(%2) : (!npu.tensor<[1, 2, 2, 8], "int8", [0.5], 3>) -> ()
  }) {input_names = ["x", "z"], output_names = ["k"]} : () -> ()
}
