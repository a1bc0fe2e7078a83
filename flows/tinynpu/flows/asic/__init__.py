"""From a configuration to silicon views with SiliconCompiler: `tinynpu.flows.asic.run.build_asic`."""
