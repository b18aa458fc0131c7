"""`make bench`: every measurement of the product, one JSON object."""

import json

from bench import board_latency, throughput

print(json.dumps({"throughput": throughput.measure(), "board_latency": board_latency.measure()}, indent=2))
