"""Design for test: scan chains, their simulation, and faults of a netlist of standard cells."""
