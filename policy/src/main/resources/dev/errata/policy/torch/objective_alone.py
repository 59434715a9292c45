# An objective without the network: the caller computes the log-probs and takes their gradients.
class Decoder(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  _is_full_backward_hook : Optional[bool]

  # Loss and metrics in fp64, then the gradients of the loss with respect to the log-probs [M] and, with a critic, to
  # what it reads, h [M, D]; that of the critic is added to critic_gradient.
  def evaluate(self, logp: Tensor, h: Tensor, critic: Tensor, critic_gradient: Tensor, channels: Tensor, settings: Tensor) -> List[Tensor]:
    torch.set_grad_enabled(True)
    terms, slopes = self.slopes(logp.detach().requires_grad_(), h, critic, critic_gradient, channels, annotate(List[float], settings.tolist()))
    torch.set_grad_enabled(False)
    scalars: List[Tensor] = []
    for term in terms:
      scalars.append(torch.to(term.detach(), 7).view([]))
    return torch.add([torch.stack(scalars)], slopes)
