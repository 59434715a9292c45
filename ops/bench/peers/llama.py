"""A bare Llama in PyTorch, as an experienced user would write it. Reads a folder that transformers and Errata read too.

Query, key and value are one product, gate and up another; attention is scaled_dot_product_attention throughout.

Shapes: B sequences, T new positions, S slots of the cache, D hidden width, H heads, G key-value heads, W head width,
V vocabulary.
"""

import json
import pathlib

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import nn


class Cache:
    """Keys and values of all layers, allocated once: [B, G, S, W] each."""

    def __init__(self, model, rows, slots):
        shape = (rows, model.groups, slots, model.width)
        self.keys = [torch.empty(shape) for _ in model.layers]
        self.values = [torch.empty(shape) for _ in model.layers]
        self.length = 0

    def append(self, layer, keys, values):
        """Adds keys and values [B, G, T, W]; returns views of all so far. The length moves on after the last layer."""
        end = self.length + keys.size(2)
        self.keys[layer][:, :, self.length : end] = keys
        self.values[layer][:, :, self.length : end] = values
        if layer == len(self.keys) - 1:
            self.length = end
        return self.keys[layer][:, :, :end], self.values[layer][:, :, :end]

    def keep(self, rows):
        """Drops all rows but these, [B']."""
        self.keys = [keys[rows] for keys in self.keys]
        self.values = [values[rows] for values in self.values]


class Layer(nn.Module):
    def __init__(self, hidden, feed_forward, heads, groups, width, epsilon):
        super().__init__()
        self.heads, self.groups, self.width = heads, groups, width
        self.attention_norm = nn.RMSNorm(hidden, eps=epsilon)
        self.qkv = nn.Linear(hidden, (heads + 2 * groups) * width, bias=False)
        self.output = nn.Linear(heads * width, hidden, bias=False)
        self.mlp_norm = nn.RMSNorm(hidden, eps=epsilon)
        self.gate_up = nn.Linear(hidden, 2 * feed_forward, bias=False)
        self.down = nn.Linear(feed_forward, hidden, bias=False)

    def forward(self, x, cos, sin, mask, remember):
        rows, length, _ = x.shape
        qkv = self.qkv(self.attention_norm(x)).view(rows, length, -1, self.width).transpose(1, 2)
        q, k, v = qkv.split((self.heads, self.groups, self.groups), dim=1)
        q, k = rotate(q, cos, sin), rotate(k, cos, sin)
        if remember is not None:
            k, v = remember(k, v)
        causal = mask is None and length > 1
        attended = F.scaled_dot_product_attention(
            q, k, v, attn_mask=mask, is_causal=causal, enable_gqa=self.heads != self.groups
        )
        x = x + self.output(attended.transpose(1, 2).reshape(rows, length, -1))
        gate, up = self.gate_up(self.mlp_norm(x)).chunk(2, dim=-1)
        return x + self.down(F.silu(gate) * up)


def rotate(x, cos, sin):
    left, right = x.chunk(2, dim=-1)
    return x * cos + torch.cat((-right, left), dim=-1) * sin


class Llama(nn.Module):
    def __init__(self, config):
        super().__init__()
        hidden, heads = config["hidden_size"], config["num_attention_heads"]
        self.groups = config.get("num_key_value_heads") or heads
        self.width = config.get("head_dim") or hidden // heads
        epsilon = config["rms_norm_eps"]
        self.embedding = nn.Embedding(config["vocab_size"], hidden)
        self.layers = nn.ModuleList(
            Layer(hidden, config["intermediate_size"], heads, self.groups, self.width, epsilon)
            for _ in range(config["num_hidden_layers"])
        )
        self.norm = nn.RMSNorm(hidden, eps=epsilon)
        self.head = nn.Linear(hidden, config["vocab_size"], bias=False)
        if config.get("tie_word_embeddings"):
            self.head.weight = self.embedding.weight
        theta = config.get("rope_theta") or config["rope_parameters"]["rope_theta"]
        frequencies = theta ** (-torch.arange(0, self.width, 2).float() / self.width)
        angles = torch.outer(torch.arange(config["max_position_embeddings"]).float(), frequencies).repeat(1, 2)
        self.register_buffer("cos", angles.cos(), persistent=False)
        self.register_buffer("sin", angles.sin(), persistent=False)

    def forward(self, ids, positions=None, mask=None, cache=None):
        """Residual stream before the head, [B, T, D].

        positions [B, T], or None for 0 to T - 1; mask broadcasts to [B, H, T, S], or None for causal attention.
        """
        if positions is None:
            cos, sin = self.cos[: ids.size(1)], self.sin[: ids.size(1)]
        else:
            cos, sin = self.cos[positions].unsqueeze(1), self.sin[positions].unsqueeze(1)
        x = self.embedding(ids)
        for number, layer in enumerate(self.layers):
            remember = None if cache is None else (lambda k, v, n=number: cache.append(n, k, v))
            x = layer(x, cos, sin, mask, remember)
        return self.norm(x)


def load(folder):
    """The Llama of a folder with config.json and model.safetensors, in fp32."""
    folder = pathlib.Path(folder)
    config = json.loads((folder / "config.json").read_text())
    if config.get("model_type") != "llama":
        raise SystemExit(f"{folder} is a {config.get('model_type')}, but the bare loop knows Llama only: compare with transformers.")
    stored = {name: tensor.float() for name, tensor in load_file(folder / "model.safetensors").items()}
    weights = {"embedding.weight": stored["model.embed_tokens.weight"], "norm.weight": stored["model.norm.weight"]}
    weights["head.weight"] = stored.get("lm_head.weight", weights["embedding.weight"])
    for number in range(config["num_hidden_layers"]):
        there, here = f"model.layers.{number}.", f"layers.{number}."
        attention, mlp = there + "self_attn.", there + "mlp."
        stack = lambda prefix, *names: torch.cat([stored[f"{prefix}{name}_proj.weight"] for name in names])
        weights[here + "attention_norm.weight"] = stored[there + "input_layernorm.weight"]
        weights[here + "mlp_norm.weight"] = stored[there + "post_attention_layernorm.weight"]
        weights[here + "qkv.weight"] = stack(attention, "q", "k", "v")
        weights[here + "output.weight"] = stack(attention, "o")
        weights[here + "gate_up.weight"] = stack(mlp, "gate", "up")
        weights[here + "down.weight"] = stack(mlp, "down")
    model = Llama(config)
    model.load_state_dict(weights)
    return model
