/* Known-answer test from a Linux host that reaches registers and memory through mmap:
 *
 *   kat_host REGISTERS OFFSET MEMORY OFFSET ADDRESS
 *
 * REGISTERS and MEMORY are files to map (/dev/uio0, /dev/mem, /dev/udmabuf0, …), each from an
 * OFFSET on; ADDRESS is that of the memory's first byte on the core's memory port. The memory must
 * not be cached (/dev/mem and UIO map it so), be as large as the test says, and belong to nobody
 * else. Exit code: 0 passed, 1 failed, 2 wrong use.
 */
#define _POSIX_C_SOURCE 200809L
#define _FILE_OFFSET_BITS 64
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "kat_print.h"

static volatile uint32_t *registers;

uint32_t kat_read(uint32_t offset) { return registers[offset / 4]; }

void kat_write(uint32_t offset, uint32_t value) {
    __sync_synchronize(); /* what was written to memory is there before the core looks */
    registers[offset / 4] = value;
}

void kat_sync(int to_device) {
    (void)to_device;
    __sync_synchronize();
}

static volatile void *map(const char *path, off_t offset, size_t bytes) {
    const int file = open(path, O_RDWR | O_SYNC);
    void *mapped = MAP_FAILED;
    if (file >= 0) mapped = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, file, offset);
    if (mapped == MAP_FAILED) {
        fprintf(stderr, "%s must be mappable at 0x%llx for 0x%llx bytes (%s)\n", path,
                (unsigned long long)offset, (unsigned long long)bytes, strerror(errno));
        exit(2);
    }
    close(file);
    return mapped;
}

static unsigned long long number(const char *text) {
    char *end;
    const unsigned long long value = strtoull(text, &end, 0);
    if (!*text || *end) {
        fprintf(stderr, "%s must be a number\n", text);
        exit(2);
    }
    return value;
}

int main(int argc, char **argv) {
    if (argc != 6) {
        fprintf(stderr, "usage: %s REGISTERS OFFSET MEMORY OFFSET ADDRESS\n", argv[0]);
        return 2;
    }
    const unsigned long long base = number(argv[5]);
    if (base % 4096 || base + kat_memory_bytes() > 0x100000000ull) {
        fprintf(stderr, "ADDRESS must be a multiple of 4096 below 4 GiB, not %s\n", argv[5]);
        return 2;
    }
    registers = map(argv[1], (off_t)number(argv[2]), 4096);
    volatile uint8_t *memory = map(argv[3], (off_t)number(argv[4]), kat_memory_bytes());
    struct kat_report report;
    const enum kat_result result = kat_run(memory, (uint32_t)base, &report);
    return kat_print(result, (uint32_t)base, &report);
}
