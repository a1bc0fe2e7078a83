# SRAMs have their power pins on met3 and met4; the straps of met5 above connect those on met4.
define_pdn_grid -macro -default -name memories -voltage_domains CORE -halo 2 -grid_over_pg_pins
add_pdn_connect -grid memories -layers {met4 met5}
