
  # Loss and metrics, and the gradient of the loss with respect to the log-probs [M], the only one without a critic.
  def slopes(self, logp: Tensor, h: Tensor, critic: Tensor, critic_gradient: Tensor, channels: Tensor, settings: List[float]) -> Tuple[List[Tensor], List[Tensor]]:
    terms = self.objective(logp, channels, settings)
    return (terms, [unchecked_cast(Tensor, torch.grad([terms[0]], [logp])[0])])
