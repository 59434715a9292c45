# An objective without the network: the log-probs come from elsewhere, and the slopes go back there.
class Decoder(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  _is_full_backward_hook : Optional[bool]

  # Loss and metrics in fp64, then the slopes of the loss by the log-probs [M] and, with a critic, by what it reads, h [M, D];
  # that by the critic is added to its gradient.
  def evaluate(self, logp: Tensor, h: Tensor, critic: Tensor, critic_gradient: Tensor, channels: Tensor, settings: Tensor) -> List[Tensor]:
    torch.set_grad_enabled(True)
    terms, slopes = self.slopes(logp.detach().requires_grad_(), h, critic, critic_gradient, channels, annotate(List[float], settings.tolist()))
    torch.set_grad_enabled(False)
    scalars: List[Tensor] = []
    for term in terms:
      scalars.append(torch.to(term.detach(), 7).view([]))
    return torch.add([torch.stack(scalars)], slopes)
