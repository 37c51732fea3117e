/* The common workload as a plain loop: one person after the other, one month after the other.

   Compiled twice. With XOSHIRO chance is a stream (xoshiro256++, Blackman and Vigna 2021): the
   cheapest there is, but what happens to one person shifts the luck of all who follow. Without, it
   is a function of seed, person and month (Philox4x32-10, Salmon et al. 2011), as in the engine. */

#include <math.h>
#include <stdint.h>

typedef struct {
    int64_t months, sets;
    double youngest, oldest;
    double start, market, quality, satisfaction_kept, fatigue_kept;
    double incident, puts_right, harm, recovery;
    double contact, response_satisfaction, response_fatigue, leaves_satisfaction, leaves_fatigue;
    int64_t cost_per_incident, contact_cost;
    const double *dies, *reach, *takes, *response, *leaves, *discount;
    const int64_t *stage, *reach_cost, *speaks_of, *open_cost, *dues;
} workload;

typedef struct {
    double *npv;
    int32_t *bought, *tenure, *incidents, *held;
    uint8_t *alive;
    int64_t *customers, *cash;
} lives;

/* Chance: four numbers from 0 to 1 for a person's month, and four more if they are called for. */

#ifdef XOSHIRO

typedef struct { uint64_t s[4]; } chance;

static uint64_t splitmix(uint64_t *x) {
    uint64_t z = (*x += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

static chance seeded(uint64_t seed) {
    chance c;
    for (int i = 0; i < 4; i++) c.s[i] = splitmix(&seed);
    return c;
}

static uint64_t rotated(uint64_t x, int k) { return (x << k) | (x >> (64 - k)); }

static uint64_t next(chance *c) {
    uint64_t *s = c->s, result = rotated(s[0] + s[3], 23) + s[0], t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotated(s[3], 45);
    return result;
}

static void draw(chance *c, uint32_t person, uint32_t month, uint32_t which, double u[4]) {
    (void)person, (void)month, (void)which;
    for (int i = 0; i < 4; i += 2) {
        uint64_t bits = next(c);
        u[i] = (uint32_t)bits * 0x1p-32;
        u[i + 1] = (bits >> 32) * 0x1p-32;
    }
}

#else

typedef struct { uint32_t key[2]; } chance;

static chance seeded(uint64_t seed) {
    chance c = {{(uint32_t)seed, (uint32_t)(seed >> 32)}};
    return c;
}

static void draw(chance *c, uint32_t person, uint32_t month, uint32_t which, double u[4]) {
    uint32_t x0 = person, x1 = month, x2 = which, x3 = 0, k0 = c->key[0], k1 = c->key[1];
    for (int round = 0; round < 10; round++) {
        uint64_t first = (uint64_t)0xD2511F53u * x0, second = (uint64_t)0xCD9E8D57u * x2;
        x0 = (uint32_t)(second >> 32) ^ x1 ^ k0;
        x1 = (uint32_t)second;
        x2 = (uint32_t)(first >> 32) ^ x3 ^ k1;
        x3 = (uint32_t)first;
        k0 += 0x9E3779B9u;
        k1 += 0xBB67AE85u;
    }
    u[0] = x0 * 0x1p-32;
    u[1] = x1 * 0x1p-32;
    u[2] = x2 * 0x1p-32;
    u[3] = x3 * 0x1p-32;
}

#endif

static double logistic(double x) { return 1.0 / (1.0 + exp(-x)); }

static double within(double x) { return x < 0.0 ? 0.0 : x > 1.0 ? 1.0 : x; }

/* Simulates `people` and says how many months they live in all. */
int64_t simulate(const workload *w, int64_t people, uint64_t seed, lives *out) {
    chance c = seeded(seed);
    int64_t person_months = 0;
    for (int64_t person = 0; person < people; person++) {
        double u[4], more[4];
        draw(&c, (uint32_t)person, 0, 2, u);
        int64_t age = (int64_t)floor((w->youngest + (w->oldest - w->youngest) * u[0]) * 12.0 + 1e-9);
        int64_t held = 1, month = 0;
        int32_t bought = 0, tenure = 0, incidents = 0;
        double satisfaction = w->start, fatigue = 0.0, npv = 0.0;
        for (; month < w->months; month++, age++) {
            draw(&c, (uint32_t)person, (uint32_t)month, 0, u);
            if (u[0] < w->dies[age]) break;
            int64_t stage = w->stage[age], flow = 0;
            if (!held && u[1] < w->reach[stage]) {
                flow -= w->reach_cost[stage];
                draw(&c, (uint32_t)person, (uint32_t)month, 1, more);
                if (more[0] < w->takes[stage]) {
                    held = 1;
                    satisfaction = w->start;
                    fatigue = 0.0;
                    flow -= w->open_cost[0];
                    bought++;
                    u[1] = more[3]; /* whoever has just joined may be contacted as well */
                }
            }
            if (held) {
                int64_t product = w->speaks_of[stage * w->sets + held];
                int drawn = 0;
                fatigue *= w->fatigue_kept;
                if (u[1] < w->contact && product >= 0) {
                    double odds = w->response[product]
                        + w->response_satisfaction * (satisfaction - w->market)
                        - w->response_fatigue * fatigue;
                    fatigue += 1.0;
                    flow -= w->contact_cost;
                    draw(&c, (uint32_t)person, (uint32_t)month, 3, more);
                    drawn = 1;
                    if (more[1] < logistic(odds)) {
                        held |= (int64_t)1 << product;
                        flow -= w->open_cost[product];
                        bought++;
                    }
                }

                satisfaction = w->quality + (satisfaction - w->quality) * w->satisfaction_kept;
                if (u[2] < w->incident) {
                    if (!drawn) draw(&c, (uint32_t)person, (uint32_t)month, 3, more);
                    int right = more[2] < w->puts_right;
                    satisfaction = within(satisfaction + (right ? w->recovery : -w->harm));
                    if (right) flow -= w->cost_per_incident;
                    incidents++;
                }

                int64_t key = stage * w->sets + held;
                double odds = w->leaves[key]
                    + w->leaves_satisfaction * (satisfaction - w->market)
                    + w->leaves_fatigue * fatigue;
                flow += w->dues[key];
                tenure++;
                out->customers[month]++;
                if (u[3] < logistic(odds)) held = 0;
            }
            npv += w->discount[month] * flow;
            out->cash[month] += flow;
        }
        out->npv[person] = npv;
        out->bought[person] = bought;
        out->tenure[person] = tenure;
        out->incidents[person] = incidents;
        out->held[person] = (int32_t)held;
        out->alive[person] = month == w->months;
        person_months += month;
    }
    return person_months;
}
