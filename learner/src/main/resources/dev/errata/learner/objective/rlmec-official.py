  # RLMEC as published: see RlmecOfficial.java. All of logp and the rows of channels are [N].
  def objective(self, logp: Tensor, channels: Tensor, settings: List[float]) -> List[Tensor]:
    behavior = torch.select(channels, 0, 0)
    reward = torch.select(channels, 0, 1)

    log_ratio = torch.clamp(logp - behavior, -20., 20.)
    ratio = torch.exp(log_ratio)
    clipped = torch.clamp(ratio, 1. - settings[0], 1. + settings[1])
    coefficient = torch.detach(torch.minimum(ratio * reward, clipped * reward))
    policy_loss = torch.neg(torch.sum(coefficient * logp)) / settings[5]
    nothing_capped = torch.zeros_like(torch.gt(reward, 0.))
    return self.terms_of(policy_loss, logp, log_ratio, ratio, nothing_capped, channels, settings)
