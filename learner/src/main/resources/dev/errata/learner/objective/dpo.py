  # Direct preference optimisation: see Dpo.java. logp [N]; channels: reference log-prob, number of the pair, side (1 the
  # better answer, -1 the worse), [N] each; settings: beta, number of pairs in the whole batch. A pair is never divided; pairs
  # of other micro-batches are absent here.
  def objective(self, logp: Tensor, channels: Tensor, settings: List[float]) -> List[Tensor]:
    reference = torch.select(channels, 0, 0)
    pair = torch.to(torch.select(channels, 0, 1), 4)
    side = torch.select(channels, 0, 2)
    beta = settings[0]
    pairs = int(settings[1])

    reward = (logp - reference) * beta
    margin = torch.zeros([pairs], dtype=6, device=logp.device).index_add_(0, pair, side * reward)
    tokens = torch.zeros([pairs], dtype=6, device=logp.device).index_add_(0, pair, torch.ones_like(side))
    present = torch.to(torch.gt(tokens, 0.), 6)
    loss = torch.sum(torch.softplus(torch.neg(margin)) * present) / pairs

    better = torch.to(torch.gt(side, 0.), 6)
    wins = torch.to(torch.gt(margin, 0.), 6) * present
    return [loss, torch.sum(wins) / pairs, torch.sum(margin * present) / pairs, torch.sum(reward * better) / pairs]
