"""The hot part of the forecast on numbers, so that `engine` can compile these same functions."""

import math

SQRT_2 = math.sqrt(2.0)
SMALLEST = 1e-12  # probabilities stay this far from 0 and 1: seven standard deviations


def normal_cdf(z: float) -> float:
    """Φ(z)."""
    return 0.5 * math.erfc(-z / SQRT_2)


def normal_quantile(p: float) -> float:
    """Φ⁻¹(p) for 0 < p < 1, to about 1e-9 relative. Source: Acklam's rational approximation."""
    p = min(max(p, SMALLEST), 1.0 - SMALLEST)
    if 0.02425 <= p <= 0.97575:
        q = p - 0.5
        r = q * q
        top = -3.969683028665376e01 * r + 2.209460984245205e02
        top = ((top * r - 2.759285104469687e02) * r + 1.383577518672690e02) * r - 3.066479806614716e01
        top = (top * r + 2.506628277459239e00) * q
        low = (-5.447609879822406e01 * r + 1.615858368580409e02) * r - 1.556989798598866e02
        return top / (((low * r + 6.680131188771972e01) * r - 1.328068155288572e01) * r + 1.0)
    q = math.sqrt(-2.0 * math.log(min(p, 1.0 - p)))
    top = (-7.784894002430293e-03 * q - 3.223964580411365e-01) * q - 2.400758277161838e00
    top = ((top * q - 2.549732539343734e00) * q + 4.374664141464968e00) * q + 2.938163982698783e00
    low = (7.784695709041462e-03 * q + 3.224671290700398e-01) * q + 2.445134137142996e00
    tail = top / ((low * q + 3.754408661907416e00) * q + 1.0)
    return tail if p < 0.5 else -tail


def talk_minutes(p: float, mu: float, sigma: float) -> float:
    """The p-quantile of a log-normal talk."""
    return math.exp(mu + sigma * normal_quantile(p))


def remaining_minutes(elapsed: float, p: float, mu: float, sigma: float) -> float:
    """The p-quantile of what is left of a talk that has lasted `elapsed` minutes."""
    done = 0.0
    if elapsed > 0.0:
        done = normal_cdf((math.log(elapsed) - mu) / sigma)
    return max(talk_minutes(done + (1.0 - done) * p, mu, sigma) - elapsed, 0.0)
