"""Where alerts go: files, webhooks, mail, chat. The one part of this room that touches the outside.

A channel sends or raises `DeliveryError`; the outbox remembers, and `tocsin.watching.delivering` tries again. `making`
turns what a file of watches says into channels.
"""
