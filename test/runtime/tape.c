/* The arena and the stack of tape.h: alignment, nesting, growth over many blocks, and that a failed
 * allocation is reported through the hook and nothing else happens.
 *
 * RUN: %cc -std=c99 -Wall -Wextra -Wpedantic -Werror -g -fsanitize=address,undefined \
 * RUN:   -fno-sanitize-recover=all -I%gradc_include %s -o %t.gcc
 * RUN: %t.gcc
 * RUN: %clang -std=c99 -Wall -Wextra -Wpedantic -Werror -g -fsanitize=address,undefined \
 * RUN:   -fno-sanitize-recover=all -I%gradc_include %s -o %t.clang
 * RUN: %t.clang
 */
#include <setjmp.h>
#include <stdlib.h>

static long live_blocks;
static long mallocs;
static long mallocs_allowed = -1;
static const char *failure;
static jmp_buf on_failure;

static void *counting_malloc(size_t bytes)
{
    void *result;

    if (mallocs_allowed == 0) {
        return NULL;
    }
    mallocs_allowed -= mallocs_allowed > 0;
    result = malloc(bytes);
    live_blocks += result != NULL;
    mallocs++;
    return result;
}

static void counting_free(void *pointer)
{
    live_blocks -= pointer != NULL;
    free(pointer);
}

#define GRADC_TAPE_MALLOC(bytes) counting_malloc(bytes)
#define GRADC_TAPE_FREE(pointer) counting_free(pointer)
#define GRADC_TAPE_FAIL(message, bytes) (failure = (message), (void)(bytes), longjmp(on_failure, 1))
#include <gradc/tape.h>

#define CHECK(condition)                                                                           \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition);                        \
            exit(1);                                                                               \
        }                                                                                          \
    } while (0)

static void test_alloc_is_aligned_and_separate(void)
{
    gradc_tape tape = GRADC_TAPE_INIT;
    double *arrays[200];

    for (size_t i = 0; i < 200; i++) {
        arrays[i] = gradc_tape_alloc(&tape, i + 1, sizeof(double));
        CHECK((uintptr_t)arrays[i] % 16 == 0);
        for (size_t j = 0; j <= i; j++) {
            arrays[i][j] = (double)(1000 * i + j);
        }
    }
    for (size_t i = 0; i < 200; i++) {
        for (size_t j = 0; j <= i; j++) {
            CHECK(arrays[i][j] == (double)(1000 * i + j));
        }
    }
    CHECK(gradc_tape_peak(&tape) >= 200 * 201 / 2 * sizeof(double));
    gradc_tape_release(&tape);
    CHECK(live_blocks == 0);
}

static void test_block_knows_its_length(void)
{
    gradc_tape tape = GRADC_TAPE_INIT;
    double *block = (double *)gradc_tape_block(&tape, 1000, sizeof *block);
    void *empty = gradc_tape_block(&tape, 0, sizeof *block);

    CHECK((uintptr_t)block % GRADC_TAPE_ALIGN == 0);
    CHECK(block[0] == 0.0 && block[999] == 0.0);
    CHECK(gradc_tape_count(block, sizeof *block) == 1000);
    CHECK(empty != NULL && gradc_tape_count(empty, sizeof *block) == 0);
    CHECK(gradc_tape_count(NULL, sizeof *block) == 0);
    gradc_tape_release(&tape);
}

static void test_zalloc_clears_reused_memory(void)
{
    gradc_tape tape = GRADC_TAPE_INIT;
    unsigned char *bytes = gradc_tape_alloc(&tape, 1000, 1);

    memset(bytes, 0xff, 1000);
    gradc_tape_reset(&tape, 0);
    bytes = gradc_tape_zalloc(&tape, 1000, 1);
    for (int i = 0; i < 1000; i++) {
        CHECK(bytes[i] == 0);
    }
    CHECK(gradc_tape_alloc(&tape, 0, 8) != NULL);
    CHECK(gradc_tape_zalloc(&tape, 8, 0) != NULL);
    gradc_tape_release(&tape);
    CHECK(live_blocks == 0);
}

/* Takes marks on the way down, checks them on the way up. */
static void nest(gradc_tape *tape, int depth)
{
    const size_t mark = gradc_tape_mark(tape);
    int *mine = gradc_tape_alloc(tape, (size_t)(depth * depth + 1), sizeof *mine);

    mine[depth * depth] = depth;
    if (depth > 0) {
        nest(tape, depth - 1);
    }
    CHECK(mine[depth * depth] == depth);
    gradc_tape_reset(tape, mark);
    CHECK(gradc_tape_mark(tape) == mark);
}

static void test_reset_nests(void)
{
    gradc_tape tape = GRADC_TAPE_INIT;

    for (int round = 0; round < 3; round++) {
        nest(&tape, 120);
        CHECK(gradc_tape_mark(&tape) == 0);
    }
    gradc_tape_release(&tape);
    CHECK(live_blocks == 0);
}

static void test_loop_does_not_call_malloc(void)
{
    gradc_tape tape = GRADC_TAPE_INIT;
    long before;

    (void)gradc_tape_alloc(&tape, GRADC_TAPE_BLOCK_MIN - 8, 1);
    before = mallocs;
    for (int i = 0; i < 1000; i++) {
        const size_t mark = gradc_tape_mark(&tape);
        (void)gradc_tape_alloc(&tape, 100, 8);
        gradc_tape_reset(&tape, mark);
    }
    CHECK(mallocs - before <= 2);
    gradc_tape_release(&tape);
    gradc_tape_release(&tape);
    CHECK(live_blocks == 0);
}

