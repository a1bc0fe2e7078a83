// tinynpu tile, 5 columns, 14 rows, hash bbed15dd
// verilator lint_off WIDTH
// verilator lint_off UNUSEDSIGNAL
// verilator lint_off CASEINCOMPLETE
// verilator lint_off UNSIGNED

module tt_um_tinynpu (uio_in, ena, clk, rst_n, uo_out, uio_out, uio_oe, ui_in);
  reg \$auto$verilog_backend.cc:2355:dump_module$1  = 0;
  wire \$1 ;
  wire [11:0] \$10 ;
  wire [2:0] \$2 ;
  wire \$3 ;
  wire \$4 ;
  wire [7:0] \$5 ;
  wire [7:0] \$6 ;
  wire [2:0] \$7 ;
  wire [2:0] \$8 ;
  reg \$9 ;
  reg \$signal ;
  wire \$signal$11 ;
  wire busy;
  wire [7:0] \byte ;
  wire [7:0] \byte$26 ;
  input clk;
  wire clk;
  wire \clk$8 ;
  wire cs_n;
  input ena;
  wire ena;
  wire engine_clk;
  wire engine_rst;
  wire error;
  wire miso;
  wire mosi;
  wire move;
  wire [3:0] nibble;
  wire [3:0] \nibble$28 ;
  wire [7:0] \output ;
  wire ready;
  wire \ready$19 ;
  wire reset;
  wire rst;
  input rst_n;
  wire rst_n;
  wire sck;
  wire soft_reset;
  wire [15:0] state;
  wire strobe;
  input [7:0] ui_in;
  wire [7:0] ui_in;
  input [7:0] uio_in;
  wire [7:0] uio_in;
  output [7:0] uio_oe;
  wire [7:0] uio_oe;
  output [7:0] uio_out;
  wire [7:0] uio_out;
  output [7:0] uo_out;
  wire [7:0] uo_out;
  wire valid;
  wire \valid$21 ;
  assign rst = ~ rst_n;
  assign \$1  = ~ rst_n;
  assign engine_rst = \$1  | soft_reset;
  assign \$2  = uio_in[3] ? ui_in[2:0] : 3'h2;
  assign \byte  = uio_in[3] ? \$10 [7:0] : ui_in;
  assign nibble = uio_in[3] ? \$10 [11:8] : uio_in[7:4];
  assign \$3  = uio_in[3] ? move : uio_in[0];
  assign strobe = \$3  & ena;
  assign \$4  = \$signal$11  != \$signal ;
  assign soft_reset = \$4  | reset;
  assign \$5  = valid ? \output  : { 6'h00, busy, error };
  assign \$6  = uio_in[3] ? { 7'h00, miso } : \$5 ;
  assign uo_out = ena ? \$6  : 8'h00;
  assign \$7  = ena ? { valid, ready, 1'h0 } : 3'h0;
  assign \$8  = ena ? 3'h6 : 3'h0;
  always @(posedge clk)
    \$signal  <= \$9 ;
  \tt_um_tinynpu.engine  engine (
    .busy(busy),
    .\byte (\byte ),
    .engine_clk(clk),
    .engine_rst(engine_rst),
    .error(error),
    .nibble(nibble),
    .\output (\output ),
    .ready(ready),
    .\strobe$8 (strobe),
    .valid(valid)
  );
  \tt_um_tinynpu.mode  mode (
    .clk(clk),
    .rst(rst),
    .stage1(\$signal$11 ),
    .uio_in(uio_in)
  );
  \tt_um_tinynpu.spi  spi (
    .clk(clk),
    .miso(miso),
    .move(move),
    .\port$1901$0 (\output ),
    .\port$1963$0 (\$10 ),
    .\port$26$0 (error),
    .\port$4$0 (\$2 ),
    .ready(ready),
    .reset(reset),
    .rst(rst),
    .valid(valid)
  );
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$1 ) begin end
    \$9  = \$signal$11 ;
    if (rst) begin
      \$9  = 1'h0;
    end
  end
  assign \clk$8  = clk;
  assign engine_clk = clk;
  assign sck = \$2 [0];
  assign cs_n = \$2 [1];
  assign mosi = \$2 [2];
  assign \ready$19  = ready;
  assign \valid$21  = valid;
  assign state = { valid, error, 6'h00, \output  };
  assign \byte$26  = \$10 [7:0];
  assign \nibble$28  = \$10 [11:8];
  assign uio_out = { 5'h00, \$7  };
  assign uio_oe = { 5'h00, \$8  };
endmodule

module \tt_um_tinynpu.engine (engine_rst, \byte , nibble, \strobe$8 , valid, ready, error, busy, \output , engine_clk);
  reg \$auto$verilog_backend.cc:2355:dump_module$2  = 0;
  wire \$1 ;
  wire \$10 ;
  wire \$100 ;
  wire \$101 ;
  wire \$102 ;
  wire \$103 ;
  wire \$104 ;
  wire \$105 ;
  wire \$106 ;
  wire \$107 ;
  wire \$108 ;
  wire \$109 ;
  wire [3:0] \$11 ;
  wire \$110 ;
  wire \$111 ;
  wire \$112 ;
  wire \$113 ;
  wire \$114 ;
  wire \$115 ;
  wire \$116 ;
  wire \$117 ;
  wire \$118 ;
  wire \$119 ;
  wire \$12 ;
  wire \$120 ;
  wire \$121 ;
  wire \$122 ;
  wire \$123 ;
  wire \$124 ;
  wire \$125 ;
  wire \$126 ;
  wire \$127 ;
  wire \$128 ;
  wire \$129 ;
  wire [3:0] \$13 ;
  wire \$130 ;
  wire \$131 ;
  wire \$132 ;
  wire \$133 ;
  wire \$134 ;
  wire \$135 ;
  wire \$136 ;
  wire \$137 ;
  wire \$138 ;
  wire \$139 ;
  wire \$14 ;
  wire \$140 ;
  wire \$141 ;
  wire \$142 ;
  wire \$143 ;
  wire \$144 ;
  wire \$145 ;
  wire \$146 ;
  wire \$147 ;
  wire \$148 ;
  wire \$149 ;
  wire [3:0] \$15 ;
  wire \$150 ;
  wire [19:0] \$151 ;
  wire [19:0] \$152 ;
  wire \$153 ;
  wire \$154 ;
  wire \$155 ;
  wire \$156 ;
  wire \$157 ;
  wire \$158 ;
  wire \$159 ;
  wire \$16 ;
  wire \$160 ;
  wire \$161 ;
  wire \$162 ;
  wire \$163 ;
  wire \$164 ;
  wire \$165 ;
  wire \$166 ;
  wire \$167 ;
  wire \$168 ;
  wire \$169 ;
  wire [3:0] \$17 ;
  wire \$170 ;
  wire \$171 ;
  wire \$172 ;
  wire \$173 ;
  wire \$174 ;
  wire \$175 ;
  wire \$176 ;
  wire \$177 ;
  wire \$178 ;
  wire \$179 ;
  wire \$18 ;
  wire \$180 ;
  wire \$181 ;
  wire \$182 ;
  wire \$183 ;
  wire \$184 ;
  wire \$185 ;
  wire \$186 ;
  wire \$187 ;
  wire \$188 ;
  wire \$189 ;
  wire [3:0] \$19 ;
  wire \$190 ;
  wire \$191 ;
  wire \$192 ;
  wire \$193 ;
  wire \$194 ;
  wire \$195 ;
  wire \$196 ;
  wire \$197 ;
  wire \$198 ;
  wire \$199 ;
  wire \$2 ;
  wire \$20 ;
  wire \$200 ;
  wire \$201 ;
  wire \$202 ;
  wire \$203 ;
  wire \$204 ;
  wire \$205 ;
  wire \$206 ;
  wire \$207 ;
  wire \$208 ;
  wire \$209 ;
  wire [3:0] \$21 ;
  wire \$210 ;
  wire \$211 ;
  wire \$212 ;
  wire [19:0] \$213 ;
  wire [19:0] \$214 ;
  wire \$215 ;
  wire \$216 ;
  wire \$217 ;
  wire \$218 ;
  wire \$219 ;
  wire \$22 ;
  wire \$220 ;
  wire \$221 ;
  wire \$222 ;
  wire \$223 ;
  wire \$224 ;
  wire \$225 ;
  wire \$226 ;
  wire \$227 ;
  wire \$228 ;
  wire \$229 ;
  wire [3:0] \$23 ;
  wire \$230 ;
  wire \$231 ;
  wire \$232 ;
  wire \$233 ;
  wire \$234 ;
  wire \$235 ;
  wire \$236 ;
  wire \$237 ;
  wire \$238 ;
  wire \$239 ;
  wire \$24 ;
  wire \$240 ;
  wire \$241 ;
  wire \$242 ;
  wire \$243 ;
  wire \$244 ;
  wire \$245 ;
  wire \$246 ;
  wire \$247 ;
  wire \$248 ;
  wire \$249 ;
  wire [3:0] \$25 ;
  wire \$250 ;
  wire \$251 ;
  wire \$252 ;
  wire \$253 ;
  wire \$254 ;
  wire \$255 ;
  wire \$256 ;
  wire \$257 ;
  wire \$258 ;
  wire \$259 ;
  wire \$26 ;
  wire \$260 ;
  wire \$261 ;
  wire \$262 ;
  wire \$263 ;
  wire \$264 ;
  wire \$265 ;
  wire \$266 ;
  wire \$267 ;
  wire \$268 ;
  wire \$269 ;
  wire [3:0] \$27 ;
  wire \$270 ;
  wire \$271 ;
  wire \$272 ;
  wire \$273 ;
  wire \$274 ;
  wire [19:0] \$275 ;
  wire [19:0] \$276 ;
  wire \$277 ;
  wire \$278 ;
  wire \$279 ;
  wire \$28 ;
  wire \$280 ;
  wire \$281 ;
  wire \$282 ;
  wire \$283 ;
  wire \$284 ;
  wire \$285 ;
  wire \$286 ;
  wire \$287 ;
  wire \$288 ;
  wire \$289 ;
  wire [3:0] \$29 ;
  wire \$290 ;
  wire \$291 ;
  wire \$292 ;
  wire \$293 ;
  wire \$294 ;
  wire \$295 ;
  wire \$296 ;
  wire \$297 ;
  wire \$298 ;
  wire \$299 ;
  wire [3:0] \$3 ;
  wire \$30 ;
  wire \$300 ;
  wire \$301 ;
  wire \$302 ;
  wire \$303 ;
  wire \$304 ;
  wire \$305 ;
  wire \$306 ;
  wire \$307 ;
  wire \$308 ;
  wire \$309 ;
  wire \$31 ;
  wire \$310 ;
  wire \$311 ;
  wire \$312 ;
  wire \$313 ;
  wire \$314 ;
  wire \$315 ;
  wire \$316 ;
  wire \$317 ;
  wire \$318 ;
  wire \$319 ;
  wire \$32 ;
  wire \$320 ;
  wire \$321 ;
  wire \$322 ;
  wire \$323 ;
  wire \$324 ;
  wire \$325 ;
  wire \$326 ;
  wire \$327 ;
  wire \$328 ;
  wire \$329 ;
  wire \$33 ;
  wire \$330 ;
  wire \$331 ;
  wire \$332 ;
  wire \$333 ;
  wire \$334 ;
  wire \$335 ;
  wire \$336 ;
  wire [19:0] \$337 ;
  wire [19:0] \$338 ;
  wire \$339 ;
  wire \$34 ;
  wire \$340 ;
  wire \$341 ;
  wire \$342 ;
  wire \$343 ;
  wire \$344 ;
  wire \$345 ;
  wire \$346 ;
  wire \$347 ;
  wire \$348 ;
  wire \$349 ;
  wire \$35 ;
  wire \$350 ;
  wire \$351 ;
  wire \$352 ;
  wire \$353 ;
  wire \$354 ;
  wire \$355 ;
  wire \$356 ;
  wire \$357 ;
  wire \$358 ;
  wire \$359 ;
  wire \$36 ;
  wire \$360 ;
  wire \$361 ;
  wire \$362 ;
  wire \$363 ;
  wire \$364 ;
  wire \$365 ;
  wire \$366 ;
  wire \$367 ;
  wire \$368 ;
  wire \$369 ;
  wire \$37 ;
  wire \$370 ;
  wire \$371 ;
  wire \$372 ;
  wire \$373 ;
  wire \$374 ;
  wire \$375 ;
  wire \$376 ;
  wire \$377 ;
  wire \$378 ;
  wire \$379 ;
  wire \$38 ;
  wire \$380 ;
  wire \$381 ;
  wire \$382 ;
  wire \$383 ;
  wire \$384 ;
  wire \$385 ;
  wire \$386 ;
  wire \$387 ;
  wire \$388 ;
  wire \$389 ;
  wire \$39 ;
  wire \$390 ;
  wire \$391 ;
  wire \$392 ;
  wire \$393 ;
  wire \$394 ;
  wire \$395 ;
  wire \$396 ;
  wire \$397 ;
  wire \$398 ;
  wire [19:0] \$399 ;
  wire \$4 ;
  wire \$40 ;
  reg [7:0] \$400 ;
  wire [4:0] \$401 ;
  wire [19:0] \$402 ;
  wire [7:0] \$403 ;
  wire \$404 ;
  wire \$405 ;
  wire \$406 ;
  wire \$407 ;
  wire \$408 ;
  wire \$409 ;
  wire \$41 ;
  wire \$410 ;
  wire \$411 ;
  wire \$412 ;
  wire [7:0] \$413 ;
  wire \$414 ;
  wire \$415 ;
  wire \$416 ;
  wire \$417 ;
  wire \$418 ;
  wire \$419 ;
  wire \$42 ;
  wire \$420 ;
  wire \$421 ;
  wire \$422 ;
  wire \$423 ;
  wire \$424 ;
  wire \$425 ;
  wire \$426 ;
  wire \$427 ;
  wire [1:0] \$428 ;
  wire [3:0] \$429 ;
  wire \$43 ;
  wire \$430 ;
  wire \$431 ;
  wire \$432 ;
  wire \$433 ;
  wire [1:0] \$434 ;
  wire [4:0] \$435 ;
  wire \$436 ;
  wire [1:0] \$437 ;
  wire \$438 ;
  wire \$439 ;
  wire \$44 ;
  wire \$440 ;
  wire \$441 ;
  wire \$442 ;
  wire \$443 ;
  wire \$444 ;
  wire \$445 ;
  wire [12:0] \$446 ;
  wire \$447 ;
  wire [3:0] \$448 ;
  wire \$449 ;
  wire \$45 ;
  wire [4:0] \$450 ;
  wire \$451 ;
  wire [1:0] \$452 ;
  wire \$453 ;
  wire [3:0] \$454 ;
  wire \$455 ;
  wire [3:0] \$456 ;
  reg [3:0] \$457 ;
  reg \$458 ;
  reg \$459 ;
  wire \$46 ;
  reg \$460 ;
  reg \$461 ;
  reg [2:0] \$462 ;
  reg [3:0] \$463 ;
  reg \$464 ;
  reg [2:0] \$465 ;
  reg [3:0] \$466 ;
  reg \$467 ;
  reg [2:0] \$468 ;
  reg [11:0] \$469 ;
  wire \$47 ;
  reg \$470 ;
  reg [1:0] \$471 ;
  reg \$472 ;
  wire [11:0] \$473 ;
  wire \$48 ;
  wire \$49 ;
  wire [3:0] \$5 ;
  wire \$50 ;
  wire \$51 ;
  wire \$52 ;
  wire \$53 ;
  wire \$54 ;
  wire \$55 ;
  wire \$56 ;
  wire \$57 ;
  wire \$58 ;
  wire \$59 ;
  wire \$6 ;
  wire \$60 ;
  wire \$61 ;
  wire \$62 ;
  wire \$63 ;
  wire \$64 ;
  wire \$65 ;
  wire \$66 ;
  wire \$67 ;
  wire \$68 ;
  wire \$69 ;
  wire [3:0] \$7 ;
  wire \$70 ;
  wire \$71 ;
  wire \$72 ;
  wire \$73 ;
  wire \$74 ;
  wire \$75 ;
  wire \$76 ;
  wire \$77 ;
  wire \$78 ;
  wire \$79 ;
  wire \$8 ;
  wire \$80 ;
  wire \$81 ;
  wire \$82 ;
  wire \$83 ;
  wire \$84 ;
  wire \$85 ;
  wire \$86 ;
  wire \$87 ;
  wire \$88 ;
  wire \$89 ;
  wire [4:0] \$899 ;
  wire [3:0] \$9 ;
  wire \$90 ;
  wire \$91 ;
  wire \$92 ;
  wire \$93 ;
  wire \$94 ;
  wire \$95 ;
  wire \$96 ;
  wire \$97 ;
  wire \$98 ;
  wire \$99 ;
  wire [7:0] \$signal ;
  wire [7:0] \$signal$12 ;
  reg \$signal$17 ;
  wire \$signal$30 ;
  wire \$signal$39 ;
  wire [3:0] \$signal$4 ;
  reg \$signal$92 ;
  reg \$signal$93 ;
  wire [3:0] above_n;
  wire [3:0] \above_n$55 ;
  wire [3:0] \above_n$64 ;
  wire [3:0] \above_n$73 ;
  wire accepted;
  wire add;
  reg [2:0] argument;
  output busy;
  wire busy;
  input [7:0] \byte ;
  wire [7:0] \byte ;
  wire [7:0] \byte$3 ;
  wire [15:0] checksum;
  reg clear;
  wire \clear$48 ;
  wire \clear$57 ;
  wire \clear$66 ;
  wire \clear$75 ;
  wire clears;
  reg enables;
  input engine_clk;
  wire engine_clk;
  input engine_rst;
  wire engine_rst;
  output error;
  wire error;
  reg [1:0] errors;
  reg first;
  wire \first$44 ;
  wire \first$53 ;
  wire \first$62 ;
  wire \first$71 ;
  reg [2:0] flags;
  reg [3:0] fsm_state;
  reg group;
  reg has_output;
  wire [13:0] is_read;
  wire next;
  input [3:0] nibble;
  wire [3:0] nibble;
  wire [3:0] \nibble$6 ;
  wire [3:0] nibble_n;
  wire [3:0] \nibble_n$45 ;
  wire [3:0] \nibble_n$54 ;
  wire [3:0] \nibble_n$63 ;
  wire [3:0] \nibble_n$72 ;
  reg [2:0] number;
  output [7:0] \output ;
  reg [7:0] \output ;
  wire [7:0] \output$14 ;
  wire [19:0] passing;
  reg [3:0] place;
  wire [13:0] \place$28 ;
  wire [13:0] \place$43 ;
  wire [13:0] \place$52 ;
  wire [13:0] \place$61 ;
  wire [13:0] \place$70 ;
  output ready;
  wire ready;
  reg runs;
  reg [7:0] sample_n;
  wire [7:0] \sample_n$27 ;
  wire [7:0] \sample_n$42 ;
  wire [7:0] \sample_n$51 ;
  wire [7:0] \sample_n$60 ;
  wire [7:0] \sample_n$69 ;
  wire shift;
  wire \shift$47 ;
  wire \shift$56 ;
  wire \shift$65 ;
  wire \shift$74 ;
  reg start;
  reg [11:0] steps;
  wire strobe;
  input \strobe$8 ;
  wire \strobe$8 ;
  wire [19:0] sum__0;
  wire [19:0] \sum__0$81 ;
  wire [19:0] \sum__0$82 ;
  wire [19:0] \sum__0$83 ;
  wire [19:0] \sum__0$84 ;
  reg [3:0] summed_place;
  reg sums;
  reg swap;
  wire \swap$49 ;
  wire \swap$58 ;
  wire \swap$67 ;
  wire \swap$76 ;
  wire taken;
  reg testing;
  output valid;
  wire valid;
  wire [13:0] write__0;
  wire [13:0] \write__0$50 ;
  wire [13:0] \write__0$59 ;
  wire [13:0] \write__0$68 ;
  wire [13:0] \write__0$77 ;
  assign \$signal  = testing ? \$473 [7:0] : \byte ;
  assign \$signal$4  = testing ? \$473 [11:8] : nibble;
  assign strobe = testing | \strobe$8 ;
  assign taken = has_output & strobe;
  assign \$1  = ~ testing;
  assign valid = has_output & \$1 ;
  assign add = taken & testing;
  assign accepted = strobe & \$signal$17 ;
  assign \$2  = ~ testing;
  assign ready = \$signal$17  & \$2 ;
  assign error = | errors;
  assign next = accepted & testing;
  assign \$3  = sums ? summed_place : place;
  assign \$4  = ! \$3 ;
  assign \$5  = sums ? summed_place : place;
  assign \$6  = \$5  == 1'h1;
  assign \$7  = sums ? summed_place : place;
  assign \$8  = \$7  == 2'h2;
  assign \$9  = sums ? summed_place : place;
  assign \$10  = \$9  == 2'h3;
  assign \$11  = sums ? summed_place : place;
  assign \$12  = \$11  == 3'h4;
  assign \$13  = sums ? summed_place : place;
  assign \$14  = \$13  == 3'h5;
  assign \$15  = sums ? summed_place : place;
  assign \$16  = \$15  == 3'h6;
  assign \$17  = sums ? summed_place : place;
  assign \$18  = \$17  == 3'h7;
  assign \$19  = sums ? summed_place : place;
  assign \$20  = \$19  == 4'h8;
  assign \$21  = sums ? summed_place : place;
  assign \$22  = \$21  == 4'h9;
  assign \$23  = sums ? summed_place : place;
  assign \$24  = \$23  == 4'ha;
  assign \$25  = sums ? summed_place : place;
  assign \$26  = \$25  == 4'hb;
  assign \$27  = sums ? summed_place : place;
  assign \$28  = \$27  == 4'hc;
  assign \$29  = sums ? summed_place : place;
  assign \$30  = \$29  == 4'hd;
  assign nibble_n = ~ \$signal$4 ;
  assign \$31  = runs & accepted;
  assign \$32  = group < 1'h0;
  assign \$33  = ! group;
  assign \$34  = place < 2'h2;
  assign \$35  = \$33  & \$34 ;
  assign \$36  = \$32  | \$35 ;
  assign \$37  = group < 1'h0;
  assign \$38  = ! group;
  assign \$39  = place < 4'ha;
  assign \$40  = \$38  & \$39 ;
  assign \$41  = \$37  | \$40 ;
  assign \$42  = flags[0] ? \$36  : \$41 ;
  assign shift = \$31  & \$42 ;
  assign write__0 = { \$30 , \$28 , \$26 , \$24 , \$22 , \$20 , \$18 , \$16 , \$14 , \$12 , \$10 , \$8 , \$6 , \$4  } & { enables, enables, enables, enables, enables, enables, enables, enables, enables, enables, enables, enables, enables, enables };
  assign \$43  = runs & accepted;
  assign \$44  = group < 1'h0;
  assign \$45  = ! group;
  assign \$46  = place < 2'h2;
  assign \$47  = \$45  & \$46 ;
  assign \$48  = \$44  | \$47 ;
  assign \$49  = group < 1'h0;
  assign \$50  = ! group;
  assign \$51  = place < 4'ha;
  assign \$52  = \$50  & \$51 ;
  assign \$53  = \$49  | \$52 ;
  assign \$54  = flags[0] ? \$48  : \$53 ;
  assign \shift$47  = \$43  & \$54 ;
  assign \write__0$50  = { \$30 , \$28 , \$26 , \$24 , \$22 , \$20 , \$18 , \$16 , \$14 , \$12 , \$10 , \$8 , \$6 , \$4  } & { enables, enables, enables, enables, enables, enables, enables, enables, enables, enables, enables, enables, enables, enables };
  assign \$55  = runs & accepted;
  assign \$56  = group < 1'h0;
  assign \$57  = ! group;
  assign \$58  = place < 2'h2;
  assign \$59  = \$57  & \$58 ;
  assign \$60  = \$56  | \$59 ;
  assign \$61  = group < 1'h0;
  assign \$62  = ! group;
  assign \$63  = place < 4'ha;
  assign \$64  = \$62  & \$63 ;
  assign \$65  = \$61  | \$64 ;
  assign \$66  = flags[0] ? \$60  : \$65 ;
  assign \shift$56  = \$55  & \$66 ;
  assign \write__0$59  = { \$30 , \$28 , \$26 , \$24 , \$22 , \$20 , \$18 , \$16 , \$14 , \$12 , \$10 , \$8 , \$6 , \$4  } & { enables, enables, enables, enables, enables, enables, enables, enables, enables, enables, enables, enables, enables, enables };
  assign \$67  = runs & accepted;
  assign \$68  = group < 1'h0;
  assign \$69  = ! group;
  assign \$70  = place < 2'h2;
  assign \$71  = \$69  & \$70 ;
  assign \$72  = \$68  | \$71 ;
  assign \$73  = group < 1'h0;
  assign \$74  = ! group;
  assign \$75  = place < 4'ha;
  assign \$76  = \$74  & \$75 ;
  assign \$77  = \$73  | \$76 ;
  assign \$78  = flags[0] ? \$72  : \$77 ;
  assign \shift$65  = \$67  & \$78 ;
  assign \write__0$68  = { \$30 , \$28 , \$26 , \$24 , \$22 , \$20 , \$18 , \$16 , \$14 , \$12 , \$10 , \$8 , \$6 , \$4  } & { enables, enables, enables, enables, enables, enables, enables, enables, enables, enables, enables, enables, enables, enables };
  assign \$79  = runs & accepted;
  assign \$80  = group < 1'h0;
  assign \$81  = ! group;
  assign \$82  = place < 2'h2;
  assign \$83  = \$81  & \$82 ;
  assign \$84  = \$80  | \$83 ;
  assign \$85  = group < 1'h0;
  assign \$86  = ! group;
  assign \$87  = place < 4'ha;
  assign \$88  = \$86  & \$87 ;
  assign \$89  = \$85  | \$88 ;
  assign \$90  = flags[0] ? \$84  : \$89 ;
  assign \shift$74  = \$79  & \$90 ;
  assign \write__0$77  = { \$30 , \$28 , \$26 , \$24 , \$22 , \$20 , \$18 , \$16 , \$14 , \$12 , \$10 , \$8 , \$6 , \$4  } & { enables, enables, enables, enables, enables, enables, enables, enables, enables, enables, enables, enables, enables, enables };
  assign \$91  = ! number;
  assign \$92  = ! group;
  assign \$93  = \$91  & \$92 ;
  assign \$94  = ! number;
  assign \$95  = ! group;
  assign \$96  = \$94  & \$95 ;
  assign \$97  = ! number;
  assign \$98  = ! group;
  assign \$99  = \$97  & \$98 ;
  assign \$100  = ! number;
  assign \$101  = ! group;
  assign \$102  = \$100  & \$101 ;
  assign \$103  = ! number;
  assign \$104  = ! group;
  assign \$105  = \$103  & \$104 ;
  assign \$106  = ! number;
  assign \$107  = ! group;
  assign \$108  = \$106  & \$107 ;
  assign \$109  = ! number;
  assign \$110  = ! group;
  assign \$111  = \$109  & \$110 ;
  assign \$112  = ! number;
  assign \$113  = ! group;
  assign \$114  = \$112  & \$113 ;
  assign \$115  = ! number;
  assign \$116  = ! group;
  assign \$117  = \$115  & \$116 ;
  assign \$118  = ! number;
  assign \$119  = ! group;
  assign \$120  = \$118  & \$119 ;
  assign \$121  = ! number;
  assign \$122  = ! group;
  assign \$123  = \$121  & \$122 ;
  assign \$124  = ! number;
  assign \$125  = ! group;
  assign \$126  = \$124  & \$125 ;
  assign \$127  = ! number;
  assign \$128  = ! group;
  assign \$129  = \$127  & \$128 ;
  assign \$130  = ! number;
  assign \$131  = ! group;
  assign \$132  = \$130  & \$131 ;
  assign \$133  = ! number;
  assign \$134  = ! group;
  assign \$135  = \$133  & \$134 ;
  assign \$136  = ! number;
  assign \$137  = ! group;
  assign \$138  = \$136  & \$137 ;
  assign \$139  = ! number;
  assign \$140  = ! group;
  assign \$141  = \$139  & \$140 ;
  assign \$142  = ! number;
  assign \$143  = ! group;
  assign \$144  = \$142  & \$143 ;
  assign \$145  = ! number;
  assign \$146  = ! group;
  assign \$147  = \$145  & \$146 ;
  assign \$148  = ! number;
  assign \$149  = ! group;
  assign \$150  = \$148  & \$149 ;
  assign \$151  = sum__0 & { \$150 , \$147 , \$144 , \$141 , \$138 , \$135 , \$132 , \$129 , \$126 , \$123 , \$120 , \$117 , \$114 , \$111 , \$108 , \$105 , \$102 , \$99 , \$96 , \$93  };
  assign \$153  = number == 1'h1;
  assign \$154  = ! group;
  assign \$155  = \$153  & \$154 ;
  assign \$156  = number == 1'h1;
  assign \$157  = ! group;
  assign \$158  = \$156  & \$157 ;
  assign \$159  = number == 1'h1;
  assign \$160  = ! group;
  assign \$161  = \$159  & \$160 ;
  assign \$162  = number == 1'h1;
  assign \$163  = ! group;
  assign \$164  = \$162  & \$163 ;
  assign \$165  = number == 1'h1;
  assign \$166  = ! group;
  assign \$167  = \$165  & \$166 ;
  assign \$168  = number == 1'h1;
  assign \$169  = ! group;
  assign \$170  = \$168  & \$169 ;
  assign \$171  = number == 1'h1;
  assign \$172  = ! group;
  assign \$173  = \$171  & \$172 ;
  assign \$174  = number == 1'h1;
  assign \$175  = ! group;
  assign \$176  = \$174  & \$175 ;
  assign \$177  = number == 1'h1;
  assign \$178  = ! group;
  assign \$179  = \$177  & \$178 ;
  assign \$180  = number == 1'h1;
  assign \$181  = ! group;
  assign \$182  = \$180  & \$181 ;
  assign \$183  = number == 1'h1;
  assign \$184  = ! group;
  assign \$185  = \$183  & \$184 ;
  assign \$186  = number == 1'h1;
  assign \$187  = ! group;
  assign \$188  = \$186  & \$187 ;
  assign \$189  = number == 1'h1;
  assign \$190  = ! group;
  assign \$191  = \$189  & \$190 ;
  assign \$192  = number == 1'h1;
  assign \$193  = ! group;
  assign \$194  = \$192  & \$193 ;
  assign \$195  = number == 1'h1;
  assign \$196  = ! group;
  assign \$197  = \$195  & \$196 ;
  assign \$198  = number == 1'h1;
  assign \$199  = ! group;
  assign \$200  = \$198  & \$199 ;
  assign \$201  = number == 1'h1;
  assign \$202  = ! group;
  assign \$203  = \$201  & \$202 ;
  assign \$204  = number == 1'h1;
  assign \$205  = ! group;
  assign \$206  = \$204  & \$205 ;
  assign \$207  = number == 1'h1;
  assign \$208  = ! group;
  assign \$209  = \$207  & \$208 ;
  assign \$210  = number == 1'h1;
  assign \$211  = ! group;
  assign \$212  = \$210  & \$211 ;
  assign \$213  = \sum__0$81  & { \$212 , \$209 , \$206 , \$203 , \$200 , \$197 , \$194 , \$191 , \$188 , \$185 , \$182 , \$179 , \$176 , \$173 , \$170 , \$167 , \$164 , \$161 , \$158 , \$155  };
  assign \$214  = \$152  | \$213 ;
  assign \$215  = number == 2'h2;
  assign \$216  = ! group;
  assign \$217  = \$215  & \$216 ;
  assign \$218  = number == 2'h2;
  assign \$219  = ! group;
  assign \$220  = \$218  & \$219 ;
  assign \$221  = number == 2'h2;
  assign \$222  = ! group;
  assign \$223  = \$221  & \$222 ;
  assign \$224  = number == 2'h2;
  assign \$225  = ! group;
  assign \$226  = \$224  & \$225 ;
  assign \$227  = number == 2'h2;
  assign \$228  = ! group;
  assign \$229  = \$227  & \$228 ;
  assign \$230  = number == 2'h2;
  assign \$231  = ! group;
  assign \$232  = \$230  & \$231 ;
  assign \$233  = number == 2'h2;
  assign \$234  = ! group;
  assign \$235  = \$233  & \$234 ;
  assign \$236  = number == 2'h2;
  assign \$237  = ! group;
  assign \$238  = \$236  & \$237 ;
  assign \$239  = number == 2'h2;
  assign \$240  = ! group;
  assign \$241  = \$239  & \$240 ;
  assign \$242  = number == 2'h2;
  assign \$243  = ! group;
  assign \$244  = \$242  & \$243 ;
  assign \$245  = number == 2'h2;
  assign \$246  = ! group;
  assign \$247  = \$245  & \$246 ;
  assign \$248  = number == 2'h2;
  assign \$249  = ! group;
  assign \$250  = \$248  & \$249 ;
  assign \$251  = number == 2'h2;
  assign \$252  = ! group;
  assign \$253  = \$251  & \$252 ;
  assign \$254  = number == 2'h2;
  assign \$255  = ! group;
  assign \$256  = \$254  & \$255 ;
  assign \$257  = number == 2'h2;
  assign \$258  = ! group;
  assign \$259  = \$257  & \$258 ;
  assign \$260  = number == 2'h2;
  assign \$261  = ! group;
  assign \$262  = \$260  & \$261 ;
  assign \$263  = number == 2'h2;
  assign \$264  = ! group;
  assign \$265  = \$263  & \$264 ;
  assign \$266  = number == 2'h2;
  assign \$267  = ! group;
  assign \$268  = \$266  & \$267 ;
  assign \$269  = number == 2'h2;
  assign \$270  = ! group;
  assign \$271  = \$269  & \$270 ;
  assign \$272  = number == 2'h2;
  assign \$273  = ! group;
  assign \$274  = \$272  & \$273 ;
  assign \$275  = \sum__0$82  & { \$274 , \$271 , \$268 , \$265 , \$262 , \$259 , \$256 , \$253 , \$250 , \$247 , \$244 , \$241 , \$238 , \$235 , \$232 , \$229 , \$226 , \$223 , \$220 , \$217  };
  assign \$276  = \$214  | \$275 ;
  assign \$277  = number == 2'h3;
  assign \$278  = ! group;
  assign \$279  = \$277  & \$278 ;
  assign \$280  = number == 2'h3;
  assign \$281  = ! group;
  assign \$282  = \$280  & \$281 ;
  assign \$283  = number == 2'h3;
  assign \$284  = ! group;
  assign \$285  = \$283  & \$284 ;
  assign \$286  = number == 2'h3;
  assign \$287  = ! group;
  assign \$288  = \$286  & \$287 ;
  assign \$289  = number == 2'h3;
  assign \$290  = ! group;
  assign \$291  = \$289  & \$290 ;
  assign \$292  = number == 2'h3;
  assign \$293  = ! group;
  assign \$294  = \$292  & \$293 ;
  assign \$295  = number == 2'h3;
  assign \$296  = ! group;
  assign \$297  = \$295  & \$296 ;
  assign \$298  = number == 2'h3;
  assign \$299  = ! group;
  assign \$300  = \$298  & \$299 ;
  assign \$301  = number == 2'h3;
  assign \$302  = ! group;
  assign \$303  = \$301  & \$302 ;
  assign \$304  = number == 2'h3;
  assign \$305  = ! group;
  assign \$306  = \$304  & \$305 ;
  assign \$307  = number == 2'h3;
  assign \$308  = ! group;
  assign \$309  = \$307  & \$308 ;
  assign \$310  = number == 2'h3;
  assign \$311  = ! group;
  assign \$312  = \$310  & \$311 ;
  assign \$313  = number == 2'h3;
  assign \$314  = ! group;
  assign \$315  = \$313  & \$314 ;
  assign \$316  = number == 2'h3;
  assign \$317  = ! group;
  assign \$318  = \$316  & \$317 ;
  assign \$319  = number == 2'h3;
  assign \$320  = ! group;
  assign \$321  = \$319  & \$320 ;
  assign \$322  = number == 2'h3;
  assign \$323  = ! group;
  assign \$324  = \$322  & \$323 ;
  assign \$325  = number == 2'h3;
  assign \$326  = ! group;
  assign \$327  = \$325  & \$326 ;
  assign \$328  = number == 2'h3;
  assign \$329  = ! group;
  assign \$330  = \$328  & \$329 ;
  assign \$331  = number == 2'h3;
  assign \$332  = ! group;
  assign \$333  = \$331  & \$332 ;
  assign \$334  = number == 2'h3;
  assign \$335  = ! group;
  assign \$336  = \$334  & \$335 ;
  assign \$337  = \sum__0$83  & { \$336 , \$333 , \$330 , \$327 , \$324 , \$321 , \$318 , \$315 , \$312 , \$309 , \$306 , \$303 , \$300 , \$297 , \$294 , \$291 , \$288 , \$285 , \$282 , \$279  };
  assign \$338  = \$276  | \$337 ;
  assign \$339  = number == 3'h4;
  assign \$340  = ! group;
  assign \$341  = \$339  & \$340 ;
  assign \$342  = number == 3'h4;
  assign \$343  = ! group;
  assign \$344  = \$342  & \$343 ;
  assign \$345  = number == 3'h4;
  assign \$346  = ! group;
  assign \$347  = \$345  & \$346 ;
  assign \$348  = number == 3'h4;
  assign \$349  = ! group;
  assign \$350  = \$348  & \$349 ;
  assign \$351  = number == 3'h4;
  assign \$352  = ! group;
  assign \$353  = \$351  & \$352 ;
  assign \$354  = number == 3'h4;
  assign \$355  = ! group;
  assign \$356  = \$354  & \$355 ;
  assign \$357  = number == 3'h4;
  assign \$358  = ! group;
  assign \$359  = \$357  & \$358 ;
  assign \$360  = number == 3'h4;
  assign \$361  = ! group;
  assign \$362  = \$360  & \$361 ;
  assign \$363  = number == 3'h4;
  assign \$364  = ! group;
  assign \$365  = \$363  & \$364 ;
  assign \$366  = number == 3'h4;
  assign \$367  = ! group;
  assign \$368  = \$366  & \$367 ;
  assign \$369  = number == 3'h4;
  assign \$370  = ! group;
  assign \$371  = \$369  & \$370 ;
  assign \$372  = number == 3'h4;
  assign \$373  = ! group;
  assign \$374  = \$372  & \$373 ;
  assign \$375  = number == 3'h4;
  assign \$376  = ! group;
  assign \$377  = \$375  & \$376 ;
  assign \$378  = number == 3'h4;
  assign \$379  = ! group;
  assign \$380  = \$378  & \$379 ;
  assign \$381  = number == 3'h4;
  assign \$382  = ! group;
  assign \$383  = \$381  & \$382 ;
  assign \$384  = number == 3'h4;
  assign \$385  = ! group;
  assign \$386  = \$384  & \$385 ;
  assign \$387  = number == 3'h4;
  assign \$388  = ! group;
  assign \$389  = \$387  & \$388 ;
  assign \$390  = number == 3'h4;
  assign \$391  = ! group;
  assign \$392  = \$390  & \$391 ;
  assign \$393  = number == 3'h4;
  assign \$394  = ! group;
  assign \$395  = \$393  & \$394 ;
  assign \$396  = number == 3'h4;
  assign \$397  = ! group;
  assign \$398  = \$396  & \$397 ;
  assign \$399  = \sum__0$84  & { \$398 , \$395 , \$392 , \$389 , \$386 , \$383 , \$380 , \$377 , \$374 , \$371 , \$368 , \$365 , \$362 , \$359 , \$356 , \$353 , \$350 , \$347 , \$344 , \$341  };
  assign passing = \$338  | \$399 ;
  assign busy = ~ \$404 ;
  assign \$402  = $signed(passing) >>> \$401 ;
  assign \$899  = argument[0] * 4'h8;
  assign \$403  = checksum >> \$899 ;
  assign \$404  = ! fsm_state;
  assign \$405  = fsm_state == 1'h1;
  assign \$406  = fsm_state == 2'h2;
  assign \$407  = fsm_state == 2'h3;
  assign \$408  = fsm_state == 3'h4;
  assign \$409  = fsm_state == 3'h5;
  assign \$410  = fsm_state == 3'h6;
  assign \$411  = fsm_state == 3'h7;
  assign \$412  = fsm_state == 4'h8;
  assign \$413  = ~ \$signal ;
  assign \$414  = runs & accepted;
  assign \$415  = ~ \$signal$92 ;
  assign \$416  = \$414  & \$415 ;
  assign \$417  = ! group;
  assign \$418  = \$416  & \$417 ;
  assign \$419  = runs & accepted;
  assign \$420  = ! group;
  assign \$421  = place == 4'hd;
  assign \$422  = \$420  & \$421 ;
  assign \$423  = ! group;
  assign \$424  = place == 4'hd;
  assign \$425  = \$423  & \$424 ;
  assign \$426  = flags[0] ? \$422  : \$425 ;
  assign \$427  = \$419  & \$426 ;
  assign \$429  = argument + 1'h1;
  assign \$430  = argument == 3'h7;
  assign \$431  = | \$signal [7:4];
  assign \$432  = ! { \$signal , steps[7:0] };
  assign \$433  = \$431  | \$432 ;
  assign \$435  = place + 1'h1;
  assign \$436  = place == 4'hd;
  assign \$437  = group + 1'h1;
  assign \$438  = ! group;
  assign \$439  = place == 4'hd;
  assign \$440  = \$438  & \$439 ;
  assign \$441  = ! group;
  assign \$442  = place == 4'hd;
  assign \$443  = \$441  & \$442 ;
  assign \$444  = flags[0] ? \$440  : \$443 ;
  assign \$445  = ~ \$signal$92 ;
  assign \$446  = steps - 1'h1;
  assign \$447  = steps == 1'h1;
  assign \$448  = argument + 1'h1;
  assign \$449  = argument[1:0] == 2'h2;
  assign \$450  = place + 1'h1;
  assign \$451  = place == 4'hd;
  assign \$452  = group + 1'h1;
  assign \$453  = ! group;
  assign \$454  = number + 1'h1;
  assign \$455  = number == 3'h4;
  assign \$456  = argument + 1'h1;
  always @(posedge engine_clk)
    sample_n <= \$413 ;
  always @(posedge engine_clk)
    summed_place <= \$457 ;
  always @(posedge engine_clk)
    sums <= \$458 ;
  always @(posedge engine_clk)
    enables <= \$459 ;
  always @(posedge engine_clk)
    first <= \$460 ;
  always @(posedge engine_clk)
    swap <= \$461 ;
  always @(posedge engine_clk)
    argument <= \$462 ;
  always @(posedge engine_clk)
    place <= \$463 ;
  always @(posedge engine_clk)
    group <= \$464 ;
  always @(posedge engine_clk)
    number <= \$465 ;
  always @(posedge engine_clk)
    fsm_state <= \$466 ;
  always @(posedge engine_clk)
    testing <= \$467 ;
  always @(posedge engine_clk)
    flags <= \$468 ;
  always @(posedge engine_clk)
    steps <= \$469 ;
  always @(posedge engine_clk)
    \$signal$92  <= \$470 ;
  always @(posedge engine_clk)
    errors <= \$471 ;
  always @(posedge engine_clk)
    \$signal$93  <= \$472 ;
  \tt_um_tinynpu.engine.column_0  column_0 (
    .a_n(sample_n),
    .above_n(\nibble_n$45 ),
    .clear(clear),
    .enable(swap),
    .engine_clk(engine_clk),
    .engine_rst(engine_rst),
    .first(first),
    .nibble_n(nibble_n),
    .\port$29$0 (\$4 ),
    .\port$31$0 (\$6 ),
    .\port$33$0 (\$8 ),
    .\port$35$0 (\$10 ),
    .\port$37$0 (\$12 ),
    .\port$39$0 (\$14 ),
    .\port$41$0 (\$16 ),
    .\port$43$0 (\$18 ),
    .\port$45$0 (\$20 ),
    .\port$47$0 (\$22 ),
    .\port$49$0 (\$24 ),
    .\port$51$0 (\$26 ),
    .\port$53$0 (\$28 ),
    .\port$55$0 (\$30 ),
    .shift(shift),
    .sum__0(sum__0),
    .write__0(write__0)
  );
  \tt_um_tinynpu.engine.column_1  column_1 (
    .a_n(sample_n),
    .above_n(\nibble_n$54 ),
    .clear(clear),
    .enable(swap),
    .engine_clk(engine_clk),
    .engine_rst(engine_rst),
    .first(first),
    .nibble_n(\nibble_n$45 ),
    .\port$29$0 (\$4 ),
    .\port$31$0 (\$6 ),
    .\port$33$0 (\$8 ),
    .\port$35$0 (\$10 ),
    .\port$37$0 (\$12 ),
    .\port$39$0 (\$14 ),
    .\port$41$0 (\$16 ),
    .\port$43$0 (\$18 ),
    .\port$45$0 (\$20 ),
    .\port$47$0 (\$22 ),
    .\port$49$0 (\$24 ),
    .\port$51$0 (\$26 ),
    .\port$53$0 (\$28 ),
    .\port$55$0 (\$30 ),
    .shift(\shift$47 ),
    .sum__0(\sum__0$81 ),
    .write__0(\write__0$50 )
  );
  \tt_um_tinynpu.engine.column_2  column_2 (
    .a_n(sample_n),
    .above_n(\nibble_n$63 ),
    .clear(clear),
    .enable(swap),
    .engine_clk(engine_clk),
    .engine_rst(engine_rst),
    .first(first),
    .nibble_n(\nibble_n$54 ),
    .\port$29$0 (\$4 ),
    .\port$31$0 (\$6 ),
    .\port$33$0 (\$8 ),
    .\port$35$0 (\$10 ),
    .\port$37$0 (\$12 ),
    .\port$39$0 (\$14 ),
    .\port$41$0 (\$16 ),
    .\port$43$0 (\$18 ),
    .\port$45$0 (\$20 ),
    .\port$47$0 (\$22 ),
    .\port$49$0 (\$24 ),
    .\port$51$0 (\$26 ),
    .\port$53$0 (\$28 ),
    .\port$55$0 (\$30 ),
    .shift(\shift$56 ),
    .sum__0(\sum__0$82 ),
    .write__0(\write__0$59 )
  );
  \tt_um_tinynpu.engine.column_2  column_3 (
    .a_n(sample_n),
    .above_n(\nibble_n$72 ),
    .clear(clear),
    .enable(swap),
    .engine_clk(engine_clk),
    .engine_rst(engine_rst),
    .first(first),
    .nibble_n(\nibble_n$63 ),
    .\port$29$0 (\$4 ),
    .\port$31$0 (\$6 ),
    .\port$33$0 (\$8 ),
    .\port$35$0 (\$10 ),
    .\port$37$0 (\$12 ),
    .\port$39$0 (\$14 ),
    .\port$41$0 (\$16 ),
    .\port$43$0 (\$18 ),
    .\port$45$0 (\$20 ),
    .\port$47$0 (\$22 ),
    .\port$49$0 (\$24 ),
    .\port$51$0 (\$26 ),
    .\port$53$0 (\$28 ),
    .\port$55$0 (\$30 ),
    .shift(\shift$65 ),
    .sum__0(\sum__0$83 ),
    .write__0(\write__0$68 )
  );
  \tt_um_tinynpu.engine.column_4  column_4 (
    .a_n(sample_n),
    .clear(clear),
    .enable(swap),
    .engine_clk(engine_clk),
    .engine_rst(engine_rst),
    .first(first),
    .nibble_n(\nibble_n$72 ),
    .\port$29$0 (\$4 ),
    .\port$31$0 (\$6 ),
    .\port$33$0 (\$8 ),
    .\port$35$0 (\$10 ),
    .\port$37$0 (\$12 ),
    .\port$39$0 (\$14 ),
    .\port$41$0 (\$16 ),
    .\port$43$0 (\$18 ),
    .\port$45$0 (\$20 ),
    .\port$47$0 (\$22 ),
    .\port$49$0 (\$24 ),
    .\port$51$0 (\$26 ),
    .\port$53$0 (\$28 ),
    .\port$55$0 (\$30 ),
    .shift(\shift$74 ),
    .sum__0(\sum__0$84 ),
    .write__0(\write__0$77 )
  );
  \tt_um_tinynpu.engine.self_test  self_test (
    .add(add),
    .checksum(checksum),
    .engine_clk(engine_clk),
    .engine_rst(engine_rst),
    .next(next),
    .\output (\output ),
    .\port$1939$0 (\$473 ),
    .start(start)
  );
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$2 ) begin end
    (* full_case = 32'd1 *)
    casez (argument)
      3'h0:
          \$400  = 8'h74;
      3'h1:
          \$400  = 8'h6e;
      3'h2:
          \$400  = 8'h01;
      3'h3:
          \$400  = 8'h05;
      3'h4:
          \$400  = 8'h01;
      3'h5:
          \$400  = 8'h0e;
      3'h6:
          \$400  = 8'h14;
      3'h7:
          \$400  = 8'h80;
    endcase
  end
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$2 ) begin end
    \$signal$17  = 1'h0;
    casez (fsm_state)
      4'h0:
          \$signal$17  = 1'h1;
      4'h1:
          /* empty */;
      4'h2:
          /* empty */;
      4'h4:
          \$signal$17  = 1'h1;
      4'h5:
          \$signal$17  = 1'h1;
      4'h3:
          \$signal$17  = 1'h1;
    endcase
  end
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$2 ) begin end
    clear = 1'h0;
    casez (fsm_state)
      4'h0:
          clear = 1'h1;
    endcase
  end
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$2 ) begin end
    start = 1'h0;
    casez (fsm_state)
      4'h0:
          if (accepted) begin
            casez (\$signal )
              8'h00:
                  /* empty */;
              8'h01:
                  /* empty */;
              8'h02:
                  /* empty */;
              8'h03:
                  start = 1'h1;
            endcase
          end
    endcase
  end
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$2 ) begin end
    has_output = 1'h0;
    casez (fsm_state)
      4'h0:
          /* empty */;
      4'h1:
          has_output = 1'h1;
      4'h2:
          has_output = 1'h1;
      4'h4:
          /* empty */;
      4'h5:
          /* empty */;
      4'h3:
          /* empty */;
      4'h6:
          /* empty */;
      4'h7:
          has_output = 1'h1;
      4'h8:
          has_output = 1'h1;
    endcase
  end
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$2 ) begin end
    \output  = 8'h00;
    casez (fsm_state)
      4'h0:
          /* empty */;
      4'h1:
          \output  = \$400 ;
      4'h2:
          \output  = { 6'h00, errors };
      4'h4:
          /* empty */;
      4'h5:
          /* empty */;
      4'h3:
          /* empty */;
      4'h6:
          /* empty */;
      4'h7:
          \output  = \$402 [7:0];
      4'h8:
          \output  = \$403 ;
    endcase
  end
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$2 ) begin end
    runs = 1'h0;
    casez (fsm_state)
      4'h0:
          /* empty */;
      4'h1:
          /* empty */;
      4'h2:
          /* empty */;
      4'h4:
          /* empty */;
      4'h5:
          /* empty */;
      4'h3:
          runs = 1'h1;
    endcase
  end
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$2 ) begin end
    \$457  = place;
    if (engine_rst) begin
      \$457  = 4'h0;
    end
  end
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$2 ) begin end
    \$458  = runs;
    if (engine_rst) begin
      \$458  = 1'h0;
    end
  end
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$2 ) begin end
    \$459  = \$418 ;
    if (engine_rst) begin
      \$459  = 1'h0;
    end
  end
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$2 ) begin end
    \$460  = \$signal$93 ;
    if (engine_rst) begin
      \$460  = 1'h0;
    end
  end
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$2 ) begin end
    \$461  = \$427 ;
    if (engine_rst) begin
      \$461  = 1'h0;
    end
  end
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$2 ) begin end
    \$462  = argument;
    casez (fsm_state)
      4'h0:
          \$462  = 3'h0;
      4'h1:
          if (taken) begin
            \$462  = \$429 [2:0];
          end
      4'h2:
          /* empty */;
      4'h4:
          /* empty */;
      4'h5:
          /* empty */;
      4'h3:
          /* empty */;
      4'h6:
          /* empty */;
      4'h7:
          if (taken) begin
            \$462  = \$448 [2:0];
            if (\$449 ) begin
              \$462  = 3'h0;
              if (\$451 ) begin
                if (\$453 ) begin
                  if (\$455 ) begin
                    \$462  = 3'h0;
                  end
                end
              end
            end
          end
      4'h8:
          if (taken) begin
            \$462  = \$456 [2:0];
          end
    endcase
    if (engine_rst) begin
      \$462  = 3'h0;
    end
  end
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$2 ) begin end
    \$463  = place;
    casez (fsm_state)
      4'h0:
          \$463  = 4'h0;
      4'h1:
          /* empty */;
      4'h2:
          /* empty */;
      4'h4:
          /* empty */;
      4'h5:
          /* empty */;
      4'h3:
          if (accepted) begin
            \$463  = \$435 [3:0];
            if (\$436 ) begin
              \$463  = 4'h0;
            end
            if (\$444 ) begin
              \$463  = 4'h0;
            end
          end
      4'h6:
          /* empty */;
      4'h7:
          if (taken) begin
            if (\$449 ) begin
              \$463  = \$450 [3:0];
              if (\$451 ) begin
                \$463  = 4'h0;
              end
            end
          end
    endcase
    if (engine_rst) begin
      \$463  = 4'h0;
    end
  end
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$2 ) begin end
    \$464  = group;
    casez (fsm_state)
      4'h0:
          \$464  = 1'h0;
      4'h1:
          /* empty */;
      4'h2:
          /* empty */;
      4'h4:
          /* empty */;
      4'h5:
          /* empty */;
      4'h3:
          if (accepted) begin
            if (\$436 ) begin
              \$464  = \$437 [0];
            end
            if (\$444 ) begin
              \$464  = 1'h0;
            end
          end
      4'h6:
          /* empty */;
      4'h7:
          if (taken) begin
            if (\$449 ) begin
              if (\$451 ) begin
                \$464  = \$452 [0];
                if (\$453 ) begin
                  \$464  = 1'h0;
                end
              end
            end
          end
    endcase
    if (engine_rst) begin
      \$464  = 1'h0;
    end
  end
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$2 ) begin end
    \$465  = number;
    casez (fsm_state)
      4'h0:
          \$465  = 3'h0;
      4'h1:
          /* empty */;
      4'h2:
          /* empty */;
      4'h4:
          /* empty */;
      4'h5:
          /* empty */;
      4'h3:
          /* empty */;
      4'h6:
          /* empty */;
      4'h7:
          if (taken) begin
            if (\$449 ) begin
              if (\$451 ) begin
                if (\$453 ) begin
                  \$465  = \$454 [2:0];
                end
              end
            end
          end
    endcase
    if (engine_rst) begin
      \$465  = 3'h0;
    end
  end
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$2 ) begin end
    \$466  = fsm_state;
    casez (fsm_state)
      4'h0:
          if (accepted) begin
            casez (\$signal )
              8'h00:
                  /* empty */;
              8'h01:
                  \$466  = 4'h1;
              8'h02:
                  \$466  = 4'h2;
              8'h03:
                  \$466  = 4'h3;
              8'h40, 8'h41:
                  \$466  = 4'h4;
            endcase
          end
      4'h1:
          if (taken) begin
            if (\$430 ) begin
              \$466  = 4'h0;
            end
          end
      4'h2:
          if (taken) begin
            \$466  = 4'h0;
          end
      4'h4:
          if (accepted) begin
            \$466  = 4'h5;
          end
      4'h5:
          if (accepted) begin
            \$466  = 4'h3;
            if (\$433 ) begin
              \$466  = 4'h0;
            end
          end
      4'h3:
          if (accepted) begin
            if (\$444 ) begin
              if (\$445 ) begin
                if (\$447 ) begin
                  \$466  = 4'h6;
                end
              end
            end
          end
      4'h6:
          \$466  = 4'h7;
      4'h7:
          if (taken) begin
            if (\$449 ) begin
              if (\$451 ) begin
                if (\$453 ) begin
                  if (\$455 ) begin
                    (* full_case = 32'd1 *)
                    if (testing) begin
                      \$466  = 4'h8;
                    end else begin
                      \$466  = 4'h0;
                    end
                  end
                end
              end
            end
          end
      4'h8:
          if (taken) begin
            if (argument[0]) begin
              \$466  = 4'h0;
            end
          end
    endcase
    if (engine_rst) begin
      \$466  = 4'h0;
    end
  end
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$2 ) begin end
    \$467  = testing;
    casez (fsm_state)
      4'h0:
          if (accepted) begin
            casez (\$signal )
              8'h00:
                  /* empty */;
              8'h01:
                  /* empty */;
              8'h02:
                  /* empty */;
              8'h03:
                  \$467  = 1'h1;
            endcase
          end
      4'h1:
          /* empty */;
      4'h2:
          /* empty */;
      4'h4:
          /* empty */;
      4'h5:
          /* empty */;
      4'h3:
          /* empty */;
      4'h6:
          /* empty */;
      4'h7:
          if (taken) begin
            if (\$449 ) begin
              if (\$451 ) begin
                if (\$453 ) begin
                  if (\$455 ) begin
                    \$467  = 1'h0;
                  end
                end
              end
            end
          end
    endcase
    if (engine_rst) begin
      \$467  = 1'h0;
    end
  end
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$2 ) begin end
    \$468  = flags;
    casez (fsm_state)
      4'h0:
          if (accepted) begin
            casez (\$signal )
              8'h00:
                  /* empty */;
              8'h01:
                  /* empty */;
              8'h02:
                  /* empty */;
              8'h03:
                  \$468  = 3'h0;
              8'h40, 8'h41:
                  \$468  = \$signal [2:0];
            endcase
          end
    endcase
    if (engine_rst) begin
      \$468  = 3'h0;
    end
  end
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$2 ) begin end
    \$469  = steps;
    casez (fsm_state)
      4'h0:
          if (accepted) begin
            casez (\$signal )
              8'h00:
                  /* empty */;
              8'h01:
                  /* empty */;
              8'h02:
                  /* empty */;
              8'h03:
                  \$469  = 12'h020;
            endcase
          end
      4'h1:
          /* empty */;
      4'h2:
          /* empty */;
      4'h4:
          if (accepted) begin
            \$469 [7:0] = \$signal ;
          end
      4'h5:
          if (accepted) begin
            \$469 [11:8] = \$signal [3:0];
          end
      4'h3:
          if (accepted) begin
            if (\$444 ) begin
              if (\$445 ) begin
                \$469  = \$446 [11:0];
              end
            end
          end
    endcase
  end
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$2 ) begin end
    \$470  = \$signal$92 ;
    casez (fsm_state)
      4'h0:
          if (accepted) begin
            casez (\$signal )
              8'h00:
                  /* empty */;
              8'h01:
                  /* empty */;
              8'h02:
                  /* empty */;
              8'h03:
                  \$470  = 1'h1;
            endcase
          end
      4'h1:
          /* empty */;
      4'h2:
          /* empty */;
      4'h4:
          /* empty */;
      4'h5:
          if (accepted) begin
            \$470  = 1'h1;
          end
      4'h3:
          if (accepted) begin
            if (\$444 ) begin
              \$470  = 1'h0;
            end
          end
    endcase
    if (engine_rst) begin
      \$470  = 1'h0;
    end
  end
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$2 ) begin end
    \$471  = errors;
    casez (fsm_state)
      4'h0:
          if (accepted) begin
            (* full_case = 32'd1 *)
            casez (\$signal )
              8'h00:
                  /* empty */;
              8'h01:
                  /* empty */;
              8'h02:
                  /* empty */;
              8'h03:
                  /* empty */;
              8'h40, 8'h41:
                  /* empty */;
              default:
                  \$471  = \$428 ;
            endcase
          end
      4'h1:
          /* empty */;
      4'h2:
          if (taken) begin
            \$471  = 2'h0;
          end
      4'h4:
          /* empty */;
      4'h5:
          if (accepted) begin
            if (\$433 ) begin
              \$471  = \$434 ;
            end
          end
    endcase
    if (engine_rst) begin
      \$471  = 2'h0;
    end
  end
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$2 ) begin end
    \$472  = \$signal$93 ;
    casez (fsm_state)
      4'h0:
          /* empty */;
      4'h1:
          /* empty */;
      4'h2:
          /* empty */;
      4'h4:
          /* empty */;
      4'h5:
          /* empty */;
      4'h3:
          if (accepted) begin
            if (\$444 ) begin
              \$472  = \$signal$92 ;
            end
          end
    endcase
    if (engine_rst) begin
      \$472  = 1'h0;
    end
  end
  assign \byte$3  = \$473 [7:0];
  assign \nibble$6  = \$473 [11:8];
  assign \$signal$12  = \output ;
  assign \output$14  = \output ;
  assign is_read = { \$30 , \$28 , \$26 , \$24 , \$22 , \$20 , \$18 , \$16 , \$14 , \$12 , \$10 , \$8 , \$6 , \$4  };
  assign \sample_n$27  = sample_n;
  assign \place$28  = { \$30 , \$28 , \$26 , \$24 , \$22 , \$20 , \$18 , \$16 , \$14 , \$12 , \$10 , \$8 , \$6 , \$4  };
  assign \$signal$30  = first;
  assign clears = clear;
  assign \$signal$39  = swap;
  assign \sample_n$42  = sample_n;
  assign \place$43  = { \$30 , \$28 , \$26 , \$24 , \$22 , \$20 , \$18 , \$16 , \$14 , \$12 , \$10 , \$8 , \$6 , \$4  };
  assign \first$44  = first;
  assign above_n = \nibble_n$45 ;
  assign \clear$48  = clear;
  assign \swap$49  = swap;
  assign \sample_n$51  = sample_n;
  assign \place$52  = { \$30 , \$28 , \$26 , \$24 , \$22 , \$20 , \$18 , \$16 , \$14 , \$12 , \$10 , \$8 , \$6 , \$4  };
  assign \first$53  = first;
  assign \above_n$55  = \nibble_n$54 ;
  assign \clear$57  = clear;
  assign \swap$58  = swap;
  assign \sample_n$60  = sample_n;
  assign \place$61  = { \$30 , \$28 , \$26 , \$24 , \$22 , \$20 , \$18 , \$16 , \$14 , \$12 , \$10 , \$8 , \$6 , \$4  };
  assign \first$62  = first;
  assign \above_n$64  = \nibble_n$63 ;
  assign \clear$66  = clear;
  assign \swap$67  = swap;
  assign \sample_n$69  = sample_n;
  assign \place$70  = { \$30 , \$28 , \$26 , \$24 , \$22 , \$20 , \$18 , \$16 , \$14 , \$12 , \$10 , \$8 , \$6 , \$4  };
  assign \first$71  = first;
  assign \above_n$73  = \nibble_n$72 ;
  assign \clear$75  = clear;
  assign \swap$76  = swap;
  assign \$152  = \$151 ;
  assign \$401  = { argument[1:0], 3'h0 };
  assign \$428 [1] = errors[1];
  assign \$428 [0] = 1'h1;
  assign \$434 [0] = errors[0];
  assign \$434 [1] = 1'h1;
endmodule

module \tt_um_tinynpu.engine.column_0 (engine_rst, \port$29$0 , \port$31$0 , \port$33$0 , \port$35$0 , \port$37$0 , \port$39$0 , \port$41$0 , \port$43$0 , \port$45$0 , \port$47$0 , \port$49$0 , \port$51$0 , \port$53$0 , \port$55$0 , nibble_n, shift, write__0, sum__0, clear, a_n
, first, enable, above_n, engine_clk);
  reg \$auto$verilog_backend.cc:2355:dump_module$3  = 0;
  wire [19:0] \$1 ;
  wire [19:0] \$10 ;
  wire [19:0] \$11 ;
  wire [19:0] \$12 ;
  wire [19:0] \$13 ;
  wire [19:0] \$14 ;
  wire [19:0] \$15 ;
  wire [19:0] \$16 ;
  wire [19:0] \$17 ;
  wire [19:0] \$18 ;
  wire [19:0] \$19 ;
  wire [20:0] \$2 ;
  wire [19:0] \$20 ;
  wire [19:0] \$21 ;
  wire [19:0] \$22 ;
  wire [19:0] \$23 ;
  wire [19:0] \$24 ;
  wire [19:0] \$25 ;
  wire [19:0] \$26 ;
  wire [19:0] \$27 ;
  wire [19:0] \$28 ;
  wire [19:0] \$29 ;
  wire [19:0] \$3 ;
  reg [7:0] \$30 ;
  wire \$31 ;
  wire \$32 ;
  wire \$33 ;
  wire \$34 ;
  wire \$35 ;
  wire \$36 ;
  wire \$37 ;
  wire \$38 ;
  wire \$39 ;
  wire [19:0] \$4 ;
  wire \$40 ;
  wire \$41 ;
  wire \$42 ;
  wire \$43 ;
  wire \$44 ;
  wire \$45 ;
  wire \$46 ;
  wire \$47 ;
  wire \$48 ;
  wire \$49 ;
  wire [19:0] \$5 ;
  wire \$50 ;
  wire [19:0] \$6 ;
  wire [19:0] \$7 ;
  wire [19:0] \$8 ;
  wire [19:0] \$9 ;
  input [7:0] a_n;
  wire [7:0] a_n;
  output [3:0] above_n;
  wire [3:0] above_n;
  wire [19:0] addend;
  wire [7:0] b_n;
  input clear;
  wire clear;
  wire [7:0] d;
  wire [19:0] \d$12 ;
  wire [19:0] \d$15 ;
  wire [19:0] \d$17 ;
  wire [19:0] \d$19 ;
  wire [19:0] \d$21 ;
  wire [19:0] \d$23 ;
  wire [19:0] \d$25 ;
  wire [19:0] \d$27 ;
  wire [19:0] \d$29 ;
  wire [19:0] \d$31 ;
  wire [19:0] \d$33 ;
  wire [19:0] \d$35 ;
  wire [19:0] \d$37 ;
  wire [19:0] \d$39 ;
  input enable;
  wire enable;
  wire \enable$10 ;
  wire \enable$14 ;
  wire \enable$16 ;
  wire \enable$18 ;
  wire \enable$20 ;
  wire \enable$22 ;
  wire \enable$24 ;
  wire \enable$26 ;
  wire \enable$28 ;
  wire \enable$30 ;
  wire \enable$32 ;
  wire \enable$34 ;
  wire \enable$36 ;
  wire \enable$38 ;
  input engine_clk;
  wire engine_clk;
  input engine_rst;
  wire engine_rst;
  input first;
  wire first;
  reg [7:0] following_n;
  input [3:0] nibble_n;
  wire [3:0] nibble_n;
  wire [13:0] place;
  input \port$29$0 ;
  wire \port$29$0 ;
  input \port$31$0 ;
  wire \port$31$0 ;
  input \port$33$0 ;
  wire \port$33$0 ;
  input \port$35$0 ;
  wire \port$35$0 ;
  input \port$37$0 ;
  wire \port$37$0 ;
  input \port$39$0 ;
  wire \port$39$0 ;
  input \port$41$0 ;
  wire \port$41$0 ;
  input \port$43$0 ;
  wire \port$43$0 ;
  input \port$45$0 ;
  wire \port$45$0 ;
  input \port$47$0 ;
  wire \port$47$0 ;
  input \port$49$0 ;
  wire \port$49$0 ;
  input \port$51$0 ;
  wire \port$51$0 ;
  input \port$53$0 ;
  wire \port$53$0 ;
  input \port$55$0 ;
  wire \port$55$0 ;
  wire [7:0] q;
  wire [19:0] \q$47 ;
  wire [19:0] \q$49 ;
  wire [19:0] \q$50 ;
  wire [19:0] \q$51 ;
  wire [19:0] \q$52 ;
  wire [19:0] \q$53 ;
  wire [19:0] \q$54 ;
  wire [19:0] \q$55 ;
  wire [19:0] \q$56 ;
  wire [19:0] \q$57 ;
  wire [19:0] \q$58 ;
  wire [19:0] \q$59 ;
  wire [19:0] \q$60 ;
  wire [19:0] \q$61 ;
  wire [7:0] sample_n;
  input shift;
  wire shift;
  output [19:0] sum__0;
  wire [19:0] sum__0;
  wire swap;
  wire [19:0] total;
  input [13:0] write__0;
  wire [13:0] write__0;
  assign \$1  = ~ { first, first, first, first, first, first, first, first, first, first, first, first, first, first, first, first, first, first, first, first };
  assign \$2  = { sum__0[19], sum__0 } & { 1'h0, \$1  };
  assign \$3  = \q$47  & { \port$29$0 , \port$29$0 , \port$29$0 , \port$29$0 , \port$29$0 , \port$29$0 , \port$29$0 , \port$29$0 , \port$29$0 , \port$29$0 , \port$29$0 , \port$29$0 , \port$29$0 , \port$29$0 , \port$29$0 , \port$29$0 , \port$29$0 , \port$29$0 , \port$29$0 , \port$29$0  };
  assign \$5  = \q$49  & { \port$31$0 , \port$31$0 , \port$31$0 , \port$31$0 , \port$31$0 , \port$31$0 , \port$31$0 , \port$31$0 , \port$31$0 , \port$31$0 , \port$31$0 , \port$31$0 , \port$31$0 , \port$31$0 , \port$31$0 , \port$31$0 , \port$31$0 , \port$31$0 , \port$31$0 , \port$31$0  };
  assign \$6  = \$4  | \$5 ;
  assign \$7  = \q$50  & { \port$33$0 , \port$33$0 , \port$33$0 , \port$33$0 , \port$33$0 , \port$33$0 , \port$33$0 , \port$33$0 , \port$33$0 , \port$33$0 , \port$33$0 , \port$33$0 , \port$33$0 , \port$33$0 , \port$33$0 , \port$33$0 , \port$33$0 , \port$33$0 , \port$33$0 , \port$33$0  };
  assign \$8  = \$6  | \$7 ;
  assign \$9  = \q$51  & { \port$35$0 , \port$35$0 , \port$35$0 , \port$35$0 , \port$35$0 , \port$35$0 , \port$35$0 , \port$35$0 , \port$35$0 , \port$35$0 , \port$35$0 , \port$35$0 , \port$35$0 , \port$35$0 , \port$35$0 , \port$35$0 , \port$35$0 , \port$35$0 , \port$35$0 , \port$35$0  };
  assign \$10  = \$8  | \$9 ;
  assign \$11  = \q$52  & { \port$37$0 , \port$37$0 , \port$37$0 , \port$37$0 , \port$37$0 , \port$37$0 , \port$37$0 , \port$37$0 , \port$37$0 , \port$37$0 , \port$37$0 , \port$37$0 , \port$37$0 , \port$37$0 , \port$37$0 , \port$37$0 , \port$37$0 , \port$37$0 , \port$37$0 , \port$37$0  };
  assign \$12  = \$10  | \$11 ;
  assign \$13  = \q$53  & { \port$39$0 , \port$39$0 , \port$39$0 , \port$39$0 , \port$39$0 , \port$39$0 , \port$39$0 , \port$39$0 , \port$39$0 , \port$39$0 , \port$39$0 , \port$39$0 , \port$39$0 , \port$39$0 , \port$39$0 , \port$39$0 , \port$39$0 , \port$39$0 , \port$39$0 , \port$39$0  };
  assign \$14  = \$12  | \$13 ;
  assign \$15  = \q$54  & { \port$41$0 , \port$41$0 , \port$41$0 , \port$41$0 , \port$41$0 , \port$41$0 , \port$41$0 , \port$41$0 , \port$41$0 , \port$41$0 , \port$41$0 , \port$41$0 , \port$41$0 , \port$41$0 , \port$41$0 , \port$41$0 , \port$41$0 , \port$41$0 , \port$41$0 , \port$41$0  };
  assign \$16  = \$14  | \$15 ;
  assign \$17  = \q$55  & { \port$43$0 , \port$43$0 , \port$43$0 , \port$43$0 , \port$43$0 , \port$43$0 , \port$43$0 , \port$43$0 , \port$43$0 , \port$43$0 , \port$43$0 , \port$43$0 , \port$43$0 , \port$43$0 , \port$43$0 , \port$43$0 , \port$43$0 , \port$43$0 , \port$43$0 , \port$43$0  };
  assign \$18  = \$16  | \$17 ;
  assign \$19  = \q$56  & { \port$45$0 , \port$45$0 , \port$45$0 , \port$45$0 , \port$45$0 , \port$45$0 , \port$45$0 , \port$45$0 , \port$45$0 , \port$45$0 , \port$45$0 , \port$45$0 , \port$45$0 , \port$45$0 , \port$45$0 , \port$45$0 , \port$45$0 , \port$45$0 , \port$45$0 , \port$45$0  };
  assign \$20  = \$18  | \$19 ;
  assign \$21  = \q$57  & { \port$47$0 , \port$47$0 , \port$47$0 , \port$47$0 , \port$47$0 , \port$47$0 , \port$47$0 , \port$47$0 , \port$47$0 , \port$47$0 , \port$47$0 , \port$47$0 , \port$47$0 , \port$47$0 , \port$47$0 , \port$47$0 , \port$47$0 , \port$47$0 , \port$47$0 , \port$47$0  };
  assign \$22  = \$20  | \$21 ;
  assign \$23  = \q$58  & { \port$49$0 , \port$49$0 , \port$49$0 , \port$49$0 , \port$49$0 , \port$49$0 , \port$49$0 , \port$49$0 , \port$49$0 , \port$49$0 , \port$49$0 , \port$49$0 , \port$49$0 , \port$49$0 , \port$49$0 , \port$49$0 , \port$49$0 , \port$49$0 , \port$49$0 , \port$49$0  };
  assign \$24  = \$22  | \$23 ;
  assign \$25  = \q$59  & { \port$51$0 , \port$51$0 , \port$51$0 , \port$51$0 , \port$51$0 , \port$51$0 , \port$51$0 , \port$51$0 , \port$51$0 , \port$51$0 , \port$51$0 , \port$51$0 , \port$51$0 , \port$51$0 , \port$51$0 , \port$51$0 , \port$51$0 , \port$51$0 , \port$51$0 , \port$51$0  };
  assign \$26  = \$24  | \$25 ;
  assign \$27  = \q$60  & { \port$53$0 , \port$53$0 , \port$53$0 , \port$53$0 , \port$53$0 , \port$53$0 , \port$53$0 , \port$53$0 , \port$53$0 , \port$53$0 , \port$53$0 , \port$53$0 , \port$53$0 , \port$53$0 , \port$53$0 , \port$53$0 , \port$53$0 , \port$53$0 , \port$53$0 , \port$53$0  };
  assign \$28  = \$26  | \$27 ;
  assign \$29  = \q$61  & { \port$55$0 , \port$55$0 , \port$55$0 , \port$55$0 , \port$55$0 , \port$55$0 , \port$55$0 , \port$55$0 , \port$55$0 , \port$55$0 , \port$55$0 , \port$55$0 , \port$55$0 , \port$55$0 , \port$55$0 , \port$55$0 , \port$55$0 , \port$55$0 , \port$55$0 , \port$55$0  };
  assign sum__0 = \$28  | \$29 ;
  always @(posedge engine_clk)
    following_n <= \$30 ;
  \tt_um_tinynpu.engine.column_0.multiply_add_0  multiply_add_0 (
    .a_n(a_n),
    .addend(\$2 [19:0]),
    .b_n(b_n),
    .sum_0(\$31 ),
    .sum_14(\$35 ),
    .sum_2(\$32 ),
    .sum_20(\$36 ),
    .sum_27(\$37 ),
    .sum_35(\$38 ),
    .sum_42(\$39 ),
    .sum_49(\$40 ),
    .sum_5(\$33 ),
    .sum_55(\$41 ),
    .sum_60(\$42 ),
    .sum_64(\$43 ),
    .sum_67(\$44 ),
    .sum_69(\$45 ),
    .sum_70(\$46 ),
    .sum_71(\$47 ),
    .sum_72(\$48 ),
    .sum_73(\$49 ),
    .sum_74(\$50 ),
    .sum_9(\$34 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_0 (
    .enable(write__0[0]),
    .engine_clk(engine_clk),
    .\port$721$0 (\$31 ),
    .\port$723$0 (\$32 ),
    .\port$726$0 (\$33 ),
    .\port$730$0 (\$34 ),
    .\port$735$0 (\$35 ),
    .\port$741$0 (\$36 ),
    .\port$748$0 (\$37 ),
    .\port$756$0 (\$38 ),
    .\port$765$0 (\$39 ),
    .\port$773$0 (\$40 ),
    .\port$779$0 (\$41 ),
    .\port$784$0 (\$42 ),
    .\port$788$0 (\$43 ),
    .\port$791$0 (\$44 ),
    .\port$793$0 (\$45 ),
    .\port$796$0 (\$46 ),
    .\port$800$0 (\$47 ),
    .\port$805$0 (\$48 ),
    .\port$811$0 (\$49 ),
    .\port$818$0 (\$50 ),
    .q(\q$47 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_1 (
    .enable(write__0[1]),
    .engine_clk(engine_clk),
    .\port$721$0 (\$31 ),
    .\port$723$0 (\$32 ),
    .\port$726$0 (\$33 ),
    .\port$730$0 (\$34 ),
    .\port$735$0 (\$35 ),
    .\port$741$0 (\$36 ),
    .\port$748$0 (\$37 ),
    .\port$756$0 (\$38 ),
    .\port$765$0 (\$39 ),
    .\port$773$0 (\$40 ),
    .\port$779$0 (\$41 ),
    .\port$784$0 (\$42 ),
    .\port$788$0 (\$43 ),
    .\port$791$0 (\$44 ),
    .\port$793$0 (\$45 ),
    .\port$796$0 (\$46 ),
    .\port$800$0 (\$47 ),
    .\port$805$0 (\$48 ),
    .\port$811$0 (\$49 ),
    .\port$818$0 (\$50 ),
    .q(\q$49 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_10 (
    .enable(write__0[10]),
    .engine_clk(engine_clk),
    .\port$721$0 (\$31 ),
    .\port$723$0 (\$32 ),
    .\port$726$0 (\$33 ),
    .\port$730$0 (\$34 ),
    .\port$735$0 (\$35 ),
    .\port$741$0 (\$36 ),
    .\port$748$0 (\$37 ),
    .\port$756$0 (\$38 ),
    .\port$765$0 (\$39 ),
    .\port$773$0 (\$40 ),
    .\port$779$0 (\$41 ),
    .\port$784$0 (\$42 ),
    .\port$788$0 (\$43 ),
    .\port$791$0 (\$44 ),
    .\port$793$0 (\$45 ),
    .\port$796$0 (\$46 ),
    .\port$800$0 (\$47 ),
    .\port$805$0 (\$48 ),
    .\port$811$0 (\$49 ),
    .\port$818$0 (\$50 ),
    .q(\q$58 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_11 (
    .enable(write__0[11]),
    .engine_clk(engine_clk),
    .\port$721$0 (\$31 ),
    .\port$723$0 (\$32 ),
    .\port$726$0 (\$33 ),
    .\port$730$0 (\$34 ),
    .\port$735$0 (\$35 ),
    .\port$741$0 (\$36 ),
    .\port$748$0 (\$37 ),
    .\port$756$0 (\$38 ),
    .\port$765$0 (\$39 ),
    .\port$773$0 (\$40 ),
    .\port$779$0 (\$41 ),
    .\port$784$0 (\$42 ),
    .\port$788$0 (\$43 ),
    .\port$791$0 (\$44 ),
    .\port$793$0 (\$45 ),
    .\port$796$0 (\$46 ),
    .\port$800$0 (\$47 ),
    .\port$805$0 (\$48 ),
    .\port$811$0 (\$49 ),
    .\port$818$0 (\$50 ),
    .q(\q$59 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_12 (
    .enable(write__0[12]),
    .engine_clk(engine_clk),
    .\port$721$0 (\$31 ),
    .\port$723$0 (\$32 ),
    .\port$726$0 (\$33 ),
    .\port$730$0 (\$34 ),
    .\port$735$0 (\$35 ),
    .\port$741$0 (\$36 ),
    .\port$748$0 (\$37 ),
    .\port$756$0 (\$38 ),
    .\port$765$0 (\$39 ),
    .\port$773$0 (\$40 ),
    .\port$779$0 (\$41 ),
    .\port$784$0 (\$42 ),
    .\port$788$0 (\$43 ),
    .\port$791$0 (\$44 ),
    .\port$793$0 (\$45 ),
    .\port$796$0 (\$46 ),
    .\port$800$0 (\$47 ),
    .\port$805$0 (\$48 ),
    .\port$811$0 (\$49 ),
    .\port$818$0 (\$50 ),
    .q(\q$60 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_13 (
    .enable(write__0[13]),
    .engine_clk(engine_clk),
    .\port$721$0 (\$31 ),
    .\port$723$0 (\$32 ),
    .\port$726$0 (\$33 ),
    .\port$730$0 (\$34 ),
    .\port$735$0 (\$35 ),
    .\port$741$0 (\$36 ),
    .\port$748$0 (\$37 ),
    .\port$756$0 (\$38 ),
    .\port$765$0 (\$39 ),
    .\port$773$0 (\$40 ),
    .\port$779$0 (\$41 ),
    .\port$784$0 (\$42 ),
    .\port$788$0 (\$43 ),
    .\port$791$0 (\$44 ),
    .\port$793$0 (\$45 ),
    .\port$796$0 (\$46 ),
    .\port$800$0 (\$47 ),
    .\port$805$0 (\$48 ),
    .\port$811$0 (\$49 ),
    .\port$818$0 (\$50 ),
    .q(\q$61 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_2 (
    .enable(write__0[2]),
    .engine_clk(engine_clk),
    .\port$721$0 (\$31 ),
    .\port$723$0 (\$32 ),
    .\port$726$0 (\$33 ),
    .\port$730$0 (\$34 ),
    .\port$735$0 (\$35 ),
    .\port$741$0 (\$36 ),
    .\port$748$0 (\$37 ),
    .\port$756$0 (\$38 ),
    .\port$765$0 (\$39 ),
    .\port$773$0 (\$40 ),
    .\port$779$0 (\$41 ),
    .\port$784$0 (\$42 ),
    .\port$788$0 (\$43 ),
    .\port$791$0 (\$44 ),
    .\port$793$0 (\$45 ),
    .\port$796$0 (\$46 ),
    .\port$800$0 (\$47 ),
    .\port$805$0 (\$48 ),
    .\port$811$0 (\$49 ),
    .\port$818$0 (\$50 ),
    .q(\q$50 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_3 (
    .enable(write__0[3]),
    .engine_clk(engine_clk),
    .\port$721$0 (\$31 ),
    .\port$723$0 (\$32 ),
    .\port$726$0 (\$33 ),
    .\port$730$0 (\$34 ),
    .\port$735$0 (\$35 ),
    .\port$741$0 (\$36 ),
    .\port$748$0 (\$37 ),
    .\port$756$0 (\$38 ),
    .\port$765$0 (\$39 ),
    .\port$773$0 (\$40 ),
    .\port$779$0 (\$41 ),
    .\port$784$0 (\$42 ),
    .\port$788$0 (\$43 ),
    .\port$791$0 (\$44 ),
    .\port$793$0 (\$45 ),
    .\port$796$0 (\$46 ),
    .\port$800$0 (\$47 ),
    .\port$805$0 (\$48 ),
    .\port$811$0 (\$49 ),
    .\port$818$0 (\$50 ),
    .q(\q$51 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_4 (
    .enable(write__0[4]),
    .engine_clk(engine_clk),
    .\port$721$0 (\$31 ),
    .\port$723$0 (\$32 ),
    .\port$726$0 (\$33 ),
    .\port$730$0 (\$34 ),
    .\port$735$0 (\$35 ),
    .\port$741$0 (\$36 ),
    .\port$748$0 (\$37 ),
    .\port$756$0 (\$38 ),
    .\port$765$0 (\$39 ),
    .\port$773$0 (\$40 ),
    .\port$779$0 (\$41 ),
    .\port$784$0 (\$42 ),
    .\port$788$0 (\$43 ),
    .\port$791$0 (\$44 ),
    .\port$793$0 (\$45 ),
    .\port$796$0 (\$46 ),
    .\port$800$0 (\$47 ),
    .\port$805$0 (\$48 ),
    .\port$811$0 (\$49 ),
    .\port$818$0 (\$50 ),
    .q(\q$52 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_5 (
    .enable(write__0[5]),
    .engine_clk(engine_clk),
    .\port$721$0 (\$31 ),
    .\port$723$0 (\$32 ),
    .\port$726$0 (\$33 ),
    .\port$730$0 (\$34 ),
    .\port$735$0 (\$35 ),
    .\port$741$0 (\$36 ),
    .\port$748$0 (\$37 ),
    .\port$756$0 (\$38 ),
    .\port$765$0 (\$39 ),
    .\port$773$0 (\$40 ),
    .\port$779$0 (\$41 ),
    .\port$784$0 (\$42 ),
    .\port$788$0 (\$43 ),
    .\port$791$0 (\$44 ),
    .\port$793$0 (\$45 ),
    .\port$796$0 (\$46 ),
    .\port$800$0 (\$47 ),
    .\port$805$0 (\$48 ),
    .\port$811$0 (\$49 ),
    .\port$818$0 (\$50 ),
    .q(\q$53 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_6 (
    .enable(write__0[6]),
    .engine_clk(engine_clk),
    .\port$721$0 (\$31 ),
    .\port$723$0 (\$32 ),
    .\port$726$0 (\$33 ),
    .\port$730$0 (\$34 ),
    .\port$735$0 (\$35 ),
    .\port$741$0 (\$36 ),
    .\port$748$0 (\$37 ),
    .\port$756$0 (\$38 ),
    .\port$765$0 (\$39 ),
    .\port$773$0 (\$40 ),
    .\port$779$0 (\$41 ),
    .\port$784$0 (\$42 ),
    .\port$788$0 (\$43 ),
    .\port$791$0 (\$44 ),
    .\port$793$0 (\$45 ),
    .\port$796$0 (\$46 ),
    .\port$800$0 (\$47 ),
    .\port$805$0 (\$48 ),
    .\port$811$0 (\$49 ),
    .\port$818$0 (\$50 ),
    .q(\q$54 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_7 (
    .enable(write__0[7]),
    .engine_clk(engine_clk),
    .\port$721$0 (\$31 ),
    .\port$723$0 (\$32 ),
    .\port$726$0 (\$33 ),
    .\port$730$0 (\$34 ),
    .\port$735$0 (\$35 ),
    .\port$741$0 (\$36 ),
    .\port$748$0 (\$37 ),
    .\port$756$0 (\$38 ),
    .\port$765$0 (\$39 ),
    .\port$773$0 (\$40 ),
    .\port$779$0 (\$41 ),
    .\port$784$0 (\$42 ),
    .\port$788$0 (\$43 ),
    .\port$791$0 (\$44 ),
    .\port$793$0 (\$45 ),
    .\port$796$0 (\$46 ),
    .\port$800$0 (\$47 ),
    .\port$805$0 (\$48 ),
    .\port$811$0 (\$49 ),
    .\port$818$0 (\$50 ),
    .q(\q$55 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_8 (
    .enable(write__0[8]),
    .engine_clk(engine_clk),
    .\port$721$0 (\$31 ),
    .\port$723$0 (\$32 ),
    .\port$726$0 (\$33 ),
    .\port$730$0 (\$34 ),
    .\port$735$0 (\$35 ),
    .\port$741$0 (\$36 ),
    .\port$748$0 (\$37 ),
    .\port$756$0 (\$38 ),
    .\port$765$0 (\$39 ),
    .\port$773$0 (\$40 ),
    .\port$779$0 (\$41 ),
    .\port$784$0 (\$42 ),
    .\port$788$0 (\$43 ),
    .\port$791$0 (\$44 ),
    .\port$793$0 (\$45 ),
    .\port$796$0 (\$46 ),
    .\port$800$0 (\$47 ),
    .\port$805$0 (\$48 ),
    .\port$811$0 (\$49 ),
    .\port$818$0 (\$50 ),
    .q(\q$56 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_9 (
    .enable(write__0[9]),
    .engine_clk(engine_clk),
    .\port$721$0 (\$31 ),
    .\port$723$0 (\$32 ),
    .\port$726$0 (\$33 ),
    .\port$730$0 (\$34 ),
    .\port$735$0 (\$35 ),
    .\port$741$0 (\$36 ),
    .\port$748$0 (\$37 ),
    .\port$756$0 (\$38 ),
    .\port$765$0 (\$39 ),
    .\port$773$0 (\$40 ),
    .\port$779$0 (\$41 ),
    .\port$784$0 (\$42 ),
    .\port$788$0 (\$43 ),
    .\port$791$0 (\$44 ),
    .\port$793$0 (\$45 ),
    .\port$796$0 (\$46 ),
    .\port$800$0 (\$47 ),
    .\port$805$0 (\$48 ),
    .\port$811$0 (\$49 ),
    .\port$818$0 (\$50 ),
    .q(\q$57 )
  );
  \tt_um_tinynpu.engine.column_0.weight_n  weight_n (
    .d(following_n),
    .enable(enable),
    .engine_clk(engine_clk),
    .q(b_n)
  );
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$3 ) begin end
    \$30  = following_n;
    if (clear) begin
      \$30  = 8'hff;
    end else if (shift) begin
      \$30  = { following_n[3:0], nibble_n };
    end
  end
  assign swap = enable;
  assign d = following_n;
  assign \enable$10  = write__0[0];
  assign \d$12  = { \$50 , \$49 , \$48 , \$47 , \$46 , \$45 , \$44 , \$43 , \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31  };
  assign total = { \$50 , \$49 , \$48 , \$47 , \$46 , \$45 , \$44 , \$43 , \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31  };
  assign \enable$14  = write__0[1];
  assign \d$15  = { \$50 , \$49 , \$48 , \$47 , \$46 , \$45 , \$44 , \$43 , \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31  };
  assign \enable$16  = write__0[2];
  assign \d$17  = { \$50 , \$49 , \$48 , \$47 , \$46 , \$45 , \$44 , \$43 , \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31  };
  assign \enable$18  = write__0[3];
  assign \d$19  = { \$50 , \$49 , \$48 , \$47 , \$46 , \$45 , \$44 , \$43 , \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31  };
  assign \enable$20  = write__0[4];
  assign \d$21  = { \$50 , \$49 , \$48 , \$47 , \$46 , \$45 , \$44 , \$43 , \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31  };
  assign \enable$22  = write__0[5];
  assign \d$23  = { \$50 , \$49 , \$48 , \$47 , \$46 , \$45 , \$44 , \$43 , \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31  };
  assign \enable$24  = write__0[6];
  assign \d$25  = { \$50 , \$49 , \$48 , \$47 , \$46 , \$45 , \$44 , \$43 , \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31  };
  assign \enable$26  = write__0[7];
  assign \d$27  = { \$50 , \$49 , \$48 , \$47 , \$46 , \$45 , \$44 , \$43 , \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31  };
  assign \enable$28  = write__0[8];
  assign \d$29  = { \$50 , \$49 , \$48 , \$47 , \$46 , \$45 , \$44 , \$43 , \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31  };
  assign \enable$30  = write__0[9];
  assign \d$31  = { \$50 , \$49 , \$48 , \$47 , \$46 , \$45 , \$44 , \$43 , \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31  };
  assign \enable$32  = write__0[10];
  assign \d$33  = { \$50 , \$49 , \$48 , \$47 , \$46 , \$45 , \$44 , \$43 , \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31  };
  assign \enable$34  = write__0[11];
  assign \d$35  = { \$50 , \$49 , \$48 , \$47 , \$46 , \$45 , \$44 , \$43 , \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31  };
  assign \enable$36  = write__0[12];
  assign \d$37  = { \$50 , \$49 , \$48 , \$47 , \$46 , \$45 , \$44 , \$43 , \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31  };
  assign \enable$38  = write__0[13];
  assign \d$39  = { \$50 , \$49 , \$48 , \$47 , \$46 , \$45 , \$44 , \$43 , \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31  };
  assign sample_n = a_n;
  assign q = b_n;
  assign addend = \$2 [19:0];
  assign place = { \port$55$0 , \port$53$0 , \port$51$0 , \port$49$0 , \port$47$0 , \port$45$0 , \port$43$0 , \port$41$0 , \port$39$0 , \port$37$0 , \port$35$0 , \port$33$0 , \port$31$0 , \port$29$0  };
  assign above_n = following_n[7:4];
  assign \$4  = \$3 ;
endmodule

module \tt_um_tinynpu.engine.column_0.multiply_add_0 (b_n, sum_0, sum_2, sum_5, sum_9, sum_14, sum_20, sum_27, sum_35, sum_42, sum_49, sum_55, sum_60, sum_64, sum_67, sum_69, sum_70, sum_71, sum_72, sum_73, sum_74
, a_n, addend);
  wire \$1 ;
  wire \$10 ;
  wire \$11 ;
  wire \$12 ;
  wire \$13 ;
  wire \$14 ;
  wire \$15 ;
  wire \$16 ;
  wire \$17 ;
  wire \$18 ;
  wire \$19 ;
  wire \$2 ;
  wire \$20 ;
  wire \$21 ;
  wire \$22 ;
  wire \$23 ;
  wire \$24 ;
  wire \$25 ;
  wire \$26 ;
  wire \$27 ;
  wire \$28 ;
  wire \$29 ;
  wire \$3 ;
  wire \$30 ;
  wire \$31 ;
  wire \$32 ;
  wire \$33 ;
  wire \$34 ;
  wire \$35 ;
  wire \$36 ;
  wire \$37 ;
  wire \$38 ;
  wire \$39 ;
  wire \$4 ;
  wire \$40 ;
  wire \$41 ;
  wire \$42 ;
  wire \$43 ;
  wire \$44 ;
  wire \$45 ;
  wire \$46 ;
  wire \$47 ;
  wire \$48 ;
  wire \$49 ;
  wire \$5 ;
  wire \$50 ;
  wire \$51 ;
  wire \$52 ;
  wire \$53 ;
  wire \$54 ;
  wire \$55 ;
  wire \$56 ;
  wire \$57 ;
  wire \$58 ;
  wire \$59 ;
  wire \$6 ;
  wire \$60 ;
  wire \$61 ;
  wire \$62 ;
  wire \$63 ;
  wire \$64 ;
  wire \$65 ;
  wire \$66 ;
  wire \$67 ;
  wire \$68 ;
  wire \$69 ;
  wire \$7 ;
  wire \$70 ;
  wire \$71 ;
  wire \$72 ;
  wire \$73 ;
  wire \$74 ;
  wire \$8 ;
  wire \$9 ;
  input [7:0] a_n;
  wire [7:0] a_n;
  input [19:0] addend;
  wire [19:0] addend;
  input [7:0] b_n;
  wire [7:0] b_n;
  wire carry_0;
  wire carry_1;
  wire carry_10;
  wire carry_11;
  wire carry_12;
  wire carry_13;
  wire carry_14;
  wire carry_15;
  wire carry_16;
  wire carry_17;
  wire carry_18;
  wire carry_19;
  wire carry_2;
  wire carry_20;
  wire carry_21;
  wire carry_22;
  wire carry_23;
  wire carry_24;
  wire carry_25;
  wire carry_26;
  wire carry_27;
  wire carry_28;
  wire carry_29;
  wire carry_3;
  wire carry_30;
  wire carry_31;
  wire carry_32;
  wire carry_33;
  wire carry_34;
  wire carry_35;
  wire carry_36;
  wire carry_37;
  wire carry_38;
  wire carry_39;
  wire carry_4;
  wire carry_40;
  wire carry_41;
  wire carry_42;
  wire carry_43;
  wire carry_44;
  wire carry_45;
  wire carry_46;
  wire carry_47;
  wire carry_48;
  wire carry_49;
  wire carry_5;
  wire carry_50;
  wire carry_51;
  wire carry_52;
  wire carry_53;
  wire carry_54;
  wire carry_55;
  wire carry_56;
  wire carry_57;
  wire carry_58;
  wire carry_59;
  wire carry_6;
  wire carry_60;
  wire carry_61;
  wire carry_62;
  wire carry_63;
  wire carry_64;
  wire carry_65;
  wire carry_66;
  wire carry_67;
  wire carry_68;
  wire carry_69;
  wire carry_7;
  wire carry_70;
  wire carry_71;
  wire carry_72;
  wire carry_73;
  wire carry_8;
  wire carry_9;
  wire product_0_0;
  wire product_0_1;
  wire product_0_2;
  wire product_0_3;
  wire product_0_4;
  wire product_0_5;
  wire product_0_6;
  wire product_0_7;
  wire product_1_0;
  wire product_1_1;
  wire product_1_2;
  wire product_1_3;
  wire product_1_4;
  wire product_1_5;
  wire product_1_6;
  wire product_1_7;
  wire product_2_0;
  wire product_2_1;
  wire product_2_2;
  wire product_2_3;
  wire product_2_4;
  wire product_2_5;
  wire product_2_6;
  wire product_2_7;
  wire product_3_0;
  wire product_3_1;
  wire product_3_2;
  wire product_3_3;
  wire product_3_4;
  wire product_3_5;
  wire product_3_6;
  wire product_3_7;
  wire product_4_0;
  wire product_4_1;
  wire product_4_2;
  wire product_4_3;
  wire product_4_4;
  wire product_4_5;
  wire product_4_6;
  wire product_4_7;
  wire product_5_0;
  wire product_5_1;
  wire product_5_2;
  wire product_5_3;
  wire product_5_4;
  wire product_5_5;
  wire product_5_6;
  wire product_5_7;
  wire product_6_0;
  wire product_6_1;
  wire product_6_2;
  wire product_6_3;
  wire product_6_4;
  wire product_6_5;
  wire product_6_6;
  wire product_6_7;
  wire product_7_0;
  wire product_7_1;
  wire product_7_2;
  wire product_7_3;
  wire product_7_4;
  wire product_7_5;
  wire product_7_6;
  wire product_7_7;
  output sum_0;
  wire sum_0;
  wire sum_1;
  wire sum_10;
  wire sum_11;
  wire sum_12;
  wire sum_13;
  output sum_14;
  wire sum_14;
  wire sum_15;
  wire sum_16;
  wire sum_17;
  wire sum_18;
  wire sum_19;
  output sum_2;
  wire sum_2;
  output sum_20;
  wire sum_20;
  wire sum_21;
  wire sum_22;
  wire sum_23;
  wire sum_24;
  wire sum_25;
  wire sum_26;
  output sum_27;
  wire sum_27;
  wire sum_28;
  wire sum_29;
  wire sum_3;
  wire sum_30;
  wire sum_31;
  wire sum_32;
  wire sum_33;
  wire sum_34;
  output sum_35;
  wire sum_35;
  wire sum_36;
  wire sum_37;
  wire sum_38;
  wire sum_39;
  wire sum_4;
  wire sum_40;
  wire sum_41;
  output sum_42;
  wire sum_42;
  wire sum_43;
  wire sum_44;
  wire sum_45;
  wire sum_46;
  wire sum_47;
  wire sum_48;
  output sum_49;
  wire sum_49;
  output sum_5;
  wire sum_5;
  wire sum_50;
  wire sum_51;
  wire sum_52;
  wire sum_53;
  wire sum_54;
  output sum_55;
  wire sum_55;
  wire sum_56;
  wire sum_57;
  wire sum_58;
  wire sum_59;
  wire sum_6;
  output sum_60;
  wire sum_60;
  wire sum_61;
  wire sum_62;
  wire sum_63;
  output sum_64;
  wire sum_64;
  wire sum_65;
  wire sum_66;
  output sum_67;
  wire sum_67;
  wire sum_68;
  output sum_69;
  wire sum_69;
  wire sum_7;
  output sum_70;
  wire sum_70;
  output sum_71;
  wire sum_71;
  output sum_72;
  wire sum_72;
  output sum_73;
  wire sum_73;
  output sum_74;
  wire sum_74;
  wire sum_8;
  output sum_9;
  wire sum_9;
  wire [19:0] total;
  assign \$13  = a_n[1] | b_n[5];
  assign product_1_5 = ~ \$13 ;
  assign \$14  = a_n[1] | b_n[6];
  assign product_1_6 = ~ \$14 ;
  assign product_1_7 = a_n[1] | b_n[7];
  assign \$15  = a_n[2] | b_n[0];
  assign product_2_0 = ~ \$15 ;
  assign \$16  = a_n[2] | b_n[1];
  assign product_2_1 = ~ \$16 ;
  assign \$17  = a_n[2] | b_n[2];
  assign product_2_2 = ~ \$17 ;
  assign \$18  = a_n[2] | b_n[3];
  assign product_2_3 = ~ \$18 ;
  assign \$19  = a_n[2] | b_n[4];
  assign product_2_4 = ~ \$19 ;
  assign \$20  = a_n[2] | b_n[5];
  assign product_2_5 = ~ \$20 ;
  assign \$21  = a_n[2] | b_n[6];
  assign product_2_6 = ~ \$21 ;
  assign product_2_7 = a_n[2] | b_n[7];
  assign \$22  = a_n[3] | b_n[0];
  assign product_3_0 = ~ \$22 ;
  assign \$23  = a_n[3] | b_n[1];
  assign product_3_1 = ~ \$23 ;
  assign \$24  = a_n[3] | b_n[2];
  assign product_3_2 = ~ \$24 ;
  assign \$25  = a_n[3] | b_n[3];
  assign product_3_3 = ~ \$25 ;
  assign \$26  = a_n[3] | b_n[4];
  assign product_3_4 = ~ \$26 ;
  assign \$27  = a_n[3] | b_n[5];
  assign product_3_5 = ~ \$27 ;
  assign \$28  = a_n[3] | b_n[6];
  assign product_3_6 = ~ \$28 ;
  assign product_3_7 = a_n[3] | b_n[7];
  assign \$29  = a_n[4] | b_n[0];
  assign product_4_0 = ~ \$29 ;
  assign \$30  = a_n[4] | b_n[1];
  assign product_4_1 = ~ \$30 ;
  assign \$31  = a_n[4] | b_n[2];
  assign product_4_2 = ~ \$31 ;
  assign \$32  = a_n[4] | b_n[3];
  assign product_4_3 = ~ \$32 ;
  assign \$33  = a_n[4] | b_n[4];
  assign product_4_4 = ~ \$33 ;
  assign \$34  = a_n[4] | b_n[5];
  assign product_4_5 = ~ \$34 ;
  assign \$35  = a_n[4] | b_n[6];
  assign product_4_6 = ~ \$35 ;
  assign product_4_7 = a_n[4] | b_n[7];
  assign \$36  = a_n[5] | b_n[0];
  assign product_5_0 = ~ \$36 ;
  assign \$37  = a_n[5] | b_n[1];
  assign product_5_1 = ~ \$37 ;
  assign \$38  = a_n[5] | b_n[2];
  assign product_5_2 = ~ \$38 ;
  assign \$39  = a_n[5] | b_n[3];
  assign product_5_3 = ~ \$39 ;
  assign \$40  = a_n[5] | b_n[4];
  assign product_5_4 = ~ \$40 ;
  assign \$41  = a_n[5] | b_n[5];
  assign product_5_5 = ~ \$41 ;
  assign \$42  = a_n[5] | b_n[6];
  assign product_5_6 = ~ \$42 ;
  assign product_5_7 = a_n[5] | b_n[7];
  assign \$43  = a_n[6] | b_n[0];
  assign product_6_0 = ~ \$43 ;
  assign \$44  = a_n[6] | b_n[1];
  assign product_6_1 = ~ \$44 ;
  assign \$45  = a_n[6] | b_n[2];
  assign product_6_2 = ~ \$45 ;
  assign \$46  = a_n[6] | b_n[3];
  assign product_6_3 = ~ \$46 ;
  assign \$47  = a_n[6] | b_n[4];
  assign product_6_4 = ~ \$47 ;
  assign \$48  = a_n[6] | b_n[5];
  assign product_6_5 = ~ \$48 ;
  assign \$49  = a_n[6] | b_n[6];
  assign product_6_6 = ~ \$49 ;
  assign product_6_7 = a_n[6] | b_n[7];
  assign product_7_0 = a_n[7] | b_n[0];
  assign product_7_1 = a_n[7] | b_n[1];
  assign product_7_2 = a_n[7] | b_n[2];
  assign product_7_3 = a_n[7] | b_n[3];
  assign product_7_4 = a_n[7] | b_n[4];
  assign product_7_5 = a_n[7] | b_n[5];
  assign product_7_6 = a_n[7] | b_n[6];
  assign \$50  = a_n[7] | b_n[7];
  assign product_7_7 = ~ \$50 ;
  assign \$51  = addend[8] ^ product_1_7;
  assign \$52  = ~ \$51 ;
  assign \$53  = addend[8] | product_1_7;
  assign \$54  = addend[15] ^ carry_68;
  assign \$55  = ~ \$54 ;
  assign \$56  = addend[15] | carry_68;
  assign \$57  = addend[16] ^ \$56 ;
  assign \$58  = ~ \$57 ;
  assign \$59  = addend[15] | carry_68;
  assign \$60  = addend[16] | \$59 ;
  assign \$61  = addend[17] ^ \$60 ;
  assign \$62  = ~ \$61 ;
  assign \$63  = addend[15] | carry_68;
  assign \$64  = addend[16] | \$63 ;
  assign \$65  = addend[17] | \$64 ;
  assign \$66  = addend[18] ^ \$65 ;
  assign \$67  = ~ \$66 ;
  assign \$68  = addend[15] | carry_68;
  assign \$69  = addend[16] | \$68 ;
  assign \$70  = addend[17] | \$69 ;
  assign \$71  = addend[18] | \$70 ;
  assign \$72  = addend[19] ^ \$71 ;
  assign \$73  = ~ \$72 ;
  assign \$1  = a_n[0] | b_n[0];
  assign product_0_0 = ~ \$1 ;
  assign \$2  = a_n[0] | b_n[1];
  assign product_0_1 = ~ \$2 ;
  assign \$3  = a_n[0] | b_n[2];
  assign product_0_2 = ~ \$3 ;
  assign \$4  = a_n[0] | b_n[3];
  assign product_0_3 = ~ \$4 ;
  assign \$5  = a_n[0] | b_n[4];
  assign product_0_4 = ~ \$5 ;
  assign \$6  = a_n[0] | b_n[5];
  assign product_0_5 = ~ \$6 ;
  assign \$7  = a_n[0] | b_n[6];
  assign product_0_6 = ~ \$7 ;
  assign product_0_7 = a_n[0] | b_n[7];
  assign \$8  = a_n[1] | b_n[0];
  assign product_1_0 = ~ \$8 ;
  assign \$9  = a_n[1] | b_n[1];
  assign product_1_1 = ~ \$9 ;
  assign \$10  = a_n[1] | b_n[2];
  assign product_1_2 = ~ \$10 ;
  assign \$11  = a_n[1] | b_n[3];
  assign product_1_3 = ~ \$11 ;
  assign \$12  = a_n[1] | b_n[4];
  assign product_1_4 = ~ \$12 ;
  tinynpu_half_adder adder_0 (
    .a(addend[0]),
    .b(product_0_0),
    .carry(carry_0),
    .sum(sum_0)
  );
  tinynpu_full_adder adder_1 (
    .a(addend[1]),
    .b(product_0_1),
    .c(product_1_0),
    .carry(carry_1),
    .sum(sum_1)
  );
  tinynpu_full_adder adder_10 (
    .a(addend[4]),
    .b(product_0_4),
    .c(product_1_3),
    .carry(carry_10),
    .sum(sum_10)
  );
  tinynpu_full_adder adder_11 (
    .a(product_2_2),
    .b(product_3_1),
    .c(product_4_0),
    .carry(carry_11),
    .sum(sum_11)
  );
  tinynpu_full_adder adder_12 (
    .a(carry_6),
    .b(sum_10),
    .c(sum_11),
    .carry(carry_12),
    .sum(sum_12)
  );
  tinynpu_full_adder adder_13 (
    .a(carry_7),
    .b(sum_12),
    .c(carry_8),
    .carry(carry_13),
    .sum(sum_13)
  );
  tinynpu_half_adder adder_14 (
    .a(carry_9),
    .b(sum_13),
    .carry(carry_14),
    .sum(sum_14)
  );
  tinynpu_full_adder adder_15 (
    .a(addend[5]),
    .b(product_0_5),
    .c(product_1_4),
    .carry(carry_15),
    .sum(sum_15)
  );
  tinynpu_full_adder adder_16 (
    .a(product_2_3),
    .b(product_3_2),
    .c(product_4_1),
    .carry(carry_16),
    .sum(sum_16)
  );
  tinynpu_full_adder adder_17 (
    .a(product_5_0),
    .b(carry_10),
    .c(carry_11),
    .carry(carry_17),
    .sum(sum_17)
  );
  tinynpu_full_adder adder_18 (
    .a(sum_15),
    .b(sum_16),
    .c(carry_12),
    .carry(carry_18),
    .sum(sum_18)
  );
  tinynpu_full_adder adder_19 (
    .a(sum_17),
    .b(sum_18),
    .c(carry_13),
    .carry(carry_19),
    .sum(sum_19)
  );
  tinynpu_half_adder adder_2 (
    .a(carry_0),
    .b(sum_1),
    .carry(carry_2),
    .sum(sum_2)
  );
  tinynpu_half_adder adder_20 (
    .a(carry_14),
    .b(sum_19),
    .carry(carry_20),
    .sum(sum_20)
  );
  tinynpu_full_adder adder_21 (
    .a(addend[6]),
    .b(product_0_6),
    .c(product_1_5),
    .carry(carry_21),
    .sum(sum_21)
  );
  tinynpu_full_adder adder_22 (
    .a(product_2_4),
    .b(product_3_3),
    .c(product_4_2),
    .carry(carry_22),
    .sum(sum_22)
  );
  tinynpu_full_adder adder_23 (
    .a(product_5_1),
    .b(product_6_0),
    .c(carry_15),
    .carry(carry_23),
    .sum(sum_23)
  );
  tinynpu_full_adder adder_24 (
    .a(carry_16),
    .b(sum_21),
    .c(sum_22),
    .carry(carry_24),
    .sum(sum_24)
  );
  tinynpu_full_adder adder_25 (
    .a(carry_17),
    .b(sum_23),
    .c(sum_24),
    .carry(carry_25),
    .sum(sum_25)
  );
  tinynpu_full_adder adder_26 (
    .a(carry_18),
    .b(sum_25),
    .c(carry_19),
    .carry(carry_26),
    .sum(sum_26)
  );
  tinynpu_half_adder adder_27 (
    .a(carry_20),
    .b(sum_26),
    .carry(carry_27),
    .sum(sum_27)
  );
  tinynpu_full_adder adder_28 (
    .a(addend[7]),
    .b(product_0_7),
    .c(product_1_6),
    .carry(carry_28),
    .sum(sum_28)
  );
  tinynpu_full_adder adder_29 (
    .a(product_2_5),
    .b(product_3_4),
    .c(product_4_3),
    .carry(carry_29),
    .sum(sum_29)
  );
  tinynpu_full_adder adder_3 (
    .a(addend[2]),
    .b(product_0_2),
    .c(product_1_1),
    .carry(carry_3),
    .sum(sum_3)
  );
  tinynpu_full_adder adder_30 (
    .a(product_5_2),
    .b(product_6_1),
    .c(product_7_0),
    .carry(carry_30),
    .sum(sum_30)
  );
  tinynpu_full_adder adder_31 (
    .a(carry_21),
    .b(carry_22),
    .c(sum_28),
    .carry(carry_31),
    .sum(sum_31)
  );
  tinynpu_full_adder adder_32 (
    .a(sum_29),
    .b(sum_30),
    .c(carry_23),
    .carry(carry_32),
    .sum(sum_32)
  );
  tinynpu_full_adder adder_33 (
    .a(carry_24),
    .b(sum_31),
    .c(sum_32),
    .carry(carry_33),
    .sum(sum_33)
  );
  tinynpu_full_adder adder_34 (
    .a(carry_25),
    .b(sum_33),
    .c(carry_26),
    .carry(carry_34),
    .sum(sum_34)
  );
  tinynpu_half_adder adder_35 (
    .a(carry_27),
    .b(sum_34),
    .carry(carry_35),
    .sum(sum_35)
  );
  tinynpu_full_adder adder_36 (
    .a(product_2_6),
    .b(product_3_5),
    .c(product_4_4),
    .carry(carry_36),
    .sum(sum_36)
  );
  tinynpu_full_adder adder_37 (
    .a(product_5_3),
    .b(product_6_2),
    .c(product_7_1),
    .carry(carry_37),
    .sum(sum_37)
  );
  tinynpu_full_adder adder_38 (
    .a(\$52 ),
    .b(carry_28),
    .c(carry_29),
    .carry(carry_38),
    .sum(sum_38)
  );
  tinynpu_full_adder adder_39 (
    .a(carry_30),
    .b(sum_36),
    .c(sum_37),
    .carry(carry_39),
    .sum(sum_39)
  );
  tinynpu_full_adder adder_4 (
    .a(product_2_0),
    .b(carry_1),
    .c(sum_3),
    .carry(carry_4),
    .sum(sum_4)
  );
  tinynpu_full_adder adder_40 (
    .a(carry_31),
    .b(sum_38),
    .c(sum_39),
    .carry(carry_40),
    .sum(sum_40)
  );
  tinynpu_full_adder adder_41 (
    .a(carry_32),
    .b(sum_40),
    .c(carry_33),
    .carry(carry_41),
    .sum(sum_41)
  );
  tinynpu_full_adder adder_42 (
    .a(sum_41),
    .b(carry_34),
    .c(carry_35),
    .carry(carry_42),
    .sum(sum_42)
  );
  tinynpu_full_adder adder_43 (
    .a(addend[9]),
    .b(product_2_7),
    .c(product_3_6),
    .carry(carry_43),
    .sum(sum_43)
  );
  tinynpu_full_adder adder_44 (
    .a(product_4_5),
    .b(product_5_4),
    .c(product_6_3),
    .carry(carry_44),
    .sum(sum_44)
  );
  tinynpu_full_adder adder_45 (
    .a(product_7_2),
    .b(\$53 ),
    .c(carry_36),
    .carry(carry_45),
    .sum(sum_45)
  );
  tinynpu_full_adder adder_46 (
    .a(carry_37),
    .b(sum_43),
    .c(sum_44),
    .carry(carry_46),
    .sum(sum_46)
  );
  tinynpu_full_adder adder_47 (
    .a(carry_38),
    .b(carry_39),
    .c(sum_45),
    .carry(carry_47),
    .sum(sum_47)
  );
  tinynpu_full_adder adder_48 (
    .a(sum_46),
    .b(carry_40),
    .c(sum_47),
    .carry(carry_48),
    .sum(sum_48)
  );
  tinynpu_full_adder adder_49 (
    .a(sum_48),
    .b(carry_41),
    .c(carry_42),
    .carry(carry_49),
    .sum(sum_49)
  );
  tinynpu_half_adder adder_5 (
    .a(carry_2),
    .b(sum_4),
    .carry(carry_5),
    .sum(sum_5)
  );
  tinynpu_full_adder adder_50 (
    .a(addend[10]),
    .b(product_3_7),
    .c(product_4_6),
    .carry(carry_50),
    .sum(sum_50)
  );
  tinynpu_full_adder adder_51 (
    .a(product_5_5),
    .b(product_6_4),
    .c(product_7_3),
    .carry(carry_51),
    .sum(sum_51)
  );
  tinynpu_full_adder adder_52 (
    .a(carry_43),
    .b(carry_44),
    .c(sum_50),
    .carry(carry_52),
    .sum(sum_52)
  );
  tinynpu_full_adder adder_53 (
    .a(sum_51),
    .b(carry_45),
    .c(carry_46),
    .carry(carry_53),
    .sum(sum_53)
  );
  tinynpu_full_adder adder_54 (
    .a(sum_52),
    .b(carry_47),
    .c(sum_53),
    .carry(carry_54),
    .sum(sum_54)
  );
  tinynpu_full_adder adder_55 (
    .a(carry_48),
    .b(sum_54),
    .c(carry_49),
    .carry(carry_55),
    .sum(sum_55)
  );
  tinynpu_full_adder adder_56 (
    .a(addend[11]),
    .b(product_4_7),
    .c(product_5_6),
    .carry(carry_56),
    .sum(sum_56)
  );
  tinynpu_full_adder adder_57 (
    .a(product_6_5),
    .b(product_7_4),
    .c(carry_50),
    .carry(carry_57),
    .sum(sum_57)
  );
  tinynpu_full_adder adder_58 (
    .a(carry_51),
    .b(sum_56),
    .c(carry_52),
    .carry(carry_58),
    .sum(sum_58)
  );
  tinynpu_full_adder adder_59 (
    .a(sum_57),
    .b(carry_53),
    .c(sum_58),
    .carry(carry_59),
    .sum(sum_59)
  );
  tinynpu_full_adder adder_6 (
    .a(addend[3]),
    .b(product_0_3),
    .c(product_1_2),
    .carry(carry_6),
    .sum(sum_6)
  );
  tinynpu_full_adder adder_60 (
    .a(carry_54),
    .b(sum_59),
    .c(carry_55),
    .carry(carry_60),
    .sum(sum_60)
  );
  tinynpu_full_adder adder_61 (
    .a(addend[12]),
    .b(product_5_7),
    .c(product_6_6),
    .carry(carry_61),
    .sum(sum_61)
  );
  tinynpu_full_adder adder_62 (
    .a(product_7_5),
    .b(carry_56),
    .c(sum_61),
    .carry(carry_62),
    .sum(sum_62)
  );
  tinynpu_full_adder adder_63 (
    .a(carry_57),
    .b(sum_62),
    .c(carry_58),
    .carry(carry_63),
    .sum(sum_63)
  );
  tinynpu_full_adder adder_64 (
    .a(carry_59),
    .b(sum_63),
    .c(carry_60),
    .carry(carry_64),
    .sum(sum_64)
  );
  tinynpu_full_adder adder_65 (
    .a(addend[13]),
    .b(product_6_7),
    .c(product_7_6),
    .carry(carry_65),
    .sum(sum_65)
  );
  tinynpu_full_adder adder_66 (
    .a(carry_61),
    .b(sum_65),
    .c(carry_62),
    .carry(carry_66),
    .sum(sum_66)
  );
  tinynpu_full_adder adder_67 (
    .a(sum_66),
    .b(carry_63),
    .c(carry_64),
    .carry(carry_67),
    .sum(sum_67)
  );
  tinynpu_full_adder adder_68 (
    .a(addend[14]),
    .b(product_7_7),
    .c(carry_65),
    .carry(carry_68),
    .sum(sum_68)
  );
  tinynpu_full_adder adder_69 (
    .a(sum_68),
    .b(carry_66),
    .c(carry_67),
    .carry(carry_69),
    .sum(sum_69)
  );
  tinynpu_full_adder adder_7 (
    .a(product_2_1),
    .b(product_3_0),
    .c(carry_3),
    .carry(carry_7),
    .sum(sum_7)
  );
  tinynpu_half_adder adder_70 (
    .a(\$55 ),
    .b(carry_69),
    .carry(carry_70),
    .sum(sum_70)
  );
  tinynpu_half_adder adder_71 (
    .a(\$58 ),
    .b(carry_70),
    .carry(carry_71),
    .sum(sum_71)
  );
  tinynpu_half_adder adder_72 (
    .a(\$62 ),
    .b(carry_71),
    .carry(carry_72),
    .sum(sum_72)
  );
  tinynpu_half_adder adder_73 (
    .a(\$67 ),
    .b(carry_72),
    .carry(carry_73),
    .sum(sum_73)
  );
  tinynpu_half_adder adder_74 (
    .a(\$73 ),
    .b(carry_73),
    .carry(\$74 ),
    .sum(sum_74)
  );
  tinynpu_full_adder adder_8 (
    .a(sum_6),
    .b(carry_4),
    .c(sum_7),
    .carry(carry_8),
    .sum(sum_8)
  );
  tinynpu_half_adder adder_9 (
    .a(carry_5),
    .b(sum_8),
    .carry(carry_9),
    .sum(sum_9)
  );
  assign total = { sum_74, sum_73, sum_72, sum_71, sum_70, sum_69, sum_67, sum_64, sum_60, sum_55, sum_49, sum_42, sum_35, sum_27, sum_20, sum_14, sum_9, sum_5, sum_2, sum_0 };
endmodule

module \tt_um_tinynpu.engine.column_0.sum_0_0 (enable, \port$721$0 , \port$723$0 , \port$726$0 , \port$730$0 , \port$735$0 , \port$741$0 , \port$748$0 , \port$756$0 , \port$765$0 , \port$773$0 , \port$779$0 , \port$784$0 , \port$788$0 , \port$791$0 , \port$793$0 , \port$796$0 , \port$800$0 , \port$805$0 , \port$811$0 , \port$818$0 
, q, engine_clk);
  wire [19:0] d;
  input enable;
  wire enable;
  input engine_clk;
  wire engine_clk;
  input \port$721$0 ;
  wire \port$721$0 ;
  input \port$723$0 ;
  wire \port$723$0 ;
  input \port$726$0 ;
  wire \port$726$0 ;
  input \port$730$0 ;
  wire \port$730$0 ;
  input \port$735$0 ;
  wire \port$735$0 ;
  input \port$741$0 ;
  wire \port$741$0 ;
  input \port$748$0 ;
  wire \port$748$0 ;
  input \port$756$0 ;
  wire \port$756$0 ;
  input \port$765$0 ;
  wire \port$765$0 ;
  input \port$773$0 ;
  wire \port$773$0 ;
  input \port$779$0 ;
  wire \port$779$0 ;
  input \port$784$0 ;
  wire \port$784$0 ;
  input \port$788$0 ;
  wire \port$788$0 ;
  input \port$791$0 ;
  wire \port$791$0 ;
  input \port$793$0 ;
  wire \port$793$0 ;
  input \port$796$0 ;
  wire \port$796$0 ;
  input \port$800$0 ;
  wire \port$800$0 ;
  input \port$805$0 ;
  wire \port$805$0 ;
  input \port$811$0 ;
  wire \port$811$0 ;
  input \port$818$0 ;
  wire \port$818$0 ;
  output [19:0] q;
  wire [19:0] q;
  tinynpu_word #(
    .WIDTH(32'd20)
  ) \cell  (
    .clk(engine_clk),
    .d({ \port$818$0 , \port$811$0 , \port$805$0 , \port$800$0 , \port$796$0 , \port$793$0 , \port$791$0 , \port$788$0 , \port$784$0 , \port$779$0 , \port$773$0 , \port$765$0 , \port$756$0 , \port$748$0 , \port$741$0 , \port$735$0 , \port$730$0 , \port$726$0 , \port$723$0 , \port$721$0  }),
    .enable(enable),
    .q(q)
  );
  assign d = { \port$818$0 , \port$811$0 , \port$805$0 , \port$800$0 , \port$796$0 , \port$793$0 , \port$791$0 , \port$788$0 , \port$784$0 , \port$779$0 , \port$773$0 , \port$765$0 , \port$756$0 , \port$748$0 , \port$741$0 , \port$735$0 , \port$730$0 , \port$726$0 , \port$723$0 , \port$721$0  };
endmodule

module \tt_um_tinynpu.engine.column_0.weight_n (q, enable, d, engine_clk);
  input [7:0] d;
  wire [7:0] d;
  input enable;
  wire enable;
  input engine_clk;
  wire engine_clk;
  output [7:0] q;
  wire [7:0] q;
  tinynpu_word #(
    .WIDTH(32'd8)
  ) \cell  (
    .clk(engine_clk),
    .d(d),
    .enable(enable),
    .q(q)
  );
endmodule

module \tt_um_tinynpu.engine.column_1 (engine_rst, \port$29$0 , \port$31$0 , \port$33$0 , \port$35$0 , \port$37$0 , \port$39$0 , \port$41$0 , \port$43$0 , \port$45$0 , \port$47$0 , \port$49$0 , \port$51$0 , \port$53$0 , \port$55$0 , shift, write__0, sum__0, clear, a_n, first
, enable, nibble_n, above_n, engine_clk);
  reg \$auto$verilog_backend.cc:2355:dump_module$4  = 0;
  wire [19:0] \$1 ;
  wire [19:0] \$10 ;
  wire [19:0] \$11 ;
  wire [19:0] \$12 ;
  wire [19:0] \$13 ;
  wire [19:0] \$14 ;
  wire [19:0] \$15 ;
  wire [19:0] \$16 ;
  wire [19:0] \$17 ;
  wire [19:0] \$18 ;
  wire [19:0] \$19 ;
  wire [20:0] \$2 ;
  wire [19:0] \$20 ;
  wire [19:0] \$21 ;
  wire [19:0] \$22 ;
  wire [19:0] \$23 ;
  wire [19:0] \$24 ;
  wire [19:0] \$25 ;
  wire [19:0] \$26 ;
  wire [19:0] \$27 ;
  wire [19:0] \$28 ;
  wire [19:0] \$29 ;
  wire [19:0] \$3 ;
  reg [7:0] \$30 ;
  wire \$31 ;
  wire \$32 ;
  wire \$33 ;
  wire \$34 ;
  wire \$35 ;
  wire \$36 ;
  wire \$37 ;
  wire \$38 ;
  wire \$39 ;
  wire [19:0] \$4 ;
  wire \$40 ;
  wire \$41 ;
  wire \$42 ;
  wire \$43 ;
  wire \$44 ;
  wire \$45 ;
  wire \$46 ;
  wire \$47 ;
  wire \$48 ;
  wire \$49 ;
  wire [19:0] \$5 ;
  wire \$50 ;
  wire [19:0] \$6 ;
  wire [19:0] \$7 ;
  wire [19:0] \$8 ;
  wire [19:0] \$9 ;
  input [7:0] a_n;
  wire [7:0] a_n;
  output [3:0] above_n;
  wire [3:0] above_n;
  wire [19:0] addend;
  wire [7:0] b_n;
  input clear;
  wire clear;
  wire [7:0] d;
  wire [19:0] \d$12 ;
  wire [19:0] \d$15 ;
  wire [19:0] \d$17 ;
  wire [19:0] \d$19 ;
  wire [19:0] \d$21 ;
  wire [19:0] \d$23 ;
  wire [19:0] \d$25 ;
  wire [19:0] \d$27 ;
  wire [19:0] \d$29 ;
  wire [19:0] \d$31 ;
  wire [19:0] \d$33 ;
  wire [19:0] \d$35 ;
  wire [19:0] \d$37 ;
  wire [19:0] \d$39 ;
  input enable;
  wire enable;
  wire \enable$10 ;
  wire \enable$14 ;
  wire \enable$16 ;
  wire \enable$18 ;
  wire \enable$20 ;
  wire \enable$22 ;
  wire \enable$24 ;
  wire \enable$26 ;
  wire \enable$28 ;
  wire \enable$30 ;
  wire \enable$32 ;
  wire \enable$34 ;
  wire \enable$36 ;
  wire \enable$38 ;
  input engine_clk;
  wire engine_clk;
  input engine_rst;
  wire engine_rst;
  input first;
  wire first;
  reg [7:0] following_n;
  input [3:0] nibble_n;
  wire [3:0] nibble_n;
  wire [13:0] place;
  input \port$29$0 ;
  wire \port$29$0 ;
  input \port$31$0 ;
  wire \port$31$0 ;
  input \port$33$0 ;
  wire \port$33$0 ;
  input \port$35$0 ;
  wire \port$35$0 ;
  input \port$37$0 ;
  wire \port$37$0 ;
  input \port$39$0 ;
  wire \port$39$0 ;
  input \port$41$0 ;
  wire \port$41$0 ;
  input \port$43$0 ;
  wire \port$43$0 ;
  input \port$45$0 ;
  wire \port$45$0 ;
  input \port$47$0 ;
  wire \port$47$0 ;
  input \port$49$0 ;
  wire \port$49$0 ;
  input \port$51$0 ;
  wire \port$51$0 ;
  input \port$53$0 ;
  wire \port$53$0 ;
  input \port$55$0 ;
  wire \port$55$0 ;
  wire [7:0] q;
  wire [19:0] \q$47 ;
  wire [19:0] \q$49 ;
  wire [19:0] \q$50 ;
  wire [19:0] \q$51 ;
  wire [19:0] \q$52 ;
  wire [19:0] \q$53 ;
  wire [19:0] \q$54 ;
  wire [19:0] \q$55 ;
  wire [19:0] \q$56 ;
  wire [19:0] \q$57 ;
  wire [19:0] \q$58 ;
  wire [19:0] \q$59 ;
  wire [19:0] \q$60 ;
  wire [19:0] \q$61 ;
  wire [7:0] sample_n;
  input shift;
  wire shift;
  output [19:0] sum__0;
  wire [19:0] sum__0;
  wire swap;
  wire [19:0] total;
  input [13:0] write__0;
  wire [13:0] write__0;
  assign \$1  = ~ { first, first, first, first, first, first, first, first, first, first, first, first, first, first, first, first, first, first, first, first };
  assign \$2  = { sum__0[19], sum__0 } & { 1'h0, \$1  };
  assign \$3  = \q$47  & { \port$29$0 , \port$29$0 , \port$29$0 , \port$29$0 , \port$29$0 , \port$29$0 , \port$29$0 , \port$29$0 , \port$29$0 , \port$29$0 , \port$29$0 , \port$29$0 , \port$29$0 , \port$29$0 , \port$29$0 , \port$29$0 , \port$29$0 , \port$29$0 , \port$29$0 , \port$29$0  };
  assign \$5  = \q$49  & { \port$31$0 , \port$31$0 , \port$31$0 , \port$31$0 , \port$31$0 , \port$31$0 , \port$31$0 , \port$31$0 , \port$31$0 , \port$31$0 , \port$31$0 , \port$31$0 , \port$31$0 , \port$31$0 , \port$31$0 , \port$31$0 , \port$31$0 , \port$31$0 , \port$31$0 , \port$31$0  };
  assign \$6  = \$4  | \$5 ;
  assign \$7  = \q$50  & { \port$33$0 , \port$33$0 , \port$33$0 , \port$33$0 , \port$33$0 , \port$33$0 , \port$33$0 , \port$33$0 , \port$33$0 , \port$33$0 , \port$33$0 , \port$33$0 , \port$33$0 , \port$33$0 , \port$33$0 , \port$33$0 , \port$33$0 , \port$33$0 , \port$33$0 , \port$33$0  };
  assign \$8  = \$6  | \$7 ;
  assign \$9  = \q$51  & { \port$35$0 , \port$35$0 , \port$35$0 , \port$35$0 , \port$35$0 , \port$35$0 , \port$35$0 , \port$35$0 , \port$35$0 , \port$35$0 , \port$35$0 , \port$35$0 , \port$35$0 , \port$35$0 , \port$35$0 , \port$35$0 , \port$35$0 , \port$35$0 , \port$35$0 , \port$35$0  };
  assign \$10  = \$8  | \$9 ;
  assign \$11  = \q$52  & { \port$37$0 , \port$37$0 , \port$37$0 , \port$37$0 , \port$37$0 , \port$37$0 , \port$37$0 , \port$37$0 , \port$37$0 , \port$37$0 , \port$37$0 , \port$37$0 , \port$37$0 , \port$37$0 , \port$37$0 , \port$37$0 , \port$37$0 , \port$37$0 , \port$37$0 , \port$37$0  };
  assign \$12  = \$10  | \$11 ;
  assign \$13  = \q$53  & { \port$39$0 , \port$39$0 , \port$39$0 , \port$39$0 , \port$39$0 , \port$39$0 , \port$39$0 , \port$39$0 , \port$39$0 , \port$39$0 , \port$39$0 , \port$39$0 , \port$39$0 , \port$39$0 , \port$39$0 , \port$39$0 , \port$39$0 , \port$39$0 , \port$39$0 , \port$39$0  };
  assign \$14  = \$12  | \$13 ;
  assign \$15  = \q$54  & { \port$41$0 , \port$41$0 , \port$41$0 , \port$41$0 , \port$41$0 , \port$41$0 , \port$41$0 , \port$41$0 , \port$41$0 , \port$41$0 , \port$41$0 , \port$41$0 , \port$41$0 , \port$41$0 , \port$41$0 , \port$41$0 , \port$41$0 , \port$41$0 , \port$41$0 , \port$41$0  };
  assign \$16  = \$14  | \$15 ;
  assign \$17  = \q$55  & { \port$43$0 , \port$43$0 , \port$43$0 , \port$43$0 , \port$43$0 , \port$43$0 , \port$43$0 , \port$43$0 , \port$43$0 , \port$43$0 , \port$43$0 , \port$43$0 , \port$43$0 , \port$43$0 , \port$43$0 , \port$43$0 , \port$43$0 , \port$43$0 , \port$43$0 , \port$43$0  };
  assign \$18  = \$16  | \$17 ;
  assign \$19  = \q$56  & { \port$45$0 , \port$45$0 , \port$45$0 , \port$45$0 , \port$45$0 , \port$45$0 , \port$45$0 , \port$45$0 , \port$45$0 , \port$45$0 , \port$45$0 , \port$45$0 , \port$45$0 , \port$45$0 , \port$45$0 , \port$45$0 , \port$45$0 , \port$45$0 , \port$45$0 , \port$45$0  };
  assign \$20  = \$18  | \$19 ;
  assign \$21  = \q$57  & { \port$47$0 , \port$47$0 , \port$47$0 , \port$47$0 , \port$47$0 , \port$47$0 , \port$47$0 , \port$47$0 , \port$47$0 , \port$47$0 , \port$47$0 , \port$47$0 , \port$47$0 , \port$47$0 , \port$47$0 , \port$47$0 , \port$47$0 , \port$47$0 , \port$47$0 , \port$47$0  };
  assign \$22  = \$20  | \$21 ;
  assign \$23  = \q$58  & { \port$49$0 , \port$49$0 , \port$49$0 , \port$49$0 , \port$49$0 , \port$49$0 , \port$49$0 , \port$49$0 , \port$49$0 , \port$49$0 , \port$49$0 , \port$49$0 , \port$49$0 , \port$49$0 , \port$49$0 , \port$49$0 , \port$49$0 , \port$49$0 , \port$49$0 , \port$49$0  };
  assign \$24  = \$22  | \$23 ;
  assign \$25  = \q$59  & { \port$51$0 , \port$51$0 , \port$51$0 , \port$51$0 , \port$51$0 , \port$51$0 , \port$51$0 , \port$51$0 , \port$51$0 , \port$51$0 , \port$51$0 , \port$51$0 , \port$51$0 , \port$51$0 , \port$51$0 , \port$51$0 , \port$51$0 , \port$51$0 , \port$51$0 , \port$51$0  };
  assign \$26  = \$24  | \$25 ;
  assign \$27  = \q$60  & { \port$53$0 , \port$53$0 , \port$53$0 , \port$53$0 , \port$53$0 , \port$53$0 , \port$53$0 , \port$53$0 , \port$53$0 , \port$53$0 , \port$53$0 , \port$53$0 , \port$53$0 , \port$53$0 , \port$53$0 , \port$53$0 , \port$53$0 , \port$53$0 , \port$53$0 , \port$53$0  };
  assign \$28  = \$26  | \$27 ;
  assign \$29  = \q$61  & { \port$55$0 , \port$55$0 , \port$55$0 , \port$55$0 , \port$55$0 , \port$55$0 , \port$55$0 , \port$55$0 , \port$55$0 , \port$55$0 , \port$55$0 , \port$55$0 , \port$55$0 , \port$55$0 , \port$55$0 , \port$55$0 , \port$55$0 , \port$55$0 , \port$55$0 , \port$55$0  };
  assign sum__0 = \$28  | \$29 ;
  always @(posedge engine_clk)
    following_n <= \$30 ;
  \tt_um_tinynpu.engine.column_0.multiply_add_0  multiply_add_0 (
    .a_n(a_n),
    .addend(\$2 [19:0]),
    .b_n(b_n),
    .sum_0(\$31 ),
    .sum_14(\$35 ),
    .sum_2(\$32 ),
    .sum_20(\$36 ),
    .sum_27(\$37 ),
    .sum_35(\$38 ),
    .sum_42(\$39 ),
    .sum_49(\$40 ),
    .sum_5(\$33 ),
    .sum_55(\$41 ),
    .sum_60(\$42 ),
    .sum_64(\$43 ),
    .sum_67(\$44 ),
    .sum_69(\$45 ),
    .sum_70(\$46 ),
    .sum_71(\$47 ),
    .sum_72(\$48 ),
    .sum_73(\$49 ),
    .sum_74(\$50 ),
    .sum_9(\$34 )
  );
  \tt_um_tinynpu.engine.column_1.sum_0_0  sum_0_0 (
    .enable(write__0[0]),
    .engine_clk(engine_clk),
    .\port$1001$0 (\$36 ),
    .\port$1008$0 (\$37 ),
    .\port$1016$0 (\$38 ),
    .\port$1025$0 (\$39 ),
    .\port$1033$0 (\$40 ),
    .\port$1039$0 (\$41 ),
    .\port$1044$0 (\$42 ),
    .\port$1048$0 (\$43 ),
    .\port$1051$0 (\$44 ),
    .\port$1053$0 (\$45 ),
    .\port$1056$0 (\$46 ),
    .\port$1060$0 (\$47 ),
    .\port$1065$0 (\$48 ),
    .\port$1071$0 (\$49 ),
    .\port$1078$0 (\$50 ),
    .\port$981$0 (\$31 ),
    .\port$983$0 (\$32 ),
    .\port$986$0 (\$33 ),
    .\port$990$0 (\$34 ),
    .\port$995$0 (\$35 ),
    .q(\q$47 )
  );
  \tt_um_tinynpu.engine.column_1.sum_0_0  sum_0_1 (
    .enable(write__0[1]),
    .engine_clk(engine_clk),
    .\port$1001$0 (\$36 ),
    .\port$1008$0 (\$37 ),
    .\port$1016$0 (\$38 ),
    .\port$1025$0 (\$39 ),
    .\port$1033$0 (\$40 ),
    .\port$1039$0 (\$41 ),
    .\port$1044$0 (\$42 ),
    .\port$1048$0 (\$43 ),
    .\port$1051$0 (\$44 ),
    .\port$1053$0 (\$45 ),
    .\port$1056$0 (\$46 ),
    .\port$1060$0 (\$47 ),
    .\port$1065$0 (\$48 ),
    .\port$1071$0 (\$49 ),
    .\port$1078$0 (\$50 ),
    .\port$981$0 (\$31 ),
    .\port$983$0 (\$32 ),
    .\port$986$0 (\$33 ),
    .\port$990$0 (\$34 ),
    .\port$995$0 (\$35 ),
    .q(\q$49 )
  );
  \tt_um_tinynpu.engine.column_1.sum_0_0  sum_0_10 (
    .enable(write__0[10]),
    .engine_clk(engine_clk),
    .\port$1001$0 (\$36 ),
    .\port$1008$0 (\$37 ),
    .\port$1016$0 (\$38 ),
    .\port$1025$0 (\$39 ),
    .\port$1033$0 (\$40 ),
    .\port$1039$0 (\$41 ),
    .\port$1044$0 (\$42 ),
    .\port$1048$0 (\$43 ),
    .\port$1051$0 (\$44 ),
    .\port$1053$0 (\$45 ),
    .\port$1056$0 (\$46 ),
    .\port$1060$0 (\$47 ),
    .\port$1065$0 (\$48 ),
    .\port$1071$0 (\$49 ),
    .\port$1078$0 (\$50 ),
    .\port$981$0 (\$31 ),
    .\port$983$0 (\$32 ),
    .\port$986$0 (\$33 ),
    .\port$990$0 (\$34 ),
    .\port$995$0 (\$35 ),
    .q(\q$58 )
  );
  \tt_um_tinynpu.engine.column_1.sum_0_0  sum_0_11 (
    .enable(write__0[11]),
    .engine_clk(engine_clk),
    .\port$1001$0 (\$36 ),
    .\port$1008$0 (\$37 ),
    .\port$1016$0 (\$38 ),
    .\port$1025$0 (\$39 ),
    .\port$1033$0 (\$40 ),
    .\port$1039$0 (\$41 ),
    .\port$1044$0 (\$42 ),
    .\port$1048$0 (\$43 ),
    .\port$1051$0 (\$44 ),
    .\port$1053$0 (\$45 ),
    .\port$1056$0 (\$46 ),
    .\port$1060$0 (\$47 ),
    .\port$1065$0 (\$48 ),
    .\port$1071$0 (\$49 ),
    .\port$1078$0 (\$50 ),
    .\port$981$0 (\$31 ),
    .\port$983$0 (\$32 ),
    .\port$986$0 (\$33 ),
    .\port$990$0 (\$34 ),
    .\port$995$0 (\$35 ),
    .q(\q$59 )
  );
  \tt_um_tinynpu.engine.column_1.sum_0_0  sum_0_12 (
    .enable(write__0[12]),
    .engine_clk(engine_clk),
    .\port$1001$0 (\$36 ),
    .\port$1008$0 (\$37 ),
    .\port$1016$0 (\$38 ),
    .\port$1025$0 (\$39 ),
    .\port$1033$0 (\$40 ),
    .\port$1039$0 (\$41 ),
    .\port$1044$0 (\$42 ),
    .\port$1048$0 (\$43 ),
    .\port$1051$0 (\$44 ),
    .\port$1053$0 (\$45 ),
    .\port$1056$0 (\$46 ),
    .\port$1060$0 (\$47 ),
    .\port$1065$0 (\$48 ),
    .\port$1071$0 (\$49 ),
    .\port$1078$0 (\$50 ),
    .\port$981$0 (\$31 ),
    .\port$983$0 (\$32 ),
    .\port$986$0 (\$33 ),
    .\port$990$0 (\$34 ),
    .\port$995$0 (\$35 ),
    .q(\q$60 )
  );
  \tt_um_tinynpu.engine.column_1.sum_0_0  sum_0_13 (
    .enable(write__0[13]),
    .engine_clk(engine_clk),
    .\port$1001$0 (\$36 ),
    .\port$1008$0 (\$37 ),
    .\port$1016$0 (\$38 ),
    .\port$1025$0 (\$39 ),
    .\port$1033$0 (\$40 ),
    .\port$1039$0 (\$41 ),
    .\port$1044$0 (\$42 ),
    .\port$1048$0 (\$43 ),
    .\port$1051$0 (\$44 ),
    .\port$1053$0 (\$45 ),
    .\port$1056$0 (\$46 ),
    .\port$1060$0 (\$47 ),
    .\port$1065$0 (\$48 ),
    .\port$1071$0 (\$49 ),
    .\port$1078$0 (\$50 ),
    .\port$981$0 (\$31 ),
    .\port$983$0 (\$32 ),
    .\port$986$0 (\$33 ),
    .\port$990$0 (\$34 ),
    .\port$995$0 (\$35 ),
    .q(\q$61 )
  );
  \tt_um_tinynpu.engine.column_1.sum_0_0  sum_0_2 (
    .enable(write__0[2]),
    .engine_clk(engine_clk),
    .\port$1001$0 (\$36 ),
    .\port$1008$0 (\$37 ),
    .\port$1016$0 (\$38 ),
    .\port$1025$0 (\$39 ),
    .\port$1033$0 (\$40 ),
    .\port$1039$0 (\$41 ),
    .\port$1044$0 (\$42 ),
    .\port$1048$0 (\$43 ),
    .\port$1051$0 (\$44 ),
    .\port$1053$0 (\$45 ),
    .\port$1056$0 (\$46 ),
    .\port$1060$0 (\$47 ),
    .\port$1065$0 (\$48 ),
    .\port$1071$0 (\$49 ),
    .\port$1078$0 (\$50 ),
    .\port$981$0 (\$31 ),
    .\port$983$0 (\$32 ),
    .\port$986$0 (\$33 ),
    .\port$990$0 (\$34 ),
    .\port$995$0 (\$35 ),
    .q(\q$50 )
  );
  \tt_um_tinynpu.engine.column_1.sum_0_0  sum_0_3 (
    .enable(write__0[3]),
    .engine_clk(engine_clk),
    .\port$1001$0 (\$36 ),
    .\port$1008$0 (\$37 ),
    .\port$1016$0 (\$38 ),
    .\port$1025$0 (\$39 ),
    .\port$1033$0 (\$40 ),
    .\port$1039$0 (\$41 ),
    .\port$1044$0 (\$42 ),
    .\port$1048$0 (\$43 ),
    .\port$1051$0 (\$44 ),
    .\port$1053$0 (\$45 ),
    .\port$1056$0 (\$46 ),
    .\port$1060$0 (\$47 ),
    .\port$1065$0 (\$48 ),
    .\port$1071$0 (\$49 ),
    .\port$1078$0 (\$50 ),
    .\port$981$0 (\$31 ),
    .\port$983$0 (\$32 ),
    .\port$986$0 (\$33 ),
    .\port$990$0 (\$34 ),
    .\port$995$0 (\$35 ),
    .q(\q$51 )
  );
  \tt_um_tinynpu.engine.column_1.sum_0_0  sum_0_4 (
    .enable(write__0[4]),
    .engine_clk(engine_clk),
    .\port$1001$0 (\$36 ),
    .\port$1008$0 (\$37 ),
    .\port$1016$0 (\$38 ),
    .\port$1025$0 (\$39 ),
    .\port$1033$0 (\$40 ),
    .\port$1039$0 (\$41 ),
    .\port$1044$0 (\$42 ),
    .\port$1048$0 (\$43 ),
    .\port$1051$0 (\$44 ),
    .\port$1053$0 (\$45 ),
    .\port$1056$0 (\$46 ),
    .\port$1060$0 (\$47 ),
    .\port$1065$0 (\$48 ),
    .\port$1071$0 (\$49 ),
    .\port$1078$0 (\$50 ),
    .\port$981$0 (\$31 ),
    .\port$983$0 (\$32 ),
    .\port$986$0 (\$33 ),
    .\port$990$0 (\$34 ),
    .\port$995$0 (\$35 ),
    .q(\q$52 )
  );
  \tt_um_tinynpu.engine.column_1.sum_0_0  sum_0_5 (
    .enable(write__0[5]),
    .engine_clk(engine_clk),
    .\port$1001$0 (\$36 ),
    .\port$1008$0 (\$37 ),
    .\port$1016$0 (\$38 ),
    .\port$1025$0 (\$39 ),
    .\port$1033$0 (\$40 ),
    .\port$1039$0 (\$41 ),
    .\port$1044$0 (\$42 ),
    .\port$1048$0 (\$43 ),
    .\port$1051$0 (\$44 ),
    .\port$1053$0 (\$45 ),
    .\port$1056$0 (\$46 ),
    .\port$1060$0 (\$47 ),
    .\port$1065$0 (\$48 ),
    .\port$1071$0 (\$49 ),
    .\port$1078$0 (\$50 ),
    .\port$981$0 (\$31 ),
    .\port$983$0 (\$32 ),
    .\port$986$0 (\$33 ),
    .\port$990$0 (\$34 ),
    .\port$995$0 (\$35 ),
    .q(\q$53 )
  );
  \tt_um_tinynpu.engine.column_1.sum_0_0  sum_0_6 (
    .enable(write__0[6]),
    .engine_clk(engine_clk),
    .\port$1001$0 (\$36 ),
    .\port$1008$0 (\$37 ),
    .\port$1016$0 (\$38 ),
    .\port$1025$0 (\$39 ),
    .\port$1033$0 (\$40 ),
    .\port$1039$0 (\$41 ),
    .\port$1044$0 (\$42 ),
    .\port$1048$0 (\$43 ),
    .\port$1051$0 (\$44 ),
    .\port$1053$0 (\$45 ),
    .\port$1056$0 (\$46 ),
    .\port$1060$0 (\$47 ),
    .\port$1065$0 (\$48 ),
    .\port$1071$0 (\$49 ),
    .\port$1078$0 (\$50 ),
    .\port$981$0 (\$31 ),
    .\port$983$0 (\$32 ),
    .\port$986$0 (\$33 ),
    .\port$990$0 (\$34 ),
    .\port$995$0 (\$35 ),
    .q(\q$54 )
  );
  \tt_um_tinynpu.engine.column_1.sum_0_0  sum_0_7 (
    .enable(write__0[7]),
    .engine_clk(engine_clk),
    .\port$1001$0 (\$36 ),
    .\port$1008$0 (\$37 ),
    .\port$1016$0 (\$38 ),
    .\port$1025$0 (\$39 ),
    .\port$1033$0 (\$40 ),
    .\port$1039$0 (\$41 ),
    .\port$1044$0 (\$42 ),
    .\port$1048$0 (\$43 ),
    .\port$1051$0 (\$44 ),
    .\port$1053$0 (\$45 ),
    .\port$1056$0 (\$46 ),
    .\port$1060$0 (\$47 ),
    .\port$1065$0 (\$48 ),
    .\port$1071$0 (\$49 ),
    .\port$1078$0 (\$50 ),
    .\port$981$0 (\$31 ),
    .\port$983$0 (\$32 ),
    .\port$986$0 (\$33 ),
    .\port$990$0 (\$34 ),
    .\port$995$0 (\$35 ),
    .q(\q$55 )
  );
  \tt_um_tinynpu.engine.column_1.sum_0_0  sum_0_8 (
    .enable(write__0[8]),
    .engine_clk(engine_clk),
    .\port$1001$0 (\$36 ),
    .\port$1008$0 (\$37 ),
    .\port$1016$0 (\$38 ),
    .\port$1025$0 (\$39 ),
    .\port$1033$0 (\$40 ),
    .\port$1039$0 (\$41 ),
    .\port$1044$0 (\$42 ),
    .\port$1048$0 (\$43 ),
    .\port$1051$0 (\$44 ),
    .\port$1053$0 (\$45 ),
    .\port$1056$0 (\$46 ),
    .\port$1060$0 (\$47 ),
    .\port$1065$0 (\$48 ),
    .\port$1071$0 (\$49 ),
    .\port$1078$0 (\$50 ),
    .\port$981$0 (\$31 ),
    .\port$983$0 (\$32 ),
    .\port$986$0 (\$33 ),
    .\port$990$0 (\$34 ),
    .\port$995$0 (\$35 ),
    .q(\q$56 )
  );
  \tt_um_tinynpu.engine.column_1.sum_0_0  sum_0_9 (
    .enable(write__0[9]),
    .engine_clk(engine_clk),
    .\port$1001$0 (\$36 ),
    .\port$1008$0 (\$37 ),
    .\port$1016$0 (\$38 ),
    .\port$1025$0 (\$39 ),
    .\port$1033$0 (\$40 ),
    .\port$1039$0 (\$41 ),
    .\port$1044$0 (\$42 ),
    .\port$1048$0 (\$43 ),
    .\port$1051$0 (\$44 ),
    .\port$1053$0 (\$45 ),
    .\port$1056$0 (\$46 ),
    .\port$1060$0 (\$47 ),
    .\port$1065$0 (\$48 ),
    .\port$1071$0 (\$49 ),
    .\port$1078$0 (\$50 ),
    .\port$981$0 (\$31 ),
    .\port$983$0 (\$32 ),
    .\port$986$0 (\$33 ),
    .\port$990$0 (\$34 ),
    .\port$995$0 (\$35 ),
    .q(\q$57 )
  );
  \tt_um_tinynpu.engine.column_0.weight_n  weight_n (
    .d(following_n),
    .enable(enable),
    .engine_clk(engine_clk),
    .q(b_n)
  );
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$4 ) begin end
    \$30  = following_n;
    if (clear) begin
      \$30  = 8'hff;
    end else if (shift) begin
      \$30  = { following_n[3:0], nibble_n };
    end
  end
  assign swap = enable;
  assign d = following_n;
  assign \enable$10  = write__0[0];
  assign \d$12  = { \$50 , \$49 , \$48 , \$47 , \$46 , \$45 , \$44 , \$43 , \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31  };
  assign total = { \$50 , \$49 , \$48 , \$47 , \$46 , \$45 , \$44 , \$43 , \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31  };
  assign \enable$14  = write__0[1];
  assign \d$15  = { \$50 , \$49 , \$48 , \$47 , \$46 , \$45 , \$44 , \$43 , \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31  };
  assign \enable$16  = write__0[2];
  assign \d$17  = { \$50 , \$49 , \$48 , \$47 , \$46 , \$45 , \$44 , \$43 , \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31  };
  assign \enable$18  = write__0[3];
  assign \d$19  = { \$50 , \$49 , \$48 , \$47 , \$46 , \$45 , \$44 , \$43 , \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31  };
  assign \enable$20  = write__0[4];
  assign \d$21  = { \$50 , \$49 , \$48 , \$47 , \$46 , \$45 , \$44 , \$43 , \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31  };
  assign \enable$22  = write__0[5];
  assign \d$23  = { \$50 , \$49 , \$48 , \$47 , \$46 , \$45 , \$44 , \$43 , \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31  };
  assign \enable$24  = write__0[6];
  assign \d$25  = { \$50 , \$49 , \$48 , \$47 , \$46 , \$45 , \$44 , \$43 , \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31  };
  assign \enable$26  = write__0[7];
  assign \d$27  = { \$50 , \$49 , \$48 , \$47 , \$46 , \$45 , \$44 , \$43 , \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31  };
  assign \enable$28  = write__0[8];
  assign \d$29  = { \$50 , \$49 , \$48 , \$47 , \$46 , \$45 , \$44 , \$43 , \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31  };
  assign \enable$30  = write__0[9];
  assign \d$31  = { \$50 , \$49 , \$48 , \$47 , \$46 , \$45 , \$44 , \$43 , \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31  };
  assign \enable$32  = write__0[10];
  assign \d$33  = { \$50 , \$49 , \$48 , \$47 , \$46 , \$45 , \$44 , \$43 , \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31  };
  assign \enable$34  = write__0[11];
  assign \d$35  = { \$50 , \$49 , \$48 , \$47 , \$46 , \$45 , \$44 , \$43 , \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31  };
  assign \enable$36  = write__0[12];
  assign \d$37  = { \$50 , \$49 , \$48 , \$47 , \$46 , \$45 , \$44 , \$43 , \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31  };
  assign \enable$38  = write__0[13];
  assign \d$39  = { \$50 , \$49 , \$48 , \$47 , \$46 , \$45 , \$44 , \$43 , \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31  };
  assign sample_n = a_n;
  assign q = b_n;
  assign addend = \$2 [19:0];
  assign place = { \port$55$0 , \port$53$0 , \port$51$0 , \port$49$0 , \port$47$0 , \port$45$0 , \port$43$0 , \port$41$0 , \port$39$0 , \port$37$0 , \port$35$0 , \port$33$0 , \port$31$0 , \port$29$0  };
  assign above_n = following_n[7:4];
  assign \$4  = \$3 ;
endmodule

module \tt_um_tinynpu.engine.column_1.sum_0_0 (enable, \port$981$0 , \port$983$0 , \port$986$0 , \port$990$0 , \port$995$0 , \port$1001$0 , \port$1008$0 , \port$1016$0 , \port$1025$0 , \port$1033$0 , \port$1039$0 , \port$1044$0 , \port$1048$0 , \port$1051$0 , \port$1053$0 , \port$1056$0 , \port$1060$0 , \port$1065$0 , \port$1071$0 , \port$1078$0 
, q, engine_clk);
  wire [19:0] d;
  input enable;
  wire enable;
  input engine_clk;
  wire engine_clk;
  input \port$1001$0 ;
  wire \port$1001$0 ;
  input \port$1008$0 ;
  wire \port$1008$0 ;
  input \port$1016$0 ;
  wire \port$1016$0 ;
  input \port$1025$0 ;
  wire \port$1025$0 ;
  input \port$1033$0 ;
  wire \port$1033$0 ;
  input \port$1039$0 ;
  wire \port$1039$0 ;
  input \port$1044$0 ;
  wire \port$1044$0 ;
  input \port$1048$0 ;
  wire \port$1048$0 ;
  input \port$1051$0 ;
  wire \port$1051$0 ;
  input \port$1053$0 ;
  wire \port$1053$0 ;
  input \port$1056$0 ;
  wire \port$1056$0 ;
  input \port$1060$0 ;
  wire \port$1060$0 ;
  input \port$1065$0 ;
  wire \port$1065$0 ;
  input \port$1071$0 ;
  wire \port$1071$0 ;
  input \port$1078$0 ;
  wire \port$1078$0 ;
  input \port$981$0 ;
  wire \port$981$0 ;
  input \port$983$0 ;
  wire \port$983$0 ;
  input \port$986$0 ;
  wire \port$986$0 ;
  input \port$990$0 ;
  wire \port$990$0 ;
  input \port$995$0 ;
  wire \port$995$0 ;
  output [19:0] q;
  wire [19:0] q;
  tinynpu_word #(
    .WIDTH(32'd20)
  ) \cell  (
    .clk(engine_clk),
    .d({ \port$1078$0 , \port$1071$0 , \port$1065$0 , \port$1060$0 , \port$1056$0 , \port$1053$0 , \port$1051$0 , \port$1048$0 , \port$1044$0 , \port$1039$0 , \port$1033$0 , \port$1025$0 , \port$1016$0 , \port$1008$0 , \port$1001$0 , \port$995$0 , \port$990$0 , \port$986$0 , \port$983$0 , \port$981$0  }),
    .enable(enable),
    .q(q)
  );
  assign d = { \port$1078$0 , \port$1071$0 , \port$1065$0 , \port$1060$0 , \port$1056$0 , \port$1053$0 , \port$1051$0 , \port$1048$0 , \port$1044$0 , \port$1039$0 , \port$1033$0 , \port$1025$0 , \port$1016$0 , \port$1008$0 , \port$1001$0 , \port$995$0 , \port$990$0 , \port$986$0 , \port$983$0 , \port$981$0  };
endmodule

module \tt_um_tinynpu.engine.column_2 (engine_rst, \port$29$0 , \port$31$0 , \port$33$0 , \port$35$0 , \port$37$0 , \port$39$0 , \port$41$0 , \port$43$0 , \port$45$0 , \port$47$0 , \port$49$0 , \port$51$0 , \port$53$0 , \port$55$0 , shift, write__0, sum__0, clear, a_n, first
, enable, nibble_n, above_n, engine_clk);
  reg \$auto$verilog_backend.cc:2355:dump_module$5  = 0;
  wire [19:0] \$1 ;
  wire [19:0] \$10 ;
  wire [19:0] \$11 ;
  wire [19:0] \$12 ;
  wire [19:0] \$13 ;
  wire [19:0] \$14 ;
  wire [19:0] \$15 ;
  wire [19:0] \$16 ;
  wire [19:0] \$17 ;
  wire [19:0] \$18 ;
  wire [19:0] \$19 ;
  wire [20:0] \$2 ;
  wire [19:0] \$20 ;
  wire [19:0] \$21 ;
  wire [19:0] \$22 ;
  wire [19:0] \$23 ;
  wire [19:0] \$24 ;
  wire [19:0] \$25 ;
  wire [19:0] \$26 ;
  wire [19:0] \$27 ;
  wire [19:0] \$28 ;
  wire [19:0] \$29 ;
  wire [19:0] \$3 ;
  reg [7:0] \$30 ;
  wire \$31 ;
  wire \$32 ;
  wire \$33 ;
  wire \$34 ;
  wire \$35 ;
  wire \$36 ;
  wire \$37 ;
  wire \$38 ;
  wire \$39 ;
  wire [19:0] \$4 ;
  wire \$40 ;
  wire \$41 ;
  wire \$42 ;
  wire \$43 ;
  wire \$44 ;
  wire \$45 ;
  wire \$46 ;
  wire \$47 ;
  wire \$48 ;
  wire \$49 ;
  wire [19:0] \$5 ;
  wire \$50 ;
  wire [19:0] \$6 ;
  wire [19:0] \$7 ;
  wire [19:0] \$8 ;
  wire [19:0] \$9 ;
  input [7:0] a_n;
  wire [7:0] a_n;
  output [3:0] above_n;
  wire [3:0] above_n;
  wire [19:0] addend;
  wire [7:0] b_n;
  input clear;
  wire clear;
  wire [7:0] d;
  wire [19:0] \d$12 ;
  wire [19:0] \d$15 ;
  wire [19:0] \d$17 ;
  wire [19:0] \d$19 ;
  wire [19:0] \d$21 ;
  wire [19:0] \d$23 ;
  wire [19:0] \d$25 ;
  wire [19:0] \d$27 ;
  wire [19:0] \d$29 ;
  wire [19:0] \d$31 ;
  wire [19:0] \d$33 ;
  wire [19:0] \d$35 ;
  wire [19:0] \d$37 ;
  wire [19:0] \d$39 ;
  input enable;
  wire enable;
  wire \enable$10 ;
  wire \enable$14 ;
  wire \enable$16 ;
  wire \enable$18 ;
  wire \enable$20 ;
  wire \enable$22 ;
  wire \enable$24 ;
  wire \enable$26 ;
  wire \enable$28 ;
  wire \enable$30 ;
  wire \enable$32 ;
  wire \enable$34 ;
  wire \enable$36 ;
  wire \enable$38 ;
  input engine_clk;
  wire engine_clk;
  input engine_rst;
  wire engine_rst;
  input first;
  wire first;
  reg [7:0] following_n;
  input [3:0] nibble_n;
  wire [3:0] nibble_n;
  wire [13:0] place;
  input \port$29$0 ;
  wire \port$29$0 ;
  input \port$31$0 ;
  wire \port$31$0 ;
  input \port$33$0 ;
  wire \port$33$0 ;
  input \port$35$0 ;
  wire \port$35$0 ;
  input \port$37$0 ;
  wire \port$37$0 ;
  input \port$39$0 ;
  wire \port$39$0 ;
  input \port$41$0 ;
  wire \port$41$0 ;
  input \port$43$0 ;
  wire \port$43$0 ;
  input \port$45$0 ;
  wire \port$45$0 ;
  input \port$47$0 ;
  wire \port$47$0 ;
  input \port$49$0 ;
  wire \port$49$0 ;
  input \port$51$0 ;
  wire \port$51$0 ;
  input \port$53$0 ;
  wire \port$53$0 ;
  input \port$55$0 ;
  wire \port$55$0 ;
  wire [7:0] q;
  wire [19:0] \q$47 ;
  wire [19:0] \q$49 ;
  wire [19:0] \q$50 ;
  wire [19:0] \q$51 ;
  wire [19:0] \q$52 ;
  wire [19:0] \q$53 ;
  wire [19:0] \q$54 ;
  wire [19:0] \q$55 ;
  wire [19:0] \q$56 ;
  wire [19:0] \q$57 ;
  wire [19:0] \q$58 ;
  wire [19:0] \q$59 ;
  wire [19:0] \q$60 ;
  wire [19:0] \q$61 ;
  wire [7:0] sample_n;
  input shift;
  wire shift;
  output [19:0] sum__0;
  wire [19:0] sum__0;
  wire swap;
  wire [19:0] total;
  input [13:0] write__0;
  wire [13:0] write__0;
  assign \$1  = ~ { first, first, first, first, first, first, first, first, first, first, first, first, first, first, first, first, first, first, first, first };
  assign \$2  = { sum__0[19], sum__0 } & { 1'h0, \$1  };
  assign \$3  = \q$47  & { \port$29$0 , \port$29$0 , \port$29$0 , \port$29$0 , \port$29$0 , \port$29$0 , \port$29$0 , \port$29$0 , \port$29$0 , \port$29$0 , \port$29$0 , \port$29$0 , \port$29$0 , \port$29$0 , \port$29$0 , \port$29$0 , \port$29$0 , \port$29$0 , \port$29$0 , \port$29$0  };
  assign \$5  = \q$49  & { \port$31$0 , \port$31$0 , \port$31$0 , \port$31$0 , \port$31$0 , \port$31$0 , \port$31$0 , \port$31$0 , \port$31$0 , \port$31$0 , \port$31$0 , \port$31$0 , \port$31$0 , \port$31$0 , \port$31$0 , \port$31$0 , \port$31$0 , \port$31$0 , \port$31$0 , \port$31$0  };
  assign \$6  = \$4  | \$5 ;
  assign \$7  = \q$50  & { \port$33$0 , \port$33$0 , \port$33$0 , \port$33$0 , \port$33$0 , \port$33$0 , \port$33$0 , \port$33$0 , \port$33$0 , \port$33$0 , \port$33$0 , \port$33$0 , \port$33$0 , \port$33$0 , \port$33$0 , \port$33$0 , \port$33$0 , \port$33$0 , \port$33$0 , \port$33$0  };
  assign \$8  = \$6  | \$7 ;
  assign \$9  = \q$51  & { \port$35$0 , \port$35$0 , \port$35$0 , \port$35$0 , \port$35$0 , \port$35$0 , \port$35$0 , \port$35$0 , \port$35$0 , \port$35$0 , \port$35$0 , \port$35$0 , \port$35$0 , \port$35$0 , \port$35$0 , \port$35$0 , \port$35$0 , \port$35$0 , \port$35$0 , \port$35$0  };
  assign \$10  = \$8  | \$9 ;
  assign \$11  = \q$52  & { \port$37$0 , \port$37$0 , \port$37$0 , \port$37$0 , \port$37$0 , \port$37$0 , \port$37$0 , \port$37$0 , \port$37$0 , \port$37$0 , \port$37$0 , \port$37$0 , \port$37$0 , \port$37$0 , \port$37$0 , \port$37$0 , \port$37$0 , \port$37$0 , \port$37$0 , \port$37$0  };
  assign \$12  = \$10  | \$11 ;
  assign \$13  = \q$53  & { \port$39$0 , \port$39$0 , \port$39$0 , \port$39$0 , \port$39$0 , \port$39$0 , \port$39$0 , \port$39$0 , \port$39$0 , \port$39$0 , \port$39$0 , \port$39$0 , \port$39$0 , \port$39$0 , \port$39$0 , \port$39$0 , \port$39$0 , \port$39$0 , \port$39$0 , \port$39$0  };
  assign \$14  = \$12  | \$13 ;
  assign \$15  = \q$54  & { \port$41$0 , \port$41$0 , \port$41$0 , \port$41$0 , \port$41$0 , \port$41$0 , \port$41$0 , \port$41$0 , \port$41$0 , \port$41$0 , \port$41$0 , \port$41$0 , \port$41$0 , \port$41$0 , \port$41$0 , \port$41$0 , \port$41$0 , \port$41$0 , \port$41$0 , \port$41$0  };
  assign \$16  = \$14  | \$15 ;
  assign \$17  = \q$55  & { \port$43$0 , \port$43$0 , \port$43$0 , \port$43$0 , \port$43$0 , \port$43$0 , \port$43$0 , \port$43$0 , \port$43$0 , \port$43$0 , \port$43$0 , \port$43$0 , \port$43$0 , \port$43$0 , \port$43$0 , \port$43$0 , \port$43$0 , \port$43$0 , \port$43$0 , \port$43$0  };
  assign \$18  = \$16  | \$17 ;
  assign \$19  = \q$56  & { \port$45$0 , \port$45$0 , \port$45$0 , \port$45$0 , \port$45$0 , \port$45$0 , \port$45$0 , \port$45$0 , \port$45$0 , \port$45$0 , \port$45$0 , \port$45$0 , \port$45$0 , \port$45$0 , \port$45$0 , \port$45$0 , \port$45$0 , \port$45$0 , \port$45$0 , \port$45$0  };
  assign \$20  = \$18  | \$19 ;
  assign \$21  = \q$57  & { \port$47$0 , \port$47$0 , \port$47$0 , \port$47$0 , \port$47$0 , \port$47$0 , \port$47$0 , \port$47$0 , \port$47$0 , \port$47$0 , \port$47$0 , \port$47$0 , \port$47$0 , \port$47$0 , \port$47$0 , \port$47$0 , \port$47$0 , \port$47$0 , \port$47$0 , \port$47$0  };
  assign \$22  = \$20  | \$21 ;
  assign \$23  = \q$58  & { \port$49$0 , \port$49$0 , \port$49$0 , \port$49$0 , \port$49$0 , \port$49$0 , \port$49$0 , \port$49$0 , \port$49$0 , \port$49$0 , \port$49$0 , \port$49$0 , \port$49$0 , \port$49$0 , \port$49$0 , \port$49$0 , \port$49$0 , \port$49$0 , \port$49$0 , \port$49$0  };
  assign \$24  = \$22  | \$23 ;
  assign \$25  = \q$59  & { \port$51$0 , \port$51$0 , \port$51$0 , \port$51$0 , \port$51$0 , \port$51$0 , \port$51$0 , \port$51$0 , \port$51$0 , \port$51$0 , \port$51$0 , \port$51$0 , \port$51$0 , \port$51$0 , \port$51$0 , \port$51$0 , \port$51$0 , \port$51$0 , \port$51$0 , \port$51$0  };
  assign \$26  = \$24  | \$25 ;
  assign \$27  = \q$60  & { \port$53$0 , \port$53$0 , \port$53$0 , \port$53$0 , \port$53$0 , \port$53$0 , \port$53$0 , \port$53$0 , \port$53$0 , \port$53$0 , \port$53$0 , \port$53$0 , \port$53$0 , \port$53$0 , \port$53$0 , \port$53$0 , \port$53$0 , \port$53$0 , \port$53$0 , \port$53$0  };
  assign \$28  = \$26  | \$27 ;
  assign \$29  = \q$61  & { \port$55$0 , \port$55$0 , \port$55$0 , \port$55$0 , \port$55$0 , \port$55$0 , \port$55$0 , \port$55$0 , \port$55$0 , \port$55$0 , \port$55$0 , \port$55$0 , \port$55$0 , \port$55$0 , \port$55$0 , \port$55$0 , \port$55$0 , \port$55$0 , \port$55$0 , \port$55$0  };
  assign sum__0 = \$28  | \$29 ;
  always @(posedge engine_clk)
    following_n <= \$30 ;
  \tt_um_tinynpu.engine.column_0.multiply_add_0  multiply_add_0 (
    .a_n(a_n),
    .addend(\$2 [19:0]),
    .b_n(b_n),
    .sum_0(\$31 ),
    .sum_14(\$35 ),
    .sum_2(\$32 ),
    .sum_20(\$36 ),
    .sum_27(\$37 ),
    .sum_35(\$38 ),
    .sum_42(\$39 ),
    .sum_49(\$40 ),
    .sum_5(\$33 ),
    .sum_55(\$41 ),
    .sum_60(\$42 ),
    .sum_64(\$43 ),
    .sum_67(\$44 ),
    .sum_69(\$45 ),
    .sum_70(\$46 ),
    .sum_71(\$47 ),
    .sum_72(\$48 ),
    .sum_73(\$49 ),
    .sum_74(\$50 ),
    .sum_9(\$34 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_0 (
    .enable(write__0[0]),
    .engine_clk(engine_clk),
    .\port$721$0 (\$31 ),
    .\port$723$0 (\$32 ),
    .\port$726$0 (\$33 ),
    .\port$730$0 (\$34 ),
    .\port$735$0 (\$35 ),
    .\port$741$0 (\$36 ),
    .\port$748$0 (\$37 ),
    .\port$756$0 (\$38 ),
    .\port$765$0 (\$39 ),
    .\port$773$0 (\$40 ),
    .\port$779$0 (\$41 ),
    .\port$784$0 (\$42 ),
    .\port$788$0 (\$43 ),
    .\port$791$0 (\$44 ),
    .\port$793$0 (\$45 ),
    .\port$796$0 (\$46 ),
    .\port$800$0 (\$47 ),
    .\port$805$0 (\$48 ),
    .\port$811$0 (\$49 ),
    .\port$818$0 (\$50 ),
    .q(\q$47 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_1 (
    .enable(write__0[1]),
    .engine_clk(engine_clk),
    .\port$721$0 (\$31 ),
    .\port$723$0 (\$32 ),
    .\port$726$0 (\$33 ),
    .\port$730$0 (\$34 ),
    .\port$735$0 (\$35 ),
    .\port$741$0 (\$36 ),
    .\port$748$0 (\$37 ),
    .\port$756$0 (\$38 ),
    .\port$765$0 (\$39 ),
    .\port$773$0 (\$40 ),
    .\port$779$0 (\$41 ),
    .\port$784$0 (\$42 ),
    .\port$788$0 (\$43 ),
    .\port$791$0 (\$44 ),
    .\port$793$0 (\$45 ),
    .\port$796$0 (\$46 ),
    .\port$800$0 (\$47 ),
    .\port$805$0 (\$48 ),
    .\port$811$0 (\$49 ),
    .\port$818$0 (\$50 ),
    .q(\q$49 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_10 (
    .enable(write__0[10]),
    .engine_clk(engine_clk),
    .\port$721$0 (\$31 ),
    .\port$723$0 (\$32 ),
    .\port$726$0 (\$33 ),
    .\port$730$0 (\$34 ),
    .\port$735$0 (\$35 ),
    .\port$741$0 (\$36 ),
    .\port$748$0 (\$37 ),
    .\port$756$0 (\$38 ),
    .\port$765$0 (\$39 ),
    .\port$773$0 (\$40 ),
    .\port$779$0 (\$41 ),
    .\port$784$0 (\$42 ),
    .\port$788$0 (\$43 ),
    .\port$791$0 (\$44 ),
    .\port$793$0 (\$45 ),
    .\port$796$0 (\$46 ),
    .\port$800$0 (\$47 ),
    .\port$805$0 (\$48 ),
    .\port$811$0 (\$49 ),
    .\port$818$0 (\$50 ),
    .q(\q$58 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_11 (
    .enable(write__0[11]),
    .engine_clk(engine_clk),
    .\port$721$0 (\$31 ),
    .\port$723$0 (\$32 ),
    .\port$726$0 (\$33 ),
    .\port$730$0 (\$34 ),
    .\port$735$0 (\$35 ),
    .\port$741$0 (\$36 ),
    .\port$748$0 (\$37 ),
    .\port$756$0 (\$38 ),
    .\port$765$0 (\$39 ),
    .\port$773$0 (\$40 ),
    .\port$779$0 (\$41 ),
    .\port$784$0 (\$42 ),
    .\port$788$0 (\$43 ),
    .\port$791$0 (\$44 ),
    .\port$793$0 (\$45 ),
    .\port$796$0 (\$46 ),
    .\port$800$0 (\$47 ),
    .\port$805$0 (\$48 ),
    .\port$811$0 (\$49 ),
    .\port$818$0 (\$50 ),
    .q(\q$59 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_12 (
    .enable(write__0[12]),
    .engine_clk(engine_clk),
    .\port$721$0 (\$31 ),
    .\port$723$0 (\$32 ),
    .\port$726$0 (\$33 ),
    .\port$730$0 (\$34 ),
    .\port$735$0 (\$35 ),
    .\port$741$0 (\$36 ),
    .\port$748$0 (\$37 ),
    .\port$756$0 (\$38 ),
    .\port$765$0 (\$39 ),
    .\port$773$0 (\$40 ),
    .\port$779$0 (\$41 ),
    .\port$784$0 (\$42 ),
    .\port$788$0 (\$43 ),
    .\port$791$0 (\$44 ),
    .\port$793$0 (\$45 ),
    .\port$796$0 (\$46 ),
    .\port$800$0 (\$47 ),
    .\port$805$0 (\$48 ),
    .\port$811$0 (\$49 ),
    .\port$818$0 (\$50 ),
    .q(\q$60 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_13 (
    .enable(write__0[13]),
    .engine_clk(engine_clk),
    .\port$721$0 (\$31 ),
    .\port$723$0 (\$32 ),
    .\port$726$0 (\$33 ),
    .\port$730$0 (\$34 ),
    .\port$735$0 (\$35 ),
    .\port$741$0 (\$36 ),
    .\port$748$0 (\$37 ),
    .\port$756$0 (\$38 ),
    .\port$765$0 (\$39 ),
    .\port$773$0 (\$40 ),
    .\port$779$0 (\$41 ),
    .\port$784$0 (\$42 ),
    .\port$788$0 (\$43 ),
    .\port$791$0 (\$44 ),
    .\port$793$0 (\$45 ),
    .\port$796$0 (\$46 ),
    .\port$800$0 (\$47 ),
    .\port$805$0 (\$48 ),
    .\port$811$0 (\$49 ),
    .\port$818$0 (\$50 ),
    .q(\q$61 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_2 (
    .enable(write__0[2]),
    .engine_clk(engine_clk),
    .\port$721$0 (\$31 ),
    .\port$723$0 (\$32 ),
    .\port$726$0 (\$33 ),
    .\port$730$0 (\$34 ),
    .\port$735$0 (\$35 ),
    .\port$741$0 (\$36 ),
    .\port$748$0 (\$37 ),
    .\port$756$0 (\$38 ),
    .\port$765$0 (\$39 ),
    .\port$773$0 (\$40 ),
    .\port$779$0 (\$41 ),
    .\port$784$0 (\$42 ),
    .\port$788$0 (\$43 ),
    .\port$791$0 (\$44 ),
    .\port$793$0 (\$45 ),
    .\port$796$0 (\$46 ),
    .\port$800$0 (\$47 ),
    .\port$805$0 (\$48 ),
    .\port$811$0 (\$49 ),
    .\port$818$0 (\$50 ),
    .q(\q$50 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_3 (
    .enable(write__0[3]),
    .engine_clk(engine_clk),
    .\port$721$0 (\$31 ),
    .\port$723$0 (\$32 ),
    .\port$726$0 (\$33 ),
    .\port$730$0 (\$34 ),
    .\port$735$0 (\$35 ),
    .\port$741$0 (\$36 ),
    .\port$748$0 (\$37 ),
    .\port$756$0 (\$38 ),
    .\port$765$0 (\$39 ),
    .\port$773$0 (\$40 ),
    .\port$779$0 (\$41 ),
    .\port$784$0 (\$42 ),
    .\port$788$0 (\$43 ),
    .\port$791$0 (\$44 ),
    .\port$793$0 (\$45 ),
    .\port$796$0 (\$46 ),
    .\port$800$0 (\$47 ),
    .\port$805$0 (\$48 ),
    .\port$811$0 (\$49 ),
    .\port$818$0 (\$50 ),
    .q(\q$51 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_4 (
    .enable(write__0[4]),
    .engine_clk(engine_clk),
    .\port$721$0 (\$31 ),
    .\port$723$0 (\$32 ),
    .\port$726$0 (\$33 ),
    .\port$730$0 (\$34 ),
    .\port$735$0 (\$35 ),
    .\port$741$0 (\$36 ),
    .\port$748$0 (\$37 ),
    .\port$756$0 (\$38 ),
    .\port$765$0 (\$39 ),
    .\port$773$0 (\$40 ),
    .\port$779$0 (\$41 ),
    .\port$784$0 (\$42 ),
    .\port$788$0 (\$43 ),
    .\port$791$0 (\$44 ),
    .\port$793$0 (\$45 ),
    .\port$796$0 (\$46 ),
    .\port$800$0 (\$47 ),
    .\port$805$0 (\$48 ),
    .\port$811$0 (\$49 ),
    .\port$818$0 (\$50 ),
    .q(\q$52 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_5 (
    .enable(write__0[5]),
    .engine_clk(engine_clk),
    .\port$721$0 (\$31 ),
    .\port$723$0 (\$32 ),
    .\port$726$0 (\$33 ),
    .\port$730$0 (\$34 ),
    .\port$735$0 (\$35 ),
    .\port$741$0 (\$36 ),
    .\port$748$0 (\$37 ),
    .\port$756$0 (\$38 ),
    .\port$765$0 (\$39 ),
    .\port$773$0 (\$40 ),
    .\port$779$0 (\$41 ),
    .\port$784$0 (\$42 ),
    .\port$788$0 (\$43 ),
    .\port$791$0 (\$44 ),
    .\port$793$0 (\$45 ),
    .\port$796$0 (\$46 ),
    .\port$800$0 (\$47 ),
    .\port$805$0 (\$48 ),
    .\port$811$0 (\$49 ),
    .\port$818$0 (\$50 ),
    .q(\q$53 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_6 (
    .enable(write__0[6]),
    .engine_clk(engine_clk),
    .\port$721$0 (\$31 ),
    .\port$723$0 (\$32 ),
    .\port$726$0 (\$33 ),
    .\port$730$0 (\$34 ),
    .\port$735$0 (\$35 ),
    .\port$741$0 (\$36 ),
    .\port$748$0 (\$37 ),
    .\port$756$0 (\$38 ),
    .\port$765$0 (\$39 ),
    .\port$773$0 (\$40 ),
    .\port$779$0 (\$41 ),
    .\port$784$0 (\$42 ),
    .\port$788$0 (\$43 ),
    .\port$791$0 (\$44 ),
    .\port$793$0 (\$45 ),
    .\port$796$0 (\$46 ),
    .\port$800$0 (\$47 ),
    .\port$805$0 (\$48 ),
    .\port$811$0 (\$49 ),
    .\port$818$0 (\$50 ),
    .q(\q$54 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_7 (
    .enable(write__0[7]),
    .engine_clk(engine_clk),
    .\port$721$0 (\$31 ),
    .\port$723$0 (\$32 ),
    .\port$726$0 (\$33 ),
    .\port$730$0 (\$34 ),
    .\port$735$0 (\$35 ),
    .\port$741$0 (\$36 ),
    .\port$748$0 (\$37 ),
    .\port$756$0 (\$38 ),
    .\port$765$0 (\$39 ),
    .\port$773$0 (\$40 ),
    .\port$779$0 (\$41 ),
    .\port$784$0 (\$42 ),
    .\port$788$0 (\$43 ),
    .\port$791$0 (\$44 ),
    .\port$793$0 (\$45 ),
    .\port$796$0 (\$46 ),
    .\port$800$0 (\$47 ),
    .\port$805$0 (\$48 ),
    .\port$811$0 (\$49 ),
    .\port$818$0 (\$50 ),
    .q(\q$55 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_8 (
    .enable(write__0[8]),
    .engine_clk(engine_clk),
    .\port$721$0 (\$31 ),
    .\port$723$0 (\$32 ),
    .\port$726$0 (\$33 ),
    .\port$730$0 (\$34 ),
    .\port$735$0 (\$35 ),
    .\port$741$0 (\$36 ),
    .\port$748$0 (\$37 ),
    .\port$756$0 (\$38 ),
    .\port$765$0 (\$39 ),
    .\port$773$0 (\$40 ),
    .\port$779$0 (\$41 ),
    .\port$784$0 (\$42 ),
    .\port$788$0 (\$43 ),
    .\port$791$0 (\$44 ),
    .\port$793$0 (\$45 ),
    .\port$796$0 (\$46 ),
    .\port$800$0 (\$47 ),
    .\port$805$0 (\$48 ),
    .\port$811$0 (\$49 ),
    .\port$818$0 (\$50 ),
    .q(\q$56 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_9 (
    .enable(write__0[9]),
    .engine_clk(engine_clk),
    .\port$721$0 (\$31 ),
    .\port$723$0 (\$32 ),
    .\port$726$0 (\$33 ),
    .\port$730$0 (\$34 ),
    .\port$735$0 (\$35 ),
    .\port$741$0 (\$36 ),
    .\port$748$0 (\$37 ),
    .\port$756$0 (\$38 ),
    .\port$765$0 (\$39 ),
    .\port$773$0 (\$40 ),
    .\port$779$0 (\$41 ),
    .\port$784$0 (\$42 ),
    .\port$788$0 (\$43 ),
    .\port$791$0 (\$44 ),
    .\port$793$0 (\$45 ),
    .\port$796$0 (\$46 ),
    .\port$800$0 (\$47 ),
    .\port$805$0 (\$48 ),
    .\port$811$0 (\$49 ),
    .\port$818$0 (\$50 ),
    .q(\q$57 )
  );
  \tt_um_tinynpu.engine.column_0.weight_n  weight_n (
    .d(following_n),
    .enable(enable),
    .engine_clk(engine_clk),
    .q(b_n)
  );
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$5 ) begin end
    \$30  = following_n;
    if (clear) begin
      \$30  = 8'hff;
    end else if (shift) begin
      \$30  = { following_n[3:0], nibble_n };
    end
  end
  assign swap = enable;
  assign d = following_n;
  assign \enable$10  = write__0[0];
  assign \d$12  = { \$50 , \$49 , \$48 , \$47 , \$46 , \$45 , \$44 , \$43 , \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31  };
  assign total = { \$50 , \$49 , \$48 , \$47 , \$46 , \$45 , \$44 , \$43 , \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31  };
  assign \enable$14  = write__0[1];
  assign \d$15  = { \$50 , \$49 , \$48 , \$47 , \$46 , \$45 , \$44 , \$43 , \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31  };
  assign \enable$16  = write__0[2];
  assign \d$17  = { \$50 , \$49 , \$48 , \$47 , \$46 , \$45 , \$44 , \$43 , \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31  };
  assign \enable$18  = write__0[3];
  assign \d$19  = { \$50 , \$49 , \$48 , \$47 , \$46 , \$45 , \$44 , \$43 , \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31  };
  assign \enable$20  = write__0[4];
  assign \d$21  = { \$50 , \$49 , \$48 , \$47 , \$46 , \$45 , \$44 , \$43 , \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31  };
  assign \enable$22  = write__0[5];
  assign \d$23  = { \$50 , \$49 , \$48 , \$47 , \$46 , \$45 , \$44 , \$43 , \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31  };
  assign \enable$24  = write__0[6];
  assign \d$25  = { \$50 , \$49 , \$48 , \$47 , \$46 , \$45 , \$44 , \$43 , \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31  };
  assign \enable$26  = write__0[7];
  assign \d$27  = { \$50 , \$49 , \$48 , \$47 , \$46 , \$45 , \$44 , \$43 , \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31  };
  assign \enable$28  = write__0[8];
  assign \d$29  = { \$50 , \$49 , \$48 , \$47 , \$46 , \$45 , \$44 , \$43 , \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31  };
  assign \enable$30  = write__0[9];
  assign \d$31  = { \$50 , \$49 , \$48 , \$47 , \$46 , \$45 , \$44 , \$43 , \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31  };
  assign \enable$32  = write__0[10];
  assign \d$33  = { \$50 , \$49 , \$48 , \$47 , \$46 , \$45 , \$44 , \$43 , \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31  };
  assign \enable$34  = write__0[11];
  assign \d$35  = { \$50 , \$49 , \$48 , \$47 , \$46 , \$45 , \$44 , \$43 , \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31  };
  assign \enable$36  = write__0[12];
  assign \d$37  = { \$50 , \$49 , \$48 , \$47 , \$46 , \$45 , \$44 , \$43 , \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31  };
  assign \enable$38  = write__0[13];
  assign \d$39  = { \$50 , \$49 , \$48 , \$47 , \$46 , \$45 , \$44 , \$43 , \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31  };
  assign sample_n = a_n;
  assign q = b_n;
  assign addend = \$2 [19:0];
  assign place = { \port$55$0 , \port$53$0 , \port$51$0 , \port$49$0 , \port$47$0 , \port$45$0 , \port$43$0 , \port$41$0 , \port$39$0 , \port$37$0 , \port$35$0 , \port$33$0 , \port$31$0 , \port$29$0  };
  assign above_n = following_n[7:4];
  assign \$4  = \$3 ;
endmodule

module \tt_um_tinynpu.engine.column_4 (engine_rst, \port$29$0 , \port$31$0 , \port$33$0 , \port$35$0 , \port$37$0 , \port$39$0 , \port$41$0 , \port$43$0 , \port$45$0 , \port$47$0 , \port$49$0 , \port$51$0 , \port$53$0 , \port$55$0 , shift, write__0, sum__0, clear, a_n, first
, enable, nibble_n, engine_clk);
  reg \$auto$verilog_backend.cc:2355:dump_module$7  = 0;
  wire [19:0] \$1 ;
  wire [19:0] \$10 ;
  wire [19:0] \$11 ;
  wire [19:0] \$12 ;
  wire [19:0] \$13 ;
  wire [19:0] \$14 ;
  wire [19:0] \$15 ;
  wire [19:0] \$16 ;
  wire [19:0] \$17 ;
  wire [19:0] \$18 ;
  wire [19:0] \$19 ;
  wire [20:0] \$2 ;
  wire [19:0] \$20 ;
  wire [19:0] \$21 ;
  wire [19:0] \$22 ;
  wire [19:0] \$23 ;
  wire [19:0] \$24 ;
  wire [19:0] \$25 ;
  wire [19:0] \$26 ;
  wire [19:0] \$27 ;
  wire [19:0] \$28 ;
  wire [19:0] \$29 ;
  wire [19:0] \$3 ;
  reg [7:0] \$30 ;
  wire \$31 ;
  wire \$32 ;
  wire \$33 ;
  wire \$34 ;
  wire \$35 ;
  wire \$36 ;
  wire \$37 ;
  wire \$38 ;
  wire \$39 ;
  wire [19:0] \$4 ;
  wire \$40 ;
  wire \$41 ;
  wire \$42 ;
  wire \$43 ;
  wire \$44 ;
  wire \$45 ;
  wire \$46 ;
  wire \$47 ;
  wire \$48 ;
  wire \$49 ;
  wire [19:0] \$5 ;
  wire \$50 ;
  wire [19:0] \$6 ;
  wire [19:0] \$7 ;
  wire [19:0] \$8 ;
  wire [19:0] \$9 ;
  input [7:0] a_n;
  wire [7:0] a_n;
  wire [3:0] above_n;
  wire [19:0] addend;
  wire [7:0] b_n;
  input clear;
  wire clear;
  wire [7:0] d;
  wire [19:0] \d$12 ;
  wire [19:0] \d$15 ;
  wire [19:0] \d$17 ;
  wire [19:0] \d$19 ;
  wire [19:0] \d$21 ;
  wire [19:0] \d$23 ;
  wire [19:0] \d$25 ;
  wire [19:0] \d$27 ;
  wire [19:0] \d$29 ;
  wire [19:0] \d$31 ;
  wire [19:0] \d$33 ;
  wire [19:0] \d$35 ;
  wire [19:0] \d$37 ;
  wire [19:0] \d$39 ;
  input enable;
  wire enable;
  wire \enable$10 ;
  wire \enable$14 ;
  wire \enable$16 ;
  wire \enable$18 ;
  wire \enable$20 ;
  wire \enable$22 ;
  wire \enable$24 ;
  wire \enable$26 ;
  wire \enable$28 ;
  wire \enable$30 ;
  wire \enable$32 ;
  wire \enable$34 ;
  wire \enable$36 ;
  wire \enable$38 ;
  input engine_clk;
  wire engine_clk;
  input engine_rst;
  wire engine_rst;
  input first;
  wire first;
  reg [7:0] following_n;
  input [3:0] nibble_n;
  wire [3:0] nibble_n;
  wire [13:0] place;
  input \port$29$0 ;
  wire \port$29$0 ;
  input \port$31$0 ;
  wire \port$31$0 ;
  input \port$33$0 ;
  wire \port$33$0 ;
  input \port$35$0 ;
  wire \port$35$0 ;
  input \port$37$0 ;
  wire \port$37$0 ;
  input \port$39$0 ;
  wire \port$39$0 ;
  input \port$41$0 ;
  wire \port$41$0 ;
  input \port$43$0 ;
  wire \port$43$0 ;
  input \port$45$0 ;
  wire \port$45$0 ;
  input \port$47$0 ;
  wire \port$47$0 ;
  input \port$49$0 ;
  wire \port$49$0 ;
  input \port$51$0 ;
  wire \port$51$0 ;
  input \port$53$0 ;
  wire \port$53$0 ;
  input \port$55$0 ;
  wire \port$55$0 ;
  wire [7:0] q;
  wire [19:0] \q$47 ;
  wire [19:0] \q$49 ;
  wire [19:0] \q$50 ;
  wire [19:0] \q$51 ;
  wire [19:0] \q$52 ;
  wire [19:0] \q$53 ;
  wire [19:0] \q$54 ;
  wire [19:0] \q$55 ;
  wire [19:0] \q$56 ;
  wire [19:0] \q$57 ;
  wire [19:0] \q$58 ;
  wire [19:0] \q$59 ;
  wire [19:0] \q$60 ;
  wire [19:0] \q$61 ;
  wire [7:0] sample_n;
  input shift;
  wire shift;
  output [19:0] sum__0;
  wire [19:0] sum__0;
  wire swap;
  wire [19:0] total;
  input [13:0] write__0;
  wire [13:0] write__0;
  assign \$1  = ~ { first, first, first, first, first, first, first, first, first, first, first, first, first, first, first, first, first, first, first, first };
  assign \$2  = { sum__0[19], sum__0 } & { 1'h0, \$1  };
  assign \$3  = \q$47  & { \port$29$0 , \port$29$0 , \port$29$0 , \port$29$0 , \port$29$0 , \port$29$0 , \port$29$0 , \port$29$0 , \port$29$0 , \port$29$0 , \port$29$0 , \port$29$0 , \port$29$0 , \port$29$0 , \port$29$0 , \port$29$0 , \port$29$0 , \port$29$0 , \port$29$0 , \port$29$0  };
  assign \$5  = \q$49  & { \port$31$0 , \port$31$0 , \port$31$0 , \port$31$0 , \port$31$0 , \port$31$0 , \port$31$0 , \port$31$0 , \port$31$0 , \port$31$0 , \port$31$0 , \port$31$0 , \port$31$0 , \port$31$0 , \port$31$0 , \port$31$0 , \port$31$0 , \port$31$0 , \port$31$0 , \port$31$0  };
  assign \$6  = \$4  | \$5 ;
  assign \$7  = \q$50  & { \port$33$0 , \port$33$0 , \port$33$0 , \port$33$0 , \port$33$0 , \port$33$0 , \port$33$0 , \port$33$0 , \port$33$0 , \port$33$0 , \port$33$0 , \port$33$0 , \port$33$0 , \port$33$0 , \port$33$0 , \port$33$0 , \port$33$0 , \port$33$0 , \port$33$0 , \port$33$0  };
  assign \$8  = \$6  | \$7 ;
  assign \$9  = \q$51  & { \port$35$0 , \port$35$0 , \port$35$0 , \port$35$0 , \port$35$0 , \port$35$0 , \port$35$0 , \port$35$0 , \port$35$0 , \port$35$0 , \port$35$0 , \port$35$0 , \port$35$0 , \port$35$0 , \port$35$0 , \port$35$0 , \port$35$0 , \port$35$0 , \port$35$0 , \port$35$0  };
  assign \$10  = \$8  | \$9 ;
  assign \$11  = \q$52  & { \port$37$0 , \port$37$0 , \port$37$0 , \port$37$0 , \port$37$0 , \port$37$0 , \port$37$0 , \port$37$0 , \port$37$0 , \port$37$0 , \port$37$0 , \port$37$0 , \port$37$0 , \port$37$0 , \port$37$0 , \port$37$0 , \port$37$0 , \port$37$0 , \port$37$0 , \port$37$0  };
  assign \$12  = \$10  | \$11 ;
  assign \$13  = \q$53  & { \port$39$0 , \port$39$0 , \port$39$0 , \port$39$0 , \port$39$0 , \port$39$0 , \port$39$0 , \port$39$0 , \port$39$0 , \port$39$0 , \port$39$0 , \port$39$0 , \port$39$0 , \port$39$0 , \port$39$0 , \port$39$0 , \port$39$0 , \port$39$0 , \port$39$0 , \port$39$0  };
  assign \$14  = \$12  | \$13 ;
  assign \$15  = \q$54  & { \port$41$0 , \port$41$0 , \port$41$0 , \port$41$0 , \port$41$0 , \port$41$0 , \port$41$0 , \port$41$0 , \port$41$0 , \port$41$0 , \port$41$0 , \port$41$0 , \port$41$0 , \port$41$0 , \port$41$0 , \port$41$0 , \port$41$0 , \port$41$0 , \port$41$0 , \port$41$0  };
  assign \$16  = \$14  | \$15 ;
  assign \$17  = \q$55  & { \port$43$0 , \port$43$0 , \port$43$0 , \port$43$0 , \port$43$0 , \port$43$0 , \port$43$0 , \port$43$0 , \port$43$0 , \port$43$0 , \port$43$0 , \port$43$0 , \port$43$0 , \port$43$0 , \port$43$0 , \port$43$0 , \port$43$0 , \port$43$0 , \port$43$0 , \port$43$0  };
  assign \$18  = \$16  | \$17 ;
  assign \$19  = \q$56  & { \port$45$0 , \port$45$0 , \port$45$0 , \port$45$0 , \port$45$0 , \port$45$0 , \port$45$0 , \port$45$0 , \port$45$0 , \port$45$0 , \port$45$0 , \port$45$0 , \port$45$0 , \port$45$0 , \port$45$0 , \port$45$0 , \port$45$0 , \port$45$0 , \port$45$0 , \port$45$0  };
  assign \$20  = \$18  | \$19 ;
  assign \$21  = \q$57  & { \port$47$0 , \port$47$0 , \port$47$0 , \port$47$0 , \port$47$0 , \port$47$0 , \port$47$0 , \port$47$0 , \port$47$0 , \port$47$0 , \port$47$0 , \port$47$0 , \port$47$0 , \port$47$0 , \port$47$0 , \port$47$0 , \port$47$0 , \port$47$0 , \port$47$0 , \port$47$0  };
  assign \$22  = \$20  | \$21 ;
  assign \$23  = \q$58  & { \port$49$0 , \port$49$0 , \port$49$0 , \port$49$0 , \port$49$0 , \port$49$0 , \port$49$0 , \port$49$0 , \port$49$0 , \port$49$0 , \port$49$0 , \port$49$0 , \port$49$0 , \port$49$0 , \port$49$0 , \port$49$0 , \port$49$0 , \port$49$0 , \port$49$0 , \port$49$0  };
  assign \$24  = \$22  | \$23 ;
  assign \$25  = \q$59  & { \port$51$0 , \port$51$0 , \port$51$0 , \port$51$0 , \port$51$0 , \port$51$0 , \port$51$0 , \port$51$0 , \port$51$0 , \port$51$0 , \port$51$0 , \port$51$0 , \port$51$0 , \port$51$0 , \port$51$0 , \port$51$0 , \port$51$0 , \port$51$0 , \port$51$0 , \port$51$0  };
  assign \$26  = \$24  | \$25 ;
  assign \$27  = \q$60  & { \port$53$0 , \port$53$0 , \port$53$0 , \port$53$0 , \port$53$0 , \port$53$0 , \port$53$0 , \port$53$0 , \port$53$0 , \port$53$0 , \port$53$0 , \port$53$0 , \port$53$0 , \port$53$0 , \port$53$0 , \port$53$0 , \port$53$0 , \port$53$0 , \port$53$0 , \port$53$0  };
  assign \$28  = \$26  | \$27 ;
  assign \$29  = \q$61  & { \port$55$0 , \port$55$0 , \port$55$0 , \port$55$0 , \port$55$0 , \port$55$0 , \port$55$0 , \port$55$0 , \port$55$0 , \port$55$0 , \port$55$0 , \port$55$0 , \port$55$0 , \port$55$0 , \port$55$0 , \port$55$0 , \port$55$0 , \port$55$0 , \port$55$0 , \port$55$0  };
  assign sum__0 = \$28  | \$29 ;
  always @(posedge engine_clk)
    following_n <= \$30 ;
  \tt_um_tinynpu.engine.column_0.multiply_add_0  multiply_add_0 (
    .a_n(a_n),
    .addend(\$2 [19:0]),
    .b_n(b_n),
    .sum_0(\$31 ),
    .sum_14(\$35 ),
    .sum_2(\$32 ),
    .sum_20(\$36 ),
    .sum_27(\$37 ),
    .sum_35(\$38 ),
    .sum_42(\$39 ),
    .sum_49(\$40 ),
    .sum_5(\$33 ),
    .sum_55(\$41 ),
    .sum_60(\$42 ),
    .sum_64(\$43 ),
    .sum_67(\$44 ),
    .sum_69(\$45 ),
    .sum_70(\$46 ),
    .sum_71(\$47 ),
    .sum_72(\$48 ),
    .sum_73(\$49 ),
    .sum_74(\$50 ),
    .sum_9(\$34 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_0 (
    .enable(write__0[0]),
    .engine_clk(engine_clk),
    .\port$721$0 (\$31 ),
    .\port$723$0 (\$32 ),
    .\port$726$0 (\$33 ),
    .\port$730$0 (\$34 ),
    .\port$735$0 (\$35 ),
    .\port$741$0 (\$36 ),
    .\port$748$0 (\$37 ),
    .\port$756$0 (\$38 ),
    .\port$765$0 (\$39 ),
    .\port$773$0 (\$40 ),
    .\port$779$0 (\$41 ),
    .\port$784$0 (\$42 ),
    .\port$788$0 (\$43 ),
    .\port$791$0 (\$44 ),
    .\port$793$0 (\$45 ),
    .\port$796$0 (\$46 ),
    .\port$800$0 (\$47 ),
    .\port$805$0 (\$48 ),
    .\port$811$0 (\$49 ),
    .\port$818$0 (\$50 ),
    .q(\q$47 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_1 (
    .enable(write__0[1]),
    .engine_clk(engine_clk),
    .\port$721$0 (\$31 ),
    .\port$723$0 (\$32 ),
    .\port$726$0 (\$33 ),
    .\port$730$0 (\$34 ),
    .\port$735$0 (\$35 ),
    .\port$741$0 (\$36 ),
    .\port$748$0 (\$37 ),
    .\port$756$0 (\$38 ),
    .\port$765$0 (\$39 ),
    .\port$773$0 (\$40 ),
    .\port$779$0 (\$41 ),
    .\port$784$0 (\$42 ),
    .\port$788$0 (\$43 ),
    .\port$791$0 (\$44 ),
    .\port$793$0 (\$45 ),
    .\port$796$0 (\$46 ),
    .\port$800$0 (\$47 ),
    .\port$805$0 (\$48 ),
    .\port$811$0 (\$49 ),
    .\port$818$0 (\$50 ),
    .q(\q$49 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_10 (
    .enable(write__0[10]),
    .engine_clk(engine_clk),
    .\port$721$0 (\$31 ),
    .\port$723$0 (\$32 ),
    .\port$726$0 (\$33 ),
    .\port$730$0 (\$34 ),
    .\port$735$0 (\$35 ),
    .\port$741$0 (\$36 ),
    .\port$748$0 (\$37 ),
    .\port$756$0 (\$38 ),
    .\port$765$0 (\$39 ),
    .\port$773$0 (\$40 ),
    .\port$779$0 (\$41 ),
    .\port$784$0 (\$42 ),
    .\port$788$0 (\$43 ),
    .\port$791$0 (\$44 ),
    .\port$793$0 (\$45 ),
    .\port$796$0 (\$46 ),
    .\port$800$0 (\$47 ),
    .\port$805$0 (\$48 ),
    .\port$811$0 (\$49 ),
    .\port$818$0 (\$50 ),
    .q(\q$58 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_11 (
    .enable(write__0[11]),
    .engine_clk(engine_clk),
    .\port$721$0 (\$31 ),
    .\port$723$0 (\$32 ),
    .\port$726$0 (\$33 ),
    .\port$730$0 (\$34 ),
    .\port$735$0 (\$35 ),
    .\port$741$0 (\$36 ),
    .\port$748$0 (\$37 ),
    .\port$756$0 (\$38 ),
    .\port$765$0 (\$39 ),
    .\port$773$0 (\$40 ),
    .\port$779$0 (\$41 ),
    .\port$784$0 (\$42 ),
    .\port$788$0 (\$43 ),
    .\port$791$0 (\$44 ),
    .\port$793$0 (\$45 ),
    .\port$796$0 (\$46 ),
    .\port$800$0 (\$47 ),
    .\port$805$0 (\$48 ),
    .\port$811$0 (\$49 ),
    .\port$818$0 (\$50 ),
    .q(\q$59 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_12 (
    .enable(write__0[12]),
    .engine_clk(engine_clk),
    .\port$721$0 (\$31 ),
    .\port$723$0 (\$32 ),
    .\port$726$0 (\$33 ),
    .\port$730$0 (\$34 ),
    .\port$735$0 (\$35 ),
    .\port$741$0 (\$36 ),
    .\port$748$0 (\$37 ),
    .\port$756$0 (\$38 ),
    .\port$765$0 (\$39 ),
    .\port$773$0 (\$40 ),
    .\port$779$0 (\$41 ),
    .\port$784$0 (\$42 ),
    .\port$788$0 (\$43 ),
    .\port$791$0 (\$44 ),
    .\port$793$0 (\$45 ),
    .\port$796$0 (\$46 ),
    .\port$800$0 (\$47 ),
    .\port$805$0 (\$48 ),
    .\port$811$0 (\$49 ),
    .\port$818$0 (\$50 ),
    .q(\q$60 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_13 (
    .enable(write__0[13]),
    .engine_clk(engine_clk),
    .\port$721$0 (\$31 ),
    .\port$723$0 (\$32 ),
    .\port$726$0 (\$33 ),
    .\port$730$0 (\$34 ),
    .\port$735$0 (\$35 ),
    .\port$741$0 (\$36 ),
    .\port$748$0 (\$37 ),
    .\port$756$0 (\$38 ),
    .\port$765$0 (\$39 ),
    .\port$773$0 (\$40 ),
    .\port$779$0 (\$41 ),
    .\port$784$0 (\$42 ),
    .\port$788$0 (\$43 ),
    .\port$791$0 (\$44 ),
    .\port$793$0 (\$45 ),
    .\port$796$0 (\$46 ),
    .\port$800$0 (\$47 ),
    .\port$805$0 (\$48 ),
    .\port$811$0 (\$49 ),
    .\port$818$0 (\$50 ),
    .q(\q$61 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_2 (
    .enable(write__0[2]),
    .engine_clk(engine_clk),
    .\port$721$0 (\$31 ),
    .\port$723$0 (\$32 ),
    .\port$726$0 (\$33 ),
    .\port$730$0 (\$34 ),
    .\port$735$0 (\$35 ),
    .\port$741$0 (\$36 ),
    .\port$748$0 (\$37 ),
    .\port$756$0 (\$38 ),
    .\port$765$0 (\$39 ),
    .\port$773$0 (\$40 ),
    .\port$779$0 (\$41 ),
    .\port$784$0 (\$42 ),
    .\port$788$0 (\$43 ),
    .\port$791$0 (\$44 ),
    .\port$793$0 (\$45 ),
    .\port$796$0 (\$46 ),
    .\port$800$0 (\$47 ),
    .\port$805$0 (\$48 ),
    .\port$811$0 (\$49 ),
    .\port$818$0 (\$50 ),
    .q(\q$50 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_3 (
    .enable(write__0[3]),
    .engine_clk(engine_clk),
    .\port$721$0 (\$31 ),
    .\port$723$0 (\$32 ),
    .\port$726$0 (\$33 ),
    .\port$730$0 (\$34 ),
    .\port$735$0 (\$35 ),
    .\port$741$0 (\$36 ),
    .\port$748$0 (\$37 ),
    .\port$756$0 (\$38 ),
    .\port$765$0 (\$39 ),
    .\port$773$0 (\$40 ),
    .\port$779$0 (\$41 ),
    .\port$784$0 (\$42 ),
    .\port$788$0 (\$43 ),
    .\port$791$0 (\$44 ),
    .\port$793$0 (\$45 ),
    .\port$796$0 (\$46 ),
    .\port$800$0 (\$47 ),
    .\port$805$0 (\$48 ),
    .\port$811$0 (\$49 ),
    .\port$818$0 (\$50 ),
    .q(\q$51 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_4 (
    .enable(write__0[4]),
    .engine_clk(engine_clk),
    .\port$721$0 (\$31 ),
    .\port$723$0 (\$32 ),
    .\port$726$0 (\$33 ),
    .\port$730$0 (\$34 ),
    .\port$735$0 (\$35 ),
    .\port$741$0 (\$36 ),
    .\port$748$0 (\$37 ),
    .\port$756$0 (\$38 ),
    .\port$765$0 (\$39 ),
    .\port$773$0 (\$40 ),
    .\port$779$0 (\$41 ),
    .\port$784$0 (\$42 ),
    .\port$788$0 (\$43 ),
    .\port$791$0 (\$44 ),
    .\port$793$0 (\$45 ),
    .\port$796$0 (\$46 ),
    .\port$800$0 (\$47 ),
    .\port$805$0 (\$48 ),
    .\port$811$0 (\$49 ),
    .\port$818$0 (\$50 ),
    .q(\q$52 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_5 (
    .enable(write__0[5]),
    .engine_clk(engine_clk),
    .\port$721$0 (\$31 ),
    .\port$723$0 (\$32 ),
    .\port$726$0 (\$33 ),
    .\port$730$0 (\$34 ),
    .\port$735$0 (\$35 ),
    .\port$741$0 (\$36 ),
    .\port$748$0 (\$37 ),
    .\port$756$0 (\$38 ),
    .\port$765$0 (\$39 ),
    .\port$773$0 (\$40 ),
    .\port$779$0 (\$41 ),
    .\port$784$0 (\$42 ),
    .\port$788$0 (\$43 ),
    .\port$791$0 (\$44 ),
    .\port$793$0 (\$45 ),
    .\port$796$0 (\$46 ),
    .\port$800$0 (\$47 ),
    .\port$805$0 (\$48 ),
    .\port$811$0 (\$49 ),
    .\port$818$0 (\$50 ),
    .q(\q$53 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_6 (
    .enable(write__0[6]),
    .engine_clk(engine_clk),
    .\port$721$0 (\$31 ),
    .\port$723$0 (\$32 ),
    .\port$726$0 (\$33 ),
    .\port$730$0 (\$34 ),
    .\port$735$0 (\$35 ),
    .\port$741$0 (\$36 ),
    .\port$748$0 (\$37 ),
    .\port$756$0 (\$38 ),
    .\port$765$0 (\$39 ),
    .\port$773$0 (\$40 ),
    .\port$779$0 (\$41 ),
    .\port$784$0 (\$42 ),
    .\port$788$0 (\$43 ),
    .\port$791$0 (\$44 ),
    .\port$793$0 (\$45 ),
    .\port$796$0 (\$46 ),
    .\port$800$0 (\$47 ),
    .\port$805$0 (\$48 ),
    .\port$811$0 (\$49 ),
    .\port$818$0 (\$50 ),
    .q(\q$54 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_7 (
    .enable(write__0[7]),
    .engine_clk(engine_clk),
    .\port$721$0 (\$31 ),
    .\port$723$0 (\$32 ),
    .\port$726$0 (\$33 ),
    .\port$730$0 (\$34 ),
    .\port$735$0 (\$35 ),
    .\port$741$0 (\$36 ),
    .\port$748$0 (\$37 ),
    .\port$756$0 (\$38 ),
    .\port$765$0 (\$39 ),
    .\port$773$0 (\$40 ),
    .\port$779$0 (\$41 ),
    .\port$784$0 (\$42 ),
    .\port$788$0 (\$43 ),
    .\port$791$0 (\$44 ),
    .\port$793$0 (\$45 ),
    .\port$796$0 (\$46 ),
    .\port$800$0 (\$47 ),
    .\port$805$0 (\$48 ),
    .\port$811$0 (\$49 ),
    .\port$818$0 (\$50 ),
    .q(\q$55 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_8 (
    .enable(write__0[8]),
    .engine_clk(engine_clk),
    .\port$721$0 (\$31 ),
    .\port$723$0 (\$32 ),
    .\port$726$0 (\$33 ),
    .\port$730$0 (\$34 ),
    .\port$735$0 (\$35 ),
    .\port$741$0 (\$36 ),
    .\port$748$0 (\$37 ),
    .\port$756$0 (\$38 ),
    .\port$765$0 (\$39 ),
    .\port$773$0 (\$40 ),
    .\port$779$0 (\$41 ),
    .\port$784$0 (\$42 ),
    .\port$788$0 (\$43 ),
    .\port$791$0 (\$44 ),
    .\port$793$0 (\$45 ),
    .\port$796$0 (\$46 ),
    .\port$800$0 (\$47 ),
    .\port$805$0 (\$48 ),
    .\port$811$0 (\$49 ),
    .\port$818$0 (\$50 ),
    .q(\q$56 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_9 (
    .enable(write__0[9]),
    .engine_clk(engine_clk),
    .\port$721$0 (\$31 ),
    .\port$723$0 (\$32 ),
    .\port$726$0 (\$33 ),
    .\port$730$0 (\$34 ),
    .\port$735$0 (\$35 ),
    .\port$741$0 (\$36 ),
    .\port$748$0 (\$37 ),
    .\port$756$0 (\$38 ),
    .\port$765$0 (\$39 ),
    .\port$773$0 (\$40 ),
    .\port$779$0 (\$41 ),
    .\port$784$0 (\$42 ),
    .\port$788$0 (\$43 ),
    .\port$791$0 (\$44 ),
    .\port$793$0 (\$45 ),
    .\port$796$0 (\$46 ),
    .\port$800$0 (\$47 ),
    .\port$805$0 (\$48 ),
    .\port$811$0 (\$49 ),
    .\port$818$0 (\$50 ),
    .q(\q$57 )
  );
  \tt_um_tinynpu.engine.column_0.weight_n  weight_n (
    .d(following_n),
    .enable(enable),
    .engine_clk(engine_clk),
    .q(b_n)
  );
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$7 ) begin end
    \$30  = following_n;
    if (clear) begin
      \$30  = 8'hff;
    end else if (shift) begin
      \$30  = { following_n[3:0], nibble_n };
    end
  end
  assign swap = enable;
  assign d = following_n;
  assign above_n = following_n[7:4];
  assign \enable$10  = write__0[0];
  assign \d$12  = { \$50 , \$49 , \$48 , \$47 , \$46 , \$45 , \$44 , \$43 , \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31  };
  assign total = { \$50 , \$49 , \$48 , \$47 , \$46 , \$45 , \$44 , \$43 , \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31  };
  assign \enable$14  = write__0[1];
  assign \d$15  = { \$50 , \$49 , \$48 , \$47 , \$46 , \$45 , \$44 , \$43 , \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31  };
  assign \enable$16  = write__0[2];
  assign \d$17  = { \$50 , \$49 , \$48 , \$47 , \$46 , \$45 , \$44 , \$43 , \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31  };
  assign \enable$18  = write__0[3];
  assign \d$19  = { \$50 , \$49 , \$48 , \$47 , \$46 , \$45 , \$44 , \$43 , \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31  };
  assign \enable$20  = write__0[4];
  assign \d$21  = { \$50 , \$49 , \$48 , \$47 , \$46 , \$45 , \$44 , \$43 , \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31  };
  assign \enable$22  = write__0[5];
  assign \d$23  = { \$50 , \$49 , \$48 , \$47 , \$46 , \$45 , \$44 , \$43 , \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31  };
  assign \enable$24  = write__0[6];
  assign \d$25  = { \$50 , \$49 , \$48 , \$47 , \$46 , \$45 , \$44 , \$43 , \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31  };
  assign \enable$26  = write__0[7];
  assign \d$27  = { \$50 , \$49 , \$48 , \$47 , \$46 , \$45 , \$44 , \$43 , \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31  };
  assign \enable$28  = write__0[8];
  assign \d$29  = { \$50 , \$49 , \$48 , \$47 , \$46 , \$45 , \$44 , \$43 , \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31  };
  assign \enable$30  = write__0[9];
  assign \d$31  = { \$50 , \$49 , \$48 , \$47 , \$46 , \$45 , \$44 , \$43 , \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31  };
  assign \enable$32  = write__0[10];
  assign \d$33  = { \$50 , \$49 , \$48 , \$47 , \$46 , \$45 , \$44 , \$43 , \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31  };
  assign \enable$34  = write__0[11];
  assign \d$35  = { \$50 , \$49 , \$48 , \$47 , \$46 , \$45 , \$44 , \$43 , \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31  };
  assign \enable$36  = write__0[12];
  assign \d$37  = { \$50 , \$49 , \$48 , \$47 , \$46 , \$45 , \$44 , \$43 , \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31  };
  assign \enable$38  = write__0[13];
  assign \d$39  = { \$50 , \$49 , \$48 , \$47 , \$46 , \$45 , \$44 , \$43 , \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31  };
  assign sample_n = a_n;
  assign q = b_n;
  assign addend = \$2 [19:0];
  assign place = { \port$55$0 , \port$53$0 , \port$51$0 , \port$49$0 , \port$47$0 , \port$45$0 , \port$43$0 , \port$41$0 , \port$39$0 , \port$37$0 , \port$35$0 , \port$33$0 , \port$31$0 , \port$29$0  };
  assign \$4  = \$3 ;
endmodule

module \tt_um_tinynpu.engine.self_test (engine_rst, add, next, start, \output , \port$1939$0 , checksum, engine_clk);
  reg \$auto$verilog_backend.cc:2355:dump_module$8  = 0;
  wire [15:0] \$1 ;
  wire [15:0] \$2 ;
  wire [15:0] \$3 ;
  wire [16:0] \$4 ;
  wire [12:0] \$5 ;
  wire [15:0] \$6 ;
  wire [15:0] \$7 ;
  reg [15:0] \$8 ;
  reg [15:0] \$9 ;
  input add;
  wire add;
  wire [7:0] \byte ;
  output [15:0] checksum;
  reg [15:0] checksum;
  input engine_clk;
  wire engine_clk;
  input engine_rst;
  wire engine_rst;
  input next;
  wire next;
  wire [3:0] nibble;
  input [7:0] \output ;
  wire [7:0] \output ;
  output [11:0] \port$1939$0 ;
  wire [11:0] \port$1939$0 ;
  wire [15:0] signature;
  reg [15:0] source;
  input start;
  wire start;
  assign \$2  = source[0] ? 16'hb400 : 16'h0000;
  assign \$3  = \$1  ^ \$2 ;
  assign \$5  = checksum[15] ? 13'h1021 : 13'h0000;
  assign \$6  = \$4 [15:0] ^ { 3'h0, \$5  };
  assign \$7  = \$6  ^ { 8'h00, \output  };
  always @(posedge engine_clk)
    source <= \$8 ;
  always @(posedge engine_clk)
    checksum <= \$9 ;
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$8 ) begin end
    \$8  = source;
    if (next) begin
      \$8  = \$3 ;
    end
    if (start) begin
      \$8  = 16'hace1;
    end
  end
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$8 ) begin end
    \$9  = checksum;
    if (add) begin
      \$9  = \$7 ;
    end
    if (start) begin
      \$9  = 16'h0000;
    end
  end
  assign \byte  = source[7:0];
  assign nibble = source[11:8];
  assign signature = checksum;
  assign \port$1939$0  = source[11:0];
  assign \$1  = { 1'h0, source[15:1] };
  assign \$4  = { checksum, 1'h0 };
endmodule

module \tt_um_tinynpu.mode (clk, rst, stage1, uio_in);
  reg \$auto$verilog_backend.cc:2355:dump_module$9  = 0;
  reg \$1 ;
  reg \$2 ;
  wire \$signal ;
  input clk;
  wire clk;
  input rst;
  wire rst;
  reg stage0;
  output stage1;
  reg stage1;
  input [7:0] uio_in;
  wire [7:0] uio_in;
  always @(posedge clk)
    stage0 <= \$1 ;
  always @(posedge clk)
    stage1 <= \$2 ;
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$9 ) begin end
    \$1  = uio_in[3];
    if (rst) begin
      \$1  = 1'h0;
    end
  end
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$9 ) begin end
    \$2  = stage0;
    if (rst) begin
      \$2  = 1'h0;
    end
  end
  assign \$signal  = stage1;
endmodule

module \tt_um_tinynpu.spi (rst, \port$4$0 , valid, ready, \port$26$0 , move, \port$1901$0 , \port$1963$0 , miso, reset, clk);
  reg \$auto$verilog_backend.cc:2355:dump_module$10  = 0;
  wire \$1 ;
  wire \$10 ;
  reg \$11 ;
  reg [15:0] \$12 ;
  reg \$13 ;
  reg \$14 ;
  reg [3:0] \$15 ;
  reg \$16 ;
  reg \$17 ;
  wire \$2 ;
  wire \$3 ;
  wire [4:0] \$4 ;
  wire \$5 ;
  wire \$6 ;
  wire \$7 ;
  wire \$8 ;
  wire \$9 ;
  wire \$signal ;
  reg \$signal$12 ;
  wire \$signal$5 ;
  reg \$signal$8 ;
  reg \before ;
  reg [3:0] bits;
  wire [7:0] \byte ;
  input clk;
  wire clk;
  wire cs_n;
  reg loads;
  output miso;
  wire miso;
  wire mosi;
  wire \mosi$21 ;
  output move;
  wire move;
  wire [3:0] nibble;
  input [7:0] \port$1901$0 ;
  wire [7:0] \port$1901$0 ;
  output [11:0] \port$1963$0 ;
  wire [11:0] \port$1963$0 ;
  input \port$26$0 ;
  wire \port$26$0 ;
  input [2:0] \port$4$0 ;
  wire [2:0] \port$4$0 ;
  input ready;
  wire ready;
  output reset;
  reg reset;
  input rst;
  wire rst;
  wire sck;
  wire [15:0] state;
  input valid;
  wire valid;
  reg [15:0] word;
  assign \$1  = loads | \$signal$5 ;
  assign \$2  = ~ \before ;
  assign \$3  = \$signal  & \$2 ;
  assign \$4  = bits + 1'h1;
  assign \$5  = bits == 4'hf;
  assign \$6  = ~ word[14];
  assign \$7  = ~ word[13];
  assign \$8  = \$6  & \$7 ;
  assign \$9  = \$signal$12  | reset;
  assign \$10  = \$signal$8  ? valid : ready;
  assign move = \$signal$12  & \$10 ;
  always @(posedge clk)
    \before  <= \$11 ;
  always @(posedge clk)
    word <= \$12 ;
  always @(posedge clk)
    \$signal$8  <= \$13 ;
  always @(posedge clk)
    loads <= \$14 ;
  always @(posedge clk)
    bits <= \$15 ;
  always @(posedge clk)
    \$signal$12  <= \$16 ;
  always @(posedge clk)
    reset <= \$17 ;
  \tt_um_tinynpu.spi.cs_n$23  \cs_n$23  (
    .clk(clk),
    .cs_n(\port$4$0 [1]),
    .rst(rst),
    .stage1(\$signal$5 )
  );
  \tt_um_tinynpu.spi.mosi$24  \mosi$24  (
    .clk(clk),
    .mosi(\port$4$0 [2]),
    .rst(rst),
    .stage1(mosi)
  );
  \tt_um_tinynpu.spi.sck$22  \sck$22  (
    .clk(clk),
    .rst(rst),
    .sck(\port$4$0 [0]),
    .stage1(\$signal )
  );
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$10 ) begin end
    \$11  = \$signal ;
    if (rst) begin
      \$11  = 1'h0;
    end
  end
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$10 ) begin end
    \$12  = word;
    if (\$1 ) begin
      \$12  = { valid, \port$26$0 , 6'h00, \port$1901$0  };
    end
    if (\$signal$5 ) begin
    end else if (\$3 ) begin
      \$12  = { word[14:0], mosi };
    end
    if (rst) begin
      \$12  = 16'h0000;
    end
  end
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$10 ) begin end
    \$13  = \$signal$8 ;
    if (\$1 ) begin
      \$13  = valid;
    end
    if (rst) begin
      \$13  = 1'h0;
    end
  end
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$10 ) begin end
    \$14  = loads;
    if (\$1 ) begin
      \$14  = 1'h0;
    end
    if (\$signal$5 ) begin
    end else if (\$3 ) begin
      if (\$5 ) begin
        \$14  = \$8 ;
      end
    end
    if (\$9 ) begin
      \$14  = 1'h1;
    end
    if (rst) begin
      \$14  = 1'h0;
    end
  end
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$10 ) begin end
    \$15  = bits;
    if (\$signal$5 ) begin
      \$15  = 4'h0;
    end else if (\$3 ) begin
      \$15  = \$4 [3:0];
    end
    if (rst) begin
      \$15  = 4'h0;
    end
  end
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$10 ) begin end
    \$16  = \$signal$12 ;
    if (\$signal$5 ) begin
    end else if (\$3 ) begin
      if (\$5 ) begin
        \$16  = word[14];
      end
    end
    if (\$9 ) begin
      \$16  = 1'h0;
    end
    if (rst) begin
      \$16  = 1'h0;
    end
  end
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$10 ) begin end
    \$17  = reset;
    if (\$signal$5 ) begin
    end else if (\$3 ) begin
      if (\$5 ) begin
        \$17  = word[13];
      end
    end
    if (\$9 ) begin
      \$17  = 1'h0;
    end
    if (rst) begin
      \$17  = 1'h0;
    end
  end
  assign state = { valid, \port$26$0 , 6'h00, \port$1901$0  };
  assign \byte  = word[7:0];
  assign nibble = word[11:8];
  assign sck = \port$4$0 [0];
  assign cs_n = \port$4$0 [1];
  assign \mosi$21  = \port$4$0 [2];
  assign \port$1963$0  = word[11:0];
  assign miso = word[15];
endmodule

module \tt_um_tinynpu.spi.cs_n$23 (rst, cs_n, stage1, clk);
  wire \$signal ;
  input clk;
  wire clk;
  input cs_n;
  wire cs_n;
  input rst;
  wire rst;
  reg stage0;
  output stage1;
  reg stage1;
  always @(posedge clk)
    stage0 <= cs_n;
  always @(posedge clk)
    stage1 <= stage0;
  assign \$signal  = stage1;
endmodule

module \tt_um_tinynpu.spi.mosi$24 (rst, mosi, stage1, clk);
  input clk;
  wire clk;
  input mosi;
  wire mosi;
  wire \mosi$5 ;
  input rst;
  wire rst;
  reg stage0;
  output stage1;
  reg stage1;
  always @(posedge clk)
    stage0 <= mosi;
  always @(posedge clk)
    stage1 <= stage0;
  assign \mosi$5  = stage1;
endmodule

module \tt_um_tinynpu.spi.sck$22 (rst, sck, stage1, clk);
  wire \$signal ;
  input clk;
  wire clk;
  input rst;
  wire rst;
  input sck;
  wire sck;
  reg stage0;
  output stage1;
  reg stage1;
  always @(posedge clk)
    stage0 <= sck;
  always @(posedge clk)
    stage1 <= stage0;
  assign \$signal  = stage1;
endmodule
// verilator lint_on WIDTH
// verilator lint_on UNUSEDSIGNAL
// verilator lint_on CASEINCOMPLETE
// verilator lint_on UNSIGNED
