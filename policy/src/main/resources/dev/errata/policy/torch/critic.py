
  # Values V(s_t) of the states in which answer tokens were chosen: h [M, D] the normed residual stream, which the head
  # reads too; critic [D + 1] its weights and then its bias -> [M].
  def value(self, h: Tensor, critic: Tensor) -> Tensor:
    D = h.size(1)
    return torch.mv(torch.to(h, 6), torch.slice(critic, 0, 0, D)) + torch.select(critic, 0, D)

  # Loss and metrics, the value loss last, and the gradients of the loss with respect to the log-probs [M] and to h
  # [M, D]; that of the critic is added to critic_gradient.
  def slopes(self, logp: Tensor, h: Tensor, critic: Tensor, critic_gradient: Tensor, channels: Tensor, settings: List[float]) -> Tuple[List[Tensor], List[Tensor]]:
    D = h.size(1)
    terms = self.objective(logp, channels, settings)
    values = self.value(h, critic).detach().requires_grad_()
    value_loss = self.value_loss(values, channels, settings)
    terms.append(value_loss.detach())
    by_logp = unchecked_cast(Tensor, torch.grad([terms[0]], [logp])[0])
    by_value = unchecked_cast(Tensor, torch.grad([value_loss], [values])[0])
    terms[0] = terms[0].detach() + value_loss.detach()
    torch.set_grad_enabled(False)
    _0 = torch.slice(critic_gradient, 0, 0, D).add_(torch.mv(torch.to(h, 6).t(), by_value))
    _1 = torch.slice(critic_gradient, 0, D, D + 1).add_(torch.sum(by_value))
    return (terms, [by_logp, by_value.unsqueeze(1) * torch.slice(critic, 0, 0, D).unsqueeze(0)])
