# The decoder of Llama (arXiv:2302.13971) and Qwen2 (arXiv:2407.10671), as TorchScript.
#
# Shapes: N packed positions (sequences one after the other, without padding), D model width, H heads, G key-value
# heads, W head width, F MLP width, V vocabulary.
#
# Weights w, in the order of WeightLayout.java:
#   w[0] embedding [V, D];
#   each layer: norm [D], query|key|value [(H + 2 G) W, D], output [D, H W], norm [D], gate|up [2 F, D], down [D, F],
#   and, if it has them, the biases of query|key|value [(H + 2 G) W];
#   then the last norm [D] and, unless tied to the embedding, the head [V, D].
#
# A packed batch, laid out by PackedTokens.java: tokens [N], position [N], and its attention blocks in packed order.
# Block i has n rows of the batch; pad[i] [b, t] lists them as b sequences of t positions, unpad[i] [n] leads back;
# mask[i] is empty where attention is causal, and [b, 1, t, t] with 0 and -inf where several answers share one prompt.
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

  # Number of weights of a layer.
  def stride(self) -> int:
    if self.biased:
      return 7
    return 6

  # First weight of a layer.
  def offset(self, layer: int) -> int:
    return 1 + layer * self.stride()

  # Root-mean-square norm (arXiv:1910.07467): x [N, D], scale [D].
  def norm(self, x: Tensor, scale: Tensor) -> Tensor:
    wide = torch.to(x, 6)
    length = torch.linalg_vector_norm(wide, 2, [-1], True)
    return torch.to(wide * torch.rsqrt(length * length / x.size(1) + self.epsilon), x.dtype) * scale

  # Cosines and sines of given positions, [N, 1, W] each, from tables [.., W] whose first half of sin is negated.
  def angles(self, cos: Tensor, sin: Tensor, position: Tensor, w: List[Tensor]) -> Tuple[Tensor, Tensor]:
    c = torch.index_select(cos, 0, position).unsqueeze(1)
    s = torch.index_select(sin, 0, position).unsqueeze(1)
    return (torch.to(c, w[0].dtype), torch.to(s, w[0].dtype))

  # Rotary position embedding (arXiv:2104.09864): x [N, .., W]. Number k is rotated with number k + W / 2, as in
  # checkpoints.
  def rotate(self, x: Tensor, c: Tensor, s: Tensor) -> Tensor:
    half = self.width // 2
    swapped = torch.cat([torch.slice(x, -1, half, self.width), torch.slice(x, -1, 0, half)], -1)
    return torch.addcmul(x * c, swapped, s)

  # The start of a layer: x [N, D] -> rotated queries and keys [N, H + G, W], values [N, G, W].
  def project(self, x: Tensor, w: List[Tensor], o: int, c: Tensor, s: Tensor) -> Tuple[Tensor, Tensor]:
    bias: Optional[Tensor] = None
    if self.biased:
      bias = w[o + 6]
    both = self.heads + self.groups
    qkv = torch.linear(self.norm(x, w[o]), w[o + 1], bias).view([-1, both + self.groups, self.width])
    return (self.rotate(torch.slice(qkv, 1, 0, both), c, s), torch.slice(qkv, 1, both, both + self.groups))

  # The rest of a layer after attention: x [N, D] the residual stream, attended [N, H W].
  def finish(self, x: Tensor, attended: Tensor, w: List[Tensor], o: int) -> Tensor:
    x = torch.addmm(x, attended, w[o + 2].t())
    both = torch.linear(self.norm(x, w[o + 3]), w[o + 4])
    half = both.size(1) // 2
    gated = torch.silu(torch.slice(both, 1, 0, half)) * torch.slice(both, 1, half, 2 * half)
    return torch.addmm(x, gated, w[o + 5].t())

  # Attention within each sequence of a packed batch: qk [N, H + G, W], v [N, G, W] -> [N, H W].
  def attend(self, qk: Tensor, v: Tensor, pad: List[Tensor], unpad: List[Tensor], mask: List[Tensor]) -> Tensor:
    H = self.heads
    G = self.groups
    parts: List[Tensor] = []
    begin = 0
    for i in range(len(pad)):
      n = unpad[i].size(0)
      b = pad[i].size(0)
      t = pad[i].size(1)
      ragged = b * t != n
      rows = torch.slice(qk, 0, begin, begin + n)
      values = torch.slice(v, 0, begin, begin + n)
      if ragged:
        flat = pad[i].view([-1])
        rows = torch.index_select(rows, 0, flat)
        values = torch.index_select(values, 0, flat)
      rows = rows.view([b, t, H + G, self.width]).transpose(1, 2)
      values = values.view([b, t, G, self.width]).transpose(1, 2)
      q = torch.slice(rows, 1, 0, H)
      k = torch.slice(rows, 1, H, H + G)
      if mask[i].size(0) == 0:
        a = torch.scaled_dot_product_attention(q, k, values, None, 0., True, scale=None, enable_gqa=H != G)
      else:
        a = torch.scaled_dot_product_attention(q, k, values, mask[i], 0., False, scale=None, enable_gqa=H != G)
      a = a.transpose(1, 2).reshape([b * t, H * self.width])
      if ragged:
        a = torch.index_select(a, 0, unpad[i])
      parts.append(a)
      begin = begin + n
    if len(parts) == 1:
      return parts[0]
    return torch.cat(parts)

  # One layer over a packed batch: x [N, D] -> [N, D].
  def layer(self, x: Tensor, w: List[Tensor], o: int, c: Tensor, s: Tensor, pad: List[Tensor], unpad: List[Tensor], mask: List[Tensor]) -> Tensor:
    qk, v = self.project(x, w, o, c, s)
    return self.finish(x, self.attend(qk, v, pad, unpad, mask), w, o)

  # All layers over a packed batch -> residual stream [N, D] before the last norm.
  def read(self, w: List[Tensor], cos: Tensor, sin: Tensor, tokens: Tensor, position: Tensor, pad: List[Tensor], unpad: List[Tensor], mask: List[Tensor]) -> Tensor:
    c, s = self.angles(cos, sin, position, w)
    x = torch.embedding(w[0], tokens)
    for layer in range(self.layers):
      x = self.layer(x, w, self.offset(layer), c, s, pad, unpad, mask)
    return x

  # The matrix of the head, [V, D].
  def head_weight(self, w: List[Tensor]) -> Tensor:
    o = self.offset(self.layers)
    if len(w) > o + 1:
      return w[o + 1]
    return w[0]

  # Logits of the next token, in fp32: x [N, D] -> [N, V].
  def head(self, x: Tensor, w: List[Tensor]) -> Tensor:
    return torch.to(torch.linear(self.norm(x, w[self.offset(self.layers)]), self.head_weight(w)), 6)

  # Log-probs of target tokens [M] given the residual stream before the last norm [M, D], in chunks of rows, so that
  # [M, V] never exists.
  def target_log_probs(self, x: Tensor, target: Tensor, temperature: float, w: List[Tensor], rows: int) -> Tensor:
    parts: List[Tensor] = []
    for begin in range(0, x.size(0), rows):
      logits = self.head(torch.slice(x, 0, begin, begin + rows), w)
      if temperature != 1.:
        logits = logits / temperature
      chosen = torch.slice(target, 0, begin, begin + rows).unsqueeze(1)
      parts.append(torch.gather(logits, 1, chosen).squeeze(1) - torch.logsumexp(logits, [1]))
    return torch.cat(parts)

  # Log-probs of given tokens: index [M] lists the rows, of N, that predict target [M].
  def log_probs(self, w: List[Tensor], cos: Tensor, sin: Tensor, tokens: Tensor, position: Tensor, pad: List[Tensor], unpad: List[Tensor], mask: List[Tensor], index: Tensor, target: Tensor, temperature: Tensor, rows: Tensor) -> Tensor:
    x = torch.index_select(self.read(w, cos, sin, tokens, position, pad, unpad, mask), 0, index)
    return self.target_log_probs(x, target, float(temperature), w, int(rows))

  # Logits of all positions, for tests: [N, V].
  def logits(self, w: List[Tensor], cos: Tensor, sin: Tensor, tokens: Tensor, position: Tensor, pad: List[Tensor], unpad: List[Tensor], mask: List[Tensor]) -> Tensor:
    return self.head(self.read(w, cos, sin, tokens, position, pad, unpad, mask), w)

  # The weights in bf16, for inference on a GPU.
  def halved(self, w: List[Tensor]) -> List[Tensor]:
    result: List[Tensor] = []
    for i in range(len(w)):
      result.append(torch.to(w[i], 15))
    return result

  # Writes numbers into an array in place, from a flat index on; holders of the array see the change.
  def write(self, target: Tensor, begin: Tensor, numbers: Tensor) -> Tensor:
    return torch.slice(target.view([-1]), 0, int(begin), int(begin) + numbers.size(0)).copy_(numbers)

  # Numbers begin to end of an array, flat.
  def part(self, source: Tensor, begin: Tensor, end: Tensor) -> Tensor:
    return torch.slice(source.reshape([-1]), 0, int(begin), int(end)).contiguous()
