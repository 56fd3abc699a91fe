"""Training of the learned reader: examples from labelled text, the network, its fitting, and the folder it ships in.

Needs the extra `train`; nothing of Tocsin that reads imports it.
"""
