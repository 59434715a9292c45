  # What the objectives with an RL term share: see PolicyGradient.java. logp [N]; channels [C, N], with behavior log-probs in
  # row 0, rewards in row 1 and the others where settings say, -1 for none. settings:
  #   0 clip low, 1 clip high, 2 dual clip, 3 weight of the RL term, 4 lambda, 5 rewarded tokens, 6 imitated tokens,
  #   7 row of imitation weights, 8 row of proximal log-probs, 9 cap of the importance weight,
  #   10 weight of the KL term, 11 its estimator, 12 row of reference log-probs, 13 row that marks sampled tokens, 14 how many.

  # L_im.
  def imitation(self, logp: Tensor, channels: Tensor, settings: List[float]) -> Tensor:
    row = int(settings[7])
    if row < 0:
      return torch.zeros([], dtype=6, device=logp.device)
    weight = torch.select(channels, 0, row)
    return torch.neg(torch.sum(weight * logp)) / settings[6]

  # L_KL.
  def kl(self, logp: Tensor, channels: Tensor, settings: List[float]) -> Tensor:
    row = int(settings[12])
    if row < 0:
      return torch.zeros([], dtype=6, device=logp.device)
    d = torch.clamp(torch.select(channels, 0, row) - logp, -20., 20.)
    estimate = d * d * 0.5
    if settings[11] == 1.:
      estimate = estimate - estimate.detach() - d.detach()
    if settings[11] == 3.:
      estimate = torch.exp(d) - d - 1.
    return torch.sum(estimate * torch.select(channels, 0, int(settings[13]))) / settings[14]

  # The loss and its metrics, in the order of RatioMetrics.java: log_ratio is log rho, ratio what the clip range is for.
  def terms_of(self, policy_loss: Tensor, logp: Tensor, log_ratio: Tensor, ratio: Tensor, capped: Tensor, channels: Tensor, settings: List[float]) -> List[Tensor]:
    reward = torch.select(channels, 0, 1)
    imitation_loss = self.imitation(logp, channels, settings)
    kl_loss = self.kl(logp, channels, settings)
    loss = policy_loss * settings[3] + imitation_loss * settings[4]
    if settings[10] > 0.:
      loss = loss + kl_loss * settings[10]
    member = torch.ne(reward, 0.)
    mask = torch.to(member, 6)
    k1 = torch.neg(log_ratio)
    rho = torch.exp(log_ratio)
    clipped_high = torch.logical_and(torch.gt(reward, 0.), torch.gt(ratio, 1. + settings[1]))
    clipped_low = torch.logical_and(torch.lt(reward, 0.), torch.lt(ratio, 1. - settings[0]))
    dual_clipped = torch.logical_and(torch.lt(reward, 0.), torch.gt(ratio, settings[2]))
    if settings[2] <= 0.:
      dual_clipped = torch.zeros_like(dual_clipped)
    return [loss, policy_loss, imitation_loss, kl_loss, torch.sum(torch.logical_and(capped, member)), torch.sum(clipped_high), torch.sum(clipped_low), torch.sum(dual_clipped), torch.sum(k1 * mask), torch.sum((rho - 1. + k1) * mask), torch.sum(rho * mask), torch.sum(rho * rho * mask), torch.max(rho * mask), torch.max(torch.exp(k1) * mask)]
