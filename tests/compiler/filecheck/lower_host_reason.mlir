// What the core cannot do goes to the host, with the reason.
// RUN: tinynpu opt %s --passes lower --preset base | filecheck %s

// CHECK: "npu.host"
// CHECK-SAME: reason = "it moves channels, or more than rows and columns"

builtin.module {
  "npu.model"() ({
  ^bb0(%0: !npu.tensor<[1, 3, 4, 8], "int8", [0.5], 3>):
    %1 = "npu.transpose"(%0) {title = "k", macs = 0 : i64, perm = array<i64: 0, 3, 1, 2>} : (!npu.tensor<[1, 3, 4, 8], "int8", [0.5], 3>) -> !npu.tensor<[1, 8, 3, 4], "int8", [0.5], 3>
    "npu.output"(%1) : (!npu.tensor<[1, 8, 3, 4], "int8", [0.5], 3>) -> ()
  }) {input_names = ["x"], output_names = ["k"]} : () -> ()
}
