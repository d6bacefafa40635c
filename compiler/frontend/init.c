/* Initialisers, after C11 6.7.9.
 *
 * libclang shows initialiser lists as they are written: without the zeros that C adds and without
 * the braces that may be left out. A position in the object is a path of indices from the object
 * whose braces are being read; it moves on after each initialiser, and designators set it. */
#include "frontend/lower.h"

#include "support/fault.h"
#include "support/vec.h"

#include <string.h>

enum { MAX_RANGE = 4096 };

/* One step of a path: member or element `index` of an object of type `type`. */
struct frame {
    const struct ir_type *type;
    uint64_t index;
};

struct path {
    struct frame *data;
    size_t len, cap;
};

static void init_list(struct lower_state *l, struct ir_value *addr, CXCursor list);

static uint64_t member_count(const struct ir_type *type)
{
    if (type->kind == IR_TYPE_ARRAY)
        return type->extent;
    const struct ir_record *record = type->record;
    return record->is_union && record->field_count ? 1 : record->field_count;
}

static const struct ir_type *member_type(const struct frame *frame)
{
    if (frame->type->kind == IR_TYPE_ARRAY)
        return frame->type->elem;
    return frame->type->record->fields[frame->index].type;
}

static void push(struct lower_state *l, struct path *path, const struct ir_type *type,
                 uint64_t index)
{
    vec_push(l->arena, path, (struct frame){type, index});
}

/* Unnamed bit-fields are not members for initialisation. */
static void skip_unnamed(struct frame *frame)
{
    if (frame->type->kind != IR_TYPE_RECORD)
        return;
    const struct ir_record *record = frame->type->record;
    while (frame->index < record->field_count && record->fields[frame->index].is_bit_field &&
           !*record->fields[frame->index].name)
        frame->index++;
}

static bool is_past_end(const struct frame *frame)
{
    if (frame->type->kind == IR_TYPE_RECORD && frame->type->record->is_union)
        return frame->index >= frame->type->record->field_count;
    return frame->index >= member_count(frame->type);
}

/* To the next subobject: an exhausted object is followed by what follows it. */
static void advance(struct path *path)
{
    while (path->len) {
        struct frame *top = &vec_last(path);
        bool is_union = top->type->kind == IR_TYPE_RECORD && top->type->record->is_union;
        top->index = is_union ? top->type->record->field_count : top->index + 1;
        skip_unnamed(top);
        if (path->len == 1 || !is_past_end(top))
            return;
        path->len--;
    }
}

static struct ir_value *address_of(struct lower_state *l, struct ir_value *addr,
                                   const struct path *path, CXCursor at)
{
    for (size_t i = 0; i < path->len; i++) {
        const struct frame *frame = &path->data[i];
        if (is_past_end(frame))
            lower_refuse(l, at, "an initialiser that is past the end of its object");
        if (frame->type->kind == IR_TYPE_ARRAY) {
            addr = ir_build_elem(&l->b, addr, ir_build_int(&l->b, IR_LONG, (int64_t)frame->index));
            continue;
        }
        addr = ir_build_field(&l->b, addr, (unsigned)frame->index);
    }
    return addr;
}

/* ---- designators */

static bool is_designated(struct lower_state *l, CXCursor item)
{
    return cursor_is(item, CXCursor_UnexposedExpr) && !cursor_is_implicit_cast(l->syntax, item) &&
           cursor_type_kind(clang_getCursorType(item)) == CXType_Void;
}

/* Extends the path by the member that a field declaration names, through anonymous members. */
static bool push_field(struct lower_state *l, struct path *path, const struct ir_type *type,
                       CXCursor field)
{
    struct field_path found = {0};
    if (!lower_field_path(l, type->record, field, &found))
        return false;
    for (size_t i = 0; i < found.len; i++) {
        push(l, path, type, found.data[i]);
        type = type->record->fields[found.data[i]].type;
    }
    return true;
}

