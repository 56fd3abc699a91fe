"""Sharing, wired like the pipeline: partners and their keys, what each may have now, putting it out, and the log of it.

The rooms `share` (pure) and `keep` (partners, the shelf) meet here and nowhere else.
"""

from tocsin.sharing.desk import Desk, Offer
from tocsin.sharing.holding import Holding, put_out_and_hold
from tocsin.sharing.keys import Keys, give_key
from tocsin.sharing.policies import load_policy, write_policy
from tocsin.sharing.publishing import Published, publish, warn

__all__ = [
    "Desk",
    "Holding",
    "Keys",
    "Offer",
    "Published",
    "give_key",
    "load_policy",
    "publish",
    "put_out_and_hold",
    "warn",
    "write_policy",
]
