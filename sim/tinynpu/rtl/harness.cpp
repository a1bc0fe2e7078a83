// Native simulation loop around the Verilated core: AXI4-Lite initiator, AXI4 memory, traces.
//
// The memory answers bursts in order, pipelined, with a settable latency and bandwidth and with
// optional random pauses and error responses. It checks the rules that a manager has to keep.

#include <cstdint>
#include <cstring>
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "Vtinynpu.h"
#include "verilated.h"
#if VM_COVERAGE
#include "verilated_cov.h"
#endif
#if TINYNPU_TRACE_VCD
#include "verilated_vcd_c.h"
using Wave = VerilatedVcdC;
#elif TINYNPU_TRACE_FST
#include "verilated_fst_c.h"
using Wave = VerilatedFstC;
#endif

namespace {

constexpr uint32_t BUS_BYTES = TINYNPU_BUS_BYTES;
constexpr uint32_t BURST_BEATS = TINYNPU_BURST_BEATS;
constexpr uint32_t OUTSTANDING = TINYNPU_OUTSTANDING;
constexpr int ARRAY = 4;  // what the array does, as a unit with the activity as its command
constexpr int UNITS = 5;
constexpr uint32_t PATIENCE = 2000;  // cycles in which the registers must answer

struct Options {
    uint32_t read_latency;    // cycles from AR to the first beat
    uint32_t write_latency;   // cycles from the last W beat to B
    uint32_t beat_cycles;     // cycles between two beats of a direction
    uint32_t pause_per_1024;  // chance that a channel pauses in a cycle
    uint64_t seed;
    uint64_t error_begin, error_end;  // addresses that are answered with SLVERR
    uint32_t events;                  // record what the units do
    uint32_t origin;                  // address of the first byte of memory, modulo 2^32
    uint32_t error_response;          // instead of SLVERR, if it is not 0
    uint32_t stalled;                 // channels that stand still, a bit each: AR, R, AW, W, B
    uint64_t stall_begin, stall_end;  // in these cycles
};

// Register accesses: what is done, in which cycle each channel begins, what was read.
struct Access {
    uint32_t reads, writes;
    uint32_t read_address, write_address, write_data, strobe;
    uint32_t read_delay, address_delay, data_delay, response_delay;
    uint32_t read_data;
};

struct Event {
    uint32_t unit, command;
    uint64_t begin, end;
};

struct Burst {
    uint32_t address, beats;
    uint64_t ready;
};

struct Beat {
    uint8_t data[BUS_BYTES];
    uint32_t strobe;
    bool last;
};

class Simulation {
  public:
    VerilatedContext context;
    std::unique_ptr<Vtinynpu> top;
    Options options{};
    uint8_t* memory = nullptr;
    uint64_t size = 0;
    uint64_t cycle = 0, start = 0;
    std::string violation;
    std::vector<Event> events;
    uint64_t beats_read = 0, beats_written = 0;  // since the program began

    explicit Simulation(uint32_t mutant) {
        context.randReset(0);
        context.traceEverOn(true);
        top = std::make_unique<Vtinynpu>(&context);
#if TINYNPU_MUTANTS
        top->mutsel = mutant;
#else
        (void)mutant;
#endif
        top->rst = 1;
        for (int i = 0; i < 4; i++) tick();
        top->rst = 0;
        tick();
    }

    ~Simulation() {
        close_wave();
        top->final();
    }

    void set_options(const Options& values) {
        // Changed in the middle of a run, the pauses go on as they were.
        if (values.seed != options.seed) random_state = values.seed * 2 + 0x9E3779B97F4A7C15ull;
        options = values;
    }

    uint32_t csr_read(uint32_t address) {
        Access access{};
        access.reads = 1;
        access.read_address = address;
        csr_access(access);
        return access.read_data;
    }

