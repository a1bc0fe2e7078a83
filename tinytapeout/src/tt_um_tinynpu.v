// tinynpu tile, 5 columns, 14 rows, hash bbed15dd
// verilator lint_off WIDTH
// verilator lint_off UNUSEDSIGNAL
// verilator lint_off CASEINCOMPLETE
// verilator lint_off UNSIGNED

module tt_um_tinynpu (uio_in, ena, clk, rst_n, uo_out, uio_out, uio_oe, ui_in);
  wire [2:0] \$1 ;
  wire [7:0] \$2 ;
  wire [7:0] \$3 ;
  wire [2:0] \$4 ;
  wire [2:0] \$5 ;
  wire [11:0] \$6 ;
  wire busy;
  wire [7:0] \byte ;
  wire [7:0] \byte$21 ;
  input clk;
  wire clk;
  wire \clk$8 ;
  wire cs_n;
  input ena;
  wire ena;
  wire error;
  wire miso;
  wire mosi;
  wire move;
  wire [3:0] nibble;
  wire [3:0] \nibble$23 ;
  wire [7:0] \output ;
  wire ready;
  wire \ready$14 ;
  wire rst;
  input rst_n;
  wire rst_n;
  wire sck;
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
  wire \valid$16 ;
  assign nibble = uio_in[3] ? \$6 [11:8] : uio_in[7:4];
  assign strobe = uio_in[3] ? move : uio_in[0];
  assign \$2  = valid ? \output  : { 6'h00, busy, error };
  assign \$3  = uio_in[3] ? { 7'h00, miso } : \$2 ;
  assign uo_out = ena ? \$3  : 8'h00;
  assign \$4  = ena ? { valid, ready, 1'h0 } : 3'h0;
  assign \$5  = ena ? 3'h6 : 3'h0;
  assign rst = ~ rst_n;
  assign \$1  = uio_in[3] ? ui_in[2:0] : 3'h2;
  assign \byte  = uio_in[3] ? \$6 [7:0] : ui_in;
  \tt_um_tinynpu.engine  engine (
    .busy(busy),
    .\byte (\byte ),
    .clk(clk),
    .error(error),
    .nibble(nibble),
    .\output (\output ),
    .ready(ready),
    .rst(rst),
    .\strobe$8 (strobe),
    .valid(valid)
  );
  \tt_um_tinynpu.spi  spi (
    .clk(clk),
    .miso(miso),
    .move(move),
    .\port$1885$0 (\output ),
    .\port$19$0 (error),
    .\port$1941$0 (\$6 ),
    .\port$2$0 (\$1 ),
    .ready(ready),
    .rst(rst),
    .valid(valid)
  );
  assign \clk$8  = clk;
  assign sck = \$1 [0];
  assign cs_n = \$1 [1];
  assign mosi = \$1 [2];
  assign \ready$14  = ready;
  assign \valid$16  = valid;
  assign state = { valid, error, 6'h00, \output  };
  assign \byte$21  = \$6 [7:0];
  assign \nibble$23  = \$6 [11:8];
  assign uio_out = { 5'h00, \$4  };
  assign uio_oe = { 5'h00, \$5  };
endmodule

module \tt_um_tinynpu.engine (rst, \byte , nibble, \strobe$8 , valid, error, busy, ready, \output , clk);
  reg \$auto$verilog_backend.cc:2355:dump_module$1  = 0;
  wire \$1 ;
  wire [3:0] \$10 ;
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
  wire \$11 ;
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
  wire [3:0] \$12 ;
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
  wire \$13 ;
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
  wire [3:0] \$14 ;
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
  wire \$15 ;
  wire [19:0] \$150 ;
  wire [19:0] \$151 ;
  wire \$152 ;
  wire \$153 ;
  wire \$154 ;
  wire \$155 ;
  wire \$156 ;
  wire \$157 ;
  wire \$158 ;
  wire \$159 ;
  wire [3:0] \$16 ;
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
  wire \$17 ;
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
  wire [3:0] \$18 ;
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
  wire \$19 ;
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
  wire [3:0] \$2 ;
  wire [3:0] \$20 ;
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
  wire \$21 ;
  wire \$210 ;
  wire \$211 ;
  wire [19:0] \$212 ;
  wire [19:0] \$213 ;
  wire \$214 ;
  wire \$215 ;
  wire \$216 ;
  wire \$217 ;
  wire \$218 ;
  wire \$219 ;
  wire [3:0] \$22 ;
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
  wire \$23 ;
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
  wire [3:0] \$24 ;
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
  wire \$25 ;
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
  wire [3:0] \$26 ;
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
  wire \$27 ;
  wire \$270 ;
  wire \$271 ;
  wire \$272 ;
  wire \$273 ;
  wire [19:0] \$274 ;
  wire [19:0] \$275 ;
  wire \$276 ;
  wire \$277 ;
  wire \$278 ;
  wire \$279 ;
  wire [3:0] \$28 ;
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
  wire \$29 ;
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
  wire \$3 ;
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
  wire [19:0] \$336 ;
  wire [19:0] \$337 ;
  wire \$338 ;
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
  wire [19:0] \$398 ;
  reg [7:0] \$399 ;
  wire [3:0] \$4 ;
  wire \$40 ;
  wire [4:0] \$400 ;
  wire [19:0] \$401 ;
  wire [7:0] \$402 ;
  wire \$403 ;
  wire \$404 ;
  wire \$405 ;
  wire \$406 ;
  wire \$407 ;
  wire \$408 ;
  wire \$409 ;
  wire \$41 ;
  wire \$410 ;
  wire \$411 ;
  wire [7:0] \$412 ;
  wire \$413 ;
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
  wire [1:0] \$427 ;
  wire [3:0] \$428 ;
  wire \$429 ;
  wire \$43 ;
  wire \$430 ;
  wire [1:0] \$431 ;
  wire [4:0] \$432 ;
  wire \$433 ;
  wire [1:0] \$434 ;
  wire \$435 ;
  wire \$436 ;
  wire \$437 ;
  wire \$438 ;
  wire \$439 ;
  wire \$44 ;
  wire \$440 ;
  wire \$441 ;
  wire \$442 ;
  wire [12:0] \$443 ;
  wire \$444 ;
  wire [3:0] \$445 ;
  wire \$446 ;
  wire [4:0] \$447 ;
  wire \$448 ;
  wire [1:0] \$449 ;
  wire \$45 ;
  wire \$450 ;
  wire [3:0] \$451 ;
  wire \$452 ;
  wire [3:0] \$453 ;
  reg [3:0] \$454 ;
  reg \$455 ;
  reg \$456 ;
  reg \$457 ;
  reg \$458 ;
  reg [2:0] \$459 ;
  wire \$46 ;
  reg [3:0] \$460 ;
  reg \$461 ;
  reg [2:0] \$462 ;
  reg [3:0] \$463 ;
  reg \$464 ;
  reg [2:0] \$465 ;
  reg [11:0] \$466 ;
  reg \$467 ;
  reg [1:0] \$468 ;
  reg \$469 ;
  wire \$47 ;
  wire [11:0] \$470 ;
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
  wire [3:0] \$6 ;
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
  wire \$75 ;
  wire \$76 ;
  wire \$77 ;
  wire \$78 ;
  wire \$79 ;
  wire [3:0] \$8 ;
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
  wire [4:0] \$894 ;
  wire \$9 ;
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
  wire \$signal$29 ;
  wire \$signal$38 ;
  wire [3:0] \$signal$4 ;
  reg \$signal$91 ;
  reg \$signal$92 ;
  wire [3:0] above_n;
  wire [3:0] \above_n$54 ;
  wire [3:0] \above_n$63 ;
  wire [3:0] \above_n$72 ;
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
  wire \clear$47 ;
  wire \clear$56 ;
  wire \clear$65 ;
  wire \clear$74 ;
  wire clears;
  input clk;
  wire clk;
  reg enables;
  output error;
  wire error;
  reg [1:0] errors;
  reg first;
  wire \first$43 ;
  wire \first$52 ;
  wire \first$61 ;
  wire \first$70 ;
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
  wire [3:0] \nibble_n$44 ;
  wire [3:0] \nibble_n$53 ;
  wire [3:0] \nibble_n$62 ;
  wire [3:0] \nibble_n$71 ;
  reg [2:0] number;
  output [7:0] \output ;
  reg [7:0] \output ;
  wire [7:0] \output$14 ;
  wire [19:0] passing;
  reg [3:0] place;
  wire [13:0] \place$27 ;
  wire [13:0] \place$42 ;
  wire [13:0] \place$51 ;
  wire [13:0] \place$60 ;
  wire [13:0] \place$69 ;
  output ready;
  reg ready;
  input rst;
  wire rst;
  reg runs;
  reg [7:0] sample_n;
  wire [7:0] \sample_n$26 ;
  wire [7:0] \sample_n$41 ;
  wire [7:0] \sample_n$50 ;
  wire [7:0] \sample_n$59 ;
  wire [7:0] \sample_n$68 ;
  wire shift;
  wire \shift$46 ;
  wire \shift$55 ;
  wire \shift$64 ;
  wire \shift$73 ;
  reg start;
  reg [11:0] steps;
  wire strobe;
  input \strobe$8 ;
  wire \strobe$8 ;
  wire [19:0] sum__0;
  wire [19:0] \sum__0$80 ;
  wire [19:0] \sum__0$81 ;
  wire [19:0] \sum__0$82 ;
  wire [19:0] \sum__0$83 ;
  reg [3:0] summed_place;
  reg sums;
  reg swap;
  wire \swap$48 ;
  wire \swap$57 ;
  wire \swap$66 ;
  wire \swap$75 ;
  wire taken;
  reg testing;
  output valid;
  wire valid;
  wire [13:0] write__0;
  wire [13:0] \write__0$49 ;
  wire [13:0] \write__0$58 ;
  wire [13:0] \write__0$67 ;
  wire [13:0] \write__0$76 ;
  assign \$signal  = testing ? \$470 [7:0] : \byte ;
  assign \$signal$4  = testing ? \$470 [11:8] : nibble;
  assign strobe = testing | \strobe$8 ;
  assign taken = has_output & strobe;
  assign \$1  = ~ testing;
  assign valid = has_output & \$1 ;
  assign add = taken & testing;
  assign accepted = strobe & ready;
  assign error = | errors;
  assign next = accepted & testing;
  assign \$2  = sums ? summed_place : place;
  assign \$3  = ! \$2 ;
  assign \$4  = sums ? summed_place : place;
  assign \$5  = \$4  == 1'h1;
  assign \$6  = sums ? summed_place : place;
  assign \$7  = \$6  == 2'h2;
  assign \$8  = sums ? summed_place : place;
  assign \$9  = \$8  == 2'h3;
  assign \$10  = sums ? summed_place : place;
  assign \$11  = \$10  == 3'h4;
  assign \$12  = sums ? summed_place : place;
  assign \$13  = \$12  == 3'h5;
  assign \$14  = sums ? summed_place : place;
  assign \$15  = \$14  == 3'h6;
  assign \$16  = sums ? summed_place : place;
  assign \$17  = \$16  == 3'h7;
  assign \$18  = sums ? summed_place : place;
  assign \$19  = \$18  == 4'h8;
  assign \$20  = sums ? summed_place : place;
  assign \$21  = \$20  == 4'h9;
  assign \$22  = sums ? summed_place : place;
  assign \$23  = \$22  == 4'ha;
  assign \$24  = sums ? summed_place : place;
  assign \$25  = \$24  == 4'hb;
  assign \$26  = sums ? summed_place : place;
  assign \$27  = \$26  == 4'hc;
  assign \$28  = sums ? summed_place : place;
  assign \$29  = \$28  == 4'hd;
  assign nibble_n = ~ \$signal$4 ;
  assign \$30  = runs & accepted;
  assign \$31  = group < 1'h0;
  assign \$32  = ! group;
  assign \$33  = place < 2'h2;
  assign \$34  = \$32  & \$33 ;
  assign \$35  = \$31  | \$34 ;
  assign \$36  = group < 1'h0;
  assign \$37  = ! group;
  assign \$38  = place < 4'ha;
  assign \$39  = \$37  & \$38 ;
  assign \$40  = \$36  | \$39 ;
  assign \$41  = flags[0] ? \$35  : \$40 ;
  assign shift = \$30  & \$41 ;
  assign write__0 = { \$29 , \$27 , \$25 , \$23 , \$21 , \$19 , \$17 , \$15 , \$13 , \$11 , \$9 , \$7 , \$5 , \$3  } & { enables, enables, enables, enables, enables, enables, enables, enables, enables, enables, enables, enables, enables, enables };
  assign \$42  = runs & accepted;
  assign \$43  = group < 1'h0;
  assign \$44  = ! group;
  assign \$45  = place < 2'h2;
  assign \$46  = \$44  & \$45 ;
  assign \$47  = \$43  | \$46 ;
  assign \$48  = group < 1'h0;
  assign \$49  = ! group;
  assign \$50  = place < 4'ha;
  assign \$51  = \$49  & \$50 ;
  assign \$52  = \$48  | \$51 ;
  assign \$53  = flags[0] ? \$47  : \$52 ;
  assign \shift$46  = \$42  & \$53 ;
  assign \write__0$49  = { \$29 , \$27 , \$25 , \$23 , \$21 , \$19 , \$17 , \$15 , \$13 , \$11 , \$9 , \$7 , \$5 , \$3  } & { enables, enables, enables, enables, enables, enables, enables, enables, enables, enables, enables, enables, enables, enables };
  assign \$54  = runs & accepted;
  assign \$55  = group < 1'h0;
  assign \$56  = ! group;
  assign \$57  = place < 2'h2;
  assign \$58  = \$56  & \$57 ;
  assign \$59  = \$55  | \$58 ;
  assign \$60  = group < 1'h0;
  assign \$61  = ! group;
  assign \$62  = place < 4'ha;
  assign \$63  = \$61  & \$62 ;
  assign \$64  = \$60  | \$63 ;
  assign \$65  = flags[0] ? \$59  : \$64 ;
  assign \shift$55  = \$54  & \$65 ;
  assign \write__0$58  = { \$29 , \$27 , \$25 , \$23 , \$21 , \$19 , \$17 , \$15 , \$13 , \$11 , \$9 , \$7 , \$5 , \$3  } & { enables, enables, enables, enables, enables, enables, enables, enables, enables, enables, enables, enables, enables, enables };
  assign \$66  = runs & accepted;
  assign \$67  = group < 1'h0;
  assign \$68  = ! group;
  assign \$69  = place < 2'h2;
  assign \$70  = \$68  & \$69 ;
  assign \$71  = \$67  | \$70 ;
  assign \$72  = group < 1'h0;
  assign \$73  = ! group;
  assign \$74  = place < 4'ha;
  assign \$75  = \$73  & \$74 ;
  assign \$76  = \$72  | \$75 ;
  assign \$77  = flags[0] ? \$71  : \$76 ;
  assign \shift$64  = \$66  & \$77 ;
  assign \write__0$67  = { \$29 , \$27 , \$25 , \$23 , \$21 , \$19 , \$17 , \$15 , \$13 , \$11 , \$9 , \$7 , \$5 , \$3  } & { enables, enables, enables, enables, enables, enables, enables, enables, enables, enables, enables, enables, enables, enables };
  assign \$78  = runs & accepted;
  assign \$79  = group < 1'h0;
  assign \$80  = ! group;
  assign \$81  = place < 2'h2;
  assign \$82  = \$80  & \$81 ;
  assign \$83  = \$79  | \$82 ;
  assign \$84  = group < 1'h0;
  assign \$85  = ! group;
  assign \$86  = place < 4'ha;
  assign \$87  = \$85  & \$86 ;
  assign \$88  = \$84  | \$87 ;
  assign \$89  = flags[0] ? \$83  : \$88 ;
  assign \shift$73  = \$78  & \$89 ;
  assign \write__0$76  = { \$29 , \$27 , \$25 , \$23 , \$21 , \$19 , \$17 , \$15 , \$13 , \$11 , \$9 , \$7 , \$5 , \$3  } & { enables, enables, enables, enables, enables, enables, enables, enables, enables, enables, enables, enables, enables, enables };
  assign \$90  = ! number;
  assign \$91  = ! group;
  assign \$92  = \$90  & \$91 ;
  assign \$93  = ! number;
  assign \$94  = ! group;
  assign \$95  = \$93  & \$94 ;
  assign \$96  = ! number;
  assign \$97  = ! group;
  assign \$98  = \$96  & \$97 ;
  assign \$99  = ! number;
  assign \$100  = ! group;
  assign \$101  = \$99  & \$100 ;
  assign \$102  = ! number;
  assign \$103  = ! group;
  assign \$104  = \$102  & \$103 ;
  assign \$105  = ! number;
  assign \$106  = ! group;
  assign \$107  = \$105  & \$106 ;
  assign \$108  = ! number;
  assign \$109  = ! group;
  assign \$110  = \$108  & \$109 ;
  assign \$111  = ! number;
  assign \$112  = ! group;
  assign \$113  = \$111  & \$112 ;
  assign \$114  = ! number;
  assign \$115  = ! group;
  assign \$116  = \$114  & \$115 ;
  assign \$117  = ! number;
  assign \$118  = ! group;
  assign \$119  = \$117  & \$118 ;
  assign \$120  = ! number;
  assign \$121  = ! group;
  assign \$122  = \$120  & \$121 ;
  assign \$123  = ! number;
  assign \$124  = ! group;
  assign \$125  = \$123  & \$124 ;
  assign \$126  = ! number;
  assign \$127  = ! group;
  assign \$128  = \$126  & \$127 ;
  assign \$129  = ! number;
  assign \$130  = ! group;
  assign \$131  = \$129  & \$130 ;
  assign \$132  = ! number;
  assign \$133  = ! group;
  assign \$134  = \$132  & \$133 ;
  assign \$135  = ! number;
  assign \$136  = ! group;
  assign \$137  = \$135  & \$136 ;
  assign \$138  = ! number;
  assign \$139  = ! group;
  assign \$140  = \$138  & \$139 ;
  assign \$141  = ! number;
  assign \$142  = ! group;
  assign \$143  = \$141  & \$142 ;
  assign \$144  = ! number;
  assign \$145  = ! group;
  assign \$146  = \$144  & \$145 ;
  assign \$147  = ! number;
  assign \$148  = ! group;
  assign \$149  = \$147  & \$148 ;
  assign \$150  = sum__0 & { \$149 , \$146 , \$143 , \$140 , \$137 , \$134 , \$131 , \$128 , \$125 , \$122 , \$119 , \$116 , \$113 , \$110 , \$107 , \$104 , \$101 , \$98 , \$95 , \$92  };
  assign \$152  = number == 1'h1;
  assign \$153  = ! group;
  assign \$154  = \$152  & \$153 ;
  assign \$155  = number == 1'h1;
  assign \$156  = ! group;
  assign \$157  = \$155  & \$156 ;
  assign \$158  = number == 1'h1;
  assign \$159  = ! group;
  assign \$160  = \$158  & \$159 ;
  assign \$161  = number == 1'h1;
  assign \$162  = ! group;
  assign \$163  = \$161  & \$162 ;
  assign \$164  = number == 1'h1;
  assign \$165  = ! group;
  assign \$166  = \$164  & \$165 ;
  assign \$167  = number == 1'h1;
  assign \$168  = ! group;
  assign \$169  = \$167  & \$168 ;
  assign \$170  = number == 1'h1;
  assign \$171  = ! group;
  assign \$172  = \$170  & \$171 ;
  assign \$173  = number == 1'h1;
  assign \$174  = ! group;
  assign \$175  = \$173  & \$174 ;
  assign \$176  = number == 1'h1;
  assign \$177  = ! group;
  assign \$178  = \$176  & \$177 ;
  assign \$179  = number == 1'h1;
  assign \$180  = ! group;
  assign \$181  = \$179  & \$180 ;
  assign \$182  = number == 1'h1;
  assign \$183  = ! group;
  assign \$184  = \$182  & \$183 ;
  assign \$185  = number == 1'h1;
  assign \$186  = ! group;
  assign \$187  = \$185  & \$186 ;
  assign \$188  = number == 1'h1;
  assign \$189  = ! group;
  assign \$190  = \$188  & \$189 ;
  assign \$191  = number == 1'h1;
  assign \$192  = ! group;
  assign \$193  = \$191  & \$192 ;
  assign \$194  = number == 1'h1;
  assign \$195  = ! group;
  assign \$196  = \$194  & \$195 ;
  assign \$197  = number == 1'h1;
  assign \$198  = ! group;
  assign \$199  = \$197  & \$198 ;
  assign \$200  = number == 1'h1;
  assign \$201  = ! group;
  assign \$202  = \$200  & \$201 ;
  assign \$203  = number == 1'h1;
  assign \$204  = ! group;
  assign \$205  = \$203  & \$204 ;
  assign \$206  = number == 1'h1;
  assign \$207  = ! group;
  assign \$208  = \$206  & \$207 ;
  assign \$209  = number == 1'h1;
  assign \$210  = ! group;
  assign \$211  = \$209  & \$210 ;
  assign \$212  = \sum__0$80  & { \$211 , \$208 , \$205 , \$202 , \$199 , \$196 , \$193 , \$190 , \$187 , \$184 , \$181 , \$178 , \$175 , \$172 , \$169 , \$166 , \$163 , \$160 , \$157 , \$154  };
  assign \$213  = \$151  | \$212 ;
  assign \$214  = number == 2'h2;
  assign \$215  = ! group;
  assign \$216  = \$214  & \$215 ;
  assign \$217  = number == 2'h2;
  assign \$218  = ! group;
  assign \$219  = \$217  & \$218 ;
  assign \$220  = number == 2'h2;
  assign \$221  = ! group;
  assign \$222  = \$220  & \$221 ;
  assign \$223  = number == 2'h2;
  assign \$224  = ! group;
  assign \$225  = \$223  & \$224 ;
  assign \$226  = number == 2'h2;
  assign \$227  = ! group;
  assign \$228  = \$226  & \$227 ;
  assign \$229  = number == 2'h2;
  assign \$230  = ! group;
  assign \$231  = \$229  & \$230 ;
  assign \$232  = number == 2'h2;
  assign \$233  = ! group;
  assign \$234  = \$232  & \$233 ;
  assign \$235  = number == 2'h2;
  assign \$236  = ! group;
  assign \$237  = \$235  & \$236 ;
  assign \$238  = number == 2'h2;
  assign \$239  = ! group;
  assign \$240  = \$238  & \$239 ;
  assign \$241  = number == 2'h2;
  assign \$242  = ! group;
  assign \$243  = \$241  & \$242 ;
  assign \$244  = number == 2'h2;
  assign \$245  = ! group;
  assign \$246  = \$244  & \$245 ;
  assign \$247  = number == 2'h2;
  assign \$248  = ! group;
  assign \$249  = \$247  & \$248 ;
  assign \$250  = number == 2'h2;
  assign \$251  = ! group;
  assign \$252  = \$250  & \$251 ;
  assign \$253  = number == 2'h2;
  assign \$254  = ! group;
  assign \$255  = \$253  & \$254 ;
  assign \$256  = number == 2'h2;
  assign \$257  = ! group;
  assign \$258  = \$256  & \$257 ;
  assign \$259  = number == 2'h2;
  assign \$260  = ! group;
  assign \$261  = \$259  & \$260 ;
  assign \$262  = number == 2'h2;
  assign \$263  = ! group;
  assign \$264  = \$262  & \$263 ;
  assign \$265  = number == 2'h2;
  assign \$266  = ! group;
  assign \$267  = \$265  & \$266 ;
  assign \$268  = number == 2'h2;
  assign \$269  = ! group;
  assign \$270  = \$268  & \$269 ;
  assign \$271  = number == 2'h2;
  assign \$272  = ! group;
  assign \$273  = \$271  & \$272 ;
  assign \$274  = \sum__0$81  & { \$273 , \$270 , \$267 , \$264 , \$261 , \$258 , \$255 , \$252 , \$249 , \$246 , \$243 , \$240 , \$237 , \$234 , \$231 , \$228 , \$225 , \$222 , \$219 , \$216  };
  assign \$275  = \$213  | \$274 ;
  assign \$276  = number == 2'h3;
  assign \$277  = ! group;
  assign \$278  = \$276  & \$277 ;
  assign \$279  = number == 2'h3;
  assign \$280  = ! group;
  assign \$281  = \$279  & \$280 ;
  assign \$282  = number == 2'h3;
  assign \$283  = ! group;
  assign \$284  = \$282  & \$283 ;
  assign \$285  = number == 2'h3;
  assign \$286  = ! group;
  assign \$287  = \$285  & \$286 ;
  assign \$288  = number == 2'h3;
  assign \$289  = ! group;
  assign \$290  = \$288  & \$289 ;
  assign \$291  = number == 2'h3;
  assign \$292  = ! group;
  assign \$293  = \$291  & \$292 ;
  assign \$294  = number == 2'h3;
  assign \$295  = ! group;
  assign \$296  = \$294  & \$295 ;
  assign \$297  = number == 2'h3;
  assign \$298  = ! group;
  assign \$299  = \$297  & \$298 ;
  assign \$300  = number == 2'h3;
  assign \$301  = ! group;
  assign \$302  = \$300  & \$301 ;
  assign \$303  = number == 2'h3;
  assign \$304  = ! group;
  assign \$305  = \$303  & \$304 ;
  assign \$306  = number == 2'h3;
  assign \$307  = ! group;
  assign \$308  = \$306  & \$307 ;
  assign \$309  = number == 2'h3;
  assign \$310  = ! group;
  assign \$311  = \$309  & \$310 ;
  assign \$312  = number == 2'h3;
  assign \$313  = ! group;
  assign \$314  = \$312  & \$313 ;
  assign \$315  = number == 2'h3;
  assign \$316  = ! group;
  assign \$317  = \$315  & \$316 ;
  assign \$318  = number == 2'h3;
  assign \$319  = ! group;
  assign \$320  = \$318  & \$319 ;
  assign \$321  = number == 2'h3;
  assign \$322  = ! group;
  assign \$323  = \$321  & \$322 ;
  assign \$324  = number == 2'h3;
  assign \$325  = ! group;
  assign \$326  = \$324  & \$325 ;
  assign \$327  = number == 2'h3;
  assign \$328  = ! group;
  assign \$329  = \$327  & \$328 ;
  assign \$330  = number == 2'h3;
  assign \$331  = ! group;
  assign \$332  = \$330  & \$331 ;
  assign \$333  = number == 2'h3;
  assign \$334  = ! group;
  assign \$335  = \$333  & \$334 ;
  assign \$336  = \sum__0$82  & { \$335 , \$332 , \$329 , \$326 , \$323 , \$320 , \$317 , \$314 , \$311 , \$308 , \$305 , \$302 , \$299 , \$296 , \$293 , \$290 , \$287 , \$284 , \$281 , \$278  };
  assign \$337  = \$275  | \$336 ;
  assign \$338  = number == 3'h4;
  assign \$339  = ! group;
  assign \$340  = \$338  & \$339 ;
  assign \$341  = number == 3'h4;
  assign \$342  = ! group;
  assign \$343  = \$341  & \$342 ;
  assign \$344  = number == 3'h4;
  assign \$345  = ! group;
  assign \$346  = \$344  & \$345 ;
  assign \$347  = number == 3'h4;
  assign \$348  = ! group;
  assign \$349  = \$347  & \$348 ;
  assign \$350  = number == 3'h4;
  assign \$351  = ! group;
  assign \$352  = \$350  & \$351 ;
  assign \$353  = number == 3'h4;
  assign \$354  = ! group;
  assign \$355  = \$353  & \$354 ;
  assign \$356  = number == 3'h4;
  assign \$357  = ! group;
  assign \$358  = \$356  & \$357 ;
  assign \$359  = number == 3'h4;
  assign \$360  = ! group;
  assign \$361  = \$359  & \$360 ;
  assign \$362  = number == 3'h4;
  assign \$363  = ! group;
  assign \$364  = \$362  & \$363 ;
  assign \$365  = number == 3'h4;
  assign \$366  = ! group;
  assign \$367  = \$365  & \$366 ;
  assign \$368  = number == 3'h4;
  assign \$369  = ! group;
  assign \$370  = \$368  & \$369 ;
  assign \$371  = number == 3'h4;
  assign \$372  = ! group;
  assign \$373  = \$371  & \$372 ;
  assign \$374  = number == 3'h4;
  assign \$375  = ! group;
  assign \$376  = \$374  & \$375 ;
  assign \$377  = number == 3'h4;
  assign \$378  = ! group;
  assign \$379  = \$377  & \$378 ;
  assign \$380  = number == 3'h4;
  assign \$381  = ! group;
  assign \$382  = \$380  & \$381 ;
  assign \$383  = number == 3'h4;
  assign \$384  = ! group;
  assign \$385  = \$383  & \$384 ;
  assign \$386  = number == 3'h4;
  assign \$387  = ! group;
  assign \$388  = \$386  & \$387 ;
  assign \$389  = number == 3'h4;
  assign \$390  = ! group;
  assign \$391  = \$389  & \$390 ;
  assign \$392  = number == 3'h4;
  assign \$393  = ! group;
  assign \$394  = \$392  & \$393 ;
  assign \$395  = number == 3'h4;
  assign \$396  = ! group;
  assign \$397  = \$395  & \$396 ;
  assign \$398  = \sum__0$83  & { \$397 , \$394 , \$391 , \$388 , \$385 , \$382 , \$379 , \$376 , \$373 , \$370 , \$367 , \$364 , \$361 , \$358 , \$355 , \$352 , \$349 , \$346 , \$343 , \$340  };
  assign passing = \$337  | \$398 ;
  assign busy = ~ \$403 ;
  assign \$401  = $signed(passing) >>> \$400 ;
  assign \$894  = argument[0] * 4'h8;
  assign \$402  = checksum >> \$894 ;
  assign \$403  = ! fsm_state;
  assign \$404  = fsm_state == 1'h1;
  assign \$405  = fsm_state == 2'h2;
  assign \$406  = fsm_state == 2'h3;
  assign \$407  = fsm_state == 3'h4;
  assign \$408  = fsm_state == 3'h5;
  assign \$409  = fsm_state == 3'h6;
  assign \$410  = fsm_state == 3'h7;
  assign \$411  = fsm_state == 4'h8;
  assign \$412  = ~ \$signal ;
  assign \$413  = runs & accepted;
  assign \$414  = ~ \$signal$91 ;
  assign \$415  = \$413  & \$414 ;
  assign \$416  = ! group;
  assign \$417  = \$415  & \$416 ;
  assign \$418  = runs & accepted;
  assign \$419  = ! group;
  assign \$420  = place == 4'hd;
  assign \$421  = \$419  & \$420 ;
  assign \$422  = ! group;
  assign \$423  = place == 4'hd;
  assign \$424  = \$422  & \$423 ;
  assign \$425  = flags[0] ? \$421  : \$424 ;
  assign \$426  = \$418  & \$425 ;
  assign \$428  = argument + 1'h1;
  assign \$429  = argument == 3'h7;
  assign \$430  = ! { \$signal [3:0], steps[7:0] };
  assign \$432  = place + 1'h1;
  assign \$433  = place == 4'hd;
  assign \$434  = group + 1'h1;
  assign \$435  = ! group;
  assign \$436  = place == 4'hd;
  assign \$437  = \$435  & \$436 ;
  assign \$438  = ! group;
  assign \$439  = place == 4'hd;
  assign \$440  = \$438  & \$439 ;
  assign \$441  = flags[0] ? \$437  : \$440 ;
  assign \$442  = ~ \$signal$91 ;
  assign \$443  = steps - 1'h1;
  assign \$444  = steps == 1'h1;
  assign \$445  = argument + 1'h1;
  assign \$446  = argument[1:0] == 2'h2;
  assign \$447  = place + 1'h1;
  assign \$448  = place == 4'hd;
  assign \$449  = group + 1'h1;
  assign \$450  = ! group;
  assign \$451  = number + 1'h1;
  assign \$452  = number == 3'h4;
  assign \$453  = argument + 1'h1;
  always @(posedge clk)
    sample_n <= \$412 ;
  always @(posedge clk)
    summed_place <= \$454 ;
  always @(posedge clk)
    sums <= \$455 ;
  always @(posedge clk)
    enables <= \$456 ;
  always @(posedge clk)
    first <= \$457 ;
  always @(posedge clk)
    swap <= \$458 ;
  always @(posedge clk)
    argument <= \$459 ;
  always @(posedge clk)
    place <= \$460 ;
  always @(posedge clk)
    group <= \$461 ;
  always @(posedge clk)
    number <= \$462 ;
  always @(posedge clk)
    fsm_state <= \$463 ;
  always @(posedge clk)
    testing <= \$464 ;
  always @(posedge clk)
    flags <= \$465 ;
  always @(posedge clk)
    steps <= \$466 ;
  always @(posedge clk)
    \$signal$91  <= \$467 ;
  always @(posedge clk)
    errors <= \$468 ;
  always @(posedge clk)
    \$signal$92  <= \$469 ;
  \tt_um_tinynpu.engine.column_0  column_0 (
    .a_n(sample_n),
    .above_n(\nibble_n$44 ),
    .clear(clear),
    .clk(clk),
    .enable(swap),
    .first(first),
    .nibble_n(nibble_n),
    .\port$22$0 (\$3 ),
    .\port$24$0 (\$5 ),
    .\port$26$0 (\$7 ),
    .\port$28$0 (\$9 ),
    .\port$30$0 (\$11 ),
    .\port$32$0 (\$13 ),
    .\port$34$0 (\$15 ),
    .\port$36$0 (\$17 ),
    .\port$38$0 (\$19 ),
    .\port$40$0 (\$21 ),
    .\port$42$0 (\$23 ),
    .\port$44$0 (\$25 ),
    .\port$46$0 (\$27 ),
    .\port$48$0 (\$29 ),
    .rst(rst),
    .shift(shift),
    .sum__0(sum__0),
    .write__0(write__0)
  );
  \tt_um_tinynpu.engine.column_1  column_1 (
    .a_n(sample_n),
    .above_n(\nibble_n$53 ),
    .clear(clear),
    .clk(clk),
    .enable(swap),
    .first(first),
    .nibble_n(\nibble_n$44 ),
    .\port$22$0 (\$3 ),
    .\port$24$0 (\$5 ),
    .\port$26$0 (\$7 ),
    .\port$28$0 (\$9 ),
    .\port$30$0 (\$11 ),
    .\port$32$0 (\$13 ),
    .\port$34$0 (\$15 ),
    .\port$36$0 (\$17 ),
    .\port$38$0 (\$19 ),
    .\port$40$0 (\$21 ),
    .\port$42$0 (\$23 ),
    .\port$44$0 (\$25 ),
    .\port$46$0 (\$27 ),
    .\port$48$0 (\$29 ),
    .rst(rst),
    .shift(\shift$46 ),
    .sum__0(\sum__0$80 ),
    .write__0(\write__0$49 )
  );
  \tt_um_tinynpu.engine.column_2  column_2 (
    .a_n(sample_n),
    .above_n(\nibble_n$62 ),
    .clear(clear),
    .clk(clk),
    .enable(swap),
    .first(first),
    .nibble_n(\nibble_n$53 ),
    .\port$22$0 (\$3 ),
    .\port$24$0 (\$5 ),
    .\port$26$0 (\$7 ),
    .\port$28$0 (\$9 ),
    .\port$30$0 (\$11 ),
    .\port$32$0 (\$13 ),
    .\port$34$0 (\$15 ),
    .\port$36$0 (\$17 ),
    .\port$38$0 (\$19 ),
    .\port$40$0 (\$21 ),
    .\port$42$0 (\$23 ),
    .\port$44$0 (\$25 ),
    .\port$46$0 (\$27 ),
    .\port$48$0 (\$29 ),
    .rst(rst),
    .shift(\shift$55 ),
    .sum__0(\sum__0$81 ),
    .write__0(\write__0$58 )
  );
  \tt_um_tinynpu.engine.column_2  column_3 (
    .a_n(sample_n),
    .above_n(\nibble_n$71 ),
    .clear(clear),
    .clk(clk),
    .enable(swap),
    .first(first),
    .nibble_n(\nibble_n$62 ),
    .\port$22$0 (\$3 ),
    .\port$24$0 (\$5 ),
    .\port$26$0 (\$7 ),
    .\port$28$0 (\$9 ),
    .\port$30$0 (\$11 ),
    .\port$32$0 (\$13 ),
    .\port$34$0 (\$15 ),
    .\port$36$0 (\$17 ),
    .\port$38$0 (\$19 ),
    .\port$40$0 (\$21 ),
    .\port$42$0 (\$23 ),
    .\port$44$0 (\$25 ),
    .\port$46$0 (\$27 ),
    .\port$48$0 (\$29 ),
    .rst(rst),
    .shift(\shift$64 ),
    .sum__0(\sum__0$82 ),
    .write__0(\write__0$67 )
  );
  \tt_um_tinynpu.engine.column_4  column_4 (
    .a_n(sample_n),
    .clear(clear),
    .clk(clk),
    .enable(swap),
    .first(first),
    .nibble_n(\nibble_n$71 ),
    .\port$22$0 (\$3 ),
    .\port$24$0 (\$5 ),
    .\port$26$0 (\$7 ),
    .\port$28$0 (\$9 ),
    .\port$30$0 (\$11 ),
    .\port$32$0 (\$13 ),
    .\port$34$0 (\$15 ),
    .\port$36$0 (\$17 ),
    .\port$38$0 (\$19 ),
    .\port$40$0 (\$21 ),
    .\port$42$0 (\$23 ),
    .\port$44$0 (\$25 ),
    .\port$46$0 (\$27 ),
    .\port$48$0 (\$29 ),
    .rst(rst),
    .shift(\shift$73 ),
    .sum__0(\sum__0$83 ),
    .write__0(\write__0$76 )
  );
  \tt_um_tinynpu.engine.self_test  self_test (
    .add(add),
    .checksum(checksum),
    .clk(clk),
    .next(next),
    .\output (\output ),
    .\port$1923$0 (\$470 ),
    .rst(rst),
    .start(start)
  );
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$1 ) begin end
    (* full_case = 32'd1 *)
    casez (argument)
      3'h0:
          \$399  = 8'h74;
      3'h1:
          \$399  = 8'h6e;
      3'h2:
          \$399  = 8'h01;
      3'h3:
          \$399  = 8'h05;
      3'h4:
          \$399  = 8'h01;
      3'h5:
          \$399  = 8'h0e;
      3'h6:
          \$399  = 8'h14;
      3'h7:
          \$399  = 8'h80;
    endcase
  end
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$1 ) begin end
    ready = 1'h0;
    casez (fsm_state)
      4'h0:
          ready = 1'h1;
      4'h1:
          /* empty */;
      4'h2:
          /* empty */;
      4'h4:
          ready = 1'h1;
      4'h5:
          ready = 1'h1;
      4'h3:
          ready = 1'h1;
    endcase
  end
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$1 ) begin end
    clear = 1'h0;
    casez (fsm_state)
      4'h0:
          clear = 1'h1;
    endcase
  end
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$1 ) begin end
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
    if (\$auto$verilog_backend.cc:2355:dump_module$1 ) begin end
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
    if (\$auto$verilog_backend.cc:2355:dump_module$1 ) begin end
    \output  = 8'h00;
    casez (fsm_state)
      4'h0:
          /* empty */;
      4'h1:
          \output  = \$399 ;
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
          \output  = \$401 [7:0];
      4'h8:
          \output  = \$402 ;
    endcase
  end
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$1 ) begin end
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
    if (\$auto$verilog_backend.cc:2355:dump_module$1 ) begin end
    \$454  = place;
    if (rst) begin
      \$454  = 4'h0;
    end
  end
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$1 ) begin end
    \$455  = runs;
    if (rst) begin
      \$455  = 1'h0;
    end
  end
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$1 ) begin end
    \$456  = \$417 ;
    if (rst) begin
      \$456  = 1'h0;
    end
  end
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$1 ) begin end
    \$457  = \$signal$92 ;
    if (rst) begin
      \$457  = 1'h0;
    end
  end
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$1 ) begin end
    \$458  = \$426 ;
    if (rst) begin
      \$458  = 1'h0;
    end
  end
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$1 ) begin end
    \$459  = argument;
    casez (fsm_state)
      4'h0:
          \$459  = 3'h0;
      4'h1:
          if (taken) begin
            \$459  = \$428 [2:0];
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
            \$459  = \$445 [2:0];
            if (\$446 ) begin
              \$459  = 3'h0;
              if (\$448 ) begin
                if (\$450 ) begin
                  if (\$452 ) begin
                    \$459  = 3'h0;
                  end
                end
              end
            end
          end
      4'h8:
          if (taken) begin
            \$459  = \$453 [2:0];
          end
    endcase
    if (rst) begin
      \$459  = 3'h0;
    end
  end
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$1 ) begin end
    \$460  = place;
    casez (fsm_state)
      4'h0:
          \$460  = 4'h0;
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
            \$460  = \$432 [3:0];
            if (\$433 ) begin
              \$460  = 4'h0;
            end
            if (\$441 ) begin
              \$460  = 4'h0;
            end
          end
      4'h6:
          /* empty */;
      4'h7:
          if (taken) begin
            if (\$446 ) begin
              \$460  = \$447 [3:0];
              if (\$448 ) begin
                \$460  = 4'h0;
              end
            end
          end
    endcase
    if (rst) begin
      \$460  = 4'h0;
    end
  end
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$1 ) begin end
    \$461  = group;
    casez (fsm_state)
      4'h0:
          \$461  = 1'h0;
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
            if (\$433 ) begin
              \$461  = \$434 [0];
            end
            if (\$441 ) begin
              \$461  = 1'h0;
            end
          end
      4'h6:
          /* empty */;
      4'h7:
          if (taken) begin
            if (\$446 ) begin
              if (\$448 ) begin
                \$461  = \$449 [0];
                if (\$450 ) begin
                  \$461  = 1'h0;
                end
              end
            end
          end
    endcase
    if (rst) begin
      \$461  = 1'h0;
    end
  end
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$1 ) begin end
    \$462  = number;
    casez (fsm_state)
      4'h0:
          \$462  = 3'h0;
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
            if (\$446 ) begin
              if (\$448 ) begin
                if (\$450 ) begin
                  \$462  = \$451 [2:0];
                end
              end
            end
          end
    endcase
    if (rst) begin
      \$462  = 3'h0;
    end
  end
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$1 ) begin end
    \$463  = fsm_state;
    casez (fsm_state)
      4'h0:
          if (accepted) begin
            casez (\$signal )
              8'h00:
                  /* empty */;
              8'h01:
                  \$463  = 4'h1;
              8'h02:
                  \$463  = 4'h2;
              8'h03:
                  \$463  = 4'h3;
              8'h40, 8'h41:
                  \$463  = 4'h4;
            endcase
          end
      4'h1:
          if (taken) begin
            if (\$429 ) begin
              \$463  = 4'h0;
            end
          end
      4'h2:
          if (taken) begin
            \$463  = 4'h0;
          end
      4'h4:
          if (accepted) begin
            \$463  = 4'h5;
          end
      4'h5:
          if (accepted) begin
            \$463  = 4'h3;
            if (\$430 ) begin
              \$463  = 4'h0;
            end
          end
      4'h3:
          if (accepted) begin
            if (\$441 ) begin
              if (\$442 ) begin
                if (\$444 ) begin
                  \$463  = 4'h6;
                end
              end
            end
          end
      4'h6:
          \$463  = 4'h7;
      4'h7:
          if (taken) begin
            if (\$446 ) begin
              if (\$448 ) begin
                if (\$450 ) begin
                  if (\$452 ) begin
                    (* full_case = 32'd1 *)
                    if (testing) begin
                      \$463  = 4'h8;
                    end else begin
                      \$463  = 4'h0;
                    end
                  end
                end
              end
            end
          end
      4'h8:
          if (taken) begin
            if (argument[0]) begin
              \$463  = 4'h0;
            end
          end
    endcase
    if (rst) begin
      \$463  = 4'h0;
    end
  end
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$1 ) begin end
    \$464  = testing;
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
                  \$464  = 1'h1;
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
            if (\$446 ) begin
              if (\$448 ) begin
                if (\$450 ) begin
                  if (\$452 ) begin
                    \$464  = 1'h0;
                  end
                end
              end
            end
          end
    endcase
    if (rst) begin
      \$464  = 1'h0;
    end
  end
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$1 ) begin end
    \$465  = flags;
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
                  \$465  = 3'h0;
              8'h40, 8'h41:
                  \$465  = \$signal [2:0];
            endcase
          end
    endcase
    if (rst) begin
      \$465  = 3'h0;
    end
  end
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$1 ) begin end
    \$466  = steps;
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
                  \$466  = 12'h020;
            endcase
          end
      4'h1:
          /* empty */;
      4'h2:
          /* empty */;
      4'h4:
          if (accepted) begin
            \$466 [7:0] = \$signal ;
          end
      4'h5:
          if (accepted) begin
            \$466 [11:8] = \$signal [3:0];
          end
      4'h3:
          if (accepted) begin
            if (\$441 ) begin
              if (\$442 ) begin
                \$466  = \$443 [11:0];
              end
            end
          end
    endcase
  end
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$1 ) begin end
    \$467  = \$signal$91 ;
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
          if (accepted) begin
            \$467  = 1'h1;
          end
      4'h3:
          if (accepted) begin
            if (\$441 ) begin
              \$467  = 1'h0;
            end
          end
    endcase
    if (rst) begin
      \$467  = 1'h0;
    end
  end
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$1 ) begin end
    \$468  = errors;
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
                  \$468  = \$427 ;
            endcase
          end
      4'h1:
          /* empty */;
      4'h2:
          if (taken) begin
            \$468  = 2'h0;
          end
      4'h4:
          /* empty */;
      4'h5:
          if (accepted) begin
            if (\$430 ) begin
              \$468  = \$431 ;
            end
          end
    endcase
    if (rst) begin
      \$468  = 2'h0;
    end
  end
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$1 ) begin end
    \$469  = \$signal$92 ;
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
            if (\$441 ) begin
              \$469  = \$signal$91 ;
            end
          end
    endcase
    if (rst) begin
      \$469  = 1'h0;
    end
  end
  assign \byte$3  = \$470 [7:0];
  assign \nibble$6  = \$470 [11:8];
  assign \$signal$12  = \output ;
  assign \output$14  = \output ;
  assign is_read = { \$29 , \$27 , \$25 , \$23 , \$21 , \$19 , \$17 , \$15 , \$13 , \$11 , \$9 , \$7 , \$5 , \$3  };
  assign \sample_n$26  = sample_n;
  assign \place$27  = { \$29 , \$27 , \$25 , \$23 , \$21 , \$19 , \$17 , \$15 , \$13 , \$11 , \$9 , \$7 , \$5 , \$3  };
  assign \$signal$29  = first;
  assign clears = clear;
  assign \$signal$38  = swap;
  assign \sample_n$41  = sample_n;
  assign \place$42  = { \$29 , \$27 , \$25 , \$23 , \$21 , \$19 , \$17 , \$15 , \$13 , \$11 , \$9 , \$7 , \$5 , \$3  };
  assign \first$43  = first;
  assign above_n = \nibble_n$44 ;
  assign \clear$47  = clear;
  assign \swap$48  = swap;
  assign \sample_n$50  = sample_n;
  assign \place$51  = { \$29 , \$27 , \$25 , \$23 , \$21 , \$19 , \$17 , \$15 , \$13 , \$11 , \$9 , \$7 , \$5 , \$3  };
  assign \first$52  = first;
  assign \above_n$54  = \nibble_n$53 ;
  assign \clear$56  = clear;
  assign \swap$57  = swap;
  assign \sample_n$59  = sample_n;
  assign \place$60  = { \$29 , \$27 , \$25 , \$23 , \$21 , \$19 , \$17 , \$15 , \$13 , \$11 , \$9 , \$7 , \$5 , \$3  };
  assign \first$61  = first;
  assign \above_n$63  = \nibble_n$62 ;
  assign \clear$65  = clear;
  assign \swap$66  = swap;
  assign \sample_n$68  = sample_n;
  assign \place$69  = { \$29 , \$27 , \$25 , \$23 , \$21 , \$19 , \$17 , \$15 , \$13 , \$11 , \$9 , \$7 , \$5 , \$3  };
  assign \first$70  = first;
  assign \above_n$72  = \nibble_n$71 ;
  assign \clear$74  = clear;
  assign \swap$75  = swap;
  assign \$151  = \$150 ;
  assign \$400  = { argument[1:0], 3'h0 };
  assign \$427 [1] = errors[1];
  assign \$427 [0] = 1'h1;
  assign \$431 [0] = errors[0];
  assign \$431 [1] = 1'h1;
endmodule

module \tt_um_tinynpu.engine.column_0 (rst, \port$22$0 , \port$24$0 , \port$26$0 , \port$28$0 , \port$30$0 , \port$32$0 , \port$34$0 , \port$36$0 , \port$38$0 , \port$40$0 , \port$42$0 , \port$44$0 , \port$46$0 , \port$48$0 , nibble_n, shift, write__0, sum__0, clear, a_n
, first, enable, above_n, clk);
  reg \$auto$verilog_backend.cc:2355:dump_module$2  = 0;
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
  input clk;
  wire clk;
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
  input first;
  wire first;
  reg [7:0] following_n;
  input [3:0] nibble_n;
  wire [3:0] nibble_n;
  wire [13:0] place;
  input \port$22$0 ;
  wire \port$22$0 ;
  input \port$24$0 ;
  wire \port$24$0 ;
  input \port$26$0 ;
  wire \port$26$0 ;
  input \port$28$0 ;
  wire \port$28$0 ;
  input \port$30$0 ;
  wire \port$30$0 ;
  input \port$32$0 ;
  wire \port$32$0 ;
  input \port$34$0 ;
  wire \port$34$0 ;
  input \port$36$0 ;
  wire \port$36$0 ;
  input \port$38$0 ;
  wire \port$38$0 ;
  input \port$40$0 ;
  wire \port$40$0 ;
  input \port$42$0 ;
  wire \port$42$0 ;
  input \port$44$0 ;
  wire \port$44$0 ;
  input \port$46$0 ;
  wire \port$46$0 ;
  input \port$48$0 ;
  wire \port$48$0 ;
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
  input rst;
  wire rst;
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
  assign \$3  = \q$47  & { \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0  };
  assign \$5  = \q$49  & { \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0  };
  assign \$6  = \$4  | \$5 ;
  assign \$7  = \q$50  & { \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0  };
  assign \$8  = \$6  | \$7 ;
  assign \$9  = \q$51  & { \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0  };
  assign \$10  = \$8  | \$9 ;
  assign \$11  = \q$52  & { \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0  };
  assign \$12  = \$10  | \$11 ;
  assign \$13  = \q$53  & { \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0  };
  assign \$14  = \$12  | \$13 ;
  assign \$15  = \q$54  & { \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0  };
  assign \$16  = \$14  | \$15 ;
  assign \$17  = \q$55  & { \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0  };
  assign \$18  = \$16  | \$17 ;
  assign \$19  = \q$56  & { \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0  };
  assign \$20  = \$18  | \$19 ;
  assign \$21  = \q$57  & { \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0  };
  assign \$22  = \$20  | \$21 ;
  assign \$23  = \q$58  & { \port$42$0 , \port$42$0 , \port$42$0 , \port$42$0 , \port$42$0 , \port$42$0 , \port$42$0 , \port$42$0 , \port$42$0 , \port$42$0 , \port$42$0 , \port$42$0 , \port$42$0 , \port$42$0 , \port$42$0 , \port$42$0 , \port$42$0 , \port$42$0 , \port$42$0 , \port$42$0  };
  assign \$24  = \$22  | \$23 ;
  assign \$25  = \q$59  & { \port$44$0 , \port$44$0 , \port$44$0 , \port$44$0 , \port$44$0 , \port$44$0 , \port$44$0 , \port$44$0 , \port$44$0 , \port$44$0 , \port$44$0 , \port$44$0 , \port$44$0 , \port$44$0 , \port$44$0 , \port$44$0 , \port$44$0 , \port$44$0 , \port$44$0 , \port$44$0  };
  assign \$26  = \$24  | \$25 ;
  assign \$27  = \q$60  & { \port$46$0 , \port$46$0 , \port$46$0 , \port$46$0 , \port$46$0 , \port$46$0 , \port$46$0 , \port$46$0 , \port$46$0 , \port$46$0 , \port$46$0 , \port$46$0 , \port$46$0 , \port$46$0 , \port$46$0 , \port$46$0 , \port$46$0 , \port$46$0 , \port$46$0 , \port$46$0  };
  assign \$28  = \$26  | \$27 ;
  assign \$29  = \q$61  & { \port$48$0 , \port$48$0 , \port$48$0 , \port$48$0 , \port$48$0 , \port$48$0 , \port$48$0 , \port$48$0 , \port$48$0 , \port$48$0 , \port$48$0 , \port$48$0 , \port$48$0 , \port$48$0 , \port$48$0 , \port$48$0 , \port$48$0 , \port$48$0 , \port$48$0 , \port$48$0  };
  assign sum__0 = \$28  | \$29 ;
  always @(posedge clk)
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
    .clk(clk),
    .enable(write__0[0]),
    .\port$712$0 (\$31 ),
    .\port$714$0 (\$32 ),
    .\port$717$0 (\$33 ),
    .\port$721$0 (\$34 ),
    .\port$726$0 (\$35 ),
    .\port$732$0 (\$36 ),
    .\port$739$0 (\$37 ),
    .\port$747$0 (\$38 ),
    .\port$756$0 (\$39 ),
    .\port$764$0 (\$40 ),
    .\port$770$0 (\$41 ),
    .\port$775$0 (\$42 ),
    .\port$779$0 (\$43 ),
    .\port$782$0 (\$44 ),
    .\port$784$0 (\$45 ),
    .\port$787$0 (\$46 ),
    .\port$791$0 (\$47 ),
    .\port$796$0 (\$48 ),
    .\port$802$0 (\$49 ),
    .\port$809$0 (\$50 ),
    .q(\q$47 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_1 (
    .clk(clk),
    .enable(write__0[1]),
    .\port$712$0 (\$31 ),
    .\port$714$0 (\$32 ),
    .\port$717$0 (\$33 ),
    .\port$721$0 (\$34 ),
    .\port$726$0 (\$35 ),
    .\port$732$0 (\$36 ),
    .\port$739$0 (\$37 ),
    .\port$747$0 (\$38 ),
    .\port$756$0 (\$39 ),
    .\port$764$0 (\$40 ),
    .\port$770$0 (\$41 ),
    .\port$775$0 (\$42 ),
    .\port$779$0 (\$43 ),
    .\port$782$0 (\$44 ),
    .\port$784$0 (\$45 ),
    .\port$787$0 (\$46 ),
    .\port$791$0 (\$47 ),
    .\port$796$0 (\$48 ),
    .\port$802$0 (\$49 ),
    .\port$809$0 (\$50 ),
    .q(\q$49 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_10 (
    .clk(clk),
    .enable(write__0[10]),
    .\port$712$0 (\$31 ),
    .\port$714$0 (\$32 ),
    .\port$717$0 (\$33 ),
    .\port$721$0 (\$34 ),
    .\port$726$0 (\$35 ),
    .\port$732$0 (\$36 ),
    .\port$739$0 (\$37 ),
    .\port$747$0 (\$38 ),
    .\port$756$0 (\$39 ),
    .\port$764$0 (\$40 ),
    .\port$770$0 (\$41 ),
    .\port$775$0 (\$42 ),
    .\port$779$0 (\$43 ),
    .\port$782$0 (\$44 ),
    .\port$784$0 (\$45 ),
    .\port$787$0 (\$46 ),
    .\port$791$0 (\$47 ),
    .\port$796$0 (\$48 ),
    .\port$802$0 (\$49 ),
    .\port$809$0 (\$50 ),
    .q(\q$58 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_11 (
    .clk(clk),
    .enable(write__0[11]),
    .\port$712$0 (\$31 ),
    .\port$714$0 (\$32 ),
    .\port$717$0 (\$33 ),
    .\port$721$0 (\$34 ),
    .\port$726$0 (\$35 ),
    .\port$732$0 (\$36 ),
    .\port$739$0 (\$37 ),
    .\port$747$0 (\$38 ),
    .\port$756$0 (\$39 ),
    .\port$764$0 (\$40 ),
    .\port$770$0 (\$41 ),
    .\port$775$0 (\$42 ),
    .\port$779$0 (\$43 ),
    .\port$782$0 (\$44 ),
    .\port$784$0 (\$45 ),
    .\port$787$0 (\$46 ),
    .\port$791$0 (\$47 ),
    .\port$796$0 (\$48 ),
    .\port$802$0 (\$49 ),
    .\port$809$0 (\$50 ),
    .q(\q$59 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_12 (
    .clk(clk),
    .enable(write__0[12]),
    .\port$712$0 (\$31 ),
    .\port$714$0 (\$32 ),
    .\port$717$0 (\$33 ),
    .\port$721$0 (\$34 ),
    .\port$726$0 (\$35 ),
    .\port$732$0 (\$36 ),
    .\port$739$0 (\$37 ),
    .\port$747$0 (\$38 ),
    .\port$756$0 (\$39 ),
    .\port$764$0 (\$40 ),
    .\port$770$0 (\$41 ),
    .\port$775$0 (\$42 ),
    .\port$779$0 (\$43 ),
    .\port$782$0 (\$44 ),
    .\port$784$0 (\$45 ),
    .\port$787$0 (\$46 ),
    .\port$791$0 (\$47 ),
    .\port$796$0 (\$48 ),
    .\port$802$0 (\$49 ),
    .\port$809$0 (\$50 ),
    .q(\q$60 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_13 (
    .clk(clk),
    .enable(write__0[13]),
    .\port$712$0 (\$31 ),
    .\port$714$0 (\$32 ),
    .\port$717$0 (\$33 ),
    .\port$721$0 (\$34 ),
    .\port$726$0 (\$35 ),
    .\port$732$0 (\$36 ),
    .\port$739$0 (\$37 ),
    .\port$747$0 (\$38 ),
    .\port$756$0 (\$39 ),
    .\port$764$0 (\$40 ),
    .\port$770$0 (\$41 ),
    .\port$775$0 (\$42 ),
    .\port$779$0 (\$43 ),
    .\port$782$0 (\$44 ),
    .\port$784$0 (\$45 ),
    .\port$787$0 (\$46 ),
    .\port$791$0 (\$47 ),
    .\port$796$0 (\$48 ),
    .\port$802$0 (\$49 ),
    .\port$809$0 (\$50 ),
    .q(\q$61 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_2 (
    .clk(clk),
    .enable(write__0[2]),
    .\port$712$0 (\$31 ),
    .\port$714$0 (\$32 ),
    .\port$717$0 (\$33 ),
    .\port$721$0 (\$34 ),
    .\port$726$0 (\$35 ),
    .\port$732$0 (\$36 ),
    .\port$739$0 (\$37 ),
    .\port$747$0 (\$38 ),
    .\port$756$0 (\$39 ),
    .\port$764$0 (\$40 ),
    .\port$770$0 (\$41 ),
    .\port$775$0 (\$42 ),
    .\port$779$0 (\$43 ),
    .\port$782$0 (\$44 ),
    .\port$784$0 (\$45 ),
    .\port$787$0 (\$46 ),
    .\port$791$0 (\$47 ),
    .\port$796$0 (\$48 ),
    .\port$802$0 (\$49 ),
    .\port$809$0 (\$50 ),
    .q(\q$50 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_3 (
    .clk(clk),
    .enable(write__0[3]),
    .\port$712$0 (\$31 ),
    .\port$714$0 (\$32 ),
    .\port$717$0 (\$33 ),
    .\port$721$0 (\$34 ),
    .\port$726$0 (\$35 ),
    .\port$732$0 (\$36 ),
    .\port$739$0 (\$37 ),
    .\port$747$0 (\$38 ),
    .\port$756$0 (\$39 ),
    .\port$764$0 (\$40 ),
    .\port$770$0 (\$41 ),
    .\port$775$0 (\$42 ),
    .\port$779$0 (\$43 ),
    .\port$782$0 (\$44 ),
    .\port$784$0 (\$45 ),
    .\port$787$0 (\$46 ),
    .\port$791$0 (\$47 ),
    .\port$796$0 (\$48 ),
    .\port$802$0 (\$49 ),
    .\port$809$0 (\$50 ),
    .q(\q$51 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_4 (
    .clk(clk),
    .enable(write__0[4]),
    .\port$712$0 (\$31 ),
    .\port$714$0 (\$32 ),
    .\port$717$0 (\$33 ),
    .\port$721$0 (\$34 ),
    .\port$726$0 (\$35 ),
    .\port$732$0 (\$36 ),
    .\port$739$0 (\$37 ),
    .\port$747$0 (\$38 ),
    .\port$756$0 (\$39 ),
    .\port$764$0 (\$40 ),
    .\port$770$0 (\$41 ),
    .\port$775$0 (\$42 ),
    .\port$779$0 (\$43 ),
    .\port$782$0 (\$44 ),
    .\port$784$0 (\$45 ),
    .\port$787$0 (\$46 ),
    .\port$791$0 (\$47 ),
    .\port$796$0 (\$48 ),
    .\port$802$0 (\$49 ),
    .\port$809$0 (\$50 ),
    .q(\q$52 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_5 (
    .clk(clk),
    .enable(write__0[5]),
    .\port$712$0 (\$31 ),
    .\port$714$0 (\$32 ),
    .\port$717$0 (\$33 ),
    .\port$721$0 (\$34 ),
    .\port$726$0 (\$35 ),
    .\port$732$0 (\$36 ),
    .\port$739$0 (\$37 ),
    .\port$747$0 (\$38 ),
    .\port$756$0 (\$39 ),
    .\port$764$0 (\$40 ),
    .\port$770$0 (\$41 ),
    .\port$775$0 (\$42 ),
    .\port$779$0 (\$43 ),
    .\port$782$0 (\$44 ),
    .\port$784$0 (\$45 ),
    .\port$787$0 (\$46 ),
    .\port$791$0 (\$47 ),
    .\port$796$0 (\$48 ),
    .\port$802$0 (\$49 ),
    .\port$809$0 (\$50 ),
    .q(\q$53 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_6 (
    .clk(clk),
    .enable(write__0[6]),
    .\port$712$0 (\$31 ),
    .\port$714$0 (\$32 ),
    .\port$717$0 (\$33 ),
    .\port$721$0 (\$34 ),
    .\port$726$0 (\$35 ),
    .\port$732$0 (\$36 ),
    .\port$739$0 (\$37 ),
    .\port$747$0 (\$38 ),
    .\port$756$0 (\$39 ),
    .\port$764$0 (\$40 ),
    .\port$770$0 (\$41 ),
    .\port$775$0 (\$42 ),
    .\port$779$0 (\$43 ),
    .\port$782$0 (\$44 ),
    .\port$784$0 (\$45 ),
    .\port$787$0 (\$46 ),
    .\port$791$0 (\$47 ),
    .\port$796$0 (\$48 ),
    .\port$802$0 (\$49 ),
    .\port$809$0 (\$50 ),
    .q(\q$54 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_7 (
    .clk(clk),
    .enable(write__0[7]),
    .\port$712$0 (\$31 ),
    .\port$714$0 (\$32 ),
    .\port$717$0 (\$33 ),
    .\port$721$0 (\$34 ),
    .\port$726$0 (\$35 ),
    .\port$732$0 (\$36 ),
    .\port$739$0 (\$37 ),
    .\port$747$0 (\$38 ),
    .\port$756$0 (\$39 ),
    .\port$764$0 (\$40 ),
    .\port$770$0 (\$41 ),
    .\port$775$0 (\$42 ),
    .\port$779$0 (\$43 ),
    .\port$782$0 (\$44 ),
    .\port$784$0 (\$45 ),
    .\port$787$0 (\$46 ),
    .\port$791$0 (\$47 ),
    .\port$796$0 (\$48 ),
    .\port$802$0 (\$49 ),
    .\port$809$0 (\$50 ),
    .q(\q$55 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_8 (
    .clk(clk),
    .enable(write__0[8]),
    .\port$712$0 (\$31 ),
    .\port$714$0 (\$32 ),
    .\port$717$0 (\$33 ),
    .\port$721$0 (\$34 ),
    .\port$726$0 (\$35 ),
    .\port$732$0 (\$36 ),
    .\port$739$0 (\$37 ),
    .\port$747$0 (\$38 ),
    .\port$756$0 (\$39 ),
    .\port$764$0 (\$40 ),
    .\port$770$0 (\$41 ),
    .\port$775$0 (\$42 ),
    .\port$779$0 (\$43 ),
    .\port$782$0 (\$44 ),
    .\port$784$0 (\$45 ),
    .\port$787$0 (\$46 ),
    .\port$791$0 (\$47 ),
    .\port$796$0 (\$48 ),
    .\port$802$0 (\$49 ),
    .\port$809$0 (\$50 ),
    .q(\q$56 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_9 (
    .clk(clk),
    .enable(write__0[9]),
    .\port$712$0 (\$31 ),
    .\port$714$0 (\$32 ),
    .\port$717$0 (\$33 ),
    .\port$721$0 (\$34 ),
    .\port$726$0 (\$35 ),
    .\port$732$0 (\$36 ),
    .\port$739$0 (\$37 ),
    .\port$747$0 (\$38 ),
    .\port$756$0 (\$39 ),
    .\port$764$0 (\$40 ),
    .\port$770$0 (\$41 ),
    .\port$775$0 (\$42 ),
    .\port$779$0 (\$43 ),
    .\port$782$0 (\$44 ),
    .\port$784$0 (\$45 ),
    .\port$787$0 (\$46 ),
    .\port$791$0 (\$47 ),
    .\port$796$0 (\$48 ),
    .\port$802$0 (\$49 ),
    .\port$809$0 (\$50 ),
    .q(\q$57 )
  );
  \tt_um_tinynpu.engine.column_0.weight_n  weight_n (
    .clk(clk),
    .d(following_n),
    .enable(enable),
    .q(b_n)
  );
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$2 ) begin end
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
  assign place = { \port$48$0 , \port$46$0 , \port$44$0 , \port$42$0 , \port$40$0 , \port$38$0 , \port$36$0 , \port$34$0 , \port$32$0 , \port$30$0 , \port$28$0 , \port$26$0 , \port$24$0 , \port$22$0  };
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

module \tt_um_tinynpu.engine.column_0.sum_0_0 (enable, \port$712$0 , \port$714$0 , \port$717$0 , \port$721$0 , \port$726$0 , \port$732$0 , \port$739$0 , \port$747$0 , \port$756$0 , \port$764$0 , \port$770$0 , \port$775$0 , \port$779$0 , \port$782$0 , \port$784$0 , \port$787$0 , \port$791$0 , \port$796$0 , \port$802$0 , \port$809$0 
, q, clk);
  input clk;
  wire clk;
  wire [19:0] d;
  input enable;
  wire enable;
  input \port$712$0 ;
  wire \port$712$0 ;
  input \port$714$0 ;
  wire \port$714$0 ;
  input \port$717$0 ;
  wire \port$717$0 ;
  input \port$721$0 ;
  wire \port$721$0 ;
  input \port$726$0 ;
  wire \port$726$0 ;
  input \port$732$0 ;
  wire \port$732$0 ;
  input \port$739$0 ;
  wire \port$739$0 ;
  input \port$747$0 ;
  wire \port$747$0 ;
  input \port$756$0 ;
  wire \port$756$0 ;
  input \port$764$0 ;
  wire \port$764$0 ;
  input \port$770$0 ;
  wire \port$770$0 ;
  input \port$775$0 ;
  wire \port$775$0 ;
  input \port$779$0 ;
  wire \port$779$0 ;
  input \port$782$0 ;
  wire \port$782$0 ;
  input \port$784$0 ;
  wire \port$784$0 ;
  input \port$787$0 ;
  wire \port$787$0 ;
  input \port$791$0 ;
  wire \port$791$0 ;
  input \port$796$0 ;
  wire \port$796$0 ;
  input \port$802$0 ;
  wire \port$802$0 ;
  input \port$809$0 ;
  wire \port$809$0 ;
  output [19:0] q;
  wire [19:0] q;
  tinynpu_word #(
    .WIDTH(32'd20)
  ) \cell  (
    .clk(clk),
    .d({ \port$809$0 , \port$802$0 , \port$796$0 , \port$791$0 , \port$787$0 , \port$784$0 , \port$782$0 , \port$779$0 , \port$775$0 , \port$770$0 , \port$764$0 , \port$756$0 , \port$747$0 , \port$739$0 , \port$732$0 , \port$726$0 , \port$721$0 , \port$717$0 , \port$714$0 , \port$712$0  }),
    .enable(enable),
    .q(q)
  );
  assign d = { \port$809$0 , \port$802$0 , \port$796$0 , \port$791$0 , \port$787$0 , \port$784$0 , \port$782$0 , \port$779$0 , \port$775$0 , \port$770$0 , \port$764$0 , \port$756$0 , \port$747$0 , \port$739$0 , \port$732$0 , \port$726$0 , \port$721$0 , \port$717$0 , \port$714$0 , \port$712$0  };
endmodule

module \tt_um_tinynpu.engine.column_0.weight_n (q, enable, d, clk);
  input clk;
  wire clk;
  input [7:0] d;
  wire [7:0] d;
  input enable;
  wire enable;
  output [7:0] q;
  wire [7:0] q;
  tinynpu_word #(
    .WIDTH(32'd8)
  ) \cell  (
    .clk(clk),
    .d(d),
    .enable(enable),
    .q(q)
  );
endmodule

module \tt_um_tinynpu.engine.column_1 (rst, \port$22$0 , \port$24$0 , \port$26$0 , \port$28$0 , \port$30$0 , \port$32$0 , \port$34$0 , \port$36$0 , \port$38$0 , \port$40$0 , \port$42$0 , \port$44$0 , \port$46$0 , \port$48$0 , shift, write__0, sum__0, clear, a_n, first
, enable, nibble_n, above_n, clk);
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
  input clk;
  wire clk;
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
  input first;
  wire first;
  reg [7:0] following_n;
  input [3:0] nibble_n;
  wire [3:0] nibble_n;
  wire [13:0] place;
  input \port$22$0 ;
  wire \port$22$0 ;
  input \port$24$0 ;
  wire \port$24$0 ;
  input \port$26$0 ;
  wire \port$26$0 ;
  input \port$28$0 ;
  wire \port$28$0 ;
  input \port$30$0 ;
  wire \port$30$0 ;
  input \port$32$0 ;
  wire \port$32$0 ;
  input \port$34$0 ;
  wire \port$34$0 ;
  input \port$36$0 ;
  wire \port$36$0 ;
  input \port$38$0 ;
  wire \port$38$0 ;
  input \port$40$0 ;
  wire \port$40$0 ;
  input \port$42$0 ;
  wire \port$42$0 ;
  input \port$44$0 ;
  wire \port$44$0 ;
  input \port$46$0 ;
  wire \port$46$0 ;
  input \port$48$0 ;
  wire \port$48$0 ;
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
  input rst;
  wire rst;
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
  assign \$3  = \q$47  & { \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0  };
  assign \$5  = \q$49  & { \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0  };
  assign \$6  = \$4  | \$5 ;
  assign \$7  = \q$50  & { \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0  };
  assign \$8  = \$6  | \$7 ;
  assign \$9  = \q$51  & { \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0  };
  assign \$10  = \$8  | \$9 ;
  assign \$11  = \q$52  & { \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0  };
  assign \$12  = \$10  | \$11 ;
  assign \$13  = \q$53  & { \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0  };
  assign \$14  = \$12  | \$13 ;
  assign \$15  = \q$54  & { \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0  };
  assign \$16  = \$14  | \$15 ;
  assign \$17  = \q$55  & { \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0  };
  assign \$18  = \$16  | \$17 ;
  assign \$19  = \q$56  & { \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0  };
  assign \$20  = \$18  | \$19 ;
  assign \$21  = \q$57  & { \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0  };
  assign \$22  = \$20  | \$21 ;
  assign \$23  = \q$58  & { \port$42$0 , \port$42$0 , \port$42$0 , \port$42$0 , \port$42$0 , \port$42$0 , \port$42$0 , \port$42$0 , \port$42$0 , \port$42$0 , \port$42$0 , \port$42$0 , \port$42$0 , \port$42$0 , \port$42$0 , \port$42$0 , \port$42$0 , \port$42$0 , \port$42$0 , \port$42$0  };
  assign \$24  = \$22  | \$23 ;
  assign \$25  = \q$59  & { \port$44$0 , \port$44$0 , \port$44$0 , \port$44$0 , \port$44$0 , \port$44$0 , \port$44$0 , \port$44$0 , \port$44$0 , \port$44$0 , \port$44$0 , \port$44$0 , \port$44$0 , \port$44$0 , \port$44$0 , \port$44$0 , \port$44$0 , \port$44$0 , \port$44$0 , \port$44$0  };
  assign \$26  = \$24  | \$25 ;
  assign \$27  = \q$60  & { \port$46$0 , \port$46$0 , \port$46$0 , \port$46$0 , \port$46$0 , \port$46$0 , \port$46$0 , \port$46$0 , \port$46$0 , \port$46$0 , \port$46$0 , \port$46$0 , \port$46$0 , \port$46$0 , \port$46$0 , \port$46$0 , \port$46$0 , \port$46$0 , \port$46$0 , \port$46$0  };
  assign \$28  = \$26  | \$27 ;
  assign \$29  = \q$61  & { \port$48$0 , \port$48$0 , \port$48$0 , \port$48$0 , \port$48$0 , \port$48$0 , \port$48$0 , \port$48$0 , \port$48$0 , \port$48$0 , \port$48$0 , \port$48$0 , \port$48$0 , \port$48$0 , \port$48$0 , \port$48$0 , \port$48$0 , \port$48$0 , \port$48$0 , \port$48$0  };
  assign sum__0 = \$28  | \$29 ;
  always @(posedge clk)
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
    .clk(clk),
    .enable(write__0[0]),
    .\port$1007$0 (\$38 ),
    .\port$1016$0 (\$39 ),
    .\port$1024$0 (\$40 ),
    .\port$1030$0 (\$41 ),
    .\port$1035$0 (\$42 ),
    .\port$1039$0 (\$43 ),
    .\port$1042$0 (\$44 ),
    .\port$1044$0 (\$45 ),
    .\port$1047$0 (\$46 ),
    .\port$1051$0 (\$47 ),
    .\port$1056$0 (\$48 ),
    .\port$1062$0 (\$49 ),
    .\port$1069$0 (\$50 ),
    .\port$972$0 (\$31 ),
    .\port$974$0 (\$32 ),
    .\port$977$0 (\$33 ),
    .\port$981$0 (\$34 ),
    .\port$986$0 (\$35 ),
    .\port$992$0 (\$36 ),
    .\port$999$0 (\$37 ),
    .q(\q$47 )
  );
  \tt_um_tinynpu.engine.column_1.sum_0_0  sum_0_1 (
    .clk(clk),
    .enable(write__0[1]),
    .\port$1007$0 (\$38 ),
    .\port$1016$0 (\$39 ),
    .\port$1024$0 (\$40 ),
    .\port$1030$0 (\$41 ),
    .\port$1035$0 (\$42 ),
    .\port$1039$0 (\$43 ),
    .\port$1042$0 (\$44 ),
    .\port$1044$0 (\$45 ),
    .\port$1047$0 (\$46 ),
    .\port$1051$0 (\$47 ),
    .\port$1056$0 (\$48 ),
    .\port$1062$0 (\$49 ),
    .\port$1069$0 (\$50 ),
    .\port$972$0 (\$31 ),
    .\port$974$0 (\$32 ),
    .\port$977$0 (\$33 ),
    .\port$981$0 (\$34 ),
    .\port$986$0 (\$35 ),
    .\port$992$0 (\$36 ),
    .\port$999$0 (\$37 ),
    .q(\q$49 )
  );
  \tt_um_tinynpu.engine.column_1.sum_0_0  sum_0_10 (
    .clk(clk),
    .enable(write__0[10]),
    .\port$1007$0 (\$38 ),
    .\port$1016$0 (\$39 ),
    .\port$1024$0 (\$40 ),
    .\port$1030$0 (\$41 ),
    .\port$1035$0 (\$42 ),
    .\port$1039$0 (\$43 ),
    .\port$1042$0 (\$44 ),
    .\port$1044$0 (\$45 ),
    .\port$1047$0 (\$46 ),
    .\port$1051$0 (\$47 ),
    .\port$1056$0 (\$48 ),
    .\port$1062$0 (\$49 ),
    .\port$1069$0 (\$50 ),
    .\port$972$0 (\$31 ),
    .\port$974$0 (\$32 ),
    .\port$977$0 (\$33 ),
    .\port$981$0 (\$34 ),
    .\port$986$0 (\$35 ),
    .\port$992$0 (\$36 ),
    .\port$999$0 (\$37 ),
    .q(\q$58 )
  );
  \tt_um_tinynpu.engine.column_1.sum_0_0  sum_0_11 (
    .clk(clk),
    .enable(write__0[11]),
    .\port$1007$0 (\$38 ),
    .\port$1016$0 (\$39 ),
    .\port$1024$0 (\$40 ),
    .\port$1030$0 (\$41 ),
    .\port$1035$0 (\$42 ),
    .\port$1039$0 (\$43 ),
    .\port$1042$0 (\$44 ),
    .\port$1044$0 (\$45 ),
    .\port$1047$0 (\$46 ),
    .\port$1051$0 (\$47 ),
    .\port$1056$0 (\$48 ),
    .\port$1062$0 (\$49 ),
    .\port$1069$0 (\$50 ),
    .\port$972$0 (\$31 ),
    .\port$974$0 (\$32 ),
    .\port$977$0 (\$33 ),
    .\port$981$0 (\$34 ),
    .\port$986$0 (\$35 ),
    .\port$992$0 (\$36 ),
    .\port$999$0 (\$37 ),
    .q(\q$59 )
  );
  \tt_um_tinynpu.engine.column_1.sum_0_0  sum_0_12 (
    .clk(clk),
    .enable(write__0[12]),
    .\port$1007$0 (\$38 ),
    .\port$1016$0 (\$39 ),
    .\port$1024$0 (\$40 ),
    .\port$1030$0 (\$41 ),
    .\port$1035$0 (\$42 ),
    .\port$1039$0 (\$43 ),
    .\port$1042$0 (\$44 ),
    .\port$1044$0 (\$45 ),
    .\port$1047$0 (\$46 ),
    .\port$1051$0 (\$47 ),
    .\port$1056$0 (\$48 ),
    .\port$1062$0 (\$49 ),
    .\port$1069$0 (\$50 ),
    .\port$972$0 (\$31 ),
    .\port$974$0 (\$32 ),
    .\port$977$0 (\$33 ),
    .\port$981$0 (\$34 ),
    .\port$986$0 (\$35 ),
    .\port$992$0 (\$36 ),
    .\port$999$0 (\$37 ),
    .q(\q$60 )
  );
  \tt_um_tinynpu.engine.column_1.sum_0_0  sum_0_13 (
    .clk(clk),
    .enable(write__0[13]),
    .\port$1007$0 (\$38 ),
    .\port$1016$0 (\$39 ),
    .\port$1024$0 (\$40 ),
    .\port$1030$0 (\$41 ),
    .\port$1035$0 (\$42 ),
    .\port$1039$0 (\$43 ),
    .\port$1042$0 (\$44 ),
    .\port$1044$0 (\$45 ),
    .\port$1047$0 (\$46 ),
    .\port$1051$0 (\$47 ),
    .\port$1056$0 (\$48 ),
    .\port$1062$0 (\$49 ),
    .\port$1069$0 (\$50 ),
    .\port$972$0 (\$31 ),
    .\port$974$0 (\$32 ),
    .\port$977$0 (\$33 ),
    .\port$981$0 (\$34 ),
    .\port$986$0 (\$35 ),
    .\port$992$0 (\$36 ),
    .\port$999$0 (\$37 ),
    .q(\q$61 )
  );
  \tt_um_tinynpu.engine.column_1.sum_0_0  sum_0_2 (
    .clk(clk),
    .enable(write__0[2]),
    .\port$1007$0 (\$38 ),
    .\port$1016$0 (\$39 ),
    .\port$1024$0 (\$40 ),
    .\port$1030$0 (\$41 ),
    .\port$1035$0 (\$42 ),
    .\port$1039$0 (\$43 ),
    .\port$1042$0 (\$44 ),
    .\port$1044$0 (\$45 ),
    .\port$1047$0 (\$46 ),
    .\port$1051$0 (\$47 ),
    .\port$1056$0 (\$48 ),
    .\port$1062$0 (\$49 ),
    .\port$1069$0 (\$50 ),
    .\port$972$0 (\$31 ),
    .\port$974$0 (\$32 ),
    .\port$977$0 (\$33 ),
    .\port$981$0 (\$34 ),
    .\port$986$0 (\$35 ),
    .\port$992$0 (\$36 ),
    .\port$999$0 (\$37 ),
    .q(\q$50 )
  );
  \tt_um_tinynpu.engine.column_1.sum_0_0  sum_0_3 (
    .clk(clk),
    .enable(write__0[3]),
    .\port$1007$0 (\$38 ),
    .\port$1016$0 (\$39 ),
    .\port$1024$0 (\$40 ),
    .\port$1030$0 (\$41 ),
    .\port$1035$0 (\$42 ),
    .\port$1039$0 (\$43 ),
    .\port$1042$0 (\$44 ),
    .\port$1044$0 (\$45 ),
    .\port$1047$0 (\$46 ),
    .\port$1051$0 (\$47 ),
    .\port$1056$0 (\$48 ),
    .\port$1062$0 (\$49 ),
    .\port$1069$0 (\$50 ),
    .\port$972$0 (\$31 ),
    .\port$974$0 (\$32 ),
    .\port$977$0 (\$33 ),
    .\port$981$0 (\$34 ),
    .\port$986$0 (\$35 ),
    .\port$992$0 (\$36 ),
    .\port$999$0 (\$37 ),
    .q(\q$51 )
  );
  \tt_um_tinynpu.engine.column_1.sum_0_0  sum_0_4 (
    .clk(clk),
    .enable(write__0[4]),
    .\port$1007$0 (\$38 ),
    .\port$1016$0 (\$39 ),
    .\port$1024$0 (\$40 ),
    .\port$1030$0 (\$41 ),
    .\port$1035$0 (\$42 ),
    .\port$1039$0 (\$43 ),
    .\port$1042$0 (\$44 ),
    .\port$1044$0 (\$45 ),
    .\port$1047$0 (\$46 ),
    .\port$1051$0 (\$47 ),
    .\port$1056$0 (\$48 ),
    .\port$1062$0 (\$49 ),
    .\port$1069$0 (\$50 ),
    .\port$972$0 (\$31 ),
    .\port$974$0 (\$32 ),
    .\port$977$0 (\$33 ),
    .\port$981$0 (\$34 ),
    .\port$986$0 (\$35 ),
    .\port$992$0 (\$36 ),
    .\port$999$0 (\$37 ),
    .q(\q$52 )
  );
  \tt_um_tinynpu.engine.column_1.sum_0_0  sum_0_5 (
    .clk(clk),
    .enable(write__0[5]),
    .\port$1007$0 (\$38 ),
    .\port$1016$0 (\$39 ),
    .\port$1024$0 (\$40 ),
    .\port$1030$0 (\$41 ),
    .\port$1035$0 (\$42 ),
    .\port$1039$0 (\$43 ),
    .\port$1042$0 (\$44 ),
    .\port$1044$0 (\$45 ),
    .\port$1047$0 (\$46 ),
    .\port$1051$0 (\$47 ),
    .\port$1056$0 (\$48 ),
    .\port$1062$0 (\$49 ),
    .\port$1069$0 (\$50 ),
    .\port$972$0 (\$31 ),
    .\port$974$0 (\$32 ),
    .\port$977$0 (\$33 ),
    .\port$981$0 (\$34 ),
    .\port$986$0 (\$35 ),
    .\port$992$0 (\$36 ),
    .\port$999$0 (\$37 ),
    .q(\q$53 )
  );
  \tt_um_tinynpu.engine.column_1.sum_0_0  sum_0_6 (
    .clk(clk),
    .enable(write__0[6]),
    .\port$1007$0 (\$38 ),
    .\port$1016$0 (\$39 ),
    .\port$1024$0 (\$40 ),
    .\port$1030$0 (\$41 ),
    .\port$1035$0 (\$42 ),
    .\port$1039$0 (\$43 ),
    .\port$1042$0 (\$44 ),
    .\port$1044$0 (\$45 ),
    .\port$1047$0 (\$46 ),
    .\port$1051$0 (\$47 ),
    .\port$1056$0 (\$48 ),
    .\port$1062$0 (\$49 ),
    .\port$1069$0 (\$50 ),
    .\port$972$0 (\$31 ),
    .\port$974$0 (\$32 ),
    .\port$977$0 (\$33 ),
    .\port$981$0 (\$34 ),
    .\port$986$0 (\$35 ),
    .\port$992$0 (\$36 ),
    .\port$999$0 (\$37 ),
    .q(\q$54 )
  );
  \tt_um_tinynpu.engine.column_1.sum_0_0  sum_0_7 (
    .clk(clk),
    .enable(write__0[7]),
    .\port$1007$0 (\$38 ),
    .\port$1016$0 (\$39 ),
    .\port$1024$0 (\$40 ),
    .\port$1030$0 (\$41 ),
    .\port$1035$0 (\$42 ),
    .\port$1039$0 (\$43 ),
    .\port$1042$0 (\$44 ),
    .\port$1044$0 (\$45 ),
    .\port$1047$0 (\$46 ),
    .\port$1051$0 (\$47 ),
    .\port$1056$0 (\$48 ),
    .\port$1062$0 (\$49 ),
    .\port$1069$0 (\$50 ),
    .\port$972$0 (\$31 ),
    .\port$974$0 (\$32 ),
    .\port$977$0 (\$33 ),
    .\port$981$0 (\$34 ),
    .\port$986$0 (\$35 ),
    .\port$992$0 (\$36 ),
    .\port$999$0 (\$37 ),
    .q(\q$55 )
  );
  \tt_um_tinynpu.engine.column_1.sum_0_0  sum_0_8 (
    .clk(clk),
    .enable(write__0[8]),
    .\port$1007$0 (\$38 ),
    .\port$1016$0 (\$39 ),
    .\port$1024$0 (\$40 ),
    .\port$1030$0 (\$41 ),
    .\port$1035$0 (\$42 ),
    .\port$1039$0 (\$43 ),
    .\port$1042$0 (\$44 ),
    .\port$1044$0 (\$45 ),
    .\port$1047$0 (\$46 ),
    .\port$1051$0 (\$47 ),
    .\port$1056$0 (\$48 ),
    .\port$1062$0 (\$49 ),
    .\port$1069$0 (\$50 ),
    .\port$972$0 (\$31 ),
    .\port$974$0 (\$32 ),
    .\port$977$0 (\$33 ),
    .\port$981$0 (\$34 ),
    .\port$986$0 (\$35 ),
    .\port$992$0 (\$36 ),
    .\port$999$0 (\$37 ),
    .q(\q$56 )
  );
  \tt_um_tinynpu.engine.column_1.sum_0_0  sum_0_9 (
    .clk(clk),
    .enable(write__0[9]),
    .\port$1007$0 (\$38 ),
    .\port$1016$0 (\$39 ),
    .\port$1024$0 (\$40 ),
    .\port$1030$0 (\$41 ),
    .\port$1035$0 (\$42 ),
    .\port$1039$0 (\$43 ),
    .\port$1042$0 (\$44 ),
    .\port$1044$0 (\$45 ),
    .\port$1047$0 (\$46 ),
    .\port$1051$0 (\$47 ),
    .\port$1056$0 (\$48 ),
    .\port$1062$0 (\$49 ),
    .\port$1069$0 (\$50 ),
    .\port$972$0 (\$31 ),
    .\port$974$0 (\$32 ),
    .\port$977$0 (\$33 ),
    .\port$981$0 (\$34 ),
    .\port$986$0 (\$35 ),
    .\port$992$0 (\$36 ),
    .\port$999$0 (\$37 ),
    .q(\q$57 )
  );
  \tt_um_tinynpu.engine.column_0.weight_n  weight_n (
    .clk(clk),
    .d(following_n),
    .enable(enable),
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
  assign place = { \port$48$0 , \port$46$0 , \port$44$0 , \port$42$0 , \port$40$0 , \port$38$0 , \port$36$0 , \port$34$0 , \port$32$0 , \port$30$0 , \port$28$0 , \port$26$0 , \port$24$0 , \port$22$0  };
  assign above_n = following_n[7:4];
  assign \$4  = \$3 ;
endmodule

module \tt_um_tinynpu.engine.column_1.sum_0_0 (enable, \port$972$0 , \port$974$0 , \port$977$0 , \port$981$0 , \port$986$0 , \port$992$0 , \port$999$0 , \port$1007$0 , \port$1016$0 , \port$1024$0 , \port$1030$0 , \port$1035$0 , \port$1039$0 , \port$1042$0 , \port$1044$0 , \port$1047$0 , \port$1051$0 , \port$1056$0 , \port$1062$0 , \port$1069$0 
, q, clk);
  input clk;
  wire clk;
  wire [19:0] d;
  input enable;
  wire enable;
  input \port$1007$0 ;
  wire \port$1007$0 ;
  input \port$1016$0 ;
  wire \port$1016$0 ;
  input \port$1024$0 ;
  wire \port$1024$0 ;
  input \port$1030$0 ;
  wire \port$1030$0 ;
  input \port$1035$0 ;
  wire \port$1035$0 ;
  input \port$1039$0 ;
  wire \port$1039$0 ;
  input \port$1042$0 ;
  wire \port$1042$0 ;
  input \port$1044$0 ;
  wire \port$1044$0 ;
  input \port$1047$0 ;
  wire \port$1047$0 ;
  input \port$1051$0 ;
  wire \port$1051$0 ;
  input \port$1056$0 ;
  wire \port$1056$0 ;
  input \port$1062$0 ;
  wire \port$1062$0 ;
  input \port$1069$0 ;
  wire \port$1069$0 ;
  input \port$972$0 ;
  wire \port$972$0 ;
  input \port$974$0 ;
  wire \port$974$0 ;
  input \port$977$0 ;
  wire \port$977$0 ;
  input \port$981$0 ;
  wire \port$981$0 ;
  input \port$986$0 ;
  wire \port$986$0 ;
  input \port$992$0 ;
  wire \port$992$0 ;
  input \port$999$0 ;
  wire \port$999$0 ;
  output [19:0] q;
  wire [19:0] q;
  tinynpu_word #(
    .WIDTH(32'd20)
  ) \cell  (
    .clk(clk),
    .d({ \port$1069$0 , \port$1062$0 , \port$1056$0 , \port$1051$0 , \port$1047$0 , \port$1044$0 , \port$1042$0 , \port$1039$0 , \port$1035$0 , \port$1030$0 , \port$1024$0 , \port$1016$0 , \port$1007$0 , \port$999$0 , \port$992$0 , \port$986$0 , \port$981$0 , \port$977$0 , \port$974$0 , \port$972$0  }),
    .enable(enable),
    .q(q)
  );
  assign d = { \port$1069$0 , \port$1062$0 , \port$1056$0 , \port$1051$0 , \port$1047$0 , \port$1044$0 , \port$1042$0 , \port$1039$0 , \port$1035$0 , \port$1030$0 , \port$1024$0 , \port$1016$0 , \port$1007$0 , \port$999$0 , \port$992$0 , \port$986$0 , \port$981$0 , \port$977$0 , \port$974$0 , \port$972$0  };
endmodule

module \tt_um_tinynpu.engine.column_2 (rst, \port$22$0 , \port$24$0 , \port$26$0 , \port$28$0 , \port$30$0 , \port$32$0 , \port$34$0 , \port$36$0 , \port$38$0 , \port$40$0 , \port$42$0 , \port$44$0 , \port$46$0 , \port$48$0 , shift, write__0, sum__0, clear, a_n, first
, enable, nibble_n, above_n, clk);
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
  input clk;
  wire clk;
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
  input first;
  wire first;
  reg [7:0] following_n;
  input [3:0] nibble_n;
  wire [3:0] nibble_n;
  wire [13:0] place;
  input \port$22$0 ;
  wire \port$22$0 ;
  input \port$24$0 ;
  wire \port$24$0 ;
  input \port$26$0 ;
  wire \port$26$0 ;
  input \port$28$0 ;
  wire \port$28$0 ;
  input \port$30$0 ;
  wire \port$30$0 ;
  input \port$32$0 ;
  wire \port$32$0 ;
  input \port$34$0 ;
  wire \port$34$0 ;
  input \port$36$0 ;
  wire \port$36$0 ;
  input \port$38$0 ;
  wire \port$38$0 ;
  input \port$40$0 ;
  wire \port$40$0 ;
  input \port$42$0 ;
  wire \port$42$0 ;
  input \port$44$0 ;
  wire \port$44$0 ;
  input \port$46$0 ;
  wire \port$46$0 ;
  input \port$48$0 ;
  wire \port$48$0 ;
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
  input rst;
  wire rst;
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
  assign \$3  = \q$47  & { \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0  };
  assign \$5  = \q$49  & { \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0  };
  assign \$6  = \$4  | \$5 ;
  assign \$7  = \q$50  & { \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0  };
  assign \$8  = \$6  | \$7 ;
  assign \$9  = \q$51  & { \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0  };
  assign \$10  = \$8  | \$9 ;
  assign \$11  = \q$52  & { \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0  };
  assign \$12  = \$10  | \$11 ;
  assign \$13  = \q$53  & { \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0  };
  assign \$14  = \$12  | \$13 ;
  assign \$15  = \q$54  & { \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0  };
  assign \$16  = \$14  | \$15 ;
  assign \$17  = \q$55  & { \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0  };
  assign \$18  = \$16  | \$17 ;
  assign \$19  = \q$56  & { \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0  };
  assign \$20  = \$18  | \$19 ;
  assign \$21  = \q$57  & { \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0  };
  assign \$22  = \$20  | \$21 ;
  assign \$23  = \q$58  & { \port$42$0 , \port$42$0 , \port$42$0 , \port$42$0 , \port$42$0 , \port$42$0 , \port$42$0 , \port$42$0 , \port$42$0 , \port$42$0 , \port$42$0 , \port$42$0 , \port$42$0 , \port$42$0 , \port$42$0 , \port$42$0 , \port$42$0 , \port$42$0 , \port$42$0 , \port$42$0  };
  assign \$24  = \$22  | \$23 ;
  assign \$25  = \q$59  & { \port$44$0 , \port$44$0 , \port$44$0 , \port$44$0 , \port$44$0 , \port$44$0 , \port$44$0 , \port$44$0 , \port$44$0 , \port$44$0 , \port$44$0 , \port$44$0 , \port$44$0 , \port$44$0 , \port$44$0 , \port$44$0 , \port$44$0 , \port$44$0 , \port$44$0 , \port$44$0  };
  assign \$26  = \$24  | \$25 ;
  assign \$27  = \q$60  & { \port$46$0 , \port$46$0 , \port$46$0 , \port$46$0 , \port$46$0 , \port$46$0 , \port$46$0 , \port$46$0 , \port$46$0 , \port$46$0 , \port$46$0 , \port$46$0 , \port$46$0 , \port$46$0 , \port$46$0 , \port$46$0 , \port$46$0 , \port$46$0 , \port$46$0 , \port$46$0  };
  assign \$28  = \$26  | \$27 ;
  assign \$29  = \q$61  & { \port$48$0 , \port$48$0 , \port$48$0 , \port$48$0 , \port$48$0 , \port$48$0 , \port$48$0 , \port$48$0 , \port$48$0 , \port$48$0 , \port$48$0 , \port$48$0 , \port$48$0 , \port$48$0 , \port$48$0 , \port$48$0 , \port$48$0 , \port$48$0 , \port$48$0 , \port$48$0  };
  assign sum__0 = \$28  | \$29 ;
  always @(posedge clk)
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
    .clk(clk),
    .enable(write__0[0]),
    .\port$712$0 (\$31 ),
    .\port$714$0 (\$32 ),
    .\port$717$0 (\$33 ),
    .\port$721$0 (\$34 ),
    .\port$726$0 (\$35 ),
    .\port$732$0 (\$36 ),
    .\port$739$0 (\$37 ),
    .\port$747$0 (\$38 ),
    .\port$756$0 (\$39 ),
    .\port$764$0 (\$40 ),
    .\port$770$0 (\$41 ),
    .\port$775$0 (\$42 ),
    .\port$779$0 (\$43 ),
    .\port$782$0 (\$44 ),
    .\port$784$0 (\$45 ),
    .\port$787$0 (\$46 ),
    .\port$791$0 (\$47 ),
    .\port$796$0 (\$48 ),
    .\port$802$0 (\$49 ),
    .\port$809$0 (\$50 ),
    .q(\q$47 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_1 (
    .clk(clk),
    .enable(write__0[1]),
    .\port$712$0 (\$31 ),
    .\port$714$0 (\$32 ),
    .\port$717$0 (\$33 ),
    .\port$721$0 (\$34 ),
    .\port$726$0 (\$35 ),
    .\port$732$0 (\$36 ),
    .\port$739$0 (\$37 ),
    .\port$747$0 (\$38 ),
    .\port$756$0 (\$39 ),
    .\port$764$0 (\$40 ),
    .\port$770$0 (\$41 ),
    .\port$775$0 (\$42 ),
    .\port$779$0 (\$43 ),
    .\port$782$0 (\$44 ),
    .\port$784$0 (\$45 ),
    .\port$787$0 (\$46 ),
    .\port$791$0 (\$47 ),
    .\port$796$0 (\$48 ),
    .\port$802$0 (\$49 ),
    .\port$809$0 (\$50 ),
    .q(\q$49 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_10 (
    .clk(clk),
    .enable(write__0[10]),
    .\port$712$0 (\$31 ),
    .\port$714$0 (\$32 ),
    .\port$717$0 (\$33 ),
    .\port$721$0 (\$34 ),
    .\port$726$0 (\$35 ),
    .\port$732$0 (\$36 ),
    .\port$739$0 (\$37 ),
    .\port$747$0 (\$38 ),
    .\port$756$0 (\$39 ),
    .\port$764$0 (\$40 ),
    .\port$770$0 (\$41 ),
    .\port$775$0 (\$42 ),
    .\port$779$0 (\$43 ),
    .\port$782$0 (\$44 ),
    .\port$784$0 (\$45 ),
    .\port$787$0 (\$46 ),
    .\port$791$0 (\$47 ),
    .\port$796$0 (\$48 ),
    .\port$802$0 (\$49 ),
    .\port$809$0 (\$50 ),
    .q(\q$58 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_11 (
    .clk(clk),
    .enable(write__0[11]),
    .\port$712$0 (\$31 ),
    .\port$714$0 (\$32 ),
    .\port$717$0 (\$33 ),
    .\port$721$0 (\$34 ),
    .\port$726$0 (\$35 ),
    .\port$732$0 (\$36 ),
    .\port$739$0 (\$37 ),
    .\port$747$0 (\$38 ),
    .\port$756$0 (\$39 ),
    .\port$764$0 (\$40 ),
    .\port$770$0 (\$41 ),
    .\port$775$0 (\$42 ),
    .\port$779$0 (\$43 ),
    .\port$782$0 (\$44 ),
    .\port$784$0 (\$45 ),
    .\port$787$0 (\$46 ),
    .\port$791$0 (\$47 ),
    .\port$796$0 (\$48 ),
    .\port$802$0 (\$49 ),
    .\port$809$0 (\$50 ),
    .q(\q$59 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_12 (
    .clk(clk),
    .enable(write__0[12]),
    .\port$712$0 (\$31 ),
    .\port$714$0 (\$32 ),
    .\port$717$0 (\$33 ),
    .\port$721$0 (\$34 ),
    .\port$726$0 (\$35 ),
    .\port$732$0 (\$36 ),
    .\port$739$0 (\$37 ),
    .\port$747$0 (\$38 ),
    .\port$756$0 (\$39 ),
    .\port$764$0 (\$40 ),
    .\port$770$0 (\$41 ),
    .\port$775$0 (\$42 ),
    .\port$779$0 (\$43 ),
    .\port$782$0 (\$44 ),
    .\port$784$0 (\$45 ),
    .\port$787$0 (\$46 ),
    .\port$791$0 (\$47 ),
    .\port$796$0 (\$48 ),
    .\port$802$0 (\$49 ),
    .\port$809$0 (\$50 ),
    .q(\q$60 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_13 (
    .clk(clk),
    .enable(write__0[13]),
    .\port$712$0 (\$31 ),
    .\port$714$0 (\$32 ),
    .\port$717$0 (\$33 ),
    .\port$721$0 (\$34 ),
    .\port$726$0 (\$35 ),
    .\port$732$0 (\$36 ),
    .\port$739$0 (\$37 ),
    .\port$747$0 (\$38 ),
    .\port$756$0 (\$39 ),
    .\port$764$0 (\$40 ),
    .\port$770$0 (\$41 ),
    .\port$775$0 (\$42 ),
    .\port$779$0 (\$43 ),
    .\port$782$0 (\$44 ),
    .\port$784$0 (\$45 ),
    .\port$787$0 (\$46 ),
    .\port$791$0 (\$47 ),
    .\port$796$0 (\$48 ),
    .\port$802$0 (\$49 ),
    .\port$809$0 (\$50 ),
    .q(\q$61 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_2 (
    .clk(clk),
    .enable(write__0[2]),
    .\port$712$0 (\$31 ),
    .\port$714$0 (\$32 ),
    .\port$717$0 (\$33 ),
    .\port$721$0 (\$34 ),
    .\port$726$0 (\$35 ),
    .\port$732$0 (\$36 ),
    .\port$739$0 (\$37 ),
    .\port$747$0 (\$38 ),
    .\port$756$0 (\$39 ),
    .\port$764$0 (\$40 ),
    .\port$770$0 (\$41 ),
    .\port$775$0 (\$42 ),
    .\port$779$0 (\$43 ),
    .\port$782$0 (\$44 ),
    .\port$784$0 (\$45 ),
    .\port$787$0 (\$46 ),
    .\port$791$0 (\$47 ),
    .\port$796$0 (\$48 ),
    .\port$802$0 (\$49 ),
    .\port$809$0 (\$50 ),
    .q(\q$50 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_3 (
    .clk(clk),
    .enable(write__0[3]),
    .\port$712$0 (\$31 ),
    .\port$714$0 (\$32 ),
    .\port$717$0 (\$33 ),
    .\port$721$0 (\$34 ),
    .\port$726$0 (\$35 ),
    .\port$732$0 (\$36 ),
    .\port$739$0 (\$37 ),
    .\port$747$0 (\$38 ),
    .\port$756$0 (\$39 ),
    .\port$764$0 (\$40 ),
    .\port$770$0 (\$41 ),
    .\port$775$0 (\$42 ),
    .\port$779$0 (\$43 ),
    .\port$782$0 (\$44 ),
    .\port$784$0 (\$45 ),
    .\port$787$0 (\$46 ),
    .\port$791$0 (\$47 ),
    .\port$796$0 (\$48 ),
    .\port$802$0 (\$49 ),
    .\port$809$0 (\$50 ),
    .q(\q$51 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_4 (
    .clk(clk),
    .enable(write__0[4]),
    .\port$712$0 (\$31 ),
    .\port$714$0 (\$32 ),
    .\port$717$0 (\$33 ),
    .\port$721$0 (\$34 ),
    .\port$726$0 (\$35 ),
    .\port$732$0 (\$36 ),
    .\port$739$0 (\$37 ),
    .\port$747$0 (\$38 ),
    .\port$756$0 (\$39 ),
    .\port$764$0 (\$40 ),
    .\port$770$0 (\$41 ),
    .\port$775$0 (\$42 ),
    .\port$779$0 (\$43 ),
    .\port$782$0 (\$44 ),
    .\port$784$0 (\$45 ),
    .\port$787$0 (\$46 ),
    .\port$791$0 (\$47 ),
    .\port$796$0 (\$48 ),
    .\port$802$0 (\$49 ),
    .\port$809$0 (\$50 ),
    .q(\q$52 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_5 (
    .clk(clk),
    .enable(write__0[5]),
    .\port$712$0 (\$31 ),
    .\port$714$0 (\$32 ),
    .\port$717$0 (\$33 ),
    .\port$721$0 (\$34 ),
    .\port$726$0 (\$35 ),
    .\port$732$0 (\$36 ),
    .\port$739$0 (\$37 ),
    .\port$747$0 (\$38 ),
    .\port$756$0 (\$39 ),
    .\port$764$0 (\$40 ),
    .\port$770$0 (\$41 ),
    .\port$775$0 (\$42 ),
    .\port$779$0 (\$43 ),
    .\port$782$0 (\$44 ),
    .\port$784$0 (\$45 ),
    .\port$787$0 (\$46 ),
    .\port$791$0 (\$47 ),
    .\port$796$0 (\$48 ),
    .\port$802$0 (\$49 ),
    .\port$809$0 (\$50 ),
    .q(\q$53 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_6 (
    .clk(clk),
    .enable(write__0[6]),
    .\port$712$0 (\$31 ),
    .\port$714$0 (\$32 ),
    .\port$717$0 (\$33 ),
    .\port$721$0 (\$34 ),
    .\port$726$0 (\$35 ),
    .\port$732$0 (\$36 ),
    .\port$739$0 (\$37 ),
    .\port$747$0 (\$38 ),
    .\port$756$0 (\$39 ),
    .\port$764$0 (\$40 ),
    .\port$770$0 (\$41 ),
    .\port$775$0 (\$42 ),
    .\port$779$0 (\$43 ),
    .\port$782$0 (\$44 ),
    .\port$784$0 (\$45 ),
    .\port$787$0 (\$46 ),
    .\port$791$0 (\$47 ),
    .\port$796$0 (\$48 ),
    .\port$802$0 (\$49 ),
    .\port$809$0 (\$50 ),
    .q(\q$54 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_7 (
    .clk(clk),
    .enable(write__0[7]),
    .\port$712$0 (\$31 ),
    .\port$714$0 (\$32 ),
    .\port$717$0 (\$33 ),
    .\port$721$0 (\$34 ),
    .\port$726$0 (\$35 ),
    .\port$732$0 (\$36 ),
    .\port$739$0 (\$37 ),
    .\port$747$0 (\$38 ),
    .\port$756$0 (\$39 ),
    .\port$764$0 (\$40 ),
    .\port$770$0 (\$41 ),
    .\port$775$0 (\$42 ),
    .\port$779$0 (\$43 ),
    .\port$782$0 (\$44 ),
    .\port$784$0 (\$45 ),
    .\port$787$0 (\$46 ),
    .\port$791$0 (\$47 ),
    .\port$796$0 (\$48 ),
    .\port$802$0 (\$49 ),
    .\port$809$0 (\$50 ),
    .q(\q$55 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_8 (
    .clk(clk),
    .enable(write__0[8]),
    .\port$712$0 (\$31 ),
    .\port$714$0 (\$32 ),
    .\port$717$0 (\$33 ),
    .\port$721$0 (\$34 ),
    .\port$726$0 (\$35 ),
    .\port$732$0 (\$36 ),
    .\port$739$0 (\$37 ),
    .\port$747$0 (\$38 ),
    .\port$756$0 (\$39 ),
    .\port$764$0 (\$40 ),
    .\port$770$0 (\$41 ),
    .\port$775$0 (\$42 ),
    .\port$779$0 (\$43 ),
    .\port$782$0 (\$44 ),
    .\port$784$0 (\$45 ),
    .\port$787$0 (\$46 ),
    .\port$791$0 (\$47 ),
    .\port$796$0 (\$48 ),
    .\port$802$0 (\$49 ),
    .\port$809$0 (\$50 ),
    .q(\q$56 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_9 (
    .clk(clk),
    .enable(write__0[9]),
    .\port$712$0 (\$31 ),
    .\port$714$0 (\$32 ),
    .\port$717$0 (\$33 ),
    .\port$721$0 (\$34 ),
    .\port$726$0 (\$35 ),
    .\port$732$0 (\$36 ),
    .\port$739$0 (\$37 ),
    .\port$747$0 (\$38 ),
    .\port$756$0 (\$39 ),
    .\port$764$0 (\$40 ),
    .\port$770$0 (\$41 ),
    .\port$775$0 (\$42 ),
    .\port$779$0 (\$43 ),
    .\port$782$0 (\$44 ),
    .\port$784$0 (\$45 ),
    .\port$787$0 (\$46 ),
    .\port$791$0 (\$47 ),
    .\port$796$0 (\$48 ),
    .\port$802$0 (\$49 ),
    .\port$809$0 (\$50 ),
    .q(\q$57 )
  );
  \tt_um_tinynpu.engine.column_0.weight_n  weight_n (
    .clk(clk),
    .d(following_n),
    .enable(enable),
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
  assign place = { \port$48$0 , \port$46$0 , \port$44$0 , \port$42$0 , \port$40$0 , \port$38$0 , \port$36$0 , \port$34$0 , \port$32$0 , \port$30$0 , \port$28$0 , \port$26$0 , \port$24$0 , \port$22$0  };
  assign above_n = following_n[7:4];
  assign \$4  = \$3 ;
endmodule

module \tt_um_tinynpu.engine.column_4 (rst, \port$22$0 , \port$24$0 , \port$26$0 , \port$28$0 , \port$30$0 , \port$32$0 , \port$34$0 , \port$36$0 , \port$38$0 , \port$40$0 , \port$42$0 , \port$44$0 , \port$46$0 , \port$48$0 , shift, write__0, sum__0, clear, a_n, first
, enable, nibble_n, clk);
  reg \$auto$verilog_backend.cc:2355:dump_module$6  = 0;
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
  input clk;
  wire clk;
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
  input first;
  wire first;
  reg [7:0] following_n;
  input [3:0] nibble_n;
  wire [3:0] nibble_n;
  wire [13:0] place;
  input \port$22$0 ;
  wire \port$22$0 ;
  input \port$24$0 ;
  wire \port$24$0 ;
  input \port$26$0 ;
  wire \port$26$0 ;
  input \port$28$0 ;
  wire \port$28$0 ;
  input \port$30$0 ;
  wire \port$30$0 ;
  input \port$32$0 ;
  wire \port$32$0 ;
  input \port$34$0 ;
  wire \port$34$0 ;
  input \port$36$0 ;
  wire \port$36$0 ;
  input \port$38$0 ;
  wire \port$38$0 ;
  input \port$40$0 ;
  wire \port$40$0 ;
  input \port$42$0 ;
  wire \port$42$0 ;
  input \port$44$0 ;
  wire \port$44$0 ;
  input \port$46$0 ;
  wire \port$46$0 ;
  input \port$48$0 ;
  wire \port$48$0 ;
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
  input rst;
  wire rst;
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
  assign \$3  = \q$47  & { \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0  };
  assign \$5  = \q$49  & { \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0  };
  assign \$6  = \$4  | \$5 ;
  assign \$7  = \q$50  & { \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0  };
  assign \$8  = \$6  | \$7 ;
  assign \$9  = \q$51  & { \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0  };
  assign \$10  = \$8  | \$9 ;
  assign \$11  = \q$52  & { \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0  };
  assign \$12  = \$10  | \$11 ;
  assign \$13  = \q$53  & { \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0  };
  assign \$14  = \$12  | \$13 ;
  assign \$15  = \q$54  & { \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0  };
  assign \$16  = \$14  | \$15 ;
  assign \$17  = \q$55  & { \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0  };
  assign \$18  = \$16  | \$17 ;
  assign \$19  = \q$56  & { \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0  };
  assign \$20  = \$18  | \$19 ;
  assign \$21  = \q$57  & { \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0  };
  assign \$22  = \$20  | \$21 ;
  assign \$23  = \q$58  & { \port$42$0 , \port$42$0 , \port$42$0 , \port$42$0 , \port$42$0 , \port$42$0 , \port$42$0 , \port$42$0 , \port$42$0 , \port$42$0 , \port$42$0 , \port$42$0 , \port$42$0 , \port$42$0 , \port$42$0 , \port$42$0 , \port$42$0 , \port$42$0 , \port$42$0 , \port$42$0  };
  assign \$24  = \$22  | \$23 ;
  assign \$25  = \q$59  & { \port$44$0 , \port$44$0 , \port$44$0 , \port$44$0 , \port$44$0 , \port$44$0 , \port$44$0 , \port$44$0 , \port$44$0 , \port$44$0 , \port$44$0 , \port$44$0 , \port$44$0 , \port$44$0 , \port$44$0 , \port$44$0 , \port$44$0 , \port$44$0 , \port$44$0 , \port$44$0  };
  assign \$26  = \$24  | \$25 ;
  assign \$27  = \q$60  & { \port$46$0 , \port$46$0 , \port$46$0 , \port$46$0 , \port$46$0 , \port$46$0 , \port$46$0 , \port$46$0 , \port$46$0 , \port$46$0 , \port$46$0 , \port$46$0 , \port$46$0 , \port$46$0 , \port$46$0 , \port$46$0 , \port$46$0 , \port$46$0 , \port$46$0 , \port$46$0  };
  assign \$28  = \$26  | \$27 ;
  assign \$29  = \q$61  & { \port$48$0 , \port$48$0 , \port$48$0 , \port$48$0 , \port$48$0 , \port$48$0 , \port$48$0 , \port$48$0 , \port$48$0 , \port$48$0 , \port$48$0 , \port$48$0 , \port$48$0 , \port$48$0 , \port$48$0 , \port$48$0 , \port$48$0 , \port$48$0 , \port$48$0 , \port$48$0  };
  assign sum__0 = \$28  | \$29 ;
  always @(posedge clk)
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
    .clk(clk),
    .enable(write__0[0]),
    .\port$712$0 (\$31 ),
    .\port$714$0 (\$32 ),
    .\port$717$0 (\$33 ),
    .\port$721$0 (\$34 ),
    .\port$726$0 (\$35 ),
    .\port$732$0 (\$36 ),
    .\port$739$0 (\$37 ),
    .\port$747$0 (\$38 ),
    .\port$756$0 (\$39 ),
    .\port$764$0 (\$40 ),
    .\port$770$0 (\$41 ),
    .\port$775$0 (\$42 ),
    .\port$779$0 (\$43 ),
    .\port$782$0 (\$44 ),
    .\port$784$0 (\$45 ),
    .\port$787$0 (\$46 ),
    .\port$791$0 (\$47 ),
    .\port$796$0 (\$48 ),
    .\port$802$0 (\$49 ),
    .\port$809$0 (\$50 ),
    .q(\q$47 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_1 (
    .clk(clk),
    .enable(write__0[1]),
    .\port$712$0 (\$31 ),
    .\port$714$0 (\$32 ),
    .\port$717$0 (\$33 ),
    .\port$721$0 (\$34 ),
    .\port$726$0 (\$35 ),
    .\port$732$0 (\$36 ),
    .\port$739$0 (\$37 ),
    .\port$747$0 (\$38 ),
    .\port$756$0 (\$39 ),
    .\port$764$0 (\$40 ),
    .\port$770$0 (\$41 ),
    .\port$775$0 (\$42 ),
    .\port$779$0 (\$43 ),
    .\port$782$0 (\$44 ),
    .\port$784$0 (\$45 ),
    .\port$787$0 (\$46 ),
    .\port$791$0 (\$47 ),
    .\port$796$0 (\$48 ),
    .\port$802$0 (\$49 ),
    .\port$809$0 (\$50 ),
    .q(\q$49 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_10 (
    .clk(clk),
    .enable(write__0[10]),
    .\port$712$0 (\$31 ),
    .\port$714$0 (\$32 ),
    .\port$717$0 (\$33 ),
    .\port$721$0 (\$34 ),
    .\port$726$0 (\$35 ),
    .\port$732$0 (\$36 ),
    .\port$739$0 (\$37 ),
    .\port$747$0 (\$38 ),
    .\port$756$0 (\$39 ),
    .\port$764$0 (\$40 ),
    .\port$770$0 (\$41 ),
    .\port$775$0 (\$42 ),
    .\port$779$0 (\$43 ),
    .\port$782$0 (\$44 ),
    .\port$784$0 (\$45 ),
    .\port$787$0 (\$46 ),
    .\port$791$0 (\$47 ),
    .\port$796$0 (\$48 ),
    .\port$802$0 (\$49 ),
    .\port$809$0 (\$50 ),
    .q(\q$58 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_11 (
    .clk(clk),
    .enable(write__0[11]),
    .\port$712$0 (\$31 ),
    .\port$714$0 (\$32 ),
    .\port$717$0 (\$33 ),
    .\port$721$0 (\$34 ),
    .\port$726$0 (\$35 ),
    .\port$732$0 (\$36 ),
    .\port$739$0 (\$37 ),
    .\port$747$0 (\$38 ),
    .\port$756$0 (\$39 ),
    .\port$764$0 (\$40 ),
    .\port$770$0 (\$41 ),
    .\port$775$0 (\$42 ),
    .\port$779$0 (\$43 ),
    .\port$782$0 (\$44 ),
    .\port$784$0 (\$45 ),
    .\port$787$0 (\$46 ),
    .\port$791$0 (\$47 ),
    .\port$796$0 (\$48 ),
    .\port$802$0 (\$49 ),
    .\port$809$0 (\$50 ),
    .q(\q$59 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_12 (
    .clk(clk),
    .enable(write__0[12]),
    .\port$712$0 (\$31 ),
    .\port$714$0 (\$32 ),
    .\port$717$0 (\$33 ),
    .\port$721$0 (\$34 ),
    .\port$726$0 (\$35 ),
    .\port$732$0 (\$36 ),
    .\port$739$0 (\$37 ),
    .\port$747$0 (\$38 ),
    .\port$756$0 (\$39 ),
    .\port$764$0 (\$40 ),
    .\port$770$0 (\$41 ),
    .\port$775$0 (\$42 ),
    .\port$779$0 (\$43 ),
    .\port$782$0 (\$44 ),
    .\port$784$0 (\$45 ),
    .\port$787$0 (\$46 ),
    .\port$791$0 (\$47 ),
    .\port$796$0 (\$48 ),
    .\port$802$0 (\$49 ),
    .\port$809$0 (\$50 ),
    .q(\q$60 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_13 (
    .clk(clk),
    .enable(write__0[13]),
    .\port$712$0 (\$31 ),
    .\port$714$0 (\$32 ),
    .\port$717$0 (\$33 ),
    .\port$721$0 (\$34 ),
    .\port$726$0 (\$35 ),
    .\port$732$0 (\$36 ),
    .\port$739$0 (\$37 ),
    .\port$747$0 (\$38 ),
    .\port$756$0 (\$39 ),
    .\port$764$0 (\$40 ),
    .\port$770$0 (\$41 ),
    .\port$775$0 (\$42 ),
    .\port$779$0 (\$43 ),
    .\port$782$0 (\$44 ),
    .\port$784$0 (\$45 ),
    .\port$787$0 (\$46 ),
    .\port$791$0 (\$47 ),
    .\port$796$0 (\$48 ),
    .\port$802$0 (\$49 ),
    .\port$809$0 (\$50 ),
    .q(\q$61 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_2 (
    .clk(clk),
    .enable(write__0[2]),
    .\port$712$0 (\$31 ),
    .\port$714$0 (\$32 ),
    .\port$717$0 (\$33 ),
    .\port$721$0 (\$34 ),
    .\port$726$0 (\$35 ),
    .\port$732$0 (\$36 ),
    .\port$739$0 (\$37 ),
    .\port$747$0 (\$38 ),
    .\port$756$0 (\$39 ),
    .\port$764$0 (\$40 ),
    .\port$770$0 (\$41 ),
    .\port$775$0 (\$42 ),
    .\port$779$0 (\$43 ),
    .\port$782$0 (\$44 ),
    .\port$784$0 (\$45 ),
    .\port$787$0 (\$46 ),
    .\port$791$0 (\$47 ),
    .\port$796$0 (\$48 ),
    .\port$802$0 (\$49 ),
    .\port$809$0 (\$50 ),
    .q(\q$50 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_3 (
    .clk(clk),
    .enable(write__0[3]),
    .\port$712$0 (\$31 ),
    .\port$714$0 (\$32 ),
    .\port$717$0 (\$33 ),
    .\port$721$0 (\$34 ),
    .\port$726$0 (\$35 ),
    .\port$732$0 (\$36 ),
    .\port$739$0 (\$37 ),
    .\port$747$0 (\$38 ),
    .\port$756$0 (\$39 ),
    .\port$764$0 (\$40 ),
    .\port$770$0 (\$41 ),
    .\port$775$0 (\$42 ),
    .\port$779$0 (\$43 ),
    .\port$782$0 (\$44 ),
    .\port$784$0 (\$45 ),
    .\port$787$0 (\$46 ),
    .\port$791$0 (\$47 ),
    .\port$796$0 (\$48 ),
    .\port$802$0 (\$49 ),
    .\port$809$0 (\$50 ),
    .q(\q$51 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_4 (
    .clk(clk),
    .enable(write__0[4]),
    .\port$712$0 (\$31 ),
    .\port$714$0 (\$32 ),
    .\port$717$0 (\$33 ),
    .\port$721$0 (\$34 ),
    .\port$726$0 (\$35 ),
    .\port$732$0 (\$36 ),
    .\port$739$0 (\$37 ),
    .\port$747$0 (\$38 ),
    .\port$756$0 (\$39 ),
    .\port$764$0 (\$40 ),
    .\port$770$0 (\$41 ),
    .\port$775$0 (\$42 ),
    .\port$779$0 (\$43 ),
    .\port$782$0 (\$44 ),
    .\port$784$0 (\$45 ),
    .\port$787$0 (\$46 ),
    .\port$791$0 (\$47 ),
    .\port$796$0 (\$48 ),
    .\port$802$0 (\$49 ),
    .\port$809$0 (\$50 ),
    .q(\q$52 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_5 (
    .clk(clk),
    .enable(write__0[5]),
    .\port$712$0 (\$31 ),
    .\port$714$0 (\$32 ),
    .\port$717$0 (\$33 ),
    .\port$721$0 (\$34 ),
    .\port$726$0 (\$35 ),
    .\port$732$0 (\$36 ),
    .\port$739$0 (\$37 ),
    .\port$747$0 (\$38 ),
    .\port$756$0 (\$39 ),
    .\port$764$0 (\$40 ),
    .\port$770$0 (\$41 ),
    .\port$775$0 (\$42 ),
    .\port$779$0 (\$43 ),
    .\port$782$0 (\$44 ),
    .\port$784$0 (\$45 ),
    .\port$787$0 (\$46 ),
    .\port$791$0 (\$47 ),
    .\port$796$0 (\$48 ),
    .\port$802$0 (\$49 ),
    .\port$809$0 (\$50 ),
    .q(\q$53 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_6 (
    .clk(clk),
    .enable(write__0[6]),
    .\port$712$0 (\$31 ),
    .\port$714$0 (\$32 ),
    .\port$717$0 (\$33 ),
    .\port$721$0 (\$34 ),
    .\port$726$0 (\$35 ),
    .\port$732$0 (\$36 ),
    .\port$739$0 (\$37 ),
    .\port$747$0 (\$38 ),
    .\port$756$0 (\$39 ),
    .\port$764$0 (\$40 ),
    .\port$770$0 (\$41 ),
    .\port$775$0 (\$42 ),
    .\port$779$0 (\$43 ),
    .\port$782$0 (\$44 ),
    .\port$784$0 (\$45 ),
    .\port$787$0 (\$46 ),
    .\port$791$0 (\$47 ),
    .\port$796$0 (\$48 ),
    .\port$802$0 (\$49 ),
    .\port$809$0 (\$50 ),
    .q(\q$54 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_7 (
    .clk(clk),
    .enable(write__0[7]),
    .\port$712$0 (\$31 ),
    .\port$714$0 (\$32 ),
    .\port$717$0 (\$33 ),
    .\port$721$0 (\$34 ),
    .\port$726$0 (\$35 ),
    .\port$732$0 (\$36 ),
    .\port$739$0 (\$37 ),
    .\port$747$0 (\$38 ),
    .\port$756$0 (\$39 ),
    .\port$764$0 (\$40 ),
    .\port$770$0 (\$41 ),
    .\port$775$0 (\$42 ),
    .\port$779$0 (\$43 ),
    .\port$782$0 (\$44 ),
    .\port$784$0 (\$45 ),
    .\port$787$0 (\$46 ),
    .\port$791$0 (\$47 ),
    .\port$796$0 (\$48 ),
    .\port$802$0 (\$49 ),
    .\port$809$0 (\$50 ),
    .q(\q$55 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_8 (
    .clk(clk),
    .enable(write__0[8]),
    .\port$712$0 (\$31 ),
    .\port$714$0 (\$32 ),
    .\port$717$0 (\$33 ),
    .\port$721$0 (\$34 ),
    .\port$726$0 (\$35 ),
    .\port$732$0 (\$36 ),
    .\port$739$0 (\$37 ),
    .\port$747$0 (\$38 ),
    .\port$756$0 (\$39 ),
    .\port$764$0 (\$40 ),
    .\port$770$0 (\$41 ),
    .\port$775$0 (\$42 ),
    .\port$779$0 (\$43 ),
    .\port$782$0 (\$44 ),
    .\port$784$0 (\$45 ),
    .\port$787$0 (\$46 ),
    .\port$791$0 (\$47 ),
    .\port$796$0 (\$48 ),
    .\port$802$0 (\$49 ),
    .\port$809$0 (\$50 ),
    .q(\q$56 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_9 (
    .clk(clk),
    .enable(write__0[9]),
    .\port$712$0 (\$31 ),
    .\port$714$0 (\$32 ),
    .\port$717$0 (\$33 ),
    .\port$721$0 (\$34 ),
    .\port$726$0 (\$35 ),
    .\port$732$0 (\$36 ),
    .\port$739$0 (\$37 ),
    .\port$747$0 (\$38 ),
    .\port$756$0 (\$39 ),
    .\port$764$0 (\$40 ),
    .\port$770$0 (\$41 ),
    .\port$775$0 (\$42 ),
    .\port$779$0 (\$43 ),
    .\port$782$0 (\$44 ),
    .\port$784$0 (\$45 ),
    .\port$787$0 (\$46 ),
    .\port$791$0 (\$47 ),
    .\port$796$0 (\$48 ),
    .\port$802$0 (\$49 ),
    .\port$809$0 (\$50 ),
    .q(\q$57 )
  );
  \tt_um_tinynpu.engine.column_0.weight_n  weight_n (
    .clk(clk),
    .d(following_n),
    .enable(enable),
    .q(b_n)
  );
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$6 ) begin end
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
  assign place = { \port$48$0 , \port$46$0 , \port$44$0 , \port$42$0 , \port$40$0 , \port$38$0 , \port$36$0 , \port$34$0 , \port$32$0 , \port$30$0 , \port$28$0 , \port$26$0 , \port$24$0 , \port$22$0  };
  assign \$4  = \$3 ;
endmodule

module \tt_um_tinynpu.engine.self_test (rst, add, next, start, \output , \port$1923$0 , checksum, clk);
  reg \$auto$verilog_backend.cc:2355:dump_module$7  = 0;
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
  input clk;
  wire clk;
  input next;
  wire next;
  wire [3:0] nibble;
  input [7:0] \output ;
  wire [7:0] \output ;
  output [11:0] \port$1923$0 ;
  wire [11:0] \port$1923$0 ;
  input rst;
  wire rst;
  wire [15:0] signature;
  reg [15:0] source;
  input start;
  wire start;
  assign \$2  = source[0] ? 16'hb400 : 16'h0000;
  assign \$3  = \$1  ^ \$2 ;
  assign \$5  = checksum[15] ? 13'h1021 : 13'h0000;
  assign \$6  = \$4 [15:0] ^ { 3'h0, \$5  };
  assign \$7  = \$6  ^ { 8'h00, \output  };
  always @(posedge clk)
    source <= \$8 ;
  always @(posedge clk)
    checksum <= \$9 ;
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$7 ) begin end
    \$8  = source;
    if (next) begin
      \$8  = \$3 ;
    end
    if (start) begin
      \$8  = 16'hace1;
    end
  end
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$7 ) begin end
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
  assign \port$1923$0  = source[11:0];
  assign \$1  = { 1'h0, source[15:1] };
  assign \$4  = { checksum, 1'h0 };
endmodule

module \tt_um_tinynpu.spi (rst, \port$2$0 , valid, \port$19$0 , move, ready, \port$1885$0 , \port$1941$0 , miso, clk);
  reg \$auto$verilog_backend.cc:2355:dump_module$8  = 0;
  wire \$1 ;
  reg \$10 ;
  reg \$11 ;
  reg [3:0] \$12 ;
  reg \$13 ;
  wire \$2 ;
  wire \$3 ;
  wire [4:0] \$4 ;
  wire \$5 ;
  wire \$6 ;
  wire \$7 ;
  reg \$8 ;
  reg [15:0] \$9 ;
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
  wire \mosi$20 ;
  output move;
  wire move;
  wire [3:0] nibble;
  input [7:0] \port$1885$0 ;
  wire [7:0] \port$1885$0 ;
  input \port$19$0 ;
  wire \port$19$0 ;
  output [11:0] \port$1941$0 ;
  wire [11:0] \port$1941$0 ;
  input [2:0] \port$2$0 ;
  wire [2:0] \port$2$0 ;
  input ready;
  wire ready;
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
  assign \$7  = \$signal$8  ? valid : ready;
  assign move = \$signal$12  & \$7 ;
  always @(posedge clk)
    \before  <= \$8 ;
  always @(posedge clk)
    word <= \$9 ;
  always @(posedge clk)
    \$signal$8  <= \$10 ;
  always @(posedge clk)
    loads <= \$11 ;
  always @(posedge clk)
    bits <= \$12 ;
  always @(posedge clk)
    \$signal$12  <= \$13 ;
  \tt_um_tinynpu.spi.cs_n$22  \cs_n$22  (
    .clk(clk),
    .cs_n(\port$2$0 [1]),
    .rst(rst),
    .stage1(\$signal$5 )
  );
  \tt_um_tinynpu.spi.mosi$23  \mosi$23  (
    .clk(clk),
    .mosi(\port$2$0 [2]),
    .rst(rst),
    .stage1(mosi)
  );
  \tt_um_tinynpu.spi.sck$21  \sck$21  (
    .clk(clk),
    .rst(rst),
    .sck(\port$2$0 [0]),
    .stage1(\$signal )
  );
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$8 ) begin end
    \$8  = \$signal ;
    if (rst) begin
      \$8  = 1'h0;
    end
  end
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$8 ) begin end
    \$9  = word;
    if (\$1 ) begin
      \$9  = { valid, \port$19$0 , 6'h00, \port$1885$0  };
    end
    if (\$signal$5 ) begin
    end else if (\$3 ) begin
      \$9  = { word[14:0], mosi };
    end
    if (rst) begin
      \$9  = 16'h0000;
    end
  end
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$8 ) begin end
    \$10  = \$signal$8 ;
    if (\$1 ) begin
      \$10  = valid;
    end
    if (rst) begin
      \$10  = 1'h0;
    end
  end
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$8 ) begin end
    \$11  = loads;
    if (\$1 ) begin
      \$11  = 1'h0;
    end
    if (\$signal$5 ) begin
    end else if (\$3 ) begin
      if (\$5 ) begin
        \$11  = \$6 ;
      end
    end
    if (\$signal$12 ) begin
      \$11  = 1'h1;
    end
    if (rst) begin
      \$11  = 1'h0;
    end
  end
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$8 ) begin end
    \$12  = bits;
    if (\$signal$5 ) begin
      \$12  = 4'h0;
    end else if (\$3 ) begin
      \$12  = \$4 [3:0];
    end
    if (rst) begin
      \$12  = 4'h0;
    end
  end
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$8 ) begin end
    \$13  = \$signal$12 ;
    if (\$signal$5 ) begin
    end else if (\$3 ) begin
      if (\$5 ) begin
        \$13  = word[14];
      end
    end
    if (\$signal$12 ) begin
      \$13  = 1'h0;
    end
    if (rst) begin
      \$13  = 1'h0;
    end
  end
  assign state = { valid, \port$19$0 , 6'h00, \port$1885$0  };
  assign \byte  = word[7:0];
  assign nibble = word[11:8];
  assign sck = \port$2$0 [0];
  assign cs_n = \port$2$0 [1];
  assign \mosi$20  = \port$2$0 [2];
  assign \port$1941$0  = word[11:0];
  assign miso = word[15];
endmodule

module \tt_um_tinynpu.spi.cs_n$22 (rst, cs_n, stage1, clk);
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

module \tt_um_tinynpu.spi.mosi$23 (rst, mosi, stage1, clk);
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

module \tt_um_tinynpu.spi.sck$21 (rst, sck, stage1, clk);
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