/* "[a ... b]" and "[a][b]" look alike in the tree; the text between the two tells. */
static bool is_range(struct lower_state *l, CXCursor low, CXCursor high)
{
    if (cursor_touches_macro(low) || cursor_touches_macro(high))
        lower_refuse(l, low, "a designator made by a macro");
    CXFile file;
    unsigned begin, end;
    size_t size;
    clang_getExpansionLocation(clang_getRangeEnd(clang_getCursorExtent(low)), &file, NULL, NULL,
                               &begin);
    clang_getExpansionLocation(clang_getRangeStart(clang_getCursorExtent(high)), NULL, NULL, NULL,
                               &end);
    const char *text = clang_getFileContents(l->unit->handle, file, &size);
    if (!text || begin > end || end > size)
        lower_refuse(l, low, "this designator");
    return !memchr(text + begin, '[', end - begin);
}

static const struct ir_type *current_type(const struct path *path, const struct ir_type *root)
{
    return path->len ? member_type(&path->data[path->len - 1]) : root;
}

/* Sets the path from the designators of an item; returns how often the last index is repeated. */
static uint64_t designate(struct lower_state *l, struct path *path, const struct ir_type *root,
                          struct cursors parts)
{
    path->len = 0;
    uint64_t repeat = 1;
    for (size_t i = 0; i + 1 < parts.len; i++) {
        CXCursor part = parts.data[i];
        const struct ir_type *type = current_type(path, root);
        long long index;
        if (cursor_is(part, CXCursor_MemberRef)) {
            if (type->kind != IR_TYPE_RECORD ||
                !push_field(l, path, type, clang_getCursorReferenced(part)))
                lower_refuse(l, part, "this designator");
            continue;
        }
        if (type->kind != IR_TYPE_ARRAY || !cursor_evaluate_integer(part, &index) || index < 0)
            lower_refuse(l, part, "this designator");
        push(l, path, type, (uint64_t)index);
        bool more = i + 2 < parts.len && !cursor_is(parts.data[i + 1], CXCursor_MemberRef);
        long long high;
        if (!more || !is_range(l, part, parts.data[i + 1]))
            continue;
        if (i + 3 != parts.len || !cursor_evaluate_integer(parts.data[i + 1], &high) ||
            high < index || high - index >= MAX_RANGE)
            lower_refuse(l, part, "this designator");
        repeat = (uint64_t)(high - index) + 1;
        i++;
    }
    return repeat;
}

/* ---- values */

static bool is_string(struct lower_state *l, CXCursor expr)
{
    return cursor_is(cursor_strip(l->syntax, expr), CXCursor_StringLiteral);
}

static const char *skip_digits(const char *p, const char *digits, size_t most)
{
    size_t count = strspn(p, digits);
    return p + (count < most ? count : most);
}

/* The size of a string literal without prefix, with the zero at its end. Its type does not tell:
 * clang gives it that of the array. */
static bool string_size(const char *text, uint64_t *size)
{
    if (*text++ != '"')
        return false;
    for (*size = 1; *text && *text != '"'; ++*size) {
        if (*text++ != '\\')
            continue;
        if (*text == 'x')
            text = skip_digits(text + 1, "0123456789abcdefABCDEF", SIZE_MAX);
        else if (*text >= '0' && *text <= '7')
            text = skip_digits(text, "01234567", 3);
        else if (!*text || *text == 'u' || *text == 'U')
            return false;
        else
            text++;
    }
    return strcmp(text, "\"") == 0;
}

/* A character array from a string, zeros after it. */
static void init_string(struct lower_state *l, struct ir_value *addr, CXCursor expr)
{
    const struct ir_type *type = addr->type->elem;
    CXCursor literal = cursor_strip(l->syntax, expr);
    const char *spelling = cursor_spelling(l->arena, literal);
    uint64_t size;
    if (!string_size(spelling, &size) || type->elem->scalar > IR_UCHAR)
        lower_refuse(l, expr, "this string");
    uint64_t count = size < type->extent ? size : type->extent;
    struct ir_value *text = ir_build_string(&l->b, spelling);
    const struct ir_type *from = ir_type_ptr(l->types, type->elem, true);
    text = ir_build_ptrcast(&l->b, text, from);
    ir_build_zero(&l->b, addr, NULL);
    struct ir_value *length = ir_build_int(&l->b, IR_ULONG, (int64_t)count);
    ir_build_copy(&l->b, IR_COPY, lower_flatten(l, addr), text, length);
}

