"""The rule reader: a cascade of small steps, each of which can be looked at by itself.

tokens and sentences -> word classes -> groups (noun and verb) -> triggers -> participants -> tolls, times and
places -> who says so -> whether it happened -> one mention for each event -> relations. `reader.py` holds the order.
"""
