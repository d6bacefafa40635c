// The page of a loss that is differentiated: verdicts, paths, lines, values, what the adjoint does.
// RUN: %gradc %s -I%gradc_include -o %t.grad.c --report=%t.html 2>/dev/null
// RUN: %report_data %t.html | FileCheck %s
#include <gradc/gradc.h>
#include <math.h>

struct model {
    double w[10], b;
    double temperature;
    double gain;
};

static double relu(double z)
{
    return z > 0.0 ? z : 0.0;
}

GRADC_LOSS
double mse(GRADC_WRT const struct model *m, int n, const double *x, const double *y)
{
    double loss = 0.0;
    double scale = 2.0 * n;

    for (int i = 0; i < n; i++) {
        double p = m->b;
        for (int j = 0; j < 10; j++)
            p += relu(m->w[j] * x[i]);
        p *= (int)m->gain;
        const double r = tanh(p) - y[i];
        loss += r * r;
    }
    return loss / scale;
}

// CHECK:      loss mse at flows.c:[[#L:]]
// CHECK-NEXT: parameter m: partial, at flows.c:[[#L]]
// CHECK-NEXT: parameter m.w: gradient, at flows.c:[[#L-11]]
// CHECK-NEXT:   source flows.c:[[#L-11]] w
// CHECK-NEXT:   flow flows.c:[[#L+8]]
// CHECK-NEXT:   call flows.c:[[#L+8]] into 'relu'
// CHECK-NEXT:   flow flows.c:[[#L-4]]
// CHECK-NEXT:   flow flows.c:[[#L+8]] p
// CHECK-NEXT:   flow flows.c:[[#L+9]] p
// CHECK-NEXT:   flow flows.c:[[#L+10]] r
// CHECK-NEXT:   flow flows.c:[[#L+11]] loss
// CHECK-NEXT:   sink flows.c:[[#L+13]]
// CHECK-NEXT: parameter m.b: gradient
// CHECK:      parameter m.temperature: unused: 'temperature' is never read, at flows.c:[[#L-10]]
// CHECK-NEXT:   source flows.c:[[#L-10]] temperature
// CHECK-NEXT: parameter m.gain: cut: converted to 'int' here; integers carry no derivative
// CHECK-NEXT:   source flows.c:[[#L-9]] gain
// CHECK:        cut flows.c:[[#L+9]] converted to 'int' here; integers carry no derivative
// CHECK-NEXT:   flow flows.c:[[#L+9]] p

// A declaration looks like its verdict, a call like what it reaches.
// CHECK:     line flows.c:[[#L-11]] active{{$}}
// CHECK:     line flows.c:[[#L-10]] inactive{{$}}
// CHECK:     line flows.c:[[#L-9]] cut{{$}}
// CHECK:     line flows.c:[[#L-4]] active recomputed{{$}}
// CHECK:     line flows.c:[[#L+3]] useful{{$}}
// CHECK:     line flows.c:[[#L+5]] active fused{{$}}
// CHECK:     line flows.c:[[#L+8]] active

// CHECK-DAG: value m->w[j] double active flows.c:[[#L+8]] reloaded
// CHECK-DAG: value gain double varied flows.c:[[#L+9]]
// CHECK-DAG: value scale double in [2, {{.*}}] useful flows.c:[[#L+3]]
// CHECK-DAG: value j int in [0, 9] inactive flows.c:[[#L+7]]
// CHECK-DAG: value loss double in [0, inf] active flows.c:[[#L+11]]
// CHECK-DAG: value y[i] double useful flows.c:[[#L+10]]
// CHECK-DAG: value i int in [0, {{.*}}] inactive flows.c:[[#L+5]]
// CHECK: warning partial-gradient flows.c:{{.*}} fields 'temperature', 'gain' of 'm' receive no gradient
// CHECK-NEXT: note flows.c:{{.*}} 'temperature' is never read