static void init_scalar(struct lower_state *l, struct ir_value *addr, CXCursor expr)
{
    struct ir_value *value = lower_scalar(l, expr);
    lower_at(l, expr);
    lower_store_at(l, addr, value, expr);
}

static bool is_list(CXCursor expr)
{
    return cursor_is(expr, CXCursor_InitListExpr);
}

static bool is_complex(const struct ir_type *type)
{
    return type->kind == IR_TYPE_RECORD && type->record->is_complex;
}

/* Whether the expression initialises an object of the type as a whole. */
static bool fits_whole(struct lower_state *l, const struct ir_type *type, CXCursor expr)
{
    if (is_list(expr) || is_complex(type) || !ir_type_is_aggregate(type))
        return true;
    if (type->kind == IR_TYPE_ARRAY)
        return type->elem->kind == IR_TYPE_SCALAR && type->elem->scalar <= IR_UCHAR &&
               is_string(l, expr);
    CXType own = lower_cursor_type(l, expr);
    return lower_type_is_record(own) && lower_type(l, own, expr) == type;
}

static void init_whole(struct lower_state *l, struct ir_value *addr, CXCursor expr)
{
    const struct ir_type *type = addr->type->elem;
    struct cursors items = is_list(expr) ? cursor_children(l->syntax, expr) : (struct cursors){0};
    bool is_braced = items.len == 1 && is_complex(type) &&
                     cursor_type_kind(lower_cursor_type(l, items.data[0])) == CXType_Complex;
    if (is_braced)
        lower_record_into(l, addr, items.data[0]);
    else if (is_list(expr))
        init_list(l, addr, expr);
    else if (type->kind == IR_TYPE_RECORD)
        lower_record_into(l, addr, expr);
    else if (type->kind == IR_TYPE_ARRAY)
        init_string(l, addr, expr);
    else
        init_scalar(l, addr, expr);
}

/* Initialises the object at the path, or the first one inside it that the expression fits: its
 * braces have been left out. */
static void init_at(struct lower_state *l, struct ir_value *addr, struct path *path, CXCursor expr)
{
    if (is_past_end(&vec_last(path)))
        lower_refuse(l, expr, "an initialiser that is past the end of its object");
    const struct ir_type *type = member_type(&vec_last(path));
    while (!fits_whole(l, type, expr)) {
        push(l, path, type, 0);
        skip_unnamed(&vec_last(path));
        if (is_past_end(&vec_last(path)))
            lower_refuse(l, expr, "this initialiser");
        type = member_type(&vec_last(path));
    }
    lower_at(l, expr);
    init_whole(l, address_of(l, addr, path, expr), expr);
}

/* The same value for the elements of a range: it is evaluated once. */
static void init_range(struct lower_state *l, struct ir_value *addr, struct path *path,
                       CXCursor expr, uint64_t repeat)
{
    const struct ir_type *type = member_type(&vec_last(path));
    if (ir_type_is_aggregate(type))
        lower_refuse(l, expr, "a range of aggregates in an initialiser");
    struct ir_value *value = lower_coerce(l, lower_scalar(l, expr), type, expr);
    for (uint64_t i = 0; i < repeat; i++) {
        lower_store_at(l, address_of(l, addr, path, expr), value, expr);
        vec_last(path).index++;
    }
    vec_last(path).index--;
}

/* ---- lists */

