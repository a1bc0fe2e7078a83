// A Verilated netlist behind two wide ports: inputs of a cycle in, outputs before its edge out.

#include <cstdint>
#include <cstring>
#include <memory>

#include "Vpins.h"
#include "verilated.h"

namespace {

struct Simulation {
    VerilatedContext context;
    Vpins top{&context};

    ~Simulation() { top.final(); }
};

}  // namespace

extern "C" {

void* tinynpu_pins_create() { return new Simulation; }

void tinynpu_pins_destroy(void* handle) { delete static_cast<Simulation*>(handle); }

void tinynpu_pins_run(void* handle, uint64_t cycles, const uint32_t* inputs, uint32_t* outputs) {
    Vpins& top = static_cast<Simulation*>(handle)->top;
    constexpr size_t in = sizeof(top.pins_in), out = sizeof(top.pins_out);
    for (uint64_t cycle = 0; cycle < cycles; cycle++) {
        std::memcpy(&top.pins_in, inputs + cycle * (in / 4), in);
        top.clk = 0;
        top.eval();
        std::memcpy(outputs + cycle * (out / 4), &top.pins_out, out);
        top.clk = 1;
        top.eval();
    }
}
}
