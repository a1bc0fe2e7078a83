// Simulation loop around the Verilated board: a UART at its pins, LEDs and button.

#include <cstdint>
#include <deque>
#include <memory>
#include <vector>

#include "Vtinynpu.h"
#include "verilated.h"

namespace {

// One direction of a line with 8 data bits and a stop bit; times in cycles.
class Driver {
  public:
    std::deque<uint16_t> queue;  // bytes; bit 8: the stop bit is 0
    explicit Driver(double bit) : bit_cycles(bit) {}

    bool idle() const { return queue.empty() && position == 0; }

    bool level() {
        if (position == 0) {
            if (queue.empty()) return true;
            const uint16_t symbol = queue.front();
            queue.pop_front();
            frame = (symbol & 0xff) << 1 | (symbol & 0x100 ? 0 : 1 << 9);
            frame |= 1 << 10;  // a second stop bit where the first one is broken
            bits = symbol & 0x100 ? 11 : 10;
            elapsed = 0;
            position = 1;
        }
        const int bit = static_cast<int>(elapsed / bit_cycles);
        const bool value = frame >> bit & 1;
        elapsed += 1;
        if (elapsed >= bits * bit_cycles) position = 0;
        return value;
    }

  private:
    double bit_cycles, elapsed = 0;
    uint32_t frame = 0;
    int bits = 0, position = 0;
};

class Sampler {
  public:
    std::deque<uint8_t> received;
    uint64_t framing_errors = 0;
    explicit Sampler(double bit) : bit_cycles(bit) {}

    bool idle() const { return bit < 0; }

    void sample(bool level) {
        if (bit < 0) {
            if (level) return;
            bit = 0;
            wait = bit_cycles / 2;
            value = 0;
        }
        wait -= 1;
        if (wait > 0) return;
        wait += bit_cycles;
        if (bit >= 1 && bit <= 8) value |= level << (bit - 1);
        if (bit == 9) {
            if (level) received.push_back(value);
            else framing_errors++;
            bit = -1;
            return;
        }
        bit++;
    }

  private:
    double bit_cycles, wait = 0;
    int bit = -1;
    uint8_t value = 0;
};

// A serial flash at the pins, as far as the board uses it: release from power-down (0xAB), quad output
// fast read (0x6B). It sleeps at first, and needs 3 us after the release, here 100 cycles.
class Flash {
  public:
    std::vector<uint8_t> content;
    uint64_t reads = 0, faults = 0;

    // What happens in a cycle; the outputs from the end of it on.
    uint8_t cycle(bool clock, bool select, bool output, bool drive) {
        now++;
        if (!select) {
            if (selected && count >= 8 && command == RELEASE) {
                asleep = false;
                ready = now + 100;
            }
            selected = false;
            return noise();
        }
        if (!selected) {
            if (now < ready) faults++;
            selected = true;
            bits = count = 0;
        }
        if (clock) {
            if (drive != (count < 32)) faults++;
            if (count < 32) bits = bits << 1 | output;
            count++;
            if (count == 8) {
                command = bits;
                if (command != READ && command != RELEASE) faults++;
            }
            if (count == 32 && command == READ) reads++;
        }
        if (asleep || command != READ || count < 40) return noise();
        const uint64_t at = (bits & 0xffffff) + (count - 40) / 2;
        const uint8_t byte = at < content.size() ? content[at] : 0xff;
        return (count & 1) ? byte & 15 : byte >> 4;
    }

  private:
    static constexpr uint32_t READ = 0x6b, RELEASE = 0xab;
    bool asleep = true, selected = false;
    uint32_t bits = 0, command = 0;
    uint64_t now = 0, ready = 0, count = 0;
    uint32_t state = 1;

    uint8_t noise() {
        state = state * 1664525 + 1013904223;
        return state >> 28;
    }
};

class Board {
  public:
    Flash flash;
    VerilatedContext context;
    std::unique_ptr<Vtinynpu> top;
    Driver driver;
    Sampler sampler;
    uint64_t cycle = 0;

    explicit Board(double bit_cycles) : driver(bit_cycles), sampler(bit_cycles) {
        top = std::make_unique<Vtinynpu>(&context);
        top->rx = 1;
        top->rst = 1;
        for (int i = 0; i < 4; i++) tick();
        top->rst = 0;
        tick();
    }

    void tick() { tick_with(*top); }

    // A system without a flash has no such ports. (Verilator writes a second underscore so.)
    template <class Top>
    void tick_with(Top& system) {
        system.clk = 0;
        system.eval();
        uint8_t inputs = 0;
        if constexpr (requires { system.flash___05Fselect; })
            inputs = flash.cycle(system.flash___05Fclock, system.flash___05Fselect, system.flash___05Foutput,
                                 system.flash___05Fdrive);
        system.clk = 1;
        system.eval();
        if constexpr (requires { system.flash___05Fselect; }) system.flash___05Finputs = inputs;
        cycle++;
    }

    void ticks(uint64_t cycles) {
        for (uint64_t i = 0; i < cycles; i++) {
            top->rx = driver.level();
            tick();
            sampler.sample(top->tx);
        }
    }
};

}  // namespace

extern "C" {
Board* board_create(double bit_cycles) { return new Board(bit_cycles); }
void board_destroy(Board* board) { delete board; }
void board_send(Board* board, const uint16_t* symbols, uint64_t count) {
    board->driver.queue.insert(board->driver.queue.end(), symbols, symbols + count);
}
uint64_t board_receive(Board* board, uint8_t* data, uint64_t most) {
    auto& received = board->sampler.received;
    uint64_t count = 0;
    while (count < most && !received.empty()) {
        data[count++] = received.front();
        received.pop_front();
    }
    return count;
}
void board_ticks(Board* board, uint64_t cycles) { board->ticks(cycles); }
int board_line_idle(Board* board) { return board->driver.idle() && board->sampler.idle(); }
uint64_t board_cycle(Board* board) { return board->cycle; }
uint64_t board_framing_errors(Board* board) { return board->sampler.framing_errors; }
void board_flash(Board* board, const uint8_t* data, uint64_t size) {
    board->flash.content.assign(data, data + size);
}
uint64_t board_flash_reads(Board* board) { return board->flash.reads; }
uint64_t board_flash_faults(Board* board) { return board->flash.faults; }
int board_leds(Board* board) { return board->top->leds; }
// Verilator takes the name for a word of C++.
int board_interrupt(Board* board) { return board->top->__SYM__interrupt; }
void board_button(Board* board, int pressed) { board->top->button = pressed != 0; }
void board_reset(Board* board) {
    board->top->rst = 1;
    for (int i = 0; i < 4; i++) board->tick();
    board->top->rst = 0;
}
}