    void csr_write(uint32_t address, uint32_t value) {
        Access access{};
        access.writes = 1;
        access.write_address = address;
        access.write_data = value;
        access.strobe = 15;
        csr_access(access);
    }

    // A read, a write, or both at once; each channel begins after its own delay. Nothing is done
    // when a rule has been broken: who waits for a register must not wait for ever.
    void csr_access(Access& access) {
        if (!violation.empty()) return;
        bool reading = access.reads, writing = access.writes;
        bool asks = reading, addresses = writing, sends = writing;
        top->s_axil_araddr = access.read_address;
        top->s_axil_awaddr = access.write_address;
        top->s_axil_wdata = access.write_data;
        top->s_axil_wstrb = access.strobe;
        for (uint32_t i = 0; reading || writing; i++) {
            if (i == PATIENCE + access.read_delay + access.address_delay + access.data_delay +
                         access.response_delay) {
                check(false, "the registers do not answer");
                break;
            }
            top->s_axil_arvalid = asks && i >= access.read_delay;
            top->s_axil_awvalid = addresses && i >= access.address_delay;
            top->s_axil_wvalid = sends && i >= access.data_delay;
            top->s_axil_rready = !asks && i >= access.response_delay;
            top->s_axil_bready = !addresses && !sends && i >= access.response_delay;
            settle();
            const bool ar = top->s_axil_arvalid && top->s_axil_arready;
            const bool aw = top->s_axil_awvalid && top->s_axil_awready;
            const bool w = top->s_axil_wvalid && top->s_axil_wready;
            const bool r = top->s_axil_rvalid && top->s_axil_rready;
            const bool b = top->s_axil_bvalid && top->s_axil_bready;
            if (r) {
                access.read_data = top->s_axil_rdata;
                check(top->s_axil_rresp == 0, "RRESP of a register is not OKAY");
            }
            if (b) check(top->s_axil_bresp == 0, "BRESP of a register is not OKAY");
            edge();
            if (ar) asks = false;
            if (aw) addresses = false;
            if (w) sends = false;
            if (r) reading = false;
            if (b) writing = false;
        }
        top->s_axil_arvalid = top->s_axil_awvalid = top->s_axil_wvalid = 0;
        top->s_axil_rready = top->s_axil_bready = 0;
    }

    // Until the interrupt line is high; false if it stays low for so many cycles.
    bool run(uint64_t limit) {
        for (uint64_t i = 0; i < limit && violation.empty(); i++) {
            settle();
            const bool irq = top->irq;
            edge();
            if (irq) return true;
        }
        return false;
    }

    void tick() {
        settle();
        edge();
    }

    bool open_wave(const char* path) {
#if TINYNPU_TRACE_VCD || TINYNPU_TRACE_FST
        wave = std::make_unique<Wave>();
        top->trace(wave.get(), 99);
        wave->open(path);
        return wave->isOpen();
#else
        (void)path;
        return false;
#endif
    }

    void close_wave() {
#if TINYNPU_TRACE_VCD || TINYNPU_TRACE_FST
        if (wave) wave->close();
        wave.reset();
#endif
    }

    void begin_program() {
        start = cycle;
        beats_read = beats_written = 0;
        events.clear();
        for (auto& unit : working) unit = {};
    }

    void end_program() {
        for (int unit = 0; unit < UNITS; unit++) finish(unit);
    }

  private:
#if TINYNPU_TRACE_VCD || TINYNPU_TRACE_FST
    std::unique_ptr<Wave> wave;
#endif
    uint64_t random_state = 1;
    std::deque<Burst> reads, writes;
    std::deque<Beat> write_data;
    std::deque<std::pair<uint64_t, uint8_t>> responses;  // cycle, BRESP
    uint32_t read_beat = 0, write_beat = 0;
    uint8_t write_response = 0;
    uint64_t next_read = 0, next_write = 0;
    struct {
        bool busy;
        uint32_t command;
        uint64_t begin;
    } working[UNITS]{};
    // What was offered and not taken in the cycle before.
    struct {
        bool held;
        uint32_t address, length;
    } held_ar{}, held_aw{};
    struct {
        bool held;
        Beat beat;
    } held_w{};
    // Accepted and not answered on the register port, and what it offered in the cycle before.
    struct {
        int read, address, data;
        bool r_held, b_held;
        uint32_t rdata;
    } lite{};

