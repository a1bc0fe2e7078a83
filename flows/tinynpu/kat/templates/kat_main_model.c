/* Known-answer test on the Verilated core behind harness.cpp: the same kat.c that runs on a board.
 *
 *   kat_model [LATENCY [PAUSE_PER_1024 [SEED]]]
 */
#include <stdlib.h>

#include "kat_print.h"

/* Of harness.cpp. */
struct simulation;
struct options {
    uint32_t read_latency, write_latency, beat_cycles, pause_per_1024;
    uint64_t seed, error_begin, error_end;
    uint32_t events;
};
#ifdef __cplusplus
extern "C" {
#endif
struct simulation *tinynpu_create(void);
void tinynpu_destroy(struct simulation *s);
void tinynpu_options(struct simulation *s, const struct options *options);
void tinynpu_memory(struct simulation *s, uint8_t *memory, uint64_t size);
uint32_t tinynpu_csr_read(struct simulation *s, uint32_t address);
void tinynpu_csr_write(struct simulation *s, uint32_t address, uint32_t value);
const char *tinynpu_violation(struct simulation *s);
#ifdef __cplusplus
}
#endif

static struct simulation *core;

/* Each access takes cycles, so polling lets the core run. */
uint32_t kat_read(uint32_t offset) { return tinynpu_csr_read(core, offset); }
void kat_write(uint32_t offset, uint32_t value) { tinynpu_csr_write(core, offset, value); }
void kat_sync(int to_device) { (void)to_device; }

int main(int argc, char **argv) {
    struct options options = {20, 20, 1, 0, 1, 0, 0, 0};
    if (argc > 1) options.read_latency = options.write_latency = (uint32_t)atoi(argv[1]);
    if (argc > 2) options.pause_per_1024 = (uint32_t)atoi(argv[2]);
    if (argc > 3) options.seed = (uint64_t)atoi(argv[3]);
    uint8_t *memory = (uint8_t *)malloc(kat_memory_bytes());
    if (!memory) return 2;
    core = tinynpu_create();
    tinynpu_options(core, &options);
    tinynpu_memory(core, memory, kat_memory_bytes());
    struct kat_report report;
    int code = kat_print(kat_run(memory, 0, &report), 0, &report);
    if (*tinynpu_violation(core)) {
        printf("KAT FAIL rule of the bus: %s\n", tinynpu_violation(core));
        code = 1;
    }
    tinynpu_destroy(core);
    free(memory);
    return code;
}
