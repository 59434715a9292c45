  # logp [N]; channels: weight [N]; settings: number of positive weights in the whole batch.
  def objective(self, logp: Tensor, channels: Tensor, settings: List[float]) -> List[Tensor]:
    return [torch.neg(torch.sum(channels[0] * logp)) / settings[0]]
