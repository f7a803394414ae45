// Digests of OpenSSL's libcrypto for Swift.
#pragma once
#include <stddef.h>
#include <stdint.h>

// Hashes `count` bytes with the algorithm of that OpenSSL name ("MD5", "SHA1", "SHA256" ...) into
// `digest`, which has room for 64 bytes. Returns the digest's length, or 0 for an unknown name.
size_t cc_digest(const char *algorithm, const uint8_t *bytes, size_t count, uint8_t *digest);

// HMAC with SHA-256 into `digest`, 32 bytes. Returns 32, or 0 on failure.
size_t cc_hmac_sha256(const uint8_t *key, size_t key_count, const uint8_t *bytes, size_t count,
                      uint8_t *digest);
