"""How a random loss takes its four numbers, and how the judge calls it and its derivatives.

A signature says what the parameters are, what the loss does first, and what the bodies are of the
functions of judge.h. There, F is the name of the loss and D that of its gradient."""


class Plain:
    mode = "grad"
    head = "double F(GRADC_WRT const double w[JUDGE_SIZE])"
    globals = ""
    start = ()  # makes w, if that is no parameter
    then = ()
    arrays = ()  # that may be written, beside those of the generator
    result = "return {};"
    stop = "return {};"  # in the middle
    value = "return F(w);"
    gradient = "return D(w, g);"
    tangent = "return F_jvp(w, v, d);"
    product = "return F_hvp(w, v, g, h);"


class Work(Plain):
    head = "double F(GRADC_WRT const double *w, GRADC_WORK double *work)"
    start = ("for (int t = 0; t < 6; t++)", "    work[t] = w[t % 4] * 0.5;")
    arrays = (("work", 6),)
    value = "double work[6]; return F(w, work);"
    gradient = ("double work[6], adj[6] = {0.0}, f = D(w, g, work, adj); "
                "return f + judge_zeros(adj, 6);")
    tangent = "double work[6], dot[6]; return F_jvp(w, v, work, dot, d);"
    product = ("double work[6], dot[6], adj[6] = {0.0}, adj_dot[6] = {0.0}; "
               "return F_hvp(w, v, g, h, work, dot, adj, adj_dot);")


class Model(Plain):
    """A structure by pointer; its numbers are copied to an array as well."""

    head = "double F(GRADC_WRT const struct model *m)"
    start = ("double w[4] = {m->w[0], m->w[1], m->in[0].a, m->in->b * m->w[m->in->n]};",)
    arrays = (("w", 4),)
    value = "struct model m = model_of(w); return F(&m);"
    gradient = "struct model m = model_of(w), mg = {0}; return model_add(D(&m, &mg), g, &mg);"
    tangent = "struct model m = model_of(w), mv = model_of(v); return F_jvp(&m, &mv, d);"
    product = ("struct model m = model_of(w), mv = model_of(v), mg = {0}, mh = {0}; "
               "double f = F_hvp(&m, &mv, &mg, &mh); model_add(0.0, g, &mg); "
               "return model_add(f, h, &mh);")


class ByValue(Plain):
    """A structure and a scalar by value, and an array; all of them are changed."""

    head = "double F(GRADC_WRT struct model m, GRADC_WRT double c, GRADC_CONST const double *x)"
    start = ("double w[4] = {m.w[0], m.w[1], m.in[0].a * x[0], c};",)
    then = ("c *= w[1];", "m.w[1] = c;")
    arrays = (("w", 4), ("m.w", 2))
    value = "return F(model_of(w), w[3], knots);"
    gradient = ("struct model m = {0}; double f = D(model_of(w), &m, w[3], g + 3, knots); "
                "return model_add(f, g, &m);")
    tangent = "return F_jvp(model_of(w), model_of(v), w[3], v[3], knots, d);"
    product = ("struct model mg = {0}, mh = {0}; "
               "double f = F_hvp(model_of(w), model_of(v), &mg, &mh, w[3], v[3], g + 3, h + 3, knots); "
               "model_add(0.0, g, &mg); return model_add(f, h, &mh);")


class InPlace(Plain):
    """The parameter is overwritten: its gradient is zero on entry, and taken there."""

    head = "double F(GRADC_WRT double *w)"
    arrays = (("w", 4),)
    copy = "double x[4]; memcpy(x, w, sizeof x); "
    dots = "double xd[4]; memcpy(xd, v, sizeof xd); "
    value = copy + "return F(x);"
    gradient = (copy + "double xg[4] = {0.0}, f = D(x, xg); "
                "for (int i = 0; i < 4; i++) g[i] += xg[i]; return f;")
    tangent = copy + dots + "return F_jvp(x, xd, d);"
    product = (copy + dots + "double xg[4] = {0.0}, xh[4] = {0.0}, f = F_hvp(x, xd, xg, xh); "
               "for (int i = 0; i < 4; i++) g[i] += xg[i], h[i] += xh[i]; return f;")


class Global(Plain):
    head = "double F(const double *x)"
    globals = "GRADC_WRT double wF[4];"
    start = ("const double *w = wF;",)
    then = ("r0 += x[1];",)
    copy = "memcpy(wF, w, sizeof wF); "
    value = copy + "return F(knots);"
    gradient = (copy + "memset(wF_grad, 0, sizeof wF_grad); double f = D(knots); "
                "for (int i = 0; i < 4; i++) g[i] += wF_grad[i]; return f;")
    tangent = copy + "memcpy(wF_dot, v, sizeof wF_dot); return F_jvp(knots, d);"
    product = (copy + "memcpy(wF_dot, v, sizeof wF_dot); memset(wF_grad, 0, sizeof wF_grad); "
               "memset(wF_grad_dot, 0, sizeof wF_grad_dot); double f = F_hvp(knots); "
               "for (int i = 0; i < 4; i++) g[i] += wF_grad[i], h[i] += wF_grad_dot[i]; return f;")


class Out(Plain):
    """One number, through a pointer."""

    head = "void F(GRADC_WRT const double *w, GRADC_OUT double *out)"
    then = ("*out = r0;",)
    result = "*out += {};"
    stop = "{{ *out = {}; return; }}"
    value = "double f; F(w, &f); return f;"
    gradient = "double f; D(w, g, &f); return f;"
    tangent = "double f; F_jvp(w, v, &f, d); return f;"
    product = "double f, fd; F_hvp(w, v, g, h, &f, &fd); return f;"


class Vector(Plain):
    """Several numbers; what is judged is their sum with weights, which are the seeds."""

    mode = "vjp"
    head = "void F(GRADC_WRT const double *w, GRADC_OUT double *out)"
    start = ("for (int t = 0; t < 3; t++)", "    out[t] = w[t] * 0.5;")
    arrays = (("out", 3),)
    result = "out[1] += {};"
    stop = "{{ out[0] -= {}; return; }}"
    value = "double o[3]; F(w, o); return weigh(o);"
    gradient = ("double o[3], s[3] = {0.75, -0.5, 1.25}; D(w, g, o, s); "
                "return weigh(o) + judge_zeros(s, 3);")
    tangent = "double o[3], od[3]; F_jvp(w, v, o, od); *d = weigh(od); return weigh(o);"
    product = None


class Seeded(Plain):
    """One number, whose seed is the caller's."""

    mode = "vjp"
    gradient = ("double by[4] = {0.0}, f = D(w, by, -2.0); "
                "for (int i = 0; i < 4; i++) g[i] += by[i] * -0.5; return f;")
    product = None


SIGNATURES = (Plain,) * 6 + (Work, Model, ByValue, InPlace, Global, Out, Vector, Vector, Seeded)

HEADS = {
    "value": "double NAME(const double *w)",
    "gradient": "double NAME(const double *w, double *g)",
    "tangent": "double NAME(const double *w, const double *v, double *d)",
    "product": "double NAME(const double *w, const double *v, double *g, double *h)",
}


def caller(program, kind, name):
    """The text of a function of judge.h's for a program."""
    body = getattr(program.signature, kind).replace("D(", f"F_{program.mode}(")
    return f"{HEADS[kind].replace('NAME', name)} {{ {program.put_in(body)} }}\n"
