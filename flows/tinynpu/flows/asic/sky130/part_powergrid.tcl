# Power of a design that becomes a part of a chip: rails on met1, and straps on met4, which are its pins
# and go from the lowest row to the highest. At least two of each net, however small the core is.
set_voltage_domain -name CORE -power VPWR -ground VGND
define_pdn_grid -name cells -voltage_domains CORE -pins met4
add_pdn_stripe -grid cells -layer met1 -width 0.48 -followpins
lassign [ord::get_core_area] left bottom right top
set pitch [expr {0.02 * floor(min(40.0, ($right - $left) / 2) / 0.02)}]
add_pdn_stripe -grid cells -layer met4 -width 1.6 -pitch $pitch -offset [expr {$pitch / 4}]
add_pdn_connect -grid cells -layers {met1 met4}
