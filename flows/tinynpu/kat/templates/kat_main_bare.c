/* Known-answer test on a processor without an operating system beside the core. Compile with
 *
 *   -DKAT_REGISTERS=0x… (address of the core's registers)
 *   -DKAT_MEMORY=0x…    (free memory that both see at this address, a multiple of 4096)
 *
 * and call kat_main from your start-up code. kat_result and kat_report can be read with a debugger.
 */
#include "kat.h"

#ifndef KAT_REGISTERS
#error "KAT_REGISTERS must be the address of the registers"
#endif
#ifndef KAT_MEMORY
#error "KAT_MEMORY must be the address of the memory"
#endif

enum kat_result kat_result;
struct kat_report kat_report;

uint32_t kat_read(uint32_t offset) {
    return *(volatile uint32_t *)(uintptr_t)(KAT_REGISTERS + offset);
}

void kat_write(uint32_t offset, uint32_t value) {
    *(volatile uint32_t *)(uintptr_t)(KAT_REGISTERS + offset) = value;
}

void kat_sync(int to_device) {
    (void)to_device; /* a processor with a data cache writes it back (1) or invalidates it (0) here */
}

int kat_main(void) {
    kat_result = kat_run((volatile uint8_t *)(uintptr_t)KAT_MEMORY, KAT_MEMORY, &kat_report);
    return kat_result;
}
