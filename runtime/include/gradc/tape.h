/* Memory for the values that a reverse sweep needs: an arena (gradc_tape) and a growing stack of
 * raw values (gradc_stack). Generated code includes this file; it needs nothing but the C library
 * and is valid C99 and C++.
 *
 * No call returns on failure. When memory runs out, a size overflows or more is popped than was
 * pushed, GRADC_TAPE_FAIL(message, bytes) runs; define it before including this file to report the
 * failure in another way, for instance by longjmp. Should it return, the process is aborted, since
 * the caller has nothing to go on with. GRADC_TAPE_MALLOC and GRADC_TAPE_FREE replace malloc and
 * free in the same way. */
#ifndef GRADC_TAPE_H
#define GRADC_TAPE_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifndef GRADC_TAPE_MALLOC
#define GRADC_TAPE_MALLOC(bytes) malloc(bytes)
#define GRADC_TAPE_FREE(pointer) free(pointer)
#endif

#ifndef GRADC_TAPE_FAIL
#define GRADC_TAPE_FAIL(message, bytes)                                                            \
    ((void)fprintf(stderr, "gradc: %s (%lu bytes)\n", (message), (unsigned long)(bytes)))
#endif

/* Every allocation of a tape starts at a multiple of this: a cache line, and any vector register.
 */
#define GRADC_TAPE_ALIGN ((size_t)64)
/* Blocks grow with what is held already, between these two, so that a small function takes little
 * and a large tape wastes little. */
#define GRADC_TAPE_BLOCK_MIN ((size_t)4096)
#define GRADC_TAPE_BLOCK_MAX ((size_t)1 << 20)

/* Private: one piece of memory from the allocator. */
typedef struct gradc_block {
    struct gradc_block *previous;
    unsigned char *data; /* aligned, inside this very piece */
    size_t capacity;     /* bytes at data */
    size_t base;         /* tape: the sum of the capacities below; stack: bytes used when left */
} gradc_block;

/* An arena. Start with GRADC_TAPE_INIT; end with gradc_tape_release. */
typedef struct gradc_tape {
    gradc_block *top;
    gradc_block *spare; /* kept when the top is given back, so that loops do not call malloc */
    size_t used;        /* bytes of the top block */
    size_t peak;        /* largest mark ever reached */
} gradc_tape;

/* A last-in-first-out store of raw values. Start with GRADC_STACK_INIT; end with
 * gradc_stack_release. */
typedef struct gradc_stack {
    gradc_block *top;
    gradc_block *spare;
    unsigned char *data; /* of the top block, repeated here for the fast path */
    size_t used;
    size_t capacity;
    size_t held; /* bytes in all blocks but the spare */
    size_t peak; /* largest value of held */
} gradc_stack;

/* clang-format off */
#define GRADC_TAPE_INIT {NULL, NULL, 0, 0}
#define GRADC_STACK_INIT {NULL, NULL, NULL, 0, 0, 0, 0}
/* clang-format on */

/* Private: reports a failure and never comes back. */
static inline void gradc_tape_fail(const char *message, size_t bytes)
{
    GRADC_TAPE_FAIL(message, bytes);
    abort();
}

/* Private: a block of at least `bytes`, from `*spare` if that one is large enough. `held` is what
 * the owner holds already. */
