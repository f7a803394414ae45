#include "CZlib.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

static int grow(uint8_t **room, size_t *size, size_t limit) {
  if (*size >= limit) return CZ_TOO_LARGE;
  size_t wanted = *size < limit / 2 ? *size * 2 : limit;
  uint8_t *larger = realloc(*room, wanted);
  if (!larger) return CZ_NO_MEMORY;
  *room = larger;
  *size = wanted;
  return 0;
}

int cz_gunzip(const uint8_t *bytes, size_t count, size_t limit, uint8_t **result,
              size_t *result_count) {
  z_stream stream;
  memset(&stream, 0, sizeof stream);
  if (limit == 0 || count > UINT_MAX) return CZ_TOO_LARGE;
  // 16 asks for gzip's head and tail.
  if (inflateInit2(&stream, 15 + 16) != Z_OK) return CZ_NO_MEMORY;
  size_t size = limit < 65536 ? limit : 65536, used = 0;
  uint8_t *room = malloc(size);
  int fault = room ? 0 : CZ_NO_MEMORY;
  stream.next_in = (Bytef *)bytes;
  stream.avail_in = (uInt)count;
  while (!fault) {
    if (used == size && (fault = grow(&room, &size, limit))) break;
    size_t free_room = size - used;
    stream.next_out = room + used;
    stream.avail_out = free_room > UINT_MAX ? UINT_MAX : (uInt)free_room;
    uInt before = stream.avail_out;
    int state = inflate(&stream, Z_NO_FLUSH);
    used += before - stream.avail_out;
    if (state == Z_STREAM_END) {
      // Files put together are one; zeros may fill up the end.
      while (stream.avail_in > 0 && *stream.next_in == 0) {
        stream.next_in++;
        stream.avail_in--;
      }
      if (stream.avail_in == 0) break;
      if (inflateReset(&stream) != Z_OK) fault = CZ_CORRUPT;
    } else if (state != Z_OK && !(state == Z_BUF_ERROR && stream.avail_out == 0)) {
      fault = state == Z_MEM_ERROR ? CZ_NO_MEMORY : CZ_CORRUPT;
    } else if (stream.avail_in == 0 && stream.avail_out > 0) {
      fault = CZ_CORRUPT;
    }
  }
  inflateEnd(&stream);
  if (fault) {
    free(room);
    return fault;
  }
  *result = room;
  *result_count = used;
  return 0;
}

void cz_free(uint8_t *bytes) { free(bytes); }
