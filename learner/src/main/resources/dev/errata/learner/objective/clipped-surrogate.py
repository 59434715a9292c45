# The clipped surrogate of PPO, with the channel reward as advantages: see Rlmec.java. Channels and all tensors but the
# loss are [N]. Assigns policy_loss, log_ratio (log rho), ratio (the one that is clipped) and capped.
advantage = reward
log_ratio = torch.clamp(logp - behavior_log_prob, -20., 20.)
ratio = torch.exp(log_ratio)
capped = torch.zeros_like(torch.gt(advantage, 0.))
if proximal_log_prob is not None:
  ratio = torch.exp(torch.clamp(logp - proximal_log_prob, -20., 20.))
  weight = torch.exp(torch.clamp(proximal_log_prob - behavior_log_prob, -20., 20.))
  if importance_cap > 0.:
    capped = torch.gt(weight, importance_cap)
    weight = torch.clamp_max(weight, importance_cap)
  advantage = advantage * weight
plain = torch.neg(advantage * ratio)
clipped = torch.neg(advantage * torch.clamp(ratio, 1. - clip_low, 1. + clip_high))
surrogate = torch.maximum(plain, clipped)
if dual_clip > 0.:
  bounded = torch.minimum(surrogate, torch.neg(advantage * dual_clip))
  surrogate = torch.where(torch.lt(advantage, 0.), bounded, surrogate)
policy_loss = torch.sum(surrogate) / rewarded_tokens
