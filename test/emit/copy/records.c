// Structs and unions: by value, returned, copied, nested, in arrays, with arrays, anonymous.
// RUN: env COPY_STD=c11 %check_copy %s
#include <stdio.h>

typedef struct {
    double x, y;
} point;

struct box {
    point corner[2];
    int tag;
    struct {
        float width;
        union {
            int small;
            unsigned char bytes[4];
        };
    };
    const struct box *parent;
};

typedef struct {
    double w[2][3], bias;
    point centre;
} model;

static point make(double x, double y)
{
    return (point){x, y};
}

static point add(point a, point b)
{
    a.x += b.x;
    a.y += b.y;
    return a;
}

static point scaled(const point *p, double k)
{
    point r = *p;
    r.x *= k;
    r.y = r.y * k;
    if (k > 2)
        return r;
    r = add(r, make(k, -k));
    return r;
}

static double norm(point p)
{
    return p.x * p.x + p.y * p.y;
}

static double chain(point p)
{
    return norm(add(scaled(&p, 3), add(p, make(1, 2)))) + make(3, 4).y;
}

static struct box enclose(point a, point b, const struct box *parent)
{
    struct box r = {.corner = {a, b}, .tag = 7, .parent = parent};
    r.width = 1.5f;
    r.small = 0x01020304;
    return r;
}

static double measure(struct box b)
{
    double r = b.corner[1].x - b.corner[0].x + b.width + b.tag + b.bytes[0] + b.bytes[3];
    b.tag = 100;
    b.corner[0] = b.corner[1];
    if (b.parent)
        r += 2 * b.parent->corner[0].y + b.parent->bytes[1];
    return r + b.corner[0].x;
}

static double apply(const model *m, const double *in, model *out)
{
    *out = *m;
    double r = out->bias;
    for (int i = 0; i < 2; i++)
        for (int j = 0; j < 3; j++) {
            out->w[i][j] += in[j];
            r += m->w[i][j] * in[j] - out->w[i][j];
        }
    out->centre = m->centre;
    out->centre.x = r;
    return r;
}

static double many(point *p, int n)
{
    point sum = {0};
    for (int i = 0; i < n; i++) {
        point t = p[i];
        p[i] = p[n - 1 - i];
        p[n - 1 - i] = t;
        sum = add(sum, t);
        sum.x -= (p + i)->y;
    }
    point a = p[0], b = a;
    b.x = 5;
    return norm(sum) + a.x + b.x;
}

static point chosen(int which, point a, point b)
{
    point r;
    if (which)
        r = a;
    else
        r = b;
    point c = which > 1 ? a : b;
    r.y = c.y;
    return r;
}

static point exchanged(point p)
{
    point q = p;
    q.x = p.y;
    q.y = p.x;
    p = q;
    return p;
}

struct empty_first {
    struct {
        int a[2];
    } inner[2];
    short s;
};

static int deep(struct empty_first e)
{
    e.inner[1].a[0] = e.inner[0].a[1] + e.s;
    struct empty_first f = e, *g = &f;
    g->inner[0] = g->inner[1];
    return f.inner[0].a[0] * 100 + g->inner[1].a[1];
}

int main(void)
{
    point p[4] = {{1, 2}, {3.5, -4}, {0.1, 0.2}, {-7, 9}};
    for (int i = 0; i < 4; i++) {
        point c = chosen(i, p[i], p[3 - i]), e = exchanged(p[i]);
        printf("%a %a\n", chain(p[i]), norm(scaled(&p[i], i)));
        printf("%a\n", many(p, i + 1));
        printf("%a %a %a %a\n", c.x, c.y, e.x, e.y);
    }
    struct box outer = enclose(p[0], p[1], NULL), inner = enclose(p[2], p[3], &outer);
    printf("%a %a %d\n", measure(outer), measure(inner), outer.tag);
    model m = {{{1, 2, 3}, {4, 5, 6}}, 0.5, {1, 1}}, n;
    double in[3] = {0.1, -0.2, 0.3};
    printf("%a\n", apply(&m, in, &n));
    printf("%a %a\n", n.w[1][2], n.centre.x);
    printf("%d\n", deep((struct empty_first){{{{1, 2}}, {{3, 4}}}, 5}));
    return 0;
}
