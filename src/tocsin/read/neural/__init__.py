"""The learned reader: a small network that marks words, whose marks the rule reader's resolvers turn into values.

The network is a file in the package, or in a folder that the user names; onnxruntime runs it on the processor. It
gives no value that does not stand in the text: it marks stretches of words with a probability, and says of windows
how likely they tell of an event. Nothing here trains; that is for `tocsin.train`.
"""
