#define _GNU_SOURCE
#include "CStack.h"

#include <pthread.h>
#include <stddef.h>

uintptr_t cs_lowest(void) {
  static __thread uintptr_t lowest;
  if (lowest == 0) {
    pthread_attr_t attributes;
    if (pthread_getattr_np(pthread_self(), &attributes) != 0) return 0;
    void *address = NULL;
    size_t size = 0, guard = 0;
    pthread_attr_getstack(&attributes, &address, &size);
    pthread_attr_getguardsize(&attributes, &guard);
    pthread_attr_destroy(&attributes);
    lowest = (uintptr_t)address + guard;
  }
  return lowest;
}
