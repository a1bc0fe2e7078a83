"""cocotb on the blocks of the RTL: builds, runs, and the agents that its testbenches share."""
