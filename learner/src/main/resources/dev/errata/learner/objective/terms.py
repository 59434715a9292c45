# The other terms, the loss, and the metrics: see PolicyGradient.java and RatioMetrics.java. Channels are [N]. Reads
# what the script of the RL term assigned: policy_loss, log_ratio, ratio and capped.

# L_im.
imitation_loss = torch.zeros([], dtype=6, device=logp.device)
if target_weight is not None:
  imitation_loss = torch.neg(torch.sum(target_weight * logp)) / imitated_tokens

# L_KL.
kl_loss = torch.zeros([], dtype=6, device=logp.device)
if reference_log_prob is not None and sampled is not None:
  d = torch.clamp(reference_log_prob - logp, -20., 20.)
  kl = d * d * 0.5
  if kl_estimator == "k1":
    kl = kl - kl.detach() - d.detach()
  if kl_estimator == "k3":
    kl = torch.exp(d) - d - 1.
  kl_loss = torch.sum(kl * sampled) / sampled_tokens

loss = policy_loss * rl_weight + imitation_loss * imitation_weight
if reference_log_prob is not None:
  loss = loss + kl_loss * kl_weight

# Counts and sums over the rewarded tokens, and two maxima.
rewarded = torch.ne(reward, 0.)
mask = torch.to(rewarded, 6)
k1 = torch.neg(log_ratio)
rho = torch.exp(log_ratio)
dual_clipped = torch.zeros_like(rewarded)
if dual_clip > 0.:
  dual_clipped = torch.logical_and(torch.lt(reward, 0.), torch.gt(ratio, dual_clip))
clipped_high_tokens = torch.sum(torch.logical_and(torch.gt(reward, 0.), torch.gt(ratio, 1. + clip_high)))
clipped_low_tokens = torch.sum(torch.logical_and(torch.lt(reward, 0.), torch.lt(ratio, 1. - clip_low)))
dual_clipped_tokens = torch.sum(dual_clipped)
capped_tokens = torch.sum(torch.logical_and(capped, rewarded))
k1_sum = torch.sum(k1 * mask)
k3_sum = torch.sum((rho - 1. + k1) * mask)
ratio_sum = torch.sum(rho * mask)
squared_ratio_sum = torch.sum(rho * rho * mask)
largest_ratio = torch.max(rho * mask)
largest_inverse_ratio = torch.max(torch.exp(k1) * mask)
