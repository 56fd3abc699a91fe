"""The network: one encoder, and a small head for each sort of label."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from transformers import BertModel

from tocsin.read.neural.labels import GROUPS, KINDS, ROLE_TAGS, TAGS, WINDOW
from tocsin.train.examples import UNKNOWN

DROPPED = 0.1
LIGHT = 0.3  # of the tags that few texts were labelled for by people, and the rules for the others


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows of like length with what they should give."""

    ids: Tensor
    mask: Tensor
    tags: Tensor
    kinds: Tensor
    whole: Tensor


class Network(nn.Module):  # type: ignore[misc]
    """Word pieces in; out come for each the scores of tags and kinds, and for each window those of the whole."""

    def __init__(self, encoder: Path) -> None:
        super().__init__()
        self.encoder: Any = BertModel.from_pretrained(
            str(encoder), add_pooling_layer=False, attn_implementation="eager", attention_probs_dropout_prob=0.0
        )
        self.encoder.embeddings.word_embeddings.weight.requires_grad_(False)  # what words mean is not learned anew
        width = self.encoder.config.hidden_size
        self.drop = nn.Dropout(DROPPED)
        self.tags = nn.Linear(width, 3 * len(TAGS))
        self.kinds = nn.Linear(width, len(KINDS))
        self.whole = nn.Linear(width, len(WINDOW))

    def keep_still(self, layers: int) -> None:
        """Leave the lowest layers, and what is below them, as they are: they cost no way back."""
        if layers:
            for part in (self.encoder.embeddings, *self.encoder.encoder.layer[:layers]):
                part.requires_grad_(False)

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Scores of tags (batch, piece, 3 for each tag), kinds (batch, piece, kind) and windows (batch, label)."""
        states = self.drop(self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state)
        weight = mask.unsqueeze(-1).to(states.dtype)
        mean = (states * weight).sum(1) / weight.sum(1)
        return self.tags(states), self.kinds(states), self.whole(mean)


def loss_of(scores: tuple[Tensor, Tensor, Tensor], batch: Batch) -> Tensor:
    """How far the scores are from what they should be; what nobody labelled counts for nothing."""
    tags, kinds, whole = (each.float() for each in scores)
    total = torch.zeros(())
    size, pieces = batch.ids.shape
    marks = tags.view(size, pieces, len(TAGS), 3)
    for i in range(len(TAGS)):
        weight = 1.0 if TAGS[i] in ROLE_TAGS else LIGHT
        total = total + weight * _choice(marks[:, :, i], batch.tags[:, i])
    start = 0
    for i, group in enumerate(GROUPS.values()):
        total = total + 0.2 * _choice(kinds[:, :, start : start + len(group)], batch.kinds[:, i])
        start += len(group)
    known = batch.whole != UNKNOWN
    if known.any():
        total = total + 0.1 * nn.functional.binary_cross_entropy_with_logits(whole[known], batch.whole[known])
    return total


def _choice(scores: Tensor, right: Tensor) -> Tensor:
    if not (right != UNKNOWN).any():
        return torch.zeros(())
    return nn.functional.cross_entropy(scores.flatten(0, 1), right.flatten(), ignore_index=UNKNOWN)
