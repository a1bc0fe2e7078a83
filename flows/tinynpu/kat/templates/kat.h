/* Known-answer test of a tinynpu core: loads vectors into memory, runs them, compares every byte.
 *
 * C99 without a library. The port, which you write, provides the functions kat_read, kat_write and
 * kat_sync; kat_main_host.c and kat_main_bare.c are examples.
 */
#ifndef KAT_H
#define KAT_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Polls of the status register after which a run has failed, should the core's own limit not end
   it before. */
#ifndef KAT_POLLS
#define KAT_POLLS 100000000u
#endif

/* What the port provides. */

/* Read and write the 32-bit register at a byte offset. */
uint32_t kat_read(uint32_t offset);
void kat_write(uint32_t offset, uint32_t value);

/* Before a run (to_device = 1), write data caches back; after it (0), forget them. Empty if memory
   is not cached. */
void kat_sync(int to_device);

/* What went wrong, and what kat_report holds then. */
enum kat_result {
    KAT_PASS = 0,
    KAT_WRONG_REGISTER,  /* address: offset of the register; expected, got */
    KAT_NO_RESET,        /* the core does not come to rest */
    KAT_NO_END,          /* neither done nor error within KAT_POLLS */
    KAT_STOPPED,         /* got: code of the error register; address: command */
    KAT_WRONG_BYTE,      /* address: first wrong byte, from memory's first; expected, got */
    KAT_WRONG_CHECKSUM   /* expected, got: CRC-32 of the memory; the compared bytes are right */
};

struct kat_report {
    uint32_t vector;  /* that failed, or how many passed */
    uint32_t address, expected, got;
    uint32_t cycles;  /* of all vectors that ended */
};

/* Bytes of memory that the vectors need. */
uint32_t kat_memory_bytes(void);

/* Run all vectors.
 *
 * memory  kat_memory_bytes() bytes, as the processor sees them; all are overwritten
 * base    address of the first one on the core's memory port, a multiple of 4096
 * report  what happened
 *
 * Returns KAT_PASS, or what went wrong first. */
enum kat_result kat_run(volatile uint8_t *memory, uint32_t base, struct kat_report *report);

/* One line about a result, to be printed before the numbers of the report. */
const char *kat_text(enum kat_result result);

#ifdef __cplusplus
}
#endif

#endif
