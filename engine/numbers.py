"""The rules' hot functions, compiled, and the random numbers of the draws."""

import math

import numpy as np
from numpy.typing import NDArray

from engine.compiled import compiled, compiled_rule
from rules import forecast_numbers, routing_numbers

choose = compiled_rule(routing_numbers.choose)
count_passes = compiled_rule(routing_numbers.count_passes)
normal_cdf = compiled_rule(forecast_numbers.normal_cdf)
normal_quantile = compiled_rule(forecast_numbers.normal_quantile)
talk_minutes = compiled_rule(forecast_numbers.talk_minutes, normal_quantile=normal_quantile)
remaining_minutes = compiled_rule(
    forecast_numbers.remaining_minutes, normal_cdf=normal_cdf, talk_minutes=talk_minutes
)

GOLDEN = np.uint64(0x9E3779B97F4A7C15)
MIX_1, MIX_2 = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
S30, S27, S31, S11 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(11)
TO_UNIT = 1.0 / 9007199254740992.0  # 2^-53


@compiled
def next_bits(state: NDArray[np.uint64]) -> np.uint64:
    """64 random bits; moves `state` (one number) on. Source: SplitMix64, Steele, Lea & Flood 2014."""
    state[0] += GOLDEN
    z: np.uint64 = state[0]
    z = (z ^ (z >> S30)) * MIX_1
    z = (z ^ (z >> S27)) * MIX_2
    return z ^ (z >> S31)


@compiled
def uniform(state: NDArray[np.uint64]) -> float:
    """Uniform on [0, 1)."""
    return (next_bits(state) >> S11) * TO_UNIT


@compiled
def exponential(state: NDArray[np.uint64]) -> float:
    """With mean 1."""
    return -math.log(1.0 - uniform(state))


@compiled
def start_stream(seed: int, draw: int) -> NDArray[np.uint64]:
    """The stream of one draw: draws of one seed are independent of each other and of their order."""
    state = np.empty(1, np.uint64)
    state[0] = np.uint64(seed) ^ (np.uint64(draw) * MIX_2)
    state[0] = next_bits(state)
    return state
