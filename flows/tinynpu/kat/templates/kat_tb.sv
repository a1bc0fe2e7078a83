// Known-answer test of a tinynpu core: loads vectors into a memory, runs them, compares every byte.
//
// Runs on Icarus Verilog and on Verilator with --timing; see README.txt. The core is the module
// tinynpu, or what KAT_DUT is defined as: RTL or a gate netlist with the same ports.
//
// Plusargs, all optional:
//   +dir=PATH     folder of the vectors                                        (.)
//   +base=HEX     address of the memory's first byte, a multiple of 1000       (0)
//   +latency=N    cycles from a burst to its first beat or to its response     (20)
//   +pause=N      chance in 1024 that a channel of the memory pauses           (0)
//   +seed=N       of the pauses                                                (1)
//   +limit=N      cycles of a vector after which it has failed                 (that of the vector)
//   +period=N     of the clock in ns, an even number                           (10)
//   +dump=FILE    waves as VCD (Verilator: build with --trace)
//
// The logic around the core reads its outputs 1 ns before the rising edge of the clock and drives
// its inputs at the falling edge, so that no result depends on the order of events in one moment.

`timescale 1ns / 1ps
`default_nettype none

`ifndef KAT_DUT
`define KAT_DUT tinynpu
`endif

module kat_tb;
  `include "kat_config.svh"

  localparam BUS = KAT_BUS_BYTES;
  localparam QUEUE = 64;      // bursts under way in one direction, at most
  localparam MOST_SHOWN = 8;  // wrong bytes that are printed

  reg clk = 0, sample = 0, rst = 1;
  integer half;
  initial begin
    if (!$value$plusargs("period=%d", half)) half = 10;
    half = half / 2;
    forever begin
      #(half - 1) sample = 1;
      #1 clk = 1;
      #half clk = 0; sample = 0;
    end
  end

  wire irq;
  reg  [11:0] s_axil_awaddr = 0, s_axil_araddr = 0;
  reg  [31:0] s_axil_wdata = 0;
  reg         s_axil_awvalid = 0, s_axil_wvalid = 0, s_axil_bready = 0;
  reg         s_axil_arvalid = 0, s_axil_rready = 0;
  wire        s_axil_awready, s_axil_wready, s_axil_bvalid, s_axil_arready, s_axil_rvalid;
  wire [1:0]  s_axil_bresp, s_axil_rresp;
  wire [31:0] s_axil_rdata;

  wire [31:0] m_axi_araddr, m_axi_awaddr;
  wire [7:0]  m_axi_arlen, m_axi_awlen;
  wire        m_axi_arvalid, m_axi_awvalid, m_axi_wvalid, m_axi_wlast, m_axi_rready, m_axi_bready;
  wire [8*BUS-1:0] m_axi_wdata;
  wire [BUS-1:0]   m_axi_wstrb;
  reg         m_axi_arready = 0, m_axi_awready = 0, m_axi_wready = 0;
  reg         m_axi_rvalid = 0, m_axi_rlast = 0, m_axi_bvalid = 0;
  reg  [1:0]  m_axi_rresp = 0, m_axi_bresp = 0;
  reg  [8*BUS-1:0] m_axi_rdata = 0;

  `KAT_DUT dut (
    .clk(clk), .rst(rst), .irq(irq),
    .s_axil_awaddr(s_axil_awaddr), .s_axil_awprot(3'b0), .s_axil_awvalid(s_axil_awvalid),
    .s_axil_awready(s_axil_awready), .s_axil_wdata(s_axil_wdata), .s_axil_wstrb(4'hf),
    .s_axil_wvalid(s_axil_wvalid), .s_axil_wready(s_axil_wready), .s_axil_bresp(s_axil_bresp),
    .s_axil_bvalid(s_axil_bvalid), .s_axil_bready(s_axil_bready), .s_axil_araddr(s_axil_araddr),
    .s_axil_arprot(3'b0), .s_axil_arvalid(s_axil_arvalid), .s_axil_arready(s_axil_arready),
    .s_axil_rdata(s_axil_rdata), .s_axil_rresp(s_axil_rresp), .s_axil_rvalid(s_axil_rvalid),
    .s_axil_rready(s_axil_rready),
    .m_axi_araddr(m_axi_araddr), .m_axi_arlen(m_axi_arlen), .m_axi_arvalid(m_axi_arvalid),
    .m_axi_arready(m_axi_arready), .m_axi_rid(1'b0), .m_axi_rdata(m_axi_rdata),
    .m_axi_rresp(m_axi_rresp), .m_axi_rlast(m_axi_rlast), .m_axi_rvalid(m_axi_rvalid),
    .m_axi_rready(m_axi_rready), .m_axi_awaddr(m_axi_awaddr), .m_axi_awlen(m_axi_awlen),
    .m_axi_awvalid(m_axi_awvalid), .m_axi_awready(m_axi_awready), .m_axi_wdata(m_axi_wdata),
    .m_axi_wstrb(m_axi_wstrb), .m_axi_wlast(m_axi_wlast), .m_axi_wvalid(m_axi_wvalid),
    .m_axi_wready(m_axi_wready), .m_axi_bid(1'b0), .m_axi_bresp(m_axi_bresp),
    .m_axi_bvalid(m_axi_bvalid), .m_axi_bready(m_axi_bready)
  );

  // The vectors: see README.txt for the table.

  reg [31:0] vectors  [0:KAT_TABLE_WORDS-1];
  reg [7:0]  memory   [0:KAT_CAPACITY-1];
  reg [8:0]  expected [0:KAT_CAPACITY-1];  // bit 8: this byte is compared

  integer    latency = 20, pause = 0;
  reg [31:0] seed = 1, base = 0, limit = 0, memory_bytes = 0;

  // Memory behind the AXI4 port.

  integer cycle = 0;
  integer reads = 0, reads_done = 0, read_beat = 0;
  integer writes = 0, writes_done = 0, write_beat = 0, beats_due = 0;
  integer responses = 0, responses_done = 0;
  reg [31:0] read_address [0:QUEUE-1], write_address [0:QUEUE-1];
  integer    read_beats [0:QUEUE-1], write_beats [0:QUEUE-1];
  integer    read_ready [0:QUEUE-1], response_ready [0:QUEUE-1];
  reg [1:0]  response [0:QUEUE-1];
  reg [1:0]  write_response = 0;

  reg next_arready = 0, next_awready = 0, next_wready = 0;
  reg next_rvalid = 0, next_rlast = 0, next_bvalid = 0;
  reg [1:0] next_rresp = 0, next_bresp = 0;
  reg [8*BUS-1:0] next_rdata = 0;
  reg [31:0] at;  // offset in the memory of a beat
  integer i;

  reg [31:0] random = 1;
  reg        paused;

  task roll;  // paused: whether a channel pauses in this cycle
    begin
      random = random ^ (random << 13);
      random = random ^ (random >> 17);
      random = random ^ (random << 5);
      paused = random[29:20] < pause;
    end
  endtask

  always @(posedge sample) if (!rst) begin
    cycle = cycle + 1;

    if (m_axi_arvalid && m_axi_arready) begin
      read_address[reads % QUEUE] = m_axi_araddr;
      read_beats[reads % QUEUE] = m_axi_arlen + 1;
      read_ready[reads % QUEUE] = cycle + latency;
      reads = reads + 1;
    end
    if (m_axi_rvalid && m_axi_rready) next_rvalid = 0;
    if (!next_rvalid && reads != reads_done) begin
      roll;
      if (read_ready[reads_done % QUEUE] <= cycle && !paused) begin
        at = read_address[reads_done % QUEUE] + read_beat * BUS - base;
        next_rvalid = 1;
        next_rresp = at < memory_bytes ? 0 : 3;
        for (i = 0; i < BUS; i = i + 1)
          next_rdata[8*i+:8] = at < memory_bytes ? memory[at+i] : 8'h00;
        read_beat = read_beat + 1;
        next_rlast = read_beat == read_beats[reads_done % QUEUE];
        if (next_rlast) begin
          read_beat = 0;
          reads_done = reads_done + 1;
        end
      end
    end

    if (m_axi_awvalid && m_axi_awready) begin
      write_address[writes % QUEUE] = m_axi_awaddr;
      write_beats[writes % QUEUE] = m_axi_awlen + 1;
      beats_due = beats_due + m_axi_awlen + 1;
      writes = writes + 1;
    end
    if (m_axi_wvalid && m_axi_wready) begin
      at = write_address[writes_done % QUEUE] + write_beat * BUS - base;
      if (at < memory_bytes) begin
        for (i = 0; i < BUS; i = i + 1)
          if (m_axi_wstrb[i]) memory[at+i] = m_axi_wdata[8*i+:8];
      end else write_response = 3;
      write_beat = write_beat + 1;
      beats_due = beats_due - 1;
      if (m_axi_wlast !== (write_beat == write_beats[writes_done % QUEUE]))
        fail("WLAST comes with the wrong beat");
      if (write_beat == write_beats[writes_done % QUEUE]) begin
        response[responses % QUEUE] = write_response;
        response_ready[responses % QUEUE] = cycle + latency;
        responses = responses + 1;
        writes_done = writes_done + 1;
        write_beat = 0;
        write_response = 0;
      end
    end
    if (m_axi_bvalid && m_axi_bready) next_bvalid = 0;
    if (!next_bvalid && responses != responses_done) begin
      roll;
      if (response_ready[responses_done % QUEUE] <= cycle && !paused) begin
        next_bvalid = 1;
        next_bresp = response[responses_done % QUEUE];
        responses_done = responses_done + 1;
      end
    end

    roll;
    next_arready = reads - reads_done < QUEUE - 1 && !paused;
    roll;
    next_awready = writes - responses_done < QUEUE - 1 && !paused;
    roll;
    next_wready = beats_due != 0 && !paused;
  end

  always @(negedge clk) begin
    m_axi_arready = next_arready;
    m_axi_awready = next_awready;
    m_axi_wready = next_wready;
    m_axi_rvalid = next_rvalid;
    m_axi_rlast = next_rlast;
    m_axi_rresp = next_rresp;
    m_axi_rdata = next_rdata;
    m_axi_bvalid = next_bvalid;
    m_axi_bresp = next_bresp;
  end

  // Registers.

  localparam MOST_WAIT = 10000;  // cycles of an access to a register
  integer waited;
  reg     taken_aw, taken_w, taken;

  task write_register(input [11:0] address, input [31:0] value);
    begin
      @(negedge clk);
      s_axil_awaddr = address; s_axil_awvalid = 1;
      s_axil_wdata = value; s_axil_wvalid = 1; s_axil_bready = 1;
      waited = 0;
      while (s_axil_awvalid || s_axil_wvalid || s_axil_bready) begin
        @(posedge sample);
        taken_aw = s_axil_awvalid && s_axil_awready === 1'b1;
        taken_w = s_axil_wvalid && s_axil_wready === 1'b1;
        taken = s_axil_bready && s_axil_bvalid === 1'b1;
        @(negedge clk);
        if (taken_aw) s_axil_awvalid = 0;
        if (taken_w) s_axil_wvalid = 0;
        if (taken) s_axil_bready = 0;
        waited = waited + 1;
        if (waited > MOST_WAIT) fail("a write to a register gets no answer");
      end
    end
  endtask

  task read_register(input [11:0] address, output [31:0] value);
    begin
      @(negedge clk);
      s_axil_araddr = address; s_axil_arvalid = 1; s_axil_rready = 1;
      waited = 0;
      value = 0;
      while (s_axil_arvalid || s_axil_rready) begin
        @(posedge sample);
        taken_aw = s_axil_arvalid && s_axil_arready === 1'b1;
        taken = s_axil_rready && s_axil_rvalid === 1'b1;
        if (taken) value = s_axil_rdata;
        @(negedge clk);
        if (taken_aw) s_axil_arvalid = 0;
        if (taken) s_axil_rready = 0;
        waited = waited + 1;
        if (waited > MOST_WAIT) fail("a read of a register gets no answer");
      end
    end
  endtask

  task check_register(input [11:0] address, input [31:0] wanted);
    reg [31:0] value;
    begin
      read_register(address, value);
      if (value !== wanted) begin
        $display("KAT FAIL register %03x expected %08x got %08x", address, wanted, value);
        $fatal(1, "a register is wrong: this is not the core that the vectors are for");
      end
    end
  endtask

  task fail(input [80*8-1:0] reason);
    begin
      $display("KAT FAIL %0s", reason);
      $fatal(1, "the known-answer test has failed");
    end
  endtask

  // Comparison.

  reg [31:0] crc_table [0:255];
  integer    n, k;
  initial for (n = 0; n < 256; n = n + 1) begin
    crc_table[n] = n;
    for (k = 0; k < 8; k = k + 1)
      crc_table[n] = (crc_table[n] >> 1) ^ (crc_table[n][0] ? 32'hedb88320 : 32'h0);
  end

  task compare(input integer number, input [31:0] checksum);
    integer    address, wrong, compared;
    reg [31:0] crc;
    reg [7:0]  got;
    begin
      wrong = 0;
      compared = 0;
      crc = 32'hffffffff;
      for (address = 0; address < memory_bytes; address = address + 1) begin
        got = memory[address];
        crc = (crc >> 8) ^ crc_table[crc[7:0] ^ got];
        if (expected[address][8]) begin
          compared = compared + 1;
          if (expected[address][7:0] !== got) begin
            wrong = wrong + 1;
            if (wrong <= MOST_SHOWN)
              $display("KAT FAIL address %08x expected %02x got %02x", address + base,
                       expected[address][7:0], got);
          end
        end
      end
      if (wrong != 0) begin
        $display("vector %0d: %0d of %0d bytes are wrong", number, wrong, compared);
        $fatal(1, "the known-answer test has failed");
      end
      if (~crc !== checksum) begin
        $display("KAT FAIL checksum of the memory expected %08x got %08x", checksum, ~crc);
        $fatal(1, "the compared bytes are right, another byte of the memory is not");
      end
      $display("vector %0d: %0d bytes and the checksum of the memory are right", number, compared);
    end
  endtask

  // The test.

  string     folder, name, dump;
  integer    file, number, region, address, end_cycle;
  reg [31:0] value, cycles, vector_limit;

  task require_file;
    begin
      file = $fopen(name, "r");
      if (file == 0) begin
        $display("KAT FAIL no file %0s", name);
        $fatal(1, "a file of the vectors is missing");
      end
      $fclose(file);
    end
  endtask

  initial begin
    folder = ".";
    if ($value$plusargs("dir=%s", folder)) ;
    if ($value$plusargs("latency=%d", latency)) ;
    if ($value$plusargs("pause=%d", pause)) ;
    if ($value$plusargs("seed=%d", seed)) ;
    if ($value$plusargs("limit=%d", limit)) ;
    if ($value$plusargs("base=%h", base)) ;
    if ($value$plusargs("dump=%s", dump)) begin
      $dumpfile(dump);
      $dumpvars(0, kat_tb);
    end
    random = seed * 32'd2654435769 | 1;

    name = {folder, "/vectors.hex"};
    require_file;
    $readmemh(name, vectors);
    memory_bytes = vectors[3];
    if (memory_bytes > KAT_CAPACITY) fail("the memory of the testbench is too small for these vectors");
    for (address = 0; address < KAT_CAPACITY; address = address + 1) memory[address] = 0;

    repeat (10) @(negedge clk);
    rst = 0;
    check_register(KAT_ID, vectors[0]);
    check_register(KAT_VERSION, vectors[1]);
    check_register(KAT_CONFIG_HASH, vectors[2]);

    for (number = 0; number < vectors[4]; number = number + 1) begin
      name = $sformatf("%0s/vector%0d_load.hex", folder, number);
      require_file;
      $readmemh(name, memory);
      for (address = 0; address < KAT_CAPACITY; address = address + 1) expected[address] = 0;
      name = $sformatf("%0s/vector%0d_expected.hex", folder, number);
      require_file;
      $readmemh(name, expected);

      vector_limit = limit != 0 ? limit : vectors[10+3*number];
      write_register(KAT_INTERRUPT_PENDING, 3);
      write_register(KAT_INTERRUPT_ENABLE, 3);
      write_register(KAT_WATCHDOG, vector_limit);
      write_register(KAT_PROGRAM, base + vectors[9+3*number]);
      for (region = 0; region < 4; region = region + 1)
        write_register(KAT_BASE0 + 4 * region, base + vectors[5+region]);
      write_register(KAT_CONTROL, 1);
      end_cycle = cycle + vector_limit + MOST_WAIT;
      while (irq !== 1'b1) begin
        @(posedge sample);
        if (cycle >= end_cycle) fail("the core does not come to an end");
      end
      read_register(KAT_ERROR, value);
      if (value !== 0) begin
        $display("KAT FAIL error %0d of the core at command %0d of vector %0d", value[7:0],
                 value[31:16], number);
        $fatal(1, "the core stopped with an error; README.txt lists the codes");
      end
      read_register(KAT_CYCLES, cycles);
      $display("vector %0d: %0d cycles", number, cycles);
      compare(number, vectors[11+3*number]);
    end
    $display("KAT PASS");
    $finish;
  end
endmodule

`default_nettype wire
