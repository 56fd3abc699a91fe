"""How often a service is asked, and what a run has spent. Both are shared by threads."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tocsin.errors import ModelError
from tocsin.ports.model import Completion, ModelTerms


class Pace:
    """Lets at most so many requests through in a minute, evenly spaced; 0 for any number."""

    def __init__(self, per_minute: int, *, sleep: Callable[[float], None], monotonic: Callable[[], float]) -> None:
        self._apart = 60.0 / per_minute if per_minute else 0.0
        self._sleep, self._monotonic = sleep, monotonic
        self._lock = threading.Lock()
        self._next = 0.0

    def wait(self) -> None:
        """Come back when the next request may be made."""
        if not self._apart:
            return
        with self._lock:
            now = self._monotonic()
            at = max(now, self._next)
            self._next = at + self._apart
        if at > now:
            self._sleep(at - now)


@dataclass(slots=True)
class Meter:
    """What a run has asked, spent, kept and dropped."""

    terms: ModelTerms
    asked: int = 0
    cached: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    again: int = 0
    guessed: int = 0
    kept: int = 0
    dropped: Counter[str] = field(default_factory=Counter)
    _final: ModelError | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def require(self, tokens: int) -> None:
        """Raise `ModelError` where the budget has no room for so many tokens more, or the service is closed to us."""
        with self._lock:
            if self._final is not None:
                raise self._final
            spent, budget = self.tokens_in + self.tokens_out, self.terms.budget
            if budget and spent + tokens > budget:
                reason = (
                    f"the budget of {budget:,} tokens is spent ({spent:,} used); what was answered is kept, "
                    "so run again, or raise llm_budget, to go on"
                )
                self._final = ModelError(self.terms.model, reason, final=True)
                raise self._final

    def close(self, error: ModelError) -> None:
        """Ask no more: every further request would fail in the same way."""
        with self._lock:
            self._final = self._final or error

    def spend(self, completion: Completion, *, again: bool, guessed: bool) -> None:
        """Count one answer. `guessed`: the service did not say how many tokens it took."""
        with self._lock:
            self.asked += 1
            self.again += again
            self.guessed += guessed
            self.tokens_in += completion.tokens_in
            self.tokens_out += completion.tokens_out

    def found(self) -> None:
        """Count one answer from the cache."""
        with self._lock:
            self.cached += 1

    def judge(self, kept: int, dropped: Mapping[str, int]) -> None:
        """Count what was kept and dropped of a document, by reason."""
        with self._lock:
            self.kept += kept
            self.dropped.update(dropped)

    def lines(self) -> tuple[str, ...]:
        """What the run came to, a line each; nothing where nothing was asked."""
        with self._lock:
            if not self.asked and not self.cached:
                return ()
            return tuple(self._lines())

    def _lines(self) -> list[str]:
        again = f", {self.again} of them again after an answer that could not be read" if self.again else ""
        lines = [f"model {self.terms.model}: {_many(self.asked, 'request')}{again}; {self.cached} from the cache"]
        spent = f"{self.tokens_in:,} tokens in, {self.tokens_out:,} out"
        if self.guessed:
            spent += f" (of {_many(self.guessed, 'answer')} guessed by length: the service did not say)"
        if self.terms.prices is not None:
            inward, outward = self.terms.prices
            cost = (self.tokens_in * inward + self.tokens_out * outward) / 1_000_000
            spent += f"; cost {cost:.4f} at {inward:g} and {outward:g} for a million"
        lines.append(spent)
        total = sum(self.dropped.values())
        reasons = "".join(f"; {reason} {count}" for reason, count in self.dropped.most_common())
        lines.append(f"{_many(self.kept, 'value')} kept, {total} dropped{reasons}")
        return lines


def _many(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
