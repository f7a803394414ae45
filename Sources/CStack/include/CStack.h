// How much of the running thread's stack is left, for code that recurses on what people write.
#pragma once
#include <stdint.h>

// The address of the caller's frame. Stacks grow downwards.
static inline uintptr_t cs_frame(void) { return (uintptr_t)__builtin_frame_address(0); }

// The lowest address of the running thread's stack, remembered per thread; 0 where it is unknown.
uintptr_t cs_lowest(void);
