# Power pins of the SRAMs.
add_global_connection -net VDD -pin_pattern {^vccd1$} -power
add_global_connection -net VSS -pin_pattern {^vssd1$} -ground
