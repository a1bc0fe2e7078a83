// Plays transfers to the pins of a TinyTapeout tile and collects what comes out; `docs/tile.md`
// describes the pins.

#include <cstdint>
#include <memory>
#include <random>

#include "Vtinynpu.h"
#include "verilated.h"

namespace {

enum Status { DONE, TIMEOUT, BOTH, DIRECTIONS, UNEXPECTED };

constexpr uint8_t STROBE = 1, READY = 2, VALID = 4, SPI = 8;

class Tile {
  public:
    uint64_t cycle = 0;

    Tile(uint64_t patience, uint32_t seed, double pauses, uint32_t half_clock)
        : patience(patience), pauses(pauses), half_clock(half_clock), random(seed) {
        top = std::make_unique<Vtinynpu>(&context);
        top->ena = 1;
        reset();
    }

    void reset() {
        top->rst_n = 0;
        top->ui_in = half_clock ? CS : 0;
        top->uio_in = half_clock ? SPI : 0;
        for (int i = 0; i < 4; i++) tick();
        top->rst_n = 1;
        // As long as the synchronizers of the SPI pins are in doubt.
        for (int i = 0; i < 4; i++) tick();
        cycle = 0;
    }

    Status play(const uint8_t* transfers, uint64_t count, uint8_t* out, uint64_t wanted) {
        return half_clock ? play_spi(transfers, count, out, wanted)
                          : play_parallel(transfers, count, out, wanted);
    }

  private:
    static constexpr uint8_t SCK = 1, CS = 2, MOSI = 4;
    VerilatedContext context;
    std::unique_ptr<Vtinynpu> top;
    uint64_t patience;
    double pauses;
    uint32_t half_clock;
    std::mt19937 random;

    void tick() {
        top->clk = 0;
        top->eval();
        top->clk = 1;
        top->eval();
        cycle++;
    }

    bool pause() {
        return pauses > 0 && std::uniform_real_distribution<>(0, 1)(random) < pauses;
    }

    // A cycle with these inputs: what ready and valid are in it, and `uo` before the edge.
    uint8_t cycle_with(uint8_t byte, uint8_t nibble, bool strobe, uint8_t& output) {
        top->ui_in = byte;
        top->uio_in = static_cast<uint8_t>(nibble << 4 | (strobe ? STROBE : 0));
        top->clk = 0;
        top->eval();
        const uint8_t flags = top->uio_out;
        output = top->uo_out;
        top->clk = 1;
        top->eval();
        cycle++;
        return flags;
    }

    Status play_parallel(const uint8_t* transfers, uint64_t count, uint8_t* out, uint64_t wanted) {
        uint64_t sent = 0, received = 0, waited = 0;
        while (sent < count || received < wanted) {
            const bool sends = sent < count, strobe = !pause();
            // What is not moved is noise.
            const bool drives = sends && strobe;
            const uint32_t noise = pauses > 0 ? random() : 0;
            const uint8_t byte = drives ? transfers[2 * sent] : noise;
            const uint8_t nibble = drives ? transfers[2 * sent + 1] : noise >> 8 & 15;
            uint8_t output;
            const uint8_t flags = cycle_with(byte, nibble, strobe, output);
            if (top->uio_oe != (READY | VALID)) return DIRECTIONS;
            if ((flags & READY) && (flags & VALID)) return BOTH;
            if (flags & (sends ? VALID : READY)) return UNEXPECTED;
            waited++;
            if (strobe && flags) {
                waited = 0;
                if (sends)
                    sent++;
                else
                    out[received++] = output;
            }
            if (waited > patience) return TIMEOUT;
        }
        return DONE;
    }

    // A word to the tile; the word that comes back.
    uint16_t word(uint16_t value) {
        uint16_t answer = 0;
        for (int bit = 15; bit >= 0; bit--) {
            const uint8_t data = value >> bit & 1 ? MOSI : 0;
            pins(data);
            answer = static_cast<uint16_t>(answer << 1 | (top->uo_out & 1));
            pins(data | SCK);
        }
        return answer;
    }

    // Half a period of SCK with these pins.
    void pins(uint8_t value) {
        const int more = pauses > 0 ? random() % (half_clock + 1) : 0;
        top->ui_in = value;
        top->uio_in = SPI;
        for (uint32_t i = 0; i < half_clock + more; i++) tick();
    }

    Status play_spi(const uint8_t* transfers, uint64_t count, uint8_t* out, uint64_t wanted) {
        pins(0);
        for (uint64_t i = 0; i < count; i++) {
            const uint16_t answer = word(0x8000 | transfers[2 * i + 1] << 8 | transfers[2 * i]);
            if (answer & 0x8000) return UNEXPECTED;
        }
        uint64_t waited = 0;
        for (uint64_t received = 0; received < wanted;) {
            const uint16_t answer = word(0x8000);
            waited++;
            if (answer & 0x8000) {
                out[received++] = static_cast<uint8_t>(answer);
                waited = 0;
            }
            if (waited > patience) return TIMEOUT;
        }
        pins(0);
        pins(CS);
        return DONE;
    }
};

}  // namespace

extern "C" {
Tile* tile_create(uint64_t patience, uint32_t seed, double pauses, uint32_t half_clock) {
    return new Tile(patience, seed, pauses, half_clock);
}
void tile_destroy(Tile* tile) { delete tile; }
void tile_reset(Tile* tile) { tile->reset(); }
uint64_t tile_cycle(Tile* tile) { return tile->cycle; }
int tile_play(Tile* tile, const uint8_t* transfers, uint64_t count, uint8_t* out, uint64_t wanted) {
    return tile->play(transfers, count, out, wanted);
}
}