    // Whether a channel, one of the bits of Options::stalled, does nothing in this cycle.
    bool pause(uint32_t channel) {
        if ((options.stalled & channel) && options.stall_begin <= cycle &&
            cycle < options.stall_end)
            return true;
        if (!options.pause_per_1024) return false;
        random_state ^= random_state << 13;
        random_state ^= random_state >> 7;
        random_state ^= random_state << 17;
        return ((random_state >> 20) & 1023) < options.pause_per_1024;
    }

    // Where in memory a beat of a burst lies.
    uint64_t place(uint32_t address, uint32_t beat) const {
        return uint32_t(address + beat * BUS_BYTES - options.origin);
    }

    // 0 if all bytes are in memory, else the response code.
    uint8_t response(uint64_t address) const {
        if (address + BUS_BYTES > size) return 3;
        const bool bad = address < options.error_end && address + BUS_BYTES > options.error_begin;
        return bad ? (options.error_response ? options.error_response : 2) : 0;
    }

    // Drive the memory's side for this cycle and let the logic settle.
    void settle() {
        if (!top->m_axi_rvalid && !reads.empty() && reads.front().ready <= cycle &&
            next_read <= cycle && !pause(2)) {
            const uint64_t address = place(reads.front().address, read_beat);
            const uint8_t code = response(address);
            top->m_axi_rvalid = 1;
            top->m_axi_rresp = code;
            top->m_axi_rlast = read_beat + 1 == reads.front().beats;
            if (code)
                std::memset(&top->m_axi_rdata, 0, BUS_BYTES);
            else
                std::memcpy(&top->m_axi_rdata, memory + address, BUS_BYTES);
        }
        if (!top->m_axi_bvalid && !responses.empty() && responses.front().first <= cycle &&
            !pause(16)) {
            top->m_axi_bvalid = 1;
            top->m_axi_bresp = responses.front().second;
            responses.pop_front();
        }
        top->m_axi_arready = !pause(1);
        top->m_axi_awready = !pause(4);
        top->m_axi_wready = next_write <= cycle && write_data.size() < 2 * BURST_BEATS && !pause(8);
        top->clk = 0;
        top->eval();
    }

    void check(bool rule, const char* text) {
        if (!rule && violation.empty()) {
            violation = std::string(text) + " in cycle " + std::to_string(cycle);
        }
    }

    void check_burst(uint32_t address, uint32_t beats) {
        check(address % BUS_BYTES == 0, "burst address is not aligned to the bus");
        check(beats <= BURST_BEATS, "burst is longer than burst_beats");
        check(top->m_axi_arid == 0 && top->m_axi_awid == 0, "the ID is not 0");
        check(1u << top->m_axi_arsize == BUS_BYTES && 1u << top->m_axi_awsize == BUS_BYTES,
              "the size of a beat is not that of the bus");
        check(top->m_axi_arburst == 1 && top->m_axi_awburst == 1, "burst does not increment");
        check(!top->m_axi_arlock && !top->m_axi_awlock && !top->m_axi_arprot &&
                  !top->m_axi_awprot && !top->m_axi_arqos && !top->m_axi_awqos &&
                  top->m_axi_arcache == 3 && top->m_axi_awcache == 3,
              "LOCK, CACHE, PROT or QOS is not the documented constant");
        check(address / 4096 == (address + beats * BUS_BYTES - 1) / 4096, "burst crosses 4 KiB");
    }