static inline gradc_block *gradc_block_new(gradc_block **spare, size_t bytes, size_t held)
{
    const size_t overhead = sizeof(gradc_block) + GRADC_TAPE_ALIGN;
    gradc_block *block = *spare;
    size_t capacity = held < GRADC_TAPE_BLOCK_MAX ? held : GRADC_TAPE_BLOCK_MAX;
    uintptr_t start;

    if (block != NULL && block->capacity >= bytes) {
        *spare = NULL;
        return block;
    }
    if (capacity < GRADC_TAPE_BLOCK_MIN) {
        capacity = GRADC_TAPE_BLOCK_MIN;
    }
    if (capacity < bytes) {
        capacity = bytes;
    }
    if (capacity > SIZE_MAX - overhead || held > SIZE_MAX - capacity) {
        gradc_tape_fail("tape size overflows", bytes);
    }
    block = (gradc_block *)GRADC_TAPE_MALLOC(overhead + capacity);
    if (block == NULL) {
        gradc_tape_fail("out of memory for the tape", capacity);
        return NULL; /* not reached; for readers of the code that do not know abort */
    }
    start = (uintptr_t)(block + 1);
    start = (GRADC_TAPE_ALIGN - start % GRADC_TAPE_ALIGN) % GRADC_TAPE_ALIGN;
    block->data = (unsigned char *)(block + 1) + start;
    block->capacity = capacity;
    return block;
}

/* Private: keeps the larger of `block` and `*spare` as the spare, frees the other. */
static inline void gradc_block_retire(gradc_block **spare, gradc_block *block)
{
    if (*spare != NULL && (*spare)->capacity >= block->capacity) {
        GRADC_TAPE_FREE(block);
        return;
    }
    if (*spare != NULL) {
        GRADC_TAPE_FREE(*spare);
    }
    *spare = block;
}

/* Private: frees a list of blocks. */
static inline void gradc_block_free_all(gradc_block *block)
{
    while (block != NULL) {
        gradc_block *previous = block->previous;
        GRADC_TAPE_FREE(block);
        block = previous;
    }
}

/* The present height of the tape, for gradc_tape_reset. */
static inline size_t gradc_tape_mark(const gradc_tape *tape)
{
    return tape->top == NULL ? 0 : tape->top->base + tape->used;
}

/* Private: makes a new top block with room for `bytes`. */
static inline void gradc_tape_grow(gradc_tape *tape, size_t bytes)
{
    const size_t base = tape->top == NULL ? 0 : tape->top->base + tape->top->capacity;
    gradc_block *block = gradc_block_new(&tape->spare, bytes, base);

    block->previous = tape->top;
    block->base = base;
    tape->top = block;
    tape->used = 0;
}

/* Room for `count` elements of `size` bytes, uninitialised, aligned to GRADC_TAPE_ALIGN. It is the
 * tape's, and valid until the tape is reset to an earlier mark or released. Never NULL, also when
 * nothing is asked for. */
static inline void *gradc_tape_alloc(gradc_tape *tape, size_t count, size_t size)
{
    size_t bytes;
    size_t mark;
    void *result;

    if (size != 0 && count > (SIZE_MAX - GRADC_TAPE_ALIGN) / size) {
        gradc_tape_fail("tape size overflows", SIZE_MAX);
    }
    bytes = (count * size + GRADC_TAPE_ALIGN - 1) / GRADC_TAPE_ALIGN * GRADC_TAPE_ALIGN;
    if (tape->top == NULL || tape->top->capacity - tape->used < bytes) {
        gradc_tape_grow(tape, bytes);
    }
    result = tape->top->data + tape->used;
    tape->used += bytes;
    mark = gradc_tape_mark(tape);
    if (mark > tape->peak) {
        tape->peak = mark;
    }
    return result;
}

/* As gradc_tape_alloc, with every byte zero. */
static inline void *gradc_tape_zalloc(gradc_tape *tape, size_t count, size_t size)
{
    void *result = gradc_tape_alloc(tape, count, size);

    return memset(result, 0, count * size);
}

/* As gradc_tape_zalloc, of memory that gradc_tape_count can measure: the shadow of what realloc may
 * be called for. */
static inline void *gradc_tape_block(gradc_tape *tape, size_t count, size_t size)
{
    unsigned char *head;
    size_t bytes = count * size;

    if (size != 0 && count > (SIZE_MAX - 2 * GRADC_TAPE_ALIGN) / size) {
        gradc_tape_fail("tape size overflows", SIZE_MAX);
    }
    head = (unsigned char *)gradc_tape_zalloc(tape, GRADC_TAPE_ALIGN + bytes, 1);
    memcpy(head, &bytes, sizeof bytes);
    return head + GRADC_TAPE_ALIGN;
}

