// tinynpu tile, 5 columns, 10 rows, hash 25f4d713
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
    .\port$1817$0 (\output ),
    .\port$1873$0 (\$6 ),
    .\port$19$0 (error),
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
  wire [19:0] \$142 ;
  wire [19:0] \$143 ;
  wire \$144 ;
  wire \$145 ;
  wire \$146 ;
  wire \$147 ;
  wire \$148 ;
  wire \$149 ;
  wire \$15 ;
  wire \$150 ;
  wire \$151 ;
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
  wire [19:0] \$204 ;
  wire [19:0] \$205 ;
  wire \$206 ;
  wire \$207 ;
  wire \$208 ;
  wire \$209 ;
  wire \$21 ;
  wire \$210 ;
  wire \$211 ;
  wire \$212 ;
  wire \$213 ;
  wire \$214 ;
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
  wire \$26 ;
  wire \$260 ;
  wire \$261 ;
  wire \$262 ;
  wire \$263 ;
  wire \$264 ;
  wire \$265 ;
  wire [19:0] \$266 ;
  wire [19:0] \$267 ;
  wire \$268 ;
  wire \$269 ;
  wire \$27 ;
  wire \$270 ;
  wire \$271 ;
  wire \$272 ;
  wire \$273 ;
  wire \$274 ;
  wire \$275 ;
  wire \$276 ;
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
  wire [19:0] \$328 ;
  wire [19:0] \$329 ;
  wire \$33 ;
  wire \$330 ;
  wire \$331 ;
  wire \$332 ;
  wire \$333 ;
  wire \$334 ;
  wire \$335 ;
  wire \$336 ;
  wire \$337 ;
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
  wire [19:0] \$390 ;
  reg [7:0] \$391 ;
  wire [4:0] \$392 ;
  wire [19:0] \$393 ;
  wire [7:0] \$394 ;
  wire \$395 ;
  wire \$396 ;
  wire \$397 ;
  wire \$398 ;
  wire \$399 ;
  wire [3:0] \$4 ;
  wire \$40 ;
  wire \$400 ;
  wire \$401 ;
  wire \$402 ;
  wire \$403 ;
  wire [7:0] \$404 ;
  wire \$405 ;
  wire \$406 ;
  wire \$407 ;
  wire \$408 ;
  wire \$409 ;
  wire \$41 ;
  wire \$410 ;
  wire \$411 ;
  wire \$412 ;
  wire \$413 ;
  wire \$414 ;
  wire \$415 ;
  wire \$416 ;
  wire \$417 ;
  wire \$418 ;
  wire [1:0] \$419 ;
  wire \$42 ;
  wire [3:0] \$420 ;
  wire \$421 ;
  wire \$422 ;
  wire [1:0] \$423 ;
  wire [4:0] \$424 ;
  wire \$425 ;
  wire [1:0] \$426 ;
  wire \$427 ;
  wire \$428 ;
  wire \$429 ;
  wire \$43 ;
  wire \$430 ;
  wire \$431 ;
  wire \$432 ;
  wire \$433 ;
  wire \$434 ;
  wire [12:0] \$435 ;
  wire \$436 ;
  wire [3:0] \$437 ;
  wire \$438 ;
  wire [4:0] \$439 ;
  wire \$44 ;
  wire \$440 ;
  wire [1:0] \$441 ;
  wire \$442 ;
  wire [3:0] \$443 ;
  wire \$444 ;
  wire [3:0] \$445 ;
  reg [3:0] \$446 ;
  reg \$447 ;
  reg \$448 ;
  reg \$449 ;
  wire \$45 ;
  reg \$450 ;
  reg [2:0] \$451 ;
  reg [3:0] \$452 ;
  reg \$453 ;
  reg [2:0] \$454 ;
  reg [3:0] \$455 ;
  reg \$456 ;
  reg [2:0] \$457 ;
  reg [11:0] \$458 ;
  reg \$459 ;
  wire \$46 ;
  reg [1:0] \$460 ;
  reg \$461 ;
  wire [11:0] \$462 ;
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
  wire [4:0] \$878 ;
  wire \$88 ;
  wire \$89 ;
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
  wire [9:0] is_read;
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
  wire [9:0] \place$27 ;
  wire [9:0] \place$42 ;
  wire [9:0] \place$51 ;
  wire [9:0] \place$60 ;
  wire [9:0] \place$69 ;
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
  wire [9:0] write__0;
  wire [9:0] \write__0$49 ;
  wire [9:0] \write__0$58 ;
  wire [9:0] \write__0$67 ;
  wire [9:0] \write__0$76 ;
  assign \$signal  = testing ? \$462 [7:0] : \byte ;
  assign \$signal$4  = testing ? \$462 [11:8] : nibble;
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
  assign nibble_n = ~ \$signal$4 ;
  assign \$22  = runs & accepted;
  assign \$23  = group < 1'h0;
  assign \$24  = ! group;
  assign \$25  = place < 2'h2;
  assign \$26  = \$24  & \$25 ;
  assign \$27  = \$23  | \$26 ;
  assign \$28  = group < 1'h1;
  assign \$30  = place < 1'h0;
  assign \$31  = \$29  & \$30 ;
  assign \$32  = \$28  | \$31 ;
  assign \$33  = flags[0] ? \$27  : \$32 ;
  assign shift = \$22  & \$33 ;
  assign write__0 = { \$21 , \$19 , \$17 , \$15 , \$13 , \$11 , \$9 , \$7 , \$5 , \$3  } & { enables, enables, enables, enables, enables, enables, enables, enables, enables, enables };
  assign \$34  = runs & accepted;
  assign \$35  = group < 1'h0;
  assign \$36  = ! group;
  assign \$37  = place < 2'h2;
  assign \$38  = \$36  & \$37 ;
  assign \$39  = \$35  | \$38 ;
  assign \$40  = group < 1'h1;
  assign \$42  = place < 1'h0;
  assign \$43  = \$41  & \$42 ;
  assign \$44  = \$40  | \$43 ;
  assign \$45  = flags[0] ? \$39  : \$44 ;
  assign \shift$46  = \$34  & \$45 ;
  assign \write__0$49  = { \$21 , \$19 , \$17 , \$15 , \$13 , \$11 , \$9 , \$7 , \$5 , \$3  } & { enables, enables, enables, enables, enables, enables, enables, enables, enables, enables };
  assign \$46  = runs & accepted;
  assign \$47  = group < 1'h0;
  assign \$48  = ! group;
  assign \$49  = place < 2'h2;
  assign \$50  = \$48  & \$49 ;
  assign \$51  = \$47  | \$50 ;
  assign \$52  = group < 1'h1;
  assign \$54  = place < 1'h0;
  assign \$55  = \$53  & \$54 ;
  assign \$56  = \$52  | \$55 ;
  assign \$57  = flags[0] ? \$51  : \$56 ;
  assign \shift$55  = \$46  & \$57 ;
  assign \write__0$58  = { \$21 , \$19 , \$17 , \$15 , \$13 , \$11 , \$9 , \$7 , \$5 , \$3  } & { enables, enables, enables, enables, enables, enables, enables, enables, enables, enables };
  assign \$58  = runs & accepted;
  assign \$59  = group < 1'h0;
  assign \$60  = ! group;
  assign \$61  = place < 2'h2;
  assign \$62  = \$60  & \$61 ;
  assign \$63  = \$59  | \$62 ;
  assign \$64  = group < 1'h1;
  assign \$66  = place < 1'h0;
  assign \$67  = \$65  & \$66 ;
  assign \$68  = \$64  | \$67 ;
  assign \$69  = flags[0] ? \$63  : \$68 ;
  assign \shift$64  = \$58  & \$69 ;
  assign \write__0$67  = { \$21 , \$19 , \$17 , \$15 , \$13 , \$11 , \$9 , \$7 , \$5 , \$3  } & { enables, enables, enables, enables, enables, enables, enables, enables, enables, enables };
  assign \$70  = runs & accepted;
  assign \$71  = group < 1'h0;
  assign \$72  = ! group;
  assign \$73  = place < 2'h2;
  assign \$74  = \$72  & \$73 ;
  assign \$75  = \$71  | \$74 ;
  assign \$76  = group < 1'h1;
  assign \$78  = place < 1'h0;
  assign \$79  = \$77  & \$78 ;
  assign \$80  = \$76  | \$79 ;
  assign \$81  = flags[0] ? \$75  : \$80 ;
  assign \shift$73  = \$70  & \$81 ;
  assign \write__0$76  = { \$21 , \$19 , \$17 , \$15 , \$13 , \$11 , \$9 , \$7 , \$5 , \$3  } & { enables, enables, enables, enables, enables, enables, enables, enables, enables, enables };
  assign \$82  = ! number;
  assign \$83  = ! group;
  assign \$84  = \$82  & \$83 ;
  assign \$85  = ! number;
  assign \$86  = ! group;
  assign \$87  = \$85  & \$86 ;
  assign \$88  = ! number;
  assign \$89  = ! group;
  assign \$90  = \$88  & \$89 ;
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
  assign \$142  = sum__0 & { \$141 , \$138 , \$135 , \$132 , \$129 , \$126 , \$123 , \$120 , \$117 , \$114 , \$111 , \$108 , \$105 , \$102 , \$99 , \$96 , \$93 , \$90 , \$87 , \$84  };
  assign \$144  = number == 1'h1;
  assign \$145  = ! group;
  assign \$146  = \$144  & \$145 ;
  assign \$147  = number == 1'h1;
  assign \$148  = ! group;
  assign \$149  = \$147  & \$148 ;
  assign \$150  = number == 1'h1;
  assign \$151  = ! group;
  assign \$152  = \$150  & \$151 ;
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
  assign \$204  = \sum__0$80  & { \$203 , \$200 , \$197 , \$194 , \$191 , \$188 , \$185 , \$182 , \$179 , \$176 , \$173 , \$170 , \$167 , \$164 , \$161 , \$158 , \$155 , \$152 , \$149 , \$146  };
  assign \$205  = \$143  | \$204 ;
  assign \$206  = number == 2'h2;
  assign \$207  = ! group;
  assign \$208  = \$206  & \$207 ;
  assign \$209  = number == 2'h2;
  assign \$210  = ! group;
  assign \$211  = \$209  & \$210 ;
  assign \$212  = number == 2'h2;
  assign \$213  = ! group;
  assign \$214  = \$212  & \$213 ;
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
  assign \$266  = \sum__0$81  & { \$265 , \$262 , \$259 , \$256 , \$253 , \$250 , \$247 , \$244 , \$241 , \$238 , \$235 , \$232 , \$229 , \$226 , \$223 , \$220 , \$217 , \$214 , \$211 , \$208  };
  assign \$267  = \$205  | \$266 ;
  assign \$268  = number == 2'h3;
  assign \$269  = ! group;
  assign \$270  = \$268  & \$269 ;
  assign \$271  = number == 2'h3;
  assign \$272  = ! group;
  assign \$273  = \$271  & \$272 ;
  assign \$274  = number == 2'h3;
  assign \$275  = ! group;
  assign \$276  = \$274  & \$275 ;
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
  assign \$328  = \sum__0$82  & { \$327 , \$324 , \$321 , \$318 , \$315 , \$312 , \$309 , \$306 , \$303 , \$300 , \$297 , \$294 , \$291 , \$288 , \$285 , \$282 , \$279 , \$276 , \$273 , \$270  };
  assign \$329  = \$267  | \$328 ;
  assign \$330  = number == 3'h4;
  assign \$331  = ! group;
  assign \$332  = \$330  & \$331 ;
  assign \$333  = number == 3'h4;
  assign \$334  = ! group;
  assign \$335  = \$333  & \$334 ;
  assign \$336  = number == 3'h4;
  assign \$337  = ! group;
  assign \$338  = \$336  & \$337 ;
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
  assign \$390  = \sum__0$83  & { \$389 , \$386 , \$383 , \$380 , \$377 , \$374 , \$371 , \$368 , \$365 , \$362 , \$359 , \$356 , \$353 , \$350 , \$347 , \$344 , \$341 , \$338 , \$335 , \$332  };
  assign passing = \$329  | \$390 ;
  assign busy = ~ \$395 ;
  assign \$393  = $signed(passing) >>> \$392 ;
  assign \$878  = argument[0] * 4'h8;
  assign \$394  = checksum >> \$878 ;
  assign \$395  = ! fsm_state;
  assign \$396  = fsm_state == 1'h1;
  assign \$397  = fsm_state == 2'h2;
  assign \$398  = fsm_state == 2'h3;
  assign \$399  = fsm_state == 3'h4;
  assign \$400  = fsm_state == 3'h5;
  assign \$401  = fsm_state == 3'h6;
  assign \$402  = fsm_state == 3'h7;
  assign \$403  = fsm_state == 4'h8;
  assign \$404  = ~ \$signal ;
  assign \$405  = runs & accepted;
  assign \$406  = ~ \$signal$91 ;
  assign \$407  = \$405  & \$406 ;
  assign \$408  = ! group;
  assign \$409  = \$407  & \$408 ;
  assign \$410  = runs & accepted;
  assign \$411  = ! group;
  assign \$412  = place == 4'h9;
  assign \$413  = \$411  & \$412 ;
  assign \$414  = ! group;
  assign \$415  = place == 4'h9;
  assign \$416  = \$414  & \$415 ;
  assign \$417  = flags[0] ? \$413  : \$416 ;
  assign \$418  = \$410  & \$417 ;
  assign \$420  = argument + 1'h1;
  assign \$421  = argument == 3'h7;
  assign \$422  = ! { \$signal [3:0], steps[7:0] };
  assign \$424  = place + 1'h1;
  assign \$425  = place == 4'h9;
  assign \$426  = group + 1'h1;
  assign \$427  = ! group;
  assign \$428  = place == 4'h9;
  assign \$429  = \$427  & \$428 ;
  assign \$430  = ! group;
  assign \$431  = place == 4'h9;
  assign \$432  = \$430  & \$431 ;
  assign \$433  = flags[0] ? \$429  : \$432 ;
  assign \$434  = ~ \$signal$91 ;
  assign \$435  = steps - 1'h1;
  assign \$436  = steps == 1'h1;
  assign \$437  = argument + 1'h1;
  assign \$438  = argument[1:0] == 2'h2;
  assign \$439  = place + 1'h1;
  assign \$440  = place == 4'h9;
  assign \$441  = group + 1'h1;
  assign \$442  = ! group;
  assign \$443  = number + 1'h1;
  assign \$444  = number == 3'h4;
  assign \$445  = argument + 1'h1;
  always @(posedge clk)
    sample_n <= \$404 ;
  always @(posedge clk)
    summed_place <= \$446 ;
  always @(posedge clk)
    sums <= \$447 ;
  always @(posedge clk)
    enables <= \$448 ;
  always @(posedge clk)
    first <= \$449 ;
  always @(posedge clk)
    swap <= \$450 ;
  always @(posedge clk)
    argument <= \$451 ;
  always @(posedge clk)
    place <= \$452 ;
  always @(posedge clk)
    group <= \$453 ;
  always @(posedge clk)
    number <= \$454 ;
  always @(posedge clk)
    fsm_state <= \$455 ;
  always @(posedge clk)
    testing <= \$456 ;
  always @(posedge clk)
    flags <= \$457 ;
  always @(posedge clk)
    steps <= \$458 ;
  always @(posedge clk)
    \$signal$91  <= \$459 ;
  always @(posedge clk)
    errors <= \$460 ;
  always @(posedge clk)
    \$signal$92  <= \$461 ;
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
    .\port$1855$0 (\$462 ),
    .rst(rst),
    .start(start)
  );
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$1 ) begin end
    (* full_case = 32'd1 *)
    casez (argument)
      3'h0:
          \$391  = 8'h74;
      3'h1:
          \$391  = 8'h6e;
      3'h2:
          \$391  = 8'h01;
      3'h3:
          \$391  = 8'h05;
      3'h4:
          \$391  = 8'h01;
      3'h5:
          \$391  = 8'h0a;
      3'h6:
          \$391  = 8'h14;
      3'h7:
          \$391  = 8'h80;
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
          \output  = \$391 ;
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
          \output  = \$393 [7:0];
      4'h8:
          \output  = \$394 ;
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
    \$446  = place;
    if (rst) begin
      \$446  = 4'h0;
    end
  end
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$1 ) begin end
    \$447  = runs;
    if (rst) begin
      \$447  = 1'h0;
    end
  end
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$1 ) begin end
    \$448  = \$409 ;
    if (rst) begin
      \$448  = 1'h0;
    end
  end
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$1 ) begin end
    \$449  = \$signal$92 ;
    if (rst) begin
      \$449  = 1'h0;
    end
  end
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$1 ) begin end
    \$450  = \$418 ;
    if (rst) begin
      \$450  = 1'h0;
    end
  end
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$1 ) begin end
    \$451  = argument;
    casez (fsm_state)
      4'h0:
          \$451  = 3'h0;
      4'h1:
          if (taken) begin
            \$451  = \$420 [2:0];
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
            \$451  = \$437 [2:0];
            if (\$438 ) begin
              \$451  = 3'h0;
              if (\$440 ) begin
                if (\$442 ) begin
                  if (\$444 ) begin
                    \$451  = 3'h0;
                  end
                end
              end
            end
          end
      4'h8:
          if (taken) begin
            \$451  = \$445 [2:0];
          end
    endcase
    if (rst) begin
      \$451  = 3'h0;
    end
  end
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$1 ) begin end
    \$452  = place;
    casez (fsm_state)
      4'h0:
          \$452  = 4'h0;
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
            \$452  = \$424 [3:0];
            if (\$425 ) begin
              \$452  = 4'h0;
            end
            if (\$433 ) begin
              \$452  = 4'h0;
            end
          end
      4'h6:
          /* empty */;
      4'h7:
          if (taken) begin
            if (\$438 ) begin
              \$452  = \$439 [3:0];
              if (\$440 ) begin
                \$452  = 4'h0;
              end
            end
          end
    endcase
    if (rst) begin
      \$452  = 4'h0;
    end
  end
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$1 ) begin end
    \$453  = group;
    casez (fsm_state)
      4'h0:
          \$453  = 1'h0;
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
            if (\$425 ) begin
              \$453  = \$426 [0];
            end
            if (\$433 ) begin
              \$453  = 1'h0;
            end
          end
      4'h6:
          /* empty */;
      4'h7:
          if (taken) begin
            if (\$438 ) begin
              if (\$440 ) begin
                \$453  = \$441 [0];
                if (\$442 ) begin
                  \$453  = 1'h0;
                end
              end
            end
          end
    endcase
    if (rst) begin
      \$453  = 1'h0;
    end
  end
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$1 ) begin end
    \$454  = number;
    casez (fsm_state)
      4'h0:
          \$454  = 3'h0;
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
            if (\$438 ) begin
              if (\$440 ) begin
                if (\$442 ) begin
                  \$454  = \$443 [2:0];
                end
              end
            end
          end
    endcase
    if (rst) begin
      \$454  = 3'h0;
    end
  end
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$1 ) begin end
    \$455  = fsm_state;
    casez (fsm_state)
      4'h0:
          if (accepted) begin
            casez (\$signal )
              8'h00:
                  /* empty */;
              8'h01:
                  \$455  = 4'h1;
              8'h02:
                  \$455  = 4'h2;
              8'h03:
                  \$455  = 4'h3;
              8'h40, 8'h41:
                  \$455  = 4'h4;
            endcase
          end
      4'h1:
          if (taken) begin
            if (\$421 ) begin
              \$455  = 4'h0;
            end
          end
      4'h2:
          if (taken) begin
            \$455  = 4'h0;
          end
      4'h4:
          if (accepted) begin
            \$455  = 4'h5;
          end
      4'h5:
          if (accepted) begin
            \$455  = 4'h3;
            if (\$422 ) begin
              \$455  = 4'h0;
            end
          end
      4'h3:
          if (accepted) begin
            if (\$433 ) begin
              if (\$434 ) begin
                if (\$436 ) begin
                  \$455  = 4'h6;
                end
              end
            end
          end
      4'h6:
          \$455  = 4'h7;
      4'h7:
          if (taken) begin
            if (\$438 ) begin
              if (\$440 ) begin
                if (\$442 ) begin
                  if (\$444 ) begin
                    (* full_case = 32'd1 *)
                    if (testing) begin
                      \$455  = 4'h8;
                    end else begin
                      \$455  = 4'h0;
                    end
                  end
                end
              end
            end
          end
      4'h8:
          if (taken) begin
            if (argument[0]) begin
              \$455  = 4'h0;
            end
          end
    endcase
    if (rst) begin
      \$455  = 4'h0;
    end
  end
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$1 ) begin end
    \$456  = testing;
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
                  \$456  = 1'h1;
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
            if (\$438 ) begin
              if (\$440 ) begin
                if (\$442 ) begin
                  if (\$444 ) begin
                    \$456  = 1'h0;
                  end
                end
              end
            end
          end
    endcase
    if (rst) begin
      \$456  = 1'h0;
    end
  end
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$1 ) begin end
    \$457  = flags;
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
                  \$457  = 3'h0;
              8'h40, 8'h41:
                  \$457  = \$signal [2:0];
            endcase
          end
    endcase
    if (rst) begin
      \$457  = 3'h0;
    end
  end
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$1 ) begin end
    \$458  = steps;
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
                  \$458  = 12'h020;
            endcase
          end
      4'h1:
          /* empty */;
      4'h2:
          /* empty */;
      4'h4:
          if (accepted) begin
            \$458 [7:0] = \$signal ;
          end
      4'h5:
          if (accepted) begin
            \$458 [11:8] = \$signal [3:0];
          end
      4'h3:
          if (accepted) begin
            if (\$433 ) begin
              if (\$434 ) begin
                \$458  = \$435 [11:0];
              end
            end
          end
    endcase
  end
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$1 ) begin end
    \$459  = \$signal$91 ;
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
                  \$459  = 1'h1;
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
            \$459  = 1'h1;
          end
      4'h3:
          if (accepted) begin
            if (\$433 ) begin
              \$459  = 1'h0;
            end
          end
    endcase
    if (rst) begin
      \$459  = 1'h0;
    end
  end
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$1 ) begin end
    \$460  = errors;
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
                  \$460  = \$419 ;
            endcase
          end
      4'h1:
          /* empty */;
      4'h2:
          if (taken) begin
            \$460  = 2'h0;
          end
      4'h4:
          /* empty */;
      4'h5:
          if (accepted) begin
            if (\$422 ) begin
              \$460  = \$423 ;
            end
          end
    endcase
    if (rst) begin
      \$460  = 2'h0;
    end
  end
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$1 ) begin end
    \$461  = \$signal$92 ;
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
            if (\$433 ) begin
              \$461  = \$signal$91 ;
            end
          end
    endcase
    if (rst) begin
      \$461  = 1'h0;
    end
  end
  assign \byte$3  = \$462 [7:0];
  assign \nibble$6  = \$462 [11:8];
  assign \$signal$12  = \output ;
  assign \output$14  = \output ;
  assign is_read = { \$21 , \$19 , \$17 , \$15 , \$13 , \$11 , \$9 , \$7 , \$5 , \$3  };
  assign \sample_n$26  = sample_n;
  assign \place$27  = { \$21 , \$19 , \$17 , \$15 , \$13 , \$11 , \$9 , \$7 , \$5 , \$3  };
  assign \$signal$29  = first;
  assign clears = clear;
  assign \$signal$38  = swap;
  assign \sample_n$41  = sample_n;
  assign \place$42  = { \$21 , \$19 , \$17 , \$15 , \$13 , \$11 , \$9 , \$7 , \$5 , \$3  };
  assign \first$43  = first;
  assign above_n = \nibble_n$44 ;
  assign \clear$47  = clear;
  assign \swap$48  = swap;
  assign \sample_n$50  = sample_n;
  assign \place$51  = { \$21 , \$19 , \$17 , \$15 , \$13 , \$11 , \$9 , \$7 , \$5 , \$3  };
  assign \first$52  = first;
  assign \above_n$54  = \nibble_n$53 ;
  assign \clear$56  = clear;
  assign \swap$57  = swap;
  assign \sample_n$59  = sample_n;
  assign \place$60  = { \$21 , \$19 , \$17 , \$15 , \$13 , \$11 , \$9 , \$7 , \$5 , \$3  };
  assign \first$61  = first;
  assign \above_n$63  = \nibble_n$62 ;
  assign \clear$65  = clear;
  assign \swap$66  = swap;
  assign \sample_n$68  = sample_n;
  assign \place$69  = { \$21 , \$19 , \$17 , \$15 , \$13 , \$11 , \$9 , \$7 , \$5 , \$3  };
  assign \first$70  = first;
  assign \above_n$72  = \nibble_n$71 ;
  assign \clear$74  = clear;
  assign \swap$75  = swap;
  assign \$29  = group;
  assign \$41  = group;
  assign \$53  = group;
  assign \$65  = group;
  assign \$77  = group;
  assign \$143  = \$142 ;
  assign \$392  = { argument[1:0], 3'h0 };
  assign \$419 [1] = errors[1];
  assign \$419 [0] = 1'h1;
  assign \$423 [0] = errors[0];
  assign \$423 [1] = 1'h1;
endmodule

module \tt_um_tinynpu.engine.column_0 (rst, \port$22$0 , \port$24$0 , \port$26$0 , \port$28$0 , \port$30$0 , \port$32$0 , \port$34$0 , \port$36$0 , \port$38$0 , \port$40$0 , nibble_n, shift, write__0, sum__0, clear, a_n, first, enable, above_n, clk
);
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
  reg [7:0] \$22 ;
  wire \$23 ;
  wire \$24 ;
  wire \$25 ;
  wire \$26 ;
  wire \$27 ;
  wire \$28 ;
  wire \$29 ;
  wire [19:0] \$3 ;
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
  wire [19:0] \$4 ;
  wire \$40 ;
  wire \$41 ;
  wire \$42 ;
  wire [19:0] \$5 ;
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
  input first;
  wire first;
  reg [7:0] following_n;
  input [3:0] nibble_n;
  wire [3:0] nibble_n;
  wire [9:0] place;
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
  wire [7:0] q;
  wire [19:0] \q$39 ;
  wire [19:0] \q$41 ;
  wire [19:0] \q$42 ;
  wire [19:0] \q$43 ;
  wire [19:0] \q$44 ;
  wire [19:0] \q$45 ;
  wire [19:0] \q$46 ;
  wire [19:0] \q$47 ;
  wire [19:0] \q$48 ;
  wire [19:0] \q$49 ;
  input rst;
  wire rst;
  wire [7:0] sample_n;
  input shift;
  wire shift;
  output [19:0] sum__0;
  wire [19:0] sum__0;
  wire swap;
  wire [19:0] total;
  input [9:0] write__0;
  wire [9:0] write__0;
  assign \$1  = ~ { first, first, first, first, first, first, first, first, first, first, first, first, first, first, first, first, first, first, first, first };
  assign \$2  = { sum__0[19], sum__0 } & { 1'h0, \$1  };
  assign \$3  = \q$39  & { \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0  };
  assign \$5  = \q$41  & { \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0  };
  assign \$6  = \$4  | \$5 ;
  assign \$7  = \q$42  & { \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0  };
  assign \$8  = \$6  | \$7 ;
  assign \$9  = \q$43  & { \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0  };
  assign \$10  = \$8  | \$9 ;
  assign \$11  = \q$44  & { \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0  };
  assign \$12  = \$10  | \$11 ;
  assign \$13  = \q$45  & { \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0  };
  assign \$14  = \$12  | \$13 ;
  assign \$15  = \q$46  & { \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0  };
  assign \$16  = \$14  | \$15 ;
  assign \$17  = \q$47  & { \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0  };
  assign \$18  = \$16  | \$17 ;
  assign \$19  = \q$48  & { \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0  };
  assign \$20  = \$18  | \$19 ;
  assign \$21  = \q$49  & { \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0  };
  assign sum__0 = \$20  | \$21 ;
  always @(posedge clk)
    following_n <= \$22 ;
  \tt_um_tinynpu.engine.column_0.multiply_add_0  multiply_add_0 (
    .a_n(a_n),
    .addend(\$2 [19:0]),
    .b_n(b_n),
    .sum_0(\$23 ),
    .sum_14(\$27 ),
    .sum_2(\$24 ),
    .sum_20(\$28 ),
    .sum_27(\$29 ),
    .sum_35(\$30 ),
    .sum_42(\$31 ),
    .sum_49(\$32 ),
    .sum_5(\$25 ),
    .sum_55(\$33 ),
    .sum_60(\$34 ),
    .sum_64(\$35 ),
    .sum_67(\$36 ),
    .sum_69(\$37 ),
    .sum_70(\$38 ),
    .sum_71(\$39 ),
    .sum_72(\$40 ),
    .sum_73(\$41 ),
    .sum_74(\$42 ),
    .sum_9(\$26 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_0 (
    .clk(clk),
    .enable(write__0[0]),
    .\port$696$0 (\$23 ),
    .\port$698$0 (\$24 ),
    .\port$701$0 (\$25 ),
    .\port$705$0 (\$26 ),
    .\port$710$0 (\$27 ),
    .\port$716$0 (\$28 ),
    .\port$723$0 (\$29 ),
    .\port$731$0 (\$30 ),
    .\port$740$0 (\$31 ),
    .\port$748$0 (\$32 ),
    .\port$754$0 (\$33 ),
    .\port$759$0 (\$34 ),
    .\port$763$0 (\$35 ),
    .\port$766$0 (\$36 ),
    .\port$768$0 (\$37 ),
    .\port$771$0 (\$38 ),
    .\port$775$0 (\$39 ),
    .\port$780$0 (\$40 ),
    .\port$786$0 (\$41 ),
    .\port$793$0 (\$42 ),
    .q(\q$39 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_1 (
    .clk(clk),
    .enable(write__0[1]),
    .\port$696$0 (\$23 ),
    .\port$698$0 (\$24 ),
    .\port$701$0 (\$25 ),
    .\port$705$0 (\$26 ),
    .\port$710$0 (\$27 ),
    .\port$716$0 (\$28 ),
    .\port$723$0 (\$29 ),
    .\port$731$0 (\$30 ),
    .\port$740$0 (\$31 ),
    .\port$748$0 (\$32 ),
    .\port$754$0 (\$33 ),
    .\port$759$0 (\$34 ),
    .\port$763$0 (\$35 ),
    .\port$766$0 (\$36 ),
    .\port$768$0 (\$37 ),
    .\port$771$0 (\$38 ),
    .\port$775$0 (\$39 ),
    .\port$780$0 (\$40 ),
    .\port$786$0 (\$41 ),
    .\port$793$0 (\$42 ),
    .q(\q$41 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_2 (
    .clk(clk),
    .enable(write__0[2]),
    .\port$696$0 (\$23 ),
    .\port$698$0 (\$24 ),
    .\port$701$0 (\$25 ),
    .\port$705$0 (\$26 ),
    .\port$710$0 (\$27 ),
    .\port$716$0 (\$28 ),
    .\port$723$0 (\$29 ),
    .\port$731$0 (\$30 ),
    .\port$740$0 (\$31 ),
    .\port$748$0 (\$32 ),
    .\port$754$0 (\$33 ),
    .\port$759$0 (\$34 ),
    .\port$763$0 (\$35 ),
    .\port$766$0 (\$36 ),
    .\port$768$0 (\$37 ),
    .\port$771$0 (\$38 ),
    .\port$775$0 (\$39 ),
    .\port$780$0 (\$40 ),
    .\port$786$0 (\$41 ),
    .\port$793$0 (\$42 ),
    .q(\q$42 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_3 (
    .clk(clk),
    .enable(write__0[3]),
    .\port$696$0 (\$23 ),
    .\port$698$0 (\$24 ),
    .\port$701$0 (\$25 ),
    .\port$705$0 (\$26 ),
    .\port$710$0 (\$27 ),
    .\port$716$0 (\$28 ),
    .\port$723$0 (\$29 ),
    .\port$731$0 (\$30 ),
    .\port$740$0 (\$31 ),
    .\port$748$0 (\$32 ),
    .\port$754$0 (\$33 ),
    .\port$759$0 (\$34 ),
    .\port$763$0 (\$35 ),
    .\port$766$0 (\$36 ),
    .\port$768$0 (\$37 ),
    .\port$771$0 (\$38 ),
    .\port$775$0 (\$39 ),
    .\port$780$0 (\$40 ),
    .\port$786$0 (\$41 ),
    .\port$793$0 (\$42 ),
    .q(\q$43 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_4 (
    .clk(clk),
    .enable(write__0[4]),
    .\port$696$0 (\$23 ),
    .\port$698$0 (\$24 ),
    .\port$701$0 (\$25 ),
    .\port$705$0 (\$26 ),
    .\port$710$0 (\$27 ),
    .\port$716$0 (\$28 ),
    .\port$723$0 (\$29 ),
    .\port$731$0 (\$30 ),
    .\port$740$0 (\$31 ),
    .\port$748$0 (\$32 ),
    .\port$754$0 (\$33 ),
    .\port$759$0 (\$34 ),
    .\port$763$0 (\$35 ),
    .\port$766$0 (\$36 ),
    .\port$768$0 (\$37 ),
    .\port$771$0 (\$38 ),
    .\port$775$0 (\$39 ),
    .\port$780$0 (\$40 ),
    .\port$786$0 (\$41 ),
    .\port$793$0 (\$42 ),
    .q(\q$44 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_5 (
    .clk(clk),
    .enable(write__0[5]),
    .\port$696$0 (\$23 ),
    .\port$698$0 (\$24 ),
    .\port$701$0 (\$25 ),
    .\port$705$0 (\$26 ),
    .\port$710$0 (\$27 ),
    .\port$716$0 (\$28 ),
    .\port$723$0 (\$29 ),
    .\port$731$0 (\$30 ),
    .\port$740$0 (\$31 ),
    .\port$748$0 (\$32 ),
    .\port$754$0 (\$33 ),
    .\port$759$0 (\$34 ),
    .\port$763$0 (\$35 ),
    .\port$766$0 (\$36 ),
    .\port$768$0 (\$37 ),
    .\port$771$0 (\$38 ),
    .\port$775$0 (\$39 ),
    .\port$780$0 (\$40 ),
    .\port$786$0 (\$41 ),
    .\port$793$0 (\$42 ),
    .q(\q$45 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_6 (
    .clk(clk),
    .enable(write__0[6]),
    .\port$696$0 (\$23 ),
    .\port$698$0 (\$24 ),
    .\port$701$0 (\$25 ),
    .\port$705$0 (\$26 ),
    .\port$710$0 (\$27 ),
    .\port$716$0 (\$28 ),
    .\port$723$0 (\$29 ),
    .\port$731$0 (\$30 ),
    .\port$740$0 (\$31 ),
    .\port$748$0 (\$32 ),
    .\port$754$0 (\$33 ),
    .\port$759$0 (\$34 ),
    .\port$763$0 (\$35 ),
    .\port$766$0 (\$36 ),
    .\port$768$0 (\$37 ),
    .\port$771$0 (\$38 ),
    .\port$775$0 (\$39 ),
    .\port$780$0 (\$40 ),
    .\port$786$0 (\$41 ),
    .\port$793$0 (\$42 ),
    .q(\q$46 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_7 (
    .clk(clk),
    .enable(write__0[7]),
    .\port$696$0 (\$23 ),
    .\port$698$0 (\$24 ),
    .\port$701$0 (\$25 ),
    .\port$705$0 (\$26 ),
    .\port$710$0 (\$27 ),
    .\port$716$0 (\$28 ),
    .\port$723$0 (\$29 ),
    .\port$731$0 (\$30 ),
    .\port$740$0 (\$31 ),
    .\port$748$0 (\$32 ),
    .\port$754$0 (\$33 ),
    .\port$759$0 (\$34 ),
    .\port$763$0 (\$35 ),
    .\port$766$0 (\$36 ),
    .\port$768$0 (\$37 ),
    .\port$771$0 (\$38 ),
    .\port$775$0 (\$39 ),
    .\port$780$0 (\$40 ),
    .\port$786$0 (\$41 ),
    .\port$793$0 (\$42 ),
    .q(\q$47 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_8 (
    .clk(clk),
    .enable(write__0[8]),
    .\port$696$0 (\$23 ),
    .\port$698$0 (\$24 ),
    .\port$701$0 (\$25 ),
    .\port$705$0 (\$26 ),
    .\port$710$0 (\$27 ),
    .\port$716$0 (\$28 ),
    .\port$723$0 (\$29 ),
    .\port$731$0 (\$30 ),
    .\port$740$0 (\$31 ),
    .\port$748$0 (\$32 ),
    .\port$754$0 (\$33 ),
    .\port$759$0 (\$34 ),
    .\port$763$0 (\$35 ),
    .\port$766$0 (\$36 ),
    .\port$768$0 (\$37 ),
    .\port$771$0 (\$38 ),
    .\port$775$0 (\$39 ),
    .\port$780$0 (\$40 ),
    .\port$786$0 (\$41 ),
    .\port$793$0 (\$42 ),
    .q(\q$48 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_9 (
    .clk(clk),
    .enable(write__0[9]),
    .\port$696$0 (\$23 ),
    .\port$698$0 (\$24 ),
    .\port$701$0 (\$25 ),
    .\port$705$0 (\$26 ),
    .\port$710$0 (\$27 ),
    .\port$716$0 (\$28 ),
    .\port$723$0 (\$29 ),
    .\port$731$0 (\$30 ),
    .\port$740$0 (\$31 ),
    .\port$748$0 (\$32 ),
    .\port$754$0 (\$33 ),
    .\port$759$0 (\$34 ),
    .\port$763$0 (\$35 ),
    .\port$766$0 (\$36 ),
    .\port$768$0 (\$37 ),
    .\port$771$0 (\$38 ),
    .\port$775$0 (\$39 ),
    .\port$780$0 (\$40 ),
    .\port$786$0 (\$41 ),
    .\port$793$0 (\$42 ),
    .q(\q$49 )
  );
  \tt_um_tinynpu.engine.column_0.weight_n  weight_n (
    .clk(clk),
    .d(following_n),
    .enable(enable),
    .q(b_n)
  );
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$2 ) begin end
    \$22  = following_n;
    if (clear) begin
      \$22  = 8'hff;
    end else if (shift) begin
      \$22  = { following_n[3:0], nibble_n };
    end
  end
  assign swap = enable;
  assign d = following_n;
  assign \enable$10  = write__0[0];
  assign \d$12  = { \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31 , \$30 , \$29 , \$28 , \$27 , \$26 , \$25 , \$24 , \$23  };
  assign total = { \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31 , \$30 , \$29 , \$28 , \$27 , \$26 , \$25 , \$24 , \$23  };
  assign \enable$14  = write__0[1];
  assign \d$15  = { \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31 , \$30 , \$29 , \$28 , \$27 , \$26 , \$25 , \$24 , \$23  };
  assign \enable$16  = write__0[2];
  assign \d$17  = { \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31 , \$30 , \$29 , \$28 , \$27 , \$26 , \$25 , \$24 , \$23  };
  assign \enable$18  = write__0[3];
  assign \d$19  = { \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31 , \$30 , \$29 , \$28 , \$27 , \$26 , \$25 , \$24 , \$23  };
  assign \enable$20  = write__0[4];
  assign \d$21  = { \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31 , \$30 , \$29 , \$28 , \$27 , \$26 , \$25 , \$24 , \$23  };
  assign \enable$22  = write__0[5];
  assign \d$23  = { \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31 , \$30 , \$29 , \$28 , \$27 , \$26 , \$25 , \$24 , \$23  };
  assign \enable$24  = write__0[6];
  assign \d$25  = { \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31 , \$30 , \$29 , \$28 , \$27 , \$26 , \$25 , \$24 , \$23  };
  assign \enable$26  = write__0[7];
  assign \d$27  = { \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31 , \$30 , \$29 , \$28 , \$27 , \$26 , \$25 , \$24 , \$23  };
  assign \enable$28  = write__0[8];
  assign \d$29  = { \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31 , \$30 , \$29 , \$28 , \$27 , \$26 , \$25 , \$24 , \$23  };
  assign \enable$30  = write__0[9];
  assign \d$31  = { \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31 , \$30 , \$29 , \$28 , \$27 , \$26 , \$25 , \$24 , \$23  };
  assign sample_n = a_n;
  assign q = b_n;
  assign addend = \$2 [19:0];
  assign place = { \port$40$0 , \port$38$0 , \port$36$0 , \port$34$0 , \port$32$0 , \port$30$0 , \port$28$0 , \port$26$0 , \port$24$0 , \port$22$0  };
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

module \tt_um_tinynpu.engine.column_0.sum_0_0 (enable, \port$696$0 , \port$698$0 , \port$701$0 , \port$705$0 , \port$710$0 , \port$716$0 , \port$723$0 , \port$731$0 , \port$740$0 , \port$748$0 , \port$754$0 , \port$759$0 , \port$763$0 , \port$766$0 , \port$768$0 , \port$771$0 , \port$775$0 , \port$780$0 , \port$786$0 , \port$793$0 
, q, clk);
  input clk;
  wire clk;
  wire [19:0] d;
  input enable;
  wire enable;
  input \port$696$0 ;
  wire \port$696$0 ;
  input \port$698$0 ;
  wire \port$698$0 ;
  input \port$701$0 ;
  wire \port$701$0 ;
  input \port$705$0 ;
  wire \port$705$0 ;
  input \port$710$0 ;
  wire \port$710$0 ;
  input \port$716$0 ;
  wire \port$716$0 ;
  input \port$723$0 ;
  wire \port$723$0 ;
  input \port$731$0 ;
  wire \port$731$0 ;
  input \port$740$0 ;
  wire \port$740$0 ;
  input \port$748$0 ;
  wire \port$748$0 ;
  input \port$754$0 ;
  wire \port$754$0 ;
  input \port$759$0 ;
  wire \port$759$0 ;
  input \port$763$0 ;
  wire \port$763$0 ;
  input \port$766$0 ;
  wire \port$766$0 ;
  input \port$768$0 ;
  wire \port$768$0 ;
  input \port$771$0 ;
  wire \port$771$0 ;
  input \port$775$0 ;
  wire \port$775$0 ;
  input \port$780$0 ;
  wire \port$780$0 ;
  input \port$786$0 ;
  wire \port$786$0 ;
  input \port$793$0 ;
  wire \port$793$0 ;
  output [19:0] q;
  wire [19:0] q;
  tinynpu_word #(
    .WIDTH(32'd20)
  ) \cell  (
    .clk(clk),
    .d({ \port$793$0 , \port$786$0 , \port$780$0 , \port$775$0 , \port$771$0 , \port$768$0 , \port$766$0 , \port$763$0 , \port$759$0 , \port$754$0 , \port$748$0 , \port$740$0 , \port$731$0 , \port$723$0 , \port$716$0 , \port$710$0 , \port$705$0 , \port$701$0 , \port$698$0 , \port$696$0  }),
    .enable(enable),
    .q(q)
  );
  assign d = { \port$793$0 , \port$786$0 , \port$780$0 , \port$775$0 , \port$771$0 , \port$768$0 , \port$766$0 , \port$763$0 , \port$759$0 , \port$754$0 , \port$748$0 , \port$740$0 , \port$731$0 , \port$723$0 , \port$716$0 , \port$710$0 , \port$705$0 , \port$701$0 , \port$698$0 , \port$696$0  };
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

module \tt_um_tinynpu.engine.column_1 (rst, \port$22$0 , \port$24$0 , \port$26$0 , \port$28$0 , \port$30$0 , \port$32$0 , \port$34$0 , \port$36$0 , \port$38$0 , \port$40$0 , shift, write__0, sum__0, clear, a_n, first, enable, nibble_n, above_n, clk
);
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
  reg [7:0] \$22 ;
  wire \$23 ;
  wire \$24 ;
  wire \$25 ;
  wire \$26 ;
  wire \$27 ;
  wire \$28 ;
  wire \$29 ;
  wire [19:0] \$3 ;
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
  wire [19:0] \$4 ;
  wire \$40 ;
  wire \$41 ;
  wire \$42 ;
  wire [19:0] \$5 ;
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
  input first;
  wire first;
  reg [7:0] following_n;
  input [3:0] nibble_n;
  wire [3:0] nibble_n;
  wire [9:0] place;
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
  wire [7:0] q;
  wire [19:0] \q$39 ;
  wire [19:0] \q$41 ;
  wire [19:0] \q$42 ;
  wire [19:0] \q$43 ;
  wire [19:0] \q$44 ;
  wire [19:0] \q$45 ;
  wire [19:0] \q$46 ;
  wire [19:0] \q$47 ;
  wire [19:0] \q$48 ;
  wire [19:0] \q$49 ;
  input rst;
  wire rst;
  wire [7:0] sample_n;
  input shift;
  wire shift;
  output [19:0] sum__0;
  wire [19:0] sum__0;
  wire swap;
  wire [19:0] total;
  input [9:0] write__0;
  wire [9:0] write__0;
  assign \$1  = ~ { first, first, first, first, first, first, first, first, first, first, first, first, first, first, first, first, first, first, first, first };
  assign \$2  = { sum__0[19], sum__0 } & { 1'h0, \$1  };
  assign \$3  = \q$39  & { \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0  };
  assign \$5  = \q$41  & { \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0  };
  assign \$6  = \$4  | \$5 ;
  assign \$7  = \q$42  & { \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0  };
  assign \$8  = \$6  | \$7 ;
  assign \$9  = \q$43  & { \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0  };
  assign \$10  = \$8  | \$9 ;
  assign \$11  = \q$44  & { \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0  };
  assign \$12  = \$10  | \$11 ;
  assign \$13  = \q$45  & { \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0  };
  assign \$14  = \$12  | \$13 ;
  assign \$15  = \q$46  & { \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0  };
  assign \$16  = \$14  | \$15 ;
  assign \$17  = \q$47  & { \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0  };
  assign \$18  = \$16  | \$17 ;
  assign \$19  = \q$48  & { \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0  };
  assign \$20  = \$18  | \$19 ;
  assign \$21  = \q$49  & { \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0  };
  assign sum__0 = \$20  | \$21 ;
  always @(posedge clk)
    following_n <= \$22 ;
  \tt_um_tinynpu.engine.column_0.multiply_add_0  multiply_add_0 (
    .a_n(a_n),
    .addend(\$2 [19:0]),
    .b_n(b_n),
    .sum_0(\$23 ),
    .sum_14(\$27 ),
    .sum_2(\$24 ),
    .sum_20(\$28 ),
    .sum_27(\$29 ),
    .sum_35(\$30 ),
    .sum_42(\$31 ),
    .sum_49(\$32 ),
    .sum_5(\$25 ),
    .sum_55(\$33 ),
    .sum_60(\$34 ),
    .sum_64(\$35 ),
    .sum_67(\$36 ),
    .sum_69(\$37 ),
    .sum_70(\$38 ),
    .sum_71(\$39 ),
    .sum_72(\$40 ),
    .sum_73(\$41 ),
    .sum_74(\$42 ),
    .sum_9(\$26 )
  );
  \tt_um_tinynpu.engine.column_1.sum_0_0  sum_0_0 (
    .clk(clk),
    .enable(write__0[0]),
    .\port$1002$0 (\$33 ),
    .\port$1007$0 (\$34 ),
    .\port$1011$0 (\$35 ),
    .\port$1014$0 (\$36 ),
    .\port$1016$0 (\$37 ),
    .\port$1019$0 (\$38 ),
    .\port$1023$0 (\$39 ),
    .\port$1028$0 (\$40 ),
    .\port$1034$0 (\$41 ),
    .\port$1041$0 (\$42 ),
    .\port$944$0 (\$23 ),
    .\port$946$0 (\$24 ),
    .\port$949$0 (\$25 ),
    .\port$953$0 (\$26 ),
    .\port$958$0 (\$27 ),
    .\port$964$0 (\$28 ),
    .\port$971$0 (\$29 ),
    .\port$979$0 (\$30 ),
    .\port$988$0 (\$31 ),
    .\port$996$0 (\$32 ),
    .q(\q$39 )
  );
  \tt_um_tinynpu.engine.column_1.sum_0_0  sum_0_1 (
    .clk(clk),
    .enable(write__0[1]),
    .\port$1002$0 (\$33 ),
    .\port$1007$0 (\$34 ),
    .\port$1011$0 (\$35 ),
    .\port$1014$0 (\$36 ),
    .\port$1016$0 (\$37 ),
    .\port$1019$0 (\$38 ),
    .\port$1023$0 (\$39 ),
    .\port$1028$0 (\$40 ),
    .\port$1034$0 (\$41 ),
    .\port$1041$0 (\$42 ),
    .\port$944$0 (\$23 ),
    .\port$946$0 (\$24 ),
    .\port$949$0 (\$25 ),
    .\port$953$0 (\$26 ),
    .\port$958$0 (\$27 ),
    .\port$964$0 (\$28 ),
    .\port$971$0 (\$29 ),
    .\port$979$0 (\$30 ),
    .\port$988$0 (\$31 ),
    .\port$996$0 (\$32 ),
    .q(\q$41 )
  );
  \tt_um_tinynpu.engine.column_1.sum_0_0  sum_0_2 (
    .clk(clk),
    .enable(write__0[2]),
    .\port$1002$0 (\$33 ),
    .\port$1007$0 (\$34 ),
    .\port$1011$0 (\$35 ),
    .\port$1014$0 (\$36 ),
    .\port$1016$0 (\$37 ),
    .\port$1019$0 (\$38 ),
    .\port$1023$0 (\$39 ),
    .\port$1028$0 (\$40 ),
    .\port$1034$0 (\$41 ),
    .\port$1041$0 (\$42 ),
    .\port$944$0 (\$23 ),
    .\port$946$0 (\$24 ),
    .\port$949$0 (\$25 ),
    .\port$953$0 (\$26 ),
    .\port$958$0 (\$27 ),
    .\port$964$0 (\$28 ),
    .\port$971$0 (\$29 ),
    .\port$979$0 (\$30 ),
    .\port$988$0 (\$31 ),
    .\port$996$0 (\$32 ),
    .q(\q$42 )
  );
  \tt_um_tinynpu.engine.column_1.sum_0_0  sum_0_3 (
    .clk(clk),
    .enable(write__0[3]),
    .\port$1002$0 (\$33 ),
    .\port$1007$0 (\$34 ),
    .\port$1011$0 (\$35 ),
    .\port$1014$0 (\$36 ),
    .\port$1016$0 (\$37 ),
    .\port$1019$0 (\$38 ),
    .\port$1023$0 (\$39 ),
    .\port$1028$0 (\$40 ),
    .\port$1034$0 (\$41 ),
    .\port$1041$0 (\$42 ),
    .\port$944$0 (\$23 ),
    .\port$946$0 (\$24 ),
    .\port$949$0 (\$25 ),
    .\port$953$0 (\$26 ),
    .\port$958$0 (\$27 ),
    .\port$964$0 (\$28 ),
    .\port$971$0 (\$29 ),
    .\port$979$0 (\$30 ),
    .\port$988$0 (\$31 ),
    .\port$996$0 (\$32 ),
    .q(\q$43 )
  );
  \tt_um_tinynpu.engine.column_1.sum_0_0  sum_0_4 (
    .clk(clk),
    .enable(write__0[4]),
    .\port$1002$0 (\$33 ),
    .\port$1007$0 (\$34 ),
    .\port$1011$0 (\$35 ),
    .\port$1014$0 (\$36 ),
    .\port$1016$0 (\$37 ),
    .\port$1019$0 (\$38 ),
    .\port$1023$0 (\$39 ),
    .\port$1028$0 (\$40 ),
    .\port$1034$0 (\$41 ),
    .\port$1041$0 (\$42 ),
    .\port$944$0 (\$23 ),
    .\port$946$0 (\$24 ),
    .\port$949$0 (\$25 ),
    .\port$953$0 (\$26 ),
    .\port$958$0 (\$27 ),
    .\port$964$0 (\$28 ),
    .\port$971$0 (\$29 ),
    .\port$979$0 (\$30 ),
    .\port$988$0 (\$31 ),
    .\port$996$0 (\$32 ),
    .q(\q$44 )
  );
  \tt_um_tinynpu.engine.column_1.sum_0_0  sum_0_5 (
    .clk(clk),
    .enable(write__0[5]),
    .\port$1002$0 (\$33 ),
    .\port$1007$0 (\$34 ),
    .\port$1011$0 (\$35 ),
    .\port$1014$0 (\$36 ),
    .\port$1016$0 (\$37 ),
    .\port$1019$0 (\$38 ),
    .\port$1023$0 (\$39 ),
    .\port$1028$0 (\$40 ),
    .\port$1034$0 (\$41 ),
    .\port$1041$0 (\$42 ),
    .\port$944$0 (\$23 ),
    .\port$946$0 (\$24 ),
    .\port$949$0 (\$25 ),
    .\port$953$0 (\$26 ),
    .\port$958$0 (\$27 ),
    .\port$964$0 (\$28 ),
    .\port$971$0 (\$29 ),
    .\port$979$0 (\$30 ),
    .\port$988$0 (\$31 ),
    .\port$996$0 (\$32 ),
    .q(\q$45 )
  );
  \tt_um_tinynpu.engine.column_1.sum_0_0  sum_0_6 (
    .clk(clk),
    .enable(write__0[6]),
    .\port$1002$0 (\$33 ),
    .\port$1007$0 (\$34 ),
    .\port$1011$0 (\$35 ),
    .\port$1014$0 (\$36 ),
    .\port$1016$0 (\$37 ),
    .\port$1019$0 (\$38 ),
    .\port$1023$0 (\$39 ),
    .\port$1028$0 (\$40 ),
    .\port$1034$0 (\$41 ),
    .\port$1041$0 (\$42 ),
    .\port$944$0 (\$23 ),
    .\port$946$0 (\$24 ),
    .\port$949$0 (\$25 ),
    .\port$953$0 (\$26 ),
    .\port$958$0 (\$27 ),
    .\port$964$0 (\$28 ),
    .\port$971$0 (\$29 ),
    .\port$979$0 (\$30 ),
    .\port$988$0 (\$31 ),
    .\port$996$0 (\$32 ),
    .q(\q$46 )
  );
  \tt_um_tinynpu.engine.column_1.sum_0_0  sum_0_7 (
    .clk(clk),
    .enable(write__0[7]),
    .\port$1002$0 (\$33 ),
    .\port$1007$0 (\$34 ),
    .\port$1011$0 (\$35 ),
    .\port$1014$0 (\$36 ),
    .\port$1016$0 (\$37 ),
    .\port$1019$0 (\$38 ),
    .\port$1023$0 (\$39 ),
    .\port$1028$0 (\$40 ),
    .\port$1034$0 (\$41 ),
    .\port$1041$0 (\$42 ),
    .\port$944$0 (\$23 ),
    .\port$946$0 (\$24 ),
    .\port$949$0 (\$25 ),
    .\port$953$0 (\$26 ),
    .\port$958$0 (\$27 ),
    .\port$964$0 (\$28 ),
    .\port$971$0 (\$29 ),
    .\port$979$0 (\$30 ),
    .\port$988$0 (\$31 ),
    .\port$996$0 (\$32 ),
    .q(\q$47 )
  );
  \tt_um_tinynpu.engine.column_1.sum_0_0  sum_0_8 (
    .clk(clk),
    .enable(write__0[8]),
    .\port$1002$0 (\$33 ),
    .\port$1007$0 (\$34 ),
    .\port$1011$0 (\$35 ),
    .\port$1014$0 (\$36 ),
    .\port$1016$0 (\$37 ),
    .\port$1019$0 (\$38 ),
    .\port$1023$0 (\$39 ),
    .\port$1028$0 (\$40 ),
    .\port$1034$0 (\$41 ),
    .\port$1041$0 (\$42 ),
    .\port$944$0 (\$23 ),
    .\port$946$0 (\$24 ),
    .\port$949$0 (\$25 ),
    .\port$953$0 (\$26 ),
    .\port$958$0 (\$27 ),
    .\port$964$0 (\$28 ),
    .\port$971$0 (\$29 ),
    .\port$979$0 (\$30 ),
    .\port$988$0 (\$31 ),
    .\port$996$0 (\$32 ),
    .q(\q$48 )
  );
  \tt_um_tinynpu.engine.column_1.sum_0_0  sum_0_9 (
    .clk(clk),
    .enable(write__0[9]),
    .\port$1002$0 (\$33 ),
    .\port$1007$0 (\$34 ),
    .\port$1011$0 (\$35 ),
    .\port$1014$0 (\$36 ),
    .\port$1016$0 (\$37 ),
    .\port$1019$0 (\$38 ),
    .\port$1023$0 (\$39 ),
    .\port$1028$0 (\$40 ),
    .\port$1034$0 (\$41 ),
    .\port$1041$0 (\$42 ),
    .\port$944$0 (\$23 ),
    .\port$946$0 (\$24 ),
    .\port$949$0 (\$25 ),
    .\port$953$0 (\$26 ),
    .\port$958$0 (\$27 ),
    .\port$964$0 (\$28 ),
    .\port$971$0 (\$29 ),
    .\port$979$0 (\$30 ),
    .\port$988$0 (\$31 ),
    .\port$996$0 (\$32 ),
    .q(\q$49 )
  );
  \tt_um_tinynpu.engine.column_0.weight_n  weight_n (
    .clk(clk),
    .d(following_n),
    .enable(enable),
    .q(b_n)
  );
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$3 ) begin end
    \$22  = following_n;
    if (clear) begin
      \$22  = 8'hff;
    end else if (shift) begin
      \$22  = { following_n[3:0], nibble_n };
    end
  end
  assign swap = enable;
  assign d = following_n;
  assign \enable$10  = write__0[0];
  assign \d$12  = { \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31 , \$30 , \$29 , \$28 , \$27 , \$26 , \$25 , \$24 , \$23  };
  assign total = { \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31 , \$30 , \$29 , \$28 , \$27 , \$26 , \$25 , \$24 , \$23  };
  assign \enable$14  = write__0[1];
  assign \d$15  = { \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31 , \$30 , \$29 , \$28 , \$27 , \$26 , \$25 , \$24 , \$23  };
  assign \enable$16  = write__0[2];
  assign \d$17  = { \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31 , \$30 , \$29 , \$28 , \$27 , \$26 , \$25 , \$24 , \$23  };
  assign \enable$18  = write__0[3];
  assign \d$19  = { \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31 , \$30 , \$29 , \$28 , \$27 , \$26 , \$25 , \$24 , \$23  };
  assign \enable$20  = write__0[4];
  assign \d$21  = { \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31 , \$30 , \$29 , \$28 , \$27 , \$26 , \$25 , \$24 , \$23  };
  assign \enable$22  = write__0[5];
  assign \d$23  = { \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31 , \$30 , \$29 , \$28 , \$27 , \$26 , \$25 , \$24 , \$23  };
  assign \enable$24  = write__0[6];
  assign \d$25  = { \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31 , \$30 , \$29 , \$28 , \$27 , \$26 , \$25 , \$24 , \$23  };
  assign \enable$26  = write__0[7];
  assign \d$27  = { \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31 , \$30 , \$29 , \$28 , \$27 , \$26 , \$25 , \$24 , \$23  };
  assign \enable$28  = write__0[8];
  assign \d$29  = { \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31 , \$30 , \$29 , \$28 , \$27 , \$26 , \$25 , \$24 , \$23  };
  assign \enable$30  = write__0[9];
  assign \d$31  = { \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31 , \$30 , \$29 , \$28 , \$27 , \$26 , \$25 , \$24 , \$23  };
  assign sample_n = a_n;
  assign q = b_n;
  assign addend = \$2 [19:0];
  assign place = { \port$40$0 , \port$38$0 , \port$36$0 , \port$34$0 , \port$32$0 , \port$30$0 , \port$28$0 , \port$26$0 , \port$24$0 , \port$22$0  };
  assign above_n = following_n[7:4];
  assign \$4  = \$3 ;
endmodule

module \tt_um_tinynpu.engine.column_1.sum_0_0 (enable, \port$944$0 , \port$946$0 , \port$949$0 , \port$953$0 , \port$958$0 , \port$964$0 , \port$971$0 , \port$979$0 , \port$988$0 , \port$996$0 , \port$1002$0 , \port$1007$0 , \port$1011$0 , \port$1014$0 , \port$1016$0 , \port$1019$0 , \port$1023$0 , \port$1028$0 , \port$1034$0 , \port$1041$0 
, q, clk);
  input clk;
  wire clk;
  wire [19:0] d;
  input enable;
  wire enable;
  input \port$1002$0 ;
  wire \port$1002$0 ;
  input \port$1007$0 ;
  wire \port$1007$0 ;
  input \port$1011$0 ;
  wire \port$1011$0 ;
  input \port$1014$0 ;
  wire \port$1014$0 ;
  input \port$1016$0 ;
  wire \port$1016$0 ;
  input \port$1019$0 ;
  wire \port$1019$0 ;
  input \port$1023$0 ;
  wire \port$1023$0 ;
  input \port$1028$0 ;
  wire \port$1028$0 ;
  input \port$1034$0 ;
  wire \port$1034$0 ;
  input \port$1041$0 ;
  wire \port$1041$0 ;
  input \port$944$0 ;
  wire \port$944$0 ;
  input \port$946$0 ;
  wire \port$946$0 ;
  input \port$949$0 ;
  wire \port$949$0 ;
  input \port$953$0 ;
  wire \port$953$0 ;
  input \port$958$0 ;
  wire \port$958$0 ;
  input \port$964$0 ;
  wire \port$964$0 ;
  input \port$971$0 ;
  wire \port$971$0 ;
  input \port$979$0 ;
  wire \port$979$0 ;
  input \port$988$0 ;
  wire \port$988$0 ;
  input \port$996$0 ;
  wire \port$996$0 ;
  output [19:0] q;
  wire [19:0] q;
  tinynpu_word #(
    .WIDTH(32'd20)
  ) \cell  (
    .clk(clk),
    .d({ \port$1041$0 , \port$1034$0 , \port$1028$0 , \port$1023$0 , \port$1019$0 , \port$1016$0 , \port$1014$0 , \port$1011$0 , \port$1007$0 , \port$1002$0 , \port$996$0 , \port$988$0 , \port$979$0 , \port$971$0 , \port$964$0 , \port$958$0 , \port$953$0 , \port$949$0 , \port$946$0 , \port$944$0  }),
    .enable(enable),
    .q(q)
  );
  assign d = { \port$1041$0 , \port$1034$0 , \port$1028$0 , \port$1023$0 , \port$1019$0 , \port$1016$0 , \port$1014$0 , \port$1011$0 , \port$1007$0 , \port$1002$0 , \port$996$0 , \port$988$0 , \port$979$0 , \port$971$0 , \port$964$0 , \port$958$0 , \port$953$0 , \port$949$0 , \port$946$0 , \port$944$0  };
endmodule

module \tt_um_tinynpu.engine.column_2 (rst, \port$22$0 , \port$24$0 , \port$26$0 , \port$28$0 , \port$30$0 , \port$32$0 , \port$34$0 , \port$36$0 , \port$38$0 , \port$40$0 , shift, write__0, sum__0, clear, a_n, first, enable, nibble_n, above_n, clk
);
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
  reg [7:0] \$22 ;
  wire \$23 ;
  wire \$24 ;
  wire \$25 ;
  wire \$26 ;
  wire \$27 ;
  wire \$28 ;
  wire \$29 ;
  wire [19:0] \$3 ;
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
  wire [19:0] \$4 ;
  wire \$40 ;
  wire \$41 ;
  wire \$42 ;
  wire [19:0] \$5 ;
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
  input first;
  wire first;
  reg [7:0] following_n;
  input [3:0] nibble_n;
  wire [3:0] nibble_n;
  wire [9:0] place;
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
  wire [7:0] q;
  wire [19:0] \q$39 ;
  wire [19:0] \q$41 ;
  wire [19:0] \q$42 ;
  wire [19:0] \q$43 ;
  wire [19:0] \q$44 ;
  wire [19:0] \q$45 ;
  wire [19:0] \q$46 ;
  wire [19:0] \q$47 ;
  wire [19:0] \q$48 ;
  wire [19:0] \q$49 ;
  input rst;
  wire rst;
  wire [7:0] sample_n;
  input shift;
  wire shift;
  output [19:0] sum__0;
  wire [19:0] sum__0;
  wire swap;
  wire [19:0] total;
  input [9:0] write__0;
  wire [9:0] write__0;
  assign \$1  = ~ { first, first, first, first, first, first, first, first, first, first, first, first, first, first, first, first, first, first, first, first };
  assign \$2  = { sum__0[19], sum__0 } & { 1'h0, \$1  };
  assign \$3  = \q$39  & { \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0  };
  assign \$5  = \q$41  & { \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0  };
  assign \$6  = \$4  | \$5 ;
  assign \$7  = \q$42  & { \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0  };
  assign \$8  = \$6  | \$7 ;
  assign \$9  = \q$43  & { \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0  };
  assign \$10  = \$8  | \$9 ;
  assign \$11  = \q$44  & { \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0  };
  assign \$12  = \$10  | \$11 ;
  assign \$13  = \q$45  & { \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0  };
  assign \$14  = \$12  | \$13 ;
  assign \$15  = \q$46  & { \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0  };
  assign \$16  = \$14  | \$15 ;
  assign \$17  = \q$47  & { \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0  };
  assign \$18  = \$16  | \$17 ;
  assign \$19  = \q$48  & { \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0  };
  assign \$20  = \$18  | \$19 ;
  assign \$21  = \q$49  & { \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0  };
  assign sum__0 = \$20  | \$21 ;
  always @(posedge clk)
    following_n <= \$22 ;
  \tt_um_tinynpu.engine.column_0.multiply_add_0  multiply_add_0 (
    .a_n(a_n),
    .addend(\$2 [19:0]),
    .b_n(b_n),
    .sum_0(\$23 ),
    .sum_14(\$27 ),
    .sum_2(\$24 ),
    .sum_20(\$28 ),
    .sum_27(\$29 ),
    .sum_35(\$30 ),
    .sum_42(\$31 ),
    .sum_49(\$32 ),
    .sum_5(\$25 ),
    .sum_55(\$33 ),
    .sum_60(\$34 ),
    .sum_64(\$35 ),
    .sum_67(\$36 ),
    .sum_69(\$37 ),
    .sum_70(\$38 ),
    .sum_71(\$39 ),
    .sum_72(\$40 ),
    .sum_73(\$41 ),
    .sum_74(\$42 ),
    .sum_9(\$26 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_0 (
    .clk(clk),
    .enable(write__0[0]),
    .\port$696$0 (\$23 ),
    .\port$698$0 (\$24 ),
    .\port$701$0 (\$25 ),
    .\port$705$0 (\$26 ),
    .\port$710$0 (\$27 ),
    .\port$716$0 (\$28 ),
    .\port$723$0 (\$29 ),
    .\port$731$0 (\$30 ),
    .\port$740$0 (\$31 ),
    .\port$748$0 (\$32 ),
    .\port$754$0 (\$33 ),
    .\port$759$0 (\$34 ),
    .\port$763$0 (\$35 ),
    .\port$766$0 (\$36 ),
    .\port$768$0 (\$37 ),
    .\port$771$0 (\$38 ),
    .\port$775$0 (\$39 ),
    .\port$780$0 (\$40 ),
    .\port$786$0 (\$41 ),
    .\port$793$0 (\$42 ),
    .q(\q$39 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_1 (
    .clk(clk),
    .enable(write__0[1]),
    .\port$696$0 (\$23 ),
    .\port$698$0 (\$24 ),
    .\port$701$0 (\$25 ),
    .\port$705$0 (\$26 ),
    .\port$710$0 (\$27 ),
    .\port$716$0 (\$28 ),
    .\port$723$0 (\$29 ),
    .\port$731$0 (\$30 ),
    .\port$740$0 (\$31 ),
    .\port$748$0 (\$32 ),
    .\port$754$0 (\$33 ),
    .\port$759$0 (\$34 ),
    .\port$763$0 (\$35 ),
    .\port$766$0 (\$36 ),
    .\port$768$0 (\$37 ),
    .\port$771$0 (\$38 ),
    .\port$775$0 (\$39 ),
    .\port$780$0 (\$40 ),
    .\port$786$0 (\$41 ),
    .\port$793$0 (\$42 ),
    .q(\q$41 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_2 (
    .clk(clk),
    .enable(write__0[2]),
    .\port$696$0 (\$23 ),
    .\port$698$0 (\$24 ),
    .\port$701$0 (\$25 ),
    .\port$705$0 (\$26 ),
    .\port$710$0 (\$27 ),
    .\port$716$0 (\$28 ),
    .\port$723$0 (\$29 ),
    .\port$731$0 (\$30 ),
    .\port$740$0 (\$31 ),
    .\port$748$0 (\$32 ),
    .\port$754$0 (\$33 ),
    .\port$759$0 (\$34 ),
    .\port$763$0 (\$35 ),
    .\port$766$0 (\$36 ),
    .\port$768$0 (\$37 ),
    .\port$771$0 (\$38 ),
    .\port$775$0 (\$39 ),
    .\port$780$0 (\$40 ),
    .\port$786$0 (\$41 ),
    .\port$793$0 (\$42 ),
    .q(\q$42 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_3 (
    .clk(clk),
    .enable(write__0[3]),
    .\port$696$0 (\$23 ),
    .\port$698$0 (\$24 ),
    .\port$701$0 (\$25 ),
    .\port$705$0 (\$26 ),
    .\port$710$0 (\$27 ),
    .\port$716$0 (\$28 ),
    .\port$723$0 (\$29 ),
    .\port$731$0 (\$30 ),
    .\port$740$0 (\$31 ),
    .\port$748$0 (\$32 ),
    .\port$754$0 (\$33 ),
    .\port$759$0 (\$34 ),
    .\port$763$0 (\$35 ),
    .\port$766$0 (\$36 ),
    .\port$768$0 (\$37 ),
    .\port$771$0 (\$38 ),
    .\port$775$0 (\$39 ),
    .\port$780$0 (\$40 ),
    .\port$786$0 (\$41 ),
    .\port$793$0 (\$42 ),
    .q(\q$43 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_4 (
    .clk(clk),
    .enable(write__0[4]),
    .\port$696$0 (\$23 ),
    .\port$698$0 (\$24 ),
    .\port$701$0 (\$25 ),
    .\port$705$0 (\$26 ),
    .\port$710$0 (\$27 ),
    .\port$716$0 (\$28 ),
    .\port$723$0 (\$29 ),
    .\port$731$0 (\$30 ),
    .\port$740$0 (\$31 ),
    .\port$748$0 (\$32 ),
    .\port$754$0 (\$33 ),
    .\port$759$0 (\$34 ),
    .\port$763$0 (\$35 ),
    .\port$766$0 (\$36 ),
    .\port$768$0 (\$37 ),
    .\port$771$0 (\$38 ),
    .\port$775$0 (\$39 ),
    .\port$780$0 (\$40 ),
    .\port$786$0 (\$41 ),
    .\port$793$0 (\$42 ),
    .q(\q$44 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_5 (
    .clk(clk),
    .enable(write__0[5]),
    .\port$696$0 (\$23 ),
    .\port$698$0 (\$24 ),
    .\port$701$0 (\$25 ),
    .\port$705$0 (\$26 ),
    .\port$710$0 (\$27 ),
    .\port$716$0 (\$28 ),
    .\port$723$0 (\$29 ),
    .\port$731$0 (\$30 ),
    .\port$740$0 (\$31 ),
    .\port$748$0 (\$32 ),
    .\port$754$0 (\$33 ),
    .\port$759$0 (\$34 ),
    .\port$763$0 (\$35 ),
    .\port$766$0 (\$36 ),
    .\port$768$0 (\$37 ),
    .\port$771$0 (\$38 ),
    .\port$775$0 (\$39 ),
    .\port$780$0 (\$40 ),
    .\port$786$0 (\$41 ),
    .\port$793$0 (\$42 ),
    .q(\q$45 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_6 (
    .clk(clk),
    .enable(write__0[6]),
    .\port$696$0 (\$23 ),
    .\port$698$0 (\$24 ),
    .\port$701$0 (\$25 ),
    .\port$705$0 (\$26 ),
    .\port$710$0 (\$27 ),
    .\port$716$0 (\$28 ),
    .\port$723$0 (\$29 ),
    .\port$731$0 (\$30 ),
    .\port$740$0 (\$31 ),
    .\port$748$0 (\$32 ),
    .\port$754$0 (\$33 ),
    .\port$759$0 (\$34 ),
    .\port$763$0 (\$35 ),
    .\port$766$0 (\$36 ),
    .\port$768$0 (\$37 ),
    .\port$771$0 (\$38 ),
    .\port$775$0 (\$39 ),
    .\port$780$0 (\$40 ),
    .\port$786$0 (\$41 ),
    .\port$793$0 (\$42 ),
    .q(\q$46 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_7 (
    .clk(clk),
    .enable(write__0[7]),
    .\port$696$0 (\$23 ),
    .\port$698$0 (\$24 ),
    .\port$701$0 (\$25 ),
    .\port$705$0 (\$26 ),
    .\port$710$0 (\$27 ),
    .\port$716$0 (\$28 ),
    .\port$723$0 (\$29 ),
    .\port$731$0 (\$30 ),
    .\port$740$0 (\$31 ),
    .\port$748$0 (\$32 ),
    .\port$754$0 (\$33 ),
    .\port$759$0 (\$34 ),
    .\port$763$0 (\$35 ),
    .\port$766$0 (\$36 ),
    .\port$768$0 (\$37 ),
    .\port$771$0 (\$38 ),
    .\port$775$0 (\$39 ),
    .\port$780$0 (\$40 ),
    .\port$786$0 (\$41 ),
    .\port$793$0 (\$42 ),
    .q(\q$47 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_8 (
    .clk(clk),
    .enable(write__0[8]),
    .\port$696$0 (\$23 ),
    .\port$698$0 (\$24 ),
    .\port$701$0 (\$25 ),
    .\port$705$0 (\$26 ),
    .\port$710$0 (\$27 ),
    .\port$716$0 (\$28 ),
    .\port$723$0 (\$29 ),
    .\port$731$0 (\$30 ),
    .\port$740$0 (\$31 ),
    .\port$748$0 (\$32 ),
    .\port$754$0 (\$33 ),
    .\port$759$0 (\$34 ),
    .\port$763$0 (\$35 ),
    .\port$766$0 (\$36 ),
    .\port$768$0 (\$37 ),
    .\port$771$0 (\$38 ),
    .\port$775$0 (\$39 ),
    .\port$780$0 (\$40 ),
    .\port$786$0 (\$41 ),
    .\port$793$0 (\$42 ),
    .q(\q$48 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_9 (
    .clk(clk),
    .enable(write__0[9]),
    .\port$696$0 (\$23 ),
    .\port$698$0 (\$24 ),
    .\port$701$0 (\$25 ),
    .\port$705$0 (\$26 ),
    .\port$710$0 (\$27 ),
    .\port$716$0 (\$28 ),
    .\port$723$0 (\$29 ),
    .\port$731$0 (\$30 ),
    .\port$740$0 (\$31 ),
    .\port$748$0 (\$32 ),
    .\port$754$0 (\$33 ),
    .\port$759$0 (\$34 ),
    .\port$763$0 (\$35 ),
    .\port$766$0 (\$36 ),
    .\port$768$0 (\$37 ),
    .\port$771$0 (\$38 ),
    .\port$775$0 (\$39 ),
    .\port$780$0 (\$40 ),
    .\port$786$0 (\$41 ),
    .\port$793$0 (\$42 ),
    .q(\q$49 )
  );
  \tt_um_tinynpu.engine.column_0.weight_n  weight_n (
    .clk(clk),
    .d(following_n),
    .enable(enable),
    .q(b_n)
  );
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$4 ) begin end
    \$22  = following_n;
    if (clear) begin
      \$22  = 8'hff;
    end else if (shift) begin
      \$22  = { following_n[3:0], nibble_n };
    end
  end
  assign swap = enable;
  assign d = following_n;
  assign \enable$10  = write__0[0];
  assign \d$12  = { \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31 , \$30 , \$29 , \$28 , \$27 , \$26 , \$25 , \$24 , \$23  };
  assign total = { \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31 , \$30 , \$29 , \$28 , \$27 , \$26 , \$25 , \$24 , \$23  };
  assign \enable$14  = write__0[1];
  assign \d$15  = { \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31 , \$30 , \$29 , \$28 , \$27 , \$26 , \$25 , \$24 , \$23  };
  assign \enable$16  = write__0[2];
  assign \d$17  = { \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31 , \$30 , \$29 , \$28 , \$27 , \$26 , \$25 , \$24 , \$23  };
  assign \enable$18  = write__0[3];
  assign \d$19  = { \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31 , \$30 , \$29 , \$28 , \$27 , \$26 , \$25 , \$24 , \$23  };
  assign \enable$20  = write__0[4];
  assign \d$21  = { \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31 , \$30 , \$29 , \$28 , \$27 , \$26 , \$25 , \$24 , \$23  };
  assign \enable$22  = write__0[5];
  assign \d$23  = { \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31 , \$30 , \$29 , \$28 , \$27 , \$26 , \$25 , \$24 , \$23  };
  assign \enable$24  = write__0[6];
  assign \d$25  = { \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31 , \$30 , \$29 , \$28 , \$27 , \$26 , \$25 , \$24 , \$23  };
  assign \enable$26  = write__0[7];
  assign \d$27  = { \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31 , \$30 , \$29 , \$28 , \$27 , \$26 , \$25 , \$24 , \$23  };
  assign \enable$28  = write__0[8];
  assign \d$29  = { \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31 , \$30 , \$29 , \$28 , \$27 , \$26 , \$25 , \$24 , \$23  };
  assign \enable$30  = write__0[9];
  assign \d$31  = { \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31 , \$30 , \$29 , \$28 , \$27 , \$26 , \$25 , \$24 , \$23  };
  assign sample_n = a_n;
  assign q = b_n;
  assign addend = \$2 [19:0];
  assign place = { \port$40$0 , \port$38$0 , \port$36$0 , \port$34$0 , \port$32$0 , \port$30$0 , \port$28$0 , \port$26$0 , \port$24$0 , \port$22$0  };
  assign above_n = following_n[7:4];
  assign \$4  = \$3 ;
endmodule

module \tt_um_tinynpu.engine.column_4 (rst, \port$22$0 , \port$24$0 , \port$26$0 , \port$28$0 , \port$30$0 , \port$32$0 , \port$34$0 , \port$36$0 , \port$38$0 , \port$40$0 , shift, write__0, sum__0, clear, a_n, first, enable, nibble_n, clk);
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
  reg [7:0] \$22 ;
  wire \$23 ;
  wire \$24 ;
  wire \$25 ;
  wire \$26 ;
  wire \$27 ;
  wire \$28 ;
  wire \$29 ;
  wire [19:0] \$3 ;
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
  wire [19:0] \$4 ;
  wire \$40 ;
  wire \$41 ;
  wire \$42 ;
  wire [19:0] \$5 ;
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
  input first;
  wire first;
  reg [7:0] following_n;
  input [3:0] nibble_n;
  wire [3:0] nibble_n;
  wire [9:0] place;
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
  wire [7:0] q;
  wire [19:0] \q$39 ;
  wire [19:0] \q$41 ;
  wire [19:0] \q$42 ;
  wire [19:0] \q$43 ;
  wire [19:0] \q$44 ;
  wire [19:0] \q$45 ;
  wire [19:0] \q$46 ;
  wire [19:0] \q$47 ;
  wire [19:0] \q$48 ;
  wire [19:0] \q$49 ;
  input rst;
  wire rst;
  wire [7:0] sample_n;
  input shift;
  wire shift;
  output [19:0] sum__0;
  wire [19:0] sum__0;
  wire swap;
  wire [19:0] total;
  input [9:0] write__0;
  wire [9:0] write__0;
  assign \$1  = ~ { first, first, first, first, first, first, first, first, first, first, first, first, first, first, first, first, first, first, first, first };
  assign \$2  = { sum__0[19], sum__0 } & { 1'h0, \$1  };
  assign \$3  = \q$39  & { \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0 , \port$22$0  };
  assign \$5  = \q$41  & { \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0 , \port$24$0  };
  assign \$6  = \$4  | \$5 ;
  assign \$7  = \q$42  & { \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0 , \port$26$0  };
  assign \$8  = \$6  | \$7 ;
  assign \$9  = \q$43  & { \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0 , \port$28$0  };
  assign \$10  = \$8  | \$9 ;
  assign \$11  = \q$44  & { \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0 , \port$30$0  };
  assign \$12  = \$10  | \$11 ;
  assign \$13  = \q$45  & { \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0 , \port$32$0  };
  assign \$14  = \$12  | \$13 ;
  assign \$15  = \q$46  & { \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0 , \port$34$0  };
  assign \$16  = \$14  | \$15 ;
  assign \$17  = \q$47  & { \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0 , \port$36$0  };
  assign \$18  = \$16  | \$17 ;
  assign \$19  = \q$48  & { \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0 , \port$38$0  };
  assign \$20  = \$18  | \$19 ;
  assign \$21  = \q$49  & { \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0 , \port$40$0  };
  assign sum__0 = \$20  | \$21 ;
  always @(posedge clk)
    following_n <= \$22 ;
  \tt_um_tinynpu.engine.column_0.multiply_add_0  multiply_add_0 (
    .a_n(a_n),
    .addend(\$2 [19:0]),
    .b_n(b_n),
    .sum_0(\$23 ),
    .sum_14(\$27 ),
    .sum_2(\$24 ),
    .sum_20(\$28 ),
    .sum_27(\$29 ),
    .sum_35(\$30 ),
    .sum_42(\$31 ),
    .sum_49(\$32 ),
    .sum_5(\$25 ),
    .sum_55(\$33 ),
    .sum_60(\$34 ),
    .sum_64(\$35 ),
    .sum_67(\$36 ),
    .sum_69(\$37 ),
    .sum_70(\$38 ),
    .sum_71(\$39 ),
    .sum_72(\$40 ),
    .sum_73(\$41 ),
    .sum_74(\$42 ),
    .sum_9(\$26 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_0 (
    .clk(clk),
    .enable(write__0[0]),
    .\port$696$0 (\$23 ),
    .\port$698$0 (\$24 ),
    .\port$701$0 (\$25 ),
    .\port$705$0 (\$26 ),
    .\port$710$0 (\$27 ),
    .\port$716$0 (\$28 ),
    .\port$723$0 (\$29 ),
    .\port$731$0 (\$30 ),
    .\port$740$0 (\$31 ),
    .\port$748$0 (\$32 ),
    .\port$754$0 (\$33 ),
    .\port$759$0 (\$34 ),
    .\port$763$0 (\$35 ),
    .\port$766$0 (\$36 ),
    .\port$768$0 (\$37 ),
    .\port$771$0 (\$38 ),
    .\port$775$0 (\$39 ),
    .\port$780$0 (\$40 ),
    .\port$786$0 (\$41 ),
    .\port$793$0 (\$42 ),
    .q(\q$39 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_1 (
    .clk(clk),
    .enable(write__0[1]),
    .\port$696$0 (\$23 ),
    .\port$698$0 (\$24 ),
    .\port$701$0 (\$25 ),
    .\port$705$0 (\$26 ),
    .\port$710$0 (\$27 ),
    .\port$716$0 (\$28 ),
    .\port$723$0 (\$29 ),
    .\port$731$0 (\$30 ),
    .\port$740$0 (\$31 ),
    .\port$748$0 (\$32 ),
    .\port$754$0 (\$33 ),
    .\port$759$0 (\$34 ),
    .\port$763$0 (\$35 ),
    .\port$766$0 (\$36 ),
    .\port$768$0 (\$37 ),
    .\port$771$0 (\$38 ),
    .\port$775$0 (\$39 ),
    .\port$780$0 (\$40 ),
    .\port$786$0 (\$41 ),
    .\port$793$0 (\$42 ),
    .q(\q$41 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_2 (
    .clk(clk),
    .enable(write__0[2]),
    .\port$696$0 (\$23 ),
    .\port$698$0 (\$24 ),
    .\port$701$0 (\$25 ),
    .\port$705$0 (\$26 ),
    .\port$710$0 (\$27 ),
    .\port$716$0 (\$28 ),
    .\port$723$0 (\$29 ),
    .\port$731$0 (\$30 ),
    .\port$740$0 (\$31 ),
    .\port$748$0 (\$32 ),
    .\port$754$0 (\$33 ),
    .\port$759$0 (\$34 ),
    .\port$763$0 (\$35 ),
    .\port$766$0 (\$36 ),
    .\port$768$0 (\$37 ),
    .\port$771$0 (\$38 ),
    .\port$775$0 (\$39 ),
    .\port$780$0 (\$40 ),
    .\port$786$0 (\$41 ),
    .\port$793$0 (\$42 ),
    .q(\q$42 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_3 (
    .clk(clk),
    .enable(write__0[3]),
    .\port$696$0 (\$23 ),
    .\port$698$0 (\$24 ),
    .\port$701$0 (\$25 ),
    .\port$705$0 (\$26 ),
    .\port$710$0 (\$27 ),
    .\port$716$0 (\$28 ),
    .\port$723$0 (\$29 ),
    .\port$731$0 (\$30 ),
    .\port$740$0 (\$31 ),
    .\port$748$0 (\$32 ),
    .\port$754$0 (\$33 ),
    .\port$759$0 (\$34 ),
    .\port$763$0 (\$35 ),
    .\port$766$0 (\$36 ),
    .\port$768$0 (\$37 ),
    .\port$771$0 (\$38 ),
    .\port$775$0 (\$39 ),
    .\port$780$0 (\$40 ),
    .\port$786$0 (\$41 ),
    .\port$793$0 (\$42 ),
    .q(\q$43 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_4 (
    .clk(clk),
    .enable(write__0[4]),
    .\port$696$0 (\$23 ),
    .\port$698$0 (\$24 ),
    .\port$701$0 (\$25 ),
    .\port$705$0 (\$26 ),
    .\port$710$0 (\$27 ),
    .\port$716$0 (\$28 ),
    .\port$723$0 (\$29 ),
    .\port$731$0 (\$30 ),
    .\port$740$0 (\$31 ),
    .\port$748$0 (\$32 ),
    .\port$754$0 (\$33 ),
    .\port$759$0 (\$34 ),
    .\port$763$0 (\$35 ),
    .\port$766$0 (\$36 ),
    .\port$768$0 (\$37 ),
    .\port$771$0 (\$38 ),
    .\port$775$0 (\$39 ),
    .\port$780$0 (\$40 ),
    .\port$786$0 (\$41 ),
    .\port$793$0 (\$42 ),
    .q(\q$44 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_5 (
    .clk(clk),
    .enable(write__0[5]),
    .\port$696$0 (\$23 ),
    .\port$698$0 (\$24 ),
    .\port$701$0 (\$25 ),
    .\port$705$0 (\$26 ),
    .\port$710$0 (\$27 ),
    .\port$716$0 (\$28 ),
    .\port$723$0 (\$29 ),
    .\port$731$0 (\$30 ),
    .\port$740$0 (\$31 ),
    .\port$748$0 (\$32 ),
    .\port$754$0 (\$33 ),
    .\port$759$0 (\$34 ),
    .\port$763$0 (\$35 ),
    .\port$766$0 (\$36 ),
    .\port$768$0 (\$37 ),
    .\port$771$0 (\$38 ),
    .\port$775$0 (\$39 ),
    .\port$780$0 (\$40 ),
    .\port$786$0 (\$41 ),
    .\port$793$0 (\$42 ),
    .q(\q$45 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_6 (
    .clk(clk),
    .enable(write__0[6]),
    .\port$696$0 (\$23 ),
    .\port$698$0 (\$24 ),
    .\port$701$0 (\$25 ),
    .\port$705$0 (\$26 ),
    .\port$710$0 (\$27 ),
    .\port$716$0 (\$28 ),
    .\port$723$0 (\$29 ),
    .\port$731$0 (\$30 ),
    .\port$740$0 (\$31 ),
    .\port$748$0 (\$32 ),
    .\port$754$0 (\$33 ),
    .\port$759$0 (\$34 ),
    .\port$763$0 (\$35 ),
    .\port$766$0 (\$36 ),
    .\port$768$0 (\$37 ),
    .\port$771$0 (\$38 ),
    .\port$775$0 (\$39 ),
    .\port$780$0 (\$40 ),
    .\port$786$0 (\$41 ),
    .\port$793$0 (\$42 ),
    .q(\q$46 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_7 (
    .clk(clk),
    .enable(write__0[7]),
    .\port$696$0 (\$23 ),
    .\port$698$0 (\$24 ),
    .\port$701$0 (\$25 ),
    .\port$705$0 (\$26 ),
    .\port$710$0 (\$27 ),
    .\port$716$0 (\$28 ),
    .\port$723$0 (\$29 ),
    .\port$731$0 (\$30 ),
    .\port$740$0 (\$31 ),
    .\port$748$0 (\$32 ),
    .\port$754$0 (\$33 ),
    .\port$759$0 (\$34 ),
    .\port$763$0 (\$35 ),
    .\port$766$0 (\$36 ),
    .\port$768$0 (\$37 ),
    .\port$771$0 (\$38 ),
    .\port$775$0 (\$39 ),
    .\port$780$0 (\$40 ),
    .\port$786$0 (\$41 ),
    .\port$793$0 (\$42 ),
    .q(\q$47 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_8 (
    .clk(clk),
    .enable(write__0[8]),
    .\port$696$0 (\$23 ),
    .\port$698$0 (\$24 ),
    .\port$701$0 (\$25 ),
    .\port$705$0 (\$26 ),
    .\port$710$0 (\$27 ),
    .\port$716$0 (\$28 ),
    .\port$723$0 (\$29 ),
    .\port$731$0 (\$30 ),
    .\port$740$0 (\$31 ),
    .\port$748$0 (\$32 ),
    .\port$754$0 (\$33 ),
    .\port$759$0 (\$34 ),
    .\port$763$0 (\$35 ),
    .\port$766$0 (\$36 ),
    .\port$768$0 (\$37 ),
    .\port$771$0 (\$38 ),
    .\port$775$0 (\$39 ),
    .\port$780$0 (\$40 ),
    .\port$786$0 (\$41 ),
    .\port$793$0 (\$42 ),
    .q(\q$48 )
  );
  \tt_um_tinynpu.engine.column_0.sum_0_0  sum_0_9 (
    .clk(clk),
    .enable(write__0[9]),
    .\port$696$0 (\$23 ),
    .\port$698$0 (\$24 ),
    .\port$701$0 (\$25 ),
    .\port$705$0 (\$26 ),
    .\port$710$0 (\$27 ),
    .\port$716$0 (\$28 ),
    .\port$723$0 (\$29 ),
    .\port$731$0 (\$30 ),
    .\port$740$0 (\$31 ),
    .\port$748$0 (\$32 ),
    .\port$754$0 (\$33 ),
    .\port$759$0 (\$34 ),
    .\port$763$0 (\$35 ),
    .\port$766$0 (\$36 ),
    .\port$768$0 (\$37 ),
    .\port$771$0 (\$38 ),
    .\port$775$0 (\$39 ),
    .\port$780$0 (\$40 ),
    .\port$786$0 (\$41 ),
    .\port$793$0 (\$42 ),
    .q(\q$49 )
  );
  \tt_um_tinynpu.engine.column_0.weight_n  weight_n (
    .clk(clk),
    .d(following_n),
    .enable(enable),
    .q(b_n)
  );
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$6 ) begin end
    \$22  = following_n;
    if (clear) begin
      \$22  = 8'hff;
    end else if (shift) begin
      \$22  = { following_n[3:0], nibble_n };
    end
  end
  assign swap = enable;
  assign d = following_n;
  assign above_n = following_n[7:4];
  assign \enable$10  = write__0[0];
  assign \d$12  = { \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31 , \$30 , \$29 , \$28 , \$27 , \$26 , \$25 , \$24 , \$23  };
  assign total = { \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31 , \$30 , \$29 , \$28 , \$27 , \$26 , \$25 , \$24 , \$23  };
  assign \enable$14  = write__0[1];
  assign \d$15  = { \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31 , \$30 , \$29 , \$28 , \$27 , \$26 , \$25 , \$24 , \$23  };
  assign \enable$16  = write__0[2];
  assign \d$17  = { \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31 , \$30 , \$29 , \$28 , \$27 , \$26 , \$25 , \$24 , \$23  };
  assign \enable$18  = write__0[3];
  assign \d$19  = { \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31 , \$30 , \$29 , \$28 , \$27 , \$26 , \$25 , \$24 , \$23  };
  assign \enable$20  = write__0[4];
  assign \d$21  = { \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31 , \$30 , \$29 , \$28 , \$27 , \$26 , \$25 , \$24 , \$23  };
  assign \enable$22  = write__0[5];
  assign \d$23  = { \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31 , \$30 , \$29 , \$28 , \$27 , \$26 , \$25 , \$24 , \$23  };
  assign \enable$24  = write__0[6];
  assign \d$25  = { \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31 , \$30 , \$29 , \$28 , \$27 , \$26 , \$25 , \$24 , \$23  };
  assign \enable$26  = write__0[7];
  assign \d$27  = { \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31 , \$30 , \$29 , \$28 , \$27 , \$26 , \$25 , \$24 , \$23  };
  assign \enable$28  = write__0[8];
  assign \d$29  = { \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31 , \$30 , \$29 , \$28 , \$27 , \$26 , \$25 , \$24 , \$23  };
  assign \enable$30  = write__0[9];
  assign \d$31  = { \$42 , \$41 , \$40 , \$39 , \$38 , \$37 , \$36 , \$35 , \$34 , \$33 , \$32 , \$31 , \$30 , \$29 , \$28 , \$27 , \$26 , \$25 , \$24 , \$23  };
  assign sample_n = a_n;
  assign q = b_n;
  assign addend = \$2 [19:0];
  assign place = { \port$40$0 , \port$38$0 , \port$36$0 , \port$34$0 , \port$32$0 , \port$30$0 , \port$28$0 , \port$26$0 , \port$24$0 , \port$22$0  };
  assign \$4  = \$3 ;
endmodule

module \tt_um_tinynpu.engine.self_test (rst, add, next, start, \output , \port$1855$0 , checksum, clk);
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
  output [11:0] \port$1855$0 ;
  wire [11:0] \port$1855$0 ;
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
  assign \port$1855$0  = source[11:0];
  assign \$1  = { 1'h0, source[15:1] };
  assign \$4  = { checksum, 1'h0 };
endmodule

module \tt_um_tinynpu.spi (rst, \port$2$0 , valid, \port$19$0 , move, ready, \port$1817$0 , \port$1873$0 , miso, clk);
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
  input [7:0] \port$1817$0 ;
  wire [7:0] \port$1817$0 ;
  output [11:0] \port$1873$0 ;
  wire [11:0] \port$1873$0 ;
  input \port$19$0 ;
  wire \port$19$0 ;
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
      \$9  = { valid, \port$19$0 , 6'h00, \port$1817$0  };
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
  assign state = { valid, \port$19$0 , 6'h00, \port$1817$0  };
  assign \byte  = word[7:0];
  assign nibble = word[11:8];
  assign sck = \port$2$0 [0];
  assign cs_n = \port$2$0 [1];
  assign \mosi$20  = \port$2$0 [2];
  assign \port$1873$0  = word[11:0];
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
