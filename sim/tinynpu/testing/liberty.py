"""A Liberty library of three cells, with numbers that can be added up by hand."""

__all__ = ["LIBRARY"]

LIBRARY = """\
/* Delays in ns: rise 1 + transition + 2 load, fall 0.5; transitions 0.1 and 0.2. */
library (small) {
  time_unit : "1ns";
  default_wire_load : "Short";
  lu_table_template (delay) { variable_1 : input_net_transition; variable_2 : total_output_net_capacitance; }
  lu_table_template (turned) { variable_1 : constrained_pin_transition; variable_2 : related_pin_transition; }
  wire_load ("Short") {
    capacitance : 0.001;
    fanout_length (1, 10.0);
    fanout_length (3, 30.0);
  }
  cell (inv) {
    area : 1.0;
    pin (A) { direction : input; capacitance : 0.1; }
    pin (Y) {
      direction : output;
      function : "!A";
      timing () {
        related_pin : "A";
        timing_sense : negative_unate;
        cell_rise (delay) { index_1 ("0.0, 1.0"); index_2 ("0.0, 1.0"); values ("1.0, 3.0", \\
          "2.0, 4.0"); }
        cell_fall (delay) { index_1 ("0.0, 1.0"); index_2 ("0.0, 1.0"); values ("0.5, 0.5", "0.5, 0.5"); }
        rise_transition (delay) { index_1 ("0.0"); index_2 ("0.0"); values ("0.1"); }
        fall_transition (delay) { index_1 ("0.0"); index_2 ("0.0"); values ("0.2"); }
      }
    }
  }
  cell ("dff") {
    area : 4.0;
    ff (IQ, IQN) { clocked_on : "CK"; next_state : "D"; }
    pin (CK) { direction : input; clock : true; capacitance : 0.1; }
    pin (D) {
      direction : input;
      capacitance : 0.2;
      timing () {
        related_pin : "CK";
        timing_type : setup_rising;
        rise_constraint (turned) { index_1 ("0.0, 1.0"); index_2 ("0.0, 1.0"); values ("0.3, 9.0", "1.3, 9.0"); }
        fall_constraint (turned) { index_1 ("0.0, 1.0"); index_2 ("0.0, 1.0"); values ("0.3, 9.0", "1.3, 9.0"); }
      }
    }
    pin (Q) {
      direction : output;
      function : "IQ";
      timing () {
        related_pin : "CK";
        timing_type : rising_edge;
        cell_rise (delay) { index_1 ("0.0"); index_2 ("0.0"); values ("2.0"); }
        cell_fall (delay) { index_1 ("0.0"); index_2 ("0.0"); values ("2.5"); }
        rise_transition (delay) { index_1 ("0.0"); index_2 ("0.0"); values ("0.0"); }
        fall_transition (delay) { index_1 ("0.0"); index_2 ("0.0"); values ("0.0"); }
      }
    }
  }
  cell (gate) {
    area : 4.0;
    clock_gating_integrated_cell : "latch_posedge";
    pin (CLK) { direction : input; clock : true; clock_gate_clock_pin : true; capacitance : 0.1; }
    pin (EN) { direction : input; clock_gate_enable_pin : true; capacitance : 0.1; }
    pin (G) { direction : output; clock_gate_out_pin : true; state_function : "CLK & M"; }
  }
}
"""
