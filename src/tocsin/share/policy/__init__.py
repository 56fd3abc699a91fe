"""What a partner may have, and in what form: a policy, from a file that a person wrote."""

from tocsin.share.policy.file import parse_policy
from tocsin.share.policy.values import STRICTEST, Policy, Profile

__all__ = ["STRICTEST", "Policy", "Profile", "parse_policy"]
