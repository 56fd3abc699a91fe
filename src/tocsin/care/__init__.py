"""Care for the people that reports are about (design 8), for whatever goes out: alerts and what is shared.

Names of persons and the origins of suspects are masked here, in every string, failing closed.
"""
