"""Programs of others for synthesis, place and route: where they are, and one front for all Yosys."""

from tinynpu.eda.locate import NEEDED_YOSYS, Tool, find_tool
from tinynpu.eda.shims import tool_environment, write_shims

__all__ = ["NEEDED_YOSYS", "Tool", "find_tool", "tool_environment", "write_shims"]
