# Power pins of the standard cells. LEF has no pins for their wells, which taps connect.
add_global_connection -net VPWR -pin_pattern {^VPWR$} -power
add_global_connection -net VGND -pin_pattern {^VGND$} -ground
