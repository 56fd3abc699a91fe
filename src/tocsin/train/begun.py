"""A network that goes on from a model folder: the weights of eight bits in it, made whole numbers again.

What eight bits left out is lost; a pass or two over the data mends it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from tocsin.errors import NeuralError
from tocsin.read.neural.folder import NETWORK, open_folder
from tocsin.read.neural.labels import GROUPS, TAGS, WINDOW
from tocsin.train.network import Network

KEPT = "encoder.embeddings.word_embeddings.weight"  # the encoder's own: never trained, and exact there


def begin_with(network: Network, folder: Path) -> None:
    """Give a network the weights of a model folder. Raises `NeuralError` where its labels or weights are others."""
    import onnx

    card = open_folder(folder).card
    if (card.tags, dict(card.groups), card.window) != (TAGS, GROUPS, WINDOW):
        raise NeuralError(f"{folder} has other labels than those that are trained; train without it")
    graph = onnx.load(str(folder / NETWORK)).graph
    weights = dict(_weights(graph)) | dict(_plain(graph))
    known = network.state_dict()
    missing = [name for name in known if name not in weights and name != KEPT and "position_ids" not in name]
    if missing:
        raise NeuralError(f"{folder} lacks weights of this network ({missing[0]} and {len(missing) - 1} more)")
    network.load_state_dict({**known, **{name: weights[name] for name in known if name in weights and name != KEPT}})


def _plain(graph: Any) -> Iterator[tuple[str, Tensor]]:
    """What stands there in full: offsets and norms; and the tables, whose pieces are found by their own names."""
    from onnx.numpy_helper import to_array

    held = {each.name: each for each in graph.initializer}
    for name, each in held.items():
        if name.endswith((".bias", ".weight")):
            yield name, torch.tensor(to_array(each))
        if name.endswith("embeddings.weight_quantized"):
            own = name.removesuffix("_quantized")
            parts = (to_array(held[f"{own}_{part}"]) for part in ("quantized", "zero_point", "scale"))
            yield own, _whole(*parts)


def _weights(graph: Any) -> Iterator[tuple[str, Tensor]]:
    """The weights of each layer, named after the offset that is added to what they give."""
    from onnx.numpy_helper import to_array

    held = {each.name: each for each in graph.initializer}
    readers: dict[str, list[Any]] = {}
    for node in graph.node:
        for name in node.input:
            readers.setdefault(name, []).append(node)
    for node in graph.node:
        if node.op_type != "MatMulInteger":
            continue
        at = node
        while (bias := next((n for n in at.input if n.endswith(".bias")), None)) is None:
            (at,) = readers[at.output[0]][:1]
        own = node.input[1].removesuffix("_quantized")
        parts = (to_array(held[f"{own}_{part}"]) for part in ("quantized", "zero_point", "scale"))
        yield bias.removesuffix(".bias") + ".weight", _whole(*parts).T.contiguous()


def _whole(numbers: Any, zero: Any, scale: Any) -> Tensor:
    made = (numbers.astype(np.float32) - zero.astype(np.float32)) * scale.astype(np.float32)
    return torch.tensor(made)
