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
constexpr int ARRAY = 4;  // what the array does, as a unit with the activity as its command
constexpr int UNITS = 5;

struct Options {
    uint32_t read_latency;    // cycles from AR to the first beat
    uint32_t write_latency;   // cycles from the last W beat to B
    uint32_t beat_cycles;     // cycles between two beats of a direction
    uint32_t pause_per_1024;  // chance that a channel pauses in a cycle
    uint64_t seed;
    uint64_t error_begin, error_end;  // addresses that are answered with SLVERR
    uint32_t events;                  // record what the units do
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

    Simulation() {
        context.randReset(0);
        context.traceEverOn(true);
        top = std::make_unique<Vtinynpu>(&context);
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
        options = values;
        random_state = values.seed * 2 + 0x9E3779B97F4A7C15ull;
    }

    uint32_t csr_read(uint32_t address) {
        top->s_axil_araddr = address;
        top->s_axil_arvalid = 1;
        top->s_axil_rready = 1;
        for (;;) {
            settle();
            const bool ready = top->s_axil_arready;
            edge();
            if (ready) break;
        }
        top->s_axil_arvalid = 0;
        uint32_t value = 0;
        for (;;) {
            settle();
            const bool valid = top->s_axil_rvalid;
            value = top->s_axil_rdata;
            edge();
            if (valid) break;
        }
        top->s_axil_rready = 0;
        return value;
    }

    void csr_write(uint32_t address, uint32_t value) {
        top->s_axil_awaddr = address;
        top->s_axil_wdata = value;
        top->s_axil_wstrb = 15;
        top->s_axil_awvalid = 1;
        top->s_axil_wvalid = 1;
        top->s_axil_bready = 1;
        while (top->s_axil_awvalid || top->s_axil_wvalid) {
            settle();
            const bool aw = top->s_axil_awready, w = top->s_axil_wready;
            edge();
            if (aw) top->s_axil_awvalid = 0;
            if (w) top->s_axil_wvalid = 0;
        }
        for (;;) {
            settle();
            const bool valid = top->s_axil_bvalid;
            edge();
            if (valid) break;
        }
        top->s_axil_bready = 0;
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

    bool pause() {
        if (!options.pause_per_1024) return false;
        random_state ^= random_state << 13;
        random_state ^= random_state >> 7;
        random_state ^= random_state << 17;
        return ((random_state >> 20) & 1023) < options.pause_per_1024;
    }

    // 0 if all bytes are in memory, else the response code.
    uint8_t response(uint64_t address) const {
        if (address + BUS_BYTES > size) return 3;
        const bool bad = address < options.error_end && address + BUS_BYTES > options.error_begin;
        return bad ? 2 : 0;
    }

    // Drive the memory's side for this cycle and let the logic settle.
    void settle() {
        if (!top->m_axi_rvalid && !reads.empty() && reads.front().ready <= cycle &&
            next_read <= cycle && !pause()) {
            const uint64_t address = reads.front().address + uint64_t(read_beat) * BUS_BYTES;
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
            !pause()) {
            top->m_axi_bvalid = 1;
            top->m_axi_bresp = responses.front().second;
            responses.pop_front();
        }
        top->m_axi_arready = !pause();
        top->m_axi_awready = !pause();
        top->m_axi_wready = next_write <= cycle && write_data.size() < 2 * BURST_BEATS && !pause();
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

    void observe() {
        const uint32_t araddr = top->m_axi_araddr, arlen = top->m_axi_arlen;
        if (held_ar.held)
            check(top->m_axi_arvalid && araddr == held_ar.address && arlen == held_ar.length,
                  "AR changed before it was taken");
        held_ar = {top->m_axi_arvalid && !top->m_axi_arready, araddr, arlen};
        if (top->m_axi_arvalid && top->m_axi_arready) {
            check_burst(araddr, arlen + 1);
            reads.push_back({araddr, arlen + 1, cycle + options.read_latency});
        }
        if (top->m_axi_rvalid && top->m_axi_rready) {
            next_read = cycle + options.beat_cycles;
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
        const uint64_t address = burst.address + uint64_t(write_beat) * BUS_BYTES;
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

Simulation* tinynpu_create() { return new Simulation; }
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
const char* tinynpu_violation(Simulation* s) { return s->violation.c_str(); }
uint64_t tinynpu_event_count(Simulation* s) { return s->events.size(); }
const Event* tinynpu_events(Simulation* s) { return s->events.data(); }
int tinynpu_open_wave(Simulation* s, const char* path) { return s->open_wave(path); }
void tinynpu_close_wave(Simulation* s) { s->close_wave(); }
}
