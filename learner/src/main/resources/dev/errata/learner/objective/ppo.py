  # Clipped surrogate of PPO on token rewards, plus imitation: see TokenPpo.java. All of logp and the rows of channels are [N].
  def objective(self, logp: Tensor, channels: Tensor, settings: List[float]) -> List[Tensor]:
    behavior = torch.select(channels, 0, 0)
    reward = torch.select(channels, 0, 1)
    weight = torch.select(channels, 0, 2)
    lowest = 1. - settings[0]
    highest = 1. + settings[1]
    dual_clip = settings[2]
    imitation_weight = settings[3]
    rewarded_tokens = settings[4]
    imitated_tokens = settings[5]

    log_ratio = torch.clamp(logp - behavior, -20., 20.)
    ratio = torch.exp(log_ratio)
    plain = torch.neg(reward * ratio)
    clipped = torch.neg(reward * torch.clamp(ratio, lowest, highest))
    surrogate = torch.maximum(plain, clipped)
    if dual_clip > 0.:
      surrogate = torch.where(torch.lt(reward, 0.), torch.minimum(surrogate, torch.neg(reward * dual_clip)), surrogate)
    policy_loss = torch.sum(surrogate) / rewarded_tokens
    imitation_loss = torch.neg(torch.sum(weight * logp)) / imitated_tokens
    loss = policy_loss + imitation_loss * imitation_weight

    member = torch.ne(reward, 0.)
    mask = torch.to(member, 6)
    k1 = torch.neg(log_ratio)
    clipped_high = torch.logical_and(torch.gt(reward, 0.), torch.gt(ratio, highest))
    clipped_low = torch.logical_and(torch.lt(reward, 0.), torch.lt(ratio, lowest))
    dual_clipped = torch.logical_and(torch.lt(reward, 0.), torch.gt(ratio, dual_clip))
    if dual_clip <= 0.:
      dual_clipped = torch.zeros_like(dual_clipped)
    return [loss, policy_loss, imitation_loss, torch.sum(clipped_high), torch.sum(clipped_low), torch.sum(dual_clipped), torch.sum(k1 * mask), torch.sum((ratio - 1. + k1) * mask), torch.sum(ratio * mask), torch.sum(ratio * ratio * mask), torch.max(ratio * mask), torch.max(torch.exp(k1) * mask)]
