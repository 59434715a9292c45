  # Loss, metrics and gradient over all micro-batches: per micro-batch ids [B, T], index [N], target [N], channels [K, N]
  # -> what the objective returns (loss first) for each micro-batch, [micro-batches, K], and the gradient of the summed
  # loss, one tensor a weight.
  def accumulate(self, w: List[Tensor], cos: Tensor, sin: Tensor, ids: List[Tensor], index: List[Tensor], target: List[Tensor], channels: List[Tensor], settings: List[float]) -> Tuple[Tensor, List[Tensor]]:
    torch.set_grad_enabled(True)
    leaves: List[Tensor] = []
    for i in range(len(w)):
      leaves.append(w[i].detach().requires_grad_())
    gradient: List[Tensor] = []
    values: List[Tensor] = []
    for b in range(len(ids)):
      log_probs = self.answer_log_probs(ids[b], index[b], target[b], 1., leaves, cos, sin)
      terms = self.objective(log_probs, channels[b], settings)
      found = torch.grad([terms[0]], leaves)
      torch.set_grad_enabled(False)
      part: List[Tensor] = []
      for one in found:
        part.append(unchecked_cast(Tensor, one))
      if b == 0:
        gradient = part
      else:
        torch._foreach_add_(gradient, part)
      scalars: List[Tensor] = []
      for term in terms:
        scalars.append(torch.to(term.detach(), 7).view([]))
      values.append(torch.stack(scalars))
      torch.set_grad_enabled(True)
    torch.set_grad_enabled(False)
    return (torch.stack(values), gradient)

  # The gradient alone, for tests: values, then one gradient a weight.
  def gradients(self, w: List[Tensor], cos: Tensor, sin: Tensor, ids: List[Tensor], index: List[Tensor], target: List[Tensor], channels: List[Tensor], settings: Tensor) -> List[Tensor]:
    values, gradient = self.accumulate(w, cos, sin, ids, index, target, channels, annotate(List[float], settings.tolist()))
    result = [values.view([-1])]
    for one in gradient:
      result.append(one)
    return result

  # One AdamW step (arXiv:1711.05101) in place, after clipping the gradient to a global norm.
  # hyper: learning rate, beta1, beta2, epsilon, weight decay, largest norm (0 is off), number of this step
  # -> gradient norm before clipping, then the values. Nothing is changed where loss or norm is not finite.
  def train(self, w: List[Tensor], m: List[Tensor], v: List[Tensor], cos: Tensor, sin: Tensor, ids: List[Tensor], index: List[Tensor], target: List[Tensor], channels: List[Tensor], settings: Tensor, hyper: Tensor) -> Tensor:
    h = annotate(List[float], hyper.tolist())
    values, gradient = self.accumulate(w, cos, sin, ids, index, target, channels, annotate(List[float], settings.tolist()))
    norm = torch.norm(torch.stack(torch._foreach_norm(gradient, 2)), 2)
    if bool(torch.isfinite(norm)) and bool(torch.isfinite(torch.sum(torch.select(values, 1, 0)))):
      if h[5] > 0. and float(norm) > h[5]:
        torch._foreach_mul_(gradient, h[5] / float(norm))
      none: List[Tensor] = []
      steps: List[Tensor] = []
      for i in range(len(w)):
        steps.append(torch.full([], h[6], dtype=6, device=w[0].device))
      torch._fused_adamw_(w, gradient, m, v, none, steps, lr=h[0], beta1=h[1], beta2=h[2], weight_decay=h[4], eps=h[3], amsgrad=False, maximize=False)
    return torch.cat([torch.to(norm, 7).view([1]), values.view([-1])])

