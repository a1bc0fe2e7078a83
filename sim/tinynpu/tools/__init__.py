"""External tools: where they are, what needs them, how to get them."""

from tinynpu.tools.cache import cache_directory
from tinynpu.tools.cxx import Compiler, find_compiler
from tinynpu.tools.survey import ToolStatus, survey
from tinynpu.tools.verilator import Verilator, find_verilator

__all__ = [
    "Compiler",
    "ToolStatus",
    "Verilator",
    "cache_directory",
    "find_compiler",
    "find_verilator",
    "survey",
]
