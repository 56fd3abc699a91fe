"""The reader that asks a language model, and lets nothing through that the text does not hold.

The model proposes in Tocsin's own vocabulary, with a verbatim quotation for each value. Every quotation is looked for
in the text, and every value is settled anew from the words of the text by `resolve` and the rules; what does not
follow from its words is dropped and counted. The text of an article is data: what it orders is not obeyed.
"""
