  # RLMEC as published, plus imitation: see RlmecOfficial.java. All of logp and the rows of channels are [N].
  def objective(self, logp: Tensor, channels: Tensor, settings: List[float]) -> List[Tensor]:
    behavior = torch.select(channels, 0, 0)
    reward = torch.select(channels, 0, 1)
    weight = torch.select(channels, 0, 2)
    lowest = 1. - settings[0]
    highest = 1. + settings[1]
    imitation_weight = settings[3]
    rewarded_tokens = settings[4]
    imitated_tokens = settings[5]

    log_ratio = torch.clamp(logp - behavior, -20., 20.)
    ratio = torch.exp(log_ratio)
    coefficient = torch.detach(torch.minimum(ratio * reward, torch.clamp(ratio, lowest, highest) * reward))
    policy_loss = torch.neg(torch.sum(coefficient * logp)) / rewarded_tokens
    imitation_loss = torch.neg(torch.sum(weight * logp)) / imitated_tokens
    loss = policy_loss + imitation_loss * imitation_weight

    member = torch.ne(reward, 0.)
    mask = torch.to(member, 6)
    k1 = torch.neg(log_ratio)
    clipped_high = torch.logical_and(torch.gt(reward, 0.), torch.gt(ratio, highest))
    clipped_low = torch.logical_and(torch.lt(reward, 0.), torch.lt(ratio, lowest))
    return [loss, policy_loss, imitation_loss, torch.sum(clipped_high), torch.sum(clipped_low), torch.zeros_like(loss), torch.sum(k1 * mask), torch.sum((ratio - 1. + k1) * mask), torch.sum(ratio * mask), torch.sum(ratio * ratio * mask), torch.max(ratio * mask), torch.max(torch.exp(k1) * mask)]
