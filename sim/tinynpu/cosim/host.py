"""Runs a Verilated design with cocotb inside this Python: ``python -m tinynpu.cosim.host LIBRARY``.

cocotb initializes the interpreter that it finds, which is this one. So no shared libpython is
needed, and no program has to be linked.
"""

import ctypes
import sys


def main():
    """Load the library and become the simulator; it ends the process."""
    library = ctypes.PyDLL(sys.argv[1], mode=ctypes.RTLD_GLOBAL)
    arguments = (ctypes.c_char_p * 2)(b"simulator", None)
    library.tinynpu_cocotb(1, arguments)


if __name__ == "__main__":
    main()