/* How many elements of `size` bytes a block of gradc_tape_block has; 0 of a null pointer. */
static inline size_t gradc_tape_count(const void *block, size_t size)
{
    size_t bytes = 0;

    if (block != NULL) {
        memcpy(&bytes, (const unsigned char *)block - GRADC_TAPE_ALIGN, sizeof bytes);
    }
    return bytes / size;
}

/* Gives back everything that was allocated since `mark` was taken. Marks nest: resetting to one
 * ends those taken after it. */
static inline void gradc_tape_reset(gradc_tape *tape, size_t mark)
{
    while (tape->top != NULL && tape->top->base > mark) {
        gradc_block *block = tape->top;
        tape->top = block->previous;
        gradc_block_retire(&tape->spare, block);
    }
    tape->used = tape->top == NULL ? 0 : mark - tape->top->base;
}

/* Frees all memory of the tape, which is then as new but for its peak. */
static inline void gradc_tape_release(gradc_tape *tape)
{
    gradc_block_free_all(tape->top);
    GRADC_TAPE_FREE(tape->spare);
    tape->top = NULL;
    tape->spare = NULL;
    tape->used = 0;
}

/* The largest number of bytes that the tape has held at once, ends of blocks included. */
static inline size_t gradc_tape_peak(const gradc_tape *tape)
{
    return tape->peak;
}

/* Private: the slow path of a push, where the top block has no room for `size` bytes. */
static inline void gradc_stack_grow(gradc_stack *stack, size_t size)
{
    gradc_block *block = gradc_block_new(&stack->spare, size, stack->held);

    if (stack->top != NULL) {
        stack->top->base = stack->used;
    }
    block->previous = stack->top;
    stack->top = block;
    stack->data = block->data;
    stack->used = 0;
    stack->capacity = block->capacity;
    stack->held += block->capacity;
    if (stack->held > stack->peak) {
        stack->peak = stack->held;
    }
}

/* Private: the slow path of a pop, where the top block is used up. */
static inline void gradc_stack_shrink(gradc_stack *stack, size_t size)
{
    gradc_block *block = stack->top;

    if (stack->used != 0 || block == NULL || block->previous == NULL ||
        block->previous->base < size) {
        gradc_tape_fail("more popped from the tape than was pushed", size);
        return;
    }
    stack->held -= block->capacity;
    stack->top = block->previous;
    gradc_block_retire(&stack->spare, block);
    stack->data = stack->top->data;
    stack->used = stack->top->base;
    stack->capacity = stack->top->capacity;
}

/* Copies the `size` bytes at `value` onto the stack. */
static inline void gradc_stack_push(gradc_stack *stack, const void *value, size_t size)
{
    if (stack->capacity - stack->used < size || stack->top == NULL) {
        gradc_stack_grow(stack, size);
    }
    memcpy(stack->data + stack->used, value, size);
    stack->used += size;
}

/* Takes back the value pushed last, which must have had `size` bytes, into `value`. */
static inline void gradc_stack_pop(gradc_stack *stack, void *value, size_t size)
{
    if (stack->used < size || stack->top == NULL) {
        gradc_stack_shrink(stack, size);
    }
    stack->used -= size;
    memcpy(value, stack->data + stack->used, size);
}

/* Frees all memory of the stack, which is then as new but for its peak. */
static inline void gradc_stack_release(gradc_stack *stack)
{
    gradc_block_free_all(stack->top);
    GRADC_TAPE_FREE(stack->spare);
    stack->top = NULL;
    stack->spare = NULL;
    stack->data = NULL;
    stack->used = 0;
    stack->capacity = 0;
    stack->held = 0;
}

/* The largest number of bytes that the stack has held at once, ends of blocks included. */
static inline size_t gradc_stack_peak(const gradc_stack *stack)
{
    return stack->peak;
}

#endif
