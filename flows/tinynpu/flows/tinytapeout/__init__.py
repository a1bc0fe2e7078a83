"""TinyTapeout submissions: written for any tile, and checked before they are pushed."""
