"""Exponential, logarithm and their kin, equal to the bit on every machine.

The C library's own differ in the last bit between processors and versions; these use only the
operations that IEEE 754 defines exactly (+, -, *, /, square root, scaling by powers of two). They
follow FreeBSD's msun (Sun Microsystems 1993) and are within one unit in the last place.
"""

import math

import numpy as np

from sim.rules.compiled import inner, rule

LN2_HIGH = 6.93147180369123816490e-01
LN2_LOW = 1.90821492927058770002e-10
ONE_OVER_LN2 = 1.44269504088896338700
EXP_OVERFLOWS = 709.782712893383973096
EXP_UNDERFLOWS = -745.13321910194110842
SQRT_HALF = 0.70710678118654752440
SMALLEST_NORMAL = 2.0**-1022
FRACTION = (1 << 52) - 1
"""The bits of a float64 after the point; the exponent, plus 1023, lies above them."""
HALF = 1022 << 52


@inner
def two_to(k: int) -> float:
    """2 to the power ``k``, from -1022 to 1023.

    >>> two_to(-1), two_to(10)
    (0.5, 1024.0)
    """
    return np.int64((k + 1023) << 52).view(np.float64)


@rule
def exp(x: float) -> float:
    """e to the power ``x``.

    >>> exp(0.0), abs(exp(1.0) - math.e) < 1e-15, exp(-math.inf)
    (1.0, True, 0.0)
    """
    if x != x:
        return x
    if x > EXP_OVERFLOWS:
        return math.inf
    if x < EXP_UNDERFLOWS:
        return 0.0
    k = math.floor(x * ONE_OVER_LN2 + 0.5)
    high = x - k * LN2_HIGH
    low = k * LN2_LOW
    r = high - low
    t = r * r
    p5 = 6.61375632143793436117e-05 + t * (
        -1.65339022054652515390e-06 + t * 4.13813679705723846039e-08
    )
    c = r - t * (1.66666666666666019037e-01 + t * (-2.77777777770155933842e-03 + t * p5))
    whole = int(k)
    half = whole >> 1  # in two steps, since 2**1024 is no number
    return (1.0 - ((low - (r * c) / (2.0 - c)) - high)) * two_to(half) * two_to(whole - half)


@inner
def log(x: float) -> float:
    """Natural logarithm of ``x`` >= 0; minus infinity at 0.

    >>> log(1.0), abs(log(10.0) - math.log(10)) < 1e-15, log(0.0)
    (0.0, True, -inf)
    """
    if x == 0.0:
        return -math.inf
    if x == math.inf or x != x:
        return x
    if x < 0.0:
        return math.nan
    k = -1022
    if x < SMALLEST_NORMAL:
        x = x * 2.0**54
        k = k - 54
    bits = np.float64(x).view(np.int64)
    k = k + int(bits >> 52)
    mantissa = np.int64(bits & FRACTION | HALF).view(np.float64)
    if mantissa < SQRT_HALF:
        mantissa = mantissa * 2.0
        k = k - 1
    f = mantissa - 1.0
    s = f / (2.0 + f)
    z = s * s
    w = z * z
    odd = w * (
        3.999999999940941908e-01 + w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01)
    )
    even = z * (
        6.666666666666735130e-01
        + w
        * (2.857142874366239149e-01 + w * (1.818357216161805012e-01 + w * 1.479819860511658591e-01))
    )
    half_square = 0.5 * f * f
    tail = s * (half_square + (odd + even)) + k * LN2_LOW
    return k * LN2_HIGH - ((half_square - tail) - f)


@rule
def logistic(x: float) -> float:
    """The chance whose log-odds are ``x``: ``1 / (1 + exp(-x))``.

    >>> logistic(0.0), logistic(-math.inf), logistic(math.inf)
    (0.5, 0.0, 1.0)
    """
    return 1.0 / (1.0 + exp(-x))


@rule
def logit(chance: float) -> float:
    """The log-odds of a chance; minus infinity at 0, plus infinity at 1.

    >>> logit(0.5), logit(0.0), logit(1.0)
    (0.0, -inf, inf)
    """
    return log(chance) - log(1.0 - chance)


@rule
def power(base: float, exponent: int) -> float:
    """``base`` to a whole power >= 0, by repeated squaring.

    >>> power(1.5, 3), power(0.0, 0)
    (3.375, 1.0)
    """
    result = 1.0
    while exponent > 0:
        if exponent & 1:
            result = result * base
        base = base * base
        exponent >>= 1
    return result


@rule
def normal_quantile(u: float) -> float:
    """The standard normal value that a share ``u`` (0 to 1, ends excluded) of people lie below.

    Wichura (1988), "Algorithm AS 241", routine PPND16: about 16 digits.

    >>> normal_quantile(0.5), round(normal_quantile(0.975), 6)
    (0.0, 1.959964)
    """
    q = u - 0.5
    if abs(q) <= 0.425:
        r = 0.180625 - q * q
        top = 3.3430575583588128105e4 + r * 2.5090809287301226727e3
        top = 6.7265770927008700853e4 + r * top
        top = 4.5921953931549871457e4 + r * top
        top = 1.3731693765509461125e4 + r * top
        top = 1.9715909503065514427e3 + r * top
        top = 1.3314166789178437745e2 + r * top
        top = 3.3871328727963666080e0 + r * top
        bottom = 2.8729085735721942674e4 + r * 5.2264952788528545610e3
        bottom = 3.9307895800092710610e4 + r * bottom
        bottom = 2.1213794301586595867e4 + r * bottom
        bottom = 5.3941960214247511077e3 + r * bottom
        bottom = 6.8718700749205790830e2 + r * bottom
        bottom = 4.2313330701600911252e1 + r * bottom
        return q * top / (1.0 + r * bottom)
    r = math.sqrt(-log(u if q < 0.0 else 1.0 - u))
    if r <= 5.0:
        r = r - 1.6
        top = 2.27238449892691845833e-2 + r * 7.74545014278341407640e-4
        top = 2.41780725177450611770e-1 + r * top
        top = 1.27045825245236838258e0 + r * top
        top = 3.64784832476320460504e0 + r * top
        top = 5.76949722146069140550e0 + r * top
        top = 4.63033784615654529590e0 + r * top
        top = 1.42343711074968357734e0 + r * top
        bottom = 5.47593808499534494600e-4 + r * 1.05075007164441684324e-9
        bottom = 1.51986665636164571966e-2 + r * bottom
        bottom = 1.48103976427480074590e-1 + r * bottom
        bottom = 6.89767334985100004550e-1 + r * bottom
        bottom = 1.67638483018380384940e0 + r * bottom
        bottom = 2.05319162663775882187e0 + r * bottom
    else:
        r = r - 5.0
        top = 2.71155556874348757815e-5 + r * 2.01033439929228813265e-7
        top = 1.24266094738807843860e-3 + r * top
        top = 2.65321895265761230930e-2 + r * top
        top = 2.96560571828504891230e-1 + r * top
        top = 1.78482653991729133580e0 + r * top
        top = 5.46378491116411436990e0 + r * top
        top = 6.65790464350110377720e0 + r * top
        bottom = 1.42151175831644588870e-7 + r * 2.04426310338993978564e-15
        bottom = 1.84631831751005468180e-5 + r * bottom
        bottom = 7.86869131145613259100e-4 + r * bottom
        bottom = 1.48753612908506148525e-2 + r * bottom
        bottom = 1.36929880922735805310e-1 + r * bottom
        bottom = 5.99832206555887937690e-1 + r * bottom
    value = top / (1.0 + r * bottom)
    return -value if q < 0.0 else value