    // What the handshakes of this cycle mean, then the clock edge.
    void edge() {
        if (!top->rst) observe();
#if TINYNPU_TRACE_VCD || TINYNPU_TRACE_FST
        if (wave) wave->dump(10 * cycle);
#endif
        const bool read_taken = top->m_axi_rvalid && top->m_axi_rready;
        const bool response_taken = top->m_axi_bvalid && top->m_axi_bready;
        top->clk = 1;
        top->eval();
#if TINYNPU_TRACE_VCD || TINYNPU_TRACE_FST
        if (wave) wave->dump(10 * cycle + 5);
#endif
        if (read_taken) top->m_axi_rvalid = 0;
        if (response_taken) top->m_axi_bvalid = 0;
        cycle++;
    }

    // A response must follow its request, and stay until it is taken.
    void observe_registers() {
        check(!top->s_axil_rvalid || lite.read, "R of the registers without AR");
        check(!top->s_axil_bvalid || (lite.address && lite.data), "B of the registers too early");
        if (lite.r_held)
            check(top->s_axil_rvalid && top->s_axil_rdata == lite.rdata,
                  "R of the registers changed before it was taken");
        if (lite.b_held) check(top->s_axil_bvalid, "B of the registers fell before it was taken");
        lite.r_held = top->s_axil_rvalid && !top->s_axil_rready;
        lite.b_held = top->s_axil_bvalid && !top->s_axil_bready;
        lite.rdata = top->s_axil_rdata;
        if (top->s_axil_rvalid && top->s_axil_rready) lite.read--;
        if (top->s_axil_bvalid && top->s_axil_bready) lite.address--, lite.data--;
        if (top->s_axil_arvalid && top->s_axil_arready) lite.read++;
        if (top->s_axil_awvalid && top->s_axil_awready) lite.address++;
        if (top->s_axil_wvalid && top->s_axil_wready) lite.data++;
    }

    void observe() {
        observe_registers();
        const uint32_t araddr = top->m_axi_araddr, arlen = top->m_axi_arlen;
        if (held_ar.held)
            check(top->m_axi_arvalid && araddr == held_ar.address && arlen == held_ar.length,
                  "AR changed before it was taken");
        held_ar = {top->m_axi_arvalid && !top->m_axi_arready, araddr, arlen};
        if (top->m_axi_arvalid && top->m_axi_arready) {
            check_burst(araddr, arlen + 1);
            reads.push_back({araddr, arlen + 1, cycle + options.read_latency});
            check(reads.size() <= OUTSTANDING, "more read bursts under way than documented");
        }
        if (top->m_axi_rvalid && top->m_axi_rready) {
            next_read = cycle + options.beat_cycles;
            beats_read++;
            if (++read_beat == reads.front().beats) {
                read_beat = 0;
                reads.pop_front();
            }
        }

        const uint32_t awaddr = top->m_axi_awaddr, awlen = top->m_axi_awlen;
        if (held_aw.held)
            check(top->m_axi_awvalid && awaddr == held_aw.address && awlen == held_aw.length,
                  "AW changed before it was taken");
        held_aw = {top->m_axi_awvalid && !top->m_axi_awready, awaddr, awlen};
        if (top->m_axi_awvalid && top->m_axi_awready) {
            check_burst(awaddr, awlen + 1);
            writes.push_back({awaddr, awlen + 1, 0});
            check(writes.size() + responses.size() <= OUTSTANDING,
                  "more write bursts under way than documented");
        }
        Beat beat{};
        if (top->m_axi_wvalid) {
            std::memcpy(beat.data, &top->m_axi_wdata, BUS_BYTES);
            beat.strobe = top->m_axi_wstrb;
            beat.last = top->m_axi_wlast;
        }
        if (held_w.held)
            check(top->m_axi_wvalid && !std::memcmp(beat.data, held_w.beat.data, BUS_BYTES) &&
                      beat.strobe == held_w.beat.strobe && beat.last == held_w.beat.last,
                  "W changed before it was taken");
        held_w = {top->m_axi_wvalid && !top->m_axi_wready, beat};
        if (top->m_axi_wvalid && top->m_axi_wready) {
            write_data.push_back(beat);
            beats_written++;
            next_write = cycle + options.beat_cycles;
        }
        while (!writes.empty() && !write_data.empty()) write_one();

        record(0, top->trace_load_busy, top->trace_load_index);
        record(1, top->trace_feed_busy, top->trace_feed_index);
        record(2, top->trace_requantizer_busy, top->trace_requantizer_index);
        record(3, top->trace_store_busy, top->trace_store_index);
        record(ARRAY, true, top->trace_activity);
    }

