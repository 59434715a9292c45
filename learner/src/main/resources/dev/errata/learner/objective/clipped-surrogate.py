  # Clipped surrogate of PPO, with whatever stands in channel 1 as advantages: see Rlmec.java. All of logp and the rows of
  # channels are [N].
  def objective(self, logp: Tensor, channels: Tensor, settings: List[float]) -> List[Tensor]:
    behavior = torch.select(channels, 0, 0)
    advantage = torch.select(channels, 0, 1)
    dual_clip = settings[2]
    proximal_row = int(settings[8])
    cap = settings[9]

    log_ratio = torch.clamp(logp - behavior, -20., 20.)
    ratio = torch.exp(log_ratio)
    capped = torch.zeros_like(torch.gt(advantage, 0.))
    if proximal_row >= 0:
      proximal = torch.select(channels, 0, proximal_row)
      ratio = torch.exp(torch.clamp(logp - proximal, -20., 20.))
      weight = torch.exp(torch.clamp(proximal - behavior, -20., 20.))
      if cap > 0.:
        capped = torch.gt(weight, cap)
        weight = torch.clamp_max(weight, cap)
      advantage = advantage * weight
    plain = torch.neg(advantage * ratio)
    clipped = torch.neg(advantage * torch.clamp(ratio, 1. - settings[0], 1. + settings[1]))
    surrogate = torch.maximum(plain, clipped)
    if dual_clip > 0.:
      surrogate = torch.where(torch.lt(advantage, 0.), torch.minimum(surrogate, torch.neg(advantage * dual_clip)), surrogate)
    policy_loss = torch.sum(surrogate) / settings[5]
    return self.terms_of(policy_loss, logp, log_ratio, ratio, capped, channels, settings)
