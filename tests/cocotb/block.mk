# One block with cocotb's own makefiles: `make`, `make SIM=verilator`, `make WAVES=1`.
# Python must have tinynpu with its extra verify (`source .venv/bin/activate` after ./run test).
PYTHON ?= python3
SIM ?= icarus
TOPLEVEL_LANG := verilog
TOPLEVEL := $(BLOCK)
COCOTB_TOPLEVEL := $(BLOCK)
COCOTB_TEST_MODULES := $(BLOCK)_bench
SIM_BUILD := build/$(SIM)
VERILOG_SOURCES := build/$(BLOCK).v
CUSTOM_COMPILE_DEPS := $(VERILOG_SOURCES)
export PYTHONPATH := $(CURDIR):$(PYTHONPATH)
export COCOTB_RANDOM_SEED ?= 1
export COCOTB_RESULTS_FILE := build/results.xml

ifeq ($(SIM),icarus)
# With -g2012 combinational outputs can stay X at time 0; the later option counts.
COMPILE_ARGS += -g2005
else ifeq ($(SIM),verilator)
# The one that tinynpu finds: of the Python package, or on PATH.
export VERILATOR_ROOT := $(shell $(PYTHON) -c "import tinynpu.tools as t; print(t.find_verilator().root)")
VERILATOR_BIN_DIR := $(VERILATOR_ROOT)/bin
# The package's binary does not know its own version.
override VLT_VERSION := $(shell $(PYTHON) -c "import tinynpu.tools as t; print(t.find_verilator().version.split()[-1])")
# Nor was it configured for a compiler; what its makefile misses:
MAKEOVERRIDES += CFG_CXXFLAGS_PCH_I=-include CFG_CXXFLAGS_STD=-std=gnu++20
EXTRA_ARGS += -Wno-fatal -Wno-lint -Wno-style
endif

.DEFAULT_GOAL := sim
include $(shell $(PYTHON) -m cocotb_tools.config --makefiles)/Makefile.sim

$(VERILOG_SOURCES): | build
	$(PYTHON) -m tinynpu.verify.blocks $(BLOCK) >$@.new && mv $@.new $@

build:
	mkdir -p $@

.PHONY: fresh
fresh:  # after a change of the RTL
	rm -rf build