    void write_one() {
        const Burst& burst = writes.front();
        const Beat& beat = write_data.front();
        const uint64_t address = place(burst.address, write_beat);
        const uint8_t code = response(address);
        if (!code) {
            for (uint32_t i = 0; i < BUS_BYTES; i++)
                if (beat.strobe >> i & 1) memory[address + i] = beat.data[i];
        } else if (code > write_response) {
            write_response = code;
        }
        const bool last = ++write_beat == burst.beats;
        check(beat.last == last, "WLAST at the wrong beat");
        if (last) {
            responses.emplace_back(cycle + options.write_latency, write_response);
            write_beat = 0;
            write_response = 0;
            writes.pop_front();
        }
        write_data.pop_front();
    }

    void finish(int unit) {
        if (working[unit].busy)
            events.push_back({uint32_t(unit), working[unit].command, working[unit].begin - start,
                              cycle - start});
        working[unit].busy = false;
    }

    void record(int unit, bool busy, uint32_t command) {
        if (!options.events) return;
        auto& now = working[unit];
        if (now.busy && (!busy || command != now.command)) finish(unit);
        if (busy && !now.busy) now = {true, command, cycle};
    }
};

}  // namespace

extern "C" {

Simulation* tinynpu_create(uint32_t mutant) { return new Simulation(mutant); }
void tinynpu_destroy(Simulation* s) { delete s; }
void tinynpu_options(Simulation* s, const Options* options) { s->set_options(*options); }
void tinynpu_memory(Simulation* s, uint8_t* memory, uint64_t size) {
    s->memory = memory;
    s->size = size;
}
uint32_t tinynpu_csr_read(Simulation* s, uint32_t address) { return s->csr_read(address); }
void tinynpu_csr_write(Simulation* s, uint32_t address, uint32_t value) {
    s->csr_write(address, value);
}
void tinynpu_csr_access(Simulation* s, Access* access) { s->csr_access(*access); }
void tinynpu_begin(Simulation* s) { s->begin_program(); }
int tinynpu_run(Simulation* s, uint64_t limit) {
    const bool ended = s->run(limit);
    s->end_program();
    return ended;
}
void tinynpu_ticks(Simulation* s, uint64_t cycles) {
    while (cycles--) s->tick();
}
uint64_t tinynpu_cycle(Simulation* s) { return s->cycle; }
uint64_t tinynpu_beats_read(Simulation* s) { return s->beats_read; }
uint64_t tinynpu_beats_written(Simulation* s) { return s->beats_written; }
int tinynpu_irq(Simulation* s) { return s->top->irq; }
const char* tinynpu_violation(Simulation* s) { return s->violation.c_str(); }
uint64_t tinynpu_event_count(Simulation* s) { return s->events.size(); }
const Event* tinynpu_events(Simulation* s) { return s->events.data(); }
int tinynpu_open_wave(Simulation* s, const char* path) { return s->open_wave(path); }
void tinynpu_close_wave(Simulation* s) { s->close_wave(); }
int tinynpu_write_coverage(Simulation* s, const char* path) {
#if VM_COVERAGE
    s->context.coveragep()->write(path);
    return true;
#else
    (void)s, (void)path;
    return false;
#endif
}
}
