# Wells are tied at least every 2 x 14 um.
tapcell -distance 14 -tapcell_master sky130_fd_sc_hd__tapvpwrvgnd_1
