"""The passes over the examples: a fixed seed, a checkpoint after each pass, and going on from it after a stop."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from tocsin.train.examples import UNKNOWN, Target
from tocsin.train.network import Batch, Network, loss_of

MASKED, FIRST_WORD = 103, 999  # in the word pieces of BERT: the mark of a hidden one, and the first that is no mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How it is trained.

    `spare` is the share of the windows of messages about no event that a pass leaves out, `blank` that of the word
    pieces that are hidden, and `still` the number of the lowest layers that are left as they are. `half` is for numbers
    of sixteen bits, which newer processors work with several times as fast, and older ones several times as slowly.
    """

    passes: int = 6
    batch: int = 8
    rate: float = 3e-4
    rate_heads: float = 1e-3
    warm: float = 0.06
    decay: float = 0.01
    spare: float = 0.6
    blank: float = 0.05
    still: int = 0
    seed: int = 10
    half: bool = False
    threads: int = 1


def fit(
    network: Network,
    targets: Sequence[Target],
    plan: Plan,
    *,
    checkpoint: Path,
    tell: Callable[[str], None],
    stop: int | None = None,
) -> None:
    """Train the network in place; from its checkpoint on, where there is one, and up to a pass, where one is given."""
    torch.manual_seed(plan.seed)
    network.keep_still(plan.still)
    batches = _count(targets, plan)
    optimizer = _optimizer(network, plan)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda n: _rate(n, plan.passes * batches, plan.warm))
    begun = _resume(network, optimizer, schedule, checkpoint)
    for number in range(begun, plan.passes if stop is None else stop):
        started, losses = time.monotonic(), []
        network.train()
        torch.manual_seed(plan.seed + number)
        for batch in _batches(targets, plan, number):
            with torch.autocast("cpu", torch.bfloat16, enabled=plan.half):
                scores = network(_blanked(batch, plan.blank), batch.mask)
            loss = loss_of(scores, batch)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            losses.append(loss.item())
        _save(network, optimizer, schedule, number + 1, checkpoint)
        mean, seconds = sum(losses) / len(losses), time.monotonic() - started
        tell(f"pass {number + 1} of {plan.passes}: loss {mean:.4f}, {seconds:.0f} s")


def _blanked(batch: Batch, share: float) -> Tensor:
    """The word pieces of a batch with some hidden, so that what is marked is not told by single words alone."""
    hidden = (torch.rand(batch.ids.shape) < share) & (batch.ids >= FIRST_WORD)
    return torch.where(hidden, MASKED, batch.ids)


def _rate(step: int, steps: int, warm: float) -> float:
    """The share of the full rate at a step: up at first, then evenly down."""
    rising = max(1, int(steps * warm))
    return step / rising if step < rising else max(0.0, (steps - step) / max(1, steps - rising))


def _optimizer(network: Network, plan: Plan) -> torch.optim.Optimizer:
    inner = [p for n, p in network.named_parameters() if n.startswith("encoder.") and p.requires_grad]
    heads = [p for n, p in network.named_parameters() if not n.startswith("encoder.")]
    groups = [{"params": inner, "lr": plan.rate}, {"params": heads, "lr": plan.rate_heads}]
    return torch.optim.AdamW(groups, weight_decay=plan.decay, fused=True)


# ------------------------------------------------------------------------------------------------- batches
def _chosen(targets: Sequence[Target], plan: Plan, number: int) -> list[Target]:
    """The windows of one pass: all but a share of those about no event, another in each pass."""
    chance = random.Random(plan.seed * 1000 + number)
    kept = [t for t in targets if not t.eventless]
    others = [t for t in targets if t.eventless]
    chance.shuffle(others)
    return kept + others[: len(others) - int(plan.spare * len(others))]


def _count(targets: Sequence[Target], plan: Plan) -> int:
    return -(-len(_chosen(targets, plan, 0)) // plan.batch)


def _batches(targets: Sequence[Target], plan: Plan, number: int) -> Iterator[Batch]:
    chosen = _chosen(targets, plan, number)
    chance = random.Random(plan.seed * 1000 + number)
    chosen.sort(key=lambda t: len(t.window.ids) + chance.random() * 24)  # like lengths together, never the same
    groups = [chosen[i : i + plan.batch] for i in range(0, len(chosen), plan.batch)]
    chance.shuffle(groups)
    yield from map(batch_of, groups)


def batch_of(targets: Sequence[Target]) -> Batch:
    """Windows side by side, filled up to the longest."""
    longest = max(len(t.window.ids) for t in targets)

    def filled(row: Sequence[int], value: int) -> list[int]:
        return [*row, *[value] * (longest - len(row))]

    return Batch(
        ids=torch.tensor([filled(t.window.ids, 0) for t in targets]),
        mask=torch.tensor([filled([1] * len(t.window.ids), 0) for t in targets]),
        tags=torch.tensor([[filled(row, UNKNOWN) for row in t.tags] for t in targets]),
        kinds=torch.tensor([[filled(row, UNKNOWN) for row in t.kinds] for t in targets]),
        whole=torch.tensor([t.whole for t in targets]),
    )


# --------------------------------------------------------------------------------------------- checkpoints


def _save(network: Network, optimizer: torch.optim.Optimizer, schedule: Any, done: int, path: Path) -> None:
    state = {
        "network": network.state_dict(),
        "optimizer": optimizer.state_dict(),
        "schedule": schedule.state_dict(),
        "done": done,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    torch.save(state, part)
    part.replace(path)


def _resume(network: Network, optimizer: torch.optim.Optimizer, schedule: Any, path: Path) -> int:
    """The number of passes that are done already."""
    if not path.exists():
        return 0
    state = torch.load(path, weights_only=True)
    network.load_state_dict(state["network"])
    optimizer.load_state_dict(state["optimizer"])
    schedule.load_state_dict(state["schedule"])
    return int(state["done"])
