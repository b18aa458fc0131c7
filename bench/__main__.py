"""`make bench`: every measurement of the product, one JSON object."""

import json

from bench import board_latency, fanout, first_paint, throughput

found = {
    "throughput": throughput.measure(),
    "board_latency": board_latency.measure(),
    "fanout": fanout.measure(),
    "first_paint": first_paint.measure(),
}
print(json.dumps(found, indent=2))
