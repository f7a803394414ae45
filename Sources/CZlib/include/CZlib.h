// Decompression by zlib for Swift.
#pragma once
#include <stddef.h>
#include <stdint.h>

// What cz_gunzip returns beside 0 for success.
enum { CZ_CORRUPT = 1, CZ_TOO_LARGE = 2, CZ_NO_MEMORY = 3 };

// Decompresses a gzip file of one or more members. On success `*result` is memory of `*result_count`
// bytes to be given to cz_free; never more than `limit` bytes.
int cz_gunzip(const uint8_t *bytes, size_t count, size_t limit, uint8_t **result,
              size_t *result_count);

void cz_free(uint8_t *bytes);
