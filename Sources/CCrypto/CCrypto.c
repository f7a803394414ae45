#include "CCrypto.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

size_t cc_digest(const char *algorithm, const uint8_t *bytes, size_t count, uint8_t *digest) {
  const EVP_MD *type = EVP_get_digestbyname(algorithm);
  unsigned int length = 0;
  if (!type || EVP_MD_get_size(type) > 64) return 0;
  return EVP_Digest(bytes, count, digest, &length, type, NULL) ? length : 0;
}

size_t cc_hmac_sha256(const uint8_t *key, size_t key_count, const uint8_t *bytes, size_t count,
                      uint8_t *digest) {
  unsigned int length = 0;
  return HMAC(EVP_sha256(), key, (int)key_count, bytes, count, digest, &length) ? length : 0;
}
