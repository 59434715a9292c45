  # Shapes: B running rows, P pages of the key-value cache in use, C slots per page, J most pages of a row. A cache is
  # one tensor per layer, keys and then values, [2, pages, G, C, W]; a slot is numbered page * C + place. Pages are what
  # PagedAttention (arXiv:2309.06180) calls blocks; here every running page has one owner, so that attention reads the
  # cache where it lies.

  # Rows of the keys and values of slots [M] in a cache viewed as [2 * pages * G * C, W]: [M * 2 * G].
  def cache_rows(self, slot: Tensor, cache: Tensor) -> Tensor:
    G = self.groups
    C = cache.size(3)
    first = torch.add(slot, torch.floor_divide(slot, C), alpha=(G - 1) * C).unsqueeze(1)
    keys = first + torch.arange(G, dtype=4, device=slot.device) * C
    return torch.cat([keys, keys + cache.size(1) * G * C], 1).view([-1])

  # Writes keys and values [M, G, W] to rows [M * 2 * G] of a layer's cache.
  def keep(self, k: Tensor, v: Tensor, rows: Tensor, cache: Tensor):
    both = torch.cat([k, v], 1).view([-1, self.width])
    _0 = torch.index_put_(cache.view([-1, self.width]), annotate(List[Optional[Tensor]], [rows]), both)

  # Reads a packed batch and writes keys and values of its rows source [M] to slots [M] -> residual stream [N, D]. A row
  # may go to several slots, so that the answers of one question share the work on their prompt.
  def read_into(self, w: List[Tensor], cos: Tensor, sin: Tensor, tokens: Tensor, position: Tensor, pad: List[Tensor], unpad: List[Tensor], mask: List[Tensor], source: Tensor, slot: Tensor, cache: List[Tensor]) -> Tensor:
    H = self.heads
    G = self.groups
    c, s = self.angles(cos, sin, position, w)
    rows = self.cache_rows(slot, cache[0])
    x = torch.embedding(w[0], tokens)
    for layer in range(self.layers):
      o = self.offset(layer)
      qk, v = self.project(x, w, o, c, s)
      self.keep(torch.index_select(torch.slice(qk, 1, H, H + G), 0, source), torch.index_select(v, 0, source), rows, cache[layer])
      x = self.finish(x, self.attend(qk, v, pad, unpad, mask), w, o)
    return x

  def prefill(self, w: List[Tensor], cos: Tensor, sin: Tensor, tokens: Tensor, position: Tensor, pad: List[Tensor], unpad: List[Tensor], mask: List[Tensor], source: Tensor, slot: Tensor, cache: List[Tensor]) -> Tensor:
    x = self.read_into(w, cos, sin, tokens, position, pad, unpad, mask, source, slot, cache)
    return torch.zeros([1], dtype=6, device=x.device)

  # As prefill, and scores given tokens: rows index [M] predict target [M] -> probability of each target and the most
  # probable token at its position, [2, M] in fp64.
  def score(self, w: List[Tensor], cos: Tensor, sin: Tensor, tokens: Tensor, position: Tensor, pad: List[Tensor], unpad: List[Tensor], mask: List[Tensor], source: Tensor, slot: Tensor, cache: List[Tensor], index: Tensor, target: Tensor, rows: Tensor) -> Tensor:
    x = torch.index_select(self.read_into(w, cos, sin, tokens, position, pad, unpad, mask, source, slot, cache), 0, index)
    parts = [torch.zeros([2, 0], dtype=7, device=x.device)]
    step = int(rows)
    for begin in range(0, x.size(0), step):
      logits = self.head(torch.slice(x, 0, begin, begin + step), w)
      given = torch.gather(torch.softmax(logits, -1), 1, torch.slice(target, 0, begin, begin + step).unsqueeze(1))
      parts.append(torch.stack([torch.to(given.squeeze(1), 7), torch.to(torch.argmax(logits, -1), 7)]))
    return torch.cat(parts, 1)

  # One token per row: token [B] at position [B] -> residual stream [B, D], its key and value kept. table [B, J] lists
  # the pages of each row; owner [P] is the row of each page, and place [P] where in the table it stands; real [B, 1, J]
  # is 1 where the table names a page.
  def step(self, token: Tensor, position: Tensor, owner: Tensor, table: Tensor, place: Tensor, real: Tensor, w: List[Tensor], cos: Tensor, sin: Tensor, cache: List[Tensor]) -> Tensor:
    B = token.size(0)
    J = table.size(1)
    P = owner.size(0)
    H = self.heads
    G = self.groups
    W = self.width
    C = cache[0].size(3)
    c, s = self.angles(cos, sin, position, w)
    nth = torch.floor_divide(position, C)
    slot = torch.gather(table, 1, nth.unsqueeze(1)).squeeze(1) * C + (position - nth * C)
    rows = self.cache_rows(slot, cache[0])
    unseen = torch.arange(J * C, dtype=4, device=token.device) > position.unsqueeze(1)
    mask = torch.masked_fill(torch.zeros([B, J * C], dtype=w[0].dtype, device=token.device), unseen, float("-inf")).unsqueeze(1)
    scale = 1. / torch.sqrt(float(W))
    flat = table.view([-1])
    x = torch.embedding(w[0], token)
    for layer in range(self.layers):
      o = self.offset(layer)
      qk, v = self.project(x, w, o, c, s)
      self.keep(torch.slice(qk, 1, H, H + G), v, rows, cache[layer])
      k = torch.slice(torch.select(cache[layer], 0, 0), 0, 0, P).view([P * G, C, W])
      v = torch.slice(torch.select(cache[layer], 0, 1), 0, 0, P).view([P * G, C, W])
      q = torch.index_select(torch.slice(qk, 1, 0, H), 0, owner).view([P * G, H // G, W])
      score = torch.bmm(q, k.transpose(1, 2)).view([P, H * C])
      score = torch.index_select(score, 0, flat).view([B, J, H, C]).transpose(1, 2).reshape([B, H, J * C])
      weight = torch.softmax(torch.add(mask, score, alpha=scale), -1)
      weight = weight.view([B, H, J, C]).transpose(1, 2).reshape([B * J, H * C])
      weight = torch.index_select(weight, 0, place).view([P * G, H // G, C])
      part = torch.index_select(torch.bmm(weight, v).view([P, H * W]), 0, flat).view([B, J, H * W])
      x = self.finish(x, torch.bmm(real, part).view([B, H * W]), w, o)
    return x

  # Logits with -inf outside the top k and outside the nucleus (arXiv:1904.09751), [B, V]. The nucleus is the smallest
  # set of most probable tokens whose mass reaches p; one token always remains.
  def restrict(self, logits: Tensor, p: float, k: int) -> Tensor:
    if k > 0 and k < logits.size(1):
      kept, _0 = torch.topk(logits, k, -1)
      logits = torch.masked_fill(logits, logits < torch.slice(kept, 1, k - 1, k), float("-inf"))
    if p < 1.:
      ordered, order = torch.sort(logits, stable=True, dim=-1, descending=True)
      mass = torch.softmax(ordered, -1)
      dropped = torch.cumsum(mass, -1) - mass >= p
      logits = torch.masked_fill(logits, torch.scatter(dropped, 1, order, dropped), float("-inf"))
    return logits

  # One token per row and its log-prob: logits [B, V], uniform [B] in [0, 1) -> token [B], log-prob [B]. The token is
  # the inverse of the cumulative distribution at the row's own uniform number, so it does not depend on the batch.
  def choose(self, logits: Tensor, uniform: Tensor, options: List[float]) -> Tuple[Tensor, Tensor]:
    temperature = options[0]
    if temperature <= 0.:
      token = torch.argmax(logits, -1, True)
      log_probs = torch.log_softmax(logits, -1)
    else:
      if temperature != 1.:
        logits = logits / temperature
      log_probs = torch.log_softmax(self.restrict(logits, options[1], int(options[2])), -1)
      V = logits.size(1)
      cumulative = torch.cumsum(torch.exp(log_probs), -1, dtype=7)
      sought = uniform.unsqueeze(1) * torch.slice(cumulative, 1, V - 1, V)
      token = torch.clamp_max(torch.searchsorted(cumulative, sought, right=True), V - 1)
    return (token.squeeze(1), torch.gather(log_probs, 1, token).squeeze(1))

  # Decodes up to K tokens per row, and stops early once enough rows have ended: left [B] is the number of tokens a row
  # may still sample, uniforms [B, K] one number per token, options temperature, p, k and the number of ended rows that
  # is enough -> tokens [B, steps], log-probs [B, steps]; values behind a row's end are undefined.
  def decode(self, w: List[Tensor], cos: Tensor, sin: Tensor, cache: List[Tensor], token: Tensor, position: Tensor, left: Tensor, owner: Tensor, table: Tensor, place: Tensor, real: Tensor, uniforms: Tensor, stop: Tensor, options: Tensor) -> List[Tensor]:
    settings = annotate(List[float], options.tolist())
    alive = torch.ones_like(position)
    tokens: List[Tensor] = []
    log_probs: List[Tensor] = []
    ended = 0
    while len(tokens) < uniforms.size(1) and ended < int(settings[3]):
      logits = self.head(self.step(token, position, owner, table, place, real, w, cos, sin, cache), w)
      token, log_prob = self.choose(logits, torch.select(uniforms, 1, len(tokens)), settings)
      tokens.append(token)
      log_probs.append(log_prob)
      going = torch.logical_and(left > len(tokens), torch.logical_not(torch.isin(token, stop)))
      alive = alive * going
      position = position + alive
      ended = alive.size(0) - int(torch.sum(alive))
    return [torch.stack(tokens, 1), torch.stack(log_probs, 1)]

  # Moves pages of the cache: from [M] to [M].
  def move(self, source: Tensor, target: Tensor, cache: List[Tensor]) -> Tensor:
    for layer in range(self.layers):
      _0 = cache[layer].index_copy_(1, target, torch.index_select(cache[layer], 1, source))
    return source

  # The first pages of a larger cache become those of a smaller one.
  def carry_over(self, larger: List[Tensor], smaller: List[Tensor]) -> Tensor:
    for layer in range(self.layers):
      _0 = torch.slice(larger[layer], 1, 0, smaller[layer].size(1)).copy_(smaller[layer])
    return larger[0]

  # A cache of zeros with the given number of pages and slots per page, in the type of the weights.
  def new_cache(self, w: List[Tensor], pages: Tensor, slots: Tensor) -> List[Tensor]:
    result: List[Tensor] = []
    for layer in range(self.layers):
      result.append(torch.zeros([2, int(pages), self.groups, int(slots), self.width], dtype=w[0].dtype, device=w[0].device))
    return result
