
  # Loss and metrics, and the slope of the loss by the log-probs [M]: without a critic there is no other.
  def slopes(self, logp: Tensor, h: Tensor, critic: Tensor, critic_gradient: Tensor, channels: Tensor, settings: List[float]) -> Tuple[List[Tensor], List[Tensor]]:
    terms = self.objective(logp, channels, settings)
    return (terms, [unchecked_cast(Tensor, torch.grad([terms[0]], [logp])[0])])
