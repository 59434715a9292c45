# The decoder of Llama (arXiv:2302.13971) and Qwen2 (arXiv:2407.10671), as TorchScript.
#
# Shapes: N packed positions (sequences one after the other, without padding), D model width, H heads, G key-value heads,
# W head width, F MLP width, V vocabulary.
#
# Weights w, in the order of WeightLayout.java:
#   w[0] embedding [V, D];
#   each layer: norm [D], query|key|value [(H + 2 G) W, D], output [D, H W], norm [D], gate|up [2 F, D], down [D, F],
#   and, where it has them, the biases of query|key|value [(H + 2 G) W];
#   then the last norm [D] and, where not tied to the embedding, the head [V, D].
#
# A packed batch, laid out by PackedTokens.java: tokens [N], position [N], and its attention blocks in packed order. Block
# i has n rows of the batch; pad[i] [b, t] lists them as b sequences of t positions, unpad[i] [n] leads back; mask[i] is
# empty where attention is causal, and [b, 1, t, t] with 0 and -inf where several answers share one prompt.
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

  # How many weights a layer has.
  def stride(self) -> int:
    if self.biased:
      return 7
    return 6

  # First weight of a layer.
  def offset(self, layer: int) -> int:
    return 1 + layer * self.stride()

  # x [N, K] times a weight [M, K], which may be packed (see prepare).
  def linear(self, x: Tensor, weight: Tensor, bias: Optional[Tensor]) -> Tensor:
    if weight.is_mkldnn:
      return ops.mkldnn._linear_pointwise(x, weight, bias, "none", annotate(List[Optional[number]], []), "")
    return torch.linear(x, weight, bias)

  # x [N, M] plus y [N, K] times a weight [M, K].
  def add_linear(self, x: Tensor, y: Tensor, weight: Tensor) -> Tensor:
    if weight.is_mkldnn:
      return ops.mkldnn._linear_pointwise(y, x, weight, None, "add")
    return torch.addmm(x, y, weight.t())

  # Root-mean-square norm (arXiv:1910.07467) before a product with a weight: x [N, D], scale [D]. A packed weight has the
  # scale and the root of D in it already.
  def norm(self, x: Tensor, scale: Tensor, weight: Tensor) -> Tensor:
    D = x.size(1)
    wide = torch.to(x, 6)
    length = torch.linalg_vector_norm(wide, 2, [-1], True)
    if weight.is_mkldnn:
      return wide * torch.rsqrt(length * length + D * self.epsilon)
    return torch.to(wide * torch.rsqrt(length * length / D + self.epsilon), x.dtype) * scale

  # Whether weights are packed (see prepare).
  def packed(self, w: List[Tensor]) -> bool:
    return w[len(w) - 1].is_mkldnn

  # Cosines and sines of given positions, [N, 1, W] each, from tables [.., W] whose first half of sin is negated. For
  # packed weights both are cos + i sin, complex [N, 1, W / 2].
  def angles(self, cos: Tensor, sin: Tensor, position: Tensor, w: List[Tensor]) -> Tuple[Tensor, Tensor]:
    c = torch.index_select(cos, 0, position).unsqueeze(1)
    s = torch.index_select(sin, 0, position).unsqueeze(1)
    if self.packed(w):
      half = self.width // 2
      turn = torch.view_as_complex(torch.stack([torch.slice(c, -1, 0, half), torch.slice(s, -1, half, self.width)], -1))
      return (turn, turn)
    return (torch.to(c, w[0].dtype), torch.to(s, w[0].dtype))

  # Rotary position embedding (arXiv:2104.09864): x [N, .., W]. Number k turns with number k + W / 2, as in checkpoints; in
  # packed weights with its neighbour, so that a turn is one complex product, in place.
  def rotate(self, x: Tensor, c: Tensor, s: Tensor) -> Tensor:
    half = self.width // 2
    if torch.is_complex(c):
      pairs = torch.view_as_complex(x.view([-1, x.size(1), half, 2]))
      return torch.view_as_real(pairs.mul_(c)).view([-1, x.size(1), self.width])
    swapped = torch.cat([torch.slice(x, -1, half, self.width), torch.slice(x, -1, 0, half)], -1)
    return torch.addcmul(x * c, swapped, s)

  # The start of a layer: x [N, D] -> rotated queries and keys [N, H + G, W], values [N, G, W].
  def project(self, x: Tensor, w: List[Tensor], o: int, c: Tensor, s: Tensor) -> Tuple[Tensor, Tensor]:
    bias: Optional[Tensor] = None
    if self.biased:
      bias = w[o + 6]
    both = self.heads + self.groups
    qkv = self.linear(self.norm(x, w[o], w[o + 1]), w[o + 1], bias).view([-1, both + self.groups, self.width])
    return (self.rotate(torch.slice(qkv, 1, 0, both), c, s), torch.slice(qkv, 1, both, both + self.groups))

  # The rest of a layer after attention: x [N, D] the residual stream, attended [N, H W].
  def finish(self, x: Tensor, attended: Tensor, w: List[Tensor], o: int) -> Tensor:
    x = self.add_linear(x, attended, w[o + 2])
    normed = self.norm(x, w[o + 3], w[o + 4])
    if w[o + 4].is_mkldnn:
      up = w[len(w) - self.layers + o // self.stride()]
      gate = ops.mkldnn._linear_pointwise(normed, w[o + 4], None, "swish", annotate(List[Optional[number]], []), "")
      gated = ops.mkldnn._linear_pointwise(normed, gate, up, None, "mul")
    else:
      both = self.linear(normed, w[o + 4], None)
      half = both.size(1) // 2
      gated = torch.silu(torch.slice(both, 1, 0, half)) * torch.slice(both, 1, half, 2 * half)
    return self.add_linear(x, gated, w[o + 5])

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
    weight = self.head_weight(w)
    return torch.to(self.linear(self.norm(x, w[self.offset(self.layers)], weight), weight, None), 6)

  # Log-probs of target tokens [M] given the residual stream before the last norm [M, D], in chunks of so many rows that
  # [M, V] is never held.
  def target_log_probs(self, x: Tensor, target: Tensor, temperature: float, w: List[Tensor], rows: int) -> Tensor:
    parts: List[Tensor] = []
    for begin in range(0, x.size(0), rows):
      logits = self.head(torch.slice(x, 0, begin, begin + rows), w)
      if temperature != 1.:
        logits = logits / temperature
      chosen = torch.slice(target, 0, begin, begin + rows).unsqueeze(1)
      parts.append(torch.gather(logits, 1, chosen).squeeze(1) - torch.logsumexp(logits, [1]))
    return torch.cat(parts)

  # Log-probs of given tokens: index [M] says which of the N rows predict, target [M] what.
  def log_probs(self, w: List[Tensor], cos: Tensor, sin: Tensor, tokens: Tensor, position: Tensor, pad: List[Tensor], unpad: List[Tensor], mask: List[Tensor], index: Tensor, target: Tensor, temperature: Tensor, rows: Tensor) -> Tensor:
    x = torch.index_select(self.read(w, cos, sin, tokens, position, pad, unpad, mask), 0, index)
    return self.target_log_probs(x, target, float(temperature), w, int(rows))

  # Logits of all positions, for tests: [N, V].
  def logits(self, w: List[Tensor], cos: Tensor, sin: Tensor, tokens: Tensor, position: Tensor, pad: List[Tensor], unpad: List[Tensor], mask: List[Tensor]) -> Tensor:
    return self.head(self.read(w, cos, sin, tokens, position, pad, unpad, mask), w)

  # A query|key|value weight or bias with neighbours turning together in its queries and keys: rows [(H + 2 G) W, ..].
  def neighbours(self, weight: Tensor) -> Tensor:
    turning = (self.heads + self.groups) * self.width
    rows = torch.slice(weight, 0, 0, turning).reshape([self.heads + self.groups, 2, self.width // 2, -1])
    paired = rows.transpose(1, 2).reshape([turning, -1]).view([turning] + weight.size()[1:])
    return torch.cat([paired, torch.slice(weight, 0, turning, weight.size(0))])

  # A matrix in the layout that oneDNN's kernels want; at 64 rows they are about twice as fast as a plain product.
  def pack(self, weight: Tensor) -> Tensor:
    return ops.mkldnn._reorder_linear_weight(weight.contiguous(), 64)

  # A matrix that follows a norm [D], with the norm's scale in it.
  def pack_scaled(self, weight: Tensor, scale: Tensor) -> Tensor:
    return self.pack(weight * (scale * torch.sqrt(float(scale.size(0)))))

  # The weights as inference takes them. On a CPU the matrices are packed: gate and up each for itself, so that the product
  # with the gate happens inside the kernel, and a tied embedding gets a head of its own, because a lookup needs it plain.
  # The list is then that of an untied network with the gates in place of gate|up, and the ups of all layers at its end. On a
  # GPU the weights are cast to bf16 (half) once.
  def prepare(self, w: List[Tensor], half: Tensor) -> List[Tensor]:
    prepared: List[Tensor] = []
    if bool(half) or w[0].is_cuda:
      for i in range(len(w)):
        if bool(half):
          prepared.append(torch.to(w[i], 15))
        else:
          prepared.append(w[i])
      return prepared
    ups: List[Tensor] = []
    prepared.append(w[0])
    for layer in range(self.layers):
      o = self.offset(layer)
      wide = w[o + 4].size(0) // 2
      prepared.append(w[o])
      prepared.append(self.pack_scaled(self.neighbours(w[o + 1]), w[o]))
      prepared.append(self.pack(w[o + 2]))
      prepared.append(w[o + 3])
      prepared.append(self.pack_scaled(torch.slice(w[o + 4], 0, 0, wide), w[o + 3]))
      prepared.append(self.pack(w[o + 5]))
      if self.biased:
        prepared.append(self.neighbours(w[o + 6]))
      ups.append(self.pack_scaled(torch.slice(w[o + 4], 0, wide, 2 * wide), w[o + 3]))
    prepared.append(w[self.offset(self.layers)])
    prepared.append(self.pack_scaled(self.head_weight(w), w[self.offset(self.layers)]))
    return torch.add(prepared, ups)

  # Writes numbers into an array in place, from a flat position on: it keeps its memory, and whoever holds it sees them.
  def write(self, target: Tensor, begin: Tensor, numbers: Tensor) -> Tensor:
    return torch.slice(target.view([-1]), 0, int(begin), int(begin) + numbers.size(0)).copy_(numbers)

  # Numbers begin to end of an array, flat.
  def part(self, source: Tensor, begin: Tensor, end: Tensor) -> Tensor:
    return torch.slice(source.reshape([-1]), 0, int(begin), int(end)).contiguous()
