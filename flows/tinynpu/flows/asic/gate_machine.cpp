// A netlist of standard cells, cycle by cycle: each gate is a table of its inputs' states.
//
// There are no delays: after the inputs or the registers have changed, all gates are worked out once, in their
// order. Before each edge of the clock it is counted what the nets did. One netlist at a time.

#include <algorithm>
#include <cstdint>
#include <vector>

namespace {

constexpr int PINS = 6;

struct Gate {
    uint64_t table;  // bit s: output in state s, in which input i is bit i
    uint32_t output;
    uint32_t inputs[PINS];
};

struct Register {
    uint64_t table;  // what it takes at an edge
    uint32_t state, clock;
    uint32_t inputs[PINS];
};

// The first is the port; the others let an edge of their parent through if their enable is 1.
struct Clock {
    uint32_t parent, enable;
};

// Reads and writes at the same edge. Its nets are in a list: byte enables, address to write, data to
// write, address to read, data that was read.
struct Memory {
    uint32_t clock, write, read, address_bits, width, nets;
};

struct Netlist {
    std::vector<Gate> gates;
    std::vector<Register> registers;
    std::vector<Clock> clocks;
    std::vector<Memory> memories;
    std::vector<uint32_t> memory_nets, inputs, outputs;
    std::vector<uint8_t> value, last, next, open;
    std::vector<std::vector<uint64_t>> words;
    std::vector<uint64_t> read;
    bool counting = false;
    uint64_t cycles = 0;
    std::vector<uint32_t> toggles, high, pulses;
} netlist;

template <typename Entry>
uint8_t work_out(const Entry& entry, const uint8_t* value) {
    unsigned state = 0;
    for (int i = 0; i < PINS; i++) state |= unsigned(value[entry.inputs[i]]) << i;
    return entry.table >> state & 1;
}

uint64_t number(const uint32_t* nets, uint32_t bits) {
    uint64_t found = 0;
    for (uint32_t i = 0; i < bits; i++) found |= uint64_t(netlist.value[nets[i]]) << i;
    return found;
}

void count() {
    auto& n = netlist;
    const bool first = n.cycles++ == 0;
    const size_t nets = n.value.size();
    for (size_t i = 0; i < nets; i++) n.high[i] += n.value[i];
    if (!first)
        for (size_t i = 0; i < nets; i++) n.toggles[i] += n.value[i] ^ n.last[i];
    n.last = n.value;
    for (size_t i = 0; i < n.open.size(); i++) n.pulses[i] += n.open[i];
}

// One edge of a memory; what it reads appears with the registers' new values.
void access(size_t index) {
    auto& n = netlist;
    const Memory& memory = n.memories[index];
    const uint32_t *bytes = &n.memory_nets[memory.nets], *write_address = bytes + memory.width / 8,
                   *data = write_address + memory.address_bits, *read_address = data + memory.width;
    const uint64_t place = number(write_address, memory.address_bits);
    const uint64_t written = number(data, memory.width);
    if (n.value[memory.read]) {
        const uint64_t from = number(read_address, memory.address_bits);
        // A word that is read while it is written can be anything.
        n.read[index] = n.value[memory.write] && from == place ? ~written : n.words[index][from];
    }
    if (n.value[memory.write])
        for (uint32_t i = 0; i < memory.width / 8; i++)
            if (n.value[bytes[i]]) {
                const uint64_t mask = 255ull << (8 * i);
                n.words[index][place] = (n.words[index][place] & ~mask) | (written & mask);
            }
}

}  // namespace

extern "C" {

// Take a netlist; all registers, words and nets are 0 but net 1.
void gates_load(uint32_t nets, const Gate* gates, uint32_t gate_count, const Register* registers,
                uint32_t register_count, const Clock* clocks, uint32_t clock_count,
                const Memory* memories, uint32_t memory_count, const uint32_t* memory_nets,
                uint32_t memory_net_count, const uint32_t* inputs, uint32_t input_count,
                const uint32_t* outputs, uint32_t output_count) {
    auto& n = netlist;
    n = {};
    n.gates.assign(gates, gates + gate_count);
    n.registers.assign(registers, registers + register_count);
    n.clocks.assign(clocks, clocks + clock_count);
    n.memories.assign(memories, memories + memory_count);
    n.memory_nets.assign(memory_nets, memory_nets + memory_net_count);
    n.inputs.assign(inputs, inputs + input_count);
    n.outputs.assign(outputs, outputs + output_count);
    n.value.resize(nets);
    n.value[1] = 1;
    n.next.resize(register_count);
    n.open.resize(clock_count);
    n.read.resize(memory_count);
    for (const auto& memory : n.memories) n.words.emplace_back(1ull << memory.address_bits);
}

// Set the inputs, work out all gates, tell the outputs; 32 bits a word.
void gates_settle(const uint32_t* inputs, uint32_t* outputs) {
    auto& n = netlist;
    for (size_t i = 0; i < n.inputs.size(); i++)
        n.value[n.inputs[i]] = inputs[i / 32] >> (i % 32) & 1;
    uint8_t* const value = n.value.data();
    for (const Gate *gate = n.gates.data(), *end = gate + n.gates.size(); gate != end; gate++)
        value[gate->output] = work_out(*gate, value);
    std::fill(outputs, outputs + (n.outputs.size() + 31) / 32, 0);
    for (size_t i = 0; i < n.outputs.size(); i++)
        outputs[i / 32] |= uint32_t(n.value[n.outputs[i]]) << (i % 32);
}

// The rising edge of the clock; gates_settle() follows.
void gates_edge() {
    auto& n = netlist;
    for (size_t i = 0; i < n.clocks.size(); i++)
        n.open[i] = i == 0 || (n.open[n.clocks[i].parent] && n.value[n.clocks[i].enable]);
    if (n.counting) count();
    for (size_t i = 0; i < n.registers.size(); i++) {
        const Register& entry = n.registers[i];
        n.next[i] = n.open[entry.clock] ? work_out(entry, n.value.data()) : n.value[entry.state];
    }
    for (size_t i = 0; i < n.memories.size(); i++)
        if (n.open[n.memories[i].clock]) access(i);
    for (size_t i = 0; i < n.registers.size(); i++) n.value[n.registers[i].state] = n.next[i];
    for (size_t i = 0; i < n.memories.size(); i++) {
        const Memory& memory = n.memories[i];
        const uint32_t* data = &n.memory_nets[memory.nets] + memory.width / 8 +
                               2 * memory.address_bits + memory.width;
        for (uint32_t bit = 0; bit < memory.width; bit++)
            n.value[data[bit]] = n.read[i] >> bit & 1;
    }
}

// Forget what was counted, and count from now on.
void gates_count() {
    auto& n = netlist;
    n.counting = true;
    n.cycles = 0;
    n.toggles.assign(n.value.size(), 0);
    n.high.assign(n.value.size(), 0);
    n.pulses.assign(n.clocks.size(), 0);
}

// Count no more. Changes and cycles at 1 of each net, edges of each clock; returns all cycles.
uint64_t gates_counted(uint32_t* toggles, uint32_t* high, uint32_t* pulses) {
    auto& n = netlist;
    n.counting = false;
    std::copy(n.toggles.begin(), n.toggles.end(), toggles);
    std::copy(n.high.begin(), n.high.end(), high);
    std::copy(n.pulses.begin(), n.pulses.end(), pulses);
    return n.cycles;
}
}
