// A table of a table is one table.
// RUN: tinynpu opt %s --passes fold | filecheck %s

// CHECK: "npu.lookup"
// CHECK-NOT: "npu.lookup"
// CHECK: "npu.add"

builtin.module {
  "npu.model"() ({
  ^bb0(%0: !npu.tensor<[1, 1, 1, 4], "int8", [0.5], 0>):
    %1 = "npu.lookup"(%0) {title = "a", macs = 0 : i64, table = #npu.data<[256], "int8", "00fffefdfcfbfaf9f8f7f6f5f4f3f2f1f0efeeedecebeae9e8e7e6e5e4e3e2e1e0dfdedddcdbdad9d8d7d6d5d4d3d2d1d0cfcecdcccbcac9c8c7c6c5c4c3c2c1c0bfbebdbcbbbab9b8b7b6b5b4b3b2b1b0afaeadacabaaa9a8a7a6a5a4a3a2a1a09f9e9d9c9b9a999897969594939291908f8e8d8c8b8a8988878685848382817f7f7e7d7c7b7a797877767574737271706f6e6d6c6b6a696867666564636261605f5e5d5c5b5a595857565554535251504f4e4d4c4b4a494847464544434241403f3e3d3c3b3a393837363534333231302f2e2d2c2b2a292827262524232221201f1e1d1c1b1a191817161514131211100f0e0d0c0b0a090807060504030201">, function = "NEG"} : (!npu.tensor<[1, 1, 1, 4], "int8", [0.5], 0>) -> !npu.tensor<[1, 1, 1, 4], "int8", [0.5], 0>
    %2 = "npu.lookup"(%1) {title = "b", macs = 0 : i64, table = #npu.data<[256], "int8", "00fffefdfcfbfaf9f8f7f6f5f4f3f2f1f0efeeedecebeae9e8e7e6e5e4e3e2e1e0dfdedddcdbdad9d8d7d6d5d4d3d2d1d0cfcecdcccbcac9c8c7c6c5c4c3c2c1c0bfbebdbcbbbab9b8b7b6b5b4b3b2b1b0afaeadacabaaa9a8a7a6a5a4a3a2a1a09f9e9d9c9b9a999897969594939291908f8e8d8c8b8a8988878685848382817f7f7e7d7c7b7a797877767574737271706f6e6d6c6b6a696867666564636261605f5e5d5c5b5a595857565554535251504f4e4d4c4b4a494847464544434241403f3e3d3c3b3a393837363534333231302f2e2d2c2b2a292827262524232221201f1e1d1c1b1a191817161514131211100f0e0d0c0b0a090807060504030201">, function = "NEG"} : (!npu.tensor<[1, 1, 1, 4], "int8", [0.5], 0>) -> !npu.tensor<[1, 1, 1, 4], "int8", [0.5], 0>
    %3 = "npu.add"(%2, %0) {title = "s", macs = 0 : i64, clamp = array<i64: -128, 127>} : (!npu.tensor<[1, 1, 1, 4], "int8", [0.5], 0>, !npu.tensor<[1, 1, 1, 4], "int8", [0.5], 0>) -> !npu.tensor<[1, 1, 1, 4], "int8", [0.5], 3>
    "npu.output"(%3) : (!npu.tensor<[1, 1, 1, 4], "int8", [0.5], 3>) -> ()
  }) {input_names = ["x"], output_names = ["s"]} : () -> ()
}