static bool covers(struct lower_state *l, const struct ir_type *type, struct cursors items)
{
    if (items.len != member_count(type))
        return false;
    for (size_t i = 0; i < items.len; i++) {
        struct frame frame = {type, i};
        if (is_list(items.data[i]) || is_designated(l, items.data[i]) ||
            !fits_whole(l, member_type(&frame), items.data[i]))
            return false;
    }
    return type->kind != IR_TYPE_RECORD || !type->record->is_union;
}

/* An anonymous member cannot be named in C, so its own members are zeroed one by one. */
static void zero_object(struct lower_state *l, struct ir_value *addr)
{
    const struct ir_op *def = addr->def;
    bool anonymous = def && def->code == IR_FIELD &&
                     !*def->operands[0]->type->elem->record->fields[def->attr.field].name;
    if (!anonymous || addr->type->elem->kind != IR_TYPE_RECORD) {
        ir_build_zero(&l->b, addr, NULL);
        return;
    }
    for (unsigned i = 0; i < addr->type->elem->record->field_count; i++)
        zero_object(l, ir_build_field(&l->b, addr, i));
}

static void init_scalar_list(struct lower_state *l, struct ir_value *addr, struct cursors items,
                             CXCursor list)
{
    if (items.len > 1)
        lower_refuse(l, list, "this initialiser");
    if (items.len == 0)
        ir_build_zero(&l->b, addr, NULL);
    else
        init_whole(l, addr, items.data[0]);
}

static void init_item(struct lower_state *l, struct ir_value *addr, struct path *path,
                      CXCursor item)
{
    if (!is_designated(l, item)) {
        init_at(l, addr, path, item);
        return;
    }
    struct cursors parts = cursor_children(l->syntax, item);
    struct cursors kept = {0};
    for (size_t i = 0; i < parts.len; i++) {
        if (!cursor_is(parts.data[i], CXCursor_TypeRef))
            vec_push(l->arena, &kept, parts.data[i]);
    }
    if (kept.len < 2)
        lower_refuse(l, item, "this initialiser");
    uint64_t repeat = designate(l, path, addr->type->elem, kept);
    CXCursor value = kept.data[kept.len - 1];
    if (repeat > 1)
        init_range(l, addr, path, value, repeat);
    else
        init_at(l, addr, path, value);
}

/* Nested objects have been zeroed with the whole; zeroing them again does no harm. */
static void init_list(struct lower_state *l, struct ir_value *addr, CXCursor list)
{
    lower_enter(l, list);
    const struct ir_type *type = addr->type->elem;
    struct cursors items = cursor_expr_children(l->syntax, list);
    if (!ir_type_is_aggregate(type)) {
        init_scalar_list(l, addr, items, list);
    } else if (type->kind == IR_TYPE_ARRAY && items.len == 1 &&
               fits_whole(l, type, items.data[0]) && !is_list(items.data[0])) {
        init_string(l, addr, items.data[0]);
    } else {
        if (!covers(l, type, items))
            zero_object(l, addr);
        struct path path = {0};
        push(l, &path, type, 0);
        skip_unnamed(&path.data[0]);
        for (size_t i = 0; i < items.len; i++) {
            init_item(l, addr, &path, items.data[i]);
            advance(&path);
        }
    }
    lower_leave(l);
}

void lower_init(struct lower_state *l, struct ir_value *addr, CXType type, CXCursor init)
{
    lower_at(l, init);
    if (lower_type_is_vla(type))
        lower_refuse(l, init, "this initialiser");
    if (!fits_whole(l, addr->type->elem, init))
        lower_refuse(l, init, "this initialiser");
    init_whole(l, addr, init);
}

struct place lower_compound_literal(struct lower_state *l, CXCursor expr)
{
    struct cursors kids = cursor_expr_children(l->syntax, expr);
    CXType type = lower_cursor_type(l, expr);
    if (kids.len == 0 || lower_type_is_vla(type))
        lower_refuse(l, expr, "this compound literal");
    struct ir_value *addr = lower_temporary(l, lower_type(l, type, expr));
    lower_init(l, addr, type, kids.data[kids.len - 1]);
    return (struct place){.addr = addr};
}
