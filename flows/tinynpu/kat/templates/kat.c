/* Known-answer test; see kat.h. */
#include "kat.h"

#include "kat_vectors.h"
#include "tinynpu.h"

static uint32_t crc32(const volatile uint8_t *data, uint32_t bytes) {
    uint32_t crc = 0xffffffffu;
    for (uint32_t i = 0; i < bytes; i++) {
        crc ^= data[i];
        for (int bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ (crc & 1 ? 0xedb88320u : 0);
    }
    return ~crc;
}

static enum kat_result wrong(struct kat_report *report, enum kat_result result, uint32_t address,
                             uint32_t expected, uint32_t got) {
    report->address = address;
    report->expected = expected;
    report->got = got;
    return result;
}

static enum kat_result check_register(struct kat_report *report, uint32_t offset,
                                      uint32_t expected) {
    const uint32_t got = kat_read(offset);
    return got == expected ? KAT_PASS
                           : wrong(report, KAT_WRONG_REGISTER, offset, expected, got);
}

static enum kat_result check_core(struct kat_report *report) {
    enum kat_result result = check_register(report, TINYNPU_ID_OFFSET, TINYNPU_MAGIC);
    if (!result) result = check_register(report, TINYNPU_VERSION_OFFSET, TINYNPU_ISA_VERSION);
    if (!result) result = check_register(report, TINYNPU_CONFIG_HASH_OFFSET, KAT_CONFIG_HASH);
    return result;
}

static enum kat_result reset_core(struct kat_report *report) {
    kat_write(TINYNPU_CONTROL_OFFSET, TINYNPU_CONTROL_RESET_MASK);
    for (uint32_t poll = 0; poll < KAT_POLLS; poll++)
        if (!(kat_read(TINYNPU_STATUS_OFFSET) & TINYNPU_STATUS_BUSY_MASK)) return KAT_PASS;
    return wrong(report, KAT_NO_RESET, 0, 0, 0);
}

static void load(volatile uint8_t *memory, uint32_t vector) {
    const uint32_t first = kat_vectors[vector].load;
    if (vector == 0)
        for (uint32_t i = 0; i < KAT_MEMORY_BYTES; i++) memory[i] = 0;
    for (uint32_t p = first; p < first + kat_vectors[vector].loads; p++)
        for (uint32_t i = 0; i < kat_pieces[p].bytes; i++)
            memory[kat_pieces[p].address + i] = kat_data[kat_pieces[p].data + i];
}

static enum kat_result run(struct kat_report *report, uint32_t base, uint32_t vector) {
    kat_write(TINYNPU_INTERRUPT_ENABLE_OFFSET, 0);
    kat_write(TINYNPU_WATCHDOG_OFFSET, kat_vectors[vector].limit);
    kat_write(TINYNPU_PROGRAM_OFFSET, base + kat_vectors[vector].program);
    kat_write(TINYNPU_BASE0_OFFSET, base + kat_bases[0]);
    kat_write(TINYNPU_BASE1_OFFSET, base + kat_bases[1]);
    kat_write(TINYNPU_BASE2_OFFSET, base + kat_bases[2]);
    kat_write(TINYNPU_BASE3_OFFSET, base + kat_bases[3]);
    kat_write(TINYNPU_CONTROL_OFFSET, TINYNPU_CONTROL_START_MASK);
    for (uint32_t poll = 0; poll < KAT_POLLS; poll++) {
        const uint32_t status = kat_read(TINYNPU_STATUS_OFFSET);
        if (status & TINYNPU_STATUS_ERROR_MASK) {
            const uint32_t error = kat_read(TINYNPU_ERROR_OFFSET);
            return wrong(report, KAT_STOPPED,
                         (error & TINYNPU_ERROR_COMMAND_MASK) >> TINYNPU_ERROR_COMMAND_SHIFT, 0,
                         (error & TINYNPU_ERROR_CODE_MASK) >> TINYNPU_ERROR_CODE_SHIFT);
        }
        if (status & TINYNPU_STATUS_DONE_MASK) {
            report->cycles += kat_read(TINYNPU_CYCLES_OFFSET);
            return KAT_PASS;
        }
    }
    return wrong(report, KAT_NO_END, 0, 0, 0);
}

static enum kat_result compare(struct kat_report *report, const volatile uint8_t *memory,
                               uint32_t vector) {
    const uint32_t first = kat_vectors[vector].expect;
    for (uint32_t p = first; p < first + kat_vectors[vector].expects; p++)
        for (uint32_t i = 0; i < kat_pieces[p].bytes; i++) {
            const uint32_t address = kat_pieces[p].address + i;
            const uint8_t expected = kat_data[kat_pieces[p].data + i], got = memory[address];
            if (got != expected) return wrong(report, KAT_WRONG_BYTE, address, expected, got);
        }
    const uint32_t crc = crc32(memory, KAT_MEMORY_BYTES);
    if (crc != kat_vectors[vector].checksum)
        return wrong(report, KAT_WRONG_CHECKSUM, 0, kat_vectors[vector].checksum, crc);
    return KAT_PASS;
}

uint32_t kat_memory_bytes(void) { return KAT_MEMORY_BYTES; }

enum kat_result kat_run(volatile uint8_t *memory, uint32_t base, struct kat_report *report) {
    report->vector = 0;
    report->cycles = 0;
    wrong(report, KAT_PASS, 0, 0, 0);
    enum kat_result result = check_core(report);
    if (!result) result = reset_core(report);
    while (!result && report->vector < KAT_VECTORS) {
        load(memory, report->vector);
        kat_sync(1);
        result = run(report, base, report->vector);
        kat_sync(0);
        if (!result) result = compare(report, memory, report->vector);
        if (!result) report->vector++;
    }
    return result;
}

const char *kat_text(enum kat_result result) {
    switch (result) {
        case KAT_PASS: return "KAT PASS";
        case KAT_WRONG_REGISTER: return "KAT FAIL register";
        case KAT_NO_RESET: return "KAT FAIL the core does not come to rest after a reset";
        case KAT_NO_END: return "KAT FAIL the core does not come to an end";
        case KAT_STOPPED: return "KAT FAIL error";
        case KAT_WRONG_BYTE: return "KAT FAIL address";
        case KAT_WRONG_CHECKSUM: return "KAT FAIL checksum of the memory";
    }
    return "KAT FAIL";
}
