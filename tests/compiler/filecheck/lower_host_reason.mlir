// What the core cannot do goes to the host, with the reason.
// RUN: tinynpu opt %s --passes lower --preset base | filecheck %s

// CHECK: "npu.host"
// CHECK-SAME: reason = "channels do not begin at a word"

builtin.module {
  "npu.model"() ({
  ^bb0(%0: !npu.tensor<[1, 2, 2, 3], "int8", [0.5], 3>, %1: !npu.tensor<[1, 2, 2, 5], "int8", [0.5], 3>):
    %2 = "npu.concat"(%0, %1) {title = "k", macs = 0 : i64, axis = 3 : i64} : (!npu.tensor<[1, 2, 2, 3], "int8", [0.5], 3>, !npu.tensor<[1, 2, 2, 5], "int8", [0.5], 3>) -> !npu.tensor<[1, 2, 2, 8], "int8", [0.5], 3>
    "npu.output"(%2) : (!npu.tensor<[1, 2, 2, 8], "int8", [0.5], 3>) -> ()
  }) {input_names = ["x", "z"], output_names = ["k"]} : () -> ()
}
