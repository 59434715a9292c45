  # Copies of a layer's weights that require gradients, in bf16 if half.
  def leaves(self, w: List[Tensor], layer: int, half: bool) -> List[Tensor]:
    result: List[Tensor] = []
    for i in range(self.stride()):
      weight = w[self.offset(layer) + i].detach()
      if half:
        weight = torch.to(weight, 15)
      result.append(weight.requires_grad_())
    return result

  # Vector-Jacobian product: gradient of sum(output * upstream) with respect to each input.
  def pull(self, output: Tensor, inputs: List[Tensor], upstream: Tensor) -> List[Tensor]:
    result: List[Tensor] = []
    for one in torch.grad([output], inputs, annotate(List[Optional[Tensor]], [upstream])):
      result.append(unchecked_cast(Tensor, one))
    return result

  # Loss, its metrics, and its gradient with respect to the residual stream x [N, D] before the last norm. The gradients of
  # the last norm and of the head are added to theirs. Logits are computed for one chunk of rows at a time, and again in
  # the backward pass if there are several chunks: with g = d loss / d log-prob, d loss / d logits = g (1 - softmax) at
  # the target and -g softmax elsewhere. The gradient of a critic with respect to the normed stream is added.
  def top(self, x: Tensor, w: List[Tensor], gradient: List[Tensor], critic: Tensor, critic_gradient: Tensor, index: Tensor, target: Tensor, channels: Tensor, settings: List[float], rows: int, half: bool) -> Tuple[List[Tensor], Tensor]:
    o = self.offset(self.layers)
    M = index.size(0)
    matrix = self.head_weight(w)
    scale = w[o].detach()
    if half:
      matrix = torch.to(matrix, 15)
      scale = torch.to(scale, 15)
    torch.set_grad_enabled(True)
    below = torch.index_select(x, 0, index).requires_grad_()
    scale = scale.requires_grad_()
    normed = self.norm(below, scale)
    torch.set_grad_enabled(False)
    h = normed.detach()
    found: List[Tensor] = []
    kept = torch.zeros([0], dtype=6, device=x.device)
    for begin in range(0, M, rows):
      kept = torch.to(torch.linear(torch.slice(h, 0, begin, begin + rows), matrix), 6)
      chosen = torch.slice(target, 0, begin, begin + rows).unsqueeze(1)
      found.append(torch.gather(kept, 1, chosen).squeeze(1) - torch.logsumexp(kept, [1]))
    torch.set_grad_enabled(True)
    log_probs = torch.cat(found).requires_grad_()
    terms, slopes = self.slopes(log_probs, h, critic, critic_gradient, channels, settings)
    torch.set_grad_enabled(False)
    g = slopes[0]
    last = len(w) - 1
    if last == o:
      last = 0
    upstream = torch.empty_like(h)
    for begin in range(0, M, rows):
      part = torch.slice(h, 0, begin, begin + rows)
      if M > rows:
        kept = torch.to(torch.linear(part, matrix), 6)
      share = torch.slice(g, 0, begin, begin + rows).unsqueeze(1)
      slope = torch.softmax(kept, -1).mul_(torch.neg(share))
      _0 = slope.scatter_add_(1, torch.slice(target, 0, begin, begin + rows).unsqueeze(1), share)
      slope = torch.to(slope, h.dtype)
      _1 = torch.slice(upstream, 0, begin, begin + rows).copy_(torch.mm(slope, matrix))
      if half:
        _2 = gradient[last].add_(torch.mm(slope.t(), part))
      else:
        _3 = gradient[last].addmm_(slope.t(), part)
    if len(slopes) > 1:
      _5 = upstream.add_(torch.to(slopes[1], h.dtype))
    pulled = self.pull(normed, [below, scale], upstream)
    _4 = gradient[o].add_(pulled[1])
    return (terms, torch.zeros_like(x).index_add_(0, index, pulled[0]))

  # Loss and metrics of a packed micro-batch, its gradient added to `gradient` and `critic_gradient`: index [M] lists the rows that predict,
  # target [M] their tokens, channels [K, M] the objective's input for each. options: rows of logits at a time, whether activations are
  # recomputed, whether to compute in bf16. Each layer has a graph of its own, so that its activations and the
  # gradients of its weights are freed before the next layer is computed; recomputing (arXiv:1604.06174) keeps only its
  # input.
  def backward(self, w: List[Tensor], gradient: List[Tensor], critic: Tensor, critic_gradient: Tensor, cos: Tensor, sin: Tensor, tokens: Tensor, position: Tensor, pad: List[Tensor], unpad: List[Tensor], mask: List[Tensor], index: Tensor, target: Tensor, channels: Tensor, settings: Tensor, options: Tensor) -> Tensor:
    chosen = annotate(List[int], options.tolist())
    recompute = chosen[1] != 0
    half = chosen[2] != 0
    torch.set_grad_enabled(False)
    x = torch.embedding(w[0], tokens)
    c = torch.index_select(cos, 0, position).unsqueeze(1)
    s = torch.index_select(sin, 0, position).unsqueeze(1)
    if half:
      x = torch.to(x, 15)
      c = torch.to(c, 15)
      s = torch.to(s, 15)
    inputs: List[Tensor] = []
    outputs: List[Tensor] = []
    weights: List[List[Tensor]] = []
    for layer in range(self.layers):
      leaves = self.leaves(w, layer, half)
      if recompute:
        inputs.append(x)
        x = self.layer(x, leaves, 0, c, s, pad, unpad, mask)
      else:
        torch.set_grad_enabled(True)
        x = x.detach().requires_grad_()
        inputs.append(x)
        weights.append(leaves)
        outputs.append(self.layer(x, leaves, 0, c, s, pad, unpad, mask))
        torch.set_grad_enabled(False)
        x = outputs[layer].detach()
    terms, upstream = self.top(x, w, gradient, critic, critic_gradient, index, target, channels, annotate(List[float], settings.tolist()), chosen[0], half)
    for i in range(self.layers):
      layer = self.layers - 1 - i
      if recompute:
        torch.set_grad_enabled(True)
        x = inputs.pop().detach().requires_grad_()
        leaves = self.leaves(w, layer, half)
        output = self.layer(x, leaves, 0, c, s, pad, unpad, mask)
        torch.set_grad_enabled(False)
      else:
        x = inputs.pop()
        leaves = weights.pop()
        output = outputs.pop()
      pulled = self.pull(output, torch.add([x], leaves), upstream)
      upstream = pulled[0]
      for k in range(len(leaves)):
        _0 = gradient[self.offset(layer) + k].add_(pulled[1 + k])
    _1 = gradient[0].index_add_(0, tokens, torch.to(upstream, 6))
    scalars: List[Tensor] = []
    for term in terms:
      scalars.append(torch.to(term.detach(), 7).view([]))
    return torch.stack(scalars)

  # One AdamW step (arXiv:1711.05101) in place, after clipping the gradient to a global norm; leaves the gradient zero.
  # hyper: learning rate, beta1, beta2, epsilon, weight decay, largest norm (0 is off), number of this step, whether the
  # loss is finite -> gradient norm before clipping. The weights are unchanged where loss or norm is not finite.
  def update(self, w: List[Tensor], gradient: List[Tensor], m: List[Tensor], v: List[Tensor], hyper: Tensor) -> Tensor:
    h = annotate(List[float], hyper.tolist())
    torch.set_grad_enabled(False)
    norm = torch.norm(torch.stack(torch._foreach_norm(gradient, 2)), 2)
    if bool(torch.isfinite(norm)) and h[7] != 0.:
      if h[5] > 0. and float(norm) > h[5]:
        torch._foreach_mul_(gradient, h[5] / float(norm))
      none: List[Tensor] = []
      steps: List[Tensor] = []
      for i in range(len(w)):
        steps.append(torch.full([], h[6], dtype=6, device=w[0].device))
      torch._fused_adamw_(w, gradient, m, v, none, steps, lr=h[0], beta1=h[1], beta2=h[2], weight_decay=h[4], eps=h[3], amsgrad=False, maximize=False)
    torch._foreach_zero_(gradient)
    return torch.to(norm, 7)
