# Power of the standard cells: their rails on met1, straps on met4 and met5.
set_voltage_domain -name CORE -power VDD -ground VSS
define_pdn_grid -name cells -voltage_domains CORE -pins met5
add_pdn_stripe -grid cells -layer met1 -width 0.48 -followpins
lassign [ord::get_core_area] left bottom right top
foreach {layer extent} [list met4 [expr {$right - $left}] met5 [expr {$top - $bottom}]] {
    # At least two straps of each net, however small the core is; multiples of 0.02 µm leave a quarter
    # of the pitch on the grid of 5 nm.
    set pitch [expr {0.02 * floor(min(40.0, $extent / 2) / 0.02)}]
    add_pdn_stripe -grid cells -layer $layer -width 1.6 -pitch $pitch -offset [expr {$pitch / 4}]
}
add_pdn_connect -grid cells -layers {met1 met4}
add_pdn_connect -grid cells -layers {met4 met5}