static void test_stack_of_mixed_sizes(void)
{
    gradc_stack stack = GRADC_STACK_INIT;
    const int count = 300000;

    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < count; i++) {
            const double d = 0.5 * i;
            const unsigned char c = (unsigned char)(i % 251);
            const long double l = (long double)i / 3;
            gradc_stack_push(&stack, &d, sizeof d);
            if (i % 3 == 0) {
                gradc_stack_push(&stack, &c, sizeof c);
            }
            if (i % 7 == 0) {
                gradc_stack_push(&stack, &l, sizeof l);
            }
        }
        for (int i = count; i-- > 0;) {
            double d;
            unsigned char c;
            long double l;
            if (i % 7 == 0) {
                gradc_stack_pop(&stack, &l, sizeof l);
                CHECK(l == (long double)i / 3);
            }
            if (i % 3 == 0) {
                gradc_stack_pop(&stack, &c, sizeof c);
                CHECK(c == i % 251);
            }
            gradc_stack_pop(&stack, &d, sizeof d);
            CHECK(d == 0.5 * i);
        }
    }
    CHECK(gradc_stack_peak(&stack) >= (size_t)count * 8);
    CHECK(gradc_stack_peak(&stack) <= (size_t)count * 8 * 2);
    gradc_stack_release(&stack);
    CHECK(live_blocks == 0);
}

static void test_stack_crosses_a_block_border_without_malloc(void)
{
    gradc_stack stack = GRADC_STACK_INIT;
    const double d = 1.0;
    double e = 0.0;
    long before;

    for (size_t i = 0; i < GRADC_TAPE_BLOCK_MIN / sizeof d; i++) {
        gradc_stack_push(&stack, &d, sizeof d);
    }
    before = mallocs;
    for (int i = 0; i < 1000; i++) {
        gradc_stack_push(&stack, &d, sizeof d);
        gradc_stack_pop(&stack, &e, sizeof e);
        gradc_stack_pop(&stack, &e, sizeof e);
        gradc_stack_push(&stack, &d, sizeof d);
    }
    CHECK(e == 1.0 && mallocs - before <= 1);
    gradc_stack_release(&stack);
    CHECK(live_blocks == 0);
}

static void test_large_values(void)
{
    static unsigned char in[100000], out[100000];
    gradc_stack stack = GRADC_STACK_INIT;
    unsigned char c = 7;

    memset(in, 0x5a, sizeof in);
    gradc_stack_push(&stack, &c, 1);
    gradc_stack_push(&stack, in, sizeof in);
    gradc_stack_pop(&stack, out, sizeof out);
    CHECK(memcmp(in, out, sizeof in) == 0);
    c = 0;
    gradc_stack_pop(&stack, &c, 1);
    CHECK(c == 7);
    gradc_stack_release(&stack);
    CHECK(live_blocks == 0);
}

static void expect_failure(void (*action)(gradc_tape *, gradc_stack *), const char *message)
{
    static gradc_tape tape;
    static gradc_stack stack;

    memset(&tape, 0, sizeof tape);
    memset(&stack, 0, sizeof stack);
    failure = NULL;
    if (setjmp(on_failure) == 0) {
        action(&tape, &stack);
        CHECK(!"the hook should have run");
    }
    CHECK(failure != NULL && strcmp(failure, message) == 0);
    mallocs_allowed = -1;
    gradc_tape_release(&tape);
    gradc_stack_release(&stack);
    CHECK(live_blocks == 0);
}

static void alloc_without_memory(gradc_tape *tape, gradc_stack *stack)
{
    (void)stack;
    mallocs_allowed = 0;
    (void)gradc_tape_alloc(tape, 1, 8);
}

static void alloc_until_memory_ends(gradc_tape *tape, gradc_stack *stack)
{
    (void)stack;
    mallocs_allowed = 5;
    for (;;) {
        (void)gradc_tape_alloc(tape, 1000, 8);
    }
}

static void alloc_too_many(gradc_tape *tape, gradc_stack *stack)
{
    (void)stack;
    (void)gradc_tape_alloc(tape, SIZE_MAX / 4, 8);
}

static void alloc_nearly_all(gradc_tape *tape, gradc_stack *stack)
{
    (void)stack;
    (void)gradc_tape_alloc(tape, SIZE_MAX - 70, 1);
}

static void push_until_memory_ends(gradc_tape *tape, gradc_stack *stack)
{
    const double d = 1.0;

    (void)tape;
    mallocs_allowed = 3;
    for (;;) {
        gradc_stack_push(stack, &d, sizeof d);
    }
}

static void pop_from_an_empty_stack(gradc_tape *tape, gradc_stack *stack)
{
    double d;

    (void)tape;
    gradc_stack_pop(stack, &d, sizeof d);
}

static void pop_more_than_was_pushed(gradc_tape *tape, gradc_stack *stack)
{
    float f = 1.0f;
    double d;

    (void)tape;
    gradc_stack_push(stack, &f, sizeof f);
    gradc_stack_pop(stack, &d, sizeof d);
}

int main(void)
{
    test_alloc_is_aligned_and_separate();
    test_zalloc_clears_reused_memory();
    test_block_knows_its_length();
    test_reset_nests();
    test_loop_does_not_call_malloc();
    test_stack_of_mixed_sizes();
    test_stack_crosses_a_block_border_without_malloc();
    test_large_values();
    expect_failure(alloc_without_memory, "out of memory for the tape");
    expect_failure(alloc_until_memory_ends, "out of memory for the tape");
    expect_failure(alloc_too_many, "tape size overflows");
    expect_failure(alloc_nearly_all, "tape size overflows");
    expect_failure(push_until_memory_ends, "out of memory for the tape");
    expect_failure(pop_from_an_empty_stack, "more popped from the tape than was pushed");
    expect_failure(pop_more_than_was_pushed, "more popped from the tape than was pushed");
    return 0;
}
