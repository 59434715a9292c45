# The decoder of Llama (arXiv:2302.13971) and Qwen2 (arXiv:2407.10671), as TorchScript.
#
# Shapes: B sequences, T positions, N = B * T, D model width, H heads, G key-value heads, W head width, F MLP width,
# V vocabulary, S slots of a key-value cache.
#
# Weights w, in the order of WeightLayout.java:
#   w[0] embedding [V, D];
#   each layer: norm [D], query|key|value [(H + 2 G) W, D], output [D, H W], norm [D], gate|up [2 F, D], down [D, F],
#   and, where it has them, the biases of query|key|value [(H + 2 G) W];
#   then the last norm [D] and, where not tied to the embedding, the head [V, D].
class Decoder(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  _is_full_backward_hook : Optional[bool]
  layers : int
  heads : int
  groups : int
  width : int
  biased : bool
  epsilon : float

  # First weight of a layer.
  def offset(self, layer: int) -> int:
    stride = 6
    if self.biased:
      stride = 7
    return 1 + layer * stride

  # Root-mean-square norm (arXiv:1910.07467): x [N, D], scale [D].
  def norm(self, x: Tensor, scale: Tensor) -> Tensor:
    return x * torch.rsqrt(torch.mean(x * x, [-1], True) + self.epsilon) * scale

  # Rotary position embedding (arXiv:2104.09864) in the half-split layout: x [.., W]; cos and sin broadcast over it, and
  # the first half of sin is negated.
  def rotate(self, x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    half = self.width // 2
    swapped = torch.cat([torch.slice(x, -1, half, self.width), torch.slice(x, -1, 0, half)], -1)
    return torch.addcmul(x * cos, swapped, sin)

  # Queries, keys and values of one layer side by side: x [N, D] -> [N, (H + 2 G) W].
  def project(self, x: Tensor, w: List[Tensor], o: int) -> Tensor:
    bias: Optional[Tensor] = None
    if self.biased:
      bias = w[o + 6]
    return torch.linear(self.norm(x, w[o]), w[o + 1], bias)

  # The rest of a layer after attention: x [N, D] the residual stream, attended [N, H W].
  def finish(self, x: Tensor, attended: Tensor, w: List[Tensor], o: int) -> Tensor:
    x = torch.addmm(x, attended, w[o + 2].t())
    both = torch.linear(self.norm(x, w[o + 3]), w[o + 4])
    half = both.size(1) // 2
    gated = torch.silu(torch.slice(both, 1, 0, half)) * torch.slice(both, 1, half, 2 * half)
    return torch.addmm(x, gated, w[o + 5].t())

  # All positions at once: ids [B, T] padded on the right -> residual stream [B * T, D] before the last norm. Attention
  # is causal, so padding changes nothing to its left. Keys and values go to the caches [B, G, S, W] where given.
  def read(self, ids: Tensor, w: List[Tensor], cos: Tensor, sin: Tensor, keys: List[Tensor], values: List[Tensor]) -> Tensor:
    B = ids.size(0)
    T = ids.size(1)
    H = self.heads
    G = self.groups
    c = torch.slice(cos, 0, 0, T).unsqueeze(1)
    s = torch.slice(sin, 0, 0, T).unsqueeze(1)
    x = torch.embedding(w[0], ids.reshape([-1]))
    for layer in range(self.layers):
      o = self.offset(layer)
      qkv = self.project(x, w, o).view([B, T, H + 2 * G, self.width])
      qk = self.rotate(torch.slice(qkv, 2, 0, H + G), c, s)
      q = torch.slice(qk, 2, 0, H).transpose(1, 2)
      k = torch.slice(qk, 2, H, H + G).transpose(1, 2)
      v = torch.slice(qkv, 2, H + G, H + 2 * G).transpose(1, 2)
      if len(keys) > 0:
        _0 = torch.slice(keys[layer], 2, 0, T).copy_(k)
        _1 = torch.slice(values[layer], 2, 0, T).copy_(v)
      a = torch.scaled_dot_product_attention(q, k, v, None, 0., True, scale=None, enable_gqa=H != G)
      x = self.finish(x, a.transpose(1, 2).reshape([B * T, H * self.width]), w, o)
    return x

  # One token a row: token [B], each at its own position [B] -> residual stream [B, D]. Writes the token's key and value
  # at its position; a row sees the slots up to its own position, all of them below the bound `seen`.
  def step(self, token: Tensor, position: Tensor, seen: int, w: List[Tensor], cos: Tensor, sin: Tensor, keys: List[Tensor], values: List[Tensor]) -> Tensor:
    B = token.size(0)
    H = self.heads
    G = self.groups
    S = keys[0].size(2)
    device = token.device
    c = torch.index_select(cos, 0, position).unsqueeze(1)
    s = torch.index_select(sin, 0, position).unsqueeze(1)
    at = position.unsqueeze(1).expand([B, G]).reshape([-1])
    slot = torch.add(at, torch.arange(B * G, dtype=4, device=device), alpha=S)
    hidden = torch.arange(seen, dtype=4, device=device) > at.unsqueeze(1)
    mask = torch.masked_fill(torch.zeros([B * G, seen], dtype=6, device=device), hidden, float("-inf")).unsqueeze(1)
    scale = 1. / torch.sqrt(float(self.width))
    x = torch.embedding(w[0], token)
    for layer in range(self.layers):
      o = self.offset(layer)
      qkv = self.project(x, w, o).view([B, H + 2 * G, self.width])
      qk = self.rotate(torch.slice(qkv, 1, 0, H + G), c, s)
      q = torch.slice(qk, 1, 0, H).reshape([B * G, H // G, self.width])
      _0 = keys[layer].view([-1, self.width]).index_copy_(0, slot, torch.slice(qk, 1, H, H + G).reshape([B * G, self.width]))
      _1 = values[layer].view([-1, self.width]).index_copy_(0, slot, torch.slice(qkv, 1, H + G, H + 2 * G).reshape([B * G, self.width]))
      k = torch.slice(keys[layer].view([B * G, S, self.width]), 1, 0, seen)
      v = torch.slice(values[layer].view([B * G, S, self.width]), 1, 0, seen)
      weight = torch.softmax(torch.baddbmm(mask, q, k.transpose(1, 2), beta=1, alpha=scale), -1)
      x = self.finish(x, torch.bmm(weight, v).view([B, H * self.width]), w, o)
    return x

  # Logits of the next token: x [N, D] -> [N, V].
  def head(self, x: Tensor, w: List[Tensor]) -> Tensor:
    o = self.offset(self.layers)
    matrix = w[0]
    if len(w) > o + 1:
      matrix = w[o + 1]
    return torch.linear(self.norm(x, w[o]), matrix)

  # Log-probs of given tokens: ids [B, T]; index [N] says which of the B * T positions predict, target [N] what.
  def answer_log_probs(self, ids: Tensor, index: Tensor, target: Tensor, temperature: float, w: List[Tensor], cos: Tensor, sin: Tensor) -> Tensor:
    none: List[Tensor] = []
    x = torch.index_select(self.read(ids, w, cos, sin, none, none), 0, index)
    logits = self.head(x, w)
    if temperature != 1.:
      logits = logits / temperature
    return torch.gather(torch.log_softmax(logits, -1), 1, target.unsqueeze(1)).squeeze(1)

