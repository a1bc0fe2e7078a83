/* Prints what kat_run reports, where there is a standard library. */
#ifndef KAT_PRINT_H
#define KAT_PRINT_H

#include <stdio.h>

#include "kat.h"

/* Returns the exit code: 0 if the test passed. */
static int kat_print(enum kat_result result, uint32_t base, const struct kat_report *report) {
    const unsigned long vector = report->vector, address = report->address;
    const unsigned long expected = report->expected, got = report->got;
    switch (result) {
        case KAT_WRONG_REGISTER:
            printf("%s %03lx expected %08lx got %08lx\n", kat_text(result), address, expected, got);
            break;
        case KAT_STOPPED:
            printf("%s %lu of the core at command %lu of vector %lu\n", kat_text(result), got,
                   address, vector);
            break;
        case KAT_WRONG_BYTE:
            printf("%s %08lx expected %02lx got %02lx, vector %lu\n", kat_text(result),
                   (unsigned long)base + address, expected, got, vector);
            break;
        case KAT_WRONG_CHECKSUM:
            printf("%s expected %08lx got %08lx, vector %lu\n", kat_text(result), expected, got,
                   vector);
            break;
        case KAT_PASS:
            printf("%lu vectors, %lu cycles\n", vector, (unsigned long)report->cycles);
            /* fall through */
        default:
            printf("%s\n", kat_text(result));
    }
    return result != KAT_PASS;
}

#endif
