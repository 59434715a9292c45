  # Writes numbers into an array in place, from a flat position on: it keeps its memory, and whoever holds it sees them.
  def write(self, target: Tensor, begin: Tensor, numbers: Tensor) -> Tensor:
    return torch.slice(target.view([-1]), 0, int(begin), int(begin) + numbers.size(0)).copy_(numbers)

  # Numbers begin to end of an array, flat.
  def part(self, source: Tensor, begin: Tensor, end: Tensor) -> Tensor:
    return torch.slice(source.reshape([-1]), 0, int(begin), int(end)).contiguous()

  # Zeroed caches, one a layer: [B, G, S, W].
  def cache(self, B: int, S: int, w: List[Tensor]) -> List[Tensor]:
    caches: List[Tensor] = []
    for layer in range(self.layers):
      caches.append(torch.zeros([B, self.groups, S, self.width], dtype=6, device=w[0].device))
    return caches

  # Logits of all positions, for tests: ids [B, T] -> [B * T, V].
  def logits(self, w: List[Tensor], cos: Tensor, sin: Tensor, ids: Tensor) -> Tensor:
    none: List[Tensor] = []
    return self.head(self.read(ids, w, cos, sin, none, none), w)

  def log_probs(self, w: List[Tensor], cos: Tensor, sin: Tensor, ids: Tensor, index: Tensor, target: Tensor, temperature: Tensor) -> Tensor:
    return self.answer_log_probs(ids, index, target, float(temperature), w, cos, sin)

  # Logits with -inf outside the top k and outside the nucleus (arXiv:1904.09751), [B, V]. The nucleus is the smallest set
  # of most probable tokens whose mass reaches p; one token always remains.
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

  # One token a row and its log-prob: logits [B, V], uniform [B] in [0, 1) -> token [B], log-prob [B]. The token is the
  # inverse of the cumulative distribution at the row's own uniform number, so it does not depend on the batch.
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

  # Decodes until every row has met a stop token or filled its columns. Row i of the B alive ones is row rows[i] of the
  # output; logits [B, V] predict its next token, which stands at position[i] and goes to column[i].
  # uniforms [R, C + 1], one a token (the last column takes what is written behind the limit) -> tokens, log-probs
  # [R, C + 1]. Finished rows are dropped when fewer than seven in ten are left.
  def decode(self, logits: Tensor, position: Tensor, column: Tensor, rows: Tensor, uniforms: Tensor, stop: Tensor, options: List[float], w: List[Tensor], cos: Tensor, sin: Tensor, keys: List[Tensor], values: List[Tensor]) -> List[Tensor]:
    C = uniforms.size(1) - 1
    flat = uniforms.view([-1])
    tokens = torch.zeros([flat.size(0)], dtype=4, device=flat.device)
    log_probs = torch.zeros([flat.size(0)], dtype=6, device=flat.device)
    alive = torch.ones([rows.size(0)], dtype=11, device=flat.device)
    seen = int(torch.max(position)) + 1
    running = rows.size(0) > 0 and C > 0
    while running:
      at = torch.add(column, rows, alpha=C + 1)
      token, log_prob = self.choose(logits, torch.index_select(flat, 0, at), options)
      _0 = tokens.index_copy_(0, at, token)
      _1 = log_probs.index_copy_(0, at, log_prob)
      column = column + alive
      alive = torch.logical_and(alive, torch.logical_and(column < C, torch.logical_not(torch.isin(token, stop))))
      left = int(torch.sum(alive))
      if left == 0:
        running = False
      else:
        if 10 * left < 7 * alive.size(0):
          kept = torch.nonzero(alive).view([-1])
          token = torch.index_select(token, 0, kept)
          position = torch.index_select(position, 0, kept)
          column = torch.index_select(column, 0, kept)
          rows = torch.index_select(rows, 0, kept)
          alive = torch.ones([left], dtype=11, device=flat.device)
          for layer in range(self.layers):
            keys[layer] = torch.index_select(keys[layer], 0, kept)
            values[layer] = torch.index_select(values[layer], 0, kept)
          seen = int(torch.max(position)) + 1
        logits = self.head(self.step(token, position, seen, w, cos, sin, keys, values), w)
        position = position + alive
        seen = min(seen + 1, keys[0].size(2))
    return [tokens.view(uniforms.size()), log_probs.view(uniforms.size())]

  # A completion of each prompt: ids [R, P] padded on the right, lengths [R], uniforms [R, C + 1], stop [E], options
  # temperature, p, k.
  def sample(self, w: List[Tensor], cos: Tensor, sin: Tensor, ids: Tensor, lengths: Tensor, uniforms: Tensor, stop: Tensor, options: Tensor) -> List[Tensor]:
    R = ids.size(0)
    P = ids.size(1)
    S = P + uniforms.size(1)
    keys = self.cache(R, S, w)
    values = self.cache(R, S, w)
    rows = torch.arange(R, dtype=4, device=ids.device)
    x = torch.index_select(self.read(ids, w, cos, sin, keys, values), 0, rows * P + lengths - 1)
    settings = annotate(List[float], options.tolist())
    return self.decode(self.head(x, w), lengths, torch.zeros_like(rows), rows, uniforms, stop, settings, w, cos, sin, keys, values)

  # Judges answers: ids [R, T] are prompts and answers, lengths [R] those of the prompts; target [R, A + 1] the answers,
  # then -1; bound [R]: a row whose argmax leaves its answer at a column below its bound is decoded from there on.
  # -> probabilities of the answer tokens [R, A + 1]; first column where the argmax differs [R]; tokens [R, C + 1].
  def review(self, w: List[Tensor], cos: Tensor, sin: Tensor, ids: Tensor, lengths: Tensor, target: Tensor, bound: Tensor, limit: Tensor, stop: Tensor) -> List[Tensor]:
    R = ids.size(0)
    T = ids.size(1)
    A = target.size(1) - 1
    C = int(limit)
    S = max(T, int(torch.max(lengths)) + C) + 1
    keys = self.cache(R, S, w)
    values = self.cache(R, S, w)
    rows = torch.arange(R, dtype=4, device=ids.device)
    column = torch.arange(A + 1, dtype=4, device=ids.device)
    predicting = torch.clamp_max((lengths - 1).unsqueeze(1) + column, T - 1) + (rows * T).unsqueeze(1)
    x = torch.index_select(self.read(ids, w, cos, sin, keys, values), 0, predicting.view([-1]))
    logits = self.head(x, w)
    given = torch.clamp_min(target, 0).view([-1, 1])
    probabilities = torch.gather(torch.softmax(logits, -1), 1, given).view([R, A + 1])
    differs = torch.argmax(logits, -1).view([R, A + 1]) != target
    first = torch.argmax(torch.to(differs, 4), 1)
    chosen = torch.nonzero(first < bound).view([-1])
    tokens = torch.zeros([R, C + 1], dtype=4, device=ids.device)
    if chosen.size(0) > 0:
      for layer in range(self.layers):
        keys[layer] = torch.index_select(keys[layer], 0, chosen)
        values[layer] = torch.index_select(values[layer], 0, chosen)
      start = torch.index_select(first, 0, chosen)
      position = torch.index_select(lengths, 0, chosen) + start
      begun = torch.index_select(logits, 0, chosen * (A + 1) + start)
      uniforms = torch.zeros([R, C + 1], dtype=7, device=ids.device)
      tokens = self.decode(begun, position, start, chosen, uniforms, stop, [0., 1., 0.], w, cos, sin, keys, values)[0]
    return [probabilities, first, tokens]

